"""Twins: woven modules below a virtual package, beside the untouched originals.

The twin of ``pkg.module`` is the module ``instrumented.pkg.module``: the same file, executed once more under
that name. So ``__package__`` is ``instrumented.pkg``, and relative imports resolve to twins. The twin of a
package has a ``__path__`` of its own, with the same entries, where the twins of its modules are looked for.
"""

import sys
from _frozen_importlib import ModuleSpec
from _frozen_importlib_external import PathFinder, SourceFileLoader, SourcelessFileLoader
from _frozen_importlib_external import spec_from_file_location
from zipimport import zipimporter

from spile._finder import Finder
from spile._importlib_frames import importlib_frames
from spile._loader import intercept


# Virtual packages that are there.
_roots = []


class SameModule:
    """A loader that yields a module which exists under another name, or does once that is imported."""

    def __init__(self, name):
        self.name = name
        self._spec = None

    def create_module(self, spec):
        __import__(self.name)
        module = sys.modules[self.name]
        self._spec = getattr(module, "__spec__", None)
        return module

    def exec_module(self, module):
        # importlib has put our spec in the place of the module's own.
        module.__spec__ = self._spec


class TwinFinder(Finder):
    """A finder for the twins below `prefix`, and with `alias` for the names of their originals too."""

    def __init__(self, weaver, prefix, alias):
        super().__init__(weaver)
        self._prefix = prefix
        self._below = prefix + "."
        self._alias = alias
        self._noticed = alias

    def check(self):
        """Raise `ValueError` where `install` cannot work."""
        prefix = self._prefix
        if any(root is sys.modules.get(prefix) for root in _roots):
            return
        if prefix in sys.modules or PathFinder.find_spec(prefix) is not None:
            raise ValueError(f"the prefix {prefix!r} is the name of a module that exists; choose another one")

    def install(self):
        """Become the first finder, and put the virtual package into ``sys.modules``."""
        prefix = self._prefix
        if any(root is sys.modules.get(prefix) for root in _roots):
            self._forget()  # what an earlier install() left for its twins
        spec = ModuleSpec(prefix, None, is_package=True)
        root = type(sys)(prefix, "A virtual package: the woven twins of modules.")
        root.__spec__ = spec
        root.__package__ = prefix
        # Whatever can be imported has a twin: what looks through the package's path sees all of it.
        root.__path__ = spec.submodule_search_locations = sys.path
        sys.modules[prefix] = root
        _roots.append(root)
        super().install()

    def uninstall(self):
        """Leave no trace in the import system, but for twins that were imported.

        The program may use them, and they may import each other: importlib finds plain ones along the path of
        the virtual package.
        """
        super().uninstall()
        if not any(name.startswith(self._below) for name in sys.modules):
            self._forget()

    def _forget(self):
        _roots[:] = [root for root in _roots if root is not sys.modules.get(self._prefix)]
        for name in tuple(sys.modules):
            if name == self._prefix or name.startswith(self._below):
                del sys.modules[name]

    def find_spec(self, fullname, path=None, target=None):
        """The spec of a twin, of what is to be one under its original's name, or None."""
        self.look_around(fullname)
        if fullname.startswith(self._below):
            return self._twin(fullname, path, target)
        if self._alias:
            if self._may_match(fullname):
                return self._aliased(fullname, path, target)
        elif not self._noticed and self._below + fullname in sys.modules:
            spec = self._ask_others(fullname, path, target)
            if spec is not None and spec.loader is not None:
                intercept(self.weaver, spec, None, lambda: self._notice(fullname))
            return spec
        return None

    def concerns(self, fullname):
        """See `Finder.concerns`; originals are never woven."""
        return fullname.startswith(self._below)

    def module_of(self, name, filename):
        """Only twins are woven, and are called by their originals' names."""
        if not name.startswith(self._below):
            return None
        return super().module_of(name[len(self._below) :], filename)

    def take(self, spec, fullname):
        """Have the code of a twin woven; what a finder in front of us finds for an original stays plain."""
        if fullname.startswith(self._below):
            name = fullname[len(self._below) :]
            matches = self.weaver.rules.matches_module(name, spec.origin)
            before = None
            if not self._noticed and name in sys.modules:
                before = lambda: self._notice(name)  # noqa: E731
            if matches or before is not None:
                intercept(self.weaver, spec, name if matches else None, before)

    def _twin(self, fullname, path, target):
        name = fullname[len(self._below) :]
        if "." not in name:
            path = None
        spec = self._find_twin(fullname, name, path, target)
        if spec is None:
            return None
        loader = spec.loader
        if loader is None:
            return _namespace(fullname, spec)
        if type(loader) is zipimporter:
            pass
        elif isinstance(loader, (SourceFileLoader, SourcelessFileLoader)):
            if spec.name != fullname:
                spec = _renamed(fullname, spec)
        else:
            # An extension or a frozen module must not be loaded twice; others do not say how to.
            return ModuleSpec(fullname, SameModule(name), origin=spec.origin)
        self.take(spec, fullname)
        return spec

    def _find_twin(self, fullname, name, path, target):
        """Ask the other finders for the original; importlib's looks along `path` for the twin itself."""
        behind = False
        for finder in sys.meta_path or ():
            if finder is self:
                behind = True
            elif behind and hasattr(finder, "find_spec"):
                spec = finder.find_spec(fullname if finder is PathFinder else name, path, target)
                if spec is not None:
                    return spec
        return None

    def _aliased(self, fullname, path, target):
        spec = self._ask_others(fullname, path, target)
        if spec is None or not self.weaver.rules.matches_module(fullname, spec.origin):
            return None
        twin = ModuleSpec(fullname, SameModule(self._below + fullname), origin=spec.origin)
        twin.submodule_search_locations = spec.submodule_search_locations
        return twin

    def _notice(self, name):
        if self._noticed or name not in sys.modules or self._below + name not in sys.modules:
            return
        self._noticed = True
        try:
            print(
                f"spile: {name} and its twin {self._below}{name} are both loaded, each with a state of its own; "
                "alias=True makes them one",
                file=sys.stderr,
            )
        except Exception:
            pass


def _namespace(fullname, spec):
    if spec.name == fullname:
        return spec
    twin = ModuleSpec(fullname, None, is_package=True)
    twin.submodule_search_locations = list(spec.submodule_search_locations or ())
    return twin


def _renamed(fullname, spec):
    """The spec that a finder gave for the original, for its twin called `fullname`."""
    loader = object.__new__(type(spec.loader))
    loader.__dict__.update(spec.loader.__dict__)
    loader.__dict__.pop("get_code", None)
    loader.name = fullname
    locations = spec.submodule_search_locations
    return spec_from_file_location(
        fullname,
        spec.origin,
        loader=loader,
        submodule_search_locations=None if locations is None else list(locations),
    )


importlib_frames(globals())
