"""Posts to pick from: a line each, and the numbered list where there is no picker."""

import shutil
import sys
from collections.abc import Sequence

from blogctl.content.folding import fold
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

    Words narrow the list, numbers pick from it, `all` takes what is shown; Enter alone picks none.
    """
    lines = [line_of(post) for post in posts]
    shown = list(range(len(posts)))
    _show(lines, shown)
    while typed := _asked():
        if typed.lower() in ("all", "*"):
            return shown
        if typed[0].isalpha():
            found = [number for number, line in enumerate(lines) if has_words(line, typed)]
            if found:
                shown = found
                _show(lines, shown)
            else:
                complain(f"none of them has '{typed}'", "fewer letters find more")
            continue
        try:
            return [number - 1 for number in picked(typed, len(posts))]
        except BadUsage as error:
            complain(error.message, error.hint)
    return []


def has_words(line: str, typed: str) -> bool:
    """Say whether each word of *typed* stands in *line*, in part too; accents do not matter."""
    folded = fold(line)
    return all(word in folded for word in fold(typed).split())


def _show(lines: Sequence[str], shown: Sequence[int]) -> None:
    """Write the lines that are *shown*, each with its number, as many as the screen has."""
    wide = len(str(len(lines)))
    room = max(5, shutil.get_terminal_size((100, 24)).lines - 3)
    for number in shown[:room]:
        tell(f"{number + 1:{wide}}  {lines[number]}")
    if len(shown) > room:
        tell(f"… and {len(shown) - room:,} more: words narrow the list")


def _asked() -> str:
    sys.stderr.write("Which? Words narrow, 1,3-5 or all picks; Enter for none: ")
    sys.stderr.flush()
    return sys.stdin.readline().strip()
