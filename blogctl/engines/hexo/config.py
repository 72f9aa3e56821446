"""What a Hexo site is configured for: folders, names, addresses, time zone."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, tzinfo
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from blogctl.content.post import one_text, texts
from blogctl.engines.configuration import parsed, wrong, zone_named
from blogctl.engines.engine import Site
from blogctl.engines.hexo.fields import js_text
from blogctl.engines.hexo.urls import Pattern, UrlRules

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
    "future": True,
}
# What a post's permalink cannot be made of: Hexo gives up on every post.
_NO_TOKENS = ("tags", "categories", "path", "permalink", "full_source", "asset_dir")
_LOST = "Hexo passes over every post"


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
    output: str = "public"


def own_setting(data: bytes) -> str | None:
    """Return a setting in a `_config.yml` that only Hexo has; None where there is none."""
    found = _OWN.search(data)
    return found.group(1).decode() if found else None


def read_conventions(site: Site) -> Conventions:
    """Return the conventions as the configuration of *site* sets them; raise BadSetting."""
    path = next((name for name in FILES if name in site.files), "")
    written = parsed(path, site.files[path], "js") if path else {}
    config = {**_DEFAULTS, **written}
    for name, message, hint in _mistakes(config):
        raise wrong(path, site.files[path], name, message, hint)
    stem, ending = _parted(config["new_post_name"])
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
        urls=_url_rules(config, url)._replace(
            term_folders=_term_folders(config, site.files.get("package.json", b""))
        ),
        ending=ending,
        ignored=texts(config.get("ignore")),
        unrendered=texts(config.get("skip_render")),
        shows_future=bool(config["future"]),
        shows_drafts=bool(config.get("render_drafts")),
        asset_folder=bool(config.get("post_asset_folder")),
        updated=one_text(config["updated_option"]),
        slug_as_title=bool(config.get("use_slug_as_post_title")),
        output=one_text(config.get("public_dir")).strip("/").removeprefix("./") or "public",
    )


def _url_rules(config: Mapping[str, Any], url: str) -> UrlRules:
    pretty = config.get("pretty_urls")
    pretty = pretty if isinstance(pretty, Mapping) else {}
    root = config.get("root") or urlsplit(url).path
    case = config.get("filename_case")
    return UrlRules(
        permalink=Pattern(config["permalink"]),
        defaults=_table(config.get("permalink_defaults")),
        root=root.rstrip("/") + "/",
        default_category=js_text(config["default_category"]),
        category_map=_table(config.get("category_map")),
        filename_case=case if isinstance(case, int) else 0,
        asset_folder=bool(config.get("post_asset_folder")),
        trailing_index=pretty.get("trailing_index") is not False,
        trailing_html=pretty.get("trailing_html") is not False,
        tag_map=_table(config.get("tag_map")),
    )


def _term_folders(config: Mapping[str, Any], package: bytes) -> dict[str, str]:
    """Return the folders of pages of names, where `package.json` has the plugin that makes them."""
    return {
        noun: one_text(config.get(f"{noun}_dir") or usual)
        for noun, usual in (("tag", "tags"), ("category", "categories"))
        if f'"hexo-generator-{noun}"'.encode() in package
    }


def _mistakes(config: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield what stops Hexo, or loses all its posts: the setting, what is wrong, the way out."""
    yield from _stops(config)
    yield from _losses(config)


def _stops(config: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield what stops Hexo."""
    if not isinstance(config["source_dir"], str):
        yield "source_dir", "'source_dir' is no text, and Hexo stops", "write source_dir: source"
    if not _is_address(config["url"]):
        hint = "write it as in https://example.org"
        yield "url", f"'url' is no address, and Hexo stops: {one_text(config['url'])}", hint
    if config.get("root") and not isinstance(config["root"], str):
        yield "root", "'root' is no text, and Hexo stops", "write it as in /blog/"


def _losses(config: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield what makes Hexo pass over every post."""
    for name, form in (("permalink", ":year/:title/"), ("new_post_name", ":title.md")):
        if not isinstance(config[name], str) or not config[name]:
            yield name, f"'{name}' is no text, and {_LOST}", f"write it as in '{form}'"
    for token in Pattern(one_text(config["permalink"])).tokens:
        if token in _NO_TOKENS:
            yield (
                "permalink",
                f"':{token}' in 'permalink' makes Hexo pass over every post",
                "take it out",
            )
    for name in ("ignore", "skip_render", "include", "exclude"):
        if not _are_patterns(config.get(name), strict=name != "ignore"):
            yield name, f"'{name}' is no list of patterns, and {_LOST}", "write a list of texts"
    name = one_text(config["new_post_name"])
    if config.get("post_asset_folder") and "." not in name.rpartition("/")[2][1:]:
        message = f"'{name}' in 'new_post_name' has no ending: with 'post_asset_folder' {_LOST}"
        yield "new_post_name", message, "put '.md' behind it"
    if not _is_zone(one_text(config.get("timezone"))):
        message = f"there is no time zone '{one_text(config['timezone'])}', and {_LOST}"
        yield "timezone", message, "as in Europe/Paris"


def _is_address(url: Any) -> bool:
    try:
        return isinstance(url, str) and urlsplit(url.strip()).scheme in ("http", "https")
    except ValueError:
        return False


def _are_patterns(value: Any, *, strict: bool) -> bool:
    """Say whether *value* names files by patterns; one that is not *strict* may name none."""
    if isinstance(value, list):
        return all(isinstance(item, str) and item for item in value)
    return not strict or not value or isinstance(value, str)


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
    if name.upper() in ("UTC", "GMT", "ETC/UTC"):
        return UTC
    return zone_named(_spelt_zone(name) or name)


def _is_zone(name: str) -> bool:
    """Say whether there is a zone *name*; '' is that of the computer."""
    return not name or bool(_spelt_zone(name))


@cache
def _spelt_zone(name: str) -> str:
    """Return a zone's name as it is spelt, '' where there is none."""
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        # Hexo does not mind the case.
        names = available_timezones()
        return next((known for known in names if known.lower() == name.lower()), "")
