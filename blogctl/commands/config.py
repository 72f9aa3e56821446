"""Show and change the settings."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Annotated, Any

import typer

from blogctl.blog.applying import apply
from blogctl.blog.sites import find_site, plan_setting
from blogctl.commands._options import QueryCommand, Writing, grouped, record
from blogctl.commands._writing import carry_out
from blogctl.content.settings import TOLD, check_name, setting
from blogctl.display.output import as_text, write_json
from blogctl.display.safe import safe
from blogctl.display.stream import write
from blogctl.errors import BadSetting, BadUsage

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXAMPLES = """
  blogctl config                            all settings
  blogctl config timezone Europe/Paris
  blogctl config queries.todo "is:draft sort:date"     then: blogctl list @todo
  blogctl config aliases.tag.js javascript             then: blogctl tag add js …
  blogctl config allowed.tag javascript,wiki           other tags are refused
  blogctl config --add allowed.tag outils
  blogctl config --unset editor
"""
ABOUT = "\n".join(f"  {key:<19}{text}" for key, text in TOLD.items())


@app.command("config", cls=QueryCommand, epilog=f"{EXAMPLES}\nSettings:\n{ABOUT}")
@grouped
def config(
    ctx: typer.Context,
    key: Annotated[str | None, typer.Argument(metavar="[KEY]", show_default=False)] = None,
    value: Annotated[str | None, typer.Argument(metavar="[VALUE]", show_default=False)] = None,
    unset: Annotated[bool, typer.Option("--unset", help="Take the setting away.")] = False,
    add: Annotated[bool, typer.Option("--add", help="Add the value to a list.")] = False,
    *,
    writing: Writing,
) -> None:
    """Show and change the settings."""
    # Not opened as a blog: a wrong setting must not stand in the way of mending it.
    root, site = find_site(ctx.obj.folder)
    if key is None:
        _show_all(site.settings, writing)
    elif unset and value is not None:
        raise BadUsage("--unset goes without a value", hint=f"blogctl config --unset {key}")
    elif add and value is None:
        raise BadUsage("--add goes with a value", hint=f"blogctl config --add {key} VALUE")
    elif unset or value is not None:
        plan = plan_setting(root, site, key, value, add=add)
        write_it = partial(apply, root, record=record(ctx))
        if carry_out(write_it, plan, writing, asks=False).failed:
            raise typer.Exit(1)
    else:
        _show_one(site.settings, key, writing)


def _show_all(settings: Mapping[str, Any], writing: Writing) -> None:
    if writing.json:
        write_json(settings)
        return
    write("".join(f"{safe(name)}\t{safe(as_text(value))}\n" for name, value in _rows(settings)))


def _rows(settings: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """Yield each setting by its key, those in tables dotted."""
    for key, value in settings.items():
        if isinstance(value, Mapping):
            yield from _rows(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", value


def _show_one(settings: Mapping[str, Any], key: str, writing: Writing) -> None:
    found = setting(settings, key)
    if found is None:
        check_name(key)
        raise BadSetting(f"'{key}' is not set", hint=f"blogctl config {key} VALUE")
    if writing.json:
        write_json(found)
    elif isinstance(found, Mapping):
        _show_all({key: found}, writing)
    else:
        write(f"{safe(as_text(found))}\n")
