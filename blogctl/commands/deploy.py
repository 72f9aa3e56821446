"""Bring the site to where readers find it."""

from typing import Annotated, NamedTuple

import typer

from blogctl.blog.blog import Blog
from blogctl.commands._options import QueryCommand, open_blog
from blogctl.commands._site import check_site, hooks_of
from blogctl.content.destinations import Destination, destination
from blogctl.display.output import to_json
from blogctl.display.stream import note, write
from blogctl.errors import BadUsage
from blogctl.site import deploying
from blogctl.site.deploying import guard
from blogctl.site.deploying.sending import Sending, Sent
from blogctl.site.outputs import output_folder

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXAMPLES = """
  blogctl config deploy.live.to me@example.org:/srv/www
  blogctl deploy --dry-run             what would change there
  blogctl deploy                       to the one place, or the default one
  blogctl deploy live --rollback       to the release before
"""


class Done(NamedTuple):
    """A deploy: where to, what changed there, and of how many files."""

    place: Destination
    sent: Sent
    files: int


@app.command("deploy", cls=QueryCommand, epilog=EXAMPLES)
def deploy(
    ctx: typer.Context,
    target: Annotated[str | None, typer.Argument(metavar="[TARGET]", show_default=False)] = None,
    rollback: Annotated[bool, typer.Option("--rollback", help="Back to the site before.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only what would change.")] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Although it lost, or would delete, many files.")
    ] = False,
    no_hooks: Annotated[bool, typer.Option("--no-hooks", help="Run no hooks.")] = False,
    json: Annotated[bool, typer.Option("--json", help="What changed, as JSON.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="No chatter; errors stay.")] = False,
) -> None:
    """Bring the site to where readers find it.

    The exit code is 4 where the site is not fit to be seen.
    """
    blog = open_blog(ctx, texts=True)
    place = destination(blog.settings, target)
    if rollback:
        if dry_run:
            raise BadUsage("--rollback has no dry run", hint="leave one of them out")
        back = deploying.roll_back(place, blog.root)
        note(f"'{place.name}' shows {back} again", quiet=quiet)
        return
    done = deploy_site(blog, place, dry=dry_run, force=force)
    if not dry_run:
        hooks_of(blog, wanted=not no_hooks).run("post-deploy", told(done))
    if json:
        write(f"{to_json({'schema': 1, 'dry_run': dry_run, **told(done)}, indent=2)}\n")
    else:
        _show(done, dry=dry_run, quiet=quiet)


def deploy_site(blog: Blog, place: Destination, *, dry: bool = False, force: bool = False) -> Done:
    """Bring the site of *blog* to its *place*; raise BadSite where it must not go online."""
    output = output_folder(blog.root, blog.engine, blog.settings)
    guard.check_place(place, blog.root, blog.engine.folders, output)
    before = guard.files_before(blog.root, place.name)
    files = guard.check_output(output, before, force=force)
    check_site(blog, output)
    sent = deploying.send(Sending(place, blog.root, output, dry, force))
    if not dry:
        guard.remember(blog.root, place.name, files, blog.now)
    return Done(place, sent, files)


def told(done: Done) -> dict[str, object]:
    """Return what is told of a deploy to programs."""
    sent = done.sent
    return {"target": done.place.name, "to": done.place.to, "added": list(sent.added),
            "changed": list(sent.changed), "deleted": list(sent.deleted)}  # fmt: skip


def _show(done: Done, *, dry: bool, quiet: bool) -> None:
    """Say what changed, a line a file in a dry run."""
    sent, name = done.sent, done.place.name
    if dry:
        marks = (("+", sent.added), ("~", sent.changed), ("-", sent.deleted))
        write("".join(f"{mark}\t{path}\n" for mark, paths in marks for path in paths))
    if sent.said:
        note(sent.said, quiet=quiet)
    if done.place.kind == "command":
        return
    if sent.is_nothing:
        note(f"'{name}' has it all already", colour="dim", quiet=quiet)
        return
    would = "would be " if dry else ""
    counts = f"{len(sent.added)} added, {len(sent.changed)} changed, {len(sent.deleted)} deleted"
    note(f"'{name}': {would}{counts}", quiet=quiet)
