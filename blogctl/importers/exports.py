"""Exports of what counts views elsewhere: a CSV of pages and days, or of single views.

goatcounter  its CSV export (export.go; goatcounter.com/code/export), of version 1 or 2: a row a
             view, with bots and events.
plausible    `imported_pages_….csv` of its export (lib/plausible/exports.ex), by days; or
             `pages.csv` of the dashboard (stats_controller.ex), undated.
umami        `website_event.csv` of its export (api/websites/…/export/route.ts): a row an event, in
             UTC; of the types in lib/constants.ts, 1 is a page view.
matomo       the report Actions.getPageUrls as core/DataTable/Renderer/Csv.php writes it: UTF-16 or
             UTF-8, dated only where it is asked for by days, its columns translated or not.
wordpress    stats.wordpress.com/csv.php, table postviews; or what the statistics page downloads
             (wp-calypso, state/stats/lists/utils.js): title, views, address, without a header.
csv          any table that names a date, a path and views.
"""

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, tzinfo
from itertools import product
from typing import NamedTuple
from urllib.parse import urlsplit

from blogctl.content.dates import in_zone
from blogctl.errors import BadUsage

_SHOWN = 200
_MOST = 10**9
# Nobody counted views before there was a web; the calendar's ends would not bear a zone.
_YEARS = range(1990, 2200)
_DAY = re.compile(r"(\d{4}-\d\d-\d\d|\d{8})(?:[T ].+)?", re.ASCII)
# One sign parts all the thousands: 1,234.567 could be either.
_GROUPED = re.compile(r"[1-9]\d{0,2}([ ,.'’\u00a0\u2009\u202f])\d{3}(?:\1\d{3})*", re.ASCII)
_NO_PAGE = ("", "total", "totals", "others", "(not set)", "(other)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
# What stands in a line of a log, and in no name of a column.
_NO_NAME = re.compile(r"[/\[\]{}?<>\\#]")
# A title in quotes, in which only the first of its own is doubled; views; an address.
_BARE = re.compile(r'".*",(\d{1,12}),"?(https?://[^\s"]+)"?\s*', re.ASCII)
_BARE_NAMES = ["views", "url"]
# A title may have so many lines, and a line without a header so many signs.
_LONGEST = 20
_WIDEST = 10_000


class Day(NamedTuple):
    """What was counted for a page on a day; *address* as it was exported, 0 readers for unknown."""

    date: date
    address: str
    views: int
    readers: int


class Export(NamedTuple):
    """An export of a *kind*: its days, in order, and the lines that say nothing, with numbers."""

    kind: str
    days: tuple[Day, ...]
    broken: tuple[tuple[int, str], ...]


class _Columns(NamedTuple):
    """What the columns of a kind may be called, the best name first.

    Where *views* are none, a row is one view, of the reader that *readers* names; where *needed*
    is a column and its values, only rows that have one are views. A *ragged* row may end early.
    """

    address: tuple[str, ...]
    date: tuple[str, ...]
    views: tuple[str, ...] = ()
    readers: tuple[str, ...] = ()
    needed: Mapping[str, tuple[str, ...]] = {}
    ragged: bool = False


_KINDS: Mapping[str, _Columns] = {
    "goatcounter": _Columns(
        ("2path", "1path", "path"), ("date",), (), ("session",),
        {"event": ("false", "0", ""), "bot": ("0", "")},
    ),
    "plausible": _Columns(
        ("page", "name"), ("date",), ("pageviews", "page views"), ("visitors", "unique visitors"),
    ),
    "umami": _Columns(("url_path",), ("created_at",), (), ("session_id",), {"event_type": ("1",)}),
    # Days come one after the other, and a later one may bring columns that earlier rows lack.
    "matomo": _Columns(
        ("metadata_url", "metadata: url", "url", "label", "page url"), ("date",),
        ("nb_hits", "pageviews", "page views", "hits"),
        ("sum_daily_nb_uniq_visitors", "nb_uniq_visitors", "nb_visits", "unique pageviews",
         "unique page views", "visits"),
        ragged=True,
    ),
    "wordpress": _Columns(("post_permalink", "url", "link"), ("date",), ("views",)),
    "csv": _Columns(
        ("path", "page", "url", "address", "post"), ("date", "day"),
        ("views", "pageviews", "hits", "count"), ("readers", "visitors", "uniques"),
    ),
}  # fmt: skip
KINDS = tuple(_KINDS)


def decoded(data: bytes) -> str:
    """Return the text of an export, in UTF-8 or UTF-16; what is neither is replaced."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    return data.decode("utf-8-sig", "replace")


# The columns that tell a kind, any of these sets; the first kind that is told. In umami's archive,
# `event_data.csv` has paths and moments too, and no views.
_MARKS: Mapping[str, tuple[set[str], ...]] = {
    "goatcounter": tuple({path, "event", "bot", "date"} for path in ("2path", "1path", "path")),
    "umami": ({"url_path", "created_at", "event_type"},),
    "matomo": (
        {"nb_hits"}, {"label", "nb_visits"}, {"label", "pageviews"}, {"label", "page views"},
        {"page url", "pageviews"}, {"page url", "page views"},
    ),
    "wordpress": ({"post_permalink", "views"}, {"title", "views", "url"}),
    "plausible": ({"page", "visitors", "pageviews"}, {"name", "visitors", "pageviews"}),
    "csv": tuple(map(set, product(*_KINDS["csv"][:3]))),
}  # fmt: skip


def kind_of(head: str) -> str | None:
    """Return the kind of the export whose first line is *head*; None where it is none."""
    # A log may be a table without a header too, and has more than one field before the last two.
    if '","' not in head and _bare(head):
        return "wordpress"
    names = set() if _NO_NAME.search(head) else set(_names(head))
    told = (kind for kind, marks in _MARKS.items() if any(mark <= names for mark in marks))
    return next(told, None)


def read_export(lines: Sequence[str], kind: str, zone: tzinfo, on: date | None = None) -> Export:
    """Return what the *lines* of an export of a *kind* say; moments are told in *zone*.

    *on* is the day of an export that has none. Raise BadUsage where columns are missing, or days.
    """
    header = next((line for line in lines if line.strip()), "")
    names = _names(header)
    bare = kind == "wordpress" and "views" not in names and any(map(_bare, lines[:_LONGEST]))
    places = _placed(_KINDS[kind], _BARE_NAMES if bare else names, header)
    if places.date is None and on is None:
        hint = "--on DATE says the day that it is of"
        raise BadUsage("the export does not say of which days it is", hint=hint)
    taker = _Taker(places, zone, on)
    start = lines.index(header) + 1 if header and not bare else 0
    row_at = _bare_row_at if bare else _row_at(_separator(header))
    broken = tuple(
        (at + 1, lines[at].strip()[:_SHOWN]) for at in _broken(lines, start, row_at, taker.take)
    )
    return Export(kind, tuple(taker.days()), broken)


class _Places(NamedTuple):
    """Where in a row the columns stand, None for not at all; and how many cells it has to have."""

    address: int
    date: int | None
    views: int | None
    readers: int | None
    needed: tuple[tuple[int, tuple[str, ...]], ...]
    least: int
    most: int


def _placed(columns: _Columns, names: list[str], header: str) -> _Places:
    """Return the places of *columns* among *names*; raise BadUsage for what is missing."""
    asked = [columns.address, *([columns.views] if columns.views else ()),
             *((name,) for name in columns.needed)]  # fmt: skip
    missing = [f"'{one[0]}'" for one in asked if not set(one) & set(names)]
    if missing:
        hint = f"it begins with: {header.strip()[:100]}"
        raise BadUsage(f"the export has no column {', nor '.join(missing)}", hint=hint)
    address, day, views, readers = (
        next((names.index(name) for name in one if name in names), None)
        for one in (columns.address, columns.date, columns.views, columns.readers)
    )
    assert address is not None
    needed = tuple((names.index(name), values) for name, values in columns.needed.items())
    told = max(at for at in (address, day, views) if at is not None) + 1
    least = told if columns.ragged else len(names)
    return _Places(address, day, views, readers, needed, least, len(names))


class _Taker:
    """Takes rows, and adds up what they say."""

    def __init__(self, places: _Places, zone: tzinfo, on: date | None) -> None:
        self._places, self._zone, self._on = places, zone, on
        self._counts: dict[tuple[date, str], list[int]] = {}
        self._seen: dict[tuple[date, str], set[str]] = {}

    def take(self, row: list[str]) -> bool:
        """Add up *row*; say whether it says anything, be it that it is no view."""
        places = self._places
        if len(row) < places.least or any(row[places.most :]):
            return False
        address = row[places.address].strip()
        if address.lower() in _NO_PAGE or not self._is_view(row):
            return True
        try:
            _check_address(address)
            key = self._day(row), address
            views = 1 if places.views is None else _number(row[places.views])
            readers = self._readers_of(row)
        except ValueError:
            return False
        self._add(key, views, readers, row)
        return True

    def _is_view(self, row: list[str]) -> bool:
        return all(row[at].strip().lower() in values for at, values in self._places.needed)

    def _day(self, row: list[str]) -> date:
        if self._places.date is None:
            assert self._on
            return self._on
        return _day_of(row[self._places.date].strip(), self._zone)

    def _readers_of(self, row: list[str]) -> int:
        at = self._places.readers
        if at is None or self._places.views is None or not row[at:] or not row[at].strip():
            return 0
        return _number(row[at])

    def _add(self, key: tuple[date, str], views: int, readers: int, row: list[str]) -> None:
        counts = self._counts.setdefault(key, [0, 0])
        counts[0] += views
        counts[1] += readers
        # Where visits are not followed, all have the session 0.
        if self._places.views is None and self._places.readers is not None:
            reader = row[self._places.readers].strip()
            if reader.strip("0-"):
                self._seen.setdefault(key, set()).add(reader)

    def days(self) -> Iterator[Day]:
        """Yield the sums, by day and address."""
        for (day, address), (views, readers) in sorted(self._counts.items()):
            seen = self._seen.get((day, address))
            yield Day(day, address, views, len(seen) if seen else readers)


# A row that begins at a line, None for none, and the number of its lines.
_RowAt = Callable[[Sequence[str], int], tuple[list[str] | None, int]]


def _broken(
    lines: Sequence[str], start: int, row_at: _RowAt, take: Callable[[list[str]], bool]
) -> Iterator[int]:
    """Let *take* have each row; yield where those that say nothing begin.

    What such a row took of the lines below it, by a quote left open, is read again.
    """
    at = start
    while at < len(lines):
        row, taken = row_at(lines, at)
        if row is None or (any(row) and not take(row)):
            yield at
            taken = 1
        at += taken


def _row_at(separator: str) -> _RowAt:
    def row_at(lines: Sequence[str], at: int) -> tuple[list[str] | None, int]:
        # A quote goes over several lines only where it is closed as it should be.
        for ahead, strict in ((_LONGEST, True), (1, False)):
            reader = csv.reader(lines[at : at + ahead], delimiter=separator, strict=strict)
            try:
                return next(reader, None), max(1, reader.line_num)
            except csv.Error:
                continue
        return None, 1

    return row_at


def _bare_row_at(lines: Sequence[str], at: int) -> tuple[list[str] | None, int]:
    return (_bare(lines[at]) if lines[at].strip() else []), 1


def _bare(line: str) -> list[str] | None:
    """Return the views and the address of a line of the statistics page; None for another."""
    told = _BARE.fullmatch(line) if len(line) < _WIDEST else None
    return list(told.groups()) if told else None


def _names(header: str) -> list[str]:
    try:
        cells = next(csv.reader([header.strip()], delimiter=_separator(header)), [])
    except csv.Error:
        return []
    return [cell.strip().strip('"').lower() for cell in cells]


def _separator(line: str) -> str:
    return max("\t;,", key=line.count) if line.count(",") < max(map(line.count, "\t;")) else ","


def _check_address(text: str) -> None:
    """Raise ValueError for what is no path and no URL: a title, a host that nobody can have."""
    if _CONTROL.search(text) or ("/" not in text and re.search(r"\s", text)):
        raise ValueError(text)
    if "://" in text:
        urlsplit(text)


def _number(text: str) -> int:
    """Return the number that *text* is, thousands parted or not; raise ValueError."""
    text = text.strip()
    grouped = _GROUPED.fullmatch(text)
    bare = text.replace(grouped[1], "") if grouped else text.removesuffix(".0")
    if not re.fullmatch(r"[0-9]{1,12}", bare) or int(bare) > _MOST:
        raise ValueError(text)
    return int(bare)


def _day_of(text: str, zone: tzinfo) -> date:
    """Return the day of a date, or of a moment, which is in UTC where it does not say."""
    told = _DAY.fullmatch(text)
    if not told:
        raise ValueError(text)
    day = date.fromisoformat(told[1])
    if told[1] != text:
        moment = datetime.fromisoformat(text.replace(" UTC", "Z"))
        day = in_zone(moment if moment.tzinfo else moment.replace(tzinfo=UTC), zone).date()
    if day.year not in _YEARS:
        raise ValueError(text)
    return day
