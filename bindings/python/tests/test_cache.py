"""The bytecode cache: fresh and stale exactly as the plain `.pyc`, and never in the way."""

import os
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

RUN = "import spile; spile.install(targets=['app']); import app; print(app.f())"


def run(program, *arguments, **keywords):
    """One process that imports `app` woven; returns what f() gave and whether it had to be woven."""
    program.forget_log()
    done = program.python(*arguments, "-c", RUN, PYTHONPATH=str(program.package), **keywords)
    assert program.logged("arm") in (["app"], [])
    return done.stdout.strip(), program.logged("weave") == ["app"]


def test_second_import_is_from_the_cache(program):
    program.write(app="def f(): return 1")
    assert run(program) == ("1", True)
    assert len(program.cached()) == 1
    assert run(program) == ("1", False)
    assert program.logged("arm") == ["app"]


def test_pycache_of_the_program_is_not_touched(program):
    program.write(app="def f(): return 1")
    run(program)
    assert not (program.directory / "__pycache__").exists()


@pytest.mark.parametrize(
    "content, mtime, stale",
    [("def f(): return 2", 0, False), ("def f(): return 2", 5, True), ("def f(): return 22", 0, True)],
    ids=["same time and size", "other time", "other size"],
)
def test_entry_is_stale_when_the_pyc_would_be(program, content, mtime, stale):
    source = program.file("app.py", "def f(): return 1")
    os.utime(source, (1_000_000_000, 1_000_000_000))
    run(program)
    source.write_text(content)
    os.utime(source, (1_000_000_000 + mtime, 1_000_000_000 + mtime))
    plain_answer = content[-2:].strip() if stale else "1"
    assert run(program) == (plain_answer, stale)
    assert run(program) == (plain_answer, False)


@pytest.mark.parametrize("mode", ["CHECKED_HASH", "UNCHECKED_HASH"])
@pytest.mark.parametrize("option", ["default", "always", "never"])
@pytest.mark.parametrize("changed", [False, True], ids=["same source", "changed source"])
def test_hash_based_pyc_is_followed(program, mode, option, changed):
    source = program.file("app.py", "def f(): return 1")
    code = f"import py_compile; py_compile.compile('app.py', invalidation_mode=py_compile.PycInvalidationMode.{mode})"
    program.plain("-c", code)
    flag = ("--check-hash-based-pycs", option)
    assert run(program, *flag) == ("1", True)
    os.utime(source, (5, 5))
    assert run(program, *flag) == ("1", False)
    if changed:
        source.write_text("def f(): return 2")
        os.utime(source, (5, 5))
        plain = program.plain("-B", *flag, "-c", "import app; print(app.f())").stdout.strip()
        assert run(program, *flag)[0] == plain
        assert program.logged("arm") == ["app"]


def _in_table(data):
    start = 32 + int.from_bytes(data[20:24], "little")
    size = int.from_bytes(data[24:28], "little")
    return data[:start] + b"\xff" * size + data[start + size :]


def test_source_that_its_unchecked_pyc_is_not_of_is_imported_plain_and_noted(program):
    source = program.file("app.py", "def f(): return 1")
    unchecked = "py_compile.PycInvalidationMode.UNCHECKED_HASH"
    program.plain("-c", f"import py_compile; py_compile.compile('app.py', invalidation_mode={unchecked})")
    source.write_text("def f(): return 2")
    assert run(program) == ("1", False)
    assert program.logged("note") == ["module app: its unchecked .pyc is not of the source beside it"]


def test_optimisation_levels_have_entries_of_their_own(program):
    program.write(app="def f(): return __debug__")
    assert run(program) == ("True", True)
    assert run(program, "-O") == ("False", True)
    assert run(program) == ("True", False)
    assert len(program.cached()) == 2


def test_plans_have_entries_of_their_own(program):
    done = program.installing(
        """
        from spile._cache import Cache
        a, b = (Cache(key, "/root").filename(b"identity") for key in ("plan a", "plan b"))
        print(a != b, Cache("plan a", "/root").filename(b"other") != a)
        """
    )
    assert done.stdout == "True True\n"


@pytest.mark.parametrize(
    "damage",
    [lambda data: b"", lambda data: data[:-3], lambda data: data[:40], lambda data: b"X" * len(data),
     lambda data: data[:-20] + b"\xff" * 20, lambda data: data + b"more", lambda data: _in_table(data)],
    ids=["empty", "truncated", "header only", "garbage", "garbage at the end", "longer", "garbage in the table"],
)  # fmt: skip
def test_damaged_entry_is_ignored_and_rewritten(program, damage):
    program.write(app="def f(): return 1")
    run(program)
    (entry,) = program.cached()
    good = entry.read_bytes()
    entry.write_bytes(damage(good))
    assert run(program) == ("1", True)
    assert len(entry.read_bytes()) == len(good)
    assert run(program) == ("1", False)


def test_no_bytecode_is_written_when_python_is_told_so_but_it_is_read(program):
    program.write(app="def f(): return 1")
    assert run(program, PYTHONDONTWRITEBYTECODE="1") == ("1", True)
    assert not program.cached()
    run(program)
    assert run(program, PYTHONDONTWRITEBYTECODE="1") == ("1", False)


def test_place_that_cannot_be_written_is_silent(program):
    program.write(app="def f(): return 1")
    program.cache.write_text("a file where the directory should be")
    done = program.installing(RUN)
    assert (done.stdout, done.stderr) == ("1\n", "")


def test_relative_xdg_cache_home_is_ignored(program):
    program.write(app="def f(): return 1")
    run(program, XDG_CACHE_HOME="here")
    assert not (program.directory / "here").exists()
    home_cache = program.directory.parent / ".cache" / "spile" / "python"
    assert sum(path.is_file() for path in home_cache.rglob("*")) == 1


def test_module_without_anything_to_weave_is_importlibs_alone_and_remembered(program):
    program.write(app="x = 1")
    spy = "from spile import _native; weave = _native.weave; _native.weave = lambda *a: print('asked') or weave(*a)\n"
    code = spy + "import spile; spile.install(targets=['app']); import app; print(app.x, sorted(vars(app)))"
    plain = program.plain("-B", "-c", "import app; print(app.x, sorted(vars(app)))").stdout
    assert program.installing(code).stdout == "asked\n" + plain
    assert len(program.cached()) == 1
    pyc = next((program.directory / "__pycache__").iterdir())
    pyc.unlink()
    assert program.installing(code).stdout == plain
    assert pyc.exists()
    assert program.logged("arm") == []


def test_processes_that_write_at_once_leave_one_good_entry(program):
    program.write(app="def f(): return 1")
    with ThreadPoolExecutor(4) as pool:
        outputs = list(pool.map(lambda _: program.installing(RUN).stdout, range(8)))
    assert outputs == ["1\n"] * 8
    assert len(program.cached()) == 1
    assert run(program) == ("1", False)


def test_warnings_of_compiling_are_shown_when_the_plain_import_would_show_them(program):
    program.write(app="def f(): return 1 is 1\n")
    plain_cold = program.plain("-W", "always", "-c", "import app").stderr
    assert "SyntaxWarning" in plain_cold
    program.plain("-c", "import app")
    run(program, "-W", "always")
    assert program.python("-W", "always", "-c", RUN, PYTHONPATH=str(program.package)).stderr == ""
    for pyc in (program.directory / "__pycache__").iterdir():
        pyc.unlink()
    for entry in program.cached():
        entry.unlink()
    assert program.python("-W", "always", "-c", RUN, PYTHONPATH=str(program.package)).stderr == plain_cold
    assert program.python("-W", "always", "-c", RUN, PYTHONPATH=str(program.package)).stderr == ""


def test_fresh_pyc_means_no_warning_on_the_first_woven_import_either(program):
    program.write(app="def f(): return 1 is 1\n")
    program.plain("-c", "import app")
    assert program.python("-W", "always", "-c", RUN, PYTHONPATH=str(program.package)).stderr == ""


def test_interpreters_do_not_share_entries(program):
    program.write(app="def f(): return 1")
    run(program)
    (entry,) = program.cached()
    assert sys.implementation.cache_tag in entry.parent.name
