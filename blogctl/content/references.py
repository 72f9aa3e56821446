"""Where links in Markdown lead: addresses, and the labels by which they are known."""

import re
from functools import lru_cache
from typing import Any, NamedTuple

from blogctl.content.commonmark import parser

_NESTED = r"\([^\s()<>\\\x00-\x20\x7f]*+\)"
# An address as a link or a definition has it, without escapes.
TARGET = rf"(?:[^\s()<>\\\x00-\x20\x7f]|{_NESTED})(?:[^\s()\\\x00-\x20\x7f]++|{_NESTED})*+"
TITLE = r"\"[^\"\\]*+\"|'[^'\\]*+'"
# Where no title stands behind the address, it may stand on the next line.
_DEFINITION = re.compile(
    rf"\[(?P<label>[^\[\]\\\n]++)\]: *+(?P<target>{TARGET})"
    r"(?: ++(?:\"[^\"\\\n]*+\"|'[^'\\\n]*+') *+(?=\n|\Z)| *+(?!\n[ \t]*[\"'(])(?=\n|\Z))"
)
# An address that stays as it is; any other is put into form, as browsers do.
_ADDRESS = re.compile(
    r"(?:https?://[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,3}(?:[/?#][!#$&-;=?-Z_a-z~]*+)?"
    r"|(?!//)[!#$&-9;=?-Z_a-z~]*+)"
)
_ODD_BLANK = re.compile(r"[^\S \t\n]")


class Definition(NamedTuple):
    """What a label stands for, and where its definition ends."""

    label: str
    target: str
    end: int


def definition_at(text: str, at: int) -> Definition | None:
    """Return the definition of a link that starts at *at*; None where that is uncertain."""
    found = _DEFINITION.match(text, at)
    if not found or "|" in found.group():
        return None
    label, target = label_of(found["label"]), address_of(found["target"])
    return Definition(label, target, found.end()) if label and target is not None else None


def label_of(text: str) -> str:
    """Return *text* as the label that it is: the case of its letters and its blanks are one."""
    if _ODD_BLANK.search(text):
        from markdown_it.common.utils import normalizeReference

        return normalizeReference(text)
    return " ".join(text.split()).lower().upper()


def define(known: dict[str, Any], found: Definition) -> None:
    """Let markdown-it know a definition; the first one of a label holds."""
    references = known.setdefault("references", {})
    references.setdefault(found.label, {"title": "", "href": found.target, "map": [0, 0]})


@lru_cache(maxsize=1024)
def address_of(target: str) -> str | None:
    """Return *target* in the form that markdown-it gives it; None where that is uncertain."""
    if "&" in target and ";" in target:
        return None
    if _ADDRESS.fullmatch(target):
        return target
    address: str = parser().normalizeLink(target)
    return address if parser().validateLink(address) else None


def is_plain_url(text: str) -> bool:
    """Say whether the URL *text* stays as it is, as an address and as what is shown of it."""
    return "xn--" not in text and _ADDRESS.fullmatch(text) is not None
