from collections.abc import Iterable, Mapping
from os import PathLike
from types import TracebackType
from typing import Literal, Self, TypeVar

from spile._config import Config

__all__ = ["__version__", "config", "install", "mark", "recording", "start", "stop", "trace", "uninstall"]

__version__: str

_T = TypeVar("_T")

def install(
    targets: str | Iterable[str] | None = None,
    prefix: str | None = None,
    alias: bool = False,
    console: bool | Literal["simple", "detailed", "json"] = False,
    config: Config | Mapping[str, object] | str | PathLike[str] | None = None,
    bodies: bool | None = None,
    outside: bool | None = None,
) -> None: ...
def config(data: Mapping[str, object] | None = None) -> Config: ...
def uninstall() -> None: ...
def trace(function: _T) -> _T: ...
def mark(name: str, /, **attributes: object) -> None: ...
def start(path: str | PathLike[str] | None = None) -> None: ...
def stop() -> None: ...

class recording:
    def __init__(self, path: str | PathLike[str] | None = None) -> None: ...
    def __enter__(self) -> Self: ...
    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
        /,
    ) -> None: ...
