"""How far long work is: a bar on stderr, on a terminal, once it takes a while."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sized
from contextlib import ExitStack, contextmanager
from time import monotonic
from typing import Any

from blogctl.display.stream import is_terminal

# Work that is done before the eye has found a bar needs none: seconds, and items.
PATIENCE = 0.5
FEW = 100


def track(items: Sized, doing: str) -> Iterable[Any]:
    """Hand on *items*, an iterable, with a bar that says what is being *doing* if it takes long."""
    long = len(items) > FEW and is_terminal(sys.stderr)
    return _tracked(items, doing) if long else items  # type: ignore[return-value]


@contextmanager
def measured(total: int, doing: str) -> Iterator[Callable[[int], None]]:
    """Give what draws how many of *total* bytes are done, once that takes a while."""
    with ExitStack() as stack:
        yield _Measure(stack, total, doing).tell if is_terminal(sys.stderr) else _ignore


def _ignore(done: int) -> None:
    """Draw nothing of what is *done*."""


class _Measure:
    def __init__(self, stack: ExitStack, total: int, doing: str) -> None:
        self._stack, self._total, self._doing = stack, total, doing
        self._start = monotonic()
        self._bar: Any = None

    def tell(self, done: int) -> None:
        if self._bar is None and monotonic() - self._start > PATIENCE:
            self._bar = self._stack.enter_context(_bytes_bar())
            self._bar.add_task(self._doing, total=self._total)
        if self._bar is not None:
            self._bar.update(self._bar.task_ids[0], completed=done)


def _bytes_bar() -> Any:
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(),
               TransferSpeedColumn())  # fmt: skip
    return Progress(*columns, console=Console(stderr=True), transient=True)


def _tracked(items: Any, doing: str) -> Iterator[Any]:
    start, waiting = monotonic(), iter(items)
    for number, item in enumerate(waiting, 1):
        yield item
        if monotonic() - start > PATIENCE:
            yield from _with_bar(waiting, number, len(items), doing)
            return


def _with_bar(items: Iterator[Any], done: int, total: int, doing: str) -> Iterator[Any]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn(doing), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(doing, total=total, completed=done)
        for item in items:
            yield item
            bar.advance(task)
