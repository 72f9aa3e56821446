"""Completion as shells ask for it and take it: the line typed, and the words for each shell."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from blogctl.content.completing import Answer
from blogctl.display.safe import safe

# What our scripts hand over: the line up to the cursor, and where bash parts words.
LINE = "_BLOGCTL_LINE"
BREAKS = "_BLOGCTL_BREAKS"
# What Typer's scripts hand over.
WORDS = "COMP_WORDS"
_SPECIAL = re.compile(r"([\s|&;()<>$`\\\"'*?\[\]{}!^])")
_FIRST = re.compile(r"^(?=[#~])")
_PLAIN = re.compile(r"[\w:./=+~-]+")


class Typed(NamedTuple):
    """A line: its *words* but the last, without quotes, and the *last*, which is to be completed.

    The shell replaces the last but for its first *kept* letters; *quote* is the one left open.
    """

    words: tuple[str, ...]
    last: str
    kept: int = 0
    quote: str = ""


def typed(environment: Mapping[str, str]) -> Typed:
    """Return the line that a shell asks about."""
    if LINE in environment:
        return read_line(environment[LINE], environment.get(BREAKS, ""))
    return read_line(environment.get(WORDS, ""), "")


def read_line(line: str, breaks: str) -> Typed:
    """Return *line* as read by a shell; one that replaces words from one of *breaks* on, if any."""
    words: list[str] = []
    word, quote, begun, kept, at = "", "", False, 0, 0
    while at < len(line):
        letter = line[at]
        at += 1
        if letter == "\\" and quote != "'" and at < len(line):
            # Between double quotes it escapes few letters only.
            literal = "\\" if quote and line[at] not in '"\\$`' else ""
            word, begun, at = word + literal + line[at], True, at + 1
        elif quote or letter in "\"'":
            quote, word, kept = _quoted(letter, quote, word, kept, breaks)
            begun = True
        elif letter.isspace():
            words += [word] if begun else []
            word, begun, kept = "", False, 0
        else:
            word, begun = word + letter, True
            if letter in breaks:
                # Bash takes a word that begins with @ for one.
                kept = len(word) - (letter == "@")
    return Typed(tuple(words), word, kept, quote)


def _quoted(letter: str, quote: str, word: str, kept: int, breaks: str) -> tuple[str, str, int]:
    """Return the quote that is open behind *letter*, the word, and how much of it is kept."""
    if quote and letter != quote:
        return quote, word + letter, kept
    return ("" if quote else letter), word, len(word) if breaks else kept


def written(answer: Answer, shell: str, line: Typed, *, ours: bool) -> str:
    """Return *answer* as lines for the script of a *shell*, ours or Typer's.

    `WORD<TAB>HELP`; bash takes the word alone. A line that begins with a tab tells our script
    which files may follow where no word does.
    """
    if not answer.candidates:
        return f"\t{answer.paths}\n" if ours and answer.paths else ""
    safely = [one for one in answer.candidates if safe(one.word) == one.word]
    if shell == "bash":
        words = [one.word for one in safely]
        return _lines(_for_bash(words, line) if ours else words)
    spelt = _for_powershell if shell in ("powershell", "pwsh") else str
    return _lines(f"{spelt(word)}\t{safe(told)}" if told else spelt(word) for word, told in safely)


def _lines(words: Iterable[str]) -> str:
    return "".join(f"{word}\n" for word in words)


def _for_bash(words: Sequence[str], line: Typed) -> list[str]:
    """Return what bash puts in the place of the part that it replaces."""
    parts = [_quoted_for_bash(word, line) for word in words]
    first, last = min(parts), max(parts)
    common = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))))
    # Bash puts what all begin with in the place of what is typed: that must not be less.
    lessens = len(parts) > 1 and 0 < common < len(line.last) - line.kept
    return [*parts, " "] if lessens else parts


def _quoted_for_bash(word: str, line: Typed) -> str:
    """Return the part of *word* that bash replaces, quoted as it has to be where it stands."""
    part = word[line.kept :]
    if line.quote == '"':
        return re.sub(r'(["\\$`])', r"\\\1", part)
    if line.quote == "'":
        return part.replace("'", r"'\''")
    escaped = _SPECIAL.sub(r"\\\1", part)
    return escaped if line.kept else _FIRST.sub(r"\\", escaped)


def _for_powershell(word: str) -> str:
    return word if _PLAIN.fullmatch(word) else "'" + word.replace("'", "''") + "'"
