"""Names of asyncio tasks, as the program gives them."""

import json
import sys

NAMED = """
import asyncio
async def fetch(n):
    await asyncio.sleep(0)
    return f(n)
def f(n): return n
async def top():
    tasks = [asyncio.create_task(fetch(n), name=name) for n, name in enumerate(["alice", "bob", "alice", None])]
    return sum([await task for task in tasks])
def main():
    print(asyncio.run(top()))
"""


def test_lanes_of_tasks_have_their_names(lab):
    lab.check(
        NAMED,
        """
        MainThread
          main
        task top
          top
        task alice
          fetch *2
            f *2
        task bob
          fetch
            f
        task fetch
          fetch
            f
        """,
    )


def test_the_console_has_them_too(lab):
    lab.program.write(woven=NAMED)
    lab.program.file("app.py", "import woven\nwoven.main()\n")
    done = lab.spile(
        "run", "-q", "--console=json", "--target", "woven", "-o", str(lab.trace), "--", sys.executable, "app.py"
    )
    events = [json.loads(line) for line in done.stderr.splitlines()]
    lanes = {event["lane"] for event in events if event["name"] == "fetch"}
    assert {"alice", "bob"} < lanes and len(lanes) == 3


def test_a_name_for_each_request_does_not_fill_the_memory(lab):
    recorded = lab.run(
        """
        import asyncio
        async def work(): pass
        async def top():
            for n in range(3000):
                await asyncio.create_task(work(), name=f"request {n}")
        def main(): asyncio.run(top())
        """
    )
    assert recorded.calls["work"] == 3000
    lanes = [lane for lane in recorded.lanes if lane["calls"][0]["name"] == "work"]
    assert len(lanes) == 1001
    assert {lane["calls"][0]["calls"] for lane in lanes if lane["lane"] == "task work"} == {2000}


USES_ITS_OWN = """
import asyncio
class Loud(str):
    def __str__(self): raise SystemExit("ran")
    __repr__ = __hash__ = __eq__ = encode = __str__
class Own(asyncio.tasks._PyTask):
    def get_name(self): raise SystemExit("ran")
async def work(): await asyncio.sleep(0)
async def top():
    loop = asyncio.get_running_loop()
    loop.set_task_factory(lambda loop, coro, **more: Own(coro, loop=loop, name="own"))
    await asyncio.create_task(work())
    loop.set_task_factory(None)
    await asyncio.create_task(work(), name="z" * 200)
    task = asyncio.create_task(work(), name=chr(0xdc80) + " odd " + chr(0) + "y" * 200)
    await task
def main(): asyncio.run(top())
"""


def test_no_code_of_the_program_runs_for_a_name(lab):
    tree = lab.run(USES_ITS_OWN).tree
    # One of them is a task of its own class, the other has a name that is no text of UTF-8.
    assert "task work\n  work *2" in tree and f"task {'z' * 100}\n" in tree, tree
