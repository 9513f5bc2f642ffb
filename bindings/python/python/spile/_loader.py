"""Weaving at the loader: where a module's woven code comes from.

A woven module keeps the loader that its finder gave it, so that ``__loader__``, ``__spec__`` and all that
hangs on them (resources, ``inspect``, ``pkgutil``) are as without us. The loader *instance* gets a
`get_code` of its own, an `Interception`, which importlib and runpy call in place of the class's, and which
removes itself when it is used.
"""

import os
import sys
from _frozen_importlib import BuiltinImporter, FrozenImporter
from _frozen_importlib_external import ExtensionFileLoader, FileLoader, SourceFileLoader, SourcelessFileLoader
from _frozen_importlib_external import SourceLoader

from spile import _native
from spile._cache import HASH, UNSETTLED, Cache, Entry, identity_of, looks_at_source, plain_pyc, source_hash
from spile._cache import unsettled
from spile._importlib_frames import importlib_frames
from zipimport import zipimporter

# importlib's own, as they are now: a class that has others, or a patch of these, has its reasons.
_GET_CODE = SourceLoader.get_code
_SOURCE_TO_CODE = SourceLoader.source_to_code
_GET_DATA = FileLoader.get_data
_PATH_STATS = SourceFileLoader.path_stats
_ZIP_GET_CODE = zipimporter.get_code


# Whose code runs while we weave, besides the extension's: an error out of it is not the program's.
_INVOLVED = frozenset((
    "spile", "importlib", "_frozen_importlib", "_frozen_importlib_external", "zipimport", "os", "posixpath",
    "genericpath", "codecs", "encodings", "io", "tokenize", "re", "ast", "warnings", "_pytest",
))  # fmt: skip


def is_failure(error, loader=None):
    """Whether `error` tells that weaving failed, so that the module is to be imported as it is.

    It does not if it came from the program in between, out of a signal handler: that is to be let through,
    as importlib does. A panic of the extension derives from `BaseException` alone.
    """
    if not isinstance(error, Exception):
        return type(error).__name__ == "PanicException"
    traceback = error.__traceback__
    while traceback.tb_next is not None:
        traceback = traceback.tb_next
    module = traceback.tb_frame.f_globals.get("__name__")
    if type(module) is not str:
        return False
    return module.partition(".")[0] in _INVOLVED or module == type(loader).__module__


def note_failure(module, error):
    """Have the run's closing lines tell that `module` is not woven."""
    try:
        _native.note("module", f"{module}: {type(error).__name__}: {error}")
    except Exception:
        pass


def note_left_alone(module, reason, path):
    """Have the closing lines tell why a module is not woven; without a reason it had nothing to weave."""
    if reason == _native.NOT_ASKED_FOR:
        note_unwoven(module, reason, path)
    elif reason:
        _native.note("module", f"{module}: left alone, because {reason}")
    else:
        note_unwoven(module, "it defines no function", path)


def note_unwoven(module, reason, path=None):
    """Have the closing lines tell of `module` if nothing else is woven that its target matches."""
    _native.note("unwoven", f"{module}: {reason}", path)


class Interception:
    """The `get_code` attribute of one loader instance, until all modules that wait for it have called it.

    Most loaders serve one module; a `zipimporter` serves all of its archive, and so may a user's loader.
    `pending` maps the name that importlib will ask for to (the module's own name, path, what to do first).
    No lock guards it, since a fork may happen while another thread holds one: each step is atomic, and what a
    race can cost is that a module is imported plain.
    """

    __slots__ = ("weaver", "loader", "pending")

    def __init__(self, weaver, loader):
        self.weaver = weaver
        self.loader = loader
        self.pending = {}

    def __call__(self, fullname):
        loader = self.loader
        waiting = self.pending.pop(fullname, None)
        if not self.pending:
            attributes = loader.__dict__
            if attributes.get("get_code") is self:
                attributes.pop("get_code", None)
            if self.pending:  # another thread looked for a module in the meantime
                attributes["get_code"] = self
        if waiting is None or not self.weaver.active:
            return type(loader).get_code(loader, fullname)
        module, path, before = waiting
        if before is not None:
            before()
        if module is not None:
            code = self.weaver.module_code(loader, module, path)
            if code is not None:
                return code
        return type(loader).get_code(loader, fullname)

    def __reduce__(self):
        # A copy of the loader, or one out of a pickle, is plain.
        loader = object.__new__(type(self.loader))
        loader.__dict__.update(self.loader.__dict__)
        loader.__dict__.pop("get_code", None)
        return getattr, (loader, "get_code")

    def __eq__(self, other):
        # Loaders of one file are equal (`FileLoader.__eq__` compares their attributes), and so are their specs.
        return type(other) is Interception

    __hash__ = None


def _eager(loader):
    """The loader that reads the source: what an `importlib.util.LazyLoader` defers to, or `loader` itself."""
    util = sys.modules.get("importlib.util")
    if util is not None and type(loader) is getattr(util, "LazyLoader", None):
        return loader.loader
    return loader


def _why_not(loader, kind, path):
    """Why the module that `loader`, of class `kind`, has at `path` cannot be woven, or None."""
    get_code = getattr(kind, "get_code", None)
    if get_code is _GET_CODE:
        return None if path is not None else "its file is not known"
    if get_code is _ZIP_GET_CODE:
        return None if path is not None and path.endswith(".py") else "the archive has no source of it"
    if kind is ExtensionFileLoader:
        return "an extension module has no source"
    if kind is SourcelessFileLoader:
        return "there is no source beside its .pyc"
    if loader is BuiltinImporter or loader is FrozenImporter:
        return f"it is {path or 'part of the interpreter'}"
    if isinstance(loader, SourceLoader):
        return f"its loader {kind.__qualname__} has a get_code() of its own"
    return f"its loader {kind.__qualname__} is not importlib's"


def intercept(weaver, spec, module, before=None):
    """Have `spec` yield the woven code of `module`, or only call `before` on loading if `module` is None.

    Loaders that have no source (extensions, ``.pyc`` files, frozen and built-in modules) and those that do
    not take their code from importlib's `get_code` are left alone.
    """
    loader = _eager(spec.loader)
    kind = type(loader)
    path = spec.origin
    if kind is not SourceFileLoader or kind.get_code is not _GET_CODE:
        reason = _why_not(loader, kind, path)
        if reason is not None:
            if module is not None:
                note_unwoven(module, reason)
            return
    try:
        attributes = loader.__dict__
    except AttributeError:
        if module is not None:
            note_unwoven(module, f"its loader {kind.__qualname__} has no attributes")
        return
    interception = attributes.get("get_code")
    if interception is None:
        interception = attributes.setdefault("get_code", Interception(weaver, loader))
    if type(interception) is not Interception or interception.weaver is not weaver:
        return  # the user's, or that of another installation, which comes first
    interception.pending[spec.name] = (module, path, before)
    attributes["get_code"] = interception


def _source_encoding(source):
    """The codec that turns `source` into text and back, byte order mark included."""
    import io
    import tokenize

    return tokenize.detect_encoding(io.BytesIO(source).readline)[0]


class Weaver:
    """From source to armed code, by the same rules.

    Every method that returns code returns None when the module is to be loaded as without us. A failure of
    ours is noted, and the program goes on.
    """

    __slots__ = ("rules", "cache", "active")

    def __init__(self, rules, cache_root=None):
        self.rules = rules
        self.cache = Cache(rules.key, cache_root)
        self.active = True

    def module_code(self, loader, module, path):
        """The code of the module called `module` that `loader` has at `path`."""
        try:
            kind = type(loader)
            if kind.get_code is _GET_CODE:
                if kind.source_to_code is not _SOURCE_TO_CODE:
                    return self._chained_code(loader, module, path)
                if kind.path_stats is _PATH_STATS and kind.get_data is _GET_DATA:
                    return self._file_code(loader, module, path)
            return self._uncached_code(loader.get_data(path), module, path, module)
        except BaseException as error:
            if not is_failure(error, loader):
                raise
            note_failure(module, error)
            return None

    def script_code(self, filename, name, source):
        """The code of a script with that `source`, called `name` in node IDs; compiled anew as scripts are."""
        try:
            return self._uncached_code(source, name, filename, "__main__")
        except BaseException as error:
            if not is_failure(error):
                raise
            note_failure(name, error)
            return None

    def weave(self, source, module, path):
        """`_native.weave` for every encoding that Python knows: (woven, source, reason why not).

        Woven is None when there is nothing to weave, too; then the reason is empty.
        """
        try:
            woven = _native.weave(source, module, self.rules, path)
        except LookupError:
            try:
                text = source.decode(_source_encoding(source))
            except (SyntaxError, UnicodeError, LookupError):
                return None, source, "it cannot be decoded"
            woven = _native.weave(text, module, self.rules, path)
        if type(woven) is str:
            return None, source, woven
        return woven, source, ""

    def encoded(self, woven, source):
        """The woven text as bytes of the encoding that `source` has, so that its cookie stays true."""
        return woven.text.encode(_source_encoding(source))

    @staticmethod
    def settled(woven, source, path, make):
        """What `make` makes of the woven text; again with less woven if it, or the compiler, takes no more."""
        try:
            return make()
        except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError, SystemError):
            if not woven.settle(source, path):
                raise
        return make()

    def fresh_entry(self, identity, path, read):
        """(the entry called `identity` if it is of the source at `path`, the status of the source, its content).

        `read` reads the source, which is done only where it has to be, so that its content may be None.
        """
        # Before the content: what changes in between is found changed the next time.
        status = _native.source_status(path)
        entry = self.cache.read(identity)
        if entry is None:
            return None, status, None
        if entry.validation & HASH and not looks_at_source(entry.validation):
            # The plain import takes this .pyc, whatever the source is.
            flags, known_by = plain_pyc(path)
            is_fresh = flags == entry.validation & ~UNSETTLED and known_by == entry.source_hash
            return entry if is_fresh else None, status, None
        if entry.fingerprint == status.fingerprint and not entry.validation & UNSETTLED:
            return entry, status, None
        source = read(path)
        if entry.source_hash != source_hash(source):
            return None, status, source
        if status.is_settled:
            entry.validation &= ~UNSETTLED
            entry.fingerprint = status.fingerprint
            self.cache.revalidate(identity, entry)
        return entry, status, source

    def _file_code(self, loader, module, path):
        """A source file that has a ``.pyc``, or would have one."""
        identity = identity_of(module, path, self.rules.detail(module, path))
        entry, status, source = self.fresh_entry(identity, path, loader.get_data)
        if entry is not None:
            if entry.code is None:
                note_left_alone(module, entry.reason, path)
                return None
            try:
                _native.arm(entry.code, entry.table, module, path)
                return entry.code
            except ValueError:
                pass  # a damaged table: made anew below
        if source is None:
            source = loader.get_data(path)
        validation, expected = plain_pyc(path)
        known_by = source_hash(source)
        if validation & HASH:
            is_plain_fresh = known_by == expected
            if not is_plain_fresh and not looks_at_source(validation):
                note_left_alone(module, "its unchecked .pyc is not of the source beside it", path)
                return None
        else:
            is_plain_fresh = expected == status.stamp
        woven, source, reason = self.weave(source, module, path)
        code, table = None, b""
        if woven is not None:
            # A compiler's warning is shown when the source is compiled. The plain import would not compile a
            # source whose .pyc is fresh.
            code, table = _native.compile_woven(woven, source, path, -1, not is_plain_fresh, module), woven.table
        entry = Entry(code, table, reason, validation | unsettled(status), status.fingerprint, known_by)
        if woven is None or woven.is_lasting:
            self.cache.write(identity, entry)
        if code is None:
            note_left_alone(module, reason, path)
            return None
        _native.arm(code, table, module, path)
        return code

    def _uncached_code(self, source, module, path, told):
        """A source that is compiled at each import (in a zip file, say) or run, and so it is by us.

        `told` is what the compiler since 3.15 is told to be the module, for the filters of its warnings.
        """
        woven, source, reason = self.weave(source, module, path)
        if woven is None:
            note_left_alone(module, reason, path)
            return None
        code = _native.compile_woven(woven, source, path, -1, True, told)
        _native.arm(code, woven.table, module, path)
        return code

    def _chained_code(self, loader, module, path):
        """A loader that transforms sources itself: it gets the woven one, and we finish what it makes of it.

        Not cached, because nothing tells when such a loader would make something else of the same source.
        """
        woven, source, reason = self.weave(loader.get_data(path), module, path)
        if woven is None:
            note_left_alone(module, reason, path)
            return None
        told = (module,) if sys.version_info >= (3, 15) else ()

        def finished():
            return woven.finish(loader.source_to_code(self.encoded(woven, source), path, *told))

        code = self.settled(woven, source, path, finished)
        _native.arm(code, woven.table, module, path)
        return code


importlib_frames(globals())
