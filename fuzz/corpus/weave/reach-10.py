def b(a):
	r'''é'''; type += (1 for type in b'x' if ())
	yield  # comment: 'é' (
