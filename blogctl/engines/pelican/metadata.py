"""Where the metadata of a Pelican article starts and ends, and its fields one by one."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple
from unicodedata import combining, east_asian_width

from blogctl.content.dialect import Dialect
from blogctl.content.document import BOM, Document, sliced
from blogctl.content.rst import read_rst, without_markup

_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+\Z")
# The rules of the extension `meta` of Python-Markdown, in which a tab is up to four blanks.
_KEY = re.compile(r" {0,3}([A-Za-z0-9_-]+):\s*(.*)", re.DOTALL)
_MORE = re.compile(r" {4,}(.*)", re.DOTALL)
_OPENING = re.compile(rb"-{3}")
_CLOSING = re.compile(rb"-{3}|\.{3}")
# The rules of reStructuredText for a field, and for the mark of a heading.
_FIELD = re.compile(r":(?![: ])((?:[^:\\]|\\.|:(?![ `]|$))+)(?<! ):(?: +(.*)|$)")
_RULE = re.compile(rb"([!-/:-@\[-`{-~])\1*")
# What may stand above the title and the fields: comments, targets, what stands for other text,
# and directives that show nothing there; no footnote, and no other directive.
_UNSEEN = re.compile(
    rb"\.\.(?:\s*$| (?!\s*\[)(?!\s*[\w.+-]+::)"
    rb"|\s+(?:meta|raw|role|default-role|class|sectnum|title|header|footer)::)"
)
_TO_BLANK = re.compile(rb"\.\.(?:\s*$| _|\s*\||\s+(?:class|role|default-role|sectnum|title)::)")
# What docutils takes out of a field list, by language; English where it does not know the language.
_DOCINFO = {
    "en": "abstract address author authors contact copyright date dedication organization revision"
    " status version",
    "af": "status", "ca": "copyright", "cs": "copyright", "da": "copyright revision status version",
    "de": "copyright revision status version", "es": "copyright",
    "fr": "contact copyright date version", "gl": "abstract", "it": "copyright status",
    "lv": "copyright", "nl": "contact copyright status", "pl": "copyright status",
    "pt_br": "copyright", "sk": "copyright", "sv": "copyright revision status version",
    **dict.fromkeys(("ar", "eo", "fa", "fi", "he", "ja", "ka", "ko", "lt", "ru", "uk"), ""),
    **dict.fromkeys(("zh_cn", "zh_tw"), ""),
}  # fmt: skip


class Field(NamedTuple):
    """A field as it is written: *values* are its lines, *line* its number in the file."""

    name: str
    values: tuple[str, ...]
    line: int


def cut_lines(data: bytes, dialect: Dialect) -> Document:
    """Return the pieces of a Markdown article: `Key: value` lines to the first blank line.

    A line with `---` may stand above them, one with `---` or `...` below.
    """
    start = len(BOM) if data.startswith(BOM) else 0
    lines = _LINE.findall(data, start)
    if lines and _OPENING.match(lines[0]):
        start += len(lines.pop(0))
    end, has_key = start, False
    for line in lines:
        text = _text(line)
        if not text.strip() or _CLOSING.match(line):
            return sliced(data, start, end, end + len(line), "lines", dialect)
        if not _KEY.match(text) and not (has_key and _MORE.match(text)):
            break
        has_key = True
        end += len(line)
    return sliced(data, start, end, end, "lines", dialect)


def cut_fieldlist(data: bytes, dialect: Dialect) -> Document:
    """Return the pieces of a reStructuredText article: a heading, then `:name: value` lines.

    A BOM is text to docutils: a heading's, and what stands behind it is no field.
    """
    lines = _LINE.findall(data)
    at = after = _after_comments(lines, 0)
    styles: list[str] = []
    # A title, and a subtitle of another style.
    while len(styles) < 2 and _heading(lines, at) and _style(lines, at) not in styles:
        styles.append(_style(lines, at))
        after = at + _heading(lines, at)
        at = _after_comments(lines, after)
    if at < len(lines) and _FIELD.match(_text(lines[at])):
        return _sliced(data, lines, at, _after_fields(lines, at), dialect)
    # Without fields, new ones go right below the heading.
    after = after if any(_heading(lines, i) for i in range(after)) else 0
    if not after and data.startswith(BOM):
        return sliced(data, len(BOM), len(BOM), len(BOM), "fieldlist", dialect)
    return _sliced(data, lines, after, after, dialect)


def fields_of(document: Document) -> list[Field]:
    """Return the fields of an article in the order written."""
    if not has_fields(document):
        return []
    read: list[tuple[str, list[str], int]] = []
    pattern = _FIELD if document.format == "fieldlist" else _KEY
    for number, line in enumerate(_LINE.findall(document.block), start=_first_line(document)):
        text = _text(line)
        found = pattern.match(text)
        if found:
            read.append((found[1].strip(), [(found[2] or "").strip()], number))
        elif read and text.strip():
            read[-1][1].append(text.strip())
    return [Field(name, tuple(values), number) for name, values, number in read]


def empty_docinfo(document: Document, language: str) -> Field | None:
    """Return the first field that is empty, and that docutils takes for one of its own."""
    code = language.replace("-", "_")
    names = _DOCINFO.get(code, _DOCINFO.get(code.partition("_")[0], _DOCINFO["en"])).split()
    empty = (field for field in fields_of(document) if not any(field.values))
    return next((field for field in empty if field.name.lower() in names), None)


def heading_of(document: Document) -> tuple[str, bool]:
    """Return an article's title, and whether it is the only heading of its level.

    Where another has its level, Pelican sees neither a title nor fields.
    """
    lines = _LINE.findall(document.opening)
    at = next((i for i in range(len(lines)) if _heading(lines, i)), None)
    if at is None:
        return "", True
    title = _text(lines[at + (_heading(lines, at) == 3)]).strip("\ufeff ")
    return without_markup(title), _is_alone(document, 1)


def has_fields(document: Document) -> bool:
    """Say whether Pelican sees the fields: no heading above them is one of several."""
    return document.format != "fieldlist" or (_is_alone(document, 1) and _is_alone(document, 2))


def _is_alone(document: Document, level: int) -> bool:
    """Say whether the heading above the fields that has this level, if any, is the only one."""
    lines = _LINE.findall(document.opening)
    styles, at = [], 0
    while at < len(lines):
        length = _heading(lines, at)
        styles += [_style(lines, at)] if length else []
        at += length or 1
    if len(styles) < level:
        return True
    rule = re.escape(styles[level - 1][-1]).encode()
    if not re.search(rb"(?m)^" + rule + rb"+[ \t]*\r?$", document.body):
        return True
    text = document.joined.removeprefix(BOM).decode("utf-8", "replace")
    return [heading.level for heading in read_rst(text).headings].count(level) < 2


def short_line(document: Document) -> int | None:
    """Return the line of a heading that is longer than the line under it; None where none is."""
    lines = [_text(line).rstrip() for line in _LINE.findall(document.joined)]
    is_rule = [bool(line and _RULE.fullmatch(line.encode())) for line in lines]
    for at, (title, under) in enumerate(pairwise(lines)):
        is_apart = at == 0 or not lines[at - 1] or is_rule[at - 1]
        is_title = title and not is_rule[at] and not title.startswith((" ", "..", ":", "|"))
        if is_apart and is_title and is_rule[at + 1] and 4 <= len(under) < _width(title):
            return at + 1
    return None


def _width(text: str) -> int:
    """Return the columns that *text* takes: two for a Chinese character, none for an accent."""
    return sum(2 if east_asian_width(char) in "WF" else not combining(char) for char in text)


def _first_line(document: Document) -> int:
    return len(_LINE.findall(document.opening)) + 1


def _text(line: bytes) -> str:
    """Return a line as text, its tabs as blanks, without its end."""
    return line.decode("utf-8", "replace").rstrip("\r\n").expandtabs(4)


def _sliced(
    data: bytes, lines: Sequence[bytes], first: int, last: int, dialect: Dialect
) -> Document:
    """Return *data* with the lines from *first* to before *last* as its block."""
    start = sum(map(len, lines[:first]))
    end = start + sum(map(len, lines[first:last]))
    return sliced(data, start, end, end, "fieldlist", dialect)


def _after_comments(lines: Sequence[bytes], at: int) -> int:
    """Return the first line from *at* that is neither blank, a comment nor a target."""
    is_comment = ends_at_blank = False
    for i in range(at, len(lines)):
        line = lines[i]
        if not line.strip():
            is_comment = is_comment and not ends_at_blank
        elif not (is_comment and line[:1] in (b" ", b"\t")):
            is_comment = bool(_UNSEEN.match(line))
            ends_at_blank = bool(_TO_BLANK.match(line))
            if not is_comment:
                return i
    return len(lines)


def _heading(lines: Sequence[bytes], at: int) -> int:
    """Return how many lines a heading on line *at* takes, 0 where there is none."""
    one, two, three = (lines[i].rstrip() if i < len(lines) else b"" for i in (at, at + 1, at + 2))
    if one and one == three and _RULE.fullmatch(one) and two:
        return 3
    is_heading = one and one[:1] not in (b" ", b"\t") and _RULE.fullmatch(two)
    return (
        2 if is_heading and (len(two) > 3 or len(two) >= len(one.decode("utf-8", "replace"))) else 0
    )


def _style(lines: Sequence[bytes], at: int) -> str:
    """Return the mark under the heading on line *at*, twice where one stands above too."""
    has_overline = _heading(lines, at) == 3
    mark = chr(lines[at + 1 + has_overline][0])
    return mark * (1 + has_overline)


def _after_fields(lines: Sequence[bytes], at: int) -> int:
    """Return the line after the last field of those that start on line *at*."""
    end = at
    for i in range(at, len(lines)):
        text = _text(lines[i])
        if text.strip() and not text.startswith(" ") and not _FIELD.match(text):
            break
        end = i + 1 if text.strip() else end
    return end
