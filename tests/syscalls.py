"""What a program asks of the system, seen by strace, and what goes wrong when it is refused."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import PROJECT

# Those that change what is on a disk, or that open what is then changed.
CHANGING = (
    "openat", "write", "fsync", "fchmod", "fchown", "chown", "rename", "renameat2", "unlink",
    "mkdir", "rmdir",
)  # fmt: skip
_LINE = re.compile(r"(\w+)\((.*)\)\s+= (-?\d+)")
_NAME = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_HELD = re.compile(r"(\d+)<((?:\\x[0-9a-f]{2})*)>")


class Call(NamedTuple):
    """A system call: its *ordinal* among those of its name, counted from 1.

    *names* are the paths, or the bytes, that it was given as texts; *held* is the path of the
    descriptor that it was given, '' where it was given none.
    """

    name: str
    ordinal: int
    names: tuple[bytes, ...]
    held: str
    words: str
    result: int

    def touches(self, folder: Path) -> bool:
        """Say whether the call changes something in *folder*."""
        paths = [os.fsdecode(name) for name in self.names] if self.name != "write" else []
        opens = self.name != "openat" or "O_CREAT" in self.words
        return opens and any(path.startswith(str(folder)) for path in (*paths, self.held))


def strace() -> str:
    """Return the program strace; skip the test where it is not installed, or may not trace."""
    found = shutil.which("strace")
    if found is None:
        pytest.skip("strace is not installed")
    probe = subprocess.run([found, "-o", os.devnull, "true"], capture_output=True, check=False)
    if probe.returncode:
        pytest.skip("this system does not let strace trace")
    return found


def traced(
    root: Path, words: Sequence[str], log: Path, *injected: str, calls: Sequence[str] = CHANGING
) -> subprocess.CompletedProcess[str]:
    """Run blogctl with *words* under strace, which writes *log* and injects faults."""
    faults = [part for fault in injected for part in ("-e", f"inject={fault}")]
    options = ["-qq", "-y", "-xx", "-s", "4000000", "-e", f"trace={','.join(calls)}"]
    return subprocess.run(
        [strace(), *options, "-o", str(log), *faults, *command(root, words)],
        env=environment(),
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
        timeout=120,
    )


def command(root: Path, words: Sequence[str]) -> list[str]:
    """Return the command line that types *words* in the blog *root*."""
    return [sys.executable, "-m", "blogctl", "-C", str(root), *words]


def environment() -> dict[str, str]:
    """Return an environment in which each run makes the same calls in the same order."""
    steady = {"PYTHONPATH": str(PROJECT), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"}
    return {**os.environ, **steady}


def calls(log: Path) -> Iterator[Call]:
    """Yield the calls in *log* that came back, in their order."""
    counts: dict[str, int] = {}
    for line in log.read_text("latin-1").splitlines():
        found = _LINE.match(line)
        if not found:
            continue
        name, words, result = found[1], found[2], int(found[3])
        counts[name] = counts.get(name, 0) + 1
        held = [_plain(path) for _, path in _HELD.findall(words)]
        given = tuple(_plain(text) for text in _NAME.findall(_HELD.sub(r"\1", words)))
        yield Call(name, counts[name], given, os.fsdecode(held[0]) if held else "", words, result)


def _plain(escaped: str) -> bytes:
    return bytes.fromhex(escaped.replace("\\x", ""))
