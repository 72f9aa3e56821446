"""A YAML block under edit: where a field stands or would, what is cut, and the guard on it all."""

import re
from typing import Any, NamedTuple

from blogctl.content.dialect import Dialect, Key, Value, parted
from blogctl.content.post import one_text
from blogctl.content.yaml_nodes import (
    MERGE,
    Pair,
    compose,
    constructed,
    end,
    indent_of,
    is_empty,
    is_hollow,
    line_start,
    name_of,
    next_line,
    pairs_of,
    start,
    tree,
)
from blogctl.errors import CannotEdit

REFUSED_HINT = "edit this field by hand; nothing was changed"
_COMMENT = re.compile(r"(?:^|(?<=\s))#")
_COLON = re.compile(r"(?:\s|#[^\r\n]*+)*+:")
_COMMA = re.compile(r"((?:\s|#[^\r\n]*+)*+),")
_MADE_TABLE = re.compile(r":[ \t]*(?:\r\n|\n|\r)[ \t]*")


class Place(NamedTuple):
    """Where a field stands, or would stand.

    *around* is the tables' own fields from the outside in, *table* the innermost that is there.
    *pair* is the field, None where it is not there: then *missing* is its name, with the tables
    to be made before it, and *hollow* the field with no value yet that is to hold them; *barred*
    is the field that can hold none.
    """

    key: Key
    around: tuple[Pair, ...]
    table: Any
    pair: Pair | None
    missing: Key = ()
    hollow: Pair | None = None
    barred: str = ""

    @property
    def name(self) -> str:
        """The field's name, with the tables around it."""
        return ".".join(self.key)

    @property
    def known(self) -> Pair:
        """The field, where it is there."""
        assert self.pair is not None
        return self.pair


class Block:
    """A YAML block, its root node, and the text surgery on it."""

    def __init__(self, text: str, dialect: Dialect) -> None:
        self.text = text
        self.dialect = dialect
        self.root: Any = compose(text, dialect.schema)

    def find(self, key: Key) -> Place:
        """Return where *key* stands; raise CannotEdit where it stands twice, or in no table."""
        table = self.root
        around: tuple[Pair, ...] = ()
        for depth, name in enumerate(key):
            pair = self._named(table, name, ".".join(key[: depth + 1]))
            if pair is None or depth == len(key) - 1:
                missing = () if pair else key[depth:]
                return Place(key, around, table, pair, missing)
            if is_hollow(pair[1]):
                return Place(key, around, table, None, key[depth + 1 :], pair)
            if pair[1].id != "mapping":
                return Place(key, around, table, None, barred=name)
            if pair[1].alias:
                raise CannotEdit(f"'{name}' is an alias", hint=REFUSED_HINT)
            table, around = pair[1], (*around, pair)
        raise CannotEdit("a field without a name cannot be edited", hint="name the field")

    def _named(self, table: Any, name: str, whole: str) -> Pair | None:
        pairs = pairs_of(table)
        found = [pair for pair in pairs if self.same_name(name_of(pair), name)]
        if len(found) > 1:
            raise CannotEdit(f"the field '{whole}' stands twice", hint="keep one of them")
        merges = [pair for pair in pairs if pair[0].tag == MERGE]
        if not found and merges:
            merged = self.value_of(table)
            if any(self.same_name(str(other), name) for other in merged):
                message = f"'{whole}' comes from what '<<' merges in"
                raise CannotEdit(message, hint="edit it where it stands, or write it here by hand")
        return found[0] if found else None

    def same_name(self, one: str | None, other: str) -> bool:
        """Whether two names are one to the blog's generator."""
        if one is None:
            return False
        return one == other or (self.dialect.any_case and one.lower() == other.lower())

    def value_of(self, node: Any) -> Any:
        """Return what a node means to the blog's generator."""
        return constructed(node, self.dialect.schema)

    def colon(self, place: Place) -> int:
        """Return the index behind the colon of a field."""
        pair = place.hollow or place.known
        found = _COLON.match(self.text, end(pair[0]))
        if not found:
            raise refuse(place.name)
        return found.end()

    def remark(self, place: Place) -> str:
        """Return the comment behind a field's colon, with its blanks, where the value is below."""
        between = self.text[self.colon(place) : start(place.known[1])]
        first = re.split(r"\r\n|\n|\r", between, maxsplit=1)
        return first[0].rstrip() if len(first) > 1 else ""

    def splice(self, first: int, last: int, new: str) -> str:
        """Return the text with *new* in place of what stands there."""
        return self.text[:first] + new + self.text[last:]

    @property
    def step(self) -> str:
        """The blanks by which a table stands further in than its key."""
        for key, value in pairs_of(self.root):
            if value.id == "mapping" and not value.flow_style and value.value and not value.alias:
                inner = indent_of(self.text, start(value.value[0][0]))
                outer = indent_of(self.text, start(key))
                if len(inner) > len(outer):
                    return inner[len(outer) :]
        return "  "

    def room_for(self, place: Place) -> tuple[str, int]:
        """Return the blanks before a field that is not there, and where its line would start."""
        if place.hollow is not None:
            self._refuse_company(place.hollow, place)
            outer = indent_of(self.text, start(place.hollow[0]))
            return outer + self.step, next_line(self.text, self.colon(place))
        pairs = pairs_of(place.table)
        if not pairs:
            return "", len(self.text)
        indent = indent_of(self.text, start(pairs[0][0]))
        behind = self._neighbour(place.missing[0]) if place.table is self.root else pairs[-1]
        at = next_line(self.text, end(behind[1])) if behind else len(self.text)
        return indent, at

    def _refuse_company(self, pair: Pair, place: Place) -> None:
        line = self.text[end(pair[1]) : next_line(self.text, end(pair[1]))].strip()
        if line and not line.startswith("#"):
            raise refuse(place.name)

    def _neighbour(self, name: str) -> Pair | None:
        """Return the field behind which *name* belongs, None for the end of the block."""
        order = [self._folded(one) for one in self.dialect.order]
        if self._folded(name) not in order:
            return None
        before = order[: order.index(self._folded(name))]
        ranked = [
            (before.index(self._folded(own)), at)
            for at, pair in enumerate(self.root.value)
            if (own := name_of(pair)) is not None and self._folded(own) in before
        ]
        return self.root.value[max(ranked)[1]] if ranked else None

    def _folded(self, name: str) -> str:
        return name.lower() if self.dialect.any_case else name

    def with_lines(self, at: int, lines: list[str]) -> str:
        """Return the text with whole lines put in; one that did not end in a newline does not."""
        newline = self.dialect.newline
        if newline == "\r" and self.text[at : at + 1] == "\n":
            newline = "\n"  # with what follows it would be one newline, not two
        new = newline.join(lines)
        if at == 0 or self.text[at - 1] in "\r\n":
            return self.splice(at, at, new + newline)
        return self.splice(at, at, newline + new)

    def without_lines(self, first: int, last: int) -> str:
        """Return the text without whole lines; one that did not end in a newline does not."""
        return without_lines(self.text, first, last)

    def without(self, place: Place) -> str:
        """Return the text without a field, and without the tables that were made for it alone."""
        self.refuse_shared(place)
        pair, table, around = place.known, place.table, list(place.around)
        while around and len(table.value) == 1:
            outer = around[-2][1] if len(around) > 1 else self.root
            if not self._as_made(around[-1], pair, outer):
                break
            pair, table = around.pop(), outer
        if table.flow_style:
            spans = [(start(key), max(end(key), end(value))) for key, value in table.value]
            return self.splice(*flow_cut(self.text, spans, table.value.index(pair)))
        first = line_start(self.text, start(pair[0]))
        if self.text[first : start(pair[0])].strip():
            raise CannotEdit(f"'{place.name}' shares its line", hint=REFUSED_HINT)
        return self.without_lines(first, next_line(self.text, max(end(pair[0]), end(pair[1]))))

    def _as_made(self, around: Pair, inner: Pair, outer: Any) -> bool:
        """Whether a table in the table *outer* is written as one that was made to hold *inner*."""
        key, table = around
        between = self.text[end(key) : start(inner[0])]
        if table.flow_style:
            return between == ": {" and bool(outer.flow_style)
        return bool(_MADE_TABLE.fullmatch(between)) and not (table.anchor or table.tagged)

    def added_in_flow(self, table: Any, new: str) -> str:
        """Return the text with a field more at the end of a table in braces."""
        if not table.value:
            return self.splice(start_within(table, self.text), start_within(table, self.text), new)
        key, value = table.value[-1]
        at = max(end(key), end(value))
        return self.splice(at, at, f", {new}")

    def refuse_shared(self, place: Place) -> None:
        """Raise CannotEdit where a value is an alias, or aliases elsewhere stand for it."""
        node = place.known[1]
        if node.alias:
            raise CannotEdit(f"the value of '{place.name}' is an alias", hint=REFUSED_HINT)
        if node.shared:
            message = f"other fields take their value from '{place.name}' (&{node.anchor})"
            raise CannotEdit(message, hint=REFUSED_HINT)

    def holds_names(self, new: str, key: Key, names: list[str]) -> bool:
        """Whether *key* is a text of just *names* in *new*, and all else as it was."""
        try:
            after = Block(new, self.dialect)
            pair = after.find(key).pair
            held = after.value_of(pair[1]) if pair else None
        except CannotEdit:
            return False
        alike = others(self, key) == others(after, key)
        texts = parted(one_text(held), self.dialect.separator)
        return alike and held is not None and not isinstance(held, list) and texts == names

    def verified(self, new: str, key: Key, *wished: Value) -> str:
        """Return *new* where *key* is as wished and all else as it was; refuse it otherwise."""
        pair, after = self._compared(new, key)
        if pair is None or (wished and repr(after.value_of(pair[1])) != repr(wished[0])):
            raise refuse(".".join(key))
        return new

    def verified_absent(self, new: str, key: Key) -> str:
        """Return *new* where *key* is gone and all else as it was; refuse it otherwise."""
        if self._compared(new, key)[0] is not None:
            raise refuse(".".join(key))
        return new

    def _compared(self, new: str, key: Key) -> tuple[Pair | None, "Block"]:
        try:
            after = Block(new, self.dialect)
            place = after.find(key)
        except CannotEdit as error:
            raise refuse(".".join(key)) from error
        if others(self, key) != others(after, key):
            raise refuse(".".join(key))
        return place.pair, after


def others(block: Block, key: Key) -> list[Any]:
    """Return the trees of all fields but *key*; a table that holds nothing else is left out."""

    def beside(table: Any, names: Key) -> list[Any]:
        trees: list[Any] = []
        for pair in pairs_of(table):
            if not block.same_name(name_of(pair), names[0]):
                trees.append((tree(pair[0]), tree(pair[1])))
            elif len(names) > 1 and pair[1].id == "mapping":
                inner = beside(pair[1], names[1:])
                trees += [(tree(pair[0]), pair[1].tag, inner)] if inner else []
            elif len(names) > 1 and not is_empty(pair[1]):
                trees.append((tree(pair[0]), tree(pair[1])))
        return trees

    return beside(block.root, key)


def start_within(node: Any, text: str) -> int:
    """Return the index behind the bracket that opens a list or table on one line."""
    found = re.compile(r"[\[{]").search(text, start(node))
    return found.end() if found else end(node)


def without_lines(text: str, first: int, last: int) -> str:
    """Return *text* without whole lines; one that did not end in a newline does not."""
    if last == len(text) and text[last - 1] not in "\r\n":
        first = len(re.sub(r"(?:\r\n|\n|\r)\Z", "", text[:first]))
    return text[:first] + text[last:]


def flow_cut(text: str, spans: list[tuple[int, int]], at: int) -> tuple[int, int, str]:
    """Return from where to where to cut for part *at* of what stands in brackets, and what stays.

    Comments beside the others stay.
    """
    first, last = spans[at]
    if at + 1 < len(spans):
        gap = text[last : spans[at + 1][0]]
        newline = re.search(r",[^\r\n]*(?:\r\n|\n|\r)", gap)
        if newline and _COMMENT.search(gap, newline.end()):
            return first, last + newline.end(), ""
        return first, spans[at + 1][0], ""
    if at == 0:
        return first, last, ""
    before = spans[at - 1][1]
    gap = text[before:first]
    return before, last, _COMMA.sub(r"\1", gap, count=1) if _COMMENT.search(gap) else ""


def refuse(name: str) -> CannotEdit:
    """Return the refusal of an edit that would do more than was asked."""
    message = f"'{name}' cannot be edited without touching what stands beside it"
    return CannotEdit(message, hint=REFUSED_HINT)
