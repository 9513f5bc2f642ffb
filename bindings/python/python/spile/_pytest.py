"""pytest's assertion rewriting on top of weaving.

pytest's `AssertionRewritingHook` is finder and loader of the test modules. Its `exec_module` looks for
rewritten code in its own ``__pycache__/*-pytest-*.pyc`` through `_read_pyc`, and only if there is none does
it rewrite the source and store the result. For a module that we weave, `_read_pyc` answers with code that is
both woven and rewritten, from our cache or made anew. So pytest's own frame executes the module, its
``.pyc`` files hold no woven code, and none of them is mistaken for it.
"""

import ast
import sys
import warnings

from spile import _native
from spile._cache import Entry, identity_of, source_hash, unsettled
from spile._importlib_frames import importlib_frames
from spile._loader import is_failure, note_failure, note_left_alone


def chain(rewrite, finder):
    """Have the assertions of woven modules rewritten by the module `rewrite`; returns what undoes it."""
    plain = rewrite._read_pyc
    weaver = finder.weaver
    hook_code = rewrite.AssertionRewritingHook.exec_module.__code__

    def _read_pyc(source, pyc, *arguments, **keywords):
        caller = sys._getframe(1)
        if caller.f_code is hook_code and weaver.active:
            names = caller.f_locals
            name = finder.module_of(names["module"].__name__, str(source))
            if name is not None:
                config = names["self"].config
                code = _code(rewrite, weaver, config, name, source, lambda: plain(source, pyc) is not None)
                if code is not None:
                    return code
        return plain(source, pyc, *arguments, **keywords)

    def undo():
        if rewrite._read_pyc is _read_pyc:
            rewrite._read_pyc = plain

    rewrite._read_pyc = _read_pyc
    return undo


def _code(rewrite, weaver, config, module, source_path, is_rewritten):
    """The woven and rewritten code of `module`, or None if pytest is to go on alone."""
    path = str(source_path)
    try:
        passes = bool(config.getini("enable_assertion_pass_hook"))
        identity = identity_of(module, path, weaver.rules.detail(module, path), rewrite.PYTEST_TAG, f"{passes:d}")
        entry, status, source = weaver.fresh_entry(identity, path, lambda path: source_path.read_bytes())
        if entry is not None and entry.code is not None:
            try:
                _native.arm(entry.code, entry.table, module, path)
                return entry.code
            except ValueError:
                pass  # a damaged table: made anew below
        if source is None:
            source = source_path.read_bytes()
        known_by = source_hash(source)
        woven, source, reason = weaver.weave(source, module, path)
        if woven is None:
            note_left_alone(module, reason, path)
            return None

        def rewritten(text, text_bytes):
            tree = ast.parse(text, path)
            rewrite.rewrite_asserts(tree, text_bytes, path, config)
            return tree

        def finished():
            tree = rewritten(woven.text, weaver.encoded(woven, source))
            if passes:
                _quote(tree, rewritten(source, source))
            return woven.finish(compile(tree, path, "exec", dont_inherit=True))

        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            code = weaver.settled(woven, source, path, finished)
        if caught and not is_rewritten():
            # What pytest and the compiler warn of, they tell by line: those of the plain source.
            compile(rewritten(source, source), path, "exec", dont_inherit=True)
        entry = Entry(code, woven.table, "", unsettled(status), status.fingerprint, known_by)
        if woven.is_lasting:
            weaver.cache.write(identity, entry)
        _native.arm(code, woven.table, module, path)
        return code
    except BaseException as error:
        if not is_failure(error):
            raise
        note_failure(module, error)
        return None


def _quote(woven, plain):
    """Tell the hook `pytest_assertion_pass` the lines and texts of the plain source's assertions."""
    ours, theirs = _pass_calls(woven), _pass_calls(plain)
    if len(ours) != len(theirs):
        raise ValueError("the woven module has other assertions than the plain one")
    for call, original in zip(ours, theirs):
        call.args[:2] = original.args[:2]


def _pass_calls(tree):
    """The calls in a rewritten `tree` that tell the hook, in source order."""
    found = []

    def visit(node):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "_call_assertion_pass"
        ):
            found.append(node)
        for child in ast.iter_child_nodes(node):
            visit(child)

    visit(tree)
    return found


importlib_frames(globals())
