"""Dates as Nikola reads them: dateutil takes nearly all, and guesses what is missing."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import NamedTuple

FORM = "write 2026-03-15 08:00:00 UTC+01:00, or 2026-03-15"

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = re.compile(
    r"(mon|tue|wed|thu|fri|sat|sun)(?:s?day|nesday|rsday|urday)?\.?,?(?:\s+|$)", re.IGNORECASE
)
_NTH = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
# The first that fits is taken: a year, month and day in some order, or a part of these.
_DATES = tuple(
    re.compile(rf"(?:{pattern})(?=[\sT,]|$),?", re.IGNORECASE)
    for pattern in (
        r"(?P<year>\d{4})(?P<sep>[-/. ])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})",
        r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)",
        r"(?P<first>\d{1,2})(?P<sep>[-/.])(?P<second>\d{1,2})(?P=sep)(?P<third>\d{4}|\d\d)",
        rf"{_NTH}[\s.-]+{_MONTH},?[\s-]+(?P<year>\d{{4}}|\d\d)",
        rf"{_MONTH}[\s-]+{_NTH},?[\s-]+(?P<year>\d{{4}})",
        rf"(?P<year>\d{{4}})[\s/-]{_MONTH}[\s/-]+{_NTH}",
        rf"{_MONTH},?\s+(?P<year>\d{{4}})",
        r"(?P<year>\d{4})-(?P<month>\d{1,2})",
        r"(?P<year>\d{4})",
    )
)
_TIME = re.compile(
    r"(?:T|\s*)(?:"
    r"(?P<hour>\d{1,2}):(?P<minute>\d{1,2})(?::(?P<second>\d{1,2})(?:[.,](?P<part>\d{1,9}))?)?"
    r"|(?P<hour_h>\d{1,2})h(?:(?P<minute_h>\d\d)m?)?"
    r"|(?P<hour_c>\d\d)(?P<minute_c>\d\d)(?P<second_c>\d\d)?"
    r"|(?P<hour_b>\d{1,2})"
    r")(?:\s*(?P<half>am|pm)\b)?",
    re.IGNORECASE,
)
# Names of zones are upper case; only these three mean something wherever Nikola runs.
_ZONE = re.compile(
    r"\s*(?:(?P<name>UTC|GMT|[Zz])(?P<turned>[+-]\d{1,2}(?::?\d\d)?)?(?:\s*[+-]\d\d:?\d\d)?"
    r"|(?P<offset>[+-]\d{1,2}(?::?\d\d)?)(?:\s*\([A-Z]{3,5}\))?"
    r"|(?P<other>[A-Z]{3,5}))\s*"
)
_SPELT_OUT = re.compile(r" UTC([+-][0-9][0-9]:[0-9][0-9])")


class Moment(NamedTuple):
    """A moment that a date names, and why its author may mean another; '' where nothing is odd."""

    at: datetime
    doubt: str


def read_moment(value: object, zone: tzinfo, today: datetime) -> Moment | None:
    """Return the moment that a field's value names; None where it is empty.

    A date alone is midnight in *zone*, as is a time without offset. What a date leaves out is as
    in *today*, the day on which Nikola runs. Raise ValueError for what Nikola refuses.
    """
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return Moment(value if value.tzinfo else value.replace(tzinfo=zone), "")
    if isinstance(value, date):
        return Moment(datetime.combine(value, time(), zone), "")
    if not isinstance(value, str):
        raise ValueError(value)
    try:
        return _read_text(value, zone, today)
    except OverflowError as error:
        raise ValueError(value) from error


def write_moment(when: datetime, *, iso: bool) -> str:
    """Return *when* as Nikola's `new_post` writes it; *iso* is its FORCE_ISO8601."""
    text = f"{when:%Y-%m-%d %H:%M:%S}"
    offset = when.utcoffset() or timedelta()
    minutes = int(offset.total_seconds()) // 60
    sign = "-" if minutes < 0 else "+"
    hours = f"{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
    if iso:
        return text + hours
    return f"{text} UTC{hours if minutes else ''}"


def _read_text(text: str, zone: tzinfo, today: datetime) -> Moment:
    rest = _SPELT_OUT.sub(r"\1", text).strip()
    weekday, rest = _weekday(rest)
    day, doubt, rest = _day(rest, weekday, today)
    clock, rest = _clock(rest, alone=doubt == "everything")
    if clock is None and rest:
        raise ValueError(text)
    offset, told, rest = _offset(rest)
    if rest or (clock is None and (doubt == "everything" or offset or told)):
        raise ValueError(text)
    naive = datetime.combine(day, clock or time())
    doubts = (told, _MISSING if doubt == "everything" else doubt)
    # Where a clock change doubts it, dateutil and zoneinfo take the same: the earlier.
    return Moment(naive.replace(tzinfo=offset or zone), next(filter(None, doubts), ""))


_MISSING = "it names no full day; Nikola fills in today's"


def _weekday(text: str) -> tuple[int | None, str]:
    found = _WEEKDAY.match(text)
    return (_DAYS.index(found[1].lower()), text[found.end() :]) if found else (None, text)


def _day(text: str, weekday: int | None, today: datetime) -> tuple[date, str, str]:
    """Return the day at the start of *text*, what is odd about it, and the rest of the text."""
    for pattern in _DATES:
        found = pattern.match(text)
        if found:
            day, doubt = _named_day(found.groupdict(), today)
            return day, doubt, text[found.end() :]
    if weekday is not None:
        ahead = (weekday - today.weekday()) % 7
        return today.date() + timedelta(days=ahead), _MISSING, text
    return today.date(), "everything", text


def _named_day(parts: dict[str, str | None], today: datetime) -> tuple[date, str]:
    if parts.get("first"):
        return _numbered_day(parts, today)
    year = int(parts["year"] or 0)
    year = year if len(parts["year"] or "") > 2 else _full_year(year, today)
    name, number = parts.get("name"), parts.get("month")
    month = _MONTHS.index(name[:3].lower()) + 1 if name else int(number or today.month)
    if parts.get("day"):
        return date(year, month, int(parts["day"] or 0)), ""
    if not 1 <= month <= 12:
        raise ValueError(month)
    return date(year, month, min(today.day, monthrange(year, month)[1])), _MISSING


def _numbered_day(parts: dict[str, str | None], today: datetime) -> tuple[date, str]:
    """Return the day of three numbers: American order, unless the first is too high for it."""
    first, second, third = (int(parts[name] or 0) for name in ("first", "second", "third"))
    if first > 31:
        return date(_full_year(first, today), second, third), ""
    year = third if third > 99 else _full_year(third, today)
    if first > 12:
        return date(year, second, first), ""
    day = date(year, first, second)
    if first == second or second > 12:
        return day, ""
    return day, f"Nikola reads it the American way, as {day.isoformat()}"


def _full_year(year: int, today: datetime) -> int:
    year += today.year // 100 * 100
    if year >= today.year + 50:
        return year - 100
    return year + 100 if year < today.year - 50 else year


def _clock(text: str, *, alone: bool) -> tuple[time | None, str]:
    """Return the time at the start of *text*, None where there is none, and what is left.

    *alone* is that no day stands before it; bare digits are no time then.
    """
    found = _TIME.match(text)
    bare = found and (found["hour_c"] or (found["hour_b"] and not found["half"]))
    if not found or (alone and bare):
        return None, text
    given = {name.partition("_")[0]: value for name, value in found.groupdict().items() if value}
    hour, half = int(given["hour"]), given.get("half", "").lower()
    if half and not 0 <= hour <= 12:
        raise ValueError(text)
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    micro = int(given.get("part", "0").ljust(6, "0")[:6])
    clock = time(hour, int(given.get("minute", 0)), int(given.get("second", 0)), micro)
    return clock, text[found.end() :]


def _offset(text: str) -> tuple[tzinfo | None, str, str]:
    """Return the zone that *text* names, what is odd about that, and what is left."""
    if not text.strip():
        return None, "", ""
    found = _ZONE.fullmatch(text)
    if not found:
        return None, "", text
    if found["other"]:
        return None, f"Nikola passes over '{found['other']}' and takes the site's time zone", ""
    if found["turned"]:
        written = found["name"] + found["turned"]
        way = "west" if found["turned"][0] == "+" else "east"
        doubt = f"without a colon, Nikola reads '{written}' as {way} of Greenwich"
        return _fixed(found["turned"], int.__neg__), doubt, ""
    if found["name"]:
        stray = re.search(r"[+-]", text)
        return UTC, f"Nikola passes over '{text[stray.start() :].strip()}'" if stray else "", ""
    return _fixed(found["offset"], int.__pos__), "", ""


def _fixed(text: str, turn: Callable[[int], int]) -> tzinfo:
    digits = text[1:].replace(":", "")
    hours, minutes = (int(digits), 0) if len(digits) <= 2 else (int(digits[:-2]), int(digits[-2:]))
    total = hours * 60 + minutes
    return timezone(timedelta(minutes=turn(-total if text[0] == "-" else total)))
