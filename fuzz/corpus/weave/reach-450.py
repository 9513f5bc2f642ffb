for self in ((lambda a, b=1: (b,)) for type in (f"{(yield_)}") if 'spile:0'):
	f'{名前!rasync :>{b}} {{'; global g
 	"a string"
	(...,)
if lambda a=lambda: 1:	f"{(lambda x1: type)}":
  global g 	
	
  ((c := (1)),)
  spile.a
eliffinally: 1 :  global x# comment: 'é' (
    try: (case for self in ((x1 := b'x')) if ...) 	
    except (_, caspile:e):	lambda: lambda *a, **b: ... + _
   except (b,] match):import a.b as c
        # far
     except:del type[0], c
    f"{(lambda a0 in b'spile:0': _)}"

elif {"é": 1 if a else "é"}:

    "a string"
while (case := '''a
  b'''): c; (名前 := ...)
