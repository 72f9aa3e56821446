"""The audit of a built site: nothing in it that readers must not see, and all that they should."""

import json
import os
import zlib
from collections.abc import Iterator, Mapping, Sequence
from glob import escape
from pathlib import Path
from typing import Any

from blogctl.content.leaks import (
    Watch,
    files_for,
    leaks_of,
    missing,
    read_page,
    said_by_all,
    watch_for,
)
from blogctl.content.post import Post
from blogctl.content.problem import Problem
from blogctl.engines.engine import Engine
from blogctl.storage.workers import Spread

# What says something to readers, or to programs that search for them.
_TEXTS = (
    ".html", ".htm", ".xhtml", ".xml", ".rss", ".atom", ".json", ".jsonld", ".txt", ".md", ".js",
    ".csv", ".tsv", ".ics",
)  # fmt: skip
_PACKED = (".gz", ".pf_fragment", ".pf_index", ".pf_meta")
_FEEDS = (".xml", ".rss", ".atom")
_LARGEST = 64 * 1024 * 1024
_HINT = "nothing was deployed; look at the theme, or build anew"


def audit(output: Path, posts: Sequence[Post], engine: Engine) -> list[Problem]:
    """Return what is wrong with the site in *output*, built of *posts*, by path.

    A private post that has an address is a page for those who know it, and for nobody else.
    """
    paths = list(_files(output))
    known = {name for path in paths for name in (path, path.lower())}
    problems = [
        Problem(post.path, post.path, f"is live, and has no page at {post.url}", _HINT)
        for post in missing(posts, known, engine.root)
    ]
    problems += [
        Problem(path, path, f"is the page of the {post.status} post {post.path}", _HINT)
        for path, post in pages_to_hide(output, posts, engine)
    ]
    own = {
        file: post.path
        for post in posts
        if post.status == "private" and post.url
        for file in files_for(post.url, engine.root)
    }
    return sorted(problems + _found_in(output, paths, posts, own))


def pages_to_hide(
    output: Path, posts: Sequence[Post], engine: Engine
) -> Iterator[tuple[str, Post]]:
    """Yield the pages in *output* of posts that are to have none, each with its post.

    A generator may put a post's source beside its page, by the same name.
    """
    taken = {post.url for post in posts if post.status in ("published", "private")}
    for post in posts:
        if post.status in ("published", "private") or not post.url or post.url in taken:
            continue
        for path in files_for(post.url, engine.root):
            if (output / path).is_file():
                name = Path(path)
                beside = sorted((output / name.parent).glob(f"{escape(name.stem)}.*"))
                yield from ((one.relative_to(output).as_posix(), post) for one in beside)


def _found_in(
    output: Path, paths: Sequence[str], posts: Sequence[Post], own: Mapping[str, str]
) -> list[Problem]:
    """Return what files of the site give away, and those that do not parse.

    *own* are the pages of private posts.
    """
    watch = watch_for(posts)
    texts = [path for path in paths if path.lower().endswith((*_TEXTS, *_PACKED))]
    looked = list(Spread(texts, lambda path: (path, *_looked(output, path, watch))))
    found = [(path, *leak) for path, leaks, _ in looked for leak in leaks]
    excused = {""} if not found else {"", *said_by_all({row for *_, row in found if row}, posts)}
    # Of one post a file gives away only one thing: that is enough.
    told: dict[tuple[str, str], Problem] = {}
    for path, of, status, what, row in found:
        # Its source may lie beside a page, by the same name.
        page = Path(path).with_suffix(".html").as_posix()
        if of not in (own.get(path), own.get(page)) and (what == "address" or row not in excused):
            message = f"has the {what} of the {status} post {of}"
            told.setdefault((path, of), Problem(path, path, message, _HINT))
    broken = [Problem(path, path, reason, _HINT) for path, _, reason in looked if reason]
    return [*told.values(), *broken]


def _files(output: Path) -> Iterator[str]:
    """Yield the paths of all files in *output*, no link followed."""
    for folder, _, names in os.walk(output):
        base = Path(folder).relative_to(output).as_posix()
        yield from (name if base == "." else f"{base}/{name}" for name in sorted(names))


def _looked(output: Path, path: str, watch: Watch) -> tuple[list[tuple[str, str, str, str]], str]:
    """Return what a file of the site gives away, and why it does not parse, '' where it does."""
    try:
        data = _read(output / path)
    except (OSError, EOFError, zlib.error) as error:
        return [], f"cannot be read: {error}"
    found = leaks_of(watch, read_page(data)) if watch.addresses or watch.rows else []
    return found, _broken_feed(path, data)


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        data = file.read(_LARGEST)
    if path.name.endswith(_PACKED) and data.startswith(b"\x1f\x8b"):
        # A small file may unpack to a very large one.
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(data, _LARGEST)
    return data


def _broken_feed(path: str, data: bytes) -> str:
    """Return why a feed, or a list of pages, does not parse; '' where it does."""
    name = path.lower()
    if name.endswith(_FEEDS):
        from xml.parsers.expat import ExpatError, ParserCreate

        parser: Any = ParserCreate()
        try:
            parser.Parse(data, True)
        except ExpatError as error:
            return f"does not parse: {error}"
    if name.endswith("feed.json") or (name.endswith(".json") and b"jsonfeed.org" in data[:400]):
        try:
            json.loads(data)
        except ValueError as error:
            return f"does not parse: {error}"
    return ""
