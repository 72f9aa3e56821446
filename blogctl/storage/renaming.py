"""Renaming that loses nothing: two files change places, or a name is taken only if it is free.

Both are renameat2(2) of Linux; elsewhere, and on file systems without it, the caller compares.
"""

import errno
import os
import sys
from functools import cache
from pathlib import Path
from typing import Any

_AT_FDCWD = -100
_NO_REPLACE, _EXCHANGE = 1, 2
# How file systems without it, FAT and some of the network's among them, say so.
_UNKNOWN = (errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP)


def exchange(one: Path, other: Path) -> bool:
    """Let the files *one* and *other* change places; say False where the system cannot.

    Raise OSError where it can, and refuses.
    """
    return _renamed(one, other, _EXCHANGE)


def take_free_name(one: Path, other: Path) -> bool:
    """Rename *one* to *other*, where nothing is; say False where the system cannot.

    Raise OSError where it can, and refuses: FileExistsError where something is.
    """
    return _renamed(one, other, _NO_REPLACE)


def _renamed(one: Path, other: Path, flag: int) -> bool:
    rename = _renameat2()
    if rename is None:
        return False
    if rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), flag) == 0:
        return True
    import ctypes

    number = ctypes.get_errno()
    if number in _UNKNOWN:
        return False
    raise OSError(number, os.strerror(number), str(other))


@cache
def _renameat2() -> Any:
    if not sys.platform.startswith("linux"):
        return None
    import ctypes

    function = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if function is not None:
        function.argtypes = (
            ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint
        )  # fmt: skip
    return function
