"""Prints the names of all of CPython's own test modules as a JSON list, in regrtest's own division.

Folders that regrtest splits (`test_asyncio`, `test_multiprocessing_spawn`) give one name per file.
"""

import json
import os
import test

try:
    from test.libregrtest.findtests import findtests
except ImportError:  # before 3.11.5, which splits no folder
    from test.libregrtest import runtest

    def findtests():
        """The modules of regrtest, with `test_asyncio` split as later."""
        for name in runtest.findtests():
            folder = os.path.join(os.path.dirname(test.__file__), name)
            if name != "test_asyncio":
                yield name
            elif os.path.isdir(folder):
                files = (os.path.splitext(file) for file in os.listdir(folder))
                yield from (f"{name}.{stem}" for stem, suffix in files if suffix == ".py" and stem.startswith("test_"))


print(json.dumps(sorted(name.removeprefix("test.") for name in findtests())))
