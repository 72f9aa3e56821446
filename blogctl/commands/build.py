"""Build the site, and make sure that it shows what it should, and nothing else."""

from typing import Annotated

import typer

from blogctl.commands._options import QueryCommand, open_blog
from blogctl.commands._site import build_site, hooks_of
from blogctl.display.output import to_json
from blogctl.display.stream import note, write

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXAMPLES = """
  blogctl build                       by the generator's own command
  blogctl build --no-hooks --json
  blogctl config build.command 'hugo --minify --destination {output}'
"""

NoHooks = Annotated[bool, typer.Option("--no-hooks", help="Run no hooks.")]


@app.command("build", cls=QueryCommand, epilog=EXAMPLES)
def build(
    ctx: typer.Context,
    no_hooks: NoHooks = False,
    json: Annotated[bool, typer.Option("--json", help="What was built, as JSON.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="No chatter; errors stay.")] = False,
) -> None:
    """Build the site, and look through it.

    Only then it takes the old one's place. The exit code is 4 where it shows what readers must
    not see, or misses a live post.
    """
    blog = open_blog(ctx, texts=True)
    built = build_site(blog, hooks_of(blog, wanted=not no_hooks))
    if json:
        told = {"schema": 1, "output": str(built.output), "posts": built.posts,
                "seconds": round(built.seconds, 3)}  # fmt: skip
        write(f"{to_json(told, indent=2)}\n")
        return
    count = f"{built.posts} post is" if built.posts == 1 else f"{built.posts} posts are"
    note(f"{count} live in {built.output}", quiet=quiet)
