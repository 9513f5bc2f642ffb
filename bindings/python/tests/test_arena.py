"""The memory that a source is woven in: used again, shared by no two threads, and never the reason for other bytes."""

import os
import threading

import pytest

from spile import _native

RULES = _native.Rules(["**"])
SMALL = [f"def f{n}(x):\n    return [x + {n}, lambda y: y * {n}]\n" * (n + 1) for n in range(24)]
# Its syntax tree takes more than there is.
LARGE = "def f(a, b, c):\n    return [a + b * c, (a, b), {a: b}, f(a, b, c)[a:b].c]\n" * 60_000


def woven(source, number):
    made = _native.weave(source.encode(), f"m{number}", RULES)
    return made.text, made.table


def all_woven():
    return [woven(source, number) for number, source in enumerate(SMALL)]


@pytest.fixture(scope="module")
def expected():
    return all_woven()


def test_threads_that_weave_at_once_get_the_same_bytes(expected):
    results = []
    threads = [threading.Thread(target=lambda: results.append(all_woven())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [expected] * 4


def test_what_is_kept_stays_while_other_sources_are_woven(expected):
    kept = [_native.weave(source.encode(), f"m{number}", RULES) for number, source in enumerate(SMALL)]
    assert all_woven() == expected
    assert [(made.text, made.table) for made in kept] == expected
    del kept
    assert all_woven() == expected


def test_a_source_that_takes_more_memory_than_there_is_is_woven(expected):
    text, table = woven(LARGE, 0)
    assert text.count("spile:>") == 60_000
    assert all_woven() == expected


def test_memory_is_used_again():
    def resident():
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")

    all_woven()
    before = resident()
    for _ in range(50):
        all_woven()
    assert resident() - before < 8 << 20


@pytest.mark.filterwarnings("ignore:This process")  # is multi-threaded, as it has to be here
def test_the_child_of_a_fork_weaves_whatever_another_thread_was_weaving(expected):
    stop = threading.Event()

    def keep_weaving():
        while not stop.is_set():
            _native.weave(LARGE[:400_000].rpartition("def")[0].encode(), "m", RULES)

    thread = threading.Thread(target=keep_weaving)
    thread.start()
    try:
        for _ in range(8):
            child = os.fork()
            if child == 0:
                os._exit(0 if all_woven() == expected else 1)
            assert os.waitpid(child, 0)[1] == 0
    finally:
        stop.set()
        thread.join()
