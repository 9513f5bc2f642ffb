"""A program that measures a code object measures the inserted statement too: its size, or its marshalled form."""

import marshal
import sys


def size(source):
    code = compile(source, "<size>", "exec")
    function = next(constant for constant in code.co_consts if hasattr(constant, "co_code"))
    return sys.getsizeof(function), len(marshal.dumps(code))


plain = size("def f(x):\n    return x\n")
inserted = size("def f(x):\n    0 in b''\n    return x\n")
assert plain[0] != inserted[0] and plain[1] != inserted[1]
print(plain, "bytes became", inserted)
