"""Other programs run without a shell: what they get, how long they may take, what they say."""

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from blogctl.errors import ProgramFailed

# Of what a failed program said, so many lines are told.
_TOLD = 12


class Said(NamedTuple):
    """What a program wrote, and the code that it ended with."""

    output: bytes
    errors: bytes
    code: int


class Manner(NamedTuple):
    """How a program is run: in which folder, with what on its stdin, for how long at most.

    *variables* come to those of the environment, but for those *removed*. *seconds* None waits
    for ever. *hint* is for when it is not there, or fails.
    """

    folder: Path
    given: bytes = b""
    variables: Mapping[str, str] = {}
    seconds: float | None = None
    hint: str | None = None
    removed: tuple[str, ...] = ()


def run(command: Sequence[str], manner: Manner) -> Said:
    """Run *command* and return what it said; raise ProgramFailed where it fails."""
    said = attempt(command, manner)
    if said.code != 0:
        message = failure(command, said.code)
        raise ProgramFailed(message, hint=manner.hint, said=last_lines(said))
    return said


def attempt(command: Sequence[str], manner: Manner) -> Said:
    """Run *command* and return what it said, however it ended.

    Raise ProgramFailed where it cannot start, or takes too long; then all that it started ends.
    """
    try:
        process = subprocess.Popen(  # noqa: S603 - no shell, and the command is the author's
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=manner.folder,
            env={**_environment(manner.removed), **manner.variables},
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        message = f"{Path(command[0]).name} cannot start: {reason}"
        raise ProgramFailed(message, hint=manner.hint) from error
    with process:
        try:
            output, errors = process.communicate(manner.given, timeout=manner.seconds)
        except subprocess.TimeoutExpired as error:
            _end(process)
            name = Path(command[0]).name
            message = f"{name} was still running after {manner.seconds:g} seconds"
            raise ProgramFailed(message, hint=manner.hint) from error
        except BaseException:
            _end(process)
            raise
    return Said(output, errors, process.returncode)


def _environment(removed: Sequence[str]) -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in removed}


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End *process* and what it started, and let go of what they would still say."""
    with suppress(OSError):
        os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream is not None:
            with suppress(OSError):
                stream.close()


def failure(command: Sequence[str], code: int) -> str:
    """Return in words that *command* ended with *code*; a negative one is a signal's."""
    name = Path(command[0]).name
    return f"{name} was ended by signal {-code}" if code < 0 else f"{name} ended with code {code}"


def last_lines(said: Said) -> tuple[str, ...]:
    """Return the last lines that a program wrote to stderr, or else to stdout."""
    text = (said.errors.strip() or said.output.strip()).decode("utf-8", "replace")
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    return tuple(lines[-_TOLD:])
