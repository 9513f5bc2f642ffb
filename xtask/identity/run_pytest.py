"""Runs pytest and records the outcome of every test.

    python run_pytest.py OUTCOMES.jsonl [pytest's own arguments]

Stands for `python -m pytest`: the current folder comes first on `sys.path`. The recorder is handed over as an object
and not by name, so that the sessions which pytest's own suite starts, inside this process or below it, are not recorded.

Nothing but `main` is here, and it imports what it needs: worker processes import this file as their main module.
"""

import os
import random
import sys


def main():
    from identity_outcomes import OutcomeFile, forget_own_folder
    from identity_pytest import Recorder

    import pytest

    path, *arguments = sys.argv[1:]
    forget_own_folder()
    sys.path.insert(0, os.getcwd())
    sys.argv[1:] = arguments
    random.seed(0)
    options = ["-p", "no:cacheprovider", "-p", "no:randomly", "--tb=short", "-ra"]
    sys.exit(pytest.main(options + arguments, plugins=[Recorder(OutcomeFile(path))]))


if __name__ == "__main__":
    main()
