"""Show top-10 tables."""

from collections.abc import Sequence
from itertools import takewhile
from typing import Annotated, Any

import typer

from blogctl.blog.blog import Blog
from blogctl.commands._options import QueryCommand, Trusting, arranged, grouped, open_blog
from blogctl.commands._ranking import BY, Ask, Sort, ranked, shows_views
from blogctl.content.folding import nearest
from blogctl.content.tops import KINDS, Top, top
from blogctl.display import tops
from blogctl.display.output import Output, show
from blogctl.errors import BadUsage

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXAMPLES = """
  blogctl top                               what is read: in twelve months, and of all time
  blogctl top posts --since 3m              with the ranks of the three months before
  blogctl top posts --rising                --evergreen, --forgotten, --by-tag
  blogctl top words -n 5
  blogctl top tags series lang:fr           tables first, then which posts
  blogctl top links --json
"""
# Where nobody has counted views.
DEFAULT = ("tags", "links")
MOST = 10

By = Annotated[str | None, typer.Option(metavar="FIGURE", help=f"Rank posts by {', '.join(BY)}.")]
Since = Annotated[str | None, typer.Option(metavar="DATE", help="Of what was read from DATE on.")]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Up to DATE, and with it.")]
Rising = Annotated[bool, typer.Option("--rising", help="What is read more than before.")]
Evergreen = Annotated[
    bool, typer.Option("--evergreen", help="What is read month after month, a year on.")
]
Forgotten = Annotated[bool, typer.Option("--forgotten", help="What was read, and no longer is.")]
ByTag = Annotated[bool, typer.Option("--by-tag", help="The tags whose posts are read.")]


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
    by: By = None,
    since: Since = None,
    until: Until = None,
    rising: Rising = False,
    evergreen: Evergreen = False,
    forgotten: Forgotten = False,
    by_tag: ByTag = False,
    *,
    no_verify: Trusting = False,
    output: Output,
) -> None:
    """Show top-10 tables: what is read, used, linked."""
    if output.sort:
        raise BadUsage("a top table has its own order", hint="leave out --sort")
    _check_kind((words or [""])[0])
    kinds = list(takewhile(KINDS.__contains__, words or []))
    late = next((word for word in (words or [])[len(kinds) :] if word in KINDS), None)
    if late:
        raise BadUsage(f"'{late}' comes too late", hint="tables first: blogctl top tags lang:fr")
    sorts: dict[Sort, bool] = {
        "rising": rising, "evergreen": evergreen, "forgotten": forgotten, "by-tag": by_tag,
    }  # fmt: skip
    most = MOST if output.limit is None else output.limit
    ask = Ask(by, since, until, tuple(sort for sort, wanted in sorts.items() if wanted), most)
    _check_asked(ask, kinds)
    blog = open_blog(ctx, trusting=no_verify)
    query = arranged(ctx, blog, (words or [])[len(kinds) :], output._replace(limit=None))
    show(tops.listing(_tables(blog, query, kinds, ask)), output)


def _tables(blog: Blog, query: Any, kinds: Sequence[str], ask: Ask) -> list[Top]:
    if shows_views(blog, kinds, ask):
        others = [kind for kind in kinds if kind != "posts"]
        posts = blog.find(query, texts=True) if others else []
        return [*ranked(blog, query, ask), *_usual(blog, posts, others, ask.most)]
    blog.reads_texts = True
    return _usual(blog, blog.find(query, texts=True), kinds or DEFAULT, ask.most)


def _usual(blog: Blog, posts: Any, kinds: Sequence[str], most: int) -> list[Top]:
    return [top(kind, posts, blog.links, most=most) for kind in kinds]


def _check_kind(word: str) -> None:
    """Raise BadUsage for a first word that is nearly the name of a table."""
    close = nearest(word, KINDS) if word.isalpha() and word not in KINDS else None
    if close:
        raise BadUsage(f"there is no table '{word}'", hint=f"{close} text:{word} searches for it")


def _check_asked(ask: Ask, kinds: Sequence[str]) -> None:
    """Raise BadUsage where what is asked of posts is asked of another table, or twice."""
    if ask.is_plain:
        return
    if kinds and list(kinds) != ["posts"]:
        raise BadUsage("that is asked of posts alone", hint="blogctl top posts --by views")
    if ask.by is not None and ask.by not in BY:
        raise BadUsage(f"posts are not ranked by '{ask.by}'", hint=f"by {', '.join(BY)}")
    if ask.by is not None and ask.sorts:
        raise BadUsage(f"--{ask.sorts[0]} is ranked by views", hint="leave out --by")
