"""Say what is wrong in the blog."""

from collections.abc import Sequence

import typer

from blogctl.blog import Blog, Problem
from blogctl.blog.checking import post_problems
from blogctl.commands._options import (
    ExamplesGroup,
    QueryCommand,
    QueryWords,
    find,
    grouped,
    open_blog,
)
from blogctl.content.post import Post
from blogctl.display.output import Output, refuse, show
from blogctl.display.problems import listing

FOUND = 4

EXAMPLES = """
  blogctl check                       all checks; silent, and exit 0, where all is well
  blogctl check --jsonl               for a script
  blogctl check posts date:2026
"""
POSTS_EXAMPLES = """
  blogctl check posts
  blogctl check posts is:draft --json
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
    """Say what is wrong in the blog; exit 4 where something is."""
    if ctx.invoked_subcommand is None:
        blog = open_blog(ctx)
        _report_posts(blog, blog.posts, output)


@app.command("posts", cls=QueryCommand, epilog=POSTS_EXAMPLES)
@grouped
def posts(ctx: typer.Context, query: QueryWords = None, *, output: Output) -> None:
    """Files that cannot be read, and what the generator misreads in posts."""
    blog = open_blog(ctx)
    found = find(ctx, blog, query, output._replace(limit=None, sort=None))
    _report_posts(blog, found, output)


def _report_posts(blog: Blog, found: Sequence[Post], output: Output) -> None:
    problems = post_problems(blog, found)
    # They are the answer here, not a warning beside it.
    blog.problems_met = []
    report(problems, output)


def report(problems: Sequence[Problem], output: Output) -> None:
    """Show *problems*, the first *output.limit* of them; raise Exit 4 where there are any."""
    refuse(output, "sort", hint="problems come by the check, then by path")
    show(listing(problems[: output.limit]), output)
    if problems:
        raise typer.Exit(FOUND)
