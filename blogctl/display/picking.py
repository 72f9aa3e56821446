"""Posts to pick from: a line each, and the numbered list where there is no picker."""

import sys
from collections.abc import Sequence

from blogctl.content.post import Post
from blogctl.content.selection import picked
from blogctl.display.safe import safe
from blogctl.display.stream import complain, tell
from blogctl.errors import BadUsage


def line_of(post: Post) -> str:
    """Return *post* on one line: date, status, title, tags."""
    day = f"{post.date:%Y-%m-%d}" if post.date else ""
    tags = f"  [{', '.join(post.tags)}]" if post.tags else ""
    return safe(f"{day:10}  {post.status:9}  {post.name}{tags}")


def ask_which(posts: Sequence[Post]) -> list[int]:
    """Return the numbers, from 0, of those *posts* that are picked from a numbered list on stderr.

    Asked again for what is no number of it; Enter alone picks none.
    """
    wide = len(str(len(posts)))
    for number, post in enumerate(posts, 1):
        tell(f"{number:{wide}}  {line_of(post)}")
    while True:
        sys.stderr.write("Which? 1,3-5 or all; Enter for none: ")
        sys.stderr.flush()
        try:
            return [number - 1 for number in picked(sys.stdin.readline(), len(posts))]
        except BadUsage as error:
            complain(error.message, error.hint)
