"""Show top-10 tables."""

from itertools import takewhile
from typing import Annotated

import typer

from blogctl.commands._options import QueryCommand, Trusting, find, grouped, open_blog
from blogctl.content.folding import nearest
from blogctl.content.tops import KINDS, top
from blogctl.display import tops
from blogctl.display.output import Output, show
from blogctl.errors import BadUsage

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXAMPLES = """
  blogctl top                               tags, and the most linked posts
  blogctl top words -n 5
  blogctl top tags series lang:fr           tables first, then which posts
  blogctl top links --json
"""
DEFAULT = ("tags", "links")
MOST = 10


@app.command("top", cls=QueryCommand, epilog=EXAMPLES)
@grouped
def show_tops(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[TABLE]... [QUERY]...",
            show_default=False,
            help=f"Which tables ({', '.join(KINDS)}), then of which posts.",
        ),
    ] = None,
    *,
    no_verify: Trusting = False,
    output: Output,
) -> None:
    """Show top-10 tables."""
    if output.sort:
        raise BadUsage("a top table has its own order", hint="leave out --sort")
    _check_kind((words or [""])[0])
    kinds = list(takewhile(KINDS.__contains__, words or []))
    late = next((word for word in (words or [])[len(kinds) :] if word in KINDS), None)
    if late:
        raise BadUsage(f"'{late}' comes too late", hint="tables first: blogctl top tags lang:fr")
    blog = open_blog(ctx, trusting=no_verify, texts=True)
    posts = find(ctx, blog, (words or [])[len(kinds) :], output._replace(limit=None), texts=True)
    most = MOST if output.limit is None else output.limit
    tables = [top(kind, posts, blog.links, most=most) for kind in kinds or DEFAULT]
    show(tops.listing(tables), output)


def _check_kind(word: str) -> None:
    """Raise BadUsage for a first word that is nearly the name of a table."""
    close = nearest(word, KINDS) if word.isalpha() and word not in KINDS else None
    if close:
        raise BadUsage(f"there is no table '{word}'", hint=f"{close} text:{word} searches for it")
