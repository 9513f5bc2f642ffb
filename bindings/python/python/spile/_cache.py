"""The bytecode cache: finished code and its site table, one file per source and module name.

It lies below ``$XDG_CACHE_HOME/spile/python`` (default ``~/.cache/spile/python``) and never in a
``__pycache__``, whose files the program without Spile must go on using. Plan, tool version, interpreter
and optimisation level name a directory in it; the file's name is a hash of what the file repeats in full.

An entry is the following, integers unsigned and little-endian::

    offset  size  what
    0       8     format and version, `FORMAT`
    8       4     how to validate: `TIMESTAMP`, `HASH` or `HASH | CHECK`
    12      8     source mtime in seconds and source size in bytes, 4 bytes each; or the source's hash
    20      4     size of the identity in bytes
    24      4     size of the site table in bytes
    28      4     size of the marshalled code in bytes
    32            identity (UTF-8), site table, marshalled code

The first three rows follow PEP 552: an entry is stale exactly when the plain ``.pyc`` would be.
Without table and code it says that there is nothing to weave, and importlib's own ``.pyc`` is to be used.
"""

import _imp
import marshal
import os
import sys
from _frozen_importlib_external import MAGIC_NUMBER, cache_from_source

FORMAT = b"SPILEPC\x01"

TIMESTAMP = 0
HASH = 1  # PEP 552: hash-based; the source is looked at only if --check-hash-based-pycs is "always"
CHECK = 2  # PEP 552: hash-based, and the source is looked at unless --check-hash-based-pycs is "never"

_HEADER_SIZE = 32
_PYC_HASH_KEY = int.from_bytes(MAGIC_NUMBER, "little")


def source_hash(source):
    """The 8 bytes by which a hash-based ``.pyc`` knows its source."""
    return _imp.source_hash(_PYC_HASH_KEY, source)


def stamp(mtime, size):
    """The 8 bytes by which a timestamp-based ``.pyc`` knows its source."""
    return (int(mtime) & 0xFFFFFFFF).to_bytes(4, "little") + (size & 0xFFFFFFFF).to_bytes(4, "little")


def plain_pyc(path):
    """How the plain ``.pyc`` of the source at `path` is validated, and the 8 bytes by which it knows it.

    `TIMESTAMP` and None if there is none, since importlib would write such a one.
    """
    try:
        with open(cache_from_source(path), "rb", buffering=0) as file:
            head = file.read(16)
    except (OSError, NotImplementedError, ValueError):
        return TIMESTAMP, None
    if len(head) < 16 or head[:4] != MAGIC_NUMBER:
        return TIMESTAMP, None
    flags = int.from_bytes(head[4:8], "little")
    if flags & ~(HASH | CHECK):
        return TIMESTAMP, None
    return flags, head[8:16]


def looks_at_source(validation):
    """Whether an entry (or ``.pyc``) with that validation is compared with the source's content."""
    if not validation & HASH or _imp.check_hash_based_pycs == "never":
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


class Entry:
    """What a cache file holds."""

    __slots__ = ("code", "table", "validation", "known_by")

    def __init__(self, code, table, validation, known_by):
        self.code = code
        self.table = table
        self.validation = validation
        self.known_by = known_by


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
        try:
            with open(filename, "rb", buffering=0) as file:
                data = file.read()
        except OSError:
            return None
        if data[:8] != FORMAT or len(data) < _HEADER_SIZE:
            return None
        table_at = _HEADER_SIZE + int.from_bytes(data[20:24], "little")
        code_at = table_at + int.from_bytes(data[24:28], "little")
        if len(data) != code_at + int.from_bytes(data[28:32], "little"):
            return None
        if data[_HEADER_SIZE:table_at] != identity:
            return None
        if code_at == len(data):
            return Entry(None, b"", data[8], data[12:20])
        try:
            code = marshal.loads(memoryview(data)[code_at:])
        except (EOFError, ValueError, TypeError, MemoryError, RecursionError, SystemError):
            return None
        if type(code) is not _CodeType:
            return None
        return Entry(code, data[table_at:code_at], data[8], data[12:20])

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
        data = b"".join(
            (
                FORMAT,
                entry.validation.to_bytes(4, "little"),
                entry.known_by,
                len(identity).to_bytes(4, "little"),
                len(entry.table).to_bytes(4, "little"),
                len(code).to_bytes(4, "little"),
                identity,
                entry.table,
                code,
            )
        )
        # The name must differ between processes and threads: `id(data)` tells the threads apart.
        temporary = f"{filename}.{os.getpid()}.{id(data)}"
        try:
            os.makedirs(self._directory, 0o700, exist_ok=True)
            # Readable by its owner alone, as the source may be.
            descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        except OSError:
            return
        try:
            try:
                complete = os.write(descriptor, data) == len(data)
            finally:
                os.close(descriptor)
            if complete:
                os.replace(temporary, filename)
                return
        except OSError:
            pass
        try:
            os.unlink(temporary)
        except OSError:
            pass


_CodeType = type(looks_at_source.__code__)
