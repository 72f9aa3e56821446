"""Links judged: where each leads, and which of them surely lead nowhere."""

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Literal, NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from blogctl.content.anchors import anchors_of, is_there
from blogctl.content.moves import Kind, Page, Site
from blogctl.content.post import Post
from blogctl.content.query import POST_ENDINGS
from blogctl.content.relinking import parted
from blogctl.content.resolving import Resolver
from blogctl.content.respelling import Refused, bare, bare_cased
from blogctl.content.wayward import Wayward

State = Literal["post", "file", "outside", "unknown", "broken"]
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_MADE = re.compile(r"\{\{|\{%|<%|\}\}|%\}|\$\{")
_ENDING = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,5}$")
_PAGES = (".html", ".htm", ".php", ".xml", ".json", ".atom", ".rss")
_LISTS = frozenset(("page", "feed", "rss", "index", "atom", "archive", "archives"))
# So many posts lie in a folder of the site before a page that is not there is missed.
_MANY = 2


class Lead(NamedTuple):
    """Where a link leads: the *path* of a post or a file, '' for none.

    *message* says what is wrong with it, '' for nothing that is sure.
    """

    state: State
    path: str = ""
    message: str = ""
    hint: str | None = None


class Surroundings(NamedTuple):
    """What links may lead to beside posts.

    *exists* says whether there is a file at a path of the blog; *statics* are the folders whose
    files the site has at its root; *redirected* gives the paths of posts by old addresses, bare;
    *anchored* says whether the anchors of headings are known, *addressed* whether the addresses of
    posts are: some generators compute them in programs of the author's.
    """

    exists: Callable[[str], bool]
    statics: Sequence[str]
    redirected: Callable[[], Mapping[str, str]]
    anchored: bool
    addressed: bool


class Follower:
    """Says where links of *posts* lead."""

    def __init__(self, posts: Sequence[Post], site: Site, around: Surroundings) -> None:
        self.resolver = Resolver(posts, site, around.exists)
        self._site, self._around = site, around
        self._posts = {post.path: post for post in posts}
        self._host = urlsplit(site.base).netloc.lower()
        self._shapes = Counter(_shape(url) for url in site.urls)
        self._wayward = Wayward(posts)
        self._anchors: dict[str, set[str]] = {}
        self._known: dict[tuple[str, Kind], Lead] = {}

    def follow(self, target: str, kind: Kind, source: Post, *, image: bool = False) -> Lead:
        """Return where *target*, as written in *source*, leads."""
        path, rest = parted(target)
        if _SCHEME.match(path) or path.startswith("//"):
            host = path.partition("//")[2].partition("/")[0].lower()
            if not (self._host and host == self._host):
                return Lead("outside")
        if not path:
            lead = Lead("post", source.path)
        else:
            lead = self._found(path, kind, source, image=image)
        return self._checked(lead, rest.partition("#")[2], source)

    def suspects(self, target: str, source: Post, *, image: bool = False) -> bool:
        """Say whether *target*, read without its form, may be a link that leads nowhere."""
        if _SCHEME.match(target) and not (self._host and self._host in target.lower()):
            return False
        path, rest = parted(target)
        rooted = path.startswith("/") or bool(_SCHEME.match(path))
        if path and not image and not rooted:
            found = self.resolver.follow(target, Page(source.path, source.url))
            if found in self._posts:
                lead = Lead("post", found or "")
                return bool(self._checked(lead, rest.partition("#")[2], source).message)
            # Without its form a name may be that of a post, or a page near: the text tells.
            if found is None:
                return True
        return bool(self.follow(target, "link", source, image=image).message)

    def _found(self, path: str, kind: Kind, source: Post, *, image: bool) -> Lead:
        """Return where the *path* of a target leads."""
        rooted = path.startswith("/") and (path, kind) in self._known
        if rooted:
            return self._known[path, kind]
        lead = self._resolved(path, kind, source) or self._lost(path, kind, source, image=image)
        if path.startswith("/") and kind == "link":
            self._known[path, kind] = lead
        return lead

    def _resolved(self, path: str, kind: Kind, source: Post) -> Lead | None:
        try:
            found = self.resolver.lead(path, kind, Page(source.path, source.url))
        except Refused as reason:
            return Lead("unknown", hint=str(reason))
        if found is None:
            return None
        return Lead("post" if found in self._posts else "file", found)

    def _lost(self, path: str, kind: Kind, source: Post, *, image: bool) -> Lead:
        """Return what is known of a path that leads to no post and no file near."""
        plain = unquote(path)
        url = bare_cased(urljoin(source.url or "/", plain))
        old = self._around.redirected().get(url.lower())
        if old is not None:
            return Lead("post", old)
        file = self._on_disk(plain, url, source)
        if file:
            return Lead("file", file)
        if _MADE.search(plain) or not self._is_surely_lost(plain, kind, url, source, image=image):
            return Lead("unknown")
        is_file = self._names_file(plain) and not _names_post(plain)
        noun = "image" if image else "file" if is_file else "post"
        message = f"there is no {noun} '{path}'"
        return Lead("broken", "", message, self._wayward.hint(plain) if noun == "post" else None)

    def _on_disk(self, plain: str, url: str, source: Post) -> str:
        """Return the path of the file that a path may mean; '' for none that is there."""
        inner = posixpath.normpath(plain.lstrip("/"))
        folders = dict.fromkeys([*self._around.statics, "assets", *self._site.folders, "", "pages"])
        below = url.removeprefix(f"{self._site.root}/") if self._site.root else url
        ends = ("",) if self._names_file(plain) else _page_ends(source.lang)
        places = (
            f"{folder}/{path}{end}".lstrip("/")
            for folder in folders
            for path in dict.fromkeys((below, url, inner))
            for end in ends
        )
        return next((p for p in places if not p.startswith("..") and self._around.exists(p)), "")

    def _names_file(self, plain: str) -> bool:
        return bool(_ENDING.search(plain)) and not plain.lower().endswith(_PAGES)

    def _is_surely_lost(
        self, plain: str, kind: Kind, url: str, source: Post, *, image: bool
    ) -> bool:
        """Say whether what is not there cannot be made by a theme, a plugin or the server."""
        if kind != "link":
            return True
        if _names_post(plain):
            return True
        if self._names_file(plain) or image:
            return self._lies_with_files(plain, url, source)
        return self._around.addressed and self._lies_with_posts(url)

    def _lies_with_files(self, plain: str, url: str, source: Post) -> bool:
        """Say whether a file would lie where the author has files."""
        if not plain.startswith("/") and ".." not in plain.split("/"):
            return "/" not in plain or self._around.exists(
                posixpath.join(posixpath.dirname(source.path), posixpath.dirname(plain))
            ) or bool(self._around.statics)  # fmt: skip
        near = posixpath.normpath(posixpath.join(posixpath.dirname(source.path), plain))
        folders = [f"{one}/{url}" if one else url for one in self._around.statics]
        folders += [] if plain.startswith("/") else [near]
        return any("/" in one and self._around.exists(one.rpartition("/")[0]) for one in folders)

    def _lies_with_posts(self, url: str) -> bool:
        """Say whether a page would lie in a folder of the site in which posts do."""
        last = url.rpartition("/")[2].lower()
        above = posixpath.dirname(url).rpartition("/")[2].lower()
        if not last or last.isdigit() or {last.partition(".")[0], above} & _LISTS:
            return False
        shape = _shape(url)
        own = shape.removeprefix(self._site.root).strip("/")
        return bool(own) and self._shapes[shape] >= _MANY

    def _checked(self, lead: Lead, fragment: str, source: Post) -> Lead:
        """Return *lead* with what is wrong with the post that it is."""
        post = self._posts.get(lead.path) if lead.state == "post" else None
        if post is None:
            return lead
        if source.status == "published" and post.status != "published":
            message = f"{post.path} is {_state(post)}: readers find nothing there"
            return lead._replace(message=message, hint="publish it, or take the link out")
        if not fragment or not self._around.anchored:
            return lead
        known = self._anchors_of(post)
        if is_there(fragment, known, post.text):
            return lead
        where = "this post" if post.path == source.path else post.path
        hint = self._wayward.close(unquote(fragment), known, "#")
        return lead._replace(message=f"no heading of {where} is '#{fragment}'", hint=hint)

    def _anchors_of(self, post: Post) -> set[str]:
        if post.path not in self._anchors:
            self._anchors[post.path] = anchors_of(heading.text for heading in post.text.headings)
        return self._anchors[post.path]


def _page_ends(lang: str) -> tuple[str, ...]:
    """Return what a page's file may end in where its address does not say."""
    own = (f".{lang}.md", f"/_index.{lang}.md") if lang else ()
    return ("", ".md", ".html", "/index.html", "/_index.md", "/index.md", "/_index.html", *own)


def _names_post(plain: str) -> bool:
    """Say whether a path ends as only a post's file does."""
    ends = tuple(ending for ending in POST_ENDINGS if ending not in (*_PAGES, ".txt"))
    return plain.lower().endswith(ends)


def _state(post: Post) -> str:
    return "a draft" if post.status == "draft" else post.status


def _shape(url: str) -> str:
    """Return the folder that an address lies in, with `0` for each number: a date is any date."""
    folder = bare(url).rpartition("/")[0]
    return "/".join("0" if part.isdigit() else part for part in folder.split("/"))
