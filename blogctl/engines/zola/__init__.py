"""Zola: posts under `content/`, one page a file or bundle, front matter in TOML.

Where posts lie: every `.md` below `content/` but `_index.md`, which are sections. `x/index.md` is
a page with files of its own. `x.fr.md` is French where `[languages.fr]` is configured; a name with
any other dot then stops Zola. What `ignored_content` matches is left out.

Front matter, between `+++` (TOML) or `---` (YAML), is a must. Each field has its kind, or Zola
stops. Dates: `date`, `updated`, as TOML dates or RFC 3339 in text, in UTC where they name no
offset; without `date`, the date before `-` or `_` in the name. Tags, categories and series stand
in `[taxonomies]`, which the configuration must know; what is not Zola's own, in `[extra]`.

Draft: `draft = true`, in the post or in the `_index.md` of a folder above it. Private: `render =
false`, for which no page is written. No date hides a post, neither one to come nor one that has
passed. A page without a date is in no list of a section with `sort_by = "date"`.

URL: `path`, else the folders and the slug: `slug`, or the name without its date, as
`slugify.paths` spells it; other languages have their code before it. Publishing writes
`draft = false`, and a date if there is none. Redating changes the name of a dated file too,
unless the site has several languages, whose files must share their name.

Zola was read, not run: its source and documentation, as of 0.22.
"""

import re
from collections.abc import Mapping, Sequence
from copy import copy
from datetime import UTC, datetime
from typing import Any

from blogctl.content.dialect import Dialect, Value
from blogctl.content.document import Document, sliced
from blogctl.content.edits import set_to
from blogctl.content.explaining import Finding
from blogctl.content.front_matter import line_of, read_fields
from blogctl.content.moves import Form
from blogctl.content.post import Post, Status, one_text, texts
from blogctl.engines.engine import (
    CONCEPTS,
    FieldNames,
    Generator,
    Placed,
    Site,
    Source,
    index_folder,
)
from blogctl.engines.faults import Fault
from blogctl.engines.status_lines import hidden, shown
from blogctl.engines.zola.fields import date_of, line_below, read_date, refuse_types
from blogctl.engines.zola.site import CONFIG_FILES as CONFIG_FILES
from blogctl.engines.zola.site import (
    CONTENT,
    Conventions,
    Place,
    address,
    dated,
    is_ignored,
    place_of,
    read_conventions,
    slug_of,
    term_address,
)
from blogctl.errors import BadFrontMatter, CannotEdit

Fields = Mapping[str, Any]
_SPACE = rb"[\t\n\x0b\x0c\r ]*"
_FENCED = {
    form: re.compile(
        rb"(?:\xef\xbb\xbf)?" + _SPACE + fence + rb"(\r?\n.*?)" + fence + _SPACE + rb"(?:\Z|\r?\n)",
        re.DOTALL,
    )
    for form, fence in (("toml", rb"\+\+\+"), ("yaml", b"---"))
}
# Fields of other generators, and where Zola has the like.
_FOREIGN = {
    "tags": "write it below [taxonomies]", "categories": "write it below [taxonomies]",
    "series": "write it below [taxonomies]", "author": 'write authors = ["…"]',
    "lastmod": "write updated", "modified": "write updated", "url": "write path",
    "permalink": "write path", "publishDate": "", "publishdate": "", "expiryDate": "",
    "expirydate": "", "unpublishDate": "", "published": "write draft",
}  # fmt: skip


def detect(site: Site) -> str | None:
    """Return why *site* is Zola's, or None."""
    if "zola.toml" in site.entries:
        return "zola.toml is there"
    config = site.files.get("config.toml", b"")
    has = re.search(rb"(?m)^[ \t]*base_url[ \t]*=", config)
    hugo = re.search(rb"(?mi)^[ \t]*baseURL[ \t]*=", config)
    return "config.toml is there, with base_url in it" if has and not hugo else None


def configure(site: Site) -> "Zola":
    """Return Zola's conventions as the configuration of *site* sets them."""
    return Zola(read_conventions(site))


class Zola(Generator):
    """Zola's conventions, configured for one site."""

    name = "zola"
    zone = UTC
    folders = (CONTENT,)
    home = f"{CONTENT}/blog"
    language_field = ""
    dated_names = True
    link_forms = (Form(r"@/([^\s)>\"'?#]+)", "path"),)
    blank = b'+++\ntitle = ""\n+++\n\n'
    statics = ("static",)
    names = FieldNames(
        updated=(("updated",),),
        status=(("draft",),),
        tags=(("taxonomies", "tags"),),
        categories=(("taxonomies", "categories"),),
        series=(("taxonomies", "series"),),
        authors=(("authors",),),
        cover=(("extra", "image"), ("extra", "cover")),
        slug=(("slug",),),
        url=(("path",),),
        aliases=(("aliases",),),
        custom=("extra",),
    )

    def term_url(self, noun: str, name: str, post: Post) -> str:
        """Return the address of a term's page, in the language of *post*; '' for no taxonomy."""
        keys = (field.key for field in self.names.holding(CONCEPTS[noun]))
        plurals = [key[1] for key in keys if key[0] == "taxonomies"]
        return term_address(plurals[0], name, post.lang, self.conventions) if plurals else ""

    def __init__(self, conventions: Conventions) -> None:
        self.conventions = conventions
        self.output = conventions.output
        self.language = conventions.default
        self.languages = (conventions.default, *conventions.languages)
        self.base = conventions.base
        self._sections: dict[str, Fields] = {}
        self._drafts: dict[str, str] = {}

    def select(self, paths: Sequence[str]) -> list[str]:
        """Return the pages of *paths*."""
        return [
            path
            for path in paths
            if path.endswith(".md")
            and path.startswith(f"{CONTENT}/")
            and not path.rsplit("/", 1)[-1].startswith(("_index.", "."))
            and not is_ignored(path, self.conventions)
        ]

    def sections(self, paths: Sequence[str]) -> list[str]:
        """Return the `_index.md` files of *paths*, of all languages."""
        codes = ["", *(f".{code}" for code in self.conventions.languages)]
        names = {f"_index{code}.md" for code in codes}
        return [path for path in paths if path.rsplit("/", 1)[-1] in names]

    def inheriting(self, sections: Sequence[Source]) -> "Zola":
        """Return this engine as it reads posts below *sections*, `_index.md` files."""
        engine = copy(self)
        engine._sections = {}
        for source in sections:
            fields = read_fields(source.document)
            refuse_types(source.document, fields)
            engine._sections[source.path] = fields
        engine._drafts = {
            path.rpartition("/")[0]: path
            for path, fields in engine._sections.items()
            if fields.get("draft") is True
        }
        return engine

    def cut(self, path: str, data: bytes) -> Document:
        """Return the pieces of a post file; raise BadFrontMatter where Zola finds none."""
        dialect = Dialect(schema="rust", any_case=False)
        for form, pattern in _FENCED.items():
            found = pattern.match(data)
            if found:
                start = found.start(1) + (2 if data.startswith(b"\r\n", found.start(1)) else 1)
                # Empty front matter is its one line ending.
                end = max(start, found.end(1))
                return sliced(data, start, end, found.end(), form, dialect)  # type: ignore[arg-type]  # the keys of _FENCED
        message = "there is no front matter, and Zola stops at such a file"
        hint = "open the text with a line of '+++', its fields, and a line of '+++'"
        raise BadFrontMatter(message, line=1, hint=hint)

    def read(self, source: Source, now: datetime) -> Post:
        """Return the post that a file means to Zola."""
        document = source.document
        fields = read_fields(document)
        refuse_types(document, fields)
        place = place_of(source.path, self.conventions)
        self._refuse_place(place)
        date = self._date(document, fields, place)
        updated = date_of(document, fields, "updated")
        slug = slug_of(place, one_text(fields.get("slug")), self.conventions)
        url = address(place, slug, one_text(fields.get("path")), self.conventions)
        post = Post(
            path=source.path,
            slug=slug,
            title=one_text(fields.get("title")),
            status="published",
            draft=fields.get("draft") is True or self._draft_above(source.path) != "",
            date=date,
            publish=None,
            updated=updated if updated != date else None,
            expires=None,
            url="" if fields.get("render") is False else url,
            lang=place.lang,
            **_named(fields),
            meta=fields,
            text=self.text_of(source),
        )
        return post._replace(status=self.status(post, now))

    def _refuse_place(self, place: Place) -> None:
        """Raise BadFrontMatter for a name that has no language behind its dot."""
        if place.unknown:
            message = f"'{place.unknown}' in its name is no language of the site"
            hint = f"add [languages.{place.unknown}] to the configuration, or rename the file"
            raise BadFrontMatter(message, hint=hint)

    def _date(self, document: Document, fields: Fields, place: Place) -> datetime | None:
        """Return a post's date: the field's, else its name's, if that is a day of the calendar."""
        if "date" in fields:
            return date_of(document, fields, "date")
        try:
            return read_date(dated(place.own_name)[0])
        except ValueError:
            return None

    def _draft_above(self, path: str) -> str:
        """Return the section that is a draft, with all that lies below it; '' for none."""
        folder = path.rpartition("/")[0]
        while folder and self._drafts:
            if folder in self._drafts:
                return self._drafts[folder]
            folder = folder.rpartition("/")[0]
        return ""

    def status(self, post: Post, now: datetime) -> Status:
        """Return draft, private or published."""
        if post.draft:
            return "draft"
        return "private" if post.meta.get("render") is False else "published"

    def because(self, source: Source, post: Post, now: datetime) -> str:
        """Return what decides the status of *post*: a field with its line, or a section."""
        name = "draft" if post.draft else "render"
        if post.status == "published":
            return "nothing hides it"
        if post.draft and post.meta.get("draft") is not True:
            return f"{self._draft_above(post.path)} is a draft, with all below it"
        line = line_of(source.document, name)
        return f"'{name}: {one_text(post.meta[name])}' on line {line}"

    def findings(self, source: Source, post: Post) -> list[Finding]:
        """Return what Zola passes over or misreads in a post."""
        document, fields = source.document, post.meta
        found = [
            # Who writes when to publish means the post not to show before.
            Finding(
                line_of(document, name),
                f"'{name}' means nothing to Zola here",
                hint or None,
                stops=name.lower() == "publishdate",
            )
            for name, hint in _FOREIGN.items()
            if fields.get(name) not in (None, "", [], True)
        ]
        extra = fields.get("extra") or {}
        if extra.get("draft") is True and not post.draft:
            message = "'draft' stands in the table extra, where it means nothing"
            hint = "write it above the first table"
            line = line_below(document, "extra", "draft")
            found.append(Finding(line, message, hint, stops=False))
        return found + self._unknown_taxonomies(document, post) + self._unlisted(post)

    def _unknown_taxonomies(self, document: Document, post: Post) -> list[Finding]:
        if self.conventions.taxonomies is None:
            return []
        known = self.conventions.taxonomies.get(post.lang, frozenset())
        return [
            Finding(
                line_below(document, "taxonomies", name),
                f"the taxonomy '{name}' is not configured, and Zola stops at it",
                f'add {{ name = "{name}" }} to taxonomies in the configuration',
            )
            for name in post.meta.get("taxonomies") or {}
            if name not in known
        ]

    def _unlisted(self, post: Post) -> list[Finding]:
        """Return that a live post without a date is left out of lists by date."""
        if post.date or post.status != "published":
            return []
        place = place_of(post.path, self.conventions)
        suffix = "" if place.lang == self.conventions.default else f".{place.lang}"
        folders = [CONTENT, *place.folders]
        while folders:
            section = f"{'/'.join(folders)}/_index{suffix}.md"
            fields = self._sections.get(section)
            if fields is None:
                break
            if fields.get("sort_by") == "date":
                message = f"it has no date, and {section} lists by date: it is left out"
                hint = "give it a date: 'blogctl publish --date'"
                return [Finding(None, message, hint, stops=False)]
            folders = folders[:-1] if fields.get("transparent") is True else []
        return []

    def reach(self, path: str) -> str | None:
        """Return the folder of an `_index.md` or an `index.md`."""
        folder, _, name = path.rpartition("/")
        return folder if name.startswith(("_index.", "index.")) else None

    def misplaced(self, paths: Sequence[str]) -> list[Fault]:
        """Return the pages where a section is."""
        there = {path.rpartition("/")[0] for path in self.sections(paths)}
        message = "a page called index.md beside a section: Zola stops at it"
        return [
            Fault(path, message, "rename it, or move it to a folder of its own")
            for path in self.select(paths)
            if path.endswith("/index.md") and path.rpartition("/")[0] in {*there, CONTENT}
        ]

    def release(self, placed: Placed, post: Post | None, when: datetime, *, redate: bool) -> Placed:
        """Return a post with `draft = false`, and a date where there is none."""
        above = self._draft_above(placed.path)
        if above:
            message = f"{above} is a draft, with all below it"
            raise CannotEdit(message, hint=f"take 'draft = true' out of {above}")
        document = placed.document
        fields = read_fields(document)
        if fields.get("draft") is True:
            document = shown(document, "draft", False)
        place = place_of(placed.path, self.conventions)
        has_date = self._date(document, fields, place) is not None
        if not has_date and (redate or not document.dialect.undated):
            document = set_to("date", self.date_value(when))(document)
        placed = placed._replace(document=document)
        return self.redated(placed, when) if redate and has_date else placed

    def withdraw(self, placed: Placed, post: Post | None) -> Placed:
        """Return a post with `draft = true`."""
        if read_fields(placed.document).get("draft") is True:
            return placed
        return placed._replace(document=hidden(placed.document, "draft", True))

    def redated(self, placed: Placed, when: datetime) -> Placed:
        """Return a post with another date, in its field and in the name of a dated file.

        A dated name alone is enough for a day at midnight.
        """
        moment = self._in_utc(when)
        place = place_of(placed.path, self.conventions)
        old = dated(place.own_name)[0]
        renamed = old != "" and not self.conventions.languages
        is_day = moment == datetime(*moment.timetuple()[:3], tzinfo=UTC)
        if not renamed or not is_day or "date" in read_fields(placed.document):
            placed = placed._replace(document=set_to("date", moment)(placed.document))
        if not renamed:
            return placed
        parts = placed.path.split("/")
        at = -2 if place.bundled else -1
        parts[at] = f"{moment:%Y-%m-%d}{parts[at].removeprefix(old)}"
        return placed._replace(path="/".join(parts))

    def date_value(self, when: datetime) -> Value:
        """Return a moment in UTC, to the second; a native date to TOML."""
        return self._in_utc(when)

    def _in_utc(self, when: datetime) -> datetime:
        return when.astimezone(UTC).replace(microsecond=0)

    def belongings(self, path: str) -> str:
        """Return the folder of a page that is `x/index.md`, in whichever language."""
        return index_folder(path, self.folders)

    def new_path(self, folder: str, name: str, lang: str, *, bundle: bool) -> str:
        """Return `folder/name.md`, or `folder/name/index.md`; with `.lang` for another language."""
        suffix = f".{lang}" if lang in self.conventions.languages else ""
        return f"{folder}/{name}/index{suffix}.md" if bundle else f"{folder}/{name}{suffix}.md"


def _named(fields: Fields) -> dict[str, Any]:
    """Return the fields that name things; the cover is a convention of themes."""
    taxonomies, extra = fields.get("taxonomies") or {}, fields.get("extra") or {}
    covers = (extra.get(name) for name in ("image", "cover"))
    return {
        "tags": texts(taxonomies.get("tags")),
        "categories": texts(taxonomies.get("categories")),
        "series": texts(taxonomies.get("series")),
        "authors": texts(fields.get("authors")),
        "description": one_text(fields.get("description")).strip(),
        "cover": next((cover for cover in covers if isinstance(cover, str) and cover), ""),
    }
