"""What every way of deploying is given, and what it tells."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from blogctl.content.destinations import Destination
from blogctl.errors import BadSite

# Programs whose words are read speak English; nobody is there to answer a question.
SPOKEN: Mapping[str, str] = {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"}
SSH_OPTIONS = ("-o", "BatchMode=yes", "-o", "ConnectTimeout=20", "-o", "ServerAliveInterval=15")


class Sending(NamedTuple):
    """A site in *output*, of the blog in *root*, on its way; *dry*: only what would change is told.

    *force* lets more be deleted there than the settings allow.
    """

    destination: Destination
    root: Path
    output: Path
    dry: bool = False
    force: bool = False


class Sent(NamedTuple):
    """What changed at the place, or would: paths in the site."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    said: str = ""

    @property
    def is_nothing(self) -> bool:
        """Whether the place has it all already."""
        return not (self.added or self.changed or self.deleted)


def check_deletes(sending: Sending, deleted: int) -> None:
    """Raise BadSite where more would be deleted than is allowed."""
    most = sending.destination.max_deletes
    if deleted > most and not sending.force:
        message = f"{deleted} files would be deleted there, and at most {most} may be"
        hint = f"--force, or blogctl config deploy.{sending.destination.name}.max_deletes {deleted}"
        raise BadSite(message, hint=hint)
