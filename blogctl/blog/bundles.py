"""Bundles: the folders that posts have to themselves, with what lies in them."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import NamedTuple

from blogctl.blog.blog import Blog


class Bundle(NamedTuple):
    """The folder of a post, '' for none, with the *files* in it that are no posts themselves.

    *shared* are the paths of other posts that live there, and need the files as well.
    """

    folder: str
    files: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()

    @property
    def own(self) -> tuple[str, ...]:
        """The files that nobody needs but this post."""
        return () if self.shared else self.files

    @property
    def folders(self) -> set[str]:
        """The folders that are left empty where the post goes."""
        if not self.folder or self.shared:
            return set()
        above = [file.split("/")[:-1] for file in self.files]
        depth = self.folder.count("/") + 1
        inner = {"/".join(part[:end]) for part in above for end in range(depth, len(part) + 1)}
        return {self.folder, *inner}


class Bundles:
    """Who lives in which folder of a blog, broken posts included."""

    def __init__(self, blog: Blog) -> None:
        self._blog = blog
        self._lodgers: dict[str, set[str]] = defaultdict(set)
        paths = [post.path for post in blog.posts]
        for path in (*paths, *(problem.path for problem in blog.problems)):
            parts = path.split("/")[:-1]
            for end in range(1, len(parts) + 1):
                self._lodgers["/".join(parts[:end])].add(path)
            self._lodgers[blog.engine.belongings(path)].add(path)

    def of(self, path: str, together: Collection[str]) -> Bundle:
        """Return the bundle of the post at *path*, where the posts *together* share one fate."""
        folder = self._blog.engine.belongings(path)
        if not folder or not (self._blog.root / folder).is_dir():
            return Bundle("")
        lodgers = self._lodgers[folder]
        shared = sorted(other for other in lodgers if other not in together)
        posts = self._own(lodgers)
        files = [file for file in self._blog.files_in(folder) if file not in posts]
        return Bundle(folder, tuple(files), tuple(shared))

    def _own(self, paths: Collection[str]) -> set[str]:
        """Return the files that the posts at *paths* are themselves, sidecars included."""
        return {*paths, *(self._blog.engine.sidecar(path) for path in paths)}


def folders_of(bundles: Sequence[Bundle]) -> tuple[str, ...]:
    """Return the folders that are left empty where the posts of *bundles* go."""
    return tuple(sorted({folder for one in bundles for folder in one.folders}))
