"""Runs pytest and records the outcome of every test.

    python run_pytest.py OUTCOMES.jsonl [pytest's own arguments]

Stands for `python -m pytest`: the current folder comes first on `sys.path`. The recorder is handed over as an object
and not by name, so that the sessions which pytest's own suite starts, inside this process or below it, are not recorded.
"""

import os
import random
import sys

from identity_outcomes import OutcomeFile, describe, forget_own_folder


class Recorder:
    """The pytest plugin: one line per test, written when its teardown is over.

    A test that fails both in its call and in its teardown has two lines.
    """

    def __init__(self, outcomes):
        self.outcomes = outcomes
        self.worst = {}

    def pytest_configure(self, config):
        import pytest

        class Reports:
            @pytest.hookimpl(hookwrapper=True)
            def pytest_runtest_makereport(self, item, call):
                report = (yield).get_result()
                # Described at once: the exception would keep the test's frames alive.
                report.identity_error = describe(call.excinfo.value) if call.excinfo else (None, None)

        config.pluginmanager.register(Reports(), "identity-reports")

    def pytest_runtest_logreport(self, report):
        result = report.outcome
        error = getattr(report, "identity_error", (None, None))
        if hasattr(report, "wasxfail"):
            result = "xfailed" if report.skipped else "xpassed"
            error = (None, report.wasxfail)
        elif report.failed and report.when != "call":
            result = "error"
        elif report.skipped:
            error = (None, skip_reason(report))
        if report.when == "setup" or result != "passed":
            earlier = self.worst.get(report.nodeid, ("passed",))
            if earlier[0] != "passed":
                self.outcomes.write(report.nodeid, *earlier)
            self.worst[report.nodeid] = (result, error)
        if report.when == "teardown":
            self.outcomes.write(report.nodeid, *self.worst.pop(report.nodeid, ("passed",)))

    def pytest_collectreport(self, report):
        if report.failed:
            lines = report.longreprtext.strip().splitlines()
            self.outcomes.write(f"{report.nodeid} (collecting)", "error", (None, lines[-1] if lines else ""))
        elif report.skipped:
            self.outcomes.write(f"{report.nodeid} (collecting)", "skipped", (None, skip_reason(report)))


def skip_reason(report):
    """The reason of a skip, without the line that raised it."""
    where = report.longrepr
    return where[2] if isinstance(where, tuple) else str(where).strip().splitlines()[-1]


def main():
    path, *arguments = sys.argv[1:]
    forget_own_folder()
    sys.path.insert(0, os.getcwd())
    random.seed(0)
    import pytest

    sys.argv[1:] = arguments
    options = ["-p", "no:cacheprovider", "-p", "no:randomly", "-q", "--tb=short", "-ra"]
    sys.exit(pytest.main(options + arguments, plugins=[Recorder(OutcomeFile(path))]))


if __name__ == "__main__":
    main()
