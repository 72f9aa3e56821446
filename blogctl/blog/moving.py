"""Posts moved to another folder of the blog, with all that is theirs."""

import posixpath
from collections.abc import Sequence
from typing import NamedTuple

from blogctl.blog.blog import Blog
from blogctl.blog.bundles import Bundle, Bundles, folders_of
from blogctl.content.change import Plan
from blogctl.content.drafting import own_file
from blogctl.content.post import Post
from blogctl.engines.engine import Placed, Source
from blogctl.errors import BadUsage, CannotEdit, SlugTaken


class Readdressed(NamedTuple):
    """A live post whose address changes, by its old path."""

    path: str
    old: str
    new: str


def plan_moving(blog: Blog, posts: Sequence[Post], folder: str) -> tuple[Plan, list[Readdressed]]:
    """Return the plan that moves *posts* to *folder*, and the live ones whose address changes.

    Raise BadUsage for a folder that no posts lie in. A post fails that would be no post there, or
    not of the same status or language; or at whose new place, or address, there is another.
    """
    mover = _Mover(blog, posts, _home(blog, folder))
    plan = blog.revise(posts, mover.placed)
    moved = {change.origin for change in plan.changes}
    emptied = folders_of([bundle for path, bundle in mover.bundles.items() if path in moved])
    told = [one for one in mover.readdressed if one.path in moved]
    return plan._replace(folders=emptied), told


def _home(blog: Blog, folder: str) -> str:
    """Return *folder*, as typed, relative to the blog."""
    if not folder.strip():
        raise BadUsage("where to?", hint="--to DIR, a folder that posts lie in")
    root = f"{blog.root.as_posix()}/"
    inner = folder.removeprefix(root) if folder.startswith("/") else f"{blog.typed_in}/{folder}"
    home = posixpath.normpath(inner.lstrip("/") if not folder.startswith("/") else inner)
    if not any(home == one or home.startswith(f"{one}/") for one in blog.engine.folders):
        hint = f"posts lie in {', '.join(f'{one}/' for one in blog.engine.folders)}"
        raise BadUsage(f"no posts lie in '{folder}'", hint=hint)
    if (blog.root / home).exists() and not (blog.root / home).is_dir():
        raise BadUsage(f"'{folder}' is a file", hint="--to takes a folder")
    return home


class _Mover:
    """Moves *posts* to *home*, one after the other."""

    def __init__(self, blog: Blog, posts: Sequence[Post], home: str) -> None:
        self.blog = blog
        self.targets = {post.path: f"{home}/{self._own_file(post.path)}" for post in posts}
        self.bundles: dict[str, Bundle] = {}
        self.readdressed: list[Readdressed] = []
        self._known = Bundles(blog)
        self._moved: set[str] = set()
        self._selected = self._posts_after()
        self._urls = {
            post.url: post.path
            for post in blog.posts
            if post.url and post.status == "published" and post.path not in self.targets
        }

    def _own_file(self, path: str) -> str:
        folder = self.blog.engine.belongings(path)
        inside = folder and path.startswith(f"{folder}/")
        return own_file(path) if inside or "/index." in path else path.rpartition("/")[2]

    def _posts_after(self) -> set[str]:
        """Return the paths that are posts once all have moved."""
        found = [path for one in self.blog.engine.folders for path in self.blog.files_in(one)]
        return set(self.blog.engine.select([self.targets.get(path, path) for path in found]))

    def placed(self, post: Post, source: Source) -> Placed:
        """Return *post* at its new place, with the files that go along."""
        target = self.targets[post.path]
        document = source.document
        if target == post.path:
            return Placed(target, document)
        if document.sidecar:
            document = document._replace(sidecar=self.blog.engine.sidecar(target))
        self._check(post, Source(target, document, source.modified))
        bundle = self._known.of(post.path, self.targets)
        if bundle.shared:
            names = ", ".join(bundle.shared)
            raise CannotEdit(f"{names} lives in the same folder", hint="move them together")
        self.bundles[post.path] = bundle
        return Placed(target, document, self._along(bundle, target))

    def _check(self, post: Post, source: Source) -> None:
        """Raise CannotEdit or SlugTaken unless *source* is the same post at its own address."""
        if source.path not in self._selected:
            message = f"at {source.path} it would be no post to {self.blog.engine.name}"
            raise CannotEdit(message, hint="choose another folder")
        new = self.blog.engine.read(source, self.blog.now)
        if new.status != post.status:
            hint = "'blogctl publish' and 'unpublish' do that"
            raise CannotEdit(f"at {source.path} it would be {new.status}", hint=hint)
        if new.lang != post.lang:
            message = f"at {source.path} its language would be '{new.lang}', not '{post.lang}'"
            raise CannotEdit(message, hint="choose a folder of its own language")
        if post.status != "published" or new.url == post.url:
            return
        if new.url in self._urls:
            message = f"{self._urls[new.url]} is at its new address already: {new.url}"
            raise SlugTaken(message, hint="give one of them another slug")
        self._urls[new.url] = source.path
        self.readdressed.append(Readdressed(post.path, post.url, new.url))

    def _along(self, bundle: Bundle, target: str) -> tuple[tuple[str, str], ...]:
        """Return the files of *bundle*, each with its new path and its old one, the first time."""
        if not bundle.folder or bundle.folder in self._moved:
            return ()
        self._moved.add(bundle.folder)
        home = self.blog.engine.belongings(target)
        return tuple((f"{home}{file.removeprefix(bundle.folder)}", file) for file in bundle.files)
