"""Python itself: what the compiled code of every function says, and what the classes that are alive hold.

Methods are judged where their class is alive: a class inside of a function that nobody called is not."""

import ast
import dataclasses
import functools
import inspect
import os
import types


def judge(truth, project):
    truth.import_all(project.get("skip", ()))
    truth.judge_loaded()
    for path in truth.files:
        with open(path, "rb") as file:
            walk(truth, compile(file.read(), path, "exec", dont_inherit=True))
    alive = set()
    for cls in list(truth.all_classes()):
        is_dataclass = "__dataclass_fields__" in cls.__dict__ and dataclasses.is_dataclass(cls)
        for name, value in list(cls.__dict__.items()):
            accessors = accessors_of(value)
            for accessor in accessors:
                truth.add_function("properties", accessor)
            if isinstance(value, (types.FunctionType, staticmethod, classmethod)):
                functions = [value]
            else:
                functions = accessors
            for function in functions:
                code = truth.code_of(function)
                # A function that was made elsewhere and only put into the class is not one of its methods.
                if code is None or not code.co_qualname.startswith(cls.__qualname__ + "."):
                    continue
                alive.add((os.path.realpath(code.co_filename), cls.__qualname__))
                if is_dataclass:
                    truth.add_code("dataclass_methods", code)
                if code.co_name == name and overrides(cls, name):
                    truth.add_code("overridden_methods", code)
    for path in truth.files:
        for qualname, node in classes_in(path):
            if (path, qualname) in alive:
                truth.judged.update((path, *place) for place in methods_in(node.body))


def classes_in(path):
    with open(path, "rb") as file:
        tree = ast.parse(file.read())
    pending = [("", tree)]
    while pending:
        prefix, node = pending.pop()
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.ClassDef):
                yield prefix + child.name, child
                pending.append((f"{prefix}{child.name}.", child))
            elif isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef)):
                pending.append((f"{prefix}{child.name}.<locals>.", child))
            else:
                pending.append((prefix, child))


def methods_in(body):
    """The functions that the body of a class defines, but for what is only there for type checkers."""
    for statement in body:
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
            if "overload" not in ast.dump(ast.Module(statement.decorator_list, [])):
                yield (min([statement.lineno, *(d.lineno for d in statement.decorator_list)]),)
        elif isinstance(statement, ast.If) and "TYPE_CHECKING" in ast.dump(statement.test):
            yield from methods_in(statement.orelse)
        elif hasattr(statement, "body"):
            for part in ["body", "orelse", "finalbody"]:
                yield from methods_in(getattr(statement, part, []))


def walk(truth, code):
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            is_function = constant.co_flags & inspect.CO_NEWLOCALS and constant.co_flags & inspect.CO_OPTIMIZED
            if is_function and not (constant.co_name.startswith("<") and constant.co_name != "<lambda>"):
                if constant.co_flags & (inspect.CO_GENERATOR | inspect.CO_ASYNC_GENERATOR):
                    truth.add_code("generators", constant)
                if constant.co_flags & inspect.CO_COROUTINE:
                    truth.add_code("coroutines", constant)
            walk(truth, constant)


def accessors_of(value):
    """The functions of a property, or of what is called one."""
    if isinstance(value, property):
        found = [value.fget, value.fset, value.fdel]
    elif isinstance(value, functools.cached_property):
        found = [value.func]
    elif type(value).__name__.lower().endswith("property"):
        found = [getattr(value, name, None) for name in ["fget", "fset", "fdel", "func", "_func", "wrapped", "_fget"]]
    else:
        return []
    return [function for function in found if callable(function)]


def overrides(cls, name):
    return any(name in base.__dict__ for base in cls.__mro__[1:] if base is not object)
