"""What `spile run` says when the program has ended."""

import json
import sys
from pathlib import Path

import pytest


def closing(lab, *arguments, targets=(), python=sys.executable, **keywords):
    """The closing lines, without `spile: `."""
    options = [option for target in targets for option in ("--target", target)]
    done = lab.spile("run", "-o", str(lab.trace), *options, "--", str(python), *arguments, **keywords)
    lines = done.stderr.splitlines()
    assert len(lines) <= 3 and all(line.startswith("spile: ") for line in lines), done.stderr
    return [line.removeprefix("spile: ") for line in lines]


def test_calls_are_counted(lab):
    lab.program.write(app="def f(): pass\nf()\nf()\n")
    assert closing(lab, "app.py") == [f"2 calls recorded in {lab.trace}"]


def test_target_that_matches_nothing_is_named(lab):
    lab.program.write(app="def f(): pass\nf()\n")
    lines = closing(lab, "app.py", targets=["app", "shop.**"])
    assert lines[1:] == ["`shop.**` matches no module that was imported"]
    lines = closing(lab, "app.py", targets=["shop.**"])
    assert lines == ["nothing was recorded: no module that was imported matches; "
                     "`--target` says what to record, `**` is everything"]  # fmt: skip


CART = """\
class Cart:
    def total(self):
        return price()

def price():
    import json
    return json.dumps(2)

print(Cart().total())
"""


@pytest.mark.parametrize(
    ("target", "line"),
    [
        ("decorator(nope)", "`decorator(nope)` selects nothing in what was imported"),
        ("project and kind(generator)", "`project and kind(generator)` selects nothing in what was imported"),
        ("cart and arity(3)", "`cart and arity(3)` selects nothing in what was imported"),
        ("cart#Cart.totl", "`cart#Cart.totl` selects nothing in what was imported"),
        ("cart#price~2", "`cart#price~2` selects nothing in what was imported"),
        ("cart#price:return:00000000", "`cart#price:return:00000000` selects nothing in what was imported"),
        ("cart and line(200)", "`cart and line(200)` selects nothing in what was imported"),
        ("has(calls(json.nope))", "`has(calls(json.nope))` selects nothing in what was imported"),
        ('has(code("json.dumps($A, $B)"))', '`has(code("json.dumps($A, $B)"))` selects nothing in what was imported'),
        ("pattern(flask_routes)", "`pattern(flask_routes)` selects nothing in what was imported"),
        ('file("lib/**")', '`file("lib/**")` matches no module that was imported'),
        ("shop#f", "`shop#f` matches no module that was imported"),
        (
            "calls(json.dumps)",
            "`calls(json.dumps)` selects statements and expressions, and what is recorded are definitions: "
            "`has(calls(json.dumps))`",
        ),
        ("cart and kind(class)", "`cart and kind(class)` selects bodies of classes and modules alone, which are recorded with `--bodies`"),
        # What selects something, be it recorded for another target or left alone.
        ("kind(method)", None),
        ("cart#Cart.total", None),
        ("has(calls(json.dumps))", None),
        ('has(code("json.dumps($A)"))', None),
        ("kind(lambda) or kind(method)", None),
        ("cart and line(6)", None),
    ],
)
def test_target_that_selects_nothing_is_named_beside_one_that_does(lab, target, line):
    lab.program.file("pyproject.toml", "")
    lab.program.write(app="import cart\n", cart=CART, empty="X = 1\n")
    for _ in range(2):  # the second time from the cache
        lines = closing(lab, "app.py", targets=["cart#price", target])
        assert lines[1:] == ([] if line is None else [line])


def test_every_target_that_selects_nothing_is_named(lab):
    lab.program.write(app="import cart\n", cart=CART)
    targets = ["cart", "decorator(a)", "cart and kind(async)", "decorator(b)", "arity(77)", "shop", "shop.**"]
    assert closing(lab, "app.py", targets=targets)[1:] == [
        "`decorator(a)`, `cart and kind(async)`, `decorator(b)` and 1 more select nothing in what was imported, and 1 more",
    ]
    assert closing(lab, "app.py", targets=["cart", "shop", "shop.**"])[1:] == [
        "`shop` and `shop.**` match no module that was imported"
    ]
    assert closing(lab, "app.py", targets=["cart", "flask_routes"])[1:] == [
        "`flask_routes` matches no module that was imported; the pattern of this name is `pattern(flask_routes)`"
    ]
    assert closing(lab, "app.py", targets=["flask_routes"]) == [
        "nothing was recorded: no module that was imported matches; the pattern `flask_routes` is selected by "
        "`--target 'pattern(flask_routes)'`"
    ]


def test_target_that_selects_something_in_one_of_several_processes_is_not_named(lab):
    lab.program.file("child.py", "import functools\n@functools.cache\ndef g(): pass\ng()\n")
    main = "import subprocess, sys\ndef f(): subprocess.run([sys.executable, 'child.py'], check=True)\nf()\n"
    lab.program.write(app=main)
    for _ in range(2):
        lines = closing(lab, "app.py", targets=["app", "decorator(functools.cache)"])
        assert lines[1:] == []
        lines = closing(lab, "app.py", targets=["app", "child", "decorator(functools.cached_property)"])
        assert lines[1:] == ["`decorator(functools.cached_property)` selects nothing in what was imported"]


def test_target_of_which_all_is_excluded_is_said_to_be(lab):
    lab.program.write(app="import cart\n", cart=CART)

    def lines(*options):
        done = lab.spile("run", "-o", str(lab.trace), *options, "--", "python", "app.py")
        return [line.removeprefix("spile: ") for line in done.stderr.splitlines()][1:]

    options = ("--target", "cart#price", "--target", "cart and kind(method)", "--exclude")
    assert lines(*options, "name(Cart.*)") == ["all that `cart and kind(method)` selects is excluded by exclude-3"]
    assert lines(*options, "cart#Cart.totl") == ["`cart#Cart.totl` selects nothing in what was imported"]
    # What is general, or names what was not imported, may be excluded for other runs.
    assert lines(*options, "kind(lambda)") == []
    assert lines(*options, "shop.**") == []
    # Modules that are excluded by name leave nothing in the trace.
    assert lines(*options, "shop.**", "--target", "decorator(nope)") == [
        "`decorator(nope)` selects nothing in what was imported and is not excluded"
    ]


def test_nothing_is_claimed_of_sources_that_have_changed_or_are_gone(lab):
    end = "import os\nos.remove('cart.py')\n"
    lab.program.write(app="import cart\n" + end, cart=CART)
    assert closing(lab, "app.py", targets=["cart#price", "decorator(nope)"])[1:] == []
    lab.program.write(app="open('cart.py', 'a').close()\nimport os\nos.utime('cart.py')\nimport cart\n", cart=CART)
    assert closing(lab, "app.py", targets=["cart#price", "decorator(nope)"])[1:] == []


def test_a_script_is_looked_at_where_it_ran(lab):
    lab.program.file("sub/app.py", "import functools\n@functools.cache\ndef inner(): pass\ninner()\n")
    lab.program.file("app.py", "def other(): pass\n")
    for target, is_named in [("decorator(functools.*)", False), ("decorator(nope)", True), ("name(other)", True)]:
        command = ["--target", "app#inner", "--target", f"app and {target}", "--", "sh", "-c", "cd sub && exec python app.py"]
        done = lab.spile("run", "-o", str(lab.trace), *command)
        line = f"spile: `app and {target}` selects nothing in what was imported"
        assert done.stderr.splitlines()[1:] == ([line] if is_named else [])


def test_target_that_was_imported_too_early_is_said_to_be(lab):
    lab.program.write(app="import os\ndef f(): os.getenv('A')\nf()\n", cart=CART)
    early = "it was imported before Spile came in"
    assert closing(lab, "app.py", targets=["os#getenv"]) == [
        f"nothing was recorded: nothing could be woven in what was imported: os: {early}"
    ]
    assert closing(lab, "app.py", targets=["app", "os"])[1:] == [f"nothing to weave in `os`: os: {early}"]
    assert closing(lab, "app.py", targets=["app", "os#getenv"])[1:] == [f"nothing to weave in `os#getenv`: os: {early}"]
    # It is no news where much else is asked for.
    assert closing(lab, "app.py", targets=["**"])[1:] == []
    lab.program.write(app="X = 1\n")
    assert closing(lab, "app.py", targets=["**"])[0].startswith(
        "nothing was recorded: nothing could be woven in what was imported: app: it defines no function"
    )


def test_target_in_which_nothing_can_be_woven_is_named_with_the_reason(lab):
    lab.program.write(app="import _json, constants\ndef f(): pass\nf()\n", constants="X = 1\n")
    lines = closing(lab, "app.py", targets=["app", "_js*"])
    assert lines[1:] == ["nothing to weave in `_js*`: _json: an extension module has no source"]
    for _ in range(2):  # the second time from the cache
        lines = closing(lab, "app.py", targets=["app", "constants", "shop"])
        assert lines[1:] == ["nothing to weave in `constants`: constants: it defines no function, and 1 more"]
    lines = closing(lab, "app.py", targets=["_json"])
    assert lines == ["nothing was recorded: nothing could be woven in what was imported: "
                     "_json: an extension module has no source"]  # fmt: skip


def test_broken_module_is_named_on_every_run(lab):
    lab.program.write(app="def f(): pass\nf()\ntry: import broken\nexcept SyntaxError: pass\n", broken="def f(:\n")
    for _ in range(2):
        (line,) = closing(lab, "app.py")[1:]
        assert line.startswith("module: broken: left alone, because it cannot be parsed: line 1, column 7: ")


def test_script_that_a_tool_runs_is_said_not_to_be_woven(lab):
    lab.program.write(app="def f(): pass\nf()\n")
    (line,) = closing(lab, "-m", "cProfile", "-o", "profile", "app.py")
    assert line.startswith("nothing was recorded: no module of the project was imported, and a script that a tool")


def test_stats_count_modules_without_anything_to_weave(lab):
    lab.program.write(app="import _json, constants\ndef f(): pass\n", constants="X = 1\n")
    closing(lab, "app.py", targets=["app", "_json", "constants"])
    text = lab.spile("stats", str(lab.trace)).stdout
    rows = [" ".join(line.split()) for line in text.splitlines()]
    assert "1 module left alone an extension module has no source" in rows
    assert "1 module left alone it defines no function" in rows


@pytest.mark.parametrize("option", ["-I", "-E", "-S"])
def test_option_that_keeps_spile_out_is_named(lab, option):
    lab.program.write(app="print(1)")
    (line,) = closing(lab, option, "app.py")
    assert line.startswith("nothing was recorded: ") and f" {option} does " in line


@pytest.mark.parametrize("python", sorted(Path.home().glob(".pyenv/versions/3.10*/bin/python")), ids=str)
def test_python_that_is_too_old_is_named(lab, python):
    lab.program.write(app="print(1)")
    lines = closing(lab, "app.py", python=python)
    assert lines[0] == "nothing was recorded: no process could be recorded"
    assert lines[1].startswith("left alone: pid ") and lines[1].endswith(": python 3.10 is not supported")


def test_console_does_not_print_into_a_file_that_takes_the_place_of_standard_error(lab):
    lab.program.write(app="import os\nfile = os.open('mine', os.O_WRONLY | os.O_CREAT)\ndef f(): pass\nf()\nprint(file)")
    command = ["/bin/sh", "-c", 'exec "$@" 2>&-', "sh", sys.executable, "app.py"]
    done = lab.spile("run", "-q", "--console", "-o", str(lab.trace), "--", *command)
    assert (done.stdout, done.stderr) == ("2\n", "")
    assert (lab.program.directory / "mine").read_bytes() == b""
    assert lab.recorded().calls == {"f": 1}


def test_run_that_a_program_records_itself_is_listed_with_its_command_and_end(lab):
    lab.program.write(app="def f(): pass")
    code = "import spile; spile.install(['app']); import app; app.f()"
    lab.program.python("-c", code, PYTHONPATH=str(lab.program.package))
    lab.program.python("-c", code + "; import os; os.kill(os.getpid(), 9)", check=False, PYTHONPATH=str(lab.program.package))
    died, ended = json.loads(lab.spile("runs", "--format", "json").stdout)
    assert (died["state"], ended["state"]) == ("died", "ended")
    assert ended["command"][1:] == ["-c", code] and ended["started"] is not None and ended["status"] is None


def test_doctor_fails_when_something_is_wrong(lab):
    assert lab.spile("doctor").returncode == 0
    lab.program.file("cache", "")  # where a directory should be
    done = lab.spile("doctor", XDG_CACHE_HOME=str(lab.program.directory / "cache"), PYTHONDONTWRITEBYTECODE="")
    assert done.returncode == 1
    assert [line.split()[1] for line in done.stdout.splitlines() if line.startswith("!!")] == ["cache"]


def test_children_with_another_home_use_the_cache_of_the_run(lab):
    lab.program.write(shop="def total(): return 2")
    home = lab.program.directory / "home"
    home.mkdir()
    lab.program.write(app="""\
        import os, subprocess, sys
        environment = {name: value for name, value in os.environ.items() if name != "XDG_CACHE_HOME"}
        environment["HOME"] = sys.argv[1]
        subprocess.run([sys.executable, "-c", "import shop; shop.total()"], env=environment, check=True)
    """)
    for _ in range(2):
        assert closing(lab, "app.py", str(home), targets=["shop"]) == [f"1 call recorded in {lab.trace}"]
    assert list(home.iterdir()) == []  # the program's own: nothing of ours is in it
    entries = [path for path in lab.program.cached() if path.name != "pruned"]  # by which `spile run` knows the day
    assert len(entries) == 1
