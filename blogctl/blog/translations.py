"""Translations: the posts that are one text in other languages, by their place or by a name."""

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from blogctl.blog.blog import Blog
from blogctl.blog.bundles import own_folder
from blogctl.content.front_matter import spelt, value_at
from blogctl.content.post import Post, texts


class Parts(NamedTuple):
    """A post's path: its folder with a slash, its own name, the rest."""

    folder: str
    name: str
    rest: str


class Translations:
    """Which posts of a blog are translations of which; *among* are those asked about, else all."""

    def __init__(self, blog: Blog, among: Sequence[Post] | None = None) -> None:
        self.blog = blog
        posts = blog.posts if among is None else among
        codes = {*blog.engine.languages, *(one.lang for one in posts)} - {""}
        langs = "|".join(map(re.escape, sorted(codes)))
        self._end = re.compile(rf"(?:\.(?:{langs}))?\.[^.]+$" if codes else r"\.[^.]+$")
        self._by_place: dict[tuple[str, str], list[Post]] = defaultdict(list)
        self._by_name: dict[tuple[str, str], list[Post]] = defaultdict(list)
        for post in posts:
            self._by_place[self._place(post.path)].append(post)
            for name in self._names(post):
                self._by_name[name].append(post)

    def parts(self, path: str) -> Parts:
        """Return a path cut at the post's own name: its folder's, or its file's without endings."""
        own = own_folder(self.blog, path)
        if own:
            above, slash, name = own.rpartition("/")
            return Parts(above + slash, name, path.removeprefix(own))
        folder, slash, file = path.rpartition("/")
        found = self._end.search(file)
        at = found.start() if found and found.start() else len(file)
        return Parts(folder + slash, file[:at], file[at:])

    def home(self, path: str) -> str:
        """Return the content folder that the post at *path* lies in, with a slash."""
        homes = [f"{folder}/" for folder in self.blog.engine.folders]
        return max((home for home in homes if path.startswith(home)), key=len, default="")

    def by_place(self, post: Post) -> list[Post]:
        """Return *post* and those that are its translations by where they lie.

        They lie beside it, or, where folders say the language, at the same place in another.
        """
        own, by_folder = self.parts(post.path), not self.blog.engine.language_field
        return [
            one
            for one in self._by_place[self._place(post.path)]
            if self.parts(one.path)[:2] == own[:2]
            or (by_folder and one.lang != post.lang and self.home(one.path) != self.home(post.path))
        ]

    def by_name(self, post: Post) -> list[Post]:
        """Return the posts in other languages that share a name with *post*.

        It is the slug where a field says the language, or the key that is there for this.
        """
        found = {one.path: one for name in self._names(post) for one in self._by_name[name]}
        return [one for one in found.values() if one.lang and one.lang != post.lang]

    def _place(self, path: str) -> tuple[str, str]:
        parts = self.parts(path)
        return parts.folder.removeprefix(self.home(path)), parts.name

    def _names(self, post: Post) -> list[tuple[str, str]]:
        """Return the names that translations share, each with the kind of it."""
        keys = (spelt(post.meta, key) for key in self.blog.engine.names.translation)
        found = [("key", text) for key in keys for text in texts(value_at(post.meta, key))]
        by_slug = self.blog.engine.language_field and post.lang and post.slug
        return [("slug", post.slug), *found] if by_slug else found
