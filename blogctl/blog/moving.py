"""Posts moved to another folder of the blog, with all that is theirs and all links to them."""

import os
import posixpath
from collections.abc import Iterable, Sequence
from shlex import join

from blogctl.blog.blog import Blog
from blogctl.blog.bundles import Bundles, folders_of, own_folder
from blogctl.blog.readdressing import Member, Readdressed, Readdressing, Redirect
from blogctl.blog.translations import Translations
from blogctl.content.change import Failure, Loss, Plan
from blogctl.content.drafting import own_file
from blogctl.content.post import Post
from blogctl.errors import BadUsage, BlogError, CannotEdit, SlugTaken


def plan_moving(
    blog: Blog, posts: Sequence[Post], folder: str, *, redirects: bool = True
) -> Readdressed:
    """Return the plan that moves *posts* to *folder*, with the links to them and in them.

    The old addresses of live posts are kept where *redirects*. Raise BadUsage for a folder that no
    posts lie in. A post fails that would be no post there, or not of the same status or language;
    or at whose new place, or address, there is another.
    """
    mover = _Mover(blog, posts, _home(blog, folder))
    found = mover.checked(redirects=redirects)
    plan = found.plan() if found.members else Plan(())
    told = {*plan.posts, *mover.failed}
    rest = [post.path for post in posts if mover.targets[post.path] == post.path]
    return Readdressed(
        plan._replace(
            unchanged=(*plan.unchanged, *(path for path in rest if path not in told)),
            failed=(*mover.failed.values(), *plan.failed),
            folders=mover.emptied(found.members),
        ),
        (*mover.staying(found.members), *found.left),
        tuple(mover.redirects),
        tuple(found.new_addresses()),
    )


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
    """Moves *posts* to *home*, those that can be there; who cannot is among *failed*."""

    def __init__(self, blog: Blog, posts: Sequence[Post], home: str) -> None:
        self.blog, self.posts = blog, posts
        self.targets = {post.path: f"{home}/{self._own_file(post.path)}" for post in posts}
        self.failed: dict[str, Failure] = {}
        self.redirects: list[Redirect] = []
        self._known = Bundles(blog)
        self._places: set[str] = set()
        self._urls: dict[str, str] = {}

    def _own_file(self, path: str) -> str:
        inside = own_folder(self.blog, path)
        return own_file(path) if inside or "/index." in path else path.rpartition("/")[2]

    def checked(self, *, redirects: bool) -> Readdressing:
        """Return the posts that can move on their way, each with its *redirects*."""
        members = self._members()
        while True:
            moving = Readdressing(self.blog, members)
            self._places, self.redirects = set(), []
            going = {member.post.path for member in members}
            self._urls = {
                post.url: post.path
                for post in self.blog.posts
                if post.url and post.status == "published" and post.path not in going
            }
            kept = [one for one in members if self._can_go(moving, one, redirects=redirects)]
            # Where one stays, another may not go without it, or finds its address taken.
            if len(kept) == len(members):
                return moving
            members = kept

    def _members(self) -> list[Member]:
        """Return the posts that are not at their new place already."""
        members = []
        for post in self.posts:
            if self.targets[post.path] != post.path:
                try:
                    source = self.blog.source(post.path)
                except BlogError as error:
                    self._fail(post.path, error)
                    continue
                members.append(Member(post, source, self.targets[post.path], None))
        return members

    def _fail(self, path: str, error: BlogError) -> None:
        self.failed[path] = Failure(path, error.message, error.hint)

    def _can_go(self, moving: Readdressing, member: Member, *, redirects: bool) -> bool:
        """Say whether a post can move, and make its document; if not, it has failed."""
        try:
            self._check(moving, member)
            moving.keep(member)
            self._check_meaning(moving, member)
            self._check_room(moving, member)
            self._check_lodgers(moving, member)
            self.redirects += moving.redirect(member, writes=redirects)
        except BlogError as error:
            self._fail(member.post.path, error)
            return False
        return True

    def _check(self, moving: Readdressing, member: Member) -> None:
        """Raise CannotEdit unless the file is a post at its new place."""
        if not moving.is_post(member):
            message = f"at {member.path} it would be no post to {self.blog.engine.name}"
            raise CannotEdit(message, hint="choose another folder")

    def _check_meaning(self, moving: Readdressing, member: Member) -> None:
        """Raise CannotEdit or SlugTaken unless it is the same post there, at its own address."""
        post, new = member.post, moving.after[member.post.path]
        if new.status != post.status:
            hint = "'blogctl publish' and 'unpublish' do that"
            raise CannotEdit(f"at {member.path} it would be {new.status}", hint=hint)
        if new.date != post.date:
            message = f"at {member.path} {self.blog.engine.name} would read another date from it"
            raise CannotEdit(message, hint="write its date into the front matter first")
        if new.lang != post.lang:
            message = f"at {member.path} its language would be '{new.lang}', not '{post.lang}'"
            raise CannotEdit(message, hint="choose a folder of its own language")
        if post.status != "published" or new.url == post.url:
            return
        if new.url in self._urls:
            message = f"{self._urls[new.url]} is at its new address already: {new.url}"
            raise SlugTaken(message, hint="give one of them another slug")
        self._urls[new.url] = member.path

    def _check_lodgers(self, moving: Readdressing, member: Member) -> None:
        """Raise CannotEdit where a post that stays lives in the same folder."""
        shared = self._known.of(member.post.path, moving.paths).shared
        if shared:
            message = f"{', '.join(shared)} lives in the same folder"
            raise CannotEdit(message, hint="move them together")

    def _check_room(self, moving: Readdressing, member: Member) -> None:
        """Raise SlugTaken where a file is, or is to be, at one of the new places."""
        document, along = moving.placed(member), moving.along[member.post.path]
        shared = {new for old, new in along.items() if self._in_folder(member, old)}
        own = {*document.files(member.path), *along.values()}
        for path in sorted(own):
            if path in self._places or os.path.lexists(self.blog.root / path):
                message = f"there is a file at {path} already"
                raise SlugTaken(message, hint="rename one of them")
        # Translations share the files of their folder.
        self._places |= own - shared

    def _in_folder(self, member: Member, file: str) -> bool:
        folder = self.blog.engine.belongings(member.post.path)
        return bool(folder) and file.startswith(f"{folder}/")

    def staying(self, members: Sequence[Member]) -> list[Loss]:
        """Return a note for each translation of *members* that stays, with the command for it."""
        known, going = Translations(self.blog), {member.post.path for member in members}
        return [
            Loss(
                one.path,
                f"it is a translation of {member.post.path}, and stays: "
                f"{join(('blogctl', 'move', one.path, '--to', folder))}",
            )
            for member in members
            for one in known.by_place(member.post)
            if one.path not in going and one is not member.post
            for folder in [self._beside(known, one, member)]
        ]

    def _beside(self, known: Translations, one: Post, member: Member) -> str:
        """Return the folder that a translation goes to where it follows *member*."""
        folder = known.parts(member.path).folder
        return f"{known.home(one.path)}{folder.removeprefix(known.home(folder))}".rstrip("/")

    def emptied(self, members: Iterable[Member]) -> tuple[str, ...]:
        """Return the folders that are left empty where *members* go."""
        going = {member.post.path for member in members}
        return folders_of([self._known.of(path, going) for path in going])
