"""The rules of a `_redirects` file, as Netlify and Cloudflare Pages read it."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from blogctl.content.respelling import bare

_STATUS = re.compile(r"(\d{3})!?")


class Rules(NamedTuple):
    """Which addresses a server sends elsewhere: *plain* ones, and *patterns* of them, both bare."""

    plain: frozenset[str]
    patterns: tuple[re.Pattern[str], ...]

    def answers(self, url: str) -> bool:
        """Say whether a rule is there for the address *url*."""
        wanted = bare(url)
        return wanted in self.plain or any(one.fullmatch(wanted) for one in self.patterns)


def read_rules(text: str, base: str) -> Rules:
    """Return the rules of the file *text*, on a site whose address is *base*.

    A rule that is not for every reader, is for all addresses, or says that nothing is there is
    left out.
    """
    host = urlsplit(base).netloc.lower()
    origins = [_path(origin, host) for origin in _origins(text)]
    kept = [path for path in origins if path.strip("/*")]
    patterns = tuple(_pattern(path) for path in kept if re.search(r"\*|/:\w", path))
    plain = frozenset(bare(path) for path in kept if not re.search(r"\*|/:\w", path))
    return Rules(plain, patterns)


def _origins(text: str) -> Iterator[str]:
    for line in text.splitlines():
        words = line.partition(" #")[0].split()
        if len(words) < 2 or words[0].startswith("#"):
            continue
        # After the address come parameters, the target, a status, and whom the rule is for.
        status = _STATUS.fullmatch(words[-1])
        partial = any("=" in word and not word.startswith(("/", "http")) for word in words[1:])
        if not partial and (status is None or status.group(1)[0] in "23"):
            yield words[0]


def _path(origin: str, host: str) -> str:
    """Return the path of an address that a rule is for; '' for one on another site."""
    if "://" not in origin:
        return origin
    parts = urlsplit(origin)
    return parts.path if parts.netloc.lower() == host else ""


def _pattern(path: str) -> re.Pattern[str]:
    """Return what the bare addresses look like that `/old/:name/*` is for."""
    parts = [part for part in unquote(path).strip("/").split("/") if part]
    return re.compile("".join(map(_part, parts)).removeprefix("/"), re.IGNORECASE)


def _part(part: str) -> str:
    if part == "*":
        return "(?:/.*)?"
    if part.startswith(":"):
        return "/[^/]+"
    return "/" + ".*".join(re.escape(piece) for piece in part.split("*"))
