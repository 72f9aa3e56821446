"""How far long work is: a bar on stderr, on a terminal, once it takes a while."""

import sys
from collections.abc import Iterable, Iterator, Sized
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
