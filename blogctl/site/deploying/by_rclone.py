"""By rclone, to any of its remotes: what differs is copied, then what is too much is deleted."""

from pathlib import Path
from tempfile import TemporaryDirectory

from blogctl.content.destinations import Destination
from blogctl.errors import BadUsage, ProgramFailed
from blogctl.site.deploying.sending import SPOKEN, Sending, Sent, check_deletes
from blogctl.site.running import Manner, attempt, failure, last_lines, run

_HINT = "'rclone lsd REMOTE:' shows whether it is reached"
# What it says where neither side has sums to compare.
_NO_SUMS = (b"no hashes in common", b"No common hash")


def send(sending: Sending) -> Sent:
    """Copy what differs, and delete what the site does not have any more."""
    found = _differences(sending)
    check_deletes(sending, len(found.deleted))
    if sending.dry or found.is_nothing:
        return found
    with TemporaryDirectory(prefix="blogctl-") as folder:
        fresh, gone = Path(folder, "fresh"), Path(folder, "gone")
        fresh.write_text("".join(f"{path}\n" for path in (*found.added, *found.changed)))
        gone.write_text("".join(f"{path}\n" for path in found.deleted))
        source, to = str(sending.output), sending.destination.to
        if found.added or found.changed:
            listed = ["--files-from-raw", str(fresh)]
            _rclone(sending, "copy", "--ignore-times", *listed, "--", source, to)
        if found.deleted:
            _rclone(sending, "delete", "--files-from-raw", str(gone), "--", to)
    return found


def _differences(sending: Sending) -> Sent:
    """Return what differs, by sums; by the files themselves where the remote has none."""
    paths = ["--", str(sending.output), sending.destination.to]
    words = ["rclone", "check", "--combined", "-"]
    manner = Manner(sending.root, variables=SPOKEN, hint=_HINT)
    said = attempt([*words, *paths], manner)
    if any(sentence in said.errors for sentence in _NO_SUMS):
        said = attempt([*words, "--download", *paths], manner)
    lines = said.output.decode("utf-8", "surrogateescape").splitlines()
    by_mark: dict[str, list[str]] = {mark: [] for mark in "+*-=!"}
    for line in lines:
        by_mark.setdefault(line[:1], []).append(line[2:])
    if said.code not in (0, 1) or by_mark["!"] or (said.code == 1 and not lines):
        empty = b"directory not found" in said.errors
        if empty and not lines:
            return Sent(added=tuple(_files(sending.output)))
        raise ProgramFailed(failure(words, said.code), hint=_HINT, said=last_lines(said))
    return Sent(tuple(by_mark["+"]), tuple(by_mark["*"]), tuple(by_mark["-"]))


def _files(output: Path) -> list[str]:
    return sorted(p.relative_to(output).as_posix() for p in output.rglob("*") if p.is_file())


def _rclone(sending: Sending, *words: str) -> None:
    run(["rclone", *words], Manner(sending.root, variables=SPOKEN, hint=_HINT))


def roll_back(destination: Destination, root: Path) -> str:
    """Raise BadUsage: the remote keeps no older site."""
    raise BadUsage("rclone keeps no older site", hint="build and deploy an older one")
