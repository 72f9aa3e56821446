"""Files replaced whole or not at all, over the very bytes that a change was planned on."""

import os
import stat
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from blogctl.content.change import Change
from blogctl.errors import CannotWrite, Conflict
from blogctl.storage.files import bytes_or_none
from blogctl.storage.renaming import exchange, take_free_name


def check_unchanged(root: Path, changes: Sequence[Change]) -> None:
    """Raise Conflict unless every file still holds the bytes that its change was planned on.

    One that holds already what it should is as good.
    """
    for change in changes:
        before = None if change.origin else change.before
        if change.origin and bytes_or_none(root / change.origin) != change.before:
            raise _conflict(change.origin, "changed", "nothing was written")
        now = bytes_or_none(root / change.path)
        if now not in (before, change.after):
            what = "appeared" if before is None else "changed"
            raise _conflict(change.path, what, "nothing was written")


def _conflict(path: str, what: str, outcome: str) -> Conflict:
    return Conflict(f"{path} {what} meanwhile; {outcome}", hint="run the command again")


def check_writable(root: Path, changes: Sequence[Change]) -> None:
    """Raise CannotWrite, before anything is written, for a file that must not be."""
    for change in changes:
        target = (root / change.path).resolve()
        if not target.is_relative_to(root.resolve()):
            message = f"{change.path} is a link out of the blog"
            raise CannotWrite(message, hint="edit its target instead")
        leaving = change.origin or (change.path if change.after is None else "")
        if leaving and (root / leaving).is_symlink():
            raise CannotWrite(f"{leaving} is a link", hint="move or delete it by hand")
        # A rename asks no permission of the file itself, so ask here: read-only means hands off.
        if target.exists() and not (mode_of(target) & 0o222 and os.access(target, os.W_OK)):
            raise CannotWrite(f"{change.path} is read-only", hint=f"chmod u+w {change.path}")


def write(root: Path, change: Change) -> None:
    """Make *change* in the file system: the old bytes or the new are there, never a part.

    A new file never takes the place of another; one that moves stands at its new place before it
    leaves the old one. What was there stands beside it until `settle`, and `sync` makes it last.
    Raise CannotWrite where the system refuses, Conflict where the file changed at the last
    moment: then it stays.
    """
    path = root / change.path
    try:
        if change.after is None:
            _take_away(path, change)
        else:
            _put(root, path, change)
        if change.origin:
            _leave(root, change)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise CannotWrite(f"it cannot be written: {reason}") from error


def settle(root: Path, change: Change) -> None:
    """Let go of what *change* displaced; raise Conflict where an editor was still writing to it.

    Then that text is put back: an editor that saves in place may have opened the file before.
    Raise CannotWrite where the system will not let go of it; the change itself is made.
    """
    place = root / change.origin if change.origin else (root / change.path).resolve()
    aside = _temporary(place)
    try:
        if aside.exists():
            _check_displaced(aside, change)
            aside.unlink()
    except Conflict:
        _put_back(root, change, aside, place)
        raise
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        message = f"it is written, but {aside.name} beside it cannot be taken away: {reason}"
        raise CannotWrite(message, hint="delete that file by hand") from error
    if change.origin and change.post:
        with suppress(OSError):
            place.parent.rmdir()


def _put_back(root: Path, change: Change, aside: Path, place: Path) -> None:
    if change.after is not None and not change.origin:
        _exchange_back(aside, place, change.after)
        return
    os.replace(aside, place)
    if change.origin:
        _drop(root / change.path)


def _exchange_back(aside: Path, place: Path, ours: bytes) -> None:
    """Put the author's text at *aside* back to *place*, where *ours* is, or by now a later save."""
    put = ours
    while True:
        theirs = aside.read_bytes()
        exchange(aside, place)
        if aside.read_bytes() == put:
            _drop(aside)
            return
        # Another save came between: that is the latest, and goes back in its turn.
        put = theirs


def sync(root: Path, paths: Sequence[str]) -> None:
    """Make what was written at *paths* outlast a power cut."""
    folders = dict.fromkeys((root / path).resolve().parent for path in paths)
    sync_folders([folder for folder in folders if folder.is_dir()])


def sweep(root: Path, path: str) -> None:
    """Take away what a killed run may have left beside the file at *path*. Hold the lock."""
    with suppress(OSError):
        _temporary((root / path).resolve()).unlink(missing_ok=True)


def take_emptied(root: Path, folders: Sequence[str]) -> None:
    """Take those of *folders* away that are empty now, the inner ones before the outer."""
    for folder in sorted(folders, key=len, reverse=True):
        with suppress(OSError):
            (root / folder).rmdir()


def _leave(root: Path, change: Change) -> None:
    """Take the file that moved from its old place."""
    origin = root / change.origin
    try:
        _take_away(origin, change)
    except (Conflict, OSError):
        (root / change.path).unlink()
        raise


def _take_away(path: Path, change: Change) -> None:
    """Take the file at *path* away, unless an editor saved it since it was compared."""
    aside = _temporary(path)
    os.replace(path, aside)
    try:
        _check_displaced(aside, change)
    except (Conflict, OSError):
        os.replace(aside, path)
        raise


def _check_displaced(displaced: Path, change: Change) -> None:
    if displaced.read_bytes() not in (change.before, change.after):
        raise _conflict(change.origin or change.path, "changed", "it was left as it is")


def _drop(path: Path) -> None:
    # The work is done; a stump that the disk will not let go is taken by the next who writes here.
    with suppress(OSError):
        path.unlink()


def _put(root: Path, path: Path, change: Change) -> None:
    """Put what *change* says at *path*, over the very bytes that it was planned on."""
    assert change.after is not None
    target = path.resolve()
    _make_folders(target.parent)
    temporary = _temporary(target)
    temporary.unlink(missing_ok=True)
    held = root / change.origin if change.origin else target
    mode = mode_of(held) if change.mode is None else change.mode
    try:
        write_synced(temporary, change.after, mode, like=_owner(held))
        if change.origin or change.before is None:
            _settle(temporary, target, change)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    if change.origin:
        sync_folders([target.parent])
    elif change.before is not None:
        _exchange(temporary, target, change)


def _settle(temporary: Path, target: Path, change: Change) -> None:
    """Give a new file its name, unless another has taken it since it was looked for."""
    try:
        if not take_free_name(temporary, target):
            os.replace(temporary, target)
    except FileExistsError as error:
        if target.read_bytes() != change.after:
            raise _conflict(change.path, "appeared", "it was left as it is") from error
        _drop(temporary)


def _make_folders(folder: Path) -> None:
    if folder.is_dir():
        return
    _make_folders(folder.parent)
    folder.mkdir(exist_ok=True)
    leave_to_owner(folder)
    # The folder's own name must outlast a power cut too.
    sync_folders([folder.parent])


def _exchange(temporary: Path, target: Path, change: Change) -> None:
    """Replace *target*, unless an editor saved it since it was compared: then that text stays."""
    swapped = False
    try:
        swapped = exchange(temporary, target)
        _check_displaced(temporary if swapped else target, change)
        if not swapped:
            os.replace(temporary, target)
    except (Conflict, OSError):
        if swapped:
            _exchange_back(temporary, target, change.after or b"")
        else:
            _drop(temporary)
        raise


def _temporary(target: Path) -> Path:
    """Return where the new bytes of *target* stand for a moment: one name, as one writes at once.

    What is there already is a stump of a run that was killed.
    """
    return target.with_name(f".{target.name[:100]}.blogctl")


def mode_of(path: Path) -> int:
    """Return the permissions of *path*, or those that a new file gets."""
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def leave_to_owner(path: Path) -> None:
    """Give what the superuser made at *path* to the owner of the folder that it is in."""
    owner = _owner(path.parent)
    if owner is not None:
        os.chown(path, *owner)


def _owner(path: Path) -> tuple[int, int] | None:
    """Return whose a file at *path* is to be where the superuser writes it; None for others."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return None
    found = next(place for place in (path, *path.parents) if place.exists()).stat()
    return found.st_uid, found.st_gid


def write_synced(
    path: Path, data: bytes, mode: int, *, like: tuple[int, int] | None = None
) -> None:
    """Write a new file at *path* with permissions *mode*, and wait until the disk has it.

    *like* are its owner and its group where the superuser writes; None for the folder's.
    """
    like = like or _owner(path.parent)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    with os.fdopen(os.open(path, flags, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        if like is not None:
            os.fchown(file.fileno(), *like)
        if hasattr(os, "fchmod"):
            os.fchmod(file.fileno(), mode)
        os.fsync(file.fileno())


def sync_folders(folders: Sequence[Path]) -> None:
    """Make the names in *folders* outlast a power cut."""
    if os.name == "nt":
        return
    for folder in folders:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
