"""Set and unset fields of posts; add to lists, and take out of them."""

from typing import Annotated

import typer

from blogctl.blog.blog import Blog
from blogctl.blog.updating import plan_update
from blogctl.commands._naming import obeying_in
from blogctl.commands._options import (
    Everything,
    QueryCommand,
    QueryWords,
    Writing,
    grouped,
    open_blog,
)
from blogctl.commands._writing import carry_out, chosen, finish
from blogctl.content.updating import Typed, read_wishes

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXAMPLES = """
  blogctl update tag:wiki --set series="Le wiki en pratique"
  blogctl update nos-terminaux-d-abord --set cover.alt="Un bureau" --unset mood
  blogctl update date:2019 --add tags=archive --remove tags=actualité --dry-run
"""


@app.command("update", cls=QueryCommand, epilog=EXAMPLES)
@grouped
def update(
    ctx: typer.Context,
    query: QueryWords = None,
    sets: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="KEY=VALUE", help="Give a field a value; a dot nests."),
    ] = None,
    unsets: Annotated[
        list[str] | None, typer.Option("--unset", metavar="KEY", help="Take a field away.")
    ] = None,
    adds: Annotated[
        list[str] | None, typer.Option("--add", metavar="KEY=A[,B]", help="Add items to a list.")
    ] = None,
    removes: Annotated[
        list[str] | None,
        typer.Option("--remove", metavar="KEY=A[,B]", help="Take items out of a list."),
    ] = None,
    new_field: Annotated[
        bool, typer.Option("--new-field", help="Make a field that no post has yet.")
    ] = False,
    everything: Everything = False,
    *,
    writing: Writing,
) -> None:
    """Set and unset fields; add to lists, and take out of them.

    A value is what the blog has in that field: a number, a list, a date, true or false, text. A
    post that readers do not see is never shown to them by this: that is what publish is for.
    """
    wishes = read_wishes(sets or [], unsets or [], adds or [], removes or [])
    blog = open_blog(ctx)
    wishes = [_obeying(blog, one, quiet=writing.quiet) for one in wishes]
    posts = chosen(ctx, blog, query, everything=everything, quiet=writing.quiet)
    plan = plan_update(blog, posts, wishes, new=new_field)
    finish(carry_out(blog.apply, plan, writing), writing)


def _obeying(blog: Blog, one: Typed, *, quiet: bool) -> Typed:
    """Return a wish with its names as the rules of the blog want them."""
    if one.verb not in ("set", "add"):
        return one
    added = one.verb == "add"
    return one._replace(text=obeying_in(blog, one.key, one.text, added=added, quiet=quiet))
