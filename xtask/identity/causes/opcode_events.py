"""A tracer with `f_trace_opcodes` is called for every instruction: also for the inserted ones."""

import sys


def n_opcodes(source):
    namespace, events = {}, []
    exec(source, namespace)

    def tracer(frame, event, argument):
        frame.f_trace_opcodes = True
        if event == "opcode":
            events.append(frame.f_lasti)
        return tracer

    sys.settrace(tracer)
    namespace["f"](1)
    sys.settrace(None)
    return len(events)


n_opcodes("def f(x): pass\n")  # CPython 3.12 reports nothing to the first tracer that asks for opcodes.
plain = n_opcodes("def f(x):\n    return x\n")
inserted = n_opcodes("def f(x):\n    0 in b''\n    return x\n")
assert plain != inserted
print(plain, "opcode events became", inserted)
