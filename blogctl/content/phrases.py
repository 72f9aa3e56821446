"""Text within a block: its code, links, images and emphasis found by patterns, where they can be.

A pattern accepts only what markdown-it is certain to read the same way: emphasis whose marks pair
up one by one, links whose labels hold no brackets. Of all other text nothing is said.
"""

import re
from functools import lru_cache
from html.entities import html5
from typing import NamedTuple

from blogctl.content.commonmark import parser
from blogctl.content.reading import Link

_MARK = re.compile(r"[`*_~\[\\&<]")
_BREAK = re.compile(r" *\n[ \t]*")
# Code, then a bracket's label: code between single backticks may stand in it, brackets may not.
_CODE = r"(?P<ticks>`++)(?P<said>[\s\S]+?)(?<!`)(?P=ticks)(?!`)"
_LABEL = r"(?:[^\[\]`\\<]++|`[^`]++`(?!`))*+"
_NESTED = r"\((?:[^\s()<>\\\x00-\x20\x7f])*+\)"
_TARGET = rf"(?:[^\s()<>\\\x00-\x20\x7f]|{_NESTED})(?:[^\s()\\\x00-\x20\x7f]++|{_NESTED})*+"
_TITLE = r"(?: ++(?:\"[^\"\\]*+\"|'[^'\\]*+'))?+ *+"
_TOKEN = re.compile(
    rf"(?P<code>{_CODE})"
    rf"|(?P<link>(?P<image>!)?\[(?P<label>{_LABEL})\]\((?P<target>{_TARGET}){_TITLE}\))"
    r"|(?P<run>\*++|_++)"
    rf"|(?P<bracket>\[(?={_LABEL}\](?!\()))"
    r"|(?P<plain>~(?!~)|<(?=[ \n]|\Z)|&(?!#|[A-Za-z][A-Za-z0-9]{1,31};)|\\[A-Za-z0-9])"
    r"|&(?P<entity>[A-Za-z][A-Za-z0-9]{1,31});"
    r"|\\(?P<escaped>[!-/:-@\[-`{-~])"
)
# An address that stays as it is; any other is put into form, as browsers do.
_ADDRESS = re.compile(
    r"(?:https?://[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,3}(?:[/?#][!#$&-;=?-Z_a-z~]*+)?"
    r"|(?!//)[!#$&-9;=?-Z_a-z~]*+)"
)
_ASCII_MARKS = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


class Phrase(NamedTuple):
    """What a text says once its marks are read, in the order in which it says it."""

    text: str
    code: list[str]
    links: list[Link]
    images: list[Link]


def phrase_of(source: str, *, has_definitions: bool) -> Phrase | None:
    """Return what *source*, the text of one block, says; None where markdown-it has to be asked.

    *has_definitions* where brackets alone may be links.
    """
    if not _MARK.search(source):
        return Phrase(_flow(source), [], [], [])
    reader = _Reader(source, has_definitions=has_definitions)
    text = reader.read(0, len(source))
    return None if text is None else Phrase(text, reader.code, reader.links, reader.images)


def _flow(text: str) -> str:
    """Return *text* without the blanks around its line ends."""
    return _BREAK.sub("\n", text) if "\n" in text else text


class _Reader:
    """Reads a text token by token; gives up at the first that is not certain."""

    def __init__(self, source: str, *, has_definitions: bool) -> None:
        self._source = source
        self._has_definitions = has_definitions
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
            parts.append(said)
            at = token.end()
        parts.append(_flow(self._source[at:end]))
        return None if open_runs else "".join(parts)

    def _token(self, start: int, at: int, end: int) -> re.Match[str] | None:
        if at > start and self._source.startswith("![", at - 1):
            image = _TOKEN.match(self._source, at - 1, end)
            if image:
                return image
        return _TOKEN.match(self._source, at, end)

    def _said(self, token: re.Match[str]) -> str | None:
        match token.lastgroup:
            case "code":
                return self._code(token["said"].replace("\n", " "))
            case "link":
                return self._link(token)
            case "entity":
                return html5.get(f"{token['entity']};", token.group())
            case "escaped":
                return token["escaped"]
            case "bracket" if self._has_definitions:
                return None
        return token.group()

    def _code(self, code: str) -> str:
        if code[0] == code[-1] == " " and code.strip(" "):
            code = code[1:-1]
        self.code.append(code)
        return code

    def _link(self, token: re.Match[str]) -> str | None:
        target = _address(token["target"])
        if target is None:
            return None
        if token["image"]:
            self.images.append(Link(target, token["label"]))
            return token["label"]
        text = self.read(*token.span("label"))
        if text is not None:
            self.links.append(Link(target, text))
        return text

    def _run(self, token: re.Match[str], end: int, open_runs: list[str]) -> str | None:
        """Return what a run of `*` or `_` says: nothing where it opens or closes, else itself."""
        before = self._source[token.start() - 1] if token.start() else " "
        after = self._source[token.end()] if token.end() < end else " "
        run = token["run"]
        opens, closes = _flanks(run[0], _kind(before), _kind(after))
        if opens and not closes:
            open_runs.append(run)
            return ""
        if closes:
            pairs = not opens and open_runs and open_runs.pop() == run
            return "" if pairs else None
        return run


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


@lru_cache(maxsize=1024)
def _address(target: str) -> str | None:
    """Return *target* in the form that markdown-it gives it; None where that is uncertain."""
    if "&" in target and ";" in target:
        return None
    if _ADDRESS.fullmatch(target):
        return target
    address = parser().normalizeLink(target)
    return address if parser().validateLink(address) else None
