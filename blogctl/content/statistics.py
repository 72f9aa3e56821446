"""Statistics of a blog: how much, how often, about what."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta, tzinfo
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

from blogctl.content.dates import in_zone
from blogctl.content.periods import WEEKDAYS
from blogctl.content.post import STATUSES, Post
from blogctl.content.readers import Readers
from blogctl.content.text import reading_time

TOP = 10
AGES = ((30, "under a month"), (90, "1 to 3 months"), (365, "3 to 12 months"))


class Named(NamedTuple):
    """A post named in statistics, with the figure it is named for."""

    path: str
    title: str
    figure: int


class Rhythm(NamedTuple):
    """How often posts come out. Gaps are in days, streaks in months; None where too few."""

    median_gap: float | None
    longest_silence: int | None
    silence_from: date | None
    silence_to: date | None
    days_since_last: int | None
    streak: int
    longest_streak: int


class Statistics(NamedTuple):
    """What `stats` tells; counts go from name to number of posts.

    Words, reading and rhythm are of the posts that are out: published or expired. *weeks* are posts
    by the week of the year, 53 of them, the first of which begins on the first of January.
    *readers* are None where nobody counted views.
    """

    posts: int
    status: dict[str, int]
    words: int
    median_words: int
    minutes: int
    longest: Named | None
    shortest: Named | None
    years: dict[str, int]
    months: dict[str, int]
    weekdays: dict[str, int]
    hours: dict[str, int]
    rhythm: Rhythm
    tags: dict[str, int]
    tags_used_once: int
    tags_in_all: int
    categories: dict[str, int]
    series: dict[str, int]
    authors: dict[str, int]
    languages: dict[str, int]
    drafts_by_age: dict[str, int]
    without: dict[str, int]
    weeks: dict[str, list[int]]
    readers: Readers | None = None


def statistics(posts: Sequence[Post], now: datetime, zone: tzinfo) -> Statistics:
    """Return the statistics of *posts*; days and hours are in *zone*."""
    out = [post for post in posts if post.status in ("published", "expired")]
    lengths = sorted((_named(post, post.words) for post in out), key=lambda named: named.figure)
    words = [named.figure for named in lengths]
    moments = sorted(
        (in_zone(post.date, zone) for post in out if post.date), key=datetime.timestamp
    )
    tags = Counter(tag for post in posts for tag in dict.fromkeys(post.tags))
    return Statistics(
        posts=len(posts),
        status={name: sum(post.status == name for post in posts) for name in STATUSES},
        words=sum(words),
        median_words=round(median(words)) if words else 0,
        minutes=sum(reading_time(count) for count in words),
        longest=lengths[-1] if lengths else None,
        shortest=lengths[0] if lengths else None,
        **_calendar(moments, now.astimezone(zone)),
        rhythm=_rhythm([moment.date() for moment in moments], now.astimezone(zone).date()),
        tags=dict(_ranked(tags)[:TOP]),
        tags_used_once=sum(count == 1 for count in tags.values()),
        tags_in_all=len(tags),
        categories=_counted(name for post in posts for name in post.categories),
        series=_counted(name for post in posts for name in post.series),
        authors=_counted(name for post in posts for name in post.authors),
        languages=_counted(post.lang or "unknown" for post in posts),
        drafts_by_age=_ages([post for post in posts if post.status == "draft"], now),
        without={
            "tag": sum(not post.tags for post in posts),
            "summary": sum(not post.description for post in posts),
            "image": sum(not post.images for post in posts),
        },
        weeks=_weeks([moment.date() for moment in moments]),
    )


def _named(post: Post, figure: int) -> Named:
    return Named(post.path, post.name, figure)


def _ranked(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0].lower()))


def _counted(names: Iterable[str]) -> dict[str, int]:
    return dict(_ranked(Counter(names)))


def _calendar(moments: list[datetime], now: datetime) -> dict[str, Any]:
    if not moments:
        return {"years": {}, "months": {}, "weekdays": {}, "hours": {}}
    years = range(moments[0].year, max(moments[-1].year, now.year) + 1)
    # A date with no time stands at midnight: it tells nothing of the hour.
    hours = Counter(m.hour for m in moments if (m.hour, m.minute, m.second) != (0, 0, 0))
    return {
        "years": {str(year): sum(m.year == year for m in moments) for year in years},
        "months": {
            f"{year}-{month:02}": sum((m.year, m.month) == (year, month) for m in moments)
            for year in years
            for month in range(1, 13)
            if (moments[0].year, moments[0].month) <= (year, month) <= (now.year, now.month)
        },
        "weekdays": {day: sum(m.weekday() == at for m in moments)
                     for at, day in enumerate(WEEKDAYS)},
        "hours": {f"{hour:02}": hours[hour] for hour in sorted(hours)},
    }  # fmt: skip


def _weeks(days: list[date]) -> dict[str, list[int]]:
    if not days:
        return {}
    found = {str(year): [0] * 53 for year in range(days[0].year, days[-1].year + 1)}
    for day in days:
        found[str(day.year)][(day.timetuple().tm_yday - 1) // 7] += 1
    return found


def _rhythm(days: list[date], today: date) -> Rhythm:
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    longest = max(gaps, default=None)
    at = gaps.index(longest) if longest is not None else 0
    current, best = _streaks(days, today)
    return Rhythm(
        median_gap=median(gaps) if gaps else None,
        longest_silence=longest,
        silence_from=days[at] if gaps else None,
        silence_to=days[at + 1] if gaps else None,
        days_since_last=(today - days[-1]).days if days else None,
        streak=current,
        longest_streak=best,
    )


def _streaks(days: list[date], today: date) -> tuple[int, int]:
    """Return the months in a row with a post: up to this month or the last, and the most ever."""
    months = sorted({day.year * 12 + day.month for day in days})
    best = run = 0
    for before, month in zip([None, *months], months, strict=False):
        run = run + 1 if before is not None and month == before + 1 else 1
        best = max(best, run)
    this_month = today.year * 12 + today.month
    return (run if months and months[-1] >= this_month - 1 else 0), best


def _ages(drafts: list[Post], now: datetime) -> dict[str, int]:
    ages: Counter[str] = Counter()
    for draft in drafts:
        ages[_age(now - draft.date) if draft.date else "undated"] += 1
    order = [name for _, name in AGES] + ["over a year", "undated"]
    return {name: ages[name] for name in order if ages[name]}


def _age(age: timedelta) -> str:
    return next((name for days, name in AGES if age.days < days), "over a year")
