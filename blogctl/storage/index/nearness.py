"""Which posts are near to what a text says and the names it has, by the words and names kept."""

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from math import log
from typing import Any, NamedTuple

from blogctl.content.relating import TOLD, Seed, Shared, Term, rarity
from blogctl.storage.index.bindable import bindable, restored
from blogctl.storage.index.index import Index

# Code and names are no text; a title says more than a sentence.
_RANK = "bm25(words, 5.0, 2.0, 0.0, 2.0, 1.0, 0.0)"
# A word that so many posts have, or so large a part of them, tells of none.
_COMMON, _PART = 2000, 0.25
_FORMS = 12
# So many are looked at closer, and so many of each name.
_BY_WORDS, _BY_NAME = 300, 60
NAMES = ("tags", "categories", "series")


class Telling(NamedTuple):
    """A word that tells of a text: how it is *spelt* there, and the search for its forms.

    *often* says that it stands there more than once.
    """

    spelt: str
    search: str
    weight: float
    often: bool


class Nearness:
    """Finds in *index* what is near; *may* says of a post's number whether it can be offered."""

    def __init__(self, index: Index, may: Callable[[int], bool]) -> None:
        index.read_texts()
        self._index = index
        self._database = index.database
        self.may = may
        self._count = int(index.value("SELECT count(*) FROM posts"))

    def telling(self, terms: Sequence[Term]) -> list[Telling]:
        """Return those of *terms* that tell most, the best first."""
        most = int(max(3, min(_COMMON, self._count * _PART)))
        found = []
        for term in terms:
            search = self._search(term)
            count = self._posts_with(search, most + 1)
            if 1 < count <= most:
                # What stands once in a text is seldom what it is about.
                often = 1 + log(term.weight) if term.weight > 1 else 0.4
                weight = often * rarity(count, self._count)
                found.append(Telling(term.spelt, search, weight, term.weight > 1))
        return sorted(found, key=lambda one: (-one.weight, one.spelt))[:TOLD]

    def _search(self, term: Term) -> str:
        rows = self._database.execute(
            f"SELECT word FROM stems WHERE stem = ? LIMIT {_FORMS}", (term.stem,)
        )
        forms = dict.fromkeys([term.folded, *(row[0] for row in rows)])
        return " OR ".join(f'"{form}"' for form in forms)

    def _posts_with(self, search: str, most: int) -> int:
        query = "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT ?)"
        return int(self._database.execute(query, (search, most)).fetchone()[0])

    def near(self, seed: Seed, telling: Sequence[Telling], own: int | None) -> dict[int, Shared]:
        """Return the posts that share something with *seed*, by number; *own* is its own post."""
        likeness = self._alike(telling, own)
        names, whole = self._named(seed)
        return {
            number: Shared(likeness.get(number, 0.0), names.get(number, {}), whole)
            for number in {*likeness, *names}
        }

    def _alike(self, telling: Sequence[Telling], own: int | None) -> dict[int, float]:
        """Return how like the words of posts are, by number."""
        if not telling:
            return {}
        search = " OR ".join(f"({one.search})" for one in telling)
        rows = self._database.execute(
            f"SELECT rowid, -{_RANK} AS score FROM words WHERE words MATCH ? ORDER BY score DESC",
            (search,),
        )
        scores: dict[int, float] = {}
        full = None
        for number, score in rows:
            full = full or score
            if number != own and self.may(number):
                scores[number] = score
                if len(scores) == _BY_WORDS:
                    break
        return {number: score / full for number, score in scores.items() if full and score > 0}

    def _named(self, seed: Seed) -> tuple[dict[int, dict[str, dict[str, float]]], dict[str, float]]:
        """Return which names of *seed* posts have, by number, and what all of them weigh."""
        found: dict[int, dict[str, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
        whole: dict[str, float] = {}
        for kind in NAMES:
            for folded, name in seed.names.get(kind, {}).items():
                count = self._index.value(
                    "SELECT count(DISTINCT id) FROM names WHERE kind = ? AND folded = ?",
                    kind, folded,
                )  # fmt: skip
                weight = rarity(count, self._count)
                whole[kind] = whole.get(kind, 0.0) + weight
                for number in self._with_name(kind, folded):
                    found[number][kind][name] = weight
        return found, whole

    def _with_name(self, kind: str, folded: str) -> list[int]:
        """Return the numbers of the posts that have a name, the newest first."""
        rows = self._database.execute(
            "SELECT p.id FROM names n CROSS JOIN posts p ON p.id = n.id WHERE n.kind = ? AND "
            "n.folded = ? ORDER BY p.date_at DESC", (kind, bindable(folded))
        )  # fmt: skip
        found: dict[int, None] = {}
        for (number,) in rows:
            if self.may(number):
                found[number] = None
                if len(found) == _BY_NAME:
                    break
        return list(found)

    def said(self, telling: Iterable[Telling], number: int) -> list[str]:
        """Return the *telling* words that the post *number* says too, as they are spelt.

        Those that stand once are left out where others do not.
        """
        query = "SELECT 1 FROM words WHERE words MATCH ? AND rowid = ?"
        both = [
            one for one in telling if self._database.execute(query, (one.search, number)).fetchone()
        ]
        return [one.spelt for one in both if one.often] or [one.spelt for one in both]


def numbers(index: Index, paths: Collection[str]) -> dict[str, int]:
    """Return the numbers of the posts at *paths*."""
    rows = index.database.execute(
        "SELECT path, id FROM posts WHERE path IN (SELECT value FROM json_each(?))",
        (json.dumps(list(map(bindable, paths))),),
    )
    return {restored(path): number for path, number in rows}


def paths(index: Index, wanted: Iterable[int]) -> Mapping[int, str]:
    """Return the paths of the posts by their numbers *wanted*."""
    rows = index.database.execute(
        "SELECT id, path FROM posts WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(wanted)),),
    )
    return {number: restored(path) for number, path in rows}


def numbers_live(index: Index) -> Callable[[int], bool]:
    """Return what says whether the post of a number is live."""
    database: Any = index.database
    query = "SELECT 1 FROM posts WHERE id = ? AND status = 'published'"
    return lambda number: database.execute(query, (number,)).fetchone() is not None
