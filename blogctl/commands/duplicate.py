"""Copy a post, as a draft with a slug of its own."""

from typing import Annotated

import typer

from blogctl.blog.duplicating import plan_copy
from blogctl.commands._options import QueryCommand, Writing, grouped, open_blog
from blogctl.commands._writing import carry_out, tell_of_draft

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXAMPLES = """
  blogctl duplicate carte-des-outils
  blogctl duplicate carte-des-outils --slug carte-2027 --title "Carte des outils 2027"
"""


@app.command("duplicate", cls=QueryCommand, epilog=EXAMPLES)
@grouped
def duplicate(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="POST", help="A slug or a path.")],
    slug: Annotated[
        str | None, typer.Option(metavar="SLUG", help="Its slug, if not the old one with -2.")
    ] = None,
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="Its title.")] = None,
    *,
    writing: Writing,
) -> None:
    """Copy a post, as a draft with a slug of its own.

    The copy is undated, as new drafts are, and has none of the addresses of the post. The files in
    the folder of a post are copied along.
    """
    blog = open_blog(ctx)
    plan = plan_copy(blog, blog.post(name), slug, title)
    outcome = carry_out(blog.apply, plan, writing, asks=False)
    if outcome.failed:
        raise typer.Exit(1)
    if outcome.changes:
        tell_of_draft(plan.posts[0], writing)
