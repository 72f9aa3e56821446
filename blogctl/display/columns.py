"""Long tables written line by line, in columns of a fixed width, as Rich would draw them."""

import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple

from blogctl.display.output import Output
from blogctl.display.pager import paged
from blogctl.display.safe import safe
from blogctl.display.stream import is_terminal, takes_colour, write

_GAP = "  "
_BATCH = 500
# What Rich writes for the styles of a table of posts.
_CODES = {
    "dim": "2", "italic dim": "2;3", "red": "31", "green": "32", "yellow": "33", "blue": "34",
    "magenta": "35", "cyan": "36",
}  # fmt: skip


class Column(NamedTuple):
    """A column *room* cells wide; what is in it stands at its *right*, or its left."""

    room: int
    right: bool = False


def cell_width(text: str) -> int:
    """Return how many cells of a terminal *text* takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def lines_of(rows: Iterable[Sequence[tuple[str, str]]], columns: Sequence[Column]) -> Iterator[str]:
    """Yield *rows* of (text, style) as lines, each text cut to its column."""
    colour = takes_colour(sys.stdout)
    for row in rows:
        cells = [
            _styled(_fitted(safe(text), column), style if colour else "")
            for (text, style), column in zip(row, columns, strict=True)
        ]
        yield _GAP.join(cells).rstrip() + "\n"


def _fitted(text: str, column: Column) -> str:
    taken = cell_width(text)
    if taken > column.room:
        text = f"{_cut(text, column.room - 1)}…"
        taken = cell_width(text)
    blanks = " " * (column.room - taken)
    return blanks + text if column.right else text + blanks


def _cut(text: str, room: int) -> str:
    if text.isascii():
        return text[:room]
    text = text[:room]
    while cell_width(text) > room:
        text = text[:-1]
    return text


def _styled(text: str, style: str) -> str:
    return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if style else text


def draw_lines(lines: Iterator[str], output: Output) -> None:
    """Write *lines* as they come, through the pager where they are taller than the screen."""
    height = shutil.get_terminal_size((100, 24)).lines
    first = list(islice(lines, height))
    every = chain(first, lines)
    tall = len(first) >= height
    if output.pager and tall and is_terminal(sys.stdout) and paged(every):
        return
    while batch := "".join(islice(every, _BATCH)):
        write(batch)
