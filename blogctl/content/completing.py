"""What a word on the command line may become: pure, from what is known of the blog."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Literal, NamedTuple, Protocol

from blogctl.content.folding import fold_name
from blogctl.content.places import NOUNS, Place

# More than anyone looks through.
MOST = 300
_TERM = re.compile(r"(-?)([A-Za-z][A-Za-z_-]*(?:\.[\w.-]+)?)(:|!=|=|~)(.*)", re.DOTALL)
# Fields whose values are names, as the index calls them.
_NAMED = {**NOUNS, **{kind: kind for kind in NOUNS.values()}, "lang": "lang", "language": "lang"}
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "color": ("auto", "always", "never"),
    "shell": ("bash", "zsh", "fish", "powershell"),
    "unit": ("crontab", "service", "timer"),
    "format": ("yaml", "toml", "json"),
    "engine": ("astro", "eleventy", "hexo", "hugo", "jekyll", "nikola", "pelican", "plain", "zola"),
    "noun": tuple(NOUNS),
    "order": ("name", "posts", "first", "last", "trend"),
    "draft": ("true", "false"),
    "figure": ("views", "readers", "words", "links", "comments"),
    "rule": ("bots", "methods", "pages", "repeats", "statuses"),
    "counting": ("python", "spark://"),
    "views": (
        "caddy",
        "cloudfront",
        "combined",
        "common",
        "csv",
        "goatcounter",
        "matomo",
        "plausible",
        "umami",
        "vhost",
        "w3c",
        "wordpress",
    ),
}
_LISTED = {*_NAMED.values(), "fields", "sort", "order", "part", "rule", "is", "has", "no", "status"}
# What the values of other fields are.
_KINDS = {
    **_NAMED,
    **dict.fromkeys(("date", "publish", "updated", "expires"), "date"),
    **{name: name for name in ("is", "has", "no", "status", "sort", "draft", "slug", "path")},
}


# What is no field of posts has to be in small letters.
_SMALL = {"is", "has", "no", "sort"}


class Candidate(NamedTuple):
    """A word that may stand at the cursor, whole, and what it is."""

    word: str
    help: str = ""


class Answer(NamedTuple):
    """What may stand at the cursor; *paths* says which files may, where no candidate fits."""

    candidates: tuple[Candidate, ...] = ()
    paths: Literal["", "files", "folders"] = ""


class Known(Protocol):
    """What is known of the blog; each answers with what begins with *start*, and perhaps more."""

    def names(self, kind: str, start: str) -> Iterable[Candidate]:
        """Return the names of a *kind*, as `tags`, or the languages."""
        ...

    def slugs(self, start: str) -> Iterable[Candidate]:
        """Return slugs, with the titles of their posts."""
        ...

    def paths(self, start: str) -> Iterable[Candidate]:
        """Return paths of posts, as far as the next folder."""
        ...

    def periods(self, start: str) -> Iterable[Candidate]:
        """Return the years that posts are of, or the months of the year *start*."""
        ...

    def keys(self) -> Iterable[Candidate]:
        """Return the fields of front matter."""
        ...

    def queries(self) -> Iterable[Candidate]:
        """Return the names of the saved queries, and what they say."""
        ...

    def settings(self) -> Iterable[Candidate]:
        """Return the keys of the settings."""
        ...

    def operations(self) -> Iterable[Candidate]:
        """Return the numbers of what can be undone, the latest first, and its command."""
        ...


def complete(place: Place, known: Known) -> Answer:
    """Return what may stand at *place*, by what is *known* of the blog."""
    found: list[Candidate] = []
    for kind in place.kinds:
        found += _of(kind, place, known)
    kept = _each_once(one._replace(word=place.kept + one.word) for one in found)
    return Answer(tuple(kept[:MOST]), _paths_at(place))


def _paths_at(place: Place) -> Literal["", "files", "folders"]:
    if "folder" in place.kinds:
        return "folders"
    is_post = "post" in place.kinds or "query" in place.kinds
    is_path = bool(place.typed) and not place.typed.startswith("@") and not _TERM.match(place.typed)
    return "files" if "file" in place.kinds or (is_post and is_path) else ""


def _of(kind: str, place: Place, known: Known) -> list[Candidate]:
    if kind == "query":
        return _words(place.typed, known)
    if kind == "field":
        return _assigned(place.typed, known)
    if kind == "value":
        return _setting_values(place, known)
    return _listed(kind, place.typed, known)


def _listed(kind: str, typed: str, known: Known) -> list[Candidate]:
    """Return the values of a *kind*; where it takes several, what is before the last comma stays.

    Those that are there already are left out, and what has a comma itself cannot be typed.
    """
    if kind not in _LISTED:
        return fitting(_values(kind, typed, known), typed)
    head, comma, item = typed.rpartition(",")
    taken = set(head.split(",")) if comma else set()
    turned = "-" if kind in ("sort", "order") and item.startswith("-") else ""
    item = item.removeprefix(turned)
    return [
        one._replace(word=f"{head}{comma}{turned}{one.word}")
        for one in fitting(_values(kind, item, known), item)
        if one.word not in taken and "," not in one.word
    ]


def _values(kind: str, start: str, known: Known) -> Iterable[Candidate]:
    """Return the values of a *kind* of which some begin with *start*."""
    if kind in _CHOICES:
        return map(Candidate, _CHOICES[kind])
    if kind in _NAMED.values():
        return known.names(kind, start)
    if kind in _ASKED:
        return _ASKED[kind](known, start)
    if kind in ("fields", "sort", "table", "is", "has", "no", "status"):
        from blogctl.content.completing_fields import values

        return values(kind)
    return ()


def _posts(known: Known, start: str) -> list[Candidate]:
    if "/" in start or start.startswith("."):
        return list(known.paths(start))
    return [*known.slugs(start), *(known.paths(start) if start else ())]


def _dates(known: Known, start: str) -> list[Candidate]:
    """Return dates as a query has them; what is before `..` stays."""
    from blogctl.content.completing_fields import dates

    low, dots, high = start.rpartition("..")
    found = dates(known.periods(high), range_end=bool(dots))
    return [one._replace(word=f"{low}{dots}{one.word}") for one in fitting(found, high)]


def _moments(_: Known, __: str) -> list[Candidate]:
    from blogctl.content.completing_fields import moments

    return moments()


_ASKED: Mapping[str, Callable[[Known, str], Iterable[Candidate]]] = {
    "post": _posts,
    "date": _dates,
    "when": _moments,
    "key": lambda known, _: known.keys(),
    "part": lambda known, _: [Candidate("body"), *known.keys()],
    "operation": lambda known, _: known.operations(),
    "setting": lambda known, _: known.settings(),
    "slug": lambda known, start: known.slugs(start),
    "path": lambda known, start: known.paths(start),
}


def _words(typed: str, known: Known) -> list[Candidate]:
    """Return the words of a query that begin with *typed*."""
    if typed.startswith("@"):
        saved = [one._replace(word=f"@{one.word}") for one in known.queries()]
        return fitting(saved, typed)
    term = _TERM.fullmatch(typed)
    if term:
        minus, name, op, value = term.groups()
        kind = "" if op == "~" else _KINDS.get(_known_as(name), "")
        return [one._replace(word=f"{minus}{name}{op}{one.word}")
                for one in _listed(kind, value, known)]  # fmt: skip
    from blogctl.content.completing_fields import fields

    minus = "-" if typed.startswith("-") else ""
    begun = fields(typed.removeprefix("-"), known.keys, negated=bool(minus))
    found = [one._replace(word=minus + one.word) for one in begun]
    if typed and not minus:
        found += fitting(_posts(known, typed), typed)
    return found


def _known_as(field: str) -> str:
    """Return a field as the table has it: in small letters, where it may be in capitals."""
    lowered = field.lower()
    return field if lowered in _SMALL else lowered


def _assigned(typed: str, known: Known) -> list[Candidate]:
    """Return `KEY=`, and behind it the values that names have."""
    key, equals, value = typed.partition("=")
    if not equals:
        return [one._replace(word=f"{one.word}=") for one in fitting(known.keys(), typed)]
    kind = _NAMED.get(key, key if key in ("draft",) else "")
    return [one._replace(word=f"{key}={one.word}") for one in _listed(kind, value, known)]


def _setting_values(place: Place, known: Known) -> list[Candidate]:
    key = place.given[0]
    kind = {"engine": "engine", "language": "lang", "author": "authors"}.get(key, "")
    noun = key.removeprefix("allowed.")
    return _listed(kind or (NOUNS.get(noun, "") if noun != key else ""), place.typed, known)


def fitting(candidates: Iterable[Candidate], typed: str) -> list[Candidate]:
    """Return those of *candidates* that begin as *typed*: to the letter, else case and accents off.

    A blank is as good as a hyphen then.
    """
    every = list(candidates)
    exact = [one for one in every if one.word.startswith(typed)]
    if exact:
        return exact
    start = folded_start(typed)
    return [one for one in every if folded_start(one.word).startswith(start)]


def folded_start(text: str) -> str:
    """Return how a name that begins with *text* begins when it is folded."""
    # A hyphen at the end is typed on purpose: a blank may stand for it.
    return fold_name(f"{text}|")[:-1] if text else ""


def _each_once(candidates: Iterable[Candidate]) -> list[Candidate]:
    found: dict[str, Candidate] = {}
    for one in candidates:
        found.setdefault(one.word, one)
    return list(found.values())
