"""What commands share: the blog, the query, and the options of reading and writing."""

import inspect
import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup

from blogctl.blog.blog import Blog
from blogctl.blog.recovering import recovered
from blogctl.content.dates import read_date
from blogctl.content.post import Post
from blogctl.content.query import Query, sort_keys, within
from blogctl.display.output import Output, check, shows_any
from blogctl.display.pager import choose_pager
from blogctl.display.progress import track
from blogctl.display.stream import PREFER, back_to_terminal, is_terminal, note, prefer
from blogctl.errors import BadUsage

if TYPE_CHECKING:
    from blogctl.content.operation import Record

# What a query's negated field looks like; Typer would take it for a bundle of short options.
_NEGATED = re.compile(r"-[A-Za-z][\w.-]+(?::|=|!=|~).*", re.DOTALL)
_CLOCK = "BLOGCTL_NOW"


class QueryCommand(TyperCommand):
    """A command that takes a query: `-tag:x` is a word of it, not options."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse *args* with each `-field:value` made `not field:value`."""
        return super().parse_args(ctx, rewritten(args, self._takes_value()))

    def _takes_value(self) -> set[str]:
        return {
            name
            for param in self.params
            if not getattr(param, "is_flag", True)
            for name in getattr(param, "opts", [])
            if name.startswith("-")
        }

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """Write the examples as they are."""
        write_examples(self, formatter)


class ExamplesGroup(TyperGroup):
    """A group of commands whose help has examples."""

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """Write the examples as they are."""
        write_examples(self, formatter)


def write_examples(command: Any, formatter: Any) -> None:
    """Write the examples of a command into its help, line by line."""
    examples = (command.epilog or "").strip("\n").rstrip()
    if examples:
        formatter.write(f"\nExamples:\n{examples}\n")


def rewritten(args: Sequence[str], takes_value: set[str]) -> list[str]:
    """Return *args* with each `-field:value` as `not`, `field:value`, for Typer.

    What follows an option that takes a value, or `--`, is left alone.
    """
    result: list[str] = []
    rest = list(args)
    while rest:
        word = rest.pop(0)
        if word == "--":
            return [*result, word, *rest]
        if word in takes_value and rest:
            result += [word, rest.pop(0)]
        elif _NEGATED.fullmatch(word) and not word.startswith("--"):
            result += ["not", word[1:]]
        else:
            result.append(word)
    return result


def complete_query(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Return the words of a query that may begin with *incomplete*, and what each is.

    Typer asks for them where the table of `content.places` does not know the command.
    """
    from blogctl.commands._completing import complete_at
    from blogctl.content.places import Place

    folder = str(ctx.find_root().params.get("blog") or "")
    return list(complete_at(Place(("query",), incomplete, folder=folder)).candidates)


QUERY = "[QUERY]..."
QueryWords = Annotated[
    list[str] | None,
    typer.Argument(metavar=QUERY, show_default=False, autocompletion=complete_query,
                   help="Which posts: words, tag:NAME, is:draft, date:2025.., -tag:NAME, PATH."),
]  # fmt: skip


Everything = Annotated[bool, typer.Option("--all", help="All posts, where there is no query.")]
Redirecting = Annotated[
    bool, typer.Option("--redirect/--no-redirect", help="Keep the old address of a live post.")
]

Trusting = Annotated[
    bool, typer.Option("--no-verify", help="By the index as it was left; check no file.")
]


class Selection(NamedTuple):
    """What names posts beside the query, of every command that takes one."""

    source: str | None = None
    interactive: bool = False

    def __bool__(self) -> bool:
        """Whether anything is named so."""
        return self.source is not None or self.interactive


class Writing(NamedTuple):
    """The options of every command that writes."""

    dry_run: bool = False
    yes: bool = False
    json: bool = False
    color: str = "auto"
    quiet: bool = False


_COLOR = typer.Option("--color", metavar="|".join(PREFER), help="Whether to colour.")
_QUIET = typer.Option("-q", "--quiet", help="No chatter; errors stay.")
_OPTIONS: dict[type, dict[str, Any]] = {
    Output: {
        "json": typer.Option("--json", help="JSON, all stable fields."),
        "jsonl": typer.Option("--jsonl", help="JSON, one object a line."),
        "csv": typer.Option("--csv", help="CSV with a header."),
        "table": typer.Option("--table", help="A table, even off a terminal."),
        "plain": typer.Option("--plain", help="Tab-separated lines, even on a terminal."),
        "format": typer.Option("--format", metavar="TEXT", help="A line a post: '{date} {title}'."),
        "nul": typer.Option("-0", "--null", help="NUL after each line, for xargs -0."),
        "only_count": typer.Option("--count", help="Only how many."),
        "fields": typer.Option("--fields", metavar="A,B", help="Which fields, as in path,title."),
        "sort": typer.Option("--sort", metavar="A,-B", help="By which fields; - turns one."),
        "limit": typer.Option("-n", "--limit", metavar="N", help="At most N."),
        "color": _COLOR,
        "pager": typer.Option("--pager/--no-pager", help="Page what is taller than the screen."),
        "quiet": _QUIET,
    },
    Selection: {
        "source": typer.Option(
            "--from",
            metavar="FILE|-",
            help="Only posts named in it, a line each: path, slug or JSON.",
        ),
        "interactive": typer.Option("-i", "--interactive", help="Pick them, in fzf if it's there."),
    },
    Writing: {
        "dry_run": typer.Option("--dry-run", help="Show the diff and write nothing."),
        "yes": typer.Option("-y", "--yes", help="Do not ask."),
        "json": typer.Option("--json", help="What changed, as JSON."),
        "color": _COLOR,
        "quiet": _QUIET,
    },
}


def grouped(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of each group, Output or Writing, that a parameter is of.

    One that takes a query takes a Selection, too: it is kept with the session, for `arranged`.
    """
    signature = inspect.signature(function, eval_str=True)
    groups = {
        name: parameter.annotation
        for name, parameter in signature.parameters.items()
        if parameter.annotation in _OPTIONS
    }

    selects = any(_takes_query(one.annotation) for one in signature.parameters.values())

    @wraps(function)
    def command(**values: Any) -> Any:
        if selects:
            fields = {field: values.pop(field) for field in Selection._fields}
            values["ctx"].obj.selection = Selection(**fields)
        for name, group in groups.items():
            values[name] = _checked(group(**{field: values.pop(field) for field in group._fields}))
        return function(**values)

    own = [p for name, p in signature.parameters.items() if name not in groups]
    given = [*([Selection] if selects else []), *groups.values()]
    added = [option for group in given for option in _parameters(group)]
    command.__signature__ = signature.replace(parameters=[*own, *added])  # type: ignore[attr-defined]
    return command


def _takes_query(annotation: Any) -> bool:
    """Say whether an argument's words are, or end with, a query."""
    kinds = getattr(annotation, "__metadata__", ())
    return any((getattr(kind, "metavar", None) or "").endswith(QUERY) for kind in kinds)


def _parameters(group: Any) -> list[inspect.Parameter]:
    kinds = inspect.get_annotations(group)
    return [
        inspect.Parameter(
            name,
            inspect.Parameter.KEYWORD_ONLY,
            default=group._field_defaults[name],
            annotation=Annotated[kinds[name], option],
        )
        for name, option in _OPTIONS[group].items()
    ]


def _checked(group: Any) -> Any:
    if group.color not in PREFER:
        raise BadUsage(f"--color has no '{group.color}'", hint=f"one of {', '.join(PREFER)}")
    prefer(group.color)
    if isinstance(group, Output):
        check(group)
    return group


def open_blog(ctx: typer.Context, *, trusting: bool = False, texts: bool = False) -> Blog:
    """Return the blog that the command line means; *trusting* what was known of its posts.

    *texts* says that what their texts say will be asked of all of them.
    """
    blog = Blog.open(ctx.obj.folder, now(), cached=ctx.obj.cached, trusting=trusting)
    blog.command = ctx.obj.command
    blog.track = track
    blog.views = _views
    blog.reads_texts = texts
    blog.pretends = bool(os.environ.get(_CLOCK))
    cut_off = recovered(blog.root)
    if cut_off is not None:
        from blogctl.display.plans import tell_of_recovery

        tell_of_recovery(cut_off)
    choose_pager(blog.settings.get("pager"))
    ctx.obj.blog = blog
    return blog


def _views(blog: Blog) -> Mapping[str, int]:
    from blogctl.blog.readership import views_of

    return views_of(blog)


def record(ctx: typer.Context) -> "Record":
    """Return how the journal is to remember this run, where no blog is opened."""
    from blogctl.content.operation import Record

    return Record(ctx.obj.command, now())


def find(
    ctx: typer.Context,
    blog: Blog,
    words: Sequence[str] | None,
    output: Output,
    *,
    texts: bool = False,
) -> list[Post]:
    """Return the posts that *words* mean, sorted and limited as *output* wants it.

    *texts* says that what their texts say will be asked of all of them.

    A name that no post has is said on stderr: an empty answer is an answer, but never silent.
    """
    query = arranged(ctx, blog, words, output)
    return blog.find(query, texts=texts)


def arranged(ctx: typer.Context, blog: Blog, words: Sequence[str] | None, output: Output) -> Query:
    """Return the query of *words*, with the sorting and the limit of *output* over its own."""
    query = _selected(ctx.obj.selection, blog, blog.query(words or []))
    if output.sort is not None:
        query = query._replace(sort=tuple(sort_keys(output.sort)))
    if output.limit is not None:
        query = query._replace(limit=output.limit)
    ctx.obj.answers_for_all = True
    if shows_any(output, (), (), ("views",)):
        blog.know_views()
    for sentence in blog.unknown_names(query):
        note(sentence, colour="yellow", quiet=output.quiet)
    return query


def _selected(selection: Selection | None, blog: Blog, query: Query) -> Query:
    """Return *query* for the posts that *selection* names; raise BadUsage where it cannot."""
    if selection and selection.source is not None:
        query = within(query, blog.named(_lines(selection.source)))
    if selection and selection.interactive:
        query = within(query, _picked(blog, blog.find(query)))
    return query


def _lines(source: str) -> str:
    """Return the text of a file, or of stdin for `-`; questions are then asked on the terminal."""
    if source == "-" and sys.stdin is None:
        raise BadUsage("there is no stdin to read names from", hint="--from FILE")
    try:
        data = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise BadUsage(f"'{source}' cannot be read: {reason}", hint="--from FILE, or -") from error
    if source == "-":
        back_to_terminal()
    # As the system hands over file names: those that are no text can be named, too.
    return data.decode("utf-8", "surrogateescape")


def _picked(blog: Blog, posts: Sequence[Post]) -> list[str]:
    """Return the paths of those *posts* that the person at the terminal picks."""
    from blogctl.display.picking import ask_which, line_of
    from blogctl.site.picker import Choice, can_pick, pick

    if not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
        raise BadUsage("--interactive needs a terminal", hint="name posts by a query, or --from")
    if not posts:
        return []
    if can_pick():
        numbers = pick([Choice(line_of(post), post.path) for post in posts], blog.root)
    else:
        numbers = ask_which(posts)
    return [posts[number].path for number in numbers]


def now() -> datetime:
    """Return the time: BLOGCTL_NOW where it is set, as if it were then; else the clock's."""
    pretended = os.environ.get(_CLOCK)
    if not pretended:
        return datetime.now(UTC)
    try:
        moment = read_date(pretended, UTC)
    except ValueError as error:
        raise BadUsage(
            f"{_CLOCK} is no date: '{pretended}'", hint="as 2026-03-15T08:00:00Z"
        ) from error
    assert moment is not None
    return moment
