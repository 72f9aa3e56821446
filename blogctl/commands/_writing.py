"""What every command that writes does with its plan: show, ask, apply, report."""

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import typer

from blogctl.blog.blog import Blog
from blogctl.blog.readdressing import Readdressed
from blogctl.commands._options import Writing, find
from blogctl.content.change import Plan
from blogctl.content.folding import nearest
from blogctl.content.post import Post
from blogctl.display import plans
from blogctl.display.output import Output
from blogctl.display.stream import is_terminal, note, takes_colour, write
from blogctl.errors import BadUsage


class Account(NamedTuple):
    """What a command tells of its plan beside the changes.

    *keys* go into the JSON; *preview* shows the plan before the question, and *detail* what
    stands above the diff of a dry run.
    """

    keys: Callable[[Plan], Mapping[str, Any]] = lambda _: {}
    preview: Callable[[Plan], None] = plans.show_preview
    detail: Callable[[Plan], None] = lambda _: None


def chosen(
    ctx: typer.Context, blog: Blog, words: Sequence[str] | None, *, everything: bool, quiet: bool
) -> list[Post]:
    """Return the posts to write to; raise BadUsage where nothing names them.

    Leave with exit 0 where none is picked.
    """
    selection = ctx.obj.selection
    _check_named(blog, words or (), everything=everything, selected=bool(selection))
    posts = find(ctx, blog, words, Output(quiet=quiet))
    if selection and not posts:
        note("no post is meant; nothing was changed", colour="dim", quiet=quiet)
    elif words and not posts:
        close = nearest(words[0], [post.slug for post in blog.posts]) if len(words) == 1 else None
        note(f"no post matches{'; ' + close if close else ''}", colour="yellow", quiet=quiet)
    return posts


def _check_named(blog: Blog, words: Sequence[str], *, everything: bool, selected: bool) -> None:
    """Raise BadUsage unless a query, a selection, or --all says which posts are meant."""
    if everything and selected:
        raise BadUsage("--all goes without --from and -i", hint="leave one of them out")
    if not words and not everything and not selected:
        hint = "name posts, as in is:draft or a slug; --all takes every post"
        raise BadUsage("no posts are named", hint=hint)
    if words and everything and not blog.query(words).is_empty:
        raise BadUsage("--all goes without a query", hint="leave one of them out")
    if words and not (everything or selected) and blog.query(words).is_empty:
        raise BadUsage("this names no posts, it only arranges them", hint="--all takes every post")


def carry_out(
    apply: Callable[[Plan], Plan],
    plan: Plan,
    writing: Writing,
    *,
    asks: bool = True,
    account: Account = Account(),  # noqa: B008 - it is frozen
) -> Plan:
    """Do what *plan* says, by *apply*, as *writing* wants it; return what came of it.

    Asked first where more than one post or a live one would change, unless not *asks*. Raise
    AnswerNeeded where nobody can answer. A dry run, and a No, come out without changes.
    """
    if writing.dry_run:
        _show(plan, writing, account)
        outcome = plan._replace(changes=())
    elif asks and not _agreed(plan, writing, account):
        note("nothing was changed", colour="dim")
        raise typer.Exit(1 if plan.failed else 0)
    else:
        outcome = apply(plan)
        if writing.json:
            write(plans.envelope(outcome, account.keys(outcome), dry_run=False))
    plans.show_failures(outcome)
    return outcome


def _agreed(plan: Plan, writing: Writing, account: Account) -> bool:
    """Return whether to go on: there is nothing to ask, or the answer is yes."""
    if writing.yes or not plan.changes or not (len(plan.posts) > 1 or plan.live):
        return True
    note(plans.header(plan), quiet=writing.quiet)
    account.preview(plan)
    return plans.ask(plans.question(plan))


def _show(plan: Plan, writing: Writing, account: Account) -> None:
    if writing.json:
        write(plans.envelope(plan, account.keys(plan), dry_run=True))
        return
    note(plans.header(plan), quiet=writing.quiet)
    account.detail(plan)
    plans.show_diff(plan, colour=takes_colour(sys.stdout))


def finish(plan: Plan, writing: Writing) -> None:
    """Report on what came of a plan; raise Exit 1 where a file failed."""
    if not writing.dry_run and not writing.json:
        plans.report(plan, quiet=writing.quiet)
    if plan.failed:
        raise typer.Exit(max(failure.code for failure in plan.failed))


def carry_out_move(apply: Callable[[Plan], Plan], found: Readdressed, writing: Writing) -> Plan:
    """Do what `carry_out` does with posts that move; say what is left to the author."""
    if not writing.json:
        _tell_of_left(found, quiet=writing.quiet)
    more = {"redirects": found.redirects, "left": found.left}
    return carry_out(apply, found.plan, writing, account=Account(keys=lambda _: more))


def _tell_of_left(found: Readdressed, *, quiet: bool) -> None:
    """Say what is left to the author: links, and redirects that no field makes."""
    plans.show_losses(found.left, quiet=quiet)
    told = [one for one in found.redirects if one.put]
    for one in told[: plans.SHOWN]:
        note(f"no field redirects {one.old} here; {one.put}", colour="yellow", quiet=quiet)
    if len(told) > plans.SHOWN:
        more = f"… and {len(told) - plans.SHOWN:,} more redirects to make; --json has all"
        note(more, colour="yellow", quiet=quiet)


def tell_of_draft(path: str, writing: Writing, *, published: bool = False) -> None:
    """Write the path of a new post and, on a terminal, what comes next."""
    if writing.json:
        return
    write(f"{path}\n")
    if is_terminal(sys.stdout):
        hint = "live" if published else f"a draft; publish it with: blogctl publish {path}"
        note(hint, colour="dim", quiet=writing.quiet)
