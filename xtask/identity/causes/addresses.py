"""A set of objects that hash by their address has another order when one more object was allocated before them."""

import subprocess
import sys

PROGRAM = """
class Rule:
    __slots__ = ("number",)
def rules():
    {inserted}
    made = [Rule() for _ in range(5)]
    for number, rule in enumerate(made):
        rule.number = number
    return [rule.number for rule in set(made)]
print(rules())
"""


def order(inserted):
    program = PROGRAM.format(inserted=inserted)
    # Without random addresses: the plain program has the same order each time.
    command = ["setarch", "--addr-no-randomize", sys.executable, "-I", "-c", program]
    return subprocess.run(command, env={"PYTHONHASHSEED": "0"}, capture_output=True, text=True, check=True).stdout


def statements(n):
    return "; ".join(f"0 in b'site {number:03}'" for number in range(n))


plain = order("pass")
assert order("pass") == plain
inserted = {order(statements(n)) for n in range(1, 20)}
assert inserted - {plain}
print(plain.strip(), "became", *sorted(order.strip() for order in inserted - {plain}))
