"""Statistics drawn: figures, bars by year and month, habits, rhythm."""

from collections.abc import Iterator, Mapping
from typing import Any

from blogctl.content.statistics import Named, Statistics
from blogctl.display import readers
from blogctl.display.output import Output, as_text
from blogctl.display.safe import safe
from blogctl.display.screen import STATUS_STYLE, draw, text, width
from blogctl.display.sparks import bars, months_by_year, weeks_by_year
from blogctl.display.stream import write


def draw_statistics(figures: Statistics, output: Output) -> None:
    """Draw *figures* on the terminal."""
    from rich.columns import Columns
    from rich.console import Group

    parts: list[Any] = [_headline(figures), ""]
    if figures.years:
        parts += [months_by_year(figures.months, "green"), "", weeks_by_year(figures.weeks), ""]
        habits = [("by weekday", figures.weekdays), ("by hour", figures.hours)]
        tables = [bars(*habit, "blue") for habit in habits if habit[1]]
        parts += [Columns(tables, padding=(0, 4)), "", _rhythm(figures), ""]
    if figures.readers:
        parts += readers.parts(figures.readers)
    names = [
        (f"tags ({figures.tags_in_all}, {figures.tags_used_once} used once)", figures.tags),
        ("categories", figures.categories),
        ("series", figures.series),
        ("authors", figures.authors),
        ("languages", figures.languages),
        ("drafts by age", figures.drafts_by_age),
        ("posts without", figures.without),
    ]
    tables = [bars(*name, "blue") for name in names if name[1]]
    parts.append(Columns(tables, padding=(1, 4), width=min(46, width())))
    draw(Group(*parts), output)


def _headline(figures: Statistics) -> Any:
    from rich.table import Table
    from rich.text import Text

    statuses = Text("  ").join(
        text(f"{count} {name}", STATUS_STYLE.get(name, ""))
        for name, count in figures.status.items()
        if count
    )
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column()
    grid.add_row("posts", Text.assemble(text(f"{figures.posts:,}", "bold"), "   ", statuses))
    words = f"{figures.words:,}, median {figures.median_words:,}"
    grid.add_row("words", text(f"{words}; {hours(figures.minutes)} of reading"))
    for label, named in (("longest", figures.longest), ("shortest", figures.shortest)):
        if named:
            grid.add_row(label, text(_named(named)))
    return grid


def _named(named: Named) -> str:
    return f"{named.title} ({named.figure:,} words)"


def hours(minutes: int) -> str:
    """Return *minutes* as hours and minutes."""
    return f"{minutes // 60} h {minutes % 60:02} min" if minutes >= 60 else f"{minutes} min"


def _rhythm(figures: Statistics) -> Any:
    from rich.table import Table

    rhythm = figures.rhythm
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column()
    if rhythm.median_gap is not None:
        grid.add_row("usual gap", _days(rhythm.median_gap))
        silence = (
            f"{_days(rhythm.longest_silence or 0)}, {rhythm.silence_from} to {rhythm.silence_to}"
        )
        grid.add_row("longest silence", silence)
    grid.add_row("last post", f"{_days(rhythm.days_since_last or 0)} ago")
    streak = f"{_count(rhythm.streak, 'month')} in a row, at best {rhythm.longest_streak}"
    grid.add_row("streak", streak)
    return grid


def _days(days: float) -> str:
    return _count(days, "day")


def _count(number: float, noun: str) -> str:
    return f"{number:g} {noun}{'' if number == 1 else 's'}"


def write_plain(figures: Statistics) -> None:
    """Write *figures* as lines `name<TAB>value`, names with a dot for what is in a table."""
    lines = _lines("", figures._asdict())
    write("".join(f"{name}\t{safe(as_text(value))}\n" for name, value in lines))


def _lines(before: str, figures: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in figures.items():
        inner = value._asdict() if hasattr(value, "_asdict") else value
        if name == "rhythm" and isinstance(inner, list):
            inner = {one.gap: one.median_views for one in inner}
        if isinstance(inner, Mapping):
            yield from _lines(f"{before}{safe(str(name))}.", inner)
        else:
            yield f"{before}{safe(str(name))}", inner
