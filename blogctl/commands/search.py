"""Search posts, the best answers first."""

import typer

from blogctl.commands._options import QueryCommand, QueryWords, arranged, grouped, open_blog
from blogctl.display import hits
from blogctl.display.output import Output, show
from blogctl.errors import BadUsage

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXAMPLES = """
  blogctl search carbone                    accents and case do not matter
  blogctl search "e-mail overload"          words in quotes stand side by side
  blogctl search wiki lang:fr -is:draft
  blogctl search documentation --json -n 3
"""


@app.command("search", cls=QueryCommand, epilog=EXAMPLES)
@grouped
def search_posts(ctx: typer.Context, query: QueryWords = None, *, output: Output) -> None:
    """Search posts, the best answers first."""
    if not query:
        raise BadUsage("nothing to search for", hint="blogctl search WORDS")
    blog = open_blog(ctx)
    found = blog.search(arranged(ctx, blog, query, output))
    show(hits.listing(found), output)
