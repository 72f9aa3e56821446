"""Dates as Pelican reads them, where what it reads does not depend on the day or the machine."""

import re
from datetime import UTC, datetime, timedelta, tzinfo

from blogctl.content.dates import offset_of

FORM = "write 2026-03-15 08:00"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? )?"
_ORDINAL = r"(?:st|nd|rd|th)?"
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
_DAY_FIRST = re.compile(rf"{_WEEKDAY}(\d{{1,2}}){_ORDINAL}[ -]{_MONTH},?[ -](\d{{4}})")
_MONTH_FIRST = re.compile(rf"{_WEEKDAY}{_MONTH} (\d{{1,2}}){_ORDINAL},? (\d{{4}})")
_NUMBERS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")
_CLOCK = re.compile(
    r"(?:t|,? | at )(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?: ?([ap]m))?"
    r"(?: ?(z|utc|gmt|[+-]\d\d(?::?\d\d)?))?"
)


def read_date(text: str, zone: tzinfo) -> datetime:
    """Return the moment that *text* names; what has no offset is in *zone*.

    Raise ValueError for what names none, or one that depends on the day or place it is read.
    """
    folded = re.sub(" +", " ", text).strip().lower()
    (year, month, day), end = _day(folded)
    clock = _CLOCK.fullmatch(folded[end:])
    if not clock and folded[end:]:
        raise ValueError(text)
    hour, minute, second, micro, half, offset = clock.groups() if clock else (None,) * 6
    moment = datetime(
        year, month, day,
        _hour(int(hour or 0), half), int(minute or 0), int(second or 0),
        int((micro or "0").ljust(6, "0")[:6]),
    )  # fmt: skip
    return moment.replace(tzinfo=_offset(offset) or zone)


def is_month_first(text: str) -> bool:
    """Say whether *text* is a date like 01/02/2024, which is 2 January to Pelican."""
    found = _NUMBERS.match(text.strip())
    return found is not None and int(found[1]) <= 12 and found[1] != found[3]


def write_date(when: datetime, zone: tzinfo) -> str:
    """Return *when* in *zone* as Pelican's own posts have it; seconds and offset where needed."""
    local = when.astimezone(zone).replace(microsecond=0)
    text = f"{local:%Y-%m-%d %H:%M:%S}" if local.second else f"{local:%Y-%m-%d %H:%M}"
    # In the hour that a clock change repeats, only the offset tells which is meant.
    is_exact = read_date(text, zone).astimezone(UTC) == local.astimezone(UTC)
    return text if is_exact else f"{text}{local.isoformat()[19:]}"


def _day(text: str) -> tuple[tuple[int, int, int], int]:
    """Return year, month and day at the start of *text*, and where they end."""
    if found := _YEAR_FIRST.match(text):
        return (int(found[1]), int(found[3]), int(found[4])), found.end()
    if found := _COMPACT.match(text):
        return (int(found[1]), int(found[2]), int(found[3])), found.end()
    if found := _DAY_FIRST.match(text):
        return (int(found[3]), _MONTHS.index(found[2][:3]) + 1, int(found[1])), found.end()
    if found := _MONTH_FIRST.match(text):
        return (int(found[3]), _MONTHS.index(found[1][:3]) + 1, int(found[2])), found.end()
    if found := _NUMBERS.match(text):
        month, day = int(found[1]), int(found[3])
        month, day = (day, month) if month > 12 else (month, day)
        return (int(found[4]), month, day), found.end()
    raise ValueError(text)


def _hour(hour: int, half: str | None) -> int:
    if half is None:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError(hour)
    return hour % 12 + (12 if half == "pm" else 0)


def _offset(text: str | None) -> tzinfo | None:
    if text in ("z", "utc", "gmt"):
        return offset_of("Z")
    if text is None:
        return None
    zone = offset_of(text if len(text) > 3 else f"{text}00")
    if zone and abs(zone.utcoffset(None) or timedelta()) >= timedelta(days=1):
        raise ValueError(text)
    return zone
