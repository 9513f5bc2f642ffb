"""Recordings that the program starts itself, and the functions that are watched in every recording.

A function that `spile.trace` was given stays as it is until something is recorded. Then its code object is exchanged
for one of the woven source, and exchanged back when the recording ends: what holds the function goes on holding it.
"""

import os
import weakref
from types import CodeType, FunctionType

from spile import _native, _process

_started = False  # whether `start` began what is recorded


def start(path):
    """See `spile.start`. Returns whether a recording began."""
    global _started
    with _process.lock:
        if _native.is_recording():
            return False
        directory = None if path is None else _native.replace_trace(os.fspath(path))
        _native.start({"directory": directory, "console": None, "is_own": "yes"})
        _started = True
        weave_watched()
        return True


def stop():
    """See `spile.stop`."""
    global _started
    with _process.lock:
        if _started:
            _started = False
            unweave_watched()
            _native.stop()


_functions = []  # weak references to those that are watched
_exchanged = []  # (weak reference to the function, its own code, the woven one)
_sources = {}  # by module and path: what `_compiled` says


def watch(functions):
    """Watch `functions` in this recording and all that come."""
    with _process.lock:
        for function in functions:
            _functions.append(weakref.ref(function))
            if _native.is_recording():
                _weave(function)


def weave_watched():
    """Exchange the code of all functions that are to be watched."""
    with _process.lock:
        _functions[:] = [reference for reference in _functions if reference() is not None]
        for reference in tuple(_functions):
            function = reference()
            if function is not None:
                _weave(function)


def unweave_watched():
    """Exchange it back, where nobody else has exchanged it in the meantime."""
    with _process.lock:
        while _exchanged:
            reference, plain, woven = _exchanged.pop()
            function = reference()
            if function is not None and function.__code__ is woven:
                function.__code__ = plain


def _weave(function):
    plain = function.__code__
    if _native.is_woven(plain):
        return
    try:
        key = (function.__globals__.get("__name__") or "?", plain.co_filename)
        if key not in _sources:
            _sources[key] = _compiled(function, *key)
        pairs, reason = _sources[key]
        woven = next((woven for own, woven in pairs if own == plain), None)
        if woven is None:
            raise LookupError(reason or "it is not what is in its source")
        function.__code__ = woven
        _exchanged.append((weakref.ref(function), plain, woven))
    except Exception as error:
        _native.note("function", f"{function.__module__}#{function.__qualname__} is not watched: {error}")


def _compiled(function, module, path):
    """Pairs of the code objects in the source at `path`, plain and woven; or none, and why."""
    from spile._loader import Weaver

    loader = function.__globals__.get("__loader__")
    if hasattr(loader, "get_data"):
        source = loader.get_data(path)
    else:
        with open(path, "rb") as file:
            source = file.read()
    woven, source, reason = Weaver(_native.Rules(["**"])).weave(source, module, path)
    if woven is None:
        return (), reason or "there is nothing to weave"
    code = _native.compile_woven(woven, source, path, -1, False)
    pairs = []
    _pair(compile(source, path, "exec", dont_inherit=True), code, pairs)
    _native.arm(code, woven.table, module, path)
    return pairs, ""


def _pair(plain, woven, pairs):
    """Add (plain, woven) for all functions in two code objects: they have the same ones in the same order."""
    theirs, ours = ([one for one in code.co_consts if type(one) is CodeType] for code in (plain, woven))
    if [code.co_qualname for code in ours] != [code.co_qualname for code in theirs]:
        raise ValueError("woven, its module has other functions")
    for one, other in zip(theirs, ours):
        pairs.append((one, other))
        _pair(one, other, pairs)


def functions_of(thing):
    """The functions in what `spile.trace` decorates."""
    if type(thing) is FunctionType:
        return [thing]
    if isinstance(thing, (staticmethod, classmethod)):
        return functions_of(thing.__func__)
    if isinstance(thing, property):
        return [function for part in (thing.fget, thing.fset, thing.fdel) for function in functions_of(part)]
    if isinstance(thing, type):
        return [function for part in vars(thing).values() if not isinstance(part, type) for function in functions_of(part)]
    return []
