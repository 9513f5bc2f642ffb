"""The stubs say what is there: for editors and type checkers, nothing else is."""

import ast
import inspect

from conftest import EXTENSION, SOURCE
from corpus_check import native


def stub(name):
    return ast.parse((SOURCE / name).read_text()).body


def public(names):
    return {name for name in names if not name.startswith("_") or name == "__version__"}


def parameters(arguments):
    """Name, and whether it may be left out, of each parameter in a stub."""
    plain = [argument.arg for argument in arguments.posonlyargs + arguments.args if argument.arg != "self"]
    n_required = len(plain) - len(arguments.defaults)
    return [(name, at >= n_required) for at, name in enumerate(plain)]


def real_parameters(function):
    found = inspect.signature(function).parameters.values()
    return [(one.name, one.default is not one.empty) for one in found if one.name != "self"]


def members(body):
    """What a class or module of a stub has, by name."""
    found = {}
    for node in body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found[node.name] = node
        elif isinstance(node, ast.AnnAssign):
            found[node.target.id] = node
    return found


def check(told, real):
    for name, node in told.items():
        there = getattr(real, name)
        if isinstance(node, ast.ClassDef):
            inner = members(node.body)
            assert public(inner) == public(vars(there)), name
            check({name: node for name, node in inner.items() if name != "__init__"}, there)
        elif isinstance(node, ast.FunctionDef) and callable(there):
            assert parameters(node.args) == real_parameters(there), name
        else:
            assert not callable(there), name


def test_stub_of_the_extension_is_what_the_extension_has():
    extension = native(EXTENSION)
    told = members(stub("_native.pyi"))
    assert public(told) == public(vars(extension))
    check(told, extension)


def test_stub_of_the_package_is_what_the_package_has():
    told = members(stub("__init__.pyi"))
    functions = members(ast.parse((SOURCE / "__init__.py").read_text()).body)
    (names,) = (ast.literal_eval(n.value) for n in ast.parse((SOURCE / "__init__.py").read_text()).body
                if isinstance(n, ast.Assign) and n.targets[0].id == "__all__")  # fmt: skip
    assert set(told) == set(names) == public(functions) | {"__version__"}
    for name in ("install", "uninstall"):
        assert parameters(told[name].args) == parameters(functions[name].args)


