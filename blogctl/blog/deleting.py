"""Posts deleted, with all that is theirs alone."""

from collections.abc import Sequence

from blogctl.blog.blog import Blog
from blogctl.blog.bundles import Bundle, Bundles, folders_of
from blogctl.content.change import Change, Failure, Plan
from blogctl.content.post import Post
from blogctl.errors import BlogError


def plan_deletion(blog: Blog, posts: Sequence[Post]) -> Plan:
    """Return the plan that deletes *posts*: their files, their sidecars, and their bundles.

    A folder that another post lives in as well stays, with all that is in it.
    """
    leaving = {post.path for post in posts}
    known = Bundles(blog)
    changes: dict[str, Change] = {}
    bundles: list[Bundle] = []
    failed: list[Failure] = []
    for post in blog.track(posts, "planning"):
        try:
            bundle = known.of(post.path, leaving)
            for path, data in _files(blog, post, bundle).items():
                owner = "" if path == post.path else post.path
                changes.setdefault(path, Change(path, data, None, post=owner))
            bundles.append(bundle)
        except BlogError as error:
            failed.append(Failure(post.path, error.message, error.hint))
    return Plan(
        tuple(changes.values()),
        failed=tuple(failed),
        live=any(post.status == "published" for post in posts),
        folders=folders_of(bundles),
    )


def links_left(blog: Blog, posts: Sequence[Post]) -> list[tuple[Post, Post]]:
    """Return the links that lead nowhere without *posts*: who has one, and its target."""
    leaving = {post.path for post in posts}
    return [
        (source, post)
        for post in posts
        for source in blog.links.links_to(post)
        if source.path not in leaving
    ]


def _files(blog: Blog, post: Post, bundle: Bundle) -> dict[str, bytes]:
    """Return the files of *post* with what they hold, its own file first."""
    own = blog.source(post.path).document.files(post.path)
    found = {post.path: own.pop(post.path), **own}
    return found | {path: blog.bytes_of(path) for path in bundle.own}
