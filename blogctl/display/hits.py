"""What a search found: posts with the passages that answer."""

from collections.abc import Sequence
from typing import Any

from blogctl.content.facets import Facet
from blogctl.content.fields import STABLE
from blogctl.content.search import Hit
from blogctl.display import posts
from blogctl.display.output import Listing, Output, Value
from blogctl.display.screen import STATUS_STYLE, draw, text

OWN = {
    "score": lambda hit: hit.score,
    "excerpt": lambda hit: hit.excerpt,
    "spans": lambda hit: hit.spans,
}


def listing(hits: Sequence[Hit]) -> Listing:
    """Return *hits* as a listing: the fields of each post, its score and its excerpt."""
    stable = (*STABLE, "score", "excerpt", "spans")
    plain = ("path", "score", "title", "excerpt")
    return Listing(hits, _column, stable, plain, _draw, posts.NOUN)


def facets(found: Sequence[Facet]) -> Listing:
    """Return the facets of hits as a listing."""
    names = Facet._fields
    return Listing(found, _facet_column, names, names[:3], _draw_facets, None)


def _facet_column(name: str) -> Value | None:
    return (lambda facet: getattr(facet, name)) if name in Facet._fields else None


def _draw_facets(found: Sequence[Facet], names: tuple[str, ...] | None, output: Output) -> None:
    from rich.table import Table

    names = names or Facet._fields[:3]
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for name in names:
        table.add_column(name, justify="right" if name == "count" else "left")
    for facet in found:
        table.add_row(*(text(f"{getattr(facet, name)}") for name in names))
    draw(table, output)


def _column(name: str) -> Value | None:
    if name in OWN:
        return OWN[name]
    of_post = posts.column(name)
    return (lambda hit: of_post(hit.post)) if of_post else None


def _draw(hits: Sequence[Hit], names: tuple[str, ...] | None, output: Output) -> None:
    from rich.console import Group
    from rich.padding import Padding

    if names is not None:
        posts.draw_posts([hit.post for hit in hits], names, output)
        return
    parts: list[Any] = []
    for hit in hits:
        parts += [_title(hit), Padding(_excerpt(hit), (0, 0, 1, 2))]
    draw(Group(*parts[:-1], Padding(_excerpt(hits[-1]), (0, 0, 0, 2))), output)


def _title(hit: Hit) -> Any:
    from rich.text import Text

    post = hit.post
    day = f"{post.date:%Y-%m-%d}" if post.date else "no date"
    status = text(f"  {post.status}", STATUS_STYLE[post.status])
    parts = [text(post.name, "bold"), text(f"  {day}", "dim")]
    return Text.assemble(*parts, *([status] if post.status != "published" else []))


def _excerpt(hit: Hit) -> Any:
    passage = text(hit.excerpt)
    # Escapes made harmless change lengths: mark the words only where nothing was replaced.
    if passage.plain == hit.excerpt:
        for start, end in hit.spans:
            passage.stylize("bold yellow", start, end)
    return passage
