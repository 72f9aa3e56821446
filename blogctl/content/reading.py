"""What a body says once read, whatever it is written in."""

from typing import NamedTuple

MAX_SUMMARY = 200


class Heading(NamedTuple):
    """A heading: *level* 1 to 6."""

    level: int
    text: str


class Link(NamedTuple):
    """A link or an image as it is written: *text* is what is shown, or the alternative text."""

    target: str
    text: str


class Reading(NamedTuple):
    """A body once read. *plain* is its text without code, one paragraph a line; *code* the code."""

    plain: str
    code: str
    headings: tuple[Heading, ...]
    links: tuple[Link, ...]
    images: tuple[Link, ...]
    opening: str


def shorten(text: str, most: int = MAX_SUMMARY) -> str:
    """Return *text* cut between words to at most *most* letters, with an ellipsis."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
