"""Comments: what readers said below posts."""

from typing import NamedTuple


class Comment(NamedTuple):
    """A comment: the address or the slug of its post, the day, as far as it is told, its text."""

    target: str
    day: str
    text: str
