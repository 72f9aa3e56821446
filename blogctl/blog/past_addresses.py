"""The addresses that posts once had, read off their past versions by the generator's rules."""

from collections.abc import Callable, Iterator, Sequence
from copy import copy
from datetime import datetime
from typing import NamedTuple

from blogctl.blog.blog import Blog
from blogctl.content.document import Document
from blogctl.content.post import Post
from blogctl.content.respelling import bare
from blogctl.content.versions import History, Version, follow
from blogctl.engines.engine import Engine, Source
from blogctl.errors import Unreadable
from blogctl.storage import files

# What gives the bytes of blobs by their names; None for one that is not there.
ReadBlobs = Callable[[Sequence[str]], Iterator[bytes | None]]


class Past(NamedTuple):
    """An address that a live post had, and when it lost it."""

    post: Post
    url: str
    until: datetime


def past_addresses(
    blog: Blog, posts: Sequence[Post], history: History, read: ReadBlobs
) -> list[Past]:
    """Return the addresses that readers found *posts* at, and do not now, each once, by path.

    The configuration, and what folders say of the posts in them, are taken as they are today.
    """
    live = {post.path: post for post in posts if post.status == "published" and post.url}
    found = follow(live, history, blog.engine.sidecar)
    versions = [one for path in live for one in _distinct(found.get(path, ()))]
    reader = _Reader(blog, versions)
    past: dict[tuple[str, str], Past] = {}
    for version, (text, beside) in zip(
        blog.track(versions, "reading past versions"), _pairs(versions, read), strict=True
    ):
        then = None if text is None else reader.read(version, text, beside)
        post = live[version.post]
        if then and _was_elsewhere(blog.engine, post, then, version):
            past.setdefault((post.path, bare(then.url)), Past(post, then.url, version.until))
    return list(past.values())


def _was_elsewhere(engine: Engine, post: Post, then: Post, version: Version) -> bool:
    """Say whether readers saw a version of *post*, and at another address than now."""
    if not then.url or bare(then.url) == bare(post.url):
        return False
    moments = [moment for moment in (version.until, version.since) if moment]
    return any(engine.status(then, moment) == "published" for moment in moments)


def _distinct(versions: Sequence[Version]) -> list[Version]:
    """Return *versions* of a post without those that are as the one after them was."""
    return [
        one
        for at, one in enumerate(versions)
        if not at or (one.path, one.blob, one.beside) != versions[at - 1][1:4]
    ]


def _pairs(
    versions: Sequence[Version], read: ReadBlobs
) -> Iterator[tuple[bytes | None, bytes | None]]:
    """Yield the text of each version and that of its sidecar, None for none."""
    blobs = read([name for one in versions for name in (one.blob, one.beside) if name])
    for version in versions:
        text = next(blobs)
        yield text, next(blobs) if version.beside else None


class _Reader:
    """The generator as it reads posts at the paths that they had."""

    def __init__(self, blog: Blog, versions: Sequence[Version]) -> None:
        self.blog = blog
        there = blog.index.files()
        self.there = set(there)
        moved = dict.fromkeys(one.path for one in versions if one.path not in self.there)
        self.engine = copy(blog.engine)
        self.selected = set(self.engine.select([*there, *moved]))
        self.known: dict[tuple[str, bytes, str], Post] = {}

    def read(self, version: Version, text: bytes, beside: bytes | None) -> Post | None:
        """Return what a version was to the generator; None for what was no post."""
        engine = self._engine(version)
        if engine is None or len(text) > files.MAX_POST:
            return None
        try:
            files.check_text(text)
            document = self._document(engine, version.path, text, beside)
            return self._post(engine, version, document)
        except Unreadable:
            return None

    def _engine(self, version: Version) -> Engine | None:
        """Return the engine that knows a past path; None where that was no post's."""
        if version.path == version.post or version.path in self.selected:
            return self.engine if version.path not in self.there else self.blog.engine
        # A bundle of today, or of another time, may hide it.
        engine = copy(self.blog.engine)
        paths = [*(self.there - {version.post}), version.path]
        return engine if version.path in engine.select(paths) else None

    def _document(self, engine: Engine, path: str, text: bytes, beside: bytes | None) -> Document:
        if beside is None:
            return engine.cut(path, text)
        files.check_text(beside)
        return engine.paired(path, beside, text)

    def _post(self, engine: Engine, version: Version, document: Document) -> Post:
        """Return the post; one whose fields have been read at this path is not read again."""
        key = (version.path, document.block, document.format)
        # Where a heading is the title, the text may decide the address.
        reads_body = document.format in ("none", "fieldlist")
        if reads_body or key not in self.known:
            # Where its date is that of the file, a post has the one of today: git keeps none.
            modified = files.modified(self.blog.root / version.post)
            self.known[key] = engine.read(Source(version.path, document, modified), self.blog.now)
        return self.known[key]
