"""Print the completion script of a shell."""

import os
from pathlib import Path
from typing import Annotated

import typer

from blogctl.commands._options import QueryCommand
from blogctl.display.stream import write
from blogctl.errors import BadUsage

app = typer.Typer(rich_markup_mode=None, add_completion=False)

SHELLS = ("bash", "zsh", "fish", "powershell")
EXAMPLES = """
  eval "$(blogctl completion bash)"                         in ~/.bashrc
  blogctl completion zsh > ~/.zfunc/_blogctl
  blogctl completion fish > ~/.config/fish/completions/blogctl.fish
"""


# Bash parts words at ':' and '=', and would complete the part alone: put the word together, and
# give back what is behind the part. Written for bash 3.2, which macOS still has.
BASH = r"""_blogctl_completion() {
    local line="${COMP_LINE:0:COMP_POINT}" IFS=$' \t\n'
    local -a words
    read -ra words <<< "$line"
    [[ "$line" == *[[:space:]] ]] && words+=("")
    local last="${words[${#words[@]}-1]}" part="${COMP_WORDS[COMP_CWORD]}"
    [[ "$part" == [:=]* ]] && part=""
    IFS=$'\n'
    COMPREPLY=($(env COMP_WORDS="$line" COMP_CWORD=$((${#words[@]} - 1)) \
        _BLOGCTL_COMPLETE=complete_bash "$1"))
    COMPREPLY=("${COMPREPLY[@]#"${last%"$part"}"}")
    if [[ "${COMPREPLY[*]}" == *: ]] && type compopt > /dev/null 2>&1; then
        compopt -o nospace
    fi
}
complete -o default -F _blogctl_completion blogctl"""


@app.command("completion", cls=QueryCommand, epilog=EXAMPLES)
def completion(
    shell: Annotated[
        str | None, typer.Argument(metavar=f"[{'|'.join(SHELLS)}]", show_default=False)
    ] = None,
) -> None:
    """Print the completion script of a shell."""
    from typer.completion import get_completion_script  # type: ignore[attr-defined]  # Typer exports it so

    chosen = shell or Path(os.environ.get("SHELL", "")).name
    if chosen not in SHELLS:
        message = f"there is no completion for '{chosen}'" if chosen else "which shell?"
        raise BadUsage(message, hint=f"one of {', '.join(SHELLS)}")
    if chosen == "bash":
        write(f"{BASH}\n")
        return
    script = get_completion_script(
        prog_name="blogctl", complete_var="_BLOGCTL_COMPLETE", shell=chosen
    )
    write(f"{script}\n")
