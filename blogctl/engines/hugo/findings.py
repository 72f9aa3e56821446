"""What Hugo passes over or misreads in a post without a word."""

from collections.abc import Mapping
from typing import Any

from blogctl.content.document import Document
from blogctl.content.explaining import Finding
from blogctl.content.front_matter import line_of
from blogctl.content.post import one_text
from blogctl.engines.hugo.fields import truth

# What others call it, and Hugo's own name.
_OTHERS = {
    "tag": "tags", "category": "categories", "permalink": "url", "redirect_from": "aliases",
    "alias": "aliases", "updated": "lastmod", "updateddate": "lastmod",
    "last_modified_at": "lastmod", "status": "draft", "excerpt": "summary",
}  # fmt: skip


def findings(document: Document, fields: Mapping[str, Any], reader: str) -> list[Finding]:
    """Return what *reader* (Hugo, or blogctl by its rules) misreads in *fields*, keys lowered."""
    found = []
    if "draft" in fields and truth(fields["draft"]) is None:
        said = one_text(fields["draft"])
        message = f"'draft: {said}' makes no draft: {reader} takes true and false alone"
        found.append(_at(document, "draft", message, "write 'draft: true', or 'draft: false'"))
    for name in ("tags", "categories"):
        value = fields.get(name)
        if isinstance(value, str) and "," in value:
            items = ", ".join(part.strip() for part in value.split(","))
            message = f"'{name}' is one name to {reader}: '{value}'"
            found.append(_at(document, name, message, f"write '{name}: [{items}]'"))
    if isinstance(fields.get("taxonomies"), Mapping):
        message = f"{reader} passes over the table 'taxonomies'"
        found.append(_at(document, "taxonomies", message, "put its lists at the top: 'tags: […]'"))
    for other, own in _OTHERS.items():
        if other in fields and own not in fields:
            message = f"{reader} passes over '{other}'"
            hint = f"its own name for it is '{own}'"
            found.append(_at(document, other, message, hint)._replace(stops=False))
    return found


def _at(document: Document, name: str, message: str, hint: str) -> Finding:
    return Finding(line_of(document, name), message, hint)
