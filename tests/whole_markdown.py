"""What a body says as markdown-it alone reads it, token by token: what blogctl's has to equal."""

import re
from typing import Any

from blogctl.content.commonmark import parser
from blogctl.content.markdown import _TAG_LINK, without_shortcodes
from blogctl.content.raw_html import _Html
from blogctl.content.reading import Heading, Link, Reading, shorten

MORE = re.compile(r"<!--\s*more\s*-->", re.IGNORECASE)
_SHORTCODE_IMAGE = re.compile(r"\{\{[<%]\s*figure\b[^}]*?\bsrc=\"([^\"]+)\"[^}]*[%>]\}\}")
# A note's mark, `[^1]`, and the label of its text, `[^1]:`, are no words.
_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\](?::\s?)?")


def read_whole(source: str) -> Reading:
    """Return what *source* says, read slowly. Shortcodes and Liquid tags are no text."""
    images = [Link(target, "") for target in _SHORTCODE_IMAGE.findall(source)]
    tagged = [Link(target, "") for target in _TAG_LINK.findall(source)]
    markdown = without_shortcodes(source)
    reader = _Reader()
    reader.read(parser().parse(markdown))
    plain = "\n".join(reader.paragraphs)
    return Reading(
        plain,
        "\n".join(reader.code),
        tuple(reader.headings),
        (*reader.links, *tagged),
        (*images, *reader.images),
        _opening(markdown, reader),
    )


def _opening(markdown: str, reader: "_Reader") -> str:
    """Return the text before `<!--more-->`, else the first paragraph, cut between words."""
    parted = MORE.split(markdown, maxsplit=1)
    if len(parted) == 2:
        before = _Reader()
        before.read(parser().parse(parted[0]))
        return shorten(" ".join(before.paragraphs))
    return shorten(reader.first)


class _Reader:
    """Walks markdown-it's tokens and keeps what a post's readers would count or search."""

    def __init__(self) -> None:
        self.paragraphs: list[str] = []
        self.code: list[str] = []
        self.headings: list[Heading] = []
        self.links: list[Link] = []
        self.images: list[Link] = []
        self.first = ""

    def read(self, tokens: list[Any]) -> None:
        for before, token in zip([None, *tokens], tokens, strict=False):
            if token.type in ("fence", "code_block"):
                self.code.append(token.content)
            elif token.type == "html_block":
                self._keep(self._html(token.content))
            elif token.type == "inline":
                self._inline(token, before)

    def _inline(self, token: Any, before: Any) -> None:
        text = self._text(token.children or [])
        if before is not None and before.type == "heading_open":
            self.headings.append(Heading(int(before.tag[1]), text))
        elif not self.first:
            self.first = _FOOTNOTE.sub("", text)
        self._keep(text)

    def _keep(self, text: str) -> None:
        said = _FOOTNOTE.sub("", text).strip()
        if said:
            self.paragraphs.append(" ".join(said.split("\n")))

    def _text(self, children: list[Any]) -> str:
        parts: list[str] = []
        open_links: list[tuple[str, int]] = []
        for child in children:
            if child.type == "link_open":
                open_links.append((child.attrGet("href") or "", len(parts)))
            elif child.type == "link_close" and open_links:
                target, start = open_links.pop()
                self.links.append(Link(target, "".join(parts[start:])))
            else:
                parts.append(self._said(child))
        return "".join(parts)

    def _said(self, child: Any) -> str:
        if child.type == "image":
            self.images.append(Link(child.attrGet("src") or "", child.content))
            return str(child.content)
        if child.type in ("softbreak", "hardbreak"):
            return "\n"
        if child.type == "code_inline":
            self.code.append(child.content)
        if child.type == "html_inline":
            return self._html(child.content)
        return str(child.content)

    def _html(self, source: str) -> str:
        parser = _Html()
        parser.feed(source)
        parser.close()
        self.links.extend(parser.links)
        self.images.extend(parser.images)
        return " ".join("".join(parser.said).split())
