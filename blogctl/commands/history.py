"""List what commands wrote, and what can be undone."""

import typer

from blogctl.blog import undoing
from blogctl.commands._options import QueryCommand, grouped, open_blog
from blogctl.display.history import listing
from blogctl.display.output import Output, refuse, show

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXAMPLES = """
  blogctl history
  blogctl history -n 1 --json
"""


@app.command("history", cls=QueryCommand, epilog=EXAMPLES)
@grouped
def history(ctx: typer.Context, *, output: Output) -> None:
    """List what commands wrote, and what can be undone."""
    refuse(output, "sort", hint="the latest comes first")
    blog = open_blog(ctx)
    show(listing(undoing.history(blog)[: output.limit]), output)
