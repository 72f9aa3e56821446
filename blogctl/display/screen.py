"""The terminal as Rich sees it; the one place that makes a Rich console."""

import shutil
import sys
from io import StringIO
from typing import TYPE_CHECKING, Any

from blogctl.display.output import Output
from blogctl.display.pager import paged
from blogctl.display.safe import safe, safe_drawing
from blogctl.display.stream import is_terminal, takes_colour, write

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

WIDTH_OFF_TERMINAL = 100
STATUS_STYLE: dict[str, str] = {
    "published": "green",
    "draft": "yellow",
    "scheduled": "cyan",
    "expired": "red",
    "private": "magenta",
}


def width() -> int:
    """Return the columns that there are to draw in."""
    return shutil.get_terminal_size((WIDTH_OFF_TERMINAL, 24)).columns


def console(output: Output) -> "Console":
    """Return a console that records: no markup, no emoji codes, colour as *output* wants."""
    from rich.console import Console

    colour = takes_colour(sys.stdout)
    return Console(
        file=StringIO(),
        force_terminal=colour,
        no_color=not colour,
        color_system="standard" if colour else None,
        width=width(),
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
    )


def draw(renderable: Any, output: Output) -> None:
    """Draw a Rich renderable on stdout, through the pager where it is taller than the screen."""
    screen = console(output)
    with screen.capture() as captured:
        screen.print(renderable)
    # Markdown can spell a control character as an entity: what was drawn is looked at again.
    text = safe_drawing("\n".join(line.rstrip() for line in captured.get().split("\n")))
    height = shutil.get_terminal_size((WIDTH_OFF_TERMINAL, 24)).lines
    tall = text.count("\n") >= height
    if not (output.pager and tall and is_terminal(sys.stdout) and paged([text])):
        write(text)


def text(value: str, style: str = "") -> "Text":
    """Return *value* as Rich text: harmless, and never read as markup."""
    from rich.text import Text

    return Text(safe(value), style=style)
