"""Show the site as it will be, and follow every change."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import Annotated

import typer

from blogctl.blog.blog import Blog
from blogctl.commands._options import QueryCommand, now, open_blog
from blogctl.commands._site import extras_of
from blogctl.content.dates import write_date
from blogctl.display.stream import is_terminal, note
from blogctl.site.serving import HOST, Preview, followed, free_port, looked, serve, server_of
from blogctl.site.staging import stage

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXAMPLES = """
  blogctl serve                        drafts and what is to come, too
  blogctl serve eloge-du-texte-brut    opens at that post
  blogctl serve --as-of tue@08:00      what readers will see then
"""
PORT = 1313


@app.command("serve", cls=QueryCommand, epilog=EXAMPLES)
def serve_site(
    ctx: typer.Context,
    post: Annotated[str | None, typer.Argument(metavar="[POST]", show_default=False)] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="WHEN", help="As readers see it then.")
    ] = None,
    port: Annotated[int, typer.Option(metavar="NUMBER", help="Or the next that is free.")] = PORT,
    no_open: Annotated[bool, typer.Option("--no-open", help="Open no browser.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="No chatter; errors stay.")] = False,
) -> None:
    """Show the site with drafts, and follow every change."""
    blog = open_blog(ctx)
    shown = blog.post(post) if post else None
    moment = blog.moment(as_of) if as_of else None
    if moment is not None:
        note(f"as of {write_date(moment)}", quiet=quiet)
    free = free_port(port)
    address = f"http://{HOST}:{free}{shown.url if shown and shown.url else _home(blog)}"

    def ready() -> None:
        note(f"{address}  (Ctrl-C ends it)", quiet=quiet)
        if not no_open and is_terminal(sys.stdout):
            import webbrowser

            webbrowser.open(address)

    with TemporaryDirectory(prefix="blogctl-") as folder:
        preview = Preview(blog.root, free, Path(folder), moment)
        words = server_of(blog.engine, preview)
        ended = Event()
        if blog.engine.name == "plain":
            _follow(blog, preview, ended)
        blog.close()
        try:
            serve(words, blog.root, ready, free)
        finally:
            ended.set()


def _follow(blog: Blog, preview: Preview, ended: Event) -> None:
    """Stage a plain blog for Hugo's server, and again whenever it changes, until it has *ended*."""

    def make(folder: Path) -> None:
        at = preview.as_of or now()
        fresh = Blog.open(blog.root, at)
        shown = [one for one in fresh.posts if not preview.as_of or one.status == "published"]
        stage(blog.root, fresh.engine, shown, folder, extras_of(fresh))
        fresh.close()

    def look() -> object:
        return looked(blog.root, blog.engine.folders)

    make(preview.aside)
    Thread(target=followed, args=(make, preview.aside, look, ended), daemon=True).start()


def _home(blog: Blog) -> str:
    """Return the path of the site's first page."""
    return f"/{blog.engine.root}/" if blog.engine.root else "/"
