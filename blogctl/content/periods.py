"""Dates as they are typed in a query: each names a period of the calendar.

`2026` is a year, `today` a day, `2026-03-15T08:00` a minute. A range runs from the start of its
first period to the end of its last, in the site's time zone.
"""

import re
from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Literal, NamedTuple

from blogctl.content.folding import nearest
from blogctl.errors import BadQuery

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NAMED_DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}
NAMED_SPANS = tuple(f"{which}-{span}" for which in ("this", "last", "next") for span in
                    ("week", "month", "year"))  # fmt: skip
FORMS = (*NAMED_DAYS, *WEEKDAYS, *NAMED_SPANS)

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_AGO = re.compile(r"(\+?)(\d{1,5})([dwmy])")
_CLOCK = re.compile(r"(.+?)(?:T|@)(\d\d):(\d\d)")
_HINT = (
    "dates are like 2026, 2026-03-15, 2026-03-15T08:00, today, mon, mon@08:00, last-month, "
    "7d (ago), +7d (ahead)"
)

Lean = Literal["past", "future"]


class Period(NamedTuple):
    """From *start* up to, not including, *end*, in UTC; None is open."""

    start: datetime | None
    end: datetime | None

    def holds(self, moment: datetime) -> bool:
        """Say whether *moment* (aware) lies in the period."""
        return (self.start is None or self.start <= moment) and (
            self.end is None or moment < self.end
        )


class _Days(NamedTuple):
    """Whole days from *first* up to, not including, *after*."""

    first: date
    after: date


def read_period(text: str, now: datetime, zone: tzinfo) -> Period:
    """Return the period that a date value names: one date, or `lo..hi` with either end open.

    A weekday is the latest one, today included; as the end of a range, the first at or after
    its start; `+tue` is the coming one. Raise BadQuery for what is no date, or runs backwards.
    """
    if ".." not in text:
        return _instants(text, _read(text, now, zone), zone)
    low, high = text.split("..", 1)
    if not low and not high:
        raise BadQuery("'..' has neither a start nor an end", hint=_HINT)
    start = _instants(low, _read(low, now, zone), zone).start if low else None
    end = _range_end(low, high, now, zone) if high else None
    if start and end and end <= start:
        raise BadQuery(f"the range '{text}' runs backwards", hint=f"turn it round: {high}..{low}")
    return Period(start, end)


def _range_end(low: str, high: str, now: datetime, zone: tzinfo) -> datetime | None:
    name, _, _clock = high.partition("@")
    if low.partition("@")[0] in WEEKDAYS and name in WEEKDAYS:
        first = _read(low, now, zone)[0].first
        day = first + timedelta(days=(WEEKDAYS.index(name) - first.weekday()) % 7)
        return _instants(high, (_one_day(day), _clock_of(high)[1]), zone).end
    return _instants(high, _read(high, now, zone), zone).end


def read_moment(text: str, now: datetime, zone: tzinfo) -> datetime:
    """Return the moment that *text* names for scheduling, in *zone*: the start of its period.

    Here a weekday is the next to come, so `mon@08:00` is never in the past.
    """
    days, clock = _read(text, now, zone, lean="future")
    return datetime.combine(days.first, clock or time(), zone)


def _read(text: str, now: datetime, zone: tzinfo, lean: Lean = "past") -> tuple[_Days, time | None]:
    day_text, clock = _clock_of(text)
    today = now.astimezone(zone).date()
    days = _days(day_text, today, lean)
    coming = lean == "future" and day_text in WEEKDAYS and days.first == today
    if clock and coming and datetime.combine(today, clock, zone) <= now:
        days = _one_day(today + timedelta(days=7))
    return days, clock


def _clock_of(text: str) -> tuple[str, time | None]:
    found = _CLOCK.fullmatch(text)
    if not found:
        return text, None
    hour, minute = int(found.group(2)), int(found.group(3))
    if hour > 23 or minute > 59:
        raise BadQuery(f"'{text}' has no such time of day", hint="times run from 00:00 to 23:59")
    return found.group(1), time(hour, minute)


def _days(text: str, today: date, lean: Lean) -> _Days:
    try:
        found = (
            _calendar(text)
            or _named(text, today, lean)
            or _relative(text, today)
        )  # fmt: skip
    except (ValueError, OverflowError) as error:
        raise BadQuery(f"'{text}' is not in the calendar", hint=_HINT) from error
    if found is None:
        raise BadQuery(f"'{text}' is not a date", hint=nearest(text, FORMS, likeness=0.75) or _HINT)
    return found


def _calendar(text: str) -> _Days | None:
    found = _DATE.fullmatch(text)
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None
    if month is not None and day is not None:
        return _one_day(date(year, month, day))
    if month is not None:
        return _month(date(year, month, 1))
    return _year(year)


def _named(text: str, today: date, lean: Lean) -> _Days | None:
    if text in NAMED_DAYS:
        return _one_day(today + timedelta(days=NAMED_DAYS[text]))
    name = text.removeprefix("+")
    if name in WEEKDAYS:
        ahead = (WEEKDAYS.index(name) - today.weekday()) % 7
        past = lean == "past" and not text.startswith("+")
        return _one_day(today + timedelta(days=ahead - 7 if past and ahead else ahead))
    if text in NAMED_SPANS:
        which, _, span = text.partition("-")
        return _span(span, {"last": -1, "this": 0, "next": 1}[which], today)
    return None


def _span(span: str, step: int, today: date) -> _Days:
    if span == "week":
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=step)
        return _Days(monday, monday + timedelta(weeks=1))
    if span == "month":
        return _month(add_months(today.replace(day=1), step))
    return _year(today.year + step)


def _relative(text: str, today: date) -> _Days | None:
    found = _AGO.fullmatch(text)
    if not found:
        return None
    count = int(found.group(2)) if found.group(1) else -int(found.group(2))
    unit = found.group(3)
    if unit in "dw":
        return _one_day(today + timedelta(days=count * (7 if unit == "w" else 1)))
    return _one_day(add_months(today, count * (12 if unit == "y" else 1)))


def add_months(day: date, months: int) -> date:
    """Return the same day *months* later; past a month's end, its last day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not 1 <= year <= 9999:
        raise OverflowError(year)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_between(first: str, last: str) -> list[str]:
    """Return the months from *first* to *last*, both as `2026-11`, both with them."""
    day, found = date.fromisoformat(f"{first}-01"), []
    while f"{day:%Y-%m}" <= last:
        found.append(f"{day:%Y-%m}")
        day = add_months(day, 1)
    return found


def _one_day(day: date) -> _Days:
    return _Days(day, day + timedelta(days=1))


def _month(first: date) -> _Days:
    return _Days(first, add_months(first, 1))


def _year(year: int) -> _Days:
    return _Days(date(year, 1, 1), date(year + 1, 1, 1))


def _instants(text: str, read: tuple[_Days, time | None], zone: tzinfo) -> Period:
    days, clock = read
    if clock is None:
        return Period(_midnight(days.first, zone), _midnight(days.after, zone))
    if days.after - days.first > timedelta(days=1):
        raise BadQuery(f"'{text}' gives a time to more than one day", hint="name one day")
    try:
        start = datetime.combine(days.first, clock, zone).astimezone(UTC)
        return Period(start, start + timedelta(minutes=1))
    except OverflowError as error:
        raise BadQuery(f"'{text}' is not in the calendar", hint=_HINT) from error


def _midnight(day: date, zone: tzinfo) -> datetime | None:
    """Return when *day* begins; None, an open end, where that is beyond the years 1 to 9999."""
    try:
        return datetime.combine(day, time(), zone).astimezone(UTC)
    except OverflowError:
        return None
