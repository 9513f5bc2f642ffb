"""The finder at the head of ``sys.meta_path``.

It finds nothing itself. For a module that a target can match it asks the finders behind it in their order,
whichever they are, and hands on the spec it gets, whose loader then yields woven code (`spile._loader`).
Every other module it leaves to them by answering None.

Finders that somebody puts in front of it later are asked before it. Their `find_spec` is wrapped as soon as
a module is looked for that they do not have; pytest's is chained through its own module (`spile._pytest`).
Nobody looks for a module that the program loads from a file of its choice, by
`importlib.util.spec_from_file_location`: there we are asked for the loader.
A name that nobody finds is looked for twice: here, and by importlib after our None.
"""

import _frozen_importlib_external as importlib_external
import os
import sys
from _io import open_code

from spile import _native
from spile._importlib_frames import importlib_frames
from spile._loader import intercept, is_failure, note_failure

_SourceFileLoader = importlib_external.SourceFileLoader

# Modules that execute code of sources on their own, and the module of ours that has a hold on each.
_CHAINS = {
    "_pytest.assertion.rewrite": "spile._pytest",
    "runpy": "spile._runpy",
}


class Finder:
    """A meta-path finder that has the modules woven of which the rules of `weaver` select something."""

    def __init__(self, weaver):
        self.weaver = weaver
        self._may_match = weaver.rules.may_match
        self._waiting = set(_CHAINS)  # not loaded yet
        self._loading = False  # one of them has been looked for since
        self._undo = []  # what takes back our hold on those that are

    def check(self):
        """Raise `ValueError` where `install` cannot work."""

    def install(self):
        """Become the first finder."""
        sys.meta_path.insert(0, self)
        self._chain_locations()
        self._loading = True
        self._chain_modules()

    def uninstall(self):
        """Leave no trace in the import system; interceptions still pending answer plain from now on."""
        self.weaver.active = False
        while self in (sys.meta_path or ()):
            sys.meta_path.remove(self)
        self._unwrap_finders()
        while self._undo:
            self._undo.pop()()

    def find_spec(self, fullname, path=None, target=None):
        """The spec of a module that is to be woven (PEP 451), or None to leave it to the other finders."""
        self.look_around(fullname)
        if not self._may_match(fullname):
            return None
        spec = self._ask_others(fullname, path, target)
        if spec is not None:
            self.take(spec, fullname)
        return spec

    def look_around(self, fullname):
        """Keep hold of what weaving has to be chained with, whatever module is looked for."""
        if fullname in self._waiting:
            self._loading = True
        elif self._loading:
            self._chain_modules()
        # The program may have emptied the list, and the interpreter takes it away at its end.
        if sys.meta_path and sys.meta_path[0] is not self:
            self._wrap_finders_in_front()

    def concerns(self, fullname):
        """Whether `take` can have anything to do with the module."""
        return self._may_match(fullname)

    def take(self, spec, module):
        """Have the code of `spec` woven as that of `module`, if the rules select something of it."""
        try:
            if spec.loader is None:
                return
            if self.weaver.rules.matches_module(module, spec.origin):
                intercept(self.weaver, spec, module)
        except BaseException as error:
            if not is_failure(error):
                raise
            note_failure(module, error)

    def module_of(self, name, filename):
        """What the module imported as `name` is called in targets and node IDs; None if it is not woven."""
        return name if self.weaver.rules.matches_module(name, filename) else None

    def script_module(self, filename):
        """What the script at `filename` is called in targets and node IDs; None if it is not woven."""
        return self.module_of(os.path.splitext(os.path.basename(filename))[0], filename)

    def script_code(self, filename, shown):
        """The armed code of the script at `filename`, known to its tracebacks as `shown`, if it is a target."""
        try:
            name = self.script_module(filename)
            if name is None:
                return None
            with open_code(filename) as file:
                source = file.read()
        except Exception:
            return None  # it is for the interpreter to say that there is no such file
        return self.weaver.script_code(shown, name, source)

    def _ask_others(self, fullname, path, target):
        """What importlib would find if we were not there."""
        behind = False
        for finder in sys.meta_path or ():
            if finder is self:
                behind = True
            elif behind:
                try:
                    find_spec = finder.find_spec
                except AttributeError:
                    if hasattr(finder, "find_module"):
                        return None  # importlib of 3.11 knows how to ask it
                    continue
                spec = find_spec(fullname, path, target)
                if spec is not None:
                    return spec
        return None

    def _chain_locations(self):
        """Have the loaders that `spec_from_file_location` makes without a finder yield woven code."""
        plain = getattr(importlib_external, "_get_supported_file_loaders", None)
        if plain is None:
            return

        def load_from_file(name, path):
            loader = _SourceFileLoader(name, path)
            if type(name) is str and self.weaver.active and self.concerns(name):
                self.take(_Located(name, loader, path), name)
            return loader

        def _get_supported_file_loaders():
            return [
                (load_from_file if loader is _SourceFileLoader else loader, suffixes) for loader, suffixes in plain()
            ]

        def undo():
            if importlib_external._get_supported_file_loaders is _get_supported_file_loaders:
                importlib_external._get_supported_file_loaders = plain

        importlib_external._get_supported_file_loaders = _get_supported_file_loaders
        self._undo.append(undo)

    def _chain_modules(self):
        for name in tuple(self._waiting):
            module = sys.modules.get(name)
            if module is None or getattr(getattr(module, "__spec__", None), "_initializing", False):
                continue
            self._waiting.discard(name)
            try:
                ours = _CHAINS[name]
                __import__(ours)
                sys.path_importer_cache.pop(os.path.dirname(__file__), None)
                self._undo.append(sys.modules[ours].chain(module, self))
            except Exception as error:
                _native.note("process", f"not chained with {name}: {type(error).__name__}: {error}")
        self._loading = any(name in sys.modules for name in self._waiting)

    def _wrap_finders_in_front(self):
        for finder in tuple(sys.meta_path or ()):
            if finder is self:
                break
            # pytest's returns itself as the loader, which `spile._pytest` deals with.
            if type(finder).__module__ == "_pytest.assertion.rewrite" or isinstance(finder, Finder):
                continue
            find_spec = getattr(finder, "find_spec", None)
            if find_spec is None or isinstance(find_spec, FrontFind):
                continue
            try:
                before = vars(finder).get("find_spec")
                finder.find_spec = FrontFind(self, find_spec, before, finder)
            except (AttributeError, TypeError):
                pass  # an object with slots, or a class that is not Python's

    def _unwrap_finders(self):
        for finder in tuple(sys.meta_path or ()):
            find_spec = getattr(finder, "__dict__", {}).get("find_spec")
            if isinstance(find_spec, FrontFind) and find_spec.ours is self:
                if find_spec.before is None:
                    del finder.find_spec
                else:
                    finder.find_spec = find_spec.before


class _Located:
    """What `take` needs of a spec that is still being made."""

    __slots__ = ("name", "loader", "origin")

    def __init__(self, name, loader, origin):
        self.name = name
        self.loader = loader
        self.origin = origin


class FrontFind:
    """The `find_spec` of a finder in front of ours: what it finds is woven as well.

    It is set on an instance, or on a class whose `find_spec` is a class method.
    """

    __slots__ = ("ours", "find_spec", "before", "finder")

    def __init__(self, ours, find_spec, before, finder):
        self.ours = ours
        self.find_spec = find_spec
        self.before = before  # what stood in the finder's own namespace
        self.finder = finder

    def __get__(self, instance, owner):
        finder = self.finder
        if owner is finder and instance is None:
            return self
        # By way of a subclass, or an instance: that is what it binds to.
        if self.before is None:
            plain = super(finder, owner if instance is None else instance).find_spec
        else:
            plain = self.before.__get__(instance, owner)
        return FrontFind(self.ours, plain, self.before, finder)

    def __call__(self, fullname, path=None, target=None):
        spec = self.find_spec(fullname, path, target)
        if spec is not None and self.ours.weaver.active and self.ours.concerns(fullname):
            self.ours.take(spec, fullname)
        return spec


importlib_frames(globals())
