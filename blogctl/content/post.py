"""A post: what a document means under the rules of its engine."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal, NamedTuple, get_args

from blogctl.content.reading import Link, shorten
from blogctl.content.text import Text

Status = Literal["draft", "scheduled", "published", "expired", "private"]
STATUSES: tuple[Status, ...] = get_args(Status)


class Post(NamedTuple):
    """One post. Texts are '' and tuples empty where the post has none; dates are aware or None.

    *path* is relative to the blog's folder, with `/`. *publish* is the moment from which the
    engine shows the post, *url* a path from the site's root. *status* is as of when the blog was
    opened. *meta* is the front matter as written. *views* are known where they were asked for.
    """

    path: str
    slug: str
    title: str
    status: Status
    draft: bool
    date: datetime | None
    publish: datetime | None
    updated: datetime | None
    expires: datetime | None
    url: str
    lang: str
    tags: tuple[str, ...]
    categories: tuple[str, ...]
    series: tuple[str, ...]
    authors: tuple[str, ...]
    description: str
    cover: str
    meta: Mapping[str, Any]
    text: Text
    views: int | None = None

    @property
    def name(self) -> str:
        """What to call the post: its title, else its slug, else its path."""
        return self.title or self.slug or self.path

    @property
    def summary(self) -> str:
        """The description of the front matter, else the opening of the text."""
        return shorten(self.description) or self.text.opening

    @property
    def words(self) -> int:
        """The number of words outside code."""
        return self.text.words

    @property
    def minutes(self) -> int:
        """The minutes that reading takes, at least 1."""
        return self.text.minutes

    @property
    def links(self) -> tuple[Link, ...]:
        """The links of the body, as written."""
        return self.text.links

    @property
    def images(self) -> tuple[Link, ...]:
        """The cover, where there is one, and the images of the body, as written."""
        cover = (Link(self.cover, ""),) if self.cover else ()
        return cover + self.text.images


class Titled(NamedTuple):
    """A post of which only its path and what to call it are asked."""

    path: str
    name: str


def texts(value: object) -> tuple[str, ...]:
    """Return a field as a tuple of texts: a list's items, or one text; None and '' give ()."""
    if value is None or value == "":
        return ()
    if isinstance(value, (list, tuple)):
        return tuple(one_text(item) for item in value if item not in (None, ""))
    return (one_text(value),)


def one_text(value: object) -> str:
    """Return a field's value as text, as an author would write it; '' for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def lower_keys(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return *fields* with their keys in lower case, as Hugo compares them."""
    return {key.lower(): value for key, value in fields.items()}
