"""Count who reads what, from logs and exports."""

import re
from datetime import date, datetime
from functools import partial
from typing import Annotated, Any

import typer

from blogctl.blog.blog import Blog
from blogctl.blog.importing import plan_views
from blogctl.blog.past_addresses import past_addresses
from blogctl.blog.readership import Readership
from blogctl.blog.unmatched import mended
from blogctl.commands._counting import PYTHON, Account, Wanted, count, totals
from blogctl.commands._options import ExamplesGroup, QueryCommand, Writing, grouped, open_blog
from blogctl.commands._writing import Account as Told
from blogctl.commands._writing import carry_out
from blogctl.content.change import Plan
from blogctl.display import counts
from blogctl.display.output import Output, show
from blogctl.display.stream import note
from blogctl.errors import BadUsage
from blogctl.importers.opening import STANDARD_INPUT
from blogctl.importers.spark import is_remote
from blogctl.site.git import read_blobs, read_history

EXAMPLES = """
  blogctl views import /var/log/nginx/access.log*
  blogctl views import export.csv --dry-run
  blogctl views unmatched                   what readers asked for, and no post answers
  blogctl views referrers --since 3m
"""
IMPORT_EXAMPLES = """
  blogctl views import /var/log/nginx/access.log*      plain, gz, bz2, xz, zst; each line once
  zcat old.gz | blogctl views import -
  blogctl views import access.log --since 2026-11-01   what came after
  blogctl views import other-server.log --beside       of the same days, counted too
  blogctl views import access.log --also bots,repeats  rules switched off
  blogctl views import plausible.csv umami.csv
  blogctl views import 's3a://logs/2026-*.gz' --engine spark://cluster:7077
  blogctl views import top-posts.csv --on 2026-05-01   an export without dates
"""
LIST_EXAMPLES = """
  blogctl views unmatched
  blogctl views unmatched --since 1m --json
"""
REFERRER_EXAMPLES = """
  blogctl views referrers
  blogctl views referrers --since 12m -n 5
"""
SEARCH_EXAMPLES = """
  blogctl views searches
  blogctl views searches --since 12m --csv
"""
MOST = 20

app = typer.Typer(
    cls=ExamplesGroup,
    rich_markup_mode=None,
    add_completion=False,
    help="Count who reads what, from logs and exports.",
    epilog=EXAMPLES,
    no_args_is_help=True,
)

Files = Annotated[list[str], typer.Argument(metavar="FILE...|-", show_default=False)]
Form = Annotated[
    str | None, typer.Option("--format", metavar="NAME", help="Where it is not recognised.")
]
After = Annotated[str | None, typer.Option(metavar="WHEN", help="Only what came after.")]
Also = Annotated[str | None, typer.Option(metavar="RULE,...",
    help="Count these too: bots, repeats, methods, pages, statuses.")]  # fmt: skip
Host = Annotated[
    str | None, typer.Option(metavar="NAME,...", help="The site's own, where a log has more.")
]
On = Annotated[
    str | None, typer.Option(metavar="DATE", help="The day of an export that names none.")
]
BesideOthers = Annotated[
    bool, typer.Option("--beside", help="Count days that are counted already once more.")
]
FromGit = Annotated[
    bool, typer.Option("--from-git", help="Know the addresses that posts once had.")
]
Engine = Annotated[
    str, typer.Option(metavar="NAME", help="What counts: python, or spark://HOST:PORT.")
]
Since = Annotated[
    str | None, typer.Option("--since", metavar="DATE", help="From the month of DATE on.")
]


@app.command("import", cls=QueryCommand, epilog=IMPORT_EXAMPLES)
@grouped
def import_views(
    ctx: typer.Context,
    files: Files,
    form: Form = None,
    since: After = None,
    also: Also = None,
    host: Host = None,
    on: On = None,
    beside: BesideOthers = False,
    from_git: FromGit = False,
    engine: Engine = PYTHON,
    *,
    writing: Writing,
) -> None:
    """Count views from logs, or from exports of what counts them.

    A view is a GET of a page, answered by 200 or 304, by a reader and no program; the same reader
    on the same page counts once in 30 minutes. No address is kept.
    """
    blog = open_blog(ctx)
    wanted = Wanted(
        tuple(files),
        form,
        _parts(also),
        _parts(host),
        _moment(blog, since) if since else None,
        _day(on),
        beside,
        _engine(engine, files),
        _past(blog) if from_git else {},
    )
    found, accounts = count(blog, wanted)
    keys: dict[str, Any] = {**totals(found), "files": [one._asdict() for one in accounts]}
    plan = plan_views(blog, found)
    _tell(keys, accounts, plan, writing, debug=ctx.obj.debug)
    outcome = carry_out(blog.apply, plan, writing, asks=False, account=Told(keys=lambda _: keys))
    if outcome.failed:
        raise typer.Exit(max(failure.code for failure in outcome.failed))


def _tell(
    keys: dict[str, Any], accounts: list[Account], plan: Plan, writing: Writing, *, debug: bool
) -> None:
    for account in accounts:
        counts.tell_of(account, debug=debug, quiet=writing.quiet)
    if keys["views"] or keys["unmatched"] or plan.changes:
        note(counts.sentence(keys), quiet=writing.quiet)
    else:
        note("nothing to count", colour="dim", quiet=writing.quiet)


def _parts(text: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (text or "").split(",") if part.strip())


def _moment(blog: Blog, text: str) -> datetime:
    """Return the moment that is meant; to the second, as a hint gives it, too."""
    if not re.search(r":\d\d:\d\d", text):
        return blog.moment(text)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return blog.moment(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=blog.conventions.zone)


def _engine(name: str, files: list[str]) -> str:
    """Return the engine that is meant; raise BadUsage for one that is none, or cannot read."""
    if name != PYTHON and not name.startswith(("spark://", "local[")):
        hint = "--engine is python, or a cluster as spark://host:7077"
        raise BadUsage(f"there is no engine '{name}'", hint=hint)
    far = next((path for path in files if is_remote(path)), None)
    if name == PYTHON and far:
        hint = "--engine spark://HOST:PORT reads object storage"
        raise BadUsage(f"{far} is no file on this machine", hint=hint)
    if name != PYTHON and STANDARD_INPUT in files:
        raise BadUsage("a cluster cannot read standard input", hint="name the files")
    return name


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text if len(text) > 7 else f"{text}-01")
    except ValueError as error:
        raise BadUsage(f"'{text}' is not a day", hint="as in --on 2026-05-01") from error


def _past(blog: Blog) -> dict[str, list[str]]:
    history = read_history(blog.root, blog.engine.folders, None, blog.now)
    past: dict[str, list[str]] = {}
    for one in past_addresses(blog, blog.posts, history, partial(read_blobs, blog.root)):
        past.setdefault(one.post.path, []).append(one.url)
    return past


@app.command("unmatched", cls=QueryCommand, epilog=LIST_EXAMPLES)
@grouped
def unmatched(ctx: typer.Context, since: Since = None, *, output: Output) -> None:
    """List what readers asked for and no post answers.

    What resembles a post comes with the command that leads to it.
    """
    blog = open_blog(ctx)
    rows = mended(blog, _beside(blog, since, "unmatched"), _most(output))
    show(counts.unmatched_listing(rows), output)
    _tell_of_none(rows, output)


@app.command("referrers", cls=QueryCommand, epilog=REFERRER_EXAMPLES)
@grouped
def referrers(ctx: typer.Context, since: Since = None, *, output: Output) -> None:
    """List where readers came from."""
    _show_named(ctx, since, "referrer", output)


@app.command("searches", cls=QueryCommand, epilog=SEARCH_EXAMPLES)
@grouped
def searches(ctx: typer.Context, since: Since = None, *, output: Output) -> None:
    """List what readers searched for, here and where they came from."""
    _show_named(ctx, since, "search", output)


def _show_named(ctx: typer.Context, since: str | None, kind: str, output: Output) -> None:
    blog = open_blog(ctx)
    found = _beside(blog, since, kind)
    rows = [counts.Named(name, hits) for (name, _), hits in found]
    show(counts.named_listing(rows[: _most(output)], kind), output)
    _tell_of_none(rows, output)


def _tell_of_none(rows: list[Any], output: Output) -> None:
    if output.drawn and not rows:
        note("nothing was counted: blogctl views import LOG", colour="dim", quiet=output.quiet)


def _beside(blog: Blog, since: str | None, kind: str) -> list[tuple[tuple[str, str], int]]:
    """Return what was counted of a *kind*: name and status, and how often, the most first."""
    first = blog.period(since).start if since else None
    month = f"{first.astimezone(blog.engine.zone):%Y-%m}" if first else ""
    rows = Readership(blog).beside(kind, month).items()
    return sorted(rows, key=lambda row: (-row[1], row[0]))


def _most(output: Output) -> int | None:
    """Return how many rows are shown at most, None for all."""
    return output.limit if output.limit is not None else (MOST if output.drawn else None)
