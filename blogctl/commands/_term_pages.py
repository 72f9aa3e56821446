"""What commands that take a name away say of its page: where its readers are led."""

from typing import Annotated, NamedTuple

import typer

from blogctl.blog.blog import Blog
from blogctl.blog.naming import Kind
from blogctl.blog.term_pages import Redirected, Target, redirected
from blogctl.commands._options import Writing
from blogctl.commands._writing import Account, carry_out, finish
from blogctl.content.change import Plan
from blogctl.display.plans import show_losses
from blogctl.display.stream import note

RedirectOption = Annotated[
    bool, typer.Option("--redirect/--no-redirect", help="Lead readers of a name's old page on.")
]
RedirectToOption = Annotated[
    str | None,
    typer.Option("--redirect-to", metavar="NAME", help="Lead readers of its page to that of NAME."),
]


class Leading(NamedTuple):
    """Whether readers of a page of *kind* that goes are led on, and where; None for nowhere."""

    wanted: bool
    kind: Kind
    target: Target | None


def change(blog: Blog, plan: Plan, leading: Leading, writing: Writing) -> None:
    """Carry out *plan*, with redirects of the pages of names that go."""
    found = Redirected(plan, (), ())
    if leading.wanted:
        found = redirected(blog, plan, leading.kind, leading.target)
    if not writing.json:
        _tell(found, quiet=writing.quiet)
    account = Account(keys=lambda _: {"redirects": found.redirects, "left": found.left})
    finish(carry_out(blog.apply, found.plan, writing, account=account), writing)


def _tell(found: Redirected, *, quiet: bool) -> None:
    """Say what is left to the author."""
    show_losses(found.left, quiet=quiet)
    for one in found.redirects:
        if one.put:
            what = f"no field redirects {one.old} here" if one.new else f"{one.old} goes"
            note(f"{what}; {one.put}", colour="yellow", quiet=quiet)
