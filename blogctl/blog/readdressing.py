"""Posts that move: what goes along, the old address, and every link to them in the blog."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from functools import cached_property
from typing import NamedTuple

from blogctl.blog.blog import Blog, site_of
from blogctl.blog.bundles import Bundles
from blogctl.content.change import Loss, Plan
from blogctl.content.dialect import Key
from blogctl.content.document import Document
from blogctl.content.edits import Edit, add_to, in_turn, remove_from, set_to
from blogctl.content.front_matter import read_fields, spelt, value_at
from blogctl.content.moves import Left, Move, Page
from blogctl.content.post import Post, texts
from blogctl.content.relinking import Relinker
from blogctl.content.respelling import bare
from blogctl.engines.engine import Engine, Placed, Source, is_markdown
from blogctl.errors import BadUsage, CannotEdit, Conflict, Unreadable

IN_FRONT_MATTER = "it stands in the front matter, and is left as it is"
IN_OTHER_TEXT = "it stands in a text that is not changed"


class Redirect(NamedTuple):
    """An old address, the new one, and what the author puts where; '' where a field does it."""

    old: str
    new: str
    put: str


class NewAddress(NamedTuple):
    """A live post whose address changes, by its old path."""

    path: str
    old: str
    new: str


class Readdressed(NamedTuple):
    """The plan of posts that move, what is *left* to the author, redirects, and new addresses."""

    plan: Plan
    left: tuple[Loss, ...]
    redirects: tuple[Redirect, ...]
    addresses: tuple[NewAddress, ...] = ()


class Member(NamedTuple):
    """A post that moves: its file, its new path, its slug then, None for its own."""

    post: Post
    source: Source
    path: str
    slug: str | None


class Readdressing:
    """Posts on their way to new paths or addresses: their files, redirects, and links to them."""

    def __init__(self, blog: Blog, members: Sequence[Member]) -> None:
        self.blog, self.members = blog, members
        self._own = {member.post.path: member for member in members}
        self.along = Bundles(blog).along({one.post.path: one.path for one in members})
        self.documents: dict[str, Document] = {}
        self.after: dict[str, Post] = {}
        self.left: list[Loss] = []

    def rename(self, member: Member, title: str | None) -> None:
        """Make the document of a post that moves, with its slug and its title."""
        document = self.blog.as_usual(member.source.document)
        names = self.blog.engine.names
        if title is not None:
            document = set_to(_key(document, names.title[0]), title)(document)
        key = _key(document, names.slug[0]) if names.slug else None
        has_slug = key is not None and value_at(read_fields(document), key) is not None
        if key and has_slug and member.slug is not None:
            document = set_to(key, member.slug)(document)
        post = self._read(member, document)
        if key and member.slug is not None and post.slug != member.slug:
            document = set_to(key, member.slug)(document)
            post = self._read(member, document)
        self._check(member, post, title)
        self.documents[member.post.path], self.after[member.post.path] = document, post

    def _check(self, member: Member, post: Post, title: str | None) -> None:
        """Raise BadUsage or CannotEdit where the generator makes another name of the one wanted."""
        name = self.blog.engine.name
        if member.slug is not None and post.slug != member.slug:
            message = f"{name} makes '{post.slug}' of the slug '{member.slug}'"
            raise BadUsage(message, hint=f"choose '{post.slug}'")
        if title is not None and post.title != title:
            raise CannotEdit("its title stands in no field", hint="change the title by hand")
        if post.date != member.post.date:
            message = f"{name} would read another date from the new name"
            raise CannotEdit(message, hint="choose another slug")

    @property
    def paths(self) -> Collection[str]:
        """The old paths of all that move."""
        return self._own.keys()

    def keep(self, member: Member) -> None:
        """Make the document of a post that moves and stays what it is."""
        path = member.post.path
        self.after[path] = self._read(member, self.blog.as_usual(member.source.document))

    def new_addresses(self) -> list[NewAddress]:
        """Return the live posts that readers find elsewhere, with their new addresses."""
        pairs = [(one.post, self.after[one.post.path].url) for one in self.members]
        return [
            NewAddress(post.path, post.url, url)
            for post, url in pairs
            if post.status == "published" and url != post.url
        ]

    def placed(self, member: Member) -> Document:
        """Return the document of a post as it is at its new path."""
        return self._placed(self.engine, member)

    def _read(self, member: Member, document: Document) -> Post:
        """Return what the generator makes of a post at its new path."""
        path = member.post.path
        if document.joined != self.documents.get(path, member.source.document).joined:
            # What one post says may decide what the generator makes of its translations.
            self.__dict__.pop("_reader", None)
        self.documents[path] = document
        document = self.placed(member)
        return self.engine.read(
            Source(member.path, document, member.source.modified), self.blog.now
        )

    def _placed(self, engine: Engine, member: Member) -> Document:
        document = self.documents.get(member.post.path, member.source.document)
        sidecar = engine.sidecar(member.path) if document.sidecar else ""
        return document._replace(sidecar=sidecar)

    @property
    def engine(self) -> Engine:
        """The engine as it knows the blog with the files at their new places."""
        return self._reader[0]

    def is_post(self, member: Member) -> bool:
        """Say whether the generator takes a file at its new path for a post."""
        return member.path in self._reader[1]

    @cached_property
    def _reader(self) -> tuple[Engine, frozenset[str]]:
        """The engine, and the paths that it takes for posts: one walk for all that move."""
        found, engine = self._found, copy(self.blog.engine)
        places = {member.post.path: member.path for member in self.members}
        for along in self.along.values():
            places |= along
        moved = [places.get(path, path) for path in found]
        posts = frozenset(engine.select(moved))
        origins = dict(zip(moved, found, strict=True))
        sections = []
        for path in engine.sections(moved):
            try:
                member = self._own.get(origins[path])
                source = self.blog.source(origins[path])
                document = self._placed(engine, member) if member else source.document
                sections.append(Source(path, document, source.modified))
            except Unreadable:
                continue
        return engine.inheriting(sections), posts

    @cached_property
    def _found(self) -> list[str]:
        """All files that lie where posts do."""
        return self.blog.index.files()

    def redirect(self, member: Member, *, writes: bool) -> list[Redirect]:
        """Write the old address of a live post into it; return it, with what else it takes."""
        old, new = member.post.url, self.after[member.post.path].url
        if not old or not new or bare(old) == bare(new):
            return []
        document = self.documents[member.post.path]
        live = member.post.status == "published" and writes
        names = self.blog.engine.names.aliases
        if names:
            document = aliased(self.blog.engine, document, old if live else "", new)
            self.documents[member.post.path] = document
        return [Redirect(old, new, "" if names else self.blog.engine.redirect(old, new))] * live

    def plan(self) -> Plan:
        """Return the plan of all that changes; *left* is then what is left to the author."""
        moved = [m for m in self.members if m.path != m.post.path or self._is_elsewhere(m)]
        relinker = Relinker(
            [self._move(member) for member in moved],
            site_of(self.blog.engine, self.blog.posts, self._found),
        )
        placed: dict[str, tuple[Document, Placed]] = {}
        taken: set[str] = set()
        for post in self.blog.track(self.blog.posts, "looking for links"):
            member = self._own.get(post.path)
            if not member and not (moved and _concerns(relinker, post)):
                continue
            source = member.source if member else self.blog.source(post.path)
            self._look_at_fields(relinker, source, post)
            document = self.placed(member) if member else source.document
            after = self._relinked(relinker, post, document)
            if member or after != source.document:
                # Translations share the files of their folder: the first takes them along.
                files = self.along.get(post.path, {}).items()
                along = tuple((new, old) for old, new in files if old not in taken)
                taken.update(old for _, old in along)
                path = member.path if member else post.path
                placed[post.path] = (source.document, Placed(path, after, along))
        if moved:
            self._look_elsewhere(relinker)
        return self._revised(placed)

    def _is_elsewhere(self, member: Member) -> bool:
        return self.after[member.post.path].url != member.post.url

    def _revised(self, placed: Mapping[str, tuple[Document, Placed]]) -> Plan:
        def revise(post: Post, source: Source) -> Placed:
            before, after = placed[post.path]
            if before.joined != source.document.joined:
                raise Conflict("it changed meanwhile", hint="try again")
            return after

        return self.blog.revise([post for post in self.blog.posts if post.path in placed], revise)

    def _move(self, member: Member) -> Move:
        post, after = member.post, self.after[member.post.path]
        pages = Page(post.path, post.url), Page(member.path, after.url)
        return Move(*pages, (post.slug, after.slug), self.along[post.path])

    def _relinked(self, relinker: Relinker, post: Post, document: Document) -> Document:
        """Return *document* with the links of its body anew; what is not changed is left."""
        head = b"" if document.sidecar else document.opening + document.block + document.closing
        first = head.count(b"\n") + 1
        text = document.body.decode("utf-8", errors="surrogateescape")
        if post.text.markup != "markdown":
            found = relinker.mentions(text, first)
            lines = {one.line for one in found}
            found += [one for one in relinker.astray(text, Page(post.path, post.url), first)
                      if one.line not in lines]  # fmt: skip
            self._leave(post.path, found, IN_OTHER_TEXT)
            return document
        relinked = relinker.relink(text, Page(post.path, post.url), first)
        self._leave(post.path, relinked.left)
        return document._replace(body=relinked.text.encode("utf-8", errors="surrogateescape"))

    def _look_at_fields(self, relinker: Relinker, source: Source, post: Post) -> None:
        """Leave what the front matter names to the author: what a field means is the theme's."""
        document, page = source.document, Page(post.path, post.url)
        block, first = document.block.decode("utf-8", errors="replace"), document.first_line
        found = relinker.mentions(block, first)
        told = {one.line for one in found}
        for value in _words(post.meta) if post.path in self._own else ():
            line = first + block.count("\n", 0, max(block.find(value), 0))
            if line not in told and relinker.leads_astray(value, page):
                found.append(Left(value, line, ""))
        self._leave(document.sidecar or source.path, found, IN_FRONT_MATTER)

    def _leave(self, path: str, found: Iterable[Left], message: str = "") -> None:
        place = self._own[path].path if path in self._own else path
        self.left += [
            Loss(f"{place}:{one.line}", f"'{one.target}': {message or one.message}")
            for one in found
        ]

    def _look_elsewhere(self, relinker: Relinker) -> None:
        """Leave what other files name, and aliases that are in the way, to the author."""
        blog, posts = self.blog, {post.path for post in self.blog.posts}
        for path in self._found:
            data = blog.text_of(path) if is_markdown(path) and path not in posts else None
            text = (data or b"").decode("utf-8", errors="replace")
            self._leave(path, relinker.mentions(text), IN_OTHER_TEXT)
        new = {bare(after.url) for after in self.after.values() if after.url}
        for post in blog.posts:
            for alias, url in aliases_of(blog.engine, post):
                if bare(url) in new and post.path not in self.after:
                    message = f"'{alias}' redirects from what is an address again: take it out"
                    self.left.append(Loss(post.path, message))


def aliases_of(engine: Engine, post: Post) -> list[tuple[str, str]]:
    """Return the aliases of *post*, as written and as the address that each answers."""
    return [
        (alias, engine.aliased(alias, post.url))
        for key in engine.names.aliases
        for alias in texts(value_at(post.meta, spelt(post.meta, key)))
    ]


def _concerns(relinker: Relinker, post: Post) -> bool:
    return relinker.concerns(post.text.source) or relinker.concerns(" ".join(_words(post.meta)))


def _words(value: object) -> Iterator[str]:
    """Yield the texts in a field, and in what it holds."""
    if isinstance(value, Mapping):
        for one in value.values():
            yield from _words(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _words(one)
    elif isinstance(value, str):
        yield value


def _key(document: Document, key: Key) -> Key:
    return spelt(read_fields(document), key, any_case=document.dialect.any_case)


def aliased(engine: Engine, document: Document, old: str, new: str) -> Document:
    """Return *document* with *old* among its aliases, unless it is '', and without *new*.

    The generator has a field for them.
    """
    fields, dialect = read_fields(document), document.dialect
    held = {
        key: texts(value_at(fields, key))
        for key in (_key(document, name) for name in engine.names.aliases)
    }
    edits: list[Edit] = []
    answered = set()
    for key, values in held.items():
        for value in values:
            answered.add(bare(engine.aliased(value, new)))
            if bare(engine.aliased(value, new)) == bare(new):
                edits.append(remove_from(key, value))
    if old and bare(old) not in answered:
        key = next((key for key, values in held.items() if values), next(iter(held)))
        edits.append(add_to(key, engine.alias(old, new)))
    # An address is one text, even where blanks part the tags.
    edited = in_turn(edits)(document._replace(dialect=dialect._replace(separator="")))
    return edited._replace(dialect=dialect)
