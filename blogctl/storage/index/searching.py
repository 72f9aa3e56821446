"""A search of the index: which posts a query means, and in which order they answer it."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from blogctl.content.moments import microseconds
from blogctl.content.query import Query
from blogctl.content.search import Manner, Term
from blogctl.content.terms import positive
from blogctl.content.where import NEWEST, Where, ordered, where
from blogctl.storage.index.bindable import bindable
from blogctl.storage.index.ranking import fit
from blogctl.storage.index.words import Lexicon

# A post of today counts as a fifth better than one of long ago; the gain halves in a year.
_NEWER = "(1.0 + 0.2 / (1.0 + max({now} - ifnull(p.date_at, 0), 0) / 31557600000000.0))"
_FROM = "posts p ON p.id = w.rowid LEFT JOIN facts f ON f.id = p.id"
# Of more than so many answers, SQLite's own rank chooses those that are ranked well.
_MANY = 2000
_CHOSEN = 400
Rows = list[tuple[float, Any]]


class Search:
    """A search in *database*, as of *now*."""

    def __init__(self, database: Any, now: datetime, manner: Manner) -> None:
        self._database = database
        self._now = now
        self._manner = manner

    def run(
        self, query: Query, columns: str, register: Callable[[Any], None]
    ) -> tuple[Rows, tuple[Term, ...]]:
        """Return the *columns* of each post that *query* means with its score, and what to show.

        *register* takes the tests of front matter that the condition makes.
        """
        self._database.register_fts5_function("fit", fit)
        condition = where(query.terms, Lexicon(self._database), self._manner.columns)
        if condition.tests:
            register(condition.tests)
        lexicon = Lexicon(self._database)
        where(positive(query.terms), lexicon, self._manner.columns)
        limit = "" if query.limit is None else f" LIMIT {query.limit}"
        rows = (
            self._plain(query, condition, columns, limit)
            if query.sort or not lexicon.parts
            else self._ranked(query, condition, lexicon, columns, limit)
        )
        return [(row[0], row[1:]) for row in rows], tuple(lexicon.terms)

    def _plain(self, query: Query, condition: Where, columns: str, limit: str) -> Iterator[Any]:
        rows: Iterator[Any] = self._database.execute(
            f"SELECT 0.0, {columns} FROM posts p LEFT JOIN facts f ON f.id = p.id "
            f"WHERE {condition.sql} ORDER BY {ordered(query)[0]}{limit}",
            tuple(map(bindable, condition.values)),
        )
        return rows

    def _ranked(
        self, query: Query, condition: Where, lexicon: Lexicon, columns: str, limit: str
    ) -> Iterator[Any]:
        search = " OR ".join(lexicon.parts)
        values = (search, *map(bindable, condition.values))
        newer = _NEWER.format(now=microseconds(self._now)) if self._manner.newer else "1.0"
        chosen = ""
        if query.limit is not None and self._count(search) > _MANY:
            most = max(_CHOSEN, 4 * query.limit)
            chosen = (
                f" AND w.rowid IN (SELECT w.rowid FROM words w CROSS JOIN {_FROM} "
                f"WHERE w.words MATCH ? AND {condition.sql} ORDER BY w.rank LIMIT {most})"
            )
            values += values
        # The words lead, or SQLite may search them once for each post.
        rows: Iterator[Any] = self._database.execute(
            f"SELECT fit(w.words, ?) * {newer} AS score, {columns} "
            f"FROM words w CROSS JOIN {_FROM} WHERE w.words MATCH ? AND {condition.sql}{chosen} "
            f"ORDER BY score DESC, {NEWEST}{limit}",
            (self._asked(lexicon), *values),
        )
        return rows

    def _asked(self, lexicon: Lexicon) -> str:
        """Return what `ranking.fit` is to score texts by."""
        counts = [self._count(part) for part in lexicon.parts]
        texts = self._database.execute("SELECT count(*) FROM facts").fetchone()[0]
        return json.dumps([lexicon.phrases, counts, max(texts, *counts)])

    def _count(self, search: str) -> int:
        query = "SELECT count(*) FROM words WHERE words MATCH ?"
        return int(self._database.execute(query, (search,)).fetchone()[0])
