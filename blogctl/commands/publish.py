"""Take posts out of draft and date them."""

from typing import Annotated

import typer

from blogctl.blog.blog import Blog
from blogctl.blog.publishing import plan_release
from blogctl.commands._options import (
    Everything,
    QueryCommand,
    QueryWords,
    Writing,
    grouped,
    open_blog,
)
from blogctl.commands._writing import carry_out, chosen, finish
from blogctl.content.change import Plan
from blogctl.content.dates import write_date
from blogctl.display import posts
from blogctl.display.output import Output, show
from blogctl.display.stream import note

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXAMPLES = """
  blogctl publish eloge-du-texte-brut           now; a date that it has is kept
  blogctl publish eloge-du-texte-brut --date now
  blogctl publish eloge-du-texte-brut --date tue@08:00
  blogctl publish tag:wiki is:draft --dry-run
"""
SHOWN = "path,status,date,url"


@app.command("publish", cls=QueryCommand, epilog=EXAMPLES)
@grouped
def publish(
    ctx: typer.Context,
    query: QueryWords = None,
    date: Annotated[
        str,
        typer.Option("--date", metavar="now|keep|WHEN", help="The date to give: keep an old one."),
    ] = "keep",
    everything: Everything = False,
    *,
    writing: Writing,
) -> None:
    """Take posts out of draft and date them."""
    blog = open_blog(ctx)
    chosen_posts = chosen(ctx, blog, query, everything=everything, quiet=writing.quiet)
    when = blog.now if date in ("now", "keep") else blog.moment(date)
    if date not in ("now", "keep"):
        note(f"dated {write_date(when)}", quiet=writing.quiet)
    plan = plan_release(blog, chosen_posts, when, redate=date != "keep")
    outcome = carry_out(blog.apply, plan, writing)
    if outcome.changes:
        _tell(blog, outcome, writing)
    finish(outcome, writing)


def _tell(blog: Blog, plan: Plan, writing: Writing) -> None:
    """Show each post that changed, its status now, and its URL."""
    if not writing.json and not writing.quiet:
        changed = [post for post in blog.posts if post.path in plan.posts]
        show(posts.listing(changed), Output(fields=SHOWN, color=writing.color, quiet=True))
