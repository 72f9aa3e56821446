"""Tags, and other names that posts carry, with how often and when."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from blogctl.content.names import NameUse
from blogctl.content.near import Suggestion
from blogctl.display.output import Listing, Output, Value, as_text
from blogctl.display.screen import draw, text

_NUMBERS = ("posts", "trend")


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
        table.add_column(name, justify="right" if name in _NUMBERS else "left", no_wrap=True)
    if not names:
        table.add_column("", width=20)
    most = max(use.posts for use in uses)
    for use in uses:
        bar: list[Any] = [] if names else [Bar(most, 0, use.posts, color="blue", width=20)]
        table.add_row(*(text(_cell(use, name)) for name in shown), *bar)
    draw(table, output)


def _cell(use: NameUse, name: str) -> str:
    value = getattr(use, name)
    if name == "trend":
        return f"{'▲' if value > 0 else '▼'} {abs(value)}" if value else ""
    return f"{value:%Y-%m-%d}" if isinstance(value, datetime) else as_text(value)


_ADVICE = ("reason", "into", "names", "counts", "command")


def advice(found: Sequence[Suggestion], noun: str) -> Listing:
    """Return what may be one *noun* as a listing, each with the command that makes it one."""
    return Listing(
        found,
        partial(_advised, noun),
        _ADVICE,
        ("reason", "into", "names", "command"),
        partial(_draw_advice, noun),
        ("suggestion", "suggestions"),
    )


def _advised(noun: str, name: str) -> Value | None:
    if name == "command":
        return lambda one: one.command(noun)
    return (lambda one: getattr(one, name)) if name in Suggestion._fields else None


def _draw_advice(
    noun: str, found: Sequence[Suggestion], names: tuple[str, ...] | None, output: Output
) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    shown = names or ("reason", "names", "command")
    for name in shown:
        table.add_column(name)
    for one in found:
        table.add_row(*(text(_advice_cell(noun, one, name)) for name in shown))
    draw(table, output)


def _advice_cell(noun: str, suggestion: Suggestion, name: str) -> str:
    if name == "names":
        return ", ".join(f"{one} {count}" for one, count in suggestion.counts.items())
    column = _advised(noun, name)
    return as_text(column(suggestion)) if column else ""
