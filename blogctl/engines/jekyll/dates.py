"""Dates as Jekyll reads them: what Ruby's YAML makes of a value, and its Time of a text."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import NamedTuple

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = f"({'|'.join(_MONTHS)})"
# What Ruby's YAML takes for a moment where it stands without quotes.
_TIMESTAMP = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}(?:[Tt]|\s+)\d{1,2}:\d\d:\d\d(?:\.\d*)?"
    r"(?P<zone>\s*(?:Z|[-+]\d{1,2}:?(?:\d\d)?))?",
    re.ASCII,
)
# What it takes for a day there; a stamp with a tab in it makes Jekyll drop all fields.
_DAY = re.compile(r"\d{4}-(?:1[012]|0?\d)-(?:[12]\d|3[01]|0?\d)", re.ASCII)
_CLOCK = re.compile(
    r"(\d+)\s*"
    r"(?::\s*(\d+)(?:\s*:\s*(\d+)(?:[.,]\d*)?)?|h(?:\s*(\d+)m?(?:\s*(\d+)s?)?)?|(?=[ap]m\b))"
    r"(?:\s*([ap])(?:m\b|\.m\.))?"
    r"(?:\s*((?:gmt|utc?)?[-+]\d+(?:[,.:]\d+(?::\d+)?)?|[a-z]+\b))?",
    re.IGNORECASE,
)
_DAY_FIRST = re.compile(rf"(\d+)[^-\d\s]*\s*{_MONTH}[^-\d\s']*\s*('?\d+)", re.IGNORECASE)
_MONTH_FIRST = re.compile(
    rf"\b{_MONTH}[^-\d\s']*\s*(\d+)(?!\d)(?:[^-\d\s']*\s*,?\s*('?\d+))?", re.IGNORECASE
)
_DASHED = re.compile(r"('?\d+)-(\d+)-('?\d+)")
_NAMED = re.compile(rf"(\d+)-{_MONTH}[^-/.]*-(\d+)", re.IGNORECASE)
_SLASHED = re.compile(r"('?\d+)/\s*(\d+)\D\s*('?\d+)")
_DOTTED = re.compile(r"('?\d+)\.\s*(\d+)\.\s*('?\d+)")
_PACKED = re.compile(
    r"(\d{4}|\d\d)(\d\d)(\d\d)(?:\s*T?\s*(\d\d)(\d\d)(\d\d)?)?(Z|[-+]\d+)?", re.IGNORECASE
)
# The zones by name that Ruby's Time knows, in hours; any other name leaves a time local. A letter
# is one too, as in `5:06 p`: K is ten hours east, P three hours west.
_ZONES = {
    **{letter: hours for hours, letter in enumerate("ABCDEFGHIKLM", 1)},
    **{letter: -hours for hours, letter in enumerate("NOPQRSTUVWXY", 1)},
    "UTC": 0, "UT": 0, "GMT": 0, "Z": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7,
    "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip


class Written(NamedTuple):
    """The parts of a date that a text names; *zone* as written, '' for none."""

    year: int
    month: int
    day: int
    hour: int = 0
    minute: int = 0
    second: int = 0
    zone: str = ""


def read_field(text: str, zone: tzinfo, *, plain: bool) -> datetime:
    """Return the moment that a `date` field means to Jekyll; raise ValueError where it stops.

    *plain* says that the value has no quotes: then a time to the second without offset is in UTC
    to Ruby's YAML, whatever the site's zone.
    """
    stamp = _TIMESTAMP.fullmatch(text) if plain else None
    if stamp and "\t" in text:
        raise ValueError(text)
    written = parsed(text)
    if stamp:
        written = written._replace(zone=_full_offset(stamp["zone"] or "Z"))
    return moment(written, zone)


def _full_offset(text: str) -> str:
    """Return an offset with two digits of hours and of minutes.

    Ruby's YAML takes `-8` too, and `-800` for eighty hours.
    """
    found = re.fullmatch(r"\s*([-+])(\d\d?):?(\d\d?)?", text)
    return f"{found[1]}{found[2]:0>2}{found[3] or '0':0>2}" if found else "Z"


def is_dated(text: str) -> bool:
    """Say whether *text*, where it has no quotes, is a day or a moment to Ruby's YAML, no text."""
    return bool(_DAY.fullmatch(text) or _TIMESTAMP.fullmatch(text))


def is_read_as_utc(text: str) -> bool:
    """Say whether a date without quotes is taken for UTC: to the second, and no offset."""
    stamp = _TIMESTAMP.fullmatch(text)
    return stamp is not None and not stamp["zone"]


def moment(written: Written, zone: tzinfo) -> datetime:
    """Return the moment that *written* names, in *zone* where it names no other.

    The 30th of February is the 1st of March, 24:00 the next day. Raise ValueError for what is
    further out of range.
    """
    year, month, day, hour, minute, second, _ = written
    is_end = hour == 24 and not minute and not second
    if not (1 <= month <= 12 and 1 <= day <= 31 and (hour <= 23 or is_end)):
        raise ValueError(written)
    if minute > 59 or second > 60:
        raise ValueError(written)
    length = timedelta(days=day - 1, hours=hour, minutes=minute, seconds=second)
    naive = datetime(year, month, 1) + length
    offset = _own_zone(written, zone) or zone_of(written.zone)
    if offset is not None:
        return naive.replace(tzinfo=offset).astimezone(zone)
    return _local(naive, zone)


def _local(naive: datetime, zone: tzinfo) -> datetime:
    """Return a local time as Ruby takes it: the later where a clock change doubts it."""
    if zone is UTC:
        return naive.replace(tzinfo=zone)
    first, second = naive.replace(tzinfo=zone), naive.replace(tzinfo=zone, fold=1)
    is_gap = first.astimezone(UTC) > second.astimezone(UTC)
    return first.astimezone(UTC).astimezone(zone) if is_gap else second


def _own_zone(written: Written, zone: tzinfo) -> tzinfo | None:
    """Return the offset that the name of one of the site's own times stands for, as `CEST` does."""
    for month in (1, 7) if written.zone.isalpha() else ():
        first = datetime(written.year, month, 1, tzinfo=zone)
        offset = first.utcoffset()
        if first.tzname() == written.zone.upper() and offset is not None:
            return timezone(offset)
    return None


def zone_of(text: str) -> tzinfo | None:
    """Return the zone that Ruby's Time takes a name or an offset for; None for the local one."""
    named = _ZONES.get(text.upper())
    if named is not None:
        return timezone(timedelta(hours=named)) if named else UTC
    digits = re.fullmatch(r"([-+])(\d\d):?(\d\d)(?::?\d\d)?|([-+])(\d\d)", text)
    if not digits:
        return None
    sign = -1 if text[0] == "-" else 1
    hours, minutes = int(digits[2] or digits[5]), int(digits[3] or 0)
    return timezone(sign * timedelta(hours=hours, minutes=minutes))


def parsed(text: str) -> Written:
    """Return what Ruby's Time finds in *text*; raise ValueError where no whole date is found."""
    text = re.sub(r"[^-+',./:@\[\]\w]+", " ", text)
    packed = _PACKED.fullmatch(text.strip())
    if packed:
        return _from_packed(packed)
    clock = _CLOCK.search(text)
    rest = f"{text[: clock.start()]} {text[clock.end() :]}" if clock else text
    year, month, day = _day_in(rest)
    if not clock:
        hour = re.search(r"\d\s+(\d\d?)\s*$", rest)
        return Written(year, month, day, int(hour[1]) if hour and "-" in rest else 0)
    return Written(year, month, day, *_time_of(clock), zone=clock[7] or "")


def _time_of(clock: re.Match[str]) -> tuple[int, int, int]:
    hour = int(clock[1])
    if clock[6]:
        hour = hour % 12 + (12 if clock[6].lower() == "p" else 0)
    return hour, int(clock[2] or clock[4] or 0), int(clock[3] or clock[5] or 0)


def _day_in(text: str) -> tuple[int, int, int]:
    """Return the year, the month and the day in *text*; raise ValueError where one is missing."""
    if found := _DAY_FIRST.search(text):
        return _in_order(found[3], str(_month(found[2])), found[1])
    if found := _MONTH_FIRST.search(text):
        if found[3] is None and _is_year(found[2]):
            return int(found[2]), _month(found[1]), 1
        return _in_order(found[3] or "", str(_month(found[1])), found[2])
    for pattern in (_DASHED, _SLASHED, _DOTTED):
        if found := pattern.search(text):
            return _in_order(found[1], found[2], found[3])
    if found := _NAMED.search(text):
        return _in_order(found[3], str(_month(found[2])), found[1])
    if found := re.fullmatch(r"(\d{4}|\d\d)(\d\d)(\d\d)T?", text.strip()):
        return _full(found[1]), int(found[2]), int(found[3])
    raise ValueError(text)


def _in_order(first: str, month: str, last: str) -> tuple[int, int, int]:
    """Return year, month and day: the year is what has more than two digits, else the first."""
    if _is_year(last) and not _is_year(first):
        first, last = last, first
    return _full(first), int(month), int(last.lstrip("'"))


def _is_year(digits: str) -> bool:
    return digits.startswith("'") or len(digits) > 2


def _full(digits: str) -> int:
    """Return a year; one of two digits is from 1969 to 2068."""
    number = int(digits.lstrip("'"))
    if len(digits.lstrip("'")) > 2:
        return number
    return number + (1900 if number >= 69 else 2000)


def _month(name: str) -> int:
    return _MONTHS.index(name.lower()) + 1


def _from_packed(found: re.Match[str]) -> Written:
    year, month, day, *clock = found.groups()[:6]
    hour, minute, second = (int(part or 0) for part in clock)
    return Written(_full(year), int(month), int(day), hour, minute, second, found[7] or "")


def is_rolled(written: Written) -> bool:
    """Say whether a day is one that its month does not have: Ruby moves on to the next."""
    try:
        datetime(written.year, written.month, written.day)
    except ValueError:
        return True
    return False


def stamped(when: datetime, zone: tzinfo) -> str:
    """Return a moment as Jekyll's own posts write it: `2026-03-15 08:00:00 +0100`."""
    return f"{when.astimezone(zone):%Y-%m-%d %H:%M:%S %z}"
