"""Work shared with forked workers, where there is enough of it to be worth starting them."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any

# Below so many pieces, starting workers takes longer than they save.
_ENOUGH = 1500
_BATCH = 50
_HEAD = 8
_MOST = 8


class Spread:
    """*work* done on each of *pieces*, by workers where they pay; the results come in any order.

    A result is made of plain values: texts, numbers, bytes, None, tuples and lists of them.
    """

    def __init__(
        self, pieces: Sequence[str], work: Callable[[str], Any], enough: int = _ENOUGH
    ) -> None:
        self._count = len(pieces)
        workers = min(os.cpu_count() or 1, _MOST)
        if len(pieces) < enough or workers < 2 or not hasattr(os, "fork"):
            self._results: Iterator[Any] = map(work, pieces)
            return
        shares = [pieces[at::workers] for at in range(workers)]
        self._results = _gather([(share, *_start(share, work)) for share in shares], work)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Any]:
        return self._results


def _start(share: Sequence[str], work: Callable[[str], Any]) -> tuple[int, int]:
    """Start a worker; return the pipe that its results come through, and its process."""
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return reading, child
    with suppress(BaseException):
        os.close(reading)
        _answer(share, work, writing)
        os._exit(0)
    os._exit(1)


def _answer(share: Sequence[str], work: Callable[[str], Any], writing: int) -> None:
    import marshal

    with os.fdopen(writing, "wb") as pipe:
        for start in range(0, len(share), _BATCH):
            packed = marshal.dumps([work(piece) for piece in share[start : start + _BATCH]])
            pipe.write(len(packed).to_bytes(_HEAD, "big") + packed)
            pipe.flush()


def _gather(
    workers: Sequence[tuple[Sequence[str], int, int]], work: Callable[[str], Any]
) -> Iterator[Any]:
    """Yield what the *workers* answer; what one that died leaves undone is done here."""
    from selectors import EVENT_READ, DefaultSelector

    with DefaultSelector() as selector:
        for share, reading, _ in workers:
            selector.register(os.fdopen(reading, "rb"), EVENT_READ, [share, 0])
        try:
            while selector.get_map():
                for key, _ in selector.select():
                    yield from _take(selector, key, work)
        finally:
            _end(selector, [child for _, _, child in workers])


def _take(selector: Any, key: Any, work: Callable[[str], Any]) -> Iterator[Any]:
    import marshal

    share, done = key.data
    head = key.fileobj.read(_HEAD)
    packed = key.fileobj.read(int.from_bytes(head, "big")) if len(head) == _HEAD else b""
    if packed and len(packed) == int.from_bytes(head, "big"):
        results = marshal.loads(packed)  # noqa: S302 - our own worker wrote it
        key.data[1] += len(results)
        yield from results
        return
    selector.unregister(key.fileobj)
    key.fileobj.close()
    yield from map(work, share[done:])


def _end(selector: Any, children: Sequence[int]) -> None:
    """Wait for the workers, which end as their pipes close."""
    for key in list(selector.get_map().values()):
        key.fileobj.close()
    for child in children:
        with suppress(OSError):
            os.waitpid(child, 0)
