"""The links of a post, in both directions."""

from collections.abc import Sequence
from typing import Any

from blogctl.display.output import Listing, Output, Value
from blogctl.display.screen import draw, text

FIELDS = ("way", "state", "path", "target", "text", "place", "message", "hint")
PLAIN = ("way", "state", "place", "target", "path", "text")
_TITLES = (
    ("Links to", "to", ("post", "file")),
    ("Outside", "to", ("outside",)),
    ("Not known", "to", ("unknown",)),
    ("Broken", "to", ("broken",)),
    ("Linked from", "from", ("post", "broken")),
)


def listing(ways: Sequence[Any]) -> Listing:
    """Return *ways* as a listing; each has the FIELDS."""
    return Listing(ways, _column, FIELDS, PLAIN, _draw, ("link", "links"))


def _column(name: str) -> Value | None:
    return (lambda way: getattr(way, name)) if name in FIELDS else None


def _draw(ways: Sequence[Any], names: tuple[str, ...] | None, output: Output) -> None:
    from rich.console import Group

    parts: list[Any] = []
    if names is not None:
        parts = [text("  ".join(str(getattr(w, n) or "") for n in names)) for w in ways]
    for title, way, states in _TITLES if names is None else ():
        own = [one for one in ways if one.way == way and one.state in states]
        parts += [text(title, "bold")] if own else []
        parts += [line for one in own for line in _lines(one)]
    draw(Group(*parts), output)


def _lines(way: Any) -> list[Any]:
    from rich.padding import Padding
    from rich.text import Text

    line = way.place.rpartition(":")[2]
    place = way.place if way.way == "from" else line
    shown = [text(f"{place}  ", "dim"), text(way.target if way.way == "to" else way.text)]
    if way.way == "to" and way.path and way.path != way.target:
        shown.append(text(f"  {way.path}", "dim"))
    lines = [Text.assemble(*shown)]
    lines += [text(f"  {way.message}", "yellow")] if way.message else []
    lines += [text(f"  hint: {way.hint}", "dim")] if way.message and way.hint else []
    return [Padding(one, (0, 0, 0, 2)) for one in lines]
