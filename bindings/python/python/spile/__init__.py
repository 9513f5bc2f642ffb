"""Spile watches Python programs without editing them.

The usual way in is the command ``spile run -- python app.py``. A program can also install the import
hook itself; what is imported from then on is woven::

    import spile
    spile.install(targets=["shop.**"], console=True)
    import shop.cart

It can record a part of itself, watch single functions, and mark moments::

    @spile.trace
    def total(cart): ...

    with spile.recording("slow.trace"):
        spile.mark("checkout", items=len(cart))
        total(cart)

All of that does nothing, quietly, where Spile is off: with ``SPILE=off`` in the environment, and where the interpreter is
not supported or the extension is not there.

Names without an underscore are public. Everything else is loaded when it is needed, so that ``import spile`` costs a
traced process next to nothing.
"""

import sys as _sys

def _is_on():
    """Whether something can be recorded here: not where the extension is missing or this interpreter is not supported.

    The extension is not loaded where the GIL is off: that would turn it on.
    """
    from os import environ

    if environ.get("SPILE") == "off" or _sys.version_info < (3, 11) or _sys.implementation.name != "cpython":
        return False
    if not getattr(_sys, "_is_gil_enabled", lambda: True)():
        return False
    try:
        from spile import _native  # noqa: F401
    except ImportError:
        return False
    return True


__all__ = ["__version__", "config", "install", "mark", "recording", "start", "stop", "trace", "uninstall"]


def __getattr__(name):
    if name == "__version__":  # the extension's, so that there is one place to change it
        from spile import _native

        return _native.__version__
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def install(targets=None, prefix=None, alias=False, console=False, config=None, bodies=None, outside=None):
    """Weave modules as they are imported, and record what they do.

    `targets` is a glob of module names or an iterable of them: ``a.**`` is ``a`` and everything below it,
    ``*`` one segment, ``**`` everything. Without targets the project's own code is meant: what lies below
    the nearest ``spile.toml``, ``pyproject.toml`` or ``.git`` upwards from the current directory.
    Modules that are imported already stay as they are.

    With `prefix` the modules themselves stay untouched and get woven twins beside them::

        spile.install(targets=["pkg.**"], prefix="instrumented", console=True)
        import instrumented.pkg.module as M     # the twin: an own module object with own globals
        import pkg.module                       # the original, not woven

    ``instrumented`` is then a virtual package. Inside a twin a relative import (``from . import other``)
    resolves to a twin, because the twin's ``__package__`` is ``instrumented.pkg``; an absolute import of the
    same package (``import pkg.other``) names the original and gets it. Classes, caches and other state exist
    twice then, and a notice on standard error says so once. With ``alias=True`` absolute imports yield the
    twins too: ``pkg.module`` and ``instrumented.pkg.module`` are one module object. Extension modules,
    built-in and frozen modules have no twin of their own: the prefixed name is the original module. Without
    targets a prefix means every module that is imported through it.

    `console` prints events to standard error as they happen: ``True`` or ``"simple"``, ``"detailed"``,
    ``"json"``.

    With ``bodies=True`` the bodies of classes and modules are recorded as well, not functions alone. With
    ``outside=True`` the time that each function's calls spend in what is not recorded (C, dependencies) is told apart.

    `config` is what `spile.config` made, or the path of a configuration file. `targets` then bound what is recorded, as
    ``spile run --target`` does. Of ``[run]``, ``console``, ``bodies`` and ``outside`` count, where nothing is passed here.

    Calling `install` again with the same arguments does nothing; with others it replaces what was installed.
    """
    from os import environ

    if environ.get("SPILE") == "off":
        return
    from spile import _process

    _process.install(targets, prefix, alias, console, config, bodies, outside)


def config(data=None):
    """Begin a configuration, in place of a ``spile.toml``; its methods say what it says::

        config = spile.config().target("shop.**").rule("trivial", record=False)
        spile.install(config=config)

    `data` is what a ``spile.toml`` holds, as `tomllib` would load it. ``str(config)`` is the text of its rules.
    """
    from spile._config import Config, _copy

    return Config(_copy(data))


def uninstall():
    """Take the import hook out again and stop recording; nothing happens if it is not installed.

    Modules woven so far stay loaded, and their probes are silent. Twins and their virtual package are
    dropped from ``sys.modules``.
    """
    from spile import _process

    _process.uninstall()


def trace(function):
    """Watch `function` wherever something is recorded, whether its module is a target or not; returns it.

    Also for classes, of which it watches the methods, and for static methods, class methods and properties. Nothing
    is wrapped: while something is recorded, the function has a code object with probes, else its own. One that cannot be
    watched (its source is not to be had, say) stays as it is, and the closing lines of the run tell why.
    """
    if not _is_on():
        return function
    from spile import _recording

    _recording.watch(_recording.functions_of(function))
    return function


def mark(name, /, **attributes):
    """Write down that the program has come to a moment called `name`; does nothing where nothing is recorded.

    A name is one of few. Of the attributes, numbers, texts up to 200 characters, booleans and ``None`` are written down,
    of other objects the type; about 1,000 bytes in all. Names that are no text raise `TypeError`.
    """
    if type(name) is not str:
        raise TypeError(f"the name of a mark is a str, not {type(name).__name__}")
    native = _sys.modules.get("spile._native")
    if native is not None:
        native.mark(name, attributes)


def start(path=None):
    """Record from now on, to a trace at `path`, else to a new one in ``.spile/runs``; `stop` ends it.

    What is recorded are the functions of `trace` and the modules that `install` wove. An earlier trace at `path` is
    replaced; `ValueError` is raised if something else is there, or a ``spile run`` still writes it, `OSError` where nothing
    can be written. Nothing happens where something is recorded already: below ``spile run``, behind `install`, or when
    this was called before.
    """
    if not _is_on():
        return
    from spile import _recording

    _recording.start(path)


def stop():
    """End what `start` began; nothing happens where it began nothing."""
    if "spile._recording" in _sys.modules:
        _sys.modules["spile._recording"].stop()


class recording:
    """Records what is done in a ``with`` block, to a trace at `path`, as `start` and `stop` would.

    Blocks inside of others, and below ``spile run``, belong to what is recorded already.
    """

    __slots__ = ("_began", "_path")

    def __init__(self, path=None):
        self._path = path
        self._began = False

    def __enter__(self):
        if _is_on():
            from spile import _recording

            self._began = _recording.start(self._path)
        return self

    def __exit__(self, *_):
        if self._began:
            self._began = False
            stop()
