"""Hugo's configuration, merged from its files; keys in lower case, as Hugo compares them."""

from collections.abc import Mapping
from typing import Any

from blogctl.engines.configuration import lowered, parsed

ENDINGS = ("toml", "yaml", "yml", "json")
ROOTS = tuple(f"{name}.{ending}" for name in ("hugo", "config") for ending in ENDINGS)
FOLDERS = ("config/_default/", "config/production/")


def read_config(files: Mapping[str, bytes]) -> dict[str, Any]:
    """Return the site's configuration; raise BadSetting for a file that does not parse.

    One file at the root, then `config/_default/`, then `config/production/`, each over the one
    before. `config/_default/languages.fr.toml` is the table `languages.fr`.
    """
    merged: dict[str, Any] = {}
    root = next((path for path in ROOTS if path in files), None)
    if root:
        _merge(merged, lowered(parsed(root, files[root])))
    for folder in FOLDERS:
        for path in sorted(files, key=_main_first):
            if path.startswith(folder) and path.rsplit(".", 1)[-1] in ENDINGS:
                name = path.removeprefix(folder).rsplit(".", 1)[0].lower()
                _merge(merged, _placed(name, lowered(parsed(path, files[path]))))
    return merged


def _main_first(path: str) -> tuple[bool, str]:
    name = path.rsplit("/", 1)[-1].split(".")[0]
    return name not in ("hugo", "config"), path


def _placed(name: str, values: dict[str, Any]) -> dict[str, Any]:
    if name in ("hugo", "config"):
        return values
    # Menus by language (menu.fr.toml) would nest as language tables do; they bear on no post.
    table, _, inner = name.partition(".")
    return {table: {inner: values} if inner else values}


def _merge(into: dict[str, Any], new: Mapping[str, Any]) -> None:
    for key, value in new.items():
        if isinstance(value, Mapping) and isinstance(into.get(key), dict):
            _merge(into[key], value)
        else:
            into[key] = value
