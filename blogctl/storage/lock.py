"""The lock: one writer to a blog at a time."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from blogctl.errors import Busy, CannotWrite
from blogctl.storage.settings import own_folder

WAIT = 5.0


@contextmanager
def locked(root: Path, *, wait: float = WAIT) -> Iterator[None]:
    """Hold the blog's lock; raise Busy, naming its holder, after *wait* seconds.

    The system frees the lock when its holder dies, however it dies.
    """
    from filelock import FileLock, Timeout

    path = own_folder(root) / "lock"
    try:
        with FileLock(path, timeout=wait):
            path.write_text(json.dumps({"pid": os.getpid(), "command": _command()}))
            yield
    except Timeout as error:
        raise Busy(f"another blogctl is writing: {_holder(path)}", hint="try again") from error
    except PermissionError as error:
        message = f"{path} cannot be written: permission denied"
        raise CannotWrite(message, hint="check who owns the blog") from error


def _command() -> str:
    return " ".join(["blogctl", *sys.argv[1:]])


def _holder(path: Path) -> str:
    try:
        holder = json.loads(path.read_text())
        return f"process {holder['pid']}, '{holder['command']}'"
    except (OSError, ValueError, KeyError, TypeError):
        return "a process that is just starting"
