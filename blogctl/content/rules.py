"""The rules of a blog for its names: what an alias stands for, and which names are allowed."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from blogctl.content.command_line import typed
from blogctl.content.folding import fold_name, nearest
from blogctl.errors import BadSetting

NOUNS = ("tag", "category", "series", "author")


class Rules(NamedTuple):
    """The rules for names of one kind, by the folded name.

    *stands_for* has the name that an alias leads to in the end. *allowed* has the spelling of each
    name that is allowed; where it is empty, all names are.
    """

    stands_for: Mapping[str, str] = {}
    allowed: Mapping[str, str] = {}

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self.stands_for or self.allowed)

    def meant(self, name: str) -> str:
        """Return the name to write for *name*, in the spelling that is allowed."""
        found = self.stands_for.get(fold_name(name), name)
        return self.allowed.get(fold_name(found), found)

    def is_alias(self, name: str) -> bool:
        """Say whether *name* stands for another."""
        return fold_name(name) in self.stands_for

    def allows(self, name: str) -> bool:
        """Say whether *name*, or what it stands for, may be written."""
        return not self.allowed or fold_name(self.meant(name)) in self.allowed


def check_rules(settings: Mapping[str, Any]) -> None:
    """Raise BadSetting where the rules of *settings* contradict each other."""
    for noun in NOUNS:
        rules_for(noun, settings)


def rules_for(noun: str, settings: Mapping[str, Any]) -> Rules:
    """Return the rules that *settings* have for the names called *noun*.

    Raise BadSetting for an alias that leads to itself, to two names, or to one that is not
    allowed, and for a name that is allowed in two spellings.
    """
    allowed = _spellings(noun, settings.get("allowed", {}).get(noun, ()))
    steps = _steps(noun, settings.get("aliases", {}).get(noun, {}))
    ends = {folded: _end(noun, alias, steps) for folded, (alias, _) in steps.items()}
    for folded, end in ends.items():
        if allowed and fold_name(end) not in allowed:
            message = (
                f"the alias '{steps[folded][0]}' leads to a {noun} that is not allowed: '{end}'"
            )
            raise BadSetting(message, hint=allowing(noun, end, allowed))
    return Rules(ends, allowed)


def allowing(noun: str, name: str, allowed: Mapping[str, str]) -> str:
    """Return the hint for a name that is not allowed: the nearest that is, and how to allow it."""
    near = nearest(name, allowed.values())
    command = f"'blogctl config --add allowed.{noun} {typed(name)}' allows it"
    return f"{near} {command}" if near else command


def _spellings(noun: str, names: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in names:
        other = found.setdefault(fold_name(name), name)
        if other != name:
            message = f"'allowed.{noun}' has one name in two spellings: '{other}' and '{name}'"
            raise BadSetting(message, hint="keep the one that posts are to have")
    return found


def _steps(noun: str, aliases: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Return each alias with the name it leads to, by the folded alias."""
    found: dict[str, tuple[str, str]] = {}
    for alias, name in aliases.items():
        _, other = found.setdefault(fold_name(alias), (alias, name))
        if other != name:
            message = f"'aliases.{noun}' has '{alias}' twice, for '{other}' and for '{name}'"
            raise BadSetting(message, hint="keep one; case, accents and hyphens do not matter")
    return found


def _end(noun: str, alias: str, steps: Mapping[str, tuple[str, str]]) -> str:
    """Return the name that *alias* leads to in the end."""
    way, name = [alias], alias
    while fold_name(name) in steps:
        name = steps[fold_name(name)][1]
        way.append(name)
        if fold_name(name) in map(fold_name, way[:-1]):
            round_about = f"leads to itself: {' → '.join(way)}"
            message = f"the alias '{alias}' of 'aliases.{noun}' {round_about}"
            hint = f"blogctl config {typed(f'aliases.{noun}.{alias}')} NAME"
            raise BadSetting(message, hint=f"name another: {hint}")
    return name
