"""pytest: the functions of all items that it collects. A module is judged when it was collected without an error."""

import os

import pytest


class Collection:
    def __init__(self):
        self.items = []
        self.modules = []
        self.broken = set()

    def pytest_collectreport(self, report):
        if report.outcome != "passed":
            self.broken.add(report.nodeid.partition("::")[0])

    def pytest_collection_modifyitems(self, items):
        self.items = list(items)

    def pytest_pycollect_makemodule(self, module_path, parent):
        self.modules.append((str(module_path), parent.config.rootpath))


def judge(truth, project):
    os.chdir(project["folder"])
    collection = Collection()
    options = ["--collect-only", "-q", "-p", "no:cacheprovider", *project["arguments"]]
    pytest.main(options, plugins=[collection])
    for item in collection.items:
        function = getattr(item, "function", None)
        # Hypothesis runs the function from one that it makes.
        function = getattr(getattr(function, "hypothesis", None), "inner_test", function)
        if function is not None:
            truth.add_function("pytest_tests", function)
    for path, root in collection.modules:
        relative = os.path.relpath(path, root)
        if relative not in collection.broken:
            name = os.path.splitext(os.path.relpath(path))[0].replace(os.sep, ".")
            truth.files[os.path.realpath(path)] = name
