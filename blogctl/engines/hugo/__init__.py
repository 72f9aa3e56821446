"""Hugo: posts under `content/`, one page a file or bundle.

Where posts lie: `contentDir`, or one folder a language. A page is `x.md`, or `x/index.md` with its
files (a leaf bundle: nothing beside or below `index.md` is a page). `_index.md` is a section.
Languages: by folder (`contentDir` of the language), else by name, `x.fr.md`.

Dates: `date`, `publishDate`, `lastmod`, `expiryDate` and their aliases, in the order that the
configuration's `frontmatter` gives. A value without offset is in `timeZone`, else UTC.
Draft: `draft: true`. Scheduled: `publishDate`, or else `date`, is to come. Expired: `expiryDate`
has passed. Private: `headless`, or `build: {render: never}`; no page is written.

URL: `permalinks`, else the path; `url` and `slug` of the front matter; lower case; a prefix for
each language but the default one. Publishing writes `draft: false`, and a date if there is none.
Sources: Hugo 0.168 itself, and its documentation of front matter, URLs and configuration.
"""

import re
from collections.abc import Mapping, Sequence
from copy import copy
from datetime import datetime, tzinfo
from functools import cached_property
from typing import Any
from urllib.parse import unquote, urljoin

from blogctl.content.dates import in_zone, read_date, write_date
from blogctl.content.dialect import Value
from blogctl.content.document import BOM, Document, cut
from blogctl.content.edits import set_to
from blogctl.content.explaining import Finding
from blogctl.content.front_matter import line_of, read_fields, written_key
from blogctl.content.moves import Form
from blogctl.content.post import Post, Status, lower_keys, one_text, texts
from blogctl.engines.engine import (
    CONCEPTS,
    FieldNames,
    Generator,
    Placed,
    Site,
    Source,
    is_markdown,
)
from blogctl.engines.hugo.cascades import Cascade, Place, inherited, read_cascade
from blogctl.engines.hugo.fields import (
    is_draft,
    is_hidden,
    named_fields,
    one_word,
    truth,
)
from blogctl.engines.hugo.findings import findings
from blogctl.engines.hugo.site import Conventions, read_conventions
from blogctl.engines.hugo.terms import taxonomy, term_folder, term_url
from blogctl.engines.hugo.urls import Language, Page, page_url
from blogctl.engines.status_lines import hidden, shown
from blogctl.errors import BadFrontMatter

FORMS = "write 2026-03-15, or 2026-03-15T08:00:00+01:00"
_CONTENT_ENDINGS = (
    "md", "mdown", "markdown", "html", "htm", "adoc", "asciidoc", "ad", "org", "rst", "pandoc",
    "pdc",
)  # fmt: skip
_DATED_NAME = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[-_ Tt]([01]\d|2[0-3])[-:]([0-5]\d)[-:]([0-5]\d))?(.*)"
)
_NAMING = ("author", "authors", "image", "images", "cover", "featured_image")


def detect(site: Site) -> str | None:
    """Return why *site* is Hugo's, or None."""
    for name in ("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json"):
        if name in site.entries:
            return f"{name} is there"
    if any(path.startswith("config/_default/") for path in site.files):
        return "config/_default/ is there"
    for name in ("config.toml", "config.yaml", "config.yml", "config.json"):
        # Zola's `config.toml` must have a `base_url`; Hugo spells it `baseURL`.
        if re.search(rb"(?m)^\s*base_url\s*=", site.files.get(name, b"")):
            continue
        if name in site.entries and {"content/", "archetypes/", "layouts/"} & site.entries:
            return f"{name} is there, and a Hugo folder beside it"
    return None


def configure(site: Site) -> "Hugo":
    """Return Hugo's conventions as the configuration of *site* sets them."""
    return Hugo(read_conventions(site))


# Targets of shortcodes: `{{< ref "old.md" >}}`, `{{% relref path="old.md" %}}`, `{{< figure … >}}`.
_FORMS = (
    Form(r"\{\{[<%]\s*(?:rel)?ref\s+(?:path\s*=\s*)?[\"`]?([^\s\"`#?>%]+)", "file"),
    Form(r"\{\{[<%]\s*[\w/-]+\b[^}]{0,500}?\s(?:src|href|link)\s*=\s*[\"`]([^\"`]+)", "link"),
)


class Hugo(Generator):
    """Hugo's conventions, configured for one site."""

    home = "content/posts"
    hides_future = True
    minds_tops = False
    blank = b"---\ntitle:\ndate:\ndraft: true\n---\n\n"
    language_field = ""
    link_forms = _FORMS
    statics = ("static",)
    names = FieldNames(
        date=(("date",), ("publishdate",), ("pubdate",), ("published",)),
        updated=(("lastmod",), ("modified",)),
        expires=(("expiryDate",), ("unpublishdate",)),
        status=(("draft",),),
        series=(("series",),),
        authors=(("authors",), ("author",)),
        description=(("description",), ("summary",)),
        cover=(("images",), ("image",), ("cover",), ("featured_image",)),
        slug=(("slug",),),
        url=(("url",),),
        aliases=(("aliases",),),
        translation=(("translationKey",),),
    )

    def __init__(self, conventions: Conventions) -> None:
        self.conventions = conventions
        self._sections: frozenset[Place] = frozenset()
        self._cascades: dict[Place, tuple[Cascade, ...]] = {}

    @property
    def name(self) -> str:
        """The generator's name."""
        return self.conventions.name

    @property
    def zone(self) -> tzinfo:  # type: ignore[override]  # read from the configuration
        """The site's time zone."""
        return self.conventions.zone

    @property
    def language(self) -> str:  # type: ignore[override]  # likewise
        """The site's default language."""
        return self.conventions.default.code

    @property
    def languages(self) -> tuple[str, ...]:  # type: ignore[override]  # likewise
        """The site's languages."""
        return tuple(language.code for language in self.conventions.languages)

    @property
    def output(self) -> str:  # type: ignore[override]  # read from the configuration
        """The setting `publishDir`."""
        return self.conventions.output

    @property
    def base(self) -> str:  # type: ignore[override]  # likewise
        """The site's address."""
        return self.conventions.base

    @property
    def folders(self) -> tuple[str, ...]:
        """The content folders of all languages."""
        return tuple(dict.fromkeys(language.folder for language in self.conventions.languages))

    def select(self, paths: Sequence[str]) -> list[str]:
        """Return the pages of *paths*: no sections, and nothing that belongs to a leaf bundle.

        The folders that have an `_index` file are remembered: permalinks know only those.
        """
        kept = [path for path in paths if self._language_of(path) and not self._is_ignored(path)]
        names = {path: self._base_name(path).lower() for path in kept}
        self._sections = frozenset(
            self._place(path) for path in kept if names[path] == "_index" and _is_content(path)
        )
        bundles = self._bundles([p for p in kept if names[p] == "index" and _is_content(p)])
        # At the root, an `index` file is the home page, and the whole site its bundle.
        if bundles & set(self.folders):
            return []
        return [
            path
            for path in kept
            if is_markdown(path)
            and names[path] != "_index"
            and not _is_resource(path, bundles, is_index=names[path] == "index")
        ]

    def reach(self, path: str) -> str | None:
        """Return the folder of an `_index`, or of an `index`, which makes a bundle of it."""
        if "index" not in path.lower():
            return None
        named = self._base_name(path).lower() in ("index", "_index")
        return path.rpartition("/")[0] if named else None

    def sections(self, paths: Sequence[str]) -> list[str]:
        """Return the `_index` files of *paths*."""
        return [
            path
            for path in paths
            if is_markdown(path)
            and self._base_name(path).lower() == "_index"
            and self._language_of(path)
        ]

    def inheriting(self, sections: Sequence[Source]) -> "Hugo":
        """Return this engine with the cascades of *sections*, `_index` files."""
        engine = copy(self)
        engine._cascades = {
            self._place(source.path): read_cascade(
                lower_keys(read_fields(source.document)).get("cascade")
            )
            for source in sections
        }
        return engine

    def _inherited(self, path: str, own: Mapping[str, Any], language: Language) -> dict[str, Any]:
        """Return the fields that the page at *path* has from itself, the sections, the site."""
        folder = self._place(path)[1]
        above = [read_cascade(own.get("cascade"))]
        while True:
            above.append(self._cascades.get((language.code, folder), ()))
            if not folder:
                break
            folder = folder.rpartition("/")[0]
        above.append(self.conventions.cascade)
        inner = self._inner(path)
        name = self._base_name(path)
        page = inner.rpartition("/")[0] if name.lower() == "index" else (
            "/".join([*inner.split("/")[:-1], name]))  # fmt: skip
        return inherited(above, f"/{page}", language.code)

    def _bundles(self, indexes: Sequence[str]) -> set[str]:
        """Return the folders whose `index` file makes all in them its own."""
        return {path.rsplit("/", 1)[0] for path in indexes}

    def _is_ignored(self, path: str) -> bool:
        """Say whether Hugo passes over a file: an editor's leavings, or `ignoreFiles`."""
        if any(part.startswith("#") or part.endswith("~") for part in path.split("/")):
            return True
        return any(re.search(pattern, f"/{path}") for pattern in self.conventions.ignored)

    def _place(self, path: str) -> tuple[str, str]:
        """Return the language and the folder of a file, in its content folder, in lower case."""
        language = self._language_of(path) or self.conventions.default
        return language.code, self._inner(path).rpartition("/")[0].lower()

    def _inner(self, path: str) -> str:
        """Return a path in its content folder."""
        folder = max((f for f in self.folders if path.startswith(f"{f}/")), key=len, default="")
        return path.removeprefix(f"{folder}/")

    def _language_of(self, path: str) -> Language | None:
        """Return the language of a file, None where its language is disabled."""
        name, _, suffix = _stem(path).rpartition(".")
        named = [lang for lang in self.conventions.languages if lang.code == suffix.lower()]
        if name and suffix.lower() in self.conventions.disabled:
            return None
        if name and named:
            return named[0]
        languages = [
            language
            for language in self.conventions.languages
            if path.startswith(f"{language.folder}/")
        ]
        languages.sort(key=lambda language: -len(language.folder))
        deepest = [lang for lang in languages if lang.folder == languages[0].folder]
        if self.conventions.default in deepest:
            return self.conventions.default
        return deepest[0] if deepest else None

    def _base_name(self, path: str) -> str:
        """Return a file's name without ending and language."""
        name, _, suffix = _stem(path).rpartition(".")
        codes = {language.code for language in self.conventions.languages}
        return name if name and suffix.lower() in codes else _stem(path)

    def read(self, source: Source, now: datetime) -> Post:
        """Return the post that a file means to Hugo."""
        self._refuse_opening(source.document)
        written = read_fields(source.document)
        fields = lower_keys(written)
        language = self._language_of(source.path) or self.conventions.default
        fields = {**self._inherited(source.path, fields, language), **fields}
        self._refuse_values(source.document, fields)
        params = fields.get("params")
        named = {
            **({k: v for k, v in lower_keys(params).items() if k in _NAMING} if params else {}),
            **fields,
        }
        dates, dated_slug = self._dates(source, fields)
        slug, url = self._address(source, fields, language, dates["date"], dated_slug)
        post = Post(
            path=source.path,
            slug=slug,
            title=one_text(fields.get("title")),
            status="published",
            draft=is_draft(fields),
            date=dates["date"],
            publish=dates["publishdate"],
            updated=dates["lastmod"] if dates["lastmod"] != dates["date"] else None,
            expires=dates["expirydate"],
            url=url,
            lang=self._lang_of(fields, language),
            **named_fields(named),
            meta=written,
            text=self.text_of(source),
        )
        return post._replace(status=self.status(post, now))

    def _lang_of(self, fields: Mapping[str, Any], language: Language) -> str:
        return language.code

    def _refuse_opening(self, document: Document) -> None:
        """Raise BadFrontMatter for a text that opens as front matter does to Hugo alone."""
        start = document.body.removeprefix(BOM).lstrip()
        mark = next((mark for mark in (b"---", b"+++", b"{") if start.startswith(mark)), b"")
        if self.name == "hugo" and document.format == "none" and mark:
            line = document.body.count(b"\n", 0, document.body.index(mark)) + 1
            message = f"a text that opens with '{mark.decode()}' is front matter to Hugo"
            raise BadFrontMatter(message, line=line, hint="put two lines of '---' above it")

    def _refuse_values(self, document: Document, fields: Mapping[str, Any]) -> None:
        """Raise BadFrontMatter for a field with which Hugo builds nothing at all."""
        url, params = fields.get("url"), fields.get("params")
        found = ""
        if isinstance(url, str) and re.match("https?:", url):
            found, message = "url", "'url' is an address; Hugo takes a path"
        elif isinstance(url, str) and re.search(r"%(?![0-9A-Fa-f]{2})", url):
            found, message = "url", "'url' has a '%' that encodes nothing"
        elif any(re.match("https?:", alias) for alias in texts(fields.get("aliases"))):
            found, message = "aliases", "'aliases' has an address; Hugo takes paths"
        elif params is not None and not isinstance(params, Mapping):
            found, message = "params", "'params' is not a list of fields"
        if found:
            raise BadFrontMatter(message, line=line_of(document, found))

    def _address(
        self,
        source: Source,
        fields: Mapping[str, Any],
        language: Language,
        date: datetime | None,
        dated_slug: str,
    ) -> tuple[str, str]:
        """Return the slug and the URL of a post; '' for the URL of one that Hugo does not write."""
        slug = one_word(fields.get("slug")) if "slug" in fields else dated_slug
        slug = slug.strip("-")
        inner, base_name = self._inner(source.path), self._base_name(source.path)
        page = Page(
            inner=inner,
            base_name=base_name,
            slug=slug,
            title=one_word(fields.get("title")),
            url=one_word(fields.get("url")),
            date=date,
            section=self._section_of(inner, language.code, base_name),
        )
        url = "" if is_hidden(fields) else page_url(self.conventions.urls, language, page)
        return slug.strip() or page.content_name, url

    def _section_of(self, inner: str, code: str, base_name: str) -> tuple[str, ...]:
        """Return the folders of a page's section: the deepest with `_index`, else the first."""
        folders = inner.split("/")[: -2 if base_name.lower() == "index" else -1]
        for end in range(len(folders), 1, -1):
            if (code, "/".join(folders[:end]).lower()) in self._sections:
                return tuple(folders[:end])
        return tuple(folders[:1])

    def _content_name(self, path: str) -> str:
        name = self._base_name(path)
        is_bundle = name.lower() == "index" and path.count("/") > 1
        return path.rsplit("/", 2)[-2] if is_bundle else name

    def _dates(
        self, source: Source, fields: Mapping[str, Any]
    ) -> tuple[dict[str, datetime | None], str]:
        """Return the four dates, and the slug that a dated name gave with one of them.

        A date found stands for its field in the search for the next.
        """
        known: dict[str, Any] = dict(fields)
        found: dict[str, datetime | None] = {}
        slug = ""
        for name, sources in self.conventions.dates.items():
            found[name], origin = self._date(source, known, sources)
            if found[name]:
                known.setdefault(name, found[name])
            if origin == ":filename" or self.conventions.dated_names:
                slug = self._dated_name(source.path)[1]
        self._refuse_unused_dates(source, fields)
        # Year 1 is how Go writes that there is no date.
        real = {name: moment for name, moment in found.items() if moment and moment.year > 1}
        return {name: real.get(name) for name in found}, slug

    def _date(
        self, source: Source, fields: Mapping[str, Any], sources: Sequence[str]
    ) -> tuple[datetime | None, str]:
        """Return the first date that *sources* give, and the one that gave it."""
        for name in sources:
            if name == ":filename":
                moment = self._dated_name(source.path)[0]
            elif name == ":filemodtime":
                moment = source.modified
            else:
                moment = self._date_of_field(source, fields, name)
            if moment is not None:
                return moment, name
        return None, ""

    def _dated_name(self, path: str) -> tuple[datetime | None, str]:
        """Return the date and the slug in a name: `2026-03-15-my-post`."""
        found = _DATED_NAME.fullmatch(self._content_name(path))
        if not found:
            return None, ""
        clock = ":".join(found.groups()[1:4]) if found.group(2) else "00:00:00"
        try:
            moment = read_date(f"{found.group(1)} {clock}", self.zone)
        except ValueError:
            return None, ""
        return moment, found.group(5).strip(" -_")

    def _refuse_unused_dates(self, source: Source, fields: Mapping[str, Any]) -> None:
        """Raise BadFrontMatter for a date that cannot be read, though another takes its place."""
        for name in sorted(self._date_fields & fields.keys()):
            if name != "published" or truth(fields.get(name)) is None:
                self._date_of_field(source, fields, name)

    @cached_property
    def _date_fields(self) -> frozenset[str]:
        """Where dates are looked for."""
        return frozenset(name for one in self.conventions.dates.values() for name in one)

    def _date_of_field(
        self, source: Source, fields: Mapping[str, Any], name: str
    ) -> datetime | None:
        value = fields.get(name)
        if value is None:
            return None
        try:
            # A number in JSON is a float to Hugo, and no date.
            if source.document.format == "json" and isinstance(value, int):
                raise ValueError(value)
            return read_date(value, self.zone)
        except (ValueError, OverflowError) as error:
            line = line_of(source.document, name)
            message = f"'{one_text(value)}' in '{name}' is not a date that {self._reader} reads"
            raise BadFrontMatter(message, line=line, hint=FORMS) from error

    @property
    def _reader(self) -> str:
        return "Hugo" if self.name == "hugo" else "blogctl"

    def status(self, post: Post, now: datetime) -> Status:
        """Return draft, private, scheduled, expired or published, in that order of precedence."""
        if post.draft:
            return "draft"
        if is_hidden(lower_keys(post.meta)):
            return "private"
        if post.publish and post.publish > now:
            return "scheduled"
        if post.expires and post.expires < now:
            return "expired"
        return "published"

    def findings(self, source: Source, post: Post) -> list[Finding]:
        """Return what Hugo passes over or misreads in a post."""
        return findings(source.document, lower_keys(post.meta), self._reader)

    def because(self, source: Source, post: Post, now: datetime) -> str:
        """Return what decides the status of *post*: a field, with its line where it has one."""
        fields = lower_keys(post.meta)
        if post.draft:
            name = "draft" if "draft" in fields or "published" not in fields else "published"
            return self._said(source, fields, name, "a section above says 'draft: true'")
        if is_hidden(fields):
            name = "headless" if truth(fields.get("headless")) is True else "build"
            return self._said(source, fields, name, "a section above hides it")
        if post.publish and post.publish > now:
            return self._decided(source, fields, "publishdate", post.publish, "is to come")
        if post.expires and post.expires < now:
            return self._decided(source, fields, "expirydate", post.expires, "has passed")
        return "it is no draft, and no date hides it"

    def _said(self, source: Source, fields: Mapping[str, Any], name: str, above: str) -> str:
        if name not in fields:
            return above
        return f"'{name}: {one_text(fields[name])}' on line {line_of(source.document, name)}"

    def _decided(
        self, source: Source, fields: Mapping[str, Any], name: str, moment: datetime, how: str
    ) -> str:
        """Return that the date which Hugo calls *name* is *how*, and which field gave it."""
        field = next((one for one in self.conventions.dates[name] if fields.get(one)), "")
        place = f"'{field}' on line {line_of(source.document, field)}" if field else "its name"
        return f"{place}, {write_date(in_zone(moment, self.zone))}, {how}"

    def release(self, placed: Placed, post: Post | None, when: datetime, *, redate: bool) -> Placed:
        """Return a post with `draft: false`, and a date where there is none."""
        document = placed.document
        fields = read_fields(document)
        if is_draft(lower_keys(fields)):
            document = shown(document, written_key(fields, "draft"), False)
        if is_draft(lower_keys(read_fields(document))) or self._inherits_draft(fields):
            document = set_to("draft", False)(document)
        dated = any(lower_keys(fields).get(name) for name in self.conventions.dates["date"])
        if redate or not (dated or document.dialect.undated):
            document = set_to(self._date_key(fields), self.date_value(when))(document)
        return placed._replace(document=document)

    def redated(self, placed: Placed, when: datetime) -> Placed:
        """Return a post with the date that decides when it goes live."""
        key = self._date_key(read_fields(placed.document))
        return placed._replace(document=set_to(key, self.date_value(when))(placed.document))

    def date_value(self, when: datetime) -> Value:
        """Return a moment in the site's zone, as RFC 3339; a native date to TOML."""
        return when.astimezone(self.zone).replace(microsecond=0)

    def _date_key(self, fields: Mapping[str, Any]) -> str:
        """Return the field that decides when a post goes live."""
        for name in ("publishdate", "pubdate"):
            if name in lower_keys(fields):
                return written_key(fields, name)
        return written_key(fields, "date")

    def _inherits_draft(self, fields: Mapping[str, Any]) -> bool:
        """Say whether a post without a `draft` of its own may have one from above."""
        cascades = [*self._cascades.values(), self.conventions.cascade]
        return "draft" not in lower_keys(fields) and any(
            "draft" in one.fields for given in cascades for one in given
        )

    def withdraw(self, placed: Placed, post: Post | None) -> Placed:
        """Return a post with `draft: true`."""
        fields = read_fields(placed.document)
        if is_draft(lower_keys(fields)):
            return placed
        document = hidden(placed.document, written_key(fields, "draft"), True)
        return placed._replace(document=document)

    def cut(self, path: str, data: bytes) -> Document:
        """Return the pieces of a post file."""
        return cut(data)

    def belongings(self, path: str) -> str:
        """Return the folder of a page that is `x/index.md`, in whichever language."""
        folder = path.rpartition("/")[0]
        is_leaf = self._base_name(path).lower() == "index" and _is_content(path)
        return folder if is_leaf and folder not in self.folders else ""

    def new_path(self, folder: str, name: str, lang: str, *, bundle: bool) -> str:
        """Return `folder/name.md`, or `folder/name/index.md`; with `.lang` where files carry it."""
        language = next((one for one in self.conventions.languages if one.code == lang), None)
        shared = sum(one.folder == getattr(language, "folder", "") for one in
                     self.conventions.languages) > 1  # fmt: skip
        suffix = f".{lang}" if shared and language != self.conventions.default else ""
        return f"{folder}/{name}/index{suffix}.md" if bundle else f"{folder}/{name}{suffix}.md"

    def alias(self, old: str, new: str) -> str:
        """Return an address from the site's root; in the folder of a language, beside the page."""
        prefix = self._prefix(old)
        folder, _, name = unquote(old.rstrip("/")).rpartition("/")
        if prefix and folder == unquote(new.rstrip("/")).rpartition("/")[0]:
            # Releases differ in whether a slash before it means that folder or the site.
            return name
        return super().alias(old, new).removeprefix(prefix)

    def aliased(self, alias: str, url: str) -> str:
        """Return the address of *alias*: one without a slash before it stands beside the page."""
        if alias.startswith("/"):
            return super().aliased(self._prefix(url) + alias, url)
        return urljoin(f"{url.rstrip('/')}/", f"../{alias}")

    def term_url(self, noun: str, name: str, post: Post) -> str:
        """Return the address of a term's page, in the language of *post*; '' for no taxonomy."""
        plural = self._taxonomy(noun)
        rules = self.conventions
        if not plural:
            return ""
        return term_url(rules.terms, rules.urls, self._language_at(post.path), plural, name)

    def term_path(self, noun: str, name: str, post: Post) -> str:
        """Return where the `_index.md` of a term lies, in the language of *post*."""
        plural, language = self._taxonomy(noun), self._language_at(post.path)
        if not plural:
            return ""
        folder, _, last = term_folder(language, plural, name).rpartition("/")
        path = self.new_path(folder, last, language.code, bundle=True)
        return f"{folder}/{last}/_{path.removeprefix(f'{folder}/{last}/')}"

    def _taxonomy(self, noun: str) -> str:
        keys = self.names.holding(CONCEPTS[noun])
        return taxonomy(self.conventions.terms, [field.key[-1] for field in keys])

    def _language_at(self, path: str) -> Language:
        return self._language_of(path) or self.conventions.default

    def _prefix(self, url: str) -> str:
        """Return the folder of the language that an address is in, as `/fr`; '' for none."""
        inner = super().alias(url, url)
        found = (f"/{one.prefix}" for one in self.conventions.languages if one.prefix)
        return next((prefix for prefix in found if inner.startswith(f"{prefix}/")), "")

    def archetypes(self, folder: str) -> tuple[str, ...]:
        """Return the archetypes of the section that *folder* is in, then the default one."""
        section = folder.rsplit("/", 1)[-1]
        names = (f"{section}.md", f"{section}/index.md", "default.md")
        folders = (".blogctl/archetypes", *self.conventions.archetype_folders)
        return tuple(f"{parent}/{name}" for name in names for parent in folders)


def _stem(path: str) -> str:
    """Return a file's name without its ending, whichever of Hugo's formats it is in."""
    name = path.rsplit("/", 1)[-1]
    return name.rpartition(".")[0] if _is_content(path) else name


def _is_content(path: str) -> bool:
    return path.rpartition(".")[2].lower() in _CONTENT_ENDINGS


def _is_resource(path: str, bundles: set[str], *, is_index: bool) -> bool:
    """Say whether *path* lies in a leaf bundle without being its `index` file."""
    parts = path.split("/")[: -2 if is_index else -1]
    above = {"/".join(parts[:end]) for end in range(1, len(parts) + 1)}
    return bool(above & bundles)
