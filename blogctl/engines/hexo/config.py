"""What a Hexo site is configured for: folders, names, addresses, time zone."""

import re
from collections.abc import Mapping
from datetime import UTC, tzinfo
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from blogctl.content.post import one_text, texts
from blogctl.engines.configuration import parsed, zone_named
from blogctl.engines.engine import Site
from blogctl.engines.hexo.urls import Pattern, UrlRules
from blogctl.errors import BadSetting

FILES = ("_config.yml", "_config.yaml", "_config.json")
# Settings that no other generator with a `_config.yml` has.
_OWN = re.compile(
    rb"(?m)^\s*[\"']?(source_dir|public_dir|new_post_name|render_drafts|post_asset_folder|"
    rb"filename_case|skip_render|i18n_dir|default_category|category_map|updated_option)"
    rb"[\"']?[ \t]*:"
)
_DEFAULTS: Mapping[str, Any] = {
    "url": "http://example.com",
    "permalink": ":year/:month/:day/:title/",
    "source_dir": "source",
    "new_post_name": ":title.md",
    "default_category": "uncategorized",
    "updated_option": "mtime",
    "language": "en",
}
# What a post's permalink cannot be made of: Hexo gives up on every post.
_NO_TOKENS = ("tags", "categories", "path", "permalink", "full_source", "asset_dir")


class Conventions(NamedTuple):
    """How one Hexo site reads its posts: the configuration that bears on it.

    *machine* is the zone of the computer that builds the site; *zone* the site's own, or None.
    *ending* is what posts end in where they have folders of their own, else ''.
    """

    machine: tzinfo
    zone: tzinfo | None
    base: str
    languages: tuple[str, ...]
    source: str
    names: Pattern
    urls: UrlRules
    ending: str = ".md"
    ignored: tuple[str, ...] = ()
    unrendered: tuple[str, ...] = ()
    shows_future: bool = True
    shows_drafts: bool = False
    asset_folder: bool = False
    updated: str = "mtime"
    slug_as_title: bool = False


def own_setting(data: bytes) -> str | None:
    """Return a setting in a `_config.yml` that only Hexo has; None where there is none."""
    found = _OWN.search(data)
    return found.group(1).decode() if found else None


def read_conventions(site: Site) -> Conventions:
    """Return the conventions as the configuration of *site* sets them; raise BadSetting."""
    path = next((name for name in FILES if name in site.files), "")
    written = parsed(path, site.files[path]) if path else {}
    config = {**_DEFAULTS, **{key: value for key, value in written.items() if value is not None}}
    stem, ending = _parted(one_text(config["new_post_name"]))
    machine = zone_named(one_text(site.settings.get("timezone")))
    url = one_text(written.get("url") or site.settings.get("url") or config["url"])
    language = written.get("language") or site.settings.get("language") or config["language"]
    return Conventions(
        machine=machine,
        zone=_zone(one_text(config.get("timezone"))),
        base=url.rstrip("/"),
        languages=texts(language),
        source=one_text(config["source_dir"]).strip("/").removeprefix("./"),
        names=Pattern(stem, in_names=True),
        urls=_url_rules(config, url),
        ending=ending,
        ignored=texts(config.get("ignore")),
        unrendered=texts(config.get("skip_render")),
        shows_future=bool(config.get("future", True)),
        shows_drafts=bool(config.get("render_drafts")),
        asset_folder=bool(config.get("post_asset_folder")),
        updated=one_text(config["updated_option"]),
        slug_as_title=bool(config.get("use_slug_as_post_title")),
    )


def _url_rules(config: Mapping[str, Any], url: str) -> UrlRules:
    pretty = config.get("pretty_urls")
    pretty = pretty if isinstance(pretty, Mapping) else {}
    permalink = Pattern(one_text(config["permalink"]))
    wrong = next((token for token in permalink.tokens if token in _NO_TOKENS), None)
    if wrong:
        message = f"':{wrong}' in 'permalink' makes Hexo pass over every post"
        raise BadSetting(message, hint="take it out of _config.yml")
    root = one_text(config.get("root")) or _path_of(url)
    case = config.get("filename_case")
    return UrlRules(
        permalink=permalink,
        defaults=_table(config.get("permalink_defaults")),
        root=root.rstrip("/") + "/",
        default_category=one_text(config["default_category"]),
        category_map=_table(config.get("category_map")),
        filename_case=case if isinstance(case, int) else 0,
        asset_folder=bool(config.get("post_asset_folder")),
        trailing_index=pretty.get("trailing_index") is not False,
        trailing_html=pretty.get("trailing_html") is not False,
    )


def _path_of(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError as error:
        message = f"'url' is no address: {url}"
        raise BadSetting(message, hint="write it as in https://example.org") from error


def _table(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _parted(name: str) -> tuple[str, str]:
    """Return a pattern of names without its ending, and the ending, `.md` where it has none."""
    stem, dot, ending = name.rpartition(".")
    return (stem, f".{ending}") if dot and "/" not in ending and stem else (name, ".md")


def _zone(name: str) -> tzinfo | None:
    """Return the zone *name*, in whatever case; None for ''."""
    if not name:
        return None
    return UTC if name.upper() in ("UTC", "GMT", "ETC/UTC") else zone_named(name)
