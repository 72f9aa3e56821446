"""A passage cut from a text: from the sentence that answers best, never within a word."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

EXCERPT = 160
# Start, end, and which of what is looked for.
Place = tuple[int, int, int]
# A sentence ends at its mark, what closes it included, before a blank; or at one of CJK.
_END = re.compile(r"(?:[.!?…]+[\"'”’)\]]*(?:[\s\u00a0\u202f]*»)?(?=\s+[^\s]|$)\s*|[。！？])")
_ABBREVIATION = re.compile(r"(?:\b(?:[A-Za-z]|M|Mr|Mrs|Dr|etc|cf|ex|e\.g|i\.e|vs|no|St)\.\s*)$")
# Shorter, and without a mark at its end, it is a heading, or an item of a list.
_HEADING = 60


class Passage(NamedTuple):
    """A passage, and where in it what was looked for stands."""

    text: str
    spans: tuple[tuple[int, int], ...]


def passage_of(
    text: str, find: Callable[[str], Sequence[Place]], *, width: int = EXCERPT
) -> Passage | None:
    """Return the passage of *text* that holds most of what *find* finds; None for none of it.

    Among sentences with as many, one that is more than a heading goes first, then the earliest.
    """
    best, most = None, (0, False)
    for line in text.split("\n"):
        places = find(line)
        for start, end in sentences(line) if places else ():
            kinds = {number for at, _, number in places if start <= at < end}
            worth = (len(kinds), _is_whole(line[start:end]))
            if kinds and worth > most:
                best, most = (line, places, start, end), worth
    return None if best is None else _cut(*best, width=width)


def sentences(line: str) -> list[tuple[int, int]]:
    """Return where the sentences of *line* start and end, the blanks behind them included."""
    starts = [0]
    for found in _END.finditer(line):
        after = line[found.end() : found.end() + 1]
        if after and not after.islower() and not _ABBREVIATION.search(line[: found.end()]):
            starts.append(found.end())
    return list(zip(starts, [*starts[1:], len(line)], strict=True))


def _is_whole(sentence: str) -> bool:
    said = sentence.rstrip()
    return len(said) >= _HEADING or said.endswith((".", "!", "?", "…", "»", "。", "！", "？"))


def _cut(line: str, places: Sequence[Place], start: int, end: int, *, width: int) -> Passage:
    """Return the passage of *line* around its sentence from *start* to *end*."""
    inner = [place for place in places if start <= place[0] < end]
    low, high = start, start + len(line[start:end].rstrip())
    if high - low > width:
        low, high = _window(line, (low, high), _densest(inner, width), width)
    else:
        high = _extended(line, low, high, width)
    high = max(high, low + 1)
    text = " ".join(line[low:high].split("\t"))
    lead = "…" if low > start else ""
    tail = "…" if _stops_short(line, low, high) else ""
    spans = [
        (at - low + len(lead), to - low + len(lead))
        for at, to in joined(places)
        if low <= at and to <= high
    ]
    return Passage(f"{lead}{text}{tail}", tuple(spans))


def _stops_short(line: str, low: int, high: int) -> bool:
    """Say whether a sentence goes on behind *high*."""
    return not any(high <= end and not line[high:end].strip() for _, end in sentences(line)
                   if end > low)  # fmt: skip


def joined(places: Sequence[Place]) -> list[tuple[int, int]]:
    """Return *places* without their numbers, those that overlap made one."""
    found: list[tuple[int, int]] = []
    for start, end, _ in sorted(places):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _densest(places: Sequence[Place], width: int) -> tuple[int, int]:
    """Return the stretch of at most *width* letters that holds most kinds of *places*."""
    best, most = (places[0][0], places[0][1]), 0
    for at, (start, _, _) in enumerate(places):
        near = [place for place in places[at:] if place[1] - start <= width]
        kinds = len({number for _, _, number in near})
        if kinds > most:
            best, most = (start, max((place[1] for place in near), default=start)), kinds
    return best


def _window(
    line: str, sentence: tuple[int, int], dense: tuple[int, int], width: int
) -> tuple[int, int]:
    """Return where to cut *line* within *sentence*, between words, around what is *dense*."""
    first, last = sentence
    spare = max(0, width - (dense[1] - dense[0]))
    low = max(first, dense[0] - spare // 2)
    high = min(last, low + width)
    low = max(first, min(low, high - width))
    if low > first:
        blank = line.find(" ", max(low - 1, 0), dense[0])
        low = blank + 1 if blank >= 0 else dense[0]
    if high < last:
        blank = line.rfind(" ", dense[1], high + 1)
        high = blank if blank >= 0 else max(dense[1], _word_end(line, dense[1], high))
    return low, high


def _word_end(line: str, start: int, most: int) -> int:
    """Return where to cut what has no blank: at *most*, but within no word of letters."""
    cut = most
    while cut > start and line[cut - 1].isascii() and line[cut - 1 : cut + 1].isalnum():
        cut -= 1
    return cut


def _extended(line: str, low: int, high: int, width: int) -> int:
    """Return where the passage ends when the sentences behind it are taken in, as they fit."""
    for _, end in sentences(line):
        said = len(line[:end].rstrip())
        if end > high and said - low <= width:
            high = said
    return high
