"""Which generators claim a folder."""

from collections.abc import Sequence

from blogctl.content.explaining import Claim
from blogctl.display.output import Listing, Output, Value, as_text
from blogctl.display.screen import draw, text


def listing(claims: Sequence[Claim]) -> Listing:
    """Return *claims* as a listing."""
    return Listing(claims, _column, Claim._fields, Claim._fields, _draw, None)


def _column(name: str) -> Value | None:
    return (lambda claim: getattr(claim, name)) if name in Claim._fields else None


def _draw(claims: Sequence[Claim], names: tuple[str, ...] | None, output: Output) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    shown = names or Claim._fields
    for name in shown:
        table.add_column(name, overflow="fold")
    for claim in claims:
        table.add_row(*(text(as_text(getattr(claim, name))) for name in shown))
    draw(table, output)
