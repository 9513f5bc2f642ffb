"""What a program says to Spile itself: record this, watch that, mark this moment."""

import json
import os
import shutil
from pathlib import Path

import pytest

SHOP = """
    import spile

    def price(n):
        return n * 2

    @spile.trace
    def total(*numbers):
        return sum(map(one, numbers))

    @spile.trace
    def one(n):
        spile.mark("one", n=n)
        return price(n)

    @spile.trace
    class Cart:
        def __init__(self): self.items = []
        def add(self, item): self.items.append(item)
        @property
        def size(self): return len(self.items)
        @staticmethod
        def of(*items):
            cart = Cart()
            for item in items: cart.add(item)
            return cart
        @classmethod
        def empty(cls): return cls()

    def counter(start):
        @spile.trace
        def count():
            nonlocal start
            start += 1
            return start
        return count
"""


def spile(program, *arguments):
    return program.python("-m", "spile", *arguments, PYTHONPATH=str(program.package))


def tree(program, trace="part.trace"):
    """The calls of the only lane: name, number and, if there are any, what is below them."""
    (lane,) = json.loads(spile(program, "tree", trace, "--format", "json", "--depth", "9").stdout)
    return [shape(call) for call in lane["calls"]]


def shape(call):
    name = ("mark " if call["kind"] == "mark" else "") + call["name"]
    children = [shape(child) for child in call.get("children", ())]
    return (name, call["calls"], children) if children else (name, call["calls"])


def test_a_part_of_a_program_is_recorded(program):
    program.write(shop=SHOP)
    done = program.installing("""
        import shop, spile
        spile.mark("before")
        shop.total(1)
        plain = shop.total.__code__
        with spile.recording("part.trace"):
            print(shop.total(1, 2), shop.total.__code__ is plain)
            cart = shop.Cart.of("a", "b")
            shop.Cart.empty()
            print(cart.size, shop.counter(6)())
        print(shop.total.__code__ is plain)
        shop.total(3)
    """)
    assert done.stdout == "6 False\n2 7\nTrue\n" and done.stderr == ""
    assert tree(program) == [
        ("total", 1, [("one", 2, [("mark one", 2)])]),
        ("Cart.of", 1, [("Cart.__init__", 1), ("Cart.add", 2)]),
        ("Cart.empty", 1, [("Cart.__init__", 1)]),
        ("Cart.size", 1),
        ("counter.count", 1),
    ]


def test_parts_may_follow_each_other_and_nest(program):
    program.write(shop=SHOP)
    program.installing("""
        import shop, spile
        for n in range(3):
            with spile.recording("part.trace"):
                with spile.recording("inner.trace"):
                    shop.one(n)
                shop.one(n)
        spile.start("other.trace"); spile.start("ignored.trace")
        shop.one(5)
        spile.stop(); spile.stop()
        shop.one(6)
    """)
    assert tree(program) == [("one", 2, [("mark one", 2)])]
    assert tree(program, "other.trace") == [("one", 1, [("mark one", 1)])]
    assert not (program.directory / "inner.trace").exists() and not (program.directory / "ignored.trace").exists()


def test_a_directory_that_is_no_trace_is_refused(program):
    program.file("data/precious", "1")
    done = program.installing("""
        import spile
        try:
            with spile.recording("data"):
                print("not here")
        except ValueError as error:
            print(error)
    """)
    assert done.stdout.startswith("data is there already and is not a trace")
    assert os.listdir(program.directory / "data") == ["precious"]


def test_a_trace_that_a_run_still_writes_is_refused(program):
    done = program.installing("""
        import subprocess, sys, spile
        run = [sys.executable, "-m", "spile", "run", "-q", "-o", "data", "--", "sh", "-c", "echo; read line"]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        with subprocess.Popen(run, **pipes) as running:
            running.stdout.readline()
            try:
                with spile.recording("data"):
                    print("not here")
            except ValueError as error:
                print(error)
    """)
    assert done.stdout.startswith("data is being written by another run")


@pytest.mark.parametrize("place", ["/dev/null/trace", "/proc/trace"])
def test_where_nothing_can_be_written_is_an_os_error(program, place):
    done = program.installing(f"""
        import spile
        try:
            with spile.recording({place!r}):
                print("not here")
        except OSError as error:
            print(error.errno in (2, 13, 20, 30), str(error).count({place!r}))
    """)
    assert done.stdout == "True 1\n"


def test_watched_functions_are_recorded_wherever_something_is(program):
    program.write(shop=SHOP, app="def run(n):\n    import shop\n    return shop.total(n)\n")
    done = program.installing("""
        import spile
        spile.install(["app"])
        import app
        print(app.run(4))
        spile.uninstall()
        import shop
        print(shop.one(1))
    """)
    assert done.stdout == "8\n2\n"
    (run,) = (program.directory / ".spile" / "runs").iterdir()
    expected = [("run", 1, [("total", 1, [("one", 1, [("mark one", 1)])])])]
    assert tree(program, str(run)) == expected
    program.file("main.py", "import app, spile\nwith spile.recording('ignored'):\n    app.run(4)\n")
    done = spile(program, "run", "-q", "-o", "run.trace", "--target", "app", "--", "python3", "main.py")
    assert done.stderr == ""
    assert tree(program, "run.trace") == expected
    assert not (program.directory / "ignored").exists()


def test_what_cannot_be_watched_is_left_as_it_is(program):
    program.write(app="def f(): return 1\n")
    done = program.installing("""
        import app, spile
        names = {}
        exec("def g(): return 2", names)
        spile.trace(names["g"]); spile.trace(print); spile.trace(app.f)
        with open("app.py", "w") as file:
            file.write(chr(10) * 2 + "def f(): return 3" + chr(10))
        with spile.recording("part.trace"):
            print(names["g"](), app.f())
    """)
    assert done.stdout == "2 1\n"
    notes = program.logged("note")
    assert [note.partition(": ")[0] for note in notes] == ["function None#g is not watched", "function app#f is not watched"]
    assert notes[1].endswith("it is not what is in its source")


def test_marks_say_what_they_may_without_running_the_program(program):
    done = program.installing("""
        import spile
        class Thing:
            def __repr__(self): raise SystemExit("ran")
            __str__ = __eq__ = __hash__ = __repr__
        class Text(str):
            def __str__(self): raise SystemExit("ran")
        with spile.recording("part.trace"):
            spile.mark("all", a=1, b=2.5, c="x" + chr(0), d=None, e=True, f=Thing(), g=10**60, i=float("nan"), j=Text())
            spile.mark("x" * 5000, y="y" * 5000)
            spile.mark("")
            spile.mark("many", **{f"k{n}": n for n in range(1000)})
        try:
            spile.mark(Thing)
        except TypeError as error:
            print(error)
    """)
    assert done.stdout == "the name of a mark is a str, not type\n"
    assert [name for name, _ in tree(program)] == ["mark all", "mark " + "x" * 200 + "…", "mark ", "mark many"]


@pytest.mark.parametrize("console", ["simple", "json"])
def test_marks_are_on_the_console(program, console):
    program.write(app="import spile\ndef f(): spile.mark('here', n=1, thing=spile)\n")
    code = f"import spile; spile.install(['app'], console={console!r}); import app; app.f()"
    lines = program.installing(code).stderr.splitlines()
    if console == "simple":
        assert lines[:2] == ["→ f", '  • here {"n":1,"thing":"<module>"}']
    else:
        line = json.loads(lines[1])
        assert (line["event"], line["name"], line["depth"]) == ("mark", "here", 1)
        assert line["attributes"] == {"n": 1, "thing": "<module>"}


CALLS = """
    def f(n): return n
    def main():
        for n in range(100_000): f(n)
    main()
"""


@pytest.mark.parametrize("clock", [None, "monotonic"])
def test_what_recording_costs_is_measured_and_can_be_subtracted(program, clock):
    program.write(app=CALLS)
    run = ["-m", "spile", "run", "-q", "-o", "run.trace", "--target", "app", "--", "python3", "app.py"]
    program.python(*run, PYTHONPATH=str(program.package), SPILE_CLOCK=clock)

    def total_ns(*options):
        done = spile(program, "top", "run.trace", "--format", "json", *options)
        assert done.stderr == ""  # it would say if nothing had been measured
        rows = {row["name"]: row for row in json.loads(done.stdout)["functions"]}
        assert rows["f"]["calls"] == 100_000
        return rows["main"]["total_ns"]

    taken = total_ns() - total_ns("--subtract-overhead")
    assert 100_000 < taken < total_ns()


SAYS_ALL = """
    import os, sys
    import spile

    @spile.trace
    def f(n): return n + 1

    @spile.trace
    class Cart:
        def size(self): return f(1)

    spile.mark("before", n=1)
    spile.start("one.trace")
    spile.start()
    spile.mark("within")
    with spile.recording("two.trace") as one, spile.recording():
        print(f(1), Cart().size(), type(one).__name__)
    spile.stop()
    spile.stop()
    print("spile._native" in sys.modules, sorted(name for name in os.listdir() if "pyc" not in name))
"""


def test_switched_off_nothing_happens(program):
    program.file("app.py", SAYS_ALL)
    done = program.python("app.py", PYTHONPATH=str(program.package), SPILE="off")
    assert (done.stdout, done.stderr) == ("2 2 recording\nFalse ['app.py']\n", "")


def test_switched_off_nothing_is_installed_nor_run(program):
    program.write(app="def f(): return 1\n")
    code = "import spile; spile.install(['app']); import app; print(app.f())"
    done = program.installing(code, SPILE="off")
    assert (done.stdout, done.stderr) == ("1\n", "") and ".spile" not in os.listdir(program.directory)
    run = ["-m", "spile", "run", "-o", "off.trace", "--", "python3", "-c", "import app; print(app.f())"]
    done = program.python(*run, PYTHONPATH=str(program.package), SPILE="off")
    assert done.stdout == "1\n" and "SPILE=off switches it off" in done.stderr


def test_without_the_extension_nothing_happens(program, tmp_path):
    bare = tmp_path / "bare"
    shutil.copytree(program.package / "spile", bare / "spile", ignore=shutil.ignore_patterns("_native*", "_spied"))
    program.file("app.py", SAYS_ALL)
    done = program.python("app.py", PYTHONPATH=str(bare))
    assert (done.stdout, done.stderr) == ("2 2 recording\nFalse ['app.py']\n", "")
    # As if the GIL were off.
    code = "import sys; sys._is_gil_enabled = lambda: False; exec(open('app.py').read())"
    done = program.python("-c", code, PYTHONPATH=str(program.package))
    assert (done.stdout, done.stderr) == ("2 2 recording\nFalse ['app.py']\n", "")


def test_on_an_interpreter_that_is_not_supported_nothing_happens(program):
    for version in ("3.10", "3.9"):
        found = sorted(Path("~/.pyenv/versions").expanduser().glob(f"{version}.*/bin/python3"))
        python = str(found[0]) if found else shutil.which(f"python{version}")
        if python is None:
            continue
        program.file("app.py", SAYS_ALL)
        done = program.python("app.py", python=python, PYTHONPATH=str(program.package), PYTHONDONTWRITEBYTECODE="1")
        assert (done.stdout, done.stderr) == ("2 2 recording\nFalse ['app.py']\n", "")
        return
    pytest.skip("there is no old interpreter here")
