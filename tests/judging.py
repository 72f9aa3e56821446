"""Judged queries over real blogs: which posts should be found, and how well a search finds them."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

from blogctl.blog.blog import Blog
from blogctl.content.search import Manner

TABLE = Path(__file__).with_name("judged_queries.tsv")
CORPORA = Path(__file__).parents[2] / "shared" / "corpora"
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
# Which corpus, and which part of it, a blog of the table is.
BLOGS = {
    "fr": ("hugo", "content"),
    "en": ("hugo", "content"),
    "eleventy": ("eleventy", "src/blog"),
}
MISSPELT = "misspelt"
TOP = 10


class Judged(NamedTuple):
    """A query, and the ends of the paths that it should find; or the word to be suggested."""

    kind: str
    blog: str
    query: str
    posts: tuple[str, ...]

    @property
    def words(self) -> list[str]:
        """The words as a shell hands them over."""
        found = re.findall(r'"[^"]+"|\S+', self.query)
        return [word.strip('"') for word in found]

    @property
    def scope(self) -> str:
        """Where its posts lie, relative to the corpus."""
        folder = BLOGS[self.blog][1]
        return folder if self.blog == "eleventy" else f"{folder}/{self.blog}"


class Quality(NamedTuple):
    """The mean of 1/rank of the first right answer, and the share of right ones in the top 10."""

    rank: float
    recall: float


Search = Callable[[Judged], Sequence[str]]


def table() -> list[Judged]:
    """Return the judged queries."""
    lines = TABLE.read_text("utf-8").splitlines()[1:]
    rows = [line.split("\t") for line in lines]
    return [Judged(kind, blog, query, tuple(posts.split(" "))) for kind, blog, query, posts in rows]


def queries() -> list[Judged]:
    """Return those that should find posts."""
    return [one for one in table() if one.kind != MISSPELT]


@cache
def corpus(name: str) -> Blog:
    """Return a blog of the corpora."""
    return Blog.open(CORPORA / name, NOW, cached=False)


def ours(one: Judged) -> list[str]:
    """Return the paths that blogctl finds, the best first."""
    blog = corpus(BLOGS[one.blog][0])
    query = blog.query([*one.words, f"path:{one.scope}"])
    return [hit.post.path for hit in blog.search(query, Manner())]


def quality(found: Iterable[tuple[Judged, Sequence[str]]]) -> Quality:
    """Return how good the paths *found* for each query are."""
    ranks, recalls = [], []
    for one, paths in found:
        ends = [path.rsplit(".", 1)[0] for path in paths]
        right = [any(end.endswith(f"/{post}") for post in one.posts) for end in ends]
        ranks.append(1 / (right.index(True) + 1) if True in right else 0.0)
        recalls.append(sum(right[:TOP]) / len(one.posts))
    return Quality(sum(ranks) / len(ranks), sum(recalls) / len(recalls))
