"""Suggestions for a search that found nothing, from the words of the blog itself."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from blogctl.content.folding import words_of
from blogctl.content.lexicon import tokens_of
from blogctl.content.post import Post
from blogctl.content.query import Atom, Query, Union, WordsTerm
from blogctl.content.spelling import Known, distance, meant, parts, slips
from blogctl.content.terms import positive
from blogctl.storage.index.bindable import restored

# How many words, the nearest first, are looked up among the posts.
_LOOKED_UP = 12
# No word of a language is longer, and comparing takes the square of it.
_LONGEST = 40


class Advice(NamedTuple):
    """What may have been meant: *words* to search for instead ('' for none), in *language*.

    *unknown* are the typed words that stand nowhere.
    """

    words: str
    language: str
    unknown: tuple[str, ...] = ()


class Spelling:
    """The words of the blog in *database*; *fetch* reads a post."""

    def __init__(self, database: Any, fetch: Callable[[str], Post]) -> None:
        self._database = database
        self._fetch = fetch

    def advice(self, query: Query) -> Advice:
        """Return what may have been meant by *query*, which found nothing."""
        said, unknown, changed = [], [], False
        for term in _words_terms(positive(query.terms)):
            corrected = []
            for word in dict.fromkeys(one for typed in term.words for one in words_of(typed)):
                missing = not self._posts_with(word, start=term.words[0].endswith("*"))
                other = self._correction(word) if missing else None
                unknown += [word] if missing else []
                changed = changed or other is not None
                corrected.append(other or word)
            whole = term.typed if not any(w in unknown for w in corrected) else ""
            text = whole if corrected == list(term.words) and whole else " ".join(corrected)
            said.append(f'"{text}"' if " " in text else text)
        return Advice(" ".join(said) if changed else "", self._language(), tuple(unknown))

    def _posts_with(self, word: str, *, start: bool = False) -> int:
        query = "SELECT count(*) FROM words WHERE words MATCH ?"
        search = f'"{word}"*' if start else f'"{word}"'
        return int(self._database.execute(query, (search,)).fetchone()[0])

    def _correction(self, word: str) -> str | None:
        """Return the word of the blog that *word* is a misspelling of, as it is written there."""
        near = sorted((distance(word, other), other) for other in self._near(word))
        known = [Known(other, self._posts_with(other)) for _, other in near[:_LOOKED_UP]]
        found = meant(word, known)
        return self._as_written(found) if found else None

    def _near(self, word: str) -> Iterator[str]:
        """Yield the words of the blog that have a part of *word*, and about its length."""
        most = slips(word)
        if not most or len(word) > _LONGEST:
            return
        some = " OR ".join("instr(word, ?)" for _ in parts(word))
        rows = self._database.execute(
            f"SELECT DISTINCT word FROM stems WHERE length(word) BETWEEN ? AND ? AND ({some})",
            (len(word) - most, len(word) + most, *parts(word)),
        )
        yield from (row[0] for row in rows)

    def _as_written(self, word: str) -> str:
        """Return *word*, folded, with its accents and capitals, as one post has it."""
        row = self._database.execute(
            "SELECT p.path FROM words w CROSS JOIN posts p ON p.id = w.rowid "
            "WHERE w.words MATCH ? LIMIT 1", (f'"{word}"',),
        ).fetchone()  # fmt: skip
        post = self._fetch(restored(row[0]))
        reading = post.text.reading
        for text in (reading.plain, post.title, post.description, *post.tags, reading.code):
            for token in tokens_of(text):
                if token.word == word:
                    written = text[token.start : token.end]
                    # A sentence's first word, or a heading in capitals, is no name.
                    return written if self._is_name(word, text) else written.lower()
        return word

    def _is_name(self, word: str, text: str) -> bool:
        said = [text[token.start : token.end] for token in tokens_of(text) if token.word == word]
        return all(not one.islower() for one in said)

    def _language(self) -> str:
        """Return the language of the blog: that which most posts name, else that of most words."""
        named = self._database.execute(
            "SELECT lang, count(*) AS n FROM posts WHERE lang <> '' GROUP BY lang ORDER BY n DESC"
        ).fetchone()
        if named:
            return str(named[0]).lower()[:2]
        said = self._database.execute(
            "SELECT substr(stem, 1, 2), count(*) AS n FROM stems GROUP BY 1 ORDER BY n DESC"
        ).fetchone()
        return said[0] if said else "en"


def _words_terms(atom: Atom) -> Iterator[WordsTerm]:
    if isinstance(atom, WordsTerm):
        yield atom
    elif isinstance(atom, Union):
        for group in atom.groups:
            for inner in group:
                yield from _words_terms(inner)
