"""Take back what a command wrote, whole."""

from functools import partial
from typing import Annotated

import typer

from blogctl.blog.undoing import operation, plan_undo
from blogctl.commands._options import QueryCommand, Writing, grouped, open_blog
from blogctl.commands._writing import carry_out, finish
from blogctl.display.history import told
from blogctl.display.stream import note

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXAMPLES = """
  blogctl undo                              what was written last
  blogctl undo --dry-run
  blogctl undo 12                           as 'blogctl history' numbers it
"""


@app.command("undo", cls=QueryCommand, epilog=EXAMPLES)
@grouped
def undo(
    ctx: typer.Context,
    number: Annotated[
        int | None,
        typer.Argument(
            metavar="[ID]", show_default=False, help="Which operation, if not the last."
        ),
    ] = None,
    *,
    writing: Writing,
) -> None:
    """Take back what a command wrote, whole.

    A file that has changed since stops it, and nothing is written. An undo can be undone: name it.
    """
    blog = open_blog(ctx)
    one = operation(blog, number)
    plan = plan_undo(blog, one)
    note(told(one), quiet=writing.quiet)
    finish(carry_out(partial(blog.apply, undoes=one.id), plan, writing), writing)
