"""The door to a blog: find posts, plan changes, apply them."""

import os
import posixpath
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from blogctl.blog.sites import find_site
from blogctl.content.dates import is_skipped
from blogctl.content.dialect import Key
from blogctl.content.folding import nearest_words
from blogctl.content.periods import Period, read_moment, read_period
from blogctl.content.post import Post
from blogctl.content.problem import Problem
from blogctl.content.query import Query, Setting, parse
from blogctl.content.rules import check_rules
from blogctl.content.terms import asks_for, named_paths
from blogctl.content.tracking import Track, untracked
from blogctl.engines import configured
from blogctl.engines.engine import Engine, Placed, Site, Source
from blogctl.errors import (
    BadUsage,
    BlogError,
    CannotWrite,
    NoSuchPost,
    SlugTaken,
    Unreadable,
)
from blogctl.storage import files
from blogctl.storage.index.index import Index
from blogctl.storage.index.marks import marks_of
from blogctl.storage.index.reader import Reader
from blogctl.storage.index.store import Keeping
from blogctl.storage.reading import read_source

if TYPE_CHECKING:
    from blogctl.content.change import Change, Plan
    from blogctl.content.document import Document
    from blogctl.content.edits import Edit
    from blogctl.content.links import LinkMap
    from blogctl.content.moves import Site as LinkSite
    from blogctl.content.search import Advice, Hit, Manner

# How many posts are looked at to learn how lists are written.
SAMPLE = 20
# How many live posts it takes for having no date to be a habit of theirs.
HABIT = 3


class Blog:
    """A blog in a folder, as its engine reads it, at one moment."""

    def __init__(
        self,
        root: Path,
        site: Site,
        now: datetime,
        typed_in: Path,
        keeping: tuple[bool, bool] = (True, True),
    ) -> None:
        self.root = root
        self.conventions = configured(site)
        self.settings = dict(site.settings)
        self.now = now
        self._typed_in = typed_in
        self._site = site
        self._keeping = keeping
        self.command = ""
        # What texts say will be asked of all posts.
        self.reads_texts = False
        # The time is not the clock's: programs that are run have to be told of it.
        self.pretends = False
        self.track: Track = untracked
        # How often posts were read, by path: told by who knows the readers of a blog.
        self.views: Callable[[Blog], Mapping[str, int]] = unread
        self.problems_met: list[Problem] = []

    @classmethod
    def open(
        cls, folder: Path, now: datetime, *, cached: bool = True, trusting: bool = False
    ) -> "Blog":
        """Return the blog that *folder* is, or lies in; raise NotABlog where none is.

        What its posts say is kept for the next time where *cached*, and not looked at again where
        *trusting*.
        """
        root, site = find_site(folder)
        check_rules(site.settings)
        return cls(root, site, now, folder.resolve(), (cached, not trusting))

    @cached_property
    def index(self) -> Index:
        """What the posts say, as their files are now."""
        marks = marks_of(self._site, self.conventions, self.now)
        reader = Reader(self.root, self.conventions, self.now, self.track, self.reads_texts)
        index = Index(reader, Keeping(marks, *self._keeping))
        self.problems_met = index.problems()
        return index

    @property
    def engine(self) -> Engine:
        """The engine, knowing the names of all files and what sections say."""
        return self.index.engine

    def source(self, path: str) -> Source:
        """Return the post at *path* as it is now, cut; its fields may lie in a file beside it."""
        return read_source(self.root, self.engine, path)

    @cached_property
    def posts(self) -> list[Post]:
        """All posts that can be read, by path."""
        return self.index.posts()

    @cached_property
    def problems(self) -> list[Problem]:
        """The files that cannot be read as posts, and those that are empty."""
        return self.index.problems()

    @cached_property
    def links(self) -> "LinkMap":
        """Who links to whom."""
        self.index.read_texts()
        return self.links_among(self.index.posts())

    def links_among(self, posts: Sequence[Post]) -> "LinkMap":
        """Return who links to whom among *posts*, as if there were no others."""
        from blogctl.content.links import LinkMap

        return LinkMap(posts, site_of(self.engine, posts))

    def query(self, words: Sequence[str]) -> Query:
        """Return the query that *words* mean here; raise BadQuery."""
        saved = self.settings.get("queries") or {}
        return parse(words, Setting(self.now, self.conventions.zone, saved, self.typed_in))

    @property
    def typed_in(self) -> str:
        """The folder that paths are typed in, relative to the blog; '' for its own."""
        if not self._typed_in.is_relative_to(self.root):
            return ""
        folder = self._typed_in.relative_to(self.root).as_posix()
        return "" if folder == "." else folder

    def named(self, text: str) -> list[str]:
        """Return the paths of the posts that the lines of *text* name; raise BadUsage."""
        from blogctl.content.selection import Names, named_posts

        broken = [problem.path for problem in self.problems]
        root = self.root.as_posix()
        return named_posts(text, Names(self.posts, broken, root=root, folder=self.typed_in))

    def find(self, query: Query, *, texts: bool = False) -> list[Post]:
        """Return the posts that *query* means; raise Unreadable for a broken file it names.

        *texts* says that what their texts say will be asked of all of them.
        """
        self._prepare(query)
        if texts:
            self.index.read_texts()
        return self.index.find(query)

    @property
    def keeps(self) -> bool:
        """What is worked out is kept for the next time."""
        return self._keeping[0]

    def know_views(self) -> None:
        """Let posts say how often they were read; raise BadUsage where no views are known."""
        if self.index.views is None:
            self.index.views = self.views(self)

    def records(self, query: Query) -> Iterable[str] | None:
        """Return the posts that *query* means, as they are kept for JSON.

        None where reading those few posts is quicker than all that would have to be read.
        """
        self._prepare(query)
        return self.index.records(query)

    def _know(self, query: Query) -> None:
        if asks_for(query, "views"):
            self.know_views()

    def _prepare(self, query: Query) -> None:
        """Know what *query* asks for; raise Unreadable for a broken file it names."""
        self._know(query)
        wanted = named_paths(query.terms)
        for problem in self.problems if wanted else ():
            if problem.path in wanted and not self.index.has_path(problem.path):
                raise Unreadable(f"{problem.place}: {problem.message}", hint=problem.hint)

    def unknown_names(self, query: Query) -> list[str]:
        """Return a sentence for each name in *query* that no post has."""
        return self.index.unknown_names(query)

    def search(self, query: Query, manner: "Manner") -> "list[Hit]":
        """Return the posts that *query* means, ranked, with excerpts."""
        self._know(query)
        return self.index.search(query, manner)

    def advice(self, query: Query) -> "Advice":
        """Return what may have been meant by *query*, a search that found nothing."""
        return self.index.advice(query)

    def post(self, name: str) -> Post:
        """Return the post whose slug or path is *name*; raise NoSuchPost, or for several."""
        path = posixpath.normpath(name)
        found = [p for p in self.posts if path == p.path] or [
            p for p in self.posts if name == p.slug or p.path.endswith(f"/{path}")
        ]
        if len(found) == 1:
            return found[0]
        if found:
            paths = ", ".join(post.path for post in found)
            raise NoSuchPost(f"several posts are called '{name}'", hint=f"name the file: {paths}")
        for problem in self.problems:
            if path == problem.path or name == Path(problem.path).stem:
                raise Unreadable(f"{problem.place}: {problem.message}", hint=problem.hint)
        raise NoSuchPost(f"there is no post '{name}'", hint=self._hint_for(name))

    def _hint_for(self, name: str) -> str:
        close = nearest_words(name, [post.slug for post in self.posts])
        return f"did you mean {' or '.join(close)}?" if close else "'blogctl list' lists them"

    def document(self, path: str) -> "Document":
        """Return the file at *path* as it is now, to be edited as this blog is written."""
        return self.as_usual(self.source(path).document)

    def as_usual(self, document: "Document") -> "Document":
        """Return *document* so that edits of it follow the habits of this blog."""
        return document._replace(dialect=document.dialect._replace(**self._usual))

    @cached_property
    def _usual(self) -> dict[str, Any]:
        """Return the habits of this blog that edits follow, as fields of a Dialect."""
        from blogctl.content.drafting import lists_in_blocks, usual_order

        with_lists = [
            post
            for post in self.posts
            if any(isinstance(value, list) and value for value in post.meta.values())
        ]
        blocks = [self.source(post.path).document.block for post in with_lists[-SAMPLE:]]
        live = [post for post in self.posts if post.status == "published"]
        return {
            "order": usual_order(self.posts),
            "blocks": lists_in_blocks(blocks),
            "says_live": says_live(live, self.engine.names.status),
            "undated": len(live) >= HABIT
            and sum(post.date is None for post in live) * 2 > len(live),
        }

    def plan(self, posts: Sequence[Post], edit: "Edit") -> "Plan":
        """Return what *edit* would change in *posts*; what is as wished already is unchanged."""
        return self.revise(posts, lambda post, source: Placed(post.path, edit(source.document)))

    def revise(self, posts: Sequence[Post], revise: Callable[[Post, Source], Placed]) -> "Plan":
        """Return what *revise* would make of *posts*, files that move included."""
        from blogctl.content.change import Failure, Plan

        changes: list[Change] = []
        taken: set[str] = set()
        unchanged, failed, live = [], [], False
        for post in self.track(posts, "planning"):
            try:
                source = self.source(post.path)
                source = source._replace(document=self.as_usual(source.document))
                own = self._changes(source, revise(post, source), taken)
            except BlogError as error:
                failed.append(Failure(post.path, error.message, error.hint))
                continue
            changes += own
            taken.update(change.path for change in own)
            live = live or (bool(own) and post.status == "published")
            if not own:
                unchanged.append(post.path)
        return Plan(tuple(changes), tuple(unchanged), tuple(failed), live)

    def _changes(self, source: Source, placed: Placed, taken: Collection[str]) -> "list[Change]":
        """Return the changes that make of a post what it is to be; raise SlugTaken."""
        from blogctl.content.change import Change

        old, new = source.document.files(source.path), placed.document.files(placed.path)
        if source.path == placed.path and set(old) == set(new):
            return [
                Change(path, old[path], data, post="" if path == source.path else source.path)
                for path, data in new.items()
                if data != old[path]
            ]
        along = placed.along
        if along is None:
            along = self._belongings(source.path, placed.path)
        moves = [(placed.path, source.path), *along]
        if source.document.sidecar and placed.document.sidecar:
            moves.append((placed.document.sidecar, source.document.sidecar))
        self._check_room([path for path, _ in moves if path not in old], taken)
        left = [path for path in old if path not in [origin for _, origin in moves]]
        return [
            *(self._move(path, origin, old, new, placed.path) for path, origin in moves),
            *(Change(path, old[path], None, post=placed.path) for path in left),
        ]

    def _move(
        self, path: str, origin: str, old: Mapping[str, bytes], new: Mapping[str, bytes], post: str
    ) -> "Change":
        from blogctl.content.change import Change

        before = old[origin] if origin in old else (self.root / origin).read_bytes()
        moved = origin if origin != path else ""
        return Change(path, before, new.get(path, before), moved, "" if path == post else post)

    def _check_room(self, paths: Sequence[str], taken: Collection[str]) -> None:
        """Raise SlugTaken where a file is, or is to be, at one of *paths*."""
        for path in paths:
            if path in taken or os.path.lexists(self.root / path):
                raise SlugTaken(f"there is a file at {path} already", hint="rename one of them")

    def _belongings(self, path: str, target: str) -> tuple[tuple[str, str], ...]:
        """Return the files that move along with a post, each as its new path and its old one."""
        folder, home = self.engine.belongings(path), self.engine.belongings(target)
        if not folder or not (self.root / folder).is_dir():
            return ()
        pairs = [(f"{home}{file.removeprefix(folder)}", file) for file in self.files_in(folder)]
        return tuple(pair for pair in pairs if pair[1] != path)

    def files_in(self, folder: str) -> list[str]:
        """Return the paths of all files in *folder* and below."""
        return list(files.walk(self.root, [folder]))

    def bytes_of(self, path: str) -> bytes:
        """Return the bytes of a file that is there; raise CannotWrite where it cannot be read."""
        data = files.bytes_or_none(self.root / path)
        if data is None:
            raise CannotWrite(f"{path} is not there any more", hint="run the command again")
        return data

    def moment(self, text: str) -> datetime:
        """Return the moment that *text* names for a post; raise BadUsage where there is none."""
        when = read_moment(text, self.now, self.conventions.zone)
        if is_skipped(when):
            hint = "name another time, or one with its offset"
            raise BadUsage(f"a clock change skips {when:%Y-%m-%d %H:%M}", hint=hint)
        return when

    def period(self, text: str) -> Period:
        """Return the period that *text* names, as a query does; raise BadQuery."""
        return read_period(text, self.now, self.conventions.zone)

    def check(self, path: str) -> None:
        """Raise Unreadable unless the file at *path* reads as a post."""
        self.index.fetch(path)

    def apply(self, plan: "Plan", undoes: int | None = None) -> "Plan":
        """Write the changes of *plan*; return it as it came out, like `apply`.

        *undoes* is the number of the operation that it takes back.
        """
        from blogctl.blog.applying import apply
        from blogctl.content.operation import Record

        record = Record(self.command, self.now, undoes)
        outcome = apply(self.root, plan, record, track=self.track)
        self.forget()
        return outcome

    def forget(self) -> None:
        """Read the files anew when they are next asked for."""
        for known in ("posts", "problems", "links", "_usual"):
            self.__dict__.pop(known, None)
        self.close()

    def close(self) -> None:
        """Let go of the index; it is opened anew when it is next asked."""
        if "index" in self.__dict__:
            self.index.forget()

    def text_of(self, path: str) -> bytes | None:
        """Return the bytes of a file of the blog that is no post; None where it is not there."""
        try:
            return (self.root / path).read_bytes()
        except OSError:
            return None


def unread(_: Blog) -> Mapping[str, int]:
    """Raise BadUsage: no views are known."""
    hint = "count them first: blogctl views import LOG"
    raise BadUsage("no views are known of this blog", hint=hint)


def site_of(engine: Engine, posts: Sequence[Post], files: Collection[str] = ()) -> "LinkSite":
    """Return what the links of a blog of *posts* are resolved by."""
    from blogctl.content.moves import Site as LinkSite

    return LinkSite(
        paths=[post.path for post in posts],
        slugs=[post.slug for post in posts],
        urls=[post.url for post in posts if post.url],
        base=engine.base,
        root=engine.root,
        folders=engine.folders,
        files=files,
        forms=engine.link_forms,
    )


def says_live(live: Sequence[Post], keys: Sequence[Key]) -> bool:
    """Say whether most *live* posts carry one of *keys*; yes where there is none to tell."""
    names = {key[0].lower() for key in keys}
    saying = sum(any(name.lower() in names for name in post.meta) for post in live)
    return saying * 2 >= len(live)
