"""What the tests of the import hook share: a program that installs it, and a description of a module."""

import textwrap

INSTALL = "import spile; spile.install(targets={targets!r})\n"

# Everything about an imported module that a program can look at.
DESCRIBE = """
def describe(module):
    spec, loader = module.__spec__, module.__loader__
    return [
        sorted(vars(module)), type(loader).__qualname__, sorted(vars(loader)), loader is spec.loader,
        module.__file__, module.__cached__, module.__package__, getattr(module, "__path__", None),
        spec.name, spec.origin, spec.cached, spec.has_location, repr(module), repr(spec).replace(hex(id(loader)), "?"),
    ]
"""


def hooked(program, targets, code, **keywords):
    return program.installing(INSTALL.format(targets=list(targets)) + textwrap.dedent(code), **keywords)
