"""overhead.py ROUNDS: what recording adds to programs of pyperformance that call much, as one JSON object.

Below `spile run --target 'woven_*'`. Plain and woven rounds take turns in one process, each on its own copy of the
module, so that what else the machine does falls on both. The time is the thread's CPU time. Each program is run in a
process of its own: what the trace says of its calls is said of the woven rounds alone.
"""

import importlib.util
import json
import os
import sys
import time

import pyperformance

PROGRAMS = {
    "deltablue": lambda module: module.delta_blue(100),
    "raytrace": lambda module: module.bench_raytrace(1, 30, 30, None),
    "richards": lambda module: module.Richards().run(1),
    "go": lambda module: module.versus_cpu(),
}


def load(name, path):
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def timed(run, module):
    start = time.thread_time_ns()
    run(module)
    return time.thread_time_ns() - start


def main():
    program, rounds = sys.argv[1], int(sys.argv[2])
    benchmarks = os.path.join(os.path.dirname(pyperformance.__file__), "data-files", "benchmarks")
    path = os.path.join(benchmarks, "bm_" + program, "run_benchmark.py")
    run = PROGRAMS[program]
    plain, woven = load("plain_" + program, path), load("woven_" + program, path)
    run(plain)  # What is imported late, and what the interpreter adapts.
    pairs = [(timed(run, plain), timed(run, woven)) for _ in range(rounds)]
    print(json.dumps(pairs))


main()
