"""Dates as Astro's schemas coerce them: YAML's and TOML's own, else as JavaScript reads text."""

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from blogctl.content.dates import local_time, offset_of
from blogctl.engines.eleventy.dates import read_text

FORMS = "write 2026-03-15, or 2026-03-15T08:00:00Z"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CLOCK = r"(?:[T ,]\s*(\d\d?):(\d\d)(?::(\d\d)(?:\.(\d+))?)?)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+)?"
_ISO_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)" + _CLOCK)
_YEAR_FIRST = re.compile(r"(\d{4})[-/](\d\d?)[-/](\d\d?)" + _CLOCK)
_MONTH_FIRST = re.compile(r"(\d\d?)[-/](\d\d?)[-/](\d{4})" + _CLOCK)
_NAMED = re.compile(_WEEKDAY + r"([a-z]{3,9})\.?\s+(\d\d?),?\s+(\d{4})" + _CLOCK, re.IGNORECASE)
_DAY_FIRST = re.compile(_WEEKDAY + r"(\d\d?)\s+([a-z]{3,9})\.?,?\s+(\d{4})" + _CLOCK, re.IGNORECASE)


def coerced(value: object, zone: tzinfo, *, plain: bool) -> datetime:
    """Return the moment that a schema makes of a value; raise ValueError where it is refused.

    *plain* says whether it stands in YAML without quotes. A text that is no ISO 8601 day, and has
    no offset, is in *zone*, that of the machine which builds the site.
    """
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    if isinstance(value, date):
        return datetime.combine(value, time(), UTC)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=value)
    if not isinstance(value, str):
        raise ValueError(value)
    if plain and re.fullmatch(r"\d{4}-\d\d-\d\d|\d{4}-\d\d?-\d\d?[Tt\s]+\d\d?:\d\d:.*", value):
        return read_text(value, quoted=False).moment
    day = _ISO_DAY.fullmatch(value)
    if day:
        year, month, number = (int(part or 1) for part in day.groups())
        return datetime(year, month, number, tzinfo=UTC)
    return _loose(value, zone)


def _loose(text: str, zone: tzinfo) -> datetime:
    orders = (
        (_ISO, (0, 1, 2)), (_YEAR_FIRST, (0, 1, 2)), (_MONTH_FIRST, (2, 0, 1)),
        (_NAMED, (2, 0, 1)), (_DAY_FIRST, (2, 1, 0)),
    )  # fmt: skip
    for pattern, order in orders:
        found = pattern.fullmatch(text.strip())
        if found:
            parts = found.groups()
            year, month, day = (parts[at] for at in order)
            hour, minute, second = (int(part or 0) for part in parts[3:6])
            micro = int(((parts[6] or "") + "000")[:3]) * 1000
            naive = datetime(int(year), _month(month), int(day), hour, minute, second, micro)
            offset = "Z" if parts[7] in ("UTC", "GMT") else parts[7]
            return local_time(naive, offset_of(offset) or zone)
    raise ValueError(text)


def _month(text: str) -> int:
    return int(text) if text.isdigit() else _MONTHS.index(text[:3].lower()) + 1
