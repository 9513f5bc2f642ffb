"""What a program sees of the places of its code: the same as in a plain run."""

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
