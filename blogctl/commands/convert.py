"""Convert front matter, or the blog to another generator."""

from collections.abc import Sequence
from typing import Annotated

import typer

from blogctl.blog.converting import FORMATS, plan_format, plan_move
from blogctl.blog.sites import ENGINES
from blogctl.commands._options import (
    Everything,
    QueryCommand,
    QueryWords,
    Writing,
    grouped,
    open_blog,
)
from blogctl.commands._writing import Account, carry_out, chosen, finish
from blogctl.content.change import Loss
from blogctl.content.folding import nearest
from blogctl.display.plans import show_losses
from blogctl.errors import BadUsage

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXAMPLES = """
  blogctl convert --to toml --all --dry-run
  blogctl convert --to yaml path:posts/2019
  blogctl convert --to jekyll --all         fields renamed, files moved
"""


@app.command("convert", cls=QueryCommand, epilog=EXAMPLES)
@grouped
def convert(
    ctx: typer.Context,
    query: QueryWords = None,
    to: Annotated[
        str, typer.Option("--to", metavar="|".join(FORMATS) + "|ENGINE", help="Into what.")
    ] = "",
    everything: Everything = False,
    *,
    writing: Writing,
) -> None:
    """Convert front matter, or the blog to another generator.

    The order of fields and their comments stay where the new format can hold them. What cannot be
    carried over is said, post by post.
    """
    target = _target(to)
    blog = open_blog(ctx)
    posts = chosen(ctx, blog, query, everything=everything, quiet=writing.quiet)
    if target == blog.engine.name:
        raise BadUsage(f"this blog is {target}'s already", hint="--to another engine, or a format")
    plan, losses = (
        plan_format(blog, posts, next(form for form in FORMATS if form == target))
        if target in FORMATS
        else plan_move(blog, posts, target)
    )
    _tell(losses, writing)
    account = Account(keys=lambda _: {"lost": losses})
    finish(carry_out(blog.apply, plan, writing, account=account), writing)


def _target(name: str) -> str:
    """Return the format or engine that *name* means; raise BadUsage for neither."""
    known = (*FORMATS, *ENGINES)
    if not name:
        raise BadUsage("into what?", hint="--to yaml, toml, json, or the name of an engine")
    if name not in known:
        hint = nearest(name, known) or f"--to takes {', '.join(known)}"
        raise BadUsage(f"there is no format or engine '{name}'", hint=hint)
    return name


def _tell(losses: Sequence[Loss], writing: Writing) -> None:
    if not writing.json:
        show_losses(losses, quiet=writing.quiet)
