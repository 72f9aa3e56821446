"""What posts were before: their past versions, followed through a history of commits."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple


class Step(NamedTuple):
    """What a commit did to one file: from *origin* to *path*, which differ where it moved.

    *origin* is '' for a new file, *path* for one taken away. *blob* names what it held before, ''
    for nothing, or for what is no file of its own.
    """

    origin: str
    path: str
    blob: str


class Commit(NamedTuple):
    """The steps that were made at one moment."""

    when: datetime
    steps: tuple[Step, ...]


class History(NamedTuple):
    """What a repository tells: *commits*, the newest first, and the blobs of its files as they are.

    *shallow* is that it has no more than its last commits.
    """

    commits: Sequence[Commit]
    files: Mapping[str, str]
    shallow: bool


class Version(NamedTuple):
    """What the post that is at *post* now once was: its path, and the names of its blobs.

    *beside* is that of its sidecar, '' for none. It was so from *since*, None where that is not
    told, until *until*.
    """

    post: str
    path: str
    blob: str
    beside: str
    since: datetime | None
    until: datetime


def follow(
    posts: Iterable[str], history: History, sidecar: Callable[[str], str]
) -> dict[str, list[Version]]:
    """Return the past versions of each of *posts*, the newest first, by its path as it is now.

    *sidecar* tells the path of the file that may hold the fields of a post.
    """
    walk = _Walk(posts, history.files, sidecar)
    for commit in history.commits:
        walk.back(commit)
    return {post: _dated(versions) for post, versions in walk.found.items()}


class _Walk:
    """A walk back in time: where each post was, and what each file held."""

    def __init__(
        self, posts: Iterable[str], files: Mapping[str, str], sidecar: Callable[[str], str]
    ) -> None:
        self.blobs, self._sidecar = dict(files), sidecar
        self.posts = {path: path for path in posts}
        self.owners = {beside: path for path in self.posts if (beside := sidecar(path))}
        self.found: dict[str, list[Version]] = {}

    def back(self, commit: Commit) -> None:
        """Undo a commit, and note what it changed of the posts."""
        names = (step.path or step.origin for step in commit.steps)
        touched = dict(filter(None, map(self._owner, names)))
        moved = {}
        for step in commit.steps:
            self.blobs.pop(step.path, None)
            if step.origin != step.path and step.origin and step.path in self.posts:
                moved[step.origin] = self.posts.pop(step.path)
        self.blobs.update({step.origin: step.blob for step in commit.steps if step.origin})
        self.posts.update(moved)
        self.owners.update({beside: path for path in moved if (beside := self._sidecar(path))})
        places = {post: path for path, post in moved.items()}
        for post, path in touched.items():
            self._note(post, places.get(post, path), commit.when)

    def _owner(self, name: str) -> tuple[str, str] | None:
        """Return the post that the file *name* is of, and its path at the time."""
        path = name if name in self.posts else self.owners.get(name, "")
        return (self.posts[path], path) if path in self.posts else None

    def _note(self, post: str, path: str, until: datetime) -> None:
        """Note what *post* was until then; an empty blob says that it was not there."""
        beside = self._sidecar(path)
        blobs = self.blobs.get(path, ""), self.blobs.get(beside, "") if beside else ""
        self.found.setdefault(post, []).append(Version(post, path, *blobs, None, until))


def _dated(versions: Sequence[Version]) -> list[Version]:
    """Return *versions*, the newest first, each with the moment since which it was so."""
    starts = [*(version.until for version in versions[1:]), None]
    pairs = zip(versions, starts, strict=True)
    return [version._replace(since=start) for version, start in pairs if version.blob]
