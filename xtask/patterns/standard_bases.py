"""Writes crates/spile-python/src/patterns/standard_bases.txt: what classes of Python that others are derived from define.

    python standard_bases.py PYTHON... > crates/spile-python/src/patterns/standard_bases.txt

Each PYTHON is an interpreter; a name counts when it is there in all of them. A line is the full name of a class, those of
its bases that have a line with `:` before them, and what else it has.
"""

import subprocess
import sys

MODULES = """
abc argparse ast asyncio cmd code collections collections.abc concurrent.futures configparser contextlib ctypes dataclasses
datetime decimal doctest email.message email.policy enum fractions functools html.parser http.client http.server importlib.abc
inspect io ipaddress json logging logging.handlers mailbox multiprocessing numbers optparse os pathlib pdb pickle pprint queue
random sched selectors shelve shlex smtplib socket socketserver sqlite3 ssl string struct tempfile textwrap threading
tokenize traceback types typing unittest unittest.mock urllib.error urllib.request uuid warnings weakref wsgiref.simple_server
xml.sax.handler xmlrpc.client zipfile
""".split()

ASK = """
import builtins, importlib, sys
EMPTY = {object, __import__("typing").Generic, __import__("typing").Protocol}
# Made for every class.
EVERY = {"__dict__", "__weakref__", "__doc__", "__module__", "__firstlineno__", "__static_attributes__"}
named = {}
for module in [*sys.argv[1:], "builtins"]:
    loaded = importlib.import_module(module)
    for name, cls in sorted(vars(loaded).items()):
        if not isinstance(cls, type) or name.startswith("_") or cls in EMPTY:
            continue
        is_own = cls.__module__ == module or cls.__module__.startswith((module + ".", "_"))
        is_node = issubclass(cls, __import__("ast").AST)
        if is_own and not is_node:
            named.setdefault(cls, module + "." + name)
for cls, name in named.items():
    bases, names = [], set()
    covered = set()
    for base in cls.__mro__:
        if base in EMPTY or base in covered:
            continue
        if base in named and base is not cls:
            bases.append(":" + named[base])
            covered.update(base.__mro__)
            continue
        names.update(n for n, v in vars(base).items() if callable(v) or hasattr(v, "__get__"))
    names = {n for n in names - EVERY if not n.startswith("_") or n.startswith("__") and n.endswith("__")}
    if bases or names:
        print(name, *bases, *sorted(names))
"""


def ask(python):
    out = subprocess.run(
        [python, "-W", "ignore", "-c", ASK, *MODULES], capture_output=True, text=True, check=True
    ).stdout
    return {line.split()[0]: set(line.split()[1:]) for line in out.splitlines()}


def main():
    tables = [ask(python) for python in sys.argv[1:]]
    common = set.intersection(*(set(table) for table in tables))
    for name in sorted(common):
        print(name, *sorted(set.intersection(*(table[name] for table in tables))))


main()
