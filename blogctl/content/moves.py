"""Moves: pages and files that go elsewhere, and what the links to them are resolved by."""

from collections.abc import Collection, Mapping, Sequence
from typing import Literal, NamedTuple

# What a target says: an address or a file as Markdown has it; a file by any end of its path, from
# the page's own folder, or from the content folder; a slug; a slug or a file.
Kind = Literal["link", "file", "near", "path", "slug", "name"]


class Form(NamedTuple):
    """A form of link that a generator has of its own: the *pattern*'s first group is the target."""

    pattern: str
    kind: Kind


class Page(NamedTuple):
    """A file of a blog and its address, '' for one that is no page."""

    path: str
    url: str = ""


class Move(NamedTuple):
    """A post's file that moves. *files* are those that go along, by their old path."""

    old: Page
    new: Page
    slugs: tuple[str, str]
    files: Mapping[str, str]


class Left(NamedTuple):
    """A link that is left as it is: its target, the *line* in its file, and why."""

    target: str
    line: int
    message: str


class Relinked(NamedTuple):
    """A text with its links spelt anew, and those that were *left*."""

    text: str
    left: tuple[Left, ...]


class Site(NamedTuple):
    """What links are resolved by.

    The paths, slugs and addresses of all posts; *base* is the site's address, *root* the folder in
    it that all addresses begin with; *folders* are those of the posts, and *files* all that lie
    in them.
    """

    paths: Sequence[str]
    slugs: Sequence[str]
    urls: Sequence[str]
    base: str
    root: str
    folders: Sequence[str]
    files: Collection[str]
    forms: Sequence[Form]
