"""Delete posts, with what is theirs alone."""

from collections.abc import Sequence

import typer

from blogctl.blog.blog import Blog
from blogctl.blog.deleting import links_left, plan_deletion
from blogctl.commands._options import (
    Everything,
    QueryCommand,
    QueryWords,
    Writing,
    grouped,
    open_blog,
)
from blogctl.commands._writing import carry_out, chosen, finish
from blogctl.content.post import Post
from blogctl.display.plans import SHOWN
from blogctl.display.stream import note

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXAMPLES = """
  blogctl delete brouillon-oublie
  blogctl delete is:draft date:..2020 --dry-run
  blogctl undo                              brings them back
"""


@app.command("delete", cls=QueryCommand, epilog=EXAMPLES)
@grouped
def delete(
    ctx: typer.Context,
    query: QueryWords = None,
    everything: Everything = False,
    *,
    writing: Writing,
) -> None:
    """Delete posts, with what is theirs alone.

    A post that is a folder goes with all its files. Its translations are posts of their own.
    """
    blog = open_blog(ctx)
    posts = chosen(ctx, blog, query, everything=everything, quiet=writing.quiet)
    _tell_of_links(blog, posts, quiet=writing.quiet)
    finish(carry_out(blog.apply, plan_deletion(blog, posts), writing), writing)


def _tell_of_links(blog: Blog, posts: Sequence[Post], *, quiet: bool) -> None:
    """Say which posts would link to nothing."""
    links = links_left(blog, posts)
    for source, post in links[:SHOWN]:
        note(f"{source.path} links to {post.path}", colour="yellow", quiet=quiet)
    if len(links) > SHOWN:
        note(f"… and {len(links) - SHOWN:,} more links", colour="yellow", quiet=quiet)
