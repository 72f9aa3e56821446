"""The fields of a post: one table for queries, sorting, columns, templates and JSON."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Literal, NamedTuple

from blogctl.content.folding import nearest
from blogctl.content.post import STATUSES, Post, Status
from blogctl.errors import BadQuery

Kind = Literal["part", "words", "whole", "tree", "choice", "date", "number", "path", "flag"]


class Field(NamedTuple):
    """A field: its name in output, how a query compares it, how its value is got from a Post.

    *kind* says what `field:value` means: a *part* of the text, whole *words* in order, the
    *whole* value, a *tree* of values parted by `/`, one of the *choices*, a *date*'s period, a
    *number* or range, a *path*. A *flag* is true or false.
    """

    name: str
    kind: Kind
    value: Callable[[Post], Any]
    choices: tuple[str, ...] = ()
    stable: bool = True


def _all_words(post: Post) -> str:
    reading = post.text.reading
    names = "\n".join((*post.tags, *post.categories, *post.series))
    return "\n".join((post.title, post.description, names, reading.plain, reading.code))


TRAITS: Mapping[str, Callable[[Post], bool]] = {
    "title": lambda post: bool(post.title),
    "tag": lambda post: bool(post.tags),
    "category": lambda post: bool(post.categories),
    "series": lambda post: bool(post.series),
    "author": lambda post: bool(post.authors),
    "summary": lambda post: bool(post.description),
    "date": lambda post: post.date is not None,
    "updated": lambda post: post.updated is not None,
    "expires": lambda post: post.expires is not None,
    "lang": lambda post: bool(post.lang),
    "image": lambda post: bool(post.images),
    "cover": lambda post: bool(post.cover),
    "link": lambda post: bool(post.links),
    "heading": lambda post: bool(post.text.headings),
    "code": lambda post: post.text.has_code,
}


def _has_status(state: Status, post: Post) -> bool:
    return post.status == state


STATES: Mapping[str, Callable[[Post], bool]] = {
    **{state: partial(_has_status, state) for state in STATUSES},
    "live": lambda post: post.status == "published",
    "bundle": lambda post: post.path.rsplit("/", 1)[-1].startswith("index."),
}

_FIELDS = (
    Field("path", "path", lambda post: post.path),
    Field("slug", "part", lambda post: post.slug),
    Field("title", "part", lambda post: post.title),
    Field("status", "choice", lambda post: post.status, STATUSES),
    Field("draft", "flag", lambda post: post.draft, ("true", "false")),
    Field("date", "date", lambda post: post.date),
    Field("publish", "date", lambda post: post.publish),
    Field("updated", "date", lambda post: post.updated),
    Field("expires", "date", lambda post: post.expires),
    Field("url", "part", lambda post: post.url),
    Field("lang", "whole", lambda post: post.lang),
    Field("tags", "tree", lambda post: post.tags),
    Field("categories", "tree", lambda post: post.categories),
    Field("series", "whole", lambda post: post.series),
    Field("authors", "part", lambda post: post.authors),
    Field("summary", "words", lambda post: post.summary),
    Field("words", "number", lambda post: post.words),
    Field("minutes", "number", lambda post: post.minutes),
    Field("links", "part", lambda post: tuple(link.target for link in post.links)),
    Field("images", "part", lambda post: tuple(image.target for image in post.images)),
    Field("headings", "words", lambda post: tuple(h.text for h in post.text.headings),
          stable=False),
    Field("body", "words", lambda post: post.text.source, stable=False),
    Field("text", "words", _all_words, stable=False),
    Field("views", "number", lambda post: post.views, stable=False),
)  # fmt: skip
FIELDS: Mapping[str, Field] = {field.name: field for field in _FIELDS}
STABLE = tuple(field.name for field in _FIELDS if field.stable)
# Those for which the text has to be read, not the front matter alone.
OF_TEXT = ("words", "minutes", "summary", "headings", "body", "text", "links", "images")
ALIASES = {
    "tag": "tags", "category": "categories", "author": "authors", "language": "lang",
    "link": "links", "image": "images", "heading": "headings",
}  # fmt: skip
META = "meta."


def field_named(name: str) -> Field:
    """Return the field that *name* names, singular or plural; raise BadQuery for none.

    `meta.KEY` is the field KEY of the front matter; a dot in KEY goes into nested fields.
    """
    if name.startswith(META) and len(name) > len(META):
        key = name.removeprefix(META)
        return Field(name, "part", lambda post: meta_value(post.meta, key), stable=False)
    lowered = name.lower()
    field = FIELDS.get(ALIASES.get(lowered, lowered))
    if field is None:
        known = [*FIELDS, *ALIASES, "is", "has", "no"]
        hint = nearest(name, known) or f"fields are {', '.join(FIELDS)}, meta.KEY"
        raise BadQuery(f"there is no field '{name}'", hint=hint)
    return field


def meta_value(meta: Mapping[str, Any], key: str) -> Any:
    """Return the value of *key* in front matter, whatever its case; None where it is not."""
    value: Any = meta
    for part in key.split("."):
        if not isinstance(value, Mapping):
            return None
        value = next((v for k, v in value.items() if k.lower() == part.lower()), None)
    return value
