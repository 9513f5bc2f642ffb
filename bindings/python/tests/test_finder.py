"""The import hook: which modules are taken, and that the program cannot tell."""

import textwrap
import zipfile

import pytest
from hooked import DESCRIBE, INSTALL, hooked


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


@pytest.mark.parametrize("inherits", [False, True])
def test_finder_in_front_is_still_what_its_subclass_derives_from(program, inherits):
    program.write(app="def f(): return 1", other="def f(): return 2")
    code = """
        import sys
        from importlib.machinery import PathFinder
        class Own:
            seen = []
            @classmethod
            def find_spec(cls, name, path=None, target=None):
                cls.seen.append(cls.__name__)
                return PathFinder.find_spec(name, path, target)
        class Inherited(PathFinder):
            seen = []
        sys.meta_path.insert(0, EARLY)
        import json.tool, app
        class Late(EARLY):
            @classmethod
            def find_spec(cls, name, path=None, target=None):
                return super().find_spec(name, path, target)
        sys.meta_path.insert(0, Late)
        import other
        print(app.f(), other.f(), EARLY.seen[-1:], Late().find_spec("other").name)
        """.replace("EARLY", "Inherited" if inherits else "Own")
    plain = program.plain("-c", textwrap.dedent(code))
    assert hooked(program, ["app", "other"], code).stdout == plain.stdout
    assert program.logged("arm") == ["app", "other"]
    undo = "import spile; spile.uninstall(); print(vars(Late)['find_spec'])\n"
    assert "<classmethod" in hooked(program, ["app"], textwrap.dedent(code) + undo).stdout


@pytest.mark.parametrize("targets", [["**"], None])
def test_names_that_are_none_fail_as_plain(program, targets):
    code = textwrap.dedent("""
        import importlib, sys
        for name in ("\\ud800", "json.\\udcff", "a\\0b"):
            try:
                importlib.import_module(name)
            except Exception as error:
                print(type(error), ascii(str(error)))
        """)  # fmt: skip
    plain = program.plain("-c", code)
    assert plain.stdout.count("ModuleNotFoundError") >= 2
    install = f"import spile; spile.install({targets!r})\n"
    assert program.installing(install + code).stdout == plain.stdout


def test_emptied_meta_path_is_no_error_of_ours(program):
    program.write(app="def f(): return 1")
    done = hooked(
        program,
        ["app"],
        """
        import sys
        finder, kept = sys.meta_path[0], list(sys.meta_path)
        for sys.meta_path in ([], None, kept[1:]):
            print(finder.find_spec("app"), finder.find_spec("json"))
        sys.meta_path = kept
        """,
    )
    assert done.stdout == "None None\n" * 3


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


TRACES_IMPORTS = """
import sys
files = set()
def trace(frame, event, argument):
    files.add(frame.f_code.co_filename)
    return trace
sys.settrace(trace)
import woven, unwoven
try:
    import gone
except ImportError:
    pass
woven.main()
sys.settrace(None)
# The tests' own wrapper of the extension aside.
print(sorted(file for file in files if "/spile/_" in file and "_native" not in file), any("importlib" in file for file in files))
"""


def test_tracers_of_the_program_meet_no_file_of_ours(lab):
    lab.run("def main(): pass", "x = 1", main=TRACES_IMPORTS)
