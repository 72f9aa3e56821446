"""A glance at the index as it was left: for completion, which changes nothing and waits for nobody.

What it says may be old: no folder is walked, no post is read.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from os import scandir
from pathlib import Path
from typing import Any

from blogctl.content.completing import MOST, Candidate, folded_start
from blogctl.storage.index.bindable import bindable, restored
from blogctl.storage.index.format import CACHE, FEW, NAME

_BEFORE = (
    "SELECT date, date_at FROM posts WHERE (date_at IS NOT NULL) = 1 AND date_at < ? "
    "ORDER BY date_at DESC LIMIT 1"
)
_NEXT_NAME = "SELECT folded, name FROM names WHERE kind = ? AND folded >= ? AND folded < ? LIMIT 1"
_LAST = "\U0010ffff"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# The names of more posts than these are not counted while somebody waits.
_COUNTED = 10_000
# So many posts are asked for what no index answers.
_SAMPLE = 2000


def glance(own_folder: Path) -> "Glance | None":
    """Return what the index kept in blogctl's *own_folder* says; None where there is none."""
    import apsw

    path = own_folder / CACHE / NAME
    if not path.is_file():
        return None
    # Beside an index in use lie its journal and its locks, which are respected; without them
    # SQLite must be told that none is coming, or it would make them.
    used = all(path.with_name(f"{NAME}{end}").exists() for end in ("-wal", "-shm"))
    address = f"{path.absolute().as_uri()}?{'mode=ro' if used else 'mode=ro&immutable=1'}"
    try:
        flags = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
        return Glance(apsw.Connection(address, flags=flags))
    except apsw.Error:
        return None


def is_small(root: Path, homes: Sequence[str]) -> bool:
    """Say whether so few files lie under *homes* that they can be read for one key pressed."""
    waiting, count = [root / home for home in homes], 0
    while waiting:
        with suppress(OSError), scandir(waiting.pop()) as entries:
            for entry in entries:
                count += 1
                if count >= FEW:
                    return False
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(Path(entry.path))
    return True


class Glance:
    """What an index in *database* knows of what begins so; no more than anyone looks through."""

    def __init__(self, database: Any) -> None:
        self._database = database

    def _rows(self, sql: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        for row in self._database.execute(sql, tuple(map(bindable, values))):
            yield tuple(restored(one) if type(one) is str else one for one in row)

    def names(self, kind: str, start: str) -> list[Candidate]:
        """Return the names of a *kind*, or the languages, the most used first."""
        if kind == "lang":
            rows = self._rows(
                "SELECT lang FROM (SELECT lang FROM posts ORDER BY id DESC LIMIT ?) "
                "WHERE lang <> '' GROUP BY 1 ORDER BY count(*) DESC", _SAMPLE,
            )  # fmt: skip
            return [Candidate(name) for (name,) in rows]
        begun = folded_start(start)
        if (next(self._rows("SELECT max(id) FROM posts"))[0] or 0) > _COUNTED:
            return self._uncounted(kind, begun)
        rows = self._rows(
            "SELECT name, count(*) FROM names WHERE kind = ? AND folded >= ? AND folded < ? "
            "GROUP BY folded, name ORDER BY 2 DESC, 1 LIMIT ?",
            kind, begun, begun + _LAST, MOST,
        )  # fmt: skip
        return [Candidate(name, f"{n:,} post{'s' * (n != 1)}") for name, n in rows]

    def _uncounted(self, kind: str, begun: str) -> list[Candidate]:
        """Return the names that begin so, in order, each found without a look at all its posts."""
        found: list[Candidate] = []
        least = begun
        while len(found) < MOST:
            row = next(self._rows(_NEXT_NAME, kind, least, begun + _LAST), None)
            if row is None:
                break
            found.append(Candidate(row[1]))
            least = f"{row[0]}\0"
        return found

    def slugs(self, start: str) -> list[Candidate]:
        """Return slugs and titles, of the newest posts where nothing is typed."""
        if not start:
            order = "(date_at IS NOT NULL) = 1 ORDER BY date_at DESC, path"
            return self._slugs(f"{order} LIMIT 100")
        found = self._slugs("slug >= ? AND slug < ? ORDER BY slug LIMIT ?",
                            start, start + _LAST, MOST)  # fmt: skip
        begun = folded_start(start)
        return found or self._slugs("slug_f >= ? AND slug_f < ? LIMIT ?",
                                    begun, begun + _LAST, MOST)  # fmt: skip

    def _slugs(self, condition: str, *values: Any) -> list[Candidate]:
        rows = self._rows(f"SELECT slug, title FROM posts WHERE {condition}", *values)
        return [Candidate(slug, title) for slug, title in rows if slug]

    def paths(self, start: str) -> list[Candidate]:
        """Return the paths that begin with *start*, each as far as its next folder."""
        found: list[Candidate] = []
        least = start
        while len(found) < MOST:
            row = next(self._rows("SELECT path, title FROM posts WHERE path >= ? AND path < ? "
                                  "ORDER BY path LIMIT 1", least, start + _LAST), None)  # fmt: skip
            if row is None:
                break
            path, title = row
            end = path.find("/", len(start))
            folder = path[: end + 1] if end >= 0 else ""
            found.append(Candidate(folder) if folder else Candidate(path, title))
            # What comes first behind a folder, or behind a file.
            least = f"{folder[:-1]}0" if folder else f"{path}\x01"
        return found

    def periods(self, start: str) -> list[Candidate]:
        """Return the years that posts are of, the latest first; the months of a year typed."""
        length = 7 if len(start) > 4 else 4
        found: dict[str, None] = {}
        before = 2**62
        for _ in range(MOST):
            row = next(self._rows(_BEFORE, before), None)
            if row is None:
                break
            found[row[0][:length]] = None
            before = min(row[1], _start_of(row[0][:length]))
        return [Candidate(period) for period in found]

    def keys(self) -> list[Candidate]:
        """Return the fields of front matter, the most used first."""
        sample = "SELECT meta FROM posts WHERE meta IS NOT NULL ORDER BY id DESC LIMIT ?"
        rows = self._rows(
            f"SELECT key, count(*) FROM ({sample}) AS p, json_each(p.meta) GROUP BY 1 "
            "ORDER BY 2 DESC, 1 LIMIT ?", _SAMPLE, MOST,
        )  # fmt: skip
        return [Candidate(key) for key, _ in rows]


def _start_of(period: str) -> int:
    """Return when a year, or a month, begins, in microseconds; in UTC, or sooner than there."""
    year, _, month = period.partition("-")
    return (datetime(int(year), int(month or 1), 1, tzinfo=UTC) - _EPOCH) // timedelta(
        microseconds=1
    )
