"""A program that lists a function's constants finds those of the inserted statement."""


def constants(source):
    namespace = {}
    exec(source, namespace)
    return namespace["f"].__code__.co_consts


plain = constants("def f(x):\n    return x\n")
inserted = constants("def f(x):\n    0 in b'site'\n    return x\n")
assert plain != inserted
print(plain, "became", inserted)
