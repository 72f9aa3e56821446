"""Tags, and other names that posts carry, with how often and when."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from blogctl.content.names import NameUse
from blogctl.display.output import Listing, Output, Value, as_text
from blogctl.display.screen import draw, text


def listing(uses: Sequence[NameUse], noun: tuple[str, str]) -> Listing:
    """Return the *uses* of names as a listing; *noun* is what one and many are called."""
    return Listing(uses, _column, NameUse._fields, NameUse._fields, _draw, noun)


def _column(name: str) -> Value | None:
    return (lambda use: getattr(use, name)) if name in NameUse._fields else None


def _draw(uses: Sequence[NameUse], names: tuple[str, ...] | None, output: Output) -> None:
    from rich.bar import Bar
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    shown = names or NameUse._fields
    for name in shown:
        table.add_column(name, justify="right" if name == "posts" else "left", no_wrap=True)
    if not names:
        table.add_column("", width=20)
    most = max(use.posts for use in uses)
    for use in uses:
        bar: list[Any] = [] if names else [Bar(most, 0, use.posts, color="blue", width=20)]
        table.add_row(*(text(_cell(getattr(use, name))) for name in shown), *bar)
    draw(table, output)


def _cell(value: Any) -> str:
    return f"{value:%Y-%m-%d}" if isinstance(value, datetime) else as_text(value)
