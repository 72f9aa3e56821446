"""Top tables drawn, side by side as the width allows."""

from collections.abc import Sequence
from typing import Any

from blogctl.content.tops import Row, Top
from blogctl.display.output import Listing, Output, Value
from blogctl.display.screen import draw, text, width
from blogctl.display.tables import table_of

FIELDS = ("kind", "rank", "name", "figure", "share", "path", "period", "was", "before")
NARROW, GAP, BAR = 46, 3, 10

# A table, and a row of it.
Line = tuple[Top, Row]


def listing(tops: Sequence[Top]) -> Listing:
    """Return *tops* as a listing of their rows, each with the kind of its table."""
    rows = [(top, row) for top in tops for row in top.rows]

    def drawn(lines: Sequence[Line], names: tuple[str, ...] | None, output: Output) -> None:
        draw(table_of(lines, names, _column) if names else _beside(tops), output)

    return Listing(rows, _column, FIELDS, FIELDS, drawn, None)


def _column(name: str) -> Value | None:
    if name in ("kind", "period"):
        return lambda line: getattr(line[0], name)
    return (lambda line: getattr(line[1], name)) if name in Row._fields else None


def _beside(tops: Sequence[Top]) -> Any:
    from rich.console import Group
    from rich.table import Table

    per_line = max(1, min(len(tops), (width() + GAP) // (NARROW + GAP)))
    each = (width() + GAP) // per_line - GAP
    lines: list[Any] = []
    for start in range(0, len(tops), per_line):
        grid = Table.grid(padding=(0, GAP, 1, 0), pad_edge=False)
        group = tops[start : start + per_line]
        for _ in group:
            grid.add_column(width=min(each, 80))
        grid.add_row(*(_table(top) for top in group))
        lines.append(grid)
    return Group(*lines)


def _table(top: Top) -> Any:
    from rich.bar import Bar
    from rich.table import Table

    title = top.title or f"Top {len(top.rows)} {top.kind}"
    table = Table(title=text(title, "bold"), title_justify="left", box=None, pad_edge=False,
                  padding=(0, 1, 0, 0), header_style="dim", expand=True)  # fmt: skip
    table.add_column("", justify="right", no_wrap=True, style="dim")
    if top.moves:
        table.add_column("", no_wrap=True)
    table.add_column("", ratio=1, no_wrap=True, overflow="ellipsis")
    table.add_column(top.unit, justify="right", no_wrap=True)
    table.add_column("", width=BAR)
    most = max((row.figure for row in top.rows), default=1)
    for row in top.rows:
        bar = Bar(most, 0, row.figure, color="magenta", width=BAR)
        moved = [_moved(row)] if top.moves else []
        table.add_row(str(row.rank), *moved, text(row.name), f"{row.figure:,}", bar)
    return table


def _moved(row: Row) -> Any:
    """Return how a rank has moved against the period before."""
    if row.was is None:
        return text("new", "cyan")
    if row.was == row.rank:
        return text("=", "dim")
    return (
        text(f"▲{row.was - row.rank}", "green")
        if row.was > row.rank
        else text(f"▼{row.rank - row.was}", "red")
    )
