"""imports.py TRACER MODULE: the CPU seconds that `import MODULE` takes, as one JSON object.

Below `spile run` the tracer is `spile`; `spile-split` also tells where the time of the cold import goes.
"""

import json
import sys
import time


def timers():
    """Puts clocks around what the import hook calls. Their own time is small beside it."""
    from spile import _cache, _loader, _native

    spent = dict.fromkeys(("weave", "compile", "finish", "arm", "cache read", "cache write"), 0.0)
    clock = time.process_time

    def timed(part, function):
        def call(*arguments):
            start = clock()
            try:
                return function(*arguments)
            finally:
                spent[part] += clock() - start

        return call

    def compile_woven(woven, source, path, optimize, warn, module):
        # The same as the extension's, but for the filter against warnings.
        code = compile_text(woven.text, path, "exec", 0, True, optimize)
        return finish(woven, code)

    class Native:
        pass

    native = Native()
    vars(native).update(vars(_native))
    native.weave = timed("weave", _native.weave)
    native.arm = timed("arm", _native.arm)
    compile_text = timed("compile", compile)
    finish = timed("finish", lambda woven, code: woven.finish(code))
    native.compile_woven = compile_woven
    _loader._native = native
    _cache.Cache.read = timed("cache read", _cache.Cache.read)
    _cache.Cache.write = timed("cache write", _cache.Cache.write)
    return spent


def main():
    tracer, module = sys.argv[1:]
    package = module.partition(".")[0]
    spent = {}
    if tracer == "logfire":
        import logfire

        logfire.configure(send_to_logfire=False, console=False)
        logfire.install_auto_tracing(modules=[package], min_duration=0)
    elif tracer == "transformer":
        import transformer

        transformer.install(package)
    elif tracer == "spile-split":
        spent = timers()
    start = time.process_time()
    __import__(module)
    seconds = time.process_time() - start
    modules = sum(name.partition(".")[0] == package for name in sys.modules)
    print(json.dumps({"seconds": seconds, "modules": modules, "process": time.process_time(), **spent}))


main()
