"""Say which generator a folder is for, and why."""

from pathlib import Path
from typing import Annotated

import typer

from blogctl.blog.sites import claims
from blogctl.commands._options import QueryCommand, grouped
from blogctl.display import claims as display
from blogctl.display.output import Output, show

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXAMPLES = """
  blogctl detect
  blogctl detect ~/sites/old-blog --json
"""


@app.command("detect", cls=QueryCommand, epilog=EXAMPLES)
@grouped
def detect(
    ctx: typer.Context,
    folder: Annotated[Path | None, typer.Argument(metavar="[DIR]", show_default=False)] = None,
    *,
    output: Output,
) -> None:
    """Say which generator a folder is for, and why.

    The first line is the one that blogctl goes by. Where two generators claim a folder, no
    command works in it until 'blogctl init --engine NAME' has said which it is.
    """
    show(display.listing(claims(ctx.obj.folder / (folder or Path()))), output)
