"""The post about the best of a year: made new, or its tables made anew."""

from collections.abc import Sequence
from datetime import date

from blogctl.blog.blog import Blog
from blogctl.blog.creating import plan_draft
from blogctl.blog.link_habit import LinkHabit
from blogctl.blog.ranking import DayRange, all_time, most_read
from blogctl.blog.readership import Readership
from blogctl.content import best_of
from blogctl.content.best_of import Figures
from blogctl.content.change import Change, Plan
from blogctl.content.dates import in_zone
from blogctl.content.document import Document
from blogctl.content.drafting import Draft
from blogctl.content.moves import Page
from blogctl.content.post import Post
from blogctl.content.tops import Top
from blogctl.errors import BadUsage

MOST = 10


def plan_best_of(blog: Blog, year: int, most: int = MOST) -> Plan:
    """Return the plan of the post about *year*: a new draft, or the one there is, tables anew.

    Raise BadUsage where nothing was read in that year, SlugTaken where a post without tables is
    in its place.
    """
    readership = Readership(blog)
    whole = DayRange(date(year, 1, 1), date(year + 1, 1, 1))
    ever = all_time(date(year, 12, 31))
    tops = tuple(most_read(readership, blog.posts, days, most) for days in (whole, ever))
    if not tops[0].rows:
        hint = "blogctl views import LOG counts them"
        raise BadUsage(f"no views are known of {year}", hint=hint)
    figures = _figures(blog, readership, year, whole)
    known = next((post for post in blog.posts if _is_it(post, year)), None)
    if known is None:
        return _new(blog, figures, tops)
    lang = known.lang or blog.engine.language
    block = _made(blog, figures, tops, Page(known.path, known.url), lang)
    return blog.plan([known], lambda document: _anew(document, block, year))


def _is_it(post: Post, year: int) -> bool:
    near = post.date is None or post.date.year in (year, year + 1)
    return near and best_of.is_about(post.text.source, year)


def _new(blog: Blog, figures: Figures, tops: Sequence[Top]) -> Plan:
    year, lang = figures.year, blog.engine.language
    draft = Draft(
        title=best_of.title_of(year, lang), tags=[], categories=[], series=None, date=None,
        slug=best_of.slug_of(year, lang), lang=None, fields={}, body=b"", bundle=None,
        publish=False,
    )  # fmt: skip
    plan = plan_draft(blog, draft)
    # Where the post is to be says how its links are written.
    block = _made(blog, figures, tops, Page(plan.posts[0], ""), lang)
    text = f"{best_of.opening_of(lang)}\n\n{block}\n"
    return plan._replace(changes=tuple(_with_text(blog, change, text) for change in plan.changes))


def _with_text(blog: Blog, change: Change, text: str) -> Change:
    """Return *change* with *text* at the end of a new post; a sidecar stays as it is."""
    if change.post or change.after is None:
        return change
    document = blog.engine.cut(change.path, change.after)
    body = document.body.rstrip(b"\n")
    written = document._replace(body=(body + b"\n\n" if body else b"\n") + text.encode())
    return change._replace(after=written.files(change.path)[change.path])


def _anew(document: Document, block: str, year: int) -> Document:
    text = document.body.decode("utf-8", "surrogateescape")
    anew = best_of.made_anew(text, block, year)
    return document._replace(body=anew.encode("utf-8", "surrogateescape"))


def _made(blog: Blog, figures: Figures, tops: Sequence[Top], place: Page, lang: str) -> str:
    habit = LinkHabit(blog, place)
    posts = {post.path: post for post in blog.posts}
    return best_of.made(figures, tops, lambda path: habit.link(posts[path]), lang)


def _figures(blog: Blog, readership: Readership, year: int, days: DayRange) -> Figures:
    out = [
        post for post in blog.posts
        if post.date and post.status in ("published", "expired")
        and in_zone(post.date, blog.engine.zone).year == year
    ]  # fmt: skip
    totals = readership.totals(*days)
    months = {
        month: sum(reads.views for reads in posts.values())
        for month, posts in readership.by_month.items()
        if month.startswith(f"{year:04}-")
    }
    busiest = max(months, key=lambda month: months[month], default="")
    return Figures(
        year,
        posts=len(out),
        words=sum(post.words for post in out),
        views=sum(reads.views for reads in totals.values()),
        readers=sum(reads.readers for reads in totals.values()),
        month=int(busiest[5:]) if busiest else 0,
        month_views=months.get(busiest, 0),
    )
