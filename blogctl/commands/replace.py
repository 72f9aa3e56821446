"""Replace text in posts, code and addresses left alone."""

from typing import Annotated

import typer

from blogctl.blog.replacing import Replacing, places, plan_replacement
from blogctl.commands._options import (
    Everything,
    QueryCommand,
    QueryWords,
    Writing,
    grouped,
    open_blog,
)
from blogctl.commands._writing import Account, carry_out, chosen, finish
from blogctl.content.change import Plan
from blogctl.content.prose import Reach
from blogctl.content.replacing import Hit, replacement
from blogctl.display.replacements import SHOWN, count, show_hits, tell_of_spared
from blogctl.display.stream import note
from blogctl.errors import BadUsage

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXAMPLES = """
  blogctl replace courriel e-mail --all --word --dry-run
  blogctl replace "Nextcould" "Nextcloud" tag:outils --in body,title
  blogctl replace --regex "(\\d+) ?%" "\\1 %" lang:fr
  blogctl replace http://old.example https://new.example --all --urls
  blogctl replace --all -- -- —            a text that starts with a hyphen
"""


@app.command("replace", cls=QueryCommand, epilog=EXAMPLES)
@grouped
def replace(
    ctx: typer.Context,
    old: Annotated[str, typer.Argument(metavar="OLD", help="The text to look for.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The text to put there.")],
    query: QueryWords = None,
    fields: Annotated[
        str, typer.Option("--in", metavar="body,FIELD", help="Where: body, title, any field.")
    ] = "body",
    regex: Annotated[
        bool, typer.Option("--regex", help="OLD is a regular expression; \\1 in NEW a group.")
    ] = False,
    ignore_case: Annotated[bool, typer.Option("--ignore-case", help="A is a.")] = False,
    word: Annotated[bool, typer.Option("--word", help="Whole words only.")] = False,
    code: Annotated[bool, typer.Option("--code", help="In code and HTML tags, too.")] = False,
    urls: Annotated[bool, typer.Option("--urls", help="In addresses and shortcodes, too.")] = False,
    everything: Everything = False,
    *,
    writing: Writing,
) -> None:
    """Replace text in posts, code and addresses left alone.

    Each place is shown with what stands around it before anything is written.
    """
    wanted = replacement(
        old, new, Reach(code, urls), regex=regex, ignore_case=ignore_case, word=word
    )
    blog = open_blog(ctx)
    where = places(blog, _names(fields))
    posts = chosen(ctx, blog, query, everything=everything, quiet=writing.quiet)
    found = plan_replacement(blog, posts, wanted, where)
    outcome = carry_out(blog.apply, found.plan, writing, account=_account(found, writing))
    if not writing.dry_run and not writing.json:
        note(count(_hits(found, outcome)), colour="dim", quiet=writing.quiet)
        tell_of_spared(found.spared, quiet=writing.quiet)
    finish(outcome, writing)


def _names(fields: str) -> list[str]:
    names = [name.strip() for name in fields.split(",")]
    if not all(names):
        raise BadUsage(f"'{fields}' has an empty field", hint="as in --in body,title")
    return names


def _hits(found: Replacing, plan: Plan) -> list[Hit]:
    """Return the places in the posts that *plan* changes."""
    changed = set(plan.posts)
    return [hit for hit in found.hits if hit.path in changed]


def _account(found: Replacing, writing: Writing) -> Account:
    def preview(plan: Plan) -> None:
        note(count(found.hits), quiet=writing.quiet)
        show_hits(found.hits, most=None if writing.dry_run else SHOWN)
        tell_of_spared(found.spared, quiet=writing.quiet)

    return Account(
        keys=lambda plan: {"replacements": len(_hits(found, plan))},
        preview=preview,
        detail=preview if not writing.quiet else Account().detail,
    )
