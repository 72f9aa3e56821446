"""The lock: one writer to a blog at a time."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from blogctl.errors import Busy, CannotWrite
from blogctl.storage.settings import own_folder
from blogctl.storage.writing import leave_to_owner

WAIT = 5.0


@contextmanager
def locked(root: Path, command: str, *, wait: float = WAIT, name: str = "lock") -> Iterator[None]:
    """Hold the blog's lock for *command*; raise Busy, naming its holder, after *wait* seconds.

    *name* is that of another lock than the one that all who write hold.

    The system frees the lock when its holder dies, however it dies.
    """
    from filelock import FileLock, Timeout

    path = own_folder(root) / name
    lock = FileLock(path, timeout=wait)
    try:
        lock.acquire()
    except Timeout as error:
        raise Busy(f"another blogctl is writing: {_holder(path)}", hint="try again") from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        message = f"{path} cannot be written: {reason}"
        raise CannotWrite(message, hint="check who owns the blog") from error
    try:
        # A full disk takes the name of the holder away, not the lock.
        with suppress(OSError):
            path.write_text(json.dumps({"pid": os.getpid(), "command": command}))
            leave_to_owner(path)
        yield
    finally:
        lock.release()


def _holder(path: Path) -> str:
    try:
        holder = json.loads(path.read_text())
        return f"process {holder['pid']}, '{holder['command']}'"
    except (OSError, ValueError, KeyError, TypeError):
        return "a process that is just starting"
