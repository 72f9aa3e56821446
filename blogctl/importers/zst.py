"""Zstandard unpacked as it is read, below Python 3.14, where the library does not do so by itself.

`zstandard.open` takes the end of a cut off file for its end.
"""

from pathlib import Path
from typing import Any

_PIECE = 1 << 17


class Frames:
    """The file at *path* unpacked, one frame after the other; *library* is zstandard.

    Raise EOFError where a frame has no end, and the library's own error for what is none.
    """

    def __init__(self, path: str, library: Any) -> None:
        self._file = Path(path).open("rb")  # noqa: SIM115 - it is closed on leaving
        self._library = library
        self._frame: Any = None
        self._packed = self._ready = b""

    def read1(self, size: int) -> bytes:
        """Return at most *size* bytes, b"" at the end."""
        while not self._ready:
            self._packed = self._packed or self._file.read(_PIECE)
            if not self._packed:
                if self._frame is not None:
                    raise EOFError("it ends before the end of a frame")
                return b""
            self._unpack()
        data, self._ready = self._ready[:size], self._ready[size:]
        return data

    read = read1

    def _unpack(self) -> None:
        if self._frame is None:
            self._frame = self._library.ZstdDecompressor().decompressobj()
        self._ready = self._frame.decompress(self._packed)
        self._packed = b""
        if self._frame.eof:
            self._packed, self._frame = self._frame.unused_data, None

    def fileno(self) -> int:
        """Return the number of the packed file."""
        return self._file.fileno()

    def __enter__(self) -> "Frames":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
