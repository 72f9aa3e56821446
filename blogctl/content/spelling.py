"""Words that were meant where what was typed stands nowhere."""

from collections.abc import Iterable
from math import log2
from typing import NamedTuple

# A slip of the finger is likelier than a wrong letter, a doubled letter than a missing one.
_SWAPPED, _DOUBLED = 0.8, 0.6
_FIRST = 0.6


class Known(NamedTuple):
    """A word of the blog, folded, and in how many posts it stands."""

    word: str
    posts: int


def slips(word: str) -> int:
    """Return how many letters of *word* may be wrong, for it still to be guessed."""
    return 0 if len(word) < 3 else 1 if len(word) < 5 else 2 if len(word) < 9 else 3


def parts(word: str) -> list[str]:
    """Return *word* in parts of which one at least stands in any word that is meant.

    With so many slips, one part more than there are slips is left whole.
    """
    number = slips(word) + 1
    cuts = [len(word) * at // number for at in range(number + 1)]
    return [word[low:high] for low, high in zip(cuts, cuts[1:], strict=False)]


def meant(word: str, known: Iterable[Known]) -> str | None:
    """Return the *known* word that *word* is a misspelling of; None where none is near."""
    ranked = sorted(
        (cost - log2(1 + one.posts) / 20, one.word)
        for one in known
        if (cost := distance(word, one.word)) <= slips(word)
    )
    return ranked[0][1] if ranked else None


def distance(word: str, other: str) -> float:
    """Return what it takes to make *word* of *other*: about 1 for a letter that is wrong.

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
    return row[-1] + (_FIRST if word[:1] != other[:1] else 0)
