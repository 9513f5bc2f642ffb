"""Coroutines and tasks, under asyncio."""

import sys

import pytest

since_3_12 = pytest.mark.skipif(sys.version_info < (3, 12), reason="from 3.12 on")


def test_gathered_tasks_are_lanes(lab):
    recorded = lab.check(
        """
        import asyncio
        async def main_task():
            print(await asyncio.gather(*(work(n) for n in range(3))))
            f()
        async def work(n):
            f()
            await asyncio.sleep(0.001 * n)
            await step()
            return n
        async def step():
            f()
            await asyncio.sleep(0)
            f()
        def f(): pass
        def main():
            asyncio.run(main_task())
        """,
        """
        MainThread
          main
        task main_task
          main_task
            f
        task work
          work *3
            f *3
            step *3
              f *6
        """,
    )
    assert recorded.calls == {"main": 1, "main_task": 1, "work": 3, "step": 3, "f": 10}


def test_idle_time_belongs_to_nobody_that_awaits(lab):
    """One task alone, and several that take turns: what is awaited does not count, noticed or not."""
    recorded = lab.run(
        """
        import asyncio, time
        async def alone():
            await asyncio.sleep(0.1)
            time.sleep(0.02)
        async def many():
            await asyncio.gather(*(one() for _ in range(3)))
        async def one():
            await asyncio.sleep(0.1)
            await inner()
        async def inner():
            await asyncio.sleep(0.1)
        def main():
            asyncio.run(alone())
            asyncio.run(many())
        """
    )
    rows = recorded.rows
    assert rows["alone"]["total_ns"] < 80_000_000 and rows["alone"]["own_ns"] >= 20_000_000
    for name in ("many", "one", "inner"):
        assert rows[name]["total_ns"] < 60_000_000, name
        assert rows[name]["max_ns"] < 60_000_000, name
    assert rows["main"]["total_ns"] >= 300_000_000


def test_task_groups_and_failures(lab):
    lab.check(
        """
        import asyncio
        async def top():
            try:
                async with asyncio.TaskGroup() as group:
                    group.create_task(good())
                    group.create_task(bad())
                    f()
            except ExceptionGroup as errors:
                print(errors.exceptions)
            f()
        async def good():
            try:
                await asyncio.sleep(10)
            except asyncio.CancelledError:
                cancelled()
                raise
        async def bad():
            await asyncio.sleep(0)
            await worse()
        async def worse():
            await asyncio.sleep(0)
            raise LookupError("no")
        def cancelled(): pass
        def f(): pass
        def main(): asyncio.run(top())
        """,
        """
        MainThread
          main
        task top
          top
            f *2
        task good
          good !1
            cancelled
        task bad
          bad !1
            worse !1
        """,
    )


def test_cancellation_and_timeouts(lab):
    lab.check(
        """
        import asyncio
        async def top():
            task = asyncio.create_task(slow())
            await asyncio.sleep(0)
            task.cancel()
            try:
                await task
            except asyncio.CancelledError:
                f()
            try:
                async with asyncio.timeout(0.01):
                    await inner()
            except TimeoutError:
                g()
            f()
        async def slow():
            try:
                await inner()
            finally:
                g()
        async def inner():
            await asyncio.sleep(10)
        def f(): pass
        def g(): pass
        def main(): asyncio.run(top())
        """,
        """
        MainThread
          main
        task top
          top
            f *2
            inner !1
            g
        task slow
          slow !1
            inner !1
            g
        """,
    )


@since_3_12
def test_eager_tasks(lab):
    lab.check(
        """
        import asyncio
        async def top():
            asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
            a = asyncio.create_task(quick())
            b = asyncio.create_task(slow())
            f()
            await asyncio.gather(a, b)
            f()
        async def quick():
            f()
        async def slow():
            f()
            await asyncio.sleep(0.001)
            f()
        def f(): pass
        def main(): asyncio.run(top())
        """,
        """
        MainThread
          main
        task top
          top
            f *2
        task quick
          quick
            f
        task slow
          slow
            f *2
        """,
    )


@since_3_12
def test_eager_tasks_started_below_an_await(lab):
    """The one who creates the task is not woven, and is awaited by who is."""
    lab.check(
        """
        import asyncio, unwoven
        async def top():
            asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
            await unwoven.start(child)
        async def child():
            f()
            await asyncio.sleep(0.001)
            f()
        def f(): pass
        def main(): asyncio.run(top())
        """,
        """
        MainThread
          main
        task top
          top
        task child
          child
            f *2
        """,
        unwoven="""
        import asyncio
        async def start(child):
            task = asyncio.create_task(child())
            await asyncio.sleep(0)
            await task
        """,
    )


def test_threads_of_a_loop(lab):
    lab.check(
        """
        import asyncio
        async def top():
            await asyncio.gather(asyncio.to_thread(work), other())
            loop = asyncio.get_running_loop()
            await loop.run_in_executor(None, work)
            f()
        async def other():
            for _ in range(3):
                f()
                await asyncio.sleep(0)
        def work(): f()
        def f(): pass
        def main(): asyncio.run(top())
        """,
        """
        MainThread
          main
        task top
          top
            f
        task other
          other
            f *3
        asyncio_0
          work *2
            f *2
        """,
    )


def test_unwoven_coroutines_in_the_middle(lab):
    lab.check(
        """
        import asyncio, unwoven
        async def top(n):
            f()
            await unwoven.middle(bottom, g)
            f()
        async def bottom():
            g()
            await asyncio.sleep(0)
            await unwoven.sleep_twice(g)
            g()
        def f(): pass
        def g(): pass
        async def both():
            await asyncio.gather(top(1), top(2))
        def main(): asyncio.run(both())
        """,
        """
        MainThread
          main
        task both
          both
        task top
          top *2
            f *4
            g *8
            bottom *4
              g *16
        """,
        unwoven="""
        import asyncio
        async def middle(bottom, g):
            await sleep_twice(g)
            await bottom()
            await sleep_twice(g)
            await bottom()
        async def sleep_twice(g):
            await asyncio.sleep(0)
            g()
            await asyncio.sleep(0)
            g()
        """,
    )


def test_async_generators(lab):
    recorded = lab.check(
        """
        import asyncio
        async def numbers(n):
            try:
                for i in range(n):
                    await asyncio.sleep(0)
                    f()
                    got = yield i
                    if got: g()
            finally:
                await cleanup()
        async def cleanup():
            await asyncio.sleep(0)
            f()
        def f(): pass
        def g(): pass
        async def top():
            async for n in numbers(2):
                g()
            a = numbers(5)
            print(await anext(a), await a.asend(1), await a.asend(0))
            try:
                await a.athrow(KeyError("k"))
            except KeyError:
                print("thrown")
            b = numbers(5)
            await anext(b)
            await b.aclose()
            c = numbers(5)
            await anext(c)
            del c                       # the loop closes it
            await asyncio.sleep(0.01)
            print([n async for n in numbers(3)], [await square(n) for n in range(2)])
        async def square(n):
            await asyncio.sleep(0)
            return n * n
        def main(): asyncio.run(top())
        """,
        """
        MainThread
          main
        task top
          top
            numbers *5 !1
              f *10
              cleanup *5
                f *5
              g
            g *2
            square *2
        """,
        same=True,
    )
    assert recorded.calls["numbers"] == 5


def test_async_with_left_by_return(lab):
    """`__aexit__` is awaited by a function that is about to return."""
    lab.check(
        """
        import asyncio
        class Session:
            async def __aenter__(self):
                await asyncio.sleep(0)
                return self
            async def __aexit__(self, *error):
                await asyncio.sleep(0.001)
                f()
        async def fetch():
            async with Session() as session:
                return f()
        async def top():
            await asyncio.gather(fetch(), fetch(), ticker())
            try:
                async with Session():
                    raise KeyError
            except KeyError:
                f()
        async def ticker():
            for _ in range(20):
                g()
                await asyncio.sleep(0)
        def f(): pass
        def g(): pass
        def main(): asyncio.run(top())
        """,
        """
        MainThread
          main
        task top
          top
            Session.__aenter__
            Session.__aexit__
              f
            f
        task fetch
          fetch *2
            Session.__aenter__ *2
            f *2
            Session.__aexit__ *2
              f *2
        task ticker
          ticker
            g *20
        """,
    )


def test_exceptions_pass_through_awaits(lab):
    lab.check(
        """
        import asyncio
        async def top():
            for _ in range(2):
                try:
                    await middle()
                except ValueError:
                    f()
                    await rest()
        async def middle():
            await bottom()
        async def bottom():
            await asyncio.sleep(0)
            raise ValueError
        async def rest():
            await asyncio.sleep(0)
            f()
        def f(): pass
        def main(): asyncio.run(top())
        """,
        """
        MainThread
          main
        task top
          top
            middle *2 !2
              bottom *2 !2
            f *2
            rest *2
              f *2
        """,
    )


def test_loops_on_several_threads(lab):
    recorded = lab.run(
        """
        import asyncio, threading
        async def top():
            await asyncio.gather(*(work(n) for n in range(20)))
        async def work(n):
            for _ in range(10):
                await step()
        async def step():
            f()
            await asyncio.sleep(0)
            f()
        def f(): pass
        def main():
            threads = [threading.Thread(target=lambda: asyncio.run(top())) for _ in range(4)]
            for t in threads: t.start()
            for t in threads: t.join()
        """
    )
    assert recorded.calls == {
        "main": 1, "main:lambda:" + _hash(recorded): 4, "top": 4, "work": 80, "step": 800, "f": 1600
    }  # fmt: skip
    assert "task work\n  work *80\n    step *800\n      f *1600" in recorded.tree


def _hash(recorded):
    return next(name for name in recorded.calls if ":lambda:" in name).rpartition(":")[2]
