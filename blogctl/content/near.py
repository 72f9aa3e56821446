"""Names that may be one name: spelt alike but for case, accents, plural, blanks or a slip."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from blogctl.content.folding import fold_name

# A slip of one letter says nothing of short names, nor of numbers: `c` and `c++`, 2023 and 2024.
_LONG = 6
# How many posts must carry two names together, and never one alone, before that is telling.
_OFTEN = 3


class Suggestion(NamedTuple):
    """Names that may be one: *into* is the most used, *names* are the others, *reason* says why.

    *counts* says how many posts carry each.
    """

    reason: str
    into: str
    names: tuple[str, ...]
    counts: Mapping[str, int]


def near_names(carriers: Mapping[str, frozenset[str]]) -> list[Suggestion]:
    """Return which of the names may be one, each name in one suggestion at the most.

    *carriers* are the paths of the posts that carry each name.
    """
    likenesses: tuple[tuple[str, Callable[[str], Iterable[str]]], ...] = (
        ("the same but for case, accents or hyphens", lambda name: [fold_name(name)]),
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
    return [_suggestion("always together", names, carriers) for names in pairs]


def _suggestion(
    reason: str, names: Sequence[str], carriers: Mapping[str, frozenset[str]]
) -> Suggestion:
    ordered = sorted(names, key=lambda name: (-len(carriers[name]), fold_name(name), name))
    counts = {name: len(carriers[name]) for name in ordered}
    return Suggestion(reason, ordered[0], tuple(ordered[1:]), counts)
