"""Moments as numbers, for what compares many of them."""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def microseconds(moment: datetime) -> int:
    """Return *moment*, which is aware, in microseconds since 1970."""
    return (moment - _EPOCH) // _MICROSECOND
