"""Fixtures: an importable copy of the package, and programs run with it in processes of their own.

The extension is the one in the source tree, if it was built there, and else that of the installed spile.
"""

import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from lab import Lab

SOURCE = Path(__file__).resolve().parent.parent / "python" / "spile"

# Logs the calls of the extension: stands in `spile/_native.py`.
SPY = """
import os
from io import FileIO
from spile._spied import _native as _extension

__version__ = _extension.__version__
globals().update({name: value for name, value in vars(_extension).items() if name[:1] != "_"})

def spied(name, told):
    real = getattr(_extension, name)
    def function(*arguments):
        result = real(*arguments)
        words = told(result, *arguments)
        log = os.environ.get("SPY_LOG")
        if words and log:
            with FileIO(log, "a") as file:
                file.write(" ".join([name, *map(str, words)]).encode() + bytes([10]))
        return result
    return function

weave = spied("weave", lambda woven, source, module, rules, path: isinstance(woven, Woven) and [module])
arm = spied("arm", lambda result, code, table, module, filename: [module])
start = spied("start", lambda result, options: [options["directory"], options["console"]])
stop = spied("stop", lambda result: [""])
on_run_file = spied("on_run_file", lambda result, callback: [""])
note = spied("note", lambda result, kind, text, path=None: [kind, text])
"""


def _extension():
    """The built extension: in the source tree, or that of an installed spile."""
    for directory in (SOURCE, *(Path(entry) / "spile" for entry in sys.path if entry)):
        for found in sorted(directory.glob("_native*.so")) if directory.is_dir() else ():
            return found
    raise pytest.UsageError("the extension is not built, and no spile is installed for this interpreter")


EXTENSION = _extension()


@pytest.fixture(scope="session")
def package(tmp_path_factory):
    """A directory with an importable `spile` in it."""
    directory = tmp_path_factory.mktemp("installed")
    copy = directory / "spile"
    shutil.copytree(SOURCE, copy, ignore=shutil.ignore_patterns("__pycache__", "_native*.so"))
    (copy / "_spied").mkdir()
    (copy / "_spied" / "__init__.py").touch()
    shutil.copy(EXTENSION, copy / "_spied" / EXTENSION.name)
    (copy / "_native.py").write_text(SPY)
    return directory


def rules_text(targets, excludes=()):
    """What `spile run` tells its processes of its flags."""
    rules = [("true", target) for target in targets or ["project"]] + [("false", exclude) for exclude in excludes]
    return "\n".join(["spile rules 1", *(f"rule r record={record} = {selector}" for record, selector in rules)])


class Program:
    """A directory with the sources of a program, and ways to run it."""

    def __init__(self, directory, package):
        self.directory = directory / "program"
        self.directory.mkdir()
        self.package = package
        self.cache = directory / "cache"
        self.run_directory = directory / "run"
        self.run_directory.mkdir()
        self.log = directory / "log"

    def write(self, **files):
        """Write modules; `shop__cart` stands for ``shop/cart.py``, `shop__init__` for ``shop/__init__.py``."""
        for name, text in files.items():
            package, init, _ = name.partition("__init__")
            self.file(package.replace("__", "/") + ("/__init__.py" if init else ".py"), text)
        return self

    def file(self, name, content):
        path = self.directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(textwrap.dedent(content))
        return path

    def environment(self, **changes):
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "SPILE", "PYTEST"))}
        environment.update(
            XDG_CACHE_HOME=str(self.cache), SPY_LOG=str(self.log), HOME=str(self.directory.parent)
        )
        environment.update(changes)
        return {k: v for k, v in environment.items() if v is not None}

    def python(self, *arguments, python=sys.executable, check=True, **changes):
        """Run python with the program's directory as the current one."""
        done = subprocess.run(
            [str(python), *arguments],
            cwd=self.directory,
            env=self.environment(**changes),
            capture_output=True,
            text=True,
            timeout=60,
        )
        if check:
            assert done.returncode == 0, done.stderr
        return done

    def plain(self, *arguments, **keywords):
        """As if there were no Spile."""
        return self.python(*arguments, **keywords)

    def installing(self, code, *arguments, **keywords):
        """Run `code` with `spile` importable."""
        return self.python("-c", textwrap.dedent(code), *arguments, PYTHONPATH=str(self.package), **keywords)

    def below_run(self, *arguments, targets=(), excludes=(), project=None, console=None, rules=None, **keywords):
        """Run python as `spile run` does."""
        paths = [str(self.package / "spile" / "_boot")]
        if "PYTHONPATH" in keywords:
            paths.append(keywords.pop("PYTHONPATH"))
        return self.python(
            *arguments,
            PYTHONPATH=os.pathsep.join(paths),
            SPILE_RUN=str(self.run_directory),
            SPILE_RULES=rules or rules_text(targets, excludes),
            SPILE_PROJECT=project or str(self.directory),
            SPILE_CONSOLE=console,
            **keywords,
        )

    def logged(self, verb=None):
        """What the extension was asked to do: the words after `verb`, or whole lines."""
        if not self.log.exists():
            return []
        lines = self.log.read_text().splitlines()
        if verb is None:
            return lines
        return [line[len(verb) + 1 :] for line in lines if line.split(" ", 1)[0] == verb]

    def forget_log(self):
        self.log.unlink(missing_ok=True)

    def cached(self):
        return sorted(path for path in self.cache.rglob("*") if path.is_file())


@pytest.fixture
def program(tmp_path, package):
    return Program(tmp_path, package)


@pytest.fixture
def lab(program):
    return Lab(program)
