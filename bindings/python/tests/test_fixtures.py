"""Every program of the fixture pages does the same woven and not, and records what its page says.

`SPILE_BLESS=1` writes the `run` and `trace` fences; the Rust test of the pages writes `woven`. See docs/fixtures.md.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
sys.path.insert(0, str(HERE))

import corpus_check  # noqa: E402
import fixtures_run  # noqa: E402
from conftest import EXTENSION  # noqa: E402

BLESS = os.environ.get("SPILE_BLESS") == "1"
PAGES = sorted((ROOT / "fixtures" / "python").glob("*.md"))
CASES = [(page, case.heading) for page in PAGES for case in fixtures_run.cases(page)]


def run(how, page, heading, trace):
    command = [sys.executable, HERE / "fixtures_run.py", how, page, heading, trace, EXTENSION]
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "SPILE"))}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=120)
    assert done.returncode == 0, done.stderr
    # What the interpreter says about exceptions that nobody can catch.
    return json.loads(done.stdout), done.stderr


def describe(seen, source):
    """The text of a `run` fence."""
    lines = re.split("\r\n|\r|\n", source.decode("utf-8-sig", "replace"))
    text = seen["stdout"]
    if text and not text.endswith("\n"):
        text += "\n"
    if seen["status"]:
        text += f"exit status {seen['status']}\n"
    # Columns are compared with those of the plain program; versions of CPython differ in them.
    for name, line, *_ in seen["frames"]:
        text += f"  line {line} in {name}: {lines[line - 1].strip()}\n"
    if seen["error"]:
        text += seen["error"] + "\n"
    return text


def tree(trace):
    """The text of a `trace` fence: lanes, and below them who called whom how often, without IDs and times."""
    code = "import sys, corpus_check; sys.exit(corpus_check.native(sys.argv[1]).cli(sys.argv[2:]))"
    command = [sys.executable, "-c", code, EXTENSION, "tree", trace, "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=HERE, timeout=120)
    assert done.returncode == 0, done.stderr
    text = ""

    def walk(calls, depth):
        nonlocal text
        for call in calls:
            times = f" ×{call['calls']}" if call["calls"] != 1 else ""
            errors = {0: "", 1: "  1 error"}.get(call["errors"], f"  {call['errors']} errors")
            text += f"{'  ' * depth}{call['name']}{times}{errors}\n"
            walk(call.get("children", ()), depth + 1)

    for lane in json.loads(done.stdout):
        text += f"{lane['lane']}\n"
        walk(lane["calls"], 1)
    return text


def bless(page, case, name, text):
    """Write a fence, behind the last one of its case when there is none yet."""
    lines = page.read_text("utf-8").split("\n")
    body = text.removesuffix("\n").split("\n") if text else []
    if fence := case.fences.get(name):
        lines[fence.first + 1 : fence.last] = body
    else:
        last = max(fence.last for fence in case.fences.values()) + 1
        lines[last:last] = ["", f"```{name}", *body, "```"]
    page.write_text("\n".join(lines), "utf-8")


def compare(page, heading, name, text):
    """A fence must say what was seen; a case that nothing is said of says that there is nothing to say."""
    case = next(case for case in fixtures_run.cases(page) if case.heading == heading)
    if BLESS:
        bless(page, case, name, text)
    else:
        assert name in case.fences, f"there is no fence `{name}`; SPILE_BLESS=1 writes it"
        assert text == case.fences[name].text


@pytest.mark.skipif(BLESS and os.environ.get("CI") == "true", reason="nothing is blessed in CI")
@pytest.mark.parametrize(("page", "heading"), CASES, ids=[f"{page.stem}: {heading}" for page, heading in CASES])
def test_page(page, heading, tmp_path):
    case = next(case for case in fixtures_run.cases(page) if case.heading == heading)
    if sys.version_info < case.needs:
        pytest.skip(f"needs Python {'.'.join(map(str, case.needs))}")
    plain, plain_errors = run("plain", page, heading, tmp_path / "none")
    woven, woven_errors = run("woven", page, heading, tmp_path / "trace")
    for key in plain.keys() | woven.keys():
        assert woven.get(key) == plain.get(key), key
    assert woven_errors == plain_errors
    compare(page, heading, "run", describe(woven, case.source))
    recorded = tree(tmp_path / "trace")
    assert recorded, "the program calls nothing that is recorded"
    compare(page, heading, "trace", recorded)


def test_blessing_is_an_error_in_ci():
    assert not (BLESS and os.environ.get("CI") == "true")


def test_headings_are_said_once():
    for page in PAGES:
        headings = [case.heading for case in fixtures_run.cases(page)]
        assert len(headings) == len(set(headings)), page


def test_cpython_sees_the_originals_of_some_woven_files(capsys):
    """The short form of `corpus_check.py`: a sample of the standard library."""
    library = Path(os.__file__).parent
    paths = [library / name for name in ("json", "asyncio", "enum.py", "dataclasses.py", "contextlib.py")]
    figures = corpus_check.check(corpus_check.native(EXTENSION), paths, every=2)
    assert figures.n_failures == 0, capsys.readouterr().out
    assert figures.woven["method"] > 300
