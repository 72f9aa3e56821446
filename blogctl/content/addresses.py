"""Which post a request was for: by its address, an old one, a date permalink, or its slug."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

# What pages load beside themselves, and what programs ask for.
_BESIDE = re.compile(
    r"\.(?:avif|bmp|css|csv|eot|gif|gz|ico|jpe?g|js|json|jsonld|less|map|mjs|mp[34]|ogg|otf|pdf|"
    r"png|rss|atom|scss|svg|tiff?|ttf|txt|wasm|wav|web[mp]|webmanifest|woff2?|xml|xsl|zip)$",
    re.IGNORECASE,
)
_FEED = re.compile(r"(?:^|/)(?:feed|rss|atom)$", re.IGNORECASE)
_PROGRAMS = re.compile(
    r"^(?:api|wp-json|graphql|\.well-known|cgi-bin|_[^/]*)(?:/|$)", re.IGNORECASE
)
_DATED = re.compile(r"(?:^|/)(\d{4})/(\d{1,2})(?:/(\d{1,2}))?/([^/]+)$")
_INDEX = re.compile(r"(?:^|/)(?:index|default)\.(?:html?|php)$", re.IGNORECASE)
_ENDING = re.compile(r"\.(?:html?|php)$|/amp$", re.IGNORECASE)
# Pages of names are called as some posts are.
_LISTS = {
    "tag", "tags", "category", "categories", "series", "author", "authors", "page", "archive",
    "archives", "topics", "serie", "auteur", "auteurs", "categorie", "etiquette", "etiquettes",
}  # fmt: skip
_SEARCHED = ("q", "s", "query", "search", "recherche")
_LONGEST = 100
# Slugs are likely to be meant that share runs of so many letters; so many of them are looked at.
_PART, _ENOUGH, _LIKELY = 3, 5000, 40


class Known(NamedTuple):
    """A post as requests may name it: its path, its address, its old ones, slug and day."""

    path: str
    address: str
    others: tuple[str, ...] = ()
    slug: str = ""
    day: date | None = None


def plain(target: str) -> str:
    """Return what a request asks for so that two that lead to one page are the same.

    Host, query, encoding, doubled and outer slashes, case, `index.html` and endings go.
    """
    absolute = "://" in target[:12]
    path = urlsplit(target).path if absolute else re.split(r"[?#]", target, maxsplit=1)[0]
    path = re.sub(r"/{2,}", "/", unquote(path, errors="replace")).strip("/")
    path = _INDEX.sub("", path).strip("/")
    return _ENDING.sub("", path).lower()


class Addresses:
    """The posts of a blog by what they are asked for by; an earlier one goes first."""

    def __init__(self, known: Sequence[Known]) -> None:
        self.known = known
        self._by_path: dict[str, int] = {}
        self._by_slug: dict[str, list[int]] = {}
        for number, one in enumerate(known):
            if one.slug:
                self._by_slug.setdefault(one.slug.lower(), []).append(number)
        # No old address stands before one that a post has now.
        for addresses in ([(one.address,) for one in known], [one.others for one in known]):
            for number, own in enumerate(addresses):
                for address in own:
                    if plain(address):
                        self._by_path.setdefault(plain(address), number)

    def find(self, target: str) -> int | None:
        """Return the number of the post that *target* leads to; None for none."""
        path = plain(target)
        found = self._by_path.get(path) if path else None
        return found if found is not None else self._elsewhere(path)

    def _elsewhere(self, path: str) -> int | None:
        """Return the post that has, or had, its slug below folders, or below its date."""
        folders, _, name = path.rpartition("/")
        dated = _DATED.search(path)
        numbers = self._by_slug.get(name, [])
        if dated:
            numbers = [at for at in numbers if _agrees(self.known[at].day, dated)]
        elif not folders or _LISTS.intersection(folders.split("/")):
            return None
        return numbers[0] if len(numbers) == 1 else None

    def near(self, target: str) -> int | None:
        """Return the post whose slug is nearest to the last part of *target*; None for none near.

        A slug that has lost its end or its beginning is near too, one that begins alike, and one
        that has most of the words.
        """
        path = plain(target)
        name = path.rpartition("/")[2]
        if len(name) < 4 or _LISTS.intersection(path.split("/")[:-1]):
            return None
        ways = (_misspelt, _cut_off, _begun_alike, _of_same_words)
        likely = self._likely(name)
        found = next((slug for way in ways if (slug := way(name, likely))), "")
        return self._by_slug[found][0] if found and len(self._by_slug[found]) == 1 else None

    def _likely(self, name: str) -> list[str]:
        """Return the slugs that have most in common with *name*, by what is rare in it."""
        own = {name[at : at + _PART] for at in range(len(name) - _PART + 1)}
        counts: Counter[str] = Counter()
        looked = 0
        for slugs in sorted((self._parts[part] for part in own if part in self._parts), key=len):
            if looked and looked + len(slugs) > _ENOUGH:
                break
            looked += len(slugs)
            counts.update(slugs)
        return [slug for slug, _ in counts.most_common(_LIKELY)]

    @cached_property
    def _parts(self) -> Mapping[str, list[str]]:
        """The slugs by each three letters in a row that they have."""
        found: dict[str, list[str]] = {}
        for slug in self._by_slug:
            for part in {slug[at : at + _PART] for at in range(len(slug) - _PART + 1)}:
                found.setdefault(part, []).append(slug)
        return found


def _misspelt(name: str, slugs: Collection[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, slugs, n=5, cutoff=0.8)
    return next(
        (slug for slug in close if _numbers(slug)[: len(_numbers(name))] == _numbers(name)), ""
    )


def _numbers(name: str) -> list[str]:
    """Return the numbers in *name*: 1-0 is no slip of 4-1-0."""
    return re.findall(r"\d+", name)


def _cut_off(name: str, slugs: Collection[str]) -> str:
    cut = [slug for slug in slugs if len(name) > 7 and (name in slug or slug in name)]
    return cut[0] if len(cut) == 1 else ""


def _begun_alike(name: str, slugs: Collection[str]) -> str:
    """Return the one slug that begins with most of the words of *name*; '' for none, or two."""
    words = name.split("-")
    for size in range(len(words) - 1, 2, -1):
        begun = "-".join((*words[:size], ""))
        found = [slug for slug in slugs if slug.startswith(begun)]
        if found or 2 * len(begun) < len(name):
            return found[0] if len(found) == 1 and 2 * len(begun) >= len(name) else ""
    return ""


def _of_same_words(name: str, slugs: Collection[str]) -> str:
    """Return the one slug that has three words of *name* or more, and most; '' for none."""
    words = {word for word in name.split("-") if len(word) > 2}
    shared = {slug: len(words.intersection(slug.split("-"))) for slug in slugs}
    most = max(shared.values(), default=0)
    best = [slug for slug, count in shared.items() if count == most]
    return best[0] if len(best) == 1 and most >= 3 and 3 * most >= 2 * len(words) else ""


def _agrees(day: date | None, dated: "re.Match[str]") -> bool:
    if day is None:
        return False
    wanted = [int(part) for part in dated.groups()[:3] if part]
    return [day.year, day.month, day.day][: len(wanted)] == wanted


def is_page(target: str) -> bool:
    """Say whether *target* is what readers look at: no asset, no feed, nothing for programs."""
    path = re.split(r"[?#]", target, maxsplit=1)[0].strip("/")
    return not (_BESIDE.search(path) or _FEED.search(path) or _PROGRAMS.search(path))


def shown(target: str) -> str:
    """Return the path of *target* as people read it, at most so long."""
    path = unquote(re.split(r"[?#]", target, maxsplit=1)[0], errors="replace")
    return "".join(sign if sign.isprintable() else "�" for sign in path)[:_LONGEST] or "/"


def searched(target: str, names: Sequence[str] = _SEARCHED) -> str:
    """Return the words that the query of *target* looks for, in lower case; '' for none."""
    if "?" not in target:
        return ""
    try:
        asked: Mapping[str, list[str]] = parse_qs(target.split("?", 1)[1], max_num_fields=50)
    except ValueError:
        return ""
    words = next((asked[name][0] for name in names if name in asked), "")
    printable = "".join(sign if sign.isprintable() else " " for sign in words)
    return " ".join(printable.split()).lower()[:_LONGEST]
