"""Names that posts carry, tags first of all: their use, and the edits that give and take them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Literal, NamedTuple

from blogctl.content.dialect import Key, parted
from blogctl.content.document import Document
from blogctl.content.edits import Edit, add_to, in_turn, remove_from, rename_in, set_to
from blogctl.content.folding import fold_name
from blogctl.content.front_matter import line_of_item, read_fields, spelt, value_at
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
    """A name, how many posts carry it, the dates of the first and the last.

    *trend* is how many posts of the last twelve months carry it, less those of the twelve before.
    """

    name: str
    posts: int
    first: datetime | None
    last: datetime | None
    trend: int


def name_uses(
    posts: Sequence[Post], names: Callable[[Post], Sequence[str]], now: datetime
) -> list[NameUse]:
    """Return the use of each name as of *now*, the most used first."""
    carriers: dict[str, list[Post]] = {}
    for post in posts:
        for name in dict.fromkeys(names(post)):
            carriers.setdefault(name, []).append(post)
    uses = [_use(name, having, now) for name, having in carriers.items()]
    return sorted(uses, key=lambda use: (-use.posts, fold_name(use.name)))


def _use(name: str, posts: list[Post], now: datetime) -> NameUse:
    dates = sorted((post.date for post in posts if post.date), key=datetime.timestamp)
    year, before = year_before(now), year_before(year_before(now))
    trend = sum(year < date <= now for date in dates) - sum(before < date <= year for date in dates)
    first, last = (dates[0], dates[-1]) if dates else (None, None)
    return NameUse(name, len(posts), first, last, trend)


def year_before(moment: datetime) -> datetime:
    """Return the same moment a year earlier; 28 February for 29 February."""
    year = max(moment.year - 1, 1)
    try:
        return moment.replace(year=year)
    except ValueError:
        return moment.replace(year=year, day=28)


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
    if field.form == "lone" and new:
        check_lone(field.key, held, new)
    edits = [_within(field, add_to(field.key, name)) for name in new]
    if edits and field.form != "list" and not held:
        edits[0] = set_to(field.key, new[0])
    return edits


def check_lone(key: Key, held: Sequence[str], new: Sequence[str]) -> None:
    """Raise CannotEdit where *new* names beside those *held* are more than one: *key* holds one."""
    if len(held) + len(new) > 1:
        name = ".".join(key)
        message = f"'{name}' holds one name" + (f", here '{held[0]}'" if held else "")
        raise CannotEdit(message, hint=f"'blogctl update POST --set {name}=NAME' gives another")


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


def moved(
    names: Mapping[str, str], fields: Sequence[NameField], others: Sequence[NameField]
) -> Edit:
    """Return the edit that takes the keys of *names* from *fields*, and gives *others* the values.

    A post gets only what stands for the names that it has.
    """

    def edit(document: Document) -> Document:
        held = _names_in(document, fields).values()
        folded = {fold_name(name) for names in held for name in names}
        going = [name for name in names if fold_name(name) in folded]
        new = list(dict.fromkeys(names[name] for name in going))
        return in_turn([untagged(going, fields), tagged(new, others)])(document)

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


def line_of_name(document: Document, fields: Sequence[NameField], name: str) -> int | None:
    """Return the line in the file on which *name* stands in one of *fields*, None where in none."""
    for field, names in _names_in(document, fields).items():
        if name in names:
            return line_of_item(document, field.key[-1], name)
    return None


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
