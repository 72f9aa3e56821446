"""Which parts of a reStructuredText body are prose: no code, no address, no directive's words."""

import re
from typing import NamedTuple

from blogctl.content.prose import Reach, Span, bare_addresses, between
from blogctl.content.rst import DIRECTIVE, EMBEDDED, HOLDS, IMAGES, INLINE, NOTE, SAID, TARGET

_LINE = re.compile(r"[^\n]*\n|[^\n]+\Z")
_OPTION = re.compile(r"\s*:([^:`\n]+):(?: +|$)")
_READABLE = ("alt", "caption", "title", "subtitle")


class Line(NamedTuple):
    """A line of the source: where it starts and ends, how deep it is, what stands on it."""

    start: int
    end: int
    indent: int
    text: str


def rst_prose(source: str, reach: Reach) -> list[Span]:
    """Return where *source*, whose lines end with a line feed, may be changed, in order."""
    reader = _Reader(source)
    reader.read()
    closed = [] if reach.code else reader.code
    if not reach.urls:
        closed = [*closed, *reader.urls, *bare_addresses(source)]
    return between(closed, len(source))


def _lines(source: str) -> list[Line]:
    lines = []
    for found in _LINE.finditer(source):
        text = found.group().rstrip()
        wide = text.expandtabs(8)
        lines.append(Line(found.start(), found.end(), len(wide) - len(wide.lstrip()), text.strip()))
    return lines


class _Reader:
    """Walks the lines of a body, and keeps which parts of it are code, and which addresses."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.lines = _lines(source)
        self.code: list[Span] = []
        self.urls: list[Span] = []

    def read(self) -> None:
        at = 0
        while at < len(self.lines):
            at = self._block(at)

    def _block(self, at: int) -> int:
        """Read what starts on the line number *at*; return the number of the line after it."""
        text = self.lines[at].text
        if not text:
            return at + 1
        if text == ".." or text.startswith(".. "):
            return self._explicit(at)
        if text.startswith(">>>"):
            end = next((i for i in range(at, len(self.lines)) if not self.lines[i].text), None)
            return self._close(self.code, at, end or len(self.lines))
        return self._paragraph(at)

    def _explicit(self, at: int) -> int:
        """Read what `..` begins: a target, a note, a directive, or a comment."""
        line = self.lines[at]
        text = line.text[2:].strip()
        mark = self.source.index(line.text, line.start)
        directive, note = DIRECTIVE.match(text), NOTE.match(text)
        if TARGET.match(text) or text.startswith("__:"):
            return self._close(self.urls, at, self._extent(at))
        if note:
            self.urls.append((mark, mark + line.text.index("]") + 1))
            return self._inline(at, at + 1)
        if directive and directive.group(2).lower() in (*HOLDS, *IMAGES):
            return self._directive(at, directive, mark)
        return self._close(self.code, at, self._extent(at))

    def _directive(self, at: int, directive: re.Match[str], mark: int) -> int:
        """Read the first line and the options of a directive whose text is the post's."""
        name, line = directive.group(2).lower(), self.lines[at]
        words = mark + line.text.index("::") + 2
        self.code.append((mark, words))
        if name in SAID:
            self._marks(words, line.end)
        else:
            (self.urls if name in IMAGES else self.code).append((words, line.end))
        at += 1
        while at < len(self.lines) and (option := _OPTION.match(self.lines[at].text)):
            start, end = self.lines[at].start, self.lines[at].end
            readable = option.group(1).lower() in _READABLE
            value = self.source.index(option.group(), start) + option.end()
            self.code.append((start, value if readable else end))
            at += 1
        return at

    def _paragraph(self, at: int) -> int:
        """Read a paragraph, and the code that `::` at its end announces."""
        end = at + 1
        while end < len(self.lines) and self.lines[end].text:
            if self.lines[end].text.startswith(".. "):
                break
            end += 1
        self._inline(at, end)
        if not self.lines[end - 1].text.endswith("::"):
            return end
        start = next((i for i in range(end, len(self.lines)) if self.lines[i].text), end)
        depth = self.lines[end - 1].indent
        if start < len(self.lines) and self.lines[start].indent > depth:
            return self._close(self.code, start, self._extent(start - 1, depth))
        return end

    def _inline(self, at: int, end: int) -> int:
        self._marks(self.lines[at].start, self.lines[end - 1].end)
        return end

    def _marks(self, start: int, end: int) -> None:
        """Keep the code and the addresses within a paragraph."""
        for found in INLINE.finditer(self.source, start, end):
            kind = found.lastgroup
            if kind == "code":
                self.code.append(found.span())
            elif kind in ("note", "sub", "name"):
                self.urls.append(found.span())
            elif kind == "mark":
                self._phrase(found)

    def _phrase(self, found: re.Match[str]) -> None:
        whole = found.group()
        if whole.startswith(":") or whole.endswith(":"):
            self.code.append(found.span())
        elif found.group("mark"):
            embedded = EMBEDDED.fullmatch(found.group("phrase"))
            shown = embedded.end(1) if embedded else 0
            self.urls.append((found.start("phrase") + shown, found.end()))

    def _extent(self, at: int, depth: int | None = None) -> int:
        """Return the number of the line after the last that is deeper than *depth*."""
        depth = self.lines[at].indent if depth is None else depth
        end = at + 1
        for i in range(at + 1, len(self.lines)):
            if self.lines[i].text and self.lines[i].indent <= depth:
                break
            end = i + 1 if self.lines[i].text else end
        return end

    def _close(self, spans: list[Span], at: int, end: int) -> int:
        spans.append((self.lines[at].start, self.lines[end - 1].end))
        return end
