"""Posts renamed: the slug or the title, the file or the folder, and the translations."""

import re
from collections.abc import Iterator, Sequence
from shlex import join
from typing import NamedTuple

from blogctl.blog.blog import Blog
from blogctl.blog.bundles import Bundles, folders_of, own_folder
from blogctl.blog.readdressing import Member, Readdressed, Readdressing
from blogctl.blog.translations import Translations
from blogctl.content.change import Loss
from blogctl.content.drafting import check_title
from blogctl.content.folding import fold_name
from blogctl.content.post import Post
from blogctl.content.slugs import check_slug, slugify
from blogctl.errors import BadUsage, SlugTaken

_DATED = re.compile(
    r"\d{2,4}-\d{1,2}-\d{1,2}(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d)|[-_]\d\d-\d\d-\d\d)?[-_](?=.)"
)


class Wish(NamedTuple):
    """What a post is to be called, None for as it is, and whether its old address is kept."""

    slug: str | None
    title: str | None
    keeps_slug: bool
    redirects: bool


def plan_renaming(blog: Blog, post: Post, wish: Wish) -> Readdressed:
    """Return the plan that gives *post*, with its files and its translations, another name.

    Raise BadUsage for a slug or a title that cannot be, SlugTaken, or CannotEdit.
    """
    wish = wish._replace(title=None if wish.title is None else check_title(wish.title))
    family = _Family(blog, post)
    slug = _wanted_slug(post, wish)
    members = family.members(slug)
    _check_free(blog, members)
    moving = Readdressing(blog, members)
    # An original before its translations, which may have their slug from it.
    for member in sorted(members, key=lambda one: len(one.path)):
        moving.rename(member, wish.title if member.post is post else None)
    redirects = [one for m in members for one in moving.redirect(m, writes=wish.redirects)]
    plan = moving.plan()
    plan = plan._replace(folders=_emptied(blog, members))
    return Readdressed(plan, (*family.staying(slug), *moving.left), tuple(redirects))


def _wanted_slug(post: Post, wish: Wish) -> str:
    if wish.slug is not None:
        return check_slug(wish.slug)
    if wish.title is None or wish.keeps_slug:
        return post.slug
    slug = slugify(wish.title)
    if not slug:
        message = f"nothing of '{wish.title}' can stand in an address"
        raise BadUsage(message, hint="name a slug too, or --keep-slug")
    return slug


class _Family:
    """A post, its translations by place, and the posts that lie in their folders."""

    def __init__(self, blog: Blog, post: Post) -> None:
        self.blog, self.post = blog, post
        self.known = Translations(blog)
        self.own = self.known.parts(post.path)
        self.same = self.known.by_place(post)

    def _paths(self, name: str) -> Iterator[tuple[Post, str]]:
        """Yield each post of the family, with its path where their own name is *name*."""
        for one in self.same:
            parts = self.known.parts(one.path)
            yield one, f"{parts.folder}{name}{parts.rest}"
        for folder in sorted({own_folder(self.blog, one.path) for one in self.same} - {""}):
            above = folder.removesuffix(self.own.name)
            for post in self.blog.posts:
                if post.path.startswith(f"{folder}/") and post not in self.same:
                    yield post, f"{above}{name}{post.path.removeprefix(folder)}"

    def members(self, slug: str) -> list[Member]:
        """Return all that moves where the post is to have *slug*."""
        name = self.own.name if self._stays(slug) else self._name(slug)
        slug = self._with_date(slug)
        return [
            Member(
                one,
                self.blog.source(one.path),
                path,
                slug if one in self.same and one.slug == self.post.slug else None,
            )
            for one, path in self._paths(name)
        ]

    def staying(self, slug: str) -> list[Loss]:
        """Return a note for each translation that keeps its name, with the command to change it."""
        if slug == self.post.slug:
            return []
        return [
            Loss(
                one.path,
                f"it is a translation of {self.post.path}, and keeps its name: "
                f"{join(('blogctl', 'rename', one.path, slug))}",
            )
            for one in self.known.by_name(self.post)
            if one not in self.same
        ]

    def _stays(self, slug: str) -> bool:
        """Say whether files keep their names: nothing is new, or another's slug is their name."""
        names = {self.own.name, _DATED.sub("", self.own.name, count=1)}
        others = any(one.slug in names for one in self.same)
        return slug == self.post.slug or (self.post.slug not in names and others)

    def _name(self, slug: str) -> str:
        """Return a file's name with *slug* in it; a date before it stays, unless *slug* has one."""
        return f"{self._date(slug)}{slug}"

    def _with_date(self, slug: str) -> str:
        """Return the slug that the post is to have: with a date where that is part of it."""
        date = self._date(slug)
        return f"{date}{slug}" if date and self.post.slug.startswith(date) else slug

    def _date(self, slug: str) -> str:
        found = None if _DATED.match(slug) else _DATED.match(self.own.name)
        return found.group() if found else ""


def _check_free(blog: Blog, members: Sequence[Member]) -> None:
    """Raise SlugTaken where a post has one of the slugs, or a file is at one of the new paths."""
    own = {member.post.path for member in members}
    wanted = {(fold_name(m.slug), m.post.lang): m.slug for m in members if m.slug is not None}
    for post in blog.posts:
        slug = wanted.get((fold_name(post.slug), post.lang))
        if post.path not in own and slug is not None:
            message = f"another post already has the slug '{slug}': {post.path}"
            raise SlugTaken(message, hint="choose another")
    for member in members:
        if member.path not in own and (blog.root / member.path).exists():
            raise SlugTaken(f"there is a file at {member.path} already", hint="choose another slug")


def _emptied(blog: Blog, members: Sequence[Member]) -> tuple[str, ...]:
    """Return the folders that are left empty where *members* go."""
    going = {member.post.path for member in members if member.path != member.post.path}
    together = {*going, *(problem.path for problem in blog.problems)}
    known = Bundles(blog)
    return folders_of([known.of(path, together) for path in going])
