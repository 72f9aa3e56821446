"""A query as a condition of SQL over the index: `p` is a post, `f` what its text says.

The index holds texts folded as names are, so that nothing is folded here but what was typed.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from blogctl.content.fields import META, OF_TEXT, STATES, Field, field_named, meta_value
from blogctl.content.folding import fold_name
from blogctl.content.moments import microseconds
from blogctl.content.periods import Period
from blogctl.content.post import one_text
from blogctl.content.query import (
    Atom,
    FieldTerm,
    Negation,
    PathTerm,
    Query,
    Span,
    TraitTerm,
    Union,
    WordsTerm,
)
from blogctl.errors import BadQuery

NEWEST = "p.date_at IS NOT NULL, p.date_at DESC, p.path"
# SQLite takes conditions no deeper than a thousand.
MOST_WORDS = 200
_ALL, _NONE = "1", "0"
_TEXTUAL = ("body", "text", "headings")
_NAMES = ("tags", "categories", "series", "authors")
_TARGETS = ("links", "images")
_DATES = ("date", "publish", "updated", "expires")
_NUMBERS = {"words": "f.words", "minutes": "f.minutes", "views": "views_of(p.path)"}
_TRAITS_OF_TEXT = ("link", "image", "heading", "code")
_FOLDED = ("path", "slug", "title", "url", "lang")

Test = Callable[[Mapping[str, Any]], bool]


class Lexicon(Protocol):
    """What a query has to know of a blog: its words, which paths are folders, traits as bits."""

    def match(self, words: tuple[str, ...], columns: tuple[str, ...]) -> str:
        """Return the search for *words* in *columns*, all where there are none; '' for nothing."""

    def bits(self, names: Iterable[str]) -> int:
        """Return the bits of the traits *names*."""

    def folders(self, paths: Iterable[str]) -> list[str]:
        """Return those of *paths* that are no posts."""


class Where(NamedTuple):
    """A condition, what stands for its question marks, and what it asks of front matter.

    *reads* says that what texts say must be known, *searches* that their words must be.
    """

    sql: str
    values: tuple[Any, ...]
    tests: tuple[Test, ...] = ()
    reads: bool = False
    searches: bool = False


def where(union: Union, lexicon: Lexicon, columns: tuple[str, ...] = ()) -> Where:
    """Return the condition under which a post is meant by *union*.

    Its paths and its slugs are known to exist, its words to be no slug's. Words that are of no
    field are looked for in *columns* alone, where there are any.
    """
    writer = _Writer(lexicon, columns)
    sql = writer.union(union)
    return Where(sql, tuple(writer.values), tuple(writer.tests), writer.reads, writer.searches)


def ordered(query: Query) -> tuple[str, bool]:
    """Return what *query* orders by, as SQL, and whether what texts say must be known for it.

    `meta_key(KEY, path, meta)` there gives what front matter says; the empty comes last.
    """
    parts: list[str] = []
    reads = False
    for key in query.sort:
        field = field_named(key.removeprefix("-"))
        value = _sort_value(field)
        turned = " DESC" if key.startswith("-") else ""
        parts += [f"({value}) IS NULL OR ({value}) = ''", f"({value}){turned}"]
        reads = reads or field.name in OF_TEXT
    return ", ".join([*parts, NEWEST]), reads


def _sort_value(field: Field) -> str:
    if field.name.startswith(META):
        key = json.dumps(field.name.removeprefix(META))[1:-1].replace("'", "''")
        return f"meta_key('{key}', p.path, p.meta)"
    if field.name in _DATES:
        return f"p.{field.name}_at"
    if field.name in _NUMBERS:
        return _NUMBERS[field.name]
    if field.name == "draft":
        return "p.draft"
    table = "f" if field.name in OF_TEXT else "p"
    kind = "folded_each" if field.name in (*_NAMES, *_TARGETS, "headings") else "folded"
    return f"{kind}({table}.{field.name})"


class _Writer:
    """Writes conditions; what stands for their question marks is kept in order."""

    def __init__(self, lexicon: Lexicon, columns: tuple[str, ...] = ()) -> None:
        self.lexicon = lexicon
        self.columns = columns
        self.count = 0
        self.values: list[Any] = []
        self.tests: list[Test] = []
        self.reads = False
        self.searches = False

    def union(self, union: Union) -> str:
        groups = [" AND ".join(self.atom(atom) for atom in group) or _ALL for group in union.groups]
        return "(" + " OR ".join(f"({group})" for group in groups) + ")"

    def atom(self, atom: Atom) -> str:
        if isinstance(atom, Union):
            return self.union(atom)
        if isinstance(atom, Negation):
            return f"NOT {self.atom(atom.atom)}"
        if isinstance(atom, TraitTerm):
            return self._traits(atom)
        if isinstance(atom, PathTerm):
            return self._paths(atom.paths)
        if isinstance(atom, WordsTerm):
            return self._words(atom.words, self.columns)
        sql = self._field(atom)
        return f"(NOT {sql})" if atom.op == "!=" else sql

    def _any(self, conditions: Iterable[str]) -> str:
        return "ifnull((" + (" OR ".join(conditions) or _NONE) + "), 0)"

    def _value(self, value: Any) -> str:
        self.values.append(value)
        return "?"

    def _traits(self, term: TraitTerm) -> str:
        if term.kind == "is":
            return self._any(self._state(name) for name in term.names)
        traits = "p.traits"
        if set(term.names) & set(_TRAITS_OF_TEXT):
            self.reads = True
            traits = "(p.traits | f.traits)"
        if term.kind == "has":
            return self._any([f"{traits} & {self.lexicon.bits(term.names)} <> 0"])
        return self._any(f"{traits} & {self.lexicon.bits([name])} = 0" for name in term.names)

    def _state(self, name: str) -> str:
        if name == "bundle":
            return f"p.traits & {self.lexicon.bits(['bundle'])} <> 0"
        assert name in STATES
        return f"p.status = {self._value('published' if name == 'live' else name)}"

    def _paths(self, paths: tuple[str, ...]) -> str:
        if "." in paths:
            return _ALL
        exact = f"p.path IN (SELECT value FROM json_each({self._value(json.dumps(paths))}))"
        below = [self._below(path) for path in self.lexicon.folders(paths)]
        return self._any([exact, *below])

    def _below(self, path: str) -> str:
        return f"(p.path > {self._value(path + '/')} AND p.path < {self._value(path + '0')})"

    def _words(self, words: tuple[str, ...], columns: tuple[str, ...]) -> str:
        self.searches = True
        self.count += 1
        if self.count > MOST_WORDS:
            hint = "look for fewer, or put a sentence in quotes"
            raise BadQuery(f"a query has at most {MOST_WORDS} words", hint=hint)
        found = self.lexicon.match(words, columns)
        if not found:
            return _NONE
        return f"p.id IN (SELECT rowid FROM words WHERE words MATCH {self._value(found)})"

    def _field(self, term: FieldTerm) -> str:
        name = term.field.name
        if name.startswith(META):
            return self._meta(term, name.removeprefix(META))
        self.reads = self.reads or name in OF_TEXT
        if name in _TEXTUAL and term.op == ":":
            columns = {"body": ("body", "code"), "headings": ("headings",)}.get(name, ())
            return self._any(self._words(item, columns) for item in term.items)
        if name in (*_NAMES, *_TARGETS):
            return self._names(term)
        if name == "headings":
            return self._headings(term)
        return self._any(self._single(term, item) for item in term.items)

    def _single(self, term: FieldTerm, item: Any) -> str:
        """Return the condition for a field that has one value."""
        name = term.field.name
        if isinstance(item, Period):
            return self._period(f"p.{name}_at", item)
        if isinstance(item, Span):
            return self._span(_NUMBERS[name], item)
        value = _text_of(name)
        if isinstance(item, re.Pattern):
            return f"({value} <> '' AND matches({self._value(item.pattern)}, {value}))"
        if term.op != ":" or term.field.kind in ("choice", "flag"):
            return f"({value} <> '' AND {value} = {self._value(str(item))})"
        if term.field.kind == "words":
            return f"({value} <> '' AND says({self._value(' '.join(item))}, {value}))"
        if term.field.kind == "path":
            return _ALL if item == "." else f"(p.path = {self._value(item)} OR {self._below(item)})"
        return self._folded(term, item, f"p.{name}_f", value)

    def _folded(self, term: FieldTerm, item: Any, folded: str, value: str) -> str:
        wanted = fold_name(str(item))
        if term.field.kind == "part":
            return f"({value} <> '' AND instr({folded}, {self._value(wanted)}) > 0)"
        if term.field.kind == "tree" and str(item).endswith("/"):
            start = self._value(wanted)
            return f"substr({folded} || '/', 1, length({start})) = {self._value(wanted)}"
        return f"({value} <> '' AND {folded} = {self._value(wanted)})"

    def _period(self, column: str, period: Period) -> str:
        parts = [f"{column} IS NOT NULL"]
        if period.start is not None:
            parts.append(f"{column} >= {microseconds(period.start)}")
        if period.end is not None:
            parts.append(f"{column} < {microseconds(period.end)}")
        return f"({' AND '.join(parts)})"

    def _span(self, column: str, span: Span) -> str:
        parts = [f"{column} IS NOT NULL"]
        parts += [f"{column} >= {span.low}"] if span.low is not None else []
        parts += [f"{column} <= {span.high}"] if span.high is not None else []
        return f"({' AND '.join(parts)})"

    def _names(self, term: FieldTerm) -> str:
        """Return the condition for a field that has several values."""
        kind = self._value(term.field.name)
        # Nothing of a name is null: without ifnull the index of names is of use.
        inner = " OR ".join(self._name(term, item) for item in term.items) or _NONE
        return f"p.id IN (SELECT n.id FROM names n WHERE n.kind = {kind} AND ({inner}))"

    def _name(self, term: FieldTerm, item: Any, name: str = "n.name") -> str:
        if isinstance(item, re.Pattern):
            return f"({name} <> '' AND matches({self._value(item.pattern)}, {name}))"
        if term.op != ":":
            return f"{name} = {self._value(str(item))}"
        return self._folded(term, item, "n.folded", name)

    def _headings(self, term: FieldTerm) -> str:
        inner = self._any(self._name(term, item, "h.value ->> 1") for item in term.items)
        return f"EXISTS (SELECT 1 FROM json_each(nullif(f.headings, '')) h WHERE {inner})"

    def _meta(self, term: FieldTerm, key: str) -> str:
        self.tests.append(lambda meta: _says(term, meta_value(meta, key)))
        return f"tested({len(self.tests) - 1}, p.path, p.meta)"


def _text_of(name: str) -> str:
    """Return the text of a field that has one value, as a regular expression meets it."""
    if name == "draft":
        return "CASE p.draft WHEN 1 THEN 'true' ELSE 'false' END"
    if name in ("body", "text"):
        return f"text_of('{name}', p.path)"
    if name in _NUMBERS:
        return f"CAST({_NUMBERS[name]} AS TEXT)"
    return f"f.{name}" if name in OF_TEXT else f"p.{name}"


def _says(term: FieldTerm, value: Any) -> bool:
    """Say whether the *value* of a field of the author's own is one that *term* means."""
    if value is None or value == "":
        return False
    values = value if isinstance(value, (tuple, list)) else (value,)
    return any(_is_meant(term, item, _as_text(one)) for one in values for item in term.items)


def _is_meant(term: FieldTerm, item: Any, text: str) -> bool:
    if isinstance(item, re.Pattern):
        return item.search(text) is not None
    if term.op != ":":
        return text == str(item)
    return fold_name(str(item)) in fold_name(text)


def _as_text(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else one_text(value)
