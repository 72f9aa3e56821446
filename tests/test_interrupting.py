"""Long writes: how far they are is seen at a terminal alone, and Ctrl-C ends them between files."""

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest
from conftest import PROJECT, Folder, Run, post

MANY = 300
# As on a disk that takes its time, so that there is a middle to be interrupted in.
SLOW_DISK = """
import time
from blogctl.cli import main
from blogctl.storage import writing

write = writing.write

def slowly(root, change):
    time.sleep(0.01)
    write(root, change)

writing.write = slowly
main()
"""


def slow(blog: Folder, words: str) -> list[str]:
    """Return the command line that types *words* where the disk is slow."""
    return [sys.executable, "-c", SLOW_DISK, "-C", str(blog.root), *words.split()]


def environment() -> dict[str, str]:
    """Return the environment of a terminal that can draw."""
    return {**os.environ, "PYTHONPATH": str(PROJECT), "TERM": "xterm"}


def at_terminal(blog: Folder, words: str, redirected: str = "") -> pexpect.spawn:
    """Return a process that types *words* at a terminal."""
    line = f"exec {shlex.join(slow(blog, words))} {redirected}"
    return pexpect.spawn("/bin/bash", ["-c", line], env=environment(), encoding="utf-8", timeout=60)


def many(blog: Folder) -> Folder:
    """Write some hundred posts, each in a folder with a picture."""
    for number in range(MANY):
        blog.write(f"posts/p{number:03}/index.md", post(f"P {number}", date="2020-01-02"))
        blog.write(f"posts/p{number:03}/sea.png", b"\x89PNG\0")
    return blog


@pytest.mark.parametrize("words", ["tag add wip --all", "delete --all", "move --all --to posts/x"])
def test_ctrl_c_ends_between_two_files(blog: Folder, run: Run, words: str) -> None:
    """What was written is whole and recorded, the rest as it was: exit 130; undo restores all."""
    before = many(blog).files()
    child = at_terminal(blog, f"{words} --yes")

    child.expect_exact("writing")
    child.sendintr()
    child.expect(pexpect.EOF)
    child.close()

    after = blog.files()
    gone = {path for path in before if after.get(path) != before[path]}
    assert child.exitstatus == 130
    assert "interrupted" in str(child.before)
    assert 0 < len(gone) < len(before)
    changed = run("history --json").json[0]["changed"]
    assert len(changed) in (len(gone), (len(gone) + 1) // 2)
    assert not list(blog.root.glob("posts/**/.*"))
    run("undo --yes")
    assert blog.files() == before


def test_a_bar_is_drawn_on_the_terminal_only(blog: Folder, tmp_path: Path) -> None:
    """A long write shows on stderr how far it is; the answer has nothing of that."""
    many(blog)
    answer = tmp_path / "answer"
    child = at_terminal(blog, "tag add wip --all --yes --json", f"> {answer}")

    child.expect_exact("writing")
    child.expect_exact(f"/{MANY}")
    child.expect(pexpect.EOF)

    assert len(json.loads(answer.read_text())["changed"]) == MANY


def test_no_bar_is_drawn_in_a_pipe(blog: Folder) -> None:
    """Off a terminal a long write says what it did, and no more."""
    many(blog)

    done = subprocess.run(
        slow(blog, "tag add wip --all --yes"),
        capture_output=True, text=True, env=environment(), timeout=60, check=True,
    )  # fmt: skip

    assert done.stdout == ""
    assert done.stderr == f"'wip' is a new tag\n{MANY} posts changed\n"
