"""The settings that a blog may have, and the edit of the file that holds them."""

from collections.abc import Mapping
from typing import Any

from blogctl.content.folding import nearest
from blogctl.errors import BadSetting

# key, what it is; a key that ends with `.` takes names of the author's own.
KEYS: Mapping[str, str] = {
    "engine": "the site generator, where it should not be detected",
    "posts": "the folder of a plain blog's posts",
    "url": "the address of a plain blog's site",
    "permalink": "the URLs of a plain blog, in Hugo's tokens",
    "timezone": "the zone of dates that name none",
    "language": "the language of posts that name none",
    "editor": "the editor's command line",
    "pager": "the pager's command line",
    "author": "the author that a new post gets",
    "queries.": "saved queries, used as @NAME",
    "undo.operations": "how many operations can be undone, 50 without it",
    "undo.days": "for how many days, 30 without it",
}
_NUMBERS = ("undo.operations", "undo.days")


def check_setting(key: str, value: Any) -> None:
    """Raise BadSetting unless *key* is a setting, or a table of them, and *value* fits it."""
    if any(known.startswith(f"{key}.") for known in KEYS):
        if not isinstance(value, dict):
            raise BadSetting(f"'{key}' holds names and values", hint=f"[{key}] then NAME = …")
        for name, inner in value.items():
            check_setting(f"{key}.{name}", inner)
        return
    if key not in KEYS and not any(key.startswith(k) for k in KEYS if k.endswith(".")):
        hint = nearest(key, KEYS) or f"settings are {', '.join(KEYS)}"
        raise BadSetting(f"there is no setting '{key}'", hint=hint)
    _check_value(key, value)


def check_name(key: str) -> None:
    """Raise BadSetting unless *key* is the name of a setting."""
    check_setting(
        key,
        {} if any(known.startswith(f"{key}.") for known in KEYS) else 1 if key in _NUMBERS else "",
    )


def _check_value(key: str, value: Any) -> None:
    if key in _NUMBERS:
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise BadSetting(f"'{key}' must be a whole number, at least 1", hint=f"{key} = 50")
        return
    if not isinstance(value, str):
        raise BadSetting(f"'{key}' must be a text", hint=f'{key} = "…"')
    if key in ("editor", "pager"):
        _check_command(key, value)
    if key == "posts" and (value.startswith("/") or ".." in value.split("/")):
        raise BadSetting(f"'{value}' is outside the blog", hint="name a folder of the blog")


def typed_setting(key: str, text: str) -> Any:
    """Return the value that *text*, as typed, means for the setting *key*."""
    return int(text) if key in _NUMBERS and text.isascii() and text.isdigit() else text


def _check_command(key: str, value: str) -> None:
    import shlex

    try:
        shlex.split(value)
    except ValueError as error:
        message = f"the setting '{key}' leaves a quote open: {value}"
        raise BadSetting(message, hint=f"blogctl config {key} COMMAND") from error


def setting(settings: Mapping[str, Any], key: str) -> Any:
    """Return the value of *key*, dots leading into tables; None where it is not set."""
    value: Any = settings
    for part in key.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def changed(text: str, key: str, value: str | None) -> str:
    """Return the file's *text* with *key* set to *value* as typed, or without it; comments stay."""
    import tomlkit

    wished = None if value is None else typed_setting(key, value)
    check_name(key) if wished is None else check_setting(key, wished)
    document = tomlkit.parse(text)
    table: Any = document
    *tables, last = key.split(".", 1)
    for name in tables:
        table = table.setdefault(name, tomlkit.table())
    if value is None:
        table.pop(last, None)
    else:
        table[last] = wished
    return tomlkit.dumps(document)
