"""Shell transcripts in Markdown: run them, and check or renew what they show.

A block of the language `console` holds lines that start with `$ `, which are typed, each followed
by what it prints on a terminal 96 columns wide. The blocks of a file run one after the other, in a
copy of the sample blog, on 23 November 2026; `access.log.gz` is there where a file names it.

    python docs/transcript.py README.md docs/*.md     renew the files
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
COLUMNS, LINES = 96, 200
LOG = "access.log.gz"
_BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)


def sample_blog(parent: Path, *, log: bool = False) -> Path:
    """Return a copy, in *parent*, of the sample blog; with four years of its *log* beside."""
    blog = parent / "blog"
    shutil.copytree(PROJECT / "posts", blog / "posts")
    if log:
        script = [sys.executable, str(PROJECT / "docs/sample_log.py"), str(PROJECT / "posts")]
        subprocess.run([*script, str(blog / LOG), "--until", "2026-11-23"], check=True)
    return blog


def environment() -> dict[str, str]:
    """Return the environment of a transcript: steady clock, plain terminal, nobody's settings."""
    return {
        "BLOGCTL_NOW": "2026-11-23T09:00:00+01:00",
        "COLUMNS": str(COLUMNS),
        "LINES": str(LINES),
        "HOME": tempfile.gettempdir(),
        "LANG": "C.UTF-8",
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "TERM": "dumb",
    }


def commands(block: str) -> list[str]:
    """Return what is typed in a block; a line that ends with a backslash goes on."""
    return re.findall(r"^\$ ((?:.*\\\n)*.*)$", block, re.MULTILINE)


def type_in(command: str, folder: Path) -> str:
    """Return what *command* prints on a terminal, exit code included where it is not 0."""
    import pty

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        ["bash", "-c", command],
        cwd=folder,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    # A terminal ends its lines with a carriage return, too.
    printed = b"".join(_all_of(ours)).decode().replace("\r\n", "\n")
    os.close(ours)
    code = process.wait()
    ended = printed if not printed or printed.endswith("\n") else f"{printed}\n"
    return f"{ended}[exit {code}]\n" if code else ended


def _all_of(handle: int) -> Iterator[bytes]:
    while True:
        try:
            piece = os.read(handle, 65536)
        except OSError:
            return
        if not piece:
            return
        yield piece


def renewed(text: str, folder: Path) -> str:
    """Return *text* with its blocks showing what their commands print in *folder*."""

    def renew(found: re.Match[str]) -> str:
        return "".join(
            f"$ {command}\n{type_in(command, folder)}" for command in commands(found.group())
        )

    return _BLOCK.sub(renew, text)


def without_blocks(text: str) -> str:
    """Return *text* without what is typed and printed in it."""
    return _BLOCK.sub("", text)


def main() -> None:
    """Renew the files named."""
    for name in sys.argv[1:]:
        path = Path(name)
        with tempfile.TemporaryDirectory() as parent:
            text = path.read_text("utf-8")
            blog = sample_blog(Path(parent), log=LOG in text)
            path.write_text(renewed(text, blog), "utf-8")


if __name__ == "__main__":
    main()
