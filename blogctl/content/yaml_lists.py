"""Items put into the lists of a YAML block and taken out of them, and names within one text."""

import re
from collections.abc import Collection, Iterator
from typing import Any

from blogctl.content.dialect import mark_in
from blogctl.content.post import one_text
from blogctl.content.yaml_block import (
    REFUSED_HINT,
    Block,
    Place,
    flow_cut,
    start_within,
    without_lines,
)
from blogctl.content.yaml_nodes import end, indent_of, line_start, next_line, start, text_end
from blogctl.content.yaml_scalars import QUOTES, escaped, flow_list, looks_like_date, scalar
from blogctl.errors import CannotEdit

_DASH = re.compile(r"([ \t]*)-([ \t]*)")
_SAFE_IN_FLOW = re.compile(r"[^\s,\[\]{}#&*!|>'\"%@`?:-][^,\[\]{}\r\n#]*")


def spelt(items: list[Any]) -> list[str]:
    """Return *items* as the texts that readers of the list see."""
    return [one_text(item) for item in items]


def as_blocks(block: Block, place: Place | None) -> bool:
    """Whether a list that is made, or made anew at *place*, has a line an item."""
    if place is not None and place.table.flow_style:
        return False
    node = place.pair[1] if place is not None and place.pair is not None else None
    if node is not None and node.id == "sequence" and node.value:
        return not node.flow_style
    if block.dialect.blocks is not None:
        return block.dialect.blocks
    return any(not other.flow_style for _, other in _lists(block.root))


def _lists(table: Any) -> Iterator[tuple[Any, Any]]:
    """Yield the fields of a table, and of those within it, that hold a list of something."""
    for key, node in table.value if table is not None else ():
        if node.id == "sequence" and node.value and not node.alias:
            yield key, node
        elif node.id == "mapping" and not node.alias:
            yield from _lists(node)


def dash_offset(block: Block) -> str:
    """Return the blanks by which the dashes stand further in than their key."""
    for key, node in _lists(block.root):
        if not node.flow_style:
            outer = indent_of(block.text, start(key))
            return indent_of(block.text, start(node.value[0]))[len(outer) :]
    return "  "


def in_lines(block: Block, place: Place, items: list[str]) -> str:
    """Return the text with *items*, written already, a line each as the value of a field."""
    key, node = place.known
    block.refuse_shared(place)
    outer = indent_of(block.text, start(key))
    lead, gap = outer + dash_offset(block), " "
    if node.id == "sequence" and node.value:
        lead, gap = _dash(block, place)
    colon = block.colon(place)
    stop = max(colon, text_end(block.text, node))
    rest = block.text[stop : next_line(block.text, stop)].rstrip()
    remark = block.remark(place)
    if (rest.strip() and not rest.strip().startswith("#")) or (rest and remark):
        raise CannotEdit(f"'{place.name}' shares its line", hint=REFUSED_HINT)
    # A comment behind the value, or behind the key, stays on the line of the key.
    lines = [remark or rest, *(f"{lead}-{gap}{item}" for item in items)]
    return block.splice(colon, stop + len(rest), block.dialect.newline.join(lines))


def listed(block: Block, place: Place, items: list[str]) -> str:
    """Return the text with a lone value made a list of *items*, written already."""
    block.refuse_shared(place)
    if as_blocks(block, place):
        return in_lines(block, place, items)
    node = place.known[1]
    return block.splice(start(node), text_end(block.text, node), flow_list(items))


def as_it_stands(block: Block, place: Place) -> str:
    """Return a lone value as it can stand in a list: its own characters where they can."""
    node = place.known[1]
    source = block.text[start(node) : end(node)]
    one_line = "\n" not in source and "\r" not in source
    if one_line and (node.style in QUOTES or _SAFE_IN_FLOW.fullmatch(source)):
        return source
    value = block.value_of(node)
    return scalar(value) if isinstance(value, str) else source


def appended(block: Block, place: Place, item: str) -> str:
    """Return the text with *item* at the end of a list."""
    block.refuse_shared(place)
    node = place.known[1]
    last = node.value[-1] if node.value else None
    quote = last.style if last is not None and last.id == "scalar" and not last.alias else None
    new = scalar(item, quote)
    if node.flow_style:
        at = end(last) if last else start_within(node, block.text)
        return block.splice(at, at, f", {new}" if last else new)
    lead, gap = _dash(block, place)
    return block.with_lines(next_line(block.text, end(last)), [f"{lead}-{gap}{new}"])


def _dash(block: Block, place: Place) -> tuple[str, str]:
    """Return the blanks before the dashes of a list with a line an item, and behind them."""
    first = place.known[1].value[0]
    found = _DASH.fullmatch(block.text[line_start(block.text, start(first)) : start(first)])
    if not found:
        message = f"the list '{place.name}' does not have its items on lines of their own"
        raise CannotEdit(message, hint=REFUSED_HINT)
    return found.group(1), found.group(2) or " "


def without_items(block: Block, place: Place, places: Collection[int]) -> str:
    """Return the text without the items of a list that are at *places*, which are not all."""
    block.refuse_shared(place)
    node = place.known[1]
    spans = [(start(item), end(item)) for item in node.value]
    if node.flow_style:
        return _without_in_flow(block.text, spans, places)
    text = block.text
    for at in sorted(places):
        # What was cut stood above: all that is below has moved up by as much.
        here, behind = (index - len(block.text) + len(text) for index in spans[at])
        first = line_start(text, here)
        if not _DASH.fullmatch(text[first:here]):
            message = f"the list '{place.name}' does not have its items on lines of their own"
            raise CannotEdit(message, hint=REFUSED_HINT)
        text = without_lines(text, first, next_line(text, behind))
    return text


def _without_in_flow(text: str, spans: list[tuple[int, int]], places: Collection[int]) -> str:
    """Return *text* without those of the *spans* in brackets that are at *places*."""
    before: list[tuple[int, int]] = []
    shift = 0
    for at, span in enumerate(spans):
        here, *after = ((a - shift, b - shift) for a, b in (span, *spans[at + 1 : at + 2]))
        if at not in places:
            before = [here]
            continue
        first, last, stays = flow_cut(text, [*before, here, *after], len(before))
        text = text[:first] + stays + text[last:]
        shift += last - first - len(stays)
    return text


def with_item_called(block: Block, place: Place, at: int, name: str) -> str:
    """Return the text with the item *at* of a list called *name*, in the quotes it has."""
    block.refuse_shared(place)
    item = place.known[1].value[at]
    if item.id != "scalar" or item.alias:
        raise CannotEdit(f"an item of '{place.name}' is no plain name", hint=REFUSED_HINT)
    quote = item.style if item.style in QUOTES else None
    return block.splice(start(item), text_end(block.text, item), scalar(name, quote))


def named_too(block: Block, place: Place, item: str) -> str:
    """Return the text with a name behind those of one text; unchanged where that cannot be."""
    value = _raw(block, place)
    if value is None or value != value.rstrip() or value[-1:] in tuple(",;"):
        return block.text
    mark = mark_in(value, block.dialect.separator)
    found = re.search(rf"{mark}[ \t]*", value)
    usual = block.dialect.glue or f"{mark} "
    glue = " " if mark == " " else (found.group() if found else usual)
    new = value + glue + _quoted_within(place.known[1], item)
    return block.text if looks_like_date(new) else _with_raw(block, place, new)


def named_less(block: Block, place: Place, name: str, new: str | None) -> str:
    """Return the text with a name within one text taken out, or called *new*."""
    value = _raw(block, place)
    if value is None:
        return block.text
    mark = mark_in(value, block.dialect.separator)
    while (spans := _name_spans(value, mark)) and name in spans.values():
        places = list(spans)
        at = list(spans.values()).index(name)
        first, last = places[at]
        if new is not None:
            return _with_raw(
                block, place, value[:first] + _quoted_within(place.known[1], new) + value[last:]
            )
        if at + 1 < len(places):
            value = value[:first] + value[places[at + 1][0] :]
        else:
            value = value[: places[at - 1][1] if at else first] + value[last:]
    return _with_raw(block, place, value)


def _name_spans(value: str, mark: str) -> dict[tuple[int, int], str]:
    pattern = r"\S+" if mark == " " else rf"[^\s{mark}](?:[^{mark}]*[^\s{mark}])?"
    return {found.span(): found.group() for found in re.finditer(pattern, value)}


def _raw(block: Block, place: Place) -> str | None:
    """Return a text as it stands, None where it stands otherwise than it reads."""
    node = place.known[1]
    last = end(node) - (node.style in QUOTES)
    same = block.text[last - len(node.value) : last] == node.value
    return str(node.value) if same and node.style not in tuple("|>") else None


def _with_raw(block: Block, place: Place, new: str) -> str:
    node = place.known[1]
    block.refuse_shared(place)
    last = end(node) - (node.style in QUOTES)
    return block.splice(last - len(node.value), last, new)


def _quoted_within(node: Any, name: str) -> str:
    if node.style == '"':
        return escaped(name)
    return name.replace("'", "''") if node.style == "'" else name
