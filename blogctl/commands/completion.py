"""Print the completion script of a shell."""

import os
from pathlib import Path
from typing import Annotated

import typer

from blogctl.commands._options import QueryCommand
from blogctl.display.completion_scripts import SCRIPTS
from blogctl.display.stream import write
from blogctl.errors import BadUsage

app = typer.Typer(rich_markup_mode=None, add_completion=False)

SHELLS = tuple(SCRIPTS)
EXAMPLES = """
  eval "$(blogctl completion bash)"                         in ~/.bashrc
  blogctl completion zsh > ~/.zfunc/_blogctl
  blogctl completion fish > ~/.config/fish/completions/blogctl.fish
  blogctl completion powershell >> $PROFILE
"""


@app.command("completion", cls=QueryCommand, epilog=EXAMPLES)
def completion(
    shell: Annotated[
        str | None, typer.Argument(metavar=f"[{'|'.join(SHELLS)}]", show_default=False)
    ] = None,
) -> None:
    """Print the completion script of a shell."""
    chosen = shell or Path(os.environ.get("SHELL", "")).name
    if chosen not in SHELLS:
        message = f"there is no completion for '{chosen}'" if chosen else "which shell?"
        raise BadUsage(message, hint=f"one of {', '.join(SHELLS)}")
    write(SCRIPTS[chosen])
