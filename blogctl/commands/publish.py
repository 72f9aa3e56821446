"""Take posts out of draft and date them: now, at a time, or in the queue."""

from collections.abc import Sequence
from typing import Annotated, NamedTuple

import typer

from blogctl.blog.blog import Blog
from blogctl.blog.publishing import plan_release
from blogctl.commands._going import check_ready, echoed, hear_hooks, warn_of_addresses
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
from blogctl.content.post import Post
from blogctl.display import posts
from blogctl.display.output import Output, show
from blogctl.display.stream import note
from blogctl.errors import BadUsage

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXAMPLES = """
  blogctl publish eloge-du-texte-brut           now; a date that it has is kept
  blogctl publish eloge-du-texte-brut --date now
  blogctl publish eloge-du-texte-brut --at tue@08:00
  blogctl publish tag:wiki is:draft --queue     each in the next free slot
  blogctl publish tag:wiki is:draft --dry-run
  blogctl publish --due --quiet                 for cron, every minute
"""
SHOWN = "path,status,date,url"

At = Annotated[str | None, typer.Option("--at", metavar="WHEN", help="Then, as tue@08:00 or +2d.")]
Queue = Annotated[bool, typer.Option("--queue", help="In the next free slots of the queue.")]
Dated = Annotated[
    str,
    typer.Option("--date", metavar="now|keep|WHEN", help="The date to give: keep an old one."),
]
Force = Annotated[bool, typer.Option("--force", help="Also without a title, or a text.")]
NoHooks = Annotated[bool, typer.Option("--no-hooks", help="Run no hooks.")]
Due = Annotated[bool, typer.Option("--due", help="All whose time has come; for cron.")]
JsonLines = Annotated[bool, typer.Option("--jsonl", help="With --due: what happened, in JSON.")]
NoBuild = Annotated[bool, typer.Option("--no-build", help="With --due: leave the site as it is.")]
NoDeploy = Annotated[bool, typer.Option("--no-deploy", help="With --due: build, deploy nothing.")]


class Wish(NamedTuple):
    """When posts are to go live: *at* a time, in the *queue*, or now with a *date*."""

    at: str | None
    queue: bool
    date: str


@app.command("publish", cls=QueryCommand, epilog=EXAMPLES)
@grouped
def publish(
    ctx: typer.Context,
    query: QueryWords = None,
    at: At = None,
    queue: Queue = False,
    date: Dated = "keep",
    everything: Everything = False,
    force: Force = False,
    no_hooks: NoHooks = False,
    due: Due = False,
    jsonl: JsonLines = False,
    no_build: NoBuild = False,
    no_deploy: NoDeploy = False,
    *,
    writing: Writing,
) -> None:
    """Take posts out of draft: now, later, or in the queue.

    A date that a post has is kept, unless --date says otherwise. With --due, for cron: all whose
    time has come, each once.
    """
    blog = open_blog(ctx)
    wish = Wish(at, queue, date)
    _check(wish, due, named=bool(query) or everything)
    if due:
        from blogctl.commands._due import Wishes, publish_due

        publish_due(blog, Wishes(writing.dry_run, jsonl, writing.quiet, not no_hooks,
                                 not no_build, not no_deploy))  # fmt: skip
        return
    going = chosen(ctx, blog, query, everything=everything, quiet=writing.quiet)
    plan = _plan(blog, going, wish, quiet=writing.quiet)
    changing = [post for post in going if post.path in plan.posts]
    check_ready(blog, changing, force=force, quiet=writing.quiet)
    warn_of_addresses(blog, plan)
    if not writing.dry_run:
        hear_hooks(blog, changing, wanted=not no_hooks)
    outcome = carry_out(blog.apply, plan, writing)
    if outcome.changes:
        _tell(blog, outcome, writing)
    finish(outcome, writing)


def _check(wish: Wish, due: bool, *, named: bool) -> None:
    """Raise BadUsage for options that contradict each other."""
    if due and (named or wish != Wish(None, queue=False, date="keep")):
        hint = "blogctl publish --due; 'blogctl publish QUERY' publishes those now"
        raise BadUsage("--due takes all posts whose time has come, and no others", hint=hint)
    if wish.at is not None and wish.queue:
        raise BadUsage("--at and --queue both name a time", hint="leave one of them out")
    if (wish.at is not None or wish.queue) and wish.date != "keep":
        hint = "leave --date out: the date is the time that it goes live"
        raise BadUsage("--date goes without --at and --queue", hint=hint)


def _plan(blog: Blog, going: Sequence[Post], wish: Wish, *, quiet: bool) -> Plan:
    """Return the plan that *wish* means for the posts *going* live."""
    from blogctl.blog.scheduling import plan_schedule, queued

    if wish.at is not None:
        when = blog.moment(wish.at)
        if when <= blog.now:
            hint = "leave --at out to publish now, or date it so with --date"
            raise BadUsage(f"{echoed(when)} is past", hint=hint)
        note(f"at {echoed(when)}", quiet=quiet)
        return plan_schedule(blog, dict.fromkeys((post.path for post in going), when), going)
    if wish.queue:
        times = queued(blog, going)
        for path, when in times.items():
            note(f"{path} at {echoed(when)}", quiet=quiet)
        return plan_schedule(blog, times, going)
    when = blog.now if wish.date in ("now", "keep") else blog.moment(wish.date)
    if wish.date not in ("now", "keep"):
        note(f"dated {echoed(when)}", quiet=quiet)
    return plan_release(blog, going, when, redate=wish.date != "keep")


def _tell(blog: Blog, plan: Plan, writing: Writing) -> None:
    """Show each post that changed, its status now, and its URL."""
    if not writing.json and not writing.quiet:
        changed = [post for post in blog.posts if post.path in plan.posts]
        show(posts.listing(changed), Output(fields=SHOWN, color=writing.color, quiet=True))
