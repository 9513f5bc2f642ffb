"""What CPython says about woven sources: ``python corpus_check.py [options] PATH...``

For every ``.py`` file below the paths:

- woven, it compiles if and only if it does as it is;
- finished, each of its code objects has the names, flags, docstring and first line of its plain twin, and its
  positions and lines are those of the twin;
- without the probes, its syntax tree is that of the original.

Nothing is run. Where a file differs, the first of each kind of difference are printed. The exit status says whether
there were any.
"""

import argparse
import ast
import collections
import importlib.util
import inspect
import io
import re
import sys
import sysconfig
import tokenize
import types
import warnings
from pathlib import Path

SAME = (
    "co_name co_qualname co_flags co_argcount co_posonlyargcount co_kwonlyargcount co_nlocals "
    "co_varnames co_names co_cellvars co_freevars co_firstlineno"
).split()


def native(path=None):
    """The extension, from `path`, from the source tree, or from an installed spile."""
    if path is None:
        tree = Path(__file__).resolve().parent.parent / "python" / "spile"
        places = [tree, *(Path(entry) / "spile" for entry in sys.path if entry)]
        found = [file for place in places if place.is_dir() for file in sorted(place.glob("_native*.so"))]
        if not found:
            return None
        path = found[0]
    spec = importlib.util.spec_from_file_location("spile._native", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# -- code objects ------------------------------------------------------------------------------------------------------


def nested(code):
    return [constant for constant in code.co_consts if isinstance(constant, types.CodeType)]


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


def code_differences(plain, woven, columns, inexact):
    """Differences of a finished code object from its plain twin; `inexact` collects positions that the twin has not."""
    name = plain.co_qualname
    for attribute in SAME:
        one, other = getattr(plain, attribute), getattr(woven, attribute)
        if one != other:
            yield attribute, f"{name}: {other!r} instead of {one!r}"
    if docstring(plain) != docstring(woven):
        yield "docstring", f"{name}: {docstring(woven)!r} instead of {docstring(plain)!r}"
    known = set(plain.co_positions())
    for position in set(woven.co_positions()) - known:
        problem = position_problem(position, columns)
        if problem:
            yield "position", f"{name}: {problem}: {position}"
        elif position[0] is not None:
            inexact.append((name, position))
    missing, added = lines_of(plain) - lines_of(woven), lines_of(woven) - lines_of(plain)
    if missing:
        yield "lines missing", f"{name}: {sorted(missing)}"
    if added:
        yield "lines added", f"{name}: {sorted(added)}"
    inner_plain, inner_woven = nested(plain), nested(woven)
    if [code.co_name for code in inner_plain] != [code.co_name for code in inner_woven]:
        yield "nested code", f"{name}: {inner_woven} instead of {inner_plain}"
        return
    for one, other in zip(inner_plain, inner_woven):
        yield from code_differences(one, other, columns, inexact)


# -- syntax trees ------------------------------------------------------------------------------------------------------


def is_probe(node):
    return (
        isinstance(node, ast.Compare)
        and isinstance(node.left, ast.Constant)
        and len(node.ops) == 1
        and isinstance(node.ops[0], ast.In)
        and isinstance(node.comparators[0], ast.Constant)
        and isinstance(node.comparators[0].value, bytes)
        and re.fullmatch(rb"spile\d*:\d+", node.comparators[0].value) is not None
    )


class Unweaver(ast.NodeTransformer):
    """Takes the probes out of a tree."""

    def __init__(self):
        self.probes = 0

    def visit_Expr(self, node):
        if is_probe(node.value):
            self.probes += 1
            return None
        return self.generic_visit(node)

    def visit_Try(self, node):
        self.generic_visit(node)
        if node.finalbody or node.handlers:
            return node
        # `finally: probe` has lost its only statement.
        return node.body

    def visit_Subscript(self, node):
        self.generic_visit(node)
        if isinstance(node.value, ast.Tuple):
            original = [element for element in node.value.elts if not is_probe(element)]
            if len(original) == 1 and len(node.value.elts) > 1:
                self.probes += 1
                return original[0]
        return node


def is_return(stmt):
    return isinstance(stmt, ast.Return) and stmt.value is None


class Normaliser(ast.NodeTransformer):
    """Takes `return`s out that only say where a function ends, be they of the weaver or of the author."""

    def visit_Yield(self, node):
        self.generic_visit(node)
        if isinstance(node.value, ast.Constant) and node.value.value is None:
            node.value = None
        return node

    def function(self, node):
        self.generic_visit(node)
        self.end(node.body)
        return node

    visit_FunctionDef = visit_AsyncFunctionDef = function

    def end(self, body):
        while body and is_return(body[-1]):
            body.pop()
        if not body:
            return
        last = body[-1]
        if isinstance(last, (ast.If, ast.For, ast.AsyncFor, ast.While)):
            if isinstance(last, ast.If):
                self.end(last.body)
            else:
                self.without_returns_before_breaks(last.body)
            self.end(last.orelse)
        elif isinstance(last, ast.Match):
            for case in last.cases:
                self.end(case.body)
            case = last.cases[-1]
            is_wild = isinstance(case.pattern, ast.MatchAs) and case.pattern.pattern is case.pattern.name is None
            if is_wild and case.guard is None and not case.body:
                last.cases.pop()
        elif isinstance(last, (ast.Try, getattr(ast, "TryStar", ast.Try))):
            self.end(last.orelse or last.body)
            for handler in last.handlers:
                self.end(handler.body)

    def without_returns_before_breaks(self, body):
        for one, following in zip(body[:], body[1:]):
            if is_return(one) and isinstance(following, ast.Break):
                body.remove(one)
        for stmt in body:
            for field in ("body", "orelse", "finalbody"):
                self.without_returns_before_breaks(getattr(stmt, field, []))
            for part in (*getattr(stmt, "handlers", ()), *getattr(stmt, "cases", ())):
                self.without_returns_before_breaks(part.body)


def tree_difference(source, woven):
    plain = ast.parse(source)
    unweaver = Unweaver()
    tree = Normaliser().visit(unweaver.visit(ast.parse(woven)))
    one, other = ast.dump(Normaliser().visit(plain), indent=1), ast.dump(tree, indent=1)
    if one == other:
        return None
    for number, (line, other_line) in enumerate(zip(one.splitlines(), other.splitlines())):
        if line != other_line:
            context = one.splitlines()[max(0, number - 6) : number + 2]
            return f"{other_line.strip()} instead of {line.strip()} in\n" + "\n".join(context)
    return "one tree ends before the other"


# -- files -------------------------------------------------------------------------------------------------------------


def compiled(source, name):
    try:
        return compile(source, name, "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError) as error:
        return error


def has_definitions(tree):
    return any(isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)) for node in ast.walk(tree))


def decoded(source):
    encoding, _ = tokenize.detect_encoding(io.BytesIO(source).readline)
    return source.decode(encoding)


def check_source(extension, source, name, inexact, bodies=False):
    """Kinds and descriptions of what is wrong; raises nothing."""
    plain = compiled(source, name)
    try:
        woven = extension.weave(source, "module", bodies)
    except LookupError:
        try:
            woven = extension.weave(decoded(source), "module", bodies)
        except (SyntaxError, UnicodeError):
            if isinstance(plain, types.CodeType):
                yield "refused", "CPython decodes it"
            return
    if woven is None or isinstance(woven, str):
        if isinstance(plain, types.CodeType) and has_definitions(ast.parse(source)):
            yield "refused", "CPython compiles it, and it has definitions"
        return
    code = compiled(woven.text, name)
    if isinstance(plain, Exception) or isinstance(code, Exception):
        if type(plain) is not type(code):
            yield "compiles", f"woven: {code!r}, plain: {plain!r}"
        return
    try:
        code = woven.finish(code)
    except ValueError as error:
        yield "finish", str(error)
        return
    # Lines as CPython counts them: a form feed ends none.
    text = decoded(source).removeprefix("\ufeff")
    lines = re.split(r"\r\n|\r|\n", text)
    columns = [len(line.encode()) for line in lines]
    yield from code_differences(plain, code, columns, inexact)
    difference = tree_difference(source, woven.text)
    if difference:
        yield "tree", difference


def files_below(paths):
    for path in map(Path, paths):
        yield from sorted(path.rglob("*.py")) if path.is_dir() else [path]


def check(extension, paths, every=1, shown=3, bodies=False):
    """Check the files below `paths` and print what is wrong; returns how many differences there are."""
    kinds, n_files, inexact_total = collections.Counter(), 0, 0
    for number, path in enumerate(files_below(paths)):
        if number % every or not path.is_file():
            continue
        n_files += 1
        inexact = []
        try:
            for kind, description in check_source(extension, path.read_bytes(), str(path), inexact, bodies):
                kinds[kind] += 1
                if kinds[kind] <= shown:
                    print(f"{kind}: {path}: {description}", flush=True)
        except RecursionError:
            kinds["too deep for the check"] += 1
        if inexact and inexact_total < shown:
            print(f"inexact: {path}: {inexact[:3]}", flush=True)
        inexact_total += len(inexact)
    version = ".".join(map(str, sys.version_info[:3]))
    print(f"{version}: {n_files} files, {sum(kinds.values())} differences {dict(kinds)}, {inexact_total} inexact positions")
    return sum(count for kind, count in kinds.items() if kind != "too deep for the check")


def main():
    parser = argparse.ArgumentParser(description="Compare woven sources with plain ones through CPython's eyes.")
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files or directories; the standard library")
    parser.add_argument("--native", help="the extension to use")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only each Nth file")
    parser.add_argument("--shown", type=int, default=3, metavar="N", help="how many differences of a kind are printed")
    parser.add_argument("--bodies", action="store_true", help="weave the bodies of classes and modules, too")
    options = parser.parse_args()
    extension = native(options.native)
    if extension is None:
        sys.exit("corpus_check.py: the extension is not built")
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(5000)
    paths = options.paths or [sysconfig.get_path("stdlib")]
    sys.exit(1 if check(extension, paths, options.every, options.shown, options.bodies) else 0)


if __name__ == "__main__":
    main()
