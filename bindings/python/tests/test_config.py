"""Configurations within a program: the builder, data, files; what `install` makes of them."""

import pytest

TOML = """
targets = ["shop.**"]
exclude = "kind(lambda)"
patterns.slow = "has(calls(time.sleep))"

[actions.whole]
action = "record"
bodies = true

[[rules]]
name = "db"
target = ["shop.db.**", "pattern(slow)"]
exclude = "trivial"
actions = ["whole"]

[[rules]]
target = "shop.db.log"
record = false
"""


def test_all_spellings_give_the_same_rules(program):
    program.file("spile.toml", TOML)
    done = program.installing(
        """
        import spile, tomllib
        from pathlib import Path
        from spile import _native
        built = (
            spile.config()
            .target("shop.**")
            .exclude("kind(lambda)")
            .pattern("slow", "has(calls(time.sleep))", summary="those that wait")
            .action("whole", "record", bodies=True)
            .rule("shop.db.**", "pattern(slow)", name="db", exclude="trivial", actions=["whole"])
            .rule("shop.db.log", record=False)
        )
        other = (
            spile.config()
            .record("shop.db.**", "pattern(slow)", name="db", exclude=("trivial",), bodies=True)
            .rule("shop.db.log", record=False)
            .pattern("slow", "has( calls(time.sleep) )")
            .target("shop.**")
            .exclude("kind(lambda)")
        )
        loaded = tomllib.loads(Path("spile.toml").read_text())
        texts = {
            str(built),
            str(other),
            str(spile.config(loaded)),
            str(spile.config(built.to_dict())),
            _native.configure("spile.toml")[0].text(),
            _native.configure(Path("spile.toml"))[0].text(),
        }
        print(len(texts), texts.pop())
        """
    )
    assert done.stdout == (
        "1 spile rules 1\n"
        "pattern slow = has(calls(time.sleep))\n"
        "rule target-1 record=true = shop.**\n"
        "rule db record=true bodies=true = (shop.db.** or pattern(slow)) and not trivial\n"
        "rule rule-2 record=false = shop.db.log\n"
        "rule exclude-2 record=false = kind(lambda)\n\n"
    )


def test_a_configuration_is_never_changed(program):
    done = program.installing(
        """
        import spile
        data = {"targets": ["a"], "patterns": {"p": "b"}}
        first = spile.config(data)
        second = first.target("c").pattern("q", "d").run(bodies=True).run(console="json")
        data["targets"].append("e")
        first.to_dict()["patterns"]["r"] = "f"
        print(first.to_dict())
        print(second.to_dict())
        print(first == spile.config({"targets": ["a"], "patterns": {"p": "b"}}), first == second, first == 1)
        """
    )
    assert done.stdout.splitlines() == [
        "{'targets': ['a'], 'patterns': {'p': 'b'}}",
        "{'targets': ['a', 'c'], 'patterns': {'p': 'b', 'q': 'd'}, 'run': {'bodies': True, 'console': 'json'}}",
        "True False False",
    ]


def test_building_loads_no_module_of_others(program):
    done = program.installing(
        """
        import sys
        before = set(sys.modules)
        import spile
        str(spile.config().target("a").rule("b", record=False).run(output="x"))
        print({name for name in set(sys.modules) - before if name.partition(".")[0] != "spile"})
        """
    )
    assert done.stdout == "set()\n"


@pytest.mark.parametrize(
    ("config", "error", "words"),
    [
        ("spile.config().target('kind(functon)')", "ValueError", ["did you mean `function`?", "--> targets[0]:1:6"]),
        ("spile.config().rule('a', recrod=True)", "ValueError", ["there is no key `recrod`", "did you mean `record`?"]),
        ("spile.config().rule('a', record=1)", "ValueError", ["`record` takes `true` or `false`"]),
        ("spile.config().run(limit=1.5)", "ValueError", ["`limit` takes a size"]),
        ("spile.config({'targets': {'a': None}})", "ValueError", ["`targets` takes a selector"]),
        ("spile.config({1: 2})", "TypeError", ["the keys of a configuration are texts"]),
        ("'bad.toml'", "ValueError", ["--> bad.toml:2:1", "did you mean `limit`?"]),
        ("'none.toml'", "OSError", ["there is no such file"]),
        ("3", "TypeError", []),
    ],
)
def test_a_wrong_configuration_is_refused(program, config, error, words):
    program.file("bad.toml", "[run]\nlimt = 3\n")
    done = program.installing(
        f"""
        import spile
        try:
            spile.install(config={config})
        except {error} as error:
            print(error)
        else:
            raise SystemExit("it was taken")
        """
    )
    for word in words:
        assert word in done.stdout
    assert not program.logged("start")


def test_data_that_holds_itself_is_refused(program):
    done = program.installing(
        """
        import spile
        from spile import _native
        data = {}
        data["run"] = data
        try:
            _native.configure(data)
        except ValueError as error:
            print(error)
        """
    )
    assert done.stdout == "the configuration nests too deeply\n"


APP = """
class Cart:
    size = 3
    def total(self): return helper() + 1
    def count(self): return len([1])
def helper(): return 1
"""
CALLS = "import app; app.Cart().total(); app.Cart().count(); app.helper()"


def printed(done):
    """The functions that the console shows, with how often each is entered."""
    import json

    names = [json.loads(line)["id"] for line in done.stderr.splitlines() if '"enter"' in line or '"entry"' in line]
    return {name: names.count(name) for name in sorted(set(names))}


def test_install_records_what_the_rules_say(program):
    program.write(app=APP)
    done = program.installing(
        f"""
        import spile
        config = spile.config().target("app").rule("app#helper", record=False).run(console="json")
        spile.install(config=config)
        {CALLS}
        """
    )
    assert printed(done) == {"app#Cart.count": 1, "app#Cart.total": 1}, done.stderr


def test_install_reads_a_file_and_arguments_win(program):
    program.write(app=APP)
    program.file("conf.toml", "targets = 'other'\n[run]\nbodies = true\nconsole = 'json'\n")
    code = f"""
        import spile, sys
        spile.install(config="conf.toml", **eval(sys.argv[1]))
        {CALLS}
        """
    functions = {"app#Cart.count": 1, "app#Cart.total": 1, "app#helper": 2}
    bodies = {"app": 1, "app#Cart": 1}
    assert printed(program.installing(code, "{}")) == {}
    assert printed(program.installing(code, "{'targets': 'app'}")) == bodies | functions
    assert printed(program.installing(code, "{'targets': ['app'], 'bodies': False}")) == functions


def test_install_with_the_same_configuration_is_install_once(program):
    done = program.installing(
        """
        import spile, sys
        def finder(): return next(f for f in sys.meta_path if "spile" in type(f).__module__)
        spile.install(config=spile.config().target("app"))
        first = finder()
        spile.install(targets=["app"])
        second = finder()
        spile.install(config=spile.config().target("app").rule("trivial", record=False))
        print(first is second, first is finder())
        """
    )
    assert done.stdout == "True False\n"
