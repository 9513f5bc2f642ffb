"""The promises of weaving, as CPython sees them: ``python corpus_check.py [options] PATH...``

For every ``.py`` file below the paths:

1. what was inserted, taken out of the woven text, leaves the source; and so does ``spile strip`` after ``spile weave``;
2. each code object has the names, flags, docstring and first line of its plain twin, and its positions and lines
   are those of the twin; without the probes, the syntax tree is that of the original;
4. threads that weave at the same time make the same text and the same site table;
5. woven, it compiles if and only if it does as it is, or fails with the same error; each definition that CPython's
   parser finds is woven, or left alone with a reason.

(The third, that an empty plan changes nothing, needs no CPython: ``crates/spile-python/tests/promises.rs``.) Nothing is
run. Where a file differs, the first of each kind of difference are printed. The exit status says whether there were any.
"""

import argparse
import ast
import collections
import concurrent.futures
import contextlib
import hashlib
import importlib.util
import io
import json
import os
import re
import sys
import sysconfig
import tempfile
import time
import tokenize
import types
import warnings
from pathlib import Path

from corpus_code import code_differences
from corpus_trees import tree_difference

DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
TOO_DEEP = "too deep for the check"


def native(path=None):
    """The extension, from `path`, from the source tree, or from an installed spile."""
    if path is None:
        tree = Path(__file__).resolve().parent.parent / "python" / "spile"
        places = [tree, *(Path(entry) / "spile" for entry in sys.path if entry)]
        found = [file for place in places if place.is_dir() for file in sorted(place.glob("_native*.so"))]
        if not found:
            return None
        path = found[0]
    spec = importlib.util.spec_from_file_location("spile._native", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Figures:
    """What was seen of a corpus."""

    def __init__(self):
        self.n_files = self.n_bytes = self.n_not_programs = self.n_woven_files = self.n_without_handler = 0
        self.woven, self.skipped = collections.Counter(), collections.Counter()
        self.failures, self.told = collections.Counter(), []
        self.inexact = []
        self.digest = hashlib.sha256()

    def fail(self, kind, path, description):
        self.failures[kind] += 1
        self.told.append((kind, str(path), description))

    @property
    def n_failures(self):
        return sum(self.failures.values()) - self.failures[TOO_DEEP]

    def document(self):
        """For `cargo xtask corpora`."""
        return {
            "files": self.n_files,
            "bytes": self.n_bytes,
            "not_programs": self.n_not_programs,
            "woven_files": self.n_woven_files,
            "woven": dict(sorted(self.woven.items())),
            "without_handler": self.n_without_handler,
            "skipped": [{"kind": kind, "reason": reason, "n": n} for (kind, reason), n in sorted(self.skipped.items())],
            "failures": dict(sorted(self.failures.items())),
            "told": [" ".join(told) for told in self.told[:50]],
            "inexact": len(self.inexact),
            "digest": self.digest.hexdigest(),
        }


# -- one file ----------------------------------------------------------------------------------------------------------


def compiled(source, name):
    try:
        return compile(source, name, "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError) as error:
        return error


def compiled_woven(extension, woven, source, name):
    """What the import hook does."""
    try:
        return extension.compile_woven(woven, source, name, -1, False)
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError) as error:
        return error


def said(error):
    """What tells an error of the compiler from another one."""
    return type(error), getattr(error, "msg", str(error)), getattr(error, "lineno", None)


def decoded(source):
    encoding, _ = tokenize.detect_encoding(io.BytesIO(source).readline)
    return source.decode(encoding)


@contextlib.contextmanager
def deep_recursion():
    """For walking trees. What CPython itself compiles depends on the limit, so it is back to that afterwards."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, 5000))
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)


def weave(extension, source, **asked):
    """As the import hook does: bytes, and what the extension cannot decode as text. `None` if CPython cannot either."""
    rules = extension.Rules(["**"], **asked)
    try:
        return extension.weave(source, "module", rules)
    except LookupError:
        try:
            return extension.weave(decoded(source), "module", rules)
        except (SyntaxError, UnicodeError):
            return None


def without_insertions(woven):
    """The woven text without what was inserted."""
    text, out, at = woven.text.encode(), [], 0
    for start, n_bytes in woven.inserted:
        out.append(text[at:start])
        at = start + n_bytes
    return b"".join([*out, text[at:]])


class Program:
    """`spile weave` and `spile strip`, in this process."""

    def __init__(self, extension, directory):
        self.extension, self.directory = extension, Path(directory)

    def run(self, command, *arguments):
        """What the command writes to its standard output."""
        path = self.directory / f"{command}.out"
        kept = [os.dup(1), os.dup(2)]
        sys.stdout.flush()
        sys.stderr.flush()
        try:
            for number, to in ((1, path), (2, os.devnull)):
                file = os.open(to, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
                os.dup2(file, number)
                os.close(file)
            status = self.extension.cli([command, *map(str, arguments)])
        finally:
            for number, file in enumerate(kept, 1):
                os.dup2(file, number)
                os.close(file)
        return path.read_bytes() if status == 0 else None

    def strips_what_it_weaves(self, text):
        source, woven = self.directory / "source.py", self.directory / "woven.py"
        source.write_bytes(text)
        sealed = self.run("weave", source)
        if sealed is None:
            return False
        if sealed == text:
            return True
        woven.write_bytes(sealed)
        return self.run("strip", woven) == text


def check_source(extension, source, name, figures, pool=None, program=None, **asked):
    """Kinds and descriptions of what is wrong; raises nothing. `asked` is for more than functions: `bodies`, `outside`."""
    plain = compiled(source, name)
    if isinstance(plain, Exception):
        figures.n_not_programs += 1
    others = [pool.submit(weave, extension, source, **asked) for _ in range(2)] if pool else []
    woven = weave(extension, source, **asked)
    if woven is None or isinstance(woven, str):
        if isinstance(plain, types.CodeType) and any(isinstance(node, DEFINITIONS) for node in ast.walk(ast.parse(source))):
            yield "refused", woven or "it has definitions"
        return
    figures.n_woven_files += 1
    for other in others:
        if (other.result().text, other.result().table) != (woven.text, woven.table):
            yield "threads", "another text, or another table"
    code = compiled_woven(extension, woven, source, name)
    figures.digest.update(woven.text.encode() + woven.table)
    if isinstance(plain, Exception) or isinstance(code, Exception):
        if said(plain) != said(code):
            yield "compiles", f"woven: {code!r}, plain: {plain!r}"
        return
    # CPython drops the mark before it counts columns, and so do we.
    text = decoded(source).removeprefix("\ufeff").encode()
    if without_insertions(woven) != text:
        yield "strip", "without what was inserted, it is another text"
    if program and not program.strips_what_it_weaves(text):
        yield "strip", "spile strip does not take back what spile weave did"
    # Lines as CPython counts them: a form feed ends none.
    columns = [len(line) for line in re.split(b"\r\n|\r|\n", text)]
    yield from code_differences(plain, code, columns, figures.inexact)
    n_definitions = 0
    for kind, has_handler, reason in woven.definitions:
        n_definitions += kind not in ("class", "module")
        if reason is not None:
            figures.skipped[kind, reason] += 1
        else:
            figures.woven[kind] += 1
            figures.n_without_handler += not has_handler and kind not in ("lambda", "class", "module")
    with deep_recursion():
        tree = ast.parse(source)
        n_expected = sum(isinstance(node, DEFINITIONS) for node in ast.walk(tree))
        if n_definitions != n_expected:
            yield "definitions", f"{n_definitions} are woven or have a reason, of {n_expected}"
        difference = tree_difference(tree, woven.text)
    if difference:
        yield "tree", difference


# -- all files ---------------------------------------------------------------------------------------------------------


def files_below(paths, excluded=()):
    for path in map(Path, paths):
        found = sorted(path.rglob("*.py")) if path.is_dir() else [path]
        yield from (file for file in found if not any(part in excluded for part in file.parts))


def check(extension, paths, every=1, shown=3, excluded=(), **asked):
    """Check the files below `paths` and print what is wrong; returns what was seen."""
    figures = Figures()
    with concurrent.futures.ThreadPoolExecutor(2) as pool, tempfile.TemporaryDirectory() as directory:
        program = Program(extension, directory)
        for number, path in enumerate(files_below(paths, excluded)):
            if number % every or not path.is_file():
                continue
            source = path.read_bytes()
            figures.n_files += 1
            figures.n_bytes += len(source)
            n_inexact = len(figures.inexact)
            try:
                for kind, description in check_source(extension, source, str(path), figures, pool, program, **asked):
                    figures.fail(kind, path, description)
                    if figures.failures[kind] <= shown:
                        print(f"{kind}: {path}: {description}", flush=True)
            except RecursionError:
                figures.fail(TOO_DEEP, path, "")
            if n_inexact < shown and figures.inexact[n_inexact:]:
                print(f"inexact: {path}: {figures.inexact[n_inexact:][:3]}", flush=True)
    return figures


def main():
    parser = argparse.ArgumentParser(description="Compare woven sources with plain ones through CPython's eyes.")
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files or directories; the standard library")
    parser.add_argument("--native", help="the extension to use")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only each Nth file")
    parser.add_argument("--shown", type=int, default=3, metavar="N", help="how many differences of a kind are printed")
    parser.add_argument("--bodies", action="store_true", help="weave the bodies of classes and modules, too")
    parser.add_argument("--outside", action="store_true", help="weave the calls of functions, too")
    parser.add_argument("--exclude", action="append", default=[], metavar="NAME", help="leave out what is in folders called so")
    parser.add_argument("--json", metavar="FILE", help="write the figures there")
    options = parser.parse_args()
    extension = native(options.native)
    if extension is None:
        sys.exit("corpus_check.py: the extension is not built")
    warnings.simplefilter("ignore")
    paths = options.paths or [sysconfig.get_path("stdlib")]
    started = time.monotonic()
    asked = {"bodies": options.bodies, "outside": options.outside}
    figures = check(extension, paths, options.every, options.shown, options.exclude, **asked)
    version = ".".join(map(str, sys.version_info[:3]))
    print(
        f"{version}: {figures.n_files} files, {figures.woven.total()} definitions woven, {figures.skipped.total()} left "
        f"alone, {figures.n_failures} failures {dict(figures.failures)}, {len(figures.inexact)} inexact positions"
    )
    if options.json:
        document = {**figures.document(), "python": version, "seconds": round(time.monotonic() - started, 1)}
        Path(options.json).write_text(json.dumps(document))
    sys.exit(1 if figures.n_failures else 0)


if __name__ == "__main__":
    main()
