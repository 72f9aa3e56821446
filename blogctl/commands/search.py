"""Search posts, the best answers first."""

from typing import Annotated

import typer

from blogctl.commands._options import QueryCommand, QueryWords, arranged, grouped, open_blog
from blogctl.content.facets import facets_of
from blogctl.content.search import Manner, columns_named
from blogctl.display import hits
from blogctl.display.output import Output, show
from blogctl.errors import BadUsage

app = typer.Typer(rich_markup_mode=None, add_completion=False)

RELEVANCE = "relevance"
EXAMPLES = """
  blogctl search carbone                    accents and case do not matter
  blogctl search "e-mail overload"          words in quotes stand side by side
  blogctl search wiki lang:fr -is:draft
  blogctl search documentation --json -n 3
"""


Place = Annotated[str | None, typer.Option("--in", metavar="PLACE,…",
    help="Only in title, headings, tags, summary, body, code.")]  # fmt: skip
Facets = Annotated[bool, typer.Option("--facets", help="Tags, years, series of what is found.")]


@app.command("search", cls=QueryCommand, epilog=EXAMPLES)
@grouped
def search_posts(
    ctx: typer.Context,
    query: QueryWords = None,
    place: Place = None,
    facets: Facets = False,
    *,
    output: Output,
) -> None:
    """Search posts, the best answers first."""
    if not query:
        raise BadUsage("nothing to search for", hint="blogctl search WORDS")
    manner = Manner(columns_named(place) if place is not None else (), output.sort != RELEVANCE)
    if output.sort == RELEVANCE:
        output = output._replace(sort=None)
    limit = output.limit
    if facets:
        output = output._replace(limit=None)
    blog = open_blog(ctx)
    asked = arranged(ctx, blog, query, output)
    found = blog.search(asked, manner)
    if facets:
        show(hits.facets(facets_of([hit.post for hit in found], limit)), output)
    else:
        show(hits.listing(found), output)
