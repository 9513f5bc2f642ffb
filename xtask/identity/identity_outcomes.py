"""Writes one JSON line per test, away from the program's own output.

    {"id": "test.test_json.TestDump.test_dump", "result": "passed", "exception": null, "message": null, "subtests": 0}

`result` is one of passed, failed, error, skipped, xfailed, xpassed. `exception` is the qualified type of what was
raised. `message` is the last line of its message, or the reason of a skip, with what differs from run to run
(addresses, temporary names) masked. `subtests` counts the subtests that passed; each one that did not has a line of
its own.

The file is open only while a line is written, since tests count, inherit and close file descriptors. The functions
used are bound here, before any test replaces them.
"""

import json
import os
import re
import sys
import tempfile
import traceback

_open, _write, _close, _getpid = os.open, os.write, os.close, os.getpid
_encode = json.JSONEncoder(ensure_ascii=True).encode
_format_exception_only = traceback.format_exception_only
_MASKS = [
    (re.compile(re.escape(os.path.realpath(tempfile.gettempdir()))), "<tmp>"),
    (re.compile(r"\b0x[0-9a-fA-F]+"), "0x_"),
    (re.compile(r"\btmp[a-z0-9_]{8}\b"), "tmp_"),
    (re.compile(r"\btest_python_(?:worker_)?\d+"), "test_python_"),
    (re.compile(r"@test_\d+_tmp"), "@test_tmp"),
]


def mask(text):
    """`text` without addresses and temporary names."""
    for pattern, instead in _MASKS:
        text = pattern.sub(instead, text)
    return text


def describe(error):
    """The qualified type of an exception, and the last line of its message."""
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    try:
        lines = "".join(_format_exception_only(kind, error)).strip().splitlines()
    except Exception as problem:
        lines = [f"<message not available: {type(problem).__name__}>"]
    return name, lines[-1] if lines else ""


class OutcomeFile:
    """Appends outcomes to the file at `path`, from this process only: a forked child that goes on testing is mute."""

    def __init__(self, path):
        self.path = os.path.abspath(path)
        self.owner = _getpid()

    def write(self, test_id, result, error=(None, None), subtests=0):
        """`error` is the pair that `describe` gives, or `(None, reason)`."""
        if _getpid() != self.owner:
            return
        exception, message = error
        line = {
            "id": mask(test_id),
            "result": result,
            "exception": exception,
            "message": None if message is None else mask(message)[:400],
            "subtests": subtests,
        }
        data = (_encode(line) + "\n").encode("ascii")
        descriptor = _open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o644)
        try:
            _write(descriptor, data)
        finally:
            _close(descriptor)


def recording(result_class, outcomes):
    """A subclass of a `unittest.TestResult` class that also writes to the `OutcomeFile`."""

    def test_id(test):
        try:
            return test.id()
        except Exception:
            return str(test)

    class Recording(result_class):
        _passed_subtests = 0

        def startTest(self, test):
            self._passed_subtests = 0
            super().startTest(test)

        def addSuccess(self, test):
            outcomes.write(test_id(test), "passed", subtests=self._passed_subtests)
            super().addSuccess(test)

        def addFailure(self, test, err):
            outcomes.write(test_id(test), "failed", describe(err[1]), subtests=self._passed_subtests)
            super().addFailure(test, err)

        def addError(self, test, err):
            outcomes.write(test_id(test), "error", describe(err[1]), subtests=self._passed_subtests)
            super().addError(test, err)

        def addSkip(self, test, reason):
            outcomes.write(test_id(test), "skipped", (None, str(reason)))
            super().addSkip(test, reason)

        def addExpectedFailure(self, test, err):
            outcomes.write(test_id(test), "xfailed", describe(err[1]))
            super().addExpectedFailure(test, err)

        def addUnexpectedSuccess(self, test):
            outcomes.write(test_id(test), "xpassed")
            super().addUnexpectedSuccess(test)

        def addSubTest(self, test, subtest, err):
            if err is None:
                self._passed_subtests += 1
            else:
                failed = issubclass(err[0], test.failureException)
                outcomes.write(test_id(subtest), "failed" if failed else "error", describe(err[1]))
            super().addSubTest(test, subtest, err)

    return Recording


def forget_own_folder():
    """Removes the folder of the runner script, which Python has put first, from `sys.path`."""
    if sys.path and os.path.abspath(sys.path[0]) == os.path.dirname(os.path.abspath(__file__)):
        del sys.path[0]
