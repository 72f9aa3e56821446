"""Eleventy's data cascade: the fields that posts have from the JSON data files around them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from blogctl.content.front_matter import line_of
from blogctl.content.post import one_text
from blogctl.engines.engine import Source
from blogctl.errors import BadFrontMatter

Fields = Mapping[str, Any]
# From here on JavaScript writes a number with its power of ten.
_GREAT = 1e21
_NUMBERS = {"inf": "Infinity", "-inf": "-Infinity", "nan": "NaN"}
_OVERRIDE = "override:"
SUFFIXES = (".json", ".11tydata.json")
# Data files that are programs: never run, but known to be there.
SCRIPTS = (".11tydata.js", ".11tydata.cjs", ".11tydata.mjs")


def stem(path: str) -> str:
    """Return a post's file name without its ending, which Eleventy knows in lower case only."""
    return path.rsplit("/", 1)[-1].removesuffix(".md")


def sources_of(path: str, root: str, suffixes: Sequence[str] = SUFFIXES) -> Iterator[str]:
    """Yield the data files that may speak of the post at *path*, the one that wins last.

    Their names end with *suffixes*. *root* is the input folder, '' for the blog's own, which has
    no data file.
    """
    inner = path.removeprefix(f"{root}/") if root else path
    folders = inner.split("/")[:-1]
    for end in range(len(folders) + 1):
        folder = "/".join([*([root] if root else []), *folders[:end]])
        if folder:
            yield from (f"{folder}/{folder.rsplit('/', 1)[-1]}{end}" for end in suffixes)
    above = path.rpartition("/")[0]
    yield from (f"{above}/{stem(path)}{end}".lstrip("/") for end in suffixes)


def merged(rows: list[Fields], *, joined: bool) -> dict[str, Any]:
    """Return *rows* as one, the last winning.

    Where lists are *joined*, a key that says `override:` is left out of that.
    """
    found: dict[str, Any] = {}
    for row in rows:
        own = _with_tags(row)
        found = _merged(found, own) if joined else {**found, **own}
    return found


def _merged(target: dict[str, Any], source: Fields) -> dict[str, Any]:
    result = dict(target)
    for key, value in source.items():
        result[key.removeprefix(_OVERRIDE)] = _one(target.get(key), value)
    return result


def _one(old: Any, new: Any) -> Any:
    if isinstance(old, list) and isinstance(new, list):
        return old + new
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return _merged(dict(old), new)
    return new


def _with_tags(row: Fields) -> Fields:
    return {**row, "tags": names_of(row["tags"])} if "tags" in row else row


def names_of(value: Any) -> list[str]:
    """Return the tags of a field: a list's items as text, or what commas part in a text."""
    if isinstance(value, str):
        value = value.split(",") if value else []
    if not isinstance(value, list):
        return []
    return [_in_javascript(item) for item in value]


def _in_javascript(value: Any) -> str:
    """Return a value as JavaScript makes a text of it: a whole number has no decimals."""
    if isinstance(value, list):
        return ",".join("" if item is None else _in_javascript(item) for item in value)
    if isinstance(value, Mapping):
        return "[object Object]"
    if isinstance(value, float) and value.is_integer() and abs(value) < _GREAT:
        return str(int(value))
    return "null" if value is None else _NUMBERS.get(str(value), one_text(value))


def truth(value: Any) -> bool:
    """Say whether JavaScript takes a value for true: every list, table and text but ''."""
    return bool(value) or isinstance(value, (list, Mapping))


def refuse_tags(source: Source, fields: Fields) -> None:
    """Raise BadFrontMatter for `tags` that Eleventy stops at."""
    value = fields.get("tags")
    if value and not isinstance(value, (str, list)):
        message = f"'tags' is '{one_text(value)}', not a list, and Eleventy stops at it"
        line = line_of(source.document, "tags")
        raise BadFrontMatter(message, line=line, hint="write tags: [one, two]")
