"""Nikola: a post is a text with its fields in a comment above it, or in a `.meta` file beside it.

Where posts lie: the rows of POSTS in conf.py (read, never run), each a folder with all below it
and a pattern for names; the first row that fits a file counts, and PAGES are no posts. A row whose
folder is a pattern, or whose name has no ending, matches nothing in Nikola. Translations are
named by TRANSLATIONS_PATTERN; what one does not say, its original does, and its date is that one's.
One without an original is a post like any other, with its language in its name, and so in its slug.

Fields: `x.meta` beside `x.md` if it holds any; else YAML after an exact first line `---`, TOML
after `+++`, else `.. key: value` lines in the first paragraph, with or without `<!--` around them.
Above these count, where switched on, a docinfo (USE_REST_DOCINFO_METADATA) or Python-Markdown's
metadata, and above those FILE_METADATA_REGEXP. METADATA_MAPPING is followed; METADATA_VALUE_MAPPING
holds functions, which are not run, and the `<meta>` tags of an HTML post are not read. Names are
case-sensitive, and so is the whole of a value: a blank behind `draft` makes it no draft. `tags`
are parted by commas; a post has one `category`.

Dates: all that dateutil takes; without offset in TIMEZONE. `UTC+01:00` is east of Greenwich, but
`UTC+1` and `UTC+0100` are west. A post without a date, or with one that cannot be read, stops
every command of Nikola, as do tags or a slug that are no text, and two posts at one address.

Draft: `status: draft`, or the tag `draft` where USE_TAG_METADATA is on (it is unless conf.py says
otherwise); private likewise. A status in one translation is that of all. Both are written at their
address, and by DEPLOY_DRAFTS deployed; but nothing lists them, so they keep their status and their
URL. Scheduled: the date is to come, unless FUTURE_IS_NOW. `draft: true` means nothing.

URL: language, row, folders below it, slug (else the file's name), by PRETTY_URLS, STRIP_INDEXES,
INDEX_FILE and `pretty_url`. Publishing writes `status: published` or takes the line away, and the
tag `draft` too; unpublishing writes `status: draft` (for a featured post the tag, where that
counts, so that it stays featured). A private post is left alone by both.

Checked against Nikola 8.3.
"""

from collections.abc import Sequence
from copy import copy
from datetime import datetime, tzinfo
from typing import Any

from blogctl.content.dates import in_zone
from blogctl.content.dialect import Value
from blogctl.content.document import Document
from blogctl.content.edits import Edit, in_turn, set_to
from blogctl.content.explaining import Finding
from blogctl.content.front_matter import line_of, read_fields
from blogctl.content.moves import Form
from blogctl.content.post import Post, Status, one_text
from blogctl.content.text import Text
from blogctl.engines.engine import FieldNames, Generator, Placed, Site, Source
from blogctl.engines.faults import Fault
from blogctl.engines.nikola.dates import FORM, Moment, read_moment, write_moment
from blogctl.engines.nikola.fields import (
    Fields,
    comment_fields,
    cut,
    fields_of,
    refuse_bytes,
    special_tags,
    stripped,
    tag_names,
)  # fmt: skip
from blogctl.engines.nikola.findings import crossed, findings, lone_sidecars, unread_settings
from blogctl.engines.nikola.publishing import drafted, marked, undrafted
from blogctl.engines.nikola.site import (
    CONFIG,
    Conventions,
    Member,
    Wildcard,
    group,
    read_conventions,
)
from blogctl.errors import BadFrontMatter

CONFIG_FILES = (CONFIG,)
_MARKS = (b"POSTS", b"BLOG_TITLE", b"COMPILERS", b"SITE_URL")
_BLANK = (
    ".. title: \n.. slug: \n.. date: \n.. tags: \n.. category: \n.. link: \n"
    ".. description: \n.. type: text\n"
)


def detect(site: Site) -> str | None:
    """Return why *site* is Nikola's, or None: a conf.py may be Sphinx's, which has no POSTS."""
    text = site.files.get(CONFIG, b"")
    found = [mark for mark in _MARKS if any(line.startswith(mark) for line in text.splitlines())]
    if b"POSTS" in found and len(found) > 1:
        return f"{CONFIG} is there, and sets POSTS and {found[-1].decode()}"
    return None


def configure(site: Site) -> "Nikola":
    """Return Nikola's conventions as the conf.py of *site* sets them."""
    return Nikola(read_conventions(site))


class Nikola(Generator):
    """Nikola's conventions, configured for one site."""

    name = "nikola"
    language_field = ""
    needs_date = True
    reads_today = True
    own_faults = True
    link_forms = (
        Form(r"link://slug/([^\s)>\"'?#`]+)", "slug"),
        Form(r"link://filename/([^\s)>\"'?#`]+)", "path"),
    )
    statics = ("files",)
    names = FieldNames(
        updated=(("updated",),),
        status=(("status",),),
        categories=(("category",),),
        authors=(("author",),),
        cover=(("previewimage",),),
        slug=(("slug",),),
        forms={"category": "lone", "author": "text"},
    )

    def __init__(self, rules: Conventions) -> None:
        self.rules = rules
        self._members: dict[str, Member] = {}
        # What the files of a post with translations say, by path.
        self._known: dict[str, Fields] = {}

    @property
    def zone(self) -> tzinfo:  # type: ignore[override]  # read from the configuration
        """The site's time zone."""
        return self.rules.zone

    @property
    def language(self) -> str:  # type: ignore[override]  # likewise
        """The site's default language."""
        return self.rules.language

    @property
    def languages(self) -> tuple[str, ...]:  # type: ignore[override]  # likewise
        """The site's languages."""
        return tuple(self.rules.prefixes)

    @property
    def output(self) -> str:  # type: ignore[override]  # read from the configuration
        """The setting `OUTPUT_FOLDER`."""
        return self.rules.output

    @property
    def base(self) -> str:  # type: ignore[override]  # likewise
        """The site's address."""
        return self.rules.base_url

    @property
    def hides_future(self) -> bool:  # type: ignore[override]  # likewise
        """Whether a post whose date is to come is hidden until then."""
        return not self.rules.future_is_now

    @property
    def redirections(self) -> tuple[str, ...]:  # type: ignore[override]  # likewise
        """The addresses in REDIRECTIONS."""
        return tuple(self.aliased(file, "") for file in self.rules.redirected)

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders of the rows of POSTS, without those that lie in another."""
        found = dict.fromkeys(wildcard.folder for wildcard in self.rules.wildcards)
        inner = {one for one in found for other in found if one.startswith(f"{other}/")}
        return tuple(folder for folder in found if folder not in inner) or ("posts",)

    @property
    def home(self) -> str:  # type: ignore[override]  # likewise
        """The folder that a new post goes to."""
        return self._new_row.folder

    @property
    def blank(self) -> bytes:  # type: ignore[override]  # likewise
        """The text that a new post starts from, as Nikola's own `new_post` writes it."""
        header = _BLANK if self._new_row.ending == ".rst" else f"<!--\n{_BLANK}-->\n"
        return f"{header}\n".encode()

    @property
    def _new_row(self) -> Wildcard:
        """Return the row of POSTS for new posts: the first of Markdown, else the first of all."""
        rows = [row for row in self.rules.wildcards if row.name.startswith("*")]
        marked = [row for row in rows if self.rules.markup(f"x{row.ending}") == "markdown"]
        texts_ = [row for row in marked if not row.ending.startswith(".htm")]
        return next(iter((*texts_, *rows)), Wildcard("posts", "*.md", {}))

    def select(self, paths: Sequence[str]) -> list[str]:
        """Return the posts among *paths*, translations too."""
        self._members = group(paths, self.rules)
        return [path for path in paths if path in self._members]

    def sections(self, paths: Sequence[str]) -> list[str]:
        """Return the files of posts with translations: each says something of the others."""
        if len(self.languages) < 2:
            return []
        members = group(paths, self.rules)
        return [path for path in paths if path in members and len(members[path].family) > 1]

    def inheriting(self, sections: Sequence[Source]) -> "Nikola":
        """Return this engine, knowing what the files of posts with translations say."""
        engine = copy(self)
        engine._known = {}
        for source in sections:
            try:
                engine._known[source.path] = self._own_fields(source)
            except BadFrontMatter:
                # It is told where that file itself is read.
                continue
        return engine

    def sidecar(self, path: str) -> str:
        """Return the `.meta` file that holds the fields of the post at *path*, if it exists."""
        member = self._member(path)
        stem = member.base.rpartition(".")[0]
        return self.rules.candidate(f"{stem}.meta", member.lang)

    def cut(self, path: str, data: bytes) -> Document:
        """Return the pieces of a post file."""
        return cut(data, self.rules.markup(path), self.rules.forms)

    def paired(self, path: str, fields: bytes, body: bytes) -> Document:
        """Return the document of a post with a sidecar; one without fields does not count."""
        beside = cut(fields, "", self.rules.forms)
        if beside.format == "none":
            return self.cut(path, body)
        closing = beside.closing + beside.body
        return beside._replace(closing=closing, body=body, sidecar=self.sidecar(path))

    def _member(self, path: str) -> Member:
        """Return what is known of the file at *path* by its name; alone, where it is new."""
        if path in self._members:
            return self._members[path]
        found = group([path], self.rules)
        if path in found:
            return found[path]
        row = next((row for row in self.rules.wildcards if path.startswith(f"{row.folder}/")),
                   self._new_row)  # fmt: skip
        return Member(self.language, path, {self.language: path}, row)

    def _own_fields(self, source: Source) -> Fields:
        """Return what a file itself says, and its name."""
        path, document = source.path, source.document
        fields = self.rules.named(self._member(path).base)
        return {**fields, **fields_of(document, self.rules.markup(path), self.rules.forms)}

    def _fields(self, source: Source) -> tuple[Member, Fields, Fields]:
        """Return a file's place, the fields of its original, and those that are its own."""
        member = self._member(source.path)
        own = self._own_fields(source)
        if member.base == source.path:
            return member, own, own
        if member.base not in self._known:
            message = f"its original cannot be read: {member.base}"
            raise BadFrontMatter(message, hint="mend that one")
        return member, self._known[member.base], own

    def text_of(self, source: Source) -> Text:
        """Return the body, in the markup that conf.py has for its ending."""
        text = source.document.body.decode("utf-8-sig")
        return Text(text, self.rules.markup(source.path))

    def read(self, source: Source, now: datetime) -> Post:
        """Return the post that a file means to Nikola; raise BadFrontMatter where that stops."""
        refuse_bytes(source.document)
        member, first, own = self._fields(source)
        fields = {**first, **own}
        date, updated = self._dates(source, member, first, now)
        slug = self._slug(source, member, first, fields)
        draft, private = self._hidden(source, member, first, own)
        post = Post(
            path=source.path,
            slug=slug,
            title=one_text(fields.get("title") or _stem(member.base)).strip(),
            status="private" if private and not draft else "published",
            draft=draft,
            date=date.at,
            publish=date.at if self.hides_future else None,
            updated=updated.at if updated and updated.at != date.at else None,
            expires=None,
            url=self.rules.url(member, member.lang, slug, fields.get("pretty_url")),
            lang=member.lang,
            **self._named_fields(source, fields),
            meta=read_fields(source.document),
            text=self.text_of(source),
        )
        return post._replace(status=self.status(post, now))

    def _dates(
        self, source: Source, member: Member, fields: Fields, now: datetime
    ) -> tuple[Moment, Moment | None]:
        """Return the date of a post and when it was updated; a translation has its original's."""
        today = in_zone(now, self.zone)
        found: list[Moment | None] = []
        for name in ("date", "updated"):
            value = fields.get(name)
            try:
                found.append(read_moment(value, self.zone, today))
            except (ValueError, OverflowError) as error:
                message = f"'{one_text(value)}' in '{name}' is not a date that can be read"
                raise self._stops(source, member, name, message, FORM) from error
            if found[-1] is None and (name == "date" or name in fields):
                message = f"it has no {name}, and Nikola stops at that"
                raise self._stops(source, member, name, message, FORM)
        assert found[0]
        return found[0], found[1]

    def _stops(
        self, source: Source, member: Member, name: str, message: str, hint: str
    ) -> BadFrontMatter:
        if member.base != source.path:
            return BadFrontMatter(f"{message} ({member.base})", hint=hint)
        if source.document.sidecar:
            message = f"{message} ({source.document.sidecar})"
        return BadFrontMatter(message, line=line_of(source.document, name), hint=hint)

    def _slug(self, source: Source, member: Member, first: Fields, fields: Fields) -> str:
        slug = fields.get("slug") or first.get("slug") or self.rules.default_slug(member.base)
        if not isinstance(slug, str):
            message, hint = f"the slug '{one_text(slug)}' is no text", "put it in quotes"
            raise BadFrontMatter(message, line=line_of(source.document, "slug"), hint=hint)
        return slug

    def _hidden(
        self, source: Source, member: Member, first: Fields, own: Fields
    ) -> tuple[bool, bool]:
        """Return whether a post is a draft, and whether it is private, by any of its files."""
        said: set[str] = set()
        for path in member.family.values():
            fields = own if path == source.path else self._known.get(path, {})
            merged = {**first, **fields}
            status = merged.get("status")
            said |= {status} if isinstance(status, str) else set()
            if self.rules.tag_status:
                said |= special_tags(
                    tag_names(source.document, merged.get("tags")), source.document
                )
        return "draft" in said, "private" in said

    def _named_fields(self, source: Source, fields: Fields) -> dict[str, Any]:
        """Return the fields that name things: tags, category, authors, description, cover."""
        tags = tag_names(source.document, fields.get("tags"))
        special = ("draft", "private") if self.rules.tag_status else ()
        author = fields.get("author")
        return {
            "tags": tuple(tag for tag in tags if tag not in special),
            "categories": stripped(fields.get("category") or fields.get("section")),
            "series": (),
            "authors": stripped(author.split(",") if isinstance(author, str) else author),
            "description": one_text(fields.get("description")).strip(),
            "cover": one_text(fields.get("previewimage")).strip(),
        }

    def status(self, post: Post, now: datetime) -> Status:
        """Return draft, private, scheduled or published, in that order of precedence."""
        if post.draft:
            return "draft"
        if post.status == "private":
            return "private"
        if post.publish and post.publish >= now:
            return "scheduled"
        return "published"

    def because(self, source: Source, post: Post, now: datetime) -> str:
        """Return what decides the status of *post*."""
        status = self.status(post, now)
        if status in ("draft", "private"):
            return f"{self._reason(source, status)}, and Nikola writes it but lists it nowhere"
        if status == "scheduled" and post.date:
            local = f"{in_zone(post.date, self.zone):%Y-%m-%d %H:%M}"
            return f"its date, {local} in {self.zone}, is to come"
        return "nothing hides it"

    def _reason(self, source: Source, status: str) -> str:
        own = self._fields(source)[2]
        document = source.document
        if own.get("status") == status:
            return f"'status: {status}' on line {line_of(document, 'status')}"
        if self.rules.tag_status and status in tag_names(document, own.get("tags")):
            return f"the tag '{status}' on line {line_of(document, 'tags')}"
        return "another translation says so"

    def findings(self, source: Source, post: Post) -> list[Finding]:
        """Return what Nikola passes over or misreads in a post."""
        member, first, own = self._fields(source)
        today = post.date or source.modified
        doubt = ""
        if member.base == source.path:
            moment = read_moment(first.get("date"), self.zone, today)
            doubt = moment.doubt if moment else ""
        found = findings(source.document, own, doubt=doubt, tags_count=self.rules.tag_status)
        if member.base != source.path and own.get("date") and "date" in post.meta:
            line = line_of(source.document, "date")
            message = f"Nikola takes the date of its original, {member.base}, not this one"
            found.append(Finding(line, message, "take it out"))
        return found

    def reach(self, path: str) -> str | None:
        """Return '': files of one name and other endings are one post, and its translations."""
        return ""

    def faults(self, paths: Sequence[str], posts: Sequence[Post]) -> list[Fault]:
        """Return sidecars without a post, posts at another's address, and settings not read."""
        beside = {self.sidecar(path) for path in self._members}
        lone = lone_sidecars(paths, beside, self._new_row.ending)
        return [*lone, *crossed(posts, self._member, self.rules), *unread_settings(self.rules)]

    def release(self, placed: Placed, post: Post | None, when: datetime, *, redate: bool) -> Placed:
        """Return a post that is no draft by its own fields, dated if it was not."""
        fields = self._written(placed)
        edits = undrafted(placed.document, fields, tags_count=self.rules.tag_status)
        if redate or not fields.get("date"):
            edits += self._dated(placed, when)
        return self._edited(placed, edits)

    def withdraw(self, placed: Placed, post: Post | None) -> Placed:
        """Return a post with `status: draft`; one that is a draft or private stays as it is."""
        fields = self._written(placed)
        edits = drafted(placed.document, fields, tags_count=self.rules.tag_status)
        document = self._edited(placed, edits).document
        if edits and self._status_in(document).strip() == "draft":
            # It may have been there with a blank behind it, which hides nothing.
            document = marked(document, "draft")
        return placed._replace(document=document)

    def redated(self, placed: Placed, when: datetime) -> Placed:
        """Return a post dated *when*; a translation, which has its original's date, as it is."""
        return self._edited(placed, self._dated(placed, when))

    def _dated(self, placed: Placed, when: datetime) -> list[Edit]:
        if self._member(placed.path).base != placed.path:
            return []
        if placed.document.format in ("yaml", "toml"):
            # These have dates of their own, and Nikola takes either.
            return [set_to("date", when.astimezone(self.zone).replace(microsecond=0))]
        return [set_to("date", self.date_value(when))]

    def _written(self, placed: Placed) -> Fields:
        """Return the fields of a file alone."""
        member = self._member(placed.path)
        named = self.rules.named(member.base)
        markup = self.rules.markup(placed.path)
        return {**named, **fields_of(placed.document, markup, self.rules.forms)}

    def _edited(self, placed: Placed, edits: list[Edit]) -> Placed:
        if not edits:
            return placed
        document = placed.document
        edited = in_turn(edits)(document)
        status = self._status_in(edited)
        if status and status != self._status_in(document):
            edited = marked(edited, status.strip())
        return placed._replace(document=edited)

    def _status_in(self, document: Document) -> str:
        """Return the status in a comment header, with the blanks around it."""
        if document.format != "comments":
            return ""
        return one_text(comment_fields(document.block).get("status"))

    def date_value(self, when: datetime) -> Value:
        """Return a moment in the site's zone, as Nikola's `new_post` writes it."""
        return write_moment(when.astimezone(self.zone), iso=self.rules.iso_dates)

    def term_url(self, noun: str, name: str, post: Post) -> str:
        """Return the address of the page of a tag, a category or an author; '' for none."""
        return self.rules.term_url(noun, name, post.lang)

    def redirect(self, old: str, new: str) -> str:
        """Return the row of REDIRECTIONS that conf.py needs, which blogctl does not edit."""
        file = self.alias(old, new).lstrip("/") + ("index.html" if old.endswith("/") else "")
        return f'conf.py: REDIRECTIONS += [("{file}", "{new}")]'

    def new_path(self, folder: str, name: str, lang: str, *, bundle: bool) -> str:
        """Return `folder/name.md`, or with the ending that POSTS takes there."""
        rows = [row for row in self.rules.wildcards if row.folder == folder]
        taken = [row.ending for row in rows]
        ending = self._new_row.ending if self._new_row.ending in taken or not taken else taken[0]
        return self.rules.candidate(f"{folder}/{name}{ending}", lang or self.language)


def _stem(path: str) -> str:
    return path.rsplit("/", 1)[-1].rpartition(".")[0]
