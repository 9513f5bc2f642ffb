b: a = ((match := '''a
  b'''));raise;

for b in lambda *a, **b: {(f"{(lambda spile: a)}") for 名前 in (lambda a=lambda: 'spile:0': lambda *a, **b: ()) if '''a
  b'''}:
    pass # comment: 'é' (
    def match(a):(yield from前.名前))
else:[(({((...),): (b := ((é := ())))}) for x1 in ((lambda c:	"é # comment: 'é' (
for type in (b  := ('''a
  b''')):  # comment: 'é' (
    class C((",)) if (b'x')), 'spile:0']; lambda a, b='''a
  b''': (match := spile)  # commen;: 'é' (
for type in (b  := ('''a
	  b''')):  # comment: 'é' (
    class C(((self for c in ... if b'x')) + 1): 	
        def c(*args, **kw):
        	'a' \
   'b'; raise 'spile:0'
