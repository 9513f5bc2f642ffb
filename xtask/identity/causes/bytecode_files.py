"""The `.pyc` beside a source either is not of the inserted text, or the program without insertions runs it, too."""

import importlib.util
import subprocess
import sys
import tempfile
from importlib.machinery import SourceFileLoader
from pathlib import Path

sys.dont_write_bytecode = False


class Inserting(SourceFileLoader):
    """Inserts a statement, and leaves the rest to importlib, which stores what was compiled."""

    def source_to_code(self, data, path):
        return super().source_to_code(b"inserted = True\n" + data, path)


with tempfile.TemporaryDirectory() as directory:
    source = Path(directory, "app.py")
    source.write_text("print(globals().get('inserted'))\n")
    cached = Path(importlib.util.cache_from_source(str(source)))

    def plain():
        command = [sys.executable, "-c", "import sys; sys.path.insert(0, sys.argv[1]); import app", directory]
        return subprocess.run(command, env={}, capture_output=True, text=True, check=True).stdout.strip()

    assert plain() == "None" and cached.exists()
    cached.unlink()
    spec = importlib.util.spec_from_file_location("app", source, loader=Inserting("app", str(source)))
    spec.loader.exec_module(importlib.util.module_from_spec(spec))
    assert cached.exists() and plain() == "True"
    print("with a .pyc of the inserted text, the plain program became another one")
