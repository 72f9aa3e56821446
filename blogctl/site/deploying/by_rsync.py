"""By rsync, to a folder of this machine or of another: one site, or releases side by side.

With releases, `releases/20261123T080000Z` are whole sites, files that did not change shared, and
the link `current` leads to the one that readers see: it is changed in one step.
"""

import re
import shlex
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from blogctl.content.destinations import Destination
from blogctl.errors import BadUsage
from blogctl.site.deploying.sending import SPOKEN, SSH_OPTIONS, Sending, Sent, check_deletes
from blogctl.site.running import Manner, run

_HINT = "see whether the place is reached by hand, with ssh and rsync"
_STAMP = re.compile(r"\d{8}T\d{6}Z(-\d+)?")
_LINE = re.compile(r"(?:[<>ch.][fdLDS](\S{9})|(\*deleting)) +(.*)")
# A build writes each file anew: what it holds tells whether it changed, not when it was written.
_OPTIONS = (
    "--recursive", "--checksum", "--chmod=D755,F644", "--perms", "--safe-links", "--no-links",
    "--delete-delay", "--delay-updates", "--out-format=%i %n", "--8-bit-output", "--timeout=120",
)  # fmt: skip


class Place(NamedTuple):
    """A folder *path* on *host*, '' for this machine, reached by the words *ssh*."""

    host: str
    path: str
    ssh: tuple[str, ...]

    def at(self, name: str = "") -> str:
        """Return the folder, or *name* in it, as rsync takes it; with a slash behind it."""
        path = f"{self.path.rstrip('/')}/{name}".rstrip("/") + "/"
        return f"{self.host}:{path}" if self.host else path

    def script(self, text: str, root: Path, *, make: bool = True) -> str:
        """Run a shell's *text* in the folder, made if need be; return what it said.

        Where there is no folder, and it is not to be made, nothing is run.
        """
        folder = shlex.quote(self.path)
        there = f"mkdir -p -- {folder}; cd -- {folder}" if make else f"cd -- {folder} || exit 0"
        whole = f"set -e; {there}; {text}"
        command = [*self.ssh, "--", self.host, whole] if self.host else ["sh", "-c", whole]
        said = run(command, Manner(root, variables=SPOKEN, hint=_HINT))
        return said.output.decode("utf-8", "replace")


def _place(destination: Destination, root: Path) -> Place:
    ssh = (*shlex.split(destination.ssh), *SSH_OPTIONS)
    host, colon, path = destination.to.partition(":")
    if not colon or "/" in host:
        return Place("", str((root / destination.to).resolve()), ssh)
    return Place(host, path or ".", ssh)


def send(sending: Sending) -> Sent:
    """Bring the site there; what is there stays whole until all has arrived."""
    place = _place(sending.destination, sending.root)
    return _release(sending, place) if sending.destination.releases else _mirror(sending, place)


def _mirror(sending: Sending, place: Place) -> Sent:
    """Make the folder what the site is."""
    if not (place.host or sending.dry):
        Path(place.path).mkdir(parents=True, exist_ok=True)
    text = _rsync(sending, place, place.at(), ["--dry-run"])
    found = _read(text)
    check_deletes(sending, len(found.deleted))
    if sending.dry or found.is_nothing:
        return found
    # Folders count, too; should more have come there since, it is stopped.
    most = text.count("*deleting")
    return _read(_rsync(sending, place, place.at(), [f"--max-delete={most}"]))


def _release(sending: Sending, place: Place) -> Sent:
    """Bring the site into a folder of its own, then lead readers there."""
    names, current = _releases(place, sending.root, make=not sending.dry)
    last = current or (names[-1] if names else "")
    found = Sent(added=tuple(_all(sending.output)))
    if last:
        found = _read(_rsync(sending, place, place.at(f"releases/{last}"), ["--dry-run"]))
        check_deletes(sending, len(found.deleted))
    if sending.dry or (found.is_nothing and current):
        return found
    name = _new_name(names)
    # What never arrived whole is nobody's release.
    place.script("mkdir -p releases; rm -rf releases/.arriving", sending.root)
    linked = [f"--link-dest=../{last}"] if last else []
    _rsync(sending, place, place.at("releases/.arriving"), linked)
    place.script(f"mv releases/.arriving releases/{name}; {_switch(name)}", sending.root)
    old = [*names, name][: -max(1, sending.destination.releases)]
    if old:
        gone = " ".join(f"releases/{one}" for one in old if one != name)
        place.script(f"rm -rf -- {gone}", sending.root)
    return found


def _switch(name: str) -> str:
    """Return what leads readers to the release *name*, in one step."""
    return f"rm -f .current.new; ln -s releases/{name} .current.new; mv -T .current.new current"


def _releases(place: Place, root: Path, *, make: bool = True) -> tuple[list[str], str]:
    """Return the names of the releases there, the oldest first, and the one that readers see.

    The folder is made where there is none, and that is to be.
    """
    listing = "ls -1 releases 2>/dev/null || true; echo /; readlink current || true"
    said = place.script(listing, root, make=make)
    listed, _, link = said.partition("/\n")
    names = sorted(name for name in listed.split("\n") if _STAMP.fullmatch(name))
    current = link.strip().rpartition("/")[2]
    return names, current if current in names else ""


def _new_name(names: list[str]) -> str:
    """Return the name of a release of now; one that comes after all *names*."""
    stamp = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    last = names[-1] if names else ""
    if stamp > last.partition("-")[0]:
        return stamp
    base, _, number = last.partition("-")
    return f"{base}-{int(number or 0) + 1:03}"


def _all(output: Path) -> list[str]:
    return sorted(p.relative_to(output).as_posix() for p in output.rglob("*") if p.is_file())


def _rsync(sending: Sending, place: Place, to: str, more: list[str]) -> str:
    """Run rsync with *more* options; return its line for each file that it changed, or would."""
    remote = ["--rsh", shlex.join(place.ssh)] if place.host else []
    words = ["rsync", *_OPTIONS, *remote, *more, "--", f"{sending.output}/", to]
    said = run(words, Manner(sending.root, variables=SPOKEN, hint=_HINT))
    return said.output.decode("utf-8", "surrogateescape")


def _read(text: str) -> Sent:
    """Return what rsync's lines say of files; folders are no news."""
    added, changed, deleted = [], [], []
    for line in text.splitlines():
        found = _LINE.fullmatch(line)
        if not found or found[3].endswith("/"):
            continue
        if found[2]:
            deleted.append(found[3])
        elif "+" in found[1]:
            added.append(found[3])
        elif line[0] in "<>":
            changed.append(found[3])
    return Sent(tuple(added), tuple(changed), tuple(deleted))


def roll_back(destination: Destination, root: Path) -> str:
    """Lead readers to the release before the one that they see; return its name."""
    if not destination.releases:
        hint = f"blogctl config deploy.{destination.name}.releases 5 keeps them from now on"
        raise BadUsage(f"'{destination.name}' keeps no older site", hint=hint)
    place = _place(destination, root)
    names, current = _releases(place, root, make=False)
    before = [name for name in names if name < current]
    if not current or not before:
        raise BadUsage("there is no older release", hint="deploy one first")
    place.script(_switch(before[-1]), root)
    return before[-1]
