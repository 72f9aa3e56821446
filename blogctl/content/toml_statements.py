"""TOML text taken apart: where each table, field, value and item of a list begins and ends.

What it reads must be TOML already: `tomllib` says so first, and says what each value means.
"""

import re
import tomllib
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from blogctl.content.dialect import Key, Value
from blogctl.errors import CannotEdit

_BARE = r"[A-Za-z0-9_-]+"
_BASIC = r'"(?:[^"\\\r\n]|\\[^\r\n])*+"'
_LITERAL = r"'[^'\r\n]*+'"
# One or two quotes may end the text itself, so that up to five stand at its end.
_LONG_BASIC = r'"""(?:[^"\\]|\\[\s\S]|"{1,2}(?!"))*+"{3,5}'
_LONG_LITERAL = r"'''(?:[^']|'{1,2}(?!'))*+'{3,5}"
_TEXT = f"{_LONG_BASIC}|{_LONG_LITERAL}|{_BASIC}|{_LITERAL}"
_NAME = f"(?:{_BARE}|{_BASIC}|{_LITERAL})"
_NAMES = rf"{_NAME}(?:[ \t]*\.[ \t]*{_NAME})*+"

_EACH_NAME = re.compile(_NAME)
_BARE_NAME = re.compile(_BARE)
_GAP = re.compile(r"(?:[ \t\r\n]|#[^\r\n]*+)*+")
_FIELD = re.compile(rf"({_NAMES})[ \t]*=[ \t]*")
_TABLE = re.compile(rf"\[\[?[ \t]*({_NAMES})[ \t]*\]\]?")
# A blank may stand between a day and its time of day.
_VALUE = re.compile(rf"{_TEXT}|\d{{4}}-\d\d-\d\d \d[\d:.Zz+-]*|[^\s,\[\]{{}}#\"'=]+")
_NESTED = re.compile(rf"{_TEXT}|#[^\r\n]*+|[\[\]{{}}]")
_LINE_END = re.compile(r"[^\n]*(?:\n|\Z)")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_CONTROL = re.compile(r"[\x00-\x1f\x7f\"\\]")

Span = tuple[int, int]


class Table(NamedTuple):
    """A table's heading: its name, and its whole lines. *many*: it is one of a list of tables."""

    key: Key
    start: int
    end: int
    many: bool


class Field(NamedTuple):
    """A field: its whole name, the table it is written under, and where it and its value stand.

    *start* and *end* are its whole lines, or the pair itself where it stands in an inline table;
    then *inside* is the index of that table's brace, else None.
    """

    key: Key
    table: Key
    start: int
    end: int
    value: Span
    many: bool
    inside: int | None = None


def statements(text: str) -> list[Table | Field]:
    """Return the tables and fields of a block as they stand; not those within inline tables."""
    found: list[Table | Field] = []
    table: Key = ()
    lists: set[Key] = set()
    many = False
    here = _gap_end(text, 0)
    while here < len(text):
        start = line_start(text, here)
        if text[here] == "[":
            match = _matched(_TABLE, text, here)
            table = _names(match.group(1))
            if text.startswith("[[", here):
                lists.add(table)
            many = any(table[: len(one)] == one for one in lists)
            end = line_end(text, match.end())
            found.append(Table(table, start, end, many))
        else:
            match, last = _pair(text, here)
            end = line_end(text, last)
            key = (*table, *_names(match.group(1)))
            found.append(Field(key, table, start, end, (match.end(), last), many))
        here = _gap_end(text, end)
    return found


def fields_within(text: str, field: Field) -> list[Field]:
    """Return the fields of the inline table that is a field's value, and of those within it."""
    brace = field.value[0]
    if text[brace] != "{":
        return []
    found = []
    for start, end in parts(text, brace):
        match, last = _pair(text, start)
        key = (*field.key, *_names(match.group(1)))
        inner = Field(key, field.key, start, end, (match.end(), last), field.many, brace)
        found += [inner, *fields_within(text, inner)]
    return found


def parts(text: str, bracket: int) -> list[Span]:
    """Return where the items of a list, or the pairs of an inline table, stand."""
    spans = []
    here = _gap_end(text, bracket + 1)
    while text[here : here + 1] not in ("]", "}"):
        if text[here : here + 1] == ",":
            here += 1
        else:
            last = _pair(text, here)[1] if text[bracket] == "{" else value_end(text, here)
            spans.append((here, last))
            here = last
        here = _gap_end(text, here)
    return spans


def value_end(text: str, at: int) -> int:
    """Return the index behind the value that begins at an index."""
    if text[at : at + 1] not in ("[", "{"):
        return _matched(_VALUE, text, at).end()
    depth = 0
    for token in _NESTED.finditer(text, at):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token.group(), 0)
        if depth == 0:
            return token.end()
    raise _unreadable()


def line_start(text: str, at: int) -> int:
    """Return the index at which the line begins."""
    return text.rfind("\n", 0, at) + 1


def line_end(text: str, at: int) -> int:
    """Return the index behind the line and its line ending."""
    return _matched(_LINE_END, text, at).end()


def written(value: Value, *, literal: bool = False) -> str:
    """Return *value* in TOML, on one line. *literal*: texts are in '…' where that can hold them."""
    if isinstance(value, list):
        return f"[{', '.join(written(item, literal=literal) for item in value)}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        utc = value.utcoffset() == UTC.utcoffset(None)
        return value.replace(tzinfo=None).isoformat() + "Z" if utc else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return quoted(value, literal=literal) if isinstance(value, str) else str(value)


def quoted(text: str, *, literal: bool = False) -> str:
    """Return *text* in double quotes; in single ones if *literal* and they can hold it."""
    if literal and "'" not in text and not _CONTROL.search(text.replace("\\", "").replace('"', "")):
        return f"'{text}'"
    return f'"{escaped(text)}"'


def escaped(text: str) -> str:
    """Return *text* as it stands between double quotes."""
    return _CONTROL.sub(lambda one: _ESCAPES.get(one[0], f"\\u{ord(one[0]):04x}"), text)


def dotted(names: Key) -> str:
    """Return a field's or table's name as it is written, quoted only where it must be."""
    return ".".join(name if _BARE_NAME.fullmatch(name) else quoted(name) for name in names)


def meaning(value: str) -> Any:
    """Return what a value means, as it is written in TOML."""
    return tomllib.loads(f"value = {value}")["value"]


def _names(key: str) -> Key:
    return tuple(
        name if _BARE_NAME.fullmatch(name) else meaning(name) for name in _EACH_NAME.findall(key)
    )


def _pair(text: str, at: int) -> tuple[re.Match[str], int]:
    match = _matched(_FIELD, text, at)
    return match, value_end(text, match.end())


def _gap_end(text: str, at: int) -> int:
    return _matched(_GAP, text, at).end()


def _matched(pattern: re.Pattern[str], text: str, at: int) -> re.Match[str]:
    match = pattern.match(text, at)
    if match is None:
        raise _unreadable()
    return match


def _unreadable() -> CannotEdit:
    return CannotEdit("the front matter is not TOML", hint="mend it by hand")
