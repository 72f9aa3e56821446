"""Find the posts nearest to one, and say why."""

from typing import Annotated

import typer

from blogctl.blog.kin import named
from blogctl.blog.relating import related
from blogctl.commands._options import QueryCommand, QueryWords, arranged, grouped, open_blog
from blogctl.display.output import Output, refuse, show
from blogctl.display.relations import listing
from blogctl.errors import BadUsage

MOST = 5

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXAMPLES = """
  blogctl related carte-des-outils          the five nearest, with the reasons
  blogctl related carte-des-outils -n 3 lang:fr date:2024..
  blogctl related carte-des-outils is:draft          drafts that go with it
  blogctl related carte-des-outils --json --fields path,score,reasons
"""


@app.command("related", cls=QueryCommand, epilog=EXAMPLES)
@grouped
def show_related(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="POST", help="A slug or a path.")],
    query: QueryWords = None,
    *,
    output: Output,
) -> None:
    """Find the posts nearest to one, and say why.

    They are near by the words that tell of it, rare tags, series, and links either way. Posts that
    are not live are offered to one that is not, or where the query says so: is:draft.
    """
    refuse(output, "sort", hint="the nearest come first")
    blog = open_blog(ctx, texts=True)
    wanted = arranged(ctx, blog, query, output)
    if wanted.sort:
        raise BadUsage("related posts have an order of their own", hint="leave out sort:")
    most = MOST if wanted.limit is None else wanted.limit
    show(listing(related(blog, named(blog, name), wanted, most)), output)
