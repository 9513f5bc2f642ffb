"""Who called whom, by `sys.setprofile`: `python oracle.py OUT MODULE... -- SCRIPT ARGUMENT...`.

Runs a script. For each function of the modules, or of modules below them, that is entered it walks down the
interpreter's frames to the next one of theirs. Writes a list of [caller, function, how often] as JSON; the caller of
what begins a thread or a task is "".
"""

import collections
import dis
import inspect
import json
import os
import runpy
import sys
import threading

RESUME = dis.opmap["RESUME"]
CAN_SUSPEND = inspect.CO_GENERATOR | inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR
COMPREHENSIONS = {"<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>"}


class Oracle:
    def __init__(self, modules):
        self.modules = modules
        self.edges = collections.Counter()
        self.names = {}

    def name(self, frame):
        """The node ID without the number of a duplicate, and the same for all lambdas of a module; None for no target."""
        code = frame.f_code
        if code not in self.names:
            self.names[code] = self._name(code, frame.f_globals)
        return self.names[code]

    def _name(self, code, module):
        name = module.get("__name__", "")
        is_function = code.co_flags & inspect.CO_OPTIMIZED and code.co_name not in COMPREHENSIONS
        is_asked_for = any(name == asked or name.startswith(asked + ".") for asked in self.modules)
        # Code that was made by `exec` is not woven.
        if not (is_function and is_asked_for and code.co_filename == module.get("__file__")):
            return None
        if code.co_name == "<lambda>":
            return name + "#<lambda>"
        return name + "#" + code.co_qualname.replace(".<locals>", "")

    def __call__(self, frame, event, _):
        if event != "call":
            return
        at = frame.f_lasti
        if frame.f_code.co_code[at : at + 2] != bytes([RESUME, 0]):
            return  # it goes on
        function = self.name(frame)
        if function is not None:
            self.edges[self.caller(frame), function] += 1

    def caller(self, frame):
        is_coroutine = frame.f_code.co_flags & inspect.CO_COROUTINE
        below = frame.f_back
        while below is not None:
            is_awaiting = below.f_code.co_flags & CAN_SUSPEND
            if is_coroutine and not is_awaiting:
                return ""  # a task
            if (name := self.name(below)) is not None:
                return name
            below = below.f_back
        return ""


def main():
    out, *rest = sys.argv[1:]
    split = rest.index("--")
    oracle = Oracle(rest[:split])
    sys.argv[:] = rest[split + 1 :]
    sys.path[0] = os.path.dirname(sys.argv[0])
    threading.setprofile(oracle)
    sys.setprofile(oracle)
    try:
        runpy.run_path(sys.argv[0], run_name="__main__")
    finally:
        sys.setprofile(None)
        threading.setprofile(None)
        with open(out, "w") as file:
            json.dump([[*edge, n] for edge, n in sorted(oracle.edges.items())], file)


if __name__ == "__main__":
    main()
