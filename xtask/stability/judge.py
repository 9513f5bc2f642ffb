"""Says whether two definitions are the same but for their own name, by CPython's own syntax trees.

One JSON object a line comes in: `old` and `new`, each with a `text` and the `line` of `def` or `class`. One goes out:
`equal`, null when one of the texts is no program of this Python.
"""

import ast
import functools
import json
import sys
import warnings

DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


@functools.lru_cache(64)
def definitions(text):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = ast.parse(text)
    return {node.lineno: node for node in ast.walk(tree) if isinstance(node, DEFINITIONS)}


def dump(node):
    """The tree as text, with the definition's name blotted out wherever it names something."""
    name = node.name
    pieces = []

    def walk(value):
        if isinstance(value, ast.AST):
            pieces.append(type(value).__name__)
            for field in value._fields:
                item = getattr(value, field, None)
                is_name = (type(value), field) in (
                    (ast.Name, "id"),
                    (ast.Attribute, "attr"),
                ) or value is node and field == "name"
                if field in ("kind", "type_comment"):
                    continue
                pieces.append(field)
                walk("" if is_name and item == name else item)
        elif isinstance(value, list):
            pieces.append("[")
            for item in value:
                walk(item)
            pieces.append("]")
        else:
            pieces.append(repr(value))

    walk(node)
    return pieces


def equal(old, new):
    try:
        sides = [definitions(side["text"])[side["line"]] for side in (old, new)]
    except (SyntaxError, ValueError, KeyError, RecursionError, MemoryError):
        return None
    return dump(sides[0]) == dump(sides[1])


sys.setrecursionlimit(20_000)
for line in sys.stdin:
    question = json.loads(line)
    print(json.dumps({"equal": equal(question["old"], question["new"])}), flush=True)
