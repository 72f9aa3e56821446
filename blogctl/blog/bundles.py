"""Bundles: what goes along with a post, the folder it has to itself and the files beside it."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from blogctl.blog.blog import Blog


class Bundle(NamedTuple):
    """The folder of a post, '' for none, with the *files* in it that are no posts themselves.

    *shared* are the paths of other posts that live there, and need the files as well. *beside* are
    the files next to the post that carry its name.
    """

    folder: str
    files: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()

    @property
    def own(self) -> tuple[str, ...]:
        """The files in the folder that nobody needs but this post."""
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
        self._readable = {post.path for post in blog.posts}
        self._lodgers: dict[str, set[str]] = defaultdict(set)
        for path in {*self._readable, *(problem.path for problem in blog.problems)}:
            parts = path.split("/")[:-1]
            for end in range(1, len(parts) + 1):
                self._lodgers["/".join(parts[:end])].add(path)
            self._lodgers[blog.engine.belongings(path)].add(path)

    def of(self, path: str, together: Collection[str]) -> Bundle:
        """Return the bundle of the post at *path*, where the posts *together* share one fate."""
        folder = self._blog.engine.belongings(path)
        beside = self._beside(path)
        if not folder or not (self._blog.root / folder).is_dir():
            return Bundle("", beside=beside)
        lodgers = self._lodgers[folder]
        shared = sorted(other for other in lodgers if other not in together)
        posts = self._own(lodgers)
        files = [file for file in self._blog.files_in(folder) if file not in posts]
        return Bundle(folder, tuple(files), tuple(shared), beside)

    def along(self, moves: Mapping[str, str]) -> dict[str, dict[str, str]]:
        """Return what goes along with each post of *moves*, old paths to new ones, in that form.

        Posts that share a folder share its files. What cannot be read goes as a file.
        """
        broken = {path for lodgers in self._lodgers.values() for path in lodgers} - self._readable
        known: dict[str, Bundle] = {}
        found: dict[str, dict[str, str]] = {}
        for old, new in moves.items():
            folder, home = self._blog.engine.belongings(old), self._blog.engine.belongings(new)
            bundle = known.get(folder) or self.of(old, moves)
            if bundle.folder:
                known[folder] = bundle
            files = (*bundle.files, *self._own(broken.intersection(bundle.shared)))
            pairs = {file: f"{home}{file.removeprefix(folder)}" for file in files}
            stems = [path.rpartition(".")[0] for path in (old, new)]
            pairs |= {f: f"{stems[1]}{f.removeprefix(stems[0])}" for f in self._beside(old)}
            found[old] = {file: pairs[file] for file in sorted(pairs) if pairs[file] != file}
        return found

    def _beside(self, path: str) -> tuple[str, ...]:
        """Return the files that carry the name of the post at *path* and an ending of their own."""
        stem = path.rpartition(".")[0]
        found = (f"{stem}{ending}" for ending in self._blog.engine.companions)
        return tuple(file for file in found if (self._blog.root / file).is_file())

    def _own(self, paths: Collection[str]) -> set[str]:
        """Return the files that the posts at *paths* are themselves, sidecars included."""
        sidecars = {self._blog.engine.sidecar(path) for path in paths}
        return {*paths, *(path for path in sidecars if path)}


def own_folder(blog: Blog, path: str) -> str:
    """Return the folder that the post at *path* has to itself, and lies in; '' for none."""
    folder = blog.engine.belongings(path)
    return folder if folder and path.startswith(f"{folder}/") else ""


def folders_of(bundles: Sequence[Bundle]) -> tuple[str, ...]:
    """Return the folders that are left empty where the posts of *bundles* go."""
    return tuple(sorted({folder for one in bundles for folder in one.folders}))
