"""Suggestions for a search that found nothing, from the words of the blog itself."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from typing import Any

from blogctl.content.folding import fold
from blogctl.content.lexicon import tokens_of
from blogctl.content.post import Post
from blogctl.content.query import Query
from blogctl.content.search import Advice
from blogctl.content.spelling import likely, meant, parts, slips
from blogctl.content.terms import positive, words_terms
from blogctl.errors import Unreadable
from blogctl.storage.index.bindable import restored
from blogctl.storage.index.words import Lexicon

# How many words, the nearest first, are looked up among the posts.
_LOOKED_UP = 12
# In how many posts it is looked up how a word is written.
_READ = 3
# No word of a language is longer, and comparing takes the square of it.
_LONGEST = 40


class Spelling:
    """The words of the blog in *database*; *fetch* reads a post."""

    def __init__(self, database: Any, fetch: Callable[[str], Post]) -> None:
        self._database = database
        self._fetch = fetch

    def advice(self, query: Query) -> Advice:
        """Return what may have been meant by *query*, which found nothing."""
        said, unknown = [], []
        changed = False
        for term in words_terms(positive(query.terms)):
            missing = [word for word in term.words if not self._is_known(word)]
            better = {word: self._correction(word) or word for word in missing}
            words = " ".join(better.get(word, word) for word in term.words)
            text = words if any(better[word] != word for word in missing) else term.typed
            changed = changed or text != term.typed
            unknown += missing
            said.append(f'"{text}"' if " " in text else text)
        words = " ".join(dict.fromkeys(said)) if changed else ""
        return Advice(words, self._language(), tuple(dict.fromkeys(unknown)))

    def _is_known(self, word: str) -> bool:
        """Say whether *word*, or one of its family, is anywhere."""
        search = Lexicon(self._database).match((word,), ())
        return not search or self._count(search) > 0

    def _count(self, search: str) -> int:
        query = "SELECT count(*) FROM words WHERE words MATCH ?"
        return int(self._database.execute(query, (search,)).fetchone()[0])

    def _correction(self, word: str) -> str | None:
        """Return the word of the blog that *word* is a misspelling of, as it is written there."""
        bare = fold(word.removesuffix("*"))
        near: list[tuple[float, str]] = []
        # What is nearer is found far sooner.
        for most in range(1, slips(bare) + 1):
            near = near or self._said(likely(bare, self._near(bare, most), most))
        posts = {other: self._count(f'"{other}"') for _, other in near}
        found = meant(near, posts)
        return self._as_written(found) if found else None

    def _said(self, near: Sequence[tuple[float, str]]) -> list[tuple[float, str]]:
        """Return the first of *near* that a post says; words of one that is gone are known too."""
        said = (one for one in near if self._count(f'"{one[1]}"'))
        return list(islice(said, _LOOKED_UP))

    def _near(self, word: str, most: int) -> Iterator[str]:
        """Yield the words of the blog that have a part of *word* at its place, or close to it."""
        if len(word) > _LONGEST:
            return
        some = " OR ".join("instr(substr(word, ?, ?), ?)" for _ in parts(word, most))
        places = [(max(1, at + 1 - most), len(part) + most + min(most, at), part)
                  for at, part in parts(word, most)]  # fmt: skip
        rows = self._database.execute(
            f"SELECT DISTINCT word FROM stems WHERE length(word) BETWEEN ? AND ? AND ({some})",
            (len(word) - most, len(word) + most, *(value for place in places for value in place)),
        )
        yield from (row[0] for row in rows)

    def _as_written(self, word: str) -> str:
        """Return *word*, folded, with its accents, as most often in a post that has it."""
        rows = self._database.execute(
            "SELECT p.path FROM words w CROSS JOIN posts p ON p.id = w.rowid "
            "WHERE w.words MATCH ? ORDER BY w.rank LIMIT ?", (f'"{word}"', _READ),
        ).fetchall()  # fmt: skip
        said: list[str] = []
        for (path,) in rows:
            with suppress(Unreadable):
                said += _written(word, self._fetch(restored(path)))
        # What begins a sentence, or shouts, is no name.
        small = [one for one in said if one.islower()]
        return max(small or said, key=(small or said).count) if said else word

    def _language(self) -> str:
        """Return the language of the blog: that which most posts name, else are written in."""
        named = self._database.execute(
            "SELECT lang, count(*) AS n FROM posts WHERE lang <> '' GROUP BY lang "
            "ORDER BY n DESC, lang"
        ).fetchone()
        if named:
            return str(named[0]).lower()[:2]
        said = self._database.execute(
            "SELECT language, count(*) AS n FROM facts WHERE language <> '' GROUP BY 1 "
            "ORDER BY n DESC, language"
        ).fetchone()
        return said[0] if said else "en"


def _written(word: str, post: Post) -> list[str]:
    """Return *word*, folded, as *post* has it, each time."""
    reading = post.text.reading
    names = (*post.tags, *post.categories, *post.series, *post.authors)
    text = "\n".join((reading.plain, post.title, post.description, *names, reading.code))
    return [text[one.start : one.end] for one in tokens_of(text) if one.word == word]
