"""The fields of a query, and the values that they have in every blog, for completion."""

from collections.abc import Callable, Iterable, Mapping

from blogctl.content.completing import Candidate, fitting
from blogctl.content.fields import ALIASES, FIELDS, META, STABLE, STATES, TRAITS
from blogctl.content.periods import NAMED_DAYS, NAMED_SPANS, WEEKDAYS

_HELP: Mapping[str, str] = {
    "part": "a part of it", "words": "words in it", "whole": "the whole of it",
    "tree": "a name, or NAME/ for all below", "choice": "one of a few",
    "date": "2025, 2025-03.., last-month, 7d..", "number": "500, 500.. or 200..500",
    "path": "a file or a folder", "flag": "true or false",
}  # fmt: skip
_OTHERS = (
    Candidate("is:", "a state, as is:draft"), Candidate("has:", "has some, as has:image"),
    Candidate("no:", "has none, as no:tag"), Candidate("prefix:", "words that begin so"),
)  # fmt: skip
_ARRANGING = (Candidate("sort:", "by which fields; - turns one"), Candidate("limit:", "at most"))
# Nothing can be sorted by these.
_UNSORTED = {"text", "body"}
_SHOWN = (*STABLE, *(name for name in FIELDS if name not in STABLE))
_SINGULAR = {many: one for one, many in ALIASES.items() if one != "language"}
_AGO = {"7d": "the last 7 days", "1m": "the last month", "1y": "the last year"}


def fields(
    start: str, keys: Callable[[], Iterable[Candidate]], *, negated: bool
) -> list[Candidate]:
    """Return the fields of a query that begin with *start*, each with its `:`.

    *keys* gives the fields of front matter, behind `meta.`.
    """
    if start.startswith(META):
        every = [one._replace(word=f"{META}{one.word}:") for one in keys()]
        return fitting(every, start)
    usual = [
        Candidate(f"{_SINGULAR.get(name, name)}:", _HELP[field.kind])
        for name, field in FIELDS.items()
    ]
    every = [*_OTHERS, *usual, Candidate(META, "any field of the front matter")]
    found = fitting([*every, *(() if negated else _ARRANGING)], start)
    return found or fitting([Candidate(f"{name}:") for name in (*FIELDS, *ALIASES)], start)


def values(kind: str) -> list[Candidate]:
    """Return the values of a *kind* that are the same in every blog."""
    if kind == "fields":
        return [Candidate(name) for name in _SHOWN]
    if kind == "sort":
        return [Candidate(name) for name in FIELDS if name not in _UNSORTED]
    if kind == "table":
        from blogctl.content.tops import KINDS

        return [Candidate(name, "a table") for name in KINDS]
    several = {"is": STATES, "has": TRAITS, "no": TRAITS, "status": FIELDS["status"].choices}
    return [Candidate(name) for name in several[kind]]


def dates(periods: Iterable[Candidate], *, range_end: bool) -> list[Candidate]:
    """Return dates as a query has them, with the *periods* that the blog has posts of.

    Behind `..`, at a *range_end*, no range begins.
    """
    named = [Candidate(name) for name in (*NAMED_DAYS, *NAMED_SPANS)]
    ago = [] if range_end else [Candidate(f"{span}..", told) for span, told in _AGO.items()]
    return [*named, *periods, *ago, *map(Candidate, WEEKDAYS)]


def moments() -> list[Candidate]:
    """Return moments as an option has them."""
    return [Candidate("now"), *map(Candidate, ("today", "tomorrow", *WEEKDAYS))]
