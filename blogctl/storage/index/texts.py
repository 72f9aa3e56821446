"""What texts say, kept in the index: lengths, links, headings, and all their words."""

from collections.abc import Callable, Sequence
from typing import Any

from blogctl.content.lexicon import Vocabulary
from blogctl.content.records import record_of
from blogctl.engines.engine import Engine
from blogctl.errors import Unreadable
from blogctl.storage.index import schema
from blogctl.storage.index.bindable import bindable, restored
from blogctl.storage.index.rows import FACTS, facts_of
from blogctl.storage.index.updating import Reader, has_table, keep_names
from blogctl.storage.index.words import COLUMNS, said_in
from blogctl.storage.reading import read_source
from blogctl.storage.workers import Spread

_FACTS = ", ".join("?" * (len(FACTS) + 2))
_WORDS = ", ".join("?" * (len(COLUMNS) + 1))
# Markdown takes longer to read than front matter: workers pay sooner.
_ENOUGH = 200
_MISSING = "SELECT path, id FROM posts WHERE id NOT IN (SELECT id FROM facts)"


class TextUpdate:
    """Reads the texts of those posts of which the index does not know what they say."""

    def __init__(self, database: Any, reader: Reader, engine: Callable[[], Engine]) -> None:
        self._database = database
        self._reader = reader
        self._engine = engine
        self._stems: set[tuple[str, str]] = set()
        self._languages: set[str] = set()

    def run(self) -> None:
        """Read what is missing, and keep it."""
        missing = {restored(path): number for path, number in self._database.execute(_MISSING)}
        if not missing and has_table(self._database, "words"):
            return
        reader = self._reader._replace(engine=self._engine())
        vocabulary = Vocabulary()
        spread = Spread(list(missing), lambda path: _read_one(reader, path, vocabulary), _ENOUGH)
        with self._database:
            schema.make_words(self._database)
            for path, facts, targets, record, said in self._reader.track(spread, "reading texts"):
                self._keep(missing[path], (*facts, record), targets, said)
            self._keep_stems()
            if len(missing) > _ENOUGH:
                self._database.execute("INSERT INTO words(words) VALUES('optimize')")
            else:
                self._database.execute("INSERT INTO words(words, rank) VALUES('merge', 16)")

    def _keep(
        self, number: int, facts: Sequence[Any], targets: Sequence[Any], said: Sequence[Any]
    ) -> None:
        values = [bindable(value) for value in facts]
        self._database.execute(f"INSERT INTO facts VALUES({_FACTS})", [number, *values])
        keep_names(self._database, number, targets)
        if not said:
            return
        texts, language, stems = said
        columns = ", ".join(COLUMNS)
        insert = f"INSERT INTO words(rowid, {columns}) VALUES({_WORDS})"
        self._database.execute(insert, [number, *map(bindable, texts)])
        self._stems.update(stems)
        self._languages.add(language)

    def _keep_stems(self) -> None:
        known = self._database.execute("SELECT value FROM about WHERE key = 'languages'").fetchone()
        languages = " ".join(sorted({*(known[0].split() if known else ()), *self._languages}))
        self._database.execute("INSERT OR REPLACE INTO about VALUES('languages', ?)", (languages,))
        rows = sorted(self._stems)
        self._database.executemany("INSERT OR IGNORE INTO stems VALUES(?, ?)", rows)


def _read_one(reader: Reader, path: str, vocabulary: Vocabulary) -> tuple[Any, ...]:
    """Return what the text of the post at *path* says, as plain values; nothing if it is gone."""
    try:
        post = reader.engine.read(read_source(reader.root, reader.engine, path), reader.now)
    except Unreadable:
        # It has changed since it was looked at: the next look finds that.
        return path, (0, 1, "", "", "", "", "", 0), (), "", ()
    facts = facts_of(post)
    said = tuple(said_in(post, vocabulary))
    return path, facts.values, facts.targets, record_of(post), said
