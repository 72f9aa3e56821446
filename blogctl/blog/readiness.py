"""Whether a post is ready to be seen: what an author would want to know before readers do."""

from collections.abc import Sequence
from typing import NamedTuple

from blogctl.blog.blog import Blog
from blogctl.blog.linking import Links
from blogctl.content.post import Post
from blogctl.content.problem import Problem


class Readiness(NamedTuple):
    """What is wrong with posts that are to go live: what *stops* them, and what is only *told*."""

    stops: tuple[Problem, ...]
    told: tuple[Problem, ...]


def readiness(blog: Blog, posts: Sequence[Post]) -> Readiness:
    """Return what is wrong with *posts*: no title or no text stops, a link to nothing does not.

    A link from one of them to another is right: both go live.
    """
    stops = [problem for post in posts for problem in _faults_of(post)]
    going = {post.path for post in posts}
    live = [post._replace(status="published") for post in posts]
    told = [one for one in Links(blog).broken(live) if not _is_among(one, going)]
    return Readiness(tuple(stops), tuple(told))


def _faults_of(post: Post) -> list[Problem]:
    """Return what no reader is to see."""
    found = []
    if not post.title.strip():
        found.append(Problem(post.path, post.path, "has no title", "give it one"))
    if not post.text.source.strip():
        found.append(Problem(post.path, post.path, "has no text", "write it first"))
    return found


def _is_among(problem: Problem, going: set[str]) -> bool:
    """Say whether *problem* is a link to a post of *going*, which is not live yet."""
    return any(path != problem.path and path in problem.message for path in going)
