"""Pages of tags, categories and authors in Pelican, and their addresses."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from blogctl.engines.pelican.slugs import SlugRules, slugify

_KINDS = {"tag": "TAG", "category": "CATEGORY", "author": "AUTHOR"}


class TermRule(NamedTuple):
    """How the address of a kind's page is made; *url* is '' where none is written."""

    url: str
    slugs: SlugRules


def read_rules(given: Mapping[str, Any], slugs: Mapping[str, SlugRules]) -> dict[str, TermRule]:
    """Return the rule of each kind of names, by its noun, as the settings have it."""
    return {noun: TermRule(_pattern(given, kind), slugs[kind]) for noun, kind in _KINDS.items()}


def _pattern(given: Mapping[str, Any], kind: str) -> str:
    usual = f"{kind.lower()}/{{slug}}.html"
    return str(given.get(f"{kind}_URL", usual)) if given.get(f"{kind}_SAVE_AS", usual) else ""


def term_url(rules: Mapping[str, TermRule], noun: str, name: str, root: str) -> str:
    """Return the address of the page of *name* on a site at *root*; '' for none."""
    rule = rules.get(noun)
    slug = slugify(name, rule.slugs) if rule else ""
    if rule is None or not rule.url or not slug:
        return ""
    try:
        url = rule.url.format(slug=slug, name=name)
    except (LookupError, ValueError, AttributeError):
        return ""
    return url if "://" in url else f"{root}/{url.lstrip('/')}"
