"""What a Zola site is configured for: languages, slugs, taxonomies; and the addresses of pages."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import quote

from blogctl.content.post import one_text, texts
from blogctl.content.slugs import slugify
from blogctl.engines.configuration import address_path, parsed
from blogctl.engines.engine import Site

CONFIG_FILES = ("zola.toml", "config.toml")
CONTENT = "content"
_FORBIDDEN = re.compile(r"[<>:\"/\\|?*]")
_DATED = re.compile(
    r"(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
    r"(?:T(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d))?)"
    r"\s?[_-](.+)"
)


class Conventions(NamedTuple):
    """How one Zola site reads its posts.

    *languages* are those beside the default one. *taxonomies* are the names known for each
    language, None where there is no configuration to tell. *ignored* are patterns of paths.
    """

    base: str
    default: str
    languages: tuple[str, ...]
    slugs: str
    keeps_dates: bool
    taxonomies: Mapping[str, frozenset[str]] | None
    ignored: tuple[str, ...]
    term_slugs: str = "on"
    term_folders: Mapping[tuple[str, str], str] = {}
    output: str = "public"


class Place(NamedTuple):
    """Where a page stands: the folders it is in, its name and its language.

    *bundled* says whether it is the `index` file of a folder of its own, *folder* that folder.
    *unknown* is what stands in its name for a language that there is not.
    """

    folders: tuple[str, ...]
    name: str
    lang: str
    bundled: bool
    folder: str
    unknown: str

    @property
    def own_name(self) -> str:
        """The name that the slug and the date are taken from."""
        return self.folder if self.name == "index" and self.folder else self.name


def read_conventions(site: Site) -> Conventions:
    """Return the conventions as the configuration of *site* sets them; raise BadSetting."""
    name = next((name for name in CONFIG_FILES if name in site.files), "")
    config = parsed(name, site.files[name]) if name else {}
    slugs = _table(config.get("slugify"))
    default = one_text(config.get("default_language") or site.settings.get("language")) or "en"
    others = _table(config.get("languages"))
    known = {code: _taxonomies(_table(others[code]).get("taxonomies")) for code in others}
    base = one_text(config.get("base_url") or site.settings.get("url"))
    address_path(base)
    known.setdefault(default, frozenset())
    known[default] = known[default] | _taxonomies(config.get("taxonomies"))
    return Conventions(
        base=base,
        default=default,
        languages=tuple(code for code in others if code != default),
        slugs=one_text(slugs.get("paths")) or "on",
        keeps_dates=slugs.get("paths_keep_dates") is True,
        taxonomies=known if name else None,
        ignored=texts(config.get("ignored_content")),
        term_slugs=one_text(slugs.get("taxonomies")) or "on",
        term_folders=_term_folders(config, default, others),
        output=one_text(config.get("output_dir")).strip("/") or "public",
    )


def _term_folders(
    config: Mapping[str, Any], default: str, others: Mapping[str, Any]
) -> dict[tuple[str, str], str]:
    tables = [(default, config), *((code, _table(others[code])) for code in others)]
    found = {}
    for code, table in tables:
        rows = table.get("taxonomies")
        for row in filter(_has_pages, rows if isinstance(rows, list) else ()):
            name = one_text(row.get("name"))
            found[one_text(row.get("lang")) or code, name] = one_text(row.get("slug")) or name
    return found


def _has_pages(row: Any) -> bool:
    return isinstance(row, Mapping) and row.get("render") is not False


def term_address(plural: str, name: str, lang: str, conventions: Conventions) -> str:
    """Return the address of the page of *name* in the taxonomy *plural*; '' for none."""
    folder = conventions.term_folders.get((lang, plural))
    if folder is None:
        return ""
    parts = [_spelt_by(conventions.term_slugs, part) for part in (folder, name)]
    place = Place((), "", lang, bundled=False, folder="", unknown="")
    return address(place._replace(folders=(parts[0],)), parts[1], "", conventions)


def _table(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _taxonomies(value: Any) -> frozenset[str]:
    rows = value if isinstance(value, list) else []
    return frozenset(one_text(row.get("name")) for row in rows if isinstance(row, Mapping))


def place_of(path: str, conventions: Conventions) -> Place:
    """Return where the page at *path* stands."""
    *folders, file = path.split("/")[1:]
    name = file.removesuffix(".md")
    bundled = bool(folders) and name.split(".")[0] == "index"
    folder = folders[-1] if folders else ""
    lang, unknown = conventions.default, ""
    if conventions.languages and "." in name:
        first, code = name.split(".", 1)
        if code in conventions.languages:
            name, lang = first, code
        elif code != conventions.default:
            unknown = code
    kept = folders[:-1] if bundled else folders
    return Place(tuple(kept), name, lang, bundled, folder, unknown)


def dated(name: str) -> tuple[str, str]:
    """Return the date and the slug in a name, `2026-03-15-my-post`; '' and '' without a date."""
    found = _DATED.fullmatch(name)
    return (found.group(1), found.group(2)) if found else ("", "")


def slug_of(place: Place, slug: str, conventions: Conventions) -> str:
    """Return a page's slug: the field's, else its name's, without a date before it."""
    rest = "" if conventions.keeps_dates else dated(place.own_name)[1]
    return _spelt_by(conventions.slugs, slug or rest or place.own_name)


def _spelt_by(strategy: str, text: str) -> str:
    """Return *text* in an address, by a strategy of `slugify`."""
    if strategy == "off":
        return text
    if strategy == "safe":
        return _FORBIDDEN.sub("", text.rstrip(" ."))
    return _slugified(text)


def _slugified(text: str) -> str:
    letters = (letter if letter.isascii() else _spelt(letter) for letter in text)
    return re.sub(r"[^a-z0-9]+", "-", "".join(letters).lower()).strip("-")


def _spelt(letter: str) -> str:
    """Return a letter in ASCII; an ideograph is a word of its own."""
    spelt = slugify(letter) or "-"
    return f"{spelt}-" if unicodedata.category(letter) == "Lo" else spelt


def address(place: Place, slug: str, path: str, conventions: Conventions) -> str:
    """Return the path of a page: the field `path`, else its folders and its slug."""
    if path.strip():
        found = path.strip().lstrip("/") if path.strip() != "/" else ""
    else:
        prefix = [] if place.lang == conventions.default else [place.lang]
        home = place.name == "index" and not place.folders and not place.bundled
        found = "/".join([*prefix, *place.folders, *([] if home else [slug])])
    base = address_path(conventions.base).strip("/")
    url = "/".join(part for part in ("", base, found.rstrip("/")) if part)
    return quote(f"/{url}/" if url else "/", safe="/%:@!$&'()*+,;=~-._")


def is_ignored(path: str, conventions: Conventions) -> bool:
    """Say whether a pattern of `ignored_content` takes a path out; `*` goes over folders too."""
    return any(re.fullmatch(_pattern(glob), f"/{path}") for glob in conventions.ignored)


def _pattern(glob: str) -> str:
    parts = re.split(r"(\*\*/|\*+|\?|\{[^{}]*\})", glob)
    return "".join(map(_part, parts))


def _part(part: str) -> str:
    if part == "?":
        return "."
    if part.startswith("*"):
        return "(?:.*/)?" if part == "**/" else ".*"
    if part.startswith("{") and part.endswith("}"):
        return f"(?:{'|'.join(_pattern(one) for one in part[1:-1].split(','))})"
    return re.escape(part)
