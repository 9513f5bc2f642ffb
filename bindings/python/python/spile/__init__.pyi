from collections.abc import Iterable
from os import PathLike
from typing import Literal

__all__ = ["__version__", "install", "uninstall"]

__version__: str

def install(
    targets: str | Iterable[str] | None = None,
    prefix: str | None = None,
    alias: bool = False,
    console: bool | Literal["simple", "detailed", "json"] = False,
    config: str | PathLike[str] | None = None,
) -> None: ...
def uninstall() -> None: ...
