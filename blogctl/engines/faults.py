"""What is wrong among the files of a blog, whatever generator it is for."""

from collections.abc import Sequence
from typing import NamedTuple
from unicodedata import normalize

from blogctl.content.post import Post


class Fault(NamedTuple):
    """What is wrong among the files of a blog, told at the file *path*."""

    path: str
    message: str
    hint: str | None


def same_address(posts: Sequence[Post]) -> list[Fault]:
    """Return a fault for each live post at the address of another: one of the two pages is lost."""
    first: dict[str, Post] = {}
    faults = []
    for post in posts:
        if not post.url or post.status != "published":
            continue
        other = first.setdefault(post.url, post)
        if other is not post:
            message = f"its address is that of {other.path} too: {post.url}"
            faults.append(Fault(post.path, message, "give one of them another slug"))
    return faults


def same_name(posts: Sequence[Post]) -> list[Fault]:
    """Return a fault for each post whose path is another's but for case or the form of accents.

    Two such files are one on many systems, and one of them is lost when the blog is copied there.
    """
    first: dict[str, Post] = {}
    faults = []
    for post in posts:
        other = first.setdefault(one_name(post.path), post)
        if other is not post:
            message = f"but for case or accents its name is that of {other.path}"
            faults.append(Fault(post.path, message, "rename one: some systems can hold only one"))
    return faults


def one_name(path: str) -> str:
    """Return what *path* has in common with all that differ by case or form of accents alone."""
    return path.lower() if path.isascii() else normalize("NFC", normalize("NFC", path).casefold())
