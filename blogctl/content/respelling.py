"""Paths in links, spelt anew part by part: their style, encoding and ending stay."""

import posixpath
import re
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

_ENDING = re.compile(r"\.[A-Za-z0-9]+$")
_PLAIN = re.compile(r"[^\s()<>\"'`\[\]{}]*")
_SIGNS = "~!$&'()*+,;=:@"
UNSAFE = "it names the post in a way that cannot be changed safely"


class Refused(Exception):
    """A link to what moves that is left as it is, and why."""


class Names(NamedTuple):
    """A way to name something, before a move and after it, part by part."""

    old: list[str]
    new: list[str]

    def below(self, folder: str) -> "Names | None":
        """Return how it is named from *folder*, a path; None where it did not lie there."""
        above = folder.split("/")
        if self.old[: len(above)] != above:
            return None
        if self.new[: len(above)] != above:
            raise Refused(UNSAFE)
        return Names(self.old[len(above) :], self.new[len(above) :])


def bare(url: str) -> str:
    """Return the path of an address so that two that lead to one page are the same."""
    return bare_cased(url).lower()


def bare_cased(url: str) -> str:
    """Return the path of an address without slashes around it, `index.html`, and encoding."""
    path = unquote(urlsplit(url).path if "://" in url else url)
    path = posixpath.normpath(path.removesuffix("index.html")) if path else ""
    return path.strip("/") if path != "." else ""


def without_ending(name: str) -> str:
    """Return a file's name, or path, without its ending."""
    return _ENDING.sub("", name)


def spellings(path: str) -> list[str]:
    """Return how a file may be named: with its ending, without, and a bundle by its folder."""
    names = [path, without_ending(path)]
    if path.rpartition("/")[2].startswith("index."):
        names.append(path.rpartition("/")[0])
    return names


def respelt(path: str, names: Names) -> str:
    """Return *path* with its last parts, which spell the old name, as the new one; or Refused."""
    parts = path.split("/")
    end = _end_of(parts)
    if len(names.old) != len(names.new):
        return _replaced(parts, end, names)
    pairs = zip(reversed(names.old), reversed(names.new), strict=True)
    for back, (old, new) in enumerate(pairs, 1):
        if old != new:
            part = parts[end - back] if back <= end else ""
            parts[end - back] = _part(part, old, new)
    return "/".join(parts)


def folders_of(old: str, new: str) -> Names:
    """Return the folders in which two paths lie: those of a page before and after."""
    return Names(*(path.rpartition("/")[0].strip("/").split("/") for path in (old, new)))


def nearby(path: str, names: Names, folders: Names, leads: Callable[[str], bool]) -> str:
    """Return a relative *path*, as it stood, so that it *leads* to the new place.

    *folders* are where it starts from, before and after. It changes no more than it must.
    """
    if leads(path):
        return path
    try:
        new = respelt(path, names)
        # What was the shortest way is so again.
        if leads(new) and path != _relative(path, names._replace(new=names.old), folders.old):
            return new
    except Refused:
        pass
    return _relative(path, names, folders.new)


def _relative(path: str, names: Names, folder: list[str]) -> str:
    """Return *path*, the shortest from *folder* to where it leads, with its ending as it is."""
    parts = path.split("/")
    end = _end_of(parts)
    way = posixpath.relpath("/" + "/".join(names.new), "/" + "/".join(folder)).split("/")
    way = [_written(part, path) for part in way]
    if end and parts[end - 1] not in (".", "..") and way[-1] not in (".", ".."):
        way[-1] = _part(parts[end - 1], names.old[-1], names.new[-1])
    dot = ["."] if parts[0] == "." and way[0] not in (".", "..") else []
    return "/".join([*dot, *way, *parts[end:]])


def _end_of(parts: list[str]) -> int:
    """Return where the parts of a path end that name something: before `/` and `index.html`."""
    end = len(parts)
    while end and (parts[end - 1] == "" or parts[end - 1].lower() == "index.html"):
        end -= 1
    return end


def _replaced(parts: list[str], end: int, names: Names) -> str:
    """Return a path from a root with all its parts new; the root's own parts may be left out."""
    start = next((at for at, part in enumerate(parts[:end]) if part), end)
    left_out = len(names.old) - (end - start)
    if start == end or left_out < 0 or names.old[:left_out] != names.new[:left_out]:
        raise Refused(UNSAFE)
    old, new = names.old[left_out:], names.new[left_out:]
    seen = [unquote(part).lower() for part in parts[start : end - 1]]
    if not new or seen != [unquote(part).lower() for part in old[:-1]]:
        raise Refused(UNSAFE)
    last = _part(parts[end - 1], old[-1], new[-1])
    inner = [_written(part, "/".join(parts)) for part in new[:-1]]
    return "/".join([*parts[:start], *inner, last, *parts[end:]])


def _part(part: str, old: str, new: str) -> str:
    """Return one part of a path as the new name spells it, with or without its ending."""
    plain = unquote(part).lower()
    for before, after in ((old, new), (without_ending(old), without_ending(new))):
        if plain and plain == unquote(before).lower():
            return part if before == after else _written(unquote(after), part)
    raise Refused(UNSAFE)


def _written(part: str, like: str) -> str:
    """Return one part of a path, encoded where *like* is, or where it has to be."""
    encodes = "%" in like or not _PLAIN.fullmatch(part)
    return quote(part, safe=_SIGNS) if encodes else part
