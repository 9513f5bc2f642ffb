match (b  # )
        ,):  # comment: 'é' (
	case [x, *_]:raise
	case 1:
	    pass
	    def 名前(a):
	      try:
	          spile
	      except a as e:
	      é    spile.b ;  return ((é := ())) if 1 else 名前
	     : finally:
	      	with ((({"é\": spile}) if 'spile:0' else 'spile:0') as type,  # )
         x1):
	      	    class C((case := '''a
  b''')):del match[0], é; "a string"
	      with (... as match, casef(f'{x1!r:>{spile}} {{', k=...); {{lambda é: lambda a, b=é: {名前: '''a
  b'''}: {a: f((c), k=('spile:0'  # )
,))}}: a[(b'x'):1]}
	      de	match = yield from)'''a
  b'''; ...
	case (x):c += f"{([spile])}"
