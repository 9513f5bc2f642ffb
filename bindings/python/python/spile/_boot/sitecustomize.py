"""Starts Spile in a Python process below ``spile run``, and is gone when the program starts.

``spile run`` puts this directory on PYTHONPATH, so that site.py imports this file at start-up, in every
Python process that inherits the environment, of whatever version: hence no syntax newer than Python 2.7.

What the program can see of it: ``sys.path`` has no entry of ours any more, and ``sys.modules`` no other
``sitecustomize`` than its own. ``os.environ`` is as it was inherited, with PYTHONPATH and the SPILE_ variables.
Hiding them there would lose every child process that is started with a modified copy of ``os.environ``,
a common way; a program that builds its children's environment from nothing has them run untouched.
"""

import os
import sys


def _untouched():
    """Why Spile keeps out of this process, or None."""
    if os.environ.get("SPILE") == "off":
        return "SPILE=off switches it off"
    version = "%d.%d" % sys.version_info[:2]
    implementation = getattr(sys, "implementation", None)
    if implementation is None or implementation.name != "cpython":
        return "%s %s is not supported" % (getattr(implementation, "name", "python"), version)
    if sys.version_info < (3, 11):
        return "python %s is not supported" % version
    is_gil_enabled = getattr(sys, "_is_gil_enabled", None)
    if is_gil_enabled is not None and not is_gil_enabled():
        return "python %s runs without the GIL" % version
    if _is_subinterpreter():
        return "subinterpreters are not supported"
    return None


def _is_subinterpreter():
    name = "_interpreters" if sys.version_info >= (3, 13) else "_xxsubinterpreters"
    known = name in sys.modules
    try:
        interpreters = __import__(name)
        return interpreters.get_current() != interpreters.get_main()
    except Exception:
        return False
    finally:
        if not known:
            sys.modules.pop(name, None)


def _tell(run, reason):
    """One line for the closing words of ``spile run``. Appended in one write: many processes may do so.

    A process that may not write there says nothing: its standard error is the program's, and a parent may read it.
    """
    try:
        line = ("pid %d: %s\n" % (os.getpid(), reason)).encode("utf-8", "replace")
        descriptor = os.open(os.path.join(run, "untouched"), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)
        try:
            os.write(descriptor, line)
        finally:
            os.close(descriptor)
    except Exception:
        pass


def _start(here):
    run = os.environ.get("SPILE_RUN")
    if not run or "spile" in sys.modules:
        return
    reason = _untouched()
    if reason is not None:
        _tell(run, reason)
        return
    try:
        # From beside this file: the program's environment need not have Spile, or may have another one.
        import _frozen_importlib
        import _frozen_importlib_external

        package = os.path.dirname(here)
        spec = _frozen_importlib_external.spec_from_file_location(
            "spile", os.path.join(package, "__init__.py"), submodule_search_locations=[package]
        )
        _frozen_importlib._load(spec)
        from spile import _process

        _process.boot(run, os.environ)
    except BaseException as error:
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        for name in [name for name in sys.modules if name == "spile" or name.startswith("spile.")]:
            del sys.modules[name]
        _tell(run, "%s: %s" % (type(error).__name__, error))


def _step_back():
    """Take this directory out of ``sys.path``, and this module out of the way of the program's own."""
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path[:] = [entry for entry in sys.path if os.path.abspath(entry) != here]
    for entry in [entry for entry in sys.path_importer_cache if os.path.abspath(entry) == here]:
        del sys.path_importer_cache[entry]
    return here, sys.modules.pop("sitecustomize", None)


# The module object is kept, because Python 2 empties the globals of one that nobody refers to.
_here, _this = _step_back()
_start(_here)

# What this raises is for site.py to judge, as without us: it knows by the error's `name` that there is
# no sitecustomize, and reports any other error. importlib hands on the module that it finds in sys.modules.
import sitecustomize  # noqa: E402, F401
