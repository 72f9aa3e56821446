"""What texts say, kept in the index: lengths, links, headings, and all their words."""

from collections.abc import Callable, Sequence
from typing import Any

from blogctl.content.lexicon import Vocabulary
from blogctl.content.post import Post
from blogctl.content.records import record_of
from blogctl.engines.engine import Engine
from blogctl.errors import Unreadable
from blogctl.storage.index import schema
from blogctl.storage.index.bindable import bindable, restored
from blogctl.storage.index.reader import Reader
from blogctl.storage.index.rows import FACTS, TARGETS, facts_of
from blogctl.storage.index.said import COLUMNS, said_in
from blogctl.storage.index.schema import has_table
from blogctl.storage.index.updating import ENOUGH_TEXTS, keep_names
from blogctl.storage.reading import read_source
from blogctl.storage.workers import Spread

_FACTS = ", ".join("?" * (len(FACTS) + 3))
_WORDS = ", ".join("?" * (len(COLUMNS) + 1))
# What is kept of a file that is gone, or broken, by now.
_NOTHING = ((0, 1, "", "", "", "", "", 0), (), "", ())


class TextKeeper:
    """Keeps what texts say in *database*, where the table of words is made if need be."""

    def __init__(self, database: Any) -> None:
        schema.make_words(database)
        self._database = database
        self._vocabulary = Vocabulary()
        self._stems: set[tuple[str, str]] = set()
        self._count = 0

    def of(self, post: Post) -> tuple[Any, ...]:
        """Return what the text of *post* says, as plain values."""
        facts = facts_of(post)
        said = tuple(said_in(post, self._vocabulary))
        return facts.values, facts.targets, record_of(post), said

    def keep(self, number: int, found: tuple[Any, ...]) -> None:
        """Keep what was *found* in the text of the post *number*."""
        facts, targets, record, said = found
        language = said[1] if said else ""
        values = [bindable(value) for value in (*facts, record, language)]
        self._database.execute(f"INSERT INTO facts VALUES({_FACTS})", [number, *values])
        keep_names(self._database, number, targets)
        self._count += 1
        if said:
            self._keep_words(number, said[0])
            self._stems.update(said[2])

    def _keep_words(self, number: int, texts: Sequence[str]) -> None:
        columns = ", ".join(COLUMNS)
        insert = f"INSERT INTO words(rowid, {columns}) VALUES({_WORDS})"
        self._database.execute(insert, [number, *map(bindable, texts)])

    def finish(self) -> None:
        """Keep the stems, and put the words in order."""
        rows = sorted(self._stems)
        self._database.executemany("INSERT OR IGNORE INTO stems VALUES(?, ?)", rows)
        if self._count > ENOUGH_TEXTS:
            self._database.execute("INSERT INTO words(words) VALUES('optimize')")
        elif self._count:
            self._database.execute("INSERT INTO words(words, rank) VALUES('merge', 16)")


class TextUpdate:
    """Reads the texts of those posts of which the index does not know what they say."""

    def __init__(self, database: Any, reader: Reader, engine: Callable[[], Engine]) -> None:
        self._database = database
        self._reader = reader
        self._engine = engine

    def run(self) -> None:
        """Read what is missing, and keep it."""
        if not has_table(self._database, "words"):
            self._start_anew()
        query = "SELECT path, id FROM posts WHERE id IN (SELECT id FROM unread)"
        missing = {restored(path): number for path, number in self._database.execute(query)}
        reader = self._reader._replace(engine=self._engine())
        with self._database:
            keeper = TextKeeper(self._database)
            spread = Spread(
                list(missing), lambda path: _read_one(reader, path, keeper), ENOUGH_TEXTS
            )
            for path, found in self._reader.track(spread, "reading texts"):
                keeper.keep(missing[path], found)
            keeper.finish()
            self._database.execute("DELETE FROM unread")

    def _start_anew(self) -> None:
        """Forget what is known of texts, which is of no use without their words."""
        kinds = ", ".join(map(repr, TARGETS))
        self._database.execute(
            "DELETE FROM facts; DELETE FROM stems; "
            "INSERT OR IGNORE INTO unread SELECT id FROM posts; "
            f"DELETE FROM names WHERE kind IN ({kinds})"
        )


def _read_one(reader: Reader, path: str, keeper: TextKeeper) -> tuple[str, tuple[Any, ...]]:
    """Return what the text of the post at *path* says, as plain values; nothing if it is gone."""
    try:
        post = reader.engine.read(read_source(reader.root, reader.engine, path), reader.now)
    except Unreadable:
        # It has changed since it was looked at: the next look finds that.
        return path, _NOTHING
    return path, keeper.of(post)
