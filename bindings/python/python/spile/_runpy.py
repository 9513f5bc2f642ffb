"""Scripts that `runpy.run_path` runs, among them the main script in multiprocessing's children.

A spawned child runs its parent's script again as ``__mp_main__``, by `runpy.run_path`, which reads and
compiles the file itself. Modules (``python -m``) need nothing of this: runpy asks their loader for code.
"""

import os


def chain(runpy, finder):
    """Have `runpy` run woven scripts; returns what undoes it."""
    plain = runpy._get_code_from_file
    # 3.11 and 3.12 pass the module's name first, and want the file's name back.
    returns_name = plain.__code__.co_argcount == 2

    def _get_code_from_file(*arguments):
        filename = arguments[-1]
        code = finder.script_code(os.path.abspath(os.fsdecode(filename)), filename)
        if code is None:
            return plain(*arguments)
        return (code, filename) if returns_name else code

    def undo():
        if runpy._get_code_from_file is _get_code_from_file:
            runpy._get_code_from_file = plain

    runpy._get_code_from_file = _get_code_from_file
    return undo
