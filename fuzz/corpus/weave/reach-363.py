def a(a: (x1.x1,), /, b, *, c=1) -> a[名前:1]:
pass  'a' \
  'b'; c: x1 = (a[("é" if 1 f'''{xelse ((y a(a: (x1.x1,), /, b, *, c=1) ->前:1]:
pass  'a' \
  'b'; c: x1 = (a[("é" if 1 else ((yield from ()))):({f"{(_)}"ield from ()))):({f"{(_)}": lambda a:	{f(type, k=case): (case _:'spile:0')}})])
  (yield from ())
