"""What the words of a query stand for, by the words of the posts."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any, NamedTuple

from blogctl.content.folding import fold, words_of
from blogctl.storage.index.rows import BITS, BUNDLE

# A word of which so many others have the stem says nothing any more.
_MOST = 400
# A word of the family is worth less than the word that was typed; tried on judged queries.
KIN = 0.7


class Phrase(NamedTuple):
    """What FTS5 counts in a text: of which term of the query it is, and what it is worth there."""

    term: int
    worth: float


class Lexicon:
    """What the words of a query stand for, by the index in *database*.

    *terms* are what texts are to show of them; *parts* the searches for them, and *phrases* what
    there is in those, in order.
    """

    def __init__(self, database: Any) -> None:
        self._database = database
        self.terms: list[Any] = []
        self.parts: list[str] = []
        self.phrases: list[Phrase] = []

    def match(self, words: tuple[str, ...], columns: tuple[str, ...]) -> str:
        """Return the search for *words*, as FTS5 has it; '' where there is nothing to look for."""
        found = self._phrase(words)
        if not found:
            return ""
        search = f"{{{' '.join(columns)}}} : ({found})" if columns else f"({found})"
        self.parts.append(search)
        return search

    def _phrase(self, words: tuple[str, ...]) -> str:
        from blogctl.content.search import Term

        if len(words) == 1 and words[0].endswith("*"):
            start = "".join(words_of(words[0]))
            return self._noted(Term(start=start), [f'"{start}"*']) if start else ""
        folded = [one for word in words for one in words_of(word)]
        if len(folded) != 1:
            phrases = [f'"{" ".join(folded)}"'] if folded else []
            return self._noted(Term(tuple(frozenset([word]) for word in folded)), phrases)
        family = self.widened(words[0])
        return self._noted(Term((frozenset(family),)), [f'"{word}"' for word in family])

    def _noted(self, term: Any, phrases: list[str]) -> str:
        """Return the search for any of *phrases*, the first of which is what was typed."""
        number = len(self.terms)
        self.terms += [term] if phrases else []
        worths = (1.0 if at == 0 else KIN for at in range(len(phrases)))
        self.phrases += [Phrase(number, worth) for worth in worths]
        return " OR ".join(phrases)

    def widened(self, word: str) -> list[str]:
        """Return *word*, folded, and the words of the blog that share a stem with it.

        In a language that the blog does not have it in, only those that begin nearly as it does:
        an English `letter` is no French `let`.
        """
        from blogctl.content.lexicon import typed_stems

        bare = fold(word)
        query = "SELECT stem FROM stems WHERE word = ?"
        rows = self._database.execute(query, (bare,)).fetchall()
        known = {stem for (stem,) in rows if self._is_said(stem, bare)}
        spoken = {stem.partition(" ")[0] for stem in known}
        foreign = {stem for language in self._languages if language not in spoken
                   for stem in typed_stems(language, word)}  # fmt: skip
        start = bare[: max(3, len(bare) - 2)] if known else ""
        near = (kin for kin in self._kin(foreign) if kin.startswith(start))
        return list(dict.fromkeys([bare, *self._kin(known), *near]))

    def _kin(self, stems: set[str]) -> list[str]:
        """Return the words of the blog that have one of *stems*."""
        marks = ",".join("?" * len(stems))
        query = f"SELECT stem, word FROM stems WHERE stem IN ({marks}) LIMIT {_MOST}"
        rows = self._database.execute(query, tuple(sorted(stems))).fetchall()
        return list(dict.fromkeys(word for stem, word in rows if self._is_said(stem, word)))

    @cached_property
    def _languages(self) -> list[str]:
        query = "SELECT DISTINCT language FROM facts WHERE language <> ''"
        return [row[0] for row in self._database.execute(query)]

    def _is_said(self, stem: str, word: str) -> bool:
        """Say whether *word* stands in a post of the language of *stem*, not only once did."""
        if len(self._languages) == 1:
            # What stands in no post any more finds none.
            return stem.startswith(f"{self._languages[0]} ")
        query = (
            "SELECT 1 FROM words w JOIN facts f ON f.id = w.rowid "
            "WHERE w.words MATCH ? AND f.language = ? LIMIT 1"
        )
        values = (f'"{word}"', stem.partition(" ")[0])
        return self._database.execute(query, values).fetchone() is not None

    def bits(self, names: Iterable[str]) -> int:
        """Return the bits of the traits *names*."""
        return sum(BUNDLE if name == "bundle" else BITS[name] for name in names)

    def folders(self, paths: Iterable[str]) -> list[str]:
        """Return those of *paths* at which there is no post."""
        found = "SELECT 1 FROM posts WHERE path = ?"
        return [path for path in paths if not self._database.execute(found, (path,)).fetchone()]
