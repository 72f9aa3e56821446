"""Where a site goes: the tables `[deploy.NAME]` of the settings, read and checked."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from blogctl.content.folding import nearest
from blogctl.errors import BadSetting, BadUsage

KINDS = ("rsync", "git", "rclone", "command")
# What each kind takes beside `type`, `default` and `max_deletes`.
_KEYS: Mapping[str, tuple[str, ...]] = {
    "rsync": ("to", "ssh", "releases"),
    "git": ("to", "branch", "ssh"),
    "rclone": ("to",),
    "command": ("command",),
}
KEYS = ("type", "to", "branch", "ssh", "command", "releases", "max_deletes", "default")
NUMBERS = ("releases", "max_deletes")
MAX_DELETES = 50
_BRANCH = re.compile(r"[A-Za-z0-9_][\w./-]*")
# What git may speak with: never `ext::`, which runs what comes behind it.
_GIT = re.compile(r"(https://|ssh://|file://|/|\./|\.\./|[\w.-]+@[\w.-]+:|[\w.-]+$)")
_RCLONE = re.compile(r"[\w][\w .+@-]*:|/")


class Destination(NamedTuple):
    """Where a site goes, by which *kind* of program.

    *releases* is how many are kept side by side, 0 for none; *command* and *ssh* are command lines.
    """

    name: str
    kind: str
    to: str = ""
    branch: str = "gh-pages"
    ssh: str = "ssh"
    command: str = ""
    releases: int = 0
    max_deletes: int = MAX_DELETES
    default: bool = False


def check_value(key: str, value: Any) -> None:
    """Raise BadSetting unless *value* can be that of *key*, one of KEYS, in such a table."""
    if key not in KEYS:
        hint = nearest(key, KEYS) or f"there are {', '.join(KEYS)}"
        raise BadSetting(f"a deploy has no '{key}'", hint=hint)
    if key in NUMBERS:
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise BadSetting(f"'{key}' must be a whole number", hint=f"{key} = 5")
    elif key == "default":
        if not isinstance(value, bool):
            raise BadSetting("'default' must be true or false", hint="default = true")
    elif not isinstance(value, str) or not value.strip():
        raise BadSetting(f"'{key}' must be a text", hint=f'{key} = "…"')
    elif value.startswith("-") or not value.isprintable():
        raise BadSetting(f"'{key}' cannot be '{value}'", hint="it would be read as an option")
    elif key == "type" and value not in KINDS:
        raise BadSetting(f"there is no type '{value}'", hint=f"one of {', '.join(KINDS)}")


def check_table(name: str, table: Any) -> None:
    """Raise BadSetting unless each value in *table* can be there, whether or not all are."""
    if not isinstance(table, Mapping):
        hint = f"blogctl config deploy.{name}.to PLACE"
        raise BadSetting(f"[deploy.{name}] must be a table", hint=hint)
    for key, value in table.items():
        check_value(key, value)


def read_destination(name: str, table: Any) -> Destination:
    """Return where the table of *name* says that the site goes; raise BadSetting."""
    place = f"[deploy.{name}]"
    check_table(name, table)
    kind = table.get("type", "rsync")
    odd = [key for key in table if key not in ("type", "default", "max_deletes", *_KEYS[kind])]
    if odd:
        raise BadSetting(
            f"{place}: {kind} has no '{odd[0]}'", hint=f"it has {', '.join(_KEYS[kind])}"
        )
    needed = "command" if kind == "command" else "to"
    if needed not in table:
        hint = f"blogctl config deploy.{name}.{needed} …"
        raise BadSetting(f"{place} does not say '{needed}'", hint=hint)
    found = Destination(name, kind, **{key: value for key, value in table.items() if key != "type"})
    _check_place(found)
    return found


def _check_place(found: Destination) -> None:
    """Raise BadSetting for a place that its program could take for something else."""
    place = f"[deploy.{found.name}]"
    if found.kind == "rsync" and "::" in found.to:
        raise BadSetting(f"{place}: an rsync daemon has no ssh", hint='to = "user@host:/folder"')
    if found.kind == "git" and not _GIT.match(found.to):
        hint = "an https or ssh address, user@host:path, a folder, or a remote's name"
        raise BadSetting(f"{place}: '{found.to}' is no repository", hint=hint)
    if found.kind == "git" and (not _BRANCH.fullmatch(found.branch) or ".." in found.branch):
        raise BadSetting(f"{place}: '{found.branch}' is no branch", hint='branch = "gh-pages"')
    if found.kind == "rclone" and not _RCLONE.match(found.to):
        raise BadSetting(f"{place}: '{found.to}' is no remote", hint='to = "REMOTE:path"')


def destinations(settings: Mapping[str, Any]) -> dict[str, Destination]:
    """Return all places that a site goes to, by name; raise BadSetting."""
    tables = settings.get("deploy") or {}
    return {name: read_destination(name, table) for name, table in tables.items()}


def destination(settings: Mapping[str, Any], name: str | None) -> Destination:
    """Return the place called *name*; for None the default one, or the only one.

    Raise BadUsage where there is none, or nobody can tell which.
    """
    known = destinations(settings)
    if name is None:
        found = default_destination(settings)
        if found is None and not known:
            hint = "blogctl config deploy.live.to user@host:/srv/www"
            raise BadUsage("nothing says where the site goes", hint=hint)
        if found is None:
            raise BadUsage("the site goes to several places", hint=f"one of {', '.join(known)}")
        return found
    if name not in known:
        hint = nearest(name, list(known)) or "'blogctl config' shows the settings"
        raise BadUsage(f"there is no place called '{name}'", hint=hint)
    return known[name]


def default_destination(settings: Mapping[str, Any]) -> Destination | None:
    """Return where the site goes when nobody says where; None where that is open."""
    known = list(destinations(settings).values())
    wanted = [one for one in known if one.default] or known
    return wanted[0] if len(wanted) == 1 else None
