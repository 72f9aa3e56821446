"""Top tables: the most used names, and the posts that are first in something."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from blogctl.content.post import Post

if TYPE_CHECKING:
    from blogctl.content.links import LinkMap


class Figure(NamedTuple):
    """What a name, or the post at *path*, has of what is ranked."""

    name: str
    figure: int
    path: str = ""

    @property
    def key(self) -> str:
        """What tells it from others."""
        return self.path or self.name


class Row(NamedTuple):
    """A line of a top table: *path* is '' where it is about a name, not a post.

    *was* is its rank in the period before, *before* its figure then; None where it had none.
    """

    rank: int
    name: str
    figure: int
    share: float
    path: str = ""
    was: int | None = None
    before: int | None = None


class Top(NamedTuple):
    """A top table: what it ranks, what its figures count, its rows, the best first.

    A row's share is of the sum over all that was ranked, shown or not. *title* is '' where the
    kind says it all, *period* the days that it is of, as `2025-11-26..`. *moves* says that ranks
    are told beside those of the period before.
    """

    kind: str
    unit: str
    rows: tuple[Row, ...]
    title: str = ""
    period: str = ""
    moves: bool = False


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


def top(kind: str, posts: Sequence[Post], links: "LinkMap", *, most: int) -> Top:
    """Return the top table *kind*, one of KINDS, of *posts*, with at most *most* rows.

    `links` ranks by the posts that link to each; `posts` by the links both ways, its place in
    the web of the blog.
    """
    if kind in NAMES:
        counts = Counter(name for post in posts for name in dict.fromkeys(NAMES[kind](post)))
        return table(Top(kind, "posts", ()), [Figure(*one) for one in counts.items()], most=most)
    unit, figure = FIGURES.get(kind) or (_LINKED[kind][0], _bound(kind, links))
    figures = [Figure(post.name, figure(post), post.path) for post in posts]
    return table(Top(kind, unit, ()), figures, most=most)


_LINKED: Mapping[str, tuple[str, Callable[["LinkMap", Post], int]]] = {
    "links": ("links", lambda links, post: len(links.links_to(post))),
    "posts": ("links", lambda links, post: len(links.links_to(post))
              + len(links.links_from(post))),
}  # fmt: skip


def _bound(kind: str, links: "LinkMap") -> Callable[[Post], int]:
    figure = _LINKED[kind][1]
    return lambda post: figure(links, post)


def table(
    top: Top, figures: Iterable[Figure], *, most: int, before: Mapping[str, int] | None = None
) -> Top:
    """Return *top* with its rows: those of *figures* that are more than 0, the highest first.

    *before* are the figures of the period before, by path, or by name.
    """
    ordered = sorted(
        (one for one in figures if one.figure > 0),
        key=lambda one: (-one.figure, one.name.lower(), one.path),
    )
    total = sum(one.figure for one in ordered)
    ranks = _ranks(before or {}) if top.moves else {}
    rows = (
        Row(rank, one.name, one.figure, round(one.figure / total, 4), one.path,
            ranks.get(one.key), (before or {}).get(one.key))
        for rank, one in enumerate(ordered[:most], start=1)
    )  # fmt: skip
    return top._replace(rows=tuple(rows))


def _ranks(figures: Mapping[str, int]) -> dict[str, int]:
    """Return the rank of each that has any: those with as many share one."""
    ordered = sorted((figure for figure in figures.values() if figure > 0), reverse=True)
    first = {figure: rank for rank, figure in reversed(list(enumerate(ordered, start=1)))}
    return {key: first[figure] for key, figure in figures.items() if figure > 0}
