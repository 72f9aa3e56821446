"""The database of one blog's index: opened, brought up to date, kept still while it is asked."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from blogctl.content.post import Post
from blogctl.engines.engine import Engine
from blogctl.storage.index import schema
from blogctl.storage.index.bindable import restored
from blogctl.storage.index.format import CACHE, FEW, NAME
from blogctl.storage.index.reader import Reader
from blogctl.storage.index.walking import Differences, Folder, differences, look
from blogctl.storage.settings import FOLDER

_STAT_BYTES = 32
# How often an update that another process got in front of is checked again.
_TRIES = 3


class Keeping(NamedTuple):
    """How an index is kept: in a file at all, by which *marks*, looked at before it is asked."""

    marks: str
    kept: bool = True
    verified: bool = True


class Asker(NamedTuple):
    """What the database needs of those who ask it: functions, all posts, the engine."""

    register: Callable[[Any], None]
    posts: Callable[[Any], Sequence[Post]]
    engine: Callable[[], Engine]


class Store:
    """The database, in a file of the blog where that is of use, else in memory.

    From when it is up to date until it is forgotten a transaction keeps it as it is, so that what
    another process finds later, or as of another time, is not mixed in.
    """

    def __init__(self, reader: Reader, keeping: Keeping, asker: Asker) -> None:
        self._reader = reader
        self._keeping = keeping
        self._asker = asker
        self._path = reader.root / FOLDER / CACHE / NAME if keeping.kept else None
        self._database: Any = None
        self.in_file = False

    @property
    def database(self) -> Any:
        """The database, brought up to date when it is first asked for."""
        if self._database is None:
            self._open()
        return self._database

    def _open(self) -> None:
        """Open the index as it is kept, or start one, and bring it up to date."""
        try:
            database = schema.open_file(self._path) if self._path else None
            if database is not None:
                self._use(database, in_file=True)
                self._bring_up_to_date()
            else:
                self._start()
        except Exception as error:
            if not schema.is_trouble(error):
                raise
            self.do_without(error)

    def _use(self, database: Any, *, in_file: bool) -> None:
        self._database = database
        self.in_file = in_file
        self._asker.register(database)

    def _look(self) -> dict[str, Folder]:
        return look(self._reader.root, self._reader.engine.folders)

    def _start(self) -> None:
        """Read all there is into a new index, in a file if there is much of it."""
        folders = self._look()
        many = sum(len(folder.stats) for folder in folders.values()) > FEW * _STAT_BYTES
        started = schema.start_file(self._path) if self._path and many else None
        if started is None:
            self._fill_memory(folders)
            return
        try:
            self._use(started.database, in_file=False)
            with started.database:
                self._update(folders, None)
            database = started.finish()
        finally:
            started.drop()
        self._use(database, in_file=True)
        self._bring_up_to_date()

    def _fill_memory(self, folders: dict[str, Folder]) -> None:
        self._use(schema.open_memory(), in_file=False)
        with self._database:
            self._update(folders, None)

    def do_without(self, error: Exception) -> None:
        """Go on in memory after *error*; what was kept goes if that means that it is damaged.

        Where it is locked, on a full disk, or somebody else's, it may be of use another time.
        """
        self.close()
        if self._path is not None and schema.is_damage(error):
            schema.drop_damaged(self._path)
            self._path = None
        self._fill_memory(self._look())

    def _bring_up_to_date(self) -> None:
        """Leave the index as the files are, in a transaction that keeps it so."""
        for _ in range(_TRIES):
            self._database.execute("BEGIN")
            anew = self._about("marks") != self._keeping.marks
            if not (self._keeping.verified or anew):
                return
            known = self._folders()
            found = differences(self._reader.root, self._reader.engine.folders, known)
            if not (anew or found or schema.lapsed(self._database, self._reader.now)):
                return
            self._database.execute("COMMIT")
            if self._refreshed(known, found):
                return
        self._copy_into_memory()
        self._refreshed({}, None)

    def _refreshed(self, known: dict[str, Folder], found: Differences | None) -> bool:
        """Keep what was *found* new; say whether no other process got in between."""
        try:
            self._database.execute("BEGIN IMMEDIATE")
        except Exception as error:
            if not schema.is_trouble(error) or schema.is_damage(error):
                raise
            self._copy_into_memory()
            self._database.execute("BEGIN IMMEDIATE")
        if found is None or self._folders() != known:
            # Another process has been here since.
            known = self._folders()
            found = differences(self._reader.root, self._reader.engine.folders, known)
        if self._about("marks") != self._keeping.marks:
            self._update(self._look(), None)
        else:
            kept = {path: folder for path, folder in known.items() if path not in found.folders}
            new = {path: folder for path, folder in found.folders.items() if folder}
            self._update({**kept, **new}, found)
        return self._committed()

    def _committed(self) -> bool:
        """Keep what was written, and go on from there; say whether nobody else came between."""
        if not self.in_file:
            self._database.execute("COMMIT")
            return True
        version = self._version()
        self._database.execute("COMMIT")
        schema.fold_journal(self._database)
        self._database.execute("BEGIN")
        self._about("marks")
        if version == self._version():
            return True
        self._database.execute("COMMIT")
        return False

    def _version(self) -> int:
        """Return a number that another process's writing changes."""
        return int(self._database.execute("PRAGMA data_version").fetchone()[0])

    def _copy_into_memory(self) -> None:
        """Go on with a copy in memory: the file is another's to write, or nobody's."""
        source = self._database
        copy = schema.copied(source)
        self._use(copy, in_file=False)
        source.close()

    def _update(self, folders: dict[str, Folder], found: Differences | None) -> None:
        posts = self._asker.posts
        from blogctl.storage.index.texts import TextKeeper
        from blogctl.storage.index.updating import Update

        # Where words are kept of some, they are kept of all.
        whole = found is None or schema.has_table(self._database, "words")
        texts = TextKeeper(self._database) if self._reader.texts and whole else None
        Update(self._database, self._reader, folders, lambda: posts(self._database), texts).run(
            found
        )
        self._database.execute(
            "INSERT OR REPLACE INTO about VALUES('marks', ?)", (self._keeping.marks,)
        )

    def _about(self, key: str) -> str | None:
        row = self._database.execute("SELECT value FROM about WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def _folders(self) -> dict[str, Folder]:
        rows = self._database.execute("SELECT path, names, stats FROM folders")
        return {restored(path): Folder(names, stats) for path, names, stats in rows}

    def folders(self) -> dict[str, Folder]:
        """Return all folders with their files, as the index has them."""
        self.database  # noqa: B018 - they are known once it is open
        return self._folders()

    def read_texts(self) -> None:
        """Read what texts say, and their words, where that is not known yet."""
        if not self._lacks_texts():
            return
        from blogctl.storage.index.texts import TextUpdate

        for _ in range(_TRIES):
            if not self._lacks_texts():
                return
            try:
                TextUpdate(self._database, self._reader, self._asker.engine).run()
                if self._committed_texts():
                    return
                self._use(self._database, in_file=True)
                self._bring_up_to_date()
            except Exception as error:
                if not (self.in_file and schema.is_trouble(error)) or schema.is_damage(error):
                    raise
                self._copy_into_memory()
        self._copy_into_memory() if self.in_file else None
        TextUpdate(self._database, self._reader, self._asker.engine).run()

    def _lacks_texts(self) -> bool:
        """Say whether there is a post of which is not known what its text says."""
        missing = self.database.execute("SELECT 1 FROM unread LIMIT 1").fetchone()
        return missing is not None or not schema.has_table(self.database, "words")

    def _committed_texts(self) -> bool:
        return self._committed() if self._database.in_transaction else True

    def close(self) -> None:
        """Let go of the database."""
        if self._database is not None:
            self._database.close()
        self._database = None
        self.in_file = False
