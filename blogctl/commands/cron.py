"""Print what makes this machine publish what is due, every minute."""

import os
import sys
from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from blogctl.commands._options import QueryCommand, open_blog
from blogctl.display.stream import write
from blogctl.errors import BadUsage

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXAMPLES = """
  blogctl cron                        all three
  (crontab -l; blogctl cron crontab) | crontab -
  blogctl cron service > ~/.config/systemd/user/blogctl.service
  blogctl cron timer > ~/.config/systemd/user/blogctl.timer
"""
KINDS = ("crontab", "service", "timer")
# What a percent sign is to cron, and to systemd.
_CRON, _SYSTEMD = "\\%", "%%"


@app.command("cron", cls=QueryCommand, epilog=EXAMPLES)
def cron(
    ctx: typer.Context,
    kind: Annotated[
        str | None, typer.Argument(metavar="[crontab|service|timer]", show_default=False)
    ] = None,
) -> None:
    """Print what makes a machine publish what is due.

    Every minute, by cron or by systemd. The crontab's line mails what went wrong, and nothing
    else; systemd's journal has it.
    """
    if kind is not None and kind not in KINDS:
        raise BadUsage(f"there is no '{kind}' to print", hint=f"one of {', '.join(KINDS)}")
    root = open_blog(ctx).root
    made = {"crontab": _crontab(root), "service": _service(root), "timer": _timer()}
    if kind is not None:
        write(made[kind])
        return
    places = ("crontab -e", "~/.config/systemd/user/blogctl.service",
              "~/.config/systemd/user/blogctl.timer")  # fmt: skip
    write("\n".join(f"# {place}\n{made[name]}" for name, place in zip(KINDS, places, strict=True)))
    write("\n# systemctl --user enable --now blogctl.timer\n")


def _words() -> list[str]:
    """Return how this very program is run, by a path that needs no PATH."""
    program = Path(sys.argv[0])
    if program.name == "blogctl" and os.access(program, os.X_OK):
        return [str(program.resolve())]
    return [sys.executable, "-m", "blogctl"]


def _crontab(root: Path) -> str:
    words = [*_words(), "-C", str(root), "publish", "--due", "--quiet"]
    return f"* * * * * {' '.join(map(quote, words)).replace('%', _CRON)}\n"


def _service(root: Path) -> str:
    words = [*_words(), "-C", str(root), "publish", "--due", "--quiet"]
    line = " ".join(_in_unit(word) for word in words)
    return (
        "[Unit]\nDescription=Publish what is due on the blog\n\n"
        f"[Service]\nType=oneshot\nExecStart={line}\n"
    )


def _in_unit(word: str) -> str:
    """Return *word* as systemd reads it in a command line."""
    plain = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", _SYSTEMD)
    plain = plain.replace("$", "$$")
    return f'"{plain}"' if plain != word or not plain or any(c in plain for c in " \t;'") else plain


def _timer() -> str:
    return (
        "[Unit]\nDescription=Publish what is due on the blog, every minute\n\n"
        "[Timer]\nOnCalendar=minutely\nAccuracySec=1s\nPersistent=true\n\n"
        "[Install]\nWantedBy=timers.target\n"
    )
