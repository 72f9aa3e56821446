"""Eleventy's URLs: from a post's path, or its `permalink`, whose simple templates are filled."""

import posixpath
import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import quote

from blogctl.content.post import one_text
from blogctl.engines.eleventy.cascade import stem

_DATED = re.compile(r"\d{4}-\d{2}-\d{2}-(.*)")
_OUTPUT = re.compile(r"\{\{-?\s*(.*?)\s*-?\}\}")
_LATIN = re.compile(r"[ -~\u00a0À-ÿŒœŁłĐđŠšŽž‘’“”–—…«»°]*")
_FILTER = re.compile(r"(\w+)(?:\s*:\s*[\"']([^\"']*)[\"'])?")
# What the two filters make of letters that are not a Latin one with an accent.
_SLUGIFIED = {
    "ß": "ss", "ẞ": "ss", "ä": "ae", "ö": "oe", "ü": "ue", "Ä": "ae", "Ö": "oe", "Ü": "ue",
    "æ": "ae", "Æ": "ae", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ł": "l", "Ł": "l",
    "&": " and ", "œ": "-", "Œ": "-", "Ð": "d", "ð": "d", "Þ": "th", "þ": "th",
}  # fmt: skip
_SLUGGED = {
    "$": "dollar", "%": "percent", "&": "and", "<": "less", ">": "greater", "|": "or",
    "-": " ", "ß": "ss", "æ": "ae", "Æ": "ae", "ø": "o", "Ø": "o", "œ": "oe", "Œ": "oe",
    "ł": "l", "Ł": "l", "’": "'", "‘": "'", "“": '"', "”": '"', "–": " ", "…": "...",
    "\u00a0": " ", "Ð": "D", "ð": "d", "Þ": "TH", "þ": "th", "Đ": "DJ", "đ": "dj",
}  # fmt: skip


class Page(NamedTuple):
    """What a post's URL is made from: its path in the input folder, its fields, its date.

    *engine* is the one that fills its permalink.
    """

    inner: str
    fields: Mapping[str, Any]
    date: datetime | None
    engine: str


def slug_of(inner: str) -> str:
    """Return a page's `fileSlug`: its file's name, or its folder's, without a date before it."""
    slug = _undated(stem(inner))
    folders = inner.split("/")[:-1]
    return (_undated(folders[-1]) if folders else "") if slug == "index" else slug


def default_address(inner: str) -> str:
    """Return the path of a page that has no permalink: dates stay, `index` goes."""
    folder, name = inner.rpartition("/")[0], stem(inner)
    own = folder.rpartition("/")[2] == name
    return _joined(folder if name == "index" or own else f"{folder}/{name}") + "/"


def address(link: str) -> str:
    """Return the path at which a permalink's page stands: `index.html` goes."""
    path = link + "index.html" if link.endswith("/") else link
    path = "/" + posixpath.normpath(path).lstrip("/")
    return re.sub(r"/index(?:\.html|/)?$", "/", path)


def needs_ending(link: str) -> bool:
    """Say whether Eleventy refuses a permalink, for a file that has no ending."""
    path = posixpath.normpath(link)
    return not link.endswith("/") and not posixpath.splitext(path)[1] and not (
        path.endswith(("_redirects", ".htaccess", "_headers"))
    )  # fmt: skip


def filled(template: str, page: Page) -> str | None:
    """Return a permalink with its fields filled; None where it would have to be run."""
    missing = False

    def value(found: re.Match[str]) -> str:
        nonlocal missing
        text = _output(found.group(1), page)
        missing = missing or text is None
        return text or ""

    link = _OUTPUT.sub(value, template)
    return None if missing or "{{" in link or "{%" in link else link


def _output(expression: str, page: Page) -> str | None:
    name, *filters = (part.strip() for part in expression.split("|"))
    value = _named(name, page)
    for one in filters:
        found = _FILTER.fullmatch(one)
        if value is None or not found:
            return None
        value = _filtered(value, found.group(1), found.group(2), page.engine)
    if value is None or isinstance(value, datetime):
        return None
    text = one_text(value)
    # Nunjucks writes these as HTML does, even in a path.
    return None if page.engine != "liquid" and re.search(r"[&<>\"'`\\]", text) else text


def _named(name: str, page: Page) -> Any:
    if name == "page.fileSlug":
        return slug_of(page.inner)
    if name == "page.filePathStem":
        return _joined(f"{page.inner.rpartition('/')[0]}/{_undated(stem(page.inner))}")
    if name in ("page.date", "date"):
        return page.date
    value = page.fields.get(name)
    return value if isinstance(value, (str, int)) and not isinstance(value, bool) else None


def _filtered(value: Any, name: str, argument: str | None, engine: str) -> Any:
    if isinstance(value, datetime):
        plain = argument and not re.search(r"%[^YmdHMSjyBbe]", argument)
        fits = name == "date" and engine == "liquid"
        return value.strftime(argument) if fits and plain and argument else None
    if argument is not None:
        return None
    if name == {"liquid": "downcase", "njk": "lower"}.get(engine):
        return one_text(value).lower()
    return _slugger(name, one_text(value))


def _slugger(name: str, text: str) -> str | None:
    """Return what the filters `slugify` and `slug` make of a text, None beyond Latin letters."""
    table = {"slugify": _SLUGIFIED, "slug": _SLUGGED}.get(name)
    text = unicodedata.normalize("NFC", text)
    if table is None or not _LATIN.fullmatch(text):
        return None
    plain = "".join(table.get(letter, letter) for letter in text)
    plain = "".join(mark for mark in unicodedata.normalize("NFD", plain)
                    if unicodedata.category(mark) != "Mn")  # fmt: skip
    return _slugify(plain) if name == "slugify" else _slug(plain)


def _slugify(text: str) -> str:
    text = re.sub(r"[\^`]", "", text)
    text = re.sub(r"([a-z\d]+)'([ts])(\s|$)", r"\1\2\3", text.lower())
    return re.sub(r"[^a-z0-9]+", "-", text).strip("-")


def _slug(text: str) -> str:
    kept = re.sub(r"[^\w\s$*+~.()'\"!\-:@]", "", text, flags=re.ASCII)
    return re.sub(r"\s+", "-", kept.strip()).lower()


def _undated(name: str) -> str:
    found = _DATED.search(name)
    return found.group(1) if found else name


def _joined(path: str) -> str:
    return "/" + path.strip("/") if path.strip("/") else ""


def encoded(path: str) -> str:
    """Return a path as it stands in a link: what may not stand there percent-encoded."""
    return quote(path, safe="/%:@!$&'()*+,;=~-._?#")
