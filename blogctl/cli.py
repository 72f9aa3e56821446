"""The command table, and the one place where errors become exit codes."""

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, NamedTuple, TextIO

# Typer draws help and completions with Rich where it can; ours stay plain, and start sooner.
_use_rich = os.environ.get("TYPER_USE_RICH")
os.environ["TYPER_USE_RICH"] = "0"
import typer  # noqa: E402 - Typer reads the variable when it is imported
from typer.core import CompletionItem, TyperGroup  # type: ignore[attr-defined]  # noqa: E402

if _use_rich is None:
    del os.environ["TYPER_USE_RICH"]
else:
    os.environ["TYPER_USE_RICH"] = _use_rich

from blogctl import __version__  # noqa: E402
from blogctl.display import stream  # noqa: E402
from blogctl.errors import BadUsage, BlogError  # noqa: E402

INTERRUPTED = 130
SHOWN = 10
COMPLETE = "_BLOGCTL_COMPLETE"
# What is taken wherever it stands.
_ANYWHERE = ("--debug", "--no-cache")
_NO_CACHE = "BLOGCTL_NO_CACHE"


class Row(NamedTuple):
    """A command of the table: its section in the help, and its summary there."""

    section: str
    summary: str


COMMANDS: dict[str, Row] = {
    "create": Row("Write", "Start a new post, as a draft."),
    "duplicate": Row("Write", "Copy a post, as a draft with a slug of its own."),
    "edit": Row("Write", "Open posts in your editor."),
    "tag": Row("Names", "Add, remove, list, rename, merge and tidy up tags."),
    "category": Row("Names", "Add, remove, list, rename, merge and tidy up categories."),
    "series": Row("Names", "Add, remove, list, rename, merge and tidy up series."),
    "author": Row("Names", "Add, remove, list, rename, merge and tidy up authors."),
    "update": Row("Write", "Set and unset fields; add to lists, and take out of them."),
    "replace": Row("Write", "Replace text in posts, code and addresses left alone."),
    "rename": Row("Write", "Rename a post, and keep every link to it."),
    "publish": Row("Publish", "Take posts out of draft: now, later, or in the queue."),
    "unpublish": Row("Publish", "Make posts drafts again."),
    "expire": Row("Publish", "Let posts go away at a time."),
    "schedule": Row("Publish", "Show what is to come, and the free slots of the queue."),
    "build": Row("Publish", "Build the site, and look through it."),
    "deploy": Row("Publish", "Bring the site to where readers find it."),
    "serve": Row("Publish", "Show the site with drafts, and follow every change."),
    "cron": Row("Publish", "Print what makes a machine publish what is due."),
    "move": Row("Write", "Move posts to another folder of the blog."),
    "delete": Row("Write", "Delete posts, with what is theirs alone."),
    "undo": Row("Write", "Take back what a command wrote, whole."),
    "history": Row("Write", "List what commands wrote, and what can be undone."),
    "list": Row("Find", "List posts."),
    "search": Row("Find", "Search posts, the best answers first."),
    "show": Row("Find", "Show a post, with its links both ways."),
    "related": Row("Find", "Find the posts nearest to one, and say why."),
    "links": Row("Find", "Show links both ways, broken ones, and posts with none."),
    "explain": Row("Find", "Say why a post is live or not, and how others read it."),
    "check": Row("Find", "Say what is wrong in the blog."),
    "stats": Row("Count", "Count posts, words, rhythm and habits."),
    "top": Row("Count", "Show top-10 tables: what is read, used, linked."),
    "ideas": Row("Count", "Say what to write next, and why."),
    "best-of": Row("Count", "Write up the best of a year: a draft with top tables."),
    "views": Row("Count", "Count who reads what, from logs and exports."),
    "detect": Row("Set up", "Say which generator a folder is for, and why."),
    "convert": Row("Set up", "Convert front matter, or the blog to another generator."),
    "init": Row("Set up", "Make this folder a blog that blogctl knows."),
    "config": Row("Set up", "Show and change the settings."),
    "completion": Row("Set up", "Print the completion script of a shell."),
}
ALIASES = {"new": "create", "ls": "list"}
EPILOG = """\
A QUERY selects posts: words, tag:NAME, is:draft, date:2025.., -tag:NAME,
PATH, @SAVED.
Exit codes: 0 done, 1 failed in part or whole, 2 usage, 3 no such post,
4 the check found problems, 5 a file changed meanwhile, 6 not a blog,
7 another program failed, 75 busy, 130 interrupted."""


class CommandTable(TyperGroup):
    """A group that imports a command only when it is called."""

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        """Return the names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: typer.Context, name: str) -> Any:  # type: ignore[override]
        """Return the command *name*, imported now; None for no such command."""
        name = ALIASES.get(name, name)
        if name not in COMMANDS:
            return None
        app = import_module(f"blogctl.commands.{file_of(name)}").app
        command = typer.main.get_command(app)
        command.name = name
        return command

    def resolve_command(self, ctx: typer.Context, args: list[str]) -> Any:  # type: ignore[override]
        """Return the command that *args* begin with; raise BadUsage, with the nearest, for none."""
        if args and not args[0].startswith("-") and args[0] not in {**COMMANDS, **ALIASES}:
            from difflib import get_close_matches

            close = get_close_matches(args[0], [*COMMANDS, *ALIASES], n=1)
            hint = f"did you mean '{close[0]}'?" if close else "'blogctl --help' lists them"
            raise BadUsage(f"there is no command '{args[0]}'", hint=hint)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]
        """Write the table into the help; no command is imported."""
        for section in dict.fromkeys(row.section for row in COMMANDS.values()):
            with formatter.section(section):
                formatter.write_dl(
                    [
                        (name, row.summary)
                        for name, row in COMMANDS.items()
                        if row.section == section
                    ]
                )

    def format_epilog(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]
        """Write the last words of the help as they are."""
        formatter.write(f"\n{EPILOG}\n")

    def shell_complete(self, ctx: typer.Context, incomplete: str) -> list[CompletionItem]:  # type: ignore[override]
        """Return the commands that begin with *incomplete*, from the table."""
        found = [
            CompletionItem(name, help=row.summary)
            for name, row in COMMANDS.items()
            if name.startswith(incomplete)
        ]
        return found or super(TyperGroup, self).shell_complete(ctx, incomplete)


app = typer.Typer(
    cls=CommandTable,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def file_of(name: str) -> str:
    """Return the name of the file that the command *name* is in."""
    return name.replace("-", "_")


class Session:
    """One run of the program: the *command* typed, where it looks, and the blog it opened.

    *selection* is what names its posts beside the query, None where nothing can.
    *cached* says whether what posts say is kept for the next run. *answers_for_all* says that the
    answer is about all posts, so that it is not whole where a file could not be read. *debug* says
    that what is passed over is to be shown.
    """

    def __init__(self, command: str) -> None:
        self.command = command
        self.folder = Path()
        self.blog: Any = None
        self.selection: Any = None
        self.answers_for_all = False
        self.debug = False
        self.cached = not os.environ.get(_NO_CACHE)


def _print_version(wanted: bool) -> None:
    if wanted:
        stream.write(f"blogctl {__version__}\n")
        raise typer.Exit


@app.callback()
def blogctl(
    ctx: typer.Context,
    blog: Annotated[
        Path, typer.Option("-C", "--blog", metavar="DIR", help="The blog, or a folder in it.")
    ] = Path(),
    _debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks.")] = False,
    _no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Read every file; keep nothing.")
    ] = False,
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Look after a Markdown blog: create, list, tag, search and publish posts."""
    ctx.obj.folder = blog


def main() -> None:
    """Run the program and leave with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run the command line *arguments* and return the exit code."""
    stream.prefer("auto")
    if not stream.prepare():
        stream.complain("there is no stdout to answer on", "leave out '>&-'")
        return BlogError.exit_code
    if COMPLETE in os.environ:
        import_module("blogctl.commands._completing").answer(app, os.environ[COMPLETE], os.environ)
        return 0
    return _run(arguments)


def _run(arguments: list[str]) -> int:
    # Wherever it stands, and before the options are parsed: an error in them can be traced too.
    debug = "--debug" in arguments
    session, answers = Session(_as_typed([w for w in arguments if w != "--debug"])), sys.stdout
    session.debug = debug
    session.cached = session.cached and "--no-cache" not in arguments
    arguments = [word for word in arguments if word not in _ANYWHERE]
    try:
        return _answered(arguments, session, answers, debug=debug)
    finally:
        if session.blog:
            session.blog.close()


def _answered(arguments: list[str], session: Session, answers: TextIO, *, debug: bool) -> int:
    """Run the command, and return the exit code that its outcome, or its error, makes."""
    try:
        outcome = app(arguments, prog_name="blogctl", standalone_mode=False, obj=session)
        code = outcome if isinstance(outcome, int) else 0
        if code == INTERRUPTED:
            stream.complain("interrupted")
        return max(code, _warn_of_problems(session))
    except SystemExit as error:
        # So leave our stream, and Typer, which puts another in its place: the reader has gone.
        return 0 if sys.stdout is not answers else int(error.code or 0)
    except BlogError as error:
        for line in getattr(error, "said", ()):
            stream.note(line)
        return _failed(error, error.exit_code, error.message, error.hint, debug=debug)
    except (typer.Abort, KeyboardInterrupt) as error:
        return _failed(error, INTERRUPTED, "interrupted", None, debug=debug)
    except typer.TyperException as error:
        return _misused(error, debug=debug)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        where = f" '{error.filename}'" if error.filename else ""
        return _failed(error, 1, f"the system refused{where}: {reason}", None, debug=debug)
    except Exception as error:
        message = f"a fault of blogctl's own: {type(error).__name__}: {error}"
        return _failed(error, 1, message, "--debug shows where; please report it", debug=debug)


def _as_typed(arguments: list[str]) -> str:
    from shlex import join

    return join(["blogctl", *arguments])


def _warn_of_problems(session: Session) -> int:
    """Warn of each file with a problem; return 1 where the answer is about all posts."""
    problems = session.blog.problems_met if session.blog else []
    for problem in problems[:SHOWN]:
        stream.warn(f"{problem.place}: {problem.message}", problem.hint)
    if problems:
        count = len(problems)
        more = f", {count - SHOWN} more than shown" if count > SHOWN else ""
        stream.warn(f"{count} file{'s have' if count > 1 else ' has'} a problem{more}")
    return int(bool(problems) and session.answers_for_all)


def _failed(error: BaseException, code: int, message: str, hint: str | None, *, debug: bool) -> int:
    if debug:
        from traceback import format_exception

        stream.tell("".join(format_exception(error)).rstrip())
    stream.complain(message, hint)
    return code


def _misused(error: Any, *, debug: bool) -> int:
    """Say what is wrong with the words typed, or help where there were none; return the code."""
    context = getattr(error, "ctx", None)
    message = error.format_message()
    if context is not None and (message.startswith("Usage:") or message == "Missing command."):
        stream.tell(context.get_help())
        return BadUsage.exit_code
    return _failed(error, BadUsage.exit_code, *_usage(error), debug=debug)


def _usage(error: Any) -> tuple[str, str | None]:
    """Return Typer's complaint as a sentence and a hint."""
    message = " ".join(error.format_message().split()).rstrip(".")
    message = message[:1].lower() + message[1:]
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "blogctl"
    option = getattr(error, "option_name", None) or ""
    if option.startswith("-") and not option.startswith("--"):
        return message, "put -- before a title or a word that starts with '-'"
    return message, f"'{command} --help' shows how"
