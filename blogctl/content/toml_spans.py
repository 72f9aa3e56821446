"""TOML edited in place: only the characters of the touched value change.

A scanner says where each field and each item of a list stands; text is put in or taken out there.
Every edit is read again by `tomllib` and compared: unless each other field means what it meant and
the edited one what was wished for, the edit is refused.
"""

import re
from typing import Any

from blogctl.content import toml_lists as lists
from blogctl.content.dialect import Dialect, Key, Value, mark_in, parted
from blogctl.content.post import one_text
from blogctl.content.toml_block import Block
from blogctl.content.toml_statements import (
    Field,
    Span,
    escaped,
    meaning,
    parts,
    quoted,
    written,
)
from blogctl.errors import CannotEdit

_NATIVE_DATE = re.compile(
    r"\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)?)?"
)


def set_field(text: str, key: Key, value: Value, dialect: Dialect) -> str:
    """Return the block with *key* set to *value*, put where *dialect* has it if it is new.

    A text that is a date becomes a date of TOML's own where the field held one.
    """
    block = Block(text, dialect)
    if value is None:
        message = f"TOML has no empty value for '{'.'.join(key)}'"
        raise CannotEdit(message, hint='unset the field, or give it an empty text, ""')
    field = block.find(key)
    wished = _meant(key, written(value))
    if field is None:
        return block.verified(block.with_field(key, _anew(block, None, value)), key, wished)
    old = text[slice(*field.value)]
    if repr(meaning(old)) == repr(wished):
        return text
    if isinstance(value, str) and _is_date(value) and _is_date(old):
        return _replaced(block, key, field, value)
    return _replaced(block, key, field, _anew(block, field, value))


def unset_field(text: str, key: Key, dialect: Dialect) -> str:
    """Return the block without *key*; the same text where it was not there."""
    block = Block(text, dialect)
    field = block.find(key)
    return text if field is None else _without(block, key, field)


def add_item(text: str, key: Key, item: str, dialect: Dialect) -> str:
    """Return the block with *item* at the end of the list *key*; the same text if it was there."""
    block = Block(text, dialect)
    field = block.find(key)
    if field is None:
        new = block.with_field(key, lists.listed(block, None, [quoted(item)]))
        return block.verified(new, key, [item])
    value = _value(block, field)
    if not isinstance(value, list):
        return _added_to_text(block, key, field, item)
    if item in map(one_text, value):
        return text
    put = lists.appended if value else lists.started
    return block.verified(put(block, field, item), key, [*value, item])


def remove_item(text: str, key: Key, item: str, dialect: Dialect) -> str:
    """Return the block without *item* in the list *key*; the last item takes the key along."""
    block = Block(text, dialect)
    field = block.find(key)
    if field is None:
        return text
    value = _value(block, field)
    if not isinstance(value, list):
        return _removed_from_text(block, key, field, item)
    names = [one_text(one) for one in value]
    if item not in names:
        return text
    if set(names) == {item}:
        return _without(block, key, field)
    places = {at for at, name in enumerate(names) if name == item}
    kept = [one for at, one in enumerate(value) if at not in places]
    return block.verified(lists.without_items(text, field, places), key, kept)


def rename_item(text: str, key: Key, old: str, new: str, dialect: Dialect) -> str:
    """Return the block with *old* of the list *key* called *new*; just without it if *new* is."""
    block = Block(text, dialect)
    field = block.find(key)
    if field is None or old == new:
        return text
    value = _value(block, field)
    if not isinstance(value, list):
        return _renamed_in_text(block, key, field, old, new)
    names = [one_text(one) for one in value]
    if old not in names:
        return text
    if new in names:
        return remove_item(text, key, old, dialect)
    at = names.index(old)
    start, end = parts(text, field.value[0])[at]
    changed = block.spliced(start, end, quoted(new, literal=text[start] == "'"))
    again = {other for other, name in enumerate(names) if name == old} - {at}
    wished = [new if other == at else one for other, one in enumerate(value) if other not in again]
    return block.verified(lists.without_items(changed, field, again), key, wished)


def _meant(key: Key, new: str) -> Any:
    try:
        return meaning(new)
    except ValueError as error:
        message = f"TOML cannot hold the value wished for '{'.'.join(key)}'"
        raise CannotEdit(message, hint="choose another value") from error


def _is_date(text: str) -> bool:
    if not _NATIVE_DATE.fullmatch(text):
        return False
    try:
        return bool(meaning(text))
    except ValueError:
        return False


def _value(block: Block, field: Field) -> Any:
    """Return what a field holds: a text, a list, or a single value of another kind."""
    value = meaning(block.text[slice(*field.value)])
    if isinstance(value, dict):
        name = ".".join(field.key)
        raise CannotEdit(f"'{name}' holds fields, not a list", hint="name a field within it")
    return value


def _anew(block: Block, field: Field | None, value: Value) -> str:
    """Return a value as it is written in a field, in the quotes that the field wears."""
    old = block.text[slice(*field.value)] if field else ""
    literal = old.lstrip("[ \t\r\n").startswith("'")
    if isinstance(value, list):
        return lists.listed(block, field, [quoted(item, literal=literal) for item in value])
    return written(value, literal=literal)


def _replaced(block: Block, key: Key, field: Field, new: str) -> str:
    return block.verified(block.spliced(*field.value, new), key, meaning(new))


def _without(block: Block, key: Key, field: Field) -> str:
    """Return the text without a field, and without the table that was made for it alone."""
    if field.inside is None:
        return block.verified_absent(block.without_statement(field), key)
    spans = parts(block.text, field.inside)
    if len(spans) > 1:
        at = spans.index((field.start, field.end))
        return block.verified_absent(lists.without_part(block.text, spans, at), key)
    brace = block.text.index("}", field.end)
    before, after = block.text[field.inside + 1 : field.start], block.text[field.end : brace]
    # The same blanks at both sides of the only field are those of an empty table, twice.
    end = brace if before == after else field.end
    return block.verified_absent(block.spliced(field.start, end, ""), key)


def _added_to_text(block: Block, key: Key, field: Field, item: str) -> str:
    """Return the text with a name put behind those of a text, which may become a list for it."""
    separator = block.dialect.separator
    value = _value(block, field)
    names = _names(value, separator)
    if item in names:
        return block.text
    old = block.text[slice(*field.value)]
    glue = _glue(value, separator) if isinstance(value, str) else ""
    if glue and names and parted(f"{value}{glue}{item}", separator) == [*names, item]:
        new = _within_quotes(old, len(_inside(old)), len(_inside(old)), glue + item)
        if _names(meaning(new), separator) == [*names, item]:
            return _replaced(block, key, field, new)
    literal = old.startswith("'")
    items = [quoted(name, literal=literal) for name in names] if separator else [old]
    items = items if names and isinstance(value, str) else [old] if names else []
    new = lists.listed(block, field, [*items, quoted(item, literal=literal)])
    return _replaced(block, key, field, new)


def _removed_from_text(block: Block, key: Key, field: Field, item: str) -> str:
    separator = block.dialect.separator
    names = _names(_value(block, field), separator)
    if item not in names:
        return block.text
    kept = [name for name in names if name != item]
    if not kept:
        return _without(block, key, field)
    old = block.text[slice(*field.value)]
    return _with_names(block, key, field, _name_less(old, item, separator), kept)


def _renamed_in_text(block: Block, key: Key, field: Field, old: str, new: str) -> str:
    separator = block.dialect.separator
    names = _names(_value(block, field), separator)
    if old not in names:
        return block.text
    if new in names:
        return _removed_from_text(block, key, field, old)
    wished = list(dict.fromkeys(new if name == old else name for name in names))
    if len(wished) == 1 and (not separator or parted(new, separator) != [new]):
        return _replaced(block, key, field, _anew(block, field, new))
    raw = block.text[slice(*field.value)]
    if parted(_glue(one_text(meaning(raw)), separator).join(wished), separator) != wished:
        return _replaced(block, key, field, _anew(block, field, wished))
    spans = [span for span in _name_spans(_inside(raw), separator) if _at(raw, span) == old]
    candidate = _within_quotes(raw, *spans[0], new) if len(spans) == 1 else raw
    return _with_names(block, key, field, candidate, wished)


def _with_names(block: Block, key: Key, field: Field, candidate: str, names: list[str]) -> str:
    """Return the text with *candidate* where it reads as *names*; else with them written anew."""
    separator = block.dialect.separator
    if _names(meaning(candidate), separator) != names:
        glue = _glue(one_text(_value(block, field)), separator)
        candidate = _anew(block, field, glue.join(names))
    return _replaced(block, key, field, candidate)


def _names(value: Any, separator: str) -> list[str]:
    return parted(value, separator) if isinstance(value, str) else [one_text(value)]


def _glue(text: str, separator: str) -> str:
    """Return what stands between the names of a text: a comma with blanks or without, …."""
    if separator in ("", " "):
        return separator
    mark = mark_in(text, separator)
    found = re.findall(rf"{re.escape(mark)}[ \t]*(?=[^\s{re.escape(mark)}])", text)
    return found[-1] if found else f"{mark} "


def _inside(old: str) -> str:
    """Return what stands between the quotes of a text."""
    width = _quotes(old)
    return old[width : len(old) - width]


def _quotes(old: str) -> int:
    if old[:1] not in ("'", '"'):
        return 0
    return 3 if len(old) >= 6 and old[:3] == old[0] * 3 else 1


def _within_quotes(old: str, first: int, last: int, new: str) -> str:
    """Return a text with *new* between two places within its quotes; others if they cannot."""
    width, inner = _quotes(old), _inside(old)
    if not old.startswith("'"):
        inner = inner[:first] + escaped(new) + inner[last:]
        return old[:width] + inner + old[:width]
    inner = inner[:first] + new + inner[last:]
    plain = quoted(inner, literal=True) if width == 1 else old[:3] + inner + old[:3]
    return plain if "'" not in new else quoted(inner)


def _name_spans(inner: str, separator: str) -> list[Span]:
    """Return where the names of a text stand within its quotes."""
    if not separator:
        return [(0, len(inner))]
    mark = mark_in(inner, separator)
    pattern = r"\S+" if separator == " " else rf"[^\s{mark}](?:[^{mark}]*[^\s{mark}])?"
    return [found.span() for found in re.finditer(pattern, inner)]


def _at(old: str, span: Span) -> str:
    """Return what a part of a text means."""
    width, part = _quotes(old), _inside(old)[slice(*span)]
    try:
        return str(meaning(old[:width] + part + old[:width]))
    except ValueError:
        return part


def _name_less(old: str, item: str, separator: str) -> str:
    """Return a text without a name and one separator, as often as it stands there."""
    width, inner = _quotes(old), _inside(old)
    spans = _name_spans(inner, separator)
    kept = [at for at, span in enumerate(spans) if _at(old, span) != item]
    if not kept:
        return old
    mark, length = mark_in(inner, separator), len(inner)
    for at in sorted(set(range(len(spans))) - set(kept)):
        # What was cut stood before: all that comes behind has moved by as much.
        shift = length - len(inner)
        start, end = (index - shift for index in spans[at])
        if at < kept[0] or (separator == " " and at + 1 < len(spans)):
            end = spans[at + 1][0] - shift
        else:
            start = start - 1 if separator == " " else inner.rindex(mark, 0, start)
        inner = inner[:start] + inner[end:]
    return old[:width] + inner + old[:width]
