"""What views have been counted from: so that no line, and no day, counts twice."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from blogctl.errors import BadUsage, Unreadable

LOG = "log"
# Rotated logs may touch: what is logged when a request ends may have begun before.
SEAM = 5 * 60


class Import(NamedTuple):
    """A log, or an export, that was counted, from its *first* to its *last* second.

    *source* is `log`, or the kind of an export. Of a log, *head* is the digest of its first line,
    *read* the bytes up to where it was read, unpacked, and *tail* the digest of what is before.
    *beside* says that it was counted beside others of the same days on purpose.
    """

    source: str
    first: int
    last: int
    head: str = ""
    read: int = 0
    tail: str = ""
    beside: bool = False


def read_imports(data: bytes, place: str) -> list[Import]:
    """Return what was counted before; raise Unreadable."""
    try:
        told = json.loads(data)
        found = [Import(**one) for one in told["imports"]]
        if not all(isinstance(one.first, int) and isinstance(one.read, int) for one in found):
            raise TypeError(place)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        hint = "'blogctl undo', or git, may have it whole; without it logs may count twice"
        raise Unreadable(f"{place} cannot be read", hint=hint) from error
    return found


def write_imports(imports: Sequence[Import]) -> bytes:
    """Return what was counted, by time, as it is kept."""
    rows = ",\n".join(f"  {json.dumps(one._asdict())}" for one in sorted(imports, key=_by_time))
    return f'{{"schema": 1, "imports": [\n{rows}\n]}}\n'.encode()


def _by_time(one: Import) -> tuple[int, int, str]:
    return one.first, one.last, one.head


def known_as(imports: Sequence[Import], head: str) -> Import | None:
    """Return what was counted of the log that begins with the line of *head*; None for nothing."""
    return next((one for one in imports if one.source == LOG and one.head == head), None)


def check_apart(new: Import, imports: Sequence[Import], name: str) -> None:
    """Raise BadUsage where *new*, of the file *name*, is of days that others were counted for.

    An export may be of days that the same source was counted for: it takes their place.
    """
    for one in imports:
        same = one.source == new.source
        if one.head == new.head and same and (one.head or new.source != LOG):
            continue
        if new.first + SEAM < one.last and one.first + SEAM < new.last and not new.beside:
            raise BadUsage(_overlap(new, one, name), hint=_hint(one))


def replaced_by(new: Import, imports: Sequence[Import], name: str) -> list[Import]:
    """Return what was counted of the days of *new* from the same source: *new* takes its place.

    Raise BadUsage where something else was counted of these days beside it: files of views do not
    say from what they come.
    """
    there = [one for one in imports if one.first <= new.last and new.first <= one.last]
    same = [one for one in there if one.source == new.source]
    if same and len(same) < len(there):
        message = f"{name} has days that other sources were counted for beside it"
        after = datetime.fromtimestamp(max(one.last for one in same) + 1, UTC)
        hint = f"--since {after:%Y-%m-%dT%H:%M:%SZ} takes what came after; or 'blogctl undo' first"
        raise BadUsage(message, hint=hint)
    return same


def _overlap(new: Import, one: Import, name: str) -> str:
    what = "another log" if one.source == LOG else f"an export of {one.source}"
    span = f"{_day(max(new.first, one.first))} to {_day(min(new.last, one.last))}"
    return f"{name} has {span}, which was counted from {what} already"


def _hint(one: Import) -> str:
    last = datetime.fromtimestamp(one.last, UTC)
    return (
        f"--since {last:%Y-%m-%dT%H:%M:%SZ} takes what came after; --beside counts both, "
        "as of two servers"
    )


def _day(at: int) -> str:
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d %H:%M}"
