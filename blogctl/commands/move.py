"""Move posts to another folder of the blog."""

from collections.abc import Sequence
from typing import Annotated

import typer

from blogctl.blog.moving import plan_moving
from blogctl.blog.readdressing import NewAddress
from blogctl.commands._options import (
    Everything,
    QueryCommand,
    QueryWords,
    Redirecting,
    Writing,
    grouped,
    open_blog,
)
from blogctl.commands._writing import carry_out_move, chosen, finish
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
    redirect: Redirecting = True,
    *,
    writing: Writing,
) -> None:
    """Move posts to another folder of the blog.

    What is in the folder of a post moves along, and it keeps its name and its status. Links to it,
    and its own, follow; where readers find it at another address, that is said, and the old address
    leads to the new one where the generator can do that.
    """
    blog = open_blog(ctx)
    posts = chosen(ctx, blog, query, everything=everything, quiet=writing.quiet)
    moving = plan_moving(blog, posts, to, redirects=redirect)
    _tell_of_addresses(moving.addresses, quiet=writing.quiet)
    finish(carry_out_move(blog.apply, moving, writing), writing)


def _tell_of_addresses(readdressed: Sequence[NewAddress], *, quiet: bool) -> None:
    """Say which live posts get another address, and which."""
    for one in readdressed[:SHOWN]:
        note(f"{one.path}: {one.old} -> {one.new}", colour="yellow", quiet=quiet)
    if len(readdressed) > SHOWN:
        more = len(readdressed) - SHOWN
        note(f"… and {more:,} more addresses change", colour="yellow", quiet=quiet)
