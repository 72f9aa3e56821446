"""JSON edited in place: only the characters of the touched value change.

The braces around the fields may be left out, as Hexo has them. A scanner says where each field
stands; text is put in or taken out there, laid out as the fields beside it are. Every edit is read
again by Python's own reader and compared: unless each other field has the very same value, and the
edited one the value wished for, the edit is refused.

The last item gone takes its key along, so a list that was there and empty is not restored when an
item is added and removed again.
"""

import json
import re
from collections.abc import Callable
from datetime import date
from math import isfinite
from typing import Any, NamedTuple

from blogctl.content.dialect import Dialect, Key, Value, parted
from blogctl.content.line_spans import name_spans, with_name, without_name
from blogctl.content.post import one_text
from blogctl.errors import CannotEdit

_BLANKS = " \t\r\n"
_SPACE = re.compile(r"[ \t\r\n]*")
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}]|[^\s,:\[\]{}"]+', re.DOTALL)
_BREAK = re.compile(r"\r\n|\n|\r")
# A line break with nothing before the next one: a blank line.
_BLANK_LINE = re.compile(r"(?:\r\n|\n|\r(?!\n))[ \t]*(?=[\r\n])")
_BY_HAND = "edit this field by hand; nothing was changed"
_ABSENT = object()


class _Member(NamedTuple):
    """A field: it begins at *start*, its key ends at *colon*, its value is *value* to *end*."""

    key: str
    start: int
    colon: int
    value: int
    end: int


class _Table(NamedTuple):
    """An object: what is between its braces is *start* to *end*. *bare*: it has no braces."""

    start: int
    end: int
    members: list[_Member]
    bare: bool = False


def set_field(text: str, key: Key, value: Value, dialect: Dialect) -> str:
    """Return the block with *key* set to *value*, its tables made where they were not there."""
    block = _Block(text, key, dialect)
    wished = _plain(value, block.name)
    tree = _tree(json.dumps(wished))
    if block.member is None:
        return block.verified(block.inserted(wished), tree)
    if _tree(block.written) == tree:
        return text
    return block.verified(block.replaced(block.rendered(wished)), tree)


def unset_field(text: str, key: Key, dialect: Dialect) -> str:
    """Return the block without *key*; the same text where it was not there.

    A table that this leaves empty goes too, where `set_field` would have made it just so.
    """
    block = _Block(text, key, dialect)
    if block.member is None:
        return text
    for depth in range(1, len(key)):
        bare = _Block(text, key[:depth], dialect).without()
        if _Block(bare, key, dialect).inserted(block.value()) == text:
            return block.verified(bare, _ABSENT)
    return block.verified(block.without(), _ABSENT)


def add_item(text: str, key: Key, item: str, dialect: Dialect) -> str:
    """Return the block with *item* at the end of the list *key*; the same text if it was there."""
    block = _Block(text, key, dialect)
    if block.member is None or block.is_empty():
        return set_field(text, key, [item], dialect)
    names = block.names()
    if item in names:
        return text
    quoted = block.quoted(item)
    if block.written[0] == "[":
        return block.verified(block.appended(quoted), [*block.trees(), item])
    if not block.separated():
        listed = block.replaced(block.listed([block.written, quoted]))
        return block.verified(listed, [*block.trees(), item])
    if block.divides(item):
        return block.spread([*names, item])
    inside = with_name(block.inside, quoted[1:-1], dialect.separator)
    return block.reworded(inside, [*names, item])


def remove_item(text: str, key: Key, item: str, dialect: Dialect) -> str:
    """Return the block without *item* in the list *key*; the last item takes the key along."""
    block = _Block(text, key, dialect)
    names = block.names()
    places = [at for at, name in enumerate(names) if name == item]
    if not places:
        return text
    if len(places) == len(names):
        return unset_field(text, key, dialect)
    if block.separated():
        return block.reworded(block.less(places), [name for name in names if name != item])
    kept = [tree for at, tree in enumerate(block.trees()) if at not in places]
    return block.verified(block.dropped(places), kept)


def rename_item(text: str, key: Key, old: str, new: str, dialect: Dialect) -> str:
    """Return the block with the item *old* replaced; removed, where *new* was there already."""
    block = _Block(text, key, dialect)
    names = block.names()
    if old == new or old not in names:
        return text
    if new in names:
        return remove_item(text, key, old, dialect)
    first, *others = [at for at, name in enumerate(names) if name == old]
    if others:
        lean = (
            block.dropped(others)
            if block.written[0] == "["
            else block.replaced(f'"{block.less(others)}"')
        )
        return rename_item(lean, key, old, new, dialect)
    wished = [new if at == first else name for at, name in enumerate(names)]
    if block.separated():
        return block.spread(wished) if block.divides(new) else block.renamed(first, new, wished)
    if block.written[0] != "[":
        return block.verified(block.replaced(block.quoted(new)), new)
    trees = [new if at == first else tree for at, tree in enumerate(block.trees())]
    start, end = block.items()[first]
    return block.verified(text[:start] + block.quoted(new) + text[end:], trees)


class _Block:
    """A block, the one field of it that is edited, and the text surgery on that.

    *table* is the innermost table of the key that is there; *missing* the rest of the key.
    """

    def __init__(self, text: str, key: Key, dialect: Dialect) -> None:
        self.text, self.key, self.dialect = text, key, dialect
        self.name = ".".join(key)
        self.tree = _block_tree(text)
        if not isinstance(self.tree, _Pairs):
            raise CannotEdit("the front matter is not fields, so it is not edited")
        self.root = self.table = _root(text)
        self.member: _Member | None = None
        self.missing = key
        self._reach()
        self.written = text[self.member.value : self.member.end] if self.member else ""
        self.inside = self.written[1:-1]

    def _reach(self) -> None:
        for depth, name in enumerate(self.key):
            self.missing = self.key[depth:]
            found = [one for one in self.table.members if self._same(one.key, name)]
            if len(found) > 1:
                dotted = ".".join(self.key[: depth + 1])
                raise CannotEdit(f"the field '{dotted}' stands twice", hint="keep one of them")
            if not found:
                return
            if depth + 1 == len(self.key):
                self.member = found[0]
                return
            if self.text[found[0].value] != "{":
                raise CannotEdit(f"'{name}' holds a value, not fields", hint=_BY_HAND)
            self.table = _table(self.text, found[0].value + 1)

    def _same(self, one: str, other: str) -> bool:
        return one.lower() == other.lower() if self.dialect.any_case else one == other

    def names(self) -> list[str | None]:
        """Return the names that the field holds; None for an item that is no name."""
        value = _tree(self.written) if self.member else None
        if isinstance(value, _Pairs):
            raise CannotEdit(f"'{self.name}' holds fields, not a list", hint=_BY_HAND)
        if isinstance(value, list):
            return [_name(item) for item in value]
        if isinstance(value, str):
            return list(parted(value, self.dialect.separator))
        return [] if value is None else [_name(value)]

    def separated(self) -> bool:
        """Return whether the field is one text in which a separator parts the names."""
        return self.written[:1] == '"' and bool(self.dialect.separator)

    def items(self) -> list[tuple[int, int]]:
        """Return where each item of the list stands."""
        return _items(self.text, self.place.value)

    @property
    def place(self) -> _Member:
        """Where the field stands; only for one that is there."""
        assert self.member is not None
        return self.member

    def trees(self) -> list[Any]:
        """Return what the items mean; a single value is one item."""
        value = _tree(self.written)
        return value if isinstance(value, list) else [value]

    def value(self) -> Any:
        try:
            return json.loads(self.written)
        except ValueError:  # a whole number of more digits than Python reads
            return None

    def is_empty(self) -> bool:
        value = _tree(self.written)
        return value in (None, []) or (isinstance(value, str) and not value.strip())

    def divides(self, name: str) -> bool:
        """Return whether *name* would be several names in a text with separators."""
        return bool(set(name) & set(" \t,;" if self.dialect.separator == " " else ",;"))

    def replaced(self, written: str) -> str:
        return self.text[: self.place.value] + written + self.text[self.place.end :]

    def spread(self, names: list[Any]) -> str:
        """Return the text with a list of *names* where they were one text."""
        listed = self.listed([self.quoted(name) for name in names])
        return self.verified(self.replaced(listed), names)

    def reworded(self, inside: str, names: list[Any]) -> str:
        """Return the text with *inside* between the quotes; it must part into *names*."""
        value = _tree(f'"{inside}"')
        if parted(value, self.dialect.separator) != names:
            raise self._refusal()
        return self.verified(self.replaced(f'"{inside}"'), value)

    def renamed(self, at: int, new: str, names: list[Any]) -> str:
        start, end = self._name_spans()[at]
        return self.reworded(
            self.inside[:start] + self.quoted(new)[1:-1] + self.inside[end:], names
        )

    def less(self, places: list[int]) -> str:
        """Return what is between the quotes without the names at *places*."""
        self._name_spans()
        inside = self.inside
        for at in reversed(places):
            inside = without_name(inside, at, self.dialect.separator)
        return inside

    def _name_spans(self) -> list[tuple[int, int]]:
        spans = name_spans(self.inside, self.dialect.separator)
        # An escape can stand for a blank or a comma, which part names too.
        if len(spans) != len(self.names()):
            raise self._refusal()
        return spans

    def appended(self, quoted: str) -> str:
        items = self.items()
        start, end = items[-1]
        if len(items) > 1:
            between = self.text[items[-2][1] : start]
        else:
            lead = self.text[self.place.value + 1 : start]
            between = f",{lead}" if _BREAK.search(lead) else self._comma()
        return self.text[:end] + _BLANK_LINE.sub("", between) + quoted + self.text[end:]

    def dropped(self, places: list[int]) -> str:
        items, text = self.items(), self.text
        for at in reversed(places):
            start = items[at - 1][1] if at and at + 1 == len(items) else items[at][0]
            end = items[at + 1][0] if at + 1 < len(items) else items[at][1]
            text = text[:start] + text[end:]
            items = [*items[:at], *items[at + 1 :]] if at + 1 == len(items) else items
        return text

    def quoted(self, value: Any) -> str:
        """Return a value as JSON, in escapes where this block has escapes and nothing else."""
        escapes = self.text.isascii() and "\\u" in self.text
        return json.dumps(value, ensure_ascii=escapes)

    def rendered(self, value: Any) -> str:
        """Return *value* as it is written in the place of the field; a list as the one there."""
        if not isinstance(value, list):
            return self.quoted(value)
        return self.listed([self.quoted(item) for item in value])

    def listed(self, items: list[str]) -> str:
        """Return *items* as a list laid out as the one there, else as the blog's lists are."""
        if self.written[:1] == "[" and self.items() and items:
            return self._relisted(items)
        return self._list(items, self._indent(self.table), _is_tall(self.text, self.table))

    def _relisted(self, items: list[str]) -> str:
        spans = self.items()
        lead = self.text[self.place.value + 1 : spans[0][0]]
        between = f",{lead}" if _BREAK.search(lead) else self._comma()
        if len(spans) > 1:
            between = self.text[spans[0][1] : spans[1][0]]
        return f"[{lead}{between.join(items)}{self.text[spans[-1][1] : self.place.end]}"

    def _list(self, items: list[str], indent: str, tall: bool) -> str:
        model = self._model()
        blocks = self.dialect.blocks
        if blocks is None:
            blocks = model is not None and bool(_BREAK.search(model[0]))
        if not items or not blocks or not tall:
            pad = model[0] if model and items and not _BREAK.search(model[0]) else ""
            return f"[{pad}{self._comma().join(items)}{pad}]"
        end = self.dialect.newline
        deeper = f"{end}{indent}{self._unit()}"
        return f"[{deeper}{f',{deeper}'.join(items)}{end}{indent}]"

    def _model(self) -> tuple[str, str] | None:
        """Return the blanks at the head of another list of this block, and those between items."""
        for member in (*self.table.members, *self.root.members):
            if self.text[member.value] == "[" and member != self.member:
                spans = _items(self.text, member.value)
                if spans:
                    lead = self.text[member.value + 1 : spans[0][0]]
                    between = self.text[spans[0][1] : spans[1][0]] if len(spans) > 1 else ""
                    return lead, between
        return None

    def _comma(self) -> str:
        """Return what stands between two values on one line of this block."""
        model = self._model()
        if model and model[1] and not _BREAK.search(model[1]):
            return model[1]
        members = self.root.members
        if len(members) > 1 and not _is_tall(self.text, self.root):
            return self.text[members[0].end : members[1].start]
        tight = any(self.text[one.colon : one.value] == ":" for one in members[:1])
        return "," if tight and len(members) == 1 and not _is_tall(self.text, self.root) else ", "

    def _indent(self, table: _Table) -> str:
        """Return the blanks before the fields of *table*, '' where they share a line."""
        for member in table.members:
            lead = self.text[: member.start]
            lead = lead[len(lead.rstrip(" \t")) :]
            above = self.text[: member.start - len(lead)]
            if not above or above[-1] in "\r\n":
                return lead
        return ""

    def _unit(self) -> str:
        return (not self.root.bare and self._indent(self.root)) or "  "

    def inserted(self, value: Any) -> str:
        """Return the text with the missing part of the key, and *value*, put in."""
        if not self.table.members:
            return self._filled(value)
        order = self._after()
        members = self.table.members
        after = members[order]
        near = members[order : order + 2] if order + 1 < len(members) else members[-2:]
        between = self._between(near)
        new = self._pair(value, self._indent(self.table), _is_tall(self.text, self.table))
        return self.text[: after.end] + between + new + self.text[after.end :]

    def _after(self) -> int:
        """Return the number of the field that a new one goes behind."""
        order = [name.lower() for name in self.dialect.order]
        keys = [member.key.lower() for member in self.table.members]
        name = self.missing[0].lower()
        before = order[: order.index(name)] if self.table == self.root and name in order else []
        return next((keys.index(one) for one in reversed(before) if one in keys), len(keys) - 1)

    def _between(self, near: list[_Member]) -> str:
        if len(near) > 1:
            return _BLANK_LINE.sub("", self.text[near[0].end : near[1].start])
        lead = self.text[self.table.start : near[0].start]
        if _BREAK.search(lead) or self.table.bare:
            return f",{self.dialect.newline}{self._indent(self.table)}"
        return self._comma()

    def _filled(self, value: Any) -> str:
        """Return the text with the first field of an empty table put in."""
        start, end = self.table.start, self.table.end
        blank = self.text[start:end]
        if self.table.bare:
            new = self._pair(value, "", tall=True) + self.dialect.newline
            return self.text[:start] + new + self.text[start:]
        if not _BREAK.search(blank):
            new = blank + self._pair(value, "", tall=False)
            return self.text[:start] + new + self.text[start:]
        outer = re.split(r"[\r\n]", blank)[-1]
        deeper = outer + self._unit()
        new = self.dialect.newline + deeper + self._pair(value, deeper, tall=True)
        return self.text[:start] + new + self.text[start:]

    def _pair(self, value: Any, indent: str, tall: bool) -> str:
        """Return the missing tables, and the field in the innermost, as text."""
        end, colon = self.dialect.newline, self._colon()
        depths = [indent + self._unit() * depth for depth in range(len(self.missing))]
        items = value if isinstance(value, list) else None
        texts = [self.quoted(item) for item in items] if items is not None else []
        new = self._list(texts, depths[-1], tall) if items is not None else self.quoted(value)
        for depth, name in reversed(list(enumerate(self.missing))):
            new = f"{self.quoted(name)}{colon}{new}"
            if depth and tall:
                new = f"{{{end}{depths[depth]}{new}{end}{depths[depth - 1]}}}"
            elif depth:
                new = f"{{{new}}}"
        return new

    def _colon(self) -> str:
        for member in (*reversed(self.table.members), *self.root.members):
            colon = self.text[member.colon : member.value]
            if not _BREAK.search(colon):
                return colon
        return ": "

    def without(self) -> str:
        """Return the text without the field: its lines where they are its own, else its part."""
        text, members = self.text, self.table.members
        at = members.index(self.place)
        if len(members) == 1:
            return self._emptied()
        above = members[at - 1].end if at else 0
        # As it was put in; with a blank line above it, that line stays.
        as_made = at > 0 and not _BLANK_LINE.search(text, above, self.place.start)
        if as_made or at + 1 == len(members):
            return text[:above] + text[self.place.end :]
        start, end = self.place.start, members[at + 1].start
        head = len(text[:start].rstrip(" \t"))
        tail = re.compile(r"[ \t]*,[ \t]*(?:\r\n|\n|\r)").match(text, self.place.end)
        if tail and (head == 0 or text[head - 1] in "\r\n"):
            return text[:head] + text[tail.end() :]
        return text[:start] + text[end:]

    def _emptied(self) -> str:
        text, start, end = self.text, self.table.start, self.place.end
        if self.table.bare:
            start = len(text[: self.place.start].rstrip(" \t"))
            tail = re.compile(r"[ \t]*(?:\r\n|\n|\r)?").match(text, end)
            end = tail.end() if tail else end
        return text[:start] + text[end:]

    def verified(self, new: str, wished: Any) -> str:
        """Return *new* where it differs from the old text in this field alone; refuse it else."""
        try:
            new.encode()
            after = _Block(new, self.key, self.dialect)
            held = _tree(after.written) if after.member else _ABSENT
            right = held == wished and self._others(self.tree) == self._others(after.tree)
        except (CannotEdit, UnicodeEncodeError, RecursionError) as error:
            raise self._refusal() from error
        if not right:
            raise self._refusal()
        return new

    def _refusal(self) -> CannotEdit:
        message = f"'{self.name}' cannot be edited without touching what stands beside it"
        return CannotEdit(message, hint=_BY_HAND)

    def _others(self, tree: "_Pairs", depth: int = 0) -> "_Pairs":
        """Return *tree* without the key, and without tables that hold nothing but the key."""
        kept: list[tuple[str, Any]] = []
        for name, value in tree.pairs:
            if not self._same(name, self.key[depth]):
                kept.append((name, value))
            elif depth + 1 < len(self.key) and isinstance(value, _Pairs):
                inner = self._others(value, depth + 1)
                kept.extend([(name, inner)] if inner.pairs else [])
        return _Pairs(kept)


class _Pairs(NamedTuple):
    """The fields of an object in the order written, those that stand twice too."""

    pairs: list[tuple[str, Any]]


class _Number(NamedTuple):
    """A number as it is written: 1 and 1.0 are not the same."""

    spelt: str


def _plain(value: Value, name: str) -> str | bool | int | float | list[str] | None:
    """Return *value* as one that JSON has: dates are text there."""
    if isinstance(value, float) and not isfinite(value):
        raise CannotEdit(f"JSON has no number for '{name}'", hint="write it as text")
    return value.isoformat() if isinstance(value, date) else value


def _block_tree(text: str) -> Any:
    # Hexo leaves the braces out.
    return _tree(text if text.lstrip(_BLANKS)[:1] in ("{", "[") else f"{{{text}}}")


def _tree(text: str) -> Any:
    """Return what *text* means, as a value that compares type by type."""
    number: Callable[[str], _Number] = _Number
    try:
        return json.loads(text, object_pairs_hook=_Pairs, parse_int=number,
                          parse_float=number, parse_constant=number)  # fmt: skip
    except (ValueError, RecursionError) as error:
        message = "the front matter does not parse, so it is not edited"
        raise CannotEdit(message, hint="'blogctl list' names the line") from error


def _name(tree: Any) -> str | None:
    """Return the name that an item of a list is; None where it is a list or an object."""
    if isinstance(tree, (list, _Pairs)):
        return None
    return tree.spelt if isinstance(tree, _Number) else one_text(tree)


def _root(text: str) -> _Table:
    start = _behind_blanks(text, 0)
    if text[start : start + 1] == "{":
        return _table(text, start + 1)
    return _Table(0, len(text), _table(text, 0).members, bare=True)


def _table(text: str, start: int) -> _Table:
    """Return the object whose content begins at *start*."""
    members, at = [], _behind_blanks(text, start)
    while text[at : at + 1] == '"':
        colon = _value_end(text, at)
        value = _behind_blanks(text, _behind_blanks(text, colon) + 1)
        end = _value_end(text, value)
        members.append(_Member(json.loads(text[at:colon]), at, colon, value, end))
        at = _behind_blanks(text, end)
        if text[at : at + 1] == ",":
            at = _behind_blanks(text, at + 1)
    return _Table(start, at, members)


def _items(text: str, start: int) -> list[tuple[int, int]]:
    """Return where each item stands of the list that begins at *start*."""
    spans, at = [], _behind_blanks(text, start + 1)
    while text[at : at + 1] not in ("]", ""):
        end = _value_end(text, at)
        spans.append((at, end))
        at = _behind_blanks(text, end)
        if text[at : at + 1] == ",":
            at = _behind_blanks(text, at + 1)
    return spans


def _value_end(text: str, start: int) -> int:
    """Return the index behind the value that begins at *start*."""
    depth = 0
    for token in _TOKEN.finditer(text, start):
        depth += (token[0] in ("[", "{")) - (token[0] in ("]", "}"))
        if depth <= 0:
            return token.end()
    return len(text)


def _behind_blanks(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _is_tall(text: str, table: _Table) -> bool:
    """Return whether the fields of *table* have a line each."""
    starts = [table.start, *(member.end for member in table.members)]
    gaps = zip(starts, table.members, strict=False)
    tall = any(_BREAK.search(text[start : member.start]) for start, member in gaps)
    return tall or (table.bare and len(table.members) < 2)
