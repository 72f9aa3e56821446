"""Operations: what one run of a command did to files, as the journal remembers it."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple


class Record(NamedTuple):
    """Who writes, and when: *undoes* is the id of the operation that is taken back."""

    command: str
    time: datetime
    undoes: int | None = None


class Recorded(NamedTuple):
    """A Change as the journal keeps it: digests in place of bytes.

    *before* and *after* are SHA-256 in hex, None where there was, or is, no file. The old bytes
    are *size* bytes from *at* in the operation's file of old bytes; *mode* are the permissions
    that they had.
    """

    path: str
    origin: str
    post: str
    before: str | None
    after: str | None
    at: int
    size: int
    mode: int


class Operation(NamedTuple):
    """One run of a command: *id* counts up, *folders* were made by it, *undoes* is another's id."""

    id: int
    time: datetime
    command: str
    changes: tuple[Recorded, ...]
    folders: tuple[str, ...] = ()
    undoes: int | None = None

    @property
    def posts(self) -> list[str]:
        """The paths of the posts that changed, each once."""
        return list(dict.fromkeys(change.post or change.path for change in self.changes))


class Recovery(NamedTuple):
    """What became of an operation that was cut off: files put back, and those left as they are."""

    command: str
    restored: tuple[str, ...]
    left: tuple[str, ...]


class Entry(NamedTuple):
    """An operation as `history` shows it: *changed* are the paths of posts, and of other files.

    *undone* says that it does not stand any more.
    """

    id: int
    time: datetime
    command: str
    changed: list[str]
    undoes: int | None
    undone: bool


def entries(operations: Sequence[Operation]) -> list[Entry]:
    """Return *operations*, in their order, the latest first, each with whether it was undone."""
    gone = undone(operations)
    return [
        Entry(one.id, one.time, one.command, one.posts, one.undoes, one.id in gone)
        for one in sorted(operations, key=lambda one: -one.id)
    ]


def undone(operations: Sequence[Operation]) -> set[int]:
    """Return the ids of those *operations* that do not stand any more.

    An operation is undone by a later one that stands: an undo that was undone does not count.
    """
    gone: set[int] = set()
    for one in sorted(operations, key=lambda one: -one.id):
        if one.undoes is not None and one.id not in gone:
            gone.add(one.undoes)
    return gone


def latest(operations: Sequence[Operation]) -> Operation | None:
    """Return what an undo that names nothing means: the last that stands and is no undo itself."""
    gone = undone(operations)
    standing = [one for one in operations if one.undoes is None and one.id not in gone]
    return max(standing, key=lambda one: one.id, default=None)
