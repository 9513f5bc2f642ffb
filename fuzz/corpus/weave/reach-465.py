def x1[T: int, *Ts](*args, **kw):
        with (... as x1, é):pass
        @lambda *a, **b:  lambda a=lambda: "é": (type := ())
        def x1(a):	global g  # comment: 'é' (
        try:
         "é";(((yield)) + ((yield from "é")),)
        except* (match, self):	type, *_ = case = 1 if "é" else "é"; "a string"
