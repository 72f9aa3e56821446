"""Counts of what readers did: what an import came to, and lists of names by how often."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from blogctl.display.output import Listing, Output, Value, as_text
from blogctl.display.safe import safe
from blogctl.display.screen import draw, text
from blogctl.display.stream import note
from blogctl.display.tables import table_of

BAR = 16


class Named(NamedTuple):
    """A name, and how often it was counted."""

    name: str
    hits: int


def tell_of(account: Any, *, debug: bool, quiet: bool) -> None:
    """Say what came of one file: its format, its lines, those that say nothing."""
    lines = f"{account.lines:,} line{'' if account.lines == 1 else 's'}"
    broken = f", {account.broken:,} of them broken" if account.broken else ""
    said = f"{safe(account.file)}: {account.format}, {lines}{broken}"
    note(said, colour="dim", quiet=quiet)
    if account.note:
        note(f"{safe(account.file)}: {account.note}", colour="yellow", quiet=quiet)
    for sample in account.samples if debug else ():
        note(f"  broken: {safe(sample)}", colour="dim", quiet=quiet)


def sentence(keys: Mapping[str, Any]) -> str:
    """Return what an import came to, as a sentence."""
    posts = f"{keys['posts']:,} post{'' if keys['posts'] == 1 else 's'}"
    first, last = keys["first"], keys["last"]
    span = f"on {first}" if first == last else f"from {first} to {last}"
    views = f"{keys['views']:,} view{'' if keys['views'] == 1 else 's'} of {posts}, {span}"
    lost = keys["unmatched"]
    more = f"; {lost:,} hit{'' if lost == 1 else 's'} on no post" if lost else ""
    return (views if keys["views"] else "no views") + more


def named_listing(rows: Sequence[Named], kind: str) -> Listing:
    """Return *rows* as a listing; *kind* is what they are."""

    def drawn(lines: Sequence[Any], names: tuple[str, ...] | None, output: Output) -> None:
        draw(table_of(lines, names, column) if names else _bars(lines, kind), output)

    column = _column(Named._fields)
    return Listing(rows, column, Named._fields, Named._fields, drawn, None)


def unmatched_listing(rows: Sequence[Any]) -> Listing:
    """Return what no post answers as a listing."""
    fields = ("address", "status", "hits", "path", "command")

    def drawn(lines: Sequence[Any], names: tuple[str, ...] | None, output: Output) -> None:
        draw(table_of(lines, names, column) if names else _unmatched(lines), output)

    column = _column(fields)
    return Listing(rows, column, fields, fields, drawn, None)


def _column(fields: Sequence[str]) -> Any:
    def column(name: str) -> Value | None:
        return (lambda row: getattr(row, name)) if name in fields else None

    return column


def _bars(rows: Sequence[Named], kind: str) -> Any:
    from rich.bar import Bar
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column(kind, overflow="ellipsis", no_wrap=True)
    table.add_column("hits", justify="right", no_wrap=True)
    table.add_column("", width=BAR)
    most = max((row.hits for row in rows), default=1)
    for row in rows:
        table.add_row(text(row.name), f"{row.hits:,}", Bar(most, 0, row.hits, color="blue"))
    return table


def _unmatched(rows: Sequence[Any]) -> Any:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("status", no_wrap=True, style="dim")
    table.add_column("hits", justify="right", no_wrap=True)
    table.add_column("asked for", overflow="fold")
    table.add_column("what leads there", overflow="fold", style="green")
    for row in rows:
        table.add_row(as_text(row.status), f"{row.hits:,}", text(row.address), text(row.command))
    return table
