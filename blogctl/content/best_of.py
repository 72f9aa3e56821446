"""The best of a year as Markdown: the two top tables, the year in figures, in the blog's language.

What is made stands between two comments, so that it can be made anew around the author's text.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from blogctl.content.tops import Row, Top

Link = Callable[[str], str]
_MONTHS: Mapping[str, tuple[str, ...]] = {
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December"),
    "fr": ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
           "octobre", "novembre", "décembre"),
}  # fmt: skip
_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "title": "The best of {year}",
        "slug": "best-of-{year}",
        "opening": "What you read most this year.",
        "year": "Most read in {year}",
        "all": "Most read of all time",
        "figures": "{year} in figures",
        "post": "Post",
        "views": "Views",
        "new": "new",
        "posts": "{posts} posts, {words} words",
        "one": "1 post, {words} words",
        "read": "{views} views",
        "readers": "{views} views, by {readers} readers, counted day by day",
        "month": "the busiest month: {month}, with {views} views",
        "newcomers": "new in the list: {names}",
        "and": " and ",
    },
    "fr": {
        "title": "Le meilleur de {year}",
        "slug": "le-meilleur-de-{year}",
        "opening": "Ce que vous avez le plus lu cette année.",
        "year": "Les plus lus en {year}",
        "all": "Les plus lus de tous les temps",
        "figures": "{year} en chiffres",
        "post": "Article",
        "views": "Lectures",
        "new": "nouveau",
        "posts": "{posts} articles, {words} mots",
        "one": "1 article, {words} mots",
        "read": "{views} lectures",
        "readers": "{views} lectures, par {readers} lecteurs comptés jour par jour",
        "month": "le mois le plus lu : {month}, avec {views} lectures",
        "newcomers": "nouveaux dans la liste : {names}",
        "and": " et ",
    },
}


class Figures(NamedTuple):
    """A year in figures; *month* is the number of the busiest one, 0 readers for unknown."""

    year: int
    posts: int
    words: int
    views: int
    readers: int
    month: int
    month_views: int


def title_of(year: int, lang: str) -> str:
    """Return the title of the post about *year*."""
    return _words_of(lang)["title"].format(year=year)


def slug_of(year: int, lang: str) -> str:
    """Return the slug of the post about *year*."""
    return _words_of(lang)["slug"].format(year=year)


def opening_of(lang: str) -> str:
    """Return what a new post says above its tables, for the author to say better."""
    return _words_of(lang)["opening"]


def made(figures: Figures, tops: Sequence[Top], link: Link, lang: str) -> str:
    """Return what stands between the comments: the tables of the year and of all time, figures.

    *link* makes a link of the path of a post.
    """
    words = _words_of(lang)
    begin, end = _comments(figures.year)
    parts = [
        f"## {words['year'].format(year=figures.year)}",
        _table(tops[0], link, words, lang),
        f"## {words['all']}",
        _table(tops[1], link, words, lang),
        f"## {words['figures'].format(year=figures.year)}",
        "\n".join(f"- {line}" for line in _lines(figures, tops[0], link, lang)),
    ]
    return "\n\n".join([begin, *(part for part in parts if part), end])


def is_about(text: str, year: int) -> bool:
    """Say whether *text* has the tables of *year*."""
    return _block(year).search(text) is not None


def made_anew(text: str, block: str, year: int) -> str:
    """Return *text* with its tables of *year* made anew, its line ends as they are."""
    ends = "\r\n" if "\r\n" in text else "\n"
    return _block(year).sub(lambda _: block.replace("\n", ends), text, count=1)


def _comments(year: int) -> tuple[str, str]:
    return f"<!-- blogctl best-of {year} -->", f"<!-- /blogctl best-of {year} -->"


def _block(year: int) -> re.Pattern[str]:
    begin, end = map(re.escape, _comments(year))
    return re.compile(f"{begin}.*?{end}", re.DOTALL)


def _words_of(lang: str) -> Mapping[str, str]:
    return _WORDS.get(lang[:2].lower(), _WORDS["en"])


def _number(value: int, lang: str) -> str:
    parted = f"{value:,}"
    return parted.replace(",", "\u202f") if lang[:2].lower() == "fr" else parted


def _table(top: Top, link: Link, words: Mapping[str, str], lang: str) -> str:
    lines = [f"| | | {words['post']} | {words['views']} |", "|--:|---|---|--:|"]
    for row in top.rows:
        moved = _moved(row, words["new"])
        lines.append(f"| {row.rank} | {moved} | {link(row.path)} | {_number(row.figure, lang)} |")
    return "\n".join(lines)


def _moved(row: Row, new: str) -> str:
    if row.was is None:
        return new
    if row.was == row.rank:
        return "="
    return f"▲{row.was - row.rank}" if row.was > row.rank else f"▼{row.rank - row.was}"


def _lines(figures: Figures, top: Top, link: Link, lang: str) -> list[str]:
    words = _words_of(lang)

    def say(name: str, **values: int | str) -> str:
        shown = {key: _number(value, lang) if isinstance(value, int) else value
                 for key, value in values.items()}  # fmt: skip
        return words[name].format(**shown)

    wrote = say("one" if figures.posts == 1 else "posts", posts=figures.posts, words=figures.words)
    told = [
        *([wrote] if figures.posts else []),
        say("readers" if figures.readers else "read", views=figures.views,
            readers=figures.readers),
    ]  # fmt: skip
    if figures.month:
        names = _MONTHS["fr" if words is _WORDS["fr"] else "en"]
        told.append(say("month", month=names[figures.month - 1], views=figures.month_views))
    new = [link(row.path) for row in top.rows if row.was is None or row.was > len(top.rows)]
    if new:
        told.append(say("newcomers", names=_listed(new, words["and"])))
    return told


def _listed(names: Sequence[str], last: str) -> str:
    return last.join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else names[0]
