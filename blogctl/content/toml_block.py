"""A TOML block under edit: where a field stands or would, and the guard on every edit of it."""

import re
import tomllib
from typing import Any

from blogctl.content.dialect import Dialect, Key, Value
from blogctl.content.toml_statements import (
    Field,
    Table,
    dotted,
    fields_within,
    meaning,
    parts,
    statements,
)
from blogctl.errors import CannotEdit

REFUSED_HINT = "edit this field by hand; nothing was changed"
_BLANK_LINE = re.compile(r"(?:^|(?<=\n))[ \t]*\r?\n")
_LAST_BLANK_LINE = re.compile(r"(?:^|(?<=\n))\r?\n\Z")
_LAST_NEWLINE = re.compile(r"\r?\n\Z")


class Block:
    """A TOML block, its tables and fields, and the text surgery on it."""

    def __init__(self, text: str, dialect: Dialect) -> None:
        self.text = text
        self.dialect = dialect
        self.tree = self._read()
        found = statements(text)
        self.tables = [one for one in found if isinstance(one, Table)]
        self.lines = [one for one in found if isinstance(one, Field)]
        self.fields = [
            field for line in self.lines if not line.many
            for field in (line, *fields_within(text, line))
        ]  # fmt: skip

    def find(self, key: Key) -> Field | None:
        """Return the field *key*; raise CannotEdit where it stands twice, or where it cannot be."""
        name = ".".join(key)
        wished = self._folded(key)
        if not key:
            raise CannotEdit("a field without a name cannot be edited", hint="name the field")
        found = [field for field in self.fields if self._folded(field.key) == wished]
        if len(found) > 1:
            raise _twice(name)
        if found:
            return found[0]
        others: list[Table | Field] = [*self.tables, *self.fields]
        for one in others:
            own = self._folded(one.key)
            if isinstance(one, Table) and one.many and own == wished[: len(own)]:
                message = f"'{'.'.join(one.key)}' is a list of tables"
                raise CannotEdit(message, hint=REFUSED_HINT)
            if wished == own[: len(wished)]:
                raise CannotEdit(f"'{name}' holds fields", hint="name a field within it")
            if isinstance(one, Field) and own == wished[: len(own)] and not self._is_inline(one):
                raise CannotEdit(f"'{'.'.join(one.key)}' holds no fields", hint=REFUSED_HINT)
        return None

    def with_field(self, key: Key, value: str) -> str:
        """Return the text with a field that was not there, and the table around it."""
        for depth in range(len(key) - 1, 0, -1):
            new = self._in_table_there(key, depth, value)
            if new is not None:
                return new
        if len(key) > 1:
            return self._with_table(key, value)
        behind = self._neighbour(key[0])
        at = behind.end if behind else self._end_of_root()
        return self._with_line(at, f"{self._indent(behind)}{dotted(key)} = {value}")

    def without_statement(self, field: Field) -> str:
        """Return the text without a field's lines, nor a table that was made for it alone."""
        headings = [table for table in self.tables if table.end == field.start]
        if len(field.key) > 1 and headings:
            start = headings[0].start
            for alone in (self.text[:start], _LAST_BLANK_LINE.sub("", self.text[:start])):
                candidate = self._as_ended(alone, field)
                if self._is_made_from(candidate, field):
                    return candidate
        return self._without_lines(field.start, field.end)

    def spliced(self, first: int, last: int, new: str) -> str:
        """Return the text with *new* in place of what stands there."""
        return self.text[:first] + new + self.text[last:]

    def verified(self, new: str, key: Key, wished: Value) -> str:
        """Return *new* where *key* is as wished and all else as it was; refuse it otherwise."""
        after = self._compared(new, key)
        field = after.find(key)
        if field is None or repr(meaning(new[slice(*field.value)])) != repr(wished):
            raise _refused(key)
        return new

    def verified_absent(self, new: str, key: Key) -> str:
        """Return *new* where *key* is gone and all else as it was; refuse it otherwise."""
        if self._compared(new, key).find(key) is not None:
            raise _refused(key)
        return new

    def _read(self) -> dict[str, Any]:
        # No reader of TOML takes a lone CR for a line end, and some refuse to say why.
        if re.search(r"\r(?!\n)", self.text):
            message = "the front matter has line ends that TOML does not know"
            raise CannotEdit(message, hint="save the file with LF or CRLF line ends")
        try:
            self.text.encode()
            return tomllib.loads(self.text)
        except (ValueError, RecursionError) as error:
            raise self._unreadable(error) from error

    def _unreadable(self, error: Exception) -> CannotEdit:
        try:
            found = statements(self.text)
        except (CannotEdit, ValueError, RecursionError):
            found = []
        seen = set()
        for one in found:
            if one.key in seen and not one.many:
                return _twice(".".join(one.key))
            seen.add(one.key)
        reason = str(error)[:1].lower() + str(error)[1:]
        return CannotEdit(f"the front matter is not TOML: {reason}", hint="mend it by hand")

    def _folded(self, key: Key) -> Key:
        return tuple(name.lower() for name in key) if self.dialect.any_case else key

    def _is_inline(self, field: Field) -> bool:
        return self.text[field.value[0]] == "{"

    def _in_table_there(self, key: Key, depth: int, value: str) -> str | None:
        """Return the text with a field in the table of its first *depth* names, if there is one."""
        around = self._folded(key[:depth])
        rest = key[depth:]
        siblings = [line for line in self.lines if self._folded(line.table) == around]
        for field in self.fields:
            if self._folded(field.key) == around:
                return self._with_pair(field.value[0], f"{dotted(rest)} = {value}")
        for table in self.tables:
            if self._folded(table.key) == around:
                behind = siblings[-1] if siblings else None
                at = behind.end if behind else table.end
                return self._with_line(at, f"{self._indent(behind)}{dotted(rest)} = {value}")
        like = [
            line
            for line in self.lines
            if self._folded(line.key[:depth]) == around and len(line.table) < depth
        ]
        if not like:
            return None
        own = like[-1].key[len(like[-1].table) : depth]
        line = f"{self._indent(like[-1])}{dotted((*own, *rest))} = {value}"
        return self._with_line(like[-1].end, line)

    def _with_pair(self, brace: int, pair: str) -> str:
        """Return the text with a field more at the end of an inline table."""
        spans = parts(self.text, brace)
        if spans:
            return self.spliced(spans[-1][1], spans[-1][1], f", {pair}")
        blanks = self.text[brace + 1 : self.text.index("}", brace)]
        return self.spliced(brace + 1, brace + 1, blanks + pair)

    def _with_table(self, key: Key, value: str) -> str:
        newline = self.dialect.newline
        blank = newline if self._parts_tables() else ""
        heading = f"{blank}[{dotted(key[:-1])}]{newline}"
        return self._with_line(len(self.text), f"{heading}{dotted(key[-1:])} = {value}")

    def _parts_tables(self) -> bool:
        """Whether a table is written with a blank line before it."""
        ends = [line.end for line in self.lines] + [table.end for table in self.tables]
        if not ends:
            return False
        gaps = [
            self.text[max(end for end in ends if end <= table.start) : table.start]
            for table in self.tables
            if any(end <= table.start for end in ends)
        ]
        return not gaps or any(map(_BLANK_LINE.search, gaps))

    def _is_made_from(self, text: str, field: Field) -> bool:
        """Whether a field and its table are just what adding them to *text* would write."""
        before = Block(text, self.dialect)
        value = self.text[slice(*field.value)]
        try:
            return before.find(field.key) is None and (
                before.with_field(field.key, value) == self.text
            )
        except CannotEdit:
            return False

    def _neighbour(self, name: str) -> Field | None:
        """Return the root field behind which *name* belongs, None for the end of the root."""
        order = [self._folded((one,)) for one in self.dialect.order]
        own = self._folded((name,))
        before = order[: order.index(own)] if own in order else []
        ranked = [
            (before.index(self._folded(line.key[:1])), line.start, line)
            for line in self.lines
            if not line.table and self._folded(line.key[:1]) in before
        ]
        return max(ranked)[2] if ranked else None

    def _end_of_root(self) -> int:
        """Return the index behind the last field that stands in no table."""
        if not self.tables:
            return len(self.text)
        return max((line.end for line in self.lines if not line.table), default=0)

    def _indent(self, beside: Field | None) -> str:
        line = self.text[beside.start :] if beside else ""
        return line[: len(line) - len(line.lstrip(" \t"))]

    def _with_line(self, at: int, line: str) -> str:
        """Return the text with whole lines put in; one that did not end in a newline does not."""
        newline = self.dialect.newline
        if at == 0 or self.text[at - 1] == "\n":
            return self.spliced(at, at, line + newline)
        return self.spliced(at, at, newline + line)

    def _without_lines(self, first: int, last: int) -> str:
        """Return the text without whole lines; one that did not end in a newline does not."""
        if last == len(self.text) and not self.text.endswith("\n"):
            return _LAST_NEWLINE.sub("", self.text[:first])
        return self.spliced(first, last, "")

    def _as_ended(self, text: str, field: Field) -> str:
        """Return *text* with what stands behind a field, ended in a newline if the block is."""
        if self.text.endswith("\n"):
            return text + self.text[field.end :]
        return _LAST_NEWLINE.sub("", text)

    def _compared(self, new: str, key: Key) -> "Block":
        try:
            after = Block(new, self.dialect)
        except CannotEdit as error:
            raise _refused(key) from error
        if self._others(self.tree, key) != after._others(after.tree, key):
            raise _refused(key)
        return after

    def _others(self, table: dict[str, Any], key: Key) -> list[tuple[str, str]]:
        """Return all fields but *key*, in order; a table that holds nothing else is left out."""
        found = []
        for name, value in table.items():
            if self._folded((name,)) != self._folded(key[:1]):
                found.append((name, repr(value)))
            elif len(key) > 1 and isinstance(value, dict):
                inner = self._others(value, key[1:])
                found += [(name, repr(inner))] if inner else []
            elif len(key) > 1:
                found.append((name, repr(value)))
        return found


def _twice(name: str) -> CannotEdit:
    return CannotEdit(f"the field '{name}' stands twice", hint="keep one of them")


def _refused(key: Key) -> CannotEdit:
    message = f"'{'.'.join(key)}' cannot be edited without touching what stands beside it"
    return CannotEdit(message, hint=REFUSED_HINT)
