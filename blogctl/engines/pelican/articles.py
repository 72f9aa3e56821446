"""One article as Pelican knows it: its fields from all places, its date, slug and address."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from typing import Any, NamedTuple

from blogctl.content.dialect import parted
from blogctl.content.document import Document
from blogctl.content.post import texts
from blogctl.content.rst import without_markup
from blogctl.engines.configuration import zone_named
from blogctl.engines.pelican.dates import FORM, read_date
from blogctl.engines.pelican.metadata import (
    Field,
    empty_docinfo,
    fields_of,
    has_fields,
    heading_of,
    short_line,
)  # fmt: skip
from blogctl.engines.pelican.settings import Settings, base_path
from blogctl.engines.pelican.slugs import filled, slugify
from blogctl.errors import BadFrontMatter, BadSetting

_STATUSES = ("published", "draft", "hidden")
# Of these Pelican takes the first value, and none at all that is empty; of a title, all.
_NAMING = ("status", "slug", "category", "author", "authors", "tags")
_FIRST = (*_NAMING, "date", "modified", "save_as", "url")
# Of these Pelican makes a list of several values, and then stumbles over it.
_ONE_VALUE = ("lang", "timezone", "translation", "date_format")


class Article(NamedTuple):
    """An article: *path* is that in the content folder, *known* all fields by key in lower case."""

    settings: Settings
    path: str
    document: Document
    fields: Sequence[Field]
    known: Mapping[str, Any]

    def line(self, name: str) -> int:
        """Return the line of a field, else the first one."""
        return next((field.line for field in self.fields if field.name.lower() == name), 1)

    def checked_status(self) -> str:
        """Return the status as a word of Pelican's; raise BadFrontMatter for another."""
        word = str(self.known.get("status", "published"))
        if word.lower() in _STATUSES or word == "skip":
            return word.lower()
        message = f"'{word}' is not a status of Pelican's"
        hint = "write published, draft or hidden"
        raise BadFrontMatter(message, line=self.line("status"), hint=hint)

    def zone(self) -> tzinfo:
        """Return the zone of dates without an offset; raise BadFrontMatter for none."""
        if not isinstance(self.known.get("timezone"), str):
            return self.settings.zone
        try:
            return zone_named(self.known["timezone"] or "?")
        except BadSetting as error:
            raise BadFrontMatter(
                error.message, line=self.line("timezone"), hint=error.hint
            ) from error

    def date(self, name: str) -> datetime | None:
        """Return the moment that a field names, None without it; raise BadFrontMatter.

        A date in the file's name must be one even where a field has another.
        """
        named = told_by_path(self.settings, self.path).get(name)
        if named is not None:
            self._moment(named, name, f"'{named}' in the file's name")
        value = self.known.get(name)
        return self._moment(
            value, name, f"'{value}' in '{name}'" if value else f"an empty '{name}'"
        )

    def _moment(self, value: Any, name: str, called: str) -> datetime | None:
        zone = self.zone()
        if value is None or isinstance(value, datetime):
            return value.replace(tzinfo=value.tzinfo or zone) if value else None
        text = str(value)
        try:
            moment = read_date(text.replace("_", " ") if name == "date" else text, zone)
            moment.astimezone(UTC)
        except (ValueError, OverflowError) as error:
            message = f"{called} is not a date that Pelican is sure to read"
            raise BadFrontMatter(message, line=self.line(name), hint=FORM) from error
        return moment

    def refuse_missing(self, date: datetime | None) -> None:
        """Raise BadFrontMatter for an article that Pelican leaves out for want of something."""
        is_rst = self.document.format == "fieldlist"
        if is_rst:
            self._refuse_faulty_rst(date)
        self._refuse_several()
        if "title" not in self.known:
            toml = self.document.body.startswith(b"+++")
            hint = "write 'Title: …' on the first line" + (", not TOML" if toml else "")
            self._refuse("the article has no title, so Pelican leaves it out", hint)
        if date is None and str(self.known.get("status")).lower() != "draft":
            date_form = ":date: 2026-03-15 08:00" if is_rst else "Date: 2026-03-15 08:00"
            status_form = ":status: draft" if is_rst else "Status: draft"
            message = "the article has no date, so Pelican leaves it out"
            self._refuse(message, f"write '{date_form}', or '{status_form}'")

    def _refuse_several(self) -> None:
        """Raise BadFrontMatter for a field of several lines at which Pelican stumbles."""
        for name in _ONE_VALUE:
            if isinstance(self.known.get(name), tuple):
                line = [field.line for field in self.fields if field.name.lower() == name][-1]
                message = f"'{name}' has several lines, and Pelican stumbles over that"
                self._refuse(message, "keep one of them", line=line)

    def _refuse_faulty_rst(self, date: datetime | None) -> None:
        """Raise BadFrontMatter for what docutils warns of: with that, Pelican stops reading."""
        short = short_line(self.document)
        if short:
            message = "the line under this heading is shorter than the heading"
            self._refuse(message, "make it as long", line=short)
        if self.document.block and any(map(bytes.strip, self.document.body.splitlines()[:1])):
            below = self.document.first_line + self.document.block.count(b"\n")
            message = "no empty line stands between the fields and the text"
            self._refuse(message, "put one there", line=below)
        empty = empty_docinfo(self.document, self.settings.language)
        if empty:
            message = f"docutils stops at an empty '{empty.name}', so Pelican leaves it out"
            self._refuse(message, "fill it in, or take the line out", line=empty.line)
        if date is None and not has_fields(self.document):
            message = "the title's heading is one of several, so Pelican reads no fields"
            self._refuse(message, "give the title a line of its own kind")

    def _refuse(self, message: str, hint: str, *, line: int | None = None) -> None:
        raise BadFrontMatter(message, line=line or self.document.first_line, hint=hint)

    def lang(self) -> str:
        """Return the language."""
        return str(self.known.get("lang", self.settings.language))

    def names(self, name: str) -> tuple[str, ...]:
        """Return the names in a field: parted by commas, or semicolons where there is one."""
        value = self.known.get(name)
        names = parted(value, ";") if isinstance(value, str) else texts(value)
        return tuple(dict.fromkeys(names))

    def authors(self) -> tuple[str, ...]:
        """Return the authors: of the field, else of the settings."""
        if "authors" in self.known:
            return self.names("authors")
        return texts(self.known.get("author") or self.settings.author)

    def slug(self) -> str:
        """Return the slug: of its field, else of the title or the file's name."""
        if "slug" in self.known:
            return str(self.known["slug"]).strip()
        rules, title = self.settings.slugs, self.known.get("title")
        if self.settings.slug_source == "title" and title is not None:
            return slugify(str(list(title)) if isinstance(title, tuple) else str(title), rules)
        if self.settings.slug_source == "basename":
            return slugify(self.path.rpartition("/")[2].rpartition(".")[0], rules)
        return ""

    def url(self, date: datetime | None, *, is_draft: bool) -> str:
        """Return the path from the site's root; '' where the page has no file."""
        file = self._filled("save_as", date, is_draft=is_draft)
        if not file:
            return ""
        if _leaves(file):
            message = f"its page would be written outside the site, at {file}"
            raise BadFrontMatter(message, line=self.line("save_as"), hint="mend 'Save_as'")
        url = self._filled("url", date, is_draft=is_draft)
        return url if "://" in url else f"{base_path(self.settings.base)}/{url.lstrip('/')}"

    def _filled(self, what: str, date: datetime | None, *, is_draft: bool) -> str:
        """Return the address or the file name that a field or a setting gives."""
        if what in self.known:
            return str(self.known[what])
        settings = self.settings
        kind, lang = ("DRAFT" if is_draft else "ARTICLE"), self.lang()
        setting = f"{kind}{'' if lang == settings.language else '_LANG'}_{what.upper()}"
        parts = {
            **self.known,
            "path": self.path,
            "slug": self.slug(),
            "lang": lang,
            "author": slugify((self.authors() or ("",))[0], settings.author_slugs),
            "category": slugify(str(self.known.get("category", "")), settings.category_slugs),
        }
        try:
            return filled(settings.patterns[setting], parts, date or datetime.max)
        except ValueError as error:
            message = f"{setting} '{settings.patterns[setting]}' asks for what it has not"
            raise BadFrontMatter(message, line=self.line("title")) from error


def read_article(
    settings: Settings, path: str, document: Document, modified: datetime | None
) -> Article:
    """Return the article at *path* in the content folder.

    What is nearer to it counts more: its own fields, then its name and folder, then its path in
    the settings, then their defaults.
    """
    fields, is_rst = fields_of(document), document.format == "fieldlist"
    own: dict[str, tuple[str, ...]] = {}
    for field in fields:
        name = field.name.lower()
        # Of a field that stands twice, reStructuredText has the last.
        own[name] = ("\n".join(field.values),) if is_rst else own.get(name, ()) + field.values
    written = _taken(own)
    if is_rst:
        written = {k: without_markup(v) if isinstance(v, str) else v for k, v in written.items()}
        title, is_title = heading_of(document)
        written.setdefault("title", title if is_title else "")
    return Article(settings, path, document, fields, given(settings, path, modified) | written)


def given(settings: Settings, path: str, modified: datetime | None = None) -> dict[str, Any]:
    """Return what the settings, the name and the folder say of the article at *path*."""
    known = _taken({name: (value,) for name, value in settings.default_fields.items()})
    if settings.category:
        known["category"] = settings.category
    if settings.default_date == "fs":
        known["date"] = known["modified"] = modified
    elif settings.default_date:
        known["date"] = settings.default_date
    for place, fields in sorted(settings.path_fields.items()):
        if path == place or path.startswith(f"{place.rstrip('/')}/"):
            known |= {name.lower(): value for name, value in fields.items()}
    return known | told_by_path(settings, path)


def told_by_path(settings: Settings, path: str) -> dict[str, str]:
    """Return the fields that an article's name and folder give it."""
    folder, _, name = path.rpartition("/")
    found: dict[str, str] = {}
    tries = [(settings.name_pattern, name.rpartition(".")[0]), (settings.path_pattern, path)]
    if settings.folder_is_category:
        tries.append(("(?P<category>.*)", folder.rpartition("/")[2]))
    for pattern, text in tries:
        matched = re.match(pattern, text) if pattern and text else None
        for key, value in (matched.groupdict() if matched else {}).items():
            if value is not None and (value.strip() or key.lower() not in _NAMING):
                found.setdefault(key.lower(), value)
    return found


def _taken(written: Mapping[str, Sequence[Any]]) -> dict[str, Any]:
    """Return fields as Pelican takes them: the first value of most, all of others, none empty."""
    known: dict[str, Any] = {}
    for key, values in written.items():
        name = key.lower()
        value = values[0] if name in _FIRST or len(values) == 1 else tuple(values)
        if name not in _NAMING or not isinstance(value, str) or value.strip():
            known[name] = value.strip() if isinstance(value, str) else value
    return known


def _leaves(path: str) -> bool:
    """Say whether *path* leads out of the folder that it starts in."""
    depth = 0
    for part in path.split("/"):
        depth += -1 if part == ".." else part not in ("", ".")
        if depth < 0:
            return True
    return path.startswith("/")
