"""What posts have in common: how many of them are of a tag, a year, a series."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from blogctl.content.folding import fold_name
from blogctl.content.post import Post


class Facet(NamedTuple):
    """A *name* of a *facet*, how many posts are of it, and the *term* of a query for them."""

    facet: str
    name: str
    count: int  # type: ignore[assignment]  # it is called so in every table of names
    term: str


_FACETS: dict[str, tuple[str, Callable[[Post], Iterable[str]]]] = {
    "tags": ("tag", lambda post: post.tags),
    "years": ("date", lambda post: [f"{post.date:%Y}"] if post.date else []),
    "series": ("series", lambda post: post.series),
}


def facets_of(posts: Sequence[Post], limit: int | None = None) -> list[Facet]:
    """Return the facets of *posts*, of each the most frequent names first, at most *limit*."""
    found: list[Facet] = []
    for facet, (field, names_of) in _FACETS.items():
        spelt: dict[str, str] = {}
        counts: Counter[str] = Counter()
        for post in posts:
            names = {fold_name(name): name for name in names_of(post)}
            counts.update(names.keys())
            for key, name in names.items():
                spelt.setdefault(key, name)
        ordered = sorted(counts, key=lambda key: (-counts[key], key))
        found += [
            Facet(facet, spelt[key], counts[key], f"{field}:{spelt[key]}")
            for key in ordered[:limit]
        ]
    return found
