"""Search: posts ranked by how well they answer, with the sentences that do.

The score is BM25 (Robertson and Zaragoza, 2009, k1 = 1.2, b = 0.75) over the words of a post,
where a word of the title or of a tag counts as several of the body.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from blogctl.content.folding import fold, words_of
from blogctl.content.judge import select
from blogctl.content.post import Post
from blogctl.content.query import Atom, FieldTerm, Negation, Query, Union, WordsTerm

TITLE_WEIGHT, NAME_WEIGHT, HEADING_WEIGHT = 8, 5, 2
SATURATION, LENGTH_SHARE = 1.2, 0.75
EXCERPT = 160

Span = tuple[int, int]


class Hit(NamedTuple):
    """A post found. *excerpt* is from its text; *spans* are where its words stand in it."""

    post: Post
    score: float
    excerpt: str
    spans: tuple[Span, ...]


def search(posts: Sequence[Post], query: Query, *, ranked: bool = True) -> list[Hit]:
    """Return a Hit for each post that *query* means, the best first unless not *ranked*.

    Words are text here, even where one is a post's slug.
    """
    textual = query._replace(terms=_as_text(query.terms), limit=None)
    found = select(posts, textual)
    words = list(wanted_words(query.terms))
    hits = [_hit(post, score, words) for post, score in zip(found, _scores(found, posts, words),
                                                            strict=True)]  # fmt: skip
    if ranked and not query.sort:
        hits.sort(key=lambda hit: -hit.score)
    return hits if query.limit is None else hits[: query.limit]


def wanted_words(union: Union) -> Iterable[str]:
    """Yield the folded words that a query looks for in texts, negated ones left out."""
    for group in union.groups:
        for atom in group:
            if isinstance(atom, WordsTerm):
                yield from atom.words
            elif isinstance(atom, Union):
                yield from wanted_words(atom)
            elif isinstance(atom, FieldTerm) and atom.op == ":":
                yield from _words_of_field(atom)


def _words_of_field(term: FieldTerm) -> Iterable[str]:
    if term.field.name in ("text", "body", "title", "summary"):
        for item in term.items:
            yield from item if isinstance(item, tuple) else words_of(item)


def _as_text(union: Union) -> Union:
    """Return *union* with its free words kept from naming a slug."""
    return Union(tuple(tuple(_atom_as_text(atom) for atom in group) for group in union.groups))


def _atom_as_text(atom: Atom) -> Atom:
    if isinstance(atom, WordsTerm):
        return atom._replace(typed="")
    if isinstance(atom, Union):
        return _as_text(atom)
    if isinstance(atom, Negation):
        return Negation(_atom_as_text(atom.atom))
    return atom


def _counts(post: Post) -> Counter[str]:
    reading = post.text.reading
    counts = Counter(words_of(reading.plain))
    names = " ".join((*post.tags, *post.categories, *post.series))
    headings = " ".join(heading.text for heading in reading.headings)
    weighted = (
        (post.title, TITLE_WEIGHT),
        (names, NAME_WEIGHT),
        (headings, HEADING_WEIGHT),
        (post.description, HEADING_WEIGHT),
        (reading.code, 1),
    )
    for text, weight in weighted:
        for word in words_of(text):
            counts[word] += weight
    return counts


def _scores(found: Sequence[Post], posts: Sequence[Post], words: list[str]) -> list[float]:
    counts = [_counts(post) for post in found]
    lengths = [sum(count.values()) for count in counts]
    mean = sum(lengths) / len(lengths) if lengths else 1
    rarity = {word: _rarity(len(posts), sum(word in count for count in counts)) for word in words}
    return [
        sum(rarity[word] * _weight(count[word], length, mean) for word in rarity)
        for count, length in zip(counts, lengths, strict=True)
    ]


def _rarity(posts: int, having: int) -> float:
    return math.log(1 + (posts - having + 0.5) / (having + 0.5))


def _weight(times: int, length: int, mean: float) -> float:
    share = 1 - LENGTH_SHARE + LENGTH_SHARE * length / mean
    return times * (SATURATION + 1) / (times + SATURATION * share)


def _hit(post: Post, score: float, words: list[str]) -> Hit:
    excerpt, spans = excerpt_of(post.text.reading.plain, words)
    if not spans and post.description:
        excerpt, spans = excerpt_of(post.description, words)
    return Hit(post, round(score, 3), excerpt or post.summary, tuple(spans))


def excerpt_of(text: str, words: list[str], *, width: int = EXCERPT) -> tuple[str, list[Span]]:
    """Return the passage of *text* that holds most of the folded *words*, and where they stand.

    The passage is cut between words, to about *width* letters.
    """
    best, most = "", (0, 0)
    for line in text.split("\n"):
        kinds = len({fold(line[start:end]) for start, end in find_words(line, words)})
        # A heading says less than a sentence that holds as many of the words.
        worth = (kinds, min(len(line), width)) if kinds else (0, 0)
        if worth > most:
            best, most = line, worth
    if not best:
        return "", []
    passage = _window(best, find_words(best, words)[0][0], width)
    return passage, find_words(passage, words)


def find_words(text: str, words: Iterable[str]) -> list[Span]:
    """Return where the folded *words* stand in *text*, as spans of its letters."""
    wanted = set(words)
    return [
        (word.start(), word.end())
        for word in re.finditer(r"\w+", text)
        if wanted.intersection(words_of(word.group()))
    ]


def _window(text: str, at: int, width: int) -> str:
    if len(text) <= width:
        return text
    start = max(0, min(at - width // 3, len(text) - width))
    end = min(len(text), start + width)
    start = text.find(" ", start) + 1 if start else 0
    end = text.rfind(" ", start, end) if end < len(text) else end
    cut = text[min(start, at) : max(end, at + 1)].strip()
    return f"{'…' if start else ''}{cut}{'…' if end < len(text) else ''}"
