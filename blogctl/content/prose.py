"""Which parts of a Markdown body are prose: no code, no address, no word to the generator."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from blogctl.content.commonmark import parser

Span = tuple[int, int]

# What a person reads in a tag; the rest of it is markup.
_READABLE = ("alt", "title", "aria-label", "placeholder", "summary", "label")
_ADDRESSES = ("src", "href", "srcset", "poster", "data-src", "action", "cite", "data")
# A shortcode stays within a paragraph, and is no longer than this many letters.
_NEAR = 2000
_SHORTCODE = re.compile(r"\{\{|\{%")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
# What opens code or a comment, and what closes that, by the name it opens with.
_CODE_PAIRS = (
    (re.compile(r"\{%-?\s*(highlight|raw|codeblock|code|mermaid|math)\b[^%]*+%\}"),
     r"\{%-?\s*end{}\b[^%]*+%\}"),
    (re.compile(r"\{\{[<%]\s*(highlight|mermaid|code|raw)\b[^>%]*+[>%]\}\}"),
     r"\{\{[<%]\s*/\s*{}\s*[>%]\}\}"),
)  # fmt: skip
_CODE_TAGS = (
    (re.compile(r"<(pre|code|script|style|kbd|samp)\b[^<>]*+>", re.IGNORECASE), r"</{}\s*>"),
    (re.compile(r"<!--()"), r"--{}>"),
)
_LINE_END = re.compile(r"\r\n?|\n")
# An escaped letter, a code span, backticks that close nothing.
_BACKTICKS = re.compile(r"\\[\s\S]|(?P<code>(?P<run>`++)[\s\S]+?(?<!`)(?P=run)(?!`))|`++")
_TAG = re.compile(
    r"</?[A-Za-z][\w:-]*+"
    r"(?:\s++[^\s\"'<>/=]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'=<>`]++))?+)*+\s*+/?>"
)
_ATTRIBUTE = re.compile(
    r"(?<=\s)([^\s\"'<>/=]++)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'=<>`]++))"
)
_MARKS = re.compile(r"\{[:#.][^{}\n]*+\}")
_TARGET = re.compile(
    r"\]\(\s*+(<[^<>\n]*+>|(?:[^\s()\\<]|\\.|\((?:[^\s()\\]|\\.)*+\))(?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.)*+\))*+)"
)
_DEFINITION = re.compile(
    r"(?m)^[ >]*+(\[([^\]^][^\]]*+)\]:[ \t]*+\n?[ \t]*+(?:<[^<>\n]*+>|\S++))[ \t]*+(?=[\"'(\n]|\Z)"
)
_LABEL = re.compile(r"\]\[([^\[\]\n]++)\]")
_SHORT_LABEL = re.compile(r"\[([^\[\]]++)\](?:\[\])?(?![\[(:])")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]++\]")
_AUTOLINK = re.compile(r"<(?:[A-Za-z][A-Za-z0-9+.-]{1,31}:[^<>\s]*+|[^\s<>@]++@[^\s<>@]++)>")
_BARE = re.compile(r"\b(?:https?://|ftp://|www\.(?=[\w-]++\.))[^\s<>\"`]++", re.IGNORECASE)


class Reach(NamedTuple):
    """What a replacement takes in beside prose: *code* and markup, *urls* and shortcodes."""

    code: bool = False
    urls: bool = False


def prose(source: str, reach: Reach) -> list[Span]:
    """Return where *source*, whose lines end as Markdown has it, may be changed, in order."""
    code, urls, masked = _instructions(source)
    blocks = list(_blocks(masked))
    code += blocks
    masked = mask(masked, blocks)
    code += [span for pair in _CODE_TAGS for span in _enclosed(masked, *pair)]
    return _free(source, masked, reach, (code, urls))


def prose_of_line(text: str, reach: Reach) -> list[Span]:
    """Return where *text*, a title or another field, may be changed, in order."""
    code, urls, masked = _instructions(text)
    spans = _code_spans(masked, 0, len(masked))
    return _free(text, mask(masked, spans), reach, (code + spans, urls))


def _free(
    source: str, masked: str, reach: Reach, known: tuple[list[Span], list[Span]]
) -> list[Span]:
    code, urls = known
    tags, addresses = _tags(masked)
    closed = [] if reach.code else [*code, *tags, *_spans(_MARKS, masked)]
    if not reach.urls:
        # An address in code stays one, where code is taken in.
        closed += [*urls, *addresses, *_addresses(masked), *bare_addresses(source)]
    return between(closed, len(source))


def _instructions(source: str) -> tuple[list[Span], list[Span], str]:
    """Return code in shortcodes, shortcodes and Liquid's tags, and the text with these masked.

    Markdown would see marks of its own in them.
    """
    code = [span for pair in _CODE_PAIRS for span in _enclosed(source, *pair)]
    masked = mask(source, code)
    tags = list(_shortcodes(masked))
    return code, tags, mask(masked, tags)


def _enclosed(text: str, opening: re.Pattern[str], closing: str) -> Iterator[Span]:
    """Yield what stands from *opening* to *closing*, `{}` in which is the name that it opens."""
    at, never = 0, set()
    while found := opening.search(text, at):
        at, name = found.end(), found.group(1).lower()
        end = None
        if name not in never:
            end = re.compile(closing.replace("{}", name), re.IGNORECASE).search(text, at)
        if end is None:
            # Nor is it closed further down: to look again each time would take for ever.
            never.add(name)
            continue
        yield found.start(), end.end()
        at = end.end()


def _shortcodes(text: str) -> Iterator[Span]:
    at = 0
    while found := _SHORTCODE.search(text, at):
        at = found.end()
        end = text.find("%}" if found.group() == "{%" else "}}", at, at + _NEAR)
        if end >= 0 and not _BLANK_LINE.search(text, at, end):
            yield found.start(), end + 2
            at = end + 2


def mask(text: str, spans: Sequence[Span]) -> str:
    """Return *text* with letters for what stands in *spans*, its lines as long as they were."""
    pieces, at = [], 0
    for start, end in sorted(spans):
        pieces += [text[at:start], re.sub(r"[^\r\n]", "x", text[max(start, at) : end])]
        at = max(at, end)
    return "".join([*pieces, text[at:]])


def _blocks(source: str) -> Iterator[Span]:
    """Yield where code stands in *source*: fenced, indented, and between backticks."""
    starts = [0, *(found.end() for found in _LINE_END.finditer(source)), len(source)]
    # A mark of byte order is no letter of the first line.
    for token in parser().parse(source.replace("\ufeff", " ")):
        if token.map is None:
            continue
        start, end = (starts[min(line, len(starts) - 1)] for line in token.map)
        if token.type in ("fence", "code_block"):
            yield start, end
        elif token.type == "inline":
            yield from _code_spans(source, start, end)


def _code_spans(source: str, start: int, end: int) -> list[Span]:
    found = _BACKTICKS.finditer(source, start, end)
    return [one.span() for one in found if one.group("code")]


def _tags(text: str) -> tuple[list[Span], list[Span]]:
    """Return the parts of HTML tags that are markup, and those that are addresses."""
    markup: list[Span] = []
    addresses: list[Span] = []
    for tag in _TAG.finditer(text):
        holes = [tag.start()]
        for found in _ATTRIBUTE.finditer(text, *tag.span()):
            name, value = found.group(1).lower(), found.span(found.lastindex or 0)
            if name in (*_READABLE, *_ADDRESSES):
                holes += value
            if name in _ADDRESSES:
                addresses.append(value)
        holes.append(tag.end())
        markup += zip(holes[::2], holes[1::2], strict=True)
    return markup, addresses


def _addresses(text: str) -> list[Span]:
    """Return where links lead, as Markdown writes them, labels included."""
    labels = {_folded(found.group(2)) for found in _DEFINITION.finditer(text)}
    short = [
        found.span(1)
        for found in (_SHORT_LABEL.finditer(text) if labels else ())
        if _folded(found.group(1)) in labels
    ]
    whole = (*_spans(_AUTOLINK, text), *_spans(_FOOTNOTE, text))
    parts = [
        found.span(1) for one in (_TARGET, _DEFINITION, _LABEL) for found in one.finditer(text)
    ]
    return [*short, *whole, *parts]


def _folded(label: str) -> str:
    return " ".join(label.split()).casefold()


def bare_addresses(text: str) -> list[Span]:
    """Return where addresses stand in *text* by themselves, without the stops behind them."""
    spans = []
    for found in _BARE.finditer(text):
        url = found.group()
        while url and (url[-1] in ".,;:!?'*_~]}»”’…" or _is_closing(url)):
            url = url[:-1]
        spans.append((found.start(), found.start() + len(url)))
    return spans


def _is_closing(url: str) -> bool:
    return url[-1] == ")" and url.count(")") > url.count("(")


def _spans(pattern: re.Pattern[str], text: str) -> list[Span]:
    return [found.span() for found in pattern.finditer(text)]


def between(closed: Sequence[Span], length: int) -> list[Span]:
    """Return the spans of a text of *length* letters that *closed* leave free, in order."""
    free, at = [], 0
    for start, end in sorted(closed):
        if start > at:
            free.append((at, start))
        at = max(at, end)
    return [*free, (at, length)] if at < length else free
