"""The query language: words typed after a command, as a value.

    query = group { "or" group }              term  = [ "not" ] atom | "-" FIELD op value
    group = term { term }                     atom  = FIELD op value | @NAME | PATH | WORDS
    op    = ":" natural | "=" exact | "!=" not exact | "~" regex

A query says which posts are meant; `where.py` makes a condition of it. What cannot be understood
is an error, never an empty or a wider answer.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any, Literal, NamedTuple

from blogctl.content.fields import STATES, TRAITS, Field, field_named
from blogctl.content.folding import fold_name, nearest
from blogctl.content.lexicon import joined_phrases, typed_words
from blogctl.content.periods import read_period
from blogctl.errors import BadQuery

Operator = Literal[":", "=", "!=", "~"]

POST_ENDINGS = (
    ".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mkdown", ".mdx", ".html", ".htm", ".rst",
    ".txt",
)  # fmt: skip
_TERM = re.compile(r"(-?)([A-Za-z][A-Za-z_-]*(?:\.[\w.-]+)?)(:|!=|=|~)(.*)", re.DOTALL)
_NUMBERS = re.compile(r"([0-9]{0,9})(?:(\.\.)([0-9]{0,9}))?")
_NEST_LIMIT = 20


class Span(NamedTuple):
    """Numbers from *low* to *high*, both included; None is open."""

    low: int | None
    high: int | None


class FieldTerm(NamedTuple):
    """`field op value`: *items* are any-of, already texts, Periods, Spans or patterns."""

    field: Field
    op: Operator
    items: tuple[Any, ...]


class TraitTerm(NamedTuple):
    """`is:draft`, `has:image`, `no:tag`: any of *names* in *kind*."""

    kind: Literal["is", "has", "no"]
    names: tuple[str, ...]


class PathTerm(NamedTuple):
    """Any of *paths*: files or folders, relative to the blog."""

    paths: tuple[str, ...]


class WordsTerm(NamedTuple):
    """Free words: *typed* as typed, *words* in lower case; one that ends in `*` is a beginning.

    A post whose slug is *typed* is meant first.
    """

    typed: str
    words: tuple[str, ...]


class Negation(NamedTuple):
    """What *atom* does not say."""

    atom: "Atom"


class Union(NamedTuple):
    """Any of *groups* of terms: a saved query within a query, or the whole of one."""

    groups: tuple[tuple["Atom", ...], ...]


Atom = FieldTerm | TraitTerm | PathTerm | WordsTerm | Negation | Union


class Query(NamedTuple):
    """Which posts are meant, in which order, how many at most (None: all)."""

    terms: Union
    sort: tuple[str, ...] = ()
    limit: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is no term, so that every post is meant."""
        return _says_nothing(self.terms)


def within(query: Query, paths: Sequence[str]) -> Query:
    """Return *query* for those of its posts that are at *paths*."""
    here = PathTerm(tuple(paths))
    return query._replace(terms=Union(tuple((*group, here) for group in query.terms.groups)))


def _says_nothing(union: Union) -> bool:
    """Say whether a group of *union* has no term, saved queries looked into."""
    return any(
        all(isinstance(atom, Union) and _says_nothing(atom) for atom in group)
        for group in union.groups
    )


class Setting(NamedTuple):
    """What the words of a query are read against.

    *saved* holds the queries of the configuration by name; *folder* is where the words were
    typed, relative to the blog ('' is its own folder).
    """

    now: datetime
    zone: tzinfo
    saved: Mapping[str, str] = {}
    folder: str = ""


def parse(words: Sequence[str], setting: Setting) -> Query:
    """Return the query that *words*, one an argument of the shell, mean; raise BadQuery."""
    reader = _Reader(setting)
    terms = reader.union(joined_phrases(words))
    return Query(terms, tuple(reader.sort), reader.limit)


class _Reader:
    """Reads words into terms; sorting and limit are set aside as they come."""

    def __init__(self, setting: Setting, within: tuple[str, ...] = ()) -> None:
        self.setting = setting
        self.within = within
        self.sort: list[str] = []
        self.limit: int | None = None

    def union(self, words: list[str]) -> Union:
        groups: list[list[str]] = [[]]
        for word in words:
            if word in ("or", "OR"):
                groups.append([])
            else:
                groups[-1].append(word)
        read = tuple(self._group(group) for group in groups)
        if len(read) > 1 and not all(read):
            raise BadQuery("'or' needs a term on both sides", hint="write 'text:or' for the word")
        return Union(read)

    def _group(self, words: list[str]) -> tuple[Atom, ...]:
        atoms: list[Atom] = []
        waiting = iter(words)
        for word in waiting:
            if word in ("and", "AND"):
                continue
            negated = word in ("not", "NOT")
            if negated:
                word = next(waiting, "")
                if not word or word in ("not", "NOT", "and", "AND"):
                    raise BadQuery("'not' needs a term behind it", hint="as in 'not is:draft'")
            atom = self._term(word, negated=negated)
            if atom is not None:
                atoms.append(Negation(atom) if negated else atom)
        return _paths_joined(atoms)

    def _term(self, word: str, *, negated: bool) -> Atom | None:
        found = _TERM.fullmatch(word)
        if not found or found.group(4).startswith("//"):
            return self._plain(word)
        minus, name, op, value = found.groups()
        if name in ("sort", "limit") and op == ":":
            if negated or minus:
                raise BadQuery(f"'{name}' cannot be negated", hint="'sort:-date' turns the order")
            self._arrange(name, value)
            return None
        atom: Atom = self._field(name, op, value)
        return Negation(atom) if minus else atom

    def _plain(self, word: str) -> Atom:
        if word.startswith("@") and len(word) > 1:
            return self._saved(word[1:])
        if _is_path(word):
            return PathTerm((_relative(word, self.setting.folder),))
        if re.match(r"\(+[A-Za-z.]+(?::|!=|=|~)", word):
            hint = "'or' binds loosest; save a part: blogctl config queries.NAME '…'"
            raise BadQuery(f"there are no parentheses: '{word}'", hint=hint)
        words = _words(word)
        if word.endswith("*") and len(words) == 1:
            words = (f"{words[0]}*",)
        return WordsTerm(word, words)

    def _saved(self, name: str) -> Union:
        saved = self.setting.saved
        if name not in saved:
            hint = nearest(name, saved) or "save one: blogctl config queries.NAME 'tag:x is:live'"
            raise BadQuery(f"there is no saved query '@{name}'", hint=hint)
        if name in self.within or len(self.within) > _NEST_LIMIT:
            raise BadQuery(f"the saved query '@{name}' names itself", hint="untie the circle")
        inner = _Reader(self.setting, (*self.within, name))
        union = inner.union(joined_phrases(split_words(saved[name])))
        self.sort = self.sort or inner.sort
        self.limit = inner.limit if self.limit is None else self.limit
        return union

    def _arrange(self, name: str, value: str) -> None:
        if name == "sort":
            self.sort = sort_keys(value)
            return
        if not re.fullmatch(r"[0-9]{1,9}", value):
            raise BadQuery(f"'{value}' is not a number of posts", hint="as in 'limit:10'")
        self.limit = int(value)

    def _field(self, name: str, op: str, value: str) -> Atom:
        if name in ("is", "has", "no"):
            return _trait(name, op, value)
        if name == "prefix" and op == ":":
            return _beginnings(value)
        field = field_named(name)
        if op == "~":
            return FieldTerm(field, "~", (_pattern(value),))
        items = _items(name, value)
        if op == ":":
            return FieldTerm(field, ":", tuple(self._natural(field, item) for item in items))
        return FieldTerm(field, "=" if op == "=" else "!=", self._exact(field, items))

    def _natural(self, field: Field, item: str) -> Any:
        if field.kind == "date":
            return read_period(item, self.setting.now, self.setting.zone)
        if field.kind == "number":
            return _span(item)
        if field.kind in ("choice", "flag"):
            return _choice(field.name, item, field.choices)
        if field.kind == "words":
            return _words(item)
        if field.kind == "path":
            return item.strip("/")
        return item

    def _exact(self, field: Field, items: list[str]) -> tuple[Any, ...]:
        if field.kind in ("date", "number", "choice", "flag"):
            return tuple(self._natural(field, item) for item in items)
        return tuple(items)


def sort_keys(value: str) -> list[str]:
    """Return the fields of `title,-date`; raise BadQuery for one that there is not."""
    keys = _items("sort", value)
    for key in keys:
        field = field_named(key.removeprefix("-"))
        if field.name in ("text", "body"):
            raise BadQuery(f"posts cannot be sorted by {field.name}", hint="sort by date or title")
    return keys


def split_words(text: str) -> list[str]:
    """Return the words of a query kept as one text, split as a shell would."""
    from shlex import split

    try:
        return split(text)
    except ValueError as error:
        raise BadQuery(f"a quote is left open in '{text}'", hint="close it") from error


def _items(name: str, value: str) -> list[str]:
    items = value.split(",")
    if not all(item.strip() for item in items):
        hint = f"as in '{name}:a' or '{name}:a,b'; 'no:{name}' finds posts without"
        raise BadQuery(f"'{name}:{value}' has an empty value", hint=hint)
    return items


def _trait(name: str, op: str, value: str) -> TraitTerm:
    if op != ":":
        raise BadQuery(f"'{name}' goes with ':'", hint=f"write {name}:{value}")
    known = STATES if name == "is" else TRAITS
    names = tuple(_choice(name, item, tuple(known)) for item in _items(name, value))
    return TraitTerm(name, names)  # type: ignore[arg-type]  # _field lets only these names in


def _words(text: str) -> tuple[str, ...]:
    words = typed_words(text)
    if not words:
        raise BadQuery(f"'{text}' has no word to look for", hint="use letters or digits")
    return words


def _beginnings(value: str) -> Union:
    """Return the term of `prefix:a,b`: words that begin so."""
    words = [_words(item) for item in _items("prefix", value)]
    for item, found in zip(value.split(","), words, strict=True):
        if len(found) != 1:
            raise BadQuery(f"'{item}' is not the beginning of one word", hint="as in prefix:jard")
    return Union(tuple((WordsTerm("", (f"{found[0]}*",)),) for found in words))


def _choice(name: str, item: str, choices: tuple[str, ...]) -> str:
    for choice in choices:
        if fold_name(item) in (choice, f"{choice}s"):
            return choice
    hint = nearest(item, choices) or f"one of {', '.join(choices)}"
    raise BadQuery(f"'{name}' has no value '{item}'", hint=hint)


def _span(item: str) -> Span:
    found = _NUMBERS.fullmatch(item)
    low, dots, high = found.groups() if found else ("", None, None)
    if not found or not (low or high):
        raise BadQuery(f"'{item}' is not a number", hint="as in 500, 500.. or 200..500")
    span = Span(int(low) if low else None, (int(high) if high else None) if dots else int(low))
    if span.low is not None and span.high is not None and span.low > span.high:
        raise BadQuery(f"the range '{item}' runs backwards", hint=f"turn it round: {high}..{low}")
    return span


def _pattern(value: str) -> re.Pattern[str]:
    try:
        if not value:
            raise re.error("it is empty")
        return re.compile(value, re.IGNORECASE)
    except (re.error, RecursionError, OverflowError) as error:
        raise BadQuery(f"'{value}' is not a regular expression: {error}") from error


def _is_path(word: str) -> bool:
    """Say whether *word* names a file or a folder; a sentence with a slash in it does not."""
    if "://" in word:
        return False
    return word.endswith(POST_ENDINGS) or word in (".", "..") or ("/" in word and " " not in word)


def _relative(word: str, folder: str) -> str:
    import posixpath

    return posixpath.normpath(posixpath.join(folder, word))


def _paths_joined(atoms: list[Atom]) -> tuple[Atom, ...]:
    """Return *atoms* with their paths made one any-of term, so that the shell's globs work."""
    paths = tuple(path for atom in atoms if isinstance(atom, PathTerm) for path in atom.paths)
    others = tuple(atom for atom in atoms if not isinstance(atom, PathTerm))
    return (PathTerm(paths), *others) if paths else others
