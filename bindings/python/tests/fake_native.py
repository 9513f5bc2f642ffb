"""A stand-in for the extension `spile._native`, so that the package can be tested before it is built.

It weaves nothing: the woven text is the text. What it was asked to do it appends to the file named by
FAKE_NATIVE_LOG, one line each. Copied beside the package by the fixture `package`, never shipped.
"""

import ast
import os
import re
import warnings

__version__ = "0"

_log = os.environ.get("FAKE_NATIVE_LOG")


def _tell(*words):
    if _log:
        with open(_log, "a") as file:
            print(*words, file=file)


class Woven:
    def __init__(self, text):
        self.text = text
        self.table = b"sites"

    def finish(self, code):
        return code


def weave(source, module):
    if isinstance(source, str):
        text = source
    else:
        cookie = re.match(rb"(?:[^\n]*\n)?#.*coding[:=]\s*([-\w.]+)", source)
        encoding = cookie[1].decode() if cookie else "utf-8-sig"
        if encoding.lower() not in ("utf-8", "utf-8-sig", "latin-1", "ascii"):
            return None
        try:
            text = source.decode(encoding)
        except UnicodeError:
            return None
    if "def " not in text and "lambda" not in text:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(text)
    except SyntaxError as error:
        return f"it cannot be parsed: {error.msg}"
    _tell("weave", module)
    return Woven(text)


def compile_woven(woven, source, filename, optimize, warn):
    with warnings.catch_warnings():
        if not warn:
            warnings.simplefilter("ignore")
        return compile(woven.text, filename, "exec", dont_inherit=True, optimize=optimize)


def arm(code, table, module, filename):
    if table != b"sites":
        raise ValueError("the site table cannot be read")
    _tell("arm", module)


def start(options):
    _tell("start", options["directory"], options["console"])


def stop():
    _tell("stop")


def note(kind, text):
    _tell("note", kind, text)


def on_run_file(callback):
    pass


def cli(arguments):
    print("cli", *arguments)
    return 7


class Targets:
    def __init__(self, targets, excludes, project):
        self._targets = [_pattern(target) for target in targets]
        self._excludes = [_pattern(exclude) for exclude in excludes]
        self._project = project
        self.key = "fake" + re.sub(r"\W", "_", "-".join([*targets, *excludes, project or ""]))[-40:]

    def may_match(self, name):
        return self._project is not None or self._by_name(name)

    def matches_module(self, name, filename):
        if self._by_name(name):
            return True
        return bool(
            self._project
            and filename
            and filename.startswith(self._project + "/")
            and "site-packages" not in filename
            and not any(e.fullmatch(name) for e in self._excludes)
        )

    def _by_name(self, name):
        return any(t.fullmatch(name) for t in self._targets) and not any(e.fullmatch(name) for e in self._excludes)


def _pattern(glob):
    if glob == "**":
        return re.compile(".*")
    parts = re.escape(glob).replace(r"\.\*\*", r"(?:\..*)?").replace(r"\*", "[^.]*")
    return re.compile(parts)
