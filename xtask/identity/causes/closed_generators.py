"""A generator that is dropped half-way runs once more if a statement of it could see that; else it need not."""

import sys

PROGRAM = """
def numbers():
    {before}
        yield 1
    {after}
"""


def events(before, after):
    namespace, seen = {}, []
    exec(PROGRAM.format(before=before, after=after), namespace)
    generator = namespace["numbers"]()
    next(generator)
    sys.setprofile(lambda frame, event, argument: frame.f_code.co_name == "numbers" and seen.append(event))
    del generator
    sys.setprofile(None)
    return seen


plain = events("if True:", "pass")
inserted = events("try:", "finally: 0 in b'site'")
if sys.version_info >= (3, 13):
    assert plain != inserted
print(plain, "became", inserted)
