"""The door to a blog: find posts, plan changes, apply them.

It is loaded when it is first opened: completion only looks through the window, and at once.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from blogctl.blog.applying import apply
    from blogctl.blog.blog import Blog
    from blogctl.storage.index import Problem
    from blogctl.storage.journal import Record

__all__ = ["Blog", "Problem", "Record", "apply"]

_HOMES = {
    "Blog": "blogctl.blog.blog",
    "Problem": "blogctl.storage.index",
    "Record": "blogctl.storage.journal",
    "apply": "blogctl.blog.applying",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(_HOMES[name]), name)
