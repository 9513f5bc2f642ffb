"""The pytest plugin that records the outcome of every test."""

import pytest
from identity_outcomes import describe


class Recorder:
    """Writes one line per test, when its teardown is over.

    A test that fails both in its call and in its teardown has two lines.
    """

    def __init__(self, outcomes):
        self.outcomes = outcomes
        self.worst = {}

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_makereport(self, item, call):
        report = (yield).get_result()
        # Described at once: the exception would keep the test's frames alive.
        report.identity_error = describe(call.excinfo.value) if call.excinfo else (None, None)

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
