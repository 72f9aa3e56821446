"""Nikola's configuration: where posts lie, in which languages, and what their addresses are."""

import posixpath
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import tzinfo
from fnmatch import fnmatchcase
from functools import cache
from typing import Any, Literal, NamedTuple
from urllib.parse import quote, unquote, urlparse, urlunparse

from blogctl.content.post import one_text
from blogctl.content.slugs import slugify
from blogctl.engines.configuration import (
    Unread,
    computed,
    python_settings,
    unread,
    zone_named,
)  # fmt: skip
from blogctl.engines.engine import Site
from blogctl.engines.nikola.fields import Fields, Forms, unslugified
from blogctl.engines.nikola.terms import TermRules
from blogctl.engines.nikola.terms import read_rules as read_terms
from blogctl.errors import BadFrontMatter, BadSetting

CONFIG = "conf.py"
_ENDINGS = (".md", ".mdown", ".markdown", ".mkd", ".rst", ".txt", ".html", ".htm")
_COMPILERS = {
    "rest": (".txt", ".rst"), "markdown": (".md", ".mdown", ".markdown"), "html": (".html", ".htm"),
}  # fmt: skip
# What Nikola has where conf.py says nothing, and what its own new conf.py says.
_UNSAID = (("posts/*.txt", "posts"),)
_USUAL = tuple((f"posts/*{ending}", "posts") for ending in (".rst", ".md", ".txt", ".html"))
_PATTERN = "{path}.{lang}.{ext}"
# What decides where posts lie, when they show and what address they have.
_DECISIVE = (
    "POSTS", "TIMEZONE", "DEFAULT_LANG", "TRANSLATIONS", "TRANSLATIONS_PATTERN", "COMPILERS",
    "PRETTY_URLS", "STRIP_INDEXES", "INDEX_FILE", "FUTURE_IS_NOW", "USE_TAG_METADATA",
    "USE_SLUGIFY", "FILE_METADATA_REGEXP", "FILE_METADATA_UNSLUGIFY_TITLES",
    "USE_REST_DOCINFO_METADATA", "MARKDOWN_EXTENSIONS", "METADATA_MAPPING",
)  # fmt: skip
# How Unidecode spells what a slug is made from, where blogctl's own spelling differs.
_SPELT = {"°": "deg", "’": "", "‘": "", "ʼ": "", "©": "c", "€": "eur", "№": "no"}


class Wildcard(NamedTuple):
    """A row of POSTS: files *name* in *folder* and below it go to *targets*, by language."""

    folder: str
    name: str
    targets: Mapping[str, str]

    @property
    def ending(self) -> str:
        """The ending of its posts."""
        return posixpath.splitext(self.name)[1]


class Member(NamedTuple):
    """A file of a post. *family* is from language to file; the one at *base* is the original."""

    lang: str
    base: str
    family: Mapping[str, str]
    wildcard: Wildcard


class Conventions(NamedTuple):
    """What conf.py says of posts."""

    zone: tzinfo
    base_url: str
    language: str
    prefixes: Mapping[str, str]
    pattern: str
    wildcards: tuple[Wildcard, ...]
    compilers: Mapping[str, str]
    pretty: bool
    index_file: str
    future_is_now: bool
    tag_status: bool
    deploys_drafts: bool
    slugifies: bool
    nested_categories: bool
    iso_dates: bool
    name_pattern: re.Pattern[str] | None
    unslugifies: bool
    forms: Forms
    unread: tuple[Unread, ...]
    foreign: tuple[str, ...]
    redirected: tuple[str, ...] = ()
    terms: TermRules = TermRules()
    output: str = "output"

    def markup(self, path: str) -> Literal["markdown", "rst"]:
        """Return what the text of a post at *path* is written in."""
        ending = posixpath.splitext(self.untranslated(path))[1]
        return "rst" if self.compilers.get(ending) == "rest" else "markdown"

    def candidate(self, path: str, lang: str) -> str:
        """Return where the translation to *lang* of the post at *path* lies, or would."""
        found = self._translated(path)
        if found and found["lang"] == lang:
            return path
        stem, ending = posixpath.splitext(path)
        stem, ending = (found["path"], found["ext"]) if found else (stem, ending[1:])
        if lang == self.language:
            return f"{stem}.{ending}" if found else path
        return _filled(self.pattern, stem, lang, ending)

    def untranslated(self, path: str) -> str:
        """Return *path* without a language."""
        return self.candidate(path, self.language)

    def _translated(self, path: str) -> re.Match[str] | None:
        return _translations(self.pattern, tuple(self.prefixes)).match(path)

    def default_slug(self, path: str) -> str:
        """Return the slug of the post whose original is the file at *path*."""
        return self.slugified(posixpath.splitext(path.rsplit("/", 1)[-1])[0])

    def slugified(self, name: str) -> str:
        """Return *name* as Nikola spells it in an address."""
        if not self.slugifies:
            return re.sub(r"""[/\\?#"'\r\n\t*:<>|]""", "-", name)
        spelt = "".join(letter if letter.isascii() else _ascii(letter) for letter in name)
        return re.sub(r"[-\s]+", "-", re.sub(r"[^+\w\s-]", "", spelt).strip().lower())

    def named(self, path: str) -> Fields:
        """Return the fields that FILE_METADATA_REGEXP finds in a path; raise BadFrontMatter."""
        found = self.name_pattern.match(path) if self.name_pattern else None
        fields: Fields = {}
        for name, value in (found.groupdict() if found else {}).items():
            key = name.lower().strip()
            if key == "title" and self.unslugifies:
                if value is None:
                    raise BadFrontMatter("its name has no title for FILE_METADATA_REGEXP")
                value = unslugified(value)
            fields[key] = value or ""
        return fields

    def url(self, member: Member, lang: str, slug: str, pretty: object) -> str:
        """Return a post's address from the site's root, with the path of the site's own."""
        folder = posixpath.join(self._target(member, lang), self._below(member))
        own = [slug, "index.html"] if self._is_pretty(slug, pretty) else [f"{slug}.html"]
        return self._link(lang, [*posixpath.normpath(folder).split("/"), *own])

    def term_url(self, noun: str, name: str, lang: str) -> str:
        """Return the address of the page of *name*; '' where there is none."""
        folder = self.terms.folders.get((noun, lang))
        own = self._term(noun, name)
        if folder is None or not own:
            return ""
        last = [own[-1], self.index_file or "index.html"] if self.pretty else [f"{own[-1]}.html"]
        return self._link(lang, [*folder.split("/"), *own[:-1], *last])

    def _term(self, noun: str, name: str) -> list[str]:
        """Return what a name's page is called, with the folders of those above it."""
        slugs = self.terms.author_slugs if noun == "author" else self.terms.slugs
        # For its page a category is cut at slashes, whether CATEGORY_ALLOW_HIERARCHIES or not.
        parts = name.split("/") if noun == "category" else [name]
        spelt = [self.slugified(part) if slugs else part for part in parts]
        if noun != "category":
            return list(filter(None, spelt))
        spelt = spelt[-1:] if self.terms.flat else spelt
        spelt[0] = self.terms.prefix + spelt[0]
        return spelt if self.pretty else ["-".join(spelt)]

    def _link(self, lang: str, parts: Sequence[str]) -> str:
        """Return the address of a page of a language."""
        pieces = [*self.prefixes.get(lang, "").split("/"), *parts]
        link = "/" + "/".join(piece for piece in pieces if piece and piece != ".")
        if self.index_file and link.endswith(f"/{self.index_file}"):
            link = link[: -len(self.index_file)]
        return _encoded(urlparse(self.base_url).path.rstrip("/") + link)

    def _target(self, member: Member, lang: str) -> str:
        targets = member.wildcard.targets
        return targets.get(lang, targets.get(self.language, next(iter(targets.values()), "")))

    def _below(self, member: Member) -> str:
        """Return the folders between those of the wildcard and the post."""
        return posixpath.dirname(member.base).removeprefix(member.wildcard.folder).strip("/")

    def _is_pretty(self, slug: str, given: object) -> bool:
        """Say whether a post is an `index.html` in its own folder: `pretty_url`, else the site."""
        if given is None or (isinstance(given, str) and not given.strip()):
            return self.pretty and slug != "index"
        if isinstance(given, str):
            return given.strip().lower() in ("true", "yes", "1")
        return isinstance(given, int) and bool(given)


def group(paths: Sequence[str], rules: Conventions) -> dict[str, Member]:
    """Return the posts among *paths*, all files below the folders, each with its family."""
    there = frozenset(paths)
    members: dict[str, Member] = {}
    for wildcard in rules.wildcards:
        own = [path for path in paths if path.startswith(f"{wildcard.folder}/")]
        for path in _originals(own, wildcard, rules):
            if path not in members:
                members.update(_family(path, wildcard, there, rules, taken=members))
    return members


def _originals(paths: Sequence[str], wildcard: Wildcard, rules: Conventions) -> list[str]:
    """Return the files that *wildcard* takes for posts; a translation only without its original."""
    others = [lang for lang in rules.prefixes if lang != rules.language]
    patterns = [rules.candidate(f"{wildcard.folder}/{wildcard.name}", lang) for lang in others]
    names = [pattern.rsplit("/", 1)[-1] for pattern in patterns]
    translated = {path for path in paths if any(_fits(path, name) for name in names)}
    plain = {path for path in paths if _fits(path, wildcard.name)} - translated
    followed = {rules.candidate(path, lang) for path in plain for lang in rules.prefixes}
    return sorted((translated - followed) | plain)


def _fits(path: str, pattern: str) -> bool:
    return fnmatchcase(path.rsplit("/", 1)[-1], pattern)


def _family(
    path: str,
    wildcard: Wildcard,
    there: frozenset[str],
    rules: Conventions,
    *,
    taken: Mapping[str, Member],
) -> dict[str, Member]:
    places = {lang: rules.candidate(path, lang) for lang in rules.prefixes}
    family = {lang: place for lang, place in places.items() if place in there}
    return {
        place: Member(lang, path, family, wildcard)
        for lang, place in family.items()
        if place not in taken
    }


def read_conventions(site: Site) -> Conventions:
    """Return what the conf.py of *site* says; raise BadSetting where it cannot be read."""
    text = site.files.get(CONFIG, b"")
    given = python_settings(CONFIG, text)
    compilers = _compilers(given.get("COMPILERS"))
    told = computed(text, given)
    settings = site.settings
    language = _said(given, "DEFAULT_LANG") or one_text(settings.get("language")) or "en"
    prefixes = _prefixes(given.get("TRANSLATIONS"), language)
    address = _said(given, "BASE_URL") or _said(given, "SITE_URL") or one_text(settings.get("url"))
    strips = given.get("STRIP_INDEXES", True)
    return Conventions(
        zone=zone_named(_said(given, "TIMEZONE") or one_text(settings.get("timezone")) or "UTC"),
        base_url=address,
        language=language,
        prefixes=prefixes,
        pattern=_translations_pattern(given),
        wildcards=_wildcards(given.get("POSTS"), language, compilers, known=CONFIG in site.files),
        compilers=compilers,
        pretty=bool(given.get("PRETTY_URLS", True)),
        index_file=(_said(given, "INDEX_FILE") or "index.html") if strips else "",
        future_is_now=bool(given.get("FUTURE_IS_NOW", False)),
        tag_status=bool(given.get("USE_TAG_METADATA", True)),
        deploys_drafts=bool(given.get("DEPLOY_DRAFTS", True)),
        slugifies=bool(given.get("USE_SLUGIFY", True)),
        nested_categories=bool(given.get("CATEGORY_ALLOW_HIERARCHIES", False)),
        iso_dates=bool(given.get("FORCE_ISO8601", False)),
        name_pattern=_name_pattern(given.get("FILE_METADATA_REGEXP")),
        unslugifies=bool(given.get("FILE_METADATA_UNSLUGIFY_TITLES", True)),
        forms=_forms(given),
        unread=unread(told, _DECISIVE),
        foreign=told.modules,
        redirected=tuple(_redirected(given.get("REDIRECTIONS"))),
        output=_said(given, "OUTPUT_FOLDER").strip("/") or "output",
        terms=read_terms(given, [language, *prefixes]),
    )


def _redirected(rows: Any) -> Iterator[str]:
    """Yield the files of the site that are nothing but redirects."""
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, list) and len(row) == 2:
            yield one_text(row[0]).lstrip("/")


def _said(given: Mapping[str, Any], name: str) -> str:
    value = given.get(name)
    return value if isinstance(value, str) else ""


def _translations_pattern(given: Mapping[str, Any]) -> str:
    """Return how translations are named; raise BadSetting where Nikola would stumble."""
    pattern = _said(given, "TRANSLATIONS_PATTERN") or _PATTERN
    for part in ("{path}", "{lang}", "{ext}"):
        if part not in pattern:
            message = f"TRANSLATIONS_PATTERN in {CONFIG} has no {part}: {pattern}"
            raise BadSetting(message, hint=f"write '{_PATTERN}'")
    return pattern


def _prefixes(value: Any, language: str) -> dict[str, str]:
    """Return the folder of each language in the site; that of the default one is usually ''."""
    if not isinstance(value, Mapping) or not value:
        return {language: ""}
    return {str(lang): one_text(folder).strip("/") for lang, folder in value.items()}


def _wildcards(
    value: Any, language: str, compilers: Mapping[str, str], *, known: bool
) -> tuple[Wildcard, ...]:
    rows = value if isinstance(value, list) else (_UNSAID if known else _USUAL)
    found = [_wildcard(row, language) for row in rows if isinstance(row, (list, tuple))]
    endings = {*_ENDINGS, *(one for one, name in compilers.items() if name != "ipynb")}
    return tuple(row for row in found if row and row.name.endswith(tuple(endings)))


def _wildcard(row: Sequence[Any], language: str) -> Wildcard | None:
    """Return a row of POSTS; None for one that matches nothing."""
    if len(row) < 2 or not isinstance(row[0], str):
        return None
    folder, _, name = row[0].rpartition("/")
    # Nikola walks from the literal folder, and skips paths with a part that opens with a dot.
    if not folder or re.search(r"[*?\[]|(?:^|/)\.", folder):
        return None
    targets = row[1] if isinstance(row[1], Mapping) else {language: row[1]}
    cleaned = {str(lang): one_text(target).strip("/") for lang, target in targets.items()}
    return Wildcard(folder.strip("/"), name, cleaned)


def _compilers(value: Any) -> dict[str, str]:
    known = value if isinstance(value, Mapping) else _COMPILERS
    return {
        str(ending): str(compiler)
        for compiler, endings in known.items()
        if isinstance(endings, (list, tuple))
        for ending in endings
    }


def _name_pattern(value: Any) -> re.Pattern[str] | None:
    try:
        return re.compile(value) if isinstance(value, str) and value else None
    except re.error:
        return None


def _forms(given: Mapping[str, Any]) -> Forms:
    extensions = given.get("MARKDOWN_EXTENSIONS")
    mappings = given.get("METADATA_MAPPING")
    tables = mappings.items() if isinstance(mappings, Mapping) else ()
    return Forms(
        docinfo=bool(given.get("USE_REST_DOCINFO_METADATA", False)),
        meta=isinstance(extensions, list) and "markdown.extensions.meta" in extensions,
        mappings={str(name): table for name, table in tables if isinstance(table, Mapping)},
    )


@cache
def _translations(pattern: str, languages: tuple[str, ...]) -> re.Pattern[str]:
    """Return what the path of a translation looks like."""
    codes = "|".join(map(re.escape, languages))
    ending = r"(?P<ext>[^\./]+)"
    return re.compile(_filled(re.escape(pattern), "(?P<path>.+?)", f"(?P<lang>{codes})", ending))


def _filled(pattern: str, path: str, lang: str, ending: str) -> str:
    for name, value in (("path", path), ("lang", lang), ("ext", ending)):
        pattern = pattern.replace(f"{{{name}}}", value).replace(rf"\{{{name}\}}", value)
    return pattern


def _ascii(letter: str) -> str:
    """Return how Nikola spells a letter that is not ASCII in a slug."""
    if letter in _SPELT:
        return _SPELT[letter]
    if letter.isspace():
        return " "
    plain = unicodedata.normalize("NFKD", letter)
    bare = "".join(part for part in plain if not unicodedata.combining(part))
    if bare.isascii():
        return bare
    spelt = slugify(letter)
    return f"{spelt} " if "\u4e00" <= letter <= "\u9fff" else spelt


def _encoded(link: str) -> str:
    """Return *link* percent-encoded as Nikola writes it: its path, and nothing behind `?`, `#`."""
    parts = urlparse(unicodedata.normalize("NFC", link))
    return urlunparse(parts._replace(path=quote(unquote(parts.path), safe="/~")))
