"""Links to files and pages that move, spelt anew in the form in which they are written.

Only the letters of a target change, and of these only the parts that name what moved: the style of
the path, its encoding, its query and its fragment stay. What is in code is left alone.
"""

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple
from urllib.parse import quote, unquote, urljoin, urlsplit

from blogctl.content.targets import Span, find_targets

# What a target says: an address or a file as Markdown has it, a file by any end of its path,
# a slug, or either of these two.
Kind = Literal["link", "file", "slug", "name"]
_ADDRESS = re.compile(r"(?i)((?:https?:)?//[^/?#]*)(.*)")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_ENDING = re.compile(r"\.[A-Za-z0-9]+$")
_PLAIN = re.compile(r"[^\s()<>\"'`\[\]{}]*")
AMBIGUOUS = "several posts may be meant"
UNSAFE = "it names the post in a way that cannot be changed safely"


class Form(NamedTuple):
    """A form of link that a generator has of its own: the *pattern*'s first group is the target."""

    pattern: str
    kind: Kind


class Page(NamedTuple):
    """A file of a blog and its address, '' for one that is no page."""

    path: str
    url: str = ""


class Move(NamedTuple):
    """A post's file that moves. *files* are those that go along, by their old path."""

    old: Page
    new: Page
    slugs: tuple[str, str]
    files: Mapping[str, str]


class Left(NamedTuple):
    """A link that is left as it is: its target, the *line* in its file, and why."""

    target: str
    line: int
    message: str


class Relinked(NamedTuple):
    """A text with its links spelt anew, and those that were *left*."""

    text: str
    left: tuple[Left, ...]


class Site(NamedTuple):
    """What links are resolved by.

    The paths, slugs and addresses of all posts; *base* is the site's address, *root* the folder in
    it that all addresses begin with; *folders* are those of the posts.
    """

    paths: Sequence[str]
    slugs: Sequence[str]
    urls: Sequence[str]
    base: str
    root: str
    folders: Sequence[str]
    forms: Sequence[Form]


class Refused(Exception):
    """A link to what moves that is left as it is, and why."""


class _Names(NamedTuple):
    """A way to name something that moves, before and after, part by part."""

    old: list[str]
    new: list[str]


class Relinker:
    """Spells the links of a blog's texts anew for *moves*."""

    def __init__(self, moves: Sequence[Move], site: Site) -> None:
        self.site = site
        self._host = urlsplit(site.base).netloc.lower()
        self._standing = {bare(url) for url in site.urls}
        self._forms = [(re.compile(form.pattern), form.kind) for form in site.forms]
        self._files = dict(_all_files(moves))
        self._places = {page.old.path: page.new for page in moves}
        self._urls = dict(_all_urls(moves))
        self._slugs = {m.slugs[0]: m.slugs[1] for m in moves}
        self._by_end: dict[str, list[str]] = defaultdict(list)
        for path in {*site.paths, *self._files}:
            for name in _spellings(path):
                self._by_end[name.rpartition("/")[2]].append(path)
        self._words = _words(moves)

    def relink(self, text: str, source: Page, first_line: int = 1) -> Relinked:
        """Return the Markdown *text* of the page *source* with its links spelt anew."""
        if not self.concerns(text):
            return Relinked(text, ())
        found = find_targets(text)
        taken = list(found.code)
        wished: list[tuple[Span, Kind]] = []
        for pattern, kind in self._forms:
            for one in pattern.finditer(text):
                span = Span(*one.span(1))
                if not _touches(span, taken):
                    wished.append((span, kind))
        own = [span for span, _ in wished]
        wished += [(span, "link") for span in found.targets if not _touches(span, own)]
        return self._spelt(text, sorted(wished), source, first_line)

    def concerns(self, text: str) -> bool:
        """Say whether *text* may name something that moves."""
        lowered = (text + unquote(text) if "%" in text else text).lower()
        return any(word in lowered for word in self._words)

    def mentions(self, text: str, first_line: int = 1) -> list[Left]:
        """Return the old addresses and file names in *text*, which is no Markdown."""
        names = {m.old.url.rstrip("/") for m in self._urls.values()}
        names |= {path.rpartition("/")[2] for path in self._places}
        told = [name for name in names if name and not name.startswith("index.")]
        if not told:
            return []
        whole = "|".join(map(re.escape, sorted(told, key=len, reverse=True)))
        return [
            Left(found.group(), first_line + text.count("\n", 0, found.start()), "")
            for found in re.finditer(rf"(?<![\w-])(?:{whole})(?![\w-])", text)
        ]

    def _spelt(
        self, text: str, wished: Iterable[tuple[Span, Kind]], source: Page, first_line: int
    ) -> Relinked:
        parts: list[str] = []
        left: list[Left] = []
        at = 0
        for span, kind in wished:
            target = text[span.start : span.end]
            try:
                new = self.respell(target, kind, source)
            except Refused as reason:
                line = first_line + text.count("\n", 0, span.start)
                left.append(Left(target, line, str(reason)))
                continue
            if new is not None and new != target:
                parts += [text[at : span.start], new]
                at = span.end
        return Relinked("".join(parts) + text[at:], tuple(left))

    def respell(self, target: str, kind: Kind, source: Page) -> str | None:
        """Return *target*, as written in *source*, as it is to be; None where it stays.

        Raise Refused where it leads to what moves, but cannot be changed safely.
        """
        path, rest = _parted(target)
        if kind in ("slug", "name") and unquote(path) in self._slugs:
            if self.site.slugs.count(unquote(path)) > 1:
                raise Refused(AMBIGUOUS)
            return self._slugs[unquote(path)] + rest
        if kind == "slug" or not path:
            return None
        new = self._link(path, source) if kind == "link" else self._file(path, source)
        return None if new is None else new + rest

    def _link(self, path: str, source: Page) -> str | None:
        """Return the path of an ordinary link anew: an address of the site, or a file near."""
        found = _ADDRESS.fullmatch(path)
        if found:
            host, path = found.groups()
            own = self._host and host.rpartition("//")[2].lower() == self._host
            new = self._rooted(path) if own and path else None
            return None if new is None else host + new
        if _SCHEME.match(path) or path.startswith("{"):
            return None
        if path.startswith("/"):
            return self._rooted(path)
        return self._near(path, source)

    def _rooted(self, path: str) -> str | None:
        """Return a path from the site's root anew; the site's own folder may be left out."""
        plain = unquote(path)
        for url in (plain, f"/{self.site.root}{plain}"):
            names = self._at_url(url)
            if names:
                return _respelt(path, names)
        inner = posixpath.normpath(plain.lstrip("/"))
        for folder in ("", *(f"{folder}/" for folder in self.site.folders)):
            names = self._at_file(folder + inner)
            if names:
                return _respelt(path, names)
        return None

    def _near(self, path: str, source: Page) -> str | None:
        """Return a relative path anew: a file near, a page near, or a post by its bare name."""
        plain = unquote(path)
        place = self._places.get(source.path, source)
        file = posixpath.normpath(posixpath.join(posixpath.dirname(source.path), plain))
        names = self._at_file(file)
        if names:
            after = posixpath.join(posixpath.dirname(place.path), plain)
            if posixpath.normpath(after).split("/") == names.new:
                return None
            return _respelt(path, names)
        old, new = urljoin(source.url or "/", plain), urljoin(place.url or "/", plain)
        names = self._at_url(old)
        if names:
            return None if bare(new) == "/".join(names.new) else _respelt(path, names)
        if "/" not in plain.strip("/"):
            return self._file(path, source) or self._bare_name(path)
        if bare(old) != bare(new):
            raise Refused("from the new address it leads elsewhere")
        return None

    def _bare_name(self, path: str) -> str | None:
        """Return a path that is a post's slug alone, perhaps with an ending, anew."""
        slug = _ENDING.sub("", unquote(path).strip("/"))
        if slug not in self._slugs or self.site.slugs.count(slug) > 1:
            return None
        return path.replace(slug, self._slugs[slug], 1)

    def _file(self, path: str, source: Page) -> str | None:
        """Return the path of a file anew, which may lack its beginning and its ending."""
        plain = unquote(path)
        near = posixpath.normpath(posixpath.join(posixpath.dirname(source.path), plain))
        names = None if plain.startswith("/") else self._at_file(near)
        if names:
            return _respelt(path, names)
        wanted = posixpath.normpath(plain).lstrip("./")
        found = {
            file
            for file in self._by_end.get(wanted.rpartition("/")[2], ())
            if any(f"/{name}".endswith(f"/{wanted}") for name in _spellings(file))
        }
        exact = {f for f in found for root in self.site.folders if f"{root}/{wanted}" in
                 _spellings(f)}  # fmt: skip
        found = exact if len(found) > 1 and exact else found
        if not found & self._files.keys():
            return None
        if len(found) > 1:
            raise Refused(AMBIGUOUS)
        return _respelt(path, self._names_of(wanted, found.pop()))

    def _names_of(self, wanted: str, file: str) -> _Names:
        """Return how *file* is named by a path that ends like *wanted*."""
        pairs = zip(_spellings(file), _spellings(self._files[file]), strict=True)
        old, new = next(pair for pair in pairs if f"/{pair[0]}".endswith(f"/{wanted}"))
        return _Names(old.split("/"), new.split("/"))

    def _at_file(self, path: str) -> _Names | None:
        path = path.rstrip("/")
        for file in self._by_end.get(path.rpartition("/")[2], ()):
            if file in self._files and path in _spellings(file):
                return self._names_of(path, file)
        return None

    def _at_url(self, url: str) -> _Names | None:
        """Return how a page that moves, or a file of its folder, is named by *url*."""
        wanted = bare(url)
        above = wanted
        while above:
            move = self._urls.get(above)
            if move is not None:
                below = wanted[len(above) :]
                if below and wanted in self._standing:
                    return None
                if below and not _has_file(move, url, below.strip("/")):
                    raise Refused("what it names below the post is not known")
                ends = (
                    [*filter(None, bare_cased(url).split("/"))][-below.count("/") :]
                    if below
                    else []
                )
                old, new = bare_cased(move.old.url), bare_cased(move.new.url)
                return _Names([*old.split("/"), *ends], [*new.split("/"), *ends])
            above = above.rpartition("/")[0]
        return None


def bare(url: str) -> str:
    """Return the path of an address so that two that lead to one page are the same."""
    return bare_cased(url).lower()


def bare_cased(url: str) -> str:
    """Return the path of an address without slashes around it, `index.html`, and encoding."""
    path = unquote(urlsplit(url).path if "://" in url else url)
    path = posixpath.normpath(path.removesuffix("index.html")) if path else ""
    return path.strip("/") if path != "." else ""


def _all_files(moves: Sequence[Move]) -> Iterable[tuple[str, str]]:
    for move in moves:
        yield move.old.path, move.new.path
        yield from move.files.items()


def _all_urls(moves: Sequence[Move]) -> Iterable[tuple[str, Move]]:
    """Yield the old addresses; servers find `old.html` under `old` too."""
    for move in moves:
        if move.old.url and move.old.url != move.new.url:
            yield bare(move.old.url).removesuffix(".html"), move
            yield bare(move.old.url), move


def _spellings(path: str) -> list[str]:
    """Return how a file may be named: with its ending, without, and a bundle by its folder."""
    names = [path, _ENDING.sub("", path)]
    if path.rpartition("/")[2].startswith("index."):
        names.append(path.rpartition("/")[0])
    return names


def _words(moves: Sequence[Move]) -> set[str]:
    """Return, in lower case, a part of each way in which what moves may be named."""
    words = set()
    for move in moves:
        words.add(move.slugs[0])
        words.update(name.rpartition("/")[2] for name in _spellings(move.old.path)[1:])
        words.add(bare_cased(move.old.url).rpartition("/")[2])
    both = {*words, *(quote(word) for word in words)}
    return {word.lower() for word in both if word and word != "index"}


def _has_file(move: Move, url: str, below: str) -> bool:
    return any(f"/{file}".lower().endswith(f"/{below}") for file in move.files)


def _touches(span: Span, others: Sequence[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)


def _parted(target: str) -> tuple[str, str]:
    """Return the path in a target, and its query and fragment."""
    found = re.search(r"[?#]", target)
    return (target[: found.start()], target[found.start() :]) if found else (target, "")


def _respelt(path: str, names: _Names) -> str:
    """Return *path* with its last parts, which spell the old name, as the new one; or Refused."""
    parts = path.split("/")
    end = len(parts)
    while end and (parts[end - 1] == "" or parts[end - 1].lower() == "index.html"):
        end -= 1
    if len(names.old) != len(names.new):
        return _replaced(parts, end, names)
    for back, (old, new) in enumerate(
        zip(reversed(names.old), reversed(names.new), strict=True), 1
    ):
        if old != new:
            part = parts[end - back] if back <= end else ""
            parts[end - back] = _part(part, old, new)
    return "/".join(parts)


def _replaced(parts: list[str], end: int, names: _Names) -> str:
    """Return a path from the root with all its parts new."""
    start = end - len(names.old)
    spelt = [unquote(part).lower() for part in parts[max(start, 0) : end]]
    if start < 0 or spelt != [unquote(part).lower() for part in names.old]:
        raise Refused(UNSAFE)
    encoded = [quote(part, safe="~!$&'()*+,;=:@") for part in names.new]
    return "/".join([*parts[:start], *encoded, *parts[end:]])


def _part(part: str, old: str, new: str) -> str:
    """Return one part of a path as the new name spells it, with or without its ending."""
    plain = unquote(part).lower()
    for before, after in ((old, new), (_ENDING.sub("", old), _ENDING.sub("", new))):
        if plain and plain == unquote(before).lower():
            after = unquote(after)
            encodes = "%" in part or not _PLAIN.fullmatch(after)
            return quote(after, safe="~!$&'()*+,;=:@") if encodes else after
    raise Refused(UNSAFE)
