"""Links as a blog writes them: a new one is spelt like the links between its posts."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from blogctl.blog.blog import Blog, site_of
from blogctl.blog.linking import Links
from blogctl.content.moves import Kind, Move, Page
from blogctl.content.post import Post
from blogctl.content.relinking import Relinker
from blogctl.content.respelling import Refused

# So many links tell how a blog writes them.
_ENOUGH = 40
_MARKUP = re.compile(r"([\\\[\]*_`<|])")


class _Example(NamedTuple):
    """A link from *source* to *post*: what stands between the parentheses, the target in it."""

    source: Post
    post: Post
    destination: str
    target: str
    kind: Kind

    @property
    def shape(self) -> tuple[str, ...]:
        """What it has in common with others that are written alike."""
        around = self.destination.replace(self.target, "\0", 1)
        start = "/" if self.target.startswith("/") else self.target.partition("://")[1]
        end = re.search(r"(?:/|\.\w{1,5})?$", self.target)
        return around, start, end.group() if end else ""


class LinkHabit:
    """How links between posts are written, for those of a text at *place*."""

    def __init__(self, blog: Blog, place: Page) -> None:
        self._blog = blog
        self._place = place

    def link(self, post: Post) -> str:
        """Return a Markdown link to *post*, by its name."""
        name = _MARKUP.sub(r"\\\1", post.name)
        return f"[{name}]({self._destination(post)})"

    def _destination(self, post: Post) -> str:
        example = self._example
        spelt = self._spelt(example, post) if example else None
        if example is None or spelt is None:
            return post.url or post.path
        return example.destination.replace(example.target, spelt, 1)

    def _spelt(self, example: _Example, post: Post) -> str | None:
        """Return the target of *example* as if its post were *post*, and its place the new one."""
        source = Page(example.source.path, example.source.url)
        moves = [_move(example.post, Page(post.path, post.url), post.slug)]
        if example.source.path != example.post.path:
            moves.append(_move(example.source, self._place, example.source.slug))
        relinker = Relinker(moves, site_of(self._blog.engine, self._blog.posts))
        try:
            spelt = relinker.respell(example.target, example.kind, source)
        except Refused:
            return None
        return example.target if spelt is None and post.path == example.post.path else spelt

    @cached_property
    def _example(self) -> _Example | None:
        """The first of the links that are written as most are; None where there are none."""
        found: list[_Example] = []
        for example in self._examples():
            found.append(example)
            if len(found) == _ENOUGH:
                break
        if not found:
            return None
        usual = Counter(example.shape for example in found).most_common(1)[0][0]
        return next(example for example in found if example.shape == usual)

    def _examples(self) -> Iterator[_Example]:
        links = Links(self._blog)
        posts = {post.path: post for post in self._blog.posts}
        live = [post for post in posts.values() if post.status == "published" and post.links]
        for source in sorted(live, key=lambda post: str(post.date), reverse=True):
            text = source.text.source
            for one, lead in links.followed(source):
                found = posts.get(lead.path) if lead.state == "post" and not one.image else None
                if found is None or found.path == source.path or set(one.target) & set("#?"):
                    continue
                around = re.search(rf"\]\(([^()\n]*?{re.escape(one.target)}[^()\n]*)\)", text)
                if around:
                    yield _Example(source, found, around.group(1), one.target, one.kind)


def _move(post: Post, to: Page, slug: str) -> Move:
    return Move(Page(post.path, post.url), to, (post.slug, slug), {})
