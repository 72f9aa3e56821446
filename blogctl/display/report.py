"""The report: statistics and top tables as one page that needs nothing else."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

from blogctl.content.periods import add_months, months_between
from blogctl.content.readers import SPAN, Readers
from blogctl.content.statistics import Statistics
from blogctl.content.tops import Top
from blogctl.display import charts
from blogctl.display.statistics import hours

# How a report is known, which may be written anew.
MARK = '<meta name="generator" content="blogctl stats">'
_STYLE = Path(__file__).with_name("report.css")


def report(title: str, figures: Statistics, tops: Sequence[Top], today: date) -> str:
    """Return the page about the blog *title*, as of *today*; raise BadUsage without vl-convert."""
    parts = [_headline(figures), *_read(figures.readers, tops, today), *_written(figures)]
    name = escape(title)
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
{MARK}
<title>{name}: statistics</title>
<style>
{_STYLE.read_text("utf-8")}</style>
</head>
<body>
<header><h1>{name}</h1>
<p>Statistics as of <time datetime="{today}">{today:%-d %B %Y}</time></p></header>
<main>
{"".join(parts)}</main>
</body>
</html>
"""


def _headline(figures: Statistics) -> str:
    told = [
        (f"{figures.posts:,}", "posts"),
        (f"{figures.words:,}", "words"),
        (hours(figures.minutes), "of reading"),
    ]
    readers = figures.readers
    if readers:
        told += [(f"{readers.views:,}", "views"), (readers.busiest_month, "the busiest month")]
    items = (f"<div><dt>{name}</dt><dd>{escape(value)}</dd></div>" for value, name in told)
    return f'<dl class="figures">{"".join(items)}</dl>\n'


def _read(readers: Readers | None, tops: Sequence[Top], today: date) -> Iterable[str]:
    """Yield what is read; nothing where nobody counted."""
    if readers is None:
        return
    yield _chart("Views by month", charts.months(readers.months, "views", "var(--read)"),
                 readers.months, ("month", "views"))  # fmt: skip
    yield f'<div class="pair">{"".join(map(_top, tops))}</div>\n'
    weekdays = charts.bars(readers.weekdays, "views", "var(--read)")
    ages = charts.bars(readers.ages, "views", "var(--read)")
    pair = [
        _chart("When they read", weekdays, readers.weekdays, ("day", "views")),
        _chart("How old what they read is", ages, readers.ages, ("age of the post", "views")),
    ]
    yield f'<div class="pair">{"".join(pair)}</div>\n'
    if readers.tags:
        first = add_months(today.replace(day=1), 1 - SPAN)
        until = months_between(f"{first:%Y-%m}", f"{today:%Y-%m}")
        rows = {tag: sum(views) for tag, views in readers.tags.items()}
        yield _chart("Tags, in the last twelve months", charts.tags(readers.tags, until),
                     rows, ("tag", "views"))  # fmt: skip
    if readers.rhythm:
        effects = {one.gap: f"{one.median_views:,.0f} ({one.posts} posts)"
                   for one in readers.rhythm}  # fmt: skip
        yield _chart("What a pause before a post does", charts.rhythm(readers.rhythm), effects,
                     ("gap", "median views in 30 days"))  # fmt: skip


def _written(figures: Statistics) -> Iterable[str]:
    """Yield what is written."""
    if not figures.years:
        return
    yield _chart("When posts come out", charts.weeks(figures.weeks), figures.years,
                 ("year", "posts"))  # fmt: skip
    pair = []
    for title, counts, noun in (
        ("Posts by weekday", figures.weekdays, "day"),
        ("Tags of posts", figures.tags, "tag"),
    ):
        if counts:
            spec = charts.bars(counts, "posts", "var(--written)")
            pair.append(_chart(title, spec, counts, (noun, "posts")))
    yield f'<div class="pair">{"".join(pair)}</div>\n'


def _chart(
    title: str, spec: Mapping[str, Any], rows: Mapping[str, Any], names: tuple[str, str]
) -> str:
    """Return a chart, with its figures to be opened below it."""
    label = escape(title)
    lines = "".join(f"<tr><th scope=row>{escape(str(name))}</th><td>{_figure(value)}</td></tr>"
                    for name, value in rows.items())  # fmt: skip
    head = f"<tr><th scope=col>{names[0]}</th><th scope=col>{names[1]}</th></tr>"
    return f"""<figure>
<figcaption><h2>{label}</h2></figcaption>
<div class="chart" role="region" aria-label="{label}: chart" tabindex="0">
{charts.drawn(spec, title)}
</div>
<details><summary>Figures</summary>
<table><thead>{head}</thead><tbody>{lines}</tbody></table></details>
</figure>
"""


def _figure(value: Any) -> str:
    return f"{value:,}" if isinstance(value, int) else escape(str(value))


def _top(top: Top) -> str:
    most = max((row.figure for row in top.rows), default=1)
    rows = "".join(
        f"<tr><td>{row.rank}</td><td>{_moved(row.was, row.rank)}</td>"
        f'<td><span class="name">{escape(row.name)}</span>'
        f'<span class="bar" style="width:{100 * row.figure / most:.1f}%"></span></td>'
        f"<td>{row.figure:,}</td></tr>"
        for row in top.rows
    )
    head = "<tr><th scope=col>Rank</th><th scope=col>Moved</th><th scope=col>Post</th>"
    return (
        f'<section class="top"><h2>{escape(top.title)}</h2><table><thead>{head}'
        f"<th scope=col>Views</th></tr></thead><tbody>{rows}</tbody></table></section>"
    )


def _moved(was: int | None, rank: int) -> str:
    """Return how a rank moved, in signs and in words."""
    if was is None:
        return '<span class="new">new</span>'
    if was == rank:
        return '<span class="same" title="as before">=</span>'
    way = ("up", "▲") if was > rank else ("down", "▼")
    return f'<span class="{way[0]}" title="{was} before">{way[1]}{abs(was - rank)}</span>'
