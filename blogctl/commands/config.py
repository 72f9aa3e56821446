"""Show and change the settings."""

from collections.abc import Mapping
from functools import partial
from typing import Annotated, Any

import typer

from blogctl.blog import apply
from blogctl.blog.sites import find_site, plan_setting
from blogctl.commands._options import QueryCommand, Writing, grouped, record
from blogctl.commands._writing import carry_out
from blogctl.content.settings import KEYS, check_name, setting
from blogctl.display.output import as_text, write_json
from blogctl.display.safe import safe
from blogctl.display.stream import write
from blogctl.errors import BadSetting, BadUsage

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXAMPLES = """
  blogctl config                            all settings
  blogctl config timezone Europe/Paris
  blogctl config queries.todo "is:draft sort:date"     then: blogctl list @todo
  blogctl config --unset editor
"""
ABOUT = "\n".join(
    f"  {key + 'NAME' if key.endswith('.') else key:<17}{text}" for key, text in KEYS.items()
)


@app.command("config", cls=QueryCommand, epilog=f"{EXAMPLES}\nSettings:\n{ABOUT}")
@grouped
def config(
    ctx: typer.Context,
    key: Annotated[str | None, typer.Argument(metavar="[KEY]", show_default=False)] = None,
    value: Annotated[str | None, typer.Argument(metavar="[VALUE]", show_default=False)] = None,
    unset: Annotated[bool, typer.Option("--unset", help="Take the setting away.")] = False,
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
    elif unset or value is not None:
        plan = plan_setting(root, site, key, value)
        write_it = partial(apply, root, record=record(ctx))
        if carry_out(write_it, plan, writing, asks=False).failed:
            raise typer.Exit(1)
    else:
        _show_one(site.settings, key, writing)


def _show_all(settings: Mapping[str, Any], writing: Writing) -> None:
    if writing.json:
        write_json(settings)
        return
    for key, value in settings.items():
        rows = (
            {f"{key}.{k}": v for k, v in value.items()} if isinstance(value, dict) else {key: value}
        )
        write("".join(f"{name}\t{safe(as_text(text))}\n" for name, text in rows.items()))


def _show_one(settings: Mapping[str, Any], key: str, writing: Writing) -> None:
    found = setting(settings, key)
    if found is None:
        check_name(key)
        raise BadSetting(f"'{key}' is not set", hint=f"blogctl config {key} VALUE")
    if writing.json:
        write_json(found)
    else:
        write(f"{safe(as_text(found))}\n")
