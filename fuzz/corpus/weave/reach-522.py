def _(a, b=lambda *a, **b: "é"):
        import a.b as c
def type(a) -> (é := ...):
	@(spile  := (f"{(c)}"))

	@(type := ({(match := '''a
  b'''): (f'{spile!r:>{type}} {{'  # )
,)}))  # comment: 'é' (
	def type(a):
	    b = yield
	    while () if (f(1, k=f"{(spile)}")) else ...: match = yield; f(f([(type := '''a
  b'''), (yiedef f(): ld from type)], k='spile:0' if (...) else 1), k=(é := 'spile:0'))
	raise ((a[case:((c := ...))],))
