"""Front matter kept in the index: written as JSON, and read back when it is first asked for."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from blogctl.storage.index.bindable import bindable

# Marks what JSON has no form for; a key that an author writes has no NUL in it.
_MOMENT, _DAY = "\0moment", "\0day"
# What is nested more deeply is left in the file: going through it takes a deep stack.
_DEPTH = 50
_PLAIN = (str, int, float, bool, type(None))


def written(meta: Mapping[str, Any]) -> str | None:
    """Return *meta* as JSON; None where a value would not come back as it is."""
    if not _fits(meta, _DEPTH):
        return None
    text = json.dumps(_plain(meta), ensure_ascii=False)
    return text if bindable(text) is text else json.dumps(_plain(meta))


def _fits(value: Any, depth: int) -> bool:
    """Say whether *value* is of the kinds that come back as they are; not so a subclass.

    Nor does what is nested more than *depth* deep.
    """
    if type(value) is dict:
        return depth > 0 and all(
            type(key) is str and "\0" not in key and _fits(inner, depth - 1)
            for key, inner in value.items()
        )
    if type(value) is list:
        return depth > 0 and all(_fits(inner, depth - 1) for inner in value)
    if type(value) is datetime:
        return value.fold == 0 and value == datetime.fromisoformat(value.isoformat())
    return type(value) in _PLAIN or type(value) is date


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    if isinstance(value, datetime):
        return {_MOMENT: value.isoformat()}
    return {_DAY: value.isoformat()} if isinstance(value, date) else value


def _revived(pairs: dict[str, Any]) -> Any:
    if _MOMENT in pairs:
        return datetime.fromisoformat(pairs[_MOMENT])
    return date.fromisoformat(pairs[_DAY]) if _DAY in pairs else pairs


def _read_back(text: str) -> Mapping[str, Any] | None:
    """Return front matter from what `written` made of it; None where that is damaged."""
    try:
        meta = json.loads(text, object_hook=_revived)
    except (ValueError, TypeError):
        return None
    return meta if isinstance(meta, dict) else None


class KeptMeta(Mapping[str, Any]):
    """The front matter of a post in the index; *fetch* reads the file where it was not kept."""

    __slots__ = ("_fetch", "_known", "_text")

    def __init__(self, text: str | None, fetch: Callable[[], Mapping[str, Any]]) -> None:
        self._text = text
        self._fetch = fetch
        self._known: Mapping[str, Any] | None = None

    @property
    def _meta(self) -> Mapping[str, Any]:
        if self._known is None:
            known = None if self._text is None else _read_back(self._text)
            self._known = self._fetch() if known is None else known
        return self._known

    def __getitem__(self, key: str) -> Any:
        return self._meta[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._meta)

    def __len__(self) -> int:
        return len(self._meta)

    def __repr__(self) -> str:
        return repr(dict(self._meta))
