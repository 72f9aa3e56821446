"""Say what is wrong in the blog."""

from collections.abc import Sequence
from functools import partial
from typing import Annotated

import typer

from blogctl.blog.blog import Blog
from blogctl.blog.checking import name_problems, post_problems
from blogctl.blog.linking import Links
from blogctl.blog.lost_addresses import crossing_aliases, lost_addresses
from blogctl.blog.past_addresses import past_addresses
from blogctl.blog.scheduling import slot_problems
from blogctl.commands._checking import report
from blogctl.commands._options import (
    ExamplesGroup,
    QueryCommand,
    QueryWords,
    find,
    grouped,
    open_blog,
)
from blogctl.content.problem import Problem
from blogctl.content.versions import History
from blogctl.display.output import Output
from blogctl.display.stream import note
from blogctl.errors import BadUsage
from blogctl.site.git import read_blobs, read_history

EXAMPLES = """
  blogctl check                       all checks; silent, and exit 0, where all is well
  blogctl check --jsonl               for a script
  blogctl check posts date:2026
  blogctl check names
"""
POSTS_EXAMPLES = """
  blogctl check posts
  blogctl check posts is:draft --json
"""
NAMES_EXAMPLES = """
  blogctl check names
  blogctl check names date:2026.. --json
"""
LINKS_EXAMPLES = """
  blogctl check links                                as links --broken
  blogctl check links is:live --json
"""
ALIASES_EXAMPLES = """
  blogctl check aliases                              aliases in each other's way
  blogctl check aliases --from-git                   and old addresses that none answers
  blogctl check aliases --from-git --since 1y tag:wiki
"""

app = typer.Typer(
    cls=ExamplesGroup,
    rich_markup_mode=None,
    add_completion=False,
    invoke_without_command=True,
    epilog=EXAMPLES,
)


@app.callback()
@grouped
def check(ctx: typer.Context, *, output: Output) -> None:
    """Say what is wrong in the blog.

    The exit code is 4 where something is.
    """
    if ctx.invoked_subcommand is None:
        blog = open_blog(ctx)
        problems = post_problems(blog, blog.posts) + name_problems(blog, blog.posts)
        problems += slot_problems(blog)
        _report_with_files(blog, problems, output)


@app.command("posts", cls=QueryCommand, epilog=POSTS_EXAMPLES)
@grouped
def posts(ctx: typer.Context, query: QueryWords = None, *, output: Output) -> None:
    """Files that cannot be read, and what the generator misreads in posts."""
    blog = open_blog(ctx)
    found = find(ctx, blog, query, output._replace(limit=None, sort=None))
    _report_with_files(blog, post_problems(blog, found), output)


@app.command("names", cls=QueryCommand, epilog=NAMES_EXAMPLES)
@grouped
def names(ctx: typer.Context, query: QueryWords = None, *, output: Output) -> None:
    """Names that are aliases, or not allowed, or spelt in two ways."""
    blog = open_blog(ctx)
    found = find(ctx, blog, query, output._replace(limit=None, sort=None))
    report(name_problems(blog, found), output)


@app.command("links", cls=QueryCommand, epilog=LINKS_EXAMPLES)
@grouped
def links(ctx: typer.Context, query: QueryWords = None, *, output: Output) -> None:
    """Links to posts, images and headings that are not there, or not live."""
    blog = open_blog(ctx, texts=True)
    found = find(ctx, blog, query, output._replace(limit=None, sort=None), texts=True)
    report(Links(blog).broken(found), output)


@app.command("aliases", cls=QueryCommand, epilog=ALIASES_EXAMPLES)
@grouped
def aliases(
    ctx: typer.Context,
    query: QueryWords = None,
    from_git: Annotated[
        bool, typer.Option("--from-git", help="Also find what posts were called, in git.")
    ] = False,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DATE", help="Only what moved since.")
    ] = None,
    *,
    output: Output,
) -> None:
    """Old addresses of posts that nothing answers, and aliases in each other's way."""
    if since is not None and not from_git:
        raise BadUsage("--since goes with --from-git", hint="name both, or neither")
    blog = open_blog(ctx)
    start = blog.period(since).start if since else None
    found = find(ctx, blog, query, output._replace(limit=None, sort=None))
    problems = crossing_aliases(blog, found)
    if from_git:
        history = read_history(blog.root, blog.engine.folders, start, blog.now)
        _tell(blog, history, quiet=output.quiet)
        past = past_addresses(blog, found, history, partial(read_blobs, blog.root))
        problems += lost_addresses(blog, past)
    report(problems, output)


def _tell(blog: Blog, history: History, *, quiet: bool) -> None:
    """Say where the history tells less than it seems to."""
    if history.shallow:
        text = "the clone is shallow, so older moves are not seen; git fetch --unshallow gets them"
        note(text, colour="yellow", quiet=quiet)
    if blog.posts and not any(post.path in history.files for post in blog.posts):
        note("git knows none of these posts: nothing is committed", colour="yellow", quiet=quiet)


def _report_with_files(blog: Blog, problems: Sequence[Problem], output: Output) -> None:
    """Report *problems*, those of files that cannot be read among them."""
    # They are the answer here, not a warning beside it.
    blog.problems_met = []
    report(problems, output)
