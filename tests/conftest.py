"""Fixtures that read as verbs: make a blog, type a command, look at what there is."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, settings

from blogctl.cli import run as run_in_process

# No test is timed: a busy machine is no fault of the code's.
settings.register_profile(
    "untimed", settings.default, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("untimed")

PROJECT = Path(__file__).parents[1]
CORPORA = PROJECT.parent / "shared" / "corpora"
NOW = "2026-11-23T09:00:00+01:00"


class Answer(NamedTuple):
    """What a command said: its exit code, its answer, and everything else."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The answer as JSON."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[str]:
        """The answer's lines."""
        return self.out.splitlines()


class Folder:
    """A temporary blog: files put in, files looked at."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def __call__(self, **posts: str | bytes) -> "Folder":
        """Write each post as `posts/NAME.md`; `_` in a name stands for `-`."""
        for name, text in posts.items():
            self.write(f"posts/{name.replace('_', '-')}.md", text)
        return self

    def write(self, path: str, text: str | bytes) -> Path:
        """Write a file of the blog."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        return file

    def text(self, name: str) -> str:
        """Return a post's text, by its name or its path; line endings as they are."""
        path = name if "/" in name else f"posts/{name}.md"
        return (self.root / path).read_bytes().decode()

    def data(self, path: str) -> bytes:
        """Return a file's bytes."""
        return (self.root / path).read_bytes()

    def files(self) -> dict[str, bytes]:
        """Return every file of the blog but blogctl's own."""
        return {
            str(path.relative_to(self.root)): path.read_bytes()
            for path in sorted(self.root.rglob("*"))
            if path.is_file() and ".blogctl" not in path.parts
        }


Run = Callable[..., Answer]


@pytest.fixture
def blog(tmp_path: Path) -> Folder:
    """Return a folder to write a plain blog in."""
    root = tmp_path / "blog"
    (root / "posts").mkdir(parents=True)
    return Folder(root)


@pytest.fixture(autouse=True, scope="session")
def interruptible() -> None:
    """Let Ctrl-C reach the children, even where this run was itself started to ignore it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def steady(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hold the clock, and keep the tester's own settings out."""
    monkeypatch.setenv("BLOGCTL_NOW", NOW)
    for name in ("NO_COLOR", "BLOGCTL_NO_COLOR", "PAGER", "BLOGCTL_PAGER", "BLOGCTL_EDITOR",
                 "VISUAL", "EDITOR", "COLUMNS", "FORCE_COLOR"):  # fmt: skip
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def run(blog: Folder, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return what types a command in the blog, in this process; exit 0 is expected.

    A text is split at blanks; a list is taken word by word.
    """

    def type_it(line: str | list[str], *, code: int = 0, folder: str = "") -> Answer:
        words = line.split() if isinstance(line, str) else line
        capsys.readouterr()
        try:
            found = run_in_process(["-C", str(blog.root / folder), *words])
        except SystemExit as error:
            found = int(error.code or 0)
        answer = Answer(found, *capsys.readouterr())
        assert answer.code == code, (
            f"exit {answer.code}\n--- out\n{answer.out}--- err\n{answer.err}"
        )
        return answer

    return type_it


@pytest.fixture
def spawn(blog: Folder) -> Run:
    """Return what types a command in a process of its own; keywords go to the environment."""

    def type_it(words: list[str], *, code: int = 0, typed: str | None = None, **env: str) -> Answer:
        done = subprocess.run(
            [sys.executable, "-m", "blogctl", "-C", str(blog.root), *words],
            capture_output=True,
            text=True,
            errors="surrogateescape",
            input=typed,
            stdin=subprocess.DEVNULL if typed is None else None,
            env={**os.environ, "PYTHONPATH": str(PROJECT), **env},
            timeout=60,
        )
        answer = Answer(done.returncode, done.stdout, done.stderr)
        assert answer.code == code, (
            f"exit {answer.code}\n--- out\n{answer.out}--- err\n{answer.err}"
        )
        return answer

    return type_it


def post(title: str = "Title", body: str = "Text.\n", **fields: str) -> str:
    """Return a post's text with YAML front matter."""
    lines = "".join(f"{name}: {value}\n" for name, value in {"title": title, **fields}.items())
    return f"---\n{lines}---\n\n{body}"


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say how many faults were tried, and how many survived, where tests counted any."""
    reports = [report for found in terminalreporter.stats.values() for report in found]
    counts: dict[str, list[int]] = {}
    for report in reports:
        for name, value in getattr(report, "user_properties", ()):
            if name == "faults" and report.when == "call":
                counts.setdefault(value[0], [0, 0])
                counts[value[0]][0] += value[1]
                counts[value[0]][1] += value[2]
    if counts:
        terminalreporter.section("faults")
        for kind, (tried, survived) in sorted(counts.items()):
            terminalreporter.write_line(f"{kind:<40} {tried:>6,} tried {survived:>6,} survived")
        total = [sum(pair[at] for pair in counts.values()) for at in (0, 1)]
        terminalreporter.write_line(f"{'all':<40} {total[0]:>6,} tried {total[1]:>6,} survived")
