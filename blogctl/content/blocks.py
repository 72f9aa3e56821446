"""The blocks of a Markdown body: plain ones found by patterns, all others by markdown-it.

A pattern accepts a block only where markdown-it is certain to see the same one: where it is not,
markdown-it's own rules read that block, and the patterns take over again behind it.
"""

import re
from collections.abc import Callable
from typing import Any, Literal, NamedTuple

from blogctl.content.commonmark import parser
from blogctl.content.raw_html import WITHIN, html_block_at
from blogctl.content.references import define, definition_at

# How deep quotes may stand in quotes before markdown-it is asked.
_DEPTH = 3
# Most labels end within so many letters.
_NEAR = 1000
# The first letters of a line of text: no mark that could open a block, or end a paragraph.
_PLAIN = (
    r"[^\s#>\-+*_`~<=|:0-9]|#++[^\s#]|[-:|=][^\-:|=\s]|\+\S|[*_](?=\S)(?=[^\n]*[^*_\s])"
    r"|`(?!``)|~(?!~~)|[0-9](?![0-9]{0,8}[.)](?:\s|\Z))"
    r"|<(?![A-Za-z!?/])|<[A-Za-z][A-Za-z0-9+.-]*+:"
)
_NEXT = rf"(?:{_PLAIN}|{WITHIN})"
# A tag by itself opens a block, but ends no paragraph.
_FIRST = rf"(?:{_PLAIN}|{WITHIN}[^<>\"'\n]*+(?:\"[^\"<>\n]*+\"[^<>\"'\n]*+)*+>[ \t]*+\S)"
_LINES = rf"{_FIRST}[^\n]*+(?:\n[ \t]*+{_NEXT}[^\n]*+)*+"
# Behind a paragraph, four blanks are no code.
_LAZY = r"(?: {4}| {0,3}\t)[ \t]*+[^ \t\n]"
_LAZY_LINES = rf"{_FIRST}[^\n]*+(?:\n(?:[ \t]*+{_NEXT}|{_LAZY})[^\n]*+)*+"
_OPENINGS = r"#{1,6}(?:[ \t\n]|\Z)|>|[-+*] +\S|`{3,}+[^`\n]*(?:\n|\Z)|~~~"
_END = rf"\Z|\n[ \t]*(?:\n|\Z)|\n(?:{_OPENINGS})"

_BLANKS = re.compile(r"(?:[ \t]*+\n)*+(?:[ \t]++\Z)?")
_PARAGRAPH = re.compile(
    rf" {{0,3}}({_LAZY_LINES})(?:(?={_END}|\n1[.)] +\S)|\n {{0,3}}(=++|-++)[ \t]*+(?=\n|\Z))"
)
_HEADING = re.compile(r"(#{1,6})(?:[ \t]++([^\n|]*))?(?=\n|\Z)")
_FENCE = re.compile(r"(`{3,}+|~{3,}+)([^\n|]*)\n")
_FENCE_END = re.compile(r"^ {0,3}(`{3,}+|~{3,}+)[ \t]*$", re.MULTILINE)
_RULE = re.compile(r"(?:(?:\*[ \t]*+){3,}+|(?:-[ \t]*+){3,}+|(?:_[ \t]*+){3,}+)(?=\n|\Z)")
_QUOTE = re.compile(r"(?:>[^\n\t]*+(?:\n|\Z))++(?=[ \t]*(?:\n|\Z))")
_QUOTE_MARK = re.compile(r"^> ?", re.MULTILINE)
_IN_ITEM = rf"(?={_END}|\n[0-9]{{1,9}}[.)] +\S)"
_ITEM = re.compile(rf"((?:[-+*]|[0-9]{{1,9}}[.)]) {{1,4}})({_LINES}){_IN_ITEM}")
_FURTHER = re.compile(rf"( +)({_LINES}){_IN_ITEM}")
_TABBED = re.compile(r"\n *\t")
_ITEM_MARK = re.compile(r"(?:[-+*]|[0-9]{1,9}[.)])(?:\s|\Z)")


class Block(NamedTuple):
    """What stands in a body: *source* is text with its marks, code, or HTML.

    *level* is that of a heading, 0 for other text.
    """

    kind: Literal["text", "code", "html"]
    source: str
    level: int = 0


class Blocks(NamedTuple):
    """The blocks of a body in order; *known* is what markdown-it keeps of link definitions.

    *handed* of the blocks outside others were found by markdown-it.
    """

    found: list[Block]
    known: dict[str, Any]
    handed: int


_Found = tuple[list[Block], int]


def blocks_of(source: str) -> Blocks:
    """Return the blocks of *source*, as markdown-it parts it."""
    text = _even(source)
    others = _Others(text)
    found: list[Block] = []
    handed, at = 0, _skip(text, 0)
    while at < len(text):
        if text[at] == "[" and _may_define(text, at):
            plain = _definition(text, at, others.known)
        else:
            plain = _plain(text, at)
        if plain is None:
            handed += 1
            plain = others.read(at)
        found += plain[0]
        at = _skip(text, plain[1])
    return Blocks(found, others.known, handed)


def _even(source: str) -> str:
    """Return *source* with one kind of line end, and no NUL, as markdown-it reads it."""
    if "\r" in source:
        source = source.replace("\r\n", "\n").replace("\r", "\n")
    return source.replace("\0", "\ufffd")


def _skip(text: str, at: int) -> int:
    """Return where the next line that is not empty starts."""
    found = _BLANKS.match(text, at)
    return found.end() if found else at


def _plain(text: str, at: int, depth: int = 0) -> _Found | None:
    """Return the block that starts at *at*, and where it ends; None where that is uncertain."""
    paragraph = _PARAGRAPH.match(text, at)
    if paragraph:
        return _title(paragraph) if paragraph[2] else _one(_text(paragraph[1]), paragraph.end())
    if text[at] == ">":
        return _quote(text, at, depth)
    return _KINDS[text[at]](text, at) if text[at] in _KINDS else None


def _may_define(text: str, at: int) -> bool:
    """Say whether the block at *at* may be a definition, without a look at all of its lines.

    Ten thousand definitions, one a line, would be looked through ten thousand times.
    """
    near = text.find("]:", at, at + _NEAR)
    if near >= 0:
        return "\n\n" not in text[at:near]
    end = text.find("\n\n", at)
    return text.find("]:", at, end if end >= 0 else len(text)) >= 0


def _definition(text: str, at: int, known: dict[str, Any]) -> _Found | None:
    found = definition_at(text, at)
    if found is None:
        return None
    define(known, found)
    return [], found.end


def _title(underlined: re.Match[str]) -> _Found | None:
    """Return a heading that is underlined; None where it may be the head of a table."""
    if "|" in underlined[1] or _text(underlined[1]) is None:
        return None
    return _one(_text(underlined[1], 1 if underlined[2][0] == "=" else 2), underlined.end())


def _html(text: str, at: int) -> _Found | None:
    found = html_block_at(text, at)
    return ([Block("html", found[0])], found[1]) if found else None


def _one(block: Block | None, end: int) -> _Found | None:
    return None if block is None else ([block], end)


def _text(source: str, level: int = 0) -> Block | None:
    """Return the text *source*; None where it may hold a definition, or odd blanks around it."""
    source = source.rstrip(" \t\n\u00a0\u202f")
    if source and (source[0].isspace() or source[-1].isspace()):
        return None
    if source[:1] == "[" and "]:" in source and not level:
        return None
    return Block("text", source, level)


def _heading(text: str, at: int) -> _Found | None:
    found = _HEADING.match(text, at)
    if not found:
        return None
    title = (found[2] or "").rstrip(" \t")
    bare = title.rstrip("#")
    if not bare or bare[-1] in " \t":
        title = bare.rstrip(" \t")
    return _one(_text(title, len(found[1])), found.end())


def _fence(text: str, at: int) -> _Found | None:
    opening = _FENCE.match(text, at)
    if not opening or (opening[1][0] == "`" and "`" in opening[2]):
        return None
    for closing in _FENCE_END.finditer(text, opening.end()):
        if closing[1].startswith(opening[1]):
            code = text[opening.end() : closing.start()]
            return [Block("code", code)], closing.end()
    return None


def _rule(text: str, at: int) -> _Found | None:
    found = _RULE.match(text, at)
    return ([], found.end()) if found else None


def _rule_or_list(text: str, at: int) -> _Found | None:
    return _rule(text, at) or _list(text, at)


def _list(text: str, at: int) -> _Found | None:
    """Return what a list says whose items hold nothing but paragraphs.

    Where another list follows at once it is taken in: nobody asks where the first one ends.
    """
    found: list[Block] = []
    indent, end = 0, at
    while at < len(text):
        item = _ITEM.match(text, at) or (_FURTHER.match(text, at) if indent else None)
        if item is None:
            over = indent and text[at] not in " \t" and _is_no_item(text, at)
            return (found, end) if over else None
        if item[1][-1:] == " " and item[1].isspace():
            if len(item[1]) < indent:
                return found, end
            if len(item[1]) >= indent + 4:
                return None
        else:
            indent = len(item[1])
        block = _text(_outdented(item[2], indent))
        if block is None or _TABBED.search(item[2]):
            return None
        found.append(block)
        end = item.end()
        at = _skip(text, end)
    return found, end


def _outdented(source: str, indent: int) -> str:
    return re.sub(rf"\n {{1,{indent}}}", "\n", source) if "\n " in source else source


def _is_no_item(text: str, at: int) -> bool:
    return not _ITEM_MARK.match(text, at) or _RULE.match(text, at) is not None


def _quote(text: str, at: int, depth: int) -> _Found | None:
    quote = _QUOTE.match(text, at)
    if not quote or depth >= _DEPTH:
        return None
    inner = _QUOTE_MARK.sub("", quote.group())
    found: list[Block] = []
    start = _skip(inner, 0)
    while start < len(inner):
        plain = _plain(inner, start, depth + 1)
        if plain is None:
            return None
        found += plain[0]
        start = _skip(inner, plain[1])
    return found, quote.end()


_KINDS: dict[str, Callable[[str, int], _Found | None]] = {
    "#": _heading,
    "`": _fence,
    "~": _fence,
    "_": _rule,
    "<": _html,
    **dict.fromkeys("-*", _rule_or_list),
    **dict.fromkeys("+0123456789", _list),
}


class _Others:
    """The blocks of *text* as markdown-it's own rules find them, one at a time, in order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._state: Any = None
        self._line = self._at = 0
        self.known: dict[str, Any] = {}

    def read(self, at: int) -> _Found:
        """Return what the block says that starts at *at*, and where it ends."""
        markdown = parser()
        if self._state is None:
            from markdown_it.rules_block import StateBlock

            self._state = StateBlock(self._text, markdown, self.known, [])
        state = self._state
        self._line += self._text.count("\n", self._at, at)
        state.line, self._at = self._line, at
        before = len(state.tokens)
        for rule in markdown.block.ruler.getRules(""):
            if rule(state, self._line, state.lineMax, False):
                break
        return _said(state.tokens[before:]), state.bMarks[min(state.line, state.lineMax)]


def _said(tokens: list[Any]) -> list[Block]:
    found, level = [], 0
    for token in tokens:
        if token.type in ("fence", "code_block"):
            found.append(Block("code", token.content))
        elif token.type == "html_block":
            found.append(Block("html", token.content))
        elif token.type == "inline":
            found.append(Block("text", token.content, level))
        level = int(token.tag[1]) if token.type == "heading_open" else 0
    return found
