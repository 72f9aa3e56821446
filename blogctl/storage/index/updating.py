"""The index brought up to what the files say: the smallest part of it that may have changed."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from copy import copy
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from blogctl.content.post import Post
from blogctl.engines.engine import Engine
from blogctl.errors import Unreadable
from blogctl.storage.index.bindable import bindable, restored
from blogctl.storage.index.reader import Reader, prepared
from blogctl.storage.index.rows import KEPT, kept
from blogctl.storage.index.schema import has_table, lapsed
from blogctl.storage.index.shared import SHARED
from blogctl.storage.index.walking import Differences, Folder, paths_of
from blogctl.storage.reading import read_source
from blogctl.storage.workers import Spread

EMPTY = "the file is empty"
EMPTY_HINT = "write it, or remove it: the generator makes a page of it"
# Markdown takes longer to read than front matter: for texts workers pay sooner.
ENOUGH_TEXTS = 200
# In which order problems are told.
SECTION, FILE, FAULT = "1", "2", "3"
_POST = ", ".join("?" * (len(KEPT) + 1))
Posts = Callable[[], Sequence[Post]]


class Texts(Protocol):
    """What keeps what texts say: `of` a post, by a worker, then `keep` for it."""

    def of(self, post: Post) -> tuple[Any, ...]:
        """Return what the text of *post* says, as plain values."""

    def keep(self, number: int, found: tuple[Any, ...]) -> None:
        """Keep what was *found* in the text of the post *number*."""

    def finish(self) -> None:
        """Keep what is known only once all texts are."""


class Scope(NamedTuple):
    """What is to be read anew: *everything*, or the files *paths*; *gone* are there no more."""

    everything: bool
    paths: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()


class Update:
    """One update of the index in *database* to what *folders* hold now.

    *posts* gives all posts of the index, for an engine that needs them to find faults. *texts*
    takes what is read of texts on the way; without it they are left for later.
    """

    def __init__(
        self,
        database: Any,
        reader: Reader,
        folders: Mapping[str, Folder],
        posts: Posts,
        texts: Texts | None = None,
    ) -> None:
        self._database = database
        self._reader = reader
        self._folders = folders
        self._posts = posts
        self._texts = texts
        self._touched: set[tuple[str, str]] = set()

    def run(self, found: Differences | None) -> None:
        """Read what *found* says has changed, or everything anew."""
        if found is None:
            self._database.execute("DELETE FROM folders")
        self._keep_folders(self._folders if found is None else found.folders)
        scope = Scope(True) if found is None else self._scope(found)
        paths = sorted(paths_of(self._folders) if scope.everything else scope.paths)
        if scope.everything:
            self._clear()
        else:
            self._take_out(scope.gone | scope.paths)
        self._read(paths if scope.everything else self._nearby(scope), paths)
        self._note_shared(scope)
        names = found is None or found.added or found.removed
        if names or scope.everything or self._reader.engine.own_faults:
            self._note_faults()

    def _keep_folders(self, fresh: Mapping[str, Folder | None]) -> None:
        gone = [(bindable(path),) for path, folder in fresh.items() if folder is None]
        self._database.executemany("DELETE FROM folders WHERE path = ?", gone)
        rows = [(bindable(path), *folder) for path, folder in fresh.items() if folder is not None]
        self._database.executemany("INSERT OR REPLACE INTO folders VALUES(?, ?, ?)", rows)

    def _scope(self, found: Differences) -> Scope:
        """Return what has to be read anew for what was *found*."""
        engine, all_found = self._reader.engine, (*found.changed, *found.added, *found.removed)
        reaches = {engine.reach(path) for path in (*found.added, *found.removed)}
        if "" not in reaches:
            reaches |= {engine.reach(path) for path in self._sections(all_found)}
        if "" in reaches:
            return Scope(True)
        below = [path for folder in reaches if folder for path in self._known_below(folder)]
        paths = {*found.changed, *found.added, *below, *self._known_beside(all_found)}
        paths |= set(lapsed(self._database, self._reader.now))
        gone = frozenset(found.removed)
        return Scope(False, frozenset(paths) - gone, gone)

    def _sections(self, found: Collection[str]) -> set[str]:
        """Return those files *found* that say something of others."""
        engine = copy(self._reader.engine)
        # Where names tell of each other, those of all files tell which speak of whom.
        names = sorted(paths_of(self._folders)) if found and engine.reach("") == "" else found
        return set(engine.sections([*names])) & set(found)

    def _known_below(self, folder: str) -> list[str]:
        """Return all files below *folder*: what was no post may be one now."""
        return [
            path
            for known, kept_ in self._folders.items()
            if _is_in(known, folder)
            for path in paths_of({known: kept_})
        ]

    def _known_beside(self, paths: Iterable[str]) -> list[str]:
        """Return the posts whose fields lie, or may lie, in one of *paths*."""
        query = "SELECT path FROM posts WHERE beside = ? AND beside <> ''"
        # Of a file that could not be read nobody knows where its fields lie.
        broken = "SELECT path FROM problems WHERE kind = ? AND path NOT IN (SELECT path FROM posts)"
        rows = [self._database.execute(query, (bindable(path),)) for path in paths]
        rows += [self._database.execute(broken, (FILE,))] if rows else []
        return [restored(post) for found in rows for (post,) in found]

    def _nearby(self, scope: Scope) -> list[str]:
        """Return the files whose names the engine must know to read those of *scope*."""
        reach = self._reader.engine.reach
        if reach("") == "":
            return sorted(paths_of(self._folders))
        above = {folder for path in scope.paths for folder in _above(path)}
        near = [
            path
            for folder in above & self._folders.keys()
            for path in paths_of({folder: self._folders[folder]})
            if path in scope.paths or reach(path) is not None
        ]
        return sorted(near)

    def _clear(self) -> None:
        for table in ("posts", "unread", "facts", "names", "problems", "shared", "stems"):
            self._database.execute(f"DELETE FROM {table}")
        if has_table(self._database, "words"):
            self._database.execute("INSERT INTO words(words) VALUES('delete-all')")

    def _take_out(self, paths: Iterable[str]) -> None:
        """Take the posts at *paths* out, with all that is known of them."""
        query = "SELECT id, url, path_c FROM posts WHERE path = ?"
        known = [(bindable(path),) for path in paths]
        rows = [row for path in known for row in self._database.execute(query, path)]
        for _, url, name in rows:
            self._touched |= {("url", url), ("path_c", name)}
        ids = [row[:1] for row in rows]
        for table in ("posts", "unread", "facts", "names"):
            self._database.executemany(f"DELETE FROM {table} WHERE id = ?", ids)
        if ids and has_table(self._database, "words"):
            self._database.executemany("DELETE FROM words WHERE rowid = ?", ids)
        self._database.executemany("DELETE FROM problems WHERE path = ? AND kind <> '3'", known)

    def _read(self, near: Sequence[str], paths: Sequence[str]) -> None:
        """Read those of *paths* that are posts among the files *near*, and keep what they are."""
        engine, selected, broken = prepared(self._reader, near)
        for path, error in broken:
            self._keep_problem(path, (error.place(path), error.message, error.hint), SECTION)
        root, now = self._reader.root, self._reader.now
        wanted = [path for path in paths if path in selected]
        texts = self._texts
        of = None if texts is None else texts.of
        spread = Spread(
            wanted,
            lambda path: _read_one(root, engine, path, now, of),
            *(() if of is None else (ENOUGH_TEXTS,)),
        )
        for path, values, names, problem, said in self._reader.track(spread, "reading posts"):
            if values is not None:
                self._keep(values, names, said)
            if problem is not None:
                self._keep_problem(path, problem, FILE)
        if texts is not None:
            texts.finish()

    def _keep(self, values: Sequence[Any], names: Sequence[Any], said: Any) -> None:
        row = [bindable(value) for value in values]
        self._touched |= {(kind, row[at]) for kind, at, _ in SHARED}
        self._database.execute(f"INSERT INTO posts VALUES({_POST})", [None, *row])
        number = self._database.last_insert_rowid()
        keep_names(self._database, number, names)
        if self._texts is None:
            self._database.execute("INSERT INTO unread VALUES(?)", (number,))
        else:
            self._texts.keep(number, said)

    def _keep_problem(self, path: str, problem: Sequence[Any], kind: str) -> None:
        known = "DELETE FROM problems WHERE path = ? AND kind = ?"
        self._database.execute(known, (bindable(path), kind))
        row = (bindable(path), *map(bindable, problem), kind)
        self._database.execute("INSERT INTO problems VALUES(?, ?, ?, ?, ?)", row)

    def _note_shared(self, scope: Scope) -> None:
        """Note the addresses, and the names, that more than one post has."""
        if scope.everything:
            for kind, _, _ in SHARED:
                self._database.execute(
                    f"INSERT INTO shared SELECT '{kind}', {kind} FROM posts WHERE {kind} <> ''"
                    f" GROUP BY {kind} HAVING count(*) > 1"
                )
            return
        for kind, value in self._touched:
            count = f"SELECT count(*) FROM posts WHERE {kind} = ?"
            self._database.execute("DELETE FROM shared WHERE kind = ? AND value = ?", (kind, value))
            if value and self._database.execute(count, (value,)).fetchone()[0] > 1:
                self._database.execute("INSERT INTO shared VALUES(?, ?)", (kind, value))

    def _note_faults(self) -> None:
        """Note what is wrong with files by their names, or by what only this engine knows."""
        self._database.execute("DELETE FROM problems WHERE kind = ?", (FAULT,))
        paths = sorted(paths_of(self._folders))
        engine = copy(self._reader.engine)
        engine.select(paths)
        own = engine.own_faults
        for one in engine.faults(paths, self._posts()) if own else engine.misplaced(paths):
            row = (*map(bindable, (one.path, one.path, one.message, one.hint)), FAULT)
            self._database.execute("INSERT INTO problems VALUES(?, ?, ?, ?, ?)", row)


def _is_in(folder: str, reach: str) -> bool:
    return folder == reach or folder.startswith(f"{reach}/")


def _above(path: str) -> list[str]:
    """Return the folders that *path* lies in, the outermost first."""
    parts = path.split("/")[:-1]
    return ["/".join(parts[:end]) for end in range(1, len(parts) + 1)]


def _read_one(
    root: Path,
    engine: Engine,
    path: str,
    now: datetime,
    of: Callable[[Post], tuple[Any, ...]] | None,
) -> tuple[Any, ...]:
    """Return the post at *path* for the index, what is wrong with it, what *of* finds in its text.

    All are plain values.
    """
    try:
        post = engine.read(read_source(root, engine, path), now)
    except Unreadable as error:
        return path, None, None, (error.place(path), error.message, error.hint), None
    values, names = kept(post, engine, now)
    # To Hugo an empty file is a live page.
    empty = not post.meta and not post.text.source.strip()
    problem = (path, EMPTY, EMPTY_HINT) if empty else None
    return path, values, names, problem, None if of is None else of(post)


def keep_names(database: Any, number: int, names: Iterable[Sequence[str]]) -> None:
    """Keep the *names*, as (kind, folded, name), of the post *number*."""
    rows = [
        (kind, bindable(folded), number, at, bindable(name))
        for at, (kind, folded, name) in enumerate(names)
    ]
    if rows:
        database.executemany("INSERT INTO names VALUES(?, ?, ?, ?, ?)", rows)
