"""What a power cut may leave of a folder, worked out from the system calls that wrote it.

The model: the bytes of a file that was not synced since it was written may be those of its last
sync, all of them, none, or the first half. Names made, changed and taken away in a folder that was
not synced since may be lost from some point on, or any single one of them.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from syscalls import Call

State = dict[str, bytes]


class _Rename(NamedTuple):
    """A change of names: what *old* names (None: nothing) after it *new* names."""

    folder: str
    gone: tuple[str, ...]
    made: tuple[tuple[str, int], ...]


class Disk:
    """The files below a folder: what their names lead to, and how much of it would outlast."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.names: dict[str, int] = {}
        self.all: dict[int, bytes] = {}
        self.synced: dict[int, bytes] = {}
        self.dirty: set[int] = set()
        self.pending: list[_Rename] = []
        for path, data in files.items():
            self.names[path] = self._new(data)
        self.lasting = dict(self.names)

    def _new(self, data: bytes) -> int:
        number = len(self.all)
        self.all[number] = self.synced[number] = data
        return number

    def do(self, call: Call) -> None:
        """Follow one call."""
        paths = [os.fsdecode(name) for name in call.names]
        if call.name == "openat":
            self._open(paths[0], cut="O_TRUNC" in call.words)
        elif call.name == "write":
            self._write(call.held, call.names[0][: call.result])
        elif call.name == "fsync":
            self._sync(call.held)
        elif call.name in ("rename", "renameat2"):
            self._rename(paths[-2], paths[-1], swap="RENAME_EXCHANGE" in call.words)
        elif call.name == "unlink" and paths[0] in self.names:
            del self.names[paths[0]]
            self._named(paths[0], gone=(paths[0],))

    def _open(self, path: str, *, cut: bool) -> None:
        if path not in self.names:
            self.names[path] = number = self._new(b"")
            self.dirty.add(number)
            self._named(path, made=((path, number),))
        elif cut:
            self.all[self.names[path]] = b""
            self.dirty.add(self.names[path])

    def _write(self, path: str, data: bytes) -> None:
        number = self.names.get(path)
        if number is not None:
            self.all[number] += data
            self.dirty.add(number)

    def _sync(self, path: str) -> None:
        if path in self.names:
            number = self.names[path]
            self.synced[number] = self.all[number]
            self.dirty.discard(number)
            return
        for change in [one for one in self.pending if one.folder == path]:
            _follow(self.lasting, change)
            self.pending.remove(change)

    def _rename(self, old: str, new: str, *, swap: bool) -> None:
        for path in [path for path in self.names if path.startswith(f"{old}/")]:
            raise AssertionError(f"the model knows no renamed folder: {path}")
        if old not in self.names:
            return
        number = self.names.pop(old)
        if swap:
            self.names[old] = self.names[new]
        self.names[new] = number
        made = ((new, number), *(((old, self.names[old]),) if swap else ()))
        self._named(new, gone=() if swap else (old,), made=made)

    def _named(
        self, path: str, *, gone: tuple[str, ...] = (), made: tuple[tuple[str, int], ...] = ()
    ) -> None:
        self.pending.append(_Rename(str(Path(path).parent), gone, made))

    def after_a_cut(self) -> Iterator[State]:
        """Yield what may be there when the power comes back."""
        count = len(self.pending)
        kept = [set(range(length)) for length in range(count + 1)]
        kept += [set(range(count)) - {number} for number in range(count)]
        for numbers in kept:
            names = dict(self.lasting)
            for number, change in enumerate(self.pending):
                if number in numbers:
                    _follow(names, change)
            yield from self._with_bytes(names)

    def _with_bytes(self, names: Mapping[str, int]) -> Iterator[State]:
        unsure = self.dirty & set(names.values())
        for pick in ("all", "synced", "none", "half") if unsure else ("all",):
            yield {
                path: self._bytes(number, pick if number in unsure else "all")
                for path, number in names.items()
            }

    def _bytes(self, number: int, pick: str) -> bytes:
        data = self.all[number]
        return {
            "all": data,
            "synced": self.synced[number],
            "none": b"",
            "half": data[: len(data) // 2],
        }[pick]


def _follow(names: dict[str, int], change: _Rename) -> None:
    for path in change.gone:
        names.pop(path, None)
    names.update(change.made)


def states(before: Mapping[str, bytes], made: Sequence[Call], root: Path) -> list[State]:
    """Return what a power cut may leave below *root*, at any moment of the calls *made*.

    *before* are the files at the start. Each state is there once, by path relative to *root*.
    """
    disk = Disk({f"{root}/{path}": data for path, data in before.items()})
    found: dict[tuple[tuple[str, bytes], ...], State] = {}
    for call in (None, *made):
        if call is not None:
            disk.do(call)
        for state in disk.after_a_cut():
            plain = {path.removeprefix(f"{root}/"): data for path, data in state.items()}
            found.setdefault(tuple(sorted(plain.items())), plain)
    return list(found.values())
