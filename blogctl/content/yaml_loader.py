"""A YAML loader whose plain scalars mean what Hugo makes of them.

PyYAML follows YAML 1.1, where `no` is False and `12:30:00` is 45000. Hugo's reader (goccy/go-yaml
in its 1.2 schema, with 1.1 octals) takes neither. Dates stay text: the engine reads them by its
own rules. Duplicate keys are refused, as Hugo refuses them.
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml

MAX_EXPANDED, MAX_DEPTH, MAX_DIGITS = 20_000, 100, 300
_TAG = "tag:yaml.org,2002:"
_MERGE = f"{_TAG}merge"

# tag, the plain scalars that carry it, their possible first characters
_SCALARS = (
    ("null", r"~|null|Null|NULL|", "~nN\0"),
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?(?:0|[1-9][0-9_]*|0[0-7_]+|0x[0-9a-fA-F_]+|0o[0-7_]+|0b[01_]+)", "-+0123456789"),
    (
        "float",
        r"[-+]?(?:[0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*)(?:[eE][-+]?[0-9]+)?"
        r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)",
        "-+0123456789.",
    ),
    ("merge", r"<<", "<"),
)
_BASES = {"0x": 16, "0o": 8, "0b": 2}

SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Loader(SafeLoader):  # type: ignore[misc]  # chosen when imported: libyaml's or Python's
    """Reads front matter as Hugo reads it; dates are left as text."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML's own class attribute

    def get_single_node(self) -> Any:
        """Return the one document's node; raise where aliases make too much of it."""
        node = super().get_single_node()
        if node is not None and _expanded(node, {}) > MAX_EXPANDED:
            problem = "it is nested too deeply, or its aliases stand for too much"
            raise yaml.constructor.ConstructorError(None, None, problem, node.start_mark)
        return node


def _integer(_loader: Any, node: yaml.ScalarNode) -> int | str:
    text = node.value.replace("_", "")
    if len(text) > MAX_DIGITS:
        return str(node.value)
    digits = text.lstrip("+-")
    sign = -1 if text.startswith("-") else 1
    if digits[:2] in _BASES:
        return sign * int(digits[2:], _BASES[digits[:2]])
    return sign * int(digits, 8 if len(digits) > 1 and digits[0] == "0" else 10)


def _mapping(loader: Any, node: yaml.MappingNode) -> Iterator[dict[str, Any]]:
    seen: set[str] = set()
    for key, _ in node.value:
        if not isinstance(key, yaml.ScalarNode) or key.tag == _MERGE:
            continue
        if key.value in seen:
            message = f"the field '{key.value}' stands twice"
            raise yaml.constructor.ConstructorError(None, None, message, key.start_mark)
        seen.add(key.value)
    mapping: dict[str, Any] = {}
    yield mapping
    loader.flatten_mapping(node)
    for key, value in node.value:
        mapping[_field_name(loader, key)] = loader.construct_object(value)


def _field_name(loader: Any, key: yaml.Node) -> str:
    """Return a field's name as it is written: `1.10` and `true` are names, no numbers."""
    if isinstance(key, yaml.ScalarNode):
        return str(key.value)
    return str(loader.construct_object(key, deep=True))


def _expanded(node: yaml.Node, sizes: dict[int, int], depth: int = 0) -> int:
    """Return how many nodes *node* stands for once its aliases are written out.

    A node within itself, or too deep, stands for more than there may be.
    """
    if depth > MAX_DEPTH:
        return MAX_EXPANDED + 1
    if id(node) not in sizes:
        sizes[id(node)] = MAX_EXPANDED + 1
        inner: list[yaml.Node] = []
        if isinstance(node, yaml.SequenceNode):
            inner = node.value
        elif isinstance(node, yaml.MappingNode):
            inner = [part for pair in node.value for part in pair]
        sizes[id(node)] = 1 + sum(_expanded(part, sizes, depth + 1) for part in inner)
    return sizes[id(node)]


def _untagged(loader: Any, _suffix: str, node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return loader.construct_scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return loader.construct_mapping(node, deep=True)


for _name, _pattern, _first in _SCALARS:
    _starts = ["" if letter == "\0" else letter for letter in _first]
    Loader.add_implicit_resolver(_TAG + _name, re.compile(f"^(?:{_pattern})$"), _starts)
Loader.add_constructor(f"{_TAG}int", _integer)
Loader.add_constructor(f"{_TAG}map", _mapping)
Loader.add_constructor(f"{_TAG}timestamp", lambda loader, node: loader.construct_scalar(node))
Loader.add_multi_constructor("!", _untagged)
