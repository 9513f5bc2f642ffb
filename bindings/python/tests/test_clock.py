"""The time of day may be set while a program is recorded."""

import json
import shutil
import subprocess
import sys

import pytest

# The time of day is an hour earlier for whoever finds the file STEP in the current directory.
SET_CLOCK = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <time.h>
#include <unistd.h>
int clock_gettime(clockid_t clock, struct timespec *time) {
    static int (*real)(clockid_t, struct timespec *);
    if (!real) real = dlsym(RTLD_NEXT, "clock_gettime");
    int result = real(clock, time);
    if (clock == CLOCK_REALTIME && access("STEP", F_OK) == 0) time->tv_sec -= 3600;
    return result;
}
"""

STEPS = """
import time, threading
def f(n):
    time.sleep(0.02)
    return n
def work():
    for n in range(300): f2(n)
def f2(n): return n
def main():
    f(1)
    before = time.time()
    open("STEP", "w").close()
    print(time.time() < before - 3000)
    f(2)
    for _ in range(3):  # threads whose chunks begin after the step
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    f(3)
"""


@pytest.fixture
def set_clock(tmp_path):
    compiler = shutil.which("cc")
    if compiler is None:
        pytest.skip("there is no C compiler")
    source, library = tmp_path / "clock.c", tmp_path / "clock.so"
    source.write_text(SET_CLOCK)
    subprocess.run([compiler, "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
    return str(library)


@pytest.mark.parametrize("clock", [None, "monotonic"])
def test_times_go_on_when_the_time_of_day_is_set_back(lab, set_clock, clock):
    lab.program.write(woven=STEPS)
    lab.program.file("app.py", "import woven\nwoven.main()\n")
    done = lab.spile(
        "run", "-q", "--console=json", "--target", "woven", "-o", str(lab.trace), "--", sys.executable, "app.py",
        LD_PRELOAD=set_clock, SPILE_CLOCK=clock,
    )
    assert (done.returncode, done.stdout) == (0, "True\n")
    told = [json.loads(line)["time_ns"] for line in done.stderr.splitlines()]
    assert told == sorted(told) and told[-1] - told[0] < 60e9
    calls = json.loads(lab.spile("find", str(lab.trace), "--limit", "0", "--format", "json").stdout)
    (main,) = (call for call in calls if call["name"] == "main")
    slow = [call for call in calls if call["name"] == "f"]
    starts = [call["start_ns"] for call in slow]
    assert len(slow) == 3 and starts == sorted(starts)
    assert all(15e6 < call["duration_ns"] < 1e9 for call in slow)
    assert all(main["start_ns"] <= call["start_ns"] <= main["start_ns"] + main["duration_ns"] for call in calls)
    assert main["duration_ns"] < 60e9
