"""`install` and `uninstall`: arguments, what they load, what they leave behind."""

import pytest


def test_install_twice_is_install_once(program):
    done = program.installing(
        """
        import sys, spile, threading
        threads = [threading.Thread(target=spile.install, args=(["app"],)) for _ in range(8)]
        for t in threads: t.start()
        for t in threads: t.join()
        before = len(sys.meta_path)
        spile.install(targets=["app"])
        after = len(sys.meta_path)
        spile.install(targets=("app", "b"))
        print(before, after, len(sys.meta_path), sum("spile" in type(f).__module__ for f in sys.meta_path))
        """
    )
    a, b, c, ours = done.stdout.split()
    assert a == b == c and ours == "1"
    assert len(program.logged("start")) == 2


def test_uninstall_takes_everything_back_and_install_works_again(program):
    program.write(app="def f(): return 1", other="def f(): return 1")
    done = program.installing(
        """
        import sys, runpy, importlib.util
        before = list(sys.meta_path), runpy._get_code_from_file
        import spile
        spile.uninstall()
        spile.install(targets=["app", "other"])
        pending = importlib.util.find_spec("app")
        assert runpy._get_code_from_file is not before[1]
        spile.uninstall()
        assert before == (sys.meta_path, runpy._get_code_from_file)
        module = importlib.util.module_from_spec(pending)
        pending.loader.exec_module(module)
        print(module.f(), sorted(vars(pending.loader)))
        spile.install(targets=["app", "other"])
        import other
        """
    )
    assert done.stdout == "1 ['name', 'path']\n"
    assert program.logged("arm") == ["other"]


def test_modules_imported_too_early_are_noted(program):
    program.write(app="def f(): return 1", lazy="print('loaded')")
    done = program.installing(
        """
        import app, importlib.util, json, spile, sys
        spec = importlib.util.find_spec("lazy")
        spec.loader = importlib.util.LazyLoader(spec.loader)
        sys.modules["lazy"] = module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        spile.install(["app", "lazy", "sys", "_json"])
        """
    )
    assert done.stdout == ""
    assert program.logged("note") == [f"module {name}: imported before spile.install()" for name in ("app", "lazy")]


@pytest.mark.parametrize(
    "arguments",
    ["alias=True", "prefix='a.b'", "console='loud'", "prefix='json'"],
)
def test_arguments_that_make_no_sense_are_refused(program, arguments):
    done = program.installing(
        f"""
        import sys, spile
        before = list(sys.meta_path)
        try:
            spile.install("app", {arguments})
        except ValueError as error:
            print(error)
        assert sys.meta_path == before
        """
    )
    assert done.stdout


def test_the_hook_loads_nothing_that_start_up_has_not_loaded(program):
    done = program.installing(
        """
        import sys
        sys.modules["spile._native"] = native = type(sys)("spile._native")
        native.Rules = type("Rules", (), {"key": "k", "__init__": lambda self, *a: None})
        native.Rules.text = lambda self: "rules"
        native.Rules.may_match = native.Rules.matches_module = lambda self, *names: False
        native.project = lambda: "/"
        native.start = native.note = native.is_recording = lambda *arguments: None
        before = set(sys.modules)
        import spile
        spile.install("app")
        print(sorted(m for m in set(sys.modules) - before if not m.startswith("spile")))
        """
    )
    assert done.stdout == "[]\n"


def test_version_is_that_of_the_extension(program):
    code = "import spile, sys; print('spile._native' in sys.modules, spile.__version__ == spile._native.__version__)"
    assert program.installing(code).stdout == "False True\n"


def test_uninstalling_gives_the_loaders_of_files_back(program):
    program.installing(
        """
        import importlib._bootstrap_external as external, spile
        plain = external._get_supported_file_loaders
        spile.install("app")
        assert external._get_supported_file_loaders is not plain
        spile.uninstall()
        assert external._get_supported_file_loaders is plain
        """
    )


def test_where_no_trace_can_be_made_the_program_runs_plain(program):
    """Twins are made all the same, as the program names them; the third line is that there are two copies."""
    program.write(shop="def total(): return 3\n")
    (program.directory / ".spile").write_text("in the way")
    done = program.installing(
        """
        import spile
        spile.install(targets=["shop"])
        import shop
        print(shop.total(), b"spile" in b"".join(c for c in shop.total.__code__.co_consts if type(c) is bytes))
        spile.install(prefix="instrumented")
        from instrumented.shop import total
        print(total())
        """
    )
    assert done.stdout == "3 False\n3\n"
    why = "spile: nothing is recorded: no trace can be made in .spile/runs"
    assert [line.startswith(why) for line in done.stderr.splitlines()] == [True, True, False]


def test_runs_of_one_process_that_start_at_the_same_time(program):
    program.installing(
        """
        import spile
        for n in range(5):
            spile.install(targets=["app", f"b{n}"])
        """
    )
    assert len(list((program.directory / ".spile" / "runs").iterdir())) == 5


@pytest.mark.parametrize("refused", ["prefix='json'", "prefix='a.b'", "console='loud'", "targets=['a..b']"])
def test_refused_install_leaves_what_is_installed(program, refused):
    program.write(app="def f(): return 1", other="def f(): return 1")
    done = program.installing(
        f"""
        import spile
        spile.install(targets=["app"], console=True)
        import app
        try:
            spile.install(**{{"targets": ["other"], **dict({refused})}})
        except ValueError:
            print("refused")
        app.f()
        """
    )
    assert done.stdout == "refused\n"
    assert "→ f" in done.stderr
