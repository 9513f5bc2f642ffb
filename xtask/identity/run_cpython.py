"""Runs one of CPython's own test modules as `python -m test` does, and records the outcome of every test.

    python run_cpython.py OUTCOMES.jsonl test_json [--ignore PATTERN]

The work is regrtest's (resources, temporary folder, load_tests, detection of an altered environment); only its result
class is replaced by one that also records. The exit status is regrtest's.

The imports are in `main`: multiprocessing's children import this file as their main module.
"""

import sys

# What `-u` admits beyond the default. Not `cpu` and `walltime`, for time; not `network`, `urlfetch`, `gui`, `audio`
# and `largefile`, for what they need.
RESOURCES = "subprocess,decimal,tzdata"


def main():
    from identity_outcomes import OutcomeFile, forget_own_folder, recording

    path, *arguments = sys.argv[1:]
    forget_own_folder()
    from test.libregrtest import testresult
    from test.libregrtest.main import main as regrtest

    testresult.RegressionTestResult = recording(testresult.RegressionTestResult, OutcomeFile(path))
    sys.argv = [sys.argv[0], "--randseed", "0", "--fail-env-changed", "-u", RESOURCES, *arguments]
    regrtest()


if __name__ == "__main__":
    main()
