"""Dates as Hexo takes them: js-yaml's timestamps, and all that JavaScript's Date reads.

A field gives a clock time; that time is then said to be in the site's zone. So an offset in the
text is reckoned with once and forgotten: 10:00+02:00 is 08:00 in UTC, which becomes 08:00 in Paris.
"""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import NamedTuple

_STAMP = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)|"
    r"(\d{4})-(\d\d?)-(\d\d?)(?:[Tt]|[ \t]+)(\d\d?):(\d\d):(\d\d)(?:\.(\d*))?"
    r"(?:[ \t]*(Z|([-+])(\d\d?)(?::(\d\d))?))?",
    re.ASCII,
)
_ISO = re.compile(
    r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?"
    r"(?:[Tt](\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(?:([Zz])|([-+])(\d\d):?(\d\d))?)?",
    re.ASCII,
)
_ISO_DAY = re.compile(
    r"(\d{4})(?!\d)(?:-(?:(0[1-9]|1[0-2])(?!\d)(?:-(?:(0[1-9]|[12]\d|3[01])(?!\d))?)?)?)?", re.ASCII
)
# To V8 all from `A` on in the order of letters makes words: `_` and `年` too.
_PIECE = re.compile(r"[0-9]+|[^\s\0-@]+|\([^()]*\)?|\s+|.", re.DOTALL)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ZONES = {"z": 0, "ut": 0, "utc": 0, "gmt": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5,
          "mst": -7, "mdt": -6, "pst": -8, "pdt": -7}  # fmt: skip


class Clock(NamedTuple):
    """What a field says: a time on the clock, and the zone that its text names, if any.

    *stamp* says whether YAML itself took it for a date.
    """

    time: datetime
    zone: tzinfo | None
    stamp: bool = False


def is_stamp(text: str) -> bool:
    """Say whether YAML makes a date of a *text* that stands there without quotes."""
    return bool(_STAMP.fullmatch(text))


def read_clock(value: object, *, quoted: bool) -> Clock | None:
    """Return what a date field says; None for what JavaScript's Date does not read.

    Text in YAML that is not *quoted* may be a timestamp. A number is milliseconds since 1970.
    """
    if isinstance(value, (bool, int, float)):
        return _from_number(float(value))
    if isinstance(value, list):
        value, quoted = ",".join(str(item) for item in value), True
    if not isinstance(value, str):
        return None
    try:
        stamp = None if quoted else _STAMP.fullmatch(value)
        return _from_stamp(stamp) if stamp else _from_iso(value) or _Loose(value).read()
    except (ValueError, OverflowError):
        return None


def _from_number(milliseconds: float) -> Clock | None:
    try:
        return Clock(datetime(1970, 1, 1) + timedelta(milliseconds=milliseconds), UTC)
    except (ValueError, OverflowError):
        return None


def _from_stamp(found: re.Match[str]) -> Clock:
    if found.group(1):
        year, month, day = (int(part) for part in found.groups()[:3])
        return Clock(named_day(year, month, day), None, stamp=True)
    year, month, day, hour, minute, second = (int(part) for part in found.groups()[3:9])
    time = _rolled(_century(year), month, day, hour, minute, second, found.group(10) or "")
    if not found.group(11):
        return Clock(time, None, stamp=True)
    hours, minutes = int(found.group(13) or 0), int(found.group(14) or 0)
    return Clock(time, _offset(hours, minutes, found.group(12) == "-"), stamp=True)


def _from_iso(text: str) -> Clock | None:
    found = _ISO.fullmatch(text)
    if not found:
        return None
    year, month, day, hour, minute, second = (
        int(part or default) for part, default in zip(found.groups()[:6], "011000", strict=True)
    )
    time = _checked(year, month, day, (hour, minute, second), found.group(7) or "")
    if found.group(4) is None or found.group(8):
        return Clock(time, UTC)
    if not found.group(9):
        return Clock(time, None)
    return Clock(time, _offset(int(found.group(10)), int(found.group(11)), found.group(9) == "-"))


def _checked(
    year: int, month: int, day: int, clock: tuple[int, int, int], fraction: str
) -> datetime:
    """Return a time; raise ValueError for an hour, a minute or a second that there is not."""
    hour, minute, second = clock
    if hour == 24 and not minute and not second and not fraction.strip("0"):
        return _rolled(year, month, day, 24)
    if hour > 23 or minute > 59 or second > 59:
        raise ValueError(clock)
    return _rolled(year, month, day, hour, minute, second, fraction)


def named_day(year: int, month: int, day: int) -> datetime:
    """Return midnight of a day given in numbers; 30 February is 1 March."""
    return _rolled(_century(year), month, day)


def _century(year: int) -> int:
    # JavaScript takes a year of one or two digits for one of the last century.
    return year + 1900 if year < 100 else year


def _rolled(
    year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0,
    fraction: str = "",
) -> datetime:  # fmt: skip
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    start = datetime(year, month, 1)
    milliseconds = int(fraction[:3].ljust(3, "0"))
    return start + timedelta(
        days=day - 1, hours=hour, minutes=minute, seconds=second, milliseconds=milliseconds
    )


def _offset(hours: int, minutes: int, west: bool) -> timezone:
    distance = timedelta(hours=hours, minutes=minutes)
    return timezone(-distance if west else distance)


class _Loose:
    """A date in free form, read piece by piece as V8 reads what is not ISO 8601.

    Numbers that no colon makes a time are day, month and year: the year comes first if the first
    number cannot be a day, else last. A month by name may stand anywhere.
    """

    def __init__(self, text: str) -> None:
        # A day as in ISO 8601 is taken first, and no hyphen is passed over behind it.
        day = _ISO_DAY.match(text)
        self._pieces = _PIECE.findall(text, day.end() if day else 0)
        self._at = 0
        self._days = [int(part) for part in day.groups() if part] if day else []
        self._clock: list[int] = []
        self._month = 0
        self._noon: int | None = None
        self._sign = ""
        self._hours: int | None = None
        self._minutes: int | None = None
        self._ended, self._seen = False, bool(day)

    def read(self) -> Clock:
        """Return the time; raise ValueError where the text is none."""
        while self._at < len(self._pieces):
            piece = self._pieces[self._at]
            self._at += 1
            if piece.isdigit():
                self._number(piece)
            elif piece[0] >= "A" and not piece.isspace():
                self._word(piece.lower())
            elif piece in "+-" and (self._clock or (self._sign and self._hours == 0)):
                self._zone(piece)
            elif self._seen and piece in ("+", "-", ")"):
                raise ValueError(piece)
        return Clock(self._time(), self._named_zone())

    def _next(self) -> str:
        return self._pieces[self._at] if self._at < len(self._pieces) else ""

    def _number(self, piece: str) -> None:
        self._seen = True
        number = int(piece[:9])
        if self._next() == ":":
            self._at += 1
            self._add(number)
        elif self._next() == "." and self._awaits(number):
            self._at += 1
            self._add(number)
            if not self._next().isdigit():
                raise ValueError(piece)
            self._clock.append(int(self._next()[:3].ljust(3, "0")))
            self._ended = True
            self._at += 1
        elif self._hours is not None and self._minutes is None and number < 60:
            self._minutes = number
        elif self._awaits(number):
            self._add(number)
            self._ended = True
            if self._next() and not self._next().isspace() and self._next() not in "Zz+-":
                raise ValueError(piece)
        else:
            self._day(number)

    def _day(self, number: int) -> None:
        if len(self._days) == 3:
            raise ValueError(number)
        self._days.append(number)
        self._skip_hyphen()

    def _skip_hyphen(self) -> None:
        if self._next() == "-":
            self._at += 1

    def _add(self, number: int) -> None:
        if self._ended or len(self._clock) == 4:
            raise ValueError(number)
        self._clock.append(number)

    def _awaits(self, number: int) -> bool:
        limit = {1: 60, 2: 60, 3: 1000}.get(len(self._clock), 0)
        return not self._ended and number < limit

    def _word(self, word: str) -> None:
        if word in ("am", "pm") and self._clock:
            self._noon = 12 if word == "pm" else 0
        elif word[:3] in _MONTHS:
            self._month = _MONTHS.index(word[:3]) + 1
            self._skip_hyphen()
        elif word in _ZONES and self._seen:
            hours = _ZONES[word]
            self._sign, self._hours, self._minutes = "-" if hours < 0 else "+", abs(hours), 0
        elif self._seen or self._next().isdigit():
            raise ValueError(word)

    def _zone(self, sign: str) -> None:
        self._seen = True
        digits = self._next() if self._next().isdigit() else ""
        self._at += bool(digits)
        number = int(digits or 0)
        self._sign = sign
        if self._next() == ":":
            self._hours, self._minutes = number, None
        elif len(digits) in (1, 2):
            self._hours, self._minutes = number, 0
        elif len(digits) in (3, 4):
            self._hours, self._minutes = divmod(number, 100)
        else:
            raise ValueError(digits)

    def _named_zone(self) -> tzinfo | None:
        if not self._sign:
            return None
        return _offset(self._hours or 0, self._minutes or 0, self._sign == "-")

    def _time(self) -> datetime:
        year, month, day = self._date()
        hour, minute, second, fraction = [*self._clock, 0, 0, 0, 0][:4]
        if fraction > 999:
            raise ValueError(fraction)
        if self._noon is not None:
            if not 1 <= hour <= 12:
                raise ValueError(hour)
            hour = hour % 12 + self._noon
        return _checked(year, month, day, (hour, minute, second), f"{fraction:03d}")

    def _date(self) -> tuple[int, int, int]:
        if not self._days:
            raise ValueError("no date")
        first, second, third = [*self._days, 1, 1][:3]
        starts_with_day = 1 <= first <= 31
        if not self._month:
            year, month, day = (third, first, second) if starts_with_day else (first, second, third)
        else:
            year, day = (second, first) if starts_with_day else (first, second)
            month = self._month
        if year < 100:
            year += 2000 if year < 50 else 1900
        if not 1 <= month <= 12 or not 1 <= day <= 31:
            raise ValueError(month)
        return year, month, day


def moment_of(clock: Clock, machine: tzinfo, zone: tzinfo | None) -> datetime:
    """Return the moment that Hexo makes of *clock*; raise OverflowError at the calendar's ends.

    *machine* is the zone of the computer that builds the site, *zone* the site's `timezone`, or
    None where it has none. A stamp of YAML with an offset is taken to UTC, other text to
    *machine*.
    """
    time = clock.time
    if clock.zone is not None:
        target = UTC if clock.stamp else machine
        time = time.replace(tzinfo=clock.zone).astimezone(target).replace(tzinfo=None)
    return placed(time, machine, zone)


def placed(time: datetime, machine: tzinfo, zone: tzinfo | None) -> datetime:
    """Return the moment of a time on the clock, as Hexo shifts it from *machine* to *zone*."""
    here = time.replace(tzinfo=machine)
    if zone is None:
        return here
    offset = here.astimezone(zone).utcoffset() or timedelta()
    return (time - offset).replace(tzinfo=UTC).astimezone(zone)
