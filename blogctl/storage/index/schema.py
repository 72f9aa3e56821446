"""The file that the index is: its tables, and how it is opened, made and thrown away."""

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from blogctl.errors import CannotWrite
from blogctl.storage.index.format import NAME as NAME
from blogctl.storage.index.rows import FACTS, KEPT
from blogctl.storage.settings import own_folder
from blogctl.storage.writing import leave_to_owner

# How long a writer waits for another before it works without the file.
WAIT_MS = 400
# Words as `content.lexicon` has cut them: a blank parts them, and nothing else.
_WORDS = (
    "fts5(title, headings, names, summary, body, code, content='', contentless_delete=1, "
    "tokenize=\"unicode61 remove_diacritics 0 tokenchars '_'\")"
)
# In which order the best are chosen for `ranking`, where there are many.
WEIGHTS = "bm25(8.0, 2.0, 5.0, 2.0, 1.0, 1.0)"
_TABLES = f"""
CREATE TABLE about(key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE folders(path TEXT PRIMARY KEY, names BLOB, stats BLOB) WITHOUT ROWID;
CREATE TABLE posts(id INTEGER PRIMARY KEY, {", ".join(KEPT)});
CREATE TABLE facts(id INTEGER PRIMARY KEY, {", ".join(FACTS)}, record);
CREATE TABLE names(kind TEXT, folded TEXT, id INTEGER, at INTEGER, name TEXT,
  PRIMARY KEY(kind, folded, id, at)) WITHOUT ROWID;
CREATE TABLE problems(path TEXT, place TEXT, message TEXT, hint TEXT, kind TEXT);
CREATE TABLE shared(kind TEXT, value TEXT, PRIMARY KEY(kind, value)) WITHOUT ROWID;
CREATE TABLE stems(stem TEXT, word TEXT, PRIMARY KEY(stem, word)) WITHOUT ROWID;
"""
_INDEXES = """
CREATE UNIQUE INDEX posts_path ON posts(path);
CREATE INDEX posts_newest ON posts(date_at IS NOT NULL, date_at DESC, path);
CREATE INDEX posts_slug ON posts(slug);
CREATE INDEX posts_url ON posts(url);
CREATE INDEX posts_path_f ON posts(path_f);
CREATE INDEX posts_until ON posts(until);
CREATE INDEX posts_since ON posts(since);
CREATE INDEX posts_beside ON posts(beside) WHERE beside <> '';
CREATE INDEX names_id ON names(id);
CREATE INDEX problems_path ON problems(path);
CREATE INDEX stems_word ON stems(word);
"""


def open_memory() -> Any:
    """Return an empty index that is kept nowhere."""
    import apsw

    database = apsw.Connection(":memory:")
    make_tables(database)
    return database


def make_tables(database: Any) -> None:
    """Make all tables in an empty *database*."""
    database.execute(_TABLES)
    database.execute(_INDEXES)


def make_words(database: Any) -> None:
    """Make the table of words where it is not there yet."""
    if not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'words'").fetchone():
        database.execute(f"CREATE VIRTUAL TABLE words USING {_WORDS}")
        # The usual merging stops for seconds at a hundred thousand posts.
        database.execute("INSERT INTO words(words, rank) VALUES('crisismerge', 256)")
        database.execute("INSERT INTO words(words, rank) VALUES('hashsize', 67108864)")
        database.execute("INSERT INTO words(words, rank) VALUES('rank', ?)", (WEIGHTS,))


def open_file(path: Path) -> Any | None:
    """Return the index at *path*; None where there is none, or what is there is of no use."""
    import apsw

    if not path.is_file():
        return None
    try:
        database = apsw.Connection(os.fspath(path), flags=apsw.SQLITE_OPEN_READWRITE)
        database.set_busy_timeout(WAIT_MS)
        database.execute("PRAGMA mmap_size=1073741824; PRAGMA synchronous=NORMAL")
        database.execute("SELECT count(*) FROM about; SELECT path FROM posts LIMIT 1").fetchall()
    except (apsw.Error, OSError):
        return None
    return database


def start_file(path: Path) -> Any | None:
    """Return a new index in a file beside *path*, for `finish_file`; None where none can be."""
    import apsw

    building = _building(path)
    try:
        own_folder(path.parent.parent.parent)
        path.parent.mkdir(exist_ok=True)
        building.unlink(missing_ok=True)
        database = apsw.Connection(os.fspath(building))
        database.execute("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF")
        make_tables(database)
    except (apsw.Error, OSError, CannotWrite):
        drop_file(building)
        return None
    return database


def finish_file(database: Any, path: Path) -> Any | None:
    """Put the index that was started for *path* in its place, and open it there; None for failure.

    Where another process was quicker, its index is taken.
    """
    import apsw

    building = _building(path)
    try:
        database.execute("PRAGMA journal_mode=WAL")
        database.close()
        leave_to_owner(building)
        # What is there and of no use goes with its journal, so that no index gets another's.
        if open_file(path) is None:
            drop_file(path)
            building.rename(path)
        return open_file(path)
    except (apsw.Error, OSError):
        return None
    finally:
        drop_file(building)


def drop_file(path: Path) -> None:
    """Take an index away, with what belongs to it."""
    for end in ("", "-wal", "-shm", "-journal"):
        with suppress(OSError):
            path.with_name(f"{path.name}{end}").unlink(missing_ok=True)


def drop_damaged(path: Path) -> None:
    """Take an index away that cannot be read; one that another program has open only is left."""
    import apsw

    with suppress(apsw.Error, OSError):
        database = open_file(path)
        if database is not None:
            check = database.execute("PRAGMA quick_check(1)").fetchone()
            database.close()
            if check == ("ok",):
                return
    drop_file(path)


def _building(path: Path) -> Path:
    return path.with_name(f"{path.name}.{os.getpid()}.new")
