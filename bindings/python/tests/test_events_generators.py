"""Generators, however they are resumed, left and thrown away."""

import sys

import pytest


def test_a_generator_stands_where_it_was_first_resumed_from(lab):
    recorded = lab.check(
        """
        def numbers():
            for n in range(3):
                f()
                yield n
        def f(): pass
        def g(): pass
        def main():
            numbers()           # never started
            for _ in numbers():
                g()
            sum(numbers())
        """,
        """
        MainThread
          main
            numbers *2
              f *6
            g *3
        """,
    )
    assert recorded.rows["numbers"]["errors"] == 0


def test_send_throw_and_close(lab):
    lab.check(
        """
        def echo():
            got = None
            while True:
                try:
                    got = yield handle(got)
                except KeyError:
                    caught()
                except GeneratorExit:
                    closing()
                    raise
        def handle(x): return x
        def caught(): pass
        def closing(): pass
        def other(): pass
        def main():
            e = echo()
            next(e)
            print(e.send(1))
            other()
            print(e.throw(KeyError("k")))
            try:
                e.throw(ValueError("v"))
            except ValueError as error:
                print(repr(error))
            e = echo(); next(e); e.close(); other()
        """,
        """
        MainThread
          main
            echo *2 !1
              handle *4
              caught
              closing
            other *2
        """,
    )


def test_a_context_managers_exit_runs_inside_it(lab):
    lab.check(
        """
        from contextlib import contextmanager
        class Lock:
            def __enter__(self): return self
            def __exit__(self, *error): release(error[0])
        def release(error): print(error)
        @contextmanager
        def locked():
            with Lock() as lock:
                yield lock
        def body(): pass
        def failing(): raise LookupError("x")
        def main():
            with locked():
                body()
            try:
                with locked():
                    failing()
            except LookupError:
                body()
        """,
        """
        MainThread
          main
            locked *2 !1
              Lock.__enter__ *2
              Lock.__exit__ *2
                release *2
            body *2
            failing !1
        """,
    )


def test_dropped_half_way(lab):
    lab.check(
        """
        import gc
        def numbers():
            try:
                yield 1
                yield 2
            finally:
                cleanup()
        def cleanup(): pass
        def take():
            return next(numbers())      # freed here
        def cycle():
            g = numbers()
            keep = {"g": g}
            keep["keep"] = keep
            next(g)
        def main():
            take()
            gc.disable()
            cycle()
            gc.collect()
        """,
        """
        MainThread
          main
            take
              numbers
                cleanup
            cycle
              numbers
                cleanup
        """,
    )


def test_dropped_in_the_middle_of_another_function(lab):
    lab.check(
        """
        def numbers():
            try:
                yield 1
            finally:
                cleanup()
        def cleanup(): after()
        def after(): pass
        class Holder: pass
        def drop(holder):
            after()
            holder.g = None
            after()
        def main():
            h = Holder()
            h.g = numbers()
            next(h.g)
            drop(h)
            after()
        """,
        """
        MainThread
          main
            numbers
              cleanup
                after
            drop
              after *2
            after
        """,
    )


def test_resumed_on_another_thread(lab):
    recorded = lab.check(
        """
        import threading
        def numbers():
            for n in range(4):
                f()
                yield n
        def f(): pass
        def work(g): next(g); next(g)
        def main():
            g = numbers()
            next(g)
            t = threading.Thread(target=work, args=(g,), name="worker")
            t.start(); t.join()
            list(g)
        """,
        """
        MainThread
          main
            numbers
              f *4
        worker
          work
        """,
    )
    assert recorded.rows["numbers"]["max_ns"] > 0, "its end is known"


def test_delegating_generators_move_between_threads(lab):
    """Each `next` on a thread of its own: the delegating generator is suspended unseen."""
    recorded = lab.check(
        """
        from concurrent.futures import ThreadPoolExecutor
        def outer():
            yield from inner()
            yield from [7, 8]
            f()
        def inner():
            for n in range(3):
                f()
                yield n
        def f(): pass
        def main():
            with ThreadPoolExecutor(1) as one, ThreadPoolExecutor(1) as two:
                g = outer()
                got = []
                while True:
                    for pool in (one, two):
                        n = pool.submit(next, g, None).result()
                        if n is None:
                            print(got)
                            return
                        got.append(n)
        """,
        """
        MainThread
          main
        ThreadPoolExecutor-0_0
          outer
            inner
              f *3
            f
        """,
    )
    assert recorded.rows["outer"]["max_ns"] > 0, "its end is known"


def test_recursive_generators(lab):
    recorded = lab.check(
        """
        def walk(depth):
            visit()
            if depth:
                yield from walk(depth - 1)
                yield depth
                yield from walk(depth - 1)
        def visit(): pass
        def use(n): pass
        def main():
            for n in walk(3):
                use(n)
            print(list(walk(2)))
        """,
        """
        MainThread
          main
            walk *2
              visit *2
              walk *4
                visit *4
                walk *8
                  visit *8
                  walk *8
                    visit *8
            use *7
        """,
    )
    assert recorded.calls["walk"] == 15 + 7


def test_a_consumers_time_is_its_own(lab):
    recorded = lab.run(
        """
        import time
        def items():
            yield from range(5)
        def main():
            for _ in items():
                time.sleep(0.01)
        """
    )
    main, items = recorded.rows["main"], recorded.rows["items"]
    assert main["own_ns"] >= 40_000_000 and items["own_ns"] < main["own_ns"] / 4
    assert items["total_ns"] < main["own_ns"] / 4


def test_generator_expressions_and_lambdas_in_them(lab):
    lab.check(
        """
        def f(x): return x
        def main():
            print(sum(f(n) for n in range(3)))
            print(list(map(lambda n: f(n), (n for n in range(2)))))
        """,
        """
        MainThread
          main
            f *3
            main.<lambda> *2
              f *2
        """,
    )


def test_an_ended_generators_memory_is_used_again(lab):
    recorded = lab.check(
        """
        def one():
            yield f()
        def f(): return 1
        def main():
            for _ in range(1000):
                g = one()
                next(g)
                del g
        """,
        """
        MainThread
          main
            one *1000
              f *1000
        """,
    )
    assert recorded.rows["one"]["errors"] == 0


def test_generators_alive_at_exit(lab):
    recorded = lab.check(
        """
        def numbers():
            try:
                yield 1
            finally:
                cleanup()
        def cleanup(): print("cleanup")
        keep = []
        def main():
            g = numbers()
            next(g)
            keep.append(g)
        """,
        """
        MainThread
          main
            numbers
              cleanup
        """,
    )
    assert recorded.done.stdout == "cleanup\n"


def test_introspection_answers_as_unwoven(lab):
    lab.check(
        """
        import inspect
        def sub(): yield 1
        def gen(): yield from s
        def main():
            global s
            s = sub()
            g = gen()
            print(inspect.getgeneratorstate(g), g.gi_yieldfrom)
            next(g)
            print(inspect.getgeneratorstate(g), g.gi_yieldfrom is s, g.gi_running, g.gi_frame.f_lineno)
            print(inspect.getgeneratorlocals(g))
            list(g)
            print(inspect.getgeneratorstate(g), g.gi_frame)
        """,
        """
        MainThread
          main
            gen
              sub
        """,
    )


def test_yields_where_no_probe_can_stand(lab):
    """A `yield` in a formatted string is not woven: only frames tell."""
    lab.check(
        '''
        def gen():
            f()
            x = f"{(yield 1)} {(yield 2)}"
            f()
        def f(): pass
        def g(): h()
        def h(): pass
        def main():
            for _ in gen():
                g()
        ''',
        """
        MainThread
          main
            gen
              f *2
            g *2
              h *2
        """,
    )


@pytest.mark.skipif(sys.version_info < (3, 12), reason="comprehensions have frames of their own")
def test_comprehensions_yield_from_their_function(lab):
    lab.check(
        """
        def f(x): return x
        def main():
            print([f(x) for x in range(3)], {f(x): lambda: 0 for x in range(2)}[0]())
        """,
        """
        MainThread
          main
            f *5
            main.<lambda>
        """,
    )
