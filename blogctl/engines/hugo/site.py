"""What a Hugo site is configured for: languages, date fields, time zone, what is ignored."""

from collections.abc import Mapping
from datetime import tzinfo
from typing import Any, NamedTuple

from blogctl.content.post import one_text, texts
from blogctl.engines.configuration import zone_named
from blogctl.engines.engine import Site
from blogctl.engines.hugo.cascades import Cascade, read_cascade
from blogctl.engines.hugo.config import read_config
from blogctl.engines.hugo.terms import TermRules
from blogctl.engines.hugo.terms import read_rules as read_terms
from blogctl.engines.hugo.urls import Language, UrlRules

DEFAULT_DATES: Mapping[str, tuple[str, ...]] = {
    "date": ("date", "publishdate", "pubdate", "published", "lastmod", "modified"),
    "lastmod": (":git", "lastmod", "modified", "date", "publishdate", "pubdate", "published"),
    "publishdate": ("publishdate", "pubdate", "published", "date"),
    "expirydate": ("expirydate", "unpublishdate"),
}


class Conventions(NamedTuple):
    """How one Hugo site reads its posts: the configuration that bears on it."""

    name: str
    zone: tzinfo
    base: str
    languages: tuple[Language, ...]
    default: Language
    urls: UrlRules
    dates: Mapping[str, tuple[str, ...]]
    archetype_folders: tuple[str, ...] = ("archetypes",)
    disabled: frozenset[str] = frozenset()
    ignored: tuple[str, ...] = ()
    cascade: tuple[Cascade, ...] = ()
    # Whether a dated name gives the slug even where the front matter gives the date.
    dated_names: bool = False
    terms: TermRules = TermRules()
    output: str = "public"


def read_conventions(site: Site) -> Conventions:
    """Return the conventions as the configuration of *site* sets them; raise BadSetting."""
    config = read_config(site.files)
    languages = _languages(config)
    wanted = one_text(config.get("defaultcontentlanguage")).lower() or "en"
    default = next((lang for lang in languages if lang.code == wanted), languages[0])
    return Conventions(
        name="hugo",
        zone=zone_named(one_text(config.get("timezone") or site.settings.get("timezone"))),
        base=default.base or one_text(config.get("baseurl")),
        languages=tuple(languages),
        default=default,
        urls=UrlRules.read(config),
        dates=_date_sources(config.get("frontmatter") or {}),
        disabled=_disabled(config),
        ignored=texts(config.get("ignorefiles")),
        cascade=read_cascade(config.get("cascade")),
        terms=read_terms(config),
        output=one_text(config.get("publishdir")).strip("/") or "public",
    )


def _languages(config: Mapping[str, Any]) -> list[Language]:
    """Return the enabled languages, the default one without prefix, in the order of weight."""
    content = one_text(config.get("contentdir")) or "content"
    default = one_text(config.get("defaultcontentlanguage")).lower() or "en"
    subdir = bool(config.get("defaultcontentlanguageinsubdir"))
    disabled = _disabled(config)
    found = config.get("languages") or {}
    rows = [
        Language(
            code=code.lower(),
            folder=(one_text(values.get("contentdir")) or content).strip("/"),
            prefix="" if code.lower() == default and not subdir else code.lower(),
            permalinks=values.get("permalinks") or {},
            base=one_text(values.get("baseurl")),
        )
        for code, values in sorted(found.items(), key=lambda pair: _weight(pair[1]))
        if isinstance(values, Mapping) and code.lower() not in disabled
    ]
    return rows or [Language(default, content.strip("/"), default if subdir else "", {})]


def _disabled(config: Mapping[str, Any]) -> frozenset[str]:
    named = {code.lower() for code in texts(config.get("disablelanguages"))}
    return frozenset(named) | {
        code.lower()
        for code, values in (config.get("languages") or {}).items()
        if isinstance(values, Mapping) and values.get("disabled")
    }


def _weight(values: Any) -> int:
    weight = values.get("weight", 0) if isinstance(values, Mapping) else 0
    return weight if isinstance(weight, int) and weight else 2**31


def _date_sources(config: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    found = {}
    for name, default in DEFAULT_DATES.items():
        sources: list[str] = []
        for source in texts(config.get(name)) or (":default",):
            sources += default if source.lower() == ":default" else (source.lower(),)
        found[name] = tuple(sources)
    return found
