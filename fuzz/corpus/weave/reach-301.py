@(a := "é")

def case(a: b'x', /, b, *, c=1) -> (a := _):
    for case in lambda: (_ := type): break; é: c = ([(yield from a), (f((f"{(lambda case: é)}"), k=[..., lambda a=lambda: '''a
  b''': c]),)])
