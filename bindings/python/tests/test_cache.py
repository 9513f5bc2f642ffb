"""The bytecode cache: never of another source than the one that is there, and never in the way."""

import os
import sys
import time
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


def settle(program):
    """Make the entries look as if their sources had not changed for long: sets the flag in the header back."""
    for entry in program.cached():
        data = bytearray(entry.read_bytes())
        data[8] &= ~4
        entry.write_bytes(data)


@pytest.mark.parametrize("settled", [False, True])
@pytest.mark.parametrize(
    "content, mtime",
    [("def f(): return 2", 0), ("def f(): return 2", 5), ("def f(): return 22", 0)],
    ids=["same time and size", "other time", "other size"],
)
def test_no_edit_goes_unseen(program, content, mtime, settled):
    source = program.file("app.py", "def f(): return 1")
    os.utime(source, (1_000_000_000, 1_000_000_000))
    run(program)
    if settled:
        settle(program)
    source.write_text(content)
    os.utime(source, (1_000_000_000 + mtime, 1_000_000_000 + mtime))
    assert run(program) == (content[-2:].strip(), True)
    assert run(program) == (content[-2:].strip(), False)


def test_edit_that_no_clock_tells_is_seen_as_long_as_it_can_happen(program):
    program.write(app="def f(): return 1")
    run(program)
    (entry,) = program.cached()
    # As if the clock had stood still: the entry has the fingerprint of the new source.
    program.write(app="def f(): return 2")
    done = program.installing("from spile import _native; print(_native.source_status('app.py').fingerprint.hex())")
    data = entry.read_bytes()
    entry.write_bytes(data[:16] + bytes.fromhex(done.stdout) + data[48:])
    assert run(program) == ("2", True)


def test_touched_source_is_not_woven_again_and_its_entry_is_settled_later(program):
    source = program.file("app.py", "def f(): return 1")
    run(program)
    (entry,) = program.cached()
    assert entry.read_bytes()[8] == 4
    os.utime(source, (1_000_000_000, 1_000_000_000))
    assert run(program) == ("1", False)
    assert entry.read_bytes()[8] == 4
    while entry.read_bytes()[8] == 4:  # until the last change is some seconds old
        time.sleep(0.5)
        assert run(program) == ("1", False)
    assert entry.read_bytes()[8] == 0
    # From now on the source is not read.
    unread = "import spile._loader as l; l.source_hash = None\n"
    assert program.installing(unread + RUN).stdout == "1\n"
    assert len(program.cached()) == 1


def test_relative_paths_have_entries_of_their_own(program):
    program.file("app.py", "def f(): return 1")
    program.file("other/app.py", "def f(): return 2")
    code = """
        import os, sys, spile
        from importlib.machinery import SourceFileLoader
        from importlib.util import module_from_spec, spec_from_loader
        spile.install(targets=["app"])
        class Finder:
            def find_spec(name, path, target):
                if name == "app":
                    return spec_from_loader(name, SourceFileLoader(name, sys.argv[1]))
        sys.meta_path.append(Finder)
        sys.path.clear()
        import app
        print(app.f(), app.f.__code__.co_filename)
        """
    absolute = str(program.directory / "app.py")
    for _ in range(2):
        for place in (absolute, "app.py", "other/app.py"):
            done = program.installing(code, place)
            assert done.stdout == f"{2 if place == 'other/app.py' else 1} {place}\n"


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
    start = 72 + sum(int.from_bytes(data[at : at + 4], "little") for at in (56, 60))
    size = int.from_bytes(data[64:68], "little")
    return data[:start] + b"\xff" * size + data[start + size :]


def test_source_that_its_unchecked_pyc_is_not_of_is_imported_plain_and_noted(program):
    source = program.file("app.py", "def f(): return 1")
    unchecked = "py_compile.PycInvalidationMode.UNCHECKED_HASH"
    program.plain("-c", f"import py_compile; py_compile.compile('app.py', invalidation_mode={unchecked})")
    source.write_text("def f(): return 2")
    assert run(program) == ("1", False)
    assert program.logged("note") == ["module app: left alone, because its unchecked .pyc is not of the source beside it"]
    assert run(program) == ("1", False)
    assert len(program.logged("note")) == 1


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


def test_reason_why_a_module_is_left_alone_is_told_each_time(program):
    program.write(app="def f(): return 1\nx = 0o9\n")
    code = "import spile; spile.install(targets=['app'])\ntry: import app\nexcept SyntaxError as e: print(e.msg)"
    plain = program.plain("-c", code.replace("import spile; spile.install(targets=['app'])", "")).stdout
    notes = []
    for _ in range(2):
        program.forget_log()
        assert program.installing(code).stdout == plain
        notes.append(program.logged("note"))
    assert notes[0] == notes[1]
    (note,) = notes[0]
    assert note.startswith("module app: left alone, because it cannot be parsed: ")
    assert len(program.cached()) == 1


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
def test_code_of_another_user_is_not_run(program):
    program.write(app="def f(): return 1")
    run(program)
    (entry,) = program.cached()
    os.chown(entry, 12345, -1)
    assert run(program) == ("1", True)
    (entry,) = program.cached()
    assert entry.stat().st_uid == 0
    assert run(program) == ("1", False)


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


def test_what_a_program_puts_in_the_place_of_the_files_functions_is_not_used(program):
    program.write(app="def f(): return 1")
    code = """
        import builtins, os, time, spile
        spile.install(targets=["app"])
        def refuse(*arguments, **keywords):
            raise RuntimeError("not for us")
        names = ("open", "read", "write", "stat", "fstat", "lstat", "replace", "rename", "makedirs", "mkdir", "close",
                 "getcwd", "unlink", "remove", "getpid", "pwrite", "access")
        real = {name: getattr(os, name) for name in names}
        path = {name: getattr(os.path, name) for name in ("abspath", "isabs", "join", "exists", "isfile", "realpath")}
        opened, clocks = builtins.open, (time.time, time.time_ns)
        for name in names:
            setattr(os, name, refuse)
        for name in path:
            setattr(os.path, name, refuse)
        builtins.open = time.time = time.time_ns = refuse
        try:
            import app
        finally:
            for module, names in ((os, real), (os.path, path)):
                for name, function in names.items():
                    setattr(module, name, function)
            builtins.open, (time.time, time.time_ns) = opened, clocks
        print(app.f())
    """
    for _ in range(2):
        assert program.installing(code).stdout == "1\n"
        assert program.logged("arm") == ["app"]
        program.forget_log()
    assert len(program.cached()) == 1
