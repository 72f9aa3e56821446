"""Show what is to come: posts, ends of posts, and the free slots of the queue."""

from datetime import timedelta
from typing import Annotated

import typer

from blogctl.blog.blog import Blog
from blogctl.blog.scheduling import Appointment, calendar, plan_schedule, reflowed, slot_problems
from blogctl.commands._going import echoed
from blogctl.commands._options import ExamplesGroup, QueryCommand, Writing, grouped, open_blog
from blogctl.commands._writing import carry_out, finish
from blogctl.display.calendar import Row, listing
from blogctl.display.output import Output, refuse, show
from blogctl.display.stream import note, warn

EXAMPLES = """
  blogctl schedule                     five weeks, as months
  blogctl schedule --weeks 12 --json
  blogctl schedule reflow --dry-run    posts of the queue move up into free slots
"""
WEEKS = 5

app = typer.Typer(
    rich_markup_mode=None, add_completion=False, cls=ExamplesGroup, epilog=EXAMPLES,
    invoke_without_command=True,
)  # fmt: skip


@app.callback()
@grouped
def schedule(
    ctx: typer.Context,
    weeks: Annotated[int, typer.Option("--weeks", metavar="N", min=1, max=520,
                                       help="How far to look.")] = WEEKS,
    *,
    output: Output,
) -> None:  # fmt: skip
    """Show what is to come, and the free slots of the queue."""
    if ctx.invoked_subcommand is not None:
        return
    refuse(output, "sort", hint="what is to come is in order of time")
    blog = open_blog(ctx)
    found = calendar(blog, blog.now + timedelta(weeks=weeks))
    for problem in slot_problems(blog):
        warn(f"{problem.path} {problem.message}", problem.hint)
    today = blog.now.astimezone(blog.engine.zone).date()
    rows = [_row(blog, one) for one in found[: output.limit]]
    show(listing(rows, today), output)


@app.command("reflow", cls=QueryCommand, epilog=EXAMPLES)
@grouped
def reflow(ctx: typer.Context, *, writing: Writing) -> None:
    """Move the posts that stand in slots of the queue up, in their order, into free ones."""
    blog = open_blog(ctx)
    times = reflowed(blog)
    for path, when in times.items():
        note(f"{path} at {echoed(when)}", quiet=writing.quiet)
    moving = [post for post in blog.posts if post.path in times]
    finish(carry_out(blog.apply, plan_schedule(blog, times, moving), writing), writing)


def _row(blog: Blog, one: Appointment) -> Row:
    post, time = one.post, one.time.astimezone(blog.engine.zone)
    if post is None:
        return Row(time, one.kind, one.is_slot, "", "", "", "")
    return Row(time, one.kind, one.is_slot, post.path, post.slug, post.title, post.url)
