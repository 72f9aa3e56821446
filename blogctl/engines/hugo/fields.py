"""Fields of front matter as Hugo takes them: what makes a draft, what names things."""

from collections.abc import Mapping
from typing import Any

from blogctl.content.front_matter import line_of as line_of_field  # noqa: F401 - moves away
from blogctl.content.post import lower_keys, one_text, texts

# Python's Go cousins: what strconv.ParseBool takes.
_TRUE = ("1", "t", "T", "true", "TRUE", "True")
_FALSE = ("0", "f", "F", "false", "FALSE", "False")


def is_draft(fields: Mapping[str, Any]) -> bool:
    """Say whether front matter (keys in lower case) makes a draft: `draft`, or not `published`."""
    if "draft" not in fields and "published" in fields:
        return truth(fields["published"]) is False
    return bool(truth(fields.get("draft")))


def truth(value: Any) -> bool | None:
    """Return what a value means as Hugo casts it, None for what is neither true nor false."""
    if isinstance(value, str):
        return True if value in _TRUE else False if value in _FALSE else None
    if isinstance(value, (list, Mapping)):
        return None
    return bool(value)


def is_hidden(fields: Mapping[str, Any]) -> bool:
    """Say whether front matter (keys in lower case) keeps Hugo from writing the page."""
    build = fields.get("build")
    render = lower_keys(build).get("render") if isinstance(build, Mapping) else None
    return truth(fields.get("headless")) is True or render is False or render == "never"


def one_word(value: Any) -> str:
    """Return a field that must be one value as text, '' for a list."""
    return "" if isinstance(value, (list, Mapping)) else one_text(value)


def named_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that name things: tags, categories, series, authors, description, cover."""
    return {
        "tags": texts(fields.get("tags")),
        "categories": texts(fields.get("categories")),
        "series": texts(fields.get("series")),
        "authors": _authors(fields.get("authors") or fields.get("author")),
        "description": one_text(fields.get("summary") or fields.get("description")).strip(),
        "cover": _cover(fields),
    }


def _authors(value: Any) -> tuple[str, ...]:
    if isinstance(value, Mapping):
        return texts(lower_keys(value).get("name"))
    return tuple(name for name in texts(value) if isinstance(name, str))


def _cover(fields: Mapping[str, Any]) -> str:
    for name in ("image", "images", "cover", "featured_image"):
        value = fields.get(name)
        if isinstance(value, Mapping):
            value = lower_keys(value).get("image")
        if texts(value):
            return texts(value)[0]
    return ""
