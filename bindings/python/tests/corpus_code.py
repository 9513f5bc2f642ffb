"""Code objects of a woven source beside those of the plain one, as CPython compiled them."""

import collections
import dis
import inspect
import sys
import types

SAME = (
    "co_name co_qualname co_flags co_argcount co_posonlyargcount co_kwonlyargcount co_nlocals "
    "co_varnames co_names co_cellvars co_freevars co_firstlineno"
).split()


def nested(code):
    return [constant for constant in code.co_consts if isinstance(constant, types.CodeType)]


# CPython 3.12.1 compares code without its columns, so that equal lambdas of one line are one constant. Woven they are not
# equal: each has its own probe.
MERGES_LAMBDAS = len(nested(compile("lambda: 0, lambda: 0", "", "eval"))) == 1


def without_merged(woven, plain):
    """The code objects of `woven` without the lambdas that are one with another of their line in `plain`."""
    if not MERGES_LAMBDAS:
        return woven
    left = collections.Counter(map(place, plain))
    kept = []
    for code in woven:
        if code.co_name != "<lambda>" or left[place(code)] > 0:
            kept.append(code)
        left[place(code)] -= 1
    return kept


def place(code):
    return code.co_name, code.co_firstlineno


def docstring(code):
    """What becomes `__doc__` of a function."""
    is_function = code.co_flags & inspect.CO_OPTIMIZED and not code.co_name.startswith("<")
    if is_function and code.co_consts and isinstance(code.co_consts[0], str):
        return code.co_consts[0]
    return None


def position_problem(position, columns):
    """What is wrong with a position of CPython's, given the lengths of the lines."""
    line, end_line, col, end_col = position
    if line is None:
        return None if end_line is col is end_col is None else "a position without a line"
    if not 0 <= line <= len(columns):
        return "a line beyond the file"
    if end_line is None or col is None or end_col is None:
        return None
    if not line <= end_line <= len(columns):
        return "an end line out of order"
    if (line, col) > (end_line, end_col):
        return "an end before its start"
    if line and (col > columns[line - 1] or end_col > columns[end_line - 1]):
        return "a column beyond the line"
    return None


def lines_of(code):
    return {line for _, _, line in code.co_lines() if line is not None}


# What our own instructions consist of, the implicit `return`s of paths included: none of them can raise, so no traceback
# shows where they are.
CANNOT_RAISE = {
    "BINARY_OP", "BINARY_SUBSCR", "BUILD_TUPLE", "COPY", "CONTAINS_OP", "DELETE_FAST", "END_FOR", "EXTENDED_ARG",
    "JUMP_FORWARD", "LOAD_CONST", "NOP",
    "LOAD_COMMON_CONSTANT", "LOAD_SMALL_INT", "NOT_TAKEN", "POP_EXCEPT", "POP_ITER", "POP_TOP", "RETURN_CONST",
    "RETURN_VALUE", "STORE_FAST", "SWAP",
}  # fmt: skip
if sys.version_info >= (3, 12):
    # What may be unbound is loaded by another instruction there.
    CANNOT_RAISE.add("LOAD_FAST")


def instructions_at(code, positions):
    """Names of the instructions at some positions."""
    found = {}
    for instruction in dis.get_instructions(code):
        position = tuple(instruction.positions)
        if position in positions:
            found.setdefault(position, set()).add(instruction.opname)
    return found


def code_differences(plain, woven, columns, inexact):
    """Differences of a finished code object from its plain twin; `inexact` collects positions that the twin has not."""
    name = plain.co_qualname
    for attribute in SAME:
        one, other = getattr(plain, attribute), getattr(woven, attribute)
        if one != other:
            yield attribute, f"{name}: {other!r} instead of {one!r}"
    if docstring(plain) != docstring(woven):
        yield "docstring", f"{name}: {docstring(woven)!r} instead of {docstring(plain)!r}"
    known, seen = set(plain.co_positions()), set(woven.co_positions())
    added = {position for position in seen - known if position != (None,) * 4}
    at = instructions_at(woven, added) if added else {}
    for position in added:
        problem = position_problem(position, columns)
        others = at.get(position, set()) - CANNOT_RAISE
        if "CONTAINS_OP" in at.get(position, ()):
            # Our handler hands on an exception with the place at which it was raised.
            others.discard("RERAISE")
        if problem:
            yield "position", f"{name}: {problem}: {position}"
        elif others:
            yield "position added", f"{name}: {position} of {sorted(others)}"
        else:
            inexact.append((name, position))
    lost = known - seen
    at = instructions_at(plain, lost) if lost else {}
    for position in lost:
        # Of what CPython 3.11 makes itself, or what no traceback shows. That the line is there is checked below.
        # `RERAISE` hands on an exception with the place at which it was raised.
        if position[2] is None or at.get(position, set()) <= CANNOT_RAISE | {"RERAISE"}:
            inexact.append((name, position))
            continue
        yield "position lost", f"{name}: {position} of {at.get(position)}"
    missing, added = lines_of(plain) - lines_of(woven), lines_of(woven) - lines_of(plain)
    if missing:
        yield "lines missing", f"{name}: {sorted(missing)}"
    if added:
        yield "lines added", f"{name}: {sorted(added)}"
    inner_plain = nested(plain)
    inner_woven = without_merged(nested(woven), inner_plain)
    if [code.co_name for code in inner_plain] != [code.co_name for code in inner_woven]:
        yield "nested code", f"{name}: {inner_woven} instead of {inner_plain}"
        return
    for one, other in zip(inner_plain, inner_woven):
        yield from code_differences(one, other, columns, inexact)
