"""What `corpus_check.py` looks at, in small: sources whose positions were once lost, and that it sees what is wrong."""

import sys

import corpus_check
import pytest
from conftest import EXTENSION

EXTENSION = corpus_check.native(EXTENSION)


def seen(source, extension=EXTENSION, **asked):
    """What is wrong with a source."""
    found = corpus_check.check_source(extension, source.encode(), "m.py", corpus_check.Figures(), **asked)
    return [kind for kind, _ in found]


EXACT = {
    "a value that is too large to be folded": "def f():\n    return b'x' * 10**6\n",
    "a round that ends with `async with`": "async def f():\n    for _ in a:\n        async with b as c:\n            await d\n",
    "a path that ends with `async with`": "async def f():\n    if a:\n        async with b as c:\n            await d\n",
    "a path that ends with `with`": "def f():\n    if a:\n        with b as c, \\\n             d:\n            c()\n    else:\n        d()\n",
    "a path that ends with an assertion over several lines": "def f():\n    if a:\n        assert (\n            b is c\n        )\n    else:\n        assert (b and\n                c\n        )\n",
    "a path that ends with a comparison before another operand": "def f():\n    if (\n        a is b\n        and not c\n    ):\n        d()\n",
    "a path that ends with a method over several lines": "def f():\n    if a:\n        (b\n         .c(\n             d))\n    else:\n        (\n            b\n        )\n",
    "a value": "def f(x):\n    return x.y + 1\n",
    "a value over several lines": "def f(x):\n    return (x\n        .a()\n        .b())\n",
    "a value that ends elsewhere": "def f(x):\n    return x.a(\n        1).b\n",
    "a constant": "def f():\n    return 1\n",
    "a folded constant": "def f():\n    return (1, -2, 3 * 4)\n",
    "constants that are not folded": "def f():\n    return 2 ** 1000\ndef g():\n    return 1 / 0\ndef h():\n    return '%s' % 1\n",
    "nothing": "def f(x):\n    if x: return\n    x()\n    return None\n",
    "a lambda": "def f(x):\n    return lambda: x + 1\n",
    "a value behind a with": "def f(x):\n    with x:\n        return x.a\n    return x.b\n",
    "a value with a finally": "def f(x):\n    try:\n        return x.a\n    finally:\n        x.b()\n",
    "an awaited value": "async def f(x):\n    return await x.a()\n",
    "a semicolon at the end": "class C:\n    def f(self):\n        self.x();\n    def g(self): pass ;\n",
    "an ellipsis": "def f(): ...\n",
}


EXACT_CALLS = {
    "a method over several lines": "def f(x):\n    return {'a':\n        (\n            x.y or {}\n        ).get('b', 1)}\n",
    "calls on both sides": "def f(x):\n    return x(1) + x(\n        2) or x(x)(\n        x).y(x)\n",
    "a call in a target": "def f(x):\n    x(x).y = x()\n    x(x)[x(1)] += x(*x, k=x)\n    del x(x).y\n",
    "a finally that does nothing": "def f(x):\n    try:\n        x()\n    finally:\n        pass\n",
    "handlers": "def f(x):\n    try: x()\n    except x(1) as e: x(e)\n    else: x(2)\n    finally: x(3)\n",
}


@pytest.mark.parametrize("source", (EXACT | EXACT_CALLS).values(), ids=EXACT | EXACT_CALLS)
@pytest.mark.parametrize("outside", [False, True])
def test_positions_are_those_of_the_plain_code(source, outside):
    assert seen(source, outside=outside) == []


@pytest.mark.parametrize("cookie", ["utf8", "U8", "latin-1"])
def test_a_cookie_that_contradicts_the_byte_order_mark_is_the_error_of_cpython(cookie):
    source = f"\ufeff# coding: {cookie}\ndef f(): return 1\n"
    assert isinstance(corpus_check.compiled(source.encode(), "m.py"), SyntaxError)
    assert seen(source) == []
    assert EXTENSION.weave(source.encode(), "m", EXTENSION.Rules(["**"])) is None


def test_a_cookie_that_agrees_with_the_byte_order_mark_is_woven():
    source = "\ufeff# coding: Utf_8\ndef f(): return 1\n".encode()
    assert seen(source.decode()) == []
    assert EXTENSION.weave(source, "m", EXTENSION.Rules(["**"])).definitions == [("function", True, None)]


class Changed:
    """The extension, but for a part of what it does."""

    def __init__(self, **changed):
        self.changed = changed

    def __getattr__(self, name):
        return self.changed.get(name) or getattr(EXTENSION, name)


class Text:
    """A weaving, but for a part of it."""

    def __init__(self, woven, **changed):
        self.woven, self.changed = woven, changed

    def __getattr__(self, name):
        return self.changed[name] if name in self.changed else getattr(self.woven, name)


def test_the_check_sees_code_that_was_not_finished():
    def compile_woven(woven, source, name, optimize, warn):
        return compile(woven.text, name, "exec")

    kinds = set(seen(EXACT["a value"], Changed(compile_woven=compile_woven)))
    assert {"position", "position lost", "lines added"} <= kinds


def test_the_check_sees_other_text_definitions_and_errors():
    source = EXACT["a value"]

    def check(compile_woven=None, **changed):
        def weave(source, module, rules):
            return Text(EXTENSION.weave(source, module, rules), **changed)

        def compile_text(woven, *arguments):
            return EXTENSION.compile_woven(woven.woven, *arguments)

        return seen(source, Changed(weave=weave, compile_woven=compile_woven or compile_text))

    assert check() == []
    assert check(inserted=[(0, 1)]) == ["strip"]
    assert check(definitions=[]) == ["definitions"]
    assert check(text="def f(x):\n    return x.z + 1\n", inserted=[]) == ["strip", "tree"]

    def refuse(woven, *arguments):
        raise SyntaxError("no")

    assert check(compile_woven=refuse) == ["compiles"]


@pytest.mark.skipif(sys.version_info < (3, 12), reason="needs Python 3.12")
def test_type_parameters_and_formatted_strings_keep_their_positions():
    source = "def f[T](x: T) -> T:\n    return g(f'{x!r:{10}} {\"a\"}')\nclass C[T]:\n    def m(self): return lambda: self\ntype A[T] = list[T]\n"
    assert seen(source) == []
