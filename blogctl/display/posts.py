"""Posts as a table, and a post by itself."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from blogctl.content.fields import STABLE, field_named
from blogctl.content.links import LinkMap
from blogctl.content.post import Post
from blogctl.display.output import Listing, Output, Value, as_text
from blogctl.display.safe import safe_lines
from blogctl.display.screen import STATUS_STYLE, draw, text, width
from blogctl.errors import BadQuery

PLAIN = ("path", "date", "status", "title", "tags")
NOUN = ("post", "posts")
WIDE = 130
DETAILS = (
    "path", "slug", "url", "date", "publish", "updated", "expires", "lang", "authors", "series",
    "categories", "tags", "words", "minutes", "summary",
)  # fmt: skip


def listing(posts: Sequence[Post]) -> Listing:
    """Return *posts* as a listing."""
    return Listing(posts, column, STABLE, PLAIN, draw_posts, NOUN)


def column(name: str) -> Value | None:
    """Return how to get the field *name* of a post, None for no such field."""
    try:
        return field_named(name).value
    except BadQuery:
        return None


def draw_posts(posts: Sequence[Post], names: tuple[str, ...] | None, output: Output) -> None:
    """Draw *posts* as a table with the columns *names*, else date, status, title and tags."""
    from rich.table import Table

    wide = ("date", "status", "title", "slug", "tags")
    names = names or (wide if width() >= WIDE else ("date", "status", "title", "tags"))
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for name in names:
        table.add_column(name, **_shape(name))
    for post in posts:
        table.add_row(*(cell(post, name) for name in names))
    draw(table, output)


def _shape(name: str) -> dict[str, Any]:
    if name in ("title", "summary"):
        return {"ratio": 3, "overflow": "ellipsis", "no_wrap": True, "min_width": 20}
    if name in ("tags", "categories", "slug", "path", "url"):
        return {"ratio": 2, "overflow": "ellipsis", "no_wrap": True}
    if name in ("words", "minutes"):
        return {"justify": "right", "no_wrap": True}
    return {"no_wrap": True}


def cell(post: Post, name: str) -> Any:
    """Return a field of *post* as a cell of a table."""
    value = field_named(name).value(post)
    if name == "title":
        return text(post.name, "" if post.title else "italic dim")
    if name == "status":
        return text(post.status, STATUS_STYLE[post.status])
    if isinstance(value, datetime):
        return text(f"{value:%Y-%m-%d}", "dim" if name != "date" else "")
    if isinstance(value, tuple):
        return text(", ".join(map(as_text, value)), "blue" if name == "tags" else "")
    return text(as_text(value), "dim" if name in ("slug", "path", "url") else "")


def draw_post(post: Post, links: LinkMap, output: Output) -> None:
    """Draw *post*: what it is, its text, and its links to and from other posts."""
    from rich.console import Group
    from rich.markdown import Markdown
    from rich.rule import Rule

    body = Markdown(safe_lines(post.text.source), hyperlinks=False)
    parts = [_heading(post), _details(post), Rule(style="dim"), body]
    for title, others in (
        ("Links to", links.links_from(post)),
        ("Linked from", links.links_to(post)),
    ):
        if others:
            parts += [Rule(style="dim"), text(title, "bold"), *(_line(other) for other in others)]
    draw(Group(*parts), output)


def _heading(post: Post) -> Any:
    from rich.text import Text

    status = text(post.status, STATUS_STYLE[post.status])
    return Text.assemble(text(post.name, "bold"), "  ", status)


def _details(post: Post) -> Any:
    from rich.table import Table

    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name in DETAILS:
        value = field_named(name).value(post)
        if value not in (None, "", ()) and not (name == "publish" and value == post.date):
            table.add_row(name, text(_detail(value)))
    return table


def _detail(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{value:%a %d %b %Y, %H:%M %z}"
    if isinstance(value, tuple):
        return ", ".join(value)
    return f"{value:,}" if isinstance(value, int) else as_text(value)


def _line(post: Post) -> Any:
    from rich.text import Text

    return Text.assemble("  ", text(post.name), "  ", text(post.slug, "dim"))
