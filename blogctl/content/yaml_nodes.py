"""A YAML block as nodes that know where they stand in the text, aliases included.

PyYAML's own composer puts the anchored node in an alias's place, marks and all. Here an alias is
a copy of that node which stands where the alias stands.
"""

import re
from copy import copy
from typing import Any

from blogctl.content.dialect import Schema
from blogctl.content.yaml_loader import MAX_DEPTH, MAX_EXPANDED, loader, written_out
from blogctl.errors import CannotEdit

Pair = tuple[Any, Any]
MERGE = "tag:yaml.org,2002:merge"
_NULL = "tag:yaml.org,2002:null"
_NO_FIELDS = {f"tag:yaml.org,2002:{kind}" for kind in ("set", "omap", "pairs")}
_NEWLINE = re.compile(r"\r\n|\n|\r")


def compose(text: str, schema: Schema) -> Any:
    """Return the root node of a block, None for an empty one; raise CannotEdit if it is no map."""
    import yaml

    try:
        reader = loader(schema)(text)
        try:
            root = _Composer(reader).document()
        finally:
            reader.dispose()
        if root is not None and written_out(root) > MAX_EXPANDED:
            raise ValueError("too deep")
    except (yaml.YAMLError, RecursionError, ValueError, UnicodeError) as error:
        message = "the front matter does not parse, so it is not edited"
        raise CannotEdit(message, hint="'blogctl list' names the line") from error
    if root is not None and (root.id != "mapping" or root.tag in _NO_FIELDS):
        message = "the front matter is not fields, so it is not edited"
        raise CannotEdit(message, hint="write one field a line, as in 'title: My post'")
    return root


class _Composer:
    """Makes nodes of a reader's events."""

    def __init__(self, reader: Any) -> None:
        self.reader = reader
        self.anchors: dict[str, Any] = {}

    def document(self) -> Any:
        import yaml

        events = self.reader
        events.get_event()
        if events.check_event(yaml.StreamEndEvent):
            return None
        events.get_event()
        root = self.node(0)
        events.get_event()
        if not events.check_event(yaml.StreamEndEvent):
            raise ValueError("several documents")
        return None if is_hollow(root) else root

    def node(self, depth: int) -> Any:
        import yaml

        event = self.reader.get_event()
        if depth > MAX_DEPTH:
            raise ValueError("too deep")
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        if isinstance(event, yaml.ScalarEvent):
            node = self._scalar(event)
        elif isinstance(event, yaml.SequenceStartEvent):
            node = self._sequence(event, depth)
        else:
            node = self._mapping(event, depth)
        node.alias, node.anchor, node.shared = False, event.anchor, False
        node.tagged = event.tag is not None
        if event.anchor in self.anchors:
            raise ValueError("an anchor that stands twice")
        if event.anchor:
            self.anchors[event.anchor] = node
        return node

    def _alias(self, event: Any) -> Any:
        if event.anchor not in self.anchors:
            raise ValueError("an alias of nothing")
        target = self.anchors[event.anchor]
        target.shared = True
        node = copy(target)
        node.start_mark, node.end_mark = event.start_mark, event.end_mark
        node.alias = True
        return node

    def _tag(self, kind: Any, event: Any, value: Any = None) -> Any:
        if event.tag is not None and event.tag != "!":
            return event.tag
        return self.reader.resolve(kind, value, event.implicit)

    def _scalar(self, event: Any) -> Any:
        from yaml import ScalarNode

        tag = self._tag(ScalarNode, event, event.value)
        # Readers differ in what they call the style of a plain text.
        style = event.style if event.style in tuple("'\"|>") else None
        return ScalarNode(tag, event.value, event.start_mark, event.end_mark, style)

    def _sequence(self, event: Any, depth: int) -> Any:
        from yaml import SequenceEndEvent, SequenceNode

        items: list[Any] = []
        while not self.reader.check_event(SequenceEndEvent):
            items.append(self.node(depth + 1))
        end = self.reader.get_event().end_mark
        tag = self._tag(SequenceNode, event)
        return SequenceNode(tag, items, event.start_mark, end, event.flow_style)

    def _mapping(self, event: Any, depth: int) -> Any:
        from yaml import MappingEndEvent, MappingNode

        pairs: list[Pair] = []
        while not self.reader.check_event(MappingEndEvent):
            key = self.node(depth + 1)
            pairs.append((key, self.node(depth + 1)))
        end = self.reader.get_event().end_mark
        tag = self._tag(MappingNode, event)
        return MappingNode(tag, pairs, event.start_mark, end, event.flow_style)


def constructed(node: Any, schema: Schema) -> Any:
    """Return the value that *node* has under *schema*; raise CannotEdit where it has none."""
    import yaml

    reader = loader(schema)("")
    try:
        return reader.construct_document(node)
    except (yaml.YAMLError, ValueError, TypeError, LookupError, AttributeError) as error:
        message = "the front matter holds a value that does not parse, so it is not edited"
        raise CannotEdit(message, hint="'blogctl list' names the line") from error
    finally:
        reader.dispose()


def pairs_of(table: Any) -> list[Pair]:
    """Return the fields of a table that stand in it; none where there is no table."""
    return list(table.value) if table is not None else []


def name_of(pair: Pair) -> str | None:
    """Return the name of a field, None where it is a merge or no text."""
    key = pair[0]
    return str(key.value) if key.id == "scalar" and key.tag != MERGE and not key.alias else None


def is_hollow(node: Any) -> bool:
    """Whether nothing stands where the value should be."""
    return bool(node.id == "scalar" and node.tag == _NULL and start(node) == end(node))


def is_empty(node: Any) -> bool:
    """Whether a value holds no name: null, a blank text, a list of nothing."""
    if node.id == "scalar":
        return node.tag == _NULL or not node.value.strip()
    return not node.value


def start(node: Any) -> int:
    """Return the index of a node's first character."""
    return int(node.start_mark.index)


def end(node: Any) -> int:
    """Return the index behind a node; a block collection's own mark is at the next token."""
    if node.alias or node.id == "scalar" or node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return end(last[1] if isinstance(last, tuple) else last)


def text_end(text: str, node: Any) -> int:
    """Return the index behind a node's last letter; a block of text ends before its newlines."""
    if node.id == "scalar" and not node.alias and node.style in ("|", ">"):
        return len(text[: end(node)].rstrip("\r\n"))
    return end(node)


def line_start(text: str, index: int) -> int:
    """Return the index of the first character of the line that *index* is on."""
    return max(text.rfind("\n", 0, index), text.rfind("\r", 0, index)) + 1


def next_line(text: str, index: int) -> int:
    """Return where the line after *index* starts; *index* itself at the start of a line."""
    if index > 0 and index == line_start(text, index):
        return index
    found = _NEWLINE.search(text, index)
    return found.end() if found else len(text)


def indent_of(text: str, index: int) -> str:
    """Return the blanks that open the line that *index* is on."""
    found = re.compile(r"[ \t]*").match(text, line_start(text, index))
    return found.group() if found else ""


def tree(node: Any) -> Any:
    """Return a node as a value that compares: tag, text, style; what an alias stands for too."""
    if node.id == "scalar":
        own: Any = node.value
    elif node.id == "sequence":
        own = [tree(item) for item in node.value]
    else:
        own = [(tree(key), tree(value)) for key, value in node.value]
    style = node.style if node.id == "scalar" else node.flow_style
    return (node.id, node.tag, own, style, node.alias)
