"""Bad surroundings: whatever happens to the recorder, the program does not notice, and what is lost is told."""

import os
import resource
import subprocess
import sys

import pytest


def test_a_storm_of_forks(lab):
    recorded = lab.run(
        """
        import os
        def f(n): return n
        def child():
            for n in range(3): f(n)
        def main():
            for _ in range(50):
                children = []
                for _ in range(20):
                    pid = os.fork()
                    if pid == 0:
                        child()
                        os._exit(0)
                    children.append(pid)
                assert all(os.waitpid(pid, 0)[1] == 0 for pid in children)
            print(f("done"))
        """
    )
    assert recorded.calls == {"main": 1, "child": 1000, "f": 3001}


def test_two_hundred_threads(lab):
    recorded = lab.run(
        """
        import threading
        def f(n): return n
        def work(barrier):
            barrier.wait()
            for n in range(500): f(n)
        def main():
            barrier = threading.Barrier(200)
            threads = [threading.Thread(target=work, args=(barrier,)) for _ in range(200)]
            for thread in threads: thread.start()
            for thread in threads: thread.join()
            print("done")
        """
    )
    assert recorded.calls == {"main": 1, "work": 200, "f": 100_000}
    assert len(recorded.lanes) == 201


def test_redefined_builtins(lab):
    recorded = lab.run(
        """
        import builtins
        class Refused:
            def __init__(self, *arguments, **keywords): builtins.n_used = getattr(builtins, "n_used", 0) + 1
        kept = {name: getattr(builtins, name) for name in ("print", "range")}
        def f(n):
            if n == 2: raise KeyError(n)
            return n
        def main():
            names = "print repr id object type len str bytes int dict list tuple isinstance getattr hash open iter next".split()
            saved = {name: getattr(builtins, name) for name in names}
            for name in names: setattr(builtins, name, Refused)
            try:
                for n in kept["range"](5):
                    try: f(n)
                    except KeyError: pass
            finally:
                for name in names: setattr(builtins, name, saved[name])
            print(getattr(builtins, "n_used", 0))
        """
    )
    assert recorded.calls == {"main": 1, "f": 5} and recorded.rows["f"]["errors"] == 1


DEFINES_BUILTINS_OF_ITS_OWN = """
def print(*a): raise AssertionError
repr = id = object = len = type = bytes = print
def f(): return 1
def main(): return f()
"""


def test_a_module_with_builtins_of_its_own(lab):
    assert lab.run(DEFINES_BUILTINS_OF_ITS_OWN).calls == {"main": 1, "f": 1}


def test_the_interpreter_ends_while_threads_run(lab):
    recorded = lab.run(
        """
        import threading, time, sys
        def f(): return 1
        def work():
            while True: f()
        def main():
            for _ in range(8): threading.Thread(target=work, daemon=True).start()
            time.sleep(0.2)
            print("end")
            sys.exit(3)
        """,
        check=False,
    )
    assert recorded.done.returncode == 3
    assert recorded.calls["work"] == 8 and recorded.calls["f"] > 8


LOOPS = """
def f(n): return n
def main():
    for n in range(400_000): f(n)
    print("end")
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="mounts a file system")
def test_a_file_system_that_fills(lab):
    place = lab.trace.parent / "small"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=600k", "none", str(place)], capture_output=True)
    if mounted.returncode != 0:
        pytest.skip("cannot mount")
    try:
        lab.program.write(woven=LOOPS)
        lab.program.file("app.py", "import woven\nwoven.main()\n")
        trace = place / "trace"
        done = lab.spile("run", "--target", "woven", "-o", str(trace), "--", sys.executable, "app.py")
        assert (done.returncode, done.stdout) == (0, "end\n")
        assert "lost: " in done.stderr, done.stderr
        lab.trace = trace
        assert 0 < lab.recorded().calls["f"] < 400_000
    finally:
        subprocess.run(["umount", str(place)], check=True)


def test_a_limit_that_is_reached_is_told(lab):
    lab.program.write(woven=LOOPS)
    lab.program.file("app.py", "import woven\nwoven.main()\n")
    limit = ["--limit", "256KiB", "--mode", "full"]
    done = lab.spile("run", "--target", "woven", *limit, "-o", str(lab.trace), "--", sys.executable, "app.py")
    assert (done.returncode, done.stdout) == (0, "end\n")
    assert "lost: the trace has its 256 KiB (--limit)" in done.stderr, done.stderr
    assert 0 < lab.recorded().calls["f"] < 400_000


@pytest.mark.skipif(os.geteuid() != 0, reason="mounts a file system")
def test_a_read_only_directory(lab):
    place = lab.trace.parent / "read-only"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "ro,size=600k", "none", str(place)], capture_output=True)
    if mounted.returncode != 0:
        pytest.skip("cannot mount")
    try:
        lab.program.write(woven=LOOPS)
        lab.program.file("app.py", "import woven\nwoven.main()\n")
        trace = str(place / "trace")
        done = lab.spile("run", "--target", "woven", "-o", trace, "--", sys.executable, "app.py")
        # Nothing was started, so that nobody waits for a trace that there will never be.
        assert (done.returncode, done.stdout) == (4, "")
        assert "Read-only file system" in done.stderr and done.stderr.count("\n") == 1, done.stderr
    finally:
        subprocess.run(["umount", str(place)], check=True)


@pytest.mark.skipif(os.geteuid() != 0, reason="becomes another user")
def test_a_process_that_may_not_write_any_more(lab):
    lab.program.write(
        woven="""
        import os, threading
        def f(n): return n
        def work():
            for n in range(200_000): f(n)
        def main():
            f(0)
            pid = os.fork()
            if pid == 0:
                os.setuid(65534)
                work()
                thread = threading.Thread(target=work)
                thread.start()
                thread.join()
                print("child", flush=True)
                os._exit(3)
            print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
        """
    )
    lab.program.file("app.py", "import woven\nwoven.main()\n")
    done = lab.spile("run", "-q", "--target", "woven", "-o", str(lab.trace), "--", sys.executable, "app.py")
    assert (done.returncode, done.stdout, done.stderr) == (0, "child\n3\n", "")
    assert lab.recorded().calls["f"] == 1


def test_a_limit_of_the_size_of_files(lab):
    lab.program.write(woven=LOOPS)
    lab.program.file("app.py", "import woven\nwoven.main()\n")
    soft = 256 * 1024
    limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (soft, resource.RLIM_INFINITY))  # noqa: E731
    command = [sys.executable, "-P", "-m", "spile", "run", "--target", "woven", "-o", str(lab.trace), "--"]
    environment = lab.program.environment(PYTHONPATH=str(lab.program.package))
    done = subprocess.run(
        [*command, sys.executable, "app.py"],
        cwd=lab.program.directory,
        env=environment,
        capture_output=True,
        text=True,
        preexec_fn=limit,
    )
    assert (done.returncode, done.stdout) == (0, "end\n")
    assert "lost: " in done.stderr, done.stderr


def test_no_file_descriptor_is_left(lab):
    recorded = lab.run(
        """
        import os, threading
        def f(n): return n
        def work():
            for n in range(50_000): f(n)
        def main():
            files = []
            try:
                while True: files.append(os.dup(0))
            except OSError:
                pass
            thread = threading.Thread(target=work)
            thread.start()
            thread.join()
            for file in files: os.close(file)
            print(f("end"))
        """
    )
    assert recorded.calls["main"] == 1 and 1 <= recorded.calls["f"] <= 50_001


def test_the_directory_is_removed_meanwhile(lab):
    lab.program.write(
        woven=f"""
        import shutil, threading
        def f(n): return n
        def work():
            for n in range(200_000): f(n)
        def main():
            f(0)
            shutil.rmtree({str(lab.trace)!r})
            thread = threading.Thread(target=work)
            thread.start()
            thread.join()
            print("end")
        """
    )
    lab.program.file("app.py", "import woven\nwoven.main()\n")
    done = lab.spile("run", "--target", "woven", "-o", str(lab.trace), "--", sys.executable, "app.py")
    assert (done.returncode, done.stdout) == (0, "end\n")
    assert done.stderr.startswith("spile: nothing to show: ")
