"""What a search finds: posts with the passages that answer."""

from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from blogctl.content.excerpts import EXCERPT, Passage, joined, passage_of
from blogctl.content.folding import fold, nearest
from blogctl.content.lexicon import Token, tokens_of
from blogctl.content.post import Post
from blogctl.content.reading import shorten
from blogctl.errors import BadUsage

Span = tuple[int, int]


class Term(NamedTuple):
    """A word or a phrase that is looked for: *places* in a row, each any of some folded words.

    *start* is a beginning of words instead.
    """

    places: tuple[frozenset[str], ...] = ()
    start: str = ""

    def ends(self, tokens: list[Token], at: int) -> int:
        """Return how many of *tokens* it takes from *at*; 0 where it does not stand there."""
        if self.start:
            return int(tokens[at].word.startswith(self.start))
        if at + len(self.places) > len(tokens):
            return 0
        found = all(tokens[at + n].word in place for n, place in enumerate(self.places))
        return len(self.places) if found else 0


class Manner(NamedTuple):
    """How to search: in which *columns* (all where there are none), *newer* posts a bit better."""

    columns: tuple[str, ...] = ()
    newer: bool = True


# Where words can be looked for, and which columns of the index these are.
PLACES = {
    "title": ("title",), "headings": ("headings",), "tags": ("names",), "summary": ("summary",),
    "body": ("headings", "body"), "code": ("code",),
}  # fmt: skip
_PLACE_NAMES = {"tag": "tags", "heading": "headings", "text": "body", "description": "summary"}


def columns_named(text: str) -> tuple[str, ...]:
    """Return the columns of `title,code`; raise BadUsage for a place that there is not."""
    found: list[str] = []
    for item in text.split(","):
        name = fold(item.strip())
        name = _PLACE_NAMES.get(name, name)
        if name not in PLACES:
            hint = nearest(name, PLACES) or f"one of {', '.join(PLACES)}, or several with commas"
            raise BadUsage(f"--in has no '{item}'", hint=hint)
        found += PLACES[name]
    return tuple(dict.fromkeys(found))


class Advice(NamedTuple):
    """What may have been meant: *words* to search for instead ('' for none), in *language*.

    *unknown* are the typed words that stand nowhere.
    """

    words: str
    language: str
    unknown: tuple[str, ...] = ()


class Hit:
    """A post found, its score, and the passage of it that answers."""

    def __init__(
        self, post: Post, score: float, wanted: tuple[Term, ...], columns: tuple[str, ...] = ()
    ) -> None:
        self.post = post
        self.score = round(score, 3)
        self._wanted = wanted
        self._columns = columns

    @cached_property
    def _passage(self) -> Passage:
        # Read from the file, and only where it is shown.
        return passage_in(self.post, self._wanted, self._columns)

    @property
    def excerpt(self) -> str:
        """The passage, from what the post says."""
        return self._passage.text

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where what was looked for stands in the excerpt."""
        return self._passage.spans


def passage_in(post: Post, wanted: tuple[Term, ...], columns: tuple[str, ...] = ()) -> Passage:
    """Return the passage of *post* that answers best, its summary where nothing in it does.

    Where only *columns* were searched, it is from those.
    """
    reading = post.text.reading if wanted else None
    texts = {
        "body": reading.plain, "summary": post.description, "code": reading.code,
    } if reading else {}  # fmt: skip
    for name, text in texts.items():
        if not columns or name in columns:
            found = passage_of(text, lambda line: places_in(line, wanted))
            if found is not None:
                return found
    text = shorten(post.summary, EXCERPT)
    return Passage(text, tuple(joined(places_in(text, wanted))))


def places_in(text: str, wanted: Iterable[Term]) -> list[tuple[int, int, int]]:
    """Return where *wanted* terms stand in *text*: start, end, and which of them, in order."""
    tokens = tokens_of(text)
    found = [
        (tokens[at].start, tokens[at + taken - 1].end, number)
        for number, term in enumerate(wanted)
        for at in range(len(tokens))
        if (taken := term.ends(tokens, at))
    ]
    return sorted(found)
