"""What completion knows of a blog: what its index said last, and what its own folder holds."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from blogctl.content.completing import Candidate
from blogctl.storage.index.glance import Glance, glance, is_small

_OWN = ".blogctl"


class Seen:
    """What is known of the blog that *folder* is, or lies in; nothing, where none is.

    A blog without an index is read where that is a matter of a few files.
    """

    def __init__(self, folder: Path, now: datetime) -> None:
        self._folder = folder.resolve()
        self._now = now
        self._blog: Any = None

    @cached_property
    def _root(self) -> Path | None:
        above = (self._folder, *self._folder.parents)
        return next((root for root in above if (root / _OWN).is_dir()), None)

    @cached_property
    def _glance(self) -> Glance | None:
        found = glance(self._root / _OWN) if self._root else None
        return found or self._read()

    def _read(self) -> Glance | None:
        """Return what the posts say now, kept nowhere; None where they are not few."""
        from blogctl.blog.blog import Blog
        from blogctl.blog.sites import find_site

        root, site = find_site(self._folder)
        blog = Blog(root, site, self._now, self._folder, (False, True))
        if not is_small(root, blog.conventions.folders):
            return None
        self._blog, self._root = blog, root  # the index reads through the blog
        return Glance(blog.index.database)

    def names(self, kind: str, start: str) -> list[Candidate]:
        """Return the names of a *kind*, as `tags`, or the languages."""
        return self._glance.names(kind, start) if self._glance else []

    def slugs(self, start: str) -> list[Candidate]:
        """Return slugs, with the titles of their posts."""
        return self._glance.slugs(start) if self._glance else []

    def paths(self, start: str) -> list[Candidate]:
        """Return paths of posts, as far as the next folder, from the folder that is asked in."""
        if self._glance is None or self._root is None:
            return []
        inside = self._folder.relative_to(self._root).as_posix()
        here = "" if inside == "." else f"{inside}/"
        dot = "./" if start.startswith("./") else ""
        found = self._glance.paths(here + start.removeprefix(dot))
        return [one._replace(word=dot + one.word.removeprefix(here)) for one in found]

    def periods(self, start: str) -> list[Candidate]:
        """Return the years that posts are of, or the months of the year *start*."""
        return self._glance.periods(start) if self._glance else []

    def keys(self) -> list[Candidate]:
        """Return the fields of front matter."""
        return self._glance.keys() if self._glance else []

    @cached_property
    def _settings(self) -> Mapping[str, Any]:
        from blogctl.storage.settings import read_settings

        return read_settings(self._root) if self._root else {}

    def queries(self) -> list[Candidate]:
        """Return the names of the saved queries, and what they say."""
        saved = self._settings.get("queries") or {}
        return [Candidate(name, text) for name, text in saved.items()]

    def settings(self) -> list[Candidate]:
        """Return the keys of the settings, those that are set among them."""
        from blogctl.content.settings import KEYS, TOLD

        known: dict[str, Any] = {key: TOLD.get(key, "") for key in KEYS}
        with suppress(Exception):  # wrong settings can still be mended
            known = {**_flat(self._settings), **known}
        return [Candidate(key, told) for key, told in known.items()]

    def operations(self) -> list[Candidate]:
        """Return the numbers of what can be undone, the latest first, and its command."""
        from blogctl.content.operation import undone
        from blogctl.storage.journal import operations

        known = operations(self._root) if self._root else []
        gone = undone(known)
        return [Candidate(str(one.id), one.command) for one in reversed(known)
                if one.id not in gone]  # fmt: skip


def _flat(settings: Mapping[str, Any], above: str = "") -> dict[str, str]:
    """Return each setting by its key, those in tables dotted."""
    found: dict[str, str] = {}
    for key, value in settings.items():
        if isinstance(value, Mapping):
            found |= _flat(value, f"{above}{key}.")
        else:
            found[f"{above}{key}"] = str(value)
    return found
