"""Text compared as a reader compares it: case, accents, ligatures and apostrophes folded."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_LETTERS = (
    ("œ", "oe"), ("Œ", "oe"), ("æ", "ae"), ("Æ", "ae"), ("ø", "o"), ("Ø", "o"), ("ł", "l"),
    ("Ł", "l"), ("’", "'"), ("‘", "'"), ("ʼ", "'"),
)  # fmt: skip
_WORD = re.compile(r"\w+")


def fold(text: str) -> str:
    """Return *text* without case, accents or ligatures: `Œuvre d’été` gives `oeuvre d'ete`."""
    if text.isascii():
        return text.lower()
    for letter, plain in _LETTERS:
        text = text.replace(letter, plain)
    text = unicodedata.normalize("NFKD", text)
    # A text has thousands of letters, and a handful of different marks.
    for mark in filter(unicodedata.combining, set(text)):
        text = text.replace(mark, "")
    return text.casefold()


@lru_cache(maxsize=4096)
def fold_name(text: str) -> str:
    """Return *text* folded as a name: blanks, `_` and `-` are one, so a tag needs no quotes."""
    return re.sub(r"[\s_-]+", "-", fold(text).strip())


def words_of(text: str) -> list[str]:
    """Return the folded words of *text*; an elision is two words, `l’été` gives `l`, `ete`."""
    return _WORD.findall(fold(text))


def nearest(word: str, known: Iterable[str], *, likeness: float = 0.6) -> str | None:
    """Return `did you mean 'x'?` for the known word most like *word*, or None."""
    close = nearest_words(word, known, most=1, likeness=likeness)
    return f"did you mean '{close[0]}'?" if close else None


def nearest_words(
    word: str, known: Iterable[str], *, most: int = 3, likeness: float = 0.6
) -> list[str]:
    """Return up to *most* known words that resemble *word*, the likest first.

    *likeness* runs from 0, anything, to 1, the same but for case and accents.
    """
    from difflib import get_close_matches

    folded = {fold_name(other): other for other in known}
    found = get_close_matches(fold_name(word), folded, n=most, cutoff=likeness)
    return [folded[name] for name in found]
