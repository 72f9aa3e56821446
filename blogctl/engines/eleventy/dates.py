"""Dates as Eleventy reads them: YAML's own, which roll over, and ISO 8601; always UTC."""

import re
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from blogctl.content.dates import write_date

FORMS = "write 2026-03-15, or 2026-03-15T08:00:00Z"
# Words that stand for a time which only the file, or git, knows.
WORDS = ("last modified", "created", "git last modified", "git created")
IN_PATH = re.compile(r"\d{4}-\d{2}-\d{2}")
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_YAML = re.compile(
    r"(\d{4})-(\d\d?)-(\d\d?)(?:[Tt]|[ \t]+)(\d\d?):(\d\d):(\d\d)(?:\.(\d*))?"
    r"(?:[ \t]*(Z|([-+])(\d\d?)(?::(\d\d))?))?"
)
_CLOCK = (
    r"(?:[Tt](\d\d)(?::?(\d\d)(?::?(\d\d)(?:[.,](\d{1,30}))?)?)?"
    r"([Zz]|([-+])(\d\d)(?::?(\d\d))?)?)?"
)
_ISO = re.compile(r"(\d{4})(?:-?(\d\d)(?:-?(\d\d))?)?" + _CLOCK)
_WEEK = re.compile(r"(\d{4})-?W(\d\d)(?:-?(\d))?" + _CLOCK)
_ORDINAL = re.compile(r"(\d{4})-?(\d{3})" + _CLOCK)


class Reading(NamedTuple):
    """The moment that a text names, and the one it would name if it had not rolled over."""

    moment: datetime
    rolled: bool = False


def read_text(text: str, *, quoted: bool) -> Reading:
    """Return what a date's text means; raise ValueError for one that Eleventy stops at.

    Without quotes YAML reads it first, and takes the 31st of February for the 2nd of March.
    """
    plain = None if quoted else _DAY.fullmatch(text) or _YAML.fullmatch(text)
    if plain:
        year, month, day, *rest = plain.groups()
        clock = [int(part or 0) for part in rest[:3]] or [0, 0, 0]
        moment = _rolled([int(year), int(month), int(day), *clock])
        fraction, offset = (_fraction(rest[3]), _offset(*rest[5:8])) if rest else (0, timedelta())
        named = (moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second)
        written = (int(year), int(month), int(day), *clock)
        return Reading(moment + timedelta(microseconds=fraction) - offset, named != written)
    return Reading(_iso(text))


def path_date(path: str) -> Reading | None:
    """Return the first date in a path, None without one; raise ValueError for no real day."""
    found = IN_PATH.search(path)
    return Reading(_iso(found.group())) if found else None


def _iso(text: str) -> datetime:
    for pattern, day in ((_ISO, _calendar), (_WEEK, _week), (_ORDINAL, _ordinal)):
        found = pattern.fullmatch(text)
        if found:
            parts = found.groups()
            return day(parts[:-8]) + _clock(parts[-8:])
    raise ValueError(text)


def _calendar(parts: tuple[str | None, ...]) -> datetime:
    year, month, day = parts
    return datetime(int(year or 0), int(month or 1), int(day or 1), tzinfo=UTC)


def _week(parts: tuple[str | None, ...]) -> datetime:
    year, week, day = parts
    found = datetime.fromisocalendar(int(year or 0), int(week or 0), int(day or 1))
    return found.replace(tzinfo=UTC)


def _ordinal(parts: tuple[str | None, ...]) -> datetime:
    year, day = int(parts[0] or 0), int(parts[1] or 0)
    found = datetime(year, 1, 1, tzinfo=UTC) + timedelta(days=day - 1)
    if found.year != year:
        raise ValueError(day)
    return found


def _clock(parts: tuple[str | None, ...]) -> timedelta:
    hour, minute, second = (int(part or 0) for part in parts[:3])
    if hour > 24 or minute > 59 or second > 59 or (hour == 24 and (minute or second)):
        raise ValueError(parts)
    fraction = _fraction(parts[3])
    clock = timedelta(hours=hour, minutes=minute, seconds=second, microseconds=fraction)
    return clock - _offset(*parts[5:8])


def _fraction(text: str | None) -> int:
    """Return the microseconds of a second's decimals, to the millisecond, as JavaScript has it."""
    return int(((text or "") + "000")[:3]) * 1000


def _offset(sign: str | None, hours: str | None, minutes: str | None) -> timedelta:
    if sign is None:
        return timedelta()
    offset = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    return -offset if sign == "-" else offset


def _rolled(parts: list[int]) -> datetime:
    year, month, day, hour, minute, second = parts
    first = datetime(year + (month - 1) // 12, (month - 1) % 12 + 1, 1, tzinfo=UTC)
    return first + timedelta(days=day - 1, hours=hour, minutes=minute, seconds=second)


def written(moment: datetime) -> str:
    """Return a moment as a sentence has it: a day alone where it is midnight."""
    return write_date(moment).removesuffix("T00:00:00Z")
