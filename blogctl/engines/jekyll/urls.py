"""Jekyll's URLs: a permalink's template, filled from a post's slug, categories and date."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from urllib.parse import quote

DEFAULT = "/:categories/:year/:month/:day/:title:output_ext"
STYLES: Mapping[str, str] = {
    "none": "/:categories/:title:output_ext",
    "date": DEFAULT,
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
}
_TOKEN = re.compile(r":([a-z_]+)")
_PRETTY = "._~!$&'()+,;=@"
# What may stand unescaped in a path, with `?`, which Jekyll leaves alone.
_SAFE = "!$&'()*+,;=:@/?~"
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December")  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_DATED: Mapping[str, Callable[[datetime], str]] = {
    "year": lambda date: f"{date.year:04}",
    "month": lambda date: f"{date.month:02}",
    "day": lambda date: f"{date.day:02}",
    "hour": lambda date: f"{date.hour:02}",
    "minute": lambda date: f"{date.minute:02}",
    "second": lambda date: f"{date.second:02}",
    "i_day": lambda date: str(date.day),
    "i_month": lambda date: str(date.month),
    "short_month": lambda date: _MONTHS[date.month - 1][:3],
    "long_month": lambda date: _MONTHS[date.month - 1],
    "short_year": lambda date: f"{date.year % 100:02}",
    "w_year": lambda date: f"{date.isocalendar().year:04}",
    "week": lambda date: f"{date.isocalendar().week:02}",
    "w_day": lambda date: str(date.isoweekday()),
    "short_day": lambda date: _DAYS[date.weekday()][:3],
    "long_day": lambda date: _DAYS[date.weekday()],
    "y_day": lambda date: f"{date.timetuple().tm_yday:03}",
}


class Page(NamedTuple):
    """What a post's URL is made from.

    *name* is its file's without ending, *inner* the path from its `_posts` on, likewise;
    *categories* as in the front matter and the folders; *ending* that of the page written.
    """

    slug: str
    name: str
    inner: str
    categories: Sequence[str]
    date: datetime | None
    ending: str


_NAMED: Mapping[str, Callable[[Page], str]] = {
    "collection": lambda page: "posts",
    "path": lambda page: page.inner,
    "name": lambda page: slugified(page.name),
    "title": lambda page: slugified(page.slug, _PRETTY, cased=True),
    "slug": lambda page: slugified(page.slug),
    "categories": lambda page: "/".join(dict.fromkeys(c.lower() for c in page.categories)),
    "slugified_categories": lambda page: "/".join(dict.fromkeys(map(slugified, page.categories))),
    "output_ext": lambda page: page.ending,
}


def unknown_word(template: str) -> str:
    """Return the first word of a permalink that stands for nothing, '' where all are known."""
    words = (found[1] for found in _TOKEN.finditer(template))
    return next((word for word in words if _known(word) not in {*_DATED, *_NAMED}), "")


def page_url(template: str, page: Page) -> str:
    """Return the URL of a page; '' where it takes a date and the page has none."""
    words = [_known(found[1]) for found in _TOKEN.finditer(template)]
    if page.date is None and any(word in _DATED for word in words):
        return ""
    return _sane(_TOKEN.sub(lambda found: _filled(found[1], page), template))


def _known(word: str) -> str:
    """Return a word of a permalink without the `_` that may follow it, as in `:month_:day`."""
    return word[:-1] if word.endswith("_") else word


def _filled(word: str, page: Page) -> str:
    name = _known(word)
    value = _DATED[name](page.date) if name in _DATED and page.date else _NAMED[name](page)
    return escaped(value) + word[len(name) :]


def escaped(path: str) -> str:
    """Return a part of a path as it stands in a URL."""
    return quote(path, safe=_SAFE)


def _sane(url: str) -> str:
    url = f"/{url}".replace("..", "/").replace("./", "")
    return re.sub("/+", "/", url)


def slugified(text: str, extra: str = "", *, cased: bool = False) -> str:
    """Return *text* with a hyphen for each run of what is no letter, mark, digit or *extra*."""
    kept = [letter if letter in extra or _is_word(letter) else "\0" for letter in text]
    slug = re.sub("\0+", "-", "".join(kept)).removeprefix("-").removesuffix("-")
    return slug if cased else slug.lower()


def _is_word(letter: str) -> bool:
    kind = unicodedata.category(letter)
    return kind[0] in "LM" or kind == "Nd"
