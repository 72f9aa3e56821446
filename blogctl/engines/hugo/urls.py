"""Hugo's URLs: from a page's path, slug, date and the site's permalinks."""

import posixpath
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from fnmatch import fnmatchcase
from typing import Any, NamedTuple
from urllib.parse import quote, unquote_plus

from blogctl.content.post import one_text
from blogctl.engines.configuration import address_path

_TOKEN = re.compile(r"(?<!\\):([a-zA-Z]+(?:\[[^\]]*\])?)")
EVERY_SECTION = "**"
# All of it may stand in a path, so that it is left alone.
_PLAIN = re.compile(r"[A-Za-z0-9/._-]*")
_ALLOWED = "./\\_#+-~@"
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]


class Language(NamedTuple):
    """A language of the site: its content folder, its URL prefix, its own permalinks.

    *base* is its own address, '' where it has the site's.
    """

    code: str
    folder: str
    prefix: str
    permalinks: Mapping[str, Any]
    base: str = ""


class UrlRules(NamedTuple):
    """The configuration that bears on URLs. *ugly* is by section, or under '' for all."""

    base_path: str
    permalinks: Mapping[str, str]
    ugly: Mapping[str, bool]
    lower: bool
    accents: bool

    @classmethod
    def read(cls, config: Mapping[str, Any]) -> "UrlRules":
        """Return the rules of a merged configuration."""
        ugly = config.get("uglyurls")
        return cls(
            base_path=path_of(one_text(config.get("baseurl"))),
            permalinks=page_permalinks(config.get("permalinks") or {}),
            ugly=ugly if isinstance(ugly, Mapping) else {"": bool(ugly)},
            lower=not config.get("disablepathtolower"),
            accents=not config.get("removepathaccents"),
        )


class Page(NamedTuple):
    """What a page's URL is made from.

    *inner* is its path in the content folder, *section* the folders that its section is.
    """

    inner: str
    base_name: str
    slug: str
    title: str
    url: str
    date: datetime | None
    section: tuple[str, ...]

    @property
    def folders(self) -> list[str]:
        """The folders above the page, a bundle's own left out."""
        folders = self.inner.split("/")[:-1]
        return folders[:-1] if self.base_name.lower() == "index" and folders else folders

    @property
    def content_name(self) -> str:
        """The page's name: its file's, or its bundle's."""
        folders = self.inner.split("/")[:-1]
        return folders[-1] if self.base_name.lower() == "index" and folders else self.base_name


def page_permalinks(config: Any) -> dict[str, str]:
    """Return the patterns for pages by section: `permalinks.page.post`, or the older form."""
    if not isinstance(config, Mapping):
        return {}
    pages = config.get("page")
    found = {**config, **(pages if isinstance(pages, Mapping) else {})}
    return {key.strip("/"): value for key, value in found.items() if isinstance(value, str)}


def path_of(address: str) -> str:
    """Return the path in a site's address, without slashes around it."""
    return address_path(address).strip("/")


def page_url(rules: UrlRules, language: Language, page: Page) -> str:
    """Return the path of a page's URL, percent-encoded."""
    prefix = [rules.base_path, language.prefix]
    if language.base:
        prefix = [path_of(language.base)]
    if page.url:
        # What starts with a slash stands outside the language's folder.
        own = [] if page.url.startswith("/") and not language.base else prefix[1:]
        return _encoded(_joined([*prefix[:1], *own, _written_path(page, rules)]), query=True)
    pattern = _pattern_for(rules, language, page)
    path = _pattern_path(pattern, page, rules) if pattern else _default_path(page, rules)
    url = _joined([*prefix, path])
    section = page.inner.split("/")[0].lower() if "/" in page.inner else ""
    ugly = rules.ugly.get(section, rules.ugly.get("", False)) and page.slug != "index"
    if ugly and url != "/":
        return _encoded(f"{url}.html")
    return _encoded(url if url.endswith("/") else f"{url}/")


def _pattern_path(pattern: str, page: Page, rules: UrlRules) -> str:
    """Return a page's path by a pattern: Hugo decodes it as a query, so + is a blank."""
    path = unquote_plus(_filled(pattern, page, rules))
    path = sanitize(posixpath.normpath(f"/{path}"), rules)
    # An empty fragment goes: "About C#" becomes about-c.
    return path.removesuffix("#") if path.count("#") == 1 else path


def _written_path(page: Page, rules: UrlRules) -> str:
    """Return the field `url` as a path: tokens filled, dots resolved, closed by a slash."""
    path = page.url
    if _TOKEN.search(path):
        path = _filled(path, page, rules)
    is_file = "." in path.rsplit("/", 1)[-1]
    path = posixpath.normpath(f"/{path}").lstrip("/")
    return re.sub(r"(?:^|(?<=/))index\.html$", "/", path) if is_file else f"{path}/"


def _pattern_for(rules: UrlRules, language: Language, page: Page) -> str | None:
    """Return the pattern whose key fits the page's path best: the longest one."""
    patterns = {**rules.permalinks, **page_permalinks(language.permalinks)}
    path = "/".join([*page.folders, page.content_name]).lower().replace(" ", "-")
    for key in sorted(patterns, key=len, reverse=True):
        if fnmatchcase(path, key) or fnmatchcase(path, f"{key}/*") or (not key and "/" not in path):
            return patterns[key] or None
    return None


def _default_path(page: Page, rules: UrlRules) -> str:
    parts = [*page.folders, page.content_name]
    if rules.lower:
        parts = [part.replace(" ", "-") for part in parts]
    if page.slug:
        # A slug of "index" is the section's own page.
        parts[-1] = page.slug if page.slug != "index" else ""
    path = "/".join(sanitize(part, rules) for part in parts)
    return path.rstrip("/") if page.slug.endswith("/") else path


def _filled(pattern: str, page: Page, rules: UrlRules) -> str:
    def value(found: re.Match[str]) -> str:
        token = found.group(1)
        name = token.split("[")[0].lower()
        if name == "sections" and "[" in token:
            return "/".join(sanitize(part, rules) for part in _slice(page.section, token))
        fill = _TOKENS.get(name)
        return sanitize(fill(page), rules) if fill else found.group()

    return _TOKEN.sub(value, pattern).replace("\\:", ":")


def _dated(write: Callable[[datetime], str]) -> Callable[[Page], str]:
    return lambda page: write(page.date) if page.date else write(datetime(1, 1, 1))


_TOKENS: Mapping[str, Callable[[Page], str]] = {
    "year": _dated(lambda date: str(date.year)),
    "month": _dated(lambda date: f"{date.month:02}"),
    "monthname": _dated(lambda date: _MONTHS[date.month - 1]),
    "day": _dated(lambda date: f"{date.day:02}"),
    "weekday": _dated(lambda date: str(date.isoweekday() % 7)),
    "weekdayname": _dated(lambda date: _WEEKDAYS[date.isoweekday() % 7]),
    "yearday": _dated(lambda date: str(date.timetuple().tm_yday)),
    "hour": _dated(lambda date: f"{date.hour:02}"),
    "minute": _dated(lambda date: f"{date.minute:02}"),
    "second": _dated(lambda date: f"{date.second:02}"),
    "section": lambda page: page.section[0] if page.section else "",
    "sections": lambda page: "/".join(page.section),
    "title": lambda page: _unslashed(page.title),
    "slug": lambda page: _unslashed(page.slug or page.title) if page.slug != "index" else "",
    "filename": lambda page: page.content_name,
    "contentbasename": lambda page: page.content_name,
    "slugorfilename": lambda page: page.slug or page.content_name,
    "slugorcontentbasename": lambda page: page.slug or page.content_name,
}


def _unslashed(text: str) -> str:
    return re.sub(r"[/\\]", "-", text)


def _slice(folders: Sequence[str], token: str) -> Sequence[str]:
    inside = token[token.index("[") + 1 : -1]
    last = len(folders) - 1

    def place(text: str, empty: int) -> int:
        return empty if not text else last if text == "last" else int(text)

    try:
        if ":" not in inside:
            return [folders[place(inside, 0)]]
        low, _, high = inside.partition(":")
        return folders[place(low, 0) : place(high, len(folders))]
    except (ValueError, IndexError):
        return []


def sanitize(text: str, rules: UrlRules) -> str:
    """Return *text* as Hugo puts it in a path: blanks to hyphens, what may not stand there gone."""
    if _PLAIN.fullmatch(text):
        return text.lower() if rules.lower else text
    kept: list[str] = []
    pending = False
    for at, letter in enumerate(text):
        if _is_allowed(text, at, letter):
            if pending and letter != "-" and kept and kept[-1] != "-":
                kept.append("-")
            pending = False
            kept.append(letter)
        elif letter.isspace() and kept:
            pending = True
    result = "".join(kept)
    if not rules.accents:
        decomposed = unicodedata.normalize("NFD", result)
        result = "".join(mark for mark in decomposed if unicodedata.category(mark) != "Mn")
    # Letter by letter, as Go does: Python's lower() of a whole text makes two letters of İ.
    return "".join(letter.lower()[0] for letter in result) if rules.lower else result


def _is_allowed(text: str, at: int, letter: str) -> bool:
    category = unicodedata.category(letter)
    return (
        category[0] in "LM"
        or category == "Nd"
        or letter in _ALLOWED
        or (letter == "%" and re.fullmatch(r"%[0-9a-fA-F]{2}", text[at : at + 3]) is not None)
    )


def _joined(parts: Sequence[str]) -> str:
    return re.sub(r"/{2,}", "/", "/" + "/".join(part for part in parts if part))


def _encoded(path: str, *, query: bool = False) -> str:
    return quote(path, safe="/%:@!$&'()*+,;=~-._" + ("?" if query else ""))
