"""Comments that readers left, from an export or from the files that keep them.

An export of Disqus (help.disqus.com, "Comments Export"), one of WordPress (WXR), or Staticman's
folder: for each post a folder of its slug, of files with `message` and `date`.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from blogctl.content.comments import Comment
from blogctl.content.front_matter import load
from blogctl.content.raw_html import read_html
from blogctl.errors import BadUsage, BlogError, CannotRead

# Where Staticman's files lie in a Jekyll and in a Hugo blog.
USUAL = ("_data/comments", "data/comments")
_ENDINGS = {".yml": "yaml", ".yaml": "yaml", ".json": "json"}
_LARGEST = 1 << 20


def read_comments(path: Path) -> list[Comment]:
    """Return the comments at *path*, a folder or an export; raise CannotRead, BadUsage."""
    try:
        if path.is_dir():
            return list(_of_folder(path))
        return _of_export(path)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        hint = "blogctl config comments PATH says where they are"
        raise CannotRead(f"{path} cannot be read: {reason}", hint=hint) from error


def _of_folder(folder: Path) -> Iterator[Comment]:
    for file in sorted(folder.glob("*/*")):
        form = _ENDINGS.get(file.suffix.lower())
        if form and file.is_file() and file.stat().st_size < _LARGEST:
            yield from _of_file(file, form)


def _of_file(file: Path, form: Any) -> Iterator[Comment]:
    """Yield the comment that *file* holds; nothing where it holds none that can be read."""
    try:
        told = load(form, file.read_text("utf-8", "replace"), "ruby")
    except BlogError:
        return
    if isinstance(told, dict):
        text = str(told.get("message") or told.get("comment") or told.get("content") or "")
        yield Comment(file.parent.name, str(told.get("date") or "")[:10], _said(text))


def _said(text: str) -> str:
    return read_html(text).text


def _of_export(path: Path) -> list[Comment]:
    from xml.etree.ElementTree import ParseError

    try:
        root, elements = _elements(path)
        if root == "disqus":
            return _of_disqus(elements)
        if root == "rss":
            return [one for item in elements if item.tag == "item" for one in _of_item(item)]
    except ParseError as error:
        raise BadUsage(f"{path} is no XML: {error}", hint="export the comments again") from error
    hint = "an export of Disqus or WordPress, or a folder of files as Staticman keeps them"
    raise BadUsage(f"{path} holds no comments that are known", hint=hint)


def _elements(path: Path) -> tuple[str, Iterator[Any]]:
    """Return the name of the root, and the elements right below it, or below its channel."""
    # Python's own expat limits what entities may grow to, and reads none from elsewhere.
    from xml.etree.ElementTree import iterparse

    events = iterparse(path, ("start", "end"))  # noqa: S314
    _, root = next(events)

    def bare() -> Iterator[Any]:
        for event, element in events:
            element.tag = _bare(element.tag)
            if event == "end" and element.tag in ("post", "thread", "item"):
                yield element
                if element.tag == "item":
                    element.clear()

    return _bare(root.tag), bare()


def _bare(tag: str) -> str:
    return tag.rpartition("}")[2]


def _of_disqus(elements: Iterable[Any]) -> list[Comment]:
    links: dict[str, str] = {}
    found: list[tuple[str, str, str]] = []
    for element in elements:
        if element.tag == "thread" and (link := _text(element, "link")):
            links[_identity(element)] = link
        elif element.tag == "post" and "true" not in (
            _text(element, "isDeleted"), _text(element, "isSpam")
        ):  # fmt: skip
            thread = next(one for one in element if one.tag == "thread")
            found.append(
                (_identity(thread), _text(element, "createdAt"), _text(element, "message"))
            )
    return [Comment(links.get(thread, ""), day[:10], _said(text)) for thread, day, text in found]


def _identity(element: Any) -> str:
    return next((value for key, value in element.attrib.items() if _bare(key) == "id"), "")


def _of_item(item: Any) -> Iterator[Comment]:
    link = _text(item, "link")
    for one in item:
        if one.tag == "comment" and _text(one, "comment_approved") == "1":
            day, text = _text(one, "comment_date_gmt")[:10], _text(one, "comment_content")
            yield Comment(link, day, _said(text))


def _text(element: Any, name: str) -> str:
    return next((one.text or "" for one in element if one.tag == name), "")
