"""The import hook: which modules are taken, and that the program cannot tell."""

import textwrap
import zipfile

import pytest

INSTALL = "import spile; spile.install(targets={targets!r})\n"

# Everything about an imported module that a program can look at.
DESCRIBE = """
def describe(module):
    spec, loader = module.__spec__, module.__loader__
    return [
        sorted(vars(module)), type(loader).__qualname__, sorted(vars(loader)), loader is spec.loader,
        module.__file__, module.__cached__, module.__package__, getattr(module, "__path__", None),
        spec.name, spec.origin, spec.cached, spec.has_location, repr(module), repr(spec).replace(hex(id(loader)), "?"),
    ]
"""


def hooked(program, targets, code, **keywords):
    return program.installing(INSTALL.format(targets=list(targets)) + textwrap.dedent(code), **keywords)


def test_module_that_a_target_matches_is_woven(program):
    program.write(shop__init__="", shop__cart="def total(): return 3", other="def f(): return 1")
    done = hooked(program, ["shop.**"], "import shop.cart, other; print(shop.cart.total(), other.f())")
    assert done.stdout == "3 1\n"
    assert program.logged("arm") == ["shop.cart"]


def test_module_looks_as_without_the_hook(program):
    program.write(shop__init__="def f(): pass", shop__cart="def total(): return 3")
    code = DESCRIBE + "import shop.cart; print(describe(shop)); print(describe(shop.cart))"
    plain = program.plain("-B", "-c", code)
    woven = program.installing(INSTALL.format(targets=["**"]) + code)
    assert woven.stdout == plain.stdout
    again = program.installing(INSTALL.format(targets=["**"]) + code)
    assert again.stdout == plain.stdout
    assert program.logged("arm").count("shop.cart") == 2


def test_loader_looks_as_without_the_hook_while_the_module_is_executed(program):
    program.write(app="def f(): pass\nprint(sorted(vars(__loader__)), type(__loader__).__name__)")
    assert hooked(program, ["app"], "import app").stdout == program.plain("-c", "import app").stdout


def test_no_frame_of_ours_is_below_the_module(program):
    program.write(
        app="""
        import sys
        def f(): pass
        n, frame = 0, sys._getframe()
        while frame:
            n, frame = n + 1, frame.f_back
        print(n)
        """
    )
    assert hooked(program, ["app"], "import app").stdout == program.plain("-c", "import app").stdout


@pytest.mark.parametrize(
    "source",
    [
        "def f(): pass\nx = (",
        "def f(): pass\n1 / 0",
        "def f(): pass\nimport missing_module",
        b"def f(): pass\n# \xff\n",
    ],
    ids=["syntax error", "exception", "import error", "undecodable"],
)
def test_traceback_of_a_failing_import_is_as_without_the_hook(program, source):
    program.file("app.py", source)
    code = """
        import traceback
        try:
            import app
        except Exception:
            print(traceback.format_exc())
    """
    plain = program.plain("-c", "pass" + textwrap.dedent(code))
    woven = program.installing(INSTALL.format(targets=["app"]).rstrip() + textwrap.dedent(code))
    assert woven.stdout == plain.stdout


def test_missing_module_is_missing(program):
    done = hooked(
        program,
        ["**"],
        """
        import importlib.util
        assert importlib.util.find_spec("nowhere") is None
        try:
            import nowhere
        except ModuleNotFoundError as error:
            print(error, error.name)
        """,
    )
    assert done.stdout == "No module named 'nowhere' nowhere\n"


def test_extension_frozen_builtin_and_sourceless_modules_are_left_alone(program):
    program.write(gone="def f(): return 'pyc'")
    program.plain("-c", "import py_compile; py_compile.compile('gone.py', 'gone.pyc')")
    (program.directory / "gone.py").unlink()
    done = hooked(
        program,
        ["**"],
        """
        import importlib.machinery as machinery, time, __hello__, gone, _json
        print(type(gone.__loader__).__name__, gone.f(), type(_json.__loader__).__name__, time.__loader__.__name__)
        """,
    )
    assert done.stdout.split() == ["SourcelessFileLoader", "pyc", "ExtensionFileLoader", "BuiltinImporter"]
    assert not {"gone", "_json", "__hello__"} & set(program.logged("arm"))
    notes = program.logged("note")
    assert "unwoven gone: there is no source beside its .pyc" in notes
    assert "unwoven _json: an extension module has no source" in notes
    assert "unwoven __hello__: it is frozen" in notes


def test_zip_archive_is_woven_though_its_modules_share_a_loader(program):
    with zipfile.ZipFile(program.directory / "lib.zip", "w") as archive:
        archive.writestr("zipped/__init__.py", "def f(): return 1")
        archive.writestr("zipped/a.py", "from . import b\ndef f(): return b.f()")
        archive.writestr("zipped/b.py", "def f(): return 2")
        archive.writestr("plain.py", "def f(): return 3")
    done = hooked(
        program,
        ["zipped.**"],
        """
        import sys; sys.path.insert(0, "lib.zip")
        import plain, zipped.a
        loader = zipped.a.__loader__
        print(zipped.f(), zipped.a.f(), plain.f(), type(loader).__name__, "get_code" in vars(loader))
        print(zipped.a.f.__code__.co_filename)
        """,
    )
    assert done.stdout.splitlines()[0] == "1 2 3 zipimporter False"
    assert done.stdout.splitlines()[1].endswith("lib.zip/zipped/a.py")
    assert sorted(program.logged("arm")) == ["zipped", "zipped.a", "zipped.b"]


def test_namespace_package_is_woven(program):
    program.file("one/space/a.py", "def f(): return 1")
    program.file("two/space/inner/b.py", "def f(): return 2")
    done = hooked(
        program,
        ["space.**"],
        """
        import sys; sys.path[:0] = ["one", "two"]
        import space.a, space.inner.b
        print(space.a.f(), space.inner.b.f(), space.__file__ if hasattr(space, "__file__") else None)
        """,
    )
    assert done.stdout == "1 2 None\n"
    assert sorted(program.logged("arm")) == ["space.a", "space.inner.b"]


def test_editable_install_with_a_finder_of_its_own_is_woven(program):
    program.file("elsewhere/edited.py", "def f(): return 1")
    done = hooked(
        program,
        ["edited"],
        """
        import sys
        from importlib.util import spec_from_file_location
        class EditableFinder:
            @classmethod
            def find_spec(cls, fullname, path=None, target=None):
                if fullname == "edited":
                    return spec_from_file_location(fullname, "elsewhere/edited.py")
        sys.meta_path.append(EditableFinder)
        import edited
        print(edited.f())
        """,
    )
    assert done.stdout == "1\n"
    assert program.logged("arm") == ["edited"]


@pytest.mark.parametrize("kind", ["EarlyFinder", "EarlyFinder()"], ids=["class", "instance"])
def test_finder_that_is_put_in_front_later_is_chained(program, kind):
    program.file("elsewhere/early.py", "def f(): return 1")
    program.write(some="")
    done = hooked(
        program,
        ["early"],
        f"""
        import sys, spile
        from importlib.util import spec_from_file_location
        class EarlyFinder:
            @classmethod
            def find_spec(cls, fullname, path=None, target=None):
                if fullname == "early":
                    return spec_from_file_location(fullname, "elsewhere/early.py")
        finder = {kind}
        sys.meta_path.insert(0, finder)
        import some
        import early
        assert sys.meta_path[0] is finder
        spile.uninstall()
        print(early.f(), "find_spec" in vars(finder), type(vars(EarlyFinder)["find_spec"]).__name__)
        """,
    )
    assert done.stdout == f"1 {kind == 'EarlyFinder'} classmethod\n"
    assert program.logged("arm") == ["early"]


def test_loader_that_transforms_its_source_gets_the_woven_one_in_its_own_encoding(program):
    program.file("app.py", "# -*- coding: latin-1 -*-\ndef f(): return 'gr\xfc\xdfe REPLACED'\n".encode("latin-1"))
    done = hooked(
        program,
        ["app"],
        r"""
        import sys, importlib.machinery as machinery
        class Loader(machinery.SourceFileLoader):
            def source_to_code(self, data, path, *, _optimize=-1):
                return super().source_to_code(data.replace(b"REPLACED", b"welt"), path, _optimize=_optimize)
        sys.path_hooks.insert(0, machinery.FileFinder.path_hook((Loader, [".py"])))
        sys.path_importer_cache.clear()
        import app
        print(ascii(app.f()), type(app.__loader__).__name__)
        """,
    )
    assert done.stdout == "'gr\\xfc\\xdfe welt' Loader\n"
    assert program.logged("arm") == ["app"]
    assert not program.cached()


def test_loader_with_a_get_code_of_its_own_is_left_alone_and_noted(program):
    program.write(app="def f(): return 1")
    done = hooked(
        program,
        ["app"],
        """
        import sys, importlib.machinery as machinery
        class Loader(machinery.SourceFileLoader):
            def get_code(self, fullname):
                return compile("def f(): return 2", "<mine>", "exec")
        sys.path_hooks.insert(0, machinery.FileFinder.path_hook((Loader, [".py"])))
        sys.path_importer_cache.clear()
        import app
        print(app.f())
        """,
    )
    assert done.stdout == "2\n"
    assert program.logged("note") == ["unwoven app: its loader Loader has a get_code() of its own"]


def test_loader_with_data_of_its_own_is_woven(program):
    done = hooked(
        program,
        ["made"],
        """
        import sys, importlib.abc, importlib.util
        class Made(importlib.abc.SourceLoader):
            def get_filename(self, fullname): return "<made>"
            def get_data(self, path): return b"def f(): return 5"
        class Finder:
            def find_spec(self, fullname, path=None, target=None):
                if fullname == "made":
                    return importlib.util.spec_from_loader(fullname, Made())
        sys.meta_path.append(Finder())
        import made
        print(made.f(), vars(made.__loader__))
        """,
    )
    assert done.stdout == "5 {}\n"
    assert program.logged("arm") == ["made"]


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "cp1252", "euc-jp", "utf-8-sig"])
def test_source_encoding_is_honoured(program, encoding):
    text = "\u3042" if encoding == "euc-jp" else "\xe4"
    cookie = "" if encoding == "utf-8-sig" else f"# -*- coding: {encoding} -*-\n"
    program.file("app.py", f"{cookie}def f(): return '{text}'\n".encode(encoding))
    done = hooked(program, ["app"], "import app; print(ascii(app.f()))")
    assert done.stdout == ascii(text) + "\n"
    assert program.logged("arm") == ["app"]


def test_reload_weaves_the_new_source(program):
    program.write(app="def f(): return 1")
    done = hooked(
        program,
        ["app"],
        """
        import importlib, os, app
        before = app.f()
        open("app.py", "w").write("def f(): return 22")
        print(before, importlib.reload(app).f())
        """,
    )
    assert done.stdout == "1 22\n"
    assert program.logged("arm") == ["app", "app"]


def test_finding_a_spec_neither_imports_nor_weaves(program):
    program.write(app="def f(): return 1")
    done = hooked(
        program,
        ["app"],
        """
        import importlib.util, pkgutil, sys
        spec = importlib.util.find_spec("app")
        print(spec.name, "app" in sys.modules, [m.name for m in pkgutil.iter_modules(["."])])
        module = importlib.util.module_from_spec(spec)
        """,
    )
    assert done.stdout == "app False ['app']\n"
    assert program.logged("weave") == []


def test_specs_of_one_module_are_equal(program):
    program.write(pkg__init__="", pkg__app="def f(): return 1")
    code = """
        from importlib.util import find_spec
        print(find_spec("pkg.app") == find_spec("pkg.app"), find_spec("pkg.app").loader == find_spec("pkg.app").loader)
        """
    assert hooked(program, ["pkg.**"], code).stdout == "True True\n"


def test_resources_are_found_beside_a_woven_package(program):
    program.write(shop__init__="def f(): pass")
    program.file("shop/data.txt", "apples")
    code = """
        import importlib.resources, pkgutil, inspect, shop
        print(importlib.resources.files("shop").joinpath("data.txt").read_text(), pkgutil.get_data("shop", "data.txt"))
        print(inspect.getsource(shop.f), shop.__loader__.get_source("shop"))
    """
    assert hooked(program, ["shop"], code).stdout == program.plain("-c", textwrap.dedent(code)).stdout


def test_lazy_loader_weaves_when_it_loads(program):
    program.write(app="print('loading')\ndef f(): return 1")
    done = hooked(
        program,
        ["app"],
        """
        import importlib.util, importlib.machinery as machinery, sys, threading
        lazy = importlib.util.LazyLoader.factory(machinery.SourceFileLoader)
        sys.path_hooks.insert(0, machinery.FileFinder.path_hook((lazy, [".py"])))
        sys.path_importer_cache.clear()
        import app
        print("imported")
        print(app.f(), type(app.__loader__).__name__, sorted(vars(app.__loader__)))
        """,
    )
    assert done.stdout == "imported\nloading\n1 SourceFileLoader ['name', 'path']\n"
    assert program.logged("arm") == ["app"]


@pytest.mark.parametrize("stage", ["weave", "compile_woven", "arm"])
def test_failure_at_any_stage_leaves_the_import_alone(program, stage):
    program.write(app="def f(): return 1")
    done = hooked(
        program,
        ["app"],
        f"""
        from spile import _native
        exec("def fail(*arguments): raise ValueError('told to fail')", {{"__name__": "spile._native"}}, vars(_native))
        _native.{stage} = _native.fail
        import app
        print(app.f(), sorted(vars(app.__loader__)))
        """,
    )
    assert done.stdout == "1 ['name', 'path']\n"
    assert done.stderr == ""
    assert program.logged("note") == ["module app: ValueError: told to fail"]


@pytest.mark.parametrize("kind", ["PanicException", "KeyboardInterrupt"])
def test_panic_is_a_failure_and_an_interrupt_is_not(program, kind):
    program.write(app="def f(): return 1")
    done = hooked(
        program,
        ["app"],
        f"""
        from spile import _native
        class PanicException(BaseException): pass
        def fail(*arguments): raise {kind}("told to fail")
        _native.weave = fail
        try:
            import app
        except KeyboardInterrupt:
            print("interrupted")
        else:
            print(app.f())
        """,
    )
    assert done.stdout == ("1\n" if kind == "PanicException" else "interrupted\n")


def test_error_out_of_a_signal_handler_is_let_through(program):
    program.write(app="def f(): return 1")
    done = hooked(
        program,
        ["app"],
        """
        import signal
        from spile import _native
        def handler(signum, frame): raise TimeoutError("by the program")
        signal.signal(signal.SIGALRM, handler)
        weave = _native.weave
        def slow(*arguments):
            signal.raise_signal(signal.SIGALRM)
            return weave(*arguments)
        _native.weave = slow
        try:
            import app
        except TimeoutError as error:
            print(error)
        """,
    )
    assert done.stdout == "by the program\n"


def test_threads_that_import_at_once_get_one_woven_module(program):
    for i in range(8):
        program.write(**{f"m{i}": "import time; time.sleep(0.01)\ndef f(): return 1"})
    done = hooked(
        program,
        ["m*"],
        """
        import importlib, threading
        found = []
        def work():
            for i in range(8):
                found.append(importlib.import_module(f"m{i}").f())
        threads = [threading.Thread(target=work) for _ in range(6)]
        for t in threads: t.start()
        for t in threads: t.join()
        print(sum(found))
        """,
    )
    assert done.stdout == "48\n"
    assert sorted(program.logged("arm")) == [f"m{i}" for i in range(8)]


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
        native.Targets = type("Targets", (), {"key": "k", "__init__": lambda self, *a: None})
        native.Targets.may_match = native.Targets.matches_module = lambda self, *names: False
        native.start = native.note = lambda *arguments: None
        before = set(sys.modules)
        import spile
        spile.install("app")
        print(sorted(m for m in set(sys.modules) - before if not m.startswith("spile")))
        """
    )
    assert done.stdout == "[]\n"


def test_executed_code_is_left_alone(program):
    program.write(app="def f(): return 1")
    done = hooked(
        program,
        ["**"],
        """
        exec(compile(open("app.py").read(), "app.py", "exec"))
        print(f())
        """,
    )
    assert done.stdout == "1\n"
    assert "app" not in program.logged("arm")


def test_version_is_that_of_the_extension(program):
    code = "import spile, sys; print('spile._native' in sys.modules, spile.__version__ == spile._native.__version__)"
    assert program.installing(code).stdout == "False True\n"


def test_module_loaded_from_a_file_by_its_place_is_woven_and_looks_as_plain(program):
    program.file("plugins/one.py", "import sys\ndef f(): return 1\nn, frame = 0, sys._getframe()\n"
                                   "while frame:\n    n, frame = n + 1, frame.f_back\n")  # fmt: skip
    program.file("plugins/broken.py", "def f(): pass\n1 / 0\n")
    code = DESCRIBE + textwrap.dedent("""
        import importlib.util, traceback
        def load(name, path):
            spec = importlib.util.spec_from_file_location(name, path)
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
            return module
        for name in ("plugin_one", "other"):
            module = load(name, "plugins/one.py")
            print(describe(module), module.f(), module.n)
        try:
            load("plugin_broken", "plugins/broken.py")
        except ZeroDivisionError:
            print(traceback.format_exc())
        for name in ("x.so", "x.pyc", "x.txt"):
            spec = importlib.util.spec_from_file_location("x", name)
            print(spec and type(spec.loader))
        """)  # fmt: skip
    plain = program.plain("-B", "-c", "pass\n" + code)
    woven = program.installing(INSTALL.format(targets=["plugin_*"]) + code)
    assert woven.stdout == plain.stdout
    assert program.logged("arm") == ["plugin_one", "plugin_broken"]


def test_loader_that_waits_to_be_used_can_be_copied_and_pickled(program):
    program.write(app="def f(): return 1")
    code = """
        import copy, importlib.util, pickle, sys
        spec = importlib.util.find_spec("app")
        for loader in (copy.copy(spec.loader), copy.deepcopy(spec).loader, pickle.loads(pickle.dumps(spec.loader))):
            module = importlib.util.module_from_spec(importlib.util.spec_from_loader("app", loader))
            loader.exec_module(module)
            print(module.f())
        """
    plain = program.plain("-c", textwrap.dedent(code))
    assert hooked(program, ["app"], code).stdout == plain.stdout


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
