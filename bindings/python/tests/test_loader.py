"""Loaders: whose code is woven, in which encoding, and what happens when that fails."""

import textwrap

import pytest
from hooked import hooked


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


def test_loader_looks_as_without_the_hook_while_the_module_is_executed(program):
    program.write(app="def f(): pass\nprint(sorted(vars(__loader__)), type(__loader__).__name__)")
    assert hooked(program, ["app"], "import app").stdout == program.plain("-c", "import app").stdout
