"""A field a line, read and edited in place: `Key: value`, `.. key: value`, `:key: value`.

All values are text; a list is names in one text. Python-Markdown's metadata as Pelican reads it is
the form "lines", Nikola's the form "comments", reStructuredText's field list "fieldlist". Only the
characters of the touched value change; every edit is read again and compared, and refused unless
each other field has the very same text.

The last name gone takes its line along, so a field that was there and empty is not restored when
a name is added and removed again. Nikola's own template writes empty fields, so among "comments"
with other empty fields the line stays, empty as those are.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from blogctl.content.dialect import Dialect, Key, Value, mark_in, parted
from blogctl.content.post import one_text
from blogctl.errors import CannotEdit

Span = tuple[int, int]

_LINE = re.compile(r"([^\r\n]*)(\r\n|\n|\r|\Z)")
_HEADS = {
    "lines": re.compile(r"(?P<lead> {0,3})(?P<key>[A-Za-z0-9_-]+)(?P<mark>:)"),
    "comments": re.compile(r"(?P<lead>\s*\.\. )(?P<key>.*?)(?P<mark>:)(?= )"),
    "fieldlist": re.compile(
        r"(?P<lead>:)(?![:\s])(?P<key>(?:[^:\\]|\\.|:(?![\s`]|$))+)(?<!\s)(?P<mark>:)(?=\s|$)"
    ),
}
# Nikola skips a line that has nothing behind its colon, not even a blank; authors fill it later.
_EMPTY_COMMENT = re.compile(r"(?P<lead>\s*\.\. )(?P<key>[^\s:]+)(?P<mark>:)$")
_LEADS = {"lines": "", "comments": ".. ", "fieldlist": ":"}
# Of these Pelican takes the first of several values, and of the rest all.
_FIRST_COUNTS = {"tags", "date", "modified", "status", "category", "author", "save_as", "url",
                 "authors", "slug"}  # fmt: skip
# What some reader takes for the end of a line, control characters, and what is not UTF-8.
_UNWRITABLE = re.compile("[\x00-\x08\n-\x1f\x7f\x85\u2028\u2029\ud800-\udfff]")
_MARKUP = re.compile(r"[\\*`|]|_(?!\w)|:(?=:$)")
# The beginnings of text in which reStructuredText sees a list, a field, a comment, a block.
_BLOCK_START = re.compile(
    r"[-+•‣⁃](?:\s|$)|\(?(?:\d+|[A-Za-z]|[ivxlcdmIVXLCDM]+|#)[.)](?:\s|$)"
    r"|:.*:(?:\s|$)|\.\.(?:\s|$)|__(?:\s|$)|>>>|[!-/:-@\[-`{-~]{4,}$"
)
_BY_HAND = "edit this field by hand; nothing was changed"


class _Field(NamedTuple):
    """A field and where it stands.

    It begins at *head*; its colon ends at *mark*; its value goes from *start* to *end*, both the
    end of its line where it is empty; the next line begins at *tail*.
    """

    key: str
    lead: str
    head: int
    mark: int
    start: int
    end: int
    tail: int
    values: tuple[str, ...]


def read_lines(text: str, form: str, dialect: Dialect) -> dict[str, str]:
    """Return the fields of *text* as its generator reads them, in the order written.

    A key is spelt as it is where it first stands. Several values of one key are parted by line
    breaks, unless the generator takes one of them. An empty field is ''.
    """
    found: dict[str, tuple[str, list[str]]] = {}
    for field in _fields(text, form):
        fold = field.key.lower() if dialect.any_case else field.key
        found.setdefault(fold, (field.key, []))[1].extend(field.values)
    return {key: _meant(key, values, form) for key, values in found.values()}


def set_field(text: str, key: Key, value: Value, dialect: Dialect, form: str) -> str:
    """Return the block with *key* set to *value*; None leaves the key with nothing behind it."""
    block = _Block(text, key, dialect, form)
    field = block.field
    if isinstance(value, list):
        if field is not None and block.parted(field) == value and not block.scattered(field):
            return text
        written = block.joined(value)
    else:
        written = _text(value)
        if field is not None and _same_value(block.plain(field), written, value):
            return text
    raw = block.escaped(written)
    new = block.inserted(raw) if field is None else block.replaced(field, raw)
    return block.verified(new, value if isinstance(value, list) else written)


def unset_field(text: str, key: Key, dialect: Dialect, form: str) -> str:
    """Return the block without the lines of *key*; the same text where it was not there."""
    block = _Block(text, key, dialect, form)
    if block.field is None:
        return text
    return block.verified(block.without(block.field), None)


def add_item(text: str, key: Key, item: str, dialect: Dialect, form: str) -> str:
    """Return the block with the name *item* behind the others; the same text if it was there."""
    block = _Block(text, key, dialect, form)
    field = block.field
    if field is None or not (block.parted(field) or len(field.values) > 1):
        return set_field(text, key, [item], dialect, form)
    names = block.names(field)
    if item in names:
        return text
    if not dialect.separator:
        raise CannotEdit(f"'{block.name}' holds one name, not a list", hint="set it instead")
    raw = with_name(text[field.start : field.end], block.escaped(item), dialect.separator)
    return block.named(field, raw, [*names, item])


def remove_item(text: str, key: Key, item: str, dialect: Dialect, form: str) -> str:
    """Return the block without the name *item*; the last name gone takes its line along."""
    block = _Block(text, key, dialect, form)
    field = block.field
    if field is None or item not in block.names(field):
        return text
    names = block.names(field)
    kept = [name for name in names if name != item]
    if not kept:
        if form == "comments" and block.empty_gap(field) is not None:
            return block.verified(block.emptied(field), "")
        return block.verified(block.without(field), None)
    raw = text[field.start : field.end]
    for at in reversed([at for at, name in enumerate(names) if name == item]):
        raw = without_name(raw, at, dialect.separator)
    return block.named(field, raw, kept)


def rename_item(text: str, key: Key, old: str, new: str, dialect: Dialect, form: str) -> str:
    """Return the block with the name *old* replaced; removed, where *new* was there already."""
    block = _Block(text, key, dialect, form)
    field = block.field
    if field is None or old == new or old not in block.names(field):
        return text
    names = block.names(field)
    if new in names:
        return remove_item(text, key, old, dialect, form)
    places = [at for at, name in enumerate(names) if name == old]
    raw = text[field.start : field.end]
    for at in reversed(places[1:]):
        raw = without_name(raw, at, dialect.separator)
    start, end = name_spans(raw, dialect.separator)[places[0]]
    raw = raw[:start] + block.escaped(new) + raw[end:]
    wished = [new if name == old else name for name in names]
    return block.named(field, raw, list(dict.fromkeys(wished)) if places[1:] else wished)


def name_spans(text: str, separator: str) -> list[Span]:
    """Return where in *text* each name stands that `parted` finds there."""
    if separator == " ":
        return [found.span() for found in re.finditer(r"\S+", text)]
    mark = mark_in(text, separator)
    spans, at = [], 0
    for piece in text.split(mark) if mark else [text]:
        if piece.strip():
            start = at + len(piece) - len(piece.lstrip())
            spans.append((start, at + len(piece.rstrip())))
        at += len(piece) + len(mark)
    return spans


def with_name(text: str, name: str, separator: str) -> str:
    """Return *text* with *name* behind its last name, parted as the names before are."""
    mark = mark_in(text, separator)
    spans = name_spans(text, separator)
    if separator == ";" and "," in name:
        text, mark = text.replace(mark, ";"), ";"
    if not spans:
        return text + name
    between = text[spans[-2][1] : spans[-1][0]] if len(spans) > 1 else ""
    if separator != " " and between.count(mark) != 1:
        between = f"{mark} "
    end = spans[-1][1]
    return text[:end] + (between or " ") + name + text[end:]


def without_name(text: str, at: int, separator: str) -> str:
    """Return *text* without its name number *at*, and without the separator beside that."""
    spans = name_spans(text, separator)
    if at:
        return text[: spans[at - 1][1]] + text[spans[at][1] :]
    if len(spans) > 1:
        return text[: spans[0][0]] + text[spans[1][0] :]
    return text[: spans[0][0]] + text[spans[0][1] :]


class _Block:
    """A block, the one field of it that is edited, and the text surgery on that."""

    def __init__(self, text: str, key: Key, dialect: Dialect, form: str) -> None:
        if len(key) != 1:
            message = f"'{'.'.join(key)}' is a field within a field, and here each is one line"
            raise CannotEdit(message, hint="name a field that stands by itself")
        self.text, self.name, self.dialect, self.form = text, key[0], dialect, form
        self.fields = list(_fields(text, form))
        self.field = self._found()

    def _found(self) -> _Field | None:
        found = [field for field in self.fields if self._is(field.key)]
        if len(found) > 1:
            raise CannotEdit(f"the field '{self.name}' stands twice", hint="keep one of them")
        return found[0] if found else None

    def _is(self, key: str) -> bool:
        return key.lower() == self.name.lower() if self.dialect.any_case else key == self.name

    def plain(self, field: _Field) -> str:
        return "\n".join(field.values)

    def parted(self, field: _Field) -> list[str]:
        return parted(self.plain(field), self.dialect.separator)

    def scattered(self, field: _Field) -> bool:
        """Return whether Pelican would not see the names that `parted` finds."""
        return self.form == "lines" and len(field.values) > 1

    def names(self, field: _Field) -> list[str]:
        """Return the names that the field holds; raise CannotEdit where one is hard to tell."""
        if self.form == "lines" and len(field.values) > 1:
            message = f"'{self.name}' goes over several lines"
            raise CannotEdit(message, hint="write its names on one line, with commas between")
        names = self.parted(field)
        # A backslash can hide a comma's neighbour, so that names and places do not pair up.
        raw = self.text[field.start : field.end]
        if len(name_spans(raw, self.dialect.separator)) != len(names):
            raise CannotEdit(f"the names in '{self.name}' have odd escapes", hint=_BY_HAND)
        return names

    def escaped(self, text: str) -> str:
        """Return *text* as it is written in this form; raise CannotEdit where it cannot be."""
        if _UNWRITABLE.search(text):
            message = f"'{self.name}' is one line of text, and the new one has a line break"
            raise CannotEdit(message, hint="take out line breaks and control characters")
        if self.form == "comments" and "-->" in text:
            message = f"'-->' in '{self.name}' would end the comment that the fields stand in"
            raise CannotEdit(message, hint="write it with another arrow")
        if self.form != "fieldlist":
            return text
        marked = _MARKUP.sub(r"\\\g<0>", text)
        if marked.startswith("\\") or not _BLOCK_START.match(marked):
            return marked
        return f"\\{marked}"

    def joined(self, names: list[str]) -> str:
        """Return *names* as one text; raise CannotEdit where no separator can part them."""
        mark = self.dialect.separator
        if mark == ";" and not any("," in name for name in names):
            mark = ","
        text = " ".join(names) if mark == " " else f"{mark} ".join(names)
        if mark == ";" and len(names) == 1:
            text += ";"
        if parted(text, self.dialect.separator) != names:
            message = f"the names for '{self.name}' cannot be parted again in one line"
            raise CannotEdit(message, hint="take commas and semicolons out of the names")
        return text

    def named(self, field: _Field, raw: str, names: list[str]) -> str:
        """Return the text with *raw* for the field's value, or *names* joined where need be."""
        plain = _unescaped(raw) if self.form == "fieldlist" else raw
        if parted(plain, self.dialect.separator) != names:
            raw = self.escaped(self.joined(names))
        return self.verified(self.replaced(field, raw), names)

    def inserted(self, written: str) -> str:
        after = self._neighbour()
        lead = after.lead if after else _LEADS[self.form]
        start = f"{lead}{self._spelt()}:"
        gap = self._gap(len(start), after) if written else (self.empty_gap(None) or "")
        at = after.tail if after else self._top()
        above, end = self.text[:at], self.dialect.newline
        if above and above[-1] not in "\r\n":
            return above + end + start + gap + written
        return above + start + gap + written + end + self.text[at:]

    def _neighbour(self) -> _Field | None:
        """Return the field that a new one goes behind: by the blog's order, else the last."""
        order = [name.lower() for name in self.dialect.order]
        before = order[: order.index(self.name.lower())] if self.name.lower() in order else []
        for name in reversed(before):
            for field in self.fields:
                if field.key.lower() == name:
                    return field
        return self.fields[-1] if self.fields else None

    def _top(self) -> int:
        if self.form == "fieldlist":
            return len(self.text)
        first = _LINE.match(self.text)
        fenced = self.form == "lines" and first is not None and first[1].startswith("---")
        return first.end() if fenced and first else 0

    def _spelt(self) -> str:
        if not self.dialect.any_case:
            return self.name
        if self.fields and all(field.key[:1].isupper() for field in self.fields):
            return self.name[:1].upper() + self.name[1:]
        return self.name.lower()

    def _gap(self, width: int, near: _Field | None) -> str:
        """Return the blanks behind the colon of a new field that is *width* wide up to there.

        To Nikola all blanks but the first are part of the value: there it is always one.
        """
        if self.form == "comments":
            return " "
        gaps = {
            field: gap
            for field in self.fields
            if any(field.values)
            # A no-break space is part of the value to Docutils: it is that field's own.
            and set(gap := self.text[field.mark : field.start]) <= {" ", "\t"}
        }
        columns = {field.start - field.head for field in gaps}
        widths = {field.mark - field.head for field in gaps}
        if len(columns) == 1 and len(widths) > 1 and set("".join(gaps.values())) <= {" "}:
            return " " * max(1, columns.pop() - width)
        if near in gaps:
            return gaps[near]
        return next(reversed(gaps.values()), " ")

    def replaced(self, field: _Field, written: str) -> str:
        if not written:
            return self.emptied(field)
        if field.start < field.end:
            return self.text[: field.start] + written + self.text[field.end :]
        gap = self.text[field.mark : field.end]
        gap = gap or self._gap(field.mark - field.head, None)
        return self.text[: field.mark] + gap + written + self.text[field.end :]

    def emptied(self, field: _Field) -> str:
        rest = self.text[field.end : field.tail].lstrip(" \t")
        return (
            self.text[: field.mark]
            + (self.empty_gap(field) or "")
            + rest
            + (self.text[field.tail :])
        )

    def empty_gap(self, but: _Field | None) -> str | None:
        """Return what stands behind the colon of the other empty fields; None without any."""
        for field in self.fields:
            if field != but and not any(field.values):
                return self.text[field.mark : field.end]
        return None

    def without(self, field: _Field) -> str:
        above, below = self.text[: field.head], self.text[field.tail :]
        if not below and self.text[-1] not in "\r\n":
            above = re.sub(r"(?:\r\n|\n|\r)\Z", "", above)
        return above + below

    def verified(self, new: str, wished: str | list[str] | None) -> str:
        """Return *new* where it differs from the old text in this field alone; refuse it else.

        *wished* is the text or the names that the field must hold, None where it must be gone.
        """
        refusal = CannotEdit(
            f"'{self.name}' cannot be edited without touching what stands beside it",
            hint=_BY_HAND,
        )
        try:
            after = _Block(new, (self.name,), self.dialect, self.form)
        except CannotEdit as error:
            raise refusal from error
        held = None if after.field is None else after.plain(after.field)
        if isinstance(wished, list) and after.field is not None:
            right = after.parted(after.field) == wished and not after.scattered(after.field)
        else:
            right = held == wished
        if not right or self._others() != after._others():
            raise refusal
        return new

    def _others(self) -> list[tuple[str, tuple[str, ...]]]:
        return [(field.key, field.values) for field in self.fields if not self._is(field.key)]


def _text(value: Value) -> str:
    return value.isoformat() if isinstance(value, date) else one_text(value)


def _same_value(held: str, written: str, value: Value) -> bool:
    return held == written or (isinstance(value, bool) and held.lower() == written)


def _meant(key: str, values: list[str], form: str) -> str:
    if form == "lines":
        return values[0] if key.lower() in _FIRST_COUNTS else "\n".join(values)
    if form == "comments":
        return next((value for value in reversed(values) if value), "")
    return values[-1]


def _fields(text: str, form: str) -> Iterator[_Field]:
    """Yield the fields of *text* up to the line at which its generator stops reading them."""
    lines = [found for found in _LINE.finditer(text) if found.group()]
    if form == "lines":
        return _markdown_fields(text, lines)
    return _comment_fields(text, lines) if form == "comments" else _listed_fields(text, lines)


def _markdown_fields(text: str, lines: list[re.Match[str]]) -> Iterator[_Field]:
    head: tuple[re.Match[str], list[re.Match[str]]] | None = None
    for number, line in enumerate(lines):
        if number == 0 and line[1].startswith("---"):
            continue
        found = _HEADS["lines"].match(line[1])
        if not line[1].strip() or line[1].startswith(("---", "...")):
            break
        if found:
            if head:
                yield _field(text, *head, tab=4)
            head = (found, [line])
        elif head and line[1].expandtabs(4).startswith("    "):
            head[1].append(line)
        else:
            break
    if head:
        yield _field(text, *head, tab=4)


def _comment_fields(text: str, lines: list[re.Match[str]]) -> Iterator[_Field]:
    begun = False
    for line in lines:
        begun = begun or bool(line[1].strip())
        # Nikola cuts off what stands behind the first line that has nothing on it.
        if begun and not line[1]:
            return
        found = _HEADS["comments"].match(line[1]) or _EMPTY_COMMENT.match(line[1])
        if found and found["key"]:
            yield _field(text, found, [line], tab=0)


def _listed_fields(text: str, lines: list[re.Match[str]]) -> Iterator[_Field]:
    head: tuple[re.Match[str], list[re.Match[str]]] | None = None
    blank: list[re.Match[str]] = []
    for line in lines:
        found = _HEADS["fieldlist"].match(line[1])
        if not line[1].strip():
            blank.append(line)
        elif head and line[1][0] in " \t":
            head[1].extend((*blank, line))
            blank = []
        elif found or not head:
            if head:
                yield _listed(text, *head)
            head, blank = ((found, [line]) if found else None), []
        else:
            break
    if head:
        yield _listed(text, *head)


def _listed(text: str, head: re.Match[str], lines: list[re.Match[str]]) -> _Field:
    field = _field(text, head, lines, tab=8)
    value = _unescaped("\n".join(field.values).strip("\n"))
    return field._replace(key=_unescaped(field.key), values=(value,))


def _field(text: str, head: re.Match[str], lines: list[re.Match[str]], *, tab: int) -> _Field:
    first, last = lines[0], lines[-1]
    mark = first.start() + head.end("mark")
    raw = text[mark : last.end(1)]
    start = mark + len(raw) - len(raw.lstrip())
    end = max(start, mark + len(raw.rstrip()))
    rows = [first[1], *(line[1] for line in lines[1:])]
    rows = [row.expandtabs(tab) if tab else row for row in rows]
    rows[0] = rows[0][head.end("mark") :]
    values = tuple(row.strip() for row in rows)
    return _Field(head["key"], head["lead"], first.start(), mark, start, end, last.end(), values)


def _unescaped(text: str) -> str:
    """Return reStructuredText without its backslashes."""
    return re.sub(r"\\(?:\s|(.))?", lambda found: found[1] or "", text)
