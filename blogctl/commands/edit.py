"""Open posts in your editor."""

import os
from pathlib import Path
from typing import Annotated

import typer

from blogctl.blog.blog import Blog
from blogctl.commands._options import QueryCommand, QueryWords, find, grouped, open_blog
from blogctl.content.front_matter import read_fields
from blogctl.display.output import Output
from blogctl.display.plans import ask
from blogctl.display.stream import complain, note
from blogctl.errors import AnswerNeeded, BadUsage, BlogError, NoSuchPost, Unreadable
from blogctl.site.editor import edit as run_editor
from blogctl.site.editor import editor_command

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXAMPLES = """
  blogctl edit carte-des-outils
  blogctl edit is:draft limit:1
"""
MANY = 5


@app.command("edit", cls=QueryCommand, epilog=EXAMPLES)
@grouped
def edit(
    ctx: typer.Context,
    query: QueryWords = None,
    yes: Annotated[bool, typer.Option("-y", "--yes", help="Do not ask, however many.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="No chatter; errors stay.")] = False,
) -> None:
    """Open posts in your editor."""
    blog = open_blog(ctx)
    paths = _paths(ctx, blog, query or [], quiet=quiet)
    if len(paths) > MANY and not yes and not ask(f"Open {len(paths)} posts?"):
        raise typer.Exit
    edit_files(blog, paths, quiet=quiet)


def _paths(ctx: typer.Context, blog: Blog, words: list[str], *, quiet: bool) -> list[str]:
    """Return the paths to open; a file that cannot be read as a post can still be mended."""
    selection = ctx.obj.selection
    if not words and not selection:
        raise BadUsage("no post is named", hint="blogctl edit SLUG")
    broken = [problem.path for problem in blog.problems if words == [Path(problem.path).stem]]
    broken += [problem.path for problem in blog.problems if words == [problem.path]]
    if broken:
        return broken
    posts = find(ctx, blog, words, Output(quiet=quiet))
    ctx.obj.answers_for_all = False
    if not posts and selection:
        note("no post is meant", colour="dim", quiet=quiet)
    elif not posts:
        raise NoSuchPost(f"no post matches '{' '.join(words)}'", hint="'blogctl list' lists them")
    return [post.path for post in posts]


def edit_files(blog: Blog, paths: list[str], *, quiet: bool = False) -> None:
    """Open *paths* in the editor until each can be read; the text is never taken back.

    Raise ProgramFailed where the editor fails, the first fault where it is left in a file.
    """
    command = editor_command(os.environ, blog.settings.get("editor"))
    while paths:
        before = {path: blog.text_of(path) for path in paths}
        run_editor(command, [blog.root / path for path in paths])
        faults = {path: fault for path in paths if (fault := _fault(blog, path))}
        for path, fault in faults.items():
            complain(f"{_place(path, fault)}: {fault.message}", fault.hint)
        saved = sum(blog.text_of(path) != before[path] for path in paths)
        note(f"{saved} of {len(paths)} changed", colour="dim", quiet=quiet)
        paths = list(faults)
        if faults and not _again():
            raise typer.Exit(1)


def _fault(blog: Blog, path: str) -> BlogError | None:
    try:
        read_fields(blog.document(path))
        blog.check(path)
    except BlogError as fault:
        return fault
    return None


def _place(path: str, fault: BlogError) -> str:
    return fault.place(path) if isinstance(fault, Unreadable) else path


def _again() -> bool:
    try:
        return ask("Edit again?")
    except AnswerNeeded:
        return False
