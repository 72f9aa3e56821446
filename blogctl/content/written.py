"""Links as they are written: where in a text each stands, and what is shown for it."""

import re
from typing import NamedTuple

from blogctl.content.moves import Kind
from blogctl.content.relinking import Relinker
from blogctl.content.targets import Span
from blogctl.content.text import Markup

# What stands before a target tells whether it is an image, and what is shown.
_SHOWN = re.compile(r"(!?)\[((?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\](?:\(\s*|:\s*)<?(?:\S{0,80}\s?)??$")
_SOURCE = re.compile(r"\b(?:src|poster)\s*=\s*[\"'`]?$|::\s*$", re.IGNORECASE)
_SHOWN_BEHIND = re.compile(r"[^>]*>([^<]{1,200})</a", re.IGNORECASE)
_RST_SHOWN = re.compile(r"`([^`<]{1,200}?)\s*<$")
_NEAR = 400


class Written(NamedTuple):
    """A link as it is written: its *target*, its *line* in the file, the *text* shown for it."""

    target: str
    kind: Kind
    line: int
    text: str
    image: bool


def written_in(text: str, markup: Markup, relinker: Relinker, first_line: int = 1) -> list[Written]:
    """Return the links and images of *text*, in order; *relinker* knows the generator's forms."""
    markdown = markup == "markdown"
    spans = relinker.targets_in(text) if markdown else sorted(relinker.rst_targets_in(text))
    found: list[Written] = []
    line, at = first_line, 0
    for span, kind in spans:
        line, at = line + text.count("\n", at, span.start), span.start
        shown, image = _shown(text, span)
        target = _whole(text, span) if kind != "link" else text[span.start : span.end]
        found.append(Written(target, kind, line, " ".join(shown.split()), image))
    return found


def _shown(text: str, span: Span) -> tuple[str, bool]:
    """Return what is shown for the target at *span*, and whether it is an image."""
    before = text[max(0, span.start - _NEAR) : span.start]
    found = _SHOWN.search(before)
    if found:
        return found.group(2), bool(found.group(1))
    if _SOURCE.search(before):
        return "", True
    behind = _SHOWN_BEHIND.match(text[span.end : span.end + _NEAR])
    named = _RST_SHOWN.search(before)
    return (behind.group(1) if behind else named.group(1) if named else ""), False


def _whole(text: str, span: Span) -> str:
    """Return a target in the generator's own form with the fragment behind it."""
    rest = re.match(r"#[\w:.-]+", text[span.end : span.end + _NEAR])
    return text[span.start : span.end] + (rest.group() if rest else "")
