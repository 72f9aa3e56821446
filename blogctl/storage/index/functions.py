"""What conditions of the index call, beside what SQLite knows by itself."""

import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from blogctl.content.fields import field_named, meta_value
from blogctl.content.folding import fold, words_of
from blogctl.content.post import Post
from blogctl.content.text import contains_words
from blogctl.content.where import Test
from blogctl.storage.index.bindable import restored

# Parts the values of a field that has several, for sorting; below all that an author writes.
_PART = "\x01"


def register(
    database: Any,
    fetch: Callable[[str], Post],
    meta: Callable[[str, Any], Any],
    views: Callable[[str], int | None],
) -> None:
    """Give *database* the functions; *fetch* reads a post, *meta* gives its front matter.

    *views* says how often the post at a path was read.
    """
    every = {"deterministic": True}
    database.create_scalar_function("matches", _matches, 2, **every)
    database.create_scalar_function("says", _says, 2, **every)
    database.create_scalar_function("folded", _folded, 1, **every)
    database.create_scalar_function("folded_each", _folded_each, 1, **every)
    database.create_scalar_function("views_of", lambda path: views(restored(path)), 1)
    database.create_scalar_function(
        "text_of", lambda name, path: _text_of(name, fetch(restored(path))), 2
    )
    database.create_scalar_function(
        "meta_key",
        lambda key, path, text: _sortable(meta_value(meta(restored(path), text), key)),
        3,
    )


def register_tests(
    database: Any, tests: tuple[Test, ...], meta: Callable[[str, Any], Mapping[str, Any]]
) -> None:
    """Give *database* the *tests* of one query."""
    database.create_scalar_function(
        "tested", lambda at, path, text: int(tests[at](meta(restored(path), text))), 3
    )


@lru_cache(maxsize=64)
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


def _matches(pattern: str, value: Any) -> int:
    return int(value is not None and _pattern(pattern).search(restored(str(value))) is not None)


def _says(words: str, value: Any) -> int:
    return int(bool(value) and contains_words(fold(value), words_of(words)))


def _folded(value: Any) -> Any:
    return fold(value) if isinstance(value, str) else value


def _folded_each(value: Any) -> str | None:
    """Return a list of names, links or headings as one text that sorts as the list does."""
    if not value:
        return None
    return _PART.join(fold(_named(one)) for one in json.loads(value))


def _named(item: Any) -> str:
    """Return what a link, its target first, or a heading, its level first, goes by."""
    if isinstance(item, list):
        return str(item[1] if isinstance(item[0], int) else item[0])
    return str(item)


def _text_of(name: str, post: Post) -> str:
    value = field_named(name).value(post)
    return value if isinstance(value, str) else ""


def _sortable(value: Any) -> Any:
    """Return *value* as one that compares with any other: moments and numbers before texts."""
    if value is None or value in ("", (), []):
        return None
    if isinstance(value, datetime):
        return value.timestamp()
    if isinstance(value, (int, float)):
        return float(value)
    many = value if isinstance(value, (tuple, list)) else [value]
    return _PART.join(fold(str(item)) for item in many)
