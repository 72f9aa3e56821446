"""What an engine is: the conventions by which a site generator reads and publishes posts."""

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any, NamedTuple, Protocol
from urllib.parse import unquote, urlsplit

from blogctl.content.dialect import Key, Value
from blogctl.content.document import Document
from blogctl.content.explaining import Finding
from blogctl.content.moves import Form
from blogctl.content.names import NameField, NameForm
from blogctl.content.post import Post, Status
from blogctl.content.query import POST_ENDINGS
from blogctl.content.text import Text
from blogctl.engines.faults import Fault, same_address, same_name

# The kinds of names, each with what FieldNames calls the fields that hold them.
CONCEPTS = {"tag": "tags", "category": "categories", "series": "series", "author": "authors"}


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


class Placed(NamedTuple):
    """A document and the path it is to stand at: what publishing makes of a post.

    *along* are files that go along with it, each as its new path and its old one; None for those
    that belong to it by the engine's own rules.
    """

    path: str
    document: Document
    along: tuple[tuple[str, str], ...] | None = None


class FieldNames(NamedTuple):
    """Where a generator has what: each the fields that it reads, the one to write first.

    Empty where the generator has no such field. *custom* is the table that fields of the author's
    own go into, () where they stand beside the others. *forms* says how a field holds names where
    it is no list of them.
    """

    title: tuple[Key, ...] = (("title",),)
    date: tuple[Key, ...] = (("date",),)
    updated: tuple[Key, ...] = ()
    expires: tuple[Key, ...] = ()
    status: tuple[Key, ...] = ()
    tags: tuple[Key, ...] = (("tags",),)
    categories: tuple[Key, ...] = (("categories",),)
    series: tuple[Key, ...] = ()
    authors: tuple[Key, ...] = ()
    description: tuple[Key, ...] = (("description",),)
    cover: tuple[Key, ...] = ()
    slug: tuple[Key, ...] = ()
    url: tuple[Key, ...] = ()
    aliases: tuple[Key, ...] = ()
    lang: tuple[Key, ...] = ()
    translation: tuple[Key, ...] = ()
    custom: Key = ()
    forms: Mapping[str, NameForm] = {}

    def holding(self, concept: str) -> tuple[NameField, ...]:
        """Return the fields that hold the names of *concept*, as `tags`."""
        keys: tuple[Key, ...] = getattr(self, concept)
        return tuple(NameField(key, self.forms.get(key[-1], "list")) for key in keys)


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

    @property
    def output(self) -> str:
        """The folder that the generator builds the site into."""

    @property
    def home(self) -> str:
        """The folder that live posts lie in where nothing says otherwise."""

    @property
    def names(self) -> FieldNames:
        """Where posts have what."""

    @property
    def hides_future(self) -> bool:
        """Whether a post whose date is to come is hidden until then."""

    @property
    def needs_date(self) -> bool:
        """Whether a draft, too, must have a date."""

    @property
    def dated_names(self) -> bool:
        """Whether the date in a name like `2026-03-15-my-post` is no part of the slug."""

    @property
    def slug_in_name(self) -> bool:
        """Whether a post's slug is its file's name, where no field says otherwise."""

    @property
    def blank(self) -> bytes:
        """The text that a new post starts from where the blog has no archetype."""

    def select(self, paths: Sequence[str]) -> list[str]:
        """Return those of *paths* (all files under `folders`) that are posts."""

    def sections(self, paths: Sequence[str]) -> list[str]:
        """Return those of *paths* that are no posts, but say something of the posts below them."""

    def inheriting(self, sections: Sequence[Source]) -> "Engine":
        """Return this engine as it reads posts below *sections*."""

    def sidecar(self, path: str) -> str:
        """Return the path of the file that holds the fields of the post at *path*, if it exists.

        '' where a post is always one file.
        """

    def belongings(self, path: str) -> str:
        """Return the folder whose files move along with the post at *path*; '' for none."""

    def cut(self, path: str, data: bytes) -> Document:
        """Return the pieces of the post file at *path*; raise BadFrontMatter."""

    def paired(self, path: str, fields: bytes, body: bytes) -> Document:
        """Return the document of the post at *path* whose sidecar holds *fields*."""

    def read(self, source: Source, now: datetime) -> Post:
        """Return what a file means; raise BadFrontMatter for what the generator would refuse."""

    def text_of(self, source: Source) -> Text:
        """Return the text of a post, for which no other file has to be known."""

    @property
    def minds_tops(self) -> bool:
        """Whether the folders at the top of the blog say how its posts are read."""

    @property
    def reads_today(self) -> bool:
        """Whether what a file means may change at midnight, status apart."""

    @property
    def own_faults(self) -> bool:
        """Whether `faults` are more than those misplaced, of one address, and of one name."""

    def reach(self, path: str) -> str | None:
        """Return the folder of which the name *path* decides what its files are and mean.

        None where it decides about its own file alone, '' where it may decide about all.
        """

    def misplaced(self, paths: Sequence[str]) -> list[Fault]:
        """Return what is wrong among all files *paths*, by their names alone."""

    def faults(self, paths: Sequence[str], posts: Sequence[Post]) -> list[Fault]:
        """Return what is wrong among the files *paths*, of which *posts* could be read."""

    def findings(self, source: Source, post: Post) -> list[Finding]:
        """Return what the generator passes over or misreads in a post."""

    def because(self, source: Source, post: Post, now: datetime) -> str:
        """Return what decides the status of *post* at *now*: a field with its line, or a place."""

    def status(self, post: Post, now: datetime) -> Status:
        """Return whether readers see *post* at *now*, and if not, why."""

    def release(self, placed: Placed, post: Post | None, when: datetime, *, redate: bool) -> Placed:
        """Return a post as it is when it is out of draft.

        It is dated *when* if it has no date, or if *redate*. *post* is None for a new one.
        """

    def withdraw(self, placed: Placed, post: Post | None) -> Placed:
        """Return a post as it is when it is a draft. *post* is None for a new one."""

    def redated(self, placed: Placed, when: datetime) -> Placed:
        """Return a post dated *when*, as much a draft as it was."""

    def date_value(self, when: datetime) -> Value:
        """Return a moment as the generator's own posts write it in a field."""

    def new_path(self, folder: str, name: str, lang: str, *, bundle: bool) -> str:
        """Return where a new post called *name* goes."""

    def archetypes(self, folder: str) -> tuple[str, ...]:
        """Return the files that a new post in *folder* may start from, the best first."""

    @property
    def root(self) -> str:
        """The folders that all addresses of the site begin with, without slashes around them."""

    @property
    def link_forms(self) -> tuple[Form, ...]:
        """The forms of links to posts that only this generator has."""

    @property
    def companions(self) -> tuple[str, ...]:
        """The endings of files that go along with a post of the same name, but for its sidecar."""

    def alias(self, old: str, new: str) -> str:
        """Return the address *old* as the generator's field of them has it in the page at *new*."""

    def aliased(self, alias: str, url: str) -> str:
        """Return the address that *alias*, in the field of the page at *url*, answers."""

    def redirect(self, old: str, new: str) -> str:
        """Return what to put where so that *old* leads to *new*, where no field does that."""

    def term_url(self, noun: str, name: str, post: Post) -> str:
        """Return the address of the page that lists the posts with *name*, as *post* has it.

        *noun* is one of CONCEPTS. '' where the generator makes no such page.
        """

    def term_path(self, noun: str, name: str, post: Post) -> str:
        """Return the path of the file whose fields that page has; '' where there can be none."""

    @property
    def redirections(self) -> tuple[str, ...]:
        """The addresses that the configuration itself sends elsewhere."""

    @property
    def statics(self) -> tuple[str, ...]:
        """The folders whose files the site has at its root as they are; '' is the blog's own."""


class Generator:
    """What most site generators have in common: an engine takes from here what it does not say."""

    zone: tzinfo
    language = ""
    languages: tuple[str, ...] = ()
    language_field = "lang"
    base = ""
    output = "public"
    home = "posts"
    names = FieldNames()
    hides_future = False
    needs_date = False
    dated_names = False
    slug_in_name = True
    blank = b"---\ntitle:\ndate:\n---\n\n"
    link_forms: tuple[Form, ...] = ()
    companions: tuple[str, ...] = ()
    redirections: tuple[str, ...] = ()
    statics: tuple[str, ...] = ()
    minds_tops = True
    reads_today = False
    own_faults = False

    @property
    def root(self) -> str:
        """The path of the site's address."""
        return urlsplit(self.base).path.strip("/")

    def alias(self, old: str, new: str) -> str:
        """Return an address from the site's root, as it is read: `/posts/old/`."""
        path = unquote(urlsplit(old).path)
        return path.removeprefix(f"/{self.root}") if path.startswith(f"/{self.root}/") else path

    def aliased(self, alias: str, url: str) -> str:
        """Return the address of *alias*, which is a path from the site's root."""
        return f"/{self.root}/{alias.lstrip('/')}" if self.root else f"/{alias.lstrip('/')}"

    def redirect(self, old: str, new: str) -> str:
        """Return a rule for the server: the generator has no redirect of its own."""
        return f"the server has to send {old} to {new}"

    def term_url(self, noun: str, name: str, post: Post) -> str:
        """Return '': which pages of names there are is the theme's, not the generator's."""
        return ""

    def term_path(self, noun: str, name: str, post: Post) -> str:
        """Return '': no file has the fields of such a page."""
        return ""

    def sections(self, paths: Sequence[str]) -> list[str]:
        """Return none: nothing but a post says anything of posts."""
        return []

    def inheriting(self, sections: Sequence[Source]) -> Any:
        """Return this engine: nothing is inherited."""
        return self

    def sidecar(self, path: str) -> str:
        """Return '': a post is one file."""
        return ""

    def belongings(self, path: str) -> str:
        """Return '': a post has no folder of its own."""
        return ""

    def text_of(self, source: Source) -> Text:
        """Return the body as Markdown."""
        return Text(source.document.body.decode("utf-8"))

    def paired(self, path: str, fields: bytes, body: bytes) -> Document:
        """Raise NotImplementedError: no post has a sidecar."""
        raise NotImplementedError

    def reach(self, path: str) -> str | None:
        """Return None: no name says anything of another file."""
        return None

    def misplaced(self, paths: Sequence[str]) -> list[Fault]:
        """Return nothing: no name is wrong by itself."""
        return []

    def faults(self, paths: Sequence[str], posts: Sequence[Post]) -> list[Fault]:
        """Return what is misplaced, and the posts of one address, or that differ by case alone."""
        return [*self.misplaced(paths), *same_address(posts), *same_name(posts)]

    def findings(self, source: Source, post: Post) -> list[Finding]:
        """Return nothing: the generator misreads nothing."""
        return []

    def archetypes(self, folder: str) -> tuple[str, ...]:
        """Return blogctl's own archetype of the blog."""
        return (".blogctl/archetypes/default.md",)


def index_folder(path: str, homes: Sequence[str]) -> str:
    """Return the folder of a post that is its `index` file; '' for none, or for one of *homes*."""
    folder, _, name = path.rpartition("/")
    return folder if name.split(".")[0] == "index" and folder not in homes else ""


def is_markdown(path: str) -> bool:
    """Say whether *path* is Markdown by its ending."""
    return path.lower().endswith((".md", ".markdown", ".mdown"))


def stem(path: str) -> str:
    """Return a file's name without its ending."""
    name = path.rsplit("/", 1)[-1]
    return next((name[: -len(end)] for end in POST_ENDINGS if name.lower().endswith(end)), name)
