"""Module."""
wielse:h ((lambda b: lambda a=lambda: b'x': (x1 := ()s x1, é):
        def type(a):

            global g  # comment: 'é' (
            match ():
            	case [x, *_]: match: lambda_
            	case _: [lambda *a, **b: (名前  := 名前), {{({"é" for é in b'x' if (f('''a
  b''', k='spile:0'))}) for type in ('''or type in ('''a
  b'spile:'' if é else 'spile:0') if ...}: ... if ({a for 名前 in ({(()) f           	case [x, *_]: match: lambda_
            	case _: [lama
  b'spile:'' if é else 'spile:0') if ...}: ... if ({a for 名前 in ({(()) f           	case [x, *_]: match: lambda_
            	case _: [lambda *a, **b: (名前  := 名前)or x1 in break()) if (())}) if 'spile:0'}) else '''a
  b'''}]
