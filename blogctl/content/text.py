"""The text of a post, read when it is first asked for, and its words counted."""

import re
from functools import cache
from typing import Literal

from blogctl.content.reading import Heading, Link, Reading

Markup = Literal["markdown", "rst"]

PACE = 220


class Text:
    """What the body of a post says, read when first asked for."""

    __slots__ = ("_reading", "_words", "markup", "source")

    def __init__(self, source: str, markup: Markup = "markdown") -> None:
        self.source = source
        self.markup = markup
        self._reading: Reading | None = None
        self._words: int | None = None

    @property
    def reading(self) -> Reading:
        """The body read; kept."""
        if self._reading is None:
            self._reading = _read(self.source, self.markup)
        return self._reading

    @property
    def words(self) -> int:
        """The number of words outside code."""
        if self._words is None:
            self._words = count_words(self.reading.plain)
        return self._words

    @property
    def minutes(self) -> int:
        """The minutes that reading takes."""
        return reading_time(self.words)

    @property
    def links(self) -> tuple[Link, ...]:
        """The links, as written."""
        return self.reading.links

    @property
    def images(self) -> tuple[Link, ...]:
        """The images, as written."""
        return self.reading.images

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The headings."""
        return self.reading.headings

    @property
    def opening(self) -> str:
        """How the text begins, cut between words."""
        return self.reading.opening

    @property
    def has_code(self) -> bool:
        """Whether there is code in it."""
        return bool(self.reading.code)


def _read(source: str, markup: Markup) -> Reading:
    if markup == "markdown":
        from blogctl.content.markdown import read_markdown

        return read_markdown(source)
    from blogctl.content.rst import read_rst

    return read_rst(source)


def reading_time(words: int, *, pace: int = PACE) -> int:
    """Return the minutes needed to read *words* words, at least 1.

    *pace* is in words per minute.
    """
    return max(1, round(words / pace))


@cache
def ideograph() -> re.Pattern[str]:
    """Return what matches a letter of a script that is written without blanks."""
    # Compiled when it is first needed: that takes as long as a small command.
    return re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")


def count_words(text: str) -> int:
    """Return the number of words: what blanks part and holds a letter or digit, as Hugo counts.

    In scripts written without blanks each ideograph counts as one.
    """
    ideographs = 0 if text.isascii() else len(ideograph().findall(text))
    words = (ideograph().sub(" ", text) if ideographs else text).split()
    # Nearly all words start with a letter: only the others are looked through.
    said = [word for word in words if word[0].isalnum() or any(map(str.isalnum, word))]
    return ideographs + len(said)


def contains_words(folded: str, words: list[str]) -> bool:
    """Say whether *folded* text holds the whole *words*, one after the other."""
    if not all(word in folded for word in words):
        return False
    pattern = r"\W+".join(map(re.escape, words))
    return re.search(rf"(?<!\w){pattern}(?!\w)", folded) is not None
