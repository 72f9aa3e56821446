"""YAML edited in place: only the characters of the touched value change.

PyYAML tells where each node begins and ends; text is put in or taken out at those marks, and the
rest is never dumped again. Every edit is composed afresh and compared: unless each other field has
the very same tree and the edited one has the value wished for, the edit is refused.
"""

from typing import Any

from blogctl.content import yaml_lists as lists
from blogctl.content.dialect import Dialect, Key, Value, parted
from blogctl.content.post import one_text
from blogctl.content.yaml_block import Block, Place
from blogctl.content.yaml_nodes import is_empty, is_hollow, start, text_end
from blogctl.content.yaml_scalars import QUOTES, as_read, looks_like_date, scalar, written
from blogctl.errors import CannotEdit


def set_field(text: str, key: Key, value: Value, dialect: Dialect) -> str:
    """Return the block with *key* set to *value*, put where *dialect* has it if it is new."""
    block = Block(text, dialect)
    place = block.find(key)
    wished = as_read(value)
    if place.pair is None:
        return block.verified(_inserted(block, place, value), key, wished)
    if repr(block.value_of(place.pair[1])) == repr(wished):
        return text
    return block.verified(_replaced(block, place, value), key, wished)


def unset_field(text: str, key: Key, dialect: Dialect) -> str:
    """Return the block without *key*; the same text where it was not there."""
    block = Block(text, dialect)
    place = block.find(key)
    return text if place.pair is None else block.verified_absent(block.without(place), key)


def add_item(text: str, key: Key, item: str, dialect: Dialect) -> str:
    """Return the block with *item* at the end of the list *key*; the same text if it was there."""
    block = Block(text, dialect)
    place = block.find(key)
    if place.pair is None:
        return block.verified(_inserted(block, place, [item]), key, [item])
    node = place.pair[1]
    if is_empty(node) and (node.id == "scalar" or not node.flow_style):
        return block.verified(_replaced(block, place, [item]), key, [item])
    if node.id == "scalar":
        return _added_to_text(block, place, item)
    items = _items(block, place)
    if item in lists.spelt(items):
        return text
    return block.verified(lists.appended(block, place, item), key, [*items, item])


def remove_item(text: str, key: Key, item: str, dialect: Dialect) -> str:
    """Return the block without *item* in the list *key*; the last item takes the key along."""
    block = Block(text, dialect)
    place = block.find(key)
    if place.pair is None or is_empty(place.pair[1]):
        return text
    if place.pair[1].id == "scalar":
        return _removed_from_text(block, place, item)
    items = _items(block, place)
    spelt = lists.spelt(items)
    if item not in spelt:
        return text
    kept = [other for other, name in zip(items, spelt, strict=True) if name != item]
    if not kept:
        return block.verified_absent(block.without(place), key)
    places = {at for at, name in enumerate(spelt) if name == item}
    return block.verified(lists.without_items(block, place, places), key, kept)


def rename_item(text: str, key: Key, old: str, new: str, dialect: Dialect) -> str:
    """Return the block with *old* of the list *key* called *new*; just without it if *new* is."""
    block = Block(text, dialect)
    place = block.find(key)
    if old == new or place.pair is None or is_empty(place.pair[1]):
        return text
    if place.pair[1].id == "scalar":
        return _renamed_in_text(block, place, old, new)
    items = _items(block, place)
    spelt = lists.spelt(items)
    if old not in spelt:
        return text
    if new in spelt:
        return remove_item(text, key, old, dialect)
    at = spelt.index(old)
    wished = [*items[:at], new]
    wished += [one for one, name in zip(items[at + 1 :], spelt[at + 1 :], strict=True)
               if name != old]  # fmt: skip
    changed = lists.with_item_called(block, place, at, new)
    again = {other for other, name in enumerate(spelt) if name == old} - {at}
    if again:
        renamed = Block(changed, dialect)
        changed = lists.without_items(renamed, renamed.find(key), again)
    return block.verified(changed, key, wished)


def _items(block: Block, place: Place) -> list[Any]:
    value = block.value_of(place.known[1])
    if isinstance(value, list):
        return value
    raise CannotEdit(f"'{place.name}' holds fields, not a list", hint="name a field within it")


def _inserted(block: Block, place: Place, value: Value) -> str:
    """Return the text with a field that was not there, and the tables around it."""
    if place.barred:
        message = f"'{place.barred}' holds no fields"
        raise CannotEdit(message, hint="take its value away first, or edit it by hand")
    if block.root is not None and place.table.flow_style:
        new = _in_flow(place.missing, value)
        if place.hollow is None:
            return block.added_in_flow(place.table, new)
        return block.splice(block.colon(place), block.colon(place), f" {{{new}}}")
    indent, at = block.room_for(place)
    lines = []
    for name in place.missing[:-1]:
        lines.append(f"{indent}{scalar(name)}:")
        indent += block.step
    head = f"{indent}{scalar(place.missing[-1])}:"
    if isinstance(value, list) and value and lists.as_blocks(block, None):
        dash = indent + lists.dash_offset(block)
        lines += [head, *(f"{dash}- {scalar(item)}" for item in value)]
    else:
        lines.append(f"{head} {written(value, dated=True)}" if value is not None else head)
    return block.with_lines(at, lines)


def _in_flow(names: Key, value: Value) -> str:
    pair = f"{scalar(names[-1])}: {written(value, dated=True) or 'null'}"
    for name in reversed(names[:-1]):
        pair = f"{scalar(name)}: {{{pair}}}"
    return pair


def _replaced(block: Block, place: Place, value: Value) -> str:
    """Return the text with another value in the place of the one that is there."""
    node = place.known[1]
    block.refuse_shared(place)
    if isinstance(value, list) and value and lists.as_blocks(block, place):
        return lists.in_lines(block, place, [scalar(item) for item in value])
    quote = node.style if node.id == "scalar" and node.style in QUOTES else None
    held = block.value_of(node)
    dated = held is None or (isinstance(held, str) and looks_like_date(held))
    new = written(value, quote, dated=dated)
    if is_hollow(node) or value is None or not (node.id == "scalar" or node.flow_style):
        colon = block.colon(place)
        new = f" {new}".rstrip(" ") + block.remark(place)
        return block.splice(colon, max(colon, text_end(block.text, node)), new)
    return block.splice(start(node), text_end(block.text, node), new)


def _added_to_text(block: Block, place: Place, item: str) -> str:
    """Return the text with a name put behind those of a text, which may become a list for it."""
    value = block.value_of(place.known[1])
    separator = block.dialect.separator
    names = parted(one_text(value), separator)
    if item in names:
        return block.text
    if separator and parted(item, separator) == [item]:
        candidate = lists.named_too(block, place, item)
        if block.holds_names(candidate, place.key, [*names, item]):
            return block.verified(candidate, place.key)
    if separator and isinstance(value, str):
        new = lists.listed(block, place, [scalar(name) for name in (*names, item)])
        return block.verified(new, place.key, [*names, item])
    new = lists.listed(block, place, [lists.as_it_stands(block, place), scalar(item)])
    return block.verified(new, place.key, [value, item])


def _removed_from_text(block: Block, place: Place, item: str) -> str:
    names = parted(one_text(block.value_of(place.known[1])), block.dialect.separator)
    if item not in names:
        return block.text
    kept = [name for name in names if name != item]
    if not kept:
        return block.verified_absent(block.without(place), place.key)
    candidate = lists.named_less(block, place, item, None)
    return _with_names(block, place, candidate, kept)


def _renamed_in_text(block: Block, place: Place, old: str, new: str) -> str:
    separator = block.dialect.separator
    names = parted(one_text(block.value_of(place.known[1])), separator)
    if old not in names:
        return block.text
    if new in names:
        return _removed_from_text(block, place, old)
    wished = list(dict.fromkeys(new if name == old else name for name in names))
    if parted(new, separator) != [new] or not separator:
        if len(wished) > 1:
            listed = lists.listed(block, place, [scalar(name) for name in wished])
            return block.verified(listed, place.key, wished)
        return block.verified(_replaced(block, place, new), place.key, new)
    candidate = lists.named_less(block, place, old, new)
    return _with_names(block, place, candidate, wished)


def _with_names(block: Block, place: Place, candidate: str, names: list[str]) -> str:
    """Return *candidate* where it reads as *names*; else the text written anew, in quotes."""
    if block.holds_names(candidate, place.key, names):
        return block.verified(candidate, place.key)
    glue = {" ": " ", ",": ", "}.get(block.dialect.separator, " ")
    text = glue.join(names)
    return block.verified(_replaced(block, place, text), place.key, text)
