"""What a Jekyll site is configured for, and which of its files are posts by that."""

import re
from collections.abc import Mapping
from datetime import tzinfo
from fnmatch import fnmatchcase
from functools import cache
from typing import Any, NamedTuple

from blogctl.content.front_matter import load
from blogctl.content.post import one_text, texts
from blogctl.engines.configuration import parsed, zone_named
from blogctl.engines.engine import Site
from blogctl.engines.jekyll.objects import object_in
from blogctl.engines.jekyll.urls import DEFAULT, STYLES, unknown_word
from blogctl.errors import BadFrontMatter, BadSetting

FILES = ("_config.yml", "_config.yaml", "_config.toml")
POSTS, DRAFTS = "_posts", "_drafts"
_MARKDOWN = "markdown,mkdown,mkdn,mkd,md"
# Other endings of posts: HTML, what plugins convert, Markdown that goes out as it is.
_TEXTS = (".html", ".htm", ".xhtml", ".textile", ".txt", ".adoc", ".asciidoc", ".rst", ".org",
          ".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mkdown")  # fmt: skip
_EXCLUDED = (".sass-cache", ".jekyll-cache", "gemfiles", "Gemfile", "Gemfile.lock", "node_modules",
             "vendor/bundle/", "vendor/cache/", "vendor/gems/", "vendor/ruby/")  # fmt: skip
_FOLDERS = ("_posts/", "_drafts/", "_layouts/", "_includes/", "_sass/", "_data/", "Gemfile")
_KEYS = {"baseurl", "collections", "plugins", "gems", "exclude", "kramdown", "remote_theme",
         "collections_dir", "defaults", "sass", "show_drafts", "limit_posts", "lsi", "source",
         "markdown_ext"}  # fmt: skip
_HEXO_KEYS = {"source_dir", "public_dir", "new_post_name", "skip_render", "tag_dir"}
# Files at the root by which another generator knows its blogs.
_OTHERS = re.compile(
    r"(?:hugo|config|zola|\.eleventy|eleventy\.config|astro\.config)\.[a-z]+"
    r"|pelicanconf\.py|conf\.py|_config\.json"
)
_SPECIAL = (".", "_", "#", "~")
_DATED = re.compile(r"(\d{2,4}-\d{1,2}-\d{1,2})-(.*)(\.[^.]+)")


def detected_by(site: Site) -> str | None:
    """Return why *site* is Jekyll's, or None; `_config.yml` may be Hexo's as well."""
    path = next((name for name in FILES if name in site.entries or name in site.files), "")
    if not path:
        others = any(_OTHERS.fullmatch(entry) for entry in site.entries)
        return "_posts/ is there" if "_posts/" in site.entries and not others else None
    try:
        settings = read_settings(site)[1]
    except BadSetting:
        settings = {}
    if _HEXO_KEYS & set(settings) or "scaffolds/" in site.entries:
        return None
    if b'"hexo"' in site.files.get("package.json", b""):
        return None
    beside = next((name for name in _FOLDERS if name in site.entries), "")
    if beside:
        return f"{path} is there, and {beside} beside it"
    key = next((key for key in settings if key in _KEYS), "")
    return f"{path} is there, and says '{key}'" if key else None


class Conventions(NamedTuple):
    """How one Jekyll site reads its posts: the configuration that bears on it.

    *source* and *home* are '' or folders: where the site lies, and in it the collections.
    *tops* are the folders at the top of the site that may hold posts.
    """

    zone: tzinfo
    language: str
    languages: tuple[str, ...]
    address: str
    base_path: str
    source: str
    home: str
    tops: tuple[str, ...]
    destination: str
    excluded: tuple[str, ...]
    included: tuple[str, ...]
    markdown: tuple[str, ...]
    permalink: str
    defaults: tuple[Mapping[str, Any], ...]
    file: str
    separator: str = ""
    future: bool = False
    unpublished: bool = False
    drafts: bool = False
    # The permalinks of jekyll-archives, by the noun of what each is for.
    archives: Mapping[str, str] = {}


class Name(NamedTuple):
    """A post's file name, taken apart; *date* is '' where it has none."""

    date: str
    slug: str
    ending: str


def named(path: str) -> Name:
    """Return the date, the slug and the ending in a file's name."""
    name = path.rsplit("/", 1)[-1]
    found = _DATED.fullmatch(name)
    date, slug, ending = found.groups() if found else ("", *_ended(name))
    return Name(date, slug.rstrip("."), ending)


def _ended(name: str) -> tuple[str, str]:
    found = re.fullmatch(r"(.*)(\.[^.]+)", name)
    return (found[1], found[2]) if found else (name, "")


def read_settings(site: Site) -> tuple[str, dict[str, Any]]:
    """Return the configuration file of *site*, '' for none, and what it sets; raise BadSetting."""
    path = next((name for name in FILES if name in site.files), "")
    if not path:
        return "", {}
    data = site.files[path]
    if path.endswith(".toml"):
        return path, parsed(path, data)
    try:
        loaded = load("yaml", data.decode("utf-8-sig"), "ruby")
    except UnicodeDecodeError as error:
        raise BadSetting(f"{path} is not UTF-8", hint="save it as UTF-8") from error
    except BadFrontMatter as error:
        reason = error.message.removeprefix("the front matter is ")
        raise BadSetting(f"{error.place(path)}: it is {reason}", hint="mend that line") from error
    made = object_in(data.decode("utf-8-sig"))
    if made:
        raise BadSetting(f"{path}:{made.line}: {made.what}, and stops Jekyll", hint=made.hint)
    return path, loaded if isinstance(loaded, dict) else {}


def read_conventions(site: Site) -> Conventions:
    """Return the conventions as the configuration of *site* sets them; raise BadSetting."""
    path, config = read_settings(site)
    included = texts(config.get("include", (".htaccess",)))
    own = site.settings
    language = one_text(config.get("lang") or own.get("language"))
    return Conventions(
        zone=zone_named(one_text(config.get("timezone") or own.get("timezone"))),
        language=language,
        languages=texts(config.get("languages")) or ((language,) if language else ()),
        address=one_text(config.get("url") or own.get("url")).rstrip("/"),
        base_path=one_text(config.get("baseurl")).strip("/"),
        source=_folder(config.get("source")),
        home=_folder(config.get("collections_dir")),
        tops=tuple(sorted(e[:-1] for e in site.entries if e.endswith("/"))),
        destination=_folder(config.get("destination")) or "_site",
        excluded=tuple(
            one for one in (*texts(config.get("exclude")), *_EXCLUDED) if one not in included
        ),
        included=included,
        markdown=_endings(config.get("markdown_ext")),
        permalink=_permalink(path, config),
        defaults=_defaults(config.get("defaults")),
        file=path,
        separator=one_text(config.get("excerpt_separator")),
        future=_is_true(config.get("future")),
        unpublished=_is_true(config.get("unpublished")),
        drafts=_is_true(config.get("show_drafts")),
        archives=_archives(config),
    )


def _archives(config: Mapping[str, Any]) -> dict[str, str]:
    """Return the permalinks of the pages of names that jekyll-archives is told to make."""
    plugins = (*texts(config.get("plugins")), *texts(config.get("gems")))
    table = config.get("jekyll-archives")
    if "jekyll-archives" not in plugins or not isinstance(table, Mapping):
        return {}
    enabled, given = table.get("enabled"), table.get("permalinks")
    links = given if isinstance(given, Mapping) else {}
    return {
        noun: one_text(links.get(noun)) or f"/{noun}/:name/"
        for noun, plural in (("tag", "tags"), ("category", "categories"))
        if enabled is True or enabled == "all" or plural in texts(enabled)
    }


def _is_true(value: Any) -> bool:
    """Say whether a value counts as true in Ruby: all but null and false do."""
    return value is not None and value is not False


def _folder(value: Any) -> str:
    text = one_text(value).strip("/").removeprefix("./")
    return "" if text == "." else text


def _endings(value: Any) -> tuple[str, ...]:
    named = one_text(value) or _MARKDOWN
    return tuple(f".{one.lower()}" for one in named.split(",") if one)


def _permalink(path: str, config: Mapping[str, Any]) -> str:
    """Return the template of the posts' permalinks; raise BadSetting where it says nothing."""
    style = one_text(config.get("permalink"))
    template = STYLES.get(style, style) or DEFAULT
    collections = config.get("collections")
    posts = collections.get("posts") if isinstance(collections, Mapping) else None
    # A collection's own permalink is a template, never the name of a style.
    if isinstance(posts, Mapping) and posts.get("permalink"):
        template = one_text(posts["permalink"])
    word = unknown_word(template)
    if word:
        message = f"{path}: ':{word}' in the permalink '{template}' stands for nothing"
        raise BadSetting(message, hint="as in /:categories/:year/:month/:day/:title/")
    return template


def _defaults(value: Any) -> tuple[Mapping[str, Any], ...]:
    rows = value if isinstance(value, list) else []
    return tuple(
        row for row in rows if isinstance(row, Mapping) and isinstance(row.get("values"), Mapping)
    )


def folders_of(site: Conventions) -> tuple[str, ...]:
    """Return the folders that may hold posts: all of the site's that Jekyll looks into."""
    root = "/".join(part for part in (site.source, site.home) if part)
    if root:
        return (root,)
    tops = [top for top in site.tops if top not in (POSTS, DRAFTS) and _is_walked(site, top)]
    return (POSTS, DRAFTS, *tops)


def in_source(site: Conventions, folder: str) -> str:
    """Return *folder*, which lies beside the site's collections, as a path in the blog."""
    return "/".join(part for part in (site.source, site.home, folder) if part)


def hides(site: Conventions, kind: str) -> bool:
    """Say whether posts in a folder *kind* are drafts."""
    return kind == DRAFTS and not site.drafts


def inner_path(site: Conventions, path: str) -> str:
    """Return a path in the blog as one in the site's source."""
    return path.removeprefix(f"{site.source}/") if site.source else path


def relative_path(site: Conventions, path: str) -> str:
    """Return a path in the blog as one in the folder of the collections."""
    inner = inner_path(site, path)
    return inner.removeprefix(f"{site.home}/") if site.home else inner


def kind_of(path: str) -> str:
    """Return the folder that makes a post of a file, `_posts` or `_drafts`; '' for neither."""
    return next((part for part in path.split("/")[:-1] if part in (POSTS, DRAFTS)), "")


def is_text(site: Conventions, path: str) -> bool:
    """Say whether a file's ending is one that posts have."""
    return named(path).ending.lower() in (*site.markdown, *_TEXTS)


def is_looked_at(site: Conventions, path: str) -> bool:
    """Say whether Jekyll looks at a file below `_posts` or `_drafts`, whatever its date."""
    kind = kind_of(path)
    if not kind or (site.source and not path.startswith(f"{site.source}/")):
        return False
    inner = inner_path(site, path)
    if site.home and not inner.startswith(f"{site.home}/"):
        return False
    parts = inner.split("/")
    at = parts.index(kind)
    above = ["/".join(parts[: end + 1]) for end in range(at)]
    return all(_is_walked(site, folder) for folder in above) and _is_taken(
        site, "/".join(parts[at + 1 :]), inner
    )


def _is_walked(site: Conventions, folder: str) -> bool:
    name = folder.rsplit("/", 1)[-1]
    if "/".join(filter(None, (site.source, folder))) == site.destination:
        return False
    if _matches(site.included, name):
        return True
    return not (name.startswith(_SPECIAL) or name.endswith("~") or _is_excluded(site, f"{folder}/"))


def _is_taken(site: Conventions, entry: str, inner: str) -> bool:
    """Say whether the file at *inner*, which is *entry* in its `_posts`, is taken."""
    name = entry.rsplit("/", 1)[-1]
    if entry.endswith("."):
        return False
    if _matches(site.included, entry) or _matches(site.included, name):
        return True
    special = entry.startswith(_SPECIAL) or name.startswith(_SPECIAL) or entry.endswith("~")
    return not special and not _is_excluded(site, inner)


def _is_excluded(site: Conventions, path: str) -> bool:
    return _matches(site.excluded, path)


def _matches(patterns: tuple[str, ...], path: str) -> bool:
    """Say whether *path* (a folder's ends with `/`) is, or begins with, one of *patterns*."""
    beginnings, globs = _parted(patterns)
    return path.startswith(beginnings) or any(
        fnmatchcase(path.rstrip("/"), pattern) for pattern in globs
    )


@cache
def _parted(patterns: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return *patterns* as beginnings of paths, and those of them that have wildcards."""
    inner = tuple(pattern.lstrip("/") for pattern in patterns)
    return inner, tuple(pattern for pattern in inner if re.search(r"[*?\[]", pattern))
