"""Related posts, each with the reasons."""

from collections.abc import Sequence
from typing import Any

from blogctl.content.fields import STABLE
from blogctl.content.relating import Relation
from blogctl.display import posts
from blogctl.display.output import Listing, Output, Value
from blogctl.display.screen import STATUS_STYLE, draw, text

OWN: dict[str, Value] = {"score": lambda one: one.score, "reasons": lambda one: one.reasons}


def listing(relations: Sequence[Relation]) -> Listing:
    """Return *relations* as a listing: the fields of each post, its score and the reasons."""
    stable, plain = (*STABLE, *OWN), ("path", "score", "title", "reasons")
    return Listing(relations, _column, stable, plain, _draw, posts.NOUN)


def _column(name: str) -> Value | None:
    if name in OWN:
        return OWN[name]
    of_post = posts.column(name)
    return (lambda one: of_post(one.post)) if of_post else None


def _draw(relations: Sequence[Any], names: tuple[str, ...] | None, output: Output) -> None:
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    if names is not None and not set(names) & set(OWN):
        posts.draw_posts([one.post for one in relations], names, output)
        return
    parts: list[Any] = []
    for one in relations:
        post = one.post
        state = "" if post.status == "published" else f"  {post.status}"
        parts.append(
            Text.assemble(
                text(post.name, "bold"),
                text(f"  {post.slug}", "dim"),
                text(state, STATUS_STYLE[post.status]),
            )
        )
        parts.append(Padding(text("; ".join(one.reasons)), (0, 0, 0, 2)))
    draw(Group(*parts), output)
