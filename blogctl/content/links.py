"""Links between posts: which post a link in another one leads to."""

import posixpath
from collections import defaultdict
from collections.abc import Sequence
from urllib.parse import unquote, urlsplit

from blogctl.content.post import Post


class LinkMap:
    """Who links to whom among *posts*; *base* is the site's address, '' where unknown."""

    def __init__(self, posts: Sequence[Post], base: str = "") -> None:
        self._host = _host(base)
        self._paths = {post.path: post for post in posts}
        self._urls = {_bare(post.url): post for post in posts if post.url}
        self._slugs = _unique(posts)
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

    def _targets(self, post: Post) -> list[Post]:
        found = (self.resolve(link.target, post) for link in post.links)
        unique = {target.path: target for target in found if target and target.path != post.path}
        return list(unique.values())

    def resolve(self, target: str, source: Post) -> Post | None:
        """Return the post that *target*, as written in *source*, leads to; None for none.

        A file beside it, a path in the site, a URL of the site, or a name as Hugo's `ref` takes.
        """
        try:
            parts = urlsplit(target)
        except ValueError:
            return None
        if parts.scheme and not (parts.netloc and parts.netloc == self._host):
            return None
        path = unquote(parts.path)
        if not path:
            return None
        return (
            self._urls.get(_bare(posixpath.join(source.url or "/", path)))
            or self._at_file(path, source)
            or (self._slugs.get(_stem(path)) if "/" not in path.strip("/") else None)
        )

    def _at_file(self, path: str, source: Post) -> Post | None:
        folder = posixpath.dirname(source.path)
        near = posixpath.normpath(posixpath.join(folder, path.lstrip("/")))
        for file in (near, f"{near}.md", f"{near}/index.md"):
            if file in self._paths:
                return self._paths[file]
        return None


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc
    except ValueError:
        return ""


def _bare(url: str) -> str:
    path = posixpath.normpath(url.removesuffix("index.html")) if url else ""
    return path.strip("/").lower()


def _stem(path: str) -> str:
    name = path.rstrip("/").rsplit("/", 1)[-1]
    if name.startswith("index."):
        name = path.rstrip("/").rsplit("/", 2)[-2] if "/" in path else name
    return name.rsplit(".", 1)[0] if "." in name else name


def _unique(all_posts: Sequence[Post]) -> dict[str, Post]:
    """Return the posts by those names that only one of them has."""
    owners: dict[str, set[str]] = defaultdict(set)
    posts: dict[str, Post] = {}
    for post in all_posts:
        for name in (post.slug, _stem(post.path)):
            owners[name].add(post.path)
            posts[name] = post
    return {name: post for name, post in posts.items() if len(owners[name]) == 1}
