"""Where the console prints to, and that the program does not meet it."""

import json
import os
import subprocess
import sys

import pytest


def console(lab, *command, kind="--console", **changes):
    return lab.spile("run", "-q", kind, "-o", str(lab.trace), "--", sys.executable, *command, **changes)


CLOSES_STANDARD_ERROR = """
import os
def f(): pass
os.close(2)
with open("data.csv", "w") as data:  # it gets the number 2
    print(data.fileno())
    f()
    data.write("1;2")
print(open("data.csv").read())
"""


def test_a_file_that_gets_the_number_of_standard_error_is_left_alone(lab):
    lab.program.write(app=CLOSES_STANDARD_ERROR)
    done = console(lab, "app.py")
    assert done.stdout == "2\n1;2\n"
    assert [line.split()[:2] for line in done.stderr.splitlines()] == [["→", "f"], ["←", "f"]]


CLOSES_ALL = """
import os
def f(): pass
f()
os.closerange(3, 2000)
files = [os.dup(1) for _ in range(2)]
for number in range(900, 1024): os.dup2(os.open("data", os.O_WRONLY | os.O_CREAT), number)
f()
print(repr(open("data").read()))
"""


def test_a_file_that_gets_the_number_of_the_consoles_is_left_alone(lab):
    lab.program.write(app=CLOSES_ALL)
    done = console(lab, "app.py")
    assert done.stdout == "''\n" and done.returncode == 0
    assert [line.split()[:2] for line in done.stderr.splitlines()] == [["→", "f"], ["←", "f"]]


def test_a_child_whose_standard_error_is_read_prints_past_it(lab):
    lab.program.write(
        app="""
        import subprocess, sys
        done = subprocess.run([sys.executable, "child.py"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        print(repr(done.stdout))
        """,
        child="def f(): print('here')\nf()\n",
    )
    done = console(lab, "app.py")
    assert done.stdout == "'here\\n'\n"
    assert [line.split()[:2] for line in done.stderr.splitlines()] == [["→", "f"], ["←", "f"]]


def test_captured_standard_error_of_tests_is_theirs(lab):
    lab.program.write(
        test_app="""
        import sys
        def f(): print("told", file=sys.stderr)
        def test_f(capfd):
            f()
            assert capfd.readouterr().err == "told\\n"
        """
    )
    done = console(lab, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_app.py")
    assert done.returncode == 0, done.stdout
    assert "→ f" in done.stderr and "→ f" not in done.stdout


def test_the_numbers_of_files_are_those_of_a_plain_run(lab):
    lab.program.write(app="import os\ndef f(): return os.open('app.py', os.O_RDONLY)\nprint(f())\n")
    plain = lab.program.python("app.py").stdout
    assert console(lab, "app.py").stdout == plain


def test_no_standard_error_at_all_is_survived(lab):
    lab.program.write(app="def f(): pass\nf()\nprint('end')\n")
    command = f'exec "{sys.executable}" -P -m spile run -q --console -o "{lab.trace}" -- "{sys.executable}" app.py 2>&-'
    environment = lab.program.environment(PYTHONPATH=str(lab.program.package))
    done = subprocess.run(command, shell=True, cwd=lab.program.directory, env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "end\n", "")


WAITS = """
import asyncio
async def main():
    await asyncio.sleep(0.4)
    await asyncio.gather(*(one(n) for n in range(3)))
async def one(n):
    await asyncio.sleep(0.4)
asyncio.run(main())
"""


def test_durations_leave_out_the_time_of_waiting(lab):
    lab.program.write(app=WAITS)
    done = console(lab, "app.py", kind="--console=json")
    ended = [event for event in map(json.loads, done.stderr.splitlines()) if event["event"] == "exit"]
    assert sorted(event["name"] for event in ended) == ["main", "one", "one", "one"]
    assert all(event["duration_ns"] < 200_000_000 for event in ended), ended


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_forked_child_prints_too(lab):
    lab.program.write(
        app="""
        import os
        def f(): pass
        pid = os.fork()
        if pid == 0:
            f()
            os._exit(0)
        os.waitpid(pid, 0)
        """
    )
    assert [line.split()[:2] for line in console(lab, "app.py").stderr.splitlines()] == [["→", "f"], ["←", "f"]]
