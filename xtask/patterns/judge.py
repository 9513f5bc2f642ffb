"""Asks a framework which functions and classes of a project are its views, tasks, models, ...

    python judge.py JUDGE PROJECT.json OUT.json

Runs in the project's environment. JUDGE names a module of this folder with a function `judge(truth, project)`; the
project is an entry of projects.json. What is written:

    {"files": {PATH: MODULE}, "truth": {PATTERN: [[PATH, LINE, NAME], ...]}, "judged": [[PATH, LINE], ...],
     "failed": [MODULE, ...]}

`files` are the ones that the truth is complete for; `judged` the methods that it is complete for, if that is less. LINE, 1-based, is that of the first decorator, or of the `def` or
`class` without one, as `co_firstlineno` is.
"""

import ast
import faulthandler
import functools
import gc
import importlib
import inspect
import json
import os
import pkgutil
import sys
import types
import warnings


class Truth:
    def __init__(self, project):
        self.project = project
        self.packages = project["packages"]
        self.found = {}
        self.failed = []
        self.files = {}
        # What a pattern of methods is judged on; all of the files when empty.
        self.judged = set()
        self._classes = {}

    # What belongs to the project.

    def is_own(self, module):
        return any(module == name or module.startswith(name + ".") for name in self.packages)

    def own_modules(self):
        """The loaded modules of the project, by name."""
        found = {}
        for name, module in sorted(sys.modules.items()):
            path = getattr(module, "__file__", None)
            if self.is_own(name) and path and path.endswith(".py") and isinstance(module, types.ModuleType):
                found[name] = module
        return found

    def import_all(self, skip=()):
        """Imports every module of the project's packages; what fails is listed."""
        for package in self.packages:
            try:
                top = importlib.import_module(package)
            except BaseException as error:
                self.failed.append(f"{package}: {type(error).__name__}: {error}")
                continue
            if not hasattr(top, "__path__"):
                continue
            self._import_below(top, tuple(skip))

    def _import_below(self, package, skip):
        for info in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
            last = info.name.rpartition(".")[2]
            if last == "__main__" or any(part in info.name for part in skip):
                continue
            try:
                module = importlib.import_module(info.name)
            except BaseException as error:
                self.failed.append(f"{info.name}: {type(error).__name__}: {error}"[:200])
                continue
            if info.ispkg:
                self._import_below(module, skip)

    def judge_loaded(self):
        """The truth is complete for every loaded module of the project."""
        for name, module in self.own_modules().items():
            self.files[os.path.realpath(module.__file__)] = name

    # Where things are written.

    def add_code(self, pattern, code):
        self._add(pattern, code.co_filename, code.co_firstlineno, code.co_qualname)

    def _add(self, pattern, file, line, name):
        self.found.setdefault(pattern, set()).add((os.path.realpath(file), line, name))

    def add_function(self, pattern, function):
        """Adds the function that the author wrote, below whatever decorators have made of it."""
        code = self.code_of(function)
        if code is not None:
            self.add_code(pattern, code)
        return code

    def code_of(self, function):
        seen = 0
        while seen < 50:
            seen += 1
            if isinstance(function, (staticmethod, classmethod, types.MethodType)):
                function = function.__func__
            elif isinstance(function, functools.partial):
                function = function.func
            elif hasattr(function, "__wrapped__") and function.__wrapped__ is not function:
                function = function.__wrapped__
            elif isinstance(function, types.FunctionType):
                inner = self._wrapped_without_saying(function)
                if inner is None:
                    return function.__code__
                function = inner
            elif isinstance(function, type):
                return None
            elif hasattr(type(function), "__call__") and isinstance(type(function).__call__, types.FunctionType):
                function = type(function).__call__
            else:
                return None
        return None

    WRAPPED = {"f", "fn", "func", "function", "view", "view_func", "wrapped", "method", "decorated", "decorated_function",
               "fun", "callback", "handler"}

    def _wrapped_without_saying(self, function):
        """What a decorator that does not use `functools.wraps` wraps."""
        if "<locals>" not in function.__qualname__ or not function.__closure__:
            return None
        for name, cell in zip(function.__code__.co_freevars, function.__closure__):
            if name in self.WRAPPED:
                try:
                    inner = cell.cell_contents
                except ValueError:
                    continue
                if isinstance(inner, types.FunctionType):
                    return inner
        return None

    def add_class(self, pattern, cls):
        place = self.place_of_class(cls)
        if place is not None:
            self._add(pattern, *place, cls.__qualname__)

    def place_of_class(self, cls):
        """File and line of a class: the last definition of its qualified name in the file of its module."""
        module = sys.modules.get(cls.__module__)
        path = getattr(module, "__file__", None)
        if not path or not path.endswith(".py"):
            return None
        path = os.path.realpath(path)
        if path not in self._classes:
            self._classes[path] = classes_of(path)
        line = self._classes[path].get(cls.__qualname__)
        return None if line is None else (path, line)

    def all_classes(self):
        """Every class of the project that is alive."""
        for value in gc.get_objects():
            if issubclass(type(value), type) and isinstance(getattr(value, "__module__", None), str):
                if self.is_own(value.__module__):
                    yield value

    def write(self, path):
        own = set(self.files)
        truth = {
            pattern: sorted(place for place in places if place[0] in own)
            for pattern, places in self.found.items()
        }
        with open(path, "w", encoding="utf-8") as file:
            json.dump(
                {"files": self.files, "truth": truth, "judged": sorted(self.judged), "failed": self.failed}, file
            )


def classes_of(path):
    """The line of every class of a file, by qualified name."""
    with open(path, "rb") as file:
        tree = ast.parse(file.read())
    found = {}

    def visit(node, prefix):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.ClassDef):
                name = prefix + child.name
                found[name] = min([child.lineno, *(d.lineno for d in child.decorator_list)])
                visit(child, name + ".")
            elif isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef)):
                visit(child, f"{prefix}{child.name}.<locals>.")
            else:
                visit(child, prefix)

    visit(tree, "")
    return found


def main():
    judge, project, out = sys.argv[1:]
    warnings.simplefilter("ignore")
    # Rather an answer to why than none at all.
    faulthandler.dump_traceback_later(300, exit=True)
    sys.argv = ["judge"]
    project = json.loads(project)
    truth = Truth(project)
    os.environ.update(project.get("environment_variables", {}))
    importlib.import_module(f"judge_{judge}").judge(truth, project)
    truth.write(out)
    # Threads of the project may never end.
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
