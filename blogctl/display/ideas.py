"""Ideas of what to write next: by kind, each with its evidence and its command."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from blogctl.content.ideas import KINDS, Idea
from blogctl.display.output import Listing, Output, Value
from blogctl.display.screen import draw, text
from blogctl.display.tables import table_of

FIELDS = ("kind", "what", "evidence", "command", "path")


def listing(ideas: Sequence[Idea], rhythm: Any) -> Listing:
    """Return *ideas* as a listing; drawn, the *rhythm* stands above them."""

    def drawn(rows: Sequence[Idea], names: tuple[str, ...] | None, output: Output) -> None:
        draw(table_of(rows, names, _column) if names else _grouped(rows, rhythm), output)

    return Listing(ideas, _column, FIELDS, FIELDS, drawn, None)


def _column(name: str) -> Value | None:
    return (lambda idea: getattr(idea, name)) if name in FIELDS else None


def _grouped(rows: Sequence[Idea], rhythm: Any) -> Any:
    from rich.console import Group
    from rich.padding import Padding

    parts: list[Any] = [text(rhythm_of(rhythm), "bold")]
    for kind, own in groupby(rows, key=lambda idea: idea.kind):
        parts += ["", text(KINDS[kind][:1].upper() + KINDS[kind][1:], "bold")]
        for idea in own:
            parts += [
                Padding(text(idea.what), (0, 0, 0, 2)),
                Padding(text(idea.evidence, "dim"), (0, 0, 0, 4)),
                Padding(text(idea.command, "green"), (0, 0, 0, 4)),
            ]
    return Group(*parts)


def rhythm_of(rhythm: Any) -> str:
    """Return the *rhythm* as a sentence."""
    if rhythm.days_since_last is None:
        return "No post is out yet."
    told = [f"The last post came out {_days(rhythm.days_since_last)} ago"]
    if rhythm.usual_gap is not None:
        told.append(f"the usual gap is {_days(rhythm.usual_gap)}")
    if rhythm.next_slot:
        told.append(
            f"the next free slot is {datetime.fromisoformat(rhythm.next_slot):%a %d %b, %H:%M}"
        )
    return "; ".join(told) + "."


def _days(days: float) -> str:
    return f"{round(days)} day{'' if round(days) == 1 else 's'}"
