"""Search posts, the best answers first."""

from typing import Annotated

import typer

from blogctl.blog.blog import Blog
from blogctl.commands._options import (
    QueryCommand,
    QueryWords,
    Trusting,
    arranged,
    grouped,
    open_blog,
)
from blogctl.content.facets import facets_of
from blogctl.content.lexicon import off_topic
from blogctl.content.query import Query, sort_keys
from blogctl.content.search import Manner, columns_named
from blogctl.content.terms import free_words
from blogctl.display import hits
from blogctl.display.output import Output, show
from blogctl.display.stream import note
from blogctl.errors import BadUsage

app = typer.Typer(rich_markup_mode=None, add_completion=False)

RELEVANCE = "relevance"
EXAMPLES = """
  blogctl search carbone                    accents and case do not matter
  blogctl search "e-mail overload"          words in quotes stand side by side
  blogctl search "entrepr*" --in title,tags
  blogctl search wiki lang:fr -is:draft --facets
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
    no_verify: Trusting = False,
    output: Output,
) -> None:
    """Search posts, the best answers first."""
    if f"sort:{RELEVANCE}" in (query or ()):
        query = [word for word in query or () if word != f"sort:{RELEVANCE}"]
        output = output._replace(sort=RELEVANCE)
    if not query or all(word in ("and", "AND") for word in query):
        raise BadUsage("nothing to search for", hint="blogctl search WORDS")
    manner = Manner(columns_named(place) if place is not None else (), output.sort != RELEVANCE)
    if output.sort == RELEVANCE:
        output = output._replace(sort=None)
    limit = output.limit
    if facets:
        output = output._replace(limit=None)
    blog = open_blog(ctx, trusting=no_verify, texts=True)
    asked = arranged(ctx, blog, query, output)
    if output.only_count and not asked.sort:
        # Who counts needs no order.
        asked = asked._replace(sort=tuple(sort_keys("path")))
    found = blog.search(asked, manner)
    if facets:
        show(hits.facets(facets_of([hit.post for hit in found], limit)), output)
    else:
        show(hits.listing(found), output)
    _tell(blog, asked, manner, any_found=bool(found), quiet=output.quiet)


def _tell(blog: Blog, asked: Query, manner: Manner, *, any_found: bool, quiet: bool) -> None:
    """Say what a person should know of an answer that is empty, or hardly one."""
    words = free_words(asked.terms)
    if any_found and off_topic(words):
        typed = ", ".join(f"'{word}'" for word in words)
        note(f"{typed}: such a word is in most posts; add one of the topic", quiet=quiet)
    if any_found or not words:
        return
    advice = blog.advice(asked)
    if advice.words:
        french = advice.language == "fr"
        sentence = f"Vouliez-vous dire : {advice.words} ?"
        note(sentence if french else f"did you mean {advice.words}?", colour="yellow", quiet=quiet)
    elif advice.unknown:
        note(f"no post has {' or '.join(map(repr, advice.unknown))}", colour="yellow", quiet=quiet)
    elif manner.columns:
        note("posts have these words, but not there; leave out --in", colour="yellow", quiet=quiet)
    elif len(words) > 1:
        note("posts have these words, but none has all that is asked", colour="yellow", quiet=quiet)
