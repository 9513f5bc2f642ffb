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


PATHS = '''
import sys
from contextlib import nullcontext

class Thing:
    def method(self, *arguments): return self

it, no, yes = Thing(), 0, 1

def a_with_and_another_path(first):
    if first:
        with nullcontext() as a:
            it.method(a)
    else:
        it.method()

def a_with_of_two(first):
    if first:
        with nullcontext() as a, \\
             nullcontext():
            it.method(a)
    else: it.method()

def a_with_in_a_with(first):
    with nullcontext():
        if first:
            with nullcontext(): it.method()
        else:
            it.method()

def assertions(first):
    if first:
        assert (
            no is not it
        )
    else:
        assert (yes and
                not no
        )

def methods(first):
    if first:
        (it
            .method()
            .method(
                1
            ))
    else:
        (
            it.method()
        )

def attributes(first):
    if first:
        (it
            .method)
    else:
        (it
            .attribute) = 1

def conditions(first):
    if (
        first
    ):
        it.method()
    elif (
        no is it
    ):
        it.method()

def a_loop(first):
    while (
        first
    ):
        first = 0

def constants(first):
    if first:
        (
            1
        )
    else:
        ...

def trace(frame, event, argument):
    if frame.f_code.co_name not in NAMES:
        return None
    print(frame.f_code.co_name, event, frame.f_lineno)
    return trace

NAMES = {}

def main():
    NAMES.update((name, f) for name, f in globals().items() if f.__class__ is main.__class__ and name not in ("main", "trace"))
    sys.settrace(trace)
    for f in NAMES.values():
        f(1)
        f(0)
    sys.settrace(None)
'''


def test_a_path_ends_on_the_line_on_which_its_last_instruction_is(lab):
    """Each function ends without `return`, on more than one path."""
    assert "conditions return" in lab.run(PATHS).done.stdout
