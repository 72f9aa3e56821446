"""Words as a search compares them: cut from text, in which language, and with which stem."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from blogctl.content.folding import fold, words_of
from blogctl.content.text import ideograph

# What is written with signs is one word, not a letter: C++, C#, F#, .NET.
_SIGNED = re.compile(r"(?<!\w)(?:([cfCF])(\+\+|#)|\.(net|NET|Net))(?!\w)")
_NAMED = {"++": "plusplus", "#": "sharp"}
_ELIDED = re.compile(r"(?i)^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’ʼ](?=\w)")
_SPELT = re.compile(r"\w+")
# The languages that PyStemmer has, by their codes.
_STEMMERS = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "es": "spanish", "eu": "basque", "fi": "finnish", "fr": "french",
    "ga": "irish", "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian",
    "lt": "lithuanian", "nl": "dutch", "no": "norwegian", "nb": "norwegian", "pt": "portuguese",
    "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil",
    "tr": "turkish",
}  # fmt: skip
# A text that names no language is in the one whose small words it has most of.
_SMALL_WORDS = {
    "fr": frozenset(
        [
            "le",
            "la",
            "les",
            "des",
            "du",
            "une",
            "est",
            "et",
            "dans",
            "pour",
            "que",
            "qui",
            "sur",
            "pas",
            "avec",
            "ce",
        ]
    ),
    "en": frozenset(
        [
            "the",
            "of",
            "and",
            "to",
            "is",
            "in",
            "that",
            "for",
            "it",
            "with",
            "this",
            "are",
            "was",
            "on",
            "not",
        ]
    ),
    "de": frozenset(
        [
            "der",
            "die",
            "das",
            "und",
            "ist",
            "nicht",
            "ein",
            "eine",
            "mit",
            "von",
            "den",
            "auf",
            "für",
            "zu",
        ]
    ),
    "es": frozenset(
        [
            "el",
            "los",
            "las",
            "una",
            "es",
            "que",
            "por",
            "con",
            "para",
            "del",
            "como",
            "más",
            "pero",
            "se",
        ]
    ),
    "it": frozenset(
        ["il", "gli", "della", "che", "di", "è", "per", "una", "con", "non", "sono", "nel", "come"]
    ),
    "nl": frozenset(
        ["het", "een", "van", "en", "is", "dat", "op", "niet", "met", "voor", "zijn", "te"]
    ),
    "pt": frozenset(
        ["os", "das", "uma", "que", "não", "para", "com", "por", "mais", "do", "da", "em"]
    ),
}
_SAMPLE = 2000


def cut_words(text: str) -> list[str]:
    """Return the words of *text* in lower case, with their accents.

    `l’été` is two, `C++` and `C#` are one each, and each ideograph is one.
    """
    if "+" in text or "#" in text or "." in text:
        text = _SIGNED.sub(_sign, text)
    if not text.isascii():
        text = ideograph().sub(r" \g<0> ", text)
    return _SPELT.findall(text.lower())


def _sign(found: re.Match[str]) -> str:
    return f"dot{found[3]}" if found[3] else f"{found[1]}{_NAMED[found[2]]}"


def typed_words(text: str) -> tuple[str, ...]:
    """Return the words of a query's *text* in lower case, with their accents.

    What is elided before a word that stands alone is left out: `l’entreprise` is `entreprise`.
    """
    alone = cut_words(_ELIDED.sub("", text))
    return tuple(alone if len(alone) == 1 else cut_words(text))


def language_of(code: str, text: str) -> str:
    """Return the language that *text* is stemmed in: that of *code*, else as its words tell."""
    short = code.lower().replace("_", "-").partition("-")[0]
    if short in _STEMMERS:
        return short
    words = _SPELT.findall(text[:_SAMPLE].lower())
    counts = {name: sum(word in small for word in words) for name, small in _SMALL_WORDS.items()}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else "en"


@cache
def _stemmer(language: str) -> Any:
    from Stemmer import Stemmer

    return Stemmer(_STEMMERS[language])


def stems(language: str, words: Sequence[str]) -> list[str]:
    """Return the stem of each of *words*, which keep their accents, marked with its language."""
    found = fold("\n".join(_stemmer(language).stemWords(list(words)))).split("\n")
    return [f"{language} {stem}" for stem in found] if words else []


class Vocabulary:
    """The words met so far: each is folded once, and stemmed once in a language."""

    def __init__(self) -> None:
        self._folded: dict[str, str] = {}
        self._stemmed: dict[str, set[str]] = {}

    def folded(self, words: Sequence[str]) -> str:
        """Return *words* folded, a blank between them."""
        known = self._folded
        try:
            return " ".join([known[word] for word in words])
        except KeyError:
            new = [word for word in words if word not in known]
            # Folded at once: for each by itself it would take most of the time of a post.
            folded = fold("\n".join(new)).split("\n")
            known.update(
                (word, found if found.isalnum() else " ".join(words_of(found)))
                for word, found in zip(new, folded, strict=True)
            )
            return " ".join([known[word] for word in words])

    def new_stems(self, language: str, words: Iterable[str]) -> list[tuple[str, str]]:
        """Return (stem, folded word) for each of *words* that was not met in *language* yet."""
        met = self._stemmed.setdefault(language, set())
        new = sorted(set(words) - met)
        met.update(new)
        self.folded(new)
        rows = zip(stems(language, new), map(self._folded.__getitem__, new), strict=True)
        return [(stem, word) for stem, word in rows if word and " " not in word]
