"""Threads, processes, greenlets and interpreters."""

import sys

import pytest


def test_many_threads(lab):
    recorded = lab.run(
        """
        import threading
        def work(n):
            for _ in range(50):
                list(items(3))
                try:
                    fail()
                except KeyError:
                    pass
        def items(n):
            for x in range(n): yield f(x)
        def f(x): return x
        def fail(): raise KeyError
        def main():
            threads = [threading.Thread(target=work, args=(n,), name=f"worker {n}") for n in range(200)]
            for t in threads: t.start()
            for t in threads: t.join()
        """
    )
    assert recorded.calls == {"main": 1, "work": 200, "items": 10_000, "f": 30_000, "fail": 10_000}
    lanes = {lane["lane"]: lane for lane in recorded.lanes}
    assert set(lanes) == {"MainThread", *(f"worker {n}" for n in range(200))}
    for name, lane in lanes.items():
        if name != "MainThread":
            (work,) = lane["calls"]
            assert [(c["name"], c["calls"], c["errors"]) for c in work["children"]] == [
                ("items", 50, 0), ("fail", 50, 50),
            ]  # fmt: skip
            assert work["children"][0]["children"][0]["calls"] == 150


def test_threads_have_the_names_that_the_program_gave_them(lab):
    lab.check(
        """
        import threading, _thread, time
        def f(): pass
        class Own(threading.Thread):
            def run(self): own()
        def own(): pass
        def renamed():
            pass
        def start():
            threading.current_thread().name = "new"
            renamed()
        def main():
            threading.current_thread().name = "first"
            f()
            for thread in (Own(name="höhe"), threading.Timer(0, f), threading.Thread(target=f, name="")):
                thread.start(); thread.join()
        """,
        """
        first
          main
            f
        höhe
          Own.run
            own
        Thread-1
          f
        Thread-2 (f)
          f
        """,
        main="import threading\nthreading.current_thread().name = 'first'\nimport woven\nwoven.main()\n",
    )


def test_threads_are_named_when_threading_itself_is_woven(lab):
    lab.program.write(woven="def work(): pass\n")
    lab.program.file(
        "app.py",
        "import threading, woven\nt = threading.Thread(target=woven.work, name='mine')\nt.start(); t.join()\n",
    )
    done = lab.spile(
        "run", "-q", "--target", "threading", "--target", "woven", "-o", str(lab.trace), "--", sys.executable, "app.py"
    )
    assert done.returncode == 0, done.stderr
    lanes = {lane["lane"]: lane for lane in lab.recorded().lanes}
    assert set(lanes) == {"MainThread", "mine"}
    assert lanes["mine"]["calls"][0]["name"] == "Thread._bootstrap"


def test_exit_in_a_thread_ends_the_thread(lab):
    lab.check(
        """
        import sys, threading
        def work(): f()
        def f(): sys.exit(1)
        def main():
            t = threading.Thread(target=work, name="t"); t.start(); t.join()
        """,
        """
        MainThread
          main
        t
          work !1
            f !1
        """,
    )


def test_daemon_threads_at_exit(lab):
    recorded = lab.run(
        """
        import threading, time
        def work():
            while True:
                f()
        def f(): g()
        def g(): pass
        def main():
            for _ in range(4):
                threading.Thread(target=work, daemon=True).start()
            time.sleep(0.05)
        """
    )
    assert recorded.calls["work"] == 4 and recorded.calls["f"] > 10


def test_a_fork_with_activations_on_the_stack(lab):
    recorded = lab.run(
        """
        import os, sys
        def numbers():
            f()
            yield 1
            f()
            yield 2
            f()
        def f(): pass
        def child(g): f(); next(g)
        def main():
            g = numbers()
            next(g)
            pid = os.fork()
            if pid == 0:
                child(g)
                sys.exit(7)
            print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
            list(g)
        """
    )
    parent, child = sorted(recorded.lanes, key=lambda lane: -lane["calls"][0]["calls"])
    assert parent["calls"][0]["calls"] == 1 and "earlier" not in parent["calls"][0]
    # The child knows what was on the stack, and of the generator which one it is.
    (main,) = child["calls"]
    assert (main["name"], main["calls"], main["earlier"]) == ("main", 0, 1)
    (below,) = main["children"]
    assert (below["name"], below["calls"]) == ("child", 1)
    assert [(call["name"], call["calls"], call.get("earlier")) for call in below["children"]] == [
        ("f", 1, None),
        ("numbers", 0, 1),
    ]
    assert recorded.calls == {"main": 1, "numbers": 1, "f": 5, "child": 1}


def test_forks_while_threads_come_and_go(lab):
    """No lock of the recorder may stay held in the child."""
    recorded = lab.run(
        """
        import os, threading, warnings
        warnings.simplefilter("ignore")
        def work():
            f()
        def f(): pass
        def churn():
            while not done:
                threads = [threading.Thread(target=work) for _ in range(5)]
                for t in threads: t.start()
                for t in threads: t.join()
        def in_child(): f(); return 0
        def main():
            global done
            done = False
            churners = [threading.Thread(target=churn) for _ in range(2)]
            for t in churners: t.start()
            for _ in range(60):
                pid = os.fork()
                if pid == 0:
                    t = threading.Thread(target=work); t.start(); t.join()
                    os._exit(in_child())
                assert os.waitpid(pid, 0)[1] == 0
            done = True
            for t in churners: t.join()
            print("done")
        """
    )
    assert recorded.calls["in_child"] == 60


MULTIPROCESSING = """
    import multiprocessing, os
    def work(n): return f(n)
    def f(n): return n + 1
    def main():
        context = multiprocessing.get_context("{method}")
        with context.Pool(2) as pool:
            print(pool.map(work, range(10)))
            pool.close(); pool.join()
        p = context.Process(target=work, args=(1,))
        p.start(); p.join()
        print(p.exitcode)
"""


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_multiprocessing(lab, method):
    recorded = lab.run(
        MULTIPROCESSING.format(method=method), main="import woven\nif __name__ == '__main__':\n    woven.main()\n"
    )
    assert recorded.calls == {"main": 1, "work": 11, "f": 11}
    assert len({lane["pid"] for lane in recorded.lanes}) in (3, 4)


def test_subprocesses(lab):
    recorded = lab.run(
        """
        import subprocess, sys
        def child(): f()
        def f(): pass
        def main():
            for _ in range(2):
                subprocess.run([sys.executable, "-c", "import woven; woven.child()"], check=True)
        """
    )
    assert recorded.calls == {"main": 1, "child": 2, "f": 2}


GREENLETS = """
    from greenlet import greenlet
    def ping():
        for n in range(3):
            f(n)
            other.switch(n)
            g()
    def pong(n):
        while True:
            f(n)
            deeper()
            n = first.switch()
    def deeper(): g()
    def f(n): pass
    def g(): pass
    def main():
        global first, other
        first, other = greenlet(ping), greenlet(pong)
        first.switch()
        g()
        other.throw()
        kill()
    def kill():
        k = greenlet(lambda: wait())
        k.switch()
        g()
        del k
        g()
    def wait():
        f(0)
        try:
            parent()
        finally:
            g()
    def parent():
        import greenlet
        greenlet.getcurrent().parent.switch()
"""


def test_greenlets_have_trees_of_their_own(lab):
    pytest.importorskip("greenlet")
    recorded = lab.check(
        GREENLETS,
        """
        MainThread
          main
            g
            kill
              g *2
          ping
            f *3
            g *3
          pong !1
            f *3
            deeper *3
              g *3
          kill.<lambda> !1
            wait !1
              f
              parent !1
              g
        """.replace("kill.<lambda> !1", "kill.<lambda> !1" if sys.version_info >= (3, 12) else "kill.<lambda>"),
    )
    assert recorded.calls["g"] == 3 + 3 + 1 + 2 + 1


def test_gevent(lab):
    pytest.importorskip("gevent")
    recorded = lab.run(
        """
        import gevent, gevent.pool
        def work(n):
            f(n)
            gevent.sleep(0.001 * n)
            inner(n)
            return n
        def inner(n):
            gevent.sleep(0.001)
            f(n)
        def f(n): pass
        def main():
            pool = gevent.pool.Pool(4)
            print(sum(pool.imap_unordered(work, range(30))))
            jobs = [gevent.spawn(lambda n=n: work(n)) for n in range(5)]
            gevent.joinall(jobs)
            print([job.value for job in jobs])
            try:
                with gevent.Timeout(0.01):
                    work(1000)
            except gevent.Timeout:
                f(0)
        """
    )
    calls = dict(recorded.calls)
    assert calls.pop(next(name for name in calls if "lambda" in name)) == 5
    assert calls == {"main": 1, "work": 36, "inner": 35, "f": 30 * 2 + 5 * 2 + 1 + 1}
    assert recorded.tree == (
        "MainThread\n  main\n    work !1\n      f\n    f\n"
        "  work *30\n    f *30\n    inner *30\n      f *30\n"
        "  main.<lambda> *5\n    work *5\n      f *5\n      inner *5\n        f *5"
    )


def test_subinterpreters_are_left_alone(lab):
    name = "_interpreters" if sys.version_info >= (3, 13) else "_xxsubinterpreters"
    lab.check(
        f"""
        import {name} as interpreters
        def main():
            f()
            i = interpreters.create()
            interpreters.run_string(i, "import woven; woven.f()")
            interpreters.destroy(i)
            f()
        def f(): pass
        """,
        """
        MainThread
          main
            f *2
        """,
        PYTHONPATH=str(lab.program.directory),
    )


RESTART = """
    import spile, sys, threading
    sys.path.insert(0, ".")
    spile.install(targets=["woven"])
    import woven
    spile.uninstall()
    turn = [threading.Event() for _ in range(4)]
    def other():
        for n in (0, 2):
            turn[n].wait()
            woven.work()
            turn[n + 1].set()
    t = threading.Thread(target=other, name="other")
    t.start()
    import woven2                   # not woven
    spile.install(targets=["later"])
    import later
    turn[0].set(); turn[1].wait()
    g = woven.gen(); next(g)
    later.work()
    spile.uninstall()
    woven.work()
    spile.install(targets=["later"])
    next(g, None)
    turn[2].set(); turn[3].wait()
    later.work()
    t.join()
    spile.uninstall()
"""


def test_recording_again_starts_anew_on_all_threads(lab):
    lab.program.write(
        woven="def work():\n    f()\ndef f(): pass\ndef gen():\n    yield f()\n    yield f()\n",
        woven2="",
        later="import woven\ndef work(): woven.f()\n",
    )
    lab.program.installing(RESTART)
    # Runs made within one second are told apart by a number.
    runs = lab.program.directory / ".spile" / "runs"
    trees = []
    for lab.trace in sorted((run for run in runs.iterdir() if run.is_dir()), key=lambda run: run.stat().st_ctime_ns):
        recorded = lab.recorded()
        trees.append("\n".join(recorded.tree.split("\n")))
    assert "" in trees and sorted(trees)[1:] == [
        "MainThread\n  f\n  work\n    f\nother\n  work\n    f",
        "other\n  work\n    f\nMainThread\n  gen\n    f\n  work\n    f",
    ]


def test_an_event_file_ends_with_its_last_event(lab):
    lab.run(
        """
        import threading
        def f(n): return n
        def main():
            other = threading.Thread(target=f, args=(0,))
            other.start()
            other.join()
            for n in range(30_000): f(n)
        """
    )
    (events,) = lab.trace.glob("*.events")
    assert events.read_bytes()[-1] != 0
