"""What Pelican passes over or misreads in an article."""

import re
from collections.abc import Iterator, Sequence

from blogctl.content.document import Document
from blogctl.content.explaining import Finding
from blogctl.engines.pelican.dates import FORM, is_month_first
from blogctl.engines.pelican.metadata import Field

# Fields of other generators, and what Pelican has in their place.
_FOREIGN = {
    "draft": "write 'Status: draft', or take it out",
    "published": "write 'Status: draft' or 'Status: published'",
    "publishdate": "write 'Date'",
    "pubdate": "write 'Date'",
    "expirydate": "Pelican takes no article down; take it out",
    "expires": "Pelican takes no article down; take it out",
    "tag": "write 'Tags'",
    "categories": "write 'Category', which is one",
}
# Who writes these means the post not to show before.
_WAITING = ("publishdate", "pubdate")
_ONE_LINE = ("title", "tags", "date", "modified", "status", "category", "author", "authors", "slug",
             "url", "save_as")  # fmt: skip
_QUOTED = re.compile(r"([\"'])(?:(?!\1).)*\1|\[.*\]", re.DOTALL)


def findings_of(document: Document, fields: Sequence[Field], language: str) -> Iterator[Finding]:
    """Yield what Pelican misreads in the fields of *document*."""
    yield from _fences(document, fields)
    seen: set[str] = set()
    for field in fields:
        name, value = field.name.lower(), field.values[0]
        if name in _FOREIGN:
            message = f"'{field.name}' means nothing to Pelican"
            yield Finding(field.line, message, _FOREIGN[name], stops=name in _WAITING)
        if name in seen and name in _ONE_LINE and name != "title":
            which = "last" if document.format == "fieldlist" else "first"
            message = f"'{field.name}' stands twice; Pelican takes the {which}"
            yield Finding(field.line, message, "keep one of them")
        if name == "title" and (name in seen or len(field.values) > 1):
            message = "Pelican shows a title of several lines as a list, brackets and all"
            yield Finding(field.line, message, "write it on one line")
        seen.add(name)
        yield from _values(document, field, name)
        if name == "lang" and value != language and value.lower() == language:
            message = f"'{value}' is another language than '{language}' to Pelican"
            yield Finding(field.line, message, f"write '{language}'")


def _values(document: Document, field: Field, name: str) -> Iterator[Finding]:
    value = field.values[0]
    is_cut = document.format == "lines" and len(field.values) > 1 and name != "title"
    if is_cut and name in _ONE_LINE:
        message = f"Pelican reads only the first line of '{field.name}'"
        yield Finding(field.line, message, "write it on one line, with commas between")
    if name in ("tags", "authors", "category") and _QUOTED.fullmatch(value):
        message = f"Pelican takes the brackets or quotes in '{field.name}' for text"
        yield Finding(field.line, message, "write names with commas between, and nothing around")
    elif name in _ONE_LINE and _QUOTED.fullmatch(value) and value[0] in "\"'" and len(value) > 1:
        message = f"Pelican takes the quotes around '{field.name}' for text"
        yield Finding(field.line, message, "take them away")
    if name == "category" and "," in value and value[:1] != "[":
        message = f"'{value}' is one category to Pelican"
        yield Finding(field.line, message, "name one, and make the others tags")
    if name in ("date", "modified") and is_month_first(value):
        yield Finding(field.line, f"Pelican reads '{value}' month first", FORM)


def _fences(document: Document, fields: Sequence[Field]) -> Iterator[Finding]:
    """Yield where a fence opens front matter that Pelican does not read to the end."""
    if document.format != "lines":
        return
    line = (document.opening + document.block + document.closing).count(b"\n") + 1
    if re.match(rb"\+\+\+[ \t]*\r?\n", document.body) and not fields:
        yield Finding(line, "Pelican reads no TOML: it prints it", "write 'Title: …' lines")
    if not document.opening.endswith((b"\n", b"\r")) or document.closing.strip():
        return
    closing = re.search(rb"(?m)^(?:-{3}|\.{3})[ \t]*\r?$", document.body)
    before = document.body[: closing.start()] if closing else b""
    if closing and re.search(rb"(?m)^(?:[\w-]+:|\s*- )", before):
        message = "Pelican's fields end above this line: it prints the rest as text"
        yield Finding(line, message, "write one 'Key: value' a line, without blank lines between")
