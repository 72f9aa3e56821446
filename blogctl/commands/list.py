"""List posts."""

import typer

from blogctl.commands._options import (
    QueryCommand,
    QueryWords,
    Trusting,
    arranged,
    grouped,
    open_blog,
)
from blogctl.content.fields import OF_TEXT, STABLE
from blogctl.display import posts
from blogctl.display.output import Output, show, shows_any, takes_records, write_records

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXAMPLES = """
  blogctl list                              all posts, the newest first
  blogctl list is:draft                     what waits to be finished
  blogctl list tag:wiki date:2024.. -is:draft
  blogctl list is:scheduled date:..+tue     what is due by Tuesday
  blogctl list --json --fields path,title   for a script
  blogctl list words:1000.. -0 | xargs -0 wc -w
"""


@app.command("list", cls=QueryCommand, epilog=EXAMPLES)
@grouped
def list_posts(
    ctx: typer.Context, query: QueryWords = None, *, no_verify: Trusting = False, output: Output
) -> None:
    """List posts."""
    records = takes_records(output)
    texts = records or shows_any(output, posts.PLAIN, STABLE, OF_TEXT)
    blog = open_blog(ctx, trusting=no_verify, texts=texts and output.limit is None)
    wanted = arranged(ctx, blog, query, output)
    ready = blog.records(wanted) if records else None
    if ready is not None:
        write_records(ready)
    else:
        found = blog.find(wanted, texts=texts and wanted.limit is None)
        show(posts.listing(found), output)
