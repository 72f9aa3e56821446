"""Eleventy's front matter: where it begins and ends, its format, its fields, its date."""

import re
from collections.abc import Mapping
from typing import Any

from blogctl.content.dialect import Dialect
from blogctl.content.document import BOM, Document, Format, sliced
from blogctl.content.front_matter import read_fields
from blogctl.engines.eleventy.dates import Reading, read_text
from blogctl.errors import BadFrontMatter

_DIALECT = Dialect(schema="js", any_case=False)
_SCRIPTS = ("js", "javascript", "node")
_COMMENT = re.compile(rb"^\s*#[^\n]+", re.MULTILINE)
_LINE_END = re.compile(rb"\r?\n?")
_NO_FIELDS = re.compile(r"the front matter is a (?:list|single value), not fields")
_QUOTED_DATE = re.compile(rb"(?m)^\"?date\"?[ \t]*:[ \t]*[\"']")


def cut(path: str, data: bytes, *, toml: bool) -> Document:
    """Return the pieces of a post file, or of a data file; raise BadFrontMatter.

    *toml* says whether the configuration has a reader for it. What is never closed runs to the
    end, and what follows the closing hyphens in their line is text.
    """
    if path.endswith("js"):
        return Document(b"", b"", b"", data, "none", _DIALECT)
    if path.endswith(".json"):
        return Document(b"", data, b"", b"", "json", _DIALECT)
    mark = len(BOM) if data.startswith(BOM) else 0
    newline = data.find(b"\n", mark)
    if not data.startswith(b"---", mark) or data[mark + 3 : mark + 4] == b"-" or newline < 0:
        return Document(b"", b"", b"", data, "none", _DIALECT)
    start = newline + 1
    close = data.find(b"\n---", newline)
    end, body = (len(data), len(data)) if close < 0 else (close + 1, close + 4)
    gap = _LINE_END.match(data, body)
    body = gap.end() if gap else body
    form = _format(data[mark + 3 : newline].decode(errors="replace"), data[start:end], toml=toml)
    # No blank between names in a text: of `a, b` the second tag is ` b`.
    dialect = _DIALECT._replace(separator=",", glue=",") if form == "yaml" else _DIALECT
    return sliced(data, start, end, body, form, dialect)


def _format(mark: str, block: bytes, *, toml: bool) -> Format:
    """Return the format that stands behind the fence, as in `---json`."""
    named = mark.strip()
    if named == "json":
        return "json"
    if named == "toml" and toml:
        return "toml"
    if named.lower() in ("", "yaml", "yml") or is_empty(block):
        return "yaml"
    message = f"there is no reader for front matter that opens with '---{named}'"
    if named in _SCRIPTS:
        message = "the front matter is JavaScript, which blogctl does not run"
    raise BadFrontMatter(message, line=1, hint="write it in YAML, between two lines of '---'")


def is_empty(block: bytes) -> bool:
    """Say whether a block holds nothing but comments; an empty object is no fields either."""
    return _COMMENT.sub(b"", block).strip() in (b"", b"{}")


def fields_of(document: Document) -> dict[str, Any]:
    """Return a document's fields; text or a list in their place is passed over."""
    try:
        return read_fields(document)
    except BadFrontMatter as error:
        if _NO_FIELDS.fullmatch(error.message):
            return {}
        raise


def date_in(document: Document, value: object, own: Mapping[str, Any]) -> Reading:
    """Return what *value*, a date, means; it stands in *document* where *own* fields have it.

    Raise ValueError for one that Eleventy stops at.
    """
    if not isinstance(value, str):
        raise ValueError(value)
    is_yaml = document.format == "yaml" and "date" in own
    return read_text(value, quoted=not is_yaml or bool(_QUOTED_DATE.search(document.block)))
