"""Why a post is or is not live: what decides it, until when, and how others would read it."""

from datetime import datetime
from typing import NamedTuple

from blogctl.content.post import Status


class Finding(NamedTuple):
    """What a generator passes over or misreads in a post, and the way out; *line* from 1, or None.

    One that *stops* keeps the post from being published: readers would get something else than
    its author wrote. A field that is merely passed over may be meant for a theme.
    """

    line: int | None
    message: str
    hint: str | None
    stops: bool = True


class Turn(NamedTuple):
    """A moment to come at which the status of a post changes, and what it is from then on."""

    at: datetime
    status: Status


class Verdict(NamedTuple):
    """What another generator, as it is out of the box, would make of the same file.

    *path* is where the file would lie there. *problem* says why it is no post there; the rest is
    empty then.
    """

    engine: str
    path: str
    status: Status | None
    title: str
    date: datetime | None
    tags: tuple[str, ...]
    problem: str


class Explanation(NamedTuple):
    """Why a post is or is not live. *zone* is that of dates which name none."""

    path: str
    engine: str
    status: Status
    because: str
    date: datetime | None
    zone: str
    turns: tuple[Turn, ...]
    url: str
    findings: tuple[Finding, ...]
    elsewhere: tuple[Verdict, ...]


class Claim(NamedTuple):
    """That a folder is a generator's, and why; its posts lie in *folders*.

    *reason* is 'the settings say so' where blogctl was told.
    """

    engine: str
    reason: str
    folders: tuple[str, ...]
    zone: str
    language: str
