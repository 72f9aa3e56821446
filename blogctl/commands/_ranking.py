"""How `top` ranks posts: by their readers, or by a figure of their own."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from blogctl.blog.blog import Blog, unread
from blogctl.blog.ranking import DayRange, Ranking, last_year, most_read, year_and_all_time
from blogctl.blog.readership import Readership
from blogctl.content.dates import in_zone
from blogctl.content.post import Post
from blogctl.content.query import Query
from blogctl.content.tops import Figure, Top, table, top
from blogctl.errors import BadUsage

if TYPE_CHECKING:
    from blogctl.content.comments import Comment

READ = ("views", "readers")
OWN = ("words", "links", "comments")
BY = (*READ, *OWN)
Sort = Literal["rising", "evergreen", "forgotten", "by-tag"]
# What rises does so over a season.
_SEASON = "3m.."


class Ask(NamedTuple):
    """What is asked of the table of posts: *by* what, of which days, which *sorts*, how many."""

    by: str | None
    since: str | None
    until: str | None
    sorts: tuple[Sort, ...]
    most: int

    @property
    def is_plain(self) -> bool:
        """Nothing is asked."""
        return self.by is None and self.since is None and self.until is None and not self.sorts


def shows_views(blog: Blog, kinds: Sequence[str], ask: Ask) -> bool:
    """Say whether the table of posts is ranked here: anything is asked of it, or views are known.

    Raise BadUsage where views are asked for and none are known.
    """
    if ask.by in OWN:
        return True
    known = Readership(blog).is_known
    if not (known or ask.is_plain):
        unread(blog)
    return known and (not kinds or "posts" in kinds)


def ranked(blog: Blog, query: Query, ask: Ask) -> list[Top]:
    """Return the tables that are asked for, of the posts that *query* means."""
    today = in_zone(blog.now, blog.conventions.zone).date()
    days = _days(blog, ask.since, ask.until, today)
    if ask.by in OWN:
        return [_of_own(blog, blog.find(query, texts=True), ask, days)]
    readership = Readership(blog)
    if ask.sorts:
        ranking = Ranking(readership, blog.find(query), today, ask.most)
        return [_sorted_out(blog, ranking, sort, days, today) for sort in ask.sorts]
    # Of all posts it is quicker to ask their titles alone.
    whole = query.is_empty and query.limit is None
    posts = blog.index.titles() if whole else blog.find(query)
    by = ask.by or "views"
    if days is not None:
        return [most_read(readership, posts, days, ask.most, by=by)]
    return year_and_all_time(readership, posts, today, ask.most, by=by)


def _sorted_out(
    blog: Blog, ranking: Ranking, sort: Sort, days: DayRange | None, today: date
) -> Top:
    if sort == "by-tag":
        return ranking.by_tag(days or last_year(today))
    if sort == "rising":
        season = days or _days(blog, _SEASON, None, today)
        assert season is not None
        if season.first is None:
            raise BadUsage("what rises, rises since a day", hint="--rising --since 3m")
        return ranking.rising(season)
    if days is not None:
        raise BadUsage(f"--{sort} is about the last twelve months", hint="leave out --since")
    return ranking.evergreen() if sort == "evergreen" else ranking.forgotten()


def _of_own(blog: Blog, posts: Sequence[Post], ask: Ask, days: DayRange | None) -> Top:
    """Return posts ranked by a figure of their own; days are those that they are dated in."""
    assert ask.by
    dated = [post for post in posts if days is None or _is_in(post, days, blog)]
    if ask.by == "comments":
        from blogctl.blog.commenting import by_post

        left = by_post(blog, comments_of(blog))
        figures = [Figure(post.name, len(left.get(post.path, ())), post.path) for post in dated]
        found = table(Top("posts", "comments", ()), figures, most=ask.most)
    else:
        found = top(ask.by, dated, blog.links, most=ask.most)
    period = days.text if days else ""
    return found._replace(kind="posts", title=f"Posts by {ask.by}", period=period)


def comments_of(blog: Blog, *, needed: bool = True) -> "list[Comment]":
    """Return what readers wrote, where the settings or the generator say it lies.

    Raise BadUsage where nothing says so and it is *needed*, CannotRead.
    """
    from blogctl.importers.comments import USUAL, read_comments

    told = str(blog.settings.get("comments") or "")
    usual = [path for path in USUAL if (blog.root / path).is_dir()]
    if told or usual:
        return read_comments(blog.root / (told or usual[0]))
    if needed:
        hint = "blogctl config comments FILE, an export of Disqus or WordPress, or a folder"
        raise BadUsage("no comments are known of this blog", hint=hint)
    return []


def _is_in(post: Post, days: DayRange, blog: Blog) -> bool:
    day = in_zone(post.date, blog.conventions.zone).date() if post.date else None
    return day is not None and (days.first or day) <= day < (days.after or date.max)


def _days(blog: Blog, since: str | None, until: str | None, today: date) -> DayRange | None:
    """Return the days that are asked for, None for none; they end today unless told."""
    if since is None and until is None:
        return None
    zone = blog.conventions.zone
    first = _date(blog.period(since).start, zone) if since else None
    end = blog.period(until).end if until else None
    after = _date(end - timedelta(microseconds=1), zone) if end else today
    if first and after and first > after:
        raise BadUsage("these days end before they begin", hint="--since 2026-01 --until 2026-06")
    return DayRange(first, (after or today) + timedelta(1))


def _date(moment: datetime | None, zone: object) -> date | None:
    return in_zone(moment, zone).date() if moment else None  # type: ignore[arg-type]
