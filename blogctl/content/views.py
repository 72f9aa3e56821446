"""Views: how often posts were read on a day, as `.blogctl/views/YYYY-MM.csv` keeps them.

A post is named by its address, and by its path where the generator gives none: addresses are what
logs say, and an alias leads from an old one.
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import NamedTuple, TypeVar

from blogctl.errors import Unreadable

R = TypeVar("R")
HEADER = ("date", "post", "views", "readers")
BESIDE = ("kind", "name", "status", "count")
MONTH = re.compile(r"\d{4}-\d\d")
# So many addresses, referrers and searches a month are kept.
MOST = 1000


class Reads(NamedTuple):
    """How often, and by how many readers; 0 readers where nobody said."""

    views: int
    readers: int

    def plus(self, other: "Reads") -> "Reads":
        """Return the sum of both."""
        return Reads(self.views + other.views, self.readers + other.readers)


# By day, as 2026-11-26, and the address of a post.
Days = dict[tuple[str, str], Reads]
# By kind (unmatched, referrer, search), name and status, '' for none.
Beside = dict[tuple[str, str, str], int]


def read_days(text: str, place: str) -> Days:
    """Return the days of a month's file at *place*; raise Unreadable, with its line."""
    known: set[str] = set()

    def read(row: list[str]) -> tuple[tuple[str, str], Reads]:
        if row[0] not in known:
            date.fromisoformat(row[0])
            known.add(row[0])
        return (row[0], row[1]), Reads(_number(row[2]), _number(row[3]))

    return dict(_rows(text, place, HEADER, read))


def write_days(days: Days) -> str:
    """Return the file of a month's *days*, by day and post."""
    rows = ((*key, *reads) for key, reads in sorted(days.items()) if reads.views)
    return _written(HEADER, rows)


def read_beside(text: str, place: str) -> Beside:
    """Return what else is counted in a month; raise Unreadable, with its line."""

    def read(row: list[str]) -> tuple[tuple[str, str, str], int]:
        return (row[0], _unguarded(row[1]), row[2]), _number(row[3])

    return dict(_rows(text, place, BESIDE, read))


def write_beside(beside: Beside) -> str:
    """Return the file of what else is counted in a month: of each kind, the most frequent."""
    kept: dict[str, int] = {}
    rows = []
    for (kind, name, status), count in sorted(
        beside.items(), key=lambda one: (one[0][0], -one[1], one[0])
    ):
        kept[kind] = kept.get(kind, 0) + 1
        if kept[kind] <= MOST:
            rows.append((kind, _guarded(name), status, count))
    return _written(BESIDE, rows)


def summed(days: Days) -> dict[str, Reads]:
    """Return the views of a month by address."""
    found: dict[str, Reads] = {}
    for (_, address), reads in days.items():
        known = found.get(address)
        found[address] = known.plus(reads) if known else reads
    return found


def _rows(
    text: str, place: str, header: tuple[str, ...], read: Callable[[list[str]], R]
) -> Iterator[R]:
    """Yield what *read* makes of the rows below the *header*; raise Unreadable."""
    reader = csv.reader(line for line in re.split(r"(?<=\n)", text) if line)
    try:
        for row in reader:
            if reader.line_num == 1 and tuple(row) == header:
                continue
            if len(row) != len(header):
                raise ValueError(f"{len(row)} columns")
            yield read(row)
    except (ValueError, csv.Error) as error:
        hint = f"its columns are {','.join(header)}; 'blogctl undo', or git, may have it whole"
        message = f"{place}:{reader.line_num}: this is no row of views"
        raise Unreadable(message, line=reader.line_num, hint=hint) from error


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise ValueError(text)
    return int(text)


class _Lines(list[str]):
    """What is written, line by line."""

    write = list.append


def _written(header: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    lines = _Lines()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return "".join(lines)


def _guarded(name: str) -> str:
    """Return *name* so that no spreadsheet takes it for a formula (OWASP, CSV injection)."""
    return f"'{name}" if name.startswith(("=", "+", "-", "@", "\t", "\r", "'")) else name


def _unguarded(name: str) -> str:
    return name.removeprefix("'")
