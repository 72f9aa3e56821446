"""The picker: posts chosen in fzf, where it is installed."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from blogctl.errors import ProgramFailed

# What fzf ends with: nothing matched when Enter was hit; Esc, or Ctrl-C.
NO_MATCH, LEFT = 1, 130


class Choice(NamedTuple):
    """A post to choose: how it is shown, on one line without tabs, and its path in the blog."""

    shown: str
    path: str


def can_pick() -> bool:
    """Say whether fzf is installed."""
    from shutil import which

    return which("fzf") is not None


def pick(choices: Sequence[Choice], folder: Path) -> list[int]:
    """Return the numbers, from 0, of the *choices* that are made in fzf; none for Esc.

    The files lie in *folder*. Raise ProgramFailed where fzf fails.
    """
    import subprocess

    items = (f"{at}\t{one.shown}\t{one.path}" for at, one in enumerate(choices))
    given = "\0".join(items).encode("utf-8", "surrogateescape")
    try:
        done = subprocess.run(  # noqa: S603 - its arguments are our own
            _command(), input=given, stdout=subprocess.PIPE, cwd=folder, check=False
        )
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ProgramFailed(f"fzf cannot start: {reason}", hint="name posts by a query") from error
    if done.returncode not in (0, NO_MATCH, LEFT):
        message = f"fzf ended with code {done.returncode}"
        raise ProgramFailed(message, hint="check FZF_DEFAULT_OPTS, or name posts by a query")
    chosen = done.stdout.split(b"\0") if done.returncode == 0 else []
    return sorted(int(item.split(b"\t")[0]) for item in chosen if item)


def _command() -> list[str]:
    return [
        "fzf", "--multi", "--layout=reverse", "--read0", "--print0",
        "--delimiter=\t", "--with-nth=2,3",
        "--header=Tab marks, Enter takes, Esc leaves", "--preview=cat -- {3}",
        "--preview-window=down,60%,wrap",
    ]  # fmt: skip
