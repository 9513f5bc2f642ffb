"""Where probes live (docs/adr/probes.md): what the program can see of them, and what happens to code that travels."""

import builtins
import copy
import marshal
import pickle
import subprocess
import sys
import textwrap
import types

import pytest

from conftest import EXTENSION

pytestmark = pytest.mark.skipif(EXTENSION is None, reason="needs the built extension")


@pytest.fixture(scope="module")
def native():
    import importlib.util

    spec = importlib.util.spec_from_file_location("spile._native", EXTENSION)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def woven(native):
    """Runs a source woven, and gives its globals."""

    def run(source, **globals_):
        source = textwrap.dedent(source).encode()
        weaving = native.weave(source, "m", native.Rules(["**"]))
        code = native.compile_woven(weaving, source, "m.py", -1, True)
        native.arm(code, weaving.table, "m", "m.py")
        namespace = {"__name__": "m", **globals_}
        exec(code, namespace)
        return namespace

    return run


FUNCTION = """
    def f(x):
        return g(x) if x else x
    def g(x):
        return (lambda: x + 1)()
"""


def test_no_name_is_looked_up(woven):
    before = dir(builtins)
    f = woven(FUNCTION)["f"]
    assert f.__code__.co_names == ("g",)
    assert f.__code__.co_varnames == ("x",)
    assert f.__code__.co_freevars == ()
    assert dir(builtins) == before


def test_globals_hold_nothing_of_ours(woven):
    assert sorted(set(woven(FUNCTION)) - {"__builtins__"}) == ["__name__", "f", "g"]


def test_other_globals_and_empty_builtins_do_no_harm(woven):
    f = woven(FUNCTION)["f"]
    other = types.FunctionType(f.__code__, {"__builtins__": {}, "g": lambda x: x})
    assert other(3) == 3


@pytest.mark.parametrize("name", ["print", "repr", "id", "object", "int", "bytes", "len", "isinstance", "type"])
def test_a_module_may_redefine_builtins(woven, name):
    assert woven(f"{name} = None\n" + textwrap.dedent(FUNCTION))["f"](1) == 2


def test_names_in_classes_are_mangled_as_ever(woven):
    source = """
        class _global_parameters:
            __x = 1
            def get(self): return self.__x
    """
    assert woven(source)["_global_parameters"]().get() == 1


def test_marshalled_code_runs_and_records_nothing(woven):
    f = woven(FUNCTION)["f"]
    code = marshal.loads(marshal.dumps(f.__code__))
    assert types.FunctionType(code, f.__globals__)(0) == 0
    assert all(isinstance(constant, bytes) for constant in code.co_consts if "spile" in repr(constant))


def test_code_that_travels_runs_where_there_is_no_spile(woven, tmp_path):
    namespace = woven(FUNCTION)
    (tmp_path / "code").write_bytes(marshal.dumps((namespace["f"].__code__, namespace["g"].__code__)))
    program = """
        import marshal, types
        space = {}
        for name, code in zip("fg", marshal.load(open("code", "rb"))):
            space[name] = types.FunctionType(code, space)
        print(space["f"](3))
    """
    done = subprocess.run(
        [sys.executable, "-I", "-c", textwrap.dedent(program)], cwd=tmp_path, capture_output=True, text=True
    )
    assert (done.stdout, done.stderr) == ("4\n", "")


def test_probes_pickle_and_copy_as_their_placeholders(woven):
    probe = next(c for c in woven(FUNCTION)["f"].__code__.co_consts if repr(c) == "b'spile:0'")
    assert pickle.loads(pickle.dumps(probe)) == copy.deepcopy(probe) == b"spile:0"
    assert repr(probe) == "b'spile:0'"
    with pytest.raises(TypeError):
        type(probe)()


def test_code_stays_comparable_and_hashable(woven):
    code = woven(FUNCTION)["f"].__code__
    assert code == code.replace() and hash(code) == hash(code.replace())


def test_profilers_see_no_call_of_ours(woven):
    f = woven(FUNCTION)["f"]
    events = []
    sys.setprofile(lambda frame, event, argument: events.append((event, frame.f_code.co_name)))
    try:
        f(1)
    finally:
        sys.setprofile(None)
    expected = [("call", "f"), ("call", "g"), ("call", "<lambda>")]
    expected += [("return", "<lambda>"), ("return", "g"), ("return", "f")]
    assert [event for event in events if not event[0].startswith("c_")] == [
        event for event in expected
    ] + [event for event in events if event[1].startswith("test_") and not event[0].startswith("c_")]
    assert [event for event in events if event[0].startswith("c_")] == [("c_call", events[-1][1])]


def test_the_recursion_limit_is_reached_at_the_same_depth(native, woven):
    source = """
        def depth(n):
            try:
                return depth(n + 1)
            except RecursionError:
                return n
    """
    plain = {}
    exec(textwrap.dedent(source), plain)
    assert woven(source)["depth"](0) == plain["depth"](0)


def test_the_programs_constants_keep_their_numbers(native, woven):
    source = """
        def outer():
            def inner(): return 0
            return inner, 1, "x", {"k": 2.5}
    """
    plain = {}
    exec(textwrap.dedent(source), plain)
    expected = plain["outer"].__code__.co_consts
    found = woven(source)["outer"].__code__.co_consts
    assert [type(constant) for constant in found[: len(expected)]] == [type(constant) for constant in expected]
    assert [c for c in found[: len(expected)] if not hasattr(c, "co_code")] == [
        c for c in expected if not hasattr(c, "co_code")
    ]
