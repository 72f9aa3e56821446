"""Edits: functions from Document to Document that change one field and not a byte more."""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any, cast

from blogctl.content.dialect import Dialect, Key, Value
from blogctl.content.document import BOM, LINES, Document, Format
from blogctl.errors import CannotEdit

Edit = Callable[[Document], Document]
# Imported when first used: each brings a parser along.
EDITORS: dict[Format, str] = {
    "yaml": "yaml_spans", "toml": "toml_spans", "json": "json_spans",
    "lines": "line_spans", "comments": "line_spans", "fieldlist": "line_spans",
}  # fmt: skip


def set_to(key: str | Key, value: Value) -> Edit:
    """Return the edit that gives *key* the value.

    A new key goes where the blog's other posts have it, else to the end of the block.
    """
    return lambda document: _edited(document, "set_field", key, value)


def unset(key: str | Key) -> Edit:
    """Return the edit that takes *key* away."""
    return lambda document: _edited(document, "unset_field", key)


def add_to(key: str | Key, item: str) -> Edit:
    """Return the edit that puts *item* at the end of the list *key*, making it where needed."""
    return lambda document: _edited(document, "add_item", key, item)


def remove_from(key: str | Key, item: str) -> Edit:
    """Return the edit that takes *item* out of the list *key*."""
    return lambda document: _edited(document, "remove_item", key, item)


def rename_in(key: str | Key, old: str, new: str) -> Edit:
    """Return the edit that calls the item *old* of the list *key* by the name *new*."""
    return lambda document: _edited(document, "rename_item", key, old, new)


def in_turn(edits: list[Edit]) -> Edit:
    """Return the edit that makes each of *edits*, one after the other."""

    def edit(document: Document) -> Document:
        for one in edits:
            document = one(document)
        return document

    return edit


def _edited(document: Document, change: str, key: str | Key, *values: Any) -> Document:
    document = with_front_matter(document)
    try:
        text = document.block.decode("utf-8")
    except UnicodeDecodeError as error:
        raise CannotEdit("the front matter is not UTF-8", hint="save it as UTF-8") from error
    # libyaml counts a BOM out of its marks; one inside the block would shift every edit.
    if text.startswith("\ufeff"):
        raise CannotEdit("the front matter holds a second BOM", hint="take it out by hand")
    dialect: Dialect = document.dialect._replace(newline=document.newline)
    path = (key,) if isinstance(key, str) else key
    new = _editor(document.format, change)(text, path, *values, dialect)
    return document._replace(block=new.encode()) if new != text else document


def _editor(form: Format, change: str) -> Callable[..., str]:
    """Return the function *change* of the module that edits front matter in the format *form*."""
    module = import_module(f"blogctl.content.{EDITORS[form]}")
    function: Callable[..., str] = getattr(module, change)
    return partial(function, form=form) if form in LINES else function


def with_front_matter(document: Document) -> Document:
    """Return *document* with an empty block where it has none, as its dialect has one."""
    if document.format != "none":
        return document
    form, above, below = document.dialect.head
    end = document.newline.encode()
    mark = BOM if document.body.startswith(BOM) else b""
    return document._replace(
        opening=document.opening + mark + (above.encode() + end if above else b""),
        closing=below.replace("\n", document.newline).encode() + end,
        body=document.body.removeprefix(BOM),
        format=cast("Format", form),
    )
