"""Names that posts carry, tags first of all: their use, and the edits that give and take them."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from blogctl.content.document import Document
from blogctl.content.edits import Edit, add_to, in_turn, remove_from
from blogctl.content.folding import fold_name
from blogctl.content.front_matter import read_fields, written_key
from blogctl.content.post import Post, texts

TAGS = "tags"


class NameUse(NamedTuple):
    """A name, how many posts carry it, the dates of the first and the last."""

    name: str
    posts: int
    first: datetime | None
    last: datetime | None


def name_uses(posts: Sequence[Post], names: Callable[[Post], Sequence[str]]) -> list[NameUse]:
    """Return the use of each name, the most used first."""
    carriers: dict[str, list[Post]] = {}
    for post in posts:
        for name in dict.fromkeys(names(post)):
            carriers.setdefault(name, []).append(post)
    uses = [_use(name, having) for name, having in carriers.items()]
    return sorted(uses, key=lambda use: (-use.posts, fold_name(use.name)))


def _use(name: str, posts: list[Post]) -> NameUse:
    dates = sorted((post.date for post in posts if post.date), key=datetime.timestamp)
    return NameUse(name, len(posts), dates[0] if dates else None, dates[-1] if dates else None)


def tagged(tags: Sequence[str], field: str = TAGS) -> Edit:
    """Return the edit that gives a post *tags*; one it has in another spelling counts as had."""

    def edit(document: Document) -> Document:
        key, had = _names_in(document, field)
        folded = {fold_name(name) for name in had}
        new = [tag for tag in tags if fold_name(tag) not in folded]
        return in_turn([add_to(key, tag) for tag in new])(document)

    return edit


def untagged(tags: Sequence[str], field: str = TAGS) -> Edit:
    """Return the edit that takes *tags* from a post, however it spells them."""

    def edit(document: Document) -> Document:
        key, had = _names_in(document, field)
        folded = {fold_name(tag) for tag in tags}
        going = [name for name in had if fold_name(name) in folded]
        return in_turn([remove_from(key, name) for name in going])(document)

    return edit


def _names_in(document: Document, field: str) -> tuple[str, tuple[str, ...]]:
    """Return the key of *field* as this document writes it, and its names."""
    fields = read_fields(document)
    key = written_key(fields, field)
    return key, texts(fields.get(key))
