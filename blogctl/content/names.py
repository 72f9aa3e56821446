"""Names that posts carry, tags first of all: their use, and the edits that give and take them."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from blogctl.content.dialect import Key, parted
from blogctl.content.document import Document
from blogctl.content.edits import Edit, add_to, in_turn, remove_from, rename_in
from blogctl.content.folding import fold_name
from blogctl.content.front_matter import read_fields, spelt, value_at
from blogctl.content.post import Post, texts

TAGS: tuple[Key, ...] = (("tags",),)


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


def tagged(tags: Sequence[str], fields: Sequence[Key] = TAGS) -> Edit:
    """Return the edit that gives a post *tags*; one it has in another spelling counts as had.

    *fields* are those that may hold tags; new ones go into the first that the post has.
    """

    def edit(document: Document) -> Document:
        held = _names_in(document, fields)
        folded = {fold_name(name) for names in held.values() for name in names}
        key = next((key for key, names in held.items() if names), next(iter(held)))
        new = [tag for tag in tags if fold_name(tag) not in folded]
        return in_turn([add_to(key, tag) for tag in new])(document)

    return edit


def untagged(tags: Sequence[str], fields: Sequence[Key] = TAGS) -> Edit:
    """Return the edit that takes *tags* from a post, however it spells them."""

    def edit(document: Document) -> Document:
        folded = {fold_name(tag) for tag in tags}
        going = [
            remove_from(key, name)
            for key, names in _names_in(document, fields).items()
            for name in names
            if fold_name(name) in folded
        ]
        return in_turn(going)(document)

    return edit


def renamed(old: Sequence[str], new: str, fields: Sequence[Key] = TAGS) -> Edit:
    """Return the edit that calls the names *old*, however they are spelt, by the name *new*.

    Where the post has *new* already, in whatever spelling, the old ones are taken out.
    """

    def edit(document: Document) -> Document:
        going = {fold_name(name) for name in old}
        for key, names in _names_in(document, fields).items():
            # A name that is only spelt anew stands for itself.
            had = any(name == new or fold_name(name) == fold_name(new) not in going
                      for name in names)  # fmt: skip
            for name in names:
                if fold_name(name) in going and name != new:
                    change = remove_from(key, name) if had else rename_in(key, name, new)
                    document, had = change(document), True
        return document

    return edit


def carriers(
    posts: Sequence[Post], names: Callable[[Post], Sequence[str]]
) -> dict[str, frozenset[str]]:
    """Return the paths of the posts that carry each name."""
    found: dict[str, set[str]] = {}
    for post in posts:
        for name in names(post):
            found.setdefault(name, set()).add(post.path)
    return {name: frozenset(paths) for name, paths in found.items()}


def _names_in(document: Document, keys: Sequence[Key]) -> dict[Key, tuple[str, ...]]:
    """Return the names that each of *keys*, as this document spells it, holds."""
    fields = read_fields(document)
    dialect = document.dialect
    found = [spelt(fields, key, any_case=dialect.any_case) for key in keys]
    return {key: names_of(value_at(fields, key), dialect.separator) for key in found}


def names_of(value: object, separator: str) -> tuple[str, ...]:
    """Return the names in a field's value: a list's items, or those that a text holds."""
    if isinstance(value, str):
        return tuple(parted(value, separator))
    return texts(value)
