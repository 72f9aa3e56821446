"""Glob patterns as Hexo's `ignore` and `skip_render` have them (those of micromatch)."""

import re
from collections.abc import Sequence
from functools import cache

_ALTERNATIVES = re.compile(r"\{([^{}]*,[^{}]*)\}")
_RANGE = re.compile(r"\{(-?\d{1,4})\.\.(-?\d{1,4})\}")
_GROUPS = {"@": "", "?": "?", "*": "*", "+": "+"}
MAX_PATTERNS = 1000


def matches(path: str, patterns: Sequence[str]) -> bool:
    """Say whether *path* follows one of *patterns*; one that opens with `!` turns its answer."""
    return any(_matches_one(path, pattern) for pattern in patterns)


def _matches_one(path: str, pattern: str) -> bool:
    turned = pattern.startswith("!") and not pattern.startswith("!(")
    pattern = pattern[1:] if turned else pattern
    return turned != any(regex.fullmatch(path) for regex in _compiled(pattern.removeprefix("./")))


@cache
def _compiled(pattern: str) -> tuple[re.Pattern[str], ...]:
    written = _expanded(pattern)
    return tuple(re.compile(_translated(one), re.DOTALL) for one in written)


def _expanded(pattern: str) -> list[str]:
    """Return the patterns that one with braces stands for: `{a,b}` or `{1..3}`."""
    done: list[str] = []
    waiting = [pattern]
    while waiting and len(waiting) + len(done) <= MAX_PATTERNS:
        one = waiting.pop()
        found = _ALTERNATIVES.search(one)
        ranged = _RANGE.search(one)
        if found:
            choices = found.group(1).split(",")
        elif ranged:
            found, (first, last) = ranged, sorted(map(int, ranged.groups()))
            choices = [str(number) for number in range(first, last + 1)]
        else:
            done.append(one)
            continue
        waiting += [one[: found.start()] + choice + one[found.end() :] for choice in choices]
    return done


def _translated(pattern: str) -> str:
    """Return the regular expression of a pattern without braces."""
    parts = pattern.split("/")
    regex = ""
    for at, part in enumerate(parts):
        last = at == len(parts) - 1
        if part == "**":
            regex += r"(?:(?!\.|.*/\.).*)?" if last else r"(?:(?!\.)[^/]*/)*?"
        else:
            regex += _segment(part) + ("" if last else "/")
    # `a/**` is also `a` itself.
    return regex.replace(r"/(?:(?!\.|.*/\.).*)?", r"(?:/(?!\.|.*/\.).*)?")


def _segment(part: str) -> str:
    regex, at = "", 0
    while at < len(part):
        letter, rest = part[at], part[at + 1 :]
        close = rest.find(")")
        if letter in "@?*+!" and rest.startswith("(") and close > 0:
            regex += _group(letter, rest[1:close])
            at += close + 2
            continue
        if letter == "(" and close > 0:
            regex += _group("@", rest[:close])
            at += close + 2
            continue
        hidden = "" if at else r"(?!\.)"
        if letter == "*":
            regex += hidden + "[^/]*"
        elif letter == "?":
            regex += hidden + "[^/]"
        elif letter == "[" and "]" in rest[1:]:
            inner = rest[: rest.index("]", 1)]
            negated = "^" if inner[0] == "^" else ""
            regex += f"[{negated}{re.escape(inner[bool(negated) :]).replace(chr(92) + '-', '-')}]"
            at += len(inner) + 1
        elif letter == "\\" and rest:
            regex += re.escape(rest[0])
            at += 1
        else:
            regex += re.escape(letter)
        at += 1
    return regex


def _group(kind: str, inner: str) -> str:
    """Return an extended group: `@(a|b)`, `+(a)`; after `!`, what does not open with it."""
    choices = "|".join(_segment(choice) for choice in inner.split("|"))
    if kind == "!":
        return rf"(?!{choices})[^/]*"
    return f"(?:{choices}){_GROUPS[kind]}"
