"""Prints the names of all of CPython's own test modules as a JSON list, in regrtest's own division.

Folders that regrtest splits (`test_asyncio`, `test_multiprocessing_spawn`) give one name per file.
"""

import json

from test.libregrtest.findtests import findtests

print(json.dumps(sorted(name.removeprefix("test.") for name in findtests())))
