"""The files of a blog: found, read, and replaced whole or not at all."""

import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from fnmatch import fnmatch
from pathlib import Path

from blogctl.content.change import Change
from blogctl.errors import CannotWrite, Conflict, Unreadable

MAX_POST = 16 * 1024 * 1024
MAX_CONFIG = 1024 * 1024
_BINARY_PROBE = 8192


def walk(root: Path, folders: Sequence[str]) -> Iterator[str]:
    """Yield the path, relative to *root* and with `/`, of each file under *folders*.

    Dot files and folders are left out. A link to a file counts, a link to a folder is not
    followed, so that no loop can catch the walk.
    """
    for folder in sorted(set(folders)):
        if not any(folder.startswith(f"{other}/") for other in folders):
            yield from _walk(os.path.join(root, folder), folder)


def _walk(folder: str, relative: str) -> Iterator[str]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        path = f"{relative}/{entry.name}"
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path, path)
        elif not _leads_to_folder(entry):
            yield path


def _leads_to_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        # A loop of links: reading it will say so.
        return False


def read_post(path: Path) -> tuple[bytes, datetime]:
    """Return a post file's bytes and when it last changed.

    Raise Unreadable for what is no text of a post's size: a device, a binary, a huge file.
    """
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise Unreadable("this is not a file", hint="move it out of the posts")
        if found.st_size > MAX_POST:
            size = f"{found.st_size / 2**20:,.0f} MiB"
            raise Unreadable(f"the file has {size}, too much for a post", hint="move it elsewhere")
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable(_reason(error), hint="check the file and its permissions") from error
    _check_text(data)
    return data, datetime.fromtimestamp(found.st_mtime, UTC)


def _check_text(data: bytes) -> None:
    if b"\0" in data[:_BINARY_PROBE]:
        raise Unreadable("this is a binary file, not text", hint="rename it, or move it elsewhere")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        message = f"the text is not UTF-8 (byte 0x{data[error.start]:02x})"
        hint = "save it as UTF-8: iconv -f latin1 -t utf-8 OLD > NEW"
        raise Unreadable(message, line=line, column=column, hint=hint) from error


def _reason(error: OSError) -> str:
    return f"it cannot be read: {(error.strerror or str(error)).lower()}"


def read_configuration(root: Path, patterns: Sequence[str]) -> dict[str, bytes]:
    """Return the configuration files under *root* that *patterns* name, path to bytes."""
    found = {}
    for pattern in patterns:
        folder, _, name = pattern.rpartition("/")
        for path in _entries(root / folder):
            if fnmatch(path.name, name) and path.is_file() and path.stat().st_size <= MAX_CONFIG:
                with suppress(OSError):
                    found[f"{folder}/{path.name}".lstrip("/")] = path.read_bytes()
    return found


def entries(root: Path) -> frozenset[str]:
    """Return the names in *root*, folders with `/` behind; empty where it cannot be read."""
    return frozenset(f"{path.name}/" if path.is_dir() else path.name for path in _entries(root))


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def check_unchanged(root: Path, changes: Sequence[Change]) -> None:
    """Raise Conflict unless every file still holds the bytes that its change was planned on.

    One that holds already what it should is as good.
    """
    for change in changes:
        before = None if change.origin else change.before
        if change.origin and _bytes_or_none(root / change.origin) != change.before:
            _raise_conflict(change.origin, "changed")
        now = _bytes_or_none(root / change.path)
        if now not in (before, change.after):
            _raise_conflict(change.path, "appeared" if before is None else "changed")


def _raise_conflict(path: str, what: str) -> None:
    message = f"{path} {what} meanwhile; nothing was written"
    raise Conflict(message, hint="run the command again")


def _bytes_or_none(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CannotWrite(f"{path.name}: {_reason(error)}") from error


def write(root: Path, change: Change) -> None:
    """Make *change* in the file system: the old bytes or the new are there, never a part.

    A new file never takes the place of another; one that moves stands at its new place before it
    leaves the old one. Raise CannotWrite where the system refuses.
    """
    path = root / change.path
    try:
        if change.after is None:
            path.unlink()
        else:
            _replace(path, change.after)
        if change.origin:
            _leave(root / change.origin, with_folder=bool(change.post))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise CannotWrite(f"it cannot be written: {reason}") from error


def _leave(path: Path, *, with_folder: bool) -> None:
    """Take the file at *path* away, and its folder where it was the last in it."""
    path.unlink()
    _sync_folder(path.parent)
    if with_folder:
        with suppress(OSError):
            path.parent.rmdir()


def check_writable(root: Path, changes: Sequence[Change]) -> None:
    """Raise CannotWrite, before anything is written, for a file that must not be."""
    for change in changes:
        target = (root / change.path).resolve()
        if not target.is_relative_to(root.resolve()):
            message = f"{change.path} is a link out of the blog"
            raise CannotWrite(message, hint="edit its target instead")
        # A rename asks no permission of the file itself, so ask here: read-only means hands off.
        if target.exists() and not (_mode_for(target) & 0o222 and os.access(target, os.W_OK)):
            raise CannotWrite(f"{change.path} is read-only", hint=f"chmod u+w {change.path}")


def _replace(path: Path, data: bytes) -> None:
    target = path.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{target.name[:100]}.blogctl-{os.getpid()}")
    # We hold the lock: what is there under this name is a stump of a run that was killed.
    temporary.unlink(missing_ok=True)
    try:
        _write_synced(temporary, data, _mode_for(target))
        os.replace(temporary, target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def _mode_for(target: Path) -> int:
    """Return the permissions of *target*, or those that a new file gets."""
    try:
        return stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _write_synced(path: Path, data: bytes, mode: int) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    with os.fdopen(os.open(path, flags, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        if hasattr(os, "fchmod"):
            os.fchmod(file.fileno(), mode)
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
