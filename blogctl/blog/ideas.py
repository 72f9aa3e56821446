"""What to write next: what readers, drafts and series of a blog tell of it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from blogctl.blog.blog import Blog
from blogctl.blog.commenting import by_post
from blogctl.blog.ranking import YEAR
from blogctl.blog.readership import NONE, Readership
from blogctl.blog.scheduling import slots_of, taken_times
from blogctl.blog.unmatched import mended
from blogctl.content import ideas
from blogctl.content.comments import Comment
from blogctl.content.dates import in_zone
from blogctl.content.ideas import Aged, Idea
from blogctl.content.periods import add_months
from blogctl.content.post import Post
from blogctl.content.slots import free_slots
from blogctl.content.statistics import statistics
from blogctl.errors import BadQuery

# How often, by name and status.
Beside = Mapping[tuple[str, str], int]
# So many searches, and addresses, are looked up, the most frequent of them.
_LOOKED_UP = 100


class Pace(NamedTuple):
    """How often posts come out: days since the last, the usual gap, the next free slot."""

    days_since_last: int | None
    usual_gap: float | None
    next_slot: str


def ideas_for(
    blog: Blog, posts: Sequence[Post], comments: Sequence[Comment]
) -> tuple[list[Idea], Pace]:
    """Return what to write next, told by *posts* and by *comments*, and the rhythm."""
    today = in_zone(blog.now, blog.engine.zone).date()
    figures = statistics(posts, blog.now, blog.engine.zone)
    readership = Readership(blog)
    aged = list(_aged(blog, posts, readership, today))
    drafts = [post for post in posts if post.status == "draft"]
    known = {post.path: post for post in posts}
    left = by_post(blog, comments)
    coming = [post for post in posts if post.status in ("draft", "scheduled")]
    since = f"{add_months(today.replace(day=1), 1 - YEAR):%Y-%m}"
    found = [
        *ideas.searches(*_searched(blog, readership.beside("search", since))),
        *ideas.lost(_lost(blog, readership.beside("unmatched", since))),
        *ideas.tags(aged, today),
        *ideas.series(aged, {name for post in coming for name in post.series}, today),
        *ideas.updates(aged, today),
        *ideas.drafts(drafts, figures.median_words, queue=bool(blog.settings.get("queue"))),
        *ideas.questions(
            {path: [(one.day, one.text) for one in told]
             for path, told in left.items() if path in known}, known, today,
        ),
    ]  # fmt: skip
    rhythm = figures.rhythm
    return found, Pace(rhythm.days_since_last, rhythm.median_gap, _next_slot(blog))


def _aged(blog: Blog, posts: Sequence[Post], readership: Readership, today: date) -> Iterable[Aged]:
    totals = readership.totals(add_months(today, -YEAR), today + timedelta(1))
    for post in posts:
        if post.status == "published" and post.date:
            day = in_zone(post.date, blog.engine.zone).date()
            updated = in_zone(post.updated, blog.engine.zone).date() if post.updated else day
            yield Aged(post, day, max(day, updated), totals.get(post.path, NONE).views)


def _searched(
    blog: Blog, beside: Mapping[tuple[str, str], int]
) -> tuple[dict[str, int], dict[str, str]]:
    """Return what was searched for, how often, and which of it posts have."""
    terms = {name: hits for (name, _), hits in beside.items()}
    most = sorted(terms, key=lambda term: (-terms[term], term))[:_LOOKED_UP]
    answers = {term: _answer(blog, term) for term in most}
    answered = {term: answer for term, answer in answers.items() if answer is not None}
    return {term: terms[term] for term in most}, answered


def _answer(blog: Blog, term: str) -> str | None:
    """Return '' where a live post has the words of *term*, the path of a draft, None for none."""
    words = [f"text:{word}" for word in re.findall(r"\w+", term)]
    if not words:
        return ""
    try:
        found = blog.find(blog.query(words))
    except BadQuery:
        return ""
    if any(post.status in ("published", "expired", "scheduled") for post in found):
        return ""
    return found[0].path if found else None


def _lost(blog: Blog, beside: Beside) -> Mapping[str, tuple[int, str, str]]:
    rows = [row for row in beside.items() if row[0][1] in ("404", "410")]
    rows.sort(key=lambda row: (-row[1], row[0]))
    found = mended(blog, rows, _LOOKED_UP)
    return {row.address: (row.hits, row.path, row.command) for row in found}


def _next_slot(blog: Blog) -> str:
    """Return the next free slot of the queue, as ISO 8601; '' where there is no queue."""
    if not blog.settings.get("queue"):
        return ""
    taken = set(taken_times(blog).values())
    free = free_slots(slots_of(blog), taken, blog.now, blog.engine.zone)
    slot = next(iter(free), None)
    return in_zone(slot, blog.engine.zone).isoformat() if slot else ""
