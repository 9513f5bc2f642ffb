"""What the tests of events share: programs that are run plain and below `spile run`, and their call trees as text.

A tree has the name of each lane, then its calls, two spaces a level: `f *3 !1` was called three times, of which one
ended by an exception.
"""

import json
import os
import re
import subprocess
import sys
import textwrap


# What is given to `spile run` besides: `SPILE_TEST_OPTIONS=--outside` has the same tests look at what that weaves.
OPTIONS = os.environ.get("SPILE_TEST_OPTIONS", "").split()


class Lab:
    """A directory for a program. Its module `woven` is the target; all its other modules are left alone."""

    def __init__(self, program):
        self.program = program
        self.trace = program.directory.parent / "trace"

    def run(self, source, unwoven="", *, main="import woven\nwoven.main()\n", check=True, same=True, options=(), **changes):
        """Run `source` plain and woven, see that it prints and ends the same, and return what was recorded."""
        self.program.write(woven=source, unwoven=unwoven)
        self.program.file("app.py", main)
        options = ["-q", "--target", "woven", "-o", str(self.trace), *options, *OPTIONS]
        woven = self.spile("run", *options, "--", sys.executable, "app.py", **changes)
        if check:
            assert woven.returncode == 0, woven.stderr
        if same:
            plain = self.program.python("app.py", check=False, **changes)
            told = (woven.returncode, woven.stdout, woven.stderr)
            assert told == (plain.returncode, plain.stdout, plain.stderr)
        return self.recorded(woven)

    def recorded(self, done=None):
        lanes = json.loads(self.spile("tree", str(self.trace), "--format", "json", "--depth", "60").stdout)
        rows = json.loads(self.spile("top", str(self.trace), "--format", "json", "--limit", "1000").stdout)
        return Recorded(done, lanes, rows)

    def spile(self, *arguments, **changes):
        path = os.pathsep.join(filter(None, [str(self.program.package), changes.pop("PYTHONPATH", None)]))
        return subprocess.run(
            [sys.executable, "-P", "-m", "spile", *arguments],
            cwd=self.program.directory,
            env=self.program.environment(PYTHONPATH=path, **changes),
            capture_output=True,
            text=True,
            timeout=120,
        )

    def check(self, source, expected, unwoven="", **keywords):
        """The tree of `source` is `expected`; what follows `#` in it is for the reader."""
        recorded = self.run(source, unwoven, **keywords)
        lines = (line.split("#")[0].rstrip() for line in textwrap.dedent(expected).splitlines())
        assert _sorted(recorded.tree) == _sorted("\n".join(line for line in lines if line))
        return recorded


class Recorded:
    """A trace."""

    def __init__(self, done, lanes, top):
        self.done = done
        self.lanes = lanes
        self.tree = "\n".join(line for lane in lanes for line in _render(lane))
        rows = top["functions"] if isinstance(top, dict) else top
        self.rows = {row["id"].partition("#")[2]: row for row in rows}
        self.calls = {name: row["calls"] for name, row in self.rows.items()}


def _sorted(tree):
    """The tree with its lanes by name: which thread is the first to record something is a matter of luck."""
    return "\n".join(sorted(re.split(r"\n(?! )", tree)))


def _render(lane):
    yield lane["lane"]
    yield from _render_calls(lane["calls"], 1)


def _render_calls(calls, level):
    for call in calls:
        n_calls = f" *{call['calls']}" if call["calls"] != 1 else ""
        n_errors = f" !{call['errors']}" if call["errors"] else ""
        yield "  " * level + call["name"] + n_calls + n_errors
        yield from _render_calls(call.get("children", ()), level + 1)
