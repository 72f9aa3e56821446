"""Posts as a table, and a post by itself."""

from collections.abc import Sequence
from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING, Any

from blogctl.content.fields import STABLE, field_named
from blogctl.content.post import Post
from blogctl.display.columns import Column, cell_width, draw_lines, lines_of
from blogctl.display.output import Listing, Output, Value, as_text
from blogctl.display.safe import safe, safe_lines
from blogctl.display.screen import STATUS_STYLE, draw, text, width
from blogctl.errors import BadQuery

if TYPE_CHECKING:
    from blogctl.content.links import LinkMap

PLAIN = ("path", "date", "status", "title", "tags")
NOUN = ("post", "posts")
WIDE = 130
FLEXIBLE = {"title", "summary", "tags", "categories", "series", "authors", "slug", "path", "url",
            "links", "images", "headings", "body", "text"}  # fmt: skip
NARROWEST, GAP = 8, 2
NUMBERS = ("words", "minutes", "views")
# So many posts are quicker written than drawn.
LONG = 200
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
    if len(posts) > LONG:
        stream_posts(posts, names, output)
        return
    rows = [[cell(post, name) for name in names] for post in posts]
    natural = [
        max(len(name), *(shown.cell_len for shown in column))
        for name, column in zip(names, zip(*rows, strict=True), strict=True)
    ]
    table = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0), header_style="dim")
    for name, room in zip(names, fitted(natural, names, width()), strict=True):
        justify: Any = "right" if name in NUMBERS else "left"
        table.add_column(name, width=room, no_wrap=True, overflow="ellipsis", justify=justify)
    for row in rows:
        table.add_row(*row)
    draw(table, output)


def fitted(natural: Sequence[int], names: Sequence[str], room: int) -> list[int]:
    """Return the widths of columns that fit in *room*: the widest that may be cut gives first."""
    widths = list(natural)
    over = sum(widths) + GAP * (len(widths) - 1) - room
    for _ in range(max(0, over)):
        cut = [at for at, name in enumerate(names) if name in FLEXIBLE and widths[at] > NARROWEST]
        if not cut:
            break
        widths[max(cut, key=lambda at: widths[at] * (0.6 if names[at] == "title" else 1))] -= 1
    return widths


def stream_posts(posts: Sequence[Post], names: Sequence[str], output: Output) -> None:
    """Draw many *posts* as `draw_posts` does, the first before the last is looked at.

    Rich takes 0.4 ms a row. Columns are as wide as the first rows want them.
    """
    getters = [(name, field_named(name).value) for name in names]
    first = [[said(post, name, value(post)) for name, value in getters] for post in posts[:LONG]]
    natural = [
        max(len(name), *(cell_width(safe(shown[0])) for shown in column))
        for name, column in zip(names, zip(*first, strict=True), strict=True)
    ]
    columns = [
        Column(room, right=name in NUMBERS)
        for name, room in zip(names, fitted(natural, names, width()), strict=True)
    ]
    rows = ([said(post, name, value(post)) for name, value in getters] for post in posts)
    header = [(name, "dim") for name in names]
    draw_lines(lines_of(chain([header], rows), columns), output)


def cell(post: Post, name: str) -> Any:
    """Return a field of *post* as a cell of a table."""
    return text(*said(post, name, field_named(name).value(post)))


def said(post: Post, name: str, value: Any) -> tuple[str, str]:
    """Return the *value* of the field *name* as a table shows it, and its style."""
    if name == "title":
        return post.name, "" if post.title else "italic dim"
    if name == "status":
        return post.status, STATUS_STYLE[post.status]
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}", "dim" if name != "date" else ""
    if isinstance(value, tuple):
        return ", ".join(map(as_text, value)), "blue" if name == "tags" else ""
    return as_text(value), "dim" if name in ("slug", "path", "url") else ""


def draw_post(post: Post, links: "LinkMap", related: Sequence[Post], output: Output) -> None:
    """Draw *post*: what it is, its text, its links to and from other posts, and those *related*."""
    from rich.console import Group
    from rich.markdown import Markdown
    from rich.rule import Rule

    body = Markdown(safe_lines(post.text.source), hyperlinks=False)
    parts = [_heading(post), _details(post), Rule(style="dim"), body]
    for title, others in (
        ("Links to", links.links_from(post)),
        ("Linked from", links.links_to(post)),
        ("Related", related),
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
