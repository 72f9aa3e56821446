"""Changes: what would be written, worked out before anything is."""

import re
from typing import NamedTuple

from blogctl.content.post import Post


class Change(NamedTuple):
    """A file before and after. *before* None: created; *after* None: deleted."""

    path: str
    before: bytes | None
    after: bytes | None


class Failure(NamedTuple):
    """A file that a command could not do its work on, and why."""

    path: str
    message: str
    hint: str | None = None


class Plan(NamedTuple):
    """What a command would do: *changes* to write, posts *unchanged*, files that *failed*.

    *live* says whether a post that readers can see would change.
    """

    changes: tuple[Change, ...]
    unchanged: tuple[str, ...] = ()
    failed: tuple[Failure, ...] = ()
    live: bool = False

    @property
    def matched(self) -> int:
        """The number of posts that the command was about."""
        return len(self.changes) + len(self.unchanged) + len(self.failed)


def touches_live(posts: list[Post], changes: list[Change]) -> bool:
    """Say whether any of *changes* is to a post that is published."""
    paths = {change.path for change in changes}
    return any(post.path in paths and post.status == "published" for post in posts)


def diff(change: Change) -> str:
    """Return *change* as a unified diff; a missing last newline is said as diff says it."""
    from difflib import unified_diff

    before = _lines(change.before)
    after = _lines(change.after)
    old = f"a/{change.path}" if change.before is not None else "/dev/null"
    new = f"b/{change.path}" if change.after is not None else "/dev/null"
    lines = unified_diff(before, after, old, new, n=2)
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


def _lines(data: bytes | None) -> list[str]:
    # Split at line feeds alone: str.splitlines would also cut at U+2028 and form feeds.
    text = (data or b"").decode("utf-8", errors="backslashreplace")
    return re.findall(r"[^\n]*\n|[^\n]+", text)
