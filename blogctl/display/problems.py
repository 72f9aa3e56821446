"""What a check found, a line each with its place."""

from collections.abc import Sequence
from typing import Any

from blogctl.display.output import Listing, Output, Value
from blogctl.display.screen import draw, text

FIELDS = ("path", "place", "message", "hint")
PLAIN = ("place", "message", "hint")


def listing(problems: Sequence[Any]) -> Listing:
    """Return *problems* as a listing; each has the FIELDS."""
    return Listing(problems, _column, FIELDS, PLAIN, _draw, ("problem", "problems"))


def _column(name: str) -> Value | None:
    return (lambda problem: getattr(problem, name)) if name in FIELDS else None


def _draw(problems: Sequence[Any], names: tuple[str, ...] | None, output: Output) -> None:
    from rich.console import Group
    from rich.text import Text

    parts: list[Any] = []
    for one in problems:
        if names:
            parts.append(text("  ".join(str(getattr(one, name) or "") for name in names)))
            continue
        parts.append(Text.assemble(text(one.place, "bold"), ": ", text(one.message)))
        parts += [text(f"  hint: {one.hint}", "dim")] if one.hint else []
    draw(Group(*parts), output)
