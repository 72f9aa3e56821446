"""Links between posts: who links to whom."""

from collections import defaultdict
from collections.abc import Sequence

from blogctl.content.moves import Page, Site
from blogctl.content.post import Post
from blogctl.content.resolving import Resolver


class LinkMap:
    """Who links to whom among *posts*; *site* is what their links are resolved by."""

    def __init__(self, posts: Sequence[Post], site: Site) -> None:
        self.resolver = Resolver(posts, site)
        self._posts = {post.path: post for post in posts}
        self._to: dict[str, list[Post]] = defaultdict(list)
        self._from: dict[str, list[Post]] = {}
        for post in posts:
            self._from[post.path] = self._targets(post)
            for target in self._from[post.path]:
                self._to[target.path].append(post)

    def links_from(self, post: Post) -> list[Post]:
        """Return the posts that *post* links to, each once, in the order of its text."""
        return self._from[post.path]

    def links_to(self, post: Post) -> list[Post]:
        """Return the posts that link to *post*."""
        return self._to[post.path]

    def resolve(self, target: str, source: Post) -> Post | None:
        """Return the post that *target*, as written in *source*, leads to; None for none."""
        path = self.resolver.follow(target, Page(source.path, source.url))
        return self._posts.get(path) if path else None

    def _targets(self, post: Post) -> list[Post]:
        found = (self.resolve(link.target, post) for link in post.links)
        unique = {target.path: target for target in found if target and target.path != post.path}
        return list(unique.values())
