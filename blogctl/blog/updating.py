"""Fields of posts updated: what is wished for, made out by what the blog has, and planned."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from blogctl.blog.blog import Blog
from blogctl.blog.guarding import guarded
from blogctl.blog.naming import KINDS, rules_of
from blogctl.blog.naming import Kind as NameKind
from blogctl.content.change import Plan
from blogctl.content.dialect import Key, Value
from blogctl.content.document import Document
from blogctl.content.keys import Keys, Kind, Known, keys_for, kind_of, values_at
from blogctl.content.names import NameForm, names_of
from blogctl.content.post import Post
from blogctl.content.updating import (
    Typed,
    Wish,
    check_apart,
    check_list,
    edit_for,
    items_of,
    value_for,
)

_DATES = ("date", "updated", "expires")


def plan_update(blog: Blog, posts: Sequence[Post], asked: Sequence[Typed], *, new: bool) -> Plan:
    """Return the plan that updates the fields of *posts* as *asked*; *new* fields may be made.

    Raise BadUsage for a field that there is not, a value that it never has, or two wishes about
    one field. A post that would be shown to readers by it fails.
    """
    known = known_fields(blog)
    pairs = [(one, _wish(blog, known, one, new=new)) for one in asked]
    check_apart(pairs)
    edit = edit_for([wish for _, wish in pairs], name_forms(blog))
    return blog.revise(posts, guarded(blog, lambda post, document: edit(document)))


def name_forms(blog: Blog) -> dict[Key, NameForm]:
    """Return how each field that holds names does so, by its key in lower case."""
    concepts = [kind.field for kind in KINDS.values()]
    fields = [field for concept in concepts for field in blog.engine.names.holding(concept)]
    return {_lowered(field.key): field.form for field in fields}


class NamesTyped(NamedTuple):
    """Names typed as the value of a field, and what parts them there."""

    kind: NameKind
    names: list[str]
    glue: str


def names_typed(blog: Blog, key: str, text: str, *, added: bool) -> NamesTyped | None:
    """Return the names that *text* gives the field *key*; None where the blog has no rules for it.

    *added*: they are to come to those that the field holds.
    """
    ruled = [kind for kind in KINDS.values() if rules_of(blog, kind)]
    if not ruled or not text.strip():
        return None
    known = known_fields(blog)
    keys = keys_for(key, known, new=True)
    kind = next((one for one in ruled if _holds(known, keys, one.field)), None)
    if kind is None:
        return None
    if added or kind.field == "tags" or kind_in(known, keys) == "list" or text.startswith("["):
        return NamesTyped(kind, items_of(text), ",")
    apart = name_forms(blog).get(_lowered(keys[0])) in ("list", "text")
    separator = _blank(blog).dialect.separator if apart else ""
    return NamesTyped(kind, list(names_of(text, separator)), separator)


def _blank(blog: Blog) -> Document:
    """Return the document that a new post starts from."""
    return blog.engine.cut(f"{blog.engine.home}/new.md", blog.engine.blank)


def known_fields(blog: Blog) -> Known:
    """Return what *blog* and its generator know of fields."""
    engine = blog.engine
    concepts = engine.names._asdict()
    custom, _ = concepts.pop("custom"), concepts.pop("forms")
    if engine.language_field:
        concepts["lang"] = tuple(dict.fromkeys((*concepts["lang"], (engine.language_field,))))
    return Known(blog.posts, concepts, custom, _blank(blog).dialect.any_case)


def kind_in(known: Known, keys: Keys) -> Kind:
    """Return what kind of value the fields *keys* hold; '' where that is open."""
    if _holds(known, keys, *_DATES):
        return "date"
    if keys[0][-1] in ("draft", "published") and _holds(known, keys, "status"):
        return "flag"
    return kind_of(values_at(known, keys))


def _holds(known: Known, keys: Keys, *concepts: str) -> bool:
    """Say whether one of *keys* holds one of *concepts* to the generator."""
    theirs = {_lowered(key) for name in concepts for key in known.concepts[name]}
    return any(_lowered(key) in theirs for key in keys)


def _lowered(key: Key) -> Key:
    return tuple(part.lower() for part in key)


def _wish(blog: Blog, known: Known, asked: Typed, *, new: bool) -> Wish:
    keys = keys_for(asked.key, known, new=new)
    if asked.verb == "unset":
        return Wish("unset", keys)
    kind = kind_in(known, keys)
    if asked.verb == "set":
        return Wish("set", keys, value=_value(blog, known, asked, keys))
    named = _holds(known, keys, "tags", "categories", "series", "authors")
    check_list(asked, keys[0], kind, named=named or _holds(known, keys, "aliases"))
    return Wish(asked.verb, keys, items=tuple(items_of(asked.text)), folded=named)


def _value(blog: Blog, known: Known, asked: Typed, keys: Keys) -> Value:
    kind, values = kind_in(known, keys), values_at(known, keys)
    if kind != "date":
        return value_for(asked, keys[0], "list" if _holds(known, keys, "tags") else kind, values)
    when = blog.moment(asked.text)
    # A field of the author's own that only ever names a day goes on doing so.
    if not _holds(known, keys, *_DATES) and all(map(_is_day, values)):
        return when.date()
    return blog.engine.date_value(when)


def _is_day(value: object) -> bool:
    return not isinstance(value, datetime) and len(str(value)) == len("2026-03-15")
