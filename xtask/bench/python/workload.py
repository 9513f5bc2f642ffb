"""What the calls are measured on. Each function of `ROWS` does its work once and returns how often it did it."""


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def add3(a, b, c):
    return a + b + c


def run_fib(scale):
    # fib(n) takes 2 * fib(n + 1) - 1 calls.
    n = 22 if scale == 1 else 16
    fib(n)
    return 2 * _fib_plain(n + 1) - 1


def _fib_plain(n):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


def run_loop(scale):
    count = int(200_000 * scale)
    for i in range(count):
        add3(i, 1, 2)
    return count


def numbers(count):
    for i in range(count):
        yield i


def run_generator(scale):
    count = int(200_000 * scale)
    for _ in numbers(count):
        pass
    return count


async def leaf():
    return 1


async def root(count):
    for _ in range(count):
        await leaf()


def run_coroutine(scale):
    count = int(100_000 * scale)
    try:
        root(count).send(None)
    except StopIteration:
        pass
    return count


def run_lambda(scale):
    count = int(200_000 * scale)
    same = lambda x: x  # noqa: E731
    for i in range(count):
        same(i)
    return count


def fail():
    raise ValueError


def run_exception(scale):
    count = int(50_000 * scale)
    for _ in range(count):
        try:
            fail()
        except ValueError:
            pass
    return count


def run_c(scale):
    count = int(200_000 * scale)
    for i in range(count):
        abs(i)
    return count


ROWS = {
    "fib": run_fib,
    "loop": run_loop,
    "generator": run_generator,
    "coroutine": run_coroutine,
    "lambda": run_lambda,
    "exception": run_exception,
    "C": run_c,
}
