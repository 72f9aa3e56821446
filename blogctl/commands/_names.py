"""The commands that tags, categories, series and authors have in common, built for each kind."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any

import typer

from blogctl.blog.blog import Blog
from blogctl.blog.naming import (
    KINDS,
    Kind,
    carrying,
    check_known,
    fields_of,
    known_names,
    names_meant,
    plan_added,
    plan_moved,
    plan_removed,
    plan_renamed,
    suggestions,
)
from blogctl.blog.term_pages import Target
from blogctl.commands._naming import (
    names_first,
    obeying,
    split_names,
    tell_of_new,
    tell_of_unknown,
)
from blogctl.commands._options import (
    Everything,
    ExamplesGroup,
    QueryCommand,
    QueryWords,
    Writing,
    find,
    grouped,
    open_blog,
)
from blogctl.commands._term_pages import Leading, RedirectOption, RedirectToOption, change
from blogctl.commands._writing import carry_out, chosen, finish
from blogctl.content.change import Plan
from blogctl.content.command_line import typed
from blogctl.content.folding import fold_name
from blogctl.content.names import NameUse, name_uses
from blogctl.content.post import Post
from blogctl.display import names as display
from blogctl.display.output import Output, refuse, show
from blogctl.errors import BadUsage

SORTS = {"name": lambda use: fold_name(use.name), "posts": lambda use: use.posts,
         "first": lambda use: str(use.first), "last": lambda use: str(use.last),
         "trend": lambda use: use.trend}  # fmt: skip

NamesArgument = Annotated[
    str, typer.Argument(metavar="NAME[,NAME]", show_default=False, help="One name, or several.")
]
NameArgument = Annotated[str, typer.Argument(metavar="NAME", show_default=False)]


# Two names of each kind, for the examples.
SAMPLES = {
    "tag": ("outils", "wiki"),
    "category": ("Outils", "Culture"),
    "series": ("Carbone", "Wiki"),
    "author": ("Roussel", "Morel"),
}


MERGE = """Make one name of several.

The names are NAME,NAME, or words one after the other: each that posts carry is one. The query
begins with the first word that is no such name.
"""


def toolbox(noun: str) -> typer.Typer:
    """Return the commands for the names called *noun*: add, remove, list, and the rest."""
    kind = KINDS[noun]
    app = typer.Typer(
        cls=ExamplesGroup,
        rich_markup_mode=None,
        add_completion=False,
        help=f"Add, remove, list, rename, merge and tidy up {kind.plural}.",
        epilog="".join(_examples(kind, name) for name in _COMMANDS),
        no_args_is_help=True,
    )
    for name, (make, summary) in _COMMANDS.items():
        told = summary.format(one=kind.noun, many=kind.plural)
        register = app.command(name, cls=QueryCommand, help=told, epilog=_examples(kind, name))
        register(make(kind))
    return app


def _examples(kind: Kind, command: str) -> str:
    """Return the lines that show how *command* is typed."""
    one, other = SAMPLES[kind.noun]
    words = {
        "add": [f"{one} carte-des-outils --dry-run", f"{one},{other} is:draft"],
        "remove": [f"{one} date:..2023"],
        "list": ["", "lang:fr --sort name", "--sort -trend", "--json"],
        "rename": [f'{one} "{one} et {other}"'],
        "merge": [f"{one} --into {other}", f"{one},{other} is:draft --into NAME"],
        "delete": [one, f"{one} --redirect-to {other}"],
        "move": [f"{one} --to {'category' if kind.noun != 'category' else 'tag'}"],
        "suggest": ["", "--json"],
    }[command]
    return "".join(f"  blogctl {kind.noun} {command} {text}".rstrip() + "\n" for text in words)


def _add(kind: Kind) -> Callable[..., None]:
    @grouped
    def add(
        ctx: typer.Context,
        names: NamesArgument,
        query: QueryWords = None,
        everything: Everything = False,
        *,
        writing: Writing,
    ) -> None:
        blog = open_blog(ctx)
        fields_of(blog, kind)
        wanted = obeying(blog, kind, split_names(names, kind), quiet=writing.quiet)
        posts = chosen(ctx, blog, query, everything=everything, quiet=writing.quiet)
        if posts:
            tell_of_new(blog, kind, wanted, quiet=writing.quiet)
        _change(blog, plan_added(blog, posts, kind, wanted), writing)

    return add


def _remove(kind: Kind) -> Callable[..., None]:
    @grouped
    def remove(
        ctx: typer.Context,
        names: NamesArgument,
        query: QueryWords = None,
        everything: Everything = False,
        *,
        writing: Writing,
    ) -> None:
        blog = open_blog(ctx)
        wanted = split_names(names, kind, known=known_names(blog, kind))
        fields_of(blog, kind)
        posts = chosen(ctx, blog, query, everything=everything, quiet=writing.quiet)
        if posts:
            tell_of_unknown(blog, kind, wanted, quiet=writing.quiet)
        _change(blog, plan_removed(blog, posts, kind, wanted), writing)

    return remove


def _list(kind: Kind) -> Callable[..., None]:
    @grouped
    def list_names(ctx: typer.Context, query: QueryWords = None, *, output: Output) -> None:
        blog = open_blog(ctx)
        posts = find(ctx, blog, query, output._replace(sort=None, limit=None))
        uses = _sorted(name_uses(posts, kind.of, blog.now), kind, output)
        show(display.listing(uses[: output.limit], (kind.noun, kind.plural)), output)

    return list_names


def _rename(kind: Kind) -> Callable[..., None]:
    @grouped
    def rename(
        ctx: typer.Context,
        old: NameArgument,
        new: NameArgument,
        query: QueryWords = None,
        redirect: RedirectOption = True,
        *,
        writing: Writing,
    ) -> None:
        blog = open_blog(ctx)
        (name,) = split_names(old, kind, one=True, known=known_names(blog, kind))
        (wished,) = obeying(blog, kind, split_names(new, kind, one=True), quiet=writing.quiet)
        _refuse_merging(blog, kind, name, wished)
        posts = _all_or(ctx, blog, query, writing)
        plan = plan_renamed(blog, posts, kind, [name], wished)
        change(blog, plan, Leading(redirect, kind, Target(kind, wished)), writing)

    return rename


def _merge(kind: Kind) -> Callable[..., None]:
    @grouped
    def merge(
        ctx: typer.Context,
        names: NamesArgument,
        into: Annotated[str, typer.Option("--into", metavar="NAME", help="The one that stays.")],
        query: QueryWords = None,
        redirect: RedirectOption = True,
        *,
        writing: Writing,
    ) -> None:
        blog = open_blog(ctx)
        (wished,) = obeying(blog, kind, split_names(into, kind, one=True), quiet=writing.quiet)
        going = split_names(names, kind, known=known_names(blog, kind))
        more, query = names_first(blog, kind, query or [], quiet=writing.quiet)
        going += more
        posts = _all_or(ctx, blog, query, writing)
        plan = plan_renamed(blog, posts, kind, going, wished)
        change(blog, plan, Leading(redirect, kind, Target(kind, wished)), writing)

    return merge


def _delete(kind: Kind) -> Callable[..., None]:
    @grouped
    def delete(
        ctx: typer.Context,
        names: NamesArgument,
        redirect: RedirectOption = True,
        redirect_to: RedirectToOption = None,
        *,
        writing: Writing,
    ) -> None:
        blog = open_blog(ctx)
        going = split_names(names, kind, known=known_names(blog, kind))
        tell_of_unknown(blog, kind, going, quiet=writing.quiet)
        posts = carrying(blog, blog.posts, kind, going)
        target = None
        if redirect_to is not None:
            check_known(blog, kind, [redirect_to])
            target = Target(kind, redirect_to)
        plan = plan_removed(blog, posts, kind, going)
        change(blog, plan, Leading(redirect, kind, target), writing)

    return delete


def _move(kind: Kind) -> Callable[..., None]:
    @grouped
    def move(
        ctx: typer.Context,
        names: NamesArgument,
        to: Annotated[str, typer.Option("--to", metavar="|".join(KINDS), help="What they become.")],
        query: QueryWords = None,
        redirect: RedirectOption = True,
        *,
        writing: Writing,
    ) -> None:
        target = KINDS.get(to)
        if target is None or target == kind:
            others = ", ".join(noun for noun in KINDS if noun != kind.noun)
            raise BadUsage(f"{kind.plural} cannot become '{to}'", hint=f"--to takes {others}")
        blog = open_blog(ctx)
        posts = _all_or(ctx, blog, query, writing)
        fields_of(blog, target)
        moving = split_names(names, kind, known=known_names(blog, kind))
        wished = _as_others(blog, moving, target, quiet=writing.quiet)
        plan = plan_moved(blog, posts, kind, wished, target)
        change(blog, plan, Leading(redirect, kind, Target(target)), writing)

    return move


def _as_others(blog: Blog, names: Sequence[str], target: Kind, *, quiet: bool) -> dict[str, str]:
    """Return what each of *names* is called as one of the kind *target*; say what is replaced."""
    obeying(blog, target, names, quiet=quiet)
    return names_meant(blog, target, names)


def _suggest(kind: Kind) -> Callable[..., None]:
    @grouped
    def suggest(ctx: typer.Context, query: QueryWords = None, *, output: Output) -> None:
        refuse(output, "sort", hint="the likest come first")
        blog = open_blog(ctx)
        posts = find(ctx, blog, query, output._replace(limit=None))
        found = suggestions(blog, posts, kind)[: output.limit]
        show(display.advice(found, kind.noun), output)

    return suggest


def _all_or(
    ctx: typer.Context, blog: Blog, query: list[str] | None, writing: Writing
) -> Sequence[Post]:
    """Return the posts of *query*; all without one, for the name alone says which are meant."""
    everything = not query and not ctx.obj.selection
    return chosen(ctx, blog, query, everything=everything, quiet=writing.quiet)


def _refuse_merging(blog: Blog, kind: Kind, old: str, new: str) -> None:
    """Raise BadUsage where *new* is another name that posts carry: that is a merge."""
    same = [name for name in known_names(blog, kind) if fold_name(name) == fold_name(new)]
    if same and fold_name(old) != fold_name(new):
        hint = f"to make one of them: blogctl {kind.noun} merge {typed(old)} --into "
        message = f"there is {kind.one} '{same[0]}' already"
        raise BadUsage(message, hint=hint + typed(same[0]))


def _change(blog: Blog, plan: Plan, writing: Writing) -> None:
    finish(carry_out(blog.apply, plan, writing), writing)


def _sorted(uses: list[NameUse], kind: Kind, output: Output) -> list[NameUse]:
    for key in reversed(output.sort.split(",") if output.sort else []):
        by: Any = SORTS.get(key.removeprefix("-"))
        if by is None:
            message = f"{kind.plural} are not sorted by '{key}'"
            raise BadUsage(message, hint=f"by {', '.join(SORTS)}")
        uses = sorted(uses, key=by, reverse=key.startswith("-"))
    return uses


_COMMANDS: dict[str, tuple[Callable[[Kind], Callable[..., None]], str]] = {
    "add": (_add, "Add {many} to posts."),
    "remove": (_remove, "Remove {many} from posts; case and accents do not matter."),
    "list": (_list, "List {many}, the most used first, with first and last use."),
    "rename": (_rename, "Call a name by another, in all posts or some."),
    "merge": (_merge, MERGE),
    "delete": (_delete, "Take names from all posts that carry them."),
    "move": (_move, "Make {many} names of another kind."),
    "suggest": (_suggest, "Say which {many} may be one, and how to make them one."),
}
