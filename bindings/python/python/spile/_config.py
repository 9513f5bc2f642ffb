"""Configurations that are built by a program: data, in the keys of ``spile.toml``."""


class Config:
    """What to record, where, and how; see `spile.config`. Never changed: each method returns a new one."""

    __slots__ = ("_data",)

    def __init__(self, data: dict[str, object] | None = None) -> None:
        self._data = {} if data is None else data

    def target(self, *selectors: str) -> "Config":
        """Record what one of `selectors` selects, too; without any target, the project's own code."""
        return self._more("targets", selectors)

    def exclude(self, *selectors: str) -> "Config":
        """Do not record what one of `selectors` selects, whatever the rules say."""
        return self._more("exclude", selectors)

    def pattern(self, name: str, selector: str, summary: str | None = None) -> "Config":
        """Give `selector` a name, for ``pattern(name)`` in others."""
        value = selector if summary is None else {"selector": selector, "summary": summary}
        return self._named("patterns", name, value)

    def action(self, name: str, action: str, summary: str | None = None, **options: bool) -> "Config":
        """Give `action` with `options` a name of its own, for ``actions`` of a rule."""
        return self._named("actions", name, _said(action=action, summary=summary, **options))

    def rule(
        self,
        *target: str,
        name: str | None = None,
        exclude: str | list[str] | tuple[str, ...] | None = None,
        actions: list[str] | tuple[str, ...] | None = None,
        **settings: bool,
    ) -> "Config":
        """Add a rule: what `settings` and `actions` say where one of `target` selects and `exclude` does not.

        Settings are keys of rules, such as ``record=True`` and ``bodies=True``. Of two rules that say something about
        one key of one node, the later one wins.
        """
        keys = _said(name=name, target=target, exclude=exclude, actions=actions, **settings)
        return self._more("rules", (keys,))

    def record(self, *target: str, **keys: object) -> "Config":
        """Add a rule that records what one of `target` selects; `keys` are those of `rule`."""
        return self.rule(*target, record=True, **keys)

    def run(self, **settings: object) -> "Config":
        """Say how to record, in the keys of ``[run]``: ``console="json"``, ``bodies=True``."""
        return Config({**self._data, "run": {**self._data.get("run", {}), **_said(**settings)}})

    def to_dict(self) -> dict[str, object]:
        """The same as data, as `tomllib` would load it from a ``spile.toml``."""
        return _copy(self._data)

    def _more(self, key, values):
        return Config({**self._data, key: (*self._data.get(key, ()), *values)})

    def _named(self, key, name, value):
        return Config({**self._data, key: {**self._data.get(key, {}), name: value}})

    def __str__(self) -> str:
        """The rules, one a line: the same for configurations that say the same. Raises `ValueError` if it is wrong."""
        from spile import _native

        return _native.configure(self._data)[0].text()

    def __eq__(self, other):
        return self._data == other._data if isinstance(other, Config) else NotImplemented

    __hash__ = None

    def __repr__(self):
        return f"spile.config({self.to_dict()!r})"


def _said(**keys):
    """Those of `keys` that have a value. Paths become texts."""
    said = {key: value for key, value in keys.items() if value is not None}
    return {key: value.__fspath__() if hasattr(type(value), "__fspath__") else value for key, value in said.items()}


def _copy(data):
    if isinstance(data, dict):
        return {key: _copy(value) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [_copy(value) for value in data]
    return data
