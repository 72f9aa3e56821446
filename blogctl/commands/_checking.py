"""What every check does with the problems that it found."""

from collections.abc import Sequence

import typer

from blogctl.content.problem import Problem
from blogctl.display.output import Output, refuse, show
from blogctl.display.problems import listing

FOUND = 4


def report(problems: Sequence[Problem], output: Output) -> None:
    """Show *problems*, the first *output.limit* of them; raise Exit 4 where there are any."""
    refuse(output, "sort", hint="problems come by the check, then by path")
    show(listing(problems[: output.limit]), output)
    if problems:
        raise typer.Exit(FOUND)
