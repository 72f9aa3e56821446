"""The site generators themselves, where they are installed, and what they say of a post."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from conftest import CORPORA, Folder

PLACES = (
    Path(sys.prefix) / "engines" / "bin",
    Path(sys.prefix) / "node" / "node_modules" / ".bin",
)


class Row(NamedTuple):
    """What a generator says of one post; blogctl must say the same.

    *status* is one of blogctl's words, *date* RFC 3339 in UTC to the second or None, *url* a path
    from the site's root, '' for a page that is not written.
    """

    status: str
    date: str | None
    url: str


def generator(name: str) -> str:
    """Return the program *name*; skip the test where it is not installed.

    Where BLOGCTL_ENGINES is `required`, fail instead.
    """
    found = next((str(folder / name) for folder in PLACES if (folder / name).exists()), None)
    found = found or shutil.which(name)
    if found is None and os.environ.get("BLOGCTL_ENGINES") == "required":
        pytest.fail(f"{name} is not installed")
    if found is None:
        pytest.skip(f"{name} is not installed; 'make test-engines' installs it")
    return found


def build(
    command: list[str], root: Path, *, code: int = 0, **env: str
) -> subprocess.CompletedProcess[str]:
    """Run a generator in *root* and return what it said; its exit code must be *code*."""
    done = subprocess.run(
        command,
        cwd=root,
        capture_output=True,
        text=True,
        timeout=300,
        env={**os.environ, "NO_COLOR": "1", **env},
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == code, f"exit {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done


def planted(blog: Folder, files: dict[str, str | bytes]) -> Folder:
    """Return *blog* with *files* in it, and without the empty folder that it came with."""
    for path, text in files.items():
        blog.write(path, text)
    if not any((blog.root / "posts").iterdir()):
        (blog.root / "posts").rmdir()
    return blog


def copied(name: str, blog: Folder) -> Folder:
    """Return *blog* with the real blog *name* in it; skip the test where that is not there."""
    if not (CORPORA / name).is_dir():
        pytest.skip("no real blogs lie beside the project")
    (blog.root / "posts").rmdir()
    shutil.copytree(CORPORA / name, blog.root, dirs_exist_ok=True, copy_function=shutil.copyfile)
    return blog


def rows(answer: Any) -> dict[str, Row]:
    """Return blogctl's own rows: the answer of `list --json`."""
    return {
        record["path"]: Row(record["status"], in_utc(record["date"]), record["url"])
        for record in answer
    }


def in_utc(text: str | None) -> str | None:
    """Return a moment in RFC 3339 as one in UTC, to the second."""
    from datetime import UTC, datetime

    if text is None:
        return None
    moment = datetime.fromisoformat(text).astimezone(UTC).replace(microsecond=0)
    return moment.isoformat().replace("+00:00", "Z")
