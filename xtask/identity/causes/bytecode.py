"""A program that looks at a function's bytecode sees whatever statement is inserted."""

import dis


def instructions(source):
    namespace = {}
    exec(source, namespace)
    return [instruction.opname for instruction in dis.get_instructions(namespace["f"])]


plain = instructions("def f(x):\n    return x\n")
inserted = instructions("def f(x):\n    0 in b''\n    return x\n")
assert plain != inserted
print(len(plain), "instructions became", len(inserted))
