"""Changes: what would be written, worked out before anything is."""

import re
from typing import NamedTuple

# How many bytes git looks at to tell a text.
_BINARY_PROBE = 8000


class Change(NamedTuple):
    """A file before and after. *before* None: created; *after* None: deleted.

    *origin* is the path that the file had, where it moves; *post* the path of the post that the
    file belongs to, where it is not the post itself. *mode* are the permissions of a file that
    comes back; None for those it has, or that a new file gets.
    """

    path: str
    before: bytes | None
    after: bytes | None
    origin: str = ""
    post: str = ""
    mode: int | None = None


class Failure(NamedTuple):
    """A file that a command could not do its work on, why, and the exit code that this makes."""

    path: str
    message: str
    hint: str | None = None
    code: int = 1


class Loss(NamedTuple):
    """What a conversion cannot carry over from the post at *path*, in a sentence."""

    path: str
    message: str


class Plan(NamedTuple):
    """What a command would do: *changes* to write, posts *unchanged*, files that *failed*.

    *live* says whether a post that readers can see would change. *folders* are taken away where
    the changes leave them empty.
    """

    changes: tuple[Change, ...]
    unchanged: tuple[str, ...] = ()
    failed: tuple[Failure, ...] = ()
    live: bool = False
    folders: tuple[str, ...] = ()

    @property
    def matched(self) -> int:
        """The number of posts that the command was about."""
        return len(self.posts) + len(self.unchanged) + len(self.failed)

    @property
    def posts(self) -> list[str]:
        """The paths of the posts that would change, each once."""
        return list(dict.fromkeys(change.post or change.path for change in self.changes))


def diff(change: Change) -> str:
    """Return *change* as a unified diff; a missing last newline is said as diff says it.

    A move is said as git says it, and so are files that are no text.
    """
    from difflib import unified_diff

    old = f"a/{change.origin or change.path}" if change.before is not None else "/dev/null"
    new = f"b/{change.path}" if change.after is not None else "/dev/null"
    moved = f"rename from {change.origin}\nrename to {change.path}\n" if change.origin else ""
    if _is_binary(change.before) or _is_binary(change.after):
        differ = change.before != change.after
        return moved + (f"Binary files {old} and {new} differ\n" if differ else "")
    lines = unified_diff(_lines(change.before), _lines(change.after), old, new, n=2)
    return moved + "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


def _is_binary(data: bytes | None) -> bool:
    return b"\0" in (data or b"")[:_BINARY_PROBE]


def _lines(data: bytes | None) -> list[str]:
    # Split at line feeds alone: str.splitlines would also cut at U+2028 and form feeds.
    text = (data or b"").decode("utf-8", errors="backslashreplace")
    return re.findall(r"[^\n]*\n|[^\n]+", text)
