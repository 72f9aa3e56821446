"""Surgery on the lists of a TOML block: an item put in, an item cut out, a list made."""

import re
from collections.abc import Collection

from blogctl.content.toml_block import Block
from blogctl.content.toml_statements import Field, Span, line_start, parts, quoted

# The comma behind an item, whatever stands between.
_COMMA = re.compile(r"(?:[ \t\r\n]|#[^\r\n]*+)*+,")
_REMARK = re.compile(r"(?:[ \t]*#[^\r\n]*)?")
_REST_OF_LINE = re.compile(r"[ \t]*(?:#[^\r\n]*)?(?=\r?\n|\])")


def listed(block: Block, field: Field | None, items: list[str]) -> str:
    """Return a list of items that are written already, in one line or with a line an item.

    *field* is the one that is to hold it, None where it is not there yet.
    """
    if not items or (field and field.inside is not None) or not _in_lines(block, field):
        return f"[{', '.join(items)}]"
    newline, step = block.dialect.newline, _step(block)
    return f"[{newline}{''.join(f'{step}{item},{newline}' for item in items)}]"


def started(block: Block, field: Field, item: str) -> str:
    """Return the text with the first item in a list that is empty, but for comments."""
    first, last = field.value
    if block.text[first:last].strip("[] \t\r\n"):
        line = f"{block.dialect.newline}{_step(block)}{quoted(item)},"
        return block.spliced(first + 1, first + 1, line)
    return block.spliced(first, last, listed(block, field, [quoted(item)]))


def appended(block: Block, field: Field, item: str) -> str:
    """Return the text with an item behind the others of a list, on its own line if they have."""
    text, spans = block.text, parts(block.text, field.value[0])
    (start, end), gap = spans[-1], _gap_before(text, field, spans, len(spans) - 1)
    new = quoted(item, literal=text[start] == "'")
    if not _has_own_line(gap):
        usual = len(spans) > 1 and re.fullmatch(r"[ \t]*,[ \t]*", gap)
        return block.spliced(end, end, (gap if usual else ", ") + new)
    comma = _COMMA.match(text, end)
    at = _behind_remark(text, comma.end() if comma else end)
    line = f"{block.dialect.newline}{text[line_start(text, start) : start]}{new}"
    if comma:
        return block.spliced(at, at, f"{line},")
    return f"{text[:end]},{text[end:at]}{line}{text[at:]}"


def without_items(text: str, field: Field, places: Collection[int]) -> str:
    """Return *text* without the items of a list that are at *places*, which are not all."""
    spans = parts(text, field.value[0])
    before: list[Span] = []
    length = len(text)
    for at, span in enumerate(spans):
        # What was cut stood before: all that comes behind has moved by as much.
        shift = length - len(text)
        here, *after = ((a - shift, b - shift) for a, b in (span, *spans[at + 1 : at + 2]))
        if at in places:
            text = _without_item(text, field, [*before, here, *after], len(before))
        else:
            before = [here]
    return text


def _without_item(text: str, field: Field, spans: list[Span], at: int) -> str:
    """Return *text* without one of several items; its line goes along if it has its own."""
    start, end = spans[at]
    comma = _COMMA.match(text, end)
    behind = comma.end() if comma else end
    alone = "\n" not in text[end:behind] and _REST_OF_LINE.match(text, behind)
    gap = _gap_before(text, field, spans, at)
    if not (alone and _has_own_line(gap)):
        return without_part(text, spans, at)
    last = _behind_remark(text, behind)
    # Where the list ends on this line, a comment just above still needs the end of its own.
    closes = "#" in gap.rsplit("\n", 2)[-2] and text[alone.end()] == "]"
    newline = len(re.sub(r"[ \t]*\Z" if closes else r"\r?\n[ \t]*\Z", "", text[:start]))
    if comma or at == 0:
        return text[:newline] + text[last:]
    # The comma before the last item was put there for it.
    earlier = _comma_end(text, spans[at - 1][1])
    return text[: earlier - 1] + text[earlier:newline] + text[last:]


def without_part(text: str, spans: list[Span], at: int) -> str:
    """Return *text* without one of several items or pairs; comments beside the others stay."""
    start, end = spans[at]
    after = text[end : spans[at + 1][0]] if at + 1 < len(spans) else "#"
    before = text[spans[at - 1][1] : start] if at else "#"
    if "#" not in after and ("\n" not in after or "#" in before):
        return text[:start] + text[spans[at + 1][0] :]
    if "#" not in before:
        return text[: spans[at - 1][1]] + text[end:]
    comma = _COMMA.match(text, end)
    if comma:
        return text[:start] + text[end : comma.end() - 1] + text[comma.end() :]
    earlier = _comma_end(text, spans[at - 1][1])
    return text[: earlier - 1] + text[earlier:start] + text[end:]


def _gap_before(text: str, field: Field, spans: list[Span], at: int) -> str:
    """Return what stands between an item and the one before; a first item has a comma of sorts."""
    if at == 0:
        return "," + text[field.value[0] + 1 : spans[0][0]]
    return text[spans[at - 1][1] : spans[at][0]]


def _has_own_line(gap: str) -> bool:
    """Whether what stands between two items puts the second on a line of its own."""
    return "\n" in gap and not gap[gap.rindex("\n") :].strip()


def _behind_remark(text: str, at: int) -> int:
    remark = _REMARK.match(text, at)
    return remark.end() if remark else at


def _comma_end(text: str, at: int) -> int:
    comma = _COMMA.match(text, at)
    return comma.end() if comma else at


def _in_lines(block: Block, field: Field | None) -> bool:
    """Whether a list that is made, or made anew, has a line an item."""
    lists = {one.value: _has_lines(block.text, one) for one in _lists(block)}
    if field is not None and field.value in lists:
        return lists[field.value]
    if block.dialect.blocks is not None:
        return block.dialect.blocks
    return bool(lists) and all(lists.values())


def _lists(block: Block) -> list[Field]:
    """Return the fields that hold a list of something."""
    brackets = [field for field in block.fields if block.text[field.value[0]] == "["]
    return [field for field in brackets if parts(block.text, field.value[0])]


def _has_lines(text: str, field: Field) -> bool:
    return "\n" in text[field.value[0] : parts(text, field.value[0])[0][0]]


def _step(block: Block) -> str:
    """Return the blanks before the items that have lines of their own."""
    for field in _lists(block):
        if _has_lines(block.text, field):
            first = parts(block.text, field.value[0])[0][0]
            return block.text[line_start(block.text, first) : first]
    return "    "
