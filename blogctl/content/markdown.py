"""Markdown as it says things: headings, links, images, plain text."""

import re
from typing import Any

from blogctl.content.blocks import Block, Blocks, blocks_of
from blogctl.content.commonmark import parser
from blogctl.content.phrases import phrase_of
from blogctl.content.raw_html import read_html
from blogctl.content.reading import Heading, Link, Reading, shorten

MORE = re.compile(r"<!--\s*more\s*-->", re.IGNORECASE)
# Hugo's shortcodes and Liquid's tags are instructions to the generator, not text.
_SHORTCODE = re.compile(r"\{\{[<%].*?[%>]\}\}|\{%.*?%\}", re.DOTALL)
# Where one of them stands for an address, the address is what it names.
_SHORTCODE_LINK = re.compile(
    r"""\{\{[<%]-?\s*(?:rel)?ref\s+(?:path\s*=\s*)?(?:"([^"]+)"|`([^`]+)`|([^\s"`>%]+))[^}]*?[%>]\}\}
    | \{%-?\s*(?:post_url|link|post_path)\s+["']?([^\s%"']+)["']?\s*-?%\}
    | \{\{-?\s*["']([^"'{}]+)["']\s*\|\s*(?:relative_url|absolute_url|url)\s*-?\}\}
    | \{\{-?\s*site\.(?:baseurl|url)\s*-?\}\}(?=/|\{%)""",
    re.VERBOSE,
)
# Hexo's tag that is a whole link.
_TAG_LINK = re.compile(r"\{%\s*post_link\s+[\"']?([^\s\"'%#]+)")
_SHORTCODE_IMAGE = re.compile(r"\{\{[<%]\s*figure\b[^}]*?\bsrc=\"([^\"]+)\"[^}]*[%>]\}\}")
# A note's mark, `[^1]`, and the label of its text, `[^1]:`, are no words.
_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\](?::\s?)?")


def read_markdown(source: str) -> Reading:
    """Return what *source* says. Shortcodes and Liquid tags are no text."""
    images = [Link(target, "") for target in _SHORTCODE_IMAGE.findall(source)]
    tagged = [Link(target, "") for target in _TAG_LINK.findall(source)]
    markdown = without_shortcodes(source)
    reader = _Reader(blocks_of(markdown))
    return Reading(
        "\n".join(reader.paragraphs),
        "\n".join(reader.code),
        tuple(reader.headings),
        (*reader.links, *tagged),
        (*images, *reader.images),
        _opening(markdown, reader),
    )


def without_shortcodes(source: str) -> str:
    """Return *source* as Markdown sees it: of shortcodes, the addresses of links are left."""
    if "{" not in source:
        return source
    return _SHORTCODE.sub("", _SHORTCODE_LINK.sub(_named, source))


def _named(found: re.Match[str]) -> str:
    return next((target for target in found.groups() if target), "")


def _opening(markdown: str, reader: "_Reader") -> str:
    """Return the text before `<!--more-->`, else the first paragraph, cut between words."""
    if "<!--" in markdown:
        parted = MORE.split(markdown, maxsplit=1)
        if len(parted) == 2:
            return shorten(" ".join(_Reader(blocks_of(parted[0])).paragraphs))
    return shorten(reader.first)


def _without_notes(text: str) -> str:
    return _FOOTNOTE.sub("", text) if "[^" in text else text


class _Reader:
    """Walks the blocks of a body and keeps what a post's readers would count or search."""

    def __init__(self, blocks: Blocks) -> None:
        self.paragraphs: list[str] = []
        self.code: list[str] = []
        self.headings: list[Heading] = []
        self.links: list[Link] = []
        self.images: list[Link] = []
        self.first = ""
        self._known = blocks.known
        for block in blocks.found:
            self._read(block)

    def _read(self, block: Block) -> None:
        if block.kind == "code":
            self.code.append(block.source)
        elif block.kind == "html":
            self._keep(self._html(block.source))
        else:
            self._text_of(block)

    def _text_of(self, block: Block) -> None:
        text = self._phrase(block.source)
        if block.level:
            self.headings.append(Heading(block.level, text))
        elif not self.first:
            self.first = _without_notes(text)
        self._keep(text)

    def _keep(self, text: str) -> None:
        said = _without_notes(text).strip()
        if said:
            self.paragraphs.append(said.replace("\n", " "))

    def _phrase(self, source: str) -> str:
        phrase = phrase_of(source, self._known.get("references", {}))
        if phrase is None:
            tokens: list[Any] = []
            parser().inline.parse(source, parser(), self._known, tokens)
            return self._text(tokens)
        self.code += phrase.code
        self.links += phrase.links
        self.images += phrase.images
        return phrase.text

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
        html = read_html(source)
        self.links += html.links
        self.images += html.images
        return html.text
