"""One process: what is installed in it, and how `spile run` starts it.

`install` and `uninstall` are the public API's. `boot` is called by ``_boot/sitecustomize.py``, in each
Python process below `spile run`, before anything of the program is imported.
"""

import os
import sys
from _frozen_importlib import ModuleSpec
from _thread import RLock

from spile import _native

lock = RLock()
_installed = None  # (the arguments, the finder, whether it began to record) of the last install()
_OWN_DIRECTORY = os.path.join(os.path.dirname(__file__), "")
_run = None  # the finder of `spile run`, which install() and uninstall() leave alone


def install(targets, prefix, alias, console, config, bodies, outside):
    """See `spile.install`."""
    global _installed
    if isinstance(targets, str):
        targets = (targets,)
    elif targets is not None:
        targets = tuple(targets)
    if prefix is None:
        if alias:
            raise ValueError("alias=True needs a prefix")
    elif not prefix.isidentifier():
        raise ValueError(f"a prefix is one Python name, not {prefix!r}")
    if targets is None and prefix is not None and config is None:
        targets = ("**",)
    rules, wanted = _rules(targets, config, bodies, outside)
    console = _console(console or wanted)
    arguments = (rules.text(), prefix, bool(alias), console)
    with lock:
        if _installed is not None and _installed[0] == arguments and _installed[1] in (sys.meta_path or ()):
            return
        finder = _finder(rules, prefix, alias)
        finder.check()
        uninstall()  # only now: what is refused leaves what was there
        begins = not _native.is_recording()  # else `spile run` records, or spile.start()
        if begins:
            try:
                _native.start({"directory": None, "console": _shown(console), "calls": _calls(rules)})
            except Exception as error:
                _say(f"nothing is recorded: {error}")
                if prefix is None:
                    return
                begins = False  # the program imports by the prefix all the same
        elif console is not None and not os.environ.get("SPILE_CONSOLE"):
            where = "below `spile run`; `spile run --console` does" if _run is not None else "behind spile.start()"
            _say(f"install(console=...) prints nothing {where}")
        try:
            finder.install()
        except BaseException:
            if begins:
                _native.stop()
            raise
        _installed = (arguments, finder, begins)
        if begins:
            _watch("weave_watched")
        if prefix is None:
            for name in _imported(finder):
                _native.note("module", f"{name}: imported before spile.install()")


def uninstall():
    """See `spile.uninstall`."""
    global _installed
    with lock:
        if _installed is None:
            return
        _, finder, began = _installed
        _installed = None
        finder.uninstall()
        if began:
            _watch("unweave_watched")
            _native.stop()


def _watch(what):
    """Do that with the functions that `spile.trace` was given, if there are any."""
    recording = sys.modules.get("spile._recording")
    if recording is not None:
        getattr(recording, what)()


def boot(directory, environment):
    """Weave and record this process for the `spile run` that writes to `directory`."""
    global _run
    with lock:
        if _run is not None:
            return
        rules = _native.Rules.from_text(environment["SPILE_RULES"], environment.get("SPILE_PROJECT") or None)
        finder = _finder(rules, None, False, environment.get("SPILE_CACHE"))
        _native.start(
            {"directory": directory, "console": _shown(environment.get("SPILE_CONSOLE")), "calls": _calls(rules)}
        )
        try:
            finder.install()
            if _runs_script_to_weave(finder):
                _native.on_run_file(lambda filename: finder.script_code(os.path.abspath(filename), filename))
        except BaseException:
            finder.uninstall()
            _native.stop()
            raise
        for name in _imported(finder):
            _native.note("early", name)
        _run = finder
        sys.path_importer_cache.pop(os.path.dirname(__file__), None)


def _runs_script_to_weave(finder):
    """Whether this process is there to run a script that is a target.

    Only then it gets an audit hook, which stays for good and makes every audited event slower.
    """
    argv = getattr(sys, "argv", None) or ("",)
    script = argv[0]
    if script in ("", "-", "-c", "-m") or finder.script_module(os.path.abspath(script)) is None:
        return False
    # The interpreter would show the SystemExit by which a woven script ends.
    reason = "python -i shows how it ends" if sys.flags.inspect else None
    if _skips_first_line(sys.orig_argv[1 : len(sys.orig_argv) - len(argv) + 1]):
        reason = "python -x skips its first line"
    if reason is not None:
        _native.note("main script", f"runs unwoven, because {reason}")
    return reason is None


def _skips_first_line(options):
    """Whether the option -x is among the interpreter's, as its `getopt` reads them."""
    options = iter(options)
    for option in options:
        if option[:1] == "-" and option[1:2] != "-":
            for at, letter in enumerate(option[1:], 2):
                if letter == "x":
                    return True
                if letter in "WX":
                    if not option[at:]:
                        next(options, None)
                    break
    return False


def _say(text):
    try:
        print(f"spile: {text}", file=sys.stderr)
    except Exception:
        pass  # there may be no standard error, or a closed one


def _rules(targets, config, bodies, outside):
    """The rules, and how the configuration wants calls printed."""
    project = _native.project()
    if config is None:
        return _native.Rules(list(targets or ()), [], project, bool(bodies), bool(outside)), None
    if hasattr(config, "to_dict"):
        config = config.to_dict()
    return _native.configure(config, list(targets or ()), bodies, project, outside)


def _calls(rules):
    """What `_native.start` is told about the calls of functions, whose probes it then measures."""
    return "yes" if rules.tell_calls() else None


def _finder(rules, prefix, alias, cache_root=None):
    from spile._loader import Weaver

    weaver = Weaver(rules, cache_root)
    if prefix is None:
        from spile._finder import Finder

        return Finder(weaver)
    from spile._twin import TwinFinder

    return TwinFinder(weaver, prefix, bool(alias))


def _console(console):
    if console is True:
        return "simple"
    if not console:
        return None
    if console not in ("simple", "detailed", "json"):
        raise ValueError(f"console is a bool, 'simple', 'detailed' or 'json', not {console!r}")
    return console


def _shown(console):
    """`console`, or None if there is no standard error: whatever file the program opens first would be taken for it."""
    return None if sys.stderr is None else console or None


def _imported(finder):
    """The modules that are targets and were imported before `finder` came in, so that nobody is left wondering about them."""
    for name, module in tuple(sys.modules.items()):
        # Any other way to ask for the spec might run code of the program: that of a lazy module, say.
        if name == "__main__" or not issubclass(type(module), type(sys)):
            continue
        spec = object.__getattribute__(module, "__dict__").get("__spec__")
        if type(spec) is not ModuleSpec:
            continue
        file = spec.origin
        if file == "frozen":  # most of what the interpreter needs to start has a source all the same
            file = object.__getattribute__(module, "__dict__").get("__file__")
        if type(file) is not str or not file.endswith(".py") or file.startswith(_OWN_DIRECTORY):
            continue
        if finder.module_of(name, file) is not None:
            yield name
