"""Count posts, words, rhythm and habits."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from blogctl.blog.blog import Blog
from blogctl.blog.ranking import year_and_all_time
from blogctl.blog.readership import Readership
from blogctl.commands._options import QueryCommand, QueryWords, Trusting, find, grouped, open_blog
from blogctl.content.dates import in_zone
from blogctl.content.post import Post
from blogctl.content.settings import setting
from blogctl.content.statistics import Statistics, statistics
from blogctl.display.output import Output, refuse, write_json
from blogctl.display.statistics import draw_statistics, write_plain
from blogctl.display.stream import note
from blogctl.errors import CannotWrite

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXAMPLES = """
  blogctl stats                             readers too, where views are known
  blogctl stats lang:fr date:last-year
  blogctl stats --html report.html          a page of charts, whole in itself
  blogctl stats --json
"""
MOST = 10


@app.command("stats", cls=QueryCommand, epilog=EXAMPLES)
@grouped
def stats(
    ctx: typer.Context,
    query: QueryWords = None,
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write them as a page of charts.")
    ] = None,
    *,
    no_verify: Trusting = False,
    output: Output,
) -> None:
    """Count posts, words, rhythm and habits."""
    unused = ("csv", "jsonl", "format", "fields", "only_count", "nul", "sort")
    refuse(output, *unused, hint="stats answers as text or --json")
    blog = open_blog(ctx, trusting=no_verify, texts=True)
    posts = find(ctx, blog, query, output, texts=True)
    readership = Readership(blog)
    figures = statistics(posts, blog.now, blog.engine.zone)
    if readership.is_known:
        figures = figures._replace(readers=readership.habits(posts))
    if html is not None:
        _write_report(blog, readership, posts, figures, html)
        note(f"written: {html}", quiet=output.quiet)
    elif output.json:
        write_json(figures)
    elif output.drawn:
        draw_statistics(figures, output)
    else:
        write_plain(figures)


def _write_report(
    blog: Blog, readership: Readership, posts: Sequence[Post], figures: Statistics, file: Path
) -> None:
    """Write the report into *file*; raise CannotWrite, over what is no report of ours too."""
    from blogctl.display.report import MARK, report

    today = in_zone(blog.now, blog.engine.zone).date()
    tops = year_and_all_time(readership, posts, today, MOST) if figures.readers else []
    title = str(setting(blog.settings, "title") or blog.root.resolve().name)
    page = report(title, figures, tops, today)
    try:
        if file.exists() and MARK not in file.read_text("utf-8", "replace"):
            raise CannotWrite(f"{file} is no report of blogctl's", hint="name another file")
        file.write_text(page, "utf-8")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise CannotWrite(f"{file} cannot be written: {reason}", hint="--html FILE") from error
