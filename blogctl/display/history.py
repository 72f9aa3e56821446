"""What commands wrote, as a list of operations."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from blogctl.content.operation import Entry, Operation
from blogctl.display.output import Listing, Output, Value, as_text
from blogctl.display.screen import draw, text

_DRAWN = ("id", "time", "changed", "command", "state")


def told(operation: Operation) -> str:
    """Return what an operation was, in a line."""
    count = len(operation.posts)
    when = f"{operation.time:%Y-%m-%d %H:%M}"
    return f"operation {operation.id}, {when}, {count:,} changed: {operation.command}"


def listing(entries: Sequence[Entry]) -> Listing:
    """Return *entries* as a listing."""
    return Listing(entries, _column, Entry._fields, _DRAWN, _draw, ("operation", "operations"))


def _column(name: str) -> Value | None:
    if name == "state":
        return _state
    return (lambda entry: getattr(entry, name)) if name in Entry._fields else None


def _state(entry: Entry) -> str:
    if entry.undone:
        return "undone"
    return f"undoes {entry.undoes}" if entry.undoes is not None else ""


def _draw(entries: Sequence[Entry], names: tuple[str, ...] | None, output: Output) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    shown = names or _DRAWN
    for name in shown:
        table.add_column(
            name, justify="right" if name == "id" else "left", no_wrap=name != "command"
        )
    for entry in entries:
        style = "dim" if entry.undone else ""
        table.add_row(*(text(_cell(entry, name, names)) for name in shown), style=style)
    draw(table, output)


def _cell(entry: Entry, name: str, asked: tuple[str, ...] | None) -> str:
    column = _column(name)
    value: Any = column(entry) if column else ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if name == "changed" and not asked:
        return str(len(entry.changed))
    return as_text(value)
