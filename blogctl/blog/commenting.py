"""The posts that comments were left at."""

from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar

from blogctl.blog.blog import Blog
from blogctl.blog.readership import known_posts
from blogctl.content.addresses import Addresses


class _Comment(Protocol):
    @property
    def target(self) -> str: ...


C = TypeVar("C", bound=_Comment)


def by_post(blog: Blog, comments: Iterable[C]) -> Mapping[str, list[C]]:
    """Return *comments* by the path of the post that each was left at."""
    comments = list(comments)
    known = known_posts(blog) if comments else []
    addresses = Addresses(known)
    slugs = {one.slug: one.path for one in known if one.slug}
    found: dict[str, list[C]] = {}
    for comment in comments:
        number = addresses.find(comment.target)
        path = slugs.get(comment.target) if number is None else known[number].path
        if path:
            found.setdefault(path, []).append(comment)
    return found
