"""Fields of front matter as Hexo takes them: JavaScript's texts and truths, tags, categories."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from blogctl.content.document import Document
from blogctl.content.yaml_nodes import compose, name_of, pairs_of
from blogctl.engines.hexo.dates import is_stamp
from blogctl.engines.hexo.fences import untabbed
from blogctl.engines.hexo.urls import UrlRules, slugized
from blogctl.errors import CannotEdit

_DAY = re.compile(rb"\d{4}-\d\d?-\d\d?")


def js_text(value: Any) -> str:
    """Return a value as JavaScript writes it into a text."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, Mapping):
        return "[object Object]"
    if isinstance(value, list):
        return ",".join("" if item is None else js_text(item) for item in value)
    return str(value)


def _number(value: float) -> str:
    if value != value:
        return "NaN"
    if abs(value) == float("inf"):
        return "Infinity" if value > 0 else "-Infinity"
    if value.is_integer() and abs(value) < 1e21:
        return str(int(value))
    return re.sub(r"e([-+])0*(\d)", r"e\1\2", repr(value))


def is_true(value: Any) -> bool:
    """Say whether a value counts as true in JavaScript, where empty lists and tables do."""
    # A number that is none counts as false there.
    return isinstance(value, (list, Mapping)) or (bool(value) and value == value)


def title_of(fields: Mapping[str, Any]) -> str:
    """Return the title in *fields*, '' where there is none."""
    title = fields.get("title")
    return "" if title is None else js_text(title)


def is_released(fields: Mapping[str, Any]) -> bool:
    """Say whether `published` leaves a post live: all but what is false, and "false" and "0"."""
    value = fields.get("published")
    return value is None or (value not in ("false", "0") and is_true(value))


def named(fields: Mapping[str, Any], plural: str, singular: str) -> list[Any]:
    """Return the values of *plural*, or else of *singular*, as a list."""
    value = fields.get(plural)
    value = value if is_true(value) else fields.get(singular)
    if not is_true(value):
        return []
    return value if isinstance(value, list) else [value]


def tags_of(fields: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the tags in *fields*: a text is one tag."""
    return _once(_texts(named(fields, "tags", "tag")))


def category_chains(fields: Mapping[str, Any]) -> list[list[str]]:
    """Return the lines of descent in `categories`: `[A, B]` is B in A, `[[A], [B]]` is both."""
    values = [
        value
        for value in named(fields, "categories", "category")
        if isinstance(value, list) or value not in (None, "")
    ]
    if any(isinstance(value, list) for value in values):
        chains = [_texts(value if isinstance(value, list) else [value]) for value in values]
        return [chain for chain in chains if chain]
    return [_texts(values)] if values else []


def categories_of(fields: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the categories in *fields*, each with those above it: `A`, `A/B`."""
    return _once(
        "/".join(chain[:end])
        for chain in category_chains(fields)
        for end in range(1, len(chain) + 1)
    )


def category_path(fields: Mapping[str, Any], rules: UrlRules) -> str:
    """Return the category that stands in a post's address: the last one, with those above."""
    chains = category_chains(fields)
    if not chains:
        return rules.default_category
    names = [js_text(rules.category_map.get(name) or name) for name in chains[-1]]
    return "/".join(slugized(name, rules.filename_case) for name in names)


def _texts(values: Sequence[Any]) -> list[str]:
    return [js_text(value) for value in values if value not in (None, "")]


def _once(names: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def written(document: Document, name: str) -> str:
    """Return what stands behind `name:` on its line in YAML, '' where it is not there."""
    pattern = rb"(?m)^[\"']?" + re.escape(name.encode()) + rb"[\"']?[ \t]*:[ \t]+([^\r\n]*)"
    found = re.search(pattern, document.block) if document.format == "yaml" else None
    text = found.group(1).decode("utf-8", errors="replace") if found else ""
    return re.sub(r"\s+#.*$", "", text).strip()


def is_quoted(document: Document, name: str) -> bool:
    """Say whether the value of the field *name* is certainly text: in JSON, or in quotes."""
    return document.format == "json" or written(document, name).startswith(("'", '"'))


def stamps_in(document: Document, name: str) -> list[str]:
    """Return the texts within the field *name* that YAML makes dates of; none that is no YAML."""
    if document.format != "yaml" or not _DAY.search(document.block):
        return []
    try:
        root = compose(untabbed(document).block.decode("utf-8"), "js")
    except CannotEdit:
        return []
    fields = pairs_of(root)
    value = next((pair[1] for pair in fields if name_of(pair) == name), None)
    return list(_stamps(value)) if value is not None else []


def _stamps(node: Any) -> Iterator[str]:
    if node.id == "sequence":
        for item in node.value:
            yield from _stamps(item)
    elif node.id == "scalar" and node.style is None and not node.tagged and is_stamp(node.value):
        yield node.value
