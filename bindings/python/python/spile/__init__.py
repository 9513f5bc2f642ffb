"""Spile watches Python programs without editing them.

The usual way in is the command ``spile run -- python app.py``. A program can also install the import
hook itself; what is imported from then on is woven::

    import spile
    spile.install(targets=["shop.**"], console=True)
    import shop.cart

Only `install`, `uninstall` and `__version__` are public. Everything else is loaded when it is needed,
so that ``import spile`` costs a traced process next to nothing.
"""

__all__ = ["__version__", "install", "uninstall"]


def __getattr__(name):
    if name == "__version__":  # the extension's, so that there is one place to change it
        from spile import _native

        return _native.__version__
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def install(targets=None, prefix=None, alias=False, console=False, config=None):
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

    Calling `install` again with the same arguments does nothing; with others it replaces what was installed.
    """
    from spile import _process

    _process.install(targets, prefix, alias, console, config)


def uninstall():
    """Take the import hook out again and stop recording; nothing happens if it is not installed.

    Modules woven so far stay loaded, and their probes are silent. Twins and their virtual package are
    dropped from ``sys.modules``.
    """
    from spile import _process

    _process.uninstall()
