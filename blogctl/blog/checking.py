"""What is wrong in a blog: files that are no posts as they stand, and posts that are misread."""

from collections.abc import Sequence

from blogctl.blog.blog import Blog, Problem
from blogctl.content.post import Post


def post_problems(blog: Blog, posts: Sequence[Post]) -> list[Problem]:
    """Return what the generator would misread in *posts*, and each file that cannot be read."""
    paths = {post.path for post in posts} | _unreadable(blog)
    known = [problem for problem in blog.problems if problem.path in paths]
    return known + [problem for post in posts for problem in _misread(blog, post)]


def _unreadable(blog: Blog) -> set[str]:
    """Return the paths of the files that no query can name: they are no posts."""
    return {problem.path for problem in blog.problems} - {post.path for post in blog.posts}


def _misread(blog: Blog, post: Post) -> list[Problem]:
    findings = blog.engine.findings(blog.source(post.path), post)
    return [
        Problem(
            post.path,
            f"{post.path}:{one.line}" if one.line else post.path,
            one.message,
            one.hint,
        )
        for one in findings
        if one.stops
    ]
