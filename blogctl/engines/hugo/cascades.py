"""Hugo's cascades: fields that pages inherit from the sections above them, and from the site."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from blogctl.content.post import lower_keys, one_text

Fields = Mapping[str, Any]
Place = tuple[str, str]
_KEYWORDS = ("target", "_target", "params")


class Cascade(NamedTuple):
    """Fields (keys in lower case) for the pages that *target* describes; an empty one: all."""

    target: Fields
    fields: Fields


def read_cascade(value: Any) -> tuple[Cascade, ...]:
    """Return the cascades of a field `cascade`: one, or a list; what is neither gives ()."""
    rows = value if isinstance(value, list) else [value]
    return tuple(_one(lower_keys(row)) for row in rows if isinstance(row, Mapping))


def _one(row: Fields) -> Cascade:
    target = row.get("target") or row.get("_target")
    inner = row.get("params")
    params = lower_keys(inner) if isinstance(inner, Mapping) else {}
    fields = {
        key: value for key, value in row.items() if key not in ("target", "_target", "params")
    }
    return Cascade(lower_keys(target) if isinstance(target, Mapping) else {}, {**params, **fields})


def inherited(above: Sequence[Sequence[Cascade]], page: str, lang: str) -> dict[str, Any]:
    """Return the fields that a page inherits: *above* runs from the nearest to the site's own.

    *page* is its path in the content folder, with a slash before it and no ending. The nearest
    section that gives a field wins, and in one list the first entry.
    """
    fields: dict[str, Any] = {}
    for cascades in above:
        for cascade in cascades:
            if _is_meant(cascade.target, page, lang):
                fields = {**cascade.fields, **fields}
    return fields


def _is_meant(target: Fields, page: str, lang: str) -> bool:
    wanted = {"kind": "page", "lang": lang, "environment": "production"}
    if any(
        not _matches(one_text(target[key]), is_) for key, is_ in wanted.items() if key in target
    ):
        return False
    return "path" not in target or _matches(one_text(target["path"]).lower(), page.lower())


def _matches(pattern: str, text: str) -> bool:
    """Say whether a glob matches: `**` over folders, `*` within one, `{a,b}` either."""
    parts = re.split(r"(\*\*|\*|\?|\{[^}]*\})", pattern)
    return re.fullmatch("".join(map(_as_regex, parts)), text) is not None


def _as_regex(part: str) -> str:
    if part in ("**", "*", "?"):
        return {"**": ".*", "*": "[^/]*", "?": "[^/]"}[part]
    if part.startswith("{") and part.endswith("}"):
        inner = (re.escape(one).replace(r"\*\*", ".*").replace(r"\*", "[^/]*") for one in
                 part[1:-1].split(","))  # fmt: skip
        return f"(?:{'|'.join(inner)})"
    return re.escape(part)
