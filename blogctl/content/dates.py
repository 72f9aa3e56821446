"""Dates as they stand in front matter, read strictly, and the form that blogctl writes."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache

# Where a naive time falls in the hour that a clock change skips or repeats, readers disagree
# (in Paris Hugo takes the later moment, Python the earlier), so blogctl always writes the offset.
_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)"
    r"(?:[T ](\d\d?):(\d\d):(\d\d)(?:[.,](\d{1,9}))?"
    r"(Z|[+-]\d\d:?\d\d| [+-]\d\d:?\d\d| [+-]\d{4} [A-Z]{3,4})?)?"
)
_TEXTUAL = re.compile(
    r"(?:[A-Z][a-z]{2}, )?(\d\d) ([A-Z][a-z]{2}) (\d{4})"
    r"(?: (\d\d):(\d\d):(\d\d) (GMT|UTC|[+-]\d{4}))?"
)
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def read_date(value: object, zone: tzinfo) -> datetime | None:
    """Return the moment that a field's value names, or None where it is empty.

    Text is a date, a date and time to the second (ISO 8601, RFC 3339, or Jekyll's
    `2024-01-02 10:00:00 +0100`), or `02 Jan 2024`, RFC 1123; a number is seconds since 1970.
    No blanks may stand around it.
    What has no offset is in *zone*, a date alone at midnight. Raise ValueError for all else.
    """
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value if value.tzinfo else local_time(value, zone)
    if isinstance(value, date):
        return local_time(datetime.combine(value, time()), zone)
    if isinstance(value, int) and not isinstance(value, bool):
        return datetime.fromtimestamp(value, UTC)
    if isinstance(value, str):
        return _read_text(value, zone)
    raise ValueError(value)


# A generator looks at the same field for several of its dates.
@lru_cache(maxsize=64)
def _read_text(text: str, zone: tzinfo) -> datetime:
    iso = _ISO.fullmatch(text)
    # After a T, no blank may stand before the offset.
    if iso and not (text[10:11] == "T" and " " in text):
        year, month, day, hour, minute, second = (int(part or 0) for part in iso.groups()[:6])
        micro = int((iso.group(7) or "").ljust(6, "0")[:6] or 0)
        moment = datetime(year, month, day, hour, minute, second, micro)
        return local_time(moment, offset_of(iso.group(8)) or zone)
    textual = _TEXTUAL.fullmatch(text)
    if textual and textual.group(2) in _MONTHS:
        day_, month_, year_, *clock = textual.groups()
        hour, minute, second = (int(part or 0) for part in clock[:3])
        number = _MONTHS.index(month_) + 1
        moment = datetime(int(year_), number, int(day_), hour, minute, second)
        # A zone by name says nothing to Hugo: 10:00 GMT is 10:00 in the site's zone.
        named = clock[3] is None or clock[3].isalpha()
        return local_time(moment, zone if named else offset_of(clock[3]) or zone)
    raise ValueError(text)


def local_time(naive: datetime, zone: tzinfo) -> datetime:
    """Return the moment of a local time; the one that Go takes where a clock change doubts it."""
    if zone is UTC or isinstance(zone, timezone) or naive.year == 1:
        return naive.replace(tzinfo=zone)
    as_utc = naive.replace(tzinfo=UTC)
    guess = as_utc.astimezone(zone).utcoffset() or timedelta()
    offset = (as_utc - guess).astimezone(zone).utcoffset()
    earlier = naive.replace(tzinfo=zone)
    return earlier if earlier.utcoffset() == offset else earlier.replace(fold=1)


def offset_of(text: str | None) -> tzinfo | None:
    """Return the zone of an offset, `Z`, `+0100`, `+01:00` or `+0100 CET`; None for None."""
    if text is None:
        return None
    if text == "Z":
        return UTC
    # A zone's name may follow its offset, as Go writes it: +0100 CET.
    digits = text.split()[0].replace(":", "")
    minutes = int(digits[1:3]) * 60 + int(digits[3:])
    return timezone(timedelta(minutes=-minutes if digits[0] == "-" else minutes))


def in_zone(moment: datetime, zone: tzinfo) -> datetime:
    """Return *moment* in *zone*; at the very ends of the calendar, as it is."""
    try:
        return moment.astimezone(zone)
    except OverflowError:
        return moment


def write_date(moment: datetime) -> str:
    """Return *moment* as RFC 3339 to the second, with its offset: one instant for every reader."""
    text = moment.replace(microsecond=0).isoformat()
    return text.removesuffix("+00:00") + "Z" if text.endswith("+00:00") else text


def is_skipped(moment: datetime) -> bool:
    """Say whether a clock change skips this local time, as 02:30 in Paris on a March Sunday."""
    back = moment.astimezone(UTC).astimezone(moment.tzinfo)
    return back.replace(tzinfo=None) != moment.replace(tzinfo=None)
