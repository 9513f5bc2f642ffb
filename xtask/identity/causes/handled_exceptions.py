"""`sys.monitoring` tells of every handler that an exception meets: also of one that raises it again at once."""

import sys


def n_handled(source):
    namespace, events = {}, []
    exec(source, namespace)
    monitoring, tool = sys.monitoring, 3
    monitoring.use_tool_id(tool, "counter")
    monitoring.register_callback(tool, monitoring.events.EXCEPTION_HANDLED, lambda *event: events.append(event))
    monitoring.set_events(tool, monitoring.events.EXCEPTION_HANDLED)
    try:
        namespace["f"]()
    except ZeroDivisionError:
        pass
    monitoring.set_events(tool, 0)
    monitoring.free_tool_id(tool)
    return len(events)


if sys.version_info >= (3, 12):
    plain = n_handled("def f():\n    1 / 0\n")
    inserted = n_handled("def f():\n    try:\n        1 / 0\n    finally: 0\n")
    assert plain != inserted
    print(plain, "handled exceptions became", inserted)
