"""Syntax trees of woven sources without their probes."""

import ast
import re


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
        if is_probe(node.slice) and isinstance(node.value, ast.Tuple) and len(node.value.elts) == 1:
            self.probes += 1
            return node.value.elts[0]
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


def same_trees(one, other):
    stack = [(one, other)]
    while stack:
        one, other = stack.pop()
        if type(one) is not type(other):
            return False
        if isinstance(one, ast.AST):
            stack.extend((getattr(one, name, None), getattr(other, name, None)) for name in one._fields)
        elif isinstance(one, list):
            if len(one) != len(other):
                return False
            stack.extend(zip(one, other))
        elif isinstance(one, (float, complex)):
            # Zero has a sign.
            if repr(one) != repr(other):
                return False
        elif one != other:
            return False
    return True


def is_probe_statement(stmt):
    return type(stmt) is ast.Expr and is_probe(stmt.value)


def without_probes(body):
    """The statements of a woven body that are not ours."""
    for stmt in body:
        if is_probe_statement(stmt):
            continue
        if type(stmt) is ast.Try and not stmt.handlers and all(map(is_probe_statement, stmt.finalbody)):
            yield from without_probes(stmt.body)
        else:
            yield stmt


def looks_same(plain, woven):
    """Whether two trees are seen at a glance to be the same but for probes; where functions differ, by how they end, they
    are looked at one by one."""
    if isinstance(plain, (ast.FunctionDef, ast.AsyncFunctionDef)) and type(plain) is type(woven):
        if same_parts(plain, woven):
            return True
        return same_trees(Normaliser().visit(plain), Normaliser().visit(Unweaver().visit(woven)))
    return same_parts(plain, woven)


def same_parts(plain, woven):
    stack = [(getattr(plain, name), getattr(woven, name)) for name in plain._fields]
    while stack:
        one, other = stack.pop()
        kind = type(other)
        if kind is ast.Subscript and type(other.value) is ast.Tuple and len(other.value.elts) > 1:
            original = [element for element in other.value.elts if not is_probe(element)]
            if len(original) == 1:
                other = original[0]
                kind = type(other)
        if kind is not type(one):
            return False
        if kind is list:
            if other and isinstance(other[0], ast.stmt):
                other = list(without_probes(other))
            if len(one) != len(other):
                return False
            stack.extend(zip(one, other))
        elif kind is ast.FunctionDef or kind is ast.AsyncFunctionDef:
            if not looks_same(one, other):
                return False
        elif isinstance(one, ast.AST):
            stack.extend([(getattr(one, name, None), getattr(other, name, None)) for name in one._fields])
        elif kind is float or kind is complex:
            if repr(one) != repr(other):
                return False
        elif one != other:
            return False
    return True


def tree_difference(tree, woven):
    """How `woven`, without its probes, differs from the text of which `tree` is the tree."""
    woven = ast.parse(woven)
    if looks_same(tree, woven):
        return None
    plain = Normaliser().visit(tree)
    unwoven = Normaliser().visit(Unweaver().visit(woven))
    if same_trees(plain, unwoven):
        return None
    one, other = ast.dump(plain, indent=1), ast.dump(unwoven, indent=1)
    if one == other:
        return None
    for number, (line, other_line) in enumerate(zip(one.splitlines(), other.splitlines())):
        if line != other_line:
            context = one.splitlines()[max(0, number - 6) : number + 2]
            return f"{other_line.strip()} instead of {line.strip()} in\n" + "\n".join(context)
    return "one tree ends before the other"
