"""The index is only a copy: damaged, locked, full or foreign, the answer is that of the files."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from conftest import PROJECT, Answer, Folder, post

from blogctl.cli import run as run_in_process
from blogctl.storage.index import schema, store

COMMANDS = (
    "list --json",
    "search carbone --json",
    "stats --json",
    "list words:3.. tag:wiki",
    "top",
)
OWN = "a fault of blogctl's own"
Same = Callable[..., Answer]


@pytest.fixture
def shelf(blog: Folder, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """Return a blog of some posts, one of them broken, whose index is kept however small it is."""
    monkeypatch.setattr(store, "FEW", 0)
    fill(blog, 12)
    blog.write("posts/broken.md", "---\ntitle: [\n---\n")
    return blog


def fill(blog: Folder, count: int) -> None:
    """Write *count* posts."""
    for at in range(count):
        text = f"Carbone {'wiki ' * at}[a](p{at + 1}.md)\n"
        tags = "[wiki, rse]" if at % 2 else "[rse]"
        blog.write(f"posts/p{at}.md", post(f"Titre {at}", text, tags=tags, date="2026-01-05"))


def file_of(blog: Folder) -> Path:
    """Return where the index is."""
    return blog.root / ".blogctl" / "cache" / schema.NAME


@pytest.fixture
def same(blog: Folder, capsys: pytest.CaptureFixture[str]) -> Same:
    """Return what asserts that commands answer with the index as without it."""

    def typed(words: list[str]) -> Answer:
        capsys.readouterr()
        code = run_in_process(["-C", str(blog.root), *words])
        return Answer(code, *capsys.readouterr())

    def compare(*commands: str) -> Answer:
        for command in commands or COMMANDS:
            answer = typed(command.split())
            assert answer == typed([*command.split(), "--no-cache"]), command
        return answer

    return compare


def left(blog: Folder) -> set[str]:
    """Return what is in the folder of the index, but for what belongs to it while it is open."""
    return {path.name for path in file_of(blog).parent.iterdir()} - {
        f"{schema.NAME}-wal", f"{schema.NAME}-shm"
    }  # fmt: skip


# What is kept, and where


def test_few_posts_leave_nothing_behind(blog: Folder, same: Same) -> None:
    """A small blog that is only read gets no folder of ours."""
    fill(blog, 5)

    same()

    assert not (blog.root / ".blogctl").exists()


def test_many_posts_are_kept_beside_them(shelf: Folder, same: Same) -> None:
    """The index lies where git does not look, and nothing else is left there."""
    same()

    assert left(shelf) == {schema.NAME}
    assert "cache/" in shelf.text(".blogctl/.gitignore").splitlines()


def test_no_cache_keeps_nothing(shelf: Folder, same: Same, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the option nor the variable leaves anything."""
    monkeypatch.setenv("BLOGCTL_NO_CACHE", "1")

    same()

    assert not (shelf.root / ".blogctl").exists()


# Damage


def cut(size: float) -> Callable[[Path], None]:
    """Return what leaves the beginning of a file, bytes or a share of it."""
    return lambda path: os.truncate(path, int(path.stat().st_size * size if size < 1 else size))


def without(table: str) -> Callable[[Path], None]:
    """Return what takes a table out of the index."""

    def drop(path: Path) -> None:
        import apsw

        database = apsw.Connection(str(path))
        database.execute(f"DROP TABLE {table}")
        database.close()

    return drop


def emptied(table: str, column: str) -> Callable[[Path], None]:
    """Return what makes nonsense of a column."""

    def spoil(path: Path) -> None:
        import apsw

        database = apsw.Connection(str(path))
        database.execute(f"UPDATE {table} SET {column} = x'ff00fe'")
        database.close()

    return spoil


def a_folder(path: Path) -> None:
    """Put a folder in the place of the index."""
    path.unlink()
    path.mkdir()


def a_full_folder(path: Path) -> None:
    """Put a folder with something in it in the place of the index."""
    a_folder(path)
    (path / "mine").write_text("keep")


def a_link_to_nothing(path: Path) -> None:
    """Put a link that leads nowhere in the place of the index."""
    path.unlink()
    path.symlink_to("nowhere")


def another_journal(path: Path) -> None:
    """Put random bytes where the index has its journal."""
    path.with_name(f"{path.name}-wal").write_bytes(Random(1).randbytes(9000))


DAMAGE: dict[str, Callable[[Path], None]] = {
    "garbage": lambda path: path.write_bytes(Random(0).randbytes(5000)) and None,
    "garbage after the header": lambda path: path.write_bytes(
        path.read_bytes()[:100] + Random(0).randbytes(50_000)) and None,
    "empty": cut(0.0), "a byte": cut(1), "half a header": cut(50), "a header": cut(100),
    "a page": cut(4096), "three pages": cut(3 * 4096), "half": cut(0.5), "most": cut(0.9),
    "a folder": a_folder, "a full folder": a_full_folder, "a link": a_link_to_nothing,
    "another journal": another_journal,
    "no journal": lambda path: path.with_name(f"{path.name}-wal").unlink(missing_ok=True),
    **{f"no {table}": without(table) for table in
       ("about", "folders", "posts", "facts", "names", "problems", "shared", "stems", "words")},
    **{f"spoilt {column}": emptied(table, column) for table, column in
       (("folders", "stats"), ("folders", "names"), ("posts", "meta"), ("posts", "date"),
        ("posts", "tags"), ("facts", "links"), ("facts", "words"),
        ("about", "value"), ("problems", "hint"))},
}  # fmt: skip


@pytest.mark.parametrize("kind", DAMAGE)
def test_a_damaged_index_is_done_without(shelf: Folder, same: Same, kind: str) -> None:
    """Whatever is in its place, each answer is that of the files, then and later."""
    same()
    DAMAGE[kind](file_of(shelf))

    same("list --json", "search wiki", "stats --json")
    shelf.write("posts/p1.md", post("Another", "Carbone"))
    same()

    assert kind == "a full folder" or left(shelf) == {schema.NAME}


def test_bytes_that_were_changed_never_stop_a_command(shelf: Folder, same: Same) -> None:
    """No traceback, and the exit code of the files, wherever a few bytes are not what they were."""
    same()
    shelf.root.joinpath("posts/broken.md").unlink()
    same()
    whole, random = file_of(shelf).read_bytes(), Random(3)

    for _ in range(40):
        spoilt = bytearray(whole)
        for _ in range(30):
            spoilt[random.randrange(100, len(spoilt))] = random.randrange(256)
        schema.drop_file(file_of(shelf))
        file_of(shelf).write_bytes(spoilt)
        for words in ("list --json", "search wiki --json", "stats --json"):
            assert run_in_process(["-C", str(shelf.root), *words.split()]) == 0
