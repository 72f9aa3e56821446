"""Names that may be one name, by their spelling or their posts, or that are against the rules."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from blogctl.content.command_line import typed
from blogctl.content.folding import fold_name, nearest_words
from blogctl.content.rules import Rules

# A slip of one letter says nothing of short names, nor of numbers: `c` and `c++`, 2023 and 2024.
_LONG = 6
# How many posts must carry two names together, and never one alone, before that is telling.
_OFTEN = 3
# From which likeness on a name that is not allowed is taken for one that is.
_LIKE = 0.8

SPELLING = "the same but for case, accents or hyphens"
TOGETHER = "always together"
ALIAS = "an alias"
NOT_ALLOWED = "not allowed"


class Suggestion(NamedTuple):
    """Names that may be one: *into* is the one that stays, *names* are the others.

    *reason* says why; where *into* is '' the names are to go. *counts* says how many posts carry
    each.
    """

    reason: str
    into: str
    names: tuple[str, ...]
    counts: Mapping[str, int]

    def command(self, noun: str) -> str:
        """Return the command line that does what is suggested, for names called *noun*."""
        # A comma within a name would part it.
        glue = " " if any("," in name for name in self.names) else ","
        names = " ".join(map(typed, self.names)) if glue == " " else typed(",".join(self.names))
        if self.reason == TOGETHER or not self.into:
            return f"blogctl {noun} delete {names}"
        return f"blogctl {noun} merge {names} --into {typed(self.into)}"


def near_names(carriers: Mapping[str, frozenset[str]]) -> list[Suggestion]:
    """Return which of the names may be one, each name in one suggestion at the most.

    *carriers* are the paths of the posts that carry each name.
    """
    likenesses: tuple[tuple[str, Callable[[str], Iterable[str]]], ...] = (
        (SPELLING, lambda name: [fold_name(name)]),
        ("the same but for blanks", lambda name: [fold_name(name).replace("-", "")]),
        ("singular and plural", lambda name: [_singular(name)]),
        ("a letter apart", _slips),
    )
    found: list[Suggestion] = []
    taken: set[str] = set()
    for reason, keys in likenesses:
        for names in _alike([name for name in carriers if name not in taken], keys):
            fresh = [name for name in names if name not in taken]
            if len(fresh) > 1:
                found.append(_suggestion(reason, fresh, carriers))
                taken.update(fresh)
    return found + _together(carriers, taken)


def unruly(rules: Rules, carriers: Mapping[str, frozenset[str]]) -> list[Suggestion]:
    """Return which of the names are against *rules*: aliases, other spellings, those not allowed.

    *carriers* are the paths of the posts that carry each name.
    """
    groups: dict[tuple[str, str, str], list[str]] = {}
    for name in sorted(carriers, key=lambda one: (-len(carriers[one]), fold_name(one), one)):
        into, reason = rules.meant(name), SPELLING
        if rules.is_alias(name):
            reason = ALIAS
        elif not rules.allows(name):
            reason, into = NOT_ALLOWED, like(name, rules)
        if into != name:
            alone = name if reason == NOT_ALLOWED else ""
            groups.setdefault((reason, into, alone), []).append(name)
    order = (ALIAS, SPELLING, NOT_ALLOWED)
    return [
        Suggestion(
            reason,
            into,
            tuple(names),
            {one: len(carriers[one]) for one in (into, *names) if one in carriers},
        )
        for (reason, into, _), names in sorted(
            groups.items(), key=lambda one: order.index(one[0][0])
        )
    ]


def like(name: str, rules: Rules) -> str:
    """Return the name that is allowed and very like *name*; '' for none."""
    return next(iter(nearest_words(name, rules.allowed.values(), most=1, likeness=_LIKE)), "")


def spellings(names: Mapping[str, int], rules: Rules) -> list[Suggestion]:
    """Return the names that are spelt in several ways, each with the spelling to keep.

    *names* are the numbers of the posts that carry each; the most used spelling stays, where none
    is the one that is allowed.
    """
    ordered = sorted(names, key=lambda name: (-names[name], fold_name(name), name))
    groups: dict[str, list[str]] = {}
    for name in ordered:
        groups.setdefault(fold_name(name), []).append(name)
    found = []
    for folded, alike in groups.items():
        into = rules.allowed.get(folded, alike[0])
        others = tuple(name for name in alike if name != into)
        if others:
            found.append(Suggestion(SPELLING, into, others, {name: names[name] for name in alike}))
    return found


def _alike(names: Sequence[str], keys: Callable[[str], Iterable[str]]) -> list[list[str]]:
    """Return the groups of *names* that share one of their *keys*."""
    groups: dict[str, list[str]] = {}
    for name in names:
        for key in dict.fromkeys(keys(name)):
            groups.setdefault(key, []).append(name)
    return [group for group in groups.values() if len(group) > 1]


def _singular(name: str) -> str:
    """Return a name folded, each word without its ending of a plural, English or French."""
    words = fold_name(name).split("-")
    return "-".join(_without_plural(word) for word in words)


def _without_plural(word: str) -> str:
    if len(word) <= 3 or word.endswith("ss"):
        return word
    for ending, singular in (("eaux", "eau"), ("aux", "al"), ("ies", "y")):
        if word.endswith(ending):
            return word.removesuffix(ending) + singular
    return word.removesuffix("s")


def _slips(name: str) -> list[str]:
    """Return a name with each letter left out: two that share one are a letter apart."""
    folded = fold_name(name)
    if len(folded) < _LONG or re.search(r"\d", folded):
        return []
    return [folded, *(folded[:at] + folded[at + 1 :] for at in range(len(folded)))]


def _together(carriers: Mapping[str, frozenset[str]], taken: set[str]) -> list[Suggestion]:
    """Return the names that always stand together: one of them may say nothing."""
    groups: dict[frozenset[str], list[str]] = {}
    for name, paths in carriers.items():
        if name not in taken and len(paths) >= _OFTEN:
            groups.setdefault(paths, []).append(name)
    pairs = [sorted(names, key=fold_name) for names in groups.values() if len(names) > 1]
    return [_suggestion(TOGETHER, names, carriers) for names in pairs]


def _suggestion(
    reason: str, names: Sequence[str], carriers: Mapping[str, frozenset[str]]
) -> Suggestion:
    ordered = sorted(names, key=lambda name: (-len(carriers[name]), fold_name(name), name))
    counts = {name: len(carriers[name]) for name in ordered}
    return Suggestion(reason, ordered[0], tuple(ordered[1:]), counts)
