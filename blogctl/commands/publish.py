"""Take posts out of draft and date them."""

from collections.abc import Sequence
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
from blogctl.errors import BadUsage

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXAMPLES = """
  blogctl publish eloge-du-texte-brut           now; a date that it has is kept
  blogctl publish eloge-du-texte-brut --date now
  blogctl publish eloge-du-texte-brut --date tue@08:00
  blogctl publish tag:wiki is:draft --dry-run
  blogctl publish --due --quiet                 for cron, every minute
"""
SHOWN = "path,status,date,url"

NoHooks = Annotated[bool, typer.Option("--no-hooks", help="Run no hooks.")]
Due = Annotated[bool, typer.Option("--due", help="All whose time has come; for cron.")]
JsonLines = Annotated[bool, typer.Option("--jsonl", help="With --due: what happened, in JSON.")]
NoBuild = Annotated[bool, typer.Option("--no-build", help="With --due: leave the site as it is.")]
NoDeploy = Annotated[bool, typer.Option("--no-deploy", help="With --due: build, deploy nothing.")]


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
    due: Due = False,
    jsonl: JsonLines = False,
    no_hooks: NoHooks = False,
    no_build: NoBuild = False,
    no_deploy: NoDeploy = False,
    *,
    writing: Writing,
) -> None:
    """Take posts out of draft and date them; with --due, see to all whose time has come."""
    blog = open_blog(ctx)
    if due:
        from blogctl.commands._due import Wishes, publish_due

        _check_alone(query, date, everything=everything)
        wishes = Wishes(
            writing.dry_run, jsonl, writing.quiet, not no_hooks, not no_build, not no_deploy
        )
        publish_due(blog, wishes)
        return
    chosen_posts = chosen(ctx, blog, query, everything=everything, quiet=writing.quiet)
    when = blog.now if date in ("now", "keep") else blog.moment(date)
    if date not in ("now", "keep"):
        note(f"dated {write_date(when)}", quiet=writing.quiet)
    plan = plan_release(blog, chosen_posts, when, redate=date != "keep")
    outcome = carry_out(blog.apply, plan, writing)
    if outcome.changes:
        _tell(blog, outcome, writing)
    finish(outcome, writing)


def _check_alone(query: Sequence[str] | None, date: str, *, everything: bool) -> None:
    """Raise BadUsage where --due comes with what names posts, or dates them."""
    if query or everything or date != "keep":
        hint = "blogctl publish --due; 'blogctl publish QUERY' publishes those now"
        raise BadUsage("--due takes all posts whose time has come, and no others", hint=hint)


def _tell(blog: Blog, plan: Plan, writing: Writing) -> None:
    """Show each post that changed, its status now, and its URL."""
    if not writing.json and not writing.quiet:
        changed = [post for post in blog.posts if post.path in plan.posts]
        show(posts.listing(changed), Output(fields=SHOWN, color=writing.color, quiet=True))
