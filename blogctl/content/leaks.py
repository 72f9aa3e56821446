"""What gives a post away that readers must not see, and what is said in the files of a site."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from blogctl.content.folding import fold
from blogctl.content.post import Post

# So many words in a row are said by one post alone; shorter texts are looked for whole.
_ROW = 8
_ROWS = 6
_FEWEST = 4
_WORD = re.compile(r"[^\W_]+")
_UNSAID = re.compile(rb"<(script|style)\b(?![^>]*json)[^>]*>.*?</\1\s*>|<!--.*?-->", re.S | re.I)
_TAG = re.compile(r"<[^>]*>")
_ADDRESS = re.compile(r"""(?:<loc>|<link>|<id>|"(?:url|id|link)"\s*:\s*")\s*([^<"\s]+)""")


class Secret(NamedTuple):
    """A post that is not to be seen: its path, and why."""

    path: str
    status: str


def words_in(text: str) -> str:
    """Return the words of *text*, folded, each between two blanks."""
    return f" {' '.join(_WORD.findall(fold(unescape(text))))} "


class Watch(NamedTuple):
    """What to look for in a site: addresses as paths, and rows of words by four of them.

    Each comes with the posts that it would give away. Few pages have the same four words beside
    each other, however many posts there are.
    """

    addresses: Mapping[str, Sequence[Secret]]
    rows: Mapping[tuple[str, ...], Sequence[tuple[Secret, str, str]]]


def watch_for(posts: Sequence[Post]) -> Watch:
    """Return what must not be seen of those *posts* that are not live."""
    addresses: dict[str, list[Secret]] = {}
    rows: dict[tuple[str, ...], list[tuple[Secret, str, str]]] = {}
    for post in posts:
        if post.status == "published":
            continue
        secret = Secret(post.path, post.status)
        if post.url:
            addresses.setdefault(path_of(post.url), []).append(secret)
        title = _title_of(post)
        told = [*([("title", title)] if title else []), *(("text", row) for row in _rows_of(post))]
        for what, row in told:
            rows.setdefault(_longest(row), []).append((secret, what, row))
    return Watch(addresses, rows)


def _longest(row: str) -> tuple[str, ...]:
    """Return those four words beside each other in *row* that have the most letters."""
    return max(_fours(row), key=lambda four: len("".join(four)))


def _fours(text: str) -> Iterator[tuple[str, ...]]:
    words = text.split()
    return zip(*(words[start:] for start in range(_FEWEST)), strict=False)


def said_by_all(rows: Iterable[str], posts: Iterable[Post]) -> set[str]:
    """Return those *rows* of words that live *posts* say too: they give nothing away."""
    rows, said = set(rows), set[str]()
    for post in posts:
        if rows == said:
            break
        if post.status == "published":
            reading = post.text.reading
            text = words_in("\n".join((post.title, post.description, reading.plain, reading.code)))
            said |= {row for row in rows if row in text}
    return said


def _title_of(post: Post) -> str:
    """Return the words of a title that is long enough to be this post's alone; else ''."""
    words = words_in(post.title)
    return words if len(words.split()) >= _FEWEST else ""


def _rows_of(post: Post) -> Iterator[str]:
    """Yield rows of words from all over a post, and its description."""
    if len(words_in(post.description).split()) >= _FEWEST:
        yield words_in(post.description)
    words = words_in(post.text.reading.plain).split()
    if len(words) < _FEWEST:
        return
    step = max(1, (len(words) - _ROW) // _ROWS)
    for start in dict.fromkeys([0, *range(0, max(1, len(words) - _ROW + 1), step)]):
        yield f" {' '.join(words[start : start + _ROW])} "


class Page(NamedTuple):
    """What a file of a site says: its words, and the addresses that it lists, as paths."""

    words: str
    listed: frozenset[str]


def read_page(data: bytes) -> Page:
    """Return what *data*, HTML, XML, JSON or text, says to readers and to programs."""
    text = _UNSAID.sub(b" ", data).decode("utf-8", "replace")
    listed = frozenset(path_of(unescape(url)) for url in _ADDRESS.findall(text))
    if "\\u" in text:
        text = _escapes(text)
    return Page(words_in(_TAG.sub(" ", text).replace("\\n", " ")), listed)


def _escapes(text: str) -> str:
    """Return JSON's *text* with the letters that it writes by number."""
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)


def path_of(url: str) -> str:
    """Return the path of an address, as it is read, without a last `index.html`."""
    return unquote(urlsplit(url).path).removesuffix("index.html")


def leaks_of(watch: Watch, page: Page) -> list[tuple[str, str, str, str]]:
    """Return what *page* gives away: the path of a post, its status, what of it, and its words.

    The words of an address are ''.
    """
    listed = [
        (*secret, "address", "")
        for address in sorted(page.listed & watch.addresses.keys())
        for secret in watch.addresses[address]
    ]
    said = [
        (*secret, what, row)
        for four in sorted(watch.rows.keys() & _fours(page.words))
        for secret, what, row in watch.rows[four]
        if row in page.words
    ]
    return listed + sorted(said, key=lambda one: one[2] != "title")


def files_for(url: str, root: str) -> tuple[str, ...]:
    """Return where a site may have the page at *url*; *root* is the path of the site's address."""
    path = path_of(url).lstrip("/")
    if root:
        path = path.removeprefix(root).lstrip("/")
    if not path or path.endswith("/"):
        return (f"{path}index.html",)
    return (path, f"{path}/index.html", f"{path}.html")


def missing(posts: Sequence[Post], files: Collection[str], root: str) -> list[Post]:
    """Return the live *posts* whose pages are not among *files*, the site's, by folded names."""
    return [
        post
        for post in posts
        if post.status == "published"
        and post.url
        and not any(path in files or path.lower() in files for path in files_for(post.url, root))
    ]
