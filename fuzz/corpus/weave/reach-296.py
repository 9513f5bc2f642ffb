a[case:c]
type: c = 'spile:0'
f'{é!r:>{c}} {{'
@[{(f"{(lambda self: type]
def 名前(a, b=a[match:"é"]):
    global g
    returnoba case)}",): (case := c)}, (match) if c else type]
def 名前(a, b=a[match:"é"]):
    gl else type]
def 名前(a, b=a[match:"é"]):
    global g
    returnobal g
    return