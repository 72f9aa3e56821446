"""Pelican: articles under its content folder, with metadata that is neither YAML nor TOML.

Where posts lie: the files under PATH and ARTICLE_PATHS that end in `.md`, `.markdown`, `.mkd`,
`.mdown` (Markdown) or `.rst` (reStructuredText), in small letters, without ARTICLE_EXCLUDES, the
pages (PAGE_PATHS) and IGNORE_FILES. Articles in HTML are left out. Names are free; a date that one
begins with, `2026-03-15-my-post`, is the article's where no field has another. Settings come from
pelicanconf.py and publishconf.py, which are read and never run: one that is computed is reported,
and taken for its default. Where PATH is not set, it is `content` if that is there, as in `pelican
content`; where it is the blog's own folder, articles that lie in no folder are left out.

Fields: in Markdown `Key: value` lines up to the first blank one, as Python-Markdown's `meta`
extension has it; lines of four blanks or more go on with a value; `---` may stand above, `---` or
`...` below. In reStructuredText `:key: value` lines below the one heading of the top level, which
is the title. Keys in any case. Tags and authors are parted by commas, or by semicolons where there
is one; a category is one, else the folder's name, else DEFAULT_CATEGORY. More fields come from
DEFAULT_METADATA, EXTRA_PATH_METADATA, FILENAME_METADATA and PATH_METADATA.

Dates: `2026-03-15 08:00` and most full dates that dateutil reads; what has no offset is in TIMEZONE
(or the field `Timezone`), as Python reads a local time. A form that says another day on another
day, or on another machine, is refused, and so are years of two digits. An article without a title,
or without a date unless it is a draft, and one with a status that there is not, is left out by
Pelican, and refused here. So is one in reStructuredText with a heading's line too short; what else
docutils warns of is not seen.

Status: `draft`; private are `hidden`, which is written and listed nowhere, and `skip`, which is not
written. With WITH_FUTURE_DATES off, an article whose date is to come is a draft till then.

URL: ARTICLE_URL and ARTICLE_LANG_URL, for drafts DRAFT_URL and DRAFT_LANG_URL, or the field `Url`;
the slug is the field `Slug`, else made of the title (SLUGIFY_SOURCE). A draft is written too, at
`drafts/slug.html`. Publishing sets `Status` to `published` or takes it away, and writes a date if
there is none; unpublishing writes `Status: draft`. Checked against Pelican 4.12.
"""

import posixpath
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from fnmatch import fnmatchcase
from typing import Any

from blogctl.content.dates import in_zone
from blogctl.content.dialect import Dialect, Value
from blogctl.content.document import BOM, Document
from blogctl.content.edits import Edit, set_to, unset
from blogctl.content.explaining import Finding
from blogctl.content.front_matter import read_fields
from blogctl.content.moves import Form
from blogctl.content.post import Post, Status, texts
from blogctl.content.rst import without_markup
from blogctl.content.text import Markup, Text
from blogctl.engines.engine import FieldNames, Generator, Placed, Site, Source, index_folder
from blogctl.engines.faults import Fault
from blogctl.engines.pelican.articles import Article, given, read_article, told_by_path
from blogctl.engines.pelican.dates import write_date
from blogctl.engines.pelican.findings import findings_of
from blogctl.engines.pelican.metadata import cut_fieldlist, cut_lines, fields_of, has_fields
from blogctl.engines.pelican.settings import CONFIG_FILES, Settings, base_path, plain, read_settings
from blogctl.engines.pelican.terms import term_url
from blogctl.errors import CannotEdit

__all__ = ["CONFIG_FILES", "Pelican", "configure", "detect"]

_DIALECT = Dialect(schema="python", separator=";", any_case=True)
_NAMED_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def detect(site: Site) -> str | None:
    """Return why *site* is Pelican's, or None."""
    return "pelicanconf.py is there" if "pelicanconf.py" in site.entries else None


def configure(site: Site) -> "Pelican":
    """Return Pelican's conventions as the settings of *site* have them; raise BadSetting."""
    return Pelican(read_settings(site), site.entries)


class Pelican(Generator):
    """Pelican's conventions, configured for one blog."""

    name = "pelican"
    blank = b"Title:\n\n"
    link_forms = (Form(r"[{|](?:filename|static|attach)[|}]([^\s)>\"'?#]+)", "near"),)
    names = FieldNames(
        updated=(("modified",),),
        status=(("status",),),
        categories=(("category",),),
        authors=(("authors",), ("author",)),
        description=(("summary",),),
        slug=(("slug",),),
        url=(("url",),),
        lang=(("lang",),),
        forms={"category": "lone", "author": "lone"},
    )

    def __init__(self, settings: Settings, entries: frozenset[str] = frozenset()) -> None:
        self.settings = settings
        self.output = settings.output
        self.zone = settings.zone
        self.language = settings.language
        self.languages = (settings.language,)
        self.base = settings.base
        self.hides_future = not settings.shows_future
        self.slug_in_name = (
            settings.slug_source == "basename" or "(?P<slug>" in settings.name_pattern
        )
        self.dated_names = "(?P<slug>" in settings.name_pattern
        self.folders = self._folders(entries)
        self.home = self.folders[0]

    def _folders(self, entries: frozenset[str]) -> tuple[str, ...]:
        """Return the folders of articles; where that is the blog's own, those in it."""
        found = []
        for path in self.settings.article_paths:
            is_file = path.rpartition(".")[2] in self.settings.endings
            folder = plain(path.rpartition("/")[0] if is_file else path)
            found.append("/".join(part for part in (self.settings.path, folder) if part))
        if "" in found:
            tops = sorted(entry.strip("/") for entry in entries if entry.endswith("/"))
            found = [top for top in tops if top != "output" and not top.startswith(".")]
        return tuple(dict.fromkeys(found)) or ("content",)

    def select(self, paths: Sequence[str]) -> list[str]:
        """Return those of *paths* that are articles."""
        return [path for path in paths if self._is_article(path, self.settings.endings)]

    def _is_article(self, path: str, endings: Sequence[str]) -> bool:
        inner = self._inner(path)
        name = inner.rpartition("/")[2]
        if name.rpartition(".")[2] not in endings or "." not in name or self._is_ignored(name):
            return False
        return any(self._reaches(root, inner) for root in self.settings.article_paths)

    def _reaches(self, root: str, inner: str) -> bool:
        """Say whether a walk from the folder *root* comes to a file; or *root* is that file."""
        start = plain(root)
        if start == inner:
            return True
        if start and not inner.startswith(f"{start}/"):
            return False
        # Pelican compares the path of a walk as it is written: `./old` is not `old` to it.
        above = root
        for folder in inner.removeprefix(f"{start}/" if start else "").split("/")[:-1]:
            if self._is_ignored(folder) or (above, folder) in self.settings.excluded:
                return False
            above = posixpath.join(above, folder)
        return True

    def _is_ignored(self, name: str) -> bool:
        return any(fnmatchcase(name, pattern) for pattern in self.settings.ignored)

    def _inner(self, path: str) -> str:
        """Return a path in the content folder."""
        return path.removeprefix(f"{self.settings.path}/") if self.settings.path else path

    def cut(self, path: str, data: bytes) -> Document:
        """Return the pieces of an article."""
        return (cut_fieldlist if path.endswith(".rst") else cut_lines)(data, _DIALECT)

    def text_of(self, source: Source) -> Text:
        """Return the body, in the markup that its fields are written in."""
        return Text(source.document.body.decode("utf-8"), _markup(source.document))

    def read(self, source: Source, now: datetime) -> Post:
        """Return the post that an article is; raise BadFrontMatter for one that is left out."""
        document = source.document
        written = read_fields(document)
        article = self._article(source.path, document, source.modified)
        word = article.checked_status()
        date, updated = article.date("date"), article.date("modified")
        if word != "skip":
            article.refuse_missing(date)
        is_late = bool(self.hides_future and date and date > now)
        post = Post(
            path=source.path,
            slug=article.slug(),
            title=" ".join(texts(article.known.get("title"))),
            status="published",
            draft=word == "draft",
            date=date,
            publish=date if self.hides_future else None,
            updated=updated if updated != date else None,
            expires=None,
            url="" if word == "skip" else article.url(date, is_draft=word == "draft" or is_late),
            lang=article.lang(),
            tags=article.names("tags"),
            categories=texts(article.known.get("category")),
            series=(),
            authors=article.authors(),
            description=" ".join(texts(article.known.get("summary"))).strip(),
            cover="",
            meta=written,
            text=self.text_of(source),
        )
        return post._replace(status=self.status(post, now))

    def _article(self, path: str, document: Document, modified: datetime | None = None) -> Article:
        return read_article(self.settings, self._inner(path), document, modified)

    def status(self, post: Post, now: datetime) -> Status:
        """Return draft, private, scheduled or published, in that order of precedence."""
        word = self._word(post.path, post.meta)
        if word == "draft":
            return "draft"
        if word in ("hidden", "skip"):
            return "private"
        if self.hides_future and post.date and post.date > now:
            return "scheduled"
        return "published"

    def _word(self, path: str, meta: Mapping[str, Any]) -> str:
        """Return an article's status as its fields, else the settings have it."""
        own = (str(value) for key, value in meta.items() if key.lower() == "status")
        value = without_markup(next(own, "").split("\n")[0].strip())
        return (value or self._usual_status(path)).lower()

    def _usual_status(self, path: str) -> str:
        """Return the status of an article that has none of its own."""
        return str(given(self.settings, self._inner(path)).get("status", "published")).lower()

    def findings(self, source: Source, post: Post) -> list[Finding]:
        """Return what Pelican passes over or misreads in an article."""
        fields = fields_of(source.document)
        return list(findings_of(source.document, fields, self.language))

    def misplaced(self, paths: Sequence[str]) -> list[Fault]:
        """Return articles that Pelican passes over, and settings that are not read."""
        endings = self.settings.endings
        found: list[Fault] = []
        for path in paths:
            stem, _, ending = path.rpartition(".")
            lower = f"{stem}.{ending.lower()}"
            if ending not in endings and self._is_article(lower, endings):
                message = f"Pelican passes over a file that ends in '.{ending}'"
                found.append(Fault(path, message, f"call it {lower.rpartition('/')[2]}"))
        found += [
            Fault("pelicanconf.py", setting.message, "write it as a plain value")
            for setting in self.settings.unread
        ]
        for name in self.settings.foreign:
            message = f"it takes settings from '{name}', which blogctl does not read"
            hint = "write those that decide about articles in pelicanconf.py itself"
            found.append(Fault("pelicanconf.py", message, hint))
        return found

    def because(self, source: Source, post: Post, now: datetime) -> str:
        """Return what decides the status of *post* at *now*."""
        if post.status == "scheduled" and post.date:
            moment = in_zone(post.date, self.zone)
            return f"its date, {moment:%Y-%m-%d %H:%M} in {self.zone}, is to come"
        if post.status == "published":
            return "nothing hides it"
        for field in fields_of(source.document):
            if field.name.lower() == "status" and field.values[0]:
                return f"`{field.name}: {field.values[0]}` on line {field.line}"
        return f"its status is '{self._word(post.path, {})}' in pelicanconf.py"

    def release(self, placed: Placed, post: Post | None, when: datetime, *, redate: bool) -> Placed:
        """Return an article with its status published, dated if it is not or if *redate*."""
        meta = read_fields(placed.document)
        if self._word(placed.path, meta) != "published":
            usual = self._usual_status(placed.path) == "published"
            silent = usual and not placed.document.dialect.says_live
            edit = unset("status") if silent else set_to("status", "published")
            placed = self._edited(placed, edit)
        if redate or not self._has_date(placed.path, meta):
            return self.redated(placed, when)
        return placed

    def withdraw(self, placed: Placed, post: Post | None) -> Placed:
        """Return an article with the status draft; one that is not written stays as it is."""
        if self._word(placed.path, read_fields(placed.document)) in ("draft", "skip"):
            return placed
        return self._edited(placed, set_to("status", "draft"))

    def redated(self, placed: Placed, when: datetime) -> Placed:
        """Return an article dated *when*, in its field and in its name if that has a date."""
        meta = {name.lower(): value for name, value in read_fields(placed.document).items()}
        text = write_date(when, self._article(placed.path, placed.document).zone())
        path = self._renamed(placed.path, text[:10])
        is_told = told_by_path(self.settings, self._inner(path)).get("date") == text[:10]
        if is_told and text[10:] == " 00:00" and "date" not in meta:
            return placed._replace(path=path)
        return self._edited(placed, set_to("date", text))._replace(path=path)

    def date_value(self, when: datetime) -> Value:
        """Return a moment as `2026-03-15 08:00` in the site's zone; an offset only in doubt."""
        return write_date(when, self.zone)

    @property
    def root(self) -> str:
        """The path that addresses begin with."""
        return base_path(self.settings.base).strip("/")

    def term_url(self, noun: str, name: str, post: Post) -> str:
        """Return the address of the page of a tag, a category or an author; '' for none."""
        return term_url(self.settings.terms, noun, name, base_path(self.settings.base))

    def redirect(self, old: str, new: str) -> str:
        """Return the page and the setting that redirect, since no field does."""
        page = f"redirects/{old.strip('/').replace('/', '-').removesuffix('.html')}.html"
        place = old.lstrip("/") + ("index.html" if old.endswith("/") else "")
        return (
            f'{self.settings.path or "content"}/{page}: <meta http-equiv="refresh" '
            f'content="0; url={new}">; pelicanconf.py: STATIC_PATHS += ["{page}"], '
            f'EXTRA_PATH_METADATA["{page}"] = {{"path": "{place}"}}'
        )

    def belongings(self, path: str) -> str:
        """Return the folder of a post that is `x/index.md`."""
        return index_folder(path, self.folders)

    def new_path(self, folder: str, name: str, lang: str, *, bundle: bool) -> str:
        """Return `folder/name.md`, or `folder/name/index.md`."""
        return f"{folder}/{name}/index.md" if bundle else f"{folder}/{name}.md"

    def _has_date(self, path: str, meta: Mapping[str, Any]) -> bool:
        own = any(name.lower() == "date" and value for name, value in meta.items())
        return own or "date" in given(self.settings, self._inner(path))

    def _renamed(self, path: str, day: str) -> str:
        """Return *path* with *day* for the date in its name, unless the address holds that."""
        folder, _, name = path.rpartition("/")
        found = re.match(self.settings.name_pattern, name.rpartition(".")[0])
        if not found or "date" not in found.groupdict() or self.settings.slug_source == "basename":
            return path
        start, end = found.span("date")
        if not _NAMED_DAY.fullmatch(name[start:end]):
            return path
        return f"{folder}/{name[:start]}{day}{name[end:]}"

    def _edited(self, placed: Placed, edit: Edit) -> Placed:
        """Return *placed* with its document edited; raise CannotEdit where a field has no place."""
        document = placed.document
        if not document.block and not document.closing and not _has_room(document):
            message = "the text begins where fields would stand"
            raise CannotEdit(message, hint="put a title, and an empty line, above it")
        if not has_fields(document):
            message = "the title's heading is one of several, so Pelican reads no fields"
            raise CannotEdit(message, hint="give the title a line of its own kind")
        return placed._replace(document=edit(document))


def _has_room(document: Document) -> bool:
    """Say whether fields that are put before the body stay apart from it."""
    if document.format == "fieldlist" and not document.opening.removeprefix(BOM).strip():
        return not document.opening and not document.body.strip()
    return document.body.lstrip(b" \t")[:1] in (b"", b"\r", b"\n")


def _markup(document: Document) -> Markup:
    return "rst" if document.format == "fieldlist" else "markdown"
