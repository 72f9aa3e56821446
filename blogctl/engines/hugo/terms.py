"""Pages of names in Hugo: the terms of its taxonomies, their addresses and their files."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from blogctl.content.post import texts
from blogctl.engines.hugo.urls import Language, Page, UrlRules, page_permalinks, page_url

_USUAL = {"tag": "tags", "category": "categories"}


class TermRules(NamedTuple):
    """The taxonomies that have pages, by the field that holds their names, and their permalinks."""

    taxonomies: frozenset[str] = frozenset()
    permalinks: Mapping[str, str] = {}


def read_rules(config: Mapping[str, Any]) -> TermRules:
    """Return the rules of a merged configuration; a table of taxonomies replaces the usual ones."""
    if "term" in {kind.lower() for kind in texts(config.get("disablekinds"))}:
        return TermRules()
    given = config.get("taxonomies")
    table = given if isinstance(given, Mapping) else _USUAL
    plurals = frozenset(str(plural).lower() for plural in table.values())
    return TermRules(plurals, _permalinks(config.get("permalinks")))


def _permalinks(config: Any) -> dict[str, str]:
    """Return the patterns for terms: `permalinks.term.tags`, or the older form."""
    table = config if isinstance(config, Mapping) else {}
    older = {key: value for key, value in table.items() if isinstance(value, str)}
    return page_permalinks({**older, "page": table.get("term")})


def taxonomy(rules: TermRules, fields: Sequence[str]) -> str:
    """Return that of *fields* which is a taxonomy with pages; '' for none."""
    return next((name.lower() for name in fields if name.lower() in rules.taxonomies), "")


def term_url(rules: TermRules, urls: UrlRules, language: Language, plural: str, name: str) -> str:
    """Return the address of the page of *name* in a taxonomy."""
    own = {**rules.permalinks, **_permalinks(language.permalinks)}
    page = Page(
        inner=f"{plural}/{name.strip('/')}.md",
        base_name=name.strip("/").rpartition("/")[2],
        slug="",
        title=name,
        url="",
        date=None,
        section=(plural,),
    )
    return page_url(urls._replace(permalinks=own), language._replace(permalinks={}), page)


def term_folder(language: Language, plural: str, name: str) -> str:
    """Return the folder whose `_index` file is the page of *name*: its blanks are hyphens."""
    return f"{language.folder}/{plural}/{name.strip('/').lower().replace(' ', '-')}"
