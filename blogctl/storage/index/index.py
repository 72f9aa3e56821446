"""The index of one blog: opened, brought up to date, asked."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from blogctl.content.fields import meta_value
from blogctl.content.post import Post, Titled
from blogctl.content.problem import Problem
from blogctl.content.query import FieldTerm, Query, Union
from blogctl.content.records import STATUS
from blogctl.content.terms import settled, unknown_names
from blogctl.content.text import Text
from blogctl.content.where import ordered, where
from blogctl.engines.engine import Engine
from blogctl.storage.index import functions, schema
from blogctl.storage.index.bindable import bindable, restored
from blogctl.storage.index.meta import KeptMeta
from blogctl.storage.index.reader import Reader, prepared
from blogctl.storage.index.rows import COLUMNS, FACTS, post_of
from blogctl.storage.index.shared import shared_faults
from blogctl.storage.index.store import Asker, Keeping, Store
from blogctl.storage.index.walking import paths_of
from blogctl.storage.index.words import Lexicon
from blogctl.storage.reading import read_source

if TYPE_CHECKING:
    from blogctl.content.search import Advice, Hit, Manner

T = TypeVar("T")
_POST = ", ".join(f"p.{name}" for name in COLUMNS)
_FACTS = ", ".join(f"f.{name}" for name in FACTS)
_FROM = "FROM posts p LEFT JOIN facts f ON f.id = p.id"


class Index:
    """What the posts of a blog say, as their files are now.

    Where the file that it is kept in is of no use, it is made anew, in memory if need be.
    """

    def __init__(self, reader: Reader, keeping: Keeping) -> None:
        self._reader = reader
        # How often posts were read, by path; None where nobody has asked for that.
        self.views: Mapping[str, int] | None = None
        self._store = Store(reader, keeping, Asker(self._prepare, self._all, lambda: self.engine))

    @property
    def database(self) -> Any:
        """The database, brought up to date when it is first asked for."""
        return self._store.database

    def _prepare(self, database: Any) -> None:
        functions.register(database, self.fetch, self._meta, self._views_of)
        # What is to be asked may know other files.
        self.__dict__.pop("engine", None)

    def forget(self) -> None:
        """Look at the files anew when the index is next asked."""
        self._store.close()
        self.__dict__.pop("engine", None)

    def surely(self, ask: Callable[[], T]) -> T:
        """Return what *ask* does; where the index turns out to be damaged, without it."""
        before = self.database
        try:
            return ask()
        except Exception as error:
            if not (schema.is_trouble(error) and self._mended(before, error)):
                raise
            return ask()

    def each(self, ask: Callable[[], Iterable[T]]) -> Iterator[T]:
        """Yield what *ask* does, one by one, like `surely`."""
        before, given = self.database, 0
        try:
            for one in ask():
                yield one
                given += 1
            return
        except Exception as error:
            if not (schema.is_trouble(error) and self._mended(before, error)):
                raise
        yield from islice(ask(), given, None)

    def _mended(self, before: Any, error: Exception) -> bool:
        """Go on without the file, if *before* was read from it; say whether it makes sense."""
        if self._store.database is before:
            if not self._store.in_file:
                return False
            self._store.do_without(error)
        return True

    @cached_property
    def engine(self) -> Engine:
        """The engine, knowing the names of all files and what sections say."""
        return prepared(self._reader, self.files())[0]

    def fetch(self, path: str) -> Post:
        """Return the post at *path*, read from its file now; raise Unreadable."""
        engine = self.engine
        return engine.read(read_source(self._reader.root, engine, path), self._reader.now)

    def _fetch_text(self, path: str) -> Text:
        """Return the text of the post at *path*, read from its file now; raise Unreadable."""
        engine = self._reader.engine
        return engine.text_of(read_source(self._reader.root, engine, path))

    def _meta(self, path: str, text: str | None) -> Mapping[str, Any]:
        return KeptMeta(text, lambda: self.fetch(path).meta)

    def posts(self) -> list[Post]:
        """Return all posts that can be read, by path."""
        return self.surely(lambda: self._all(self.database))

    def _all(self, database: Any) -> list[Post]:
        rows = database.execute(f"SELECT {_POST}, {_FACTS} {_FROM} ORDER BY p.path")
        return [self._post(row) for row in rows]

    def _post(self, row: Sequence[Any]) -> Post:
        cut = len(COLUMNS)
        facts = tuple(row[cut:])
        known = None if facts[0] is None else facts
        post = post_of(row[:cut], known, self.fetch, self._fetch_text)
        return post if self.views is None else post._replace(views=self._views_of(post.path))

    def _views_of(self, path: str) -> int | None:
        return None if self.views is None else self.views.get(path, 0)

    def problems(self) -> list[Problem]:
        """Return what is wrong: what cannot be read, then what shares an address or a name."""
        return self.surely(self._problems)

    def _problems(self) -> list[Problem]:
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
        query = settled(query, self)
        return self.each(lambda: self._rows(query, columns, reads=reads))

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

    def files(self) -> list[str]:
        """Return the paths of all files where posts lie, in order."""
        return self.surely(lambda: sorted(paths_of(self._store.folders())))

    def addresses(self) -> list[tuple[str, str, str]]:
        """Return the path, the address and the status of each post, the last path first."""
        rows = self.surely(lambda: list(self.database.execute(
            "SELECT path, url, status FROM posts ORDER BY path DESC"
        )))  # fmt: skip
        return [(restored(path), restored(url), status) for path, url, status in rows]

    def titles(self) -> list[Titled]:
        """Return what all posts are called, which is quicker than all that they say."""
        rows = self.surely(lambda: list(self.database.execute(
            "SELECT path, title, slug FROM posts ORDER BY path"
        )))  # fmt: skip
        return [Titled(restored(path), restored(title or slug or path))
                for path, title, slug in rows]  # fmt: skip

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
        return self.surely(lambda: {key for meta in self._metas() for key in meta})

    def has_field(self, key: str) -> bool:
        """Say whether front matter has the field *key*, or there is no post."""
        metas = self.surely(lambda: list(self._metas()))
        return not metas or any(meta_value(meta, key) is not None for meta in metas)

    def _metas(self) -> Iterable[Mapping[str, Any]]:
        for path, text in self.database.execute("SELECT path, meta FROM posts"):
            yield self._meta(restored(path), text)

    def unknown_names(self, query: Query) -> list[str]:
        """Return a sentence for each tag, category, series or language that no post has."""
        return unknown_names(query, self._meets, self.names)

    def _meets(self, term: FieldTerm) -> bool:
        one = Query(Union(((term,),)), limit=1)
        return self.surely(lambda: next(iter(self._rows(one, "1")), None)) is not None

    def find(self, query: Query) -> list[Post]:
        """Return the posts that *query* means, in its order."""
        query = settled(query, self)
        columns = f"{_POST}, {_FACTS}"
        return self.surely(lambda: [self._post(row) for row in self._rows(query, columns)])

    def records(self, query: Query) -> Iterable[str] | None:
        """Return the posts that *query* means as JSON, as `content.records` writes them.

        None where *query* is for few posts, and more would have to be read.
        """
        missing = "SELECT 1 FROM unread LIMIT 1"
        if query.limit is not None and self.value(missing) is not None:
            return None
        rows = self.rows(query, f"replace(f.record, '{STATUS}', p.status)", reads=True)
        return (row[0] for row in rows)

    def search(self, query: Query, manner: "Manner") -> "list[Hit]":
        """Return a Hit for each post that *query* means, the best first unless it says otherwise.

        Words are text here, even where one is a post's slug.
        """
        query = settled(query, self, slugs=False)
        return self.surely(lambda: self._search(query, manner))

    def _search(self, query: Query, manner: "Manner") -> "list[Hit]":
        from blogctl.content.search import Hit
        from blogctl.storage.index.searching import Search

        self.read_texts()
        columns = f"{_POST}, {_FACTS}"
        found, wanted = Search(self.database, self._reader.now, manner).run(
            query, columns, lambda tests: functions.register_tests(self.database, tests, self._meta)
        )
        return [Hit(self._post(row), score, wanted, manner.columns) for score, row in found]

    def advice(self, query: Query) -> "Advice":
        """Return what may have been meant by *query*, a search that found nothing."""
        from blogctl.storage.index.spelling import Spelling

        return self.surely(lambda: Spelling(self.database, self.fetch).advice(query))

    def read_texts(self) -> None:
        """Read what texts say, and their words, where that is not known yet."""
        self.surely(self._store.read_texts)

    def value(self, sql: str, *values: Any) -> Any:
        """Return the first value that *sql* gives; None for none."""
        bound = tuple(map(bindable, values))
        row = self.surely(lambda: self.database.execute(sql, bound).fetchone())
        return row[0] if row else None

    def values(self, sql: str, *values: Any) -> list[str]:
        """Return the first texts of the rows that *sql* gives."""
        bound = tuple(map(bindable, values))
        return self.surely(lambda: [restored(row[0]) for row in self.database.execute(sql, bound)])
