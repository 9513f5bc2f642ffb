"""How activations end when nothing tells, and what runs in the middle of others."""

import sys

import pytest


def test_lambdas_left_by_exceptions(lab):
    lab.check(
        """
        def fail(x): raise KeyError(x)
        def f(): pass
        def caught():
            try:
                (lambda: fail(1))()
            except KeyError:
                f()
        def main():
            caught()
            for function in (sorted, list):
                try:
                    if function is sorted:
                        sorted([3, 1, 2], key=lambda x: 1 // (x - 1))
                    else:
                        list(map(lambda x: 1 // x, [2, 1, 0]))
                except ZeroDivisionError:
                    f()
            g = lambda n: n and g(n - 1) or 1 // n
            try:
                g(3)
            except ZeroDivisionError:
                f()
        """,
        """
        MainThread
          main
            caught
              caught.<lambda> !1
                fail !1
              f
            main.<lambda> *2 !1       # of sorted
            f *3
            main.<lambda> *3 !1       # of map
            main.<lambda> !1
              main.<lambda> !1
                main.<lambda> !1
                  main.<lambda> !1
        """,
    )


def test_a_lambdas_frame_is_used_again_by_unwoven_code(lab):
    lab.check(
        """
        import unwoven
        def f(): pass
        def main():
            for _ in range(5):
                try:
                    list(map(lambda x: 1 // x, [0]))
                except ZeroDivisionError:
                    pass
                unwoven.call(f)
        """,
        """
        MainThread
          main
            main.<lambda> *5 !5
            f *5
        """,
        unwoven="""
        def call(f): list(map(lambda x: f(), [0]))
        """,
    )


def _nested(kind, body, n_blocks=20):
    lines = []
    for depth in range(n_blocks):
        lines.append(" " * depth + ("with c:" if depth % 2 else "for _ in (1,):"))
    return "\n        ".join([f"{kind}:", *("    " + line for line in lines), "    " + " " * n_blocks + body])


def test_functions_without_a_handler(lab):
    """With 20 nested blocks there is no room for one more `try`."""
    lab.check(
        f"""
        from contextlib import nullcontext
        c = nullcontext()
        {_nested("def deep(x)", "f(x)")}
        {_nested("def deep_return(x)", "return f(x)")}
        def f(x): return 1 // x
        def g(): pass
        def main():
            deep(1); g()
            deep_return(1); g()
            for function in (deep, deep_return):
                try:
                    function(0)
                except ZeroDivisionError:
                    g()
            list(map(deep, [1, 1]))
            g()
        """,
        """
        MainThread
          main
            deep *4 !1
              f *4 !1
            g *5
            deep_return *2 !2        # where a value is returned, the end is inferred
              f *2 !1
        """,
    )


DEPTHS = """
    import sys, functools
    def plain(n):
        global deepest
        deepest = n
        plain(n + 1)
    class C:
        def method(self, n):
            global deepest
            deepest = n
            self.method(n + 1)
    def through_c(n):
        global deepest
        deepest = n
        list(map(through_c, [n + 1]))
    def gen(n):
        global deepest
        deepest = n
        yield from gen(n + 1)
    def protected(n):
        global deepest
        deepest = n
        try:
            with open("/dev/null"):
                protected(n + 1)
        finally:
            pass
    async def coroutine(n):
        global deepest
        deepest = n
        await coroutine(n + 1)
    @functools.lru_cache(None)
    def cached(n):
        global deepest
        deepest = n
        return cached(n + 1)
    def main():
        for limit in (120, 400, 3000):
            sys.setrecursionlimit(limit)
            for start in (plain, C().method, through_c, protected, cached, lambda n: list(gen(n)),
                          lambda n: coroutine(n).send(None)):
                try:
                    start(0)
                except RecursionError as error:
                    print(limit, start.__name__ if hasattr(start, "__name__") else start, deepest, error)
"""


def test_recursion_ends_at_the_same_depth(lab):
    recorded = lab.run(DEPTHS)
    assert recorded.done.stdout.count("\n") == 21
    assert all(recorded.calls[name] > 3000 for name in ("plain", "C.method", "gen", "coroutine"))


def test_very_deep_recursion(lab):
    recorded = lab.run(
        """
        import sys
        def down(n): return n and down(n - 1)
        def up(n):
            yield n
            if n: yield from up(n - 1)
        def main():
            sys.setrecursionlimit(10**6)
            print(down(100_000), down(100_000))
            sys.setrecursionlimit(1000)
            print(sum(up(500)))
        """
    )
    assert recorded.calls == {"main": 1, "down": 200_002, "up": 501}


def test_signal_handlers_in_the_middle(lab):
    recorded = lab.run(
        """
        import signal, time
        count = 0
        def handler(number, frame):
            global count
            inner()
            count += 1
        def inner(): pass
        def f(x): return (lambda y: y + 1)(x)
        def gen():
            for n in range(100):
                yield f(n)
        def main():
            signal.signal(signal.SIGALRM, handler)
            signal.setitimer(signal.ITIMER_REAL, 0.0005, 0.0005)
            while count < 200:
                for n in gen():
                    try:
                        1 // (n % 3)
                    except ZeroDivisionError:
                        pass
            signal.setitimer(signal.ITIMER_REAL, 0)
            print("done")
        """
    )
    calls = recorded.calls
    assert calls["handler"] == calls["inner"] >= 200 and calls["f"] == calls["gen"] * 100
    assert recorded.rows["main"]["errors"] == recorded.rows["gen"]["errors"] == recorded.rows["f"]["errors"] == 0


def test_signals_that_raise(lab):
    recorded = lab.run(
        """
        import signal, time
        class Stop(Exception): pass
        def handler(number, frame): raise Stop
        def f(): g()
        def g(): h()
        def h(): pass
        def gen():
            while True:
                f()
                yield
        def main():
            signal.signal(signal.SIGALRM, handler)
            for _ in range(100):
                try:
                    signal.setitimer(signal.ITIMER_REAL, 0.0003)
                    for _ in gen():
                        f()
                except Stop:
                    pass
            again()
        def again():
            f()
            print("done")
        """
    )
    again = next(call for call in recorded.lanes[0]["calls"][0]["children"] if call["name"] == "again")
    assert (again["calls"], again["children"][0]["name"], again["children"][0]["calls"]) == (1, "f", 1)


def test_destructors_in_the_middle(lab):
    lab.check(
        """
        import gc, weakref
        class A:
            def __del__(self): deleted()
        class B: pass
        def deleted(): pass
        def cycle():
            a = A(); a.me = a
        def died(reference): deleted()
        def f(a): pass
        def main():
            f(A())
            gc.disable()
            cycle()
            gc.collect()
            b = B()
            r = weakref.ref(b, died)
            del b
            weakref.finalize(B(), deleted)
        """,
        """
        MainThread
          main
            f
            A.__del__ *2
              deleted *2
            cycle
            died
              deleted
            deleted
        """,
    )


def test_the_collector_runs_anywhere(lab):
    recorded = lab.run(
        """
        import gc
        class A:
            def __del__(self): deleted()
        def deleted(): global n; n += 1
        n = 0
        def make():
            a = A(); a.me = a
            return [[] for _ in range(20)]
        def fail(): raise KeyError([make()])
        def gen():
            yield make()
            yield make()
        def main():
            gc.set_threshold(5, 2, 2)
            for _ in range(3000):
                try:
                    fail()
                except KeyError:
                    list(gen())
            gc.collect()
            print(n)
        """
    )
    assert recorded.calls == {"main": 1, "fail": 3000, "gen": 3000, "make": 9000, "deleted": 9000, "A.__del__": 9000}
    assert recorded.rows["fail"]["errors"] == 3000


def test_calls_through_c(lab):
    lab.check(
        """
        from functools import lru_cache, singledispatch, partial, reduce, cached_property
        @lru_cache
        def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
        @singledispatch
        def show(x): return str(x)
        @show.register
        def _(x: int): return helper(x)
        def helper(x): return x
        class P:
            @cached_property
            def value(self): return helper(3)
            def __eq__(self, other): return helper(True)
            def __hash__(self): return helper(5)
        def main():
            print(fib(10), show(1), show("x"), partial(helper, 2)())
            print(reduce(lambda a, b: a + helper(b), range(4)))
            p = P()
            print(p.value, p.value, p == P(), P() in {p: 1})
        """,
        """
        MainThread
          main
            fib
              fib
                fib
                  fib
                    fib
                      fib
                        fib
                          fib
                            fib
                              fib *2
            _
              helper
            show
            helper
            main.<lambda> *3
              helper *3
            P.value
              helper
            P.__eq__ *2
              helper *2
            P.__hash__ *2
              helper *2
        """,
    )


def test_callbacks_at_exit(lab):
    lab.check(
        """
        import atexit, threading, weakref
        class Late:
            def __del__(self): late()
        def late(): print("late")
        def registered(): f(); print("registered")
        def f(): pass
        def main():
            atexit.register(registered)
            atexit.register(lambda: f())
            global keep
            keep = Late()
        """,
        """
        MainThread
          main
          main.<lambda>
            f
          registered
            f
          Late.__del__
            late
        """,
    )


@pytest.mark.parametrize("how", ["sys.exit(3)", "raise SystemExit(3)", "os._exit(3)", "raise KeyError(3)"])
def test_the_program_ends_by_itself(lab, how):
    recorded = lab.run(
        f"""
        import os, sys
        def main(): f()
        def f():
            sys.stdout.flush()
            {how}
        """,
        check=False,
    )
    is_hard = "_exit" in how
    assert recorded.done.returncode == (1 if "KeyError" in how else 3)
    assert recorded.tree == ("MainThread\n  main\n    f" if is_hard else "MainThread\n  main !1\n    f !1")


def test_other_observers_see_nothing_of_ours(lab):
    lab.run(
        """
        import sys
        def f(x):
            yield x
            try:
                1 // x
            except ZeroDivisionError:
                pass
        async def c(): return [x for x in f(0)]
        def run():
            list(f(0))
            try: c().send(None)
            except StopIteration: pass
            (lambda: list(f(1)))()
        def report(frame, event, arg):
            name = frame.f_code.co_name
            events.append((event, name, getattr(arg, "__name__", None) if event.startswith("c_") else type(arg).__name__))
            return report
        def main():
            global events
            for install in (sys.setprofile, sys.settrace):
                events = []
                install(report)
                run()
                install(None)
                print(len(events), *events, sep="\\n")
            if sys.version_info >= (3, 12):
                m = sys.monitoring
                m.use_tool_id(3, "test")
                seen = []
                E = m.events
                for event in (E.PY_START, E.PY_RETURN, E.PY_YIELD, E.PY_RESUME, E.CALL, E.RAISE, E.PY_UNWIND, E.C_RETURN):
                    m.register_callback(3, event, lambda code, *rest, event=event: seen.append(
                        (event, code.co_name, type(rest[-1]).__name__)))
                m.set_events(3, E.PY_START | E.PY_RETURN | E.PY_YIELD | E.PY_RESUME | E.CALL | E.PY_UNWIND)
                run()
                m.set_events(3, 0)
                m.free_tool_id(3)
                print(len(seen), *seen, sep="\\n")
        """
    )
