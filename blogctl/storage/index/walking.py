"""The walk: every folder of the blog, its names, and what tells that a file has changed."""

import os
from array import array
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from time import time_ns
from typing import NamedTuple

from blogctl.storage.files import leads_to_folder
from blogctl.storage.workers import Spread

# What is no text to any generator is known by its name alone.
_MEDIA = (
    ".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg", ".ico", ".mp3", ".mp4", ".webm",
    ".ogg", ".wav", ".mov", ".pdf", ".zip", ".gz", ".woff", ".woff2", ".ttf", ".otf", ".css",
)  # fmt: skip
# A change within a tick of the clock after a look at a file may not show the next time.
_TICK_NS = 50_000_000
# Some file systems keep whole seconds, or pairs of them.
_SECOND_NS = 1_000_000_000
_COARSE_NS = 2 * _SECOND_NS
_UNKNOWN = (-1, -1, -1, -1)
_UNASKED = (-1, -1, -1, 0)
_FIGURES = 4
# Below so many files, starting a worker takes longer than the calls that it would save.
_FORKED = 6000

_YOUNG = array("q", _UNKNOWN).tobytes()

Stat = tuple[int, int, int, int]


class Folder(NamedTuple):
    """The files of a folder, in its own order: *names* with NUL between, *stats* as packed numbers.

    A file has four numbers: when it was written and changed last in nanoseconds, its size and its
    inode. They are -1 where nothing can be known of it, or it is too young to be trusted.
    """

    names: bytes
    stats: bytes


Folders = Mapping[str, Folder]


def look(root: Path, homes: Sequence[str]) -> dict[str, Folder]:
    """Return every folder under *homes*, relative to *root*, as it is now."""
    found: dict[str, Folder] = {}
    for home in _outermost(homes):
        _look_below(os.fspath(root), home, found)
    return found


def _outermost(homes: Sequence[str]) -> list[str]:
    return [
        home
        for home in sorted(set(homes))
        if not any(home.startswith(f"{other}/") for other in homes)
    ]


def _look_below(root: str, home: str, found: dict[str, Folder]) -> None:
    waiting = [home]
    while waiting:
        path = waiting.pop()
        folder, inner = _look_at(f"{root}/{path}")
        if folder is not None:
            found[path] = folder
            waiting += [f"{path}/{name}" for name in inner]


def _look_at(folder: str) -> tuple[Folder | None, list[str]]:
    """Return what is in *folder*, an absolute path, and the folders in it; None where it is gone.

    Dot files and folders are left out. A link to a file counts, a link to a folder is not
    followed, so that no loop can catch the walk.
    """
    names: list[str] = []
    stats, inner = array("q"), []
    young = time_ns() - _TICK_NS
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                name = entry.name
                if name[0] == ".":
                    continue
                if entry.is_dir(follow_symlinks=False):
                    inner.append(name)
                elif entry.is_file(follow_symlinks=False) or not leads_to_folder(entry):
                    names.append(name)
                    stats.extend(_stat(entry, young))
    except OSError:
        return None, []
    return Folder("\0".join(names).encode("utf-8", "surrogateescape"), stats.tobytes()), inner


def _stat(entry: os.DirEntry[str], young: int) -> Stat:
    if entry.name.endswith(_MEDIA):
        return _UNASKED
    try:
        found = entry.stat()
    except OSError:
        return _UNKNOWN
    written, changed = found.st_mtime_ns, found.st_ctime_ns
    latest = max(written, changed)
    if latest >= young or (latest % _SECOND_NS == 0 and latest >= young - _COARSE_NS):
        return _UNKNOWN
    return written, changed, found.st_size, found.st_ino


def files_of(folder: Folder) -> dict[str, Stat]:
    """Return the files of *folder* by name, each with its numbers."""
    if not folder.names:
        return {}
    names = folder.names.decode("utf-8", "surrogateescape").split("\0")
    numbers = iter(array("q", folder.stats))
    return {name: tuple(islice(numbers, _FIGURES)) for name in names}  # type: ignore[misc]


def paths_of(folders: Folders) -> Iterator[str]:
    """Yield the path of each file of *folders*."""
    for path, folder in folders.items():
        if folder.names:
            for name in folder.names.decode("utf-8", "surrogateescape").split("\0"):
                yield f"{path}/{name}"


class Differences(NamedTuple):
    """What differs between two looks: paths of files, and the folders that have to be kept anew.

    *folders* has None for a folder that is gone.
    """

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]
    folders: Mapping[str, Folder | None]

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.folders)


def differences(root: Path, homes: Sequence[str], known: Folders) -> Differences:
    """Return what differs between the folders *known* and those of *root* now."""
    count = sum(len(folder.stats) for folder in known.values()) // (8 * _FIGURES)
    if count >= _FORKED:
        fresh = _look_in_workers(os.fspath(root), homes, known)
    else:
        now = look(root, homes)
        fresh = {path: one for path, one in now.items() if _is_unlike(known.get(path), one)}
        fresh |= dict.fromkeys(known.keys() - now.keys())
    return _compared(known, fresh)


def _is_unlike(known: Folder | None, now: Folder | None) -> bool:
    """Say whether a folder differs, or has a file of which nobody can say that it does not."""
    return known != now or (now is not None and _YOUNG in now.stats)


def _compared(known: Folders, fresh: Mapping[str, Folder | None]) -> Differences:
    added: list[str] = []
    removed: list[str] = []
    changed: list[str] = []
    for path, folder in sorted(fresh.items()):
        if folder and path in known and known[path].names == folder.names:
            changed += [f"{path}/{name}" for name in _restated(known[path], folder)]
            continue
        before = files_of(known[path]) if path in known else {}
        after = files_of(folder) if folder else {}
        added += [f"{path}/{name}" for name in after.keys() - before.keys()]
        removed += [f"{path}/{name}" for name in before.keys() - after.keys()]
        changed += [
            f"{path}/{name}"
            for name, stat in after.items()
            if name in before and (before[name] != stat or stat == _UNKNOWN)
        ]
    return Differences(tuple(sorted(added)), tuple(sorted(removed)), tuple(sorted(changed)), fresh)


def _restated(before: Folder, after: Folder) -> list[str]:
    """Return the files of a folder whose numbers differ, or cannot be known.

    In both looks it has the same files, in the same order.
    """
    names = after.names.decode("utf-8", "surrogateescape").split("\0") if after.names else []
    return [
        name
        for at, name in zip(range(0, len(after.stats), len(_YOUNG)), names, strict=True)
        if before.stats[at : at + len(_YOUNG)] != (now := after.stats[at : at + len(_YOUNG)])
        or now == _YOUNG
    ]


def _look_in_workers(root: str, homes: Sequence[str], known: Folders) -> dict[str, Folder | None]:
    """Return the folders that differ from those *known*, looked at by workers.

    Each is compared where it is looked at, so that little comes back.
    """
    tops = _outermost(homes)
    fresh: dict[str, Folder | None] = {}
    inner: set[str] = set()
    # Dealt out by size, so that each worker has as much to do.
    ordered = sorted(known, key=lambda path: -len(known[path].stats))
    for path, unlike, folder, names in Spread(ordered, partial(_differing, root, known, tops), 0):
        if unlike:
            fresh[path] = Folder(*folder) if folder else None
        inner.update(names)
    below: dict[str, Folder] = {}
    lost = [path for path, folder in fresh.items() if folder is None]
    fresh |= {path: None for path in known if any(path.startswith(f"{one}/") for one in lost)}
    for home in {*tops, *inner} - known.keys():
        if not any(home.startswith(f"{one}/") for one in lost):
            _look_below(root, home, below)
    return {**fresh, **below}


def _differing(
    root: str, known: Folders, homes: Collection[str], path: str
) -> tuple[str, bool, tuple[bytes, bytes] | None, list[str]]:
    """Return whether the folder *path* differs, if so what it is, and folders not yet known in it.

    None for a folder that is gone.
    """
    # A link to a folder may have come in the place of one; the homes alone are followed.
    is_link = path not in homes and Path(root, path).is_symlink()
    folder, names = (None, []) if is_link else _look_at(f"{root}/{path}")
    unlike = _is_unlike(known[path], folder)
    inner = [found for name in names if (found := f"{path}/{name}") not in known]
    return path, unlike, (folder.names, folder.stats) if unlike and folder else None, inner
