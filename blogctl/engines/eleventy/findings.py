"""What Eleventy passes over or misreads in a post."""

import re
from collections.abc import Mapping
from typing import Any

from blogctl.content.document import BOM, Document
from blogctl.content.explaining import Finding
from blogctl.content.front_matter import line_of
from blogctl.content.post import one_text
from blogctl.engines.eleventy import dates
from blogctl.engines.eleventy.cascade import truth
from blogctl.engines.eleventy.front_matter import date_in, is_empty

Fields = Mapping[str, Any]
_FOREIGN = ("publishDate", "expiryDate", "unpublishDate", "published")
_FENCED = "write it in YAML, between two lines of '---'"
_DRAFTS = "add the preprocessor 'drafts' of Eleventy's documentation, or use 'blogctl unpublish'"


def misplaced(document: Document, own: Fields) -> list[Finding]:
    """Return what looks like front matter and is none, or is none and looks like text."""
    if document.format != "none":
        if own or is_empty(document.block):
            return []
        message = "the text between the fences is no fields, and is not printed"
        return [Finding(document.first_line, message, "write fields there, or 'title:'")]
    start = document.body.removeprefix(BOM)
    if re.match(rb"\+\+\+[ \t]*\r?\n", start):
        return [Finding(1, "front matter in TOML is printed as text", _FENCED)]
    if re.match(rb"(?:[ \t]*\r?\n)+---[ \t]*\r?\n", start):
        message = "front matter below an empty line is printed as text"
        return [Finding(1, message, "take the empty lines above it away")]
    return []


def passed_over(document: Document, own: Fields, *, drafts: bool) -> list[Finding]:
    """Return the fields that mean nothing; *drafts* says whether `draft` means something."""
    found = [
        # Who writes when to publish means the post not to show before.
        Finding(
            line_of(document, name),
            f"'{name}' means nothing to Eleventy",
            None,
            stops=name == "publishDate",
        )
        for name in _FOREIGN
        if own.get(name) not in (None, "", True)
    ]
    if truth(own.get("draft")) and not drafts:
        message = f"'draft: {one_text(own['draft'])}' means nothing here, and hides no post"
        found.append(Finding(line_of(document, "draft"), message, _DRAFTS, stops=False))
    return found


def misread(document: Document, own: Fields) -> list[Finding]:
    """Return the tags and dates that do not mean what they look like."""
    tags, date = own.get("tags"), own.get("date")
    found = []
    if tags and isinstance(tags, str) and any(_is_odd(tag) for tag in tags.split(",")):
        message = f"blanks, or nothing, between the commas of '{tags}' are part of the tags"
        found.append(Finding(line_of(document, "tags"), message, "write tags: [one, two]"))
    if date and isinstance(date, str) and date.lower() not in dates.WORDS:
        reading = date_in(document, date, own)
        if reading.rolled:
            message = f"'{date}' is no day: Eleventy takes {dates.written(reading.moment)}"
            found.append(Finding(line_of(document, "date"), message, dates.FORMS))
    return found


def _is_odd(tag: str) -> bool:
    return not tag or tag != tag.strip()
