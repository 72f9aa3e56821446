"""Posts and tags ranked by their readers."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from blogctl.blog.readership import Readership
from blogctl.content.dates import in_zone
from blogctl.content.periods import add_months, months_between
from blogctl.content.post import Post, Titled
from blogctl.content.tops import Figure, Top, table
from blogctl.content.views import Reads

YEAR = 12
# A post that has lost so much of its readers is forgotten.
_LOST = 0.5


class DayRange(NamedTuple):
    """Days from *first* up to, not including, *after*; None is open."""

    first: date | None = None
    after: date | None = None

    @property
    def before(self) -> "DayRange":
        """The period before: as long; of all time, all until a year ago."""
        if self.after is None:
            return self
        if self.first is None:
            return DayRange(None, add_months(self.after, -YEAR))
        return DayRange(self.first - (self.after - self.first), self.first)

    @property
    def text(self) -> str:
        """The days as a query names them."""
        last = (self.after - timedelta(1)).isoformat() if self.after else ""
        return f"{self.first or ''}..{last}"


def all_time(today: date) -> DayRange:
    """Return all days until *today*."""
    return DayRange(None, today + timedelta(1))


def last_year(today: date) -> DayRange:
    """Return the last twelve months, *today* with them."""
    return DayRange(add_months(today, -YEAR) + timedelta(1), today + timedelta(1))


Named = Sequence[Post] | Sequence[Titled]


def most_read(
    readership: Readership, posts: Named, days: DayRange, most: int, *, by: str = "views"
) -> Top:
    """Return the *posts* with most views, or *by* readers, in *days*, and how they moved."""
    now, then = (
        {path: int(getattr(reads, by)) for path, reads in readership.totals(*one).items()}
        for one in (days, days.before)
    )
    figures = [Figure(post.name, now[post.path], post.path) for post in posts if post.path in now]
    before = {post.path: then[post.path] for post in posts if post.path in then}
    top = Top("posts", by, (), "", days.text, moves=True)
    return table(top, figures, most=most, before=before)


def year_and_all_time(
    readership: Readership, posts: Named, today: date, most: int, *, by: str = "views"
) -> list[Top]:
    """Return the two tables of what is read: in the last twelve months, and of all time."""
    titles = {"Last twelve months": last_year(today), "All time": all_time(today)}
    return [most_read(readership, posts, days, most, by=by)._replace(title=title)
            for title, days in titles.items()]  # fmt: skip


class Ranking:
    """Ranks *posts* by how they are read over time, as of *today*, *most* rows a table."""

    def __init__(
        self, readership: Readership, posts: Sequence[Post], today: date, most: int
    ) -> None:
        self._readership = readership
        self._posts = posts
        self._today = today
        self._most = most

    def by_tag(self, days: DayRange) -> Top:
        """Return the tags whose posts have most views."""
        now, then = (self._of_tags(self._readership.totals(*one)) for one in (days, days.before))
        top = Top("tags", "views", (), "Tags by views", days.text, moves=True)
        figures = [Figure(tag, views) for tag, views in now.items()]
        return table(top, figures, most=self._most, before=then)

    def _of_tags(self, totals: Mapping[str, Reads]) -> dict[str, int]:
        found: dict[str, int] = {}
        for post in self._posts:
            for tag in dict.fromkeys(post.tags if post.path in totals else ()):
                found[tag] = found.get(tag, 0) + totals[post.path].views
        return found

    def rising(self, days: DayRange) -> Top:
        """Return the posts whose views have grown most since the period before.

        One that was not out all through the period before has grown by being published.
        """
        now, then = self._readership.totals(*days), self._readership.totals(*days.before)
        start = days.before.first
        known = [post for post in self._posts if self._is_older(post, start)]
        before = {post.path: _views(then, post) for post in known}
        figures = [Figure(post.name, _views(now, post) - before[post.path], post.path)
                   for post in known]  # fmt: skip
        top = Top("posts", "more views", (), "Rising", days.text)
        return table(top, figures, most=self._most, before=before)

    def evergreen(self) -> Top:
        """Return the posts older than a year that are read month after month: by their median.

        The months are the last twelve that are over, so that one loud week counts for little.
        """
        from statistics import median

        first = self._today.replace(day=1)
        months = [f"{add_months(first, -back):%Y-%m}" for back in range(1, YEAR + 1)]
        by_month = self._readership.by_month
        figures = [
            Figure(post.name, round(median(
                _views(by_month.get(month, {}), post) for month in months
            )), post.path)
            for post in self._posts if self._is_older(post, add_months(first, -YEAR))
        ]  # fmt: skip
        days = DayRange(add_months(first, -YEAR), first)
        top = Top("posts", "views a month", (), "Evergreen", days.text)
        return table(top, figures, most=self._most)

    def forgotten(self) -> Top:
        """Return the posts that have lost most views since their best twelve months."""
        now = self._readership.totals(*last_year(self._today))
        best = {post.path: self._best_year(post) for post in self._posts}
        figures = [
            Figure(post.name, lost, post.path) for post in self._posts
            if (lost := best[post.path] - _views(now, post)) >= _LOST * best[post.path]
        ]  # fmt: skip
        top = Top("posts", "views lost", (), "Forgotten", last_year(self._today).text)
        return table(top, figures, most=self._most, before=best)

    def _best_year(self, post: Post) -> int:
        """Return the most views in twelve months that were over before the last year began."""
        by_month = self._readership.by_month
        views = [_views(by_month.get(month, {}), post) for month in self._earlier_months]
        return max((sum(views[at : at + YEAR]) for at in range(len(views))), default=0)

    @cached_property
    def _earlier_months(self) -> list[str]:
        """The months that views are known of, up to a year ago, those between without any too."""
        until = f"{add_months(self._today, -YEAR):%Y-%m}"
        known = [month for month in self._readership.by_month if month < until]
        return months_between(known[0], known[-1]) if known else []

    def _is_older(self, post: Post, day: date | None) -> bool:
        if post.publish is None or day is None:
            return day is None or post.date is None
        return in_zone(post.publish, self._readership.zone).date() < day


def _views(totals: Mapping[str, Reads], post: Post) -> int:
    return totals[post.path].views if post.path in totals else 0
