"""Make posts drafts again."""

import typer

from blogctl.blog.publishing import plan_withdrawal
from blogctl.commands._options import (
    Everything,
    QueryCommand,
    QueryWords,
    Writing,
    grouped,
    open_blog,
)
from blogctl.commands._writing import carry_out, chosen, finish

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXAMPLES = """
  blogctl unpublish nos-terminaux-d-abord
  blogctl unpublish series:carbone-et-numerique --dry-run
"""


@app.command("unpublish", cls=QueryCommand, epilog=EXAMPLES)
@grouped
def unpublish(
    ctx: typer.Context,
    query: QueryWords = None,
    everything: Everything = False,
    *,
    writing: Writing,
) -> None:
    """Make posts drafts again."""
    blog = open_blog(ctx)
    posts = chosen(ctx, blog, query, everything=everything, quiet=writing.quiet)
    plan = plan_withdrawal(blog, posts)
    finish(carry_out(blog.apply, plan, writing), writing)
