"""Names that posts carry, tags first of all: their use, and the edits that give and take them."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Literal, NamedTuple

from blogctl.content.dialect import Key, parted
from blogctl.content.document import Document
from blogctl.content.edits import Edit, add_to, in_turn, remove_from, rename_in, set_to
from blogctl.content.folding import fold_name
from blogctl.content.front_matter import read_fields, spelt, value_at
from blogctl.content.post import Post, texts
from blogctl.errors import CannotEdit

# How a field holds names: in a list, or a text that the dialect parts; in a text by habit; in a
# text that is one name, whatever it holds, or a list; in a text that is all that there can be.
NameForm = Literal["list", "text", "whole", "lone"]


class NameField(NamedTuple):
    """A field that holds names, and the form that they have there."""

    key: Key
    form: NameForm = "list"


TAGS: tuple[NameField, ...] = (NameField(("tags",)),)


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


def tagged(tags: Sequence[str], fields: Sequence[NameField] = TAGS) -> Edit:
    """Return the edit that gives a post *tags*; one it has in another spelling counts as had.

    *fields* are those that may hold tags; new ones go into the first that the post has. The edit
    raises CannotEdit where that would be a second name in a field that holds one.
    """

    def edit(document: Document) -> Document:
        held = _names_in(document, fields)
        folded = {fold_name(name) for names in held.values() for name in names}
        field = next((field for field, names in held.items() if names), next(iter(held)))
        new = [tag for tag in tags if fold_name(tag) not in folded]
        return in_turn(_additions(field, new, held[field]))(document)

    return edit


def _additions(field: NameField, new: Sequence[str], held: Sequence[str]) -> list[Edit]:
    """Return the edits that put *new* names into *field*, which holds others, or none."""
    if field.form == "lone" and new and len(held) + len(new) > 1:
        name = ".".join(field.key)
        message = f"'{name}' holds one name" + (f", here '{held[0]}'" if held else "")
        raise CannotEdit(message, hint=f"'blogctl update POST --set {name}=NAME' gives another")
    edits = [_within(field, add_to(field.key, name)) for name in new]
    if edits and field.form != "list" and not held:
        edits[0] = set_to(field.key, new[0])
    return edits


def untagged(tags: Sequence[str], fields: Sequence[NameField] = TAGS) -> Edit:
    """Return the edit that takes *tags* from a post, however it spells them."""

    def edit(document: Document) -> Document:
        folded = {fold_name(tag) for tag in tags}
        going = [
            _within(field, remove_from(field.key, name))
            for field, names in _names_in(document, fields).items()
            for name in dict.fromkeys(names)
            if fold_name(name) in folded
        ]
        return in_turn(going)(document)

    return edit


def renamed(old: Sequence[str], new: str, fields: Sequence[NameField] = TAGS) -> Edit:
    """Return the edit that calls the names *old*, however they are spelt, by the name *new*.

    Where the post has *new* already, in whatever spelling, the old ones are taken out.
    """

    def edit(document: Document) -> Document:
        going = {fold_name(name) for name in old}
        for field, names in _names_in(document, fields).items():
            key = field.key
            # A name that is only spelt anew stands for itself.
            had = any(name == new or fold_name(name) == fold_name(new) not in going
                      for name in names)  # fmt: skip
            for name in dict.fromkeys(names):
                if fold_name(name) in going and name != new:
                    change = remove_from(key, name) if had else rename_in(key, name, new)
                    document, had = _within(field, change)(document), True
        return document

    return edit


def _within(field: NameField, edit: Edit) -> Edit:
    """Return *edit* as it is made in *field*, where a text may be one name."""

    def whole(document: Document) -> Document:
        dialect = document.dialect
        undivided = document._replace(dialect=dialect._replace(separator=""))
        return edit(undivided)._replace(dialect=dialect)

    return whole if field.form in ("whole", "lone") else edit


def carriers(
    posts: Sequence[Post], names: Callable[[Post], Sequence[str]]
) -> dict[str, frozenset[str]]:
    """Return the paths of the posts that carry each name."""
    found: dict[str, set[str]] = {}
    for post in posts:
        for name in names(post):
            found.setdefault(name, set()).add(post.path)
    return {name: frozenset(paths) for name, paths in found.items()}


def _names_in(document: Document, fields: Sequence[NameField]) -> dict[NameField, tuple[str, ...]]:
    """Return the names that each of *fields*, as this document spells it, holds."""
    values, dialect = read_fields(document), document.dialect
    found: dict[NameField, tuple[str, ...]] = {}
    for field in fields:
        key = spelt(values, field.key, any_case=dialect.any_case)
        separator = "" if field.form in ("whole", "lone") else dialect.separator
        found[field._replace(key=key)] = names_of(value_at(values, key), separator)
    return found


def names_of(value: object, separator: str) -> tuple[str, ...]:
    """Return the names in a field's value: a list's items, or those that a text holds."""
    if isinstance(value, str):
        return tuple(parted(value, separator))
    return texts(value)
