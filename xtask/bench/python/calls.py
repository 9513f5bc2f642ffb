"""calls.py TRACER ROW,... REPEATS SCALE: what a traced call costs, as one JSON object.

Plain and traced repetitions take turns in one process, each on its own copy of `workload.py`, so that what else the
machine does falls on both. The time is the thread's CPU time.
"""

import importlib.util
import json
import os
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
PATH = os.path.join(HERE, "workload.py")


def plain():
    spec = importlib.util.spec_from_file_location("plain_workload", PATH)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def injected(probes):
    import transformer

    module = type(sys)("injected_workload")
    transformer.define(vars(module))
    with open(PATH, "rb") as file:
        exec(transformer.transformed(file.read(), PATH, probes), vars(module))
    return module


def nothing():
    pass


def tracer_of(name):
    """The module to run, what switches the tracer on, and what switches it off."""
    if name == "plain":
        return plain(), nothing, nothing
    if name in ("floor", "transformer"):
        import transformer

        module = injected(transformer.FLOOR if name == "floor" else transformer.RECORD)
        return module, nothing, transformer.events.clear
    if name in ("spile", "spile-outside"):  # below `spile run`
        import workload

        return workload, nothing, nothing
    if name == "spile-stopped":  # the same
        import workload
        from spile import _native

        _native.stop()
        return workload, nothing, nothing
    module = plain()
    if name == "setprofile":
        return module, lambda: sys.setprofile(lambda frame, event, argument: None), lambda: sys.setprofile(None)
    if name == "monitoring":
        return module, *monitoring(lambda code, offset: None, lambda code, offset, value: None)
    if name == "monitoring-c":
        import operator

        # Functions in C that do next to nothing with so many arguments: the second makes an empty dictionary.
        return module, *monitoring(operator.is_, type.__prepare__)
    if name == "viztracer":
        from viztracer import VizTracer

        tracer = VizTracer(verbose=0)

        def stop():
            tracer.stop()
            tracer.clear()

        return module, tracer.start, stop
    raise SystemExit(f"no tracer {name}")


def monitoring(start, end):
    monitor = sys.monitoring
    events = monitor.events
    monitor.use_tool_id(monitor.PROFILER_ID, "bench")
    monitor.register_callback(monitor.PROFILER_ID, events.PY_START, start)
    monitor.register_callback(monitor.PROFILER_ID, events.PY_RETURN, end)

    def switch(which):
        return lambda: monitor.set_events(monitor.PROFILER_ID, which)

    return switch(events.PY_START | events.PY_RETURN), switch(0)


def timed(work, scale):
    start = time.thread_time_ns()
    count = work(scale)
    return (time.thread_time_ns() - start) / count


def main():
    name, rows, repeats, scale = sys.argv[1:]
    repeats, scale = int(repeats), float(scale)
    base = plain()
    module, on, off = tracer_of(name)
    result = {}
    for row in rows.split(","):
        pairs = []
        for repeat in range(repeats + 1):
            without = timed(base.ROWS[row], scale)
            on()
            traced = timed(module.ROWS[row], scale)
            off()
            if repeat > 0:  # the first only warms up
                pairs.append((without, traced))
        result[row] = pairs
    print(json.dumps(result))


main()
