"""Where the targets of links stand in a Markdown text, as markdown-it finds them."""

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, NamedTuple

# Instructions to the generator hold blanks and quotes that Markdown would stumble over.
_INSTRUCTION = re.compile(
    r"\{\{[<%].{0,2000}?[%>]\}\}|\{\{[^`\n{}]{0,500}\}\}|\{%[^`]{0,500}?%\}", re.DOTALL
)
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")
_DEFINITION = re.compile(r"\[(?:[^\]\\]|\\.)+\]:\s*(?:<([^<>\n]*)>|([^\s<]\S*))", re.DOTALL)
_SILENT = re.compile(
    r"<!--.*?-->|<(pre|code|script|style|textarea)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE
)
_TAG = re.compile(r"<[A-Za-z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
_ATTRIBUTE = re.compile(
    r"\s(?:href|src|poster)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE
)


class Span(NamedTuple):
    """A stretch of a text, from *start* up to *end*."""

    start: int
    end: int


class Targets(NamedTuple):
    """What a text links to: the *targets* of its links and images, and its *code*, in order."""

    targets: tuple[Span, ...]
    code: tuple[Span, ...]


def find_targets(source: str) -> Targets:
    """Return where the targets of links, images, definitions and HTML stand, and where code."""
    masked = _INSTRUCTION.sub(lambda found: re.sub(r"[^\r\n]", "x", found.group()), source)
    finder = _Finder(masked)
    env: dict[str, Any] = {}
    for token in _marker().parse(masked, env):
        finder.read(token, env)
    known = [*env.get("references", {}).values(), *env.get("duplicate_refs", [])]
    for definition in known:
        finder.define(*definition["map"])
    return Targets(tuple(sorted(set(finder.targets))), tuple(sorted(set(finder.code))))


class _Finder:
    """Maps what markdown-it says of lines and of the text in them to places in the source."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.lines = [Span(*found.span()) for found in _LINE.finditer(source)]
        self.targets: list[Span] = []
        self.code: list[Span] = []
        self._cell = (-1, 0)

    def read(self, token: Any, env: dict[str, Any]) -> None:
        """Keep what a block holds."""
        if token.type in ("fence", "code_block"):
            self.code.append(self._block(*token.map))
        elif token.type == "html_block":
            self._html(self._block(*token.map))
        elif token.type == "inline":
            places = self._places(token.content, token.map[0])
            found: list[tuple[str, int, int]] = []
            env["found"] = found
            _marker().inline.parse(token.content, _marker(), env, [])
            for kind, start, end in found:
                self._keep(kind, token.content, Span(start, end), places)

    def define(self, first: int, after: int) -> None:
        """Keep the target of the definition on some lines: `[x]: /posts/old/`."""
        place = self._block(first, after)
        found = _DEFINITION.search(self.source, place.start, place.end)
        if found:
            self.targets.append(Span(*found.span(1 if found.group(1) is not None else 2)))

    def _block(self, first: int, after: int) -> Span:
        return Span(self.lines[first].start, self.lines[min(after, len(self.lines)) - 1].end)

    def _places(self, content: str, first: int) -> list[int | None]:
        """Return where each line of *content* begins in the source; None where that is not seen."""
        return [self._place(line, first + at) for at, line in enumerate(content.split("\n"))]

    def _place(self, text: str, number: int) -> int | None:
        if number >= len(self.lines):
            return None
        start, end = self.lines[number]
        line = self.source[start:end].rstrip()
        if line.endswith(text.rstrip()):
            return start + len(line) - len(text.rstrip())
        # A cell of a table, or a heading with marks behind it.
        after = self._cell[1] if self._cell[0] == number else 0
        found = line.find(text, after)
        self._cell = (number, found + len(text))
        return start + found if found >= 0 else None

    def _keep(self, kind: str, content: str, span: Span, places: Sequence[int | None]) -> None:
        line = content.count("\n", 0, span.start)
        begin = places[line]
        last = places[content.count("\n", 0, span.end)]
        if begin is None or last is None:
            return
        start = begin + span.start - (content.rfind("\n", 0, span.start) + 1)
        end = last + span.end - (content.rfind("\n", 0, span.end) + 1)
        if kind == "code":
            self.code.append(Span(start, end))
        elif kind == "html":
            self._attributes(start, end)
        elif self.source[start:end] == content[span.start : span.end]:
            self.targets.append(Span(start, end))

    def _html(self, block: Span) -> None:
        """Keep the targets in raw HTML; what is printed or run as it is counts as code."""
        at = block.start
        for silent in _SILENT.finditer(self.source, block.start, block.end):
            self._attributes(at, silent.start())
            self.code.append(Span(*silent.span()))
            at = silent.end()
        self._attributes(at, block.end)

    def _attributes(self, start: int, end: int) -> None:
        for tag in _TAG.finditer(self.source, start, end):
            for found in _ATTRIBUTE.finditer(self.source, *tag.span()):
                number = next(n for n in (1, 2, 3) if found.group(n) is not None)
                self.targets.append(Span(*found.span(number)))


Rule = Callable[[Any, bool], bool]


@cache
def _marker() -> Any:
    """Return a parser that leaves the text of blocks alone, and then marks what it finds there."""
    from markdown_it.rules_inline import autolink, backtick, html_inline, image, link

    from blogctl.content.commonmark import make_parser

    parser = make_parser()
    parser.core.ruler.disable("inline")
    marking = {
        "link": _marking(link, _destination),
        "image": _marking(image, _destination, quiet=True),
        "autolink": _marking(autolink, lambda state, at: ("target", at + 1, state.pos - 1)),
        "html_inline": _marking(html_inline, lambda state, at: ("html", at, state.pos)),
        "backticks": _marking(backtick, _code),
    }
    for name, rule in marking.items():
        parser.inline.ruler.at(name, rule)
    return parser


def _marking(
    rule: Rule, mark: Callable[[Any, int], tuple[str, int, int] | None], *, quiet: bool = False
) -> Rule:
    """Return *rule* so that it notes where it found something; *quiet*: nothing within that."""

    def marked(state: Any, silent: bool) -> bool:
        at, found = state.pos, state.env.get("found")
        if quiet:
            state.env["found"] = None
        done = rule(state, silent)
        if quiet:
            state.env["found"] = found
        if done and not silent and found is not None:
            note = mark(state, at)
            found.extend([note] if note else [])
        return done

    return marked


def _destination(state: Any, at: int) -> tuple[str, int, int] | None:
    """Return where the target of an inline link is; None for one that names a definition."""
    helpers = state.md.helpers
    image = state.src[at] == "!"
    end, state.pos = state.pos, at
    close = helpers.parseLinkLabel(state, at + image, not image)
    state.pos = end
    if close < 0 or state.src[close + 1 : close + 2] != "(":
        return None
    start = close + 2
    while start < end and state.src[start] in " \t\n":
        start += 1
    found = helpers.parseLinkDestination(state.src, start, end)
    if not found.ok or found.pos >= end:
        return None
    return ("target", start + 1, found.pos - 1) if state.src[start] == "<" else (
        ("target", start, found.pos))  # fmt: skip


def _code(state: Any, at: int) -> tuple[str, int, int] | None:
    """Return where inline code is; None for marks that are not closed."""
    token = state.tokens[-1] if state.tokens else None
    is_code = token is not None and token.type == "code_inline" and not state.pending
    return ("code", at, state.pos) if is_code else None
