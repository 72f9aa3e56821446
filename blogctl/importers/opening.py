"""Files opened whatever packs them: gzip, bzip2, xz, Zstandard; read in blocks of whole lines."""

import os
import sys
from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b
from io import FileIO
from pathlib import Path
from typing import IO, Any

from blogctl.errors import BadUsage, CannotRead
from blogctl.importers.zst import Frames

BLOCK = 1 << 20
# So many bytes before a place say whether a file was as it is when it was read up to there.
KEPT = 1024
# A line longer than this is none; what is before its end is let go.
LONGEST = 16 << 20
STANDARD_INPUT = "-"
_PACKED = (
    (b"\x1f\x8b", "gz"), (b"BZh", "bz2"), (b"\xfd7zXZ\0", "xz"), (b"\x28\xb5\x2f\xfd", "zst"),
)  # fmt: skip


def packing(path: str) -> str:
    """Return what packs the file at *path*, by its first bytes; '' for nothing, or for `-`."""
    if path == STANDARD_INPUT:
        return ""
    try:
        with Path(path).open("rb") as file:
            head = file.read(6)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise CannotRead(f"{path} cannot be read: {reason}", hint="name files of logs") from error
    return next((name for mark, name in _PACKED if head.startswith(mark)), "")


def size_of(path: str) -> int:
    """Return how many bytes the file at *path* has; 0 for `-`, and for one that is not there."""
    try:
        return 0 if path == STANDARD_INPUT else Path(path).stat().st_size
    except OSError:
        return 0


def opened(path: str) -> IO[bytes]:
    """Return the file at *path*, unpacked as it is read; raise BadUsage, CannotRead."""
    kind = packing(path)
    if path == STANDARD_INPUT:
        pipe: IO[bytes] = _standard_input()
        return pipe
    opener: Any = {"gz": _gzip, "bz2": _bzip2, "xz": _xz, "zst": _zstandard}.get(kind, _plain)
    file: IO[bytes] = opener(path)
    return file


class Pipe:
    """What comes by a pipe; its beginning can be looked at before it is read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file: Any = file
        self._head = b""

    def beginning(self, size: int) -> bytes:
        """Return the first *size* bytes, or all where there are fewer; wait for them."""
        self._head = self._head or self._file.read(size)
        return self._head

    def read1(self, size: int) -> bytes:
        """Return at most *size* bytes, b"" at the end."""
        if not self._head:
            return bytes(self._file.read1(size))
        data, self._head = self._head[:size], self._head[size:]
        return data

    read = read1

    def __enter__(self) -> "Pipe":
        return self

    def __exit__(self, *_: object) -> None:
        """Leave it open: it is not ours."""


_pipe = lru_cache(maxsize=1)(Pipe)


def _standard_input() -> Any:
    if sys.stdin is None:
        raise BadUsage("there is no stdin to read a log from", hint="name its file")
    return _pipe(sys.stdin.buffer)


def _plain(path: str) -> IO[bytes]:
    return Path(path).open("rb", buffering=0)


def _gzip(path: str) -> Any:
    import gzip

    return gzip.open(path)


def _bzip2(path: str) -> Any:
    import bz2

    return bz2.open(path)


def _xz(path: str) -> Any:
    import lzma

    return lzma.open(path)


def _zstandard(path: str) -> Any:
    try:
        from compression import zstd  # Python 3.14

        return zstd.open(path)
    except ImportError:
        pass
    try:
        import zstandard
    except ImportError as error:
        hint = "pip install 'blogctl[logs]', or unpack it first: zstd -d"
        raise BadUsage(f"{path} is packed with Zstandard", hint=hint) from error
    return Frames(path, zstandard)


def piece(file: IO[bytes], size: int) -> tuple[bytes, str]:
    """Return *size* bytes of *file*, or those before its end, and what went wrong, '' for nothing.

    What cannot be unpacked takes nothing with it of what stands before.
    """
    parts: list[bytes] = []
    left = size
    read = getattr(file, "read1", file.read)
    while left:
        try:
            data = read(left)
        except Exception as error:  # each packing has errors of its own
            return b"".join(parts), str(error).lower() or type(error).__name__
        if not data:
            break
        parts.append(data)
        left -= len(data)
    return b"".join(parts), ""


def everything(file: IO[bytes]) -> tuple[bytes, str]:
    """Return what is left of *file*, as far as it can be unpacked, and what went wrong."""
    parts: list[bytes] = []
    wrong = ""
    while not wrong:
        data, wrong = piece(file, BLOCK)
        if not data:
            break
        parts.append(data)
    return b"".join(parts), wrong


def digest(data: bytes) -> str:
    """Return what stands for *data*, of which nothing can be told."""
    return blake2b(data, digest_size=16).hexdigest()


def skip(file: IO[bytes], size: int) -> bytes:
    """Go *size* bytes on in *file*; return what stands right before, b"" where it ends sooner."""
    kept, left = b"", size
    if size > KEPT and _is_plain(file):
        file.seek(size - KEPT)
        left = KEPT
    while left:
        data, _ = piece(file, min(left, BLOCK))
        if not data:
            return b""
        kept, left = (kept + data)[-KEPT:], left - len(data)
    return kept


def check_same(before: bytes, tail: str, path: str) -> None:
    """Raise BadUsage where *before* is not what was read of a log before, by its digest *tail*."""
    if before and tail and digest(before) != tail:
        message = f"{path} begins as a log that was counted, and goes on otherwise"
        raise BadUsage(message, hint="'blogctl undo' takes back what was counted of it")


def position(file: IO[bytes]) -> int:
    """Return how far *file* was read, in bytes as they are packed; 0 where that is not known."""
    try:
        return os.lseek(file.fileno(), 0, os.SEEK_CUR)
    except (AttributeError, OSError, ValueError):
        return 0


def _is_plain(file: IO[bytes]) -> bool:
    return isinstance(file, FileIO)


class Share:
    """A *share* of a file, (its number, of how many), in blocks of whole lines.

    *before* is what stands before the place that the file is at.
    A line belongs to the block that it begins in. A last line that has no end yet is left, and
    *unended* says so, but where the file is *whole*. *end* is how far whole lines were read,
    *ending* what stands before that, and *said* what went wrong on the way.
    """

    def __init__(
        self, file: IO[bytes], share: tuple[int, int] = (0, 1), before: bytes = b"", *, whole: bool
    ) -> None:
        self._file = file
        self._first, self._of = share
        self._whole = whole
        self._read = self.end = 0
        # What is kept of what stands before the next block.
        self._kept = self.ending = before
        self.said = ""
        self.unended = False

    def __iter__(self) -> Iterator[bytes]:
        waiting = b""
        number, ended = 0, True
        while data := self._next():
            begin = data.find(b"\n") + 1
            self._pass(data)
            if waiting:
                waiting = self._joined(waiting, data[:begin] if begin else data)
                if begin:
                    yield waiting
                    waiting = b""
            if number % self._of == self._first and (ended or begin):
                start, cut = 0 if ended else begin, data.rfind(b"\n") + 1
                if cut > start:
                    yield data[start:cut]
                waiting = data[max(start, cut) :] or waiting
            number, ended = number + 1, data.endswith(b"\n")
        self.unended = not ended and not self._whole
        # Of a line that was cut off nothing can be told.
        if waiting and not (self.unended or self.said):
            yield waiting

    def _next(self) -> bytes:
        data, wrong = (b"", "") if self.said else piece(self._file, BLOCK)
        self.said = self.said or (f"is damaged, or cut off: {wrong}" if wrong else "")
        return data

    def _pass(self, data: bytes) -> None:
        """Remember how far whole lines go, and what they end with."""
        cut = data.rfind(b"\n") + 1
        if cut:
            self.end = self._read + cut
            before = self._kept + data[:cut] if cut < KEPT else data[cut - KEPT : cut]
            self.ending = before[-KEPT:]
        self._kept = (self._kept + data if len(data) < KEPT else data)[-KEPT:]
        self._read += len(data)

    @staticmethod
    def _joined(waiting: bytes, data: bytes) -> bytes:
        """Return the line so far; of one that is too long for a line, no more is kept."""
        return waiting + data if len(waiting) < LONGEST else waiting
