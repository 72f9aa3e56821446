"""What texts say, kept in the index: lengths, links, headings, and all their words."""

from collections.abc import Callable, Sequence
from typing import Any

from blogctl.content.lexicon import Vocabulary
from blogctl.content.records import record_of
from blogctl.engines.engine import Engine
from blogctl.errors import Unreadable
from blogctl.storage.index import schema
from blogctl.storage.index.bindable import bindable, restored
from blogctl.storage.index.rows import FACTS, TARGETS, facts_of
from blogctl.storage.index.updating import Reader, has_table, keep_names
from blogctl.storage.index.words import COLUMNS, said_in
from blogctl.storage.reading import read_source
from blogctl.storage.workers import Spread

_FACTS = ", ".join("?" * (len(FACTS) + 3))
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

    def needed(self) -> bool:
        """Say whether anything is missing."""
        missing = self._database.execute(f"{_MISSING} LIMIT 1").fetchone()
        return missing is not None or not has_table(self._database, "words")

    def run(self) -> None:
        """Read what is missing, and keep it."""
        if not has_table(self._database, "words"):
            # What is known of texts is of no use without their words.
            self._database.execute("DELETE FROM facts; DELETE FROM stems")
            kinds = ", ".join(map(repr, TARGETS))
            self._database.execute(f"DELETE FROM names WHERE kind IN ({kinds})")
        missing = {restored(path): number for path, number in self._database.execute(_MISSING)}
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
        language = said[1] if said else ""
        values = [bindable(value) for value in (*facts, language)]
        self._database.execute(f"INSERT INTO facts VALUES({_FACTS})", [number, *values])
        keep_names(self._database, number, targets)
        if not said:
            return
        texts, _, stems = said
        columns = ", ".join(COLUMNS)
        insert = f"INSERT INTO words(rowid, {columns}) VALUES({_WORDS})"
        self._database.execute(insert, [number, *map(bindable, texts)])
        self._stems.update(stems)

    def _keep_stems(self) -> None:
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
