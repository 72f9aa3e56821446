"""What Jekyll passes over or misreads in a post without a word."""

import re
from collections.abc import Iterator, Mapping
from datetime import tzinfo
from typing import Any

from blogctl.content.document import BOM, Document
from blogctl.content.explaining import Finding
from blogctl.content.front_matter import line_of
from blogctl.content.post import Post, one_text
from blogctl.engines.engine import Source
from blogctl.engines.jekyll.dates import is_read_as_utc, is_rolled, parsed, stamped
from blogctl.engines.jekyll.fields import dated_as, is_plain, is_true, written_value
from blogctl.engines.jekyll.site import DRAFTS, kind_of, named

_READ = ("title", "date", "tags", "tag", "categories", "category", "published", "permalink", "slug",
         "layout", "excerpt")  # fmt: skip
_FOREIGN = ("publishDate", "publishdate", "publish_date", "expiryDate", "expirydate", "expires",
            "unpublishDate")  # fmt: skip
_HIDING = ("draft", "private", "hidden", "pending")


def findings_in(source: Source, post: Post, zone: tzinfo) -> list[Finding]:
    """Return what Jekyll passes over or misreads in *post*."""
    document = source.document
    found = [
        *_in_opening(document),
        *_in_spelling(document, post.meta),
        *_in_lists(document, post.meta),
        *_in_title(document, post.meta),
        *_in_hiding(source, post),
        *_in_date(source, post, zone),
    ]
    return sorted(found, key=lambda finding: finding.line or 0)


def _in_opening(document: Document) -> Iterator[Finding]:
    """Yield what looks like front matter, and is text to Jekyll."""
    if document.format != "none":
        return
    text = document.body.removeprefix(BOM)
    line = text[: len(text) - len(text.lstrip())].count(b"\n") + 1
    if re.match(rb"\s*\+\+\+[ \t]*\r?\n", text):
        message = "front matter in TOML is text to Jekyll, and shown to readers"
        yield Finding(line, message, "write it as YAML, between lines of '---'")
    elif re.match(rb"\s+---[ \t]*\r?\n[\w-]+:", text):
        message = "what stands above the front matter makes text of it"
        yield Finding(line, message, "put '---' on the first line")
    elif re.match(rb"---[ \t]*\r?\n[\w-]+:", text):
        message = "the front matter is never closed, and is shown to readers"
        yield Finding(line, message, "put a line with '---' after its last field")
    elif re.match(rb"---[ \t]*\r[^\n]", text):
        message = "Jekyll knows no lines that end with a carriage return alone"
        yield Finding(line, message, "save it with the line ends of Linux or Windows")


def _in_spelling(document: Document, fields: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield the fields that Jekyll has under another name, or not at all."""
    for key, value in fields.items():
        line = line_of(document, key)
        name = key.lower()
        if key != name and name in _READ and name not in fields:
            yield Finding(line, f"'{key}' means nothing to Jekyll", f"write '{name}'")
        elif key in _FOREIGN:
            # Who writes when to publish means the post not to show before.
            waits = name.startswith("publish")
            hint = "Jekyll knows 'date' alone" if waits else "nothing expires in Jekyll"
            yield Finding(line, f"'{key}' means nothing to Jekyll", hint, stops=waits)
        elif name == "status" and one_text(value).lower() in _HIDING:
            message = f"'{key}: {value}' means nothing to Jekyll"
            yield Finding(line, message, "write 'published: false'", stops=False)


def _in_lists(document: Document, fields: Mapping[str, Any]) -> Iterator[Finding]:
    for plural in ("tags", "categories"):
        value = fields.get(plural)
        if isinstance(value, str) and "," in value:
            names = ", ".join(f"'{name}'" for name in value.split())
            hint = f"write {plural}: [{value}]"
            message = f"'{plural}' is parted at blanks, into {names}"
            yield Finding(line_of(document, plural), message, hint)
        yield from _in_names(document, plural, value)
    if is_true(fields.get("tag")) and fields.get("tags"):
        message = "'tags' is passed over, as there is a 'tag'"
        yield Finding(line_of(document, "tags"), message, "keep one of them")
    is_number = isinstance(fields.get("tags"), (int, float))
    if is_number or dated_as(document, "tags"):
        message = f"'tags' is a {'number' if is_number else 'date'}, and Jekyll passes it over"
        yield Finding(line_of(document, "tags"), message, "write it as a list, in brackets")


def _in_names(document: Document, plural: str, value: Any) -> Iterator[Finding]:
    """Yield a tag or a category that is no text: fields, or a list of categories."""
    items = value if isinstance(value, list) else []
    if any(isinstance(item, Mapping) for item in items):
        message = f"'{plural}' holds fields, which Jekyll prints as they are in Ruby"
        yield Finding(line_of(document, plural), message, "put quotes around what holds ': '")
    elif plural == "categories" and any(isinstance(item, list) for item in items):
        message = "'categories' holds lists, each of which is one more category to Jekyll"
        yield Finding(line_of(document, plural), message, "write categories: [news, sport]")


def _in_title(document: Document, fields: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield a title that is read as another text than is written."""
    value = fields.get("title")
    line = line_of(document, "title")
    if isinstance(value, (list, Mapping)):
        yield Finding(line, "the title is read as a list", "put quotes around it")
    elif " " in dated_as(document, "title"):
        message = "the title is a moment to Jekyll, which prints it with its zone"
        yield Finding(line, message, "put quotes around it")
    elif isinstance(value, (bool, int, float)):
        written = re.sub(r"\s+#.*", "", written_value(document, "title"))
        if written and written != one_text(value):
            message = f"the title '{written}' is read as {one_text(value)}"
            yield Finding(line, message, "put quotes around it")


def _in_hiding(source: Source, post: Post) -> Iterator[Finding]:
    """Yield a field that was to hide the post, and does not."""
    document, fields = source.document, post.meta
    if fields.get("draft") is True and kind_of(source.path) != DRAFTS:
        message = "'draft: true' means nothing in _posts/; the post shows"
        hint = "unpublish it, or write 'published: false'"
        yield Finding(line_of(document, "draft"), message, hint, stops=False)
    value = fields.get("published")
    if isinstance(value, (str, int, float)) and not isinstance(value, bool):
        message = f"'published: {value}' hides nothing: it is neither true nor false"
        line = line_of(document, "published")
        yield Finding(line, message, "write true or false", stops=False)


def _in_date(source: Source, post: Post, zone: tzinfo) -> Iterator[Finding]:
    """Yield a date that is read as another than it looks."""
    text = one_text(post.meta.get("date"))
    line = line_of(source.document, "date") if text else None
    try:
        written = parsed(text or named(source.path).date)
    except ValueError:
        return
    if post.date is None:
        return
    read = stamped(post.date, zone)
    hint = "write it as 2026-03-15 08:00:00 +0100"
    if is_rolled(written):
        yield Finding(line, f"there is no such day; it is read as {read}", "write another day")
    elif re.match(r"\d\d?/\d\d?/\d{4}", text):
        yield Finding(line, f"'{text}' is read as {read}, the day before the month", hint)
    elif text and is_read_as_utc(text) and is_plain(source.document, "date"):
        moved = post.date.astimezone(zone)
        late = post.status != "published" and moved.utcoffset()
        if late or (moved.year, moved.month, moved.day) != written[:3]:
            message = f"'{text}' has no offset, and is read as UTC: {read}"
            yield Finding(line, message, hint)
