"""Woven test modules under pytest: assertions keep their detail, and pytest's cache stays pytest's."""

import re

import pytest

TEST = """
    import warnings
    from shop import total

    def helper(values):
        return sorted(values)

    def test_lists():
        x = helper([2, 1])
        assert x == [1, 3]

    def test_call():
        assert total(3) > 40, "too small"

    def test_fine():
        assert helper([1]) == [1]
"""


def outcome(text):
    """pytest's report without durations and memory addresses."""
    return re.sub(r"0x[0-9a-f]+", "0x", re.sub(r"in \d+\.\d+s", "in 0s", text))


def pytest_run(program, *arguments, plain=False, **keywords):
    keywords.setdefault("check", False)
    arguments = ("-m", "pytest", "-p", "no:cacheprovider", *arguments)
    if plain:
        return program.plain(*arguments, **keywords)
    return program.below_run(*arguments, **keywords)


def project(program):
    program.file("pyproject.toml", "[tool.pytest.ini_options]\n")
    return program.write(
        shop="def total(n):\n    return n\n",
        test_shop=TEST,
        conftest="import pytest\n@pytest.fixture\ndef thing():\n    return 1\n",
    )


@pytest.mark.parametrize("mode", ["prepend", "append", "importlib"])
def test_report_is_as_plain(program, mode):
    project(program)
    options = (f"--import-mode={mode}", "-vv")
    extra = {"PYTHONPATH": str(program.directory)}
    plain = pytest_run(program, *options, plain=True, **extra)
    for _ in range(2):
        program.forget_log()
        woven = pytest_run(program, *options, **extra)
        assert outcome(woven.stdout) == outcome(plain.stdout)
        assert "[1, 2] == [1, 3]" in woven.stdout and "where 3 = total(3)" in woven.stdout
        assert sorted(program.logged("arm")) == ["conftest", "shop", "test_shop"]
    assert not program.logged("weave")


def test_pytest_cache_holds_no_woven_code_and_is_not_used_for_woven_modules(program):
    project(program)
    pytest_run(program)
    assert not list(program.directory.rglob("*-pytest-*.pyc"))
    pytest_run(program, plain=True)
    caches = {path: path.read_bytes() for path in program.directory.rglob("*-pytest-*.pyc")}
    assert len(caches) == 2
    program.forget_log()
    pytest_run(program)
    assert "test_shop" in program.logged("arm")
    assert {path: path.read_bytes() for path in program.directory.rglob("*-pytest-*.pyc")} == caches


def test_changed_test_module_is_woven_anew(program):
    project(program)
    pytest_run(program)
    program.write(test_shop="def test_new():\n    assert 1 + 1 == 3\n")
    assert "assert (1 + 1) == 3" in pytest_run(program).stdout


def test_without_assertion_rewriting_modules_are_woven_as_any(program):
    project(program)
    for option in (("-p", "no:assertion"), ("--assert=plain",)):
        program.forget_log()
        plain = pytest_run(program, *option, plain=True)
        woven = pytest_run(program, *option)
        assert outcome(woven.stdout) == outcome(plain.stdout)
        assert sorted(program.logged("arm")) == ["conftest", "shop", "test_shop"]


def test_modules_registered_for_rewriting_are_rewritten_and_woven(program):
    project(program)
    program.write(
        conftest="import pytest\npytest.register_assert_rewrite('checks')\nimport checks\n",
        checks="def check(x):\n    assert x == [5]\n",
        test_shop="from checks import check\ndef test_it():\n    check([6])\n",
    )
    woven = pytest_run(program)
    assert "assert [6] == [5]" in woven.stdout
    assert sorted(program.logged("arm")) == ["checks", "test_shop"]


def test_untargeted_test_modules_are_pytests_alone(program):
    project(program)
    plain = pytest_run(program, plain=True)
    woven = pytest_run(program, targets=["shop"])
    assert outcome(woven.stdout) == outcome(plain.stdout)
    assert program.logged("arm") == ["shop"]


def test_warnings_of_rewriting_name_the_lines_of_the_source(program):
    project(program)
    program.write(test_shop='def test_a():\n    """Doc."""\n\n    assert (1, "always true")\n    assert 1 is 1\n')
    plain = pytest_run(program, "-p", "no:cacheprovider", plain=True, PYTHONDONTWRITEBYTECODE="1")
    woven = pytest_run(program, "-p", "no:cacheprovider")
    assert "test_shop.py:4: PytestAssertRewriteWarning" in woven.stdout
    assert outcome(woven.stdout) == outcome(plain.stdout)


def test_passed_assertions_are_told_with_the_lines_of_the_source(program):
    project(program)
    program.file("pyproject.toml", "[tool.pytest.ini_options]\nenable_assertion_pass_hook = true\n")
    program.write(
        conftest="def pytest_assertion_pass(item, lineno, orig, expl):\n    print('PASS', lineno, orig, expl)\n",
        test_shop="def test_a():\n    x = 1\n    assert x == 1\n    if x:\n        assert (x\n          < 5)\n",
    )
    plain = pytest_run(program, "-s", plain=True)
    woven = pytest_run(program, "-s")
    assert "PASS 3 x == 1 1 == 1" in woven.stdout
    assert outcome(woven.stdout) == outcome(plain.stdout)


def test_syntax_error_in_a_test_module_is_reported_as_plain(program):
    project(program)
    program.write(test_shop="def test_a():\n    assert (\n")
    plain = pytest_run(program, plain=True)
    woven = pytest_run(program)
    assert outcome(woven.stdout) == outcome(plain.stdout)


def test_test_modules_in_other_encodings(program):
    project(program)
    source = "# -*- coding: {} -*-\ndef test_a():\n    assert '\xe4' == '\xf6'\n"
    for encoding in ("latin-1", "cp1252"):
        program.file("test_shop.py", source.format(encoding).encode(encoding))
        assert "- \xf6" in pytest_run(program, PYTHONIOENCODING="utf-8").stdout
