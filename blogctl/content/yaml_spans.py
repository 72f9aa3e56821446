"""YAML edited in place: only the characters of the touched value change.

PyYAML tells where each node begins and ends; text is put in or taken out at those marks, and the
rest is never dumped again. Every edit is composed afresh and compared: unless each other field has
the very same tree and the edited one has the value wished for, the edit is refused.
"""

import re
from typing import Any

import yaml

from blogctl.content.post import one_text
from blogctl.content.yaml_loader import Loader
from blogctl.errors import CannotEdit

Value = str | bool | int | float | list[str] | None

_STRING = "tag:yaml.org,2002:str"
_NULL = "tag:yaml.org,2002:null"
_NEWLINE = re.compile(r"\r\n|\n|\r")
_PLAIN = re.compile(r"[^\W\d_](?:[\w +./&@’-]*[\w+./&@’-])?")
# Words that YAML 1.1 or 1.2 takes for something other than text.
_RESERVED = {"y", "n", "yes", "no", "on", "off", "true", "false", "null", "none", "nan", "inf"}
_REFUSED_HINT = "edit this field by hand; nothing was changed"

Pair = tuple[Any, Any]


def set_field(text: str, key: str, value: Value, newline: str) -> str:
    """Return the block with *key* set to *value*, added at the end where it was not there."""
    block = _Block(text, newline)
    pair = block.find(key)
    if pair is None:
        return block.verified(block.inserted(key, value), key, value)
    if block.value_of(pair) == value:
        return text
    return block.verified(block.replaced(pair, value), key, value)


def unset_field(text: str, key: str, newline: str) -> str:
    """Return the block without *key*; the same text where it was not there."""
    block = _Block(text, newline)
    pair = block.find(key)
    if pair is None:
        return text
    return block.verified(block.without(pair), key, None, absent=True)


def add_item(text: str, key: str, item: str, newline: str) -> str:
    """Return the block with *item* at the end of the list *key*; the same text if it was there."""
    block = _Block(text, newline)
    pair = block.find(key)
    if pair is None or _is_empty(pair[1]):
        return set_field(text, key, [item], newline)
    items = block.items_of(pair)
    if item in _spelt(items):
        return text
    if not isinstance(pair[1], yaml.SequenceNode):
        return block.verified(block.listed(pair, item), key, [*items, item])
    return block.verified(block.appended(pair, item), key, [*items, item])


def remove_item(text: str, key: str, item: str, newline: str) -> str:
    """Return the block without *item* in the list *key*; the last item takes the key along."""
    block = _Block(text, newline)
    pair = block.find(key)
    if pair is None or _is_empty(pair[1]):
        return text
    items = block.items_of(pair)
    spelt = _spelt(items)
    if item not in spelt:
        return text
    kept = [other for other, name in zip(items, spelt, strict=True) if name != item]
    if not kept:
        return block.verified(block.without(pair), key, None, absent=True)
    return block.verified(block.dropped(pair, item), key, kept)


class _Block:
    """A YAML block, its root node, and the text surgery on it."""

    def __init__(self, text: str, newline: str) -> None:
        self.text = text
        self.newline = newline
        self.root: Any = _compose(text)

    def find(self, key: str) -> Pair | None:
        found = [pair for pair in _pairs(self.root) if _names(pair, key)]
        if len(found) > 1:
            raise CannotEdit(f"the field '{key}' stands twice", hint="keep one of them")
        return found[0] if found else None

    def value_of(self, pair: Pair) -> Any:
        return _constructed(pair[1])

    def items_of(self, pair: Pair) -> list[Any]:
        value = self.value_of(pair)
        if isinstance(pair[1], yaml.ScalarNode):
            return [value]
        if isinstance(pair[1], yaml.SequenceNode):
            return list(value)
        raise CannotEdit(f"'{pair[0].value}' holds fields, not a list", hint=_REFUSED_HINT)

    def splice(self, start: int, end: int, new: str) -> str:
        return self.text[:start] + new + self.text[end:]

    def inserted(self, key: str, value: Value) -> str:
        if self.root is not None and self.root.flow_style:
            return self._inserted_in_flow(key, value)
        indent = " " * (self.root.value[0][0].start_mark.column if self.root is not None else 0)
        line = f"{indent}{key}: {_written(value)}".rstrip(" ")
        if isinstance(value, list) and value and self._lists_in_blocks():
            dash = indent + " " * self._dash_offset()
            line = self.newline.join([f"{indent}{key}:", *(f"{dash}- {_scalar(x)}" for x in value)])
        before = self.text if not self.text or self.text[-1] in "\r\n" else self.text + self.newline
        return before + line + self.newline

    def _inserted_in_flow(self, key: str, value: Value) -> str:
        new = f"{key}: {_written(value)}"
        if not self.root.value:
            start = self.root.start_mark.index + 1
            return self.splice(start, start, new)
        end = _end(self.root.value[-1][1])
        return self.splice(end, end, f", {new}")

    def _lists(self) -> list[Pair]:
        return [
            pair
            for pair in _pairs(self.root)
            if isinstance(pair[1], yaml.SequenceNode) and pair[1].value
        ]

    def _lists_in_blocks(self) -> bool:
        return any(not node.flow_style for _, node in self._lists())

    def _dash_offset(self) -> int:
        for key, node in self._lists():
            if not node.flow_style:
                return int(node.start_mark.column - key.start_mark.column)
        return 2

    def replaced(self, pair: Pair, value: Value) -> str:
        key, node = pair
        self._refuse_alias(pair)
        if node.start_mark.index == _end(node):
            colon = self.text.index(":", key.end_mark.index) + 1
            return self.splice(colon, colon, f" {_written(value)}")
        written = _written(value, quote=getattr(node, "style", None))
        if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
            end = _line_end_before(self.text, node.end_mark.index)
            return self.splice(node.start_mark.index, end, written)
        if not isinstance(node, yaml.ScalarNode) and not node.flow_style:
            colon = self.text.index(":", key.end_mark.index) + 1
            return self.splice(colon, _end(node), f" {written}")
        return self.splice(node.start_mark.index, _end(node), written)

    def listed(self, pair: Pair, item: str) -> str:
        """Return the text with a lone value made a list that holds *item* too."""
        node = pair[1]
        if isinstance(self.value_of(pair), str):
            return self.replaced(pair, [node.value, item])
        self._refuse_alias(pair)
        start, end = node.start_mark.index, _end(node)
        return self.splice(start, end, f"[{self.text[start:end]}, {_scalar(item)}]")

    def without(self, pair: Pair) -> str:
        if self.root.flow_style:
            return self._without_in_flow(pair)
        start = self._line_start(pair[0].start_mark.index)
        if self.text[start : pair[0].start_mark.index].strip():
            raise CannotEdit(f"'{pair[0].value}' shares its line", hint=_REFUSED_HINT)
        return self.splice(start, self._next_line(_end(pair[1])), "")

    def _without_in_flow(self, pair: Pair) -> str:
        pairs = _pairs(self.root)
        at = pairs.index(pair)
        if at + 1 < len(pairs):
            return self.splice(pair[0].start_mark.index, pairs[at + 1][0].start_mark.index, "")
        start = _end(pairs[at - 1][1]) if at else pair[0].start_mark.index
        return self.splice(start, _end(pair[1]), "")

    def appended(self, pair: Pair, item: str) -> str:
        node = pair[1]
        self._refuse_alias(pair)
        last = node.value[-1] if node.value else None
        if node.flow_style:
            end = _end(last) if last else node.start_mark.index + 1
            quote = last.style if isinstance(last, yaml.ScalarNode) else None
            new = _scalar(item, quote)
            return self.splice(end, end, f", {new}" if last else new)
        return self._appended_in_block(node, item)

    def _appended_in_block(self, node: Any, item: str) -> str:
        start = node.start_mark.index
        prefix = self.text[self._line_start(start) : start]
        if prefix.strip():
            raise CannotEdit("the list starts on the line of its key", hint=_REFUSED_HINT)
        last = node.value[-1]
        gap = re.match(r"-([ \t]*)", self.text[start:])
        quote = last.style if isinstance(last, yaml.ScalarNode) else None
        end = self._next_line(_end(last))
        ended = end == 0 or self.text[end - 1] in "\r\n"
        line = f"{prefix}-{gap.group(1) if gap else ' '}{_scalar(item, quote)}"
        return self.splice(end, end, ("" if ended else self.newline) + line + self.newline)

    def dropped(self, pair: Pair, item: str) -> str:
        self._refuse_alias(pair)
        text = self.text
        spelt = _spelt(self.items_of(pair))
        for at in reversed([at for at, name in enumerate(spelt) if name == item]):
            start, end = self._item_span(pair[1], at)
            text = text[:start] + text[end:]
        return text

    def _item_span(self, node: Any, at: int) -> tuple[int, int]:
        item, items = node.value[at], node.value
        if not node.flow_style:
            start = self._line_start(item.start_mark.index)
            return start, self._next_line(_end(item))
        if at + 1 < len(items):
            return item.start_mark.index, items[at + 1].start_mark.index
        return (_end(items[at - 1]) if at else item.start_mark.index), _end(item)

    def _refuse_alias(self, pair: Pair) -> None:
        if pair[1].start_mark.index < pair[0].end_mark.index:
            message = f"the value of '{pair[0].value}' is an alias"
            raise CannotEdit(message, hint=_REFUSED_HINT)

    def _line_start(self, index: int) -> int:
        return max(self.text.rfind("\n", 0, index), self.text.rfind("\r", 0, index)) + 1

    def _next_line(self, index: int) -> int:
        if index > 0 and index == self._line_start(index):
            return index
        found = _NEWLINE.search(self.text, index)
        return found.end() if found else len(self.text)

    def verified(self, new: str, key: str, value: Value, *, absent: bool = False) -> str:
        """Return *new* where it differs from the old text in *key* alone; refuse it otherwise."""
        try:
            after = _Block(new, self.newline)
            pair = after.find(key)
        except CannotEdit as error:
            raise _refusal(key) from error
        same = _others(self.root, key) == _others(after.root, key)
        held = (pair is None) if absent else (pair is not None and after.value_of(pair) == value)
        if not same or not held:
            raise _refusal(key)
        return new


def _refusal(key: str) -> CannotEdit:
    message = f"'{key}' cannot be edited without touching what stands beside it"
    return CannotEdit(message, hint=_REFUSED_HINT)


def _compose(text: str) -> Any:
    try:
        root = yaml.compose(text, Loader=Loader)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        message = "the front matter does not parse, so it is not edited"
        raise CannotEdit(message, hint="'blogctl list' names the line") from error
    if root is not None and not isinstance(root, yaml.MappingNode):
        raise CannotEdit("the front matter is not fields, so it is not edited")
    return root


def _pairs(root: Any) -> list[Pair]:
    return list(root.value) if root is not None else []


def _names(pair: Pair, key: str) -> bool:
    return isinstance(pair[0], yaml.ScalarNode) and pair[0].value == key


def _spelt(items: list[Any]) -> list[str]:
    """Return *items* as the texts that readers of the list see."""
    return [one_text(item) for item in items]


def _is_empty(node: yaml.Node) -> bool:
    return node.tag == _NULL or (isinstance(node, yaml.SequenceNode) and not node.value)


def _end(node: Any) -> int:
    """Return the index behind a node; a block collection's own mark is at the next token."""
    if isinstance(node, yaml.ScalarNode) or node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return _end(last[1] if isinstance(last, tuple) else last)


def _line_end_before(text: str, index: int) -> int:
    return len(text[:index].rstrip("\r\n"))


def _tree(node: Any, seen: dict[int, int] | None = None) -> Any:
    """Return a node as a value that compares: tag, text, style; aliases by order of anchor."""
    seen = {} if seen is None else seen
    if id(node) in seen:
        return ("alias", seen[id(node)])
    seen[id(node)] = len(seen)
    if isinstance(node, yaml.ScalarNode):
        return (node.tag, node.value, node.style)
    if isinstance(node, yaml.SequenceNode):
        return (node.tag, [_tree(item, seen) for item in node.value])
    return (node.tag, [(_tree(key, seen), _tree(value, seen)) for key, value in node.value])


def _others(root: Any, key: str) -> list[Any]:
    return [(_tree(k), _tree(v)) for k, v in _pairs(root) if not _names((k, v), key)]


def _constructed(node: Any) -> Any:
    loader = Loader("")
    try:
        return loader.construct_document(node)
    finally:
        loader.dispose()


def _written(value: Value, quote: str | None = None) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_scalar(item) for item in value)}]"
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _scalar(value, quote)
    return str(value)


def _scalar(value: str, quote: str | None = None) -> str:
    """Return *value* as YAML text, in the quotes its neighbours wear where they can hold it."""
    if quote == "'" and value.isprintable():
        doubled = value.replace("'", "''")
        return f"'{doubled}'"
    if quote != '"' and (_is_plain(value) or _is_date(value)):
        return value
    return _double_quoted(value)


def _is_plain(value: str) -> bool:
    return bool(_PLAIN.fullmatch(value)) and value.lower() not in _RESERVED and value.isprintable()


def _is_date(value: str) -> bool:
    return bool(re.fullmatch(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d))?", value))


def _double_quoted(value: str) -> str:
    from json import dumps

    def safe(letter: str) -> str:
        if letter.isprintable():
            return letter
        return f"\\u{ord(letter):04x}" if ord(letter) < 0x10000 else f"\\U{ord(letter):08x}"

    return "".join(safe(letter) for letter in dumps(value, ensure_ascii=False))
