"""What readers do, in figures: when they read, what, how old it is, and what rhythm does to it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from blogctl.content.periods import WEEKDAYS, add_months, months_between
from blogctl.content.post import Post
from blogctl.content.views import Reads

TAGS = 10
SPAN = 12
# A post is compared with others by what it had in so many days.
FIRST = 30
AGES = ((7, "first week"), (30, "first month"), (90, "first three months"), (365, "first year"),
        (730, "second year"))  # fmt: skip
GAPS = ((7, "up to a week"), (14, "up to two weeks"), (31, "up to a month"), (92, "up to a season"))

# A day, the path of a post, and how often it was read on it.
Read = tuple[date, str, Reads]


class Effect(NamedTuple):
    """How posts that came out after a *gap* were read in their first 30 days."""

    gap: str
    posts: int
    median_views: float


class Readers(NamedTuple):
    """What readers do, from the *first* to the *last* day that is known.

    *readers* are those of each day, added up: who comes twice a week counts twice. *months* go
    from 2026-11 to views, *readers_by_month* likewise, *tags* from the most read tags to the views
    of each of the last twelve months. *ages* are views by how old the post was.
    """

    first: date
    last: date
    views: int
    readers: int
    busiest_month: str
    months: dict[str, int]
    readers_by_month: dict[str, int]
    weekdays: dict[str, int]
    ages: dict[str, int]
    tags: dict[str, list[int]]
    rhythm: list[Effect]


def readers(
    posts: Sequence[Post], published: Mapping[str, date], reads: Iterable[Read], today: date
) -> Readers | None:
    """Return what the readers of *posts* do; None where nothing of them was read.

    *published* are the days on which posts came out, by path.
    """
    tally = _Tally(published)
    ours = {post.path for post in posts}
    for day, path, read in reads:
        if path in ours:
            tally.take(day, path, read)
    if not tally.days:
        return None
    first, last = min(tally.days), max(tally.days)
    months = months_between(f"{first:%Y-%m}", f"{last:%Y-%m}")
    views = {month: tally.months[month] for month in months}
    return Readers(
        first, last,
        views=sum(views.values()),
        readers=sum(tally.readers.values()),
        busiest_month=max(views, key=lambda month: views[month]),
        months=views,
        readers_by_month={month: tally.readers[month] for month in months},
        weekdays={name: tally.weekdays[at] for at, name in enumerate(WEEKDAYS)},
        ages={name: tally.ages[name] for name in (*(n for _, n in AGES), "later", "undated")
              if tally.ages[name]},
        tags=_tags(posts, tally.by_post, today),
        rhythm=_effects(published, tally.begun, first, last),
    )  # fmt: skip


class _Tally:
    def __init__(self, published: Mapping[str, date]) -> None:
        self._published = published
        self.days: set[date] = set()
        self.months: Counter[str] = Counter()
        self.readers: Counter[str] = Counter()
        self.weekdays: Counter[int] = Counter()
        self.ages: Counter[str] = Counter()
        self.begun: Counter[str] = Counter()
        self.by_post: Counter[tuple[str, str]] = Counter()

    def take(self, day: date, path: str, read: Reads) -> None:
        """Count what a post was read on a day."""
        month = day.isoformat()[:7]
        self.days.add(day)
        self.months[month] += read.views
        self.readers[month] += read.readers
        self.weekdays[day.weekday()] += read.views
        self.by_post[path, month] += read.views
        came_out = self._published.get(path)
        age = (day - came_out).days if came_out else None
        self.ages[_within(age, AGES, "later") if age is not None else "undated"] += read.views
        if age is not None and 0 <= age < FIRST:
            self.begun[path] += read.views


def _within(days: int, steps: Sequence[tuple[int, str]], more: str) -> str:
    return next((name for most, name in steps if days < most), more)


def _tags(
    posts: Sequence[Post], by_post: Mapping[tuple[str, str], int], today: date
) -> dict[str, list[int]]:
    first = add_months(today.replace(day=1), 1 - SPAN)
    months = months_between(f"{first:%Y-%m}", f"{today:%Y-%m}")
    found: dict[str, list[int]] = {}
    for post in posts:
        views = [by_post.get((post.path, month), 0) for month in months]
        for tag in dict.fromkeys(post.tags if any(views) else ()):
            known = found.get(tag, [0] * SPAN)
            found[tag] = [before + more for before, more in zip(known, views, strict=True)]
    ordered = sorted(found, key=lambda tag: (-sum(found[tag]), tag.lower()))
    return {tag: found[tag] for tag in ordered[:TAGS]}


def _effects(
    published: Mapping[str, date], begun: Mapping[str, int], first: date, last: date
) -> list[Effect]:
    """Return how posts were read at first, by the gap before them.

    Only of posts whose first thirty days are all known; of a few that came out on one day, the
    gap before is that day's.
    """
    days = sorted(set(published.values()))
    gaps = {later: (later - earlier).days for earlier, later in pairwise(days)}
    found: dict[str, list[int]] = {}
    for path, day in published.items():
        if day in gaps and day >= first and day + timedelta(FIRST) <= last + timedelta(1):
            name = _within(gaps[day] - 1, GAPS, "longer")
            found.setdefault(name, []).append(begun.get(path, 0))
    order = [*(name for _, name in GAPS), "longer"]
    return [Effect(name, len(found[name]), median(found[name])) for name in order if name in found]
