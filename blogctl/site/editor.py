"""The author's editor."""

import shlex
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from blogctl.errors import ProgramFailed

NAMES = ("VISUAL", "EDITOR")
FALLBACKS = ("nano", "vi")


def editor_command(environment: Mapping[str, str], setting: str | None) -> list[str]:
    """Return the editor's command line: BLOGCTL_EDITOR, the setting, VISUAL, EDITOR, else nano, vi.

    Raise ProgramFailed where it does not parse.
    """
    from shutil import which

    wanted = [environment.get("BLOGCTL_EDITOR"), setting, *(environment.get(n) for n in NAMES)]
    chosen = next((text for text in wanted if text and text.strip()), None)
    if chosen is None:
        chosen = next((name for name in FALLBACKS if which(name)), FALLBACKS[-1])
    try:
        return shlex.split(chosen)
    except ValueError as error:
        message = f"the editor '{chosen}' has a quote left open"
        raise ProgramFailed(message, hint="check BLOGCTL_EDITOR or the setting 'editor'") from error


def edit(command: Sequence[str], files: Sequence[Path]) -> None:
    """Run the editor on *files* and wait; raise ProgramFailed where it fails."""
    # Absolute paths: a file called `-c:q.md` must not be read as an option.
    arguments = [*command, *(str(path.absolute()) for path in files)]
    try:
        code = subprocess.run(arguments, check=False).returncode  # noqa: S603 - the author's editor
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        message = f"the editor '{command[0]}' cannot start: {reason}"
        raise ProgramFailed(message, hint="set BLOGCTL_EDITOR, or EDITOR") from error
    if code != 0:
        message = f"the editor '{command[0]}' ended with code {code}"
        raise ProgramFailed(message, hint="what it saved is in the file")
