"""The settings that a blog may have, and the edit of the file that holds them."""

import re
from collections.abc import Mapping, Sequence
from tomllib import loads
from typing import Any

from blogctl.content.command_line import typed
from blogctl.content.dialect import Dialect, Key
from blogctl.content.folding import fold_name, nearest
from blogctl.content.rules import NOUNS, rules_for
from blogctl.errors import BadSetting

# What the help says of each setting.
TOLD: Mapping[str, str] = {
    "engine": "the site generator, where it should not be detected",
    "posts": "the folder of a plain blog's posts",
    "title": "the title of a plain blog's site",
    "description": "what a plain blog is about, in a sentence",
    "url": "the address of a plain blog's site",
    "permalink": "the URLs of a plain blog, in Hugo's tokens",
    "timezone": "the zone of dates that name none",
    "language": "the language of posts that name none",
    "editor": "the editor's command line",
    "pager": "the pager's command line",
    "author": "the author that a new post gets",
    "queries.NAME": "saved queries, used as @NAME",
    "aliases.KIND.NAME": "what a tag, category, series or author stands for",
    "allowed.KIND": "the names that are allowed, as in wiki,outils; without it all are",
    "comments": "what readers wrote: an export of Disqus or WordPress, or Staticman's folder",
    "queue": "the slots of the queue, as in tue@08:00,thu@08:00",
    "build.command": "what builds the site, with {output} for the folder that it comes to",
    "build.output": "the folder that the site comes to",
    "deploy.NAME": "where the site goes, as deploy.live.to user@host:/srv/www",
    "hooks.seconds": "how long a hook may take, 60 without it",
    "undo.operations": "how many operations can be undone, 50 without it",
    "undo.days": "for how many days, 30 without it",
}
# All keys; one that ends with `.` takes names of the author's own.
KEYS = tuple(
    key.replace("KIND", noun).removesuffix("NAME")
    for key in TOLD
    for noun in (NOUNS if "KIND" in key else ("",))
)
_LISTS = ("queue", *(key for key in KEYS if key.startswith("allowed.")))
# It is part of a file's name.
_PLACE_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*")
_NUMBERS = ("undo.operations", "undo.days", "hooks.seconds")


def check_setting(key: str, value: Any) -> None:
    """Raise BadSetting unless *key* is a setting, or a table of them, and *value* fits it."""
    check_name(key)
    if not _is_table(key):
        _check_deploy(key, value) if key.startswith("deploy.") else _check_value(key, value)
        return
    if not isinstance(value, dict):
        raise BadSetting(f"'{key}' holds names and values", hint=f"blogctl config {key}.NAME VALUE")
    for name, inner in value.items():
        check_setting(f"{key}.{name}", inner)


def check_name(key: str) -> None:
    """Raise BadSetting unless *key* is the name of a setting, or of a table of them."""
    named = any(key.startswith(k) and key[len(k) :].strip() for k in KEYS if k.endswith("."))
    if not named and (key not in KEYS or key.endswith(".")) and not _is_table(key):
        known = [f"{k}NAME" if k.endswith(".") else k for k in KEYS]
        hint = nearest(key, known) or f"settings are {', '.join(TOLD)}"
        raise BadSetting(f"there is no setting '{key}'", hint=hint)


def _is_table(key: str) -> bool:
    return any(known.startswith(f"{key}.") for known in KEYS)


def _check_value(key: str, value: Any) -> None:
    if key in _NUMBERS:
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise BadSetting(f"'{key}' must be a whole number, at least 1", hint=f"{key} = 50")
        return
    if key in _LISTS:
        if not isinstance(value, list) or not all(map(_is_name, value)):
            raise BadSetting(f"'{key}' must be a list of names", hint=f"blogctl config {key} A,B")
        if key == "queue":
            _check_slots(value)
        return
    if not isinstance(value, str):
        raise BadSetting(f"'{key}' must be a text", hint=f'{key} = "…"')
    if key.startswith("aliases.") and not _is_name(value):
        raise BadSetting(f"'{key}' stands for nothing", hint=f"blogctl config --unset {typed(key)}")
    if key in ("editor", "pager", "build.command"):
        _check_command(key, value)
    if key in ("posts", "build.output") and (value.startswith("/") or ".." in value.split("/")):
        raise BadSetting(f"'{value}' is outside the blog", hint="name a folder of the blog")


def _check_deploy(key: str, value: Any) -> None:
    from blogctl.content.destinations import check_table, check_value

    _, name, *field = parts_of(key)
    if not _PLACE_NAME.fullmatch(name):
        raise BadSetting(f"'{name}' is no name of a place", hint="letters, digits, - and _")
    if field:
        check_value(field[0], value)
    else:
        check_table(name, value)


def _check_slots(value: Sequence[str]) -> None:
    from blogctl.content.slots import read_slot

    for text in value:
        read_slot(text)


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def typed_setting(key: str, text: str) -> Any:
    """Return the value that *text*, as typed, means for the setting *key*."""
    if key in _LISTS:
        return [" ".join(name.split()) for name in text.split(",")]
    if key.startswith("aliases."):
        return " ".join(text.split())
    if key.startswith("deploy."):
        return _typed_deploy(parts_of(key)[-1], text)
    return int(text) if key in _NUMBERS and text.isascii() and text.isdigit() else text


def _typed_deploy(field: str, text: str) -> Any:
    from blogctl.content.destinations import NUMBERS

    if field == "default":
        return {"true": True, "false": False}.get(text.lower(), text)
    return int(text) if field in NUMBERS and text.isascii() and text.isdigit() else text


def _check_command(key: str, value: str) -> None:
    import shlex

    try:
        shlex.split(value)
    except ValueError as error:
        message = f"the setting '{key}' leaves a quote open: {value}"
        raise BadSetting(message, hint=f"blogctl config {key} COMMAND") from error


def parts_of(key: str) -> list[str]:
    """Return the tables that lead to *key*, and its name there, which may have dots of its own."""
    return key.split(".", 2 if key.startswith(("aliases.", "deploy.")) else 1)


def setting(settings: Mapping[str, Any], key: str) -> Any:
    """Return the value of *key*, dots leading into tables; None where it is not set."""
    value: Any = settings
    for part in parts_of(key):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def changed(text: str, key: str, value: str | None, *, add: bool = False) -> str:
    """Return the file's *text* with *key* set to *value* as typed, or without it; comments stay.

    With *add*, what is typed comes to the list that is there. Raise BadSetting for a key or a
    value that there cannot be.
    """
    from blogctl.content.toml_spans import set_field

    dialect = Dialect(any_case=False, newline="\r\n" if "\r\n" in text else "\n")
    settings = loads(text)
    path = _held(settings, key)
    if value is None:
        check_name(key)
        return _without(text, path, setting(settings, ".".join(path)), dialect)
    wished = typed_setting(key, value)
    if add:
        _check_list(key)
        return _with_more(text, path, wished, dialect)
    check_setting(key, wished)
    return _obeyed(set_field(text, path, wished, dialect), key)


def _without(text: str, path: Key, value: Any, dialect: Dialect) -> str:
    """Return the file's *text* without the *value* at *path*; of a table, without all in it."""
    from blogctl.content.toml_spans import unset_field

    if isinstance(value, Mapping):
        for name, inner in value.items():
            text = _without(text, (*path, name), inner, dialect)
        return text
    return text if value is None else unset_field(text, path, dialect)


def _held(settings: Mapping[str, Any], key: str) -> Key:
    """Return the tables that lead to *key*, and its name, as *settings* spell it.

    An alias may be typed in any case.
    """
    *tables, last = parts_of(key)
    if tables and tables[0] == "aliases":
        names = setting(settings, ".".join(tables)) or {}
        last = {fold_name(name): name for name in names}.get(fold_name(last), last)
    return (*tables, last)


def _check_list(key: str) -> None:
    if key not in _LISTS:
        raise BadSetting(f"'{key}' is no list to add to", hint=f"lists are {', '.join(_LISTS)}")


def _with_more(text: str, path: Key, names: Sequence[str], dialect: Dialect) -> str:
    """Return the file's *text* with *names* in the list at *path*, but for those it has."""
    from blogctl.content.toml_spans import add_item

    key = ".".join(path)
    check_setting(key, names)
    for name in names:
        had = {fold_name(other) for other in setting(loads(text), key) or ()}
        if fold_name(name) not in had:
            text = add_item(text, path, name, dialect)
    return _obeyed(text, key)


def _obeyed(text: str, key: str) -> str:
    """Return *text*; raise BadSetting where the rules for names that *key* is about make none."""
    if key.startswith(("aliases.", "allowed.")):
        rules_for(key.split(".")[1], loads(text))
    return text
