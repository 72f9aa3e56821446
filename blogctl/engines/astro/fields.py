"""Fields of front matter as Astro's blog example and the usual themes have them."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from blogctl.content.dialect import Key
from blogctl.content.document import Document
from blogctl.content.post import texts

DATES = ("pubDate", "date", "pubDatetime", "publishDate", "published")
UPDATES = ("updatedDate", "modDatetime", "updated", "lastmod")
COVERS = ("heroImage", "image", "cover")


def is_plain(document: Document, name: str) -> bool:
    """Say whether a field of YAML stands without quotes: YAML then reads its date."""
    quoted = re.search(rb"(?m)^\"?" + name.encode() + rb"\"?[ \t]*:[ \t]*[\"'>|]", document.block)
    return document.format == "yaml" and quoted is None


def slugged(name: str) -> str:
    """Return a name as github-slugger spells it: lower case, marks gone, blanks to hyphens."""
    kept = (
        letter
        for letter in name.lower()
        if letter in "- " or unicodedata.category(letter)[0] in "LM"
        or unicodedata.category(letter) in ("Nd", "Nl", "Pc")
    )  # fmt: skip
    return "".join(kept).replace(" ", "-")


def date_key(fields: Mapping[str, Any]) -> Key:
    """Return the field that dates a post: the one that it has, else the example's."""
    given = (name for name in DATES if name in fields and not isinstance(fields[name], bool))
    return (next(given, DATES[0]),)


def is_given(value: Any) -> bool:
    """Say whether a field holds a date, or what is meant for one; `published: true` is none."""
    return value not in (None, "") and not isinstance(value, bool)


def words(fields: Mapping[str, Any], *names: str) -> tuple[str, ...]:
    """Return the texts of the first field of *names* that has any; a table's are its names."""
    for name in names:
        value = fields.get(name)
        if isinstance(value, Mapping):
            value = value.get("name")
        rows = value if isinstance(value, list) else [value]
        found = texts([row.get("name") if isinstance(row, Mapping) else row for row in rows])
        if found:
            return found
    return ()


def cover(fields: Mapping[str, Any]) -> str:
    """Return the path of a post's image, '' without one; a table has it as `src` or `url`."""
    for name in COVERS:
        value = fields.get(name)
        if isinstance(value, Mapping):
            value = value.get("src") or value.get("url")
        if isinstance(value, str) and value:
            return value
    return ""
