"""Reads fixture pages, and runs one case of a page: ``python fixtures_run.py plain|woven PAGE HEADING TRACE EXTENSION``.

`docs/fixtures.md` says what a page is. The case's program runs twice as a module ``__main__`` of its own: first on its
own, with Spile recording into TRACE if woven, then under ``sys.settrace``. What was seen is printed as JSON.
"""

import contextlib
import io
import json
import re
import sys
import traceback
import types
from pathlib import Path

FENCES = ("python input", "python woven", "run", "trace", "skipped")
VISIBLE = {"→": "\t", "␌": "\f"}


class Fence:
    """A fenced block: its info string without options, its options, its text, and the lines of the page it spans."""

    def __init__(self, info, options, text, first, last):
        self.info, self.options, self.text, self.first, self.last = info, options, text, first, last


class Case:
    """A heading with its fences."""

    def __init__(self, heading):
        self.heading, self.fences, self.needs = heading, {}, (3, 11)

    @property
    def source(self):
        """The program, as the bytes of a file."""
        fence = self.fences["python input"]
        text = fence.text
        for shown, meant in VISIBLE.items():
            text = text.replace(shown, meant)
        if "no-final-newline" in fence.options:
            text = text.removesuffix("\n")
        newline = {"crlf": "\r\n", "cr": "\r"}
        for option in fence.options:
            text = text.replace("\n", newline.get(option, "\n"))
        bom = b"\xef\xbb\xbf" if "bom" in fence.options else b""
        return bom + text.encode("latin-1" if "latin-1" in fence.options else "utf-8")


def cases(page):
    """The cases of a page, in order."""
    found, lines, number = [], Path(page).read_text("utf-8").split("\n"), 0
    while number < len(lines):
        line = lines[number]
        if re.match(r"##? ", line):
            found.append(Case(line.lstrip("# ")))
        elif needs := re.fullmatch(r"`python >= ([\d.]+)`", line):
            found[-1].needs = tuple(map(int, needs[1].split(".")))
        elif line.startswith("```"):
            first = number
            number += 1
            while lines[number] != "```":
                number += 1
            info = line[3:]
            name = next((name for name in FENCES if info == name or info.startswith(name + " ")), None)
            if name is None:
                raise ValueError(f"{page}:{first + 1}: unknown fence '{info}'")
            text = "".join(line + "\n" for line in lines[first + 1 : number])
            found[-1].fences[name] = Fence(name, info[len(name) :].split(), text, first, number)
        number += 1
    return [case for case in found if case.fences]


# -- running -----------------------------------------------------------------------------------------------------------


def frames(error, filename):
    """Name, and the four numbers of its position, of each frame of the program that the error left."""
    found, entry = [], error.__traceback__
    while entry is not None:
        code = entry.tb_frame.f_code
        if code.co_filename == filename:
            position = list(code.co_positions())[entry.tb_lasti // 2]
            found.append([code.co_qualname, entry.tb_lineno, *position])
        entry = entry.tb_next
    return found


def execute(code, filename, tracer=None):
    """Run a program; what it prints and how it ends."""
    module = types.ModuleType("__main__")
    module.__file__ = filename
    before = sys.modules["__main__"]
    out, seen = io.StringIO(), {"status": 0, "error": None, "frames": []}
    sys.modules["__main__"] = module
    try:
        with contextlib.redirect_stdout(out):
            sys.settrace(tracer)
            try:
                exec(code, module.__dict__)
            finally:
                sys.settrace(None)
    except SystemExit as error:
        seen["status"] = error.code if isinstance(error.code, int) else 0 if error.code is None else 1
    except BaseException as error:
        seen["status"] = 1
        seen["error"] = traceback.format_exception_only(error)[-1].rstrip("\n")
        seen["frames"] = frames(error, filename)
    finally:
        sys.modules["__main__"] = before
    return {"stdout": out.getvalue(), **seen}


def traced(code, filename):
    """The events that a trace function sees of the program."""
    events = []

    def tracer(frame, event, argument):
        if frame.f_code.co_filename != filename:
            return None
        # The values that a suspension shows are the program's; those of exceptions are compared elsewhere.
        value = repr(argument) if event == "return" and isinstance(argument, (int, str, type(None))) else ""
        events.append([event, frame.f_code.co_qualname, frame.f_lineno, value])
        return tracer

    seen = execute(code, filename, tracer)
    return events, seen


def main():
    how, page, heading, trace, extension = sys.argv[1:]
    case = next(case for case in cases(page) if case.heading == heading)
    filename, source = "input.py", case.source
    if how == "plain":
        code = compile(source, filename, "exec", dont_inherit=True)
        seen = execute(code, filename)
    else:
        from corpus_check import native

        spile = native(extension)
        bodies = "bodies" in case.fences["python input"].options
        outside = "outside" in case.fences["python input"].options
        woven = spile.weave(source, "input", spile.Rules(["**"], bodies=bodies, outside=outside))
        if woven is None or isinstance(woven, str):
            raise SystemExit(f"the program was not woven: {woven}")
        code = woven.finish(compile(woven.text, filename, "exec", dont_inherit=True))
        spile.start({"directory": trace})
        spile.arm(code, woven.table, "input", filename)
        seen = execute(code, filename)
        spile.stop()
    seen["events"], again = traced(code, filename)
    if again != {key: seen[key] for key in again}:
        seen["traced"] = again
    json.dump(seen, sys.stdout)


if __name__ == "__main__":
    main()
