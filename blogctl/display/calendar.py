"""What is to come, as months of weeks, or a line each."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, NamedTuple

from blogctl.display.output import Listing, Output, Value
from blogctl.display.screen import draw, text, width

PLAIN = ("time", "kind", "path", "title")
STABLE = ("time", "kind", "slot", "path", "slug", "title", "url")
NOUN = ("appointment", "appointments")
_STYLES = {"scheduled": "green", "expires": "red", "free": "dim"}
_MARKS = {"scheduled": "", "expires": "✗ ", "free": "· "}
_NARROWEST = 8


class Row(NamedTuple):
    """What is to come at a *time*, in the site's zone: a post, or a free slot of the queue."""

    time: datetime
    kind: str
    slot: bool
    path: str
    slug: str
    title: str
    url: str


def listing(rows: Sequence[Row], today: date) -> Listing:
    """Return *rows* as a listing, drawn as the months that they are in from *today* on."""
    draw_rows = partial(_draw, today=today)
    return Listing(rows, _column, STABLE, PLAIN, draw_rows, NOUN)


def _column(name: str) -> Value | None:
    return (lambda row: getattr(row, name)) if name in STABLE else None


def _draw(
    rows: Sequence[Row], names: tuple[str, ...] | None, output: Output, *, today: date
) -> None:
    """Draw a table for each month: a row a week, a column a day."""
    from rich.console import Group

    by_day: dict[date, list[Row]] = {}
    for row in rows:
        by_day.setdefault(row.time.date(), []).append(row)
    last = max([today, *by_day])
    months, first = [], today.replace(day=1)
    while first <= last:
        months.append(_month(first, today, last, by_day))
        first = (first + timedelta(days=32)).replace(day=1)
    draw(Group(*months), output)


def _month(first: date, today: date, last: date, by_day: dict[date, list[Row]]) -> Any:
    """Return the month of *first* as a table, of the weeks from *today* to *last*."""
    from rich.box import ROUNDED
    from rich.table import Table

    column = max(_NARROWEST, (width() - 22) // 7)
    table = Table(title=f"{first:%B %Y}", title_justify="left", show_lines=True, box=ROUNDED)
    monday = max(first, today) - timedelta(days=max(first, today).weekday())
    for day in range(7):
        table.add_column(f"{monday + timedelta(days=day):%a}", width=column)
    after = (first + timedelta(days=32)).replace(day=1)
    while monday < after and monday <= last:
        days = [monday + timedelta(days=at) for at in range(7)]
        table.add_row(*(_day(day, first, today, by_day.get(day, ())) for day in days))
        monday += timedelta(days=7)
    return table


def _day(day: date, first: date, today: date, rows: Sequence[Row]) -> Any:
    """Return a day's cell: its number, then what is to come on it."""
    from rich.text import Text

    if day.month != first.month:
        return Text("")
    cell = Text(f"{day.day}", "bold reverse" if day == today else "bold")
    for row in rows:
        said = text(f"{_MARKS[row.kind]}{row.time:%H:%M} {row.title}".rstrip(), _STYLES[row.kind])
        cell.append("\n").append_text(said)
    return cell
