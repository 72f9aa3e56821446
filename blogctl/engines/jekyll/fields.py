"""Fields as Jekyll takes them: the defaults of its configuration, categories, tags, the title."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any

from blogctl.content.document import Document
from blogctl.content.front_matter import line_of
from blogctl.content.post import one_text, texts
from blogctl.engines.jekyll.dates import is_dated, moment, parsed, read_field
from blogctl.engines.jekyll.site import POSTS, Conventions, inner_path, named, relative_path
from blogctl.errors import BadFrontMatter

Fields = dict[str, Any]
FORMS = "write 2026-03-15, or 2026-03-15 08:00:00 +0100"
NAME_FORM = "name it like 2026-03-15-my-post.md"
_OLD_TYPES = {"post": "posts", "page": "pages", "draft": "drafts"}


def defaults_for(site: Conventions, path: str) -> Fields:
    """Return the fields that the configuration's `defaults` give the post at *path*.

    A set whose path is longer, or as long and of a type, goes before the others.
    """
    found: Fields = {}
    strongest: Mapping[str, Any] | None = None
    for row in site.defaults:
        scope = row.get("scope")
        scope = scope if isinstance(scope, Mapping) else {}
        if not _applies(site, scope, path):
            continue
        if strongest is None or _goes_before(scope, strongest):
            found = merged(found, row["values"])
            strongest = scope
        else:
            found = merged(row["values"], found)
    return found


def merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> Fields:
    """Return the fields of both; *above* has the say, but where it is empty, and tables merge."""
    result = dict(below)
    for key, value in above.items():
        old = result.get(key)
        if isinstance(old, Mapping) and isinstance(value, Mapping):
            result[key] = merged(old, value)
        elif value is not None or key not in result:
            result[key] = value
    return result


def _goes_before(scope: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    mine, its = (one_text(one.get("path")).removeprefix("/") for one in (scope, other))
    if len(mine) != len(its):
        return len(mine) > len(its)
    return "type" in scope or "type" not in other


def _applies(site: Conventions, scope: Mapping[str, Any], path: str) -> bool:
    kind = one_text(scope.get("type"))
    # Drafts are posts here: a default for `drafts` reaches nothing.
    if "type" in scope and _OLD_TYPES.get(kind, kind) != "posts":
        return False
    place = scope.get("path")
    if not isinstance(place, str) or not place:
        return True
    if "*" in place:
        return _is_below(place, inner_path(site, path))
    if site.home:
        place = place.removeprefix(f"{site.home}/")
    return relative_path(site, path).startswith(place)


def _is_below(pattern: str, path: str) -> bool:
    """Say whether a file, or a folder that it lies in, is one that the shell's *pattern* names."""
    parts = path.split("/")
    above = ["/".join(parts[:end]) for end in range(1, len(parts) + 1)]
    regex = _as_regex(pattern.strip("/"))
    return any(re.fullmatch(regex, place) for place in above)


def _as_regex(pattern: str) -> str:
    marks = {"**/": "(?:[^/.][^/]*/)*", "*": "[^/]*", "?": "[^/]"}
    pieces = re.split(r"(\*\*/|\*|\?|\[[^\]]+\]|\{[^}]*\})", pattern)
    return "".join(_piece(piece, marks) for piece in pieces)


def _piece(piece: str, marks: Mapping[str, str]) -> str:
    if piece in marks:
        return marks[piece]
    if piece.startswith("[") and piece.endswith("]"):
        return "[" + piece[1:-1].replace("\\", "\\\\").replace("!", "^", piece[1] == "!") + "]"
    if piece.startswith("{") and piece.endswith("}"):
        return "(?:" + "|".join(map(re.escape, piece[1:-1].split(","))) + ")"
    return re.escape(piece)


def folder_categories(site: Conventions, path: str, kind: str) -> list[str]:
    """Return the categories that a post has from the folders above its `_posts`."""
    relative = relative_path(site, path)
    # Jekyll searches the text, not the folders, and `_posts` also in the path of a draft.
    mark = POSTS if POSTS in relative else kind
    return [part for part in relative.partition(mark)[0].split("/") if part]


def all_fields(site: Conventions, path: str, kind: str, own: Mapping[str, Any]) -> Fields:
    """Return the fields of a post with its defaults; categories add up, all else is overridden.

    Raise TypeError for categories that are neither a text nor a list.
    """
    given = defaults_for(site, path)
    categories: list[Any] = folder_categories(site, path, kind)
    for fields in (given, own):
        categories = union(categories, _listed(fields.get("categories")))
    return {**merged(given, own), "categories": categories}


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    if isinstance(value, str):
        return value.split()
    if isinstance(value, list):
        return value
    raise TypeError(value)


def union(first: Sequence[Any], second: Sequence[Any]) -> list[Any]:
    """Return what is in *first* or *second*, each once."""
    found: list[Any] = []
    for item in (*first, *second):
        # To Python, 1 and True are the same; to Ruby they are not.
        if not any(type(item) is type(other) and item == other for other in found):
            found.append(item)
    return found


def categories_of(fields: Mapping[str, Any]) -> tuple[str, ...]:
    """Return a post's categories: the plural's, then the singular's, which is never parted."""
    more = _flat(fields["category"] if is_true(fields.get("category")) else fields["categories"])
    return tuple(dict.fromkeys(texts([*_flat(fields["categories"]), *more])))


def tags_of(fields: Mapping[str, Any]) -> tuple[str, ...]:
    """Return a post's tags: `tag` as it is, or else `tags`, a text of which blanks part."""
    if is_true(fields.get("tag")):
        return tuple(dict.fromkeys(texts(_flat(fields["tag"]))))
    value = fields.get("tags")
    named = value.split() if isinstance(value, str) else value if isinstance(value, list) else []
    return tuple(dict.fromkeys(texts(_flat(named))))


def _flat(value: Any) -> list[Any]:
    if isinstance(value, list):
        return [inner for item in value for inner in _flat(item)]
    return [] if value is None else [value]


def is_true(value: Any) -> bool:
    """Say whether a value counts as true in Ruby, where an empty text and zero do."""
    return value is not None and value is not False


def is_published(fields: Mapping[str, Any]) -> bool:
    """Say whether `published` lets a post show: anything but false and empty does."""
    return is_true(fields.get("published", True))


def title_of(fields: Mapping[str, Any], path: str) -> str:
    """Return a post's title: the field, else the words of the slug in its name."""
    value = fields.get("title")
    if not is_true(value):
        return " ".join(word.capitalize() for word in named(path).slug.split("-") if word)
    return one_text(value)


def named_fields(fields: Mapping[str, Any]) -> Fields:
    """Return the fields that name things: series, authors, description, cover."""
    description = fields.get("description") or fields.get("excerpt") or fields.get("summary")
    return {
        "series": texts(fields.get("series")),
        "authors": _authors(fields.get("authors") or fields.get("author")),
        "description": one_text(description).strip() if isinstance(description, str) else "",
        "cover": _cover(fields.get("image") or fields.get("cover")),
    }


def _authors(value: Any) -> tuple[str, ...]:
    rows = value if isinstance(value, list) else [value]
    return texts([row.get("name") if isinstance(row, Mapping) else row for row in rows])


def _cover(value: Any) -> str:
    if isinstance(value, Mapping):
        value = value.get("path") or value.get("feature")
    return value if isinstance(value, str) else ""


def written_value(document: Document, name: str) -> str:
    """Return what stands behind *name* in the block, quotes and all; '' where it is not found."""
    key = rb"[\"']?" + re.escape(name.encode()) + rb"[\"']?[ \t]*:\s+([^\r\n]*)"
    block = document.block
    found = re.search(rb"(?m)^" + key, block) or re.search(rb"[{,]\s*" + key, block)
    return found[1].decode("utf-8", "replace").strip() if found else ""


def is_plain(document: Document, name: str) -> bool:
    """Say whether the value of *name* stands without quotes."""
    return written_value(document, name)[:1] not in ("'", '"', "|", ">", "!")


def dated_as(document: Document, name: str) -> str:
    """Return the value of *name* where it is a day or a moment to Ruby, and no text; else ''."""
    written = re.sub(r"\s+#.*", "", written_value(document, name))
    return written if is_dated(written) else ""


def date_in_field(document: Document, text: str, zone: tzinfo) -> datetime:
    """Return the moment that the field `date`, which says *text*, means; raise BadFrontMatter."""
    try:
        return read_field(text, zone, plain=is_plain(document, "date"))
    except (ValueError, OverflowError) as error:
        what = f"'{text}' in 'date' is no date" if text else "'date' is empty"
        message = f"{what}, and Jekyll stops there"
        raise BadFrontMatter(message, line=line_of(document, "date"), hint=FORMS) from error


def date_in_name(text: str, zone: tzinfo) -> datetime:
    """Return the moment that the date *text* in a file's name means; raise BadFrontMatter."""
    try:
        return moment(parsed(text), zone)
    except (ValueError, OverflowError) as error:
        message = f"'{text}' in the file's name is no date, and Jekyll stops there"
        raise BadFrontMatter(message, hint=NAME_FORM) from error
