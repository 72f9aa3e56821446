"""Pelican's settings, read from pelicanconf.py and publishconf.py without running them."""

import posixpath
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from typing import Any, Literal, NamedTuple
from urllib.parse import urlsplit

from blogctl.engines.configuration import (
    Computed,
    Unread,
    computed,
    python_settings,
    unread,
    zone_named,
)  # fmt: skip
from blogctl.engines.engine import Site
from blogctl.engines.pelican.dates import read_date
from blogctl.engines.pelican.slugs import SlugRules, Substitutions, of_old_pairs, substitutions
from blogctl.engines.pelican.terms import TermRule
from blogctl.engines.pelican.terms import read_rules as read_terms
from blogctl.errors import BadSetting

CONFIG_FILES = ("pelicanconf.py", "publishconf.py")
PATTERNS = {
    f"{kind}{lang}_{what}": f"{folder}{{slug}}{'-{lang}' if lang else ''}.html"
    for kind, folder in (("ARTICLE", ""), ("DRAFT", "drafts/"))
    for lang in ("", "_LANG")
    for what in ("URL", "SAVE_AS")
}
_KINDS = ("TAG", "CATEGORY", "AUTHOR")
_DATED_NAME = r"(?P<date>\d{4}-\d{2}-\d{2}).*"
# What decides where posts lie, when they show and what address they have.
_DECISIVE = (
    "PATH", "ARTICLE_PATHS", "ARTICLE_EXCLUDES", "PAGE_PATHS", "IGNORE_FILES", "READERS",
    "TIMEZONE", "DEFAULT_LANG", "DEFAULT_DATE", "DEFAULT_METADATA", "EXTRA_PATH_METADATA",
    "FILENAME_METADATA", "PATH_METADATA", "WITH_FUTURE_DATES", "SLUGIFY_SOURCE",
    "SLUG_REGEX_SUBSTITUTIONS", *PATTERNS,
)  # fmt: skip


class Settings(NamedTuple):
    """Pelican's settings as far as they matter to posts; paths are relative to the blog."""

    path: str
    article_paths: tuple[str, ...]
    excluded: frozenset[tuple[str, str]]
    ignored: tuple[str, ...]
    endings: tuple[str, ...]
    zone: tzinfo
    language: str
    base: str
    default_date: datetime | Literal["fs"] | None
    default_fields: Mapping[str, Any]
    path_fields: Mapping[str, Mapping[str, Any]]
    name_pattern: str
    path_pattern: str
    folder_is_category: bool
    category: str
    author: str
    shows_future: bool
    patterns: Mapping[str, str]
    slug_source: str
    slugs: SlugRules
    category_slugs: SlugRules
    author_slugs: SlugRules
    unread: tuple[Unread, ...]
    foreign: tuple[str, ...]
    terms: Mapping[str, TermRule] = {}
    output: str = "output"


def read_settings(site: Site) -> Settings:
    """Return the settings of *site*, publishconf.py over pelicanconf.py; raise BadSetting."""
    found, told = _values(site)
    given = _renamed(found)
    path = _path(given, site)
    categorised = bool(given.get("CATEGORY_SAVE_AS", "x"))
    excluded = (*_texts(given, "ARTICLE_EXCLUDES", ()), *_texts(given, "PAGE_PATHS", ("pages",)))
    rules = _slug_rules(given, "SLUG", None)
    kinds = {kind: _slug_rules(given, kind, rules.substitutions) for kind in _KINDS}
    return Settings(
        path=path,
        article_paths=_texts(given, "ARTICLE_PATHS", ("",)),
        # With a slash behind it, an exclusion excludes nothing.
        excluded=frozenset(posixpath.split(path) for path in excluded),
        ignored=_texts(given, "IGNORE_FILES", ("**/.*",)),
        endings=_endings(given.get("READERS")),
        zone=zone_named(_text(given, "TIMEZONE", str(site.settings.get("timezone") or ""))),
        language=_text(given, "DEFAULT_LANG", str(site.settings.get("language") or "en")).lower(),
        base=_text(given, "SITEURL", "").rstrip("/") or str(site.settings.get("url") or ""),
        default_date=_default_date(given.get("DEFAULT_DATE")),
        default_fields=_table(given.get("DEFAULT_METADATA")),
        path_fields={k: _table(v) for k, v in _table(given.get("EXTRA_PATH_METADATA")).items()},
        name_pattern=_pattern(given, "FILENAME_METADATA", _DATED_NAME),
        path_pattern=_pattern(given, "PATH_METADATA", ""),
        folder_is_category=categorised and bool(given.get("USE_FOLDER_AS_CATEGORY", True)),
        category=_text(given, "DEFAULT_CATEGORY", "misc") if categorised else "",
        author=_text(given, "AUTHOR", ""),
        shows_future=bool(given.get("WITH_FUTURE_DATES", True)),
        patterns={name: str(given.get(name, default)) for name, default in PATTERNS.items()},
        slug_source=_text(given, "SLUGIFY_SOURCE", "title"),
        slugs=rules,
        category_slugs=kinds["CATEGORY"],
        author_slugs=kinds["AUTHOR"],
        unread=unread(told, _DECISIVE),
        foreign=tuple(name for name in told.modules if name != "pelicanconf"),
        terms=read_terms(given, kinds),
        output=posixpath.normpath(_text(given, "OUTPUT_PATH", "output")),
    )


def plain(path: str) -> str:
    """Return a path in the content folder without `.` and needless slashes, '' for the folder."""
    found = posixpath.normpath(path).strip("/")
    return "" if found == "." else found


def base_path(base: str) -> str:
    """Return the path in the site's address: `/blog` of `https://example.org/blog`."""
    try:
        return urlsplit(base).path.rstrip("/")
    except ValueError:
        return ""


def _values(site: Site) -> tuple[dict[str, Any], Computed]:
    """Return the names that can be read off, and what is set but cannot."""
    files = [(name, site.files[name]) for name in CONFIG_FILES if name in site.files]
    for name, data in files:
        python_settings(name, data)
    # publishconf.py takes all of pelicanconf.py first: read as one, `+=` finds what it adds to.
    whole = b"\n".join(data.removeprefix(b"\xef\xbb\xbf") for _, data in files)
    given = python_settings(files[-1][0], whole) if files else {}
    return given, computed(whole, given)


def _renamed(given: dict[str, Any]) -> dict[str, Any]:
    """Return the settings with what older Pelicans had under other names."""
    for old, new in (("ARTICLE_DIR", "ARTICLE_PATHS"), ("PAGE_DIR", "PAGE_PATHS")):
        if isinstance(given.get(old), str):
            given[new] = [given[old]]
    given |= _old_substitutions(given)
    if given.get("CLEAN_URLS"):
        given |= {"ARTICLE_URL": "{slug}/", "ARTICLE_LANG_URL": "{slug}-{lang}/"}
    return given


def _old_substitutions(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what pairs of plain texts for slugs mean under their newer names."""
    slug, tag, category, author = (
        value if isinstance(value := given.get(f"{kind}_SUBSTITUTIONS"), list) else None
        for kind in ("SLUG", *_KINDS)
    )
    if slug:
        # A category and a tag have those of slugs as well, an author only its own.
        category, author = [*slug, *category] if category else category, author or []
        tag = [*slug, *tag] if tag else tag
    found = {"SLUG": slug, "TAG": tag, "CATEGORY": category, "AUTHOR": author}
    return {
        f"{kind}_REGEX_SUBSTITUTIONS": of_old_pairs(pairs)
        for kind, pairs in found.items()
        if pairs is not None
    }


def _path(given: Mapping[str, Any], site: Site) -> str:
    """Return the content folder, '' for the blog's own; raise BadSetting for one outside it."""
    guess = "content" if "content/" in site.entries or not site.entries else ""
    parts: list[str] = []
    for part in _text(given, "PATH", guess).split("/"):
        if part == ".." and parts:
            parts.pop()
        elif part not in ("", ".", ".."):
            parts.append(part)
    if _text(given, "PATH", "").startswith(("/", "..")):
        message = f"PATH in pelicanconf.py leads out of this folder: {given['PATH']}"
        raise BadSetting(message, hint="run blogctl in a folder that holds the content")
    return "/".join(parts)


def _default_date(value: Any) -> datetime | Literal["fs"] | None:
    """Return DEFAULT_DATE, which numbers or a text give, without a zone; raise BadSetting."""
    if not value:
        return None
    try:
        if isinstance(value, list):
            return datetime(*value)
        return "fs" if value == "fs" else read_date(str(value), UTC).replace(tzinfo=None)
    except (ValueError, TypeError, OverflowError) as error:
        message = "DEFAULT_DATE in pelicanconf.py is not a date"
        raise BadSetting(message, hint="write (2026, 3, 15), or 'fs'") from error


def _text(given: Mapping[str, Any], name: str, default: str) -> str:
    value = given.get(name)
    return value if isinstance(value, str) else default


def _texts(given: Mapping[str, Any], name: str, default: Sequence[str]) -> tuple[str, ...]:
    """Return a setting that is a list of texts; Pelican takes its default for anything else."""
    value = given.get(name)
    return tuple(str(item) for item in (value if isinstance(value, list) else default))


def _table(value: Any) -> dict[str, Any]:
    """Return a setting that is a table, or a list of pairs."""
    if isinstance(value, Mapping):
        return {str(key): inner for key, inner in value.items()}
    if isinstance(value, list) and all(isinstance(item, list) and len(item) == 2 for item in value):
        return {str(key): inner for key, inner in value}
    return {}


def _pattern(given: Mapping[str, Any], name: str, default: str) -> str:
    pattern = _text(given, name, default)
    try:
        re.compile(pattern)
    except re.error as error:
        message = f"{name} in pelicanconf.py is not a regular expression: {error}"
        raise BadSetting(message, hint="mend it") from error
    return pattern


def _slug_rules(given: Mapping[str, Any], kind: str, default: Substitutions | None) -> SlugRules:
    value = given.get(f"{kind}_REGEX_SUBSTITUTIONS")
    try:
        pairs = substitutions(value, default) if default is not None else substitutions(value)
    except (re.error, TypeError) as error:
        message = f"{kind}_REGEX_SUBSTITUTIONS in pelicanconf.py is not pairs of patterns: {error}"
        raise BadSetting(message, hint="mend it") from error
    keep, wide = given.get("SLUGIFY_PRESERVE_CASE"), given.get("SLUGIFY_USE_UNICODE")
    return SlugRules(pairs, bool(keep), bool(wide))


def _endings(readers: Any) -> tuple[str, ...]:
    """Return the endings of posts: those of Markdown and reStructuredText that are not put off."""
    off = {name for name, reader in _table(readers).items() if not reader}
    return tuple(name for name in ("md", "markdown", "mkd", "mdown", "rst") if name not in off)
