"""Hugo's URLs: from a page's path, slug, date and the site's permalinks."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

from blogctl.content.post import one_text

_TOKEN = re.compile(r":([a-zA-Z]+(?:\[[^\]]*\])?)")
EVERY_SECTION = ""
_ALLOWED = "./\\_#+-~@"
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]


class Language(NamedTuple):
    """A language of the site: its content folder, its URL prefix, its own permalinks."""

    code: str
    folder: str
    prefix: str
    permalinks: Mapping[str, Any]


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
            base_path=urlsplit(one_text(config.get("baseurl"))).path.strip("/"),
            permalinks=page_permalinks(config.get("permalinks") or {}),
            ugly=ugly if isinstance(ugly, Mapping) else {"": bool(ugly)},
            lower=not config.get("disablepathtolower"),
            accents=not config.get("removepathaccents"),
        )


class _Page(NamedTuple):
    """What a permalink's tokens are filled from."""

    inner: str
    base_name: str
    slug: str
    title: str
    date: datetime | None

    @property
    def folders(self) -> list[str]:
        """The folders above the page, a bundle's own left out."""
        folders = self.inner.split("/")[:-1]
        return folders[:-1] if self.base_name == "index" and folders else folders

    @property
    def content_name(self) -> str:
        """The page's name: its file's, or its bundle's."""
        folders = self.inner.split("/")[:-1]
        return folders[-1] if self.base_name == "index" and folders else self.base_name


def page_permalinks(config: Mapping[str, Any]) -> dict[str, str]:
    """Return the patterns for pages by section: `permalinks.page.post`, or the older form."""
    found = {key: value for key, value in config.items() if isinstance(value, str)}
    pages = config.get("page")
    if isinstance(pages, Mapping):
        found |= {key: value for key, value in pages.items() if isinstance(value, str)}
    return found


def page_url(
    rules: UrlRules,
    language: Language,
    inner: str,
    base_name: str,
    slug: str,
    fields: Mapping[str, Any],
    date: datetime | None,
) -> str:
    """Return the path of a page's URL, percent-encoded; *inner* is its path in its language."""
    page = _Page(inner, base_name, slug, one_text(fields.get("title")), date)
    section = page.inner.split("/")[0] if "/" in page.inner else ""
    prefix = [part for part in (rules.base_path, language.prefix) if part]
    written = one_text(fields.get("url")).strip()
    if written:
        return _encoded(_joined([*prefix, written.lstrip("/")], as_written=True))
    pattern = _pattern_for(rules, language, page)
    path = _filled(pattern, page, rules) if pattern else _default_path(page, rules)
    ugly = rules.ugly.get(section, rules.ugly.get("", False))
    url = _joined([*prefix, path], as_written=False)
    if pattern and "." in pattern.rsplit("/", 1)[-1] and not pattern.endswith("/"):
        return _encoded(url)
    if ugly and url != "/":
        return _encoded(f"{url.rstrip('/')}.html")
    return _encoded(url if url.endswith("/") else f"{url}/")


def _pattern_for(rules: UrlRules, language: Language, page: _Page) -> str | None:
    own = page_permalinks(language.permalinks)
    section = page.folders[0].lower() if page.folders else "/"
    patterns = {**rules.permalinks, **own}
    return patterns.get(section) or patterns.get(EVERY_SECTION)


def _default_path(page: _Page, rules: UrlRules) -> str:
    folders = [sanitize(folder, rules) for folder in page.folders]
    return "/".join([*folders, sanitize(page.slug or page.content_name, rules)])


def _filled(pattern: str, page: _Page, rules: UrlRules) -> str:
    def value(found: re.Match[str]) -> str:
        token = found.group(1)
        name = token.split("[")[0].lower()
        if name == "sections" and "[" in token:
            return "/".join(sanitize(part, rules) for part in _slice(page.folders, token))
        fill = _TOKENS.get(name)
        return sanitize(fill(page), rules) if fill else found.group()

    return _TOKEN.sub(value, pattern)


def _dated(write: Callable[[datetime], str]) -> Callable[[_Page], str]:
    return lambda page: write(page.date) if page.date else write(datetime(1, 1, 1))


_TOKENS: Mapping[str, Callable[[_Page], str]] = {
    "year": _dated(lambda date: f"{date.year:04}"),
    "month": _dated(lambda date: f"{date.month:02}"),
    "monthname": _dated(lambda date: _MONTHS[date.month - 1]),
    "day": _dated(lambda date: f"{date.day:02}"),
    "weekday": _dated(lambda date: str(date.isoweekday() % 7)),
    "weekdayname": _dated(lambda date: _WEEKDAYS[date.isoweekday() % 7]),
    "yearday": _dated(lambda date: str(date.timetuple().tm_yday)),
    "hour": _dated(lambda date: f"{date.hour:02}"),
    "minute": _dated(lambda date: f"{date.minute:02}"),
    "second": _dated(lambda date: f"{date.second:02}"),
    "section": lambda page: page.folders[0] if page.folders else "",
    "sections": lambda page: "/".join(page.folders),
    "title": lambda page: page.title,
    "slug": lambda page: page.slug or page.title or page.content_name,
    "filename": lambda page: page.content_name,
    "contentbasename": lambda page: page.content_name,
    "slugorfilename": lambda page: page.slug or page.content_name,
    "slugorcontentbasename": lambda page: page.slug or page.content_name,
}


def _slice(folders: list[str], token: str) -> list[str]:
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
    return result.lower() if rules.lower else result


def _is_allowed(text: str, at: int, letter: str) -> bool:
    category = unicodedata.category(letter)
    return (
        category[0] in "LM"
        or category == "Nd"
        or letter in _ALLOWED
        or (letter == "%" and re.fullmatch(r"%[0-9a-fA-F]{2}", text[at : at + 3]) is not None)
    )


def _joined(parts: list[str], *, as_written: bool) -> str:
    joined = "/" + "/".join(parts)
    return joined if as_written else re.sub(r"/{2,}", "/", joined)


def _encoded(path: str) -> str:
    return quote(path, safe="/%:@!$&'()*+,;=~-._")
