"""Twins: woven modules under a prefix, beside the untouched originals."""

import textwrap

import pytest

INSTALL = "import spile; spile.install(targets=['pkg.**'], prefix='instrumented'{more})\n"


def package(program):
    return program.write(
        pkg__init__="",
        pkg__module="""
            from . import helper as relative
            import pkg.helper as absolute

            def some_function():
                return "some"
        """,
        pkg__helper="def f(): return 1",
        pkg__sub__init__="from .. import helper\ndef g(): pass",
    )


def twins(program, code, more="", **keywords):
    return program.installing(INSTALL.format(more=more) + textwrap.dedent(code), **keywords)


def test_usage_of_the_import_hook_seed_word_for_word(program):
    package(program)
    done = twins(
        program,
        """
# Suppose you have a real package "pkg" with modules.
# Import the same modules via the virtual prefix to instrument:
import instrumented.pkg.module as M
M.some_function()  # prints → some_function ... ← some_function
""",
        more=", console=True",
    )
    assert "pkg.module" in program.logged("arm")
    assert done.stdout == ""
    entry, leaving = [line for line in done.stderr.splitlines() if "some_function" in line]
    assert entry == "→ some_function"
    assert leaving.startswith("← some_function ")


def test_twin_is_woven_beside_the_untouched_original(program):
    package(program)
    done = twins(
        program,
        """
        import pkg.module, instrumented.pkg.module
        a, b = pkg.module, instrumented.pkg.module
        print(a is b, a.__name__, b.__name__, b.__package__, a.__file__ == b.__file__, type(b.__loader__).__name__)
        print(b.__spec__.name, b.some_function(), b.__cached__ == a.__cached__)
        """,
    )
    assert done.stdout == (
        "False pkg.module instrumented.pkg.module instrumented.pkg True SourceFileLoader\n"
        "instrumented.pkg.module some True\n"
    )
    assert sorted(program.logged("arm")) == ["pkg.helper", "pkg.module"]


def test_root_is_a_virtual_namespace_package(program):
    package(program)
    done = twins(
        program,
        """
        import sys, pkgutil
        root = sys.modules["instrumented"]
        import instrumented
        print(instrumented is root, root.__spec__.loader, root.__spec__.submodule_search_locations is root.__path__)
        print(hasattr(root, "__file__"), "pkg" in [m.name for m in pkgutil.iter_modules(root.__path__)])
        """,
    )
    assert done.stdout == "True None True\nFalse True\n"


def test_relative_imports_of_a_twin_are_twins_and_absolute_ones_originals(program):
    package(program)
    done = twins(
        program,
        """
        import instrumented.pkg.module as M, instrumented.pkg.sub as S
        print(M.relative.__name__, M.absolute.__name__, S.helper.__name__)
        """,
    )
    assert done.stdout == "instrumented.pkg.helper pkg.helper instrumented.pkg.helper\n"


def test_one_notice_tells_when_both_copies_are_loaded(program):
    package(program)
    for code in ("import instrumented.pkg.helper, pkg.helper", "import pkg.helper, instrumented.pkg.helper"):
        done = twins(program, code)
        assert done.stderr.count("spile: ") == 1
        assert "pkg and its twin instrumented.pkg are both loaded" in done.stderr


def test_no_notice_when_the_original_is_only_looked_for(program):
    program.write(single="def f(): pass")
    code = "import instrumented.single, importlib.util; importlib.util.find_spec('single')"
    done = program.installing("import spile; spile.install(prefix='instrumented')\n" + code)
    assert done.stderr == ""


def test_alias_makes_both_names_one_module(program):
    package(program)
    done = twins(
        program,
        """
        import pkg.module, instrumented.pkg.module, sys, importlib
        from pkg import helper
        print(pkg.module is instrumented.pkg.module, pkg is instrumented.pkg, helper is instrumented.pkg.helper)
        print(pkg.module.absolute is pkg.module.relative, pkg.module.__spec__.name, type(pkg.__loader__).__name__)
        importlib.reload(pkg.module)
        print(sys.modules["pkg.module"] is sys.modules["instrumented.pkg.module"])
        """,
        more=", alias=True",
    )
    assert done.stdout == ("True True True\nTrue instrumented.pkg.module SourceFileLoader\nTrue\n")
    assert done.stderr == ""
    assert sorted(program.logged("arm")) == ["pkg.helper", "pkg.module", "pkg.module"]


def test_nested_namespace_packages_have_twins_without_their_originals(program):
    program.file("pkg/inner/deep.py", "def f(): return 4")
    done = twins(
        program,
        """
        import sys, instrumented.pkg.inner.deep as deep
        print(deep.f(), "pkg" in sys.modules, list(sys.modules["instrumented.pkg.inner"].__path__)[0][-9:])
        """,
    )
    assert done.stdout == "4 False pkg/inner\n"


def test_twins_are_found_by_finders_that_know_only_the_original(program):
    program.file("elsewhere/pkg/__init__.py", "from . import part\ndef f(): return 1")
    program.file("elsewhere/pkg/part.py", "def g(): return 2")
    done = program.installing(
        """
        import sys, spile
        from importlib.util import spec_from_file_location
        class EditableFinder:
            @classmethod
            def find_spec(cls, fullname, path=None, target=None):
                if fullname == "pkg":
                    return spec_from_file_location(fullname, "elsewhere/pkg/__init__.py")
        sys.meta_path.append(EditableFinder)
        spile.install("pkg.**", prefix="instrumented")
        import instrumented.pkg as P
        print(P.__name__, P.__spec__.name, P.f(), P.part.g(), P.part.__name__)
        """
    )
    assert done.stdout == "instrumented.pkg instrumented.pkg 1 2 instrumented.pkg.part\n"
    assert sorted(program.logged("arm")) == ["pkg", "pkg.part"]


def test_modules_without_source_are_shared_with_the_original(program):
    done = program.installing(
        """
        import spile; spile.install(prefix="instrumented")
        import instrumented.sys, sys, instrumented._json, _json
        print(instrumented.sys is sys, instrumented._json is _json, _json.__spec__.name)
        """
    )
    assert done.stdout == "True True _json\n"


def test_missing_twin_is_missing(program):
    package(program)
    done = twins(
        program,
        """
        for name in ("instrumented.nothing", "instrumented.pkg.nothing"):
            try:
                __import__(name)
            except ModuleNotFoundError as error:
                print(error)
        """,
    )
    assert done.stdout == "No module named 'instrumented.nothing'\nNo module named 'instrumented.pkg.nothing'\n"


def test_objects_of_a_twin_can_be_pickled(program):
    program.write(pkg__init__="class C:\n    def f(self): pass\n")
    done = twins(program, "import pickle, instrumented.pkg as P; print(type(pickle.loads(pickle.dumps(P.C()))) is P.C)")
    assert done.stdout == "True\n"


def test_uninstall_drops_the_virtual_package(program):
    package(program)
    done = twins(
        program,
        """
        import sys
        spile.uninstall()
        print([m for m in sys.modules if m.startswith("instrumented")])
        try:
            import instrumented.pkg
        except ModuleNotFoundError as error:
            print(error)
        """,
    )
    assert done.stdout == "[]\nNo module named 'instrumented'\n"


@pytest.mark.parametrize("alias", [False, True])
def test_twins_in_use_outlive_uninstall(program, alias):
    program.write(
        pkg__init__="",
        pkg__a="def late():\n    from . import b\n    return b.__name__\n",
        pkg__b="def f(): return 1\n",
    )
    name = "pkg.a" if alias else "instrumented.pkg.a"
    done = twins(
        program,
        f"""
        import sys, {name} as A
        spile.uninstall()
        print(A.late(), sys.modules["instrumented.pkg.b"].f())
        spile.install(targets=["pkg.**"], prefix="instrumented")
        import instrumented.pkg.a
        print(instrumented.pkg.a is A)
        """,
        more=f", alias={alias}",
    )
    assert done.stdout == "instrumented.pkg.b 1\nFalse\n"
