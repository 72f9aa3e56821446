"""The line that hides a post, `draft: true`: put in so that it can be taken out without a trace."""

from blogctl.content.dialect import Value
from blogctl.content.document import Document
from blogctl.content.edits import set_to, unset
from blogctl.content.front_matter import read_fields


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
    ours = not document.dialect.says_live and key in list(read_fields(document))[:2]
    return unset(key)(document) if ours else set_to(key, value)(document)
