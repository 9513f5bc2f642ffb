"""Tasks under trio and anyio."""

import pytest

LIBRARY = """
    import {library}
    async def top():
        async with {library}.{group}() as group:
            for n in range(3):
                group.start_soon(work, n)
        with {library}.move_on_after(0.01):
            await step(10)
        try:
            async with {library}.{group}() as group:
                group.start_soon(work, -1)
                await step(10)
        except BaseExceptionGroup:
            g()
        await {library}.to_thread.run_sync(f)
    async def work(n):
        f()
        await step(0.001 * abs(n))
        if n < 0:
            raise ValueError
    async def step(seconds):
        f()
        await {library}.sleep(seconds)
        g()
    def f(): pass
    def g(): pass
    def main(): {library}.run(top)
"""


# anyio names its tasks by module and function.
@pytest.mark.parametrize(
    ("library", "group", "named"), [("trio", "open_nursery", ""), ("anyio", "create_task_group", "woven.")]
)
def test_other_libraries(lab, library, group, named):
    pytest.importorskip(library)
    recorded = lab.run(LIBRARY.format(library=library, group=group))
    tree = recorded.tree
    assert f"task {named}work\n  work *4 !1\n    f *4\n    step *4\n      f *4\n      g *4" in tree
    assert f"task {named}top\n  top\n    step *2 !2\n      f *2\n    g" in tree
    assert tree.startswith(f"MainThread\n  main\ntask {named}top")
    assert recorded.calls == {"main": 1, "top": 1, "work": 4, "step": 6, "f": 11, "g": 5}
