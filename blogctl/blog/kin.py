"""A few posts found by what they are called, without all others: one, its translations, its links.

Each asks the index for those that may be meant, and then lets the rules for all posts decide.
"""

import posixpath
from collections.abc import Iterable, Sequence
from urllib.parse import unquote

from blogctl.blog.blog import Blog
from blogctl.blog.translations import Translations
from blogctl.content.drafting import own_name
from blogctl.content.folding import fold_name
from blogctl.content.front_matter import spelt, value_at
from blogctl.content.links import LinkMap
from blogctl.content.post import Post, texts
from blogctl.content.query import PathTerm, Query, Union
from blogctl.content.respelling import spellings, without_ending
from blogctl.storage.index.bindable import bindable

# A name that so many links hold is none by which one finds who links to a post.
_MOST = 1000
_LAST = "\U0010ffff"


def posts_at(blog: Blog, paths: Iterable[str]) -> list[Post]:
    """Return the posts at *paths*, by path."""
    # A path that is no text goes into a list of paths as the index keeps it.
    wanted = tuple(dict.fromkeys(map(bindable, paths)))
    if not wanted:
        return []
    found = blog.index.find(Query(Union(((PathTerm(wanted),),))))
    return sorted(found, key=lambda post: post.path)


def named(blog: Blog, name: str) -> Post:
    """Return the post whose slug or path is *name*; raise NoSuchPost, or for several."""
    index, path = blog.index, posixpath.normpath(name)
    found = index.values("SELECT path FROM posts WHERE path = ?", path) or index.values(
        "SELECT path FROM posts WHERE slug = ? LIMIT 2", name
    )
    return posts_at(blog, found)[0] if len(found) == 1 else blog.post(name)


def translations(blog: Blog, post: Post) -> list[Post]:
    """Return the posts that are *post* in other languages."""
    index, known = blog.index, Translations(blog, [post])
    own, home = known.parts(post.path), known.home(post.path)
    place = own.folder.removeprefix(home) + own.name
    homes = dict.fromkeys([home, *(f"{folder}/" for folder in blog.engine.folders)])
    paths = index.values("SELECT path FROM posts WHERE slug = ? LIMIT 200", post.slug)
    for start in (f"{one}{place}" for one in homes):
        query = "SELECT path FROM posts WHERE path >= ? AND path < ? LIMIT 200"
        paths += index.values(query, start, start + _LAST)
    for key in blog.engine.names.translation:
        for text in texts(value_at(post.meta, spelt(post.meta, key))):
            paths += index.values("SELECT path FROM posts WHERE instr(meta, ?) LIMIT 200", text)
    among = posts_at(blog, [*paths, post.path])
    known = Translations(blog, among)
    same = {one.path: one for one in (*known.by_place(post), *known.by_name(post))}
    return [one for path, one in same.items() if path != post.path]


def linked(blog: Blog, posts: Sequence[Post]) -> LinkMap:
    """Return who links to one of *posts* and to whom they link; nothing is known of others."""
    paths = [path for post in posts for path in (*_targets(blog, post), *_sources(blog, post))]
    return blog.links_among(posts_at(blog, [*paths, *(post.path for post in posts)]))


def _targets(blog: Blog, post: Post) -> list[str]:
    """Return the paths of the posts that *post* may link to."""
    found: list[str] = []
    for link in post.links:
        path = unquote(link.target.partition("#")[0].partition("?")[0])
        parts = [part for part in path.split("/") if part and not part.startswith("index.")]
        last = without_ending(parts[-1]) if parts else ""
        near = posixpath.normpath(posixpath.join(posixpath.dirname(post.path), path.lstrip("/")))
        for name in {last, own_name(last, undated=True)} - {""}:
            found += blog.index.values("SELECT path FROM posts WHERE slug = ? LIMIT 20", name)
        found += blog.index.values("SELECT path FROM posts WHERE path = ?", near)
    return found


def _sources(blog: Blog, post: Post) -> list[str]:
    """Return the paths of the posts that may link to *post*."""
    names = {post.slug, *(name.rpartition("/")[2] for name in spellings(post.path)[1:])}
    found: list[str] = []
    for name in sorted(names - {"", "index"}):
        found += blog.index.values(
            "SELECT DISTINCT p.path FROM names n JOIN posts p ON p.id = n.id "
            "WHERE n.kind = 'links' AND instr(n.folded, ?) LIMIT ?", fold_name(name), _MOST
        )  # fmt: skip
    return found
