"""What is wrong in a blog: files that are no posts, posts that are misread, names of two minds."""

from collections import Counter
from collections.abc import Iterator, Sequence

from blogctl.blog.blog import Blog
from blogctl.blog.naming import KINDS, Kind, rules_of
from blogctl.content.folding import nearest
from blogctl.content.names import line_of_name
from blogctl.content.near import Suggestion, spellings, unruly
from blogctl.content.post import Post
from blogctl.content.problem import Problem


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


def name_problems(blog: Blog, posts: Sequence[Post]) -> list[Problem]:
    """Return which names of *posts* are against the rules of *blog*, and which are spelt twice.

    A name that is spelt in two ways in the blog is told once, at the first of *posts* that has the
    rarer spelling.
    """
    found = [
        problem
        for kind in KINDS.values()
        for problem in (*_against_rules(blog, posts, kind), *_spelt_twice(blog, posts, kind))
    ]
    return sorted(found, key=lambda problem: problem.path)


def _against_rules(blog: Blog, posts: Sequence[Post], kind: Kind) -> Iterator[Problem]:
    rules = rules_of(blog, kind)
    for post in posts if rules else ():
        for name in dict.fromkeys(kind.of(post)):
            if rules.is_alias(name):
                (one,) = unruly(rules, {name: frozenset({post.path})})
                message = f"the {kind.noun} '{name}' stands for '{one.into}'"
                yield _at_name(blog, post, kind, name, message, one.command(kind.noun))
            elif not rules.allows(name):
                near = nearest(name, rules.allowed.values())
                message = f"the {kind.noun} '{name}' is not allowed"
                hint = near or f"'blogctl {kind.noun} suggest' has the command that mends it"
                yield _at_name(blog, post, kind, name, message, hint)


def _spelt_twice(blog: Blog, posts: Sequence[Post], kind: Kind) -> Iterator[Problem]:
    rules, counts = rules_of(blog, kind), Counter[str]()
    for post in blog.posts:
        counts.update({name for name in kind.of(post) if not rules.is_alias(name)})
    for one in spellings({name: counts[name] for name in counts if rules.allows(name)}, rules):
        rarer = set(one.names)
        for post in [post for post in posts if rarer.intersection(kind.of(post))][:1]:
            name = next(name for name in kind.of(post) if name in rarer)
            message = f"the {kind.noun} '{name}' is spelt '{one.into}' {_where(one)}"
            yield _at_name(blog, post, kind, name, message, one.command(kind.noun))


def _where(one: Suggestion) -> str:
    count = one.counts.get(one.into, 0)
    return f"in {count} post{'s' * (count != 1)}" if count else "in the settings"


def _at_name(
    blog: Blog, post: Post, kind: Kind, name: str, message: str, hint: str | None
) -> Problem:
    """Return a problem with a name, told at its line where the post itself holds it."""
    document = blog.source(post.path).document
    line = line_of_name(document, blog.engine.names.holding(kind.field), name)
    place = f"{document.sidecar or post.path}:{line}" if line else post.path
    return Problem(post.path, place, message, hint)
