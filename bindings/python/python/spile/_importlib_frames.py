"""Makes our frames in the middle of an import pass for importlib's own.

import.c strips importlib's frames from the traceback of an import that fails, and knows them by the file name of
their code (`remove_importlib_frames`): what stands between two of them has to carry the same name, or else a
``SyntaxError`` in an imported module would show where we were. Debuggers, `trace` and coverage skip them by that name
as well.
"""

_FILENAME = "<frozen importlib._bootstrap_external>"


def importlib_frames(namespace):
    """Give the functions and methods that a module defines, and what is defined in them, the name of importlib's file."""
    module = namespace["__name__"]
    for value in tuple(namespace.values()):
        if getattr(value, "__module__", None) != module:
            continue
        if type(value) is FunctionType:
            _rename(value)
        elif isinstance(value, type):
            for method in tuple(vars(value).values()):
                _rename(getattr(method, "__func__", getattr(method, "fget", method)))


def _rename(function):
    if type(function) is FunctionType:
        function.__code__ = _renamed(function.__code__)


def _renamed(code):
    constants = tuple(_renamed(value) if type(value) is CodeType else value for value in code.co_consts)
    return code.replace(co_filename=_FILENAME, co_consts=constants)


# `types` need not be loaded yet.
FunctionType = type(_rename)
CodeType = type(_rename.__code__)
