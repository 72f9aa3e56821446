"""The slots of the queue: `tue@08:00` is each Tuesday at eight, in the site's zone."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from blogctl.content.dates import is_skipped
from blogctl.content.folding import nearest
from blogctl.content.periods import WEEKDAYS
from blogctl.errors import BadSetting

_SLOT = re.compile(r"([a-z]+)@([01]\d|2[0-3]):([0-5]\d)")
_HINT = "slots are like tue@08:00"
# However full the queue is, nobody plans further ahead.
_WEEKS = 520


class Slot(NamedTuple):
    """A time of the week: *weekday* from 0, Monday, and the *clock* there."""

    weekday: int
    clock: time


def read_slot(text: str) -> Slot:
    """Return the slot that *text*, as `tue@08:00`, names; raise BadSetting."""
    found = _SLOT.fullmatch(text.strip().lower())
    if not found or found[1] not in WEEKDAYS:
        day = text.partition("@")[0].strip().lower()
        hint = nearest(day, WEEKDAYS, likeness=0.6) or _HINT
        raise BadSetting(f"'{text}' is no slot of the queue", hint=hint)
    return Slot(WEEKDAYS.index(found[1]), time(int(found[2]), int(found[3])))


def slots_from(slots: Iterable[Slot], start: datetime, zone: tzinfo) -> Iterator[datetime]:
    """Yield the moments of *slots* after *start*, in order, each once.

    A time that a clock change skips is as much later as the clock was put forward.
    """
    ordered = sorted(set(slots))
    first = start.astimezone(zone).date()
    monday = first - timedelta(days=first.weekday())
    for week in range(_WEEKS if ordered else 0):
        for slot in ordered:
            day = monday + timedelta(days=7 * week + slot.weekday)
            moment = datetime.combine(day, slot.clock, zone)
            if is_skipped(moment):
                moment = moment.astimezone(UTC).astimezone(zone)
            if moment > start:
                yield moment


def free_slots(
    slots: Sequence[Slot], taken: Collection[datetime], start: datetime, zone: tzinfo
) -> Iterator[datetime]:
    """Yield the moments of *slots* after *start* that are not *taken*."""
    return (moment for moment in slots_from(slots, start, zone) if moment not in taken)


def moved_up(
    standing: Sequence[datetime], slots: Sequence[Slot], start: datetime, zone: tzinfo
) -> list[datetime]:
    """Return where what stands in slots, at *standing*, in order, moves up to.

    Of two in one slot the second moves on, and those behind it where they must.
    """
    every = slots_from(slots, start, zone)
    return [moment for moment, _ in zip(every, standing, strict=False)]
