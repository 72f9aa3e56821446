"""Anchors: what a link may name within a page, by its headings and by its own marks."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from blogctl.content.folding import fold
from blogctl.content.text import Text

# What a shortcode, a list of notes or a script makes is not known.
_MADE = re.compile(
    r"\{\{[<%](?!\s*(?:rel)?ref\b)|\{%|<script|^\[toc\]|\{\{\s*[.$]", re.IGNORECASE | re.M
)
_OWN = re.compile(r"""\{[^{}\n]*?\#([\w:.-]+)[^{}\n]*\}|\b(?:id|name)\s*=\s*["']?([^\s"'>]+)""")
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.+?)[ \t]*#*$|^(.+)\n(?:=+|-+)[ \t]*$", re.MULTILINE)
_NOTE = re.compile(r"fn(?:ref)?[:_-]?\S*")
_DROPPED = re.compile(r"[^\w -]+")
_LAST = re.compile(r"\s*\{[^{}]*\}\s*$")


def anchors_of(headings: Iterable[str]) -> set[str]:
    """Return the anchors of *headings* as GitHub and Hugo make them, folded."""
    counts: Counter[str] = Counter()
    found = set()
    for heading in headings:
        named = "{" in heading
        for text in (heading, _LAST.sub("", heading)) if named else (heading,):
            one = anchor_of(text)
            found.add(f"{one}-{counts[one]}" if counts[one] else one)
            counts[one] += 1
        found.update(_marks(heading) if named else ())
    return found


def anchor_of(heading: str) -> str:
    """Return the anchor of a heading: its letters and digits, `-` for each blank; folded."""
    return fold(_DROPPED.sub("", heading.strip().lower()).replace(" ", "-"))


def is_there(fragment: str, known: set[str], text: Text) -> bool:
    """Say whether *fragment* is, or may be, in a page of *text* whose anchors *known* are so far.

    The text is looked at closer only where the headings do not have it.
    """
    wanted = fold(unquote(fragment)).strip()
    if not wanted or wanted == "top" or wanted in known or wanted.startswith((":~:", "!")):
        return True
    if text.markup != "markdown" or _NOTE.fullmatch(wanted) or _MADE.search(text.source):
        return True
    raw = (next(filter(None, found)) for found in _HEADING.findall(text.source))
    return wanted in {*anchors_of(raw), *_marks(text.source)}


def _marks(text: str) -> Iterator[str]:
    """Yield the anchors that a text names itself: `{#id}`, `id=`, `name=`; folded."""
    for found in _OWN.finditer(text):
        yield fold(found.group(1) or found.group(2))
