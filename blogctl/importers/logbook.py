"""Files of views looked at: a log or an export, of which format, and how far it is known."""

from collections.abc import Sequence
from datetime import tzinfo
from typing import Any, NamedTuple

from blogctl.content.imports import LOG, Import, known_as
from blogctl.errors import BadUsage
from blogctl.importers import exports
from blogctl.importers.formats import FORMATS, Format, Place, format_named, format_of
from blogctl.importers.logs import Part
from blogctl.importers.opening import (
    STANDARD_INPUT,
    check_same,
    digest,
    opened,
    packing,
    piece,
    skip,
)

_HEAD = 64 << 10
_SHOWN = 100


class File(NamedTuple):
    """A file of views: a log of a *form*, or an export of a *kind*, or empty.

    *head* is the digest of a log's first line, *start* how far it is known already, *known* what
    was counted of it. *since* is the last second that is known of one whose bytes were not counted
    here, 0 for none.
    """

    path: str
    form: Format | None = None
    kind: str = ""
    head: str = ""
    start: int = 0
    known: Import | None = None
    since: int = 0

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing in it."""
        return not (self.form or self.kind)


def look(path: str, name: str | None, imports: Sequence[Import], head: bytes | None = None) -> File:
    """Return what the file at *path* is; *name* is its format where that is told.

    *head* is what a log begins with that cannot be read here.

    Raise BadUsage for a format that is not known, and CannotRead.
    """
    head, away = (head, True) if head is not None else (_head(path), False)
    if not head.strip() and not away:
        # A log is, when it has just been rotated.
        return File(path)
    kind = name if name in exports.KINDS else None
    if name is None or kind:
        kind = kind or exports.kind_of(_first_line(head))
    form = None if kind else (format_named(name, head) if name else format_of(head))
    if kind:
        return File(path, kind=kind)
    if form is None:
        raise _unknown(path, head, name)
    first = next((line for line in head.split(b"\n") if line and not line.startswith(b"#")), b"")
    file = File(path, form, head=digest(first))
    known = known_as(imports, file.head)
    if known is None:
        return file
    file = file._replace(known=known)
    return file._replace(since=known.last) if away or not known.read else _continued(file, known)


def _continued(file: File, known: Import) -> File:
    """Return where to go on with a log that was read before; raise BadUsage if it is another."""
    if file.path != STANDARD_INPUT:
        with opened(file.path) as opening:
            check_same(skip(opening, known.read), known.tail, file.path)
    return file._replace(start=known.read)


def _head(path: str) -> bytes:
    file: Any = opened(path)
    if path == STANDARD_INPUT:
        return bytes(file.beginning(_HEAD))
    with file:
        head, wrong = piece(file, _HEAD)
    if wrong and not head:
        message = f"{path} cannot be unpacked: {wrong}"
        raise BadUsage(message, hint="it may be cut off before it begins")
    return head


def _first_line(head: bytes) -> str:
    return exports.decoded(head).split("\n", 1)[0].strip("\r")


def _unknown(path: str, head: bytes, name: str | None) -> BadUsage:
    if head.startswith(b"PK\x03\x04"):
        hint = "unzip it, and name the CSV of pages in it"
        return BadUsage(f"{path} is an archive of several files", hint=hint)
    line = _first_line(head)[:_SHOWN]
    formats = ", ".join((*FORMATS, *exports.KINDS))
    if name and name not in (*FORMATS, *exports.KINDS):
        return BadUsage(f"there is no format '{name}'", hint=f"--format is one of {formats}")
    if name:
        return BadUsage(f"{path} has no line '#Fields:' that names what is needed", hint=line)
    hint = f"it begins with: {line}; --format is one of {formats}"
    return BadUsage(f"the format of {path} is not known", hint=hint)


def first_moment(file: File, zone: tzinfo) -> int:
    """Return the first second that a log tells of; 0 where its beginning tells of none."""
    if file.form is None or file.path == STANDARD_INPUT:
        return 0
    place = Place(file.form.name, zone)
    for hit in file.form.read(_head(file.path).rpartition(b"\n")[0]):
        try:
            if hit:
                return int(place.moment(hit[4])[0])
        except ValueError:
            continue
    return 0


def counted_as(file: File, part: Part, *, beside: bool) -> Import:
    """Return what is to be remembered of a log of which *part* was read now, *beside* others."""
    known = file.known
    firsts = [one for one in (part.first, known.first if known else 0) if one]
    return Import(
        LOG,
        min(firsts, default=0),
        max(part.last, known.last if known else 0),
        file.head,
        file.start + part.end,
        digest(part.ending) if part.end else (known.tail if known else ""),
        beside or (known.beside if known else False),
    )


def is_whole(path: str) -> bool:
    """Say whether no line will be added at the end of the file: it is packed."""
    return path == STANDARD_INPUT or bool(packing(path))
