"""New posts: the file name a blog is in the habit of, and the text that a post starts from."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from unicodedata import category

from blogctl.content.dates import write_date
from blogctl.content.dialect import Key, Value
from blogctl.content.document import Document
from blogctl.content.edits import Edit, add_to, in_turn, set_to, unset
from blogctl.content.front_matter import read_fields, spelt, value_at
from blogctl.content.post import Post
from blogctl.errors import BadFrontMatter, BadUsage

_DATED = re.compile(r"\d{4}-\d\d-\d\d[-_]")
_RELATED = re.compile(rb"\{\{-?\s*related\s*-?\}\}")
_PLACEHOLDER = re.compile(r"\{\{-?\s*(.*?)\s*-?\}\}")
# What Hugo's own archetypes say in Go templates, and what it means here.
_MEANINGS: Mapping[str, str] = {
    "title": "title", ".Title": "title",
    "slug": "slug", ".Name": "slug", ".File.ContentBaseName": "slug", ".ContentBaseName": "slug",
    "related": "related",
    "date": "date", ".Date": "date", "now": "date", "now.Format time.RFC3339": "date",
}  # fmt: skip


def file_name(slug: str, day: datetime, habit: str) -> str:
    """Return the name, without ending, of a new post: *habit* is `{slug}` or `{date}-{slug}`."""
    return habit.format(date=f"{day:%Y-%m-%d}", slug=slug)


def name_habit(names: Sequence[str]) -> str:
    """Return how most of *names* (files without ending, bundles by folder) are made.

    With as many of one as of the other, or none, a name starts with its date.
    """
    dated = sum(is_dated(name) for name in names)
    return "{date}-{slug}" if dated * 2 >= len(names) else "{slug}"


def bundle_habit(paths: Sequence[str]) -> bool:
    """Say whether most posts are folders with an `index` file."""
    return sum(map(_is_bundle, paths)) * 2 > len(paths)


class Habits(NamedTuple):
    """How a blog's posts are made, learnt from those it has.

    *folder* is where most lie, *name* a pattern of `{date}` and `{slug}`; *keys* are the fields
    in use in their usual order, and *lists* those of them that hold lists.
    """

    folder: str
    name: str
    bundle: bool
    keys: tuple[str, ...]
    lists: frozenset[str]


def usual_order(posts: Sequence[Post]) -> tuple[str, ...]:
    """Return the keys of *posts* in the order that they mostly have."""
    places: dict[str, list[float]] = {}
    for post in posts:
        for at, key in enumerate(post.meta):
            places.setdefault(key, []).append(at / max(1, len(post.meta) - 1))
    return tuple(sorted(places, key=lambda key: (sum(places[key]) / len(places[key]), key)))


def lists_in_blocks(blocks: Sequence[bytes]) -> bool | None:
    """Say whether most lists in YAML *blocks* have a line an item; None where there is none."""
    lines = sum(bool(re.search(rb"(?m)^[ \t]*- ", block)) for block in blocks)
    flows = sum(bool(re.search(rb"(?m):[ \t]*\[", block)) for block in blocks)
    return lines > flows if lines or flows else None


def habits(posts: Sequence[Post], folder: str) -> Habits:
    """Return the habits of *posts*; *folder* is for a blog with none."""
    bundled = bundle_habit([post.path for post in posts])
    homes = Counter(_home(post.path) for post in posts)
    home = max(homes, key=lambda name: (homes[name], name)) if homes else folder
    return Habits(
        folder=home,
        name=name_habit([own_name(post.path) for post in posts]),
        bundle=bundled,
        keys=usual_order(posts),
        lists=frozenset(key for post in posts for key, value in post.meta.items()
                        if isinstance(value, list)),
    )  # fmt: skip


def _is_bundle(path: str) -> bool:
    return path.rsplit("/", 1)[-1].startswith("index.")


def _home(path: str) -> str:
    return path.rsplit("/", 2 if _is_bundle(path) else 1)[0]


def own_file(path: str) -> str:
    """Return the part of a post's path that is its own: its file, or its folder with `index`."""
    return "/".join(path.split("/")[-2 if _is_bundle(path) else -1 :])


def own_name(path: str, *, undated: bool = False) -> str:
    """Return the name that a post's path gives it; *undated* leaves out the date before it."""
    name = path.split("/")[-2] if _is_bundle(path) else path.split("/")[-1].rsplit(".", 1)[0]
    return _DATED.sub("", name, count=1) if undated and is_dated(name) else name


def is_dated(name: str) -> bool:
    """Say whether *name* starts with a date."""
    return _DATED.match(name) is not None


def fill(
    document: Document, title: str, slug: str, date: Value, related: Callable[[], str] = str
) -> Document:
    """Return *document*, an archetype, with its placeholders filled.

    `{{ title }}`, `{{ slug }}`, `{{ date }}`, and the usual words of Hugo's archetypes for them;
    in the text `{{ related }}`, too, which *related* gives where it is asked for.
    In front matter the slug stands for the title, which may hold quotes: set the title after.
    Raise BadFrontMatter, with its line, for a placeholder that means none of these.
    """
    moment = write_date(date) if isinstance(date, datetime) else str(date)
    values = {"title": title, "slug": slug, "date": moment}
    above = document.first_line - 1
    below = above + (document.block + document.closing).count(b"\n")
    block = _filled(document.block, {**values, "title": slug}, above)
    if _RELATED.search(document.body):
        values["related"] = related()
    return document._replace(block=block, body=_filled(document.body, values, below))


def _filled(text: bytes, values: Mapping[str, str], above: int) -> bytes:
    source = text.decode("utf-8")

    def value(found: re.Match[str]) -> str:
        meaning = _meaning(found.group(1))
        if meaning is None or meaning not in values:
            line = above + source.count("\n", 0, found.start()) + 1
            more = ", or in the text {{ related }}"
            hint = f"use {{{{ title }}}}, {{{{ slug }}}} or {{{{ date }}}}{more}"
            raise BadFrontMatter(f"'{found.group()}' is no placeholder", line=line, hint=hint)
        return values[meaning]

    return _PLACEHOLDER.sub(value, source).encode()


def _meaning(expression: str) -> str | None:
    if expression in _MEANINGS:
        return _MEANINGS[expression]
    if expression.startswith("replace ") or "title" in expression.split():
        return "title"
    return None


def typed(text: str, known: Sequence[Any] = ()) -> Any:
    """Return the value that `KEY=text` means: true, false, a whole number, a list, else text.

    Where the blog has the field already (*known* are its values), its type is kept.
    """
    if text in ("true", "false") and not _all_texts(known):
        return text == "true"
    if re.fullmatch(r"-?(?:0|[1-9]\d*)", text) and not _all_texts(known):
        return int(text)
    if any(isinstance(value, list) for value in known) or re.fullmatch(r"\[.*\]", text):
        return [item.strip() for item in text.strip("[]").split(",") if item.strip()]
    return text


def _all_texts(known: Sequence[Any]) -> bool:
    return bool(known) and all(isinstance(value, str) for value in known)


def check_title(title: str) -> str:
    """Return *title* with single blanks; raise BadUsage for an empty or unprintable one."""
    title = " ".join(title.split())
    if not title:
        raise BadUsage("the title is empty", hint="blogctl create 'My title'")
    if any(category(letter) in ("Cc", "Cs") for letter in title):
        raise BadUsage("the title holds a control character", hint="type it anew")
    return title


class Draft(NamedTuple):
    """A post that is wanted: *date* and *slug* as typed, *fields* by key as typed.

    None is for the blog's habit to decide.
    """

    title: str
    tags: list[str]
    categories: list[str]
    series: str | None
    date: str | None
    slug: str | None
    lang: str | None
    fields: Mapping[str, str]
    body: bytes
    bundle: bool | None
    publish: bool


class Places(NamedTuple):
    """The fields of a new post that have names of their own in each generator; () where none."""

    title: Key
    date: Key
    tags: Key
    categories: Key
    series: Key


def start(
    document: Document, draft: Draft, places: Places, date: Value, posts: Sequence[Post]
) -> Document:
    """Return *document*, a filled archetype, with all that *draft* says of the post.

    *date* is as it is to be written; None leaves a draft undated, so that publishing dates it.
    *posts* are those of the blog, for the types of their fields.
    """
    fields = read_fields(document)
    at = Places(*(spelt(fields, key, any_case=document.dialect.any_case) for key in places))
    edits = [set_to(at.title, draft.title), *_dating(at.date, fields, date)]
    for key, names in ((at.tags, draft.tags), (at.categories, draft.categories)):
        edits += [add_to(key, name) for name in names]
    if draft.series:
        as_list = any(isinstance(value, list) for value in _values(posts, at.series[-1]))
        edits.append(set_to(at.series, [draft.series] if as_list else draft.series))
    for name, text in draft.fields.items():
        edits.append(set_to(name, typed(text, _values(posts, name))))
    started = in_turn(edits)(document)
    if not draft.body:
        return started
    above = started.body.rstrip(b"\n") + b"\n\n" if started.body.strip() else b"\n"
    return started._replace(body=above + draft.body)


def _dating(key: Key, fields: Mapping[str, Any], date: Value) -> list[Edit]:
    if date is not None:
        return [set_to(key, date)]
    return [unset(key)] if key[0] in fields and not value_at(fields, key) else []


def _values(posts: Sequence[Post], key: str) -> list[Any]:
    values = (post.meta.get(key) for post in posts)
    return [value for value in values if value is not None]
