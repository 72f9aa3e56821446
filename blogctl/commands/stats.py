"""Count posts, words, rhythm and habits."""

import typer

from blogctl.commands._options import QueryCommand, QueryWords, Trusting, find, grouped, open_blog
from blogctl.content.statistics import statistics
from blogctl.display.output import Output, refuse, write_json
from blogctl.display.statistics import draw_statistics, write_plain

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXAMPLES = """
  blogctl stats
  blogctl stats lang:fr date:last-year
  blogctl stats --json
"""


@app.command("stats", cls=QueryCommand, epilog=EXAMPLES)
@grouped
def stats(
    ctx: typer.Context, query: QueryWords = None, *, no_verify: Trusting = False, output: Output
) -> None:
    """Count posts, words, rhythm and habits."""
    unused = ("csv", "jsonl", "format", "fields", "only_count", "nul", "sort")
    refuse(output, *unused, hint="stats answers as text or --json")
    blog = open_blog(ctx, trusting=no_verify, texts=True)
    figures = statistics(find(ctx, blog, query, output, texts=True), blog.now, blog.engine.zone)
    if output.json:
        write_json(figures)
    elif output.drawn:
        draw_statistics(figures, output)
    else:
        write_plain(figures)
