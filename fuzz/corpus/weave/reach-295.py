def b(a):
 	r'''é'''; type += (1 for type in b'x' if ())
yild  # com ment: 'é' (
