"""Rename a post, and keep every link to it."""

from typing import Annotated

import typer

from blogctl.blog.blog import Blog
from blogctl.blog.renaming import Wish, plan_renaming
from blogctl.commands._options import QueryCommand, Redirecting, Writing, grouped, open_blog
from blogctl.commands._writing import carry_out_move, finish
from blogctl.content.change import Plan
from blogctl.display import posts
from blogctl.display.output import Output, show
from blogctl.errors import BadUsage

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXAMPLES = """
  blogctl rename eloge-du-texte-brut le-texte-brut
  blogctl rename eloge-du-texte-brut --title "Le texte brut"     title and slug
  blogctl rename eloge-du-texte-brut --title "Brut" --keep-slug  the title alone
  blogctl rename posts/2024-03-05-old.md new --dry-run
"""
SHOWN = "path,slug,url"


@app.command("rename", cls=QueryCommand, epilog=EXAMPLES)
@grouped
def rename(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="POST", help="A slug or a path.")],
    slug: Annotated[
        str | None, typer.Argument(metavar="[NEW-SLUG]", show_default=False, help="The new slug.")
    ] = None,
    title: Annotated[
        str | None, typer.Option(metavar="TITLE", help="The new title; the slug is made of it.")
    ] = None,
    keep_slug: Annotated[bool, typer.Option("--keep-slug", help="Change the title alone.")] = False,
    redirect: Redirecting = True,
    *,
    writing: Writing,
) -> None:
    """Rename a post, and keep every link to it.

    Its file or folder, and the translations beside it, are renamed; the old address of a live post
    leads to the new one where the generator can do that, and links in all posts follow.
    """
    if slug is None and title is None:
        raise BadUsage("rename it to what?", hint="name a slug, or --title 'New title'")
    if keep_slug and (slug is not None or title is None):
        raise BadUsage("--keep-slug goes with --title alone", hint="leave one of them out")
    blog = open_blog(ctx)
    wish = Wish(slug, title, keep_slug, redirect)
    renaming = plan_renaming(blog, blog.post(name), wish)
    outcome = carry_out_move(blog.apply, renaming, writing)
    if outcome.changes:
        _show(blog, outcome, writing)
    finish(outcome, writing)


def _show(blog: Blog, plan: Plan, writing: Writing) -> None:
    """Show each post that moved, with its address now."""
    if not writing.json and not writing.quiet:
        moved = {change.path for change in plan.changes if change.origin}
        found = [post for post in blog.posts if post.path in moved]
        show(posts.listing(found), Output(fields=SHOWN, color=writing.color, quiet=True))
