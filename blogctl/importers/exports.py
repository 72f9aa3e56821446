"""Exports of what counts views elsewhere: a CSV of pages and days, or of single views.

goatcounter  its CSV export (goatcounter.com/help/export): a row a view, with bots and events.
plausible    `imported_pages_….csv` of its export by days, or `pages.csv` of the dashboard.
umami        `website_event.csv` of its data export: a row an event, of which type 1 are views.
matomo       the report of page addresses, Actions.getPageUrls, as CSV; often UTF-16, often undated.
wordpress    stats.wordpress.com/csv.php, table postviews, or the statistics page's own download.
csv          any table that names a date, a path and views.
"""

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, tzinfo
from typing import NamedTuple

from blogctl.content.dates import in_zone
from blogctl.errors import BadUsage

_SHOWN = 200
_MOST = 10**9
_DAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)")
_GROUPED = re.compile(r"\d{1,3}(?:[ ,.'\u00a0\u202f]\d{3})+")
_SIGNS = re.compile(r"[ ,.'\u00a0\u202f]")
_NO_PAGE = ("", "total", "totals", "others", "(not set)", "(other)")


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
    is a column and a value, only rows that have it are views.
    """

    address: tuple[str, ...]
    date: tuple[str, ...]
    views: tuple[str, ...] = ()
    readers: tuple[str, ...] = ()
    needed: Mapping[str, tuple[str, ...]] = {}


_KINDS: Mapping[str, _Columns] = {
    "goatcounter": _Columns(
        ("2path", "path"), ("date",), (), ("session",),
        {"event": ("false", "0", ""), "bot": ("0", "")},
    ),
    "plausible": _Columns(
        ("page", "name", "entry_page"), ("date",), ("pageviews", "page views"),
        ("visitors", "unique visitors"),
    ),
    "umami": _Columns(
        ("url_path",), ("created_at",), (), ("session_id",), {"event_type": ("1", "")}
    ),
    "matomo": _Columns(
        ("metadata_url", "url", "label", "page url"), ("date",),
        ("nb_hits", "pageviews", "page views", "hits"),
        ("sum_daily_nb_uniq_visitors", "nb_uniq_visitors", "nb_visits", "unique pageviews",
         "unique page views", "visits"),
    ),
    "wordpress": _Columns(("post_permalink", "url", "link"), ("date",), ("views",)),
    "csv": _Columns(
        ("path", "page", "url", "address", "post"), ("date", "day"),
        ("views", "pageviews", "hits", "count"), ("readers", "visitors", "uniques"),
    ),
}  # fmt: skip
KINDS = tuple(_KINDS)
# The statistics page of WordPress.com downloads rows without a header.
_BARE = ("title", "views", "url")


def decoded(data: bytes) -> str:
    """Return the text of an export, in UTF-8 or UTF-16; what is neither is replaced."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    return data.decode("utf-8-sig", "replace")


def kind_of(head: str) -> str | None:
    """Return the kind of the export whose first line is *head*; None where it is none."""
    names = set(_names(head))
    if "2path" in names or {"path", "session", "bot", "date"} <= names:
        return "goatcounter"
    if {"url_path", "created_at"} <= names:
        return "umami"
    if "nb_hits" in names or {"label", "nb_visits"} <= names:
        return "matomo"
    if names & {"label", "page url"} and names & {"pageviews", "page views"}:
        return "matomo"
    if {"post_permalink", "views"} <= names or _is_bare(head) or set(_BARE) <= names:
        return "wordpress"
    if {"visitors", "pageviews"} <= names and names & {"page", "name"}:
        return "plausible"
    columns = _KINDS["csv"]
    asked = (columns.address, columns.date, columns.views)
    return "csv" if all(names.intersection(one) for one in asked) else None


def read_export(lines: Sequence[str], kind: str, zone: tzinfo, on: date | None = None) -> Export:
    """Return what the *lines* of an export of a *kind* say; moments are told in *zone*.

    *on* is the day of an export that has none. Raise BadUsage where columns are missing, or days.
    """
    header = next((line for line in lines if line.strip()), "")
    bare = kind == "wordpress" and _is_bare(header)
    names = list(_BARE) if bare else _names(header)
    taker = _Taker(_KINDS[kind], names, zone, on, header)
    start = 0 if bare else lines.index(header) + 1 if header else 0
    broken: list[tuple[int, str]] = []
    for number, row in _rows(lines, start, _separator(header)):
        if not (row and taker.take(row)):
            broken.append((number, lines[number - 1].strip()[:_SHOWN]))
    return Export(kind, tuple(taker.days()), tuple(broken))


class _Taker:
    """Takes rows, and adds up what they say."""

    def __init__(
        self, columns: _Columns, names: list[str], zone: tzinfo, on: date | None, header: str
    ) -> None:
        self._zone, self._on = zone, on
        self._width = len(names)
        place = self._place_of(names)
        self._address = place(columns.address)
        self._date = place(columns.date)
        self._views = place(columns.views)
        self._readers = place(columns.readers)
        self._needed = [(names.index(name), values) for name, values in columns.needed.items()
                        if name in names]  # fmt: skip
        self._counts: dict[tuple[date, str], list[int]] = {}
        self._seen: dict[tuple[date, str], set[str]] = {}
        missing = [wanted[0] for wanted, at in (
            (columns.address, self._address), (columns.views, self._views),
        ) if wanted and at is None]  # fmt: skip
        if missing:
            hint = f"it begins with: {header.strip()[:100]}"
            raise BadUsage(f"the export has no column '{missing[0]}'", hint=hint)
        if self._date is None and on is None:
            hint = "--on DATE says the day that it is of"
            raise BadUsage("the export does not say of which days it is", hint=hint)

    @staticmethod
    def _place_of(names: list[str]) -> Callable[[Sequence[str]], int | None]:
        return lambda wanted: next((names.index(one) for one in wanted if one in names), None)

    def take(self, row: list[str]) -> bool:
        """Add up *row*; say whether it says anything, be it that it is no view."""
        if len(row) < self._width:
            return False
        assert self._address is not None
        address = row[self._address].strip()
        if any(row[at].strip().lower() not in values for at, values in self._needed):
            return True
        if address.lower() in _NO_PAGE:
            return True
        try:
            day = self._day(row)
            views = 1 if self._views is None else _number(row[self._views])
            readers = self._readers_of(row)
        except ValueError:
            return False
        if not _is_address(address):
            return False
        self._add((day, address), views, readers, row)
        return True

    def _day(self, row: list[str]) -> date:
        if self._date is None:
            assert self._on
            return self._on
        return _day_of(row[self._date].strip(), self._zone)

    def _readers_of(self, row: list[str]) -> int:
        if self._readers is None or self._views is None:
            return 0
        text = row[self._readers].strip()
        return _number(text) if text else 0

    def _add(self, key: tuple[date, str], views: int, readers: int, row: list[str]) -> None:
        counts = self._counts.setdefault(key, [0, 0])
        counts[0] += views
        counts[1] += readers
        if self._views is None and self._readers is not None and row[self._readers]:
            self._seen.setdefault(key, set()).add(row[self._readers])

    def days(self) -> Iterator[Day]:
        """Yield the sums, by day and address."""
        for (day, address), (views, readers) in sorted(self._counts.items()):
            seen = self._seen.get((day, address))
            yield Day(day, address, views, len(seen) if seen else readers)


def _rows(
    lines: Sequence[str], start: int, separator: str
) -> Iterator[tuple[int, list[str] | None]]:
    """Yield the rows with the number of the line that each begins on; None for no row.

    A quote that is left open takes the lines below it for its own: they are read again, one by one.
    """
    at = start
    while at < len(lines):
        reader = csv.reader(iter(lines[at : at + _LONGEST]), delimiter=separator)
        try:
            row: list[str] | None = next(reader, None)
        except csv.Error:
            row = None
        taken = max(1, reader.line_num)
        if taken > 1 and (row is None or taken == min(_LONGEST, len(lines) - at)):
            row, taken = None, 1
        if row is None or any(row):
            yield at + 1, row
        at += taken


# A title may have so many lines.
_LONGEST = 20


def _names(header: str) -> list[str]:
    return [name.strip().strip('"').lower() for name in _cells(header)]


def _cells(line: str) -> list[str]:
    try:
        return next(csv.reader([line.strip()], delimiter=_separator(line)), [])
    except csv.Error:
        return []


def _separator(line: str) -> str:
    return max("\t;,", key=line.count) if line.count(",") < max(map(line.count, "\t;")) else ","


def _is_bare(line: str) -> bool:
    """Say whether *line* is a title, a number and perhaps an address."""
    cells = _cells(line)
    if len(cells) != len(_BARE) or not cells[2].startswith(("http://", "https://")):
        return False
    try:
        return _number(cells[1]) >= 0
    except ValueError:
        return False


def _is_address(text: str) -> bool:
    return "/" in text or not re.search(r"\s", text)


def _number(text: str) -> int:
    """Return the number that *text* is, thousands parted or not; raise ValueError."""
    text = text.strip()
    bare = _SIGNS.sub("", text) if _GROUPED.fullmatch(text) else text.removesuffix(".0")
    if not re.fullmatch(r"[0-9]{1,12}", bare) or int(bare) > _MOST:
        raise ValueError(text)
    return int(bare)


def _day_of(text: str, zone: tzinfo) -> date:
    """Return the day of a date, or of a moment, which is in UTC where it does not say."""
    if _DAY.fullmatch(text):
        return date.fromisoformat(text)
    if not _DAY.match(text):
        raise ValueError(text)
    moment = datetime.fromisoformat(text.replace(" UTC", "Z"))
    return in_zone(moment if moment.tzinfo else moment.replace(tzinfo=UTC), zone).date()
