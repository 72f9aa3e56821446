"""How far long work is: a bar on stderr, on a terminal, once it takes a while."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from time import monotonic
from typing import Any

from blogctl.display.stream import is_terminal

# Work that is done before the eye has found a bar needs none: seconds, and items.
PATIENCE = 0.5
FEW = 100


def track(items: Sequence[Any], doing: str) -> Iterable[Any]:
    """Hand on *items*, with a bar that says what is being *doing* where it takes a while."""
    long = len(items) > FEW and is_terminal(sys.stderr)
    return _tracked(items, doing) if long else items


def _tracked(items: Sequence[Any], doing: str) -> Iterator[Any]:
    start = monotonic()
    for number, item in enumerate(items):
        if monotonic() - start > PATIENCE:
            yield from _with_bar(items, number, doing)
            return
        yield item


def _with_bar(items: Sequence[Any], done: int, doing: str) -> Iterator[Any]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn(doing), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(doing, total=len(items), completed=done)
        for item in items[done:]:
            yield item
            bar.advance(task)
