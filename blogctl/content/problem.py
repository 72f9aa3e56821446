"""What is wrong with a file among the posts."""

from typing import NamedTuple


class Problem(NamedTuple):
    """What is wrong with a file among the posts; *place* is path:line:column."""

    path: str
    place: str
    message: str
    hint: str | None
