"""YAML loaders whose plain scalars mean what each site generator's reader makes of them.

PyYAML follows YAML 1.1 in its own way; no generator reads quite like it:

hugo    goccy/go-yaml: the 1.2 schema with 1.1 octals; `no` and `12:30:00` are text.
ruby    Psych, which Jekyll calls: YAML 1.1, with `1,000`, and `12:30` in seconds. A `:symbol`,
        which Jekyll refuses or leaves alone, is text.
js      js-yaml 4 (Hexo, Eleventy, Astro): 1.2; `012` is twelve, `1_000` text; `!word` is refused.
python  ruamel.yaml in its 1.2 (Nikola): `012` is twelve, `1_000` a number.
rust    serde_yaml (Zola): the 1.2 core schema; digits that open with a zero are text.

Dates stay text in all: the engine reads them by its own rules. Duplicate keys are refused in all,
as goccy, js-yaml, ruamel and serde_yaml refuse them; Psych silently keeps the last.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple, get_args

import yaml

from blogctl.content.dialect import Schema

MAX_EXPANDED, MAX_DEPTH, MAX_DIGITS = 20_000, 100, 300
SCHEMAS: tuple[Schema, ...] = get_args(Schema)
_TAG = "tag:yaml.org,2002:"
_MERGE = f"{_TAG}merge"
_BASES = {"0x": 16, "0o": 8, "0b": 2}

_TRUTHS = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}
_NULL = "~|null|Null|NULL|"
_BOOL = "true|True|TRUE|false|False|FALSE"
_NO_NUMBER = r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
_BASE_60 = r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9]){1,2}"

SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Rules(NamedTuple):
    """The plain scalars that one reader takes for something other than text, as patterns."""

    ints: str
    floats: str
    nulls: str = _NULL
    bools: str = _BOOL
    merges: str = "<<"
    zero_is_octal: bool = False
    refuses_tags: bool = False


_RULES: dict[Schema, _Rules] = {
    "hugo": _Rules(
        ints=r"[-+]?(?:0|[1-9][0-9_]*|0[0-7_]+|0x[0-9a-fA-F_]+|0o[0-7_]+|0b[01_]+)",
        floats=r"[-+]?(?:[0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*)(?:[eE][-+]?[0-9]+)?|" + _NO_NUMBER,
        zero_is_octal=True,
    ),
    "ruby": _Rules(
        ints=r"[-+]?(?:0b[01_,]+|0[0-7_,]+|0|[1-9](?:[0-9]|[,_][0-9])*|0x[0-9a-fA-F_,]+)"
        rf"|{_BASE_60}",
        floats=r"[-+]?(?:[0-9][0-9_,]*\.[0-9]*|\.[0-9]+)(?:[eE][-+][0-9]+)?"
        rf"|{_BASE_60}\.[0-9_]*|(?i:[-+]?\.inf|\.nan)",
        nulls="~|(?i:null)|",
        bools="(?i:yes|true|on|no|false|off)",
        zero_is_octal=True,
    ),
    "js": _Rules(
        ints=r"[-+]?(?:[0-9]+|0x[0-9a-fA-F]+|0o[0-7]+|0b[01]+)",
        floats=r"(?:[-+]?[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?|" + _NO_NUMBER,
        refuses_tags=True,
    ),
    "python": _Rules(
        ints=r"[-+]?(?:[0-9][0-9_]*|0x[0-9a-fA-F_]+|0o[0-7_]+|0b[01_]+)",
        floats=r"[-+]?(?:[0-9][0-9_]*\.[0-9_]*(?:[eE][-+]?[0-9]+)?|[0-9][0-9_]*[eE][-+]?[0-9]+"
        r"|\.[0-9_]+(?:[eE][-+][0-9]+)?)|" + _NO_NUMBER,
    ),
    "rust": _Rules(
        ints=r"[-+]?(?:0|[1-9][0-9]*|0x[0-9a-fA-F]+|0o[0-7]+|0b[01]+)",
        floats=r"[-+]?(?:(?:0|[1-9][0-9]*)(?:[eE][-+]?[0-9]+)"
        r"|(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)|" + _NO_NUMBER,
        merges="(?!)",
    ),
}


class _Reader(SafeLoader):  # type: ignore[misc]  # chosen when imported: libyaml's or Python's
    """Reads front matter as one generator does; dates are left as text."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML's own class attribute
    rules = _RULES["hugo"]

    def get_single_node(self) -> Any:
        """Return the one document's node; raise where aliases make too much of it."""
        node = super().get_single_node()
        if node is not None and written_out(node) > MAX_EXPANDED:
            problem = "it is nested too deeply, or its aliases stand for too much"
            raise yaml.constructor.ConstructorError(None, None, problem, node.start_mark)
        return node


@cache
def loader(schema: Schema) -> type[Any]:
    """Return the loader class that reads as *schema* says."""
    made: Any = type(f"{schema.title()}Loader", (_Reader,), {"rules": _RULES[schema]})
    for name in ("bool", "int", "float", "merge", "null"):
        pattern = re.compile(f"^(?:{getattr(_RULES[schema], f'{name}s')})$")
        made.add_implicit_resolver(_TAG + name, pattern, [*"~nNtTfFyYoO-+0123456789.<", ""])
    return made  # type: ignore[no-any-return]  # a class made at run time


def written_out(node: yaml.Node) -> int:
    """Return how many nodes *node* stands for once its aliases are written out.

    A node within itself, or too deep, stands for more than there may be.
    """
    return _expanded(node, {})


def _expanded(node: yaml.Node, sizes: dict[int, int], depth: int = 0) -> int:
    if depth > MAX_DEPTH:
        return MAX_EXPANDED + 1
    if id(node) not in sizes:
        sizes[id(node)] = MAX_EXPANDED + 1
        inner: list[yaml.Node] = []
        if isinstance(node, yaml.SequenceNode):
            inner = node.value
        elif isinstance(node, yaml.MappingNode):
            inner = [part for pair in node.value for part in pair]
        sizes[id(node)] = 1 + sum(
            1
            if isinstance(part, yaml.ScalarNode) and depth < MAX_DEPTH
            else _expanded(part, sizes, depth + 1)
            for part in inner
        )
    return sizes[id(node)]


def _integer(reader: Any, node: yaml.ScalarNode) -> int | str:
    text = re.sub("[_,]", "", str(node.value))
    if len(text) > MAX_DIGITS:
        return str(node.value)
    if ":" in text:
        return int(_seconds(text))
    digits = text.lstrip("+-")
    sign = -1 if text.startswith("-") else 1
    if digits[:2] in _BASES:
        # `0x_` has the form of a number and no digit.
        return sign * int(digits[2:], _BASES[digits[:2]]) if digits[2:] else str(node.value)
    octal = reader.rules.zero_is_octal and len(digits) > 1 and digits[0] == "0"
    return sign * int(digits, 8 if octal else 10)


def _truth(_reader: Any, node: yaml.ScalarNode) -> bool:
    word = str(node.value).lower()
    if word not in _TRUTHS:
        message = f"'{node.value}' is neither true nor false"
        raise yaml.constructor.ConstructorError(None, None, message, node.start_mark)
    return _TRUTHS[word]


def _decimal(_reader: Any, node: yaml.ScalarNode) -> float | str:
    text = re.sub("[_,]", "", str(node.value)).lower()
    if ":" in text:
        return _seconds(text)
    if text.lstrip("+-") in (".inf", ".nan"):
        return float(text.replace(".", ""))
    try:
        number = float(text)
    except ValueError:
        return str(node.value)
    return number if abs(number) != float("inf") else str(node.value)


def _seconds(text: str) -> float:
    """Return a time of day as Psych counts it: hours first, `12:30` too."""
    parts = [float(part) for part in text.split(":")]
    return sum(part * float(60**power) for part, power in zip(parts, (2, 1, 0), strict=False))


def _mapping(reader: Any, node: yaml.MappingNode) -> Iterator[dict[str, Any]]:
    mapping: dict[str, Any] = {}
    yield mapping
    for key, value in _pairs(node):
        mapping[_field_name(reader, key)] = reader.construct_object(value)


def _pairs(node: yaml.MappingNode) -> list[tuple[yaml.Node, yaml.Node]]:
    """Return the fields of *node*, those that it merges in first; raise where one stands twice."""
    own = [pair for pair in node.value if pair[0].tag != _MERGE]
    seen: set[str] = set()
    for key in (key for key, _ in own if isinstance(key, yaml.ScalarNode)):
        if key.value in seen:
            message = f"the field '{key.value}' stands twice"
            raise yaml.constructor.ConstructorError(None, None, message, key.start_mark)
        seen.add(key.value)
    merged = [source for key, value in node.value if key.tag == _MERGE for source in _merged(value)]
    return [*merged, *own]


def _merged(node: yaml.Node) -> list[tuple[yaml.Node, yaml.Node]]:
    if isinstance(node, yaml.MappingNode):
        return _pairs(node)
    if isinstance(node, yaml.SequenceNode):
        return [pair for source in reversed(node.value) for pair in _merged(source)]
    message = "only fields can be merged"
    raise yaml.constructor.ConstructorError(None, None, message, node.start_mark)


def _field_name(reader: Any, key: yaml.Node) -> str:
    """Return a field's name as it is written: `1.10` and `true` are names, no numbers."""
    if isinstance(key, yaml.ScalarNode):
        return str(key.value)
    return str(reader.construct_object(key, deep=True))


def _untagged(reader: Any, suffix: str, node: yaml.Node) -> Any:
    if suffix and reader.rules.refuses_tags:
        message = f"the tag '!{suffix}' is unknown; a text that opens with '!' needs quotes"
        raise yaml.constructor.ConstructorError(None, None, message, node.start_mark)
    if isinstance(node, yaml.ScalarNode):
        return reader.construct_scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return reader.construct_sequence(node, deep=True)
    return reader.construct_mapping(node, deep=True)


_Reader.add_constructor(f"{_TAG}bool", _truth)
_Reader.add_constructor(f"{_TAG}int", _integer)
_Reader.add_constructor(f"{_TAG}float", _decimal)
_Reader.add_constructor(f"{_TAG}map", _mapping)
_Reader.add_constructor(f"{_TAG}timestamp", lambda reader, node: reader.construct_scalar(node))
_Reader.add_constructor(_MERGE, lambda reader, node: reader.construct_scalar(node))
_Reader.add_multi_constructor("!", _untagged)

Loader: Any = loader("hugo")
