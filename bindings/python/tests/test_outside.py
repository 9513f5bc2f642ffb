"""What calls spend in what is not recorded is told apart where that is asked for: shares of times that are known."""

import corpus_check
import pytest
from conftest import EXTENSION as BUILT

EXTENSION = corpus_check.native(BUILT)

PROGRAM = """
import asyncio, hashlib, itertools, time
import unwoven

def loops(n=600_000):
    while n:
        n -= 1

def hashes():
    hashlib.pbkdf2_hmac("sha256", b"password", b"salt", 60_000)

def hashes_and_returns():
    return hashlib.pbkdf2_hmac("sha256", b"password", b"salt", 60_000)

def tests_hashes():
    if hashlib.pbkdf2_hmac("sha256", b"password", b"salt", 60_000) and hashlib.sha256(b"x").digest():
        return 1

def hashes_in_list():
    return [hashlib.pbkdf2_hmac("sha256", b"password", b"salt", 10_000) for _ in range(6)]

in_lambda = lambda: hashlib.pbkdf2_hmac("sha256", b"password", b"salt", 60_000)

def sleeps():
    time.sleep(0.05)

def sorts(numbers):
    sorted(numbers)
    numbers.copy().sort()

def raises_in_c():
    try:
        sum(itertools.chain(itertools.repeat(1, 3_000_000), ["no number"]))
    except TypeError:
        pass

def handles():
    try:
        int("no number")
    except ValueError:
        n = 600_000
        while n:
            n -= 1

def cleans_up():
    try:
        try:
            int("no number")
        finally:
            n = 600_000
            while n:
                n -= 1
    except ValueError:
        pass

def calls_unwoven():
    unwoven.loops()

def calls_woven():
    loops()

def is_called_back(_=None):
    n = 200_000
    while n:
        n -= 1
    return n

def calls_back():
    unwoven.twice(is_called_back)

def sorts_by_woven():
    sorted([1, 2, 3], key=is_called_back)

def generates():
    for _ in range(6):
        yield hashlib.pbkdf2_hmac("sha256", b"password", b"salt", 10_000)
        n = 1_000
        while n:
            n -= 1

def generates_loops():
    for _ in range(6):
        yield None
        n = 100_000
        while n:
            n -= 1

async def awaits():
    await asyncio.sleep(0.05)

async def hashes_and_awaits():
    await asyncio.sleep(0)
    hashlib.pbkdf2_hmac("sha256", b"password", b"salt", 60_000)
    await asyncio.sleep(0)

async def all_of_them():
    await asyncio.gather(awaits(), hashes_and_awaits(), awaits())

def main():
    for function in (
        loops, hashes, hashes_and_returns, tests_hashes, hashes_in_list, in_lambda, sleeps, raises_in_c, handles,
        cleans_up, calls_unwoven, calls_woven, calls_back, sorts_by_woven,
    ):
        function()
    sorts([hash(str(n)) for n in range(100_000)])
    list(generates())
    list(generates_loops())
    asyncio.run(all_of_them())
"""

UNWOVEN = """
def loops(n=600_000):
    while n:
        n -= 1

def twice(callback):
    loops(100_000)
    callback()
    loops(100_000)
    callback()
"""

OUTSIDE = [
    "hashes",
    "hashes_and_returns",
    "tests_hashes",
    "hashes_in_list",
    "<lambda>",
    "sleeps",
    "sorts",
    "raises_in_c",
    "calls_unwoven",
    "calls_back",
    "generates",
    "hashes_and_awaits",
]
OWN = ["loops", "handles", "cleans_up", "is_called_back", "generates_loops"]
LITTLE_OF_EITHER = ["calls_woven", "sorts_by_woven", "awaits", "all_of_them"]


def times(row):
    return row["own_ns"], row["outside_ns"]


@pytest.fixture(scope="module")
def rows(lab_of_module):
    """What is told of the functions of the program."""
    recorded = lab_of_module.run(PROGRAM, UNWOVEN, options=["--outside"])
    return {row["name"]: row for row in recorded.rows.values()}


@pytest.fixture(scope="module")
def lab_of_module(package, tmp_path_factory):
    from conftest import Program
    from lab import Lab

    return Lab(Program(tmp_path_factory.mktemp("outside"), package))


@pytest.mark.parametrize("name", OUTSIDE)
def test_time_in_c_and_in_dependencies_is_outside(rows, name):
    own, outside = times(rows[name])
    assert outside > 4 * own, rows[name]


@pytest.mark.parametrize("name", OWN)
def test_time_in_the_functions_code_is_its_own(rows, name):
    own, outside = times(rows[name])
    assert own > 4 * outside, rows[name]


@pytest.mark.parametrize("name", LITTLE_OF_EITHER)
def test_what_other_recorded_functions_do_and_what_is_awaited_is_neither(rows, name):
    own, outside = times(rows[name])
    assert 4 * (own + outside) < rows["loops"]["own_ns"], rows[name]


def test_without_the_option_nothing_is_told_apart(lab):
    recorded = lab.run("def main(): return sorted([2, 1])\n")
    assert "outside_ns" not in recorded.rows["main"]


def test_a_rule_asks_for_it_of_some_functions(lab):
    source = """
        def told(numbers): return sorted(numbers)
        def not_told(numbers): return sorted(numbers)
        def main():
            numbers = [hash(str(n)) for n in range(50_000)]
            told(numbers)
            not_told(numbers)
    """
    lab.program.file("spile.toml", "[[rules]]\ntarget = 'woven#told'\nrecord = true\noutside = true\n")
    rows = lab.run(source).rows
    assert times(rows["told"])[1] > 4 * times(rows["told"])[0], rows["told"]
    assert times(rows["not_told"])[1] == 0, rows["not_told"]


def test_what_is_woven_depends_on_it():
    def detail(**asked):
        rules = EXTENSION.Rules(["**"], **asked)
        return rules.detail("module"), rules.tell_calls()

    assert detail() == ("", False)
    assert detail(outside=True) == ("outside", True)
    assert detail(bodies=True, outside=True) == ("bodies outside", True)
