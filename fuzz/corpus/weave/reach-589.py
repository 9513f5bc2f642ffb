lambda a, b=_: (é := (a))
"a string"
# é
class C(b'x'):
  def b(*args, **kw) -> [(c := type), (名前 := 'spile:0')]:
      r'''é'''
async def é(a: f(lambda *a, **b: (b'x' for case in 1 if x1), k=(x1 := ('''a
  b'''))), /, b, *, c=1):  # comment: 'é' (
    'doc'
# é
    try:
    	while f'{match!r:>{名前}} {{':
    	    def é(a: 'spile:0', /, b, *, c=1):
    	            return 	
    	    async def x1(a: lambda a=lambda: '''a
  b''': (), /, b, *, c=1): """Doc.
  more
"""; pass  # comment: 'é' (

    	    名前 = await ("é" + (1))
    finally:
    	while _.case:	case: case = "é"; {(await '''a
  b'''): {'spile:0': (lambda *a, **b: lambda é:  type,)}}
    	else:
    	    class C(...):
    	            async def b(a, b=(...)): """Doc.
  more
""" 	
    	            'spile:0'