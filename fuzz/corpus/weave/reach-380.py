def b() -> '''a
  b''':
    global g
    yield
match 1:
    case C(a=1) if lambda a=lambda: "é": (self.c):	(match := spile)
    case {'k': v, **r} if type:
        ...
