"""Add, remove and list tags."""

from collections.abc import Sequence
from typing import Annotated

import typer

from blogctl.blog import Blog
from blogctl.commands._options import (
    Everything,
    ExamplesGroup,
    QueryCommand,
    QueryWords,
    Writing,
    find,
    grouped,
    open_blog,
)
from blogctl.commands._writing import carry_out, chosen, finish
from blogctl.content.change import Plan
from blogctl.content.folding import fold_name, nearest, nearest_words
from blogctl.content.names import NameUse, name_uses, tagged, untagged
from blogctl.display import names
from blogctl.display.output import Output, show
from blogctl.display.stream import note
from blogctl.errors import BadUsage

ADD = """
  blogctl tag add rse series:carbone-et-numerique
  blogctl tag add wiki,outils carte-des-outils --dry-run
"""
REMOVE = """
  blogctl tag remove outils date:..2023
"""
LIST = """
  blogctl tag list
  blogctl tag list lang:fr --sort name
  blogctl tag list --json
"""
app = typer.Typer(
    cls=ExamplesGroup,
    rich_markup_mode=None,
    add_completion=False,
    help="Add, remove and list tags.",
    epilog=ADD + REMOVE.lstrip("\n") + LIST.lstrip("\n"),
    no_args_is_help=True,
)
SORTS = {"name": lambda use: fold_name(use.name), "posts": lambda use: use.posts,
         "first": lambda use: str(use.first), "last": lambda use: str(use.last)}  # fmt: skip

TagsArgument = Annotated[str, typer.Argument(metavar="TAG[,TAG]", help="One tag, or several.")]


@app.command("add", cls=QueryCommand, epilog=ADD)
@grouped
def add(
    ctx: typer.Context,
    tags: TagsArgument,
    query: QueryWords = None,
    everything: Everything = False,
    *,
    writing: Writing,
) -> None:
    """Add tags to posts."""
    blog = open_blog(ctx)
    wanted = split_tags(tags)
    posts = chosen(ctx, blog, query, everything=everything, quiet=writing.quiet)
    tell_of_new_tags(blog, wanted, quiet=writing.quiet)
    _change(blog, blog.plan(posts, tagged(wanted, blog.engine.names.tags)), writing)


@app.command("remove", cls=QueryCommand, epilog=REMOVE)
@grouped
def remove(
    ctx: typer.Context,
    tags: TagsArgument,
    query: QueryWords = None,
    everything: Everything = False,
    *,
    writing: Writing,
) -> None:
    """Remove tags from posts; case and accents do not matter."""
    blog = open_blog(ctx)
    wanted = split_tags(tags)
    posts = chosen(ctx, blog, query, everything=everything, quiet=writing.quiet)
    tell_of_unknown_tags(blog, wanted, quiet=writing.quiet)
    _change(blog, blog.plan(posts, untagged(wanted, blog.engine.names.tags)), writing)


@app.command("list", cls=QueryCommand, epilog=LIST)
@grouped
def list_tags(ctx: typer.Context, query: QueryWords = None, *, output: Output) -> None:
    """List tags, the most used first, with first and last use."""
    blog = open_blog(ctx)
    posts = find(ctx, blog, query, output._replace(sort=None, limit=None))
    uses = _sorted(name_uses(posts, lambda post: post.tags), output)
    show(names.listing(uses[: output.limit], ("tag", "tags")), output)


def _change(blog: Blog, plan: Plan, writing: Writing) -> None:
    finish(carry_out(blog.apply, plan, writing), writing)


def split_tags(text: str) -> list[str]:
    """Return the tags of `a,b`; raise BadUsage for an empty one."""
    tags = [" ".join(tag.split()) for tag in text.split(",")]
    if not all(tags):
        raise BadUsage(f"'{text}' has an empty tag", hint="as in wiki or wiki,outils")
    return tags


def tell_of_new_tags(blog: Blog, tags: Sequence[str], *, quiet: bool = False) -> None:
    """Say which of *tags* no post has yet, and which known ones they resemble."""
    known = {tag for post in blog.posts for tag in post.tags}
    for tag in tags:
        if tag not in known:
            near = nearest_words(tag, known)
            like = f"; near it: {', '.join(near)}" if near else ""
            note(f"'{tag}' is a new tag{like}", colour="yellow", quiet=quiet)


def tell_of_unknown_tags(blog: Blog, tags: Sequence[str], *, quiet: bool) -> None:
    """Say which of *tags* no post has, and the known one that is meant perhaps."""
    known = {tag for post in blog.posts for tag in post.tags}
    for tag in tags:
        if fold_name(tag) not in {fold_name(other) for other in known}:
            hint = nearest(tag, known)
            like = f"; {hint}" if hint else ""
            note(f"no post has the tag '{tag}'{like}", colour="yellow", quiet=quiet)


def _sorted(uses: list[NameUse], output: Output) -> list[NameUse]:
    for key in reversed(output.sort.split(",") if output.sort else []):
        by = SORTS.get(key.removeprefix("-"))
        if by is None:
            raise BadUsage(f"tags are not sorted by '{key}'", hint=f"by {', '.join(SORTS)}")
        uses = sorted(uses, key=by, reverse=key.startswith("-"))
    return uses
