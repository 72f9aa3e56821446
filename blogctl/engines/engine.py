"""What an engine is: the conventions by which a site generator reads and publishes posts."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any, NamedTuple, Protocol

from blogctl.content.document import Document
from blogctl.content.edits import Edit
from blogctl.content.post import Post, Status
from blogctl.content.query import POST_ENDINGS


class Site(NamedTuple):
    """What an engine is told of a folder: its entries, and the configuration files in it.

    *entries* are the names at the top, a folder's with `/` behind; *files* go from path to bytes;
    *settings* is blogctl's own configuration of this blog.
    """

    entries: frozenset[str]
    files: Mapping[str, bytes]
    settings: Mapping[str, Any]


class Source(NamedTuple):
    """A post file as an engine gets it: its path in the blog, its pieces, when it last changed."""

    path: str
    document: Document
    modified: datetime


class Engine(Protocol):
    """A site generator's conventions, configured for one blog. Pure: it reads no files."""

    @property
    def name(self) -> str:
        """The generator's name, as in `init --engine`."""

    @property
    def zone(self) -> tzinfo:
        """The zone of dates that name none."""

    @property
    def language(self) -> str:
        """The language of posts that name none; '' where the site names none either."""

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that the site is configured for."""

    @property
    def language_field(self) -> str:
        """The field that holds a post's language; '' where its file's place or name does."""

    @property
    def base(self) -> str:
        """The site's address; '' where unknown."""

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders that posts lie in, relative to the blog."""

    def select(self, paths: Sequence[str]) -> list[str]:
        """Return those of *paths* (all files under `folders`) that are posts."""

    def sections(self, paths: Sequence[str]) -> list[str]:
        """Return those of *paths* that are no posts, but say something of the posts below them."""

    def inheriting(self, sections: Sequence[Source]) -> "Engine":
        """Return this engine as it reads posts below *sections*."""

    def read(self, source: Source, now: datetime) -> Post:
        """Return what a file means; raise BadFrontMatter for what the generator would refuse."""

    def status(self, post: Post, now: datetime) -> Status:
        """Return whether readers see *post* at *now*, and if not, why."""

    def release(self, when: datetime, *, redate: bool) -> Edit:
        """Return the edit that takes a post out of draft.

        It is dated *when* if it has no date, or if *redate*.
        """

    def withdraw(self) -> Edit:
        """Return the edit that makes a post a draft."""

    def new_path(self, folder: str, name: str, lang: str, *, bundle: bool) -> str:
        """Return where a new post called *name* goes."""

    def archetypes(self, folder: str) -> tuple[str, ...]:
        """Return the files that a new post in *folder* may start from, the best first."""


Configure = Callable[[Site], Engine]
Detect = Callable[[Site], str | None]


class Known(NamedTuple):
    """An engine by name: how it is recognised (a reason, or None) and configured."""

    name: str
    detect: Detect
    configure: Configure


def is_markdown(path: str) -> bool:
    """Say whether *path* is Markdown by its ending."""
    return path.lower().endswith((".md", ".markdown", ".mdown"))


def stem(path: str) -> str:
    """Return a file's name without its ending."""
    name = path.rsplit("/", 1)[-1]
    return next((name[: -len(end)] for end in POST_ENDINGS if name.lower().endswith(end)), name)
