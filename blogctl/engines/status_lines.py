"""The line that hides a post, `draft: true`: put in so that it can be taken out without a trace."""

from blogctl.content.dialect import Value
from blogctl.content.document import Document
from blogctl.content.edits import set_to, unset
from blogctl.content.front_matter import line_of, read_fields


def hidden(document: Document, key: str, value: Value) -> Document:
    """Return *document* with the field *key* that hides it.

    Where live posts have no such line, a new one goes behind the first field, where `shown` knows
    it again; where they have, it goes to its usual place.
    """
    fields = list(read_fields(document))
    dialect = document.dialect
    if key not in fields and not dialect.says_live and fields:
        placed = document._replace(dialect=dialect._replace(order=(fields[0], key)))
        return set_to(key, value)(placed)._replace(dialect=dialect)
    return set_to(key, value)(document)


def shown(document: Document, key: str, value: Value) -> Document:
    """Return *document* with *key* saying that it is live, or without the line of `hidden`."""
    ours = not document.dialect.says_live and _is_ours(document, key)
    return unset(key)(document) if ours else set_to(key, value)(document)


def _is_ours(document: Document, key: str) -> bool:
    """Say whether the field *key* stands where `hidden` puts it, as it writes it.

    Fields in braces on one line have a new one at their end.
    """
    fields = list(read_fields(document))
    line = document.joined.split(b"\n")[line_of(document, key) - 1]
    if document.format == "yaml" and document.block.lstrip().startswith(b"{"):
        return fields[-1] == key
    # Blanks to align a value, or a comment beside it, are its author's.
    return key in fields[:2] and b"#" not in line and b"  " not in line.strip()
