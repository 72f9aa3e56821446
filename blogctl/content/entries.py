"""Front matter taken apart into entries, comments included, and written in another format."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from math import isfinite
from typing import Any, NamedTuple

from blogctl.content.dates import write_date
from blogctl.content.document import Document, Format
from blogctl.content.front_matter import read_fields
from blogctl.errors import CannotEdit

_TOML_PARTS = re.compile(
    r"\"{3}(?:\\.|[^\\])*?\"{3,5}|'{3}.*?'{3,5}"
    r"|\"(?:\\.|[^\"\\\n])*\"|'[^'\n]*'|#[ \t]*([^\n]*)",
    re.DOTALL,
)
FENCES: Mapping[str, str] = {"yaml": "---", "toml": "+++", "json": ""}
_BY_HAND = "convert this post by hand; nothing was changed"


class Entry(NamedTuple):
    """A field with the comments *above* it, without their `#`, and the one *beside* it."""

    key: str
    value: Any
    above: tuple[str, ...] = ()
    beside: str = ""


class Written(NamedTuple):
    """A document in its new format, and a sentence for each thing that the format cannot hold."""

    document: Document
    lost: tuple[str, ...]


def in_format(document: Document, form: Format, dates: Sequence[str] = ()) -> Written:
    """Return *document* with its front matter in YAML, TOML or JSON; the body stays.

    The order of the fields stays, and so do comments, where the format can hold them. *dates* are
    the fields, in lower case, whose texts are dates: TOML has dates of its own. Raise CannotEdit
    where a value would not mean the same.
    """
    if document.format == form:
        return Written(document, ())
    try:
        return _in_other_format(document, form, dates)
    except (TypeError, ValueError, RecursionError) as error:
        message = f"{form.upper()} has no form for a value of the front matter"
        raise CannotEdit(message, hint=_BY_HAND) from error


def _in_other_format(document: Document, form: Format, dates: Sequence[str]) -> Written:
    entries, below, lost = entries_of(document)
    kept, missing = _holdable(entries, below, form)
    newline = document.newline
    text = _text(kept, below, form, frozenset(dates)).replace("\n", newline)
    fence = f"{FENCES[form]}{newline}".encode() if FENCES[form] else b""
    written = document._replace(
        opening=_mark(document) + fence,
        block=text.encode(),
        closing=fence,
        body=_parted(document.body, form, newline),
        format=form,
    )
    after = [Entry(key, value) for key, value in read_fields(written).items()]
    if _meaning(after, dates) != _meaning(kept, dates):
        message = f"the front matter would not mean the same in {form.upper()}"
        raise CannotEdit(message, hint=_BY_HAND)
    return Written(written, (*lost, *missing))


def _meaning(entries: Sequence[Entry], dates: Sequence[str]) -> list[tuple[str, Any]]:
    """Return what *entries* say, so that it compares whatever format they stood in."""
    return [
        (entry.key, _plain(_as_date(entry.value) if entry.key.lower() in dates else entry.value))
        for entry in entries
    ]


def _mark(document: Document) -> bytes:
    return b"\xef\xbb\xbf" if document.opening.startswith(b"\xef\xbb\xbf") else b""


def _parted(body: bytes, form: Format, newline: str) -> bytes:
    """Return *body* so that it does not run into the brace that ends JSON."""
    return newline.encode() + body if form == "json" and body[:1] not in b"\r\n" else body


def entries_of(document: Document) -> tuple[list[Entry], tuple[str, ...], tuple[str, ...]]:
    """Return the fields of *document* in their order, the comments below them, and what is lost."""
    fields = read_fields(document)
    if document.format not in ("yaml", "toml"):
        return [Entry(key, value) for key, value in fields.items()], (), ()
    text = document.block.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    if document.format == "yaml":
        return _with_comments(fields, _yaml_places(text), _yaml_comments(text))
    return _with_comments(fields, _toml_places(text), _toml_comments(text))


class _Place(NamedTuple):
    """Where a field stands: its first line, and the one behind its last."""

    key: str
    first: int
    last: int


def _with_comments(
    fields: Mapping[str, Any], places: Sequence[_Place], comments: Mapping[int, str]
) -> tuple[list[Entry], tuple[str, ...], tuple[str, ...]]:
    """Return the entries of *fields*, each with the comments around it, as `entries_of` does.

    *comments* are those of the block, by the number of their line from 0.
    """
    entries, lost, start = [], [], 0
    found = {place.key: place for place in places}
    for key, value in fields.items():
        place = found.get(key)
        if place is None:
            entries.append(Entry(key, value))
            continue
        above = _between(comments, start, place.first)
        within = _between(comments, place.first, place.last)
        beside = "".join(within) if place.last == place.first + 1 else ""
        if within and not beside:
            lost.append(f"comments within '{key}' are lost")
        entries.append(Entry(key, value, above, beside))
        start = max(start, place.last)
    last = max(comments, default=0) + 1
    return entries, _between(comments, start, last) if places else (), tuple(lost)


def _between(comments: Mapping[int, str], first: int, last: int) -> tuple[str, ...]:
    return tuple(comments[line] for line in range(first, last) if comments.get(line))


def _yaml_comments(text: str) -> dict[int, str]:
    """Return the comments of a YAML text by line: what stands between its tokens."""
    import yaml

    found, end = {}, 0
    for token in yaml.scan(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        gap = text[end : token.start_mark.index]
        for comment in re.finditer(r"#[ \t]*([^\n]*)", gap):
            line = text.count("\n", 0, end + comment.start())
            found[line] = comment.group(1).lstrip("#").strip()
        end = max(end, token.end_mark.index)
    return found


def _toml_comments(text: str) -> dict[int, str]:
    """Return the comments of a TOML text by line: each `#` outside its strings."""
    return {
        text.count("\n", 0, found.start()): found.group(1).lstrip("#").strip()
        for found in _TOML_PARTS.finditer(text)
        if found.group(1) is not None
    }


def _yaml_places(text: str) -> list[_Place]:
    import yaml

    root: Any = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    if root is None or root.flow_style:
        return []
    starts = [(str(key.value), key.start_mark.line) for key, _ in root.value]
    ends = [_last_line(value, text) for _, value in root.value]
    return [_Place(key, line, end) for (key, line), end in zip(starts, ends, strict=True)]


def _last_line(node: Any, text: str) -> int:
    """Return the number of the line behind a node's last character."""
    if not isinstance(node.value, str) and not node.flow_style and node.value:
        last = node.value[-1]
        return _last_line(last[1] if isinstance(last, tuple) else last, text)
    end = node.end_mark
    return int(end.line) if end.column == 0 and end.index else int(end.line) + 1


def _toml_places(text: str) -> list[_Place]:
    import tomlkit

    lines, places = 0, []
    for key, item in tomlkit.parse(text).body:
        text = _toml_text(key, item)
        if key is not None:
            # A table takes in the comments below it; those of the block's end are nobody's.
            own = re.sub(r"(?:^[ \t]*(?:#.*)?\n)+\Z", "", text, flags=re.MULTILINE)
            places.append(_Place(key.key, lines, lines + max(1, own.count("\n"))))
        lines += text.count("\n")
    return places


def _toml_text(key: Any, item: Any) -> str:
    from tomlkit.container import Container

    one = Container(parsed=True)
    one.append(key, item)
    return one.as_string()


def _holdable(
    entries: Sequence[Entry], below: Sequence[str], form: Format
) -> tuple[list[Entry], tuple[str, ...]]:
    """Return the entries that *form* can hold, as it can, and a sentence for each loss."""
    lost = []
    kept = list(entries)
    if form == "json" and (below or any(e.above or e.beside for e in entries)):
        lost.append("JSON has no comments: those of the front matter are lost")
    if form == "toml":
        lost += [f"TOML has no empty value: '{e.key}' is left out" for e in kept if e.value is None]
        kept = [entry for entry in kept if entry.value is not None]
        tables = [entry for entry in kept if _is_table(entry.value)]
        ordered = [entry for entry in kept if not _is_table(entry.value)] + tables
        lost += [f"'{e.key}' moves to the end: tables come last in TOML" for e in tables
                 if ordered != kept]  # fmt: skip
        kept = ordered
    for entry in kept:
        _refuse_numbers(entry, form)
    return kept, tuple(lost)


def _is_table(value: Any) -> bool:
    """Say whether TOML has a value below a heading: a table, or a list of tables."""
    rows = value if isinstance(value, list) and value else [value]
    return all(isinstance(row, Mapping) for row in rows)


def _refuse_numbers(entry: Entry, form: Format) -> None:
    """Raise CannotEdit for a number that *form* cannot hold."""
    numbers = list(_numbers(entry.value))
    if form == "json" and not all(isfinite(one) for one in numbers if isinstance(one, float)):
        raise CannotEdit(f"JSON has no number for '{entry.key}'", hint="change the value first")
    great = [one for one in numbers if isinstance(one, int) and not -(2**63) <= one < 2**63]
    if form == "toml" and great:
        message = f"TOML has no whole number as great as that of '{entry.key}'"
        raise CannotEdit(message, hint="write it in quotes first")


def _numbers(value: Any) -> Iterator[int | float]:
    """Yield the numbers in *value*, at whatever depth."""
    rows = value.values() if isinstance(value, Mapping) else value
    if isinstance(value, (Mapping, list)):
        for row in rows:
            yield from _numbers(row)
    elif isinstance(value, (int, float)):
        yield value


def _text(
    entries: Sequence[Entry], below: Sequence[str], form: Format, dates: frozenset[str]
) -> str:
    if form == "json":
        from json import dumps

        fields = {entry.key: _plain(entry.value) for entry in entries}
        return dumps(fields, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    write = _yaml_lines if form == "yaml" else _toml_lines
    written = "".join(_commented(entry, write(entry, dates)) for entry in entries)
    return written + "".join(f"# {line}\n" for line in below)


def _commented(entry: Entry, lines: str) -> str:
    above = "".join(f"# {line}\n" for line in entry.above)
    if entry.beside and lines.count("\n") == 1:
        return f"{above}{lines[:-1]}  # {entry.beside}\n"
    return above + (f"# {entry.beside}\n" if entry.beside else "") + lines


def _yaml_lines(entry: Entry, dates: frozenset[str]) -> str:
    from blogctl.content.yaml_dumper import dump_field

    value = entry.value
    if entry.key.lower() in dates:
        value = _as_date(value)
    return dump_field(entry.key, value)


def _toml_lines(entry: Entry, dates: frozenset[str]) -> str:
    import tomlkit

    value = _without_nothing(entry.value)
    if entry.key.lower() in dates:
        value = _as_date(value)
    return tomlkit.dumps({entry.key: value})


def _without_nothing(value: Any) -> Any:
    """Return *value* without the empty values in it, which TOML cannot hold."""
    if isinstance(value, Mapping):
        return {str(k): _without_nothing(v) for k, v in value.items() if v is not None}
    if isinstance(value, list):
        return [_without_nothing(item) for item in value if item is not None]
    return value


def _as_date(text: Any) -> Any:
    """Return a date's text as a date, where it is one to every reader; else as it is."""
    if not isinstance(text, str):
        return text
    try:
        return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
    except ValueError:
        return text


def _plain(value: Any) -> Any:
    """Return *value* as it compares in every format: dates as texts, nothing left out."""
    if isinstance(value, datetime):
        return write_date(value) if value.tzinfo else value.isoformat()
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value
