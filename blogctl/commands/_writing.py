"""What every command that writes does with its plan: show, ask, apply, report."""

import sys
from collections.abc import Callable, Sequence

import typer

from blogctl.blog import Blog
from blogctl.commands._options import Writing, find
from blogctl.content.change import Plan
from blogctl.content.folding import nearest
from blogctl.content.post import Post
from blogctl.display import plans
from blogctl.display.output import Output
from blogctl.display.stream import note, takes_colour, write
from blogctl.errors import BadUsage


def chosen(
    ctx: typer.Context, blog: Blog, words: Sequence[str] | None, *, everything: bool, quiet: bool
) -> list[Post]:
    """Return the posts to write to; raise BadUsage where neither a query nor --all names them."""
    if not words and not everything:
        hint = "name posts, as in tag:draft or a slug; --all takes every post"
        raise BadUsage("no posts are named", hint=hint)
    if words and everything:
        raise BadUsage("--all goes without a query", hint="leave one of them out")
    posts = find(ctx, blog, words, Output(quiet=quiet))
    if words and not posts:
        close = nearest(words[0], [post.slug for post in blog.posts]) if len(words) == 1 else None
        note(f"no post matches{'; ' + close if close else ''}", colour="yellow", quiet=quiet)
    return posts


def carry_out(
    apply: Callable[[Plan], None], plan: Plan, writing: Writing, *, asks: bool = True
) -> bool:
    """Do what *plan* says, by *apply*, as *writing* wants it; return whether that wrote anything.

    Asked first where more than one post or a live one would change, unless not *asks*. Raise
    AnswerNeeded where nobody can answer; Exit 1, in the end, where a file failed.
    """
    if writing.dry_run:
        _show(plan, writing)
    elif plan.changes and asks and not writing.yes and (len(plan.changes) > 1 or plan.live):
        note(plans.header(plan), quiet=writing.quiet)
        plans.show_preview(plan)
        if not plans.ask("Change them?" if len(plan.changes) > 1 else "Change it?"):
            note("nothing was changed", colour="dim")
            raise typer.Exit(1 if plan.failed else 0)
    if not writing.dry_run:
        apply(plan)
        if writing.json:
            write(plans.envelope(plan, dry_run=False))
    plans.show_failures(plan)
    return bool(plan.changes) and not writing.dry_run


def _show(plan: Plan, writing: Writing) -> None:
    if writing.json:
        write(plans.envelope(plan, dry_run=True))
        return
    note(plans.header(plan), quiet=writing.quiet)
    plans.show_diff(plan, colour=takes_colour(sys.stdout))


def finish(plan: Plan, writing: Writing) -> None:
    """Report on a plan that was carried out; raise Exit 1 where a file failed."""
    if not writing.dry_run and not writing.json:
        plans.report(plan, quiet=writing.quiet)
    if plan.failed:
        raise typer.Exit(1)
