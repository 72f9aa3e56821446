"""Small drawings of figures: sparklines, bars, months by year, weeks by year."""

from collections.abc import Mapping, Sequence
from typing import Any

from blogctl.display.screen import text

SPARKS = "▁▂▃▄▅▆▇█"
BAR = 24
# What a week without a post looks like, with one, and with more.
_WEEKS = (("·", "dim"), ("▄", "green"), ("█", "green"))


def sparkline(counts: Sequence[int | None], highest: int) -> str:
    """Return *counts* as a line as high as they are; a dot for 0, a blank for None."""
    return "".join(_spark(count, highest or 1) for count in counts)


def _spark(count: int | None, highest: int) -> str:
    if count is None:
        return " "
    return SPARKS[round(count / highest * (len(SPARKS) - 1))] if count else "·"


def grid_of(*justified: Any) -> Any:
    """Return a table without lines, of columns that are justified so."""
    from rich.table import Table

    grid = Table.grid(padding=(0, 2, 0, 0))
    for justify in justified:
        grid.add_column(justify=justify, no_wrap=True)
    return grid


def months_by_year(months: Mapping[str, int], colour: str) -> Any:
    """Return a bar a year, with a spark a month; *months* go from 2026-11 to a figure."""
    from rich.bar import Bar

    grid = grid_of("left", "right", "left", "left")
    years: dict[str, int] = {}
    for month, count in months.items():
        years[month[:4]] = years.get(month[:4], 0) + count
    most, highest = max(years.values(), default=1), max(months.values(), default=1)
    for year, count in years.items():
        line = sparkline([months.get(f"{year}-{month:02}") for month in range(1, 13)], highest)
        bar = Bar(most or 1, 0, count, color=colour, width=BAR)
        grid.add_row(text(year, "dim"), f"{count:,}", bar, text(line, colour))
    return grid


def weeks_by_year(weeks: Mapping[str, Sequence[int]]) -> Any:
    """Return a line a year, with a cell a week: one post, and more."""
    from rich.text import Text

    grid = grid_of("left", "left")
    for year, counts in weeks.items():
        cells = (text(*_WEEKS[min(count, len(_WEEKS) - 1)]) for count in counts)
        grid.add_row(text(year, "dim"), Text("").join(cells))
    return grid


def bars(title: str, counts: Mapping[str, int], colour: str) -> Any:
    """Return a bar for each of *counts*, below *title*."""
    from rich.bar import Bar
    from rich.table import Table

    grid = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), show_header=True)
    grid.add_column(text(title, "bold"), no_wrap=True, overflow="ellipsis", max_width=26)
    grid.add_column("", justify="right", no_wrap=True)
    grid.add_column("", width=12)
    most = max(counts.values()) or 1
    for name, count in counts.items():
        grid.add_row(text(name), f"{count:,}", Bar(most, 0, count, color=colour, width=12))
    return grid
