"""A post as the index keeps it: rows of plain values, and the post made of them again."""

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any, NamedTuple

from blogctl.content.fields import STATES, TRAITS
from blogctl.content.folding import fold_name
from blogctl.content.moments import microseconds
from blogctl.content.post import Post
from blogctl.content.reading import Heading, Link
from blogctl.content.text import Markup, Text, reading_time
from blogctl.engines.engine import Engine
from blogctl.engines.faults import one_name
from blogctl.storage.index.bindable import bindable, restored
from blogctl.storage.index.meta import KeptMeta, written

# A post's status may turn within the second of a date: some generators drop the fraction.
_SECOND = 1_000_000
NAMES = ("tags", "categories", "series", "authors")
TARGETS = ("links", "images")
_OF_TEXT = ("link", "image", "heading", "code")
BITS = {name: 1 << at for at, name in enumerate(TRAITS)}
BUNDLE = 1 << len(TRAITS)
_LEAN = [(bit, TRAITS[name]) for name, bit in BITS.items() if name not in _OF_TEXT]
_RICH = [(bit, TRAITS[name]) for name, bit in BITS.items() if name in _OF_TEXT]

COLUMNS = (
    "path", "slug", "title", "status", "draft", "date", "publish", "updated", "expires", "url",
    "lang", "description", "cover", "tags", "categories", "series", "authors", "markup", "meta",
)  # fmt: skip
# What queries compare, beside what posts are made of again.
COMPARED = (
    "date_at", "publish_at", "updated_at", "expires_at", "slug_f", "title_f", "url_f", "lang_f",
    "path_f", "path_c", "traits", "since", "until", "beside",
)  # fmt: skip
KEPT = (*COLUMNS, *COMPARED)
FACTS = ("words", "minutes", "summary", "opening", "links", "images", "headings", "traits")


class Kept(NamedTuple):
    """A post for the index: the values of KEPT, and its names as (kind, folded, name)."""

    values: tuple[Any, ...]
    names: tuple[tuple[str, str, str], ...]


def kept(post: Post, engine: Engine, now: datetime) -> Kept:
    """Return *post*, whose status is as of *now*, as the index keeps it."""
    since, until = _span_of(post, now)
    values = (
        post.path, post.slug, post.title, post.status, int(post.draft),
        *(_iso(moment) for moment in (post.date, post.publish, post.updated, post.expires)),
        post.url, post.lang, post.description, post.cover,
        *(_listed(getattr(post, kind)) for kind in NAMES),
        post.text.markup, written(post.meta),
        *(_at(moment) for moment in (post.date, post.publish, post.updated, post.expires)),
        *(fold_name(text) for text in (post.slug, post.title, post.url, post.lang, post.path)),
        one_name(post.path), _traits(post), since, until, engine.sidecar(post.path),
    )  # fmt: skip
    names = [(kind, fold_name(name), name) for kind in NAMES for name in getattr(post, kind)]
    return Kept(values, tuple(names))


def _traits(post: Post) -> int:
    bundle = BUNDLE if STATES["bundle"](post) else 0
    return bundle | sum(bit for bit, has in _LEAN if has(post))


def _span_of(post: Post, now: datetime) -> tuple[int, int]:
    """Return the moments between which the status of *post* is what it is at *now*."""
    here = microseconds(now)
    turns = [_at(moment) for moment in (post.date, post.publish, post.expires) if moment]
    past = [turn + _SECOND for turn in turns if turn is not None and turn <= here]
    ahead = [turn - _SECOND for turn in turns if turn is not None and turn > here]
    return max(past, default=-(2**62)), min(ahead, default=2**62)


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _at(moment: datetime | None) -> int | None:
    return None if moment is None else microseconds(moment)


def _listed(names: Sequence[Any]) -> str:
    return json.dumps(names, ensure_ascii=not _is_whole(names)) if names else ""


def _is_whole(names: Sequence[Any]) -> bool:
    """Say whether no text among *names* has half a pair in it, which JSON then has to escape."""
    text = "".join(name if isinstance(name, str) else str(name) for name in names)
    return text.isascii() or bindable(text) is text


class Facts(NamedTuple):
    """What the text of a post says, for the index: the values of FACTS, and targets as names."""

    values: tuple[Any, ...]
    targets: tuple[tuple[str, str, str], ...]


def facts_of(post: Post) -> Facts:
    """Return what the text of *post* says, read now."""
    text, words = post.text, post.text.words
    values = (
        words, reading_time(words), post.summary, text.opening,
        _listed(text.links), _listed(text.images), _listed(text.headings),
        sum(bit for bit, has in _RICH if has(post)),
    )  # fmt: skip
    targets = [
        (kind, fold_name(link.target), link.target)
        for kind in TARGETS
        for link in getattr(post, kind)
    ]
    return Facts(values, tuple(targets))


class KeptText(Text):
    """A text of which the index knows what it says; the file is read where that is not enough."""

    __slots__ = ("_facts", "_fetch", "_source")

    def __init__(
        self, markup: Markup, facts: tuple[Any, ...] | None, fetch: Callable[[], Text]
    ) -> None:
        self.markup = markup
        self._facts = facts
        self._fetch = fetch
        self._source: Text | None = None

    @property
    def _text(self) -> Text:
        if self._source is None:
            self._source = self._fetch()
        return self._source

    @property
    def source(self) -> str:  # type: ignore[override]  # read from the file when it is asked for
        """The body as it is in the file now."""
        return self._text.source

    @property
    def reading(self) -> Any:
        """The body read."""
        return self._text.reading

    def _kept(self, at: int, kind: type) -> Any:
        """Return what is known at *at* of FACTS; None where it is damaged: not of *kind*."""
        value = self._facts[at] if self._facts else None
        return value if type(value) is kind else None

    def _listed(self, at: int, kind: Any) -> Any:
        text = self._kept(at, str)
        with suppress(ValueError, TypeError):
            return None if text is None else _revived(text, kind)
        return None

    @property
    def words(self) -> int:
        """The number of words outside code."""
        words: int | None = self._kept(0, int)
        return self._text.words if words is None else words

    @property
    def opening(self) -> str:
        """How the text begins."""
        opening: str | None = self._kept(3, str)
        return self._text.opening if opening is None else opening

    @property
    def links(self) -> tuple[Link, ...]:
        """The links, as written."""
        links: tuple[Link, ...] | None = self._listed(4, Link)
        return self._text.links if links is None else links

    @property
    def images(self) -> tuple[Link, ...]:
        """The images, as written."""
        images: tuple[Link, ...] | None = self._listed(5, Link)
        return self._text.images if images is None else images

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The headings."""
        headings: tuple[Heading, ...] | None = self._listed(6, Heading)
        return self._text.headings if headings is None else headings

    @property
    def has_code(self) -> bool:
        """Whether there is code in it."""
        traits = self._kept(7, int)
        return self._text.has_code if traits is None else bool(traits & BITS["code"])


def _revived(text: str, kind: Any) -> Any:
    return tuple(kind(*pair) for pair in json.loads(text)) if text else ()


def post_of(
    values: Sequence[Any],
    facts: tuple[Any, ...] | None,
    fetch: Callable[[str], Post],
    fetch_text: Callable[[str], Text],
) -> Post:
    """Return the post of *values*, those of COLUMNS; *fetch* reads its file anew.

    *fetch_text* reads its text alone, for which no other file has to be known.
    """
    path = restored(values[0])
    return Post(
        path, restored(values[1]), restored(values[2]), values[3], bool(values[4]),
        _moment(values[5]), _moment(values[6]), _moment(values[7]), _moment(values[8]),
        restored(values[9]), restored(values[10]),
        _names(values[13]), _names(values[14]), _names(values[15]), _names(values[16]),
        restored(values[11]), restored(values[12]),
        KeptMeta(values[18], lambda: fetch(path).meta),
        KeptText(values[17], facts, lambda: fetch_text(path)),
    )  # fmt: skip


def _names(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text)) if text else ()


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
