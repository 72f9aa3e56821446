"""Edits: functions from Document to Document that change one field and not a byte more."""

from collections.abc import Callable
from functools import partial

from blogctl.content.document import Document
from blogctl.content.yaml_spans import Value, add_item, remove_item, set_field, unset_field
from blogctl.errors import CannotEdit

Edit = Callable[[Document], Document]


def set_to(key: str, value: Value) -> Edit:
    """Return the edit that gives *key* the value; a new key goes to the end of the block."""
    return lambda document: _edited(document, partial(set_field, key=key, value=value))


def unset(key: str) -> Edit:
    """Return the edit that takes *key* away."""
    return lambda document: _edited(document, partial(unset_field, key=key))


def add_to(key: str, item: str) -> Edit:
    """Return the edit that puts *item* at the end of the list *key*, making it where needed."""
    return lambda document: _edited(document, partial(add_item, key=key, item=item))


def remove_from(key: str, item: str) -> Edit:
    """Return the edit that takes *item* out of the list *key*."""
    return lambda document: _edited(document, partial(remove_item, key=key, item=item))


def in_turn(edits: list[Edit]) -> Edit:
    """Return the edit that makes each of *edits*, one after the other."""

    def edit(document: Document) -> Document:
        for one in edits:
            document = one(document)
        return document

    return edit


def _edited(document: Document, change: Callable[..., str]) -> Document:
    document = _with_front_matter(document)
    if document.format != "yaml":
        raise CannotEdit(
            f"front matter in {document.format.upper()} is read, but not yet edited",
            hint="edit this field by hand; nothing was changed",
        )
    try:
        text = document.block.decode("utf-8")
    except UnicodeDecodeError as error:
        raise CannotEdit("the front matter is not UTF-8", hint="save it as UTF-8") from error
    # libyaml counts a BOM out of its marks; one inside the block would shift every edit.
    if text.startswith("\ufeff"):
        raise CannotEdit("the front matter holds a second BOM", hint="take it out by hand")
    return document._replace(block=change(text, newline=document.newline).encode())


def _with_front_matter(document: Document) -> Document:
    if document.format != "none":
        return document
    end = document.newline.encode()
    return Document(b"---" + end, b"", b"---" + end, document.body, "yaml")
