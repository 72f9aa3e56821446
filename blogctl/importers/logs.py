"""Logs counted by workers, each of which reads the whole file and tells a share of its blocks.

What stands for a reader lies in temporary files that have no name, until all of it is there.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import tzinfo
from errno import ENOSPC
from functools import partial
from mmap import mmap
from struct import Struct
from tempfile import TemporaryFile
from typing import IO, Any, NamedTuple

from blogctl.content.addresses import Addresses
from blogctl.errors import CannotWrite
from blogctl.importers.counting import BUCKETS, Rules, Tally, Teller, settled
from blogctl.importers.formats import PAGES, Format
from blogctl.importers.opening import (
    STANDARD_INPUT,
    Share,
    check_same,
    opened,
    position,
    size_of,
    skip,
)

_WORKERS = 8
# Below so many bytes, starting workers takes longer than they save.
_SMALL = 4 << 20
_MOST = 50_000
_BUFFER = 1 << 16
_PLACE = Struct("<q")
_TICK = 0.1


class Manner(NamedTuple):
    """How logs are counted: for which posts, by which rules, in which zone."""

    addresses: Addresses
    rules: Rules
    zone: tzinfo


class Counted(NamedTuple):
    """What logs come to: the day (its ordinal), post, views and readers, and what went beside."""

    views: Iterable[tuple[int, int, int, int]]
    unmatched: Mapping[tuple[str, str, str], int]
    referrers: Mapping[tuple[str, str], int]
    searches: Mapping[tuple[str, str], int]


class Part(NamedTuple):
    """What a worker's share of a log comes to, beside the visits: see Tally, and Share."""

    unmatched: Counter[tuple[str, str, str]]
    referrers: Counter[tuple[str, str]]
    searches: Counter[tuple[str, str]]
    lines: int = 0
    broken: int = 0
    samples: tuple[bytes, ...] = ()
    first: int = 0
    last: int = 0
    end: int = 0
    ending: bytes = b""
    said: str = ""
    unended: bool = False


class Gatherer:
    """Gathers what logs come to; memory stays as it is, however long they are."""

    def __init__(self, manner: Manner, stack: ExitStack) -> None:
        self._manner = manner
        self._salt = os.urandom(16)
        files = (TemporaryFile() for _ in range(BUCKETS))  # noqa: SIM115 - the stack closes them
        self._buckets = [stack.enter_context(file) for file in files]
        self._all = _nothing()
        # How far the first worker is, seen by the process that waits.
        self._at = mmap(-1, _PLACE.size)

    def read(
        self,
        path: str,
        form: Format,
        start: int = 0,
        since: int = 0,
        *,
        whole: bool = False,
        tail: str = "",
        tell: Callable[[int], None] | None = None,
    ) -> Part:
        """Count the log at *path*, from so many bytes, or a second, on; return what is to be known.

        *tail* is the digest of what stands before, where that is known. *tell* hears at times how
        many bytes of the file were read. Raise BadUsage for another log, CannotWrite where there
        is no room for what is kept meanwhile.
        """

        def work(first: int, of: int) -> Part:
            with opened(path) as file:
                before = skip(file, start)
                check_same(before, tail, path)
                share = Share(file, (first, of), before, whole=whole)
                passed = partial(self._passed, file) if not first else None
                return self._told(share, form, since, passed)

        self._at[:] = _PLACE.pack(0)

        def waiting() -> None:
            if tell:
                tell(_PLACE.unpack(self._at)[0])

        part = _merged(list(_shared(work, _workers(path), waiting)))
        self._all = _merged([self._all, part])
        return part

    def _passed(self, file: IO[bytes]) -> None:
        self._at[:] = _PLACE.pack(position(file))

    def _told(
        self, share: Share, form: Format, since: int, passed: Callable[[], None] | None
    ) -> Part:
        manner = self._manner
        rules = manner.rules._replace(since=max(manner.rules.since, since))
        teller = Teller(form, manner.addresses, rules, manner.zone, self._salt)
        kept = [bytearray() for _ in range(BUCKETS)]
        part = _nothing()
        for block in share:
            part = self._taken(part, teller.tell(block), kept)
            if passed:
                passed()
        self._write(kept, 0)
        return part._replace(
            end=share.end, ending=share.ending, said=share.said, unended=share.unended
        )

    def _taken(self, part: Part, tally: Tally, kept: list[bytearray]) -> Part:
        """Return *part* with what a block came to; its visits are *kept*, and written at times."""
        for known, visits in zip(kept, tally.visits, strict=True):
            known += visits
        self._write(kept, _BUFFER)
        return _added(part, _part_of(tally))

    def _write(self, kept: list[bytearray], most: int) -> None:
        for bucket, visits in zip(self._buckets, kept, strict=True):
            if len(visits) > most:
                # The place in a file is shared by all workers: none writes over another.
                try:
                    if os.write(bucket.fileno(), visits) < len(visits):
                        # Half a visit would spoil all that come behind it.
                        raise OSError(ENOSPC, os.strerror(ENOSPC))
                except OSError as error:
                    reason = (error.strerror or str(error)).lower()
                    hint = "make room in the folder for temporary files, or set TMPDIR"
                    raise CannotWrite(f"hits cannot be kept: {reason}", hint=hint) from error
                visits.clear()

    def counted(self) -> Counted:
        """Return what all logs came to."""
        repeats = self._manner.rules.repeats

        def work(first: int, of: int) -> tuple[dict[int, int], dict[tuple[int, bool], int]]:
            return settled((_whole(one) for one in self._buckets[first::of]), repeats=repeats)

        size = sum(os.fstat(bucket.fileno()).st_size for bucket in self._buckets)
        hits: Counter[int] = Counter()
        excess: Counter[tuple[int, bool]] = Counter()
        for found, over in _shared(work, _workers_for(size * 8)):
            hits.update(found)
            excess.update(over)
        return Counted(_views(hits, excess), *_texts(self._all))


def _views(
    hits: Mapping[int, int], excess: Mapping[tuple[int, bool], int]
) -> Iterator[tuple[int, int, int, int]]:
    """Yield the days, as ordinals, the posts, and their views and readers."""
    for cell, count in hits.items():
        day, page = divmod(cell, PAGES)
        views = count - excess.get((cell, True), 0)
        if views:
            yield day, page - 1, views, count - excess.get((cell, False), 0)


@contextmanager
def gathering(manner: Manner) -> Iterator[Gatherer]:
    """Give a gatherer, and let go of what it keeps of readers."""
    with ExitStack() as stack:
        yield Gatherer(manner, stack)


def _whole(bucket: IO[bytes]) -> bytes:
    return os.pread(bucket.fileno(), os.fstat(bucket.fileno()).st_size, 0)


def _nothing() -> Part:
    return Part(Counter(), Counter(), Counter())


def _part_of(tally: Tally) -> Part:
    return Part(*_texts(tally), tally.lines, tally.broken, tally.samples, tally.first, tally.last)


def _texts(part: Any) -> tuple[Counter[Any], Counter[Any], Counter[Any]]:
    return part.unmatched, part.referrers, part.searches


def _merged(parts: Sequence[Part]) -> Part:
    whole = parts[0]
    for part in parts[1:]:
        whole = _added(whole, part)
    return whole


def _added(part: Part, other: Part) -> Part:
    """Return the sum of two parts; the counts of the first take in those of the second."""
    for known, found in zip(_texts(part), _texts(other), strict=True):
        known.update(found)
        _prune(known)
    firsts = [first for first in (part.first, other.first) if first]
    return part._replace(
        lines=part.lines + other.lines,
        broken=part.broken + other.broken,
        samples=(*part.samples, *other.samples)[:3],
        first=min(firsts, default=0),
        last=max(part.last, other.last),
        end=max(part.end, other.end),
        ending=part.ending or other.ending,
        said=part.said or other.said,
        unended=part.unended or other.unended,
    )


def _prune(known: Counter[Any]) -> None:
    """Keep what was counted most, where there is too much of it."""
    if len(known) > 2 * _MOST:
        kept = dict(known.most_common(_MOST))
        known.clear()
        known.update(kept)


def _workers(path: str) -> int:
    """Return how many workers a log is worth."""
    return 1 if path == STANDARD_INPUT else _workers_for(size_of(path))


def _workers_for(size: int) -> int:
    if size < _SMALL or not hasattr(os, "fork"):
        return 1
    return min(os.cpu_count() or 1, _WORKERS)


# What forked workers do; they have it from the process that they come from.
_task: list[Callable[[int, int], Any]] = []


def _shared(
    work: Callable[[int, int], Any], workers: int, waiting: Callable[[], None] | None = None
) -> Iterator[Any]:
    """Yield what *work* gives for each share of *workers*, which do it side by side."""
    if workers < 2:
        yield work(0, 1)
        return
    from multiprocessing import get_context

    _task[:] = [work]
    with get_context("fork").Pool(workers, _begin) as pool:
        found = pool.imap_unordered(_work, [(number, workers) for number in range(workers)])
        for _ in range(workers):
            yield _waited_for(found, waiting)


def _waited_for(found: Any, waiting: Callable[[], None] | None) -> Any:
    from multiprocessing import TimeoutError as NotYet

    while True:
        try:
            return found.next(_TICK)
        except NotYet:
            if waiting:
                waiting()


def _begin() -> None:
    """Let the process above answer to Ctrl-C; and look for no circles, as there are none."""
    import gc
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()


def _work(share: tuple[int, int]) -> Any:
    return _task[0](*share)
