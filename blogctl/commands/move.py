"""Move posts to another folder of the blog."""

from collections.abc import Sequence
from typing import Annotated

import typer

from blogctl.blog.moving import Readdressed, plan_moving
from blogctl.commands._options import (
    Everything,
    QueryCommand,
    QueryWords,
    Writing,
    grouped,
    open_blog,
)
from blogctl.commands._writing import carry_out, chosen, finish
from blogctl.display.plans import SHOWN
from blogctl.display.stream import note

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXAMPLES = """
  blogctl move date:2019 --to posts/2019 --dry-run
  blogctl move carte-des-outils --to posts/outils
"""


@app.command("move", cls=QueryCommand, epilog=EXAMPLES)
@grouped
def move(
    ctx: typer.Context,
    query: QueryWords = None,
    to: Annotated[str, typer.Option("--to", metavar="DIR", help="The folder.")] = "",
    everything: Everything = False,
    *,
    writing: Writing,
) -> None:
    """Move posts to another folder of the blog.

    What is in the folder of a post moves along. A post keeps its name and its status; where readers
    find it at another address, that is said.
    """
    blog = open_blog(ctx)
    posts = chosen(ctx, blog, query, everything=everything, quiet=writing.quiet)
    plan, readdressed = plan_moving(blog, posts, to)
    _tell_of_addresses(readdressed, quiet=writing.quiet)
    finish(carry_out(blog.apply, plan, writing), writing)


def _tell_of_addresses(readdressed: Sequence[Readdressed], *, quiet: bool) -> None:
    """Say which live posts get another address, and which."""
    for one in readdressed[:SHOWN]:
        note(f"{one.path}: {one.old} -> {one.new}", colour="yellow", quiet=quiet)
    if len(readdressed) > SHOWN:
        more = len(readdressed) - SHOWN
        note(f"… and {more:,} more addresses change", colour="yellow", quiet=quiet)
