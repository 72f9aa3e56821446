"""The git repository that a blog is in, or is a part of: its history, read and never written."""

import os
import subprocess
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from blogctl.content.versions import Commit, History, Step
from blogctl.errors import ProgramFailed

# Within a hook these name the hook's repository, by a path that is wrong elsewhere.
_HOOKS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_NAMESPACE")
_OURS = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
_SETTINGS = ("core.quotepath=off", "core.fsmonitor=false", "log.showSignature=false",
             "log.follow=false")  # fmt: skip
# At most 3,000 files that moved in one commit are compared for likeness; the same are always found.
_DIFF = ("--raw", "-z", "-M", "-l3000", "--no-abbrev", "--relative", "--no-ext-diff",
         "--no-textconv", "--ignore-submodules=all")  # fmt: skip
# So few names that neither side waits for the other to read.
_AT_ONCE = 200
# What the modes of files begin with; links and submodules have others.
_FILE = "100"


def read_history(
    root: Path, folders: Sequence[str], since: datetime | None, now: datetime
) -> History:
    """Return what the repository of the blog *root* tells of the files in *folders*.

    The line of commits is the one that was published: of a merge, what it changed there. What is
    not committed yet, but known to git, was done *now*. Raise ProgramFailed.
    """
    shallow = _check_repository(root)
    if not _succeeds(root, "rev-parse", "--quiet", "--verify", "HEAD^{commit}"):
        return History((), {}, shallow)
    after = [f"--since={since.isoformat()}"] if since else []
    log = ("log", "--first-parent", "-m", "--no-show-signature", "--format=%x01%ct", *_DIFF, *after)
    open_changes = _steps(_fields(_git(root, "diff-index", *_DIFF, "HEAD", "--", *folders)))
    commits = _commits(_fields(_git(root, *log, "HEAD", "--", *folders)))
    head = [Commit(now, tuple(open_changes))] if open_changes else []
    return History((*head, *commits), _files(root, folders), shallow)


def _check_repository(root: Path) -> bool:
    """Return whether the repository is shallow; raise ProgramFailed where there is none."""
    answer = _git(root, "rev-parse", "--is-inside-work-tree", "--is-shallow-repository")
    inside, *rest = answer.decode().split()
    if inside != "true":
        _refuse("not a git repository")
    return rest == ["true"]


def _files(root: Path, folders: Sequence[str]) -> dict[str, str]:
    """Return the blobs of all files, as last committed."""
    found = {}
    for row in _fields(_git(root, "ls-tree", "-r", "-z", "HEAD", "--", *folders)):
        stat, _, path = row.partition("\t")
        mode, _, blob = stat.split(" ")
        if mode.startswith(_FILE):
            found[path] = blob
    return found


def _commits(fields: Sequence[str]) -> list[Commit]:
    """Return the commits of a log, as parted at its NULs."""
    starts = [at for at, field in enumerate(fields) if field.startswith("\1")]
    ends = [*starts[1:], len(fields)]
    return [
        Commit(datetime.fromtimestamp(int(fields[start][1:]), UTC), tuple(_steps(rest)))
        for start, end in zip(starts, ends, strict=True)
        if (rest := fields[start + 1 : end])
    ]


def _steps(fields: Sequence[str]) -> list[Step]:
    """Return the rows of a raw diff: modes, blobs and a letter, then a path, or two."""
    steps, rest = [], iter(fields)
    for row in rest:
        mode, _, blob, _, letter = row.lstrip("\n:").split(" ")
        origin = path = next(rest)
        if letter[0] == "R":
            path = next(rest)
        origin = "" if letter[0] == "A" else origin
        path = "" if letter[0] == "D" else path
        steps.append(Step(origin, path, blob if mode.startswith(_FILE) else ""))
    return steps


def _fields(answer: bytes) -> list[str]:
    return answer.decode("utf-8", "surrogateescape").split("\0")[:-1]


def read_blobs(root: Path, blobs: Sequence[str]) -> Iterator[bytes | None]:
    """Yield what each of *blobs* holds; None for one that the repository does not have."""
    command = _command(root, "cat-file", "--batch")
    with _start(command) as process:
        for start in range(0, len(blobs), _AT_ONCE):
            asked = blobs[start : start + _AT_ONCE]
            process.stdin.write("".join(f"{name}\n" for name in asked).encode())
            process.stdin.flush()
            for _ in asked:
                yield _answer(process.stdout)
        process.stdin.close()


def _answer(stream: IO[bytes]) -> bytes | None:
    header = stream.readline().split()
    if not header:
        _refuse("git stopped while it was read")
    if len(header) != 3:
        return None
    size = int(header[2])
    return stream.read(size + 1)[:size]


def _command(root: Path, *arguments: str) -> list[str]:
    settings = [part for one in _SETTINGS for part in ("-c", one)]
    return ["git", "--no-pager", "--literal-pathspecs", *settings, "-C", str(root), *arguments]


def _environment() -> dict[str, str]:
    return {**{name: text for name, text in os.environ.items() if name not in _HOOKS}, **_OURS}


def _git(root: Path, *arguments: str) -> bytes:
    """Return what git answers; raise ProgramFailed where it fails."""
    with _start(_command(root, *arguments)) as process:
        answer, said = process.communicate()
    if process.returncode != 0:
        _refuse(said.decode("utf-8", "replace"))
    return bytes(answer)


def _succeeds(root: Path, *arguments: str) -> bool:
    with _start(_command(root, *arguments)) as process:
        process.communicate()
    return bool(process.returncode == 0)


def _start(command: Sequence[str]) -> Any:
    try:
        return subprocess.Popen(  # noqa: S603 - its arguments are our own
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_environment(),
        )
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        hint = "install git, or check without --from-git"
        raise ProgramFailed(f"git cannot start: {reason}", hint=hint) from error


def _refuse(said: str) -> None:
    """Raise ProgramFailed for what git *said*."""
    if "not a git repository" in said:
        hint = "run this where the blog's repository is checked out"
        raise ProgramFailed("the blog is in no git repository", hint=hint)
    first = next((line for line in said.splitlines() if line.strip()), "it did not say why")
    raise ProgramFailed(f"git failed: {first.removeprefix('fatal: ')}", hint="run 'git status'")
