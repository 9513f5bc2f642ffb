"""What rules select is what is recorded, and everything else is as without Spile."""

import json

import pytest

SHOP = """
import os

class Cart:
    @property
    def size(self):
        return len(os.path.join("a", "b"))

    def total(self):
        return sum(price(item) for item in items())

    def _count(self):
        return 2

def price(item):
    return item

def items():
    yield 1
    yield 2

def main():
    cart = Cart()
    print(cart.size, cart.total(), cart._count(), (lambda: 3)())
"""


def recorded(lab, *options, main="import shop\nshop.main()\n"):
    """The names of the functions that are recorded with `options`, after the program did what it does without."""
    lab.program.write(shop=SHOP, app=main)
    return recorded_names(lab, *options)


def recorded_names(lab, *options):
    plain = lab.program.python("app.py")
    names = []
    for _ in range(2):  # the second time from the cache
        done = lab.spile("run", "-q", "-o", str(lab.trace), *options, "--", "python", "app.py")
        assert (done.returncode, done.stdout, done.stderr) == (0, plain.stdout, "")
        top = json.loads(lab.spile("top", str(lab.trace), "--format", "json", "--limit", "0").stdout)
        names.append(sorted(row["name"] for row in top["functions"]))
    assert names[0] == names[1]
    return names[0]


@pytest.mark.parametrize(
    ("selector", "names"),
    [
        ("shop#Cart.*", ["Cart._count", "Cart.size", "Cart.total"]),
        ("shop and kind(property)", ["Cart.size"]),
        ("shop and private and not kind(lambda)", ["Cart._count"]),
        ("kind(generator)", ["items"]),
        ("has(calls(os.path.join)) and kind(method)", ["Cart.size"]),
        ("shop and kind(lambda)", ["main.<lambda>"]),
        ('shop and has(code("sum($$$)")) and kind(method)', ["Cart.total"]),
        ("shop and line(16)", ["price"]),
        ('file("shop.py") and name(main)', ["main", "main.<lambda>"]),
        ("project and pattern(public_functions) and not has(kind(yield))", ["Cart.size", "Cart.total", "main", "price"]),
    ],
)
def test_what_a_selector_selects_is_recorded(lab, selector, names):
    lab.program.file("pyproject.toml", "")
    assert recorded(lab, "--target", selector) == names


def test_what_is_excluded_is_not_recorded(lab):
    names = recorded(lab, "--target", "shop", "--exclude", "kind(method, lambda)", "--exclude", "name(main)")
    assert names == ["items", "price"]


def test_a_later_target_does_not_take_back_an_exclusion(lab):
    names = recorded(lab, "--exclude", "name(main)", "--target", "shop and kind(function, generator)")
    assert names == ["items", "price"]


def test_a_module_may_have_a_name_that_is_a_word_of_selectors(lab):
    lab.program.write(project="def f(): pass\nf()\n", shop="", app="import project\n")
    assert recorded_names(lab, "--target", "module(project)") == ["f"]


def test_files_are_found_behind_dots_in_the_search_path(lab):
    lab.program.file("pyproject.toml", "")
    lab.program.file("lib/inner/mod.py", "def f(): pass\nf()\n")
    lab.program.write(app="import sys\nsys.path.insert(0, sys.path[0] + '/other/../lib/inner')\nimport mod\n")
    lab.program.file("other/x.py", "")
    assert recorded_names(lab, "--target", 'file("lib/**")') == ["f"]


def test_modules_are_called_the_same_in_plans_and_in_runs(lab):
    lab.program.file("pyproject.toml", "")
    files = ["src/space/inner/mod.py", "src/plain/__init__.py", "src/plain/mod.py", "path/name/space.py", "real/mod.py"]
    for file in files:
        lab.program.file(file, "def f(): return 1 + 1\nf()\n")
    lab.program.file("real/__init__.py", "")
    (lab.program.directory / "linked").symlink_to("real")
    (lab.program.directory / "real/other.py").symlink_to("mod.py")
    files += ["linked/mod.py", "real/other.py"]
    modules = "space.inner.mod, plain.mod, name.space, real.mod, linked.mod, real.other"
    lab.program.write(app=f"import sys\nsys.path.insert(0, 'src')\nimport {modules}\n")
    path = str(lab.program.directory / "path")
    done = lab.spile("run", "-q", "-o", str(lab.trace), "--", "python", "app.py", PYTHONPATH=path)
    assert done.returncode == 0, done.stderr
    top = json.loads(lab.spile("top", str(lab.trace), "--format", "json", "--limit", "0").stdout)
    planned = lab.spile("targets", *files, "--format", "ndjson", PYTHONPATH=path).stdout.splitlines()
    planned = {json.loads(line)["id"] for line in planned}
    assert planned == {row["id"] for row in top["functions"]}
    assert "linked.mod#f" in planned and "space.inner.mod#f" in planned and "name.space#f" in planned


def test_bodies_are_recorded_where_they_are_asked_for(lab):
    assert recorded(lab, "--target", "shop and kind(class)", "--bodies") == ["Cart"]
    assert recorded(lab, "--target", "shop and kind(class)") == []


def test_a_script_is_in_the_project_by_its_relative_name(lab):
    lab.program.file("pyproject.toml", "")
    main = "def run():\n    print(1)\ndef other(): pass\nrun()\nother()\n"
    assert recorded(lab, "--target", "project and name(run)", main=main) == ["run"]


def test_rules_that_select_nothing_are_named(lab):
    lab.program.write(shop=SHOP, app="import shop\nshop.main()\n")
    done = lab.spile("run", "-o", str(lab.trace), "--target", "shop and kind(async)", "--", "python", "app.py")
    assert done.stderr == (
        "spile: nothing was recorded: no rule selects a function in shop; "
        "`spile targets PATH` shows what rules select\n"
    )


def test_a_bad_selector_says_where_and_what_to_do(lab):
    done = lab.spile("run", "--target", "kind(functoin)", "--", "python", "-c", "")
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "spile: error: there is no kind `functoin`",
        "spile:  --> --target:1:6",
        "spile:   |",
        "spile: 1 | kind(functoin)",
        "spile:   |      ^^^^^^^^",
        "spile:   |",
        "spile:   = help: did you mean `function`?",
    ]


def test_install_takes_selectors(program):
    program.write(shop=SHOP)
    done = program.installing(
        """
        import spile
        spile.install(targets=["shop and kind(property)"])
        import shop
        shop.main()
        spile.uninstall()
        """
    )
    assert done.stdout == "3 3 2 3\n"
    assert program.logged("arm") == ["shop"]
