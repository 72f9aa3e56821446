"""Say why a post is live or not, and how others read it."""

from typing import Annotated

import typer

from blogctl.blog.explaining import explain as explained
from blogctl.commands._options import QueryCommand, grouped, open_blog
from blogctl.display.explanations import draw_explanation, write_plain
from blogctl.display.output import Output, refuse, write_json

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXAMPLES = """
  blogctl explain carte-des-outils
  blogctl explain carte-des-outils --json
"""


@app.command("explain", cls=QueryCommand, epilog=EXAMPLES)
@grouped
def explain(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="POST", help="A slug or a path.")],
    *,
    output: Output,
) -> None:
    """Say why a post is live or not, and how others read it."""
    unused = ("csv", "jsonl", "format", "fields", "only_count", "nul", "sort", "limit")
    refuse(output, *unused, hint="explain answers as text or --json")
    blog = open_blog(ctx)
    explanation = explained(blog, blog.post(name))
    if output.json:
        write_json(explanation)
    elif output.drawn:
        draw_explanation(explanation, output)
    else:
        write_plain(explanation)
