"""HTML in Markdown: where it stands, and the text, links and images in it."""

import re
from html.parser import HTMLParser
from typing import NamedTuple

from blogctl.content.reading import Link

_CODE = "script|pre|style|textarea"
# The elements that open a block of HTML, whatever else stands on the line.
_BLOCKS = (
    "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|"
    "dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|"
    "hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|"
    "section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul"
)
# A tag that opens no block, as it may stand within a paragraph.
WITHIN = rf"</?(?!(?i:{_CODE}|{_BLOCKS}|search|source)\b)[A-Za-z]"
_VALUE = r"(?:[^\"'=<>`\x00-\x20]+|'[^']*'|\"[^\"]*\")"
_ATTRIBUTE = rf"\s+[a-zA-Z_:][a-zA-Z0-9:._-]*(?:\s*=\s*{_VALUE})?"
TAG = rf"<(?:[A-Za-z][A-Za-z0-9-]*(?:{_ATTRIBUTE})*\s*/?|/[A-Za-z][A-Za-z0-9-]*\s*)>"
_BLOCK = re.compile(rf" {{0,3}}</?(?i:{_BLOCKS})(?=[ \t>]|/>|\n|\Z)[^|\n]*(?=\n|\Z)", re.ASCII)
_LONE_TAG = re.compile(rf" {{0,3}}(?!<(?i:{_CODE})\b)({TAG})[ \t]*(?=\n|\Z)")
_COMMENT = re.compile(r" {0,3}<!--[^|\n]*(?=\n|\Z)")
_MORE_LINES = re.compile(r"(?:\n[ \t]*[^ \t\n][^\n]*+)*+\n?")
# Such tags say nothing: their elements are neither links nor images, nor is their text silent.
_MUTE_TAG = re.compile(
    r"</(?!(?i:script|style)>)[A-Za-z][A-Za-z0-9]*>"
    r"|<a(?: (?:id|name|class)=\"[^\"<>&]*\")+>"
    r"|<(?!(?i:a|img|script|style)\b)[A-Za-z][A-Za-z0-9]*(?: [a-z]+=\"[^\"<>&]*\")* ?/?>"
)


class Html(NamedTuple):
    """What HTML says."""

    text: str
    links: list[Link]
    images: list[Link]


def html_block_at(text: str, at: int) -> tuple[str, int] | None:
    """Return the block of HTML at *at*, and where it ends; None where there is certainly none.

    None too where only markdown-it can tell.
    """
    comment = _COMMENT.match(text, at)
    if comment:
        closed = text.find("-->", at)
        line_end = text.find("\n", closed)
        end = len(text) if line_end < 0 else line_end + 1
        return (text[at:end], end) if closed >= 0 else None
    first = _BLOCK.match(text, at) or _LONE_TAG.match(text, at)
    if not first or "\n" in first.group() or "|" in first.group():
        return None
    rest = _MORE_LINES.match(text, first.end())
    end = rest.end() if rest else first.end()
    return text[at:end], end


def read_html(source: str) -> Html:
    """Return what *source* says; what scripts and styles hold is no text."""
    if _MUTE_TAG.fullmatch(source):
        return Html("", [], [])
    parser = _Html()
    parser.feed(source)
    parser.close()
    return Html(" ".join("".join(parser.said).split()), parser.links, parser.images)


class _Html(HTMLParser):
    """Keeps the links, images and text of raw HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[Link] = []
        self.images: list[Link] = []
        self.said: list[str] = []
        self._silent = 0

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        # Python's own stops at `<![a`, where a browser sees a comment.
        try:
            return super().parse_marked_section(i, report)
        except AssertionError:
            return self.parse_bogus_comment(i)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self._silent += tag in ("script", "style")
        if tag == "a" and values.get("href"):
            self.links.append(Link(values["href"] or "", ""))
        if tag == "img" and values.get("src"):
            self.images.append(Link(values["src"] or "", values.get("alt") or ""))

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("script", "style") and self._silent > 0

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.said.append(data)
