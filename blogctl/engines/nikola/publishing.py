"""How a post for Nikola becomes a draft, and live again."""

import re

from blogctl.content.document import Document
from blogctl.content.edits import Edit, add_to, remove_from, set_to, unset
from blogctl.content.post import one_text
from blogctl.engines.nikola.fields import Fields, comment_fields, tag_names
from blogctl.errors import CannotEdit

_STATUS = re.compile(rb"(?m)^(\s*\.\. status:)[^\S\r\n]*(\S+)[^\S\r\n]*(?=[\r\n]|\Z)")


def undrafted(document: Document, fields: Fields, *, tags_count: bool) -> list[Edit]:
    """Return the edits that take a draft's marks away; *tags_count* is USE_TAG_METADATA."""
    edits: list[Edit] = []
    if fields.get("status") == "draft":
        live = document.dialect.says_live or _is_remarked(document)
        edits.append(set_to("status", "published") if live else unset("status"))
    if tags_count:
        tags = tag_names(document, fields.get("tags"))
        edits += [remove_from("tags", tag) for tag in tags if tag.lower() == "draft"]
    return edits


def _is_remarked(document: Document) -> bool:
    """Say whether a comment stands behind the status: that line is its author's, and stays."""
    is_own = document.format in ("yaml", "toml")
    return is_own and bool(re.search(rb"(?m)^status[ \t]*[:=][^\r\n]*#", document.block))


def drafted(document: Document, fields: Fields, *, tags_count: bool) -> list[Edit]:
    """Return the edits that make a draft; none for what is a draft or private already."""
    tags = tag_names(document, fields.get("tags")) if tags_count else ()
    if {one_text(fields.get("status")), *tags} & {"draft", "private"}:
        return []
    if tags_count and fields.get("status") == "featured":
        # The tag hides it as well, and leaves the status to come back to.
        return [add_to("tags", "draft")]
    return [set_to("status", "draft")]


def marked(document: Document, status: str) -> Document:
    """Return *document* with no blanks around its status but the one behind the colon.

    An edit follows the blanks of other fields, but to Nikola they are part of a value: two before
    `draft`, and the post is none. Raise CannotEdit where the status is still not *status*.
    """
    if document.format != "comments":
        return document
    block = _STATUS.sub(rb"\1 \2", document.block)
    if comment_fields(block).get("status") != status:
        message = "the blanks in its comment header would be read as part of its status"
        raise CannotEdit(message, hint="put one blank behind each colon there")
    return document._replace(block=block)
