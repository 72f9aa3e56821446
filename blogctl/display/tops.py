"""Top tables drawn, side by side as the width allows."""

from collections.abc import Sequence
from typing import Any

from blogctl.content.tops import Row, Top
from blogctl.display.output import Listing, Output, Value, as_text
from blogctl.display.screen import draw, text, width

FIELDS = ("kind", "rank", "name", "figure", "share", "path")
NARROW, GAP, BAR = 46, 3, 10

Line = tuple[str, Row]


def listing(tops: Sequence[Top]) -> Listing:
    """Return *tops* as a listing of their rows, each with the kind of its table."""
    rows = [(top.kind, row) for top in tops for row in top.rows]

    def drawn(lines: Sequence[Line], names: tuple[str, ...] | None, output: Output) -> None:
        draw(_as_asked(lines, names) if names else _beside(tops), output)

    return Listing(rows, _column, FIELDS, FIELDS, drawn, None)


def _column(name: str) -> Value | None:
    if name == "kind":
        return lambda line: line[0]
    return (lambda line: getattr(line[1], name)) if name in Row._fields else None


def _as_asked(lines: Sequence[Line], names: tuple[str, ...]) -> Any:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for name in names:
        table.add_column(name, overflow="ellipsis", no_wrap=True)
    for line in lines:
        table.add_row(*(text(as_text(value(line))) for name in names if (value := _column(name))))
    return table


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

    title = f"Top {len(top.rows)} {top.kind}"
    table = Table(title=text(title, "bold"), title_justify="left", box=None, pad_edge=False,
                  padding=(0, 1, 0, 0), header_style="dim", expand=True)  # fmt: skip
    table.add_column("", justify="right", no_wrap=True, style="dim")
    table.add_column("", ratio=1, no_wrap=True, overflow="ellipsis")
    table.add_column(top.unit, justify="right", no_wrap=True)
    table.add_column("", width=BAR)
    most = max((row.figure for row in top.rows), default=1)
    for row in top.rows:
        bar = Bar(most, 0, row.figure, color="magenta", width=BAR)
        table.add_row(str(row.rank), text(row.name), f"{row.figure:,}", bar)
    return table
