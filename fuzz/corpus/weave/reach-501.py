def match():
	"""Doc.
  more
"""
	def b(*args,kw):_ = yield
	...
async def match[T: int, *Ts](*args, **kw):
    match f"{(case)}":
    	case (1 | 2) as n:
    	    b: 名前 = ();
    	case {'k': v, **r}:
    	  return;(yield ...) ;  ()
    é: match = (({(a[(...):"é"]) for _ in (f'{é!r:>{_}} {{') if ...}))
def 名前(a):
	
 'a' \
  'b'
 class C(b + b'x'):
  with (_ as spile,
  type):
      def x1(a: (...) if () else "é", /, b, *, c=1):
          @{{self if b'x' else (a["é":名前]): (名前 := c)}: f"{(a)}"}
          @(type := (f("é" + (({b'x': 名前},)), k=_)))
          async def é(a: f('spile:0', k=(_ := é)), /, b, *, c=1):  # comment: 'é' (
              global g
              é: lambda_ ;  import a.b as c  # comment: 'é' (
          global g
          'spile:0' + é
  'spile:0'
 global g
