"""The files of a blog: found, and read."""

import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from fnmatch import fnmatch
from pathlib import Path

from blogctl.errors import CannotWrite, Unreadable

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
        elif not leads_to_folder(entry):
            yield path


def leads_to_folder(entry: os.DirEntry[str]) -> bool:
    """Say whether *entry* is a folder, or a link to one."""
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
    check_text(data)
    return data, datetime.fromtimestamp(found.st_mtime, UTC)


def modified(path: Path) -> datetime:
    """Return when the file at *path* last changed; raise Unreadable."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError as error:
        raise Unreadable(_reason(error), hint="check the file and its permissions") from error


def check_text(data: bytes) -> None:
    """Raise Unreadable for the bytes of a file that is no text."""
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


def bytes_or_none(path: Path) -> bytes | None:
    """Return what the file at *path* holds; None where there is none."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise CannotWrite(f"{path.name}: {_reason(error)}") from error
