"""The judge: says of each post whether a query means it."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from blogctl.content.fields import ALIASES, META, STATES, TRAITS, Field, meta_value, sort_posts
from blogctl.content.folding import fold, fold_name, nearest
from blogctl.content.periods import Period
from blogctl.content.post import Post, newest_first, one_text
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
from blogctl.content.text import contains_words
from blogctl.errors import BadQuery, NoSuchPost

Test = Callable[[Post], bool]


def select(posts: Sequence[Post], query: Query) -> list[Post]:
    """Return the posts that *query* means, in its order, else the newest first.

    Raise NoSuchPost for a path at which there is no post, BadQuery for a `meta.KEY` that no post
    has: a typo is never an empty answer.
    """
    judge = _Judge(posts)
    for key in query.sort:
        judge.check_meta(key.removeprefix("-"))
    test = judge.union(query.terms)
    chosen = newest_first([post for post in posts if test(post)])
    if query.sort:
        chosen = sort_posts(chosen, query.sort)
    return chosen if query.limit is None else chosen[: query.limit]


def unknown_names(posts: Sequence[Post], query: Query) -> list[str]:
    """Return a sentence for each tag, category, series or language of *query* that no post has."""
    return [
        _unknown(term, item, names)
        for term in _field_terms(query.terms)
        if term.op in (":", "=") and term.field.name in ("tags", "categories", "series", "lang")
        for names in [sorted({name for post in posts for name in _values(term.field, post)})]
        for item in term.items
        if not any(_matches(term, item, name) for name in names)
    ]


def named_paths(atom: Atom) -> set[str]:
    """Return the paths that *atom* names."""
    if isinstance(atom, PathTerm):
        return set(atom.paths)
    if isinstance(atom, Negation):
        return named_paths(atom.atom)
    if isinstance(atom, Union):
        return {path for group in atom.groups for inner in group for path in named_paths(inner)}
    return set()


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


class _Judge:
    """Turns terms into tests, knowing all the posts there are."""

    def __init__(self, posts: Sequence[Post]) -> None:
        self.posts = posts
        self.slugs = {post.slug for post in posts}

    def union(self, union: Union) -> Test:
        groups = [[self.test(atom) for atom in group] for group in union.groups]
        return lambda post: any(all(test(post) for test in group) for group in groups)

    def test(self, atom: Atom) -> Test:
        if isinstance(atom, Union):
            return self.union(atom)
        if isinstance(atom, Negation):
            inner = self.test(atom.atom)
            return lambda post: not inner(post)
        if isinstance(atom, TraitTerm):
            return _trait_test(atom)
        if isinstance(atom, PathTerm):
            return self._path_test(atom)
        if isinstance(atom, WordsTerm):
            return self._words_test(atom)
        return self._field_test(atom)

    def _path_test(self, term: PathTerm) -> Test:
        known = {place for post in self.posts for place in _places(post.path)}
        for wanted in term.paths:
            if wanted not in known:
                paths = [post.path for post in self.posts]
                hint = nearest(wanted, paths) or "'blogctl list --fields path' lists them"
                raise NoSuchPost(f"there is no post at '{wanted}'", hint=hint)
        places = frozenset(term.paths)
        return lambda post: not places.isdisjoint(_places(post.path))

    def _words_test(self, term: WordsTerm) -> Test:
        if term.typed in self.slugs:
            return lambda post: post.slug == term.typed
        words = list(term.words)
        return lambda post: says(post, words)

    def _field_test(self, term: FieldTerm) -> Test:
        self.check_meta(term.field.name)
        test: Test = lambda post: any(  # noqa: E731 - one of two shapes of the same test
            _matches(term, item, value)
            for value in _values(term.field, post)
            for item in term.items
        )
        return (lambda post: not test(post)) if term.op == "!=" else test

    def check_meta(self, field: str) -> None:
        """Raise BadQuery where *field* is of the front matter, and no post has it."""
        key = field.removeprefix(META)
        if (
            field.startswith(META)
            and self.posts
            and all(meta_value(post.meta, key) is None for post in self.posts)
        ):
            keys = {name for post in self.posts for name in post.meta}
            hint = nearest(key, keys) or "'blogctl show POST' lists a post's fields"
            raise BadQuery(f"no post has the field '{key}' in its front matter", hint=hint)


def says(post: Post, words: list[str]) -> bool:
    """Say whether the title, names or text of *post* hold *words* (folded) in order."""
    names = fold("\n".join((post.title, *post.tags, *post.categories, *post.series)))
    return (
        contains_words(names, words)
        or contains_words(fold(post.description), words)
        or post.text.says(words)
        or contains_words(fold(post.text.reading.code), words)
    )


def _trait_test(term: TraitTerm) -> Test:
    known = STATES if term.kind == "is" else TRAITS
    tests = [known[name] for name in term.names]
    if term.kind == "no":
        return lambda post: any(not test(post) for test in tests)
    return lambda post: any(test(post) for test in tests)


def _places(path: str) -> list[str]:
    """Return *path*, the folders that it lies in, and `.` for the blog itself."""
    parts = path.split("/")
    return [".", *("/".join(parts[:end]) for end in range(1, len(parts) + 1))]


def _is_at(path: str, wanted: str) -> bool:
    return path == wanted or wanted == "." or path.startswith(f"{wanted}/")


def _values(field: Field, post: Post) -> Iterable[Any]:
    value = field.value(post)
    if value is None or value == "":
        return ()
    return value if isinstance(value, (tuple, list)) else (value,)


def _matches(term: FieldTerm, item: Any, value: Any) -> bool:
    if isinstance(item, re.Pattern):
        return item.search(_as_text(value)) is not None
    if isinstance(item, Period):
        return isinstance(value, datetime) and item.holds(value)
    if isinstance(item, Span):
        return (item.low is None or item.low <= int(value)) and (
            item.high is None or int(value) <= item.high
        )
    if term.op != ":":
        return _as_text(value) == str(item)
    return _naturally(term.field, item, _as_text(value))


def _naturally(field: Field, item: Any, value: str) -> bool:
    if field.kind == "words":
        return contains_words(fold(value), list(item))
    if field.kind == "path":
        return _is_at(value, item)
    if field.kind in ("choice", "flag"):
        return value == str(item)
    if field.kind == "part":
        return fold_name(str(item)) in fold_name(value)
    if field.kind == "tree" and item.endswith("/"):
        return fold_name(value + "/").startswith(fold_name(str(item)))
    return fold_name(value) == fold_name(str(item))


def _as_text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    return one_text(value)
