"""Recursion as it happens: which functions are called while they run, with nothing between but code of their own file.

Truth is what was seen while a test suite ran, so it is a part of what can happen: recall counts against it; what was called
and never seen to recurse counts against precision, although other input might make it recurse."""

import os
import sys
import threading
import unittest


def judge(truth, project):
    root = os.path.realpath(os.path.dirname(os.__file__) if "tests" in project else project["folder"]) + os.sep
    called, recursive = set(), set()

    def profile(frame, event, argument):
        if event != "call":
            return
        code = frame.f_code
        called.add(code)
        if code in recursive:
            return
        file = code.co_filename
        frame = frame.f_back
        for _ in range(60):
            if frame is None or frame.f_code.co_filename != file:
                return
            if frame.f_code is code:
                recursive.add(code)
                return
            frame = frame.f_back

    threading.setprofile(profile)
    sys.setprofile(profile)
    try:
        run(project)
    finally:
        sys.setprofile(None)
        threading.setprofile(None)
    judged = {code.co_filename for code in called}
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if file in judged and os.path.realpath(file).startswith(root) and is_judged(name):
            truth.files[os.path.realpath(file)] = name
    for code in called:
        if not code.co_name.startswith("<") or code.co_name == "<lambda>":
            truth.judged.add((os.path.realpath(code.co_filename), code.co_firstlineno))
    for code in recursive:
        if not code.co_name.startswith("<") or code.co_name == "<lambda>":
            truth.add_code("recursive_functions", code)


def is_judged(module):
    return not any(part in ("test", "tests") or part.startswith("test_") for part in module.split("."))


def run(project):
    if "tests" in project:
        for name in project["tests"]:
            suite = unittest.defaultTestLoader.loadTestsFromName(name)
            unittest.TextTestRunner(stream=open(os.devnull, "w")).run(suite)
    else:
        import pytest

        os.chdir(project["folder"])
        pytest.main(["-q", "-p", "no:cacheprovider", *project["arguments"]])
