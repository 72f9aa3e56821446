"""The site brought to where readers find it, by rsync, git, rclone, or the author's command."""

from collections.abc import Callable, Mapping
from pathlib import Path

from blogctl.content.destinations import Destination
from blogctl.site.deploying import by_command, by_git, by_rclone, by_rsync
from blogctl.site.deploying.sending import Sending, Sent

_WAYS: Mapping[str, Callable[[Sending], Sent]] = {
    "rsync": by_rsync.send,
    "git": by_git.send,
    "rclone": by_rclone.send,
    "command": by_command.send,
}
_BACK: Mapping[str, Callable[[Destination, Path], str]] = {
    "rsync": by_rsync.roll_back,
    "git": by_git.roll_back,
    "rclone": by_rclone.roll_back,
    "command": by_command.roll_back,
}


def send(sending: Sending) -> Sent:
    """Bring the site to its place; return what changed there. Raise BadSite, ProgramFailed."""
    return _WAYS[sending.destination.kind](sending)


def roll_back(destination: Destination, root: Path) -> str:
    """Bring back what was there before the last deploy, and say what that is; raise BlogError."""
    return _BACK[destination.kind](destination, root)
