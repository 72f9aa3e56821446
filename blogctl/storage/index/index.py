"""The index of one blog: opened, brought up to date, asked."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from blogctl.content.fields import meta_value
from blogctl.content.post import Post
from blogctl.content.query import FieldTerm, Query, Union
from blogctl.content.records import STATUS
from blogctl.content.search import Advice, Hit, Manner
from blogctl.content.terms import settled, unknown_names
from blogctl.content.where import ordered, where
from blogctl.engines.engine import Engine
from blogctl.storage.index import functions, schema
from blogctl.storage.index.bindable import bindable, restored
from blogctl.storage.index.format import CACHE, FEW
from blogctl.storage.index.meta import KeptMeta
from blogctl.storage.index.rows import COLUMNS, FACTS, post_of
from blogctl.storage.index.searching import Search
from blogctl.storage.index.spelling import Spelling
from blogctl.storage.index.texts import TextUpdate
from blogctl.storage.index.updating import Reader, Update, lapsed, prepared, shared_faults
from blogctl.storage.index.walking import Folder, differences, look, paths_of
from blogctl.storage.index.words import Lexicon
from blogctl.storage.reading import read_source
from blogctl.storage.settings import FOLDER

_POST = ", ".join(f"p.{name}" for name in COLUMNS)
_FACTS = ", ".join(f"f.{name}" for name in FACTS)
_FROM = "FROM posts p LEFT JOIN facts f ON f.id = p.id"


class Problem(NamedTuple):
    """What is wrong with a file among the posts; *place* is path:line:column."""

    path: str
    place: str
    message: str
    hint: str | None


class Index:
    """What the posts of a blog say, as their files are now.

    *marks* tells the configuration that they are read by from another. It is kept in a file of the
    blog unless not *kept*; where the file is of no use it is made anew, in memory if need be.
    """

    def __init__(self, reader: Reader, marks: str, *, kept: bool = True) -> None:
        self._reader = reader
        self._marks = marks
        self._path = reader.root / FOLDER / CACHE / schema.NAME if kept else None
        self._database: Any = None

    @property
    def database(self) -> Any:
        """The database, brought up to date when it is first asked for."""
        if self._database is None:
            self._open()
        return self._database

    def _open(self) -> None:
        """Open the index as it is kept, or start one, and bring it up to date."""
        import apsw

        try:
            self._database = schema.open_file(self._path) if self._path else None
            if self._database is None:
                self._start()
            else:
                self._refresh()
        except (apsw.Error, OSError):
            # Damaged, locked, on a full disk, or of somebody else: it is only a copy.
            self._give_up()
        functions.register(self._database, self.fetch, self._meta)

    def _start(self) -> None:
        """Read all there is into a new index, in a file if there is much of it."""
        folders = look(self._reader.root, self._reader.engine.folders)
        many = sum(len(folder.stats) for folder in folders.values()) > FEW * 32
        started = schema.start_file(self._path) if self._path and many else None
        self._database = started or schema.open_memory()
        with self._database:
            self._update(folders, None)
        if started and self._path:
            self._database = schema.finish_file(started, self._path)
            if self._database is None:
                self._give_up()

    def _give_up(self) -> None:
        """Go on in memory, with nothing of what was kept."""
        if self._path is not None:
            schema.drop_damaged(self._path)
        self._path = None
        self._database = schema.open_memory()
        folders = look(self._reader.root, self._reader.engine.folders)
        with self._database:
            self._update(folders, None)

    def _refresh(self) -> None:
        """Bring the index up to date, in its file where that can be written now."""
        import apsw

        known = self._folders()
        found = differences(self._reader.root, self._reader.engine.folders, known)
        anew = self._about("marks") != self._marks
        if not (anew or found or lapsed(self._database, self._reader.now)):
            return
        try:
            self._database.execute("BEGIN IMMEDIATE")
        except (apsw.BusyError, apsw.ReadOnlyError, apsw.CantOpenError):
            self._copy_into_memory()
            self._database.execute("BEGIN")
        try:
            # Another process may have been here since.
            known = self._folders()
            found = differences(self._reader.root, self._reader.engine.folders, known)
            folders = look(self._reader.root, self._reader.engine.folders) if anew else {
                **{path: folder for path, folder in known.items() if path not in found.folders},
                **{path: folder for path, folder in found.folders.items() if folder},
            }  # fmt: skip
            self._update(folders, None if anew else found)
            self._database.execute("COMMIT")
        except BaseException:
            self._database.execute("ROLLBACK") if self._database.in_transaction else None
            raise

    def _copy_into_memory(self) -> None:
        """Go on with a copy in memory: the file is another's to write, or nobody's."""
        import apsw

        copy = apsw.Connection(":memory:")
        with copy.backup("main", self._database, "main") as backup:
            backup.step()
        self._database = copy
        self._path = None

    def _update(self, folders: dict[str, Folder], found: Any) -> None:
        update = Update(self._database, self._reader, folders, self.posts)
        update.run(found, anew=found is None)
        self._database.execute("INSERT OR REPLACE INTO about VALUES('marks', ?)", (self._marks,))

    def _about(self, key: str) -> str | None:
        row = self._database.execute("SELECT value FROM about WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def _folders(self) -> dict[str, Folder]:
        rows = self._database.execute("SELECT path, names, stats FROM folders")
        return {restored(path): Folder(names, stats) for path, names, stats in rows}

    def forget(self) -> None:
        """Look at the files anew when the index is next asked."""
        if self._database is not None and self._path is not None:
            self._database.close()
        self._database = None
        self.__dict__.pop("engine", None)

    @cached_property
    def engine(self) -> Engine:
        """The engine, knowing the names of all files and what sections say."""
        self.database  # noqa: B018 - the folders are known once it is open
        return prepared(self._reader, sorted(paths_of(self._folders())))[0]

    def fetch(self, path: str) -> Post:
        """Return the post at *path*, read from its file now; raise Unreadable."""
        engine = self.engine
        return engine.read(read_source(self._reader.root, engine, path), self._reader.now)

    def _meta(self, path: str, text: str | None) -> Mapping[str, Any]:
        return KeptMeta(text, lambda: self.fetch(path).meta)

    def posts(self) -> list[Post]:
        """Return all posts that can be read, by path."""
        rows = self.database.execute(f"SELECT {_POST}, {_FACTS} {_FROM} ORDER BY p.path")
        return [self._post(row) for row in rows]

    def _post(self, row: Sequence[Any]) -> Post:
        cut = len(COLUMNS)
        facts = tuple(row[cut:])
        return post_of(row[:cut], None if facts[0] is None else facts, self.fetch)

    def problems(self) -> list[Problem]:
        """Return what is wrong: what cannot be read, then what shares an address or a name."""
        rows = self.database.execute(
            "SELECT path, place, message, hint FROM problems ORDER BY kind, path, place, message"
        )
        found = [Problem(*(restored(text) if text else text for text in row)) for row in rows]
        faults = [Problem(one.path, one.path, one.message, one.hint)
                  for one in shared_faults(self.database)]  # fmt: skip
        return found + faults

    def rows(self, query: Query, columns: str, *, reads: bool = False) -> Any:
        """Return *columns* of the posts that *query* means, in its order.

        *reads* says that columns, `f.…`, are of what texts say.
        """
        return self._rows(settled(query, self), columns, reads=reads)

    def _rows(self, query: Query, columns: str, *, reads: bool = False) -> Any:
        condition = where(query.terms, Lexicon(self.database))
        order, sorts = ordered(query)
        if reads or sorts or condition.reads or condition.searches:
            self.read_texts()
            if condition.searches:
                # What words stand for is known only now.
                condition = where(query.terms, Lexicon(self.database))
        if condition.tests:
            functions.register_tests(self.database, condition.tests, self._meta)
        limit = "" if query.limit is None else f" LIMIT {query.limit}"
        return self.database.execute(
            f"SELECT {columns} {_FROM} WHERE {condition.sql} ORDER BY {order}{limit}",
            tuple(map(bindable, condition.values)),
        )

    def has_path(self, path: str) -> bool:
        """Say whether there is a post at *path*, or in that folder."""
        query = "SELECT 1 FROM posts WHERE path = ? OR (path > ? AND path < ?) LIMIT 1"
        return self.value(query, path, f"{path}/", f"{path}0") is not None

    def has_slug(self, slug: str) -> bool:
        """Say whether a post has *slug*."""
        return self.value("SELECT 1 FROM posts WHERE slug = ? LIMIT 1", slug) is not None

    def paths(self) -> list[str]:
        """Return the paths of all posts."""
        return self.values("SELECT path FROM posts ORDER BY path")

    def names(self, kind: str) -> list[str]:
        """Return all names of a *kind*, as `tags`, or all languages, each once, in order."""
        if kind == "lang":
            return sorted(self.values("SELECT DISTINCT lang FROM posts WHERE lang <> ''"))
        return sorted(self.values("SELECT DISTINCT name FROM names WHERE kind = ?", kind))

    def keys(self) -> set[str]:
        """Return the fields that front matter has, the outermost."""
        return {key for meta in self._metas() for key in meta}

    def has_field(self, key: str) -> bool:
        """Say whether front matter has the field *key*, or there is no post."""
        metas = list(self._metas())
        return not metas or any(meta_value(meta, key) is not None for meta in metas)

    def _metas(self) -> Iterable[Mapping[str, Any]]:
        for path, text in self.database.execute("SELECT path, meta FROM posts"):
            yield self._meta(restored(path), text)

    def unknown_names(self, query: Query) -> list[str]:
        """Return a sentence for each tag, category, series or language that no post has."""
        return unknown_names(query, self._meets, self.names)

    def _meets(self, term: FieldTerm) -> bool:
        one = Query(Union(((term,),)), limit=1)
        return next(iter(self._rows(one, "1")), None) is not None

    def find(self, query: Query) -> list[Post]:
        """Return the posts that *query* means, in its order."""
        return [self._post(row) for row in self.rows(query, f"{_POST}, {_FACTS}")]

    def records(self, query: Query) -> Iterable[str] | None:
        """Return the posts that *query* means as JSON, as `content.records` writes them.

        None where *query* is for few posts, and more would have to be read.
        """
        missing = "SELECT 1 FROM posts WHERE id NOT IN (SELECT id FROM facts) LIMIT 1"
        if query.limit is not None and self.value(missing) is not None:
            return None
        rows = self.rows(query, f"replace(f.record, '{STATUS}', p.status)", reads=True)
        return (row[0] for row in rows)

    def search(self, query: Query, manner: Manner) -> list[Hit]:
        """Return a Hit for each post that *query* means, the best first unless it says otherwise.

        Words are text here, even where one is a post's slug.
        """
        query = settled(query, self, slugs=False)
        self.read_texts()
        columns = f"{_POST}, {_FACTS}"
        found, wanted = Search(self.database, self._reader.now, manner).run(
            query, columns, lambda tests: functions.register_tests(self.database, tests, self._meta)
        )
        return [Hit(self._post(row), score, wanted, manner.columns) for score, row in found]

    def advice(self, query: Query) -> Advice:
        """Return what may have been meant by *query*, a search that found nothing."""
        return Spelling(self.database, self.fetch).advice(query)

    def read_texts(self) -> None:
        """Read what texts say, and their words, where that is not known yet."""
        import apsw

        update = TextUpdate(self.database, self._reader, lambda: self.engine)
        try:
            update.run()
        except (apsw.BusyError, apsw.ReadOnlyError, apsw.FullError, apsw.IOError):
            self._copy_into_memory()
            functions.register(self._database, self.fetch, self._meta)
            TextUpdate(self.database, self._reader, lambda: self.engine).run()

    def value(self, sql: str, *values: Any) -> Any:
        """Return the first value that *sql* gives; None for none."""
        row = self.database.execute(sql, tuple(map(bindable, values))).fetchone()
        return row[0] if row else None

    def values(self, sql: str, *values: Any) -> list[str]:
        """Return the first texts of the rows that *sql* gives."""
        rows = self.database.execute(sql, tuple(map(bindable, values)))
        return [restored(row[0]) for row in rows]
