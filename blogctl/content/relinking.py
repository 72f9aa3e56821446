"""Links to files and pages that move, spelt anew in the form in which they are written.

Only the letters of a target change, and of these only the parts that name what moved: the style of
the path, its encoding, its query and its fragment stay. What is in code is left alone.
"""

import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from urllib.parse import quote, unquote, urljoin, urlsplit

from blogctl.content.moves import Kind, Left, Move, Page, Relinked, Site
from blogctl.content.respelling import (
    Names,
    Refused,
    bare,
    bare_cased,
    folders_of,
    nearby,
    respelt,
    spellings,
    without_ending,
)
from blogctl.content.targets import Span, find_targets
from blogctl.content.wanted import OldNames, Wanted

_ADDRESS = re.compile(r"(?i)((?:https?:)?//[^/?#]*)(.*)")
_RST_TARGET = re.compile(
    r"<([^<>\s{|]+)>`__?"
    r"|^[ \t]*\.\. (?:image|figure|_[^:\n]+|\|[^|\n]+\| image)::?[ \t]+([^\s{|]+)",
    re.MULTILINE,
)
_REST = re.compile(r"[?#]")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
AMBIGUOUS = "several posts may be meant"


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
        self._slugs = {m.slugs[0]: m.slugs[1] for m in moves if m.slugs[0] != m.slugs[1]}
        self._counts = Counter(site.slugs)
        self._by_spelling = {name: f for f in self._files for name in spellings(f)}
        self._by_end: dict[str, list[str]] = defaultdict(list)
        for path in {*site.paths, *self._files}:
            for name in spellings(path):
                self._by_end[name.rpartition("/")[2]].append(path)
        self._moves = moves

    def relink(self, text: str, source: Page, first_line: int = 1) -> Relinked:
        """Return the Markdown *text* of the page *source* with its links spelt anew."""
        if source.path not in self._places and not self.concerns(text):
            return Relinked(text, ())
        return self._spelt(text, self.targets_in(text), source, first_line)

    def targets_in(self, text: str) -> list[tuple[Span, Kind]]:
        """Return where the targets of links stand in a Markdown *text*, in order."""
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
        return sorted(wished)

    def rst_targets_in(self, text: str) -> list[tuple[Span, Kind]]:
        """Return where the targets of links stand in a *text* that is reStructuredText."""
        forms: list[tuple[re.Pattern[str], Kind]] = [*self._forms, (_RST_TARGET, "link")]
        return [
            (Span(*one.span(one.lastindex or 1)), kind)
            for form, kind in forms
            for one in form.finditer(text)
        ]

    def concerns(self, text: str) -> bool:
        """Say whether *text* may name something that moves."""
        lowered = (f"{text} {unquote(text)}" if "%" in text else text).lower()
        return any(True for _ in self._words.within(lowered))

    def mentions(self, text: str, first_line: int = 1) -> list[Left]:
        """Return the old addresses and file names in *text*, which is no Markdown."""
        return [Left(name, first_line + line, "") for name, line in self._old_names.lines_in(text)]

    def astray(self, text: str, source: Page, first_line: int = 1) -> list[Left]:
        """Return the relative links of *text*, in reStructuredText, that a move leads elsewhere."""
        if source.path not in self._places:
            return []
        left = []
        for (start, end), kind in self.rst_targets_in(text):
            target = text[start:end]
            try:
                if self.respell(target, kind, source) in (None, target):
                    continue
            except Refused:
                pass
            left.append(Left(target, first_line + text.count("\n", 0, start), ""))
        return left

    def leads_astray(self, value: str, source: Page) -> bool:
        """Say whether a field's *value* is the path of a file near, which the post moves from."""
        is_path = not value.startswith("/") and ("/" in value or without_ending(value) != value)
        return is_path and self._near_file(value, source) not in (None, value)

    @cached_property
    def _words(self) -> Wanted:
        """Parts of the ways in which what moves may be named."""
        return Wanted(_words(self._moves))

    @cached_property
    def _old_names(self) -> OldNames:
        """The addresses and file names that are no more."""
        names = {m.old.url.rstrip("/") for m in self._urls.values()}
        names |= {path.rpartition("/")[2] for path in self._places}
        return OldNames(name for name in names if not name.startswith("index."))

    @cached_property
    def _standing_files(self) -> set[str]:
        """All files, and the posts among them as they may be spelt."""
        return {*self.site.files, *(name for path in self.site.paths for name in spellings(path))}

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
        path, rest = parted(target)
        if kind in ("slug", "name") and unquote(path) in self._slugs:
            if self._counts[unquote(path)] > 1:
                raise Refused(AMBIGUOUS)
            return self._slugs[unquote(path)] + rest
        if kind == "slug" or not path:
            return None
        new = self._link(path, source) if kind == "link" else self._file(path, source, kind)
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
                return respelt(path, names)
        inner = posixpath.normpath(plain.lstrip("/"))
        for folder in ("", *(f"{folder}/" for folder in self.site.folders)):
            names = self._at_file(folder + inner)
            if names:
                return respelt(path, names)
        return None

    def _near(self, path: str, source: Page) -> str | None:
        """Return a relative path anew: a file near, a page near, or a post by its bare name."""
        plain = unquote(path)
        new = self._near_file(path, source)
        if new is not None:
            return new
        by_name = "/" not in plain.strip("/")
        known = by_name and _slug_in(plain) in self._counts
        try:
            new = self._near_page(path, source)
        except Refused:
            if not known:
                raise
        if new is None and by_name:
            new = self._file(path, source, "link") or self._bare_name(path)
        if new is not None or known:
            return new
        urls = (page.url or "/" for page in (source, self._place(source)))
        if len({bare(urljoin(url, plain)) for url in urls}) > 1:
            raise Refused("from the new address it leads elsewhere")
        return None

    def _place(self, source: Page) -> Page:
        """Return where a page is after the move."""
        return self._places.get(source.path, source)

    def _near_file(self, path: str, source: Page) -> str | None:
        """Return the path of a file from the folder of *source* anew; None where none is there."""
        file = posixpath.normpath(posixpath.join(posixpath.dirname(source.path), unquote(path)))
        names = self._at_file(file)
        if names is None and source.path in self._places and file in self._standing_files:
            names = Names(file.split("/"), file.split("/"))
        if names is None:
            return None
        place, wanted = self._place(source), "/".join(names.new)
        folder = posixpath.dirname(place.path)

        def leads(new: str) -> bool:
            return posixpath.normpath(posixpath.join(folder, unquote(new))) == wanted

        return nearby(path, names, folders_of(source.path, place.path), leads)

    def _near_page(self, path: str, source: Page) -> str | None:
        """Return a path relative to the address of *source* anew; None where no page is there."""
        old = urljoin(source.url or "/", unquote(path))
        names = self._at_url(old)
        if names is None and source.path in self._places and bare(old) in self._standing:
            names = Names(bare_cased(old).split("/"), bare_cased(old).split("/"))
        if names is None:
            return None
        url = self._place(source).url or "/"
        wanted = _page(bare("/".join(names.new)))

        def leads(new: str) -> bool:
            return _page(bare(urljoin(url, unquote(new)))) == wanted

        return nearby(path, names, folders_of(unquote(source.url), unquote(url)), leads)

    def _bare_name(self, path: str) -> str | None:
        """Return a path that is a post's slug alone, perhaps with an ending, anew."""
        slug = _slug_in(unquote(path))
        if slug not in self._slugs or self._counts[slug] > 1:
            return None
        return path.replace(slug, self._slugs[slug], 1)

    def _file(self, path: str, source: Page, kind: Kind) -> str | None:
        """Return the path of a file anew, which may lack its beginning and its ending."""
        plain = unquote(path)
        if kind in ("file", "near") and not plain.startswith("/"):
            by_name = kind == "file" and "/" not in plain and self._stays_found(plain)
            new = path if by_name else self._near_file(path, source)
            if new is not None:
                return new
        wanted = posixpath.normpath(plain).lstrip("./")
        found = self._ending_in(wanted)
        roots = [f"{root}/{wanted}" for root in self.site.folders]
        exact = {file for file in found if set(roots).intersection(spellings(file))}
        found = exact if len(found) > 1 and exact else found
        if not found & self._files.keys():
            return None
        if len(found) > 1:
            raise Refused(AMBIGUOUS)
        return self._from_root(path, wanted, self._names_of(wanted, found.pop()), kind)

    def _ending_in(self, wanted: str) -> set[str]:
        """Return the files whose path, as it may be spelt, ends in that of *wanted*."""
        return {
            file
            for file in self._by_end.get(wanted.rpartition("/")[2], ())
            if any(f"/{name}".endswith(f"/{wanted}") for name in spellings(file))
        }

    def _stays_found(self, name: str) -> bool:
        """Say whether the one file that a *name* alone means is still called so."""
        found = self._ending_in(name)
        if len(found) != 1:
            return False
        file = found.pop()
        return file not in self._files or name in (
            spelt.rpartition("/")[2] for spelt in spellings(self._files[file])
        )

    def _from_root(self, path: str, wanted: str, names: Names, kind: Kind) -> str | None:
        """Return the path of a file from a content folder, or the end of it, anew."""
        for root in self.site.folders if kind != "link" else ():
            if f"{root}/{wanted}" == "/".join(names.old):
                return respelt(path, names.below(root) or names)
        count = len(wanted.split("/"))
        if names.old[-count:] == names.new[-count:] and count < len(names.old):
            return None
        return respelt(path, names)

    def _names_of(self, wanted: str, file: str) -> Names:
        """Return how *file* is named by a path that ends like *wanted*."""
        pairs = zip(spellings(file), spellings(self._files[file]), strict=True)
        old, new = next(pair for pair in pairs if f"/{pair[0]}".endswith(f"/{wanted}"))
        return Names(old.split("/"), new.split("/"))

    def _at_file(self, path: str) -> Names | None:
        path = path.rstrip("/")
        file = path if path in self._files else self._by_spelling.get(path)
        return self._names_of(path, file) if file else None

    def _at_url(self, url: str) -> Names | None:
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
                return Names([*old.split("/"), *ends], [*new.split("/"), *ends])
            above = above.rpartition("/")[0]
        return None


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


def _words(moves: Sequence[Move]) -> set[str]:
    """Return, in lower case, a part of each way in which what moves may be named."""
    words = set()
    for move in moves:
        words.add(move.slugs[0])
        words.update(name.rpartition("/")[2] for name in spellings(move.old.path)[1:])
        words.add(bare_cased(move.old.url).rpartition("/")[2])
    both = {*words, *(quote(word) for word in words)}
    return {word.lower() for word in both if word and word != "index"}


def _has_file(move: Move, url: str, below: str) -> bool:
    return any(f"/{file}".lower().endswith(f"/{below}") for file in move.files)


def _slug_in(path: str) -> str:
    return without_ending(path.strip("/"))


def _page(path: str) -> str:
    """Return the path of an address without `.html`: servers find either."""
    return path.removesuffix(".html")


def _touches(span: Span, others: Sequence[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)


def parted(target: str) -> tuple[str, str]:
    """Return the path in a target, and its query and fragment."""
    found = _REST.search(target)
    return (target[: found.start()], target[found.start() :]) if found else (target, "")
