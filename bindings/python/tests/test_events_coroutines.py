"""Coroutines: what can be asked about them, and those that no task runs."""

import sys



def test_introspection_answers_as_unwoven(lab):
    lab.run(
        """
        import asyncio, inspect, traceback
        async def inner(): await asyncio.sleep(0.01)
        async def outer(): await i
        async def agen():
            await asyncio.sleep(0)
            yield 1
        async def top():
            global i
            i = inner()
            c = outer()
            print(inspect.getcoroutinestate(c), c.cr_await)
            task = asyncio.create_task(c)
            await asyncio.sleep(0)
            print(inspect.getcoroutinestate(c), c.cr_await is i, type(i.cr_await))
            print([(f.f_code.co_name, f.f_lineno) for f in task.get_stack()])
            await task
            print(inspect.getcoroutinestate(c), c.cr_await)
            a = agen()
            n = a.asend(None)
            n.send(None)
            print(type(a.ag_await), a.ag_running, a.ag_frame.f_lineno)
            try:
                n.send(None)
            except StopIteration as stop:
                print(stop.value)
            await a.aclose()
            try:
                await fail()
            except ValueError as error:
                print([(f.name, f.lineno, f.colno) for f in traceback.extract_tb(error.__traceback__)])
        async def fail():
            await asyncio.sleep(0)
            return await fail2()
        async def fail2(): raise ValueError
        def main(): asyncio.run(top())
        """
    )


def test_coroutines_driven_by_hand(lab):
    lab.check(
        """
        import types
        @types.coroutine
        def switch():
            got = yield 1
            f()
            return got
        async def work():
            f()
            return await switch()
        def f(): pass
        def main():
            c = work()
            c.send(None)
            f()
            try:
                c.send(5)
            except StopIteration as stop:
                print(stop.value)
            d = work()
            d.send(None)
            d.close()
            e = work()
            e.send(None)
            try:
                e.throw(KeyError)
            except KeyError:
                f()
        """,
        """
        MainThread
          main
            f *2
        task work
          work *3 !1
            f *3
            switch *3 !1
              f
        """,
    )


def test_awaitables_written_in_python(lab):
    lab.check(
        """
        import asyncio
        class Later:
            def __await__(self):
                f()
                yield from asyncio.sleep(0).__await__()
                f()
                return 5
        async def top():
            print(await Later())
            print(await asyncio.wait_for(child(), 1))
            await asyncio.shield(child())
        async def child():
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
            Later.__await__
              f *2
            child
              f
        task child
          child
            f
        """
        if sys.version_info >= (3, 12)
        else """
        MainThread
          main
        task top
          top
            Later.__await__
              f *2
        task child
          child *2
            f *2
        """,
    )
