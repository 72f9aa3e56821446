"""Make this folder a blog that blogctl knows."""

from pathlib import Path
from typing import Annotated

import typer

from blogctl.blog.applying import apply
from blogctl.blog.sites import plan_init
from blogctl.commands._options import QueryCommand, Writing, grouped, record
from blogctl.display.plans import envelope, show_diff, show_failures
from blogctl.display.stream import note, write

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXAMPLES = """
  blogctl init                              here, with the engine that is found
  blogctl init my-blog --language fr --timezone Europe/Paris
  blogctl init --engine hugo
"""


@app.command("init", cls=QueryCommand, epilog=EXAMPLES)
@grouped
def init(
    ctx: typer.Context,
    folder: Annotated[Path | None, typer.Argument(metavar="[DIR]", show_default=False)] = None,
    engine: Annotated[str | None, typer.Option(metavar="NAME", help="The site generator.")] = None,
    language: Annotated[
        str | None, typer.Option(metavar="CODE", help="The language of the posts.")
    ] = None,
    timezone: Annotated[
        str | None, typer.Option(metavar="ZONE", help="The zone of dates that name none.")
    ] = None,
    *,
    writing: Writing,
) -> None:
    """Make this folder a blog that blogctl knows."""
    root = (ctx.obj.folder / (folder or Path())).resolve()
    wanted = {"engine": engine, "language": language, "timezone": timezone}
    plan, reason = plan_init(root, {key: value for key, value in wanted.items() if value})
    if writing.dry_run:
        write(envelope(plan, dry_run=True)) if writing.json else show_diff(plan, colour=False)
        return
    outcome = apply(root, plan, record(ctx))
    show_failures(outcome)
    note(reason, quiet=writing.quiet)
    if writing.json:
        write(envelope(outcome, dry_run=False))
    elif not plan.changes:
        note("nothing to do: this is a blog already", colour="dim", quiet=writing.quiet)
    else:
        write("".join(f"{change.path}\n" for change in plan.changes))
    if outcome.failed:
        raise typer.Exit(1)
