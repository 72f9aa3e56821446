"""Let posts go away at a time."""

from typing import Annotated

import typer

from blogctl.blog.scheduling import plan_end
from blogctl.commands._going import echoed
from blogctl.commands._options import (
    Everything,
    QueryCommand,
    QueryWords,
    Writing,
    grouped,
    open_blog,
)
from blogctl.commands._writing import carry_out, chosen, finish
from blogctl.display.stream import note
from blogctl.errors import BadUsage

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXAMPLES = """
  blogctl expire offre-de-printemps --at 2026-06-01
  blogctl expire tag:offre --at +30d --dry-run
  blogctl expire offre-de-printemps --never
"""


@app.command("expire", cls=QueryCommand, epilog=EXAMPLES)
@grouped
def expire(
    ctx: typer.Context,
    query: QueryWords = None,
    at: Annotated[str | None, typer.Option("--at", metavar="WHEN", help="When they go.")] = None,
    never: Annotated[bool, typer.Option("--never", help="They stay after all.")] = False,
    everything: Everything = False,
    *,
    writing: Writing,
) -> None:
    """Let posts go away at a time.

    Where the generator knows no end of a post, 'publish --due' makes it a draft then.
    """
    if (at is None) == (not never):
        raise BadUsage("say when they go", hint="--at WHEN, or --never")
    blog = open_blog(ctx)
    when = None if at is None else blog.moment(at)
    if when is not None and when <= blog.now:
        raise BadUsage(f"{echoed(when)} is past", hint="'blogctl unpublish' takes them away now")
    going = chosen(ctx, blog, query, everything=everything, quiet=writing.quiet)
    if when is not None:
        note(f"at {echoed(when)}", quiet=writing.quiet)
    finish(carry_out(blog.apply, plan_end(blog, when, going), writing), writing)
