"""Definitions that CPython does not compile when they are woven are left alone by themselves, for a reason."""

import json
import sys


def nested(header, depth, inside):
    """`inside` below so many headers, each of them one column deeper."""
    lines = [" " * level + header + "\n" for level in range(1, depth + 1)]
    return "".join(lines) + " " * (depth + 1) + inside + "\n"


def stats(lab):
    document = json.loads(lab.spile("stats", str(lab.trace), "--format", "json").stdout)
    return {(row["kind"], row["reason"]): row["n"] for row in document["skipped"]}


def run_twice(lab, source, **keywords):
    """The calls that are recorded: when the module is woven, and out of the cache."""
    first = lab.run(source, **keywords)
    lab.program.forget_log()
    again = lab.run(source, **keywords)
    assert again.tree == first.tree
    assert not lab.program.logged("weave")
    return first


def test_indentation_as_deep_as_cpython_goes(lab):
    source = "def main():\n print(g(), deep(0), deep(1))\ndef g():\n return 'g'\ndef deep(x):\n"
    source += nested("if x:", 98, "return h()") + "def h():\n 1 / 0\n"
    recorded = run_twice(lab, source.replace("1 / 0", "return 1"))
    assert recorded.calls == {"main": 1, "g": 1, "deep": 2, "h": 1}
    assert stats(lab) == {}
    raising = lab.run(source, check=False)
    assert raising.tree == "MainThread\n  main !1\n    g\n    deep *2 !1\n      h !1"


def test_functions_in_functions(lab):
    source = "def main():\n f1()\n" + "".join(
        f"{' ' * level}def f{level + 1}():\n" for level in range(60)
    )
    source += " " * 60 + "print('deep')\n"
    for level in reversed(range(1, 60)):
        source += f"{' ' * level}f{level + 1}()\n"
    recorded = run_twice(lab, source)
    assert len(recorded.calls) == 61
    assert stats(lab) == {}


def test_asynchronous_comprehensions_are_blocks(lab):
    source = "import asyncio\nasync def one():\n yield 1\nasync def f(x):\n"
    source += nested("while x:", 18, "return [y async for y in one() if [z async for z in one()]]")
    source += "async def g():\n 1 / 0\nasync def main():\n print(await f(1))\n try:\n  await g()\n except ZeroDivisionError: pass\n"
    recorded = run_twice(lab, source, main="import asyncio, woven\nasyncio.run(woven.main())\n")
    assert recorded.calls["f"] == recorded.calls["g"] == recorded.calls["main"] == 1
    assert stats(lab) == {}


def test_lambdas_as_deep_as_the_parser_goes(lab):
    source = f"def main():\n f = g()\n for _ in range(900): f = f()\n print(f)\ndef g():\n return {'lambda: ' * 900}1\n"
    recorded = lab.run(source)
    n_woven = sum(n for name, n in recorded.calls.items() if "lambda" in name)
    (skipped,) = stats(lab).items()
    assert skipped == (("lambda", "with probes it nests deeper than the compiler goes"), 900 - n_woven)
    assert n_woven > 100
    assert recorded.calls["main"] == recorded.calls["g"] == 1
    lab.program.forget_log()
    assert lab.run(source).tree == recorded.tree
    # Before 3.12 nothing tells that it was the parser, which has as much stack the next time.
    assert bool(lab.program.logged("weave")) == (sys.version_info < (3, 12))


def test_a_loader_of_ones_own(lab):
    loader = """
        import importlib.machinery, sys
        class Loader(importlib.machinery.SourceFileLoader):
            def source_to_code(self, data, path, **options):
                return super().source_to_code(data.replace(b"SAID", b"'said'"), path, **options)
        finder = importlib.machinery.FileFinder
        sys.path_hooks.insert(0, finder.path_hook((Loader, [".py"])))
        sys.path_importer_cache.clear()
        import woven
        woven.main()
    """
    source = "def main():\n print(deep(1))\ndef deep(x):\n" + nested("if x:", 98, "return SAID")
    recorded = lab.run(source, main=loader)
    assert recorded.calls == {"main": 1, "deep": 1}


def test_test_modules(lab):
    source = "def test_deep():\n x = 1\n" + nested("if x:", 98, "assert x == 2")
    lab.program.write(test_deep=source)
    arguments = ("-m", "pytest", "-p", "no:cacheprovider", "-q", "test_deep.py")
    lab.program.file("pyproject.toml", "")
    done = lab.program.below_run(*arguments, targets=["test_deep"], check=False)
    assert "assert 1 == 2" in done.stdout
    assert lab.program.logged("arm") == ["test_deep"]


def test_one_line_suites_count_once_more(lab):
    source = "def main(): return [f(), g()]\ndef f():\n    return 1\ndef g(): return [\n    2]\nh = lambda: 3\n"
    lab.run(source)
    document = json.loads(lab.spile("stats", str(lab.trace), "--format", "json").stdout)
    assert document["woven"] == {"function": 3, "lambda": 1, "one-line suite": 1}


def test_calls_nested_as_deep_as_cpython_goes_are_not_told(lab):
    source = f"def i(x): return x\ndef f(x): return {'[' * 150}{'i(' * 40}x{')' * 40}{']' * 150}\n"
    source += "def main(): print(len(str(f(1))))\n"
    recorded = run_twice(lab, source, options=["--outside"])
    assert recorded.calls == {"main": 1, "f": 1, "i": 40}
    assert stats(lab) == {}


def test_calls_nested_as_deep_as_cpython_goes_below_as_many_blocks_as_it_allows(lab):
    calls = f"{'[' * 150}{'i(' * 40}x{')' * 40}{']' * 150}"
    blocks = "[y async for y in one() if [z async for z in one()]]"
    source = "import asyncio\nasync def one():\n yield 1\ndef i(x): return x\nasync def f(x):\n"
    source += nested("while x:", 18, f"return len(str({calls})), {blocks}")
    source += "async def main(): print(await f(1))\n"
    main = "import asyncio, woven\nasyncio.run(woven.main())\n"
    recorded = run_twice(lab, source, main=main, options=["--outside"])
    assert (recorded.calls["main"], recorded.calls["f"], recorded.calls["i"]) == (1, 1, 40)
    assert stats(lab) == {}
