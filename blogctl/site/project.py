"""The configuration of the project that Hugo builds a plain blog's site from."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from blogctl.engines.engine import Engine

# So many posts stand on a page of a list.
_PAGE = 10
_FEED = "application/feed+json"


class Blog(NamedTuple):
    """A blog as its site says it: *langs* are the languages of its posts, *lang* is its own."""

    engine: Engine
    title: str
    lang: str
    description: str
    author: str
    langs: Sequence[str]


def configuration(blog: Blog) -> dict[str, Any]:
    """Return the configuration of the project; dates have their zone with them.

    All that is staged is to be seen: what a date would hide was left out before.
    """
    return {
        "baseURL": f"{blog.engine.base.rstrip('/')}/",
        "title": blog.title,
        "locale": blog.lang,
        "defaultContentLanguage": blog.lang,
        "timeZone": getattr(blog.engine.zone, "key", "UTC"),
        "capitalizeListTitles": False,
        "pluralizeListTitles": False,
        "disableHugoGeneratorInject": True,
        "disableKinds": ["section"],
        "taxonomies": {"tag": "tags", "category": "categories", "series": "series"},
        "pagination": {"pagerSize": _PAGE},
        "related": _related(),
        "markup": _markup(),
        # The project's own templates need neither programs nor other machines.
        "security": {"exec": {"allow": ["none"]}, "http": {"urls": ["none"]}},
        **_outputs(),
        "params": _params(blog),
    }


def _params(blog: Blog) -> dict[str, Any]:
    base = blog.engine.base.rstrip("/")
    root = f"/{blog.engine.root}" if blog.engine.root else ""
    return {
        "description": blog.description,
        "author": blog.author,
        "lang": blog.lang,
        "langs": list(blog.langs),
        "base": base,
        "origin": base.removesuffix(root) if root else base,
    }


def _outputs() -> dict[str, Any]:
    feeds = ["html", "rss", "jsonfeed"]
    return {
        "mediaTypes": {_FEED: {"suffixes": ["json"]}},
        "outputFormats": {
            "jsonfeed": {"mediaType": _FEED, "baseName": "feed", "isPlainText": True}
        },
        "outputs": {"home": feeds, "term": feeds, "taxonomy": ["html"], "page": ["html"]},
    }


def _related() -> dict[str, Any]:
    weights = {"tags": 100, "series": 60, "categories": 30}
    return {
        "threshold": 20,
        "includeNewer": True,
        "toLower": True,
        "indices": [{"name": name, "weight": weight} for name, weight in weights.items()],
    }


def _markup() -> dict[str, Any]:
    return {
        "goldmark": {
            # The author's own HTML is meant.
            "renderer": {"unsafe": True},
            "parser": {"wrapStandAloneImageWithinParagraph": False,
                       "attribute": {"block": True}},
        },
        "highlight": {"noClasses": False},
        "tableOfContents": {"startLevel": 2, "endLevel": 3},
    }  # fmt: skip
