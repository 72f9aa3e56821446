"""The index: a disposable copy of what the posts say, in SQLite, that answers queries.

Its parts are loaded when they are asked for: completion needs but one, and at once.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from blogctl.storage.index.index import Index, Problem
    from blogctl.storage.index.marks import marks_of
    from blogctl.storage.index.store import Keeping
    from blogctl.storage.index.updating import Reader

__all__ = ["Index", "Keeping", "Problem", "Reader", "marks_of"]

_HOMES = {
    "Index": "index",
    "Keeping": "store",
    "Problem": "index",
    "Reader": "updating",
    "marks_of": "marks",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
