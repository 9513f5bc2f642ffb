"""A program that counts the modules that are loaded counts the one that holds what the inserted statement calls."""

import subprocess
import sys
import tempfile
from pathlib import Path

COUNT = "import sys\nprint(len(sys.modules))\n"

with tempfile.TemporaryDirectory() as directory:
    Path(directory, "probe.py").write_text("def enter(): pass\n")

    def run(source):
        command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {directory!r})\n{source}"]
        return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)

    plain, inserted = run(COUNT), run("__import__('probe').enter()\n" + COUNT)
    assert inserted == plain + 1
    print(plain, "modules became", inserted)
