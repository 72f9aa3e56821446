"""What readers do, drawn: views by month, weekday and age, tags as sparklines, rhythm."""

from collections.abc import Sequence
from typing import Any

from blogctl.content.readers import Effect, Readers
from blogctl.display.screen import text
from blogctl.display.sparks import bars, grid_of, months_by_year, sparkline


def parts(figures: Readers) -> list[Any]:
    """Return what to draw of *figures*, one below the other."""
    from rich.columns import Columns

    tables = [
        bars("read by weekday", figures.weekdays, "magenta"),
        bars("by age of the post", figures.ages, "magenta"),
        *([_tags(figures.tags)] if figures.tags else []),
        *([_effects(figures.rhythm)] if figures.rhythm else []),
    ]
    return [
        _headline(figures), "", months_by_year(figures.months, "magenta"), "",
        Columns(tables, padding=(1, 4)), "",
    ]  # fmt: skip


def _headline(figures: Readers) -> Any:
    grid = grid_of("left", "left")
    grid.add_row(text("views", "dim"), text(f"{figures.views:,}", "bold"))
    if figures.readers:
        grid.add_row(text("readers", "dim"), text(f"{figures.readers:,}, of each day, added up"))
    grid.add_row(text("known", "dim"), text(f"{figures.first} to {figures.last}"))
    best = figures.months[figures.busiest_month]
    grid.add_row(text("best month", "dim"), text(f"{figures.busiest_month}, {best:,} views"))
    return grid


def _tags(tags: dict[str, list[int]]) -> Any:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column(text("read by tag, 12 months", "bold"), no_wrap=True, max_width=26)
    table.add_column("", justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    for tag, views in tags.items():
        table.add_row(text(tag), f"{sum(views):,}", text(sparkline(views, max(views)), "magenta"))
    return table


def _effects(effects: Sequence[Effect]) -> Any:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(text("gap before a post", "bold"), no_wrap=True)
    table.add_column(text("posts", "dim"), justify="right", no_wrap=True)
    table.add_column(text("views in 30 days", "dim"), justify="right", no_wrap=True)
    for effect in effects:
        table.add_row(text(effect.gap), str(effect.posts), f"{effect.median_views:,.0f}")
    return table
