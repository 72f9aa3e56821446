"""Words that were meant where what was typed stands nowhere."""

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from math import log2

# A slip of the finger is likelier than a wrong letter, a doubled letter than a missing one.
_SWAPPED, _DOUBLED = 0.8, 0.6
_FIRST = 0.6
_BY_EAR = 0.4
_SOUNDS = (("ph", "f"), ("qu", "k"), ("th", "t"), ("c", "k"), ("y", "i"), ("z", "s"))
_TWICE = re.compile(r"(.)\1")


def slips(word: str) -> int:
    """Return how many letters of *word* may be wrong, for it still to be guessed."""
    return 0 if len(word) < 3 else 1 if len(word) < 5 else 2 if len(word) < 9 else 3


def parts(word: str, most: int) -> list[tuple[int, str]]:
    """Return *word* in parts, each with its place, of which one at least stands in what is meant.

    There is one part more than there are slips, *most* of them: one is left whole.
    """
    number = most + 1
    cuts = [len(word) * at // number for at in range(number + 1)]
    return [(low, word[low:high]) for low, high in pairwise(cuts)]


def likely(word: str, others: Iterable[str], most: int) -> list[tuple[float, str]]:
    """Return those of *others* that are *word* with *most* slips, the nearest first."""
    letters, sounding = set(word), _sound(word)
    found = []
    for other in others:
        # A wrong letter is one that is missing and one too many.
        if len(letters ^ set(other)) > 2 * most:
            continue
        cost = distance(word, other, most)
        if cost > _BY_EAR and (sound := _sound(other))[:1] == sounding[:1]:
            cost = min(cost, distance(sounding, sound, most) + _BY_EAR)
        if cost <= most:
            found.append((cost, other))
    return sorted(found)


def meant(candidates: Iterable[tuple[float, str]], posts: Mapping[str, int]) -> str | None:
    """Return which of *candidates* was meant, a word of more *posts* sooner; None for none."""
    ranked = sorted((cost - log2(1 + posts[word]) / 20, word) for cost, word in candidates)
    return ranked[0][1] if ranked else None


def _sound(word: str) -> str:
    """Return *word* about as it sounds, in French as in English."""
    for letters, sound in _SOUNDS:
        word = word.replace(letters, sound)
    return _TWICE.sub(r"\1", word)


def distance(word: str, other: str, most: float) -> float:
    """Return what it takes to make *word* of *other*: about 1 for a letter that is wrong.

    Where it is more than *most*, that it is so is all that is known.

    Letters that have changed places, or are doubled or not, cost less; a wrong first letter more.
    """
    before: list[float] = []
    row = [float(at) for at in range(len(other) + 1)]
    for at, letter in enumerate(word, 1):
        before, last, row = row, before, [float(at)]
        for to, wanted in enumerate(other, 1):
            cost = min(
                before[to] + (_DOUBLED if letter == word[at - 2 : at - 1] else 1),
                row[to - 1] + (_DOUBLED if wanted == other[to - 2 : to - 1] else 1),
                before[to - 1] + (letter != wanted),
            )
            if at > 1 and to > 1 and letter == other[to - 2] and word[at - 2] == wanted:
                cost = min(cost, last[to - 2] + _SWAPPED * (letter != wanted))
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1] + (_FIRST if word[:1] != other[:1] else 0)
