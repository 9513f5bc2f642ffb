"""The bytecode cache: finished code and its site table, one file per source and module name.

It lies below ``$XDG_CACHE_HOME/spile/python`` (default ``~/.cache/spile/python``) and never in a
``__pycache__``, whose files the program without Spile must go on using. Plan, tool version, interpreter
and optimisation level name a directory in it; the file's name is a hash of what the file repeats in full.
``spile run`` removes what is of no use any more.

An entry is the following, integers unsigned and little-endian::

    offset  size  what
    0       8     format and version, `FORMAT`
    8       8     how to validate: `HASH` and `CHECK` of the plain ``.pyc``, and `UNSETTLED`
    16      32    the source's mtime and ctime in ns, size and inode number, 8 bytes each
    48      8     the source's hash
    56      4     size of the identity in bytes
    60      4     size of the reason in bytes
    64      4     size of the site table in bytes
    68      4     size of the marshalled code in bytes
    72            identity (see `identity_of`), reason (UTF-8), site table, marshalled code

A source whose times, size and inode are those of the entry is the same. If they are not, or if it had changed
so shortly before that a clock might not tell the next change, its hash decides. So no edit goes unseen, not even
one that a ``.pyc`` would miss, and a touched or copied file is not woven again.

Without table and code an entry says that importlib's own ``.pyc`` is to be used: because there is nothing to
weave, or for the reason given.
"""

import _imp
import marshal
import os
import sys
from _frozen_importlib_external import MAGIC_NUMBER, cache_from_source
from os import fsencode

from spile import _native
from spile._importlib_frames import importlib_frames

FORMAT = b"SPILEPC\x02"

HASH = 1  # PEP 552: hash-based; the source is looked at only if --check-hash-based-pycs is "always"
CHECK = 2  # PEP 552: hash-based, and the source is looked at unless --check-hash-based-pycs is "never"
UNSETTLED = 4  # the source had just changed

_HEADER_SIZE = 72
_PYC_HASH_KEY = int.from_bytes(MAGIC_NUMBER, "little")


def source_hash(source):
    """The 8 bytes by which a hash-based ``.pyc`` knows its source."""
    return _imp.source_hash(_PYC_HASH_KEY, source)


def unsettled(status):
    """`UNSETTLED` if the source may change once more without its times telling, else 0."""
    return 0 if status.is_settled else UNSETTLED


def plain_pyc(path):
    """How the plain ``.pyc`` of the source at `path` is validated, and the 8 bytes by which it knows it.

    0 (by its time) and None if there is none, since importlib would write such a one.
    """
    try:
        head = _native.read_head(cache_from_source(path), 16)
    except NotImplementedError:
        return 0, None
    if head is None or len(head) < 16 or head[:4] != MAGIC_NUMBER:
        return 0, None
    flags = int.from_bytes(head[4:8], "little")
    if flags & ~(HASH | CHECK):
        return 0, None
    return flags, head[8:16]


def looks_at_source(validation):
    """Whether a hash-based ``.pyc`` with that validation is compared with the source's content."""
    if _imp.check_hash_based_pycs == "never":
        return False
    return bool(validation & CHECK) or _imp.check_hash_based_pycs == "always"


def default_root():
    """The cache's directory by the environment, or None if there is no place for one."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(base):  # the XDG specification: a relative path is to be ignored
        base = os.path.expanduser("~/.cache")
        if not os.path.isabs(base):
            return None
    return os.path.join(base, "spile", "python")


def identity_of(module, path, *others):
    """What an entry is for: the `module` with the source at `path`, and what else makes a difference.

    `path` stands there as an absolute one, since all projects share the cache, and as it was given, since code
    objects repeat it.
    """
    absolute = path if path.startswith("/") else os.fspath(_native.absolute(path))
    names = (name.encode("utf-8", "surrogatepass") for name in (module, *others))
    return b"\0".join((next(names), fsencode(absolute), fsencode(path), *names))


class Entry:
    """What a cache file holds. Without `code` the module is left alone, for `reason` if that is not empty."""

    __slots__ = ("code", "table", "reason", "validation", "fingerprint", "source_hash")

    def __init__(self, code, table, reason, validation, fingerprint, source_hash):
        self.code = code
        self.table = table
        self.reason = reason
        self.validation = validation
        self.fingerprint = fingerprint
        self.source_hash = source_hash


class Cache:
    """The entries of one plan for this interpreter. Every failure of the file system is a miss."""

    __slots__ = ("_directory",)

    def __init__(self, plan_key, root=None):
        tag = sys.implementation.cache_tag
        if root is None:
            root = default_root()
        if root is None or tag is None:  # without a tag CPython does not cache either
            self._directory = None
        else:
            magic = MAGIC_NUMBER[:2].hex()
            name = f"{plan_key}-{tag}-{magic}-{sys.flags.optimize}"
            self._directory = os.path.join(root, name)

    def filename(self, identity):
        """The file of the entry called `identity`, or None if there is no cache."""
        if self._directory is None:
            return None
        return f"{self._directory}/{_imp.source_hash(0, identity).hex()}"

    def read(self, identity):
        """The entry called `identity`, which may be stale, or None."""
        filename = self.filename(identity)
        if filename is None:
            return None
        data = _native.read_own(filename)
        if data is None or len(data) < _HEADER_SIZE:
            return None
        if data[:8] != FORMAT:
            return None
        reason_at = _HEADER_SIZE + int.from_bytes(data[56:60], "little")
        table_at = reason_at + int.from_bytes(data[60:64], "little")
        code_at = table_at + int.from_bytes(data[64:68], "little")
        if len(data) != code_at + int.from_bytes(data[68:72], "little"):
            return None
        if data[_HEADER_SIZE:reason_at] != identity:
            return None
        code = None
        if code_at != len(data):
            try:
                code = marshal.loads(memoryview(data)[code_at:])
            except (EOFError, ValueError, TypeError, MemoryError, RecursionError, SystemError):
                return None
            if type(code) is not _CodeType:
                return None
        reason = data[reason_at:table_at].decode("utf-8", "replace")
        return Entry(code, data[table_at:code_at], reason, data[8], data[16:48], data[48:56])

    def write(self, identity, entry):
        """Store `entry`, unless the program was told to write no bytecode or the place cannot be written."""
        if sys.dont_write_bytecode:
            return
        filename = self.filename(identity)
        if filename is None:
            return
        try:
            code = b"" if entry.code is None else marshal.dumps(entry.code)
        except ValueError:  # a loader's code may hold anything
            return
        reason = entry.reason.encode("utf-8", "replace")
        sizes = (len(part).to_bytes(4, "little") for part in (identity, reason, entry.table, code))
        data = b"".join((FORMAT, _validity(entry), entry.source_hash, *sizes, identity, reason, entry.table, code))
        _native.replace(filename, data)

    def revalidate(self, identity, entry):
        """Store the fingerprint and validation of an `entry` whose source was found to be the same.

        In place: whichever part of it another process sees, the hash decides where the rest does not fit.
        """
        if sys.dont_write_bytecode:
            return
        _native.overwrite(self.filename(identity), 8, _validity(entry))


def _validity(entry):
    return entry.validation.to_bytes(8, "little") + entry.fingerprint


_CodeType = type(looks_at_source.__code__)


importlib_frames(globals())
