"""The terms of a query, walked through: what they name, and what is to be settled first."""

from collections.abc import Callable, Iterable
from typing import Protocol

from blogctl.content.fields import ALIASES, META, field_named
from blogctl.content.folding import nearest
from blogctl.content.query import (
    Atom,
    FieldTerm,
    Negation,
    PathTerm,
    Query,
    Union,
    WordsTerm,
)
from blogctl.errors import BadQuery, NoSuchPost

_NAMES = ("tags", "categories", "series", "lang")


class Known(Protocol):
    """What a query is settled against: the posts that there are."""

    def has_path(self, path: str) -> bool:
        """Say whether there is a post at *path*, or in that folder."""

    def has_slug(self, slug: str) -> bool:
        """Say whether a post has *slug*."""

    def paths(self) -> list[str]:
        """Return the paths of all posts."""

    def keys(self) -> set[str]:
        """Return the fields that front matter has, the outermost."""

    def has_field(self, key: str) -> bool:
        """Say whether front matter has the field *key*, or there is no post."""


def settled(query: Query, known: Known, *, slugs: bool = True) -> Query:
    """Return *query* with each word that is a post's slug made that, unless not *slugs*.

    Raise NoSuchPost for a path at which there is no post, BadQuery for a `meta.KEY` that no post
    has: a typo is never an empty answer.
    """
    for key in query.sort:
        _check_field(key.removeprefix("-"), known)
    terms = _settled(query.terms, known, slugs=slugs)
    assert isinstance(terms, Union)
    return query._replace(terms=terms)


def _settled(atom: Atom, known: Known, *, slugs: bool) -> Atom:
    if isinstance(atom, Union):
        groups = (tuple(_settled(one, known, slugs=slugs) for one in group)
                  for group in atom.groups)  # fmt: skip
        return Union(tuple(groups))
    if isinstance(atom, Negation):
        return Negation(_settled(atom.atom, known, slugs=slugs))
    if isinstance(atom, PathTerm):
        _check_paths(atom, known)
    if isinstance(atom, FieldTerm):
        _check_field(atom.field.name, known)
    if isinstance(atom, WordsTerm) and slugs and known.has_slug(atom.typed):
        return FieldTerm(field_named("slug"), "=", (atom.typed,))
    return atom


def _check_paths(term: PathTerm, known: Known) -> None:
    for wanted in term.paths:
        if wanted != "." and not known.has_path(wanted):
            hint = nearest(wanted, known.paths()) or "'blogctl list --fields path' lists them"
            raise NoSuchPost(f"there is no post at '{wanted}'", hint=hint)


def _check_field(field: str, known: Known) -> None:
    """Raise BadQuery where *field* is of the front matter, and no post has it."""
    key = field.removeprefix(META)
    if field.startswith(META) and not known.has_field(key):
        hint = nearest(key, known.keys()) or "'blogctl show POST' lists a post's fields"
        raise BadQuery(f"no post has the field '{key}' in its front matter", hint=hint)


def named_paths(atom: Atom) -> set[str]:
    """Return the paths that *atom* names."""
    if isinstance(atom, PathTerm):
        return set(atom.paths)
    if isinstance(atom, Negation):
        return named_paths(atom.atom)
    if isinstance(atom, Union):
        return {path for group in atom.groups for inner in group for path in named_paths(inner)}
    return set()


def unknown_names(
    query: Query, meets: Callable[[FieldTerm], bool], names: Callable[[str], list[str]]
) -> list[str]:
    """Return a sentence for each tag, category, series or language of *query* that no post has.

    *meets* says whether a post meets a term, *names* gives all names of a kind.
    """
    return [
        _unknown(term, item, names(term.field.name))
        for term in _field_terms(query.terms)
        if term.op in (":", "=") and term.field.name in _NAMES
        for item in term.items
        if not meets(term._replace(items=(item,)))
    ]


def _unknown(term: FieldTerm, item: str, names: list[str]) -> str:
    hint = nearest(item, names)
    singular = {plural: name for name, plural in ALIASES.items() if name != "language"}
    name = singular.get(term.field.name, term.field.name)
    return f"no post has {name}:{item}" + (f"; {hint}" if hint else "")


def _field_terms(atom: Atom) -> Iterable[FieldTerm]:
    if isinstance(atom, FieldTerm):
        yield atom
    elif isinstance(atom, Negation):
        yield from _field_terms(atom.atom)
    elif isinstance(atom, Union):
        for group in atom.groups:
            for inner in group:
                yield from _field_terms(inner)


def asks_for(query: Query, name: str) -> bool:
    """Say whether *query* is about the field *name*, or sorted by it."""
    return name in {key.removeprefix("-") for key in query.sort} or any(
        term.field.name == name for term in _field_terms(query.terms)
    )


def positive(atom: Atom) -> Union:
    """Return *atom* without what it negates: what a search is ranked, and shown, by."""
    if isinstance(atom, Union):
        groups = (tuple(positive(one) if isinstance(one, Union) else one
                        for one in group if not isinstance(one, Negation))
                  for group in atom.groups)  # fmt: skip
        return Union(tuple(groups))
    return Union(((),) if isinstance(atom, Negation) else ((atom,),))


def words_terms(atom: Atom) -> Iterable[WordsTerm]:
    """Yield the free words and phrases of *atom*."""
    if isinstance(atom, WordsTerm):
        yield atom
    elif isinstance(atom, Union):
        for group in atom.groups:
            for inner in group:
                yield from words_terms(inner)


def free_words(atom: Union) -> list[str]:
    """Return the words that *atom* looks for anywhere, what it negates left out."""
    return [word for term in words_terms(positive(atom)) for word in term.words]
