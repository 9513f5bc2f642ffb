"""``python -m spile`` and the console script ``spile``: the command line, which lives in the extension."""

import os
import sys


def main() -> int:
    """Run the command line on ``sys.argv`` and return its exit status."""
    # `spile run` puts this package's `_boot` directory on the program's PYTHONPATH.
    os.environ["SPILE_PYTHON_HOME"] = os.path.dirname(os.path.abspath(__file__))
    from spile import _native

    return _native.cli(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
