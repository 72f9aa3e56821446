"""The file that the index is: its tables, and how it is opened, made and thrown away."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from blogctl.content.moments import microseconds
from blogctl.errors import CannotWrite
from blogctl.storage.index.bindable import restored
from blogctl.storage.index.format import NAME as NAME
from blogctl.storage.index.rows import FACTS, KEPT
from blogctl.storage.processes import is_alive
from blogctl.storage.settings import own_folder
from blogctl.storage.writing import leave_to_owner

# How long a writer waits for another before it works without the file.
WAIT_MS = 400
# What SQLite says of a file that is damaged, by its numbers: a schema that is another's, rows that
# contradict each other, no database. All else may pass: locked, read-only, full, out of reach.
_DAMAGE = (1, 11, 17, 19, 20, 24, 25, 26)
# What reading it gives where its bytes were changed: no text, no number, no JSON.
_SENSELESS = (ValueError, TypeError, LookupError, AttributeError, OverflowError)
_NEW = re.compile(r"index-.*\.(\d+)-[0-9a-f]+\.new(-wal|-shm|-journal)?")
_PRAGMAS = """
PRAGMA mmap_size=1073741824; PRAGMA synchronous=NORMAL; PRAGMA journal_size_limit=4194304;
"""
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
CREATE TABLE unread(id INTEGER PRIMARY KEY);
CREATE TABLE facts(id INTEGER PRIMARY KEY, {", ".join(FACTS)}, record, language);
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
CREATE INDEX posts_path_c ON posts(path_c);
CREATE INDEX posts_until ON posts(until);
CREATE INDEX posts_since ON posts(since);
CREATE INDEX posts_beside ON posts(beside) WHERE beside <> '';
CREATE INDEX facts_language ON facts(language);
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


def is_trouble(error: Exception) -> bool:
    """Say whether *error* may come of the index, which is only a copy, and can be done without."""
    import apsw

    return isinstance(error, (apsw.Error, OSError, *_SENSELESS))


def is_damage(error: Exception) -> bool:
    """Say whether *error*, a trouble, means that the index is damaged, not out of reach."""
    result = getattr(error, "result", None)
    return isinstance(error, _SENSELESS) if result is None else result in _DAMAGE


def open_file(path: Path) -> Any | None:
    """Return the index at *path*; None where there is none, or what is there is of no use.

    Raise apsw.Error where it is out of reach for now.
    """
    import apsw

    if not path.is_file():
        return None
    try:
        database = apsw.Connection(os.fspath(path), flags=apsw.SQLITE_OPEN_READWRITE)
        database.set_busy_timeout(WAIT_MS)
        # The last to close would delete the journal by its name, which may be a newer index's.
        database.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
        database.execute(_PRAGMAS)
        database.execute("SELECT count(*) FROM about; SELECT path FROM posts LIMIT 1").fetchall()
    except apsw.Error as error:
        if is_damage(error):
            return None
        raise
    return database


def fold_journal(database: Any) -> None:
    """Bring what was written into the file itself, unless another process is reading just now.

    The first to open an index reads its whole journal, which takes longer than most answers.
    """
    database.set_busy_timeout(0)
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    database.set_busy_timeout(WAIT_MS)


def has_table(database: Any, name: str) -> bool:
    """Say whether there is a table *name*."""
    query = "SELECT 1 FROM sqlite_master WHERE name = ?"
    return database.execute(query, (name,)).fetchone() is not None


def lapsed(database: Any, now: datetime) -> list[str]:
    """Return the paths of the posts whose status may have turned by itself."""
    here = microseconds(now)
    found = database.execute("SELECT path FROM posts WHERE since >= ? OR until <= ?", (here, here))
    return [restored(path) for (path,) in found]


class Started(NamedTuple):
    """A new index in a file of its own, *building*, for the place *path*."""

    database: Any
    building: Path
    path: Path

    def finish(self) -> Any:
        """Put it in its place, and return what is open there.

        Where another process was quicker, its index is taken. Raise OSError or apsw.Error.
        """
        self.database.execute("PRAGMA journal_mode=WAL")
        self.database.close()
        leave_to_owner(self.building)
        _sync(self.building)
        with _alone_in(self.path.parent):
            if open_file(self.path) is None:
                # What is there goes with its journal, so that no index gets another's.
                drop_file(self.path)
                self.building.rename(self.path)
        database = open_file(self.path)
        if database is None:
            raise OSError("the index is gone again")
        return database

    def drop(self) -> None:
        """Take away what is not in its place."""
        self.database.close()
        drop_file(self.building)


def start_file(path: Path) -> Started | None:
    """Return a new index in a file beside *path*; None where none can be."""
    import apsw

    building = path.with_name(f"{path.name}.{os.getpid()}-{os.urandom(4).hex()}.new")
    try:
        own_folder(path.parent.parent.parent)
        path.parent.mkdir(exist_ok=True)
        leave_to_owner(path.parent)
        _sweep(path.parent)
        database = apsw.Connection(os.fspath(building))
        database.execute("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF")
        make_tables(database)
    except (apsw.Error, OSError, CannotWrite):
        drop_file(building)
        return None
    return Started(database, building, path)


def _sweep(folder: Path) -> None:
    """Take away what processes that are no more left half built in *folder*."""
    for name in os.listdir(folder):
        found = _NEW.fullmatch(name)
        if found and not is_alive(int(found[1])):
            with suppress(OSError):
                (folder / name).unlink()


def _sync(path: Path) -> None:
    """Have the system write *path* out: after a power cut it is whole, or not there."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Let no other process put an index into *folder* meanwhile, where the system can tell."""
    try:
        from fcntl import LOCK_EX, flock
    except ImportError:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        flock(handle, LOCK_EX)
        yield
    finally:
        os.close(handle)


def copied(database: Any) -> Any:
    """Return a copy of *database* in memory."""
    import apsw

    copy = apsw.Connection(":memory:")
    with copy.backup("main", database, "main") as backup:
        backup.step()
    return copy


def drop_damaged(path: Path) -> None:
    """Take away the index at *path*, unless another process is just putting one there."""
    with suppress(OSError), _alone_in(path.parent):
        drop_file(path)


def drop_file(path: Path) -> None:
    """Take an index away, with what belongs to it."""
    for end in ("", "-wal", "-shm", "-journal"):
        with suppress(OSError):
            path.with_name(f"{path.name}{end}").unlink(missing_ok=True)
    if path.is_dir() and not path.is_symlink():
        with suppress(OSError):
            path.rmdir()
