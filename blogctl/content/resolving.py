"""Links followed: which post, or which file, a target leads to, as renaming understands it."""

import posixpath
from collections import defaultdict
from collections.abc import Callable, Sequence
from urllib.parse import unquote, urljoin

from blogctl.content.moves import Kind, Move, Page, Site
from blogctl.content.post import Post
from blogctl.content.relinking import AMBIGUOUS, Relinker, parted
from blogctl.content.respelling import Names, Refused, bare, bare_cased, spellings, without_ending

NOWHERE = Page("")
# The forms of which a reader of Markdown keeps the target alone: a file by the end of its path.
_ALONE: Kind = "path"


class _Led(Exception):
    """The way ends at *path*: where the relinker would spell the link anew, it is followed."""

    def __init__(self, path: str) -> None:
        self.path = path


class Resolver(Relinker):
    """Follows the links of *posts* by the very steps that spell them anew where a post moves.

    To it every post is one that moves, so that a link which `rename` keeps whole is a link here.
    *exists* says whether there is a file at a path of the blog.
    """

    def __init__(
        self, posts: Sequence[Post], site: Site, exists: Callable[[str], bool] = lambda path: False
    ) -> None:
        moves = [Move(Page(one.path, one.url), NOWHERE, (one.slug, ""), {}) for one in posts]
        super().__init__(moves, site)
        self._exists = exists
        self._langs = {post.path: post.lang for post in posts}
        self._owners: dict[str, list[str]] = defaultdict(list)
        for post in posts:
            self._owners[post.slug].append(post.path)

    def lead(self, target: str, kind: Kind, source: Page) -> str | None:
        """Return the path of what *target*, as written in *source*, leads to; None for nothing.

        Raise Refused where several posts may be meant.
        """
        path = unquote(parted(target)[0])
        if kind in ("slug", "name") and self._owners.get(path):
            return self._one(self._owners[path], source)
        try:
            self.respell(target, kind, source)
        except _Led as led:
            return led.path
        except Refused as reason:
            if str(reason) == AMBIGUOUS:
                raise
        return None

    def follow(self, target: str, source: Page) -> str | None:
        """Return the path that *target* leads to, read from a text without the form around it."""
        plain = unquote(target) if "%" in target else target
        for form, kind in self._forms:
            found = form.match(plain)
            if found:
                return self._quietly(found.group(1), kind, source)
        found_there = self._quietly(target, "link", source)
        alone = any(kind == _ALONE or kind == "file" for _, kind in self._forms)
        if found_there or not alone or target.startswith(("/", "#", "?", ".")) or ":" in target:
            return found_there
        return self._quietly(target, _ALONE, source)

    def _quietly(self, target: str, kind: Kind, source: Page) -> str | None:
        try:
            return self.lead(target, kind, source)
        except Refused:
            return None

    def _one(self, paths: Sequence[str], source: Page) -> str:
        """Return the one of *paths* that is meant in *source*; raise Refused."""
        found = list(paths)
        if len(found) > 1:
            found = [path for path in found if self._langs[path] == self._langs.get(source.path)]
        if len(found) > 1:
            home = self._home(source.path)
            found = [path for path in found if self._home(path) == home]
        if len(found) != 1:
            raise Refused(AMBIGUOUS)
        return found[0]

    def _home(self, path: str) -> str:
        homes = (folder for folder in self.site.folders if path.startswith(f"{folder}/"))
        return max(homes, key=len, default="")

    def _at_file(self, path: str) -> Names | None:
        path = path.rstrip("/")
        file = path if path in self._files else self._by_spelling.get(path)
        if file is not None:
            raise _Led(file)
        if path and self._exists(path):
            raise _Led(path)
        return None

    def _at_url(self, url: str) -> Names | None:
        move = self._urls.get(bare(url))
        if move is not None:
            raise _Led(move.old.path)
        above, _, name = bare_cased(url).rpartition("/")
        while above:
            move = self._urls.get(above.lower())
            if move is not None:
                file = f"{posixpath.dirname(move.old.path)}/{name}"
                if self._exists(file):
                    raise _Led(file)
                return None
            above, _, last = above.rpartition("/")
            name = f"{last}/{name}"
        return None

    def _near_file(self, path: str, source: Page) -> str | None:
        folder = posixpath.dirname(source.path)
        self._at_file(posixpath.normpath(posixpath.join(folder, unquote(path))))
        return None

    def _near_page(self, path: str, source: Page) -> str | None:
        self._at_url(urljoin(source.url or "/", unquote(path)))
        return None

    def _bare_name(self, path: str) -> str | None:
        owners = self._owners.get(without_ending(unquote(path).strip("/")))
        if owners:
            raise _Led(self._one(owners, NOWHERE))
        return None

    def _file(self, path: str, source: Page, kind: Kind) -> str | None:
        plain = unquote(path)
        wanted = posixpath.normpath(plain).lstrip("./")
        if kind in ("file", "near") and not plain.startswith("/"):
            found = self._ending_in(wanted) if kind == "file" and "/" not in plain else set()
            if len(found) == 1:
                raise _Led(found.pop())
            self._near_file(path, source)
        found = self._ending_in(wanted)
        roots = [f"{root}/{wanted}" for root in self.site.folders]
        exact = {file for file in found if set(roots).intersection(spellings(file))}
        found = exact if len(found) > 1 and exact else found
        if found:
            raise _Led(self._one(sorted(found), source))
        if kind != "link":
            for place in (*roots, wanted):
                self._at_file(place)
        return None
