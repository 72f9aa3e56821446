"""Hugo: posts under `content/`, one page a file or bundle.

Where posts lie: `contentDir`, or one folder a language. A page is `x.md`, or `x/index.md` with its
files (a leaf bundle: nothing beside or below `index.md` is a page). `_index.md` is a section.
Languages: by folder (`contentDir` of the language), else by name, `x.fr.md`.

Dates: `date`, `publishDate`, `lastmod`, `expiryDate` and their aliases, in the order that the
configuration's `frontmatter` gives. A value without offset is in `timeZone`, else UTC.
Draft: `draft: true`. Scheduled: `publishDate`, or else `date`, is to come. Expired: `expiryDate`
has passed. There is no private.

URL: `permalinks`, else the path; `url` and `slug` of the front matter; lower case; a prefix for
each language but the default one. Publishing writes `draft: false`, and a date if there is none.
Sources: Hugo 0.168 itself, and its documentation of front matter, URLs and configuration.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from blogctl.content.dates import read_date, write_date
from blogctl.content.document import Document
from blogctl.content.edits import Edit, in_turn, set_to
from blogctl.content.front_matter import read_fields
from blogctl.content.markdown import Text
from blogctl.content.post import Post, Status, lower_keys, one_text, texts
from blogctl.engines.engine import Site, Source, is_markdown, stem
from blogctl.engines.hugo_config import read_config
from blogctl.engines.hugo_urls import Language, UrlRules, page_url
from blogctl.errors import BadFrontMatter, BadSetting

DEFAULT_DATES: Mapping[str, tuple[str, ...]] = {
    "date": ("date", "publishdate", "pubdate", "published", "lastmod", "modified"),
    "lastmod": (":git", "lastmod", "modified", "date", "publishdate", "pubdate", "published"),
    "publishdate": ("publishdate", "pubdate", "published", "date"),
    "expirydate": ("expirydate", "unpublishdate"),
}
FORMS = "write 2026-03-15, or 2026-03-15T08:00:00+01:00"
_DATED_NAME = re.compile(r"(\d{4}-\d\d-\d\d)(?:-(\d\d)-(\d\d)-(\d\d))?-?(.*)")


class Conventions(NamedTuple):
    """How one Hugo site reads its posts: the configuration that bears on it."""

    name: str
    zone: tzinfo
    base: str
    languages: tuple[Language, ...]
    default: Language
    urls: UrlRules
    dates: Mapping[str, tuple[str, ...]]
    archetype_folders: tuple[str, ...] = ("archetypes",)
    dated_names: bool = False


def detect(site: Site) -> str | None:
    """Return why *site* is Hugo's, or None."""
    for name in ("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json"):
        if name in site.entries:
            return f"{name} is there"
    if any(path.startswith("config/_default/") for path in site.files):
        return "config/_default/ is there"
    for name in ("config.toml", "config.yaml", "config.yml", "config.json"):
        if name in site.entries and {"content/", "archetypes/", "layouts/"} & site.entries:
            return f"{name} is there, and a Hugo folder beside it"
    return None


def configure(site: Site) -> "Hugo":
    """Return Hugo's conventions as the configuration of *site* sets them."""
    config = read_config(site.files)
    languages = _languages(config)
    wanted = one_text(config.get("defaultcontentlanguage")).lower() or "en"
    default = next((lang for lang in languages if lang.code == wanted), languages[0])
    dates = _date_sources(config.get("frontmatter") or {})
    return Hugo(
        Conventions(
            name="hugo",
            zone=zone_named(one_text(config.get("timezone") or site.settings.get("timezone"))),
            base=one_text(config.get("baseurl")),
            languages=tuple(languages),
            default=default,
            urls=UrlRules.read(config),
            dates=dates,
            dated_names=any(":filename" in sources for sources in dates.values()),
        )
    )


def zone_named(name: str) -> tzinfo:
    """Return the time zone *name*, UTC for ''; raise BadSetting for one that there is not."""
    if not name:
        return UTC
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadSetting(f"there is no time zone '{name}'", hint="as in Europe/Paris") from error


def _languages(config: Mapping[str, Any]) -> list[Language]:
    """Return the enabled languages, the default one without prefix, in the order of weight."""
    content = one_text(config.get("contentdir")) or "content"
    default = one_text(config.get("defaultcontentlanguage")).lower() or "en"
    subdir = bool(config.get("defaultcontentlanguageinsubdir"))
    disabled = {code.lower() for code in texts(config.get("disablelanguages"))}
    found = config.get("languages") or {}
    rows = [
        Language(
            code=code.lower(),
            folder=(one_text(values.get("contentdir")) or content).strip("/"),
            prefix="" if code.lower() == default and not subdir else code.lower(),
            permalinks=values.get("permalinks") or {},
        )
        for code, values in sorted(found.items(), key=lambda pair: _weight(pair[1]))
        if isinstance(values, Mapping)
        and not values.get("disabled")
        and code.lower() not in disabled
    ]
    return rows or [Language(default, content.strip("/"), default if subdir else "", {})]


def _weight(values: Any) -> int:
    weight = values.get("weight", 0) if isinstance(values, Mapping) else 0
    return weight if isinstance(weight, int) and weight else 2**31


def _date_sources(config: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    found = {}
    for name, default in DEFAULT_DATES.items():
        sources: list[str] = []
        for source in texts(config.get(name)) or (":default",):
            sources += default if source.lower() == ":default" else (source.lower(),)
        found[name] = tuple(sources)
    return found


class Hugo:
    """Hugo's conventions, configured for one site."""

    def __init__(self, conventions: Conventions) -> None:
        self.conventions = conventions

    @property
    def name(self) -> str:
        """The generator's name."""
        return self.conventions.name

    @property
    def zone(self) -> tzinfo:
        """The site's time zone."""
        return self.conventions.zone

    @property
    def language(self) -> str:
        """The site's default language."""
        return self.conventions.default.code

    @property
    def languages(self) -> tuple[str, ...]:
        """The site's languages."""
        return tuple(language.code for language in self.conventions.languages)

    @property
    def language_field(self) -> str:
        """Hugo's posts say their language by place or name."""
        return ""

    @property
    def base(self) -> str:
        """The site's address."""
        return self.conventions.base

    @property
    def folders(self) -> tuple[str, ...]:
        """The content folders of all languages."""
        return tuple(dict.fromkeys(language.folder for language in self.conventions.languages))

    def select(self, paths: Sequence[str]) -> list[str]:
        """Return the pages of *paths*: no sections, and nothing that belongs to a leaf bundle."""
        pages = [path for path in paths if is_markdown(path) and self._language_of(path)]
        bundles = {
            path.rsplit("/", 1)[0] for path in pages if self._base_name(path) == "index"
        } - set(self.folders)
        return [
            path
            for path in pages
            if self._base_name(path) != "_index" and not _is_resource(path, bundles)
        ]

    def _language_of(self, path: str) -> Language | None:
        """Return the language of a file, None where its language is disabled."""
        languages = [
            language
            for language in self.conventions.languages
            if path.startswith(f"{language.folder}/")
        ]
        languages.sort(key=lambda language: -len(language.folder))
        deepest = [lang for lang in languages if lang.folder == languages[0].folder]
        suffix = stem(path).rpartition(".")[2].lower()
        named = [lang for lang in self.conventions.languages if lang.code == suffix]
        if named and "." in stem(path):
            return named[0]
        if self.conventions.default in deepest:
            return self.conventions.default
        return deepest[0] if deepest else None

    def _base_name(self, path: str) -> str:
        """Return a file's name without ending and language."""
        name, _, suffix = stem(path).rpartition(".")
        codes = {language.code for language in self.conventions.languages}
        return name if name and suffix.lower() in codes else stem(path)

    def read(self, source: Source, now: datetime) -> Post:
        """Return the post that a file means to Hugo."""
        written = read_fields(source.document)
        fields = lower_keys(written)
        fields = {**lower_keys(params), **fields} if isinstance(
            params := fields.get("params"), Mapping) else fields  # fmt: skip
        language = self._language_of(source.path) or self.conventions.default
        dates = self._dates(source, fields)
        slug, url = self._address(source, fields, language, dates["date"])
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
            **named_fields(fields),
            meta=written,
            text=Text(source.document.body.decode("utf-8")),
        )
        return post._replace(status=self.status(post, now))

    def _lang_of(self, fields: Mapping[str, Any], language: Language) -> str:
        return language.code

    def _address(
        self, source: Source, fields: Mapping[str, Any], language: Language, date: datetime | None
    ) -> tuple[str, str]:
        """Return the slug and the URL of a post."""
        slug = one_text(fields.get("slug")) or (self._slug_of_name(source.path) or "")
        inner = source.path.removeprefix(f"{language.folder}/")
        base_name = self._base_name(source.path)
        url = page_url(self.conventions.urls, language, inner, base_name, slug, fields, date)
        folder = inner.rsplit("/", 2)[-2] if inner.count("/") else base_name
        return slug or (folder if base_name == "index" else base_name), url

    def _slug_of_name(self, path: str) -> str | None:
        """Return the slug that a dated name carries, where the site reads names so."""
        found = _DATED_NAME.fullmatch(self._content_name(path))
        return found.group(5) if found and self.conventions.dated_names else None

    def _content_name(self, path: str) -> str:
        name = self._base_name(path)
        return path.rsplit("/", 2)[-2] if name == "index" and path.count("/") > 1 else name

    def _dates(self, source: Source, fields: Mapping[str, Any]) -> dict[str, datetime | None]:
        return {
            name: self._date(source, fields, sources)
            for name, sources in self.conventions.dates.items()
        }

    def _date(
        self, source: Source, fields: Mapping[str, Any], sources: Sequence[str]
    ) -> datetime | None:
        for name in sources:
            if name == ":filename":
                moment = self._date_of_name(source.path)
            elif name == ":filemodtime":
                moment = source.modified
            else:
                moment = self._date_of_field(source, fields, name)
            if moment is not None:
                return moment
        return None

    def _date_of_name(self, path: str) -> datetime | None:
        found = _DATED_NAME.fullmatch(self._content_name(path))
        if not found:
            return None
        clock = ":".join(found.groups()[1:4]) if found.group(2) else "00:00:00"
        try:
            return read_date(f"{found.group(1)} {clock}", self.zone)
        except ValueError:
            return None

    def _date_of_field(
        self, source: Source, fields: Mapping[str, Any], name: str
    ) -> datetime | None:
        value = fields.get(name)
        # `published` is both: a date, or Jekyll's opposite of `draft`.
        if name == "published" and isinstance(value, bool):
            return None
        try:
            return read_date(value, self.zone)
        except (ValueError, OverflowError) as error:
            line = line_of_field(source.document, name)
            message = f"'{one_text(value)}' in '{name}' is not a date that {self._reader} reads"
            raise BadFrontMatter(message, line=line, hint=FORMS) from error

    @property
    def _reader(self) -> str:
        return "Hugo" if self.name == "hugo" else "blogctl"

    def status(self, post: Post, now: datetime) -> Status:
        """Return draft, scheduled, expired or published, in that order of precedence."""
        if post.draft:
            return "draft"
        if post.publish and post.publish > now:
            return "scheduled"
        if post.expires and post.expires <= now:
            return "expired"
        return "published"

    def release(self, when: datetime, *, redate: bool) -> Edit:
        """Return the edit that writes `draft: false`, and a date where there is none."""

        def edit(document: Document) -> Document:
            fields = read_fields(document)
            edits = []
            if is_draft(lower_keys(fields)):
                edits.append(set_to(_written_key(fields, "draft"), False))
            dated = any(lower_keys(fields).get(name) for name in self.conventions.dates["date"])
            if redate or not (dated or self._has_other_date(fields)):
                edits.append(set_to(self._date_key(fields), write_date(when.astimezone(self.zone))))
            return in_turn(edits)(document)

        return edit

    def _has_other_date(self, fields: Mapping[str, Any]) -> bool:
        return False

    def _date_key(self, fields: Mapping[str, Any]) -> str:
        """Return the field that decides when a post goes live."""
        for name in ("publishdate", "pubdate"):
            if name in lower_keys(fields):
                return _written_key(fields, name)
        return _written_key(fields, "date")

    def withdraw(self) -> Edit:
        """Return the edit that writes `draft: true`."""

        def edit(document: Document) -> Document:
            fields = read_fields(document)
            if is_draft(lower_keys(fields)):
                return document
            return set_to(_written_key(fields, "draft"), True)(document)

        return edit

    def new_path(self, folder: str, name: str, lang: str, *, bundle: bool) -> str:
        """Return `folder/name.md`, or `folder/name/index.md`; with `.lang` where files carry it."""
        language = next((one for one in self.conventions.languages if one.code == lang), None)
        shared = sum(one.folder == getattr(language, "folder", "") for one in
                     self.conventions.languages) > 1  # fmt: skip
        suffix = f".{lang}" if shared and language != self.conventions.default else ""
        return f"{folder}/{name}/index{suffix}.md" if bundle else f"{folder}/{name}{suffix}.md"

    def archetypes(self, folder: str) -> tuple[str, ...]:
        """Return the archetypes of the section that *folder* is in, then the default one."""
        section = folder.rsplit("/", 1)[-1]
        names = (f"{section}.md", f"{section}/index.md", "default.md")
        folders = (".blogctl/archetypes", *self.conventions.archetype_folders)
        return tuple(f"{parent}/{name}" for name in names for parent in folders)


def is_draft(fields: Mapping[str, Any]) -> bool:
    """Say whether front matter (keys in lower case) makes a draft; words as Go's ParseBool."""
    value = fields.get("draft")
    published = fields.get("published")
    if value is None and isinstance(published, bool):
        return not published
    if isinstance(value, str):
        return value in ("1", "t", "T", "true", "TRUE", "True")
    return bool(value)


def named_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that name things: tags, categories, series, authors, description, cover."""
    return {
        "tags": texts(fields.get("tags")),
        "categories": texts(fields.get("categories")),
        "series": texts(fields.get("series")),
        "authors": _authors(fields.get("authors") or fields.get("author")),
        "description": one_text(fields.get("summary") or fields.get("description")).strip(),
        "cover": _cover(fields),
    }


def _authors(value: Any) -> tuple[str, ...]:
    if isinstance(value, Mapping):
        return texts(lower_keys(value).get("name"))
    return tuple(name for name in texts(value) if isinstance(name, str))


def _cover(fields: Mapping[str, Any]) -> str:
    for name in ("image", "images", "cover", "featured_image"):
        value = fields.get(name)
        if isinstance(value, Mapping):
            value = lower_keys(value).get("image")
        if texts(value):
            return texts(value)[0]
    return ""


def line_of_field(document: Document, name: str) -> int:
    """Return the line in the file on which the field *name* stands, else the block's first."""
    pattern = rb"(?im)^[ \t]*[\"']?" + re.escape(name.encode()) + rb"[\"']?[ \t]*[:=]"
    found = re.search(pattern, document.block)
    return document.first_line + (document.block.count(b"\n", 0, found.start()) if found else 0)


def _is_resource(path: str, bundles: set[str]) -> bool:
    """Say whether *path* lies in a leaf bundle without being its `index` file."""
    parts = path.split("/")
    own = "/".join(parts[:-1])
    is_index = stem(path).split(".")[0] == "index"
    above = {"/".join(parts[:end]) for end in range(1, len(parts))}
    return bool((above - {own} if is_index else above) & bundles)


def _written_key(fields: Mapping[str, Any], name: str) -> str:
    return next((key for key in fields if key.lower() == name), name)
