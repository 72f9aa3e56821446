"""Links looked at: those of a post in both directions, those that lead nowhere, posts with none."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from blogctl.blog.blog import Blog, site_of
from blogctl.blog.readdressing import aliases_of
from blogctl.content.following import Follower, Lead, Surroundings
from blogctl.content.post import Post
from blogctl.content.problem import Problem
from blogctl.content.respelling import bare
from blogctl.content.written import Written, written_in
from blogctl.errors import BlogError
from blogctl.storage.presence import Presence
from blogctl.storage.workers import Spread

# Reading a text for the places of its links takes some milliseconds.
_ENOUGH = 60
# Whose headings have the anchors that we know how to make.
_ANCHORED = ("plain", "hugo")
# Whose addresses may be computed in JavaScript, which is not run.
_COMPUTED = ("eleventy", "astro")


class Way(NamedTuple):
    """A link of a post, or one to it.

    *way* is `to` or `from`; *path* is the other post, or the file, '' for what is neither. *state*
    says what is there: post, file, outside, unknown, or broken.
    """

    way: str
    state: str
    path: str
    target: str
    text: str
    place: str
    message: str
    hint: str | None


class Links:
    """The links of a blog, followed."""

    def __init__(self, blog: Blog) -> None:
        self.blog = blog
        blog.index.read_texts()
        self._posts = blog.posts

    @cached_property
    def _follower(self) -> Follower:
        engine = self.blog.engine
        around = Surroundings(
            Presence(self.blog.root),
            engine.statics,
            lambda: self._old_addresses,
            anchored=engine.name in _ANCHORED,
            addressed=engine.name not in _COMPUTED,
        )
        return Follower(self._posts, site_of(engine, self._posts), around)

    @cached_property
    def _old_addresses(self) -> Mapping[str, str]:
        """The paths of posts by the addresses that lead to them by a redirect."""
        engine = self.blog.engine
        found = {bare(url): "" for url in engine.redirections}
        for post in self._posts:
            found.update((bare(url), post.path) for _, url in aliases_of(engine, post))
        return found

    def ways(self, post: Post) -> list[Way]:
        """Return the links of *post*, in the order of its text, then those of others to it."""
        found = [_way("to", one, lead, post.path) for one, lead in self.followed(post)]
        for other in self.blog.links.links_to(post):
            found += [
                _way("from", one, lead._replace(path=other.path), other.path)
                for one, lead in self.followed(other)
                if lead.state == "post" and lead.path == post.path
            ]
        return found

    def broken(self, posts: Sequence[Post]) -> list[Problem]:
        """Return what is wrong with the links of *posts*, each at its place."""
        suspects = {post.path: post for post in posts if self._is_suspect(post)}
        spread = Spread(list(suspects), lambda path: (path, self._written(suspects[path])), _ENOUGH)
        written = dict(self.blog.track(spread, "following links"))
        return [
            Problem(path, f"{path}:{one.line}", lead.message, lead.hint)
            for path, post in suspects.items()
            for one, lead in self._follow(post, written[path])
            if lead.message
        ]

    def orphans(self, posts: Sequence[Post]) -> list[Post]:
        """Return those *posts* that are live and that no other live post links to."""
        return [
            post
            for post in posts
            if post.status == "published"
            and not any(one.status == "published" for one in self.blog.links.links_to(post))
        ]

    def _is_suspect(self, post: Post) -> bool:
        """Say whether by what is known of its text a post may have a link that leads nowhere."""
        suspects = self._follower.suspects
        return any(suspects(link.target, post) for link in post.links) or any(
            suspects(image.target, post, image=True) for image in post.text.images
        )

    def followed(self, post: Post) -> Iterator[tuple[Written, Lead]]:
        """Yield each link of *post* with where it leads."""
        return self._follow(post, self._written(post))

    def _follow(self, post: Post, found: Iterable[Any]) -> Iterator[tuple[Written, Lead]]:
        for one in map(Written._make, found):
            yield one, self._follower.follow(one.target, one.kind, post, image=one.image)

    def _written(self, post: Post) -> list[tuple[Any, ...]]:
        """Return the links of *post* as they are written in its file now."""
        try:
            document = self.blog.source(post.path).document
        except BlogError:
            # It has changed since it was looked at: the next command finds that.
            return []
        head = b"" if document.sidecar else document.opening + document.block + document.closing
        text = document.body.decode("utf-8", errors="replace")
        first = head.count(b"\n") + 1
        found = written_in(text, post.text.markup, self._follower.resolver, first)
        return [tuple(one) for one in found]


def _way(way: str, one: Written, lead: Lead, path: str) -> Way:
    state = "broken" if lead.message else lead.state
    return Way(
        way, state, lead.path, one.target, one.text, f"{path}:{one.line}", lead.message, lead.hint
    )
