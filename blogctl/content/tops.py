"""Top tables: the most used names, and the posts that are first in something."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from blogctl.content.links import LinkMap
from blogctl.content.post import Post


class Row(NamedTuple):
    """A line of a top table: *path* is '' where it is about a name, not a post."""

    rank: int
    name: str
    figure: int
    share: float
    path: str = ""


class Top(NamedTuple):
    """A top table: what it ranks, what its figures count, its rows, the best first.

    A row's share is of the sum over all that was ranked, shown or not.
    """

    kind: str
    unit: str
    rows: tuple[Row, ...]


Names = Callable[[Post], Sequence[str]]
NAMES: Mapping[str, Names] = {
    "tags": lambda post: post.tags,
    "categories": lambda post: post.categories,
    "series": lambda post: post.series,
    "authors": lambda post: post.authors,
}
FIGURES: Mapping[str, tuple[str, Callable[[Post], int]]] = {
    "words": ("words", lambda post: post.words),
    "images": ("images", lambda post: len(post.images)),
}
KINDS = (*NAMES, *FIGURES, "links", "posts")


def top(kind: str, posts: Sequence[Post], links: LinkMap, *, most: int) -> Top:
    """Return the top table *kind*, one of KINDS, of *posts*, with at most *most* rows.

    `links` ranks by the posts that link to each; `posts` by the links both ways, its place in
    the web of the blog.
    """
    if kind in NAMES:
        counts = Counter(name for post in posts for name in dict.fromkeys(NAMES[kind](post)))
        return Top(kind, "posts", _rows([(name, n, "") for name, n in counts.items()], most))
    unit, figure = FIGURES.get(kind) or (_LINKED[kind][0], _bound(kind, links))
    figures = [(post.name, figure(post), post.path) for post in posts]
    return Top(kind, unit, _rows([row for row in figures if row[1]], most))


_LINKED: Mapping[str, tuple[str, Callable[[LinkMap, Post], int]]] = {
    "links": ("links", lambda links, post: len(links.links_to(post))),
    "posts": ("links", lambda links, post: len(links.links_to(post))
              + len(links.links_from(post))),
}  # fmt: skip


def _bound(kind: str, links: LinkMap) -> Callable[[Post], int]:
    figure = _LINKED[kind][1]
    return lambda post: figure(links, post)


def _rows(figures: list[tuple[str, int, str]], most: int) -> tuple[Row, ...]:
    total = sum(figure for _, figure, _ in figures)
    ordered = sorted(figures, key=lambda row: (-row[1], row[0].lower(), row[2]))
    return tuple(
        Row(rank, name, figure, round(figure / total, 4), path)
        for rank, (name, figure, path) in enumerate(ordered[:most], start=1)
    )
