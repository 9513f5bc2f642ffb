"""Processes below `spile run`: started by sitecustomize, whatever the program does."""

import os
import shutil
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

BOOT = Path(__file__).resolve().parent.parent / "python" / "spile" / "_boot" / "sitecustomize.py"
OTHER_PYTHONS = sorted(Path.home().glob(".pyenv/versions/*/bin/python"))
UNSUPPORTED = [p for p in OTHER_PYTHONS if tuple(map(int, p.parts[-3].split(".")[:2])) < (3, 11)]


def untouched(program):
    path = program.run_directory / "untouched"
    return path.read_text().splitlines() if path.exists() else []


def test_process_is_recorded_and_its_modules_woven(program):
    program.write(app="def f(): return 1")
    done = program.below_run("-c", "import app; print(app.f())", targets=["app"], console="json")
    assert done.stdout == "1\n"
    assert program.logged("start") == [f"{program.run_directory} json"]
    assert program.logged("arm") == ["app"]


def test_project_without_targets_is_what_lies_below_it(program):
    program.write(app="import json\ndef f(): return 1")
    program.below_run("-c", "import app")
    assert program.logged("arm") == ["app"]


def test_process_looks_as_plain(program):
    looks = (
        "import sys; print(sys.path, [p for p in sys.path_importer_cache if '_spied' not in p], "
        "sys.argv, sys.flags, len(sys.path_hooks))"
    )
    plain = program.plain("-c", looks, "argument")
    done = program.below_run("-c", looks, "argument", targets=["app"])
    assert program.logged("start")
    assert done.stdout == plain.stdout


def test_modules_loaded_at_start_are_the_plain_ones_and_ours(program):
    looks = "import sys; print(sorted(m for m in sys.modules if m.partition('.')[0] != 'spile'))"
    assert program.below_run("-c", looks, targets=["app"]).stdout == program.plain("-c", looks).stdout


def test_sitecustomize_of_the_program_runs(program):
    program.file("site/sitecustomize.py", "import sys; print('mine', __name__, sys.path[0])")
    code = "import sys, sitecustomize; print(sitecustomize.__file__)"
    plain = program.plain("-c", code, PYTHONPATH="site")
    done = program.below_run("-c", code, targets=["app"], PYTHONPATH="site")
    assert done.stdout == plain.stdout and "mine" in done.stdout


@pytest.mark.parametrize("body", ["1 / 0", "import does_not_exist", "raise ImportError('x', name='sitecustomize')"])
def test_failing_sitecustomize_is_reported_as_site_does(program, body):
    program.file("site/sitecustomize.py", body)
    plain = program.plain("-c", "print(1)", PYTHONPATH="site")
    done = program.below_run("-c", "print(1)", targets=["app"], PYTHONPATH="site")
    assert (done.stdout, done.stderr) == (plain.stdout, plain.stderr)


def test_boot_directory_without_a_run_does_nothing(program):
    boot = str(program.package / "spile" / "_boot")
    done = program.python("-c", "import sys; print('spile' in sys.modules, sys.path)", PYTHONPATH=boot)
    assert done.stdout.startswith("False") and "_boot" not in done.stdout


def test_run_inside_a_run_is_recorded_once(program):
    program.write(app="def f(): return 1")
    boot = str(program.package / "spile" / "_boot")
    program.below_run("-c", "import app", targets=["app"], PYTHONPATH=boot)
    assert len(program.logged("start")) == 1


def test_failure_to_start_is_told_at_the_end_and_the_program_runs(program):
    shutil.copytree(program.package, program.directory / "broken")
    (program.directory / "broken" / "spile" / "_native.py").write_text("1 / 0")
    program.package = program.directory / "broken"
    code = "import sys; print([m for m in sys.modules if m.startswith('spile')])"
    done = program.below_run("-c", code, targets=["app"])
    assert (done.stdout, done.stderr) == ("[]\n", "")
    (line,) = untouched(program)
    assert "ZeroDivisionError" in line


@pytest.mark.parametrize("python", UNSUPPORTED, ids=lambda path: path.parts[-3])
def test_unsupported_python_runs_untouched_and_is_named(program, python):
    program.file("site/sitecustomize.py", "import sys; sys.stdout.write('mine ')")
    code = "import sys; print('spile' in sys.modules or [p for p in sys.path if '_boot' in p])"
    done = program.below_run("-c", code, python=python, targets=["app"], PYTHONPATH="site")
    assert (done.stdout, done.stderr) == ("mine []\n", "")
    (line,) = untouched(program)
    version = ".".join(python.parts[-3].split(".")[:2])
    assert line.startswith("pid ") and line.endswith(f"{version} is not supported")
    done = program.below_run("-c", code, python=python, targets=["app"])
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_project_is_known_behind_links(program):
    program.write(pkg__init__="", pkg__cart="def f(): return 1")
    link = program.directory.parent / "link"
    link.symlink_to(program.directory)
    code = f"import sys; sys.path.insert(0, {str(link)!r}); import pkg.cart, json.tool; print(pkg.cart.__file__)"
    done = program.below_run("-P", "-c", code)
    assert done.stdout == f"{link}/pkg/cart.py\n"
    assert program.logged("arm") == ["pkg.cart"]


@pytest.mark.parametrize("flag", ["-I", "-E", "-S"])
def test_isolated_python_is_untouched(program, flag):
    done = program.below_run(flag, "-c", "import sys; print('spile' in sys.modules)", targets=["app"])
    assert done.stdout == "False\n"
    assert not program.logged("start")


def test_subinterpreter_is_untouched_and_its_program_runs(program):
    name = "_interpreters" if sys.version_info >= (3, 13) else "_xxsubinterpreters"
    program.write(app="def f(): return 1")
    code = f"import {name} as i; n = i.create(); i.run_string(n, 'import app; print(app.f(), flush=True)')"
    done = program.below_run("-c", code, targets=["app"], PYTHONPATH=str(program.directory))
    assert (done.stdout, done.stderr) == ("1\n", "")
    assert len(program.logged("start")) == 1
    (line,) = untouched(program)
    assert line.endswith(": subinterpreters are not supported")


def test_module_run_with_m_is_woven(program):
    tool = "import sys\ndef f(): return __name__, sys.argv[1:]\nprint(f(), __spec__.name)"
    program.write(pkg__init__="", pkg__tool=tool)
    program.file("pkg/__main__.py", "def f(): return 'package'\nprint(f())")
    plain = program.plain("-m", "pkg.tool", "x")
    assert program.below_run("-m", "pkg.tool", "x", targets=["pkg.**"]).stdout == plain.stdout
    assert program.below_run("-m", "pkg", targets=["pkg.**"]).stdout == "package\n"
    assert sorted(program.logged("arm")) == ["pkg.__main__", "pkg.tool"]


def test_traceback_of_a_module_run_with_m_is_as_plain(program):
    program.write(tool="def f(): return 1 / 0\nf()")
    plain = program.plain("-m", "tool", check=False)
    done = program.below_run("-m", "tool", targets=["tool"], check=False)
    assert (done.stderr, done.returncode) == (plain.stderr, plain.returncode)


def test_subprocess_is_recorded(program):
    program.write(app="def f(): return 1")
    code = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import app; print(app.f())'])"
    program.below_run("-c", code, targets=["app"])
    assert len(program.logged("start")) == 2
    assert program.logged("arm") == ["app"]


def test_exec_is_recorded(program):
    program.write(app="def f(): return 1")
    code = "import os, sys; os.execv(sys.executable, [sys.executable, '-c', 'import app'])"
    program.below_run("-c", code, targets=["app"])
    assert program.logged("arm") == ["app"]


def test_forked_child_goes_on_weaving(program):
    program.write(app="def f(): return 1")
    child = "import os\nif os.fork() == 0:\n    import app\n    os._exit(app.f())\n"
    code = child + "print(os.waitstatus_to_exitcode(os.wait()[1]))"
    assert program.below_run("-c", code, targets=["app"]).stdout == "1\n"
    assert program.logged("arm") == ["app"]


@pytest.mark.parametrize("method", ["spawn", "fork", "forkserver"])
def test_multiprocessing_children_are_woven_with_the_main_script(program, method):
    program.write(
        app="""
        import multiprocessing, helper, sys
        def work(n):
            return n + helper.f(), __name__
        if __name__ == "__main__":
            context = multiprocessing.get_context(sys.argv[1])
            with context.Pool(1) as pool:
                print(pool.map(work, [1, 2]))
        """,
        helper="def f(): return 10",
    )
    plain = program.plain("app.py", method)
    done = program.below_run("app.py", method)
    assert (done.stdout, done.stderr) == (plain.stdout, plain.stderr)
    arms = program.logged("arm")
    assert "helper" in arms
    if method != "fork":
        assert "app" in arms


def test_run_path_is_woven_with_the_tracebacks_of_runpy(program):
    program.write(script="def f(): return 1 / 0\nf()", broken="x = (")
    for name in ("script", "broken"):
        code = f"import runpy; runpy.run_path('{name}.py')"
        plain = program.plain("-c", code, check=False)
        done = program.below_run("-c", code, check=False)
        if name == "script":
            assert done.stderr == plain.stderr
        else:
            assert done.stderr.splitlines()[-3:] == plain.stderr.splitlines()[-3:]
    assert program.logged("arm") == ["script"]


def test_directory_and_zip_with_a_main_are_woven(program):
    import zipfile

    program.file("tree/__main__.py", "def f(): return 'tree'\nprint(f())")
    with zipfile.ZipFile(program.directory / "app.zip", "w") as archive:
        archive.writestr("__main__.py", "def f(): return 'zip'\nprint(f())")
    assert program.below_run("tree").stdout == "tree\n"
    assert program.below_run("app.zip").stdout == "zip\n"
    assert program.logged("arm") == ["__main__", "__main__"]


def test_python_m_spile_is_the_command_line(program):
    done = program.python("-m", "spile", "strip", "nothing", check=False, PYTHONPATH=str(program.package))
    assert done.returncode == 2 and done.stderr.startswith("spile: "), done.stderr


def test_install_inside_a_run_leaves_the_run_alone(program):
    program.write(app="def f(): return 1", other="def f(): return 1")
    code = "import spile, sys; spile.install(['other']); import app, other; spile.uninstall(); print(sys.meta_path[0])"
    done = program.below_run("-c", code, targets=["app"])
    assert "spile._finder.Finder" in done.stdout
    assert sorted(program.logged("arm")) == ["app", "other"]
    assert len(program.logged("start")) == 1 and not program.logged("stop")


def test_install_with_a_console_inside_a_run_says_that_it_prints_nothing(program):
    code = "import spile; spile.install('other', console=True)"
    told = "spile: install(console=...) prints nothing below `spile run`; `spile run --console` does\n"
    assert program.below_run("-c", code, targets=["app"]).stderr == told
    assert program.below_run("-c", code, targets=["app"], console="simple").stderr == ""


class TestMainScript:
    SCRIPT = """
        import pickle, sys
        class Thing:
            def __init__(self): self.x = 1
        def total():
            n, frame = 0, sys._getframe()
            while frame:
                n, frame = n + 1, frame.f_back
            return n
        print(total(), __name__, __spec__, sys.argv, sys.path[0], __file__, sorted(globals()))
        print(pickle.loads(pickle.dumps(Thing())).x, Thing.__module__, sys.modules["__main__"].Thing is Thing)
    """

    def test_script_is_woven_and_sees_what_it_sees_plain(self, program):
        program.write(app=self.SCRIPT)
        plain = program.plain("app.py", "x")
        done = program.below_run("app.py", "x")
        assert (done.stdout, done.stderr) == (plain.stdout, plain.stderr)
        assert program.logged("arm") == ["app"]

    @pytest.mark.parametrize(
        "end", ["1 / 0", "raise SystemExit(3)", "import sys; sys.exit('bye')", "raise KeyboardInterrupt", "", "x = ("]
    )
    def test_script_ends_as_plain(self, program, end):
        program.write(app=f"import atexit; atexit.register(print, 'atexit')\ndef f():\n    {end or 'pass'}\nf()")
        plain = program.plain("app.py", check=False)
        done = program.below_run("app.py", check=False)
        assert (done.returncode, done.stdout, done.stderr) == (plain.returncode, plain.stdout, plain.stderr)

    def test_script_that_no_target_matches_is_plain(self, program):
        program.write(app="def f(): return 1\nprint(f())")
        assert program.below_run("app.py", targets=["other"]).stdout == "1\n"
        assert not program.logged("arm")

    @pytest.mark.parametrize("option", ["-x", "-Bx", "-i"])
    def test_script_is_left_alone_where_it_would_not_run_as_plain(self, program, option):
        program.write(app="print(no_such_line\ndef f(): return 1\nprint(f())" if "x" in option else "def f(): pass")
        plain = program.plain(option, "app.py")
        done = program.below_run(option, "app.py")
        assert (done.stdout, done.stderr) == (plain.stdout, plain.stderr)
        assert not program.logged("arm")
        (note,) = program.logged("note")
        assert note.startswith("main script runs unwoven, because python -")

    @pytest.mark.parametrize("options", [("-W", "x"), ("-Xfaulthandler",), ("-X", "faulthandler"), ("-Wignore::xx",)])
    def test_what_follows_an_option_is_no_option(self, program, options):
        program.write(app="def f(): return 1\nprint(f())")
        program.below_run(*options, "app.py")
        assert program.logged("arm") == ["app"]

    def test_no_audit_hook_stays_where_no_script_is_woven(self, program):
        program.write(app="def f(): pass", pkg__init__="", pkg__tool="def f(): pass")
        program.file("tree/__main__.py", "")
        cases = [
            (["-c", "import app"], ["**"]),
            (["-m", "pkg.tool"], ["pkg.**"]),
            (["app.py"], ["pkg.**"]),
            (["tree"], ["pkg.**"]),
        ]
        for arguments, targets in cases:
            program.forget_log()
            program.below_run(*arguments, targets=targets)
            assert not program.logged("on_run_file"), arguments
        program.below_run("app.py", targets=["app"])
        assert len(program.logged("on_run_file")) == 1

    def test_missing_script_is_reported_by_python(self, program):
        plain = program.plain("none.py", check=False)
        done = program.below_run("none.py", check=False)
        assert (done.returncode, done.stderr) == (plain.returncode, plain.stderr)

    def test_c_option_is_left_alone(self, program):
        program.below_run("-c", "def f(): return 1\nf()")
        assert not program.logged("arm")


@pytest.mark.parametrize(
    "changes, reason",
    [
        ({"implementation": SimpleNamespace(name="pypy"), "version_info": (3, 11, 4)}, "pypy 3.11 is not supported"),
        ({"implementation": None, "version_info": (2, 7, 18)}, "python 2.7 is not supported"),
        ({"version_info": (3, 10, 13)}, "python 3.10 is not supported"),
        ({"_is_gil_enabled": lambda: False, "version_info": (3, 13, 0)}, "python 3.13 runs without the GIL"),
        ({"version_info": (3, 16, 0)}, None),
    ],
)
def test_runtimes_that_are_not_supported_are_told_by_name(changes, reason):
    source = BOOT.read_text()
    functions = source[: source.index("def _tell")]
    namespace = {"__name__": "sitecustomize"}
    exec(compile(functions, "sitecustomize.py", "exec"), namespace)
    facts = {"implementation": sys.implementation, "modules": {}, "version_info": sys.version_info, **changes}
    namespace["sys"] = SimpleNamespace(**facts)
    assert namespace["_untouched"]() == reason


def test_boot_file_is_readable_by_old_pythons():
    for python in UNSUPPORTED[:1]:
        assert os.system(f'{python} -c \'compile(open("{BOOT}").read(), "x", "exec")\'') == 0
