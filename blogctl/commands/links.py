"""Show links both ways, broken ones, and posts with none."""

from typing import Annotated

import typer

from blogctl.blog.kin import named
from blogctl.blog.linking import Links
from blogctl.commands._checking import report
from blogctl.commands._options import QueryCommand, QueryWords, find, grouped, open_blog
from blogctl.display import posts, ways
from blogctl.display.output import Output, refuse, show
from blogctl.errors import BadUsage

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXAMPLES = """
  blogctl links carte-des-outils            what it links to, and what links to it
  blogctl links --orphans lang:fr           live posts that no other links to
  blogctl links --broken                    links that lead nowhere; exit 4 where there are
  blogctl links --broken date:2026 --jsonl
"""


@app.command("links", cls=QueryCommand, epilog=EXAMPLES)
@grouped
def show_links(
    ctx: typer.Context,
    query: QueryWords = None,
    orphans: Annotated[
        bool, typer.Option("--orphans", help="Live posts that no other live one links to.")
    ] = False,
    broken: Annotated[
        bool, typer.Option("--broken", help="Links that lead nowhere, each with its place.")
    ] = False,
    *,
    output: Output,
) -> None:
    """Show links both ways, broken ones, and posts with none.

    Without an option of its own it takes one POST, a slug or a path.
    """
    if orphans and broken:
        raise BadUsage("--orphans and --broken do not go together", hint="choose one")
    blog = open_blog(ctx, texts=True)
    if orphans:
        found = find(ctx, blog, query, output._replace(limit=None), texts=True)
        show(posts.listing(Links(blog).orphans(found)[: output.limit]), output)
    elif broken:
        found = find(ctx, blog, query, output._replace(limit=None, sort=None), texts=True)
        report(Links(blog).broken(found), output)
    else:
        if ctx.obj.selection or len(query or []) != 1:
            raise BadUsage("name one post", hint="or --orphans, or --broken, for many")
        refuse(output, "sort", hint="links come in the order of the text")
        found_ways = Links(blog).ways(named(blog, (query or [""])[0]))
        show(ways.listing(found_ways[: output.limit]), output)
