"""Start the post about the best of a year, or make its tables anew."""

from datetime import datetime
from typing import Annotated

import typer

from blogctl.blog.best_of import MOST, plan_best_of
from blogctl.commands._options import QueryCommand, Writing, grouped, open_blog
from blogctl.commands._writing import carry_out, tell_of_draft
from blogctl.content.dates import in_zone
from blogctl.display.stream import note
from blogctl.errors import BadUsage

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXAMPLES = """
  blogctl best-of                           this year; in January, the last
  blogctl best-of --year 2025 --dry-run
  blogctl best-of -n 20                     again: the tables alone, your text stays
"""


@app.command("best-of", cls=QueryCommand, epilog=EXAMPLES)
@grouped
def best_of(
    ctx: typer.Context,
    year: Annotated[
        int | None, typer.Option(metavar="YEAR", help="Which year.", show_default=False)
    ] = None,
    limit: Annotated[
        int, typer.Option("-n", "--limit", metavar="N", help="Posts in a table.")
    ] = MOST,
    *,
    writing: Writing,
) -> None:
    """Write up the best of a year: a draft with top tables.

    Run again, it makes the tables anew and leaves all else as you wrote it.
    """
    blog = open_blog(ctx, texts=True)
    now = in_zone(blog.now, blog.conventions.zone)
    plan = plan_best_of(blog, _year(year, now), limit)
    is_new = any(change.before is None for change in plan.changes)
    outcome = carry_out(blog.apply, plan, writing, asks=not is_new)
    if outcome.failed:
        raise typer.Exit(1)
    if outcome.changes and is_new:
        tell_of_draft(outcome.posts[0], writing)
    elif outcome.changes and not writing.json:
        note(f"made anew: {', '.join(outcome.posts)}", quiet=writing.quiet)
    elif not plan.changes:
        note("its tables are as they should be", colour="dim", quiet=writing.quiet)


def _year(year: int | None, now: datetime) -> int:
    if year is None:
        return now.year - (now.month == 1)
    if not 1990 <= year <= now.year:
        raise BadUsage(f"{year} is no year to look back on", hint=f"as in --year {now.year}")
    return year
