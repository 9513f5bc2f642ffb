"""Runs Django's own `tests/runtests.py`, from its folder, and records the outcome of every test.

    python run_django.py OUTCOMES.jsonl LABEL...

`identity_django.py` holds the settings, which name the test runner that records.
"""

import os
import random
import runpy
import sys


def main():
    path, *labels = sys.argv[1:]
    # The settings module is imported by name from the folder of this script: it stays on the path, but last.
    sys.path.append(sys.path.pop(0))
    sys.path.insert(0, os.getcwd())
    os.environ["IDENTITY_OUTCOMES"] = os.path.abspath(path)
    random.seed(0)
    options = ["--settings=identity_django", "--parallel=1", "--noinput", "--verbosity=1"]
    sys.argv = ["runtests.py", *options, *labels]
    runpy.run_path("runtests.py", run_name="__main__")


if __name__ == "__main__":
    main()
