"""Call trees against another witness, `sys.setprofile` (`oracle.py`), in the same process: so no program is too random."""

import collections
import json
import re
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def check(lab, modules, main, *arguments):
    """Every function of `modules` is called as often, by the same callers, as the oracle saw."""
    app = lab.program.file("app.py", main)
    edges = lab.program.directory.parent / "edges.json"
    targets = [word for module in modules for word in ("--target", f"{module}.**")]
    command = [sys.executable, str(HERE / "oracle.py"), str(edges), *modules, "--", str(app), *arguments]
    done = lab.spile("run", "-q", *targets, "-o", str(lab.trace), "--", *command)
    assert done.returncode == 0, done.stdout + done.stderr
    seen = collections.Counter({(caller, function): n for caller, function, n in json.loads(edges.read_text())})
    lanes = json.loads(lab.spile("tree", str(lab.trace), "--format", "json", "--depth", "10000").stdout)
    recorded = collections.Counter()
    for lane in lanes:
        _count(lane["calls"], "", recorded)
    more, fewer = ([f"{a} -> {b}: {n}" for (a, b), n in sorted(left.items())] for left in (recorded - seen, seen - recorded))
    assert (more, fewer) == ([], [])
    return seen


def _count(calls, caller, edges):
    pending = [(calls, caller)]
    while pending:
        calls, caller = pending.pop()
        for call in calls:
            function = _plain(call["id"])
            edges[caller, function] += call["calls"]
            pending.append((call.get("children", ()), function))


def _plain(node):
    """A node ID as the oracle names functions."""
    node = re.sub(r"~\d+", "", node)
    return node.partition("#")[0] + "#<lambda>" if ":lambda:" in node else node


def test_sympy(lab):
    pytest.importorskip("sympy")
    seen = check(
        lab,
        ["sympy"],
        """
        from sympy import Symbol, integrate, limit, sin, solve, Matrix
        x = Symbol('x')
        print(integrate(x * sin(x), x), limit(sin(x) / x, x, 0), solve(x**2 - 2), Matrix([[1, 2], [3, 4]]).inv())
        """,
    )
    assert sum(seen.values()) > 100_000


# Takes turns at random between everything that can be suspended, thrown into, closed or dropped. `plain_*` are not woven.
TURNS = """
    import random, sys
    from other import plain_call, plain_generator, plain_wait

    class Error(Exception): pass

    def leaf(): pass
    def middle(): leaf(); plain_call(leaf); return leaf()
    def fails(): leaf(); raise Error
    def guarded():
        try: fails()
        except Error: middle()

    def numbers(turn, depth):
        for n in range(turn.randrange(6)):
            try:
                middle()
                yield n
                leaf()
            except Error:
                guarded()
                yield -n
            finally:
                leaf()

    def nested(turn, depth):
        leaf()
        try:
            yield from numbers(turn, depth)
            yield from plain_generator(numbers(turn, depth))
            if depth: yield from nested(turn, depth - 1)
        except Error:
            guarded()

    async def step(turn):
        leaf()
        await plain_wait(turn.randrange(2))
        (lambda: middle())()

    async def deep(turn, depth):
        try:
            await step(turn)
            if depth: await deep(turn, depth - 1)
            async for n in stream(turn): leaf()
        except Error:
            guarded()
            if turn.random() < 0.3: raise
        finally:
            middle()

    async def stream(turn):
        for n in range(turn.randrange(3)):
            await step(turn)
            yield n
            leaf()

    def one(turn, live):
        what = turn.randrange(8)
        if what < 2 or not live:
            live.append(turn.choice([numbers, nested, deep])(turn, 2))
            return
        at = turn.randrange(len(live))
        it = live[at]
        try:
            if what == 2: live.pop(at).close()
            elif what == 3: del it, live[at]
            elif what == 4: it.throw(Error)
            else:
                sender = it.send
                if turn.random() < 0.3: plain_call(lambda: sender(None))
                else: sender(None)
        except (StopIteration, Error, RuntimeError):
            guarded()
            live[:] = [other for other in live if other is not it]

    def main(seed):
        turn, live = random.Random(seed), []
        for _ in range(400): one(turn, live)
"""

OTHER = """
    import types
    def plain_call(function): return function()
    def plain_generator(it):
        try: yield from it
        except GeneratorExit: raise
    @types.coroutine
    def pause():
        yield
    async def plain_wait(n):
        for _ in range(n): await pause()
"""


@pytest.mark.parametrize("seed", range(0, 40, 10))
def test_turns_at_random(lab, seed):
    lab.program.file("turns.py", TURNS)
    lab.program.file("other.py", OTHER)
    check(lab, ["turns"], f"""
        import turns
        for seed in range({seed}, {seed} + 10): turns.main(seed)
    """)
