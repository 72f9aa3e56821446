"""The posts that comments were left at."""

from collections.abc import Mapping, Sequence

from blogctl.blog.blog import Blog
from blogctl.blog.readership import known_posts
from blogctl.content.addresses import Addresses
from blogctl.content.comments import Comment


def by_post(blog: Blog, comments: Sequence[Comment]) -> Mapping[str, list[Comment]]:
    """Return *comments* by the path of the post that each was left at."""
    known = known_posts(blog) if comments else []
    addresses = Addresses(known)
    slugs = {one.slug: one.path for one in known if one.slug}
    found: dict[str, list[Comment]] = {}
    for comment in comments:
        number = addresses.find(comment.target)
        path = slugs.get(comment.target) if number is None else known[number].path
        if path:
            found.setdefault(path, []).append(comment)
    return found
