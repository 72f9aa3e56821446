"""Words as a search compares them: cut from text, in which language, and with which stem."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple
from unicodedata import normalize

from blogctl.content.folding import fold, words_of
from blogctl.content.text import ideograph

# What is written with signs is one word, not a letter: C++, C#, F#, .NET.
_SIGNED = re.compile(r"(?<!\w)(?:([cfCF])(\+\+|#)|\.(net|NET|Net))(?!\w)")
# A version is found by its number: v3.1 by 3.1.
_VERSION = re.compile(r"\bv(?=\d)")
_NAMED = {"++": "plusplus", "#": "sharp"}
# Marks that stand apart from their letters even when composed; points of Hebrew and Arabic too.
_MARKS = (
    "[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u00ad\u200c\u200d]"
)
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
_SMALL = {
    "fr": "le la les des du de un une est et dans pour que qui sur pas avec ce au aux en il elle "
    "on ne se sa son ses nous vous je tu ou par plus sont cette ces mais comme",
    "en": "the of and to is in that for it with this are was on not a an be as at by from or we "
    "you i he they have has but what which",
    "de": "der die das und ist nicht ein eine mit von den auf für zu im dem sich",
    "es": "el los las una es que por con para del como más pero se la y lo",
    "it": "il gli della che di è per una con non sono nel come la e",
    "nl": "het een van en is dat op niet met voor zijn te de ik",
    "pt": "os das uma que não para com por mais do da em o e",
}
_SMALL_WORDS = {language: frozenset(words.split()) for language, words in _SMALL.items()}
_SAMPLE = 2000
_QUOTES = {"«": "»", "“": "”", "„": "“”"}
# Forms of one word that no stemmer brings together.
_IRREGULAR = {
    "fr": "œil yeux|ciel cieux|travail travaux|vitrail vitraux|corail coraux|bail baux|"
    "aïeul aïeux|vieux vieil vieille|nouveau nouvel nouvelle nouveaux|beau bel belle beaux|"
    "fou folle|mou molle|blanc blanche|long longue|public publique|grec grecque|turc turque|"
    "monsieur messieurs|madame mesdames",
    "en": "mouse mice|child children|man men|woman women|person people|foot feet|"
    "index indices indexes|matrix matrices|write wrote written writing|build built|send sent|"
    "make made|find found|run ran|begin began begun|choose chose chosen|break broke broken|"
    "speak spoke spoken|take took taken|keep kept|learn learnt learned|teach taught|"
    "think thought|know knew known|grow grew grown|lose lost|leave left|buy bought|"
    "drive drove driven|fall fell fallen|give gave given|sell sold|show showed shown|"
    "spend spent|draw drew drawn|win won|meet met",
}
# A feminine whose stem is not that of its masculine: développeuse, traductrice.
_FEMININE = {"euse": "eur", "trice": "teur"}
# An accent left out hides an ending from the French stemmer: publiees, securite.
_ENDINGS = (("ee", "ée"), ("ees", "ées"), ("ite", "ité"), ("ites", "ités"))


@cache
def _marks() -> re.Pattern[str]:
    return re.compile(_MARKS)


@cache
def token() -> re.Pattern[str]:
    """Return what matches each word as `cut_words` parts a text, with marks that stand apart."""
    sign = ideograph().pattern
    letter = rf"(?!{sign})\w"
    return re.compile(rf"{_SIGNED.pattern}|{sign}|{letter}(?:{letter}|{_MARKS})*")


def cut_words(text: str) -> list[str]:
    """Return the words of *text* in lower case, with their accents.

    `l’été` is two, `v3` likewise; `C++` and `C#` are one each, and each ideograph is one.
    """
    if "+" in text or "#" in text or "." in text:
        text = _SIGNED.sub(_sign, text)
    text = _VERSION.sub("v ", text.lower())
    if not text.isascii():
        # An accent that follows its letter would part the word.
        text = ideograph().sub(r" \g<0> ", _marks().sub("", normalize("NFC", text)))
    return _SPELT.findall(text)


def _sign(found: re.Match[str]) -> str:
    return f"dot{found[3]}" if found[3] else f"{found[1]}{_NAMED[found[2]]}"


class Token(NamedTuple):
    """A word of a text, folded, and where it stands there."""

    word: str
    start: int
    end: int


def tokens_of(text: str) -> list[Token]:
    """Return the words of *text* as `cut_words` parts them, folded, and where they stand."""
    return [
        Token(word, found.start(), found.end())
        for found in token().finditer(text)
        for cut in cut_words(found.group())
        for word in words_of(cut)
    ]


def typed_words(text: str) -> tuple[str, ...]:
    """Return the words of a query's *text* in lower case, with their accents.

    What is elided before a word that stands alone is left out: `l’entreprise` is `entreprise`.
    """
    alone = cut_words(_ELIDED.sub("", text))
    return tuple(alone if len(alone) == 1 else cut_words(text))


def joined_phrases(words: Sequence[str]) -> list[str]:
    """Return *words* of the shell with those between typographic quotes made one phrase each.

    A quote that is left open, or stands alone, says nothing.
    """
    found: list[str] = []
    waiting = list(words)
    while waiting:
        word = waiting.pop(0)
        ends = _QUOTES.get(word[:1], "")
        last = next((at for at, one in enumerate([word, *waiting]) if one[-1:] in tuple(ends)), -1)
        if ends and last >= 0:
            word = " ".join([word, *waiting[:last]])[1:-1]
            del waiting[:last]
        found.append(word.strip() if ends else word)
    return [word for word in found if word.strip('«»“”„"') or word == ""]


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


def typed_stems(language: str, word: str) -> list[str]:
    """Return all that *word*, as it was typed, may be found by in *language*."""
    forms = [word]
    if language == "fr" and word.isascii():
        forms += [f"{word[: -len(end)]}{other}" for end, other in _ENDINGS if word.endswith(end)]
    return [*stems(language, forms), *other_stems(language, word)]


def other_stems(language: str, word: str) -> list[str]:
    """Return what else than its stem *word* is found by: its other gender, an irregular form."""
    found = [f"{language} ={group}" for group in _irregular(language).get(word, ())]
    if language == "fr":
        bare = word.removesuffix("s")
        found += [
            stems(language, [f"{bare.removesuffix(end)}{other}"])[0]
            for end, other in _FEMININE.items()
            if bare.endswith(end) and len(bare) > len(end) + 2
        ]
    return found


@cache
def _irregular(language: str) -> dict[str, list[str]]:
    """Return the groups of irregular forms that a word is of, each called by its first."""
    groups = [group.split() for group in _IRREGULAR.get(language, "").split("|") if group]
    found: dict[str, list[str]] = {}
    for group in groups:
        for word in {form for spelt in group for form in (spelt, fold(spelt))}:
            found.setdefault(word, []).append(fold(group[0]))
    return found


def off_topic(words: Iterable[str]) -> bool:
    """Say whether *words* are all so common in some language that they tell no topic."""
    said = set(map(fold, words))
    return bool(said) and any(said <= set(map(fold, small)) for small in _SMALL_WORDS.values())


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
        found = [(stem, word) for stem, word in rows if word and " " not in word]
        others = ((stem, self._folded[word]) for word in new
                  for stem in other_stems(language, word))  # fmt: skip
        return [*found, *others]
