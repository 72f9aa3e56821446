"""How well a post answers: BM25F, a word and its family being one word that is looked for."""

import json
from collections.abc import Iterable, Sequence
from math import log
from typing import Any, NamedTuple


class Weights(NamedTuple):
    """What words count in each of `words.COLUMNS`, and how little they do in a long one (to 1).

    *saturation* says how soon another of the same word adds nothing, *near* what it adds that
    all words stand together.
    """

    columns: tuple[float, ...] = (8.0, 2.0, 5.0, 2.0, 1.0, 1.0)
    lengths: tuple[float, ...] = (0.4, 0.4, 0.4, 0.4, 0.5, 0.5)
    saturation: float = 2.0
    near: float = 0.5


WEIGHTS = Weights()


class Ranking:
    """The score of each text, by the *phrases* that FTS5 counts in it.

    *frequencies* says in how many of *texts* texts each term stands.
    """

    def __init__(
        self, phrases: Sequence[Sequence[Any]], frequencies: Sequence[int], texts: int
    ) -> None:
        self._phrases = [(at, int(term), float(worth)) for at, (term, worth) in enumerate(phrases)]
        # Never nothing: a word that nearly all posts have still tells a title from a text.
        self._rarity = [log(1 + (texts - n + 0.5) / (n + 0.5)) for n in frequencies]
        self._weights = WEIGHTS
        self._means: list[float] = []

    def score(self, api: Any) -> float:
        """Return the score of the text that *api* stands at."""
        shares = self._shares(api)
        terms = [0.0] * len(self._rarity)
        places: list[tuple[int, int, int]] = []
        for number, term, worth in self._phrases:
            for column, found in enumerate(api.phrase_locations(number)):
                if found:
                    terms[term] += worth * len(found) * shares[column]
                    places += [(column, at, term) for at in found]
        k = self._weights.saturation
        score = sum(
            rarity * count * (k + 1) / (count + k)
            for rarity, count in zip(self._rarity, terms, strict=True)
        )
        return score * (1 + self._weights.near * _closeness(places, terms))

    def _shares(self, api: Any) -> list[float]:
        """Return what one word counts in each column of this text."""
        if not self._means:
            rows = max(1, api.row_count)
            every = range(len(self._weights.columns))
            self._means = [max(1.0, api.column_total_size(at) / rows) for at in every]
        columns = zip(self._weights.columns, self._weights.lengths, self._means, strict=True)
        return [
            weight / (1 - length + length * api.column_size(at) / mean)
            for at, (weight, length, mean) in enumerate(columns)
        ]


def fit(api: Any, asked: str) -> float:
    """Return the score of the text that *api* stands at, for what is *asked*, as JSON.

    SQLite keeps a function for good, so that what is asked comes with each call.
    """
    if api.aux_data is None:
        api.aux_data = Ranking(*json.loads(asked))
    return float(api.aux_data.score(api))


def _closeness(places: Iterable[tuple[int, int, int]], terms: Sequence[float]) -> float:
    """Return how near all the *terms* that are there stand to each other: 1 side by side."""
    there = sum(1 for count in terms if count)
    if there < 2:
        return 0.0
    best = None
    last: dict[int, int] = {}
    column_of_last = -1
    for column, at, term in sorted(places):
        if column != column_of_last:
            last, column_of_last = {}, column
        last[term] = at
        if len(last) == there:
            gap = at - min(last.values()) - (there - 1)
            best = gap if best is None else min(best, gap)
    return 0.0 if best is None else 1 / (1 + max(0, best) / 4)
