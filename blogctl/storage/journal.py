"""The journal: the old bytes of every file that a command changes, kept before it changes them.

An operation is a folder, `.blogctl/undo/12/`. It holds `before`, the old bytes of its files one
after the other, and its record: `open.json` while the operation is under way, which becomes
`done.json` when it is whole. Nothing of the blog is written before both are on the disk, so that a
run that is killed at any instant can be taken back by the next.
"""

import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from blogctl.content.change import Change
from blogctl.content.operation import Operation, Record, Recorded, Recovery
from blogctl.errors import CannotWrite
from blogctl.storage import writing
from blogctl.storage.files import bytes_or_none
from blogctl.storage.settings import FOLDER, own_folder
from blogctl.storage.unfinished import OPEN, home_of, operation_folders

SCHEMA = 1
KEPT = 50
KEPT_DAYS = 30
_DONE, _BEFORE = "done.json", "before"


def digest(data: bytes | None) -> str | None:
    """Return what the journal knows a file's bytes by; None for no file."""
    return None if data is None else sha256(data).hexdigest()


def operations(root: Path) -> list[Operation]:
    """Return the operations that are whole, the oldest first."""
    found = []
    for folder in operation_folders(root):
        operation = _loaded(folder / _DONE)
        if operation:
            found.append(operation)
    return found


def old_bytes(root: Path, operation: Operation, change: Recorded) -> bytes | None:
    """Return what the file of *change* held before; None where there was none.

    Raise CannotWrite where the journal itself has been damaged.
    """
    if change.before is None:
        return None
    try:
        with (home_of(root) / str(operation.id) / _BEFORE).open("rb") as file:
            file.seek(change.at)
            data = file.read(change.size)
    except OSError:
        data = b""
    if digest(data) != change.before:
        message = f"the journal has lost what {change.path} held"
        raise CannotWrite(message, hint="take it from your backup, or from git")
    return data


def begin(root: Path, changes: Sequence[Change], record: Record) -> Operation:
    """Keep what *changes* will overwrite, safe on the disk; return the operation begun.

    Call it under the lock. Raise CannotWrite where it cannot be kept; then nothing may be written.
    """
    home = _made(root)
    number = max((int(folder.name) for folder in operation_folders(root)), default=0) + 1
    folder = home / str(number)
    operation = Operation(
        number,
        record.time,
        record.command,
        tuple(_recorded(root, changes)),
        tuple(_newoperation_folders(root, changes)),
        record.undoes,
    )
    try:
        folder.mkdir(mode=0o700)
        writing.leave_to_owner(folder)
        writing.write_synced(folder / _BEFORE, b"".join(c.before or b"" for c in changes), 0o600)
        writing.write_synced(folder / OPEN, _dumped(operation), 0o600)
        writing.sync_folders([folder, home])
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        reason = (error.strerror or str(error)).lower()
        message = f"what was there before cannot be kept in {FOLDER}/undo: {reason}"
        raise CannotWrite(message, hint="nothing was changed") from error
    return operation


def finish(root: Path, operation: Operation, changes: Sequence[Recorded]) -> None:
    """Mark *operation* whole: it made *changes*, which may be fewer than it set out to make."""
    folder = home_of(root) / str(operation.id)
    if not changes:
        shutil.rmtree(folder)
        return
    if len(changes) < len(operation.changes):
        # A full disk may be why they are fewer: then the record keeps them all, and undoing
        # passes over what was never changed.
        with suppress(OSError):
            writing.write_synced(
                folder / _DONE, _dumped(operation._replace(changes=tuple(changes))), 0o600
            )
            (folder / OPEN).unlink()
    if (folder / OPEN).exists():
        os.replace(folder / OPEN, folder / _DONE)
    writing.sync_folders([folder])


def recover(root: Path) -> Recovery | None:
    """Take back the operation that was cut off; return what came of it, None where none was.

    Call it under the lock: whoever began the operation has then gone. Raise CannotWrite.
    """
    for folder in operation_folders(root):
        if (folder / OPEN).exists() and _loaded(folder / _DONE):
            (folder / OPEN).unlink()
        if (folder / _DONE).exists() and not (folder / OPEN).exists():
            continue
        operation = _loaded(folder / OPEN)
        if operation:
            return _taken_back(root, operation)
        # Its record never reached the disk, so nothing of the blog was written.
        shutil.rmtree(folder, ignore_errors=True)
    return None


def _taken_back(root: Path, operation: Operation) -> Recovery:
    restored: list[str] = []
    left: list[str] = []
    for change in reversed(operation.changes):
        outcome = _reverted(root, operation, change)
        if outcome is not None:
            (restored if outcome else left).append(change.origin or change.path)
    for change in operation.changes:
        writing.sweep(root, change.path)
        writing.sweep(root, change.origin or change.path)
    writing.take_emptied(root, operation.folders)
    writing.sync(root, [change.path for change in operation.changes])
    finish(root, operation, [c for c in operation.changes if (c.origin or c.path) in left])
    return Recovery(operation.command, tuple(reversed(restored)), tuple(reversed(left)))


def _reverted(root: Path, operation: Operation, change: Recorded) -> bool | None:
    """Make the files of *change* what they were; None where they are, False where others wrote."""
    source = change.origin or change.path
    there = bytes_or_none(root / source)
    new = bytes_or_none(root / change.path) if source != change.path else None
    if digest(there) not in (change.before, None if change.origin else change.after):
        return False
    if digest(new) not in (None, change.after):
        return False
    if digest(there) == change.before and new is None:
        return None
    if digest(there) != change.before:
        old = old_bytes(root, operation, change)
        writing.write(root, Change(source, there, old, mode=change.mode))
    if new is not None:
        writing.write(root, Change(change.path, new, None))
    return True


def prune(root: Path, now: datetime, kept: int = KEPT, days: int = KEPT_DAYS) -> None:
    """Forget all but the last *kept* operations, and those older than *days*; keep the last."""
    folders = [folder for folder in operation_folders(root) if (folder / _DONE).exists()]
    for number, folder in enumerate(reversed(folders)):
        operation = _loaded(folder / _DONE)
        old = operation is None or now - operation.time > timedelta(days=days)
        if number and (number >= kept or old):
            # First its record: without one a folder is nothing, wherever this run is cut off.
            with suppress(OSError):
                (folder / _DONE).unlink()
                shutil.rmtree(folder)


def _made(root: Path) -> Path:
    home = home_of(root)
    if not home.is_dir():
        own_folder(root)
        try:
            home.mkdir(mode=0o700, exist_ok=True)
            writing.leave_to_owner(home)
            writing.sync_folders([root, home.parent])
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise CannotWrite(f"{FOLDER}/undo cannot be made: {reason}") from error
    return home


def _recorded(root: Path, changes: Sequence[Change]) -> Iterator[Recorded]:
    at = 0
    for change in changes:
        size = len(change.before or b"")
        mode = writing.mode_of(root / (change.origin or change.path))
        yield Recorded(
            change.path,
            change.origin,
            change.post,
            digest(change.before),
            digest(change.after),
            at,
            size,
            mode,
        )
        at += size


def _newoperation_folders(root: Path, changes: Sequence[Change]) -> list[str]:
    """Return the folders that *changes* will make, the outer ones first."""
    found: dict[str, None] = {}
    for change in changes:
        above = change.path.split("/")[:-1] if change.after is not None else []
        for depth in range(1, len(above) + 1):
            folder = "/".join(above[:depth])
            if folder not in found and not (root / folder).exists():
                found[folder] = None
    return list(found)


def _dumped(operation: Operation) -> bytes:
    record = operation._asdict() | {
        "schema": SCHEMA,
        "time": operation.time.isoformat(),
        "changes": [change._asdict() for change in operation.changes],
    }
    return json.dumps(record).encode()


def _loaded(path: Path) -> Operation | None:
    """Return the operation recorded at *path*; None where no whole record is there."""
    try:
        record = json.loads(path.read_bytes())
        changes = tuple(Recorded(**change) for change in record["changes"])
        time = datetime.fromisoformat(record["time"])
        folders = tuple(record["folders"])
        undoes = record["undoes"]
        return Operation(record["id"], time, record["command"], changes, folders, undoes)
    except (OSError, ValueError, KeyError, TypeError):
        return None
