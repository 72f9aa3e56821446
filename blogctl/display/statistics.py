"""Statistics drawn: figures, bars by year and month, habits, rhythm."""

from collections.abc import Mapping
from typing import Any

from blogctl.content.statistics import Named, Statistics
from blogctl.display.output import Output, as_text
from blogctl.display.safe import safe
from blogctl.display.screen import STATUS_STYLE, draw, text, width
from blogctl.display.stream import write

SPARKS = "▁▂▃▄▅▆▇█"
BAR = 24


def draw_statistics(figures: Statistics, output: Output) -> None:
    """Draw *figures* on the terminal."""
    from rich.columns import Columns
    from rich.console import Group

    parts: list[Any] = [_headline(figures), ""]
    if figures.years:
        parts += [_months(figures), ""]
        bars = [("by weekday", figures.weekdays), ("by hour", figures.hours)]
        parts += [Columns([_bars(*bar) for bar in bars if bar[1]], padding=(0, 4)), ""]
        parts += [_rhythm(figures), ""]
    names = [
        (f"tags ({figures.tags_in_all}, {figures.tags_used_once} used once)", figures.tags),
        ("categories", figures.categories),
        ("series", figures.series),
        ("authors", figures.authors),
        ("languages", figures.languages),
        ("drafts by age", figures.drafts_by_age),
        ("posts without", figures.without),
    ]
    tables = [_bars(*name) for name in names if name[1]]
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
    grid.add_row("words", text(f"{words}; {_hours(figures.minutes)} of reading"))
    for label, named in (("longest", figures.longest), ("shortest", figures.shortest)):
        if named:
            grid.add_row(label, text(_named(named)))
    return grid


def _named(named: Named) -> str:
    return f"{named.title} ({named.figure:,} words)"


def _hours(minutes: int) -> str:
    return f"{minutes // 60} h {minutes % 60:02} min" if minutes >= 60 else f"{minutes} min"


def _months(figures: Statistics) -> Any:
    """Return a bar a year, with a spark a month."""
    from rich.bar import Bar
    from rich.table import Table

    grid = Table.grid(padding=(0, 2, 0, 0))
    for justify in ("left", "right", "left", "left"):
        grid.add_column(justify=justify, no_wrap=True)
    most, highest = max(figures.years.values()), max(figures.months.values(), default=1)
    for year, count in figures.years.items():
        sparks = "".join(
            _spark(figures.months.get(f"{year}-{month:02}"), highest) for month in range(1, 13)
        )
        bar = Bar(most, 0, count, color="green", width=BAR)
        grid.add_row(text(year, "dim"), str(count), bar, text(sparks, "green"))
    return grid


def _spark(count: int | None, highest: int) -> str:
    if count is None:
        return " "
    return SPARKS[round(count / highest * (len(SPARKS) - 1))] if count else "·"


def _bars(title: str, counts: Mapping[str, int]) -> Any:
    from rich.bar import Bar
    from rich.table import Table

    grid = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), show_header=True)
    grid.add_column(text(title, "bold"), no_wrap=True, overflow="ellipsis", max_width=26)
    grid.add_column("", justify="right", no_wrap=True)
    grid.add_column("", width=12)
    most = max(counts.values()) or 1
    for name, count in counts.items():
        grid.add_row(text(name), str(count), Bar(most, 0, count, color="blue", width=12))
    return grid


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
    lines = []
    for name, value in figures._asdict().items():
        inner = value._asdict() if hasattr(value, "_asdict") else value
        if isinstance(inner, Mapping):
            lines += [f"{name}.{safe(str(key))}\t{safe(as_text(v))}" for key, v in inner.items()]
        else:
            lines.append(f"{name}\t{safe(as_text(inner))}")
    write("".join(f"{line}\n" for line in lines))
