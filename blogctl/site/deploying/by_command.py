"""By a command of the author's own, in which {output} is the site."""

import shlex
from pathlib import Path

from blogctl.content.destinations import Destination
from blogctl.errors import BadUsage
from blogctl.site.deploying.sending import Sending, Sent
from blogctl.site.running import Manner, run


def send(sending: Sending) -> Sent:
    """Run the command; what it changes nobody knows, so a dry run only says what would be run."""
    words = [
        word.replace("{output}", str(sending.output))
        for word in shlex.split(sending.destination.command)
    ]
    if sending.dry:
        return Sent(said=f"would run {shlex.join(words)}")
    said = run(words, Manner(sending.root, hint="the command is the author's"))
    return Sent(said=said.output.decode("utf-8", "replace").strip())


def roll_back(destination: Destination, root: Path) -> str:
    """Raise BadUsage: only the command knows how."""
    raise BadUsage("blogctl cannot take back what a command did", hint="deploy an older site")
