"""Tables of the fields that were asked for, where a drawing of its own would not show them."""

from collections.abc import Callable, Sequence
from typing import Any

from blogctl.display.output import Value, as_text
from blogctl.display.screen import text


def table_of(
    rows: Sequence[Any], names: Sequence[str], column: Callable[[str], Value | None]
) -> Any:
    """Return a table of *rows* with the columns *names*, whose values *column* gets."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    values = [value for name in names if (value := column(name))]
    for name in names:
        table.add_column(name, overflow="ellipsis", no_wrap=True)
    for row in rows:
        table.add_row(*(text(as_text(value(row))) for value in values))
    return table
