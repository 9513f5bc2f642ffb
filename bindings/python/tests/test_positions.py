"""What a program sees of the places of its code: the same as in a plain run."""

RETURNS = '''
import dis

def plain(a):
    return a + 1

def parentheses(a):
    return (
        a
    )

def lines(a):
    return [
        a,
        a.b(c
          for c in a)]

def nested(a):
    for x in a:
        with x:
            try:
                return x if a else lambda: a + 1
            finally:
                a = 2
    return

def é(ü):
    x = 'ü'; return ü + 'é' + x

async def awaits(a):
    return await a(1)

def one_line(a): return a.b

def main():
    for f in (plain, parentheses, lines, nested, é, awaits, one_line):
        for i in dis.get_instructions(f):
            if i.opname.startswith("RETURN_") and i.opname != "RETURN_GENERATOR":
                print(f.__name__, tuple(i.positions or ()))
'''


def test_returns_are_where_they_are(lab):
    lab.run(RETURNS)


BREAKPOINTS = '''
import dis

def documented(a):
    """Of 3.13's pdb, the breakpoint of a function is where the instruction behind RESUME is."""
    return a

def one_line(a): return a

def one_line_below(a):
    "doc"; return a

def loops(a):
    while a:
        a -= 1

def defines(a):
    @print
    def inner(): pass

def generates(a):
    yield a

async def awaits(a):
    await a

def passes(a):
    pass

def main():
    for f in (documented, one_line, one_line_below, loops, defines, generates, awaits, passes):
        before = None
        for i in dis.get_instructions(f):
            if before == "RESUME":
                print(f.__name__, i.positions.lineno)
            before = i.opname
'''


def test_the_first_instruction_is_on_the_line_of_the_first_statement(lab):
    lab.run(BREAKPOINTS)
