"""Show a post, with its links both ways."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any

import typer

from blogctl.blog.blog import Blog
from blogctl.blog.relating import related
from blogctl.commands._options import QueryCommand, Trusting, grouped, open_blog
from blogctl.content.fields import STABLE, field_named
from blogctl.content.post import Post
from blogctl.display import posts
from blogctl.display.output import Output, as_text, asked_names, refuse, write_json
from blogctl.display.safe import safe, safe_lines
from blogctl.display.stream import write

RELATED = 3

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXAMPLES = """
  blogctl show carte-des-outils             by its slug
  blogctl show posts/2024-02-06-jardiner-un-wiki-tailler-semer-composter.md
  blogctl show carte-des-outils --json --fields title,links_to,links_from
"""


@app.command("show", cls=QueryCommand, epilog=EXAMPLES)
@grouped
def show_post(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="POST", help="A slug or a path.")],
    *,
    no_verify: Trusting = False,
    output: Output,
) -> None:
    """Show a post, with its links both ways."""
    blog = open_blog(ctx, trusting=no_verify)
    post = blog.post(name)
    unused = ("csv", "jsonl", "format", "only_count", "nul", "sort", "limit")
    refuse(output, *unused, hint="show answers as text or --json; 'blogctl list' has the others")
    if output.json:
        write_json(_record(blog, post, output))
    elif output.drawn and output.fields is None:
        posts.draw_post(post, blog.links, _related(blog, post), output)
    else:
        _write_plain(_record(blog, post, output), post, output)


def _record(blog: Blog, post: Post, output: Output) -> dict[str, Any]:
    """Return the fields asked for, else all of them with the headings, the text, and the links."""
    own: Mapping[str, Callable[[], Any]] = {
        "links_to": lambda: [other.path for other in blog.links.links_from(post)],
        "links_from": lambda: [other.path for other in blog.links.links_to(post)],
        "related": lambda: [other.path for other in _related(blog, post)],
        "meta": lambda: post.meta,
    }
    every = (*STABLE, "headings", "links_to", "links_from", "related", "body")
    return {
        name: own[name]() if name in own else field_named(name).value(post)
        for name in asked_names(output) or every
    }


def _related(blog: Blog, post: Post) -> list[Post]:
    """Return the few posts that are nearest to *post*."""
    return [one.post for one in related(blog, post, blog.query([]), RELATED)]


def _write_plain(record: dict[str, Any], post: Post, output: Output) -> None:
    """Write `name<TAB>value` lines; the text comes last, after an empty line."""
    lines = [f"{name}\t{safe(as_text(v))}\n" for name, v in record.items() if name != "body"]
    body = f"\n{safe_lines(post.text.source)}" if "body" in record else ""
    write("".join(lines) + body)
