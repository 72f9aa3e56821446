"""Dates as they stand in front matter, read strictly, and the form that blogctl writes."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

# Where a naive time falls in the hour that a clock change skips or repeats, readers disagree
# (Hugo takes the later offset, Python the earlier), so blogctl always writes the offset.
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
    What has no offset is in *zone*, a date alone at midnight. Raise ValueError for all else.
    """
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=zone)
    if isinstance(value, date):
        return datetime.combine(value, time(), zone)
    if isinstance(value, int) and not isinstance(value, bool):
        return datetime.fromtimestamp(value, UTC)
    if isinstance(value, str):
        return _read_text(value.strip(), zone)
    raise ValueError(value)


def _read_text(text: str, zone: tzinfo) -> datetime:
    iso = _ISO.fullmatch(text)
    if iso:
        year, month, day, hour, minute, second = (int(part or 0) for part in iso.groups()[:6])
        micro = int((iso.group(7) or "").ljust(6, "0")[:6] or 0)
        offset = _offset(iso.group(8)) or zone
        return datetime(year, month, day, hour, minute, second, micro, offset)
    textual = _TEXTUAL.fullmatch(text)
    if textual and textual.group(2) in _MONTHS:
        day_, month_, year_, *clock = textual.groups()
        hour, minute, second = (int(part or 0) for part in clock[:3])
        offset = _offset(clock[3]) or zone
        number = _MONTHS.index(month_) + 1
        return datetime(int(year_), number, int(day_), hour, minute, second, tzinfo=offset)
    raise ValueError(text)


def _offset(text: str | None) -> tzinfo | None:
    if text is None:
        return None
    if text in ("Z", "UTC", "GMT"):
        return UTC
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))


def write_date(moment: datetime) -> str:
    """Return *moment* as RFC 3339 to the second, with its offset: one instant for every reader."""
    text = moment.replace(microsecond=0).isoformat()
    return text.removesuffix("+00:00") + "Z" if text.endswith("+00:00") else text


def is_skipped(moment: datetime) -> bool:
    """Say whether a clock change skips this local time, as 02:30 in Paris on a March Sunday."""
    back = moment.astimezone(UTC).astimezone(moment.tzinfo)
    return back.replace(tzinfo=None) != moment.replace(tzinfo=None)
