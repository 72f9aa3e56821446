"""Say what to write next, and why."""

import typer

from blogctl.blog.ideas import ideas_for
from blogctl.commands._options import QueryCommand, QueryWords, Trusting, find, grouped, open_blog
from blogctl.commands._ranking import comments_of
from blogctl.content.ideas import best
from blogctl.display.ideas import listing, rhythm_of
from blogctl.display.output import Output, show
from blogctl.display.stream import note
from blogctl.errors import BadUsage

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXAMPLES = """
  blogctl ideas                             what to write next, with the ready commands
  blogctl ideas lang:fr -n 5
  blogctl ideas --json
"""
# Of each kind.
MOST = 3


@app.command("ideas", cls=QueryCommand, epilog=EXAMPLES)
@grouped
def show_ideas(
    ctx: typer.Context, query: QueryWords = None, *, no_verify: Trusting = False, output: Output
) -> None:
    """Say what to write next, and why.

    From what readers search for and miss, tags and series that were left, old posts that are
    read, drafts close to done, questions in the comments.
    """
    if output.sort:
        raise BadUsage("ideas have their own order", hint="leave out --sort")
    blog = open_blog(ctx, trusting=no_verify, texts=True)
    posts = find(ctx, blog, query, output._replace(limit=None), texts=True)
    found, rhythm = ideas_for(blog, posts, comments_of(blog, needed=False))
    ideas = best(found, MOST if output.limit is None else output.limit)
    show(listing(ideas, rhythm), output)
    if output.drawn and not ideas:
        note(rhythm_of(rhythm), quiet=output.quiet)
