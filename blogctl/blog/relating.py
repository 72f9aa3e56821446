"""Related posts: those nearest to one, by its words, its names and its links."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from blogctl.blog.blog import Blog
from blogctl.blog.kin import linked, posts_at, translations
from blogctl.content.folding import fold_name
from blogctl.content.post import Post
from blogctl.content.query import Atom, FieldTerm, Negation, Query, TraitTerm, Union
from blogctl.content.relating import Relation, Seed, Shared, reasons, terms_of
from blogctl.storage.index.nearness import (
    NAMES,
    Nearness,
    Telling,
    numbers,
    numbers_live,
    paths,
)

# How much counts what is near to a translation, and what is in another language only.
_OF_TRANSLATION, _OTHER_LANGUAGE = 0.85, 0.6
# Below that there is nothing that a reader would see.
LEAST = 0.2
# How many more than asked for are looked at closer: languages and translations part them again.
_MORE = 12


class _Found(NamedTuple):
    """A post by its number, what it shares with which seed, and how near that makes it."""

    number: int
    score: float
    shared: Shared
    telling: Sequence[Telling]


def related(blog: Blog, post: Post, query: Query, most: int) -> list[Relation]:
    """Return at most *most* posts that *query* means, those nearest to *post* first.

    Never itself or its translations, but what is near to these. Of a live post only live ones,
    unless *query* says which state.
    """
    family = [post, *translations(blog, post)]
    drafts = post.status != "published" or _says_state(query.terms)
    nearness = Nearness(blog.index, _may(blog, query, drafts=drafts))
    own = numbers(blog.index, [one.path for one in family])
    found: dict[int, _Found] = {}
    links = _links(blog, family)
    for one in family:
        worth = 1.0 if one is post else _OF_TRANSLATION
        seed, number = _seed(one), own[one.path]
        telling = nearness.telling(seed.terms)
        near = nearness.near(seed, telling, number)
        for other, ways in links.items():
            if nearness.may(other):
                near[other] = near.get(other, Shared())._replace(links=ways)
        for other, shared in near.items():
            best = found.get(other)
            score = worth * shared.score
            if other not in own.values() and (best is None or score > best.score):
                found[other] = _Found(other, score, shared, telling)
    best_first = sorted(found.values(), key=lambda one: (-one.score, one.number))
    return _told(blog, post, best_first[: most + _MORE], nearness)[:most]


def related_to_words(
    blog: Blog, title: str, tags: Sequence[str], lang: str, most: int
) -> list[Post]:
    """Return at most *most* live posts that the words of *title* and *tags* are nearest to."""
    nearness = Nearness(blog.index, numbers_live(blog.index))
    terms = tuple(terms_of(title, "", (), " ".join(tags), lang))
    seed = Seed(terms, {"tags": {fold_name(tag): tag for tag in tags}})
    near = nearness.near(seed, nearness.telling(terms), None)
    best = sorted(near, key=lambda number: (-near[number].score, number))[: most + _MORE]
    known = paths(blog.index, best)
    posts = {post.path: post for post in posts_at(blog, known.values())}
    found = [posts[known[number]] for number in best]
    return sorted(found, key=lambda post: bool(lang and post.lang not in ("", lang)))[:most]


def _seed(post: Post) -> Seed:
    reading = post.text.reading
    headings = [heading.text for heading in reading.headings]
    names = {kind: {fold_name(name): name for name in getattr(post, kind)} for kind in NAMES}
    terms = terms_of(post.title, post.description, headings, reading.plain, post.lang)
    return Seed(tuple(terms), names)


def _may(blog: Blog, query: Query, *, drafts: bool) -> Callable[[int], bool]:
    """Return what says of a post's number whether it may be offered."""
    if query.is_empty:
        return (lambda number: True) if drafts else numbers_live(blog.index)
    state = "p.status = 'published'" if not drafts else "1"
    rows = blog.index.rows(query._replace(sort=(), limit=None), f"p.id, {state}")
    meant = {number for number, offered in rows if offered}
    return meant.__contains__


def _says_state(atom: Atom) -> bool:
    """Say whether a query names a state: which posts to offer is then for it to say."""
    if isinstance(atom, Union):
        return any(_says_state(one) for group in atom.groups for one in group)
    if isinstance(atom, Negation):
        return _says_state(atom.atom)
    if isinstance(atom, TraitTerm):
        return atom.kind == "is" and set(atom.names) != {"bundle"}
    return isinstance(atom, FieldTerm) and atom.field.name in ("status", "draft")


def _links(blog: Blog, family: Sequence[Post]) -> dict[int, tuple[str, ...]]:
    """Return the posts that are linked with one of *family*, by number, each with the ways."""
    known = linked(blog, family)
    out = {other.path for post in family for other in known.links_from(post)}
    back = {other.path for post in family for other in known.links_to(post)}
    return {
        number: ("to it",) * (path in back) + ("from it",) * (path in out)
        for path, number in numbers(blog.index, out | back).items()
    }


def _told(blog: Blog, post: Post, found: Sequence[_Found], nearness: Nearness) -> list[Relation]:
    """Return what was *found* with the reasons, in the language of *post* where that exists."""
    known = paths(blog.index, [one.number for one in found])
    posts = {one.path: one for one in posts_at(blog, known.values())}
    relations: dict[str, Relation] = {}
    for one in found:
        other, score = _in_language(blog, post, posts[known[one.number]], one.score, nearness)
        before = relations.get(other.path)
        if score >= LEAST and (before is None or score > before.score):
            why = reasons(one.shared, nearness.said(one.telling, one.number))
            relations[other.path] = Relation(other, round(score, 3), why)
    return sorted(relations.values(), key=lambda one: (-one.score, one.post.path))


def _in_language(
    blog: Blog, post: Post, other: Post, score: float, nearness: Nearness
) -> tuple[Post, float]:
    """Return *other*, or its translation into the language of *post*, and how near it is."""
    if not post.lang or not other.lang or other.lang == post.lang:
        return other, score
    own = [one for one in translations(blog, other) if one.lang == post.lang]
    for path, number in numbers(blog.index, [one.path for one in own]).items():
        if nearness.may(number):
            return next(one for one in own if one.path == path), score * _OF_TRANSLATION
    return other, score * _OTHER_LANGUAGE
