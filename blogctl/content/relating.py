"""How near two posts are: by the words that tell of one, its names, and its links."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from math import log, sqrt
from typing import NamedTuple

from blogctl.content.empty_words import EMPTY
from blogctl.content.folding import words_of
from blogctl.content.lexicon import cut_words, language_of, stems
from blogctl.content.post import Post

# So many words of a post are looked up, and so many are searched for.
TRIED, TOLD = 240, 25
# A word of the title or the summary counts as that many of the text.
_TITLE, _SUMMARY, _HEADING = 3, 2, 2
_SHORTEST = 3
# What a reason is worth, where the same words all over are worth 1; sources: tried on real blogs.
_TAGS, _CATEGORIES, _SERIES, _LINK = 0.5, 0.2, 0.3, 0.2
# A name that says little of a post's subject: its weight stands against theirs.
_DOUBT = 2.0
SHOWN = 4


class Term(NamedTuple):
    """A word of a post: its *stem*, how it is *spelt* there, folded, and how often it stands."""

    stem: str
    spelt: str
    folded: str
    weight: float


class Seed(NamedTuple):
    """What posts are to be near to: the *terms* of a text, and its names, folded, by kind."""

    terms: tuple[Term, ...]
    names: Mapping[str, Mapping[str, str]]


class Shared(NamedTuple):
    """What a post shares with another.

    *likeness* is that of their words, from 0 to 1. *names* are those that both have by kind, each
    with its weight; *whole* is the weight of all names that the other has. *links* is `to it`,
    `from it`, or both.
    """

    likeness: float = 0.0
    names: Mapping[str, Mapping[str, float]] = {}
    whole: Mapping[str, float] = {}
    links: tuple[str, ...] = ()

    @property
    def score(self) -> float:
        """How near the two are."""
        by_name = sum(
            worth * sum(self.names.get(kind, {}).values()) / (self.whole.get(kind, 0.0) + _DOUBT)
            for kind, worth in (("tags", _TAGS), ("categories", _CATEGORIES))
        )
        series = _SERIES if self.names.get("series") else 0.0
        return sqrt(self.likeness) + by_name + series + _LINK * len(self.links)


class Relation(NamedTuple):
    """A post that is near to another: how near, and why in a few words each."""

    post: Post
    score: float
    reasons: tuple[str, ...]


def rarity(count: int, among: int) -> float:
    """Return how much it tells that *count* posts of *among* have a name or a word."""
    return log(1 + among / max(1, count))


def reasons(shared: Shared, words: Sequence[str]) -> tuple[str, ...]:
    """Return why two posts are near, the best reason first; *words* are those that both say."""
    said = [f"series {name}" for name in shared.names.get("series", {})]
    said += [f"tag {name}" for name in _rarest(shared.names.get("tags", {}))]
    said += [f"links {way}" for way in shared.links]
    said += [f"words {' '.join(words[:SHOWN])}"] if words else []
    return tuple(said or [f"category {name}" for name in shared.names.get("categories", {})])


def _rarest(names: Mapping[str, float]) -> list[str]:
    return sorted(names, key=lambda name: -names[name])[:SHOWN]


def terms_of(title: str, summary: str, headings: Sequence[str], text: str, lang: str) -> list[Term]:
    """Return the words of a post that may tell of it, the most promising first."""
    counts: Counter[str] = Counter()
    parts = ((title, _TITLE), (summary, _SUMMARY), *((one, _HEADING) for one in headings))
    for part, worth in (*parts, (text, 1)):
        for word in cut_words(part):
            counts[word] += worth
    language = language_of(lang, text or title)
    empty = EMPTY.get(language, frozenset())
    words = [w for w in counts if len(w) >= _SHORTEST and not w.isdigit() and w not in empty]
    families: dict[str, list[str]] = defaultdict(list)
    for stem, word in zip(stems(language, words), words, strict=True):
        families[stem].append(word)
    found = [_term(stem, family, counts) for stem, family in families.items()]
    # Among words that stand once the long ones say more.
    found.sort(key=lambda term: (-term.weight, -len(term.folded), term.folded))
    return [term for term in found if term.folded][:TRIED]


def _term(stem: str, family: Sequence[str], counts: Mapping[str, int]) -> Term:
    spelt = max(family, key=lambda word: (counts[word], word))
    folded = words_of(spelt)
    return Term(stem, spelt, folded[0] if len(folded) == 1 else "", sum(counts[w] for w in family))
