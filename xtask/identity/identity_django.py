"""Django's settings for SQLite, and the test runner that records outcomes."""

import os

from test_sqlite import *  # noqa: F403

TEST_RUNNER = "identity_django.RecordingRunner"


def __getattr__(name):
    # Django imports the runner by name once the settings are in place; before that, `django.test` cannot be imported.
    if name != "RecordingRunner":
        raise AttributeError(name)
    from django.test.runner import DiscoverRunner
    from identity_outcomes import OutcomeFile, recording
    from unittest import TextTestResult

    outcomes = OutcomeFile(os.environ["IDENTITY_OUTCOMES"])

    class RecordingRunner(DiscoverRunner):
        def get_resultclass(self):
            return recording(super().get_resultclass() or TextTestResult, outcomes)

    return RecordingRunner
