"""Text within a block: its code, links, images and emphasis found by patterns, where they can be.

A pattern accepts only what markdown-it is certain to read the same way: emphasis whose marks pair
up one by one, links whose labels hold no brackets. Of all other text nothing is said.
"""

import re
from functools import lru_cache
from html.entities import html5
from typing import Any, NamedTuple

from blogctl.content.raw_html import TAG, read_html
from blogctl.content.reading import Link
from blogctl.content.references import TARGET, TITLE, address_of, is_plain_url, label_of

References = dict[str, dict[str, Any]]
# What a token says, and where it ends.
_Said = tuple[str, int]

_MARKS = "`*_~[\\&<"
_MARK = re.compile(f"[{re.escape(_MARKS)}]")
_BREAK = re.compile(r"(?<! ) *+\n[ \t]*+")
# Code, then a bracket's label: code between single backticks may stand in it, brackets may not.
_CODE = r"(?P<ticks>`++)(?P<said>[\s\S]+?)(?<!`)(?P=ticks)(?!`)"
_LABEL = r"(?:[^\[\]`\\<]++|`[^`]++`(?!`))*+"
_TOKEN = re.compile(
    rf"(?P<code>{_CODE})"
    rf"|(?P<link>!?\[(?P<shown>{_LABEL})\]"
    rf"\((?P<target>{TARGET})(?: ++(?:{TITLE}))?+ *+\))"
    r"|(?P<run>\*++|_++)"
    rf"|(?P<bracket>!?\[(?=(?P<label>{_LABEL})\](?!\()(?:\[(?P<by>{_LABEL})\]|(?P<open>\[))?+))"
    r"|(?P<plain>~(?!~)|<(?=[ \n]|\Z)|&(?!#|[A-Za-z][A-Za-z0-9]{1,31};)|\\[A-Za-z0-9])"
    rf"|(?P<tag>{TAG})"
    r"|<(?P<url>https?://[^\s<>]++)>"
    r"|&(?P<entity>[A-Za-z][A-Za-z0-9]{1,31});"
    r"|\\(?P<escaped>[!-/:-@\[-`{-~])"
)
_ASCII_MARKS = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


class Phrase(NamedTuple):
    """What a text says once its marks are read, in the order in which it says it."""

    text: str
    code: list[str]
    links: list[Link]
    images: list[Link]


def phrase_of(source: str, references: References) -> Phrase | None:
    """Return what *source*, the text of one block, says; None where markdown-it has to be asked.

    *references* are the definitions by their labels, as markdown-it keeps them.
    """
    if not any(map(source.__contains__, _MARKS)):
        return Phrase(_flow(source), [], [], [])
    reader = _Reader(source, references)
    text = reader.read(0, len(source))
    return None if text is None else Phrase(text, reader.code, reader.links, reader.images)


def _flow(text: str) -> str:
    """Return *text* without the blanks around its line ends."""
    return _BREAK.sub("\n", text) if "\n" in text else text


class _Reader:
    """Reads a text token by token; gives up at the first that is not certain."""

    def __init__(self, source: str, references: References) -> None:
        self._source = source
        self._references = references
        self.code: list[str] = []
        self.links: list[Link] = []
        self.images: list[Link] = []

    def read(self, at: int, end: int) -> str | None:
        """Return what stands from *at* to *end*; None where that is uncertain."""
        parts: list[str] = []
        open_runs: list[str] = []
        while found := _MARK.search(self._source, at, end):
            token = self._token(at, found.start(), end)
            if token is None:
                return None
            parts.append(_flow(self._source[at : token.start()]))
            said = self._run(token, end, open_runs) if token["run"] else self._said(token)
            if said is None:
                return None
            parts.append(said[0])
            at = said[1]
        parts.append(_flow(self._source[at:end]))
        return None if open_runs else "".join(parts)

    def _token(self, start: int, at: int, end: int) -> re.Match[str] | None:
        if at > start and self._source.startswith("![", at - 1):
            image = _TOKEN.match(self._source, at - 1, end)
            if image:
                return image
        return _TOKEN.match(self._source, at, end)

    def _said(self, token: re.Match[str]) -> _Said | None:
        """Return what a token says, and where it ends."""
        match token.lastgroup:
            case "code":
                return self._code(token["said"].replace("\n", " ")), token.end()
            case "link":
                return self._link(token, address_of(token["target"]), token.end())
            case "bracket":
                return self._bracket(token)
            case "tag":
                return self._tag(token.group()), token.end()
            case "url":
                return self._url(token)
        letters = html5.get(f"{token['entity']};") or token["escaped"] or token.group()
        return letters, token.end()

    def _code(self, code: str) -> str:
        if code[0] == code[-1] == " " and code.strip(" "):
            code = code[1:-1]
        self.code.append(code)
        return code

    def _tag(self, source: str) -> str:
        html = read_html(source)
        self.links += html.links
        self.images += html.images
        return html.text

    def _url(self, token: re.Match[str]) -> _Said | None:
        if not is_plain_url(token["url"]):
            return None
        self.links.append(Link(token["url"], token["url"]))
        return token["url"], token.end()

    def _bracket(self, token: re.Match[str]) -> _Said | None:
        """Return what brackets say: a link where their label is defined, else themselves."""
        if not self._references:
            return token.group(), token.end()
        if token["open"]:
            return None
        reference = self._references.get(label_of(token["by"] or token["label"]))
        if not reference:
            return token.group(), token.end()
        behind = "label" if token["by"] is None else "by"
        return self._link(token, reference["href"], token.end(behind) + 1)

    def _link(self, token: re.Match[str], target: str | None, end: int) -> _Said | None:
        shown = "shown" if token.lastgroup == "link" else "label"
        if target is None:
            return None
        if token.group().startswith("!"):
            self.images.append(Link(target, token[shown]))
            return token[shown], end
        text = self.read(*token.span(shown))
        if text is None:
            return None
        self.links.append(Link(target, text))
        return text, end

    def _run(self, token: re.Match[str], end: int, open_runs: list[str]) -> _Said | None:
        """Return what a run of `*` or `_` says: nothing where it opens or closes, else itself."""
        before = self._source[token.start() - 1] if token.start() else " "
        after = self._source[token.end()] if token.end() < end else " "
        run = token["run"]
        opens, closes = _flanks(run[0], _kind(before), _kind(after))
        if not opens and not closes:
            return run, token.end()
        if opens and not closes:
            open_runs.append(run)
        elif opens or not open_runs or open_runs.pop() != run:
            return None
        return "", token.end()


def _flanks(mark: str, before: str, after: str) -> tuple[bool, bool]:
    """Return whether a run of *mark* may open, and whether it may close."""
    left = after == "letter" or (after == "mark" and before != "letter")
    right = before == "letter" or (before == "mark" and after != "letter")
    if mark == "*":
        return left, right
    return left and (not right or before == "mark"), right and (not left or after == "mark")


@lru_cache(maxsize=1024)
def _kind(letter: str) -> str:
    """Return what *letter* is to markdown-it: blank, mark or letter."""
    if letter.isascii() and letter.isalnum():
        return "letter"
    if letter in " \n":
        return "blank"
    if letter in _ASCII_MARKS:
        return "mark"
    from markdown_it.common.utils import isPunctChar, isWhiteSpace

    if isWhiteSpace(ord(letter)):
        return "blank"
    return "mark" if isPunctChar(letter) else "letter"
