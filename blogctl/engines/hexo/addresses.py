"""The address of one post, as Hexo makes it of its fields, its name and its date."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha1
from typing import Any

from blogctl.content.dates import in_zone
from blogctl.content.front_matter import line_of
from blogctl.engines.engine import Source
from blogctl.engines.hexo.config import Conventions
from blogctl.engines.hexo.dates import is_stamp
from blogctl.engines.hexo.fields import category_path, is_true, js_text, title_of, written
from blogctl.engines.hexo.names import DAY_TOKENS
from blogctl.engines.hexo.urls import is_malformed, page_path, slugized
from blogctl.errors import BadFrontMatter

# Whole texts, and moments as JavaScript prints them: nobody means these.
_UNTOLD = frozenset({"_id", "date", "updated", "raw", "_content", "content", "excerpt", "more"})
# What Hexo itself puts in place of an empty field.
_DEFAULTED = ("layout", "comments", "published")
_CLOCK_TOKENS = DAY_TOKENS | {"hash", "timestamp", "hour", "minute", "second"}


def address(
    source: Source,
    fields: Mapping[str, Any],
    site: Conventions,
    slug: str,
    date: datetime | None,
) -> str:
    """Return the address of a post, '' for one that cannot be told.

    *slug* is what its name gives. Raise BadFrontMatter for a post that Hexo gives up on.
    """
    path = fields.get("permalink")
    if not is_true(path):
        path = _generated(source.path, fields, site, slug, date)
    elif not isinstance(path, str) or is_stamp(written(source.document, "permalink")):
        message = "'permalink' is not text; Hexo passes over the post"
        line = line_of(source.document, "permalink")
        raise BadFrontMatter(message, line=line, hint="put it in quotes")
    if is_malformed(path):
        message = f"a '%' in its address, {path}, encodes nothing; Hexo passes over the post"
        raise BadFrontMatter(message, hint="write %25, or another name")
    return page_path(site.urls, path) if path else ""


def _generated(
    path: str, fields: Mapping[str, Any], site: Conventions, slug: str, date: datetime | None
) -> str:
    """Return the site's permalink filled, '' where a token cannot be told."""
    rules = site.urls
    within = path.removeprefix(f"{site.source}/")
    values = {
        **{name: js_text(value) for name, value in rules.defaults.items()},
        "layout": "post",
        "comments": "true",
        "published": js_text(within.startswith("_posts/")),
        "source": within,
        **{
            name: js_text(value)
            for name, value in fields.items()
            if value is not None or name not in _DEFAULTED
        },
        "slug": slug,
        "title": slug,
        "name": slug.rpartition("/")[2],
        "post_title": slugized(title_of(fields), 1),
        "category": category_path(fields, rules),
        **_of_date(slug, date, site),
    }
    # An id that no field gives is drawn anew with each clean build; a draft may have no date.
    untold = _UNTOLD | (set() if fields.get("id") else {"id"}) | (set() if date else _CLOCK_TOKENS)
    return "" if untold & set(rules.permalink.tokens) else rules.permalink.filled(values)


def _of_date(slug: str, date: datetime | None, site: Conventions) -> dict[str, str]:
    """Return the tokens of a date, on the clock of the computer that builds the site."""
    if date is None:
        return {}
    here = in_zone(date, site.machine)
    seconds = int(here.timestamp() // 1)
    return {
        "year": f"{here.year:04d}",
        "month": f"{here:%m}",
        "day": f"{here:%d}",
        "hour": f"{here:%H}",
        "minute": f"{here:%M}",
        "second": f"{here:%S}",
        "i_month": str(here.month),
        "i_day": str(here.day),
        "timestamp": str(seconds),
        # A name, no secret: Hexo's own way of making one.
        "hash": sha1(f"{slug}{seconds}".encode(), usedforsecurity=False).hexdigest()[:12],
    }
