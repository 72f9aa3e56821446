"""New posts: the file name a blog is in the habit of, and the text that a post starts from."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from unicodedata import category

from blogctl.content.dates import write_date
from blogctl.content.document import Document, cut
from blogctl.content.edits import add_to, in_turn, set_to, unset
from blogctl.content.front_matter import read_fields, written_key
from blogctl.content.post import Post
from blogctl.errors import BadFrontMatter, BadUsage

PLAIN_ARCHETYPE = b"---\ntitle:\ndate:\ndraft: true\n---\n\n"
_DATED = re.compile(r"\d{4}-\d\d-\d\d[-_]")
_PLACEHOLDER = re.compile(r"\{\{-?\s*(.*?)\s*-?\}\}")
# What Hugo's own archetypes say in Go templates, and what it means here.
_MEANINGS: Mapping[str, str] = {
    "title": "title", ".Title": "title",
    "slug": "slug", ".Name": "slug", ".File.ContentBaseName": "slug", ".ContentBaseName": "slug",
    "date": "date", ".Date": "date", "now": "date", "now.Format time.RFC3339": "date",
}  # fmt: skip


def file_name(slug: str, day: datetime, habit: str) -> str:
    """Return the name, without ending, of a new post: *habit* is `{slug}` or `{date}-{slug}`."""
    return habit.format(date=f"{day:%Y-%m-%d}", slug=slug)


def name_habit(names: Sequence[str]) -> str:
    """Return how most of *names* (files without ending, bundles by folder) are made.

    With as many of one as of the other, or none, a name starts with its date.
    """
    dated = sum(bool(_DATED.match(name)) for name in names)
    return "{date}-{slug}" if dated * 2 >= len(names) else "{slug}"


def bundle_habit(paths: Sequence[str]) -> bool:
    """Say whether most posts are folders with an `index` file."""
    return sum(map(_is_bundle, paths)) * 2 > len(paths)


class Habits(NamedTuple):
    """How a blog's posts are made, learnt from those it has.

    *folder* is where most lie, *name* a pattern of `{date}` and `{slug}`; *keys* are the fields
    in use, and *lists* those of them that hold lists.
    """

    folder: str
    name: str
    bundle: bool
    keys: frozenset[str]
    lists: frozenset[str]


def habits(posts: Sequence[Post], folder: str) -> Habits:
    """Return the habits of *posts*; *folder* is for a blog with none."""
    bundled = bundle_habit([post.path for post in posts])
    homes = Counter(_home(post.path) for post in posts)
    home = max(homes, key=lambda name: (homes[name], name)) if homes else folder
    return Habits(
        folder=home,
        name=name_habit([_own_name(post.path) for post in posts]),
        bundle=bundled,
        keys=frozenset(key for post in posts for key in post.meta),
        lists=frozenset(key for post in posts for key, value in post.meta.items()
                        if isinstance(value, list)),
    )  # fmt: skip


def _is_bundle(path: str) -> bool:
    return path.rsplit("/", 1)[-1].startswith("index.")


def _home(path: str) -> str:
    return path.rsplit("/", 2 if _is_bundle(path) else 1)[0]


def _own_name(path: str) -> str:
    return path.split("/")[-2] if _is_bundle(path) else path.split("/")[-1].rsplit(".", 1)[0]


def fill(archetype: bytes, title: str, slug: str, day: datetime) -> Document:
    """Return an archetype with its placeholders filled, as a document.

    `{{ title }}`, `{{ slug }}`, `{{ date }}`, and the usual words of Hugo's archetypes for them.
    In front matter the slug stands for the title, which may hold quotes: set the title after.
    Raise BadFrontMatter, with its line, for a placeholder that means none of these.
    """
    document = cut(archetype)
    values = {"title": title, "slug": slug, "date": write_date(day)}
    above = document.first_line - 1
    below = above + (document.block + document.closing).count(b"\n")
    block = _filled(document.block, {**values, "title": slug}, above)
    return document._replace(block=block, body=_filled(document.body, values, below))


def _filled(text: bytes, values: Mapping[str, str], above: int) -> bytes:
    source = text.decode("utf-8")

    def value(found: re.Match[str]) -> str:
        meaning = _meaning(found.group(1))
        if meaning is None:
            line = above + source.count("\n", 0, found.start()) + 1
            hint = "use {{ title }}, {{ slug }} or {{ date }}"
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


def start(
    document: Document, draft: Draft, date: str | None, known: Habits, posts: Sequence[Post]
) -> Document:
    """Return *document*, a filled archetype, with all that *draft* says of the post.

    *date* is as it is to be written; None leaves a draft undated, so that publishing dates it.
    """
    fields = read_fields(document)
    edits = [set_to(written_key(fields, "title"), draft.title)]
    if date is not None:
        edits.append(set_to(written_key(fields, "date"), date))
    elif "date" in fields and not fields["date"]:
        edits.append(unset("date"))
    edits.append(set_to(written_key(fields, "draft"), not draft.publish))
    for key, names in (("tags", draft.tags), ("categories", draft.categories)):
        edits += [add_to(written_key(fields, key), name) for name in names]
    if draft.series:
        as_list = "series" in known.lists
        edits.append(set_to("series", [draft.series] if as_list else draft.series))
    for key, text in draft.fields.items():
        edits.append(set_to(key, typed(text, _values(posts, key))))
    started = in_turn(edits)(document)
    return started._replace(body=(started.body.rstrip(b"\n") + b"\n\n" if started.body.strip() else
                                  b"\n") + draft.body) if draft.body else started  # fmt: skip


def _values(posts: Sequence[Post], key: str) -> list[Any]:
    values = (post.meta.get(key) for post in posts)
    return [value for value in values if value is not None]
