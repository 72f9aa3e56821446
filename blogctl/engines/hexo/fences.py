"""What is front matter to Hexo, and what it prints as text."""

import re
from json import JSONDecodeError, loads

from blogctl.content.dialect import Dialect
from blogctl.content.document import BOM, Document, Format, sliced
from blogctl.content.front_matter import load
from blogctl.errors import BadFrontMatter

DIALECT = Dialect(schema="js", separator="", any_case=False)
_TEXT = rb"((?:\r\n|\r(?!\n)|[^\r])+?)"
_OPENED = re.compile(rb"(-{3,}|;{3,})\r?\n" + _TEXT + rb"\r?\n\1(?:\r?\n)?")
_FENCE = re.compile(rb"-{3,}|;{3,}")
_UNOPENED = re.compile(_TEXT + rb"\r?\n(-{3,}|;{3,})(?:\r?\n)?")
_MARKED = re.compile(rb"(?:\r?\n)?-{3}\r?\n")
# A block whose first line is a field, and no more than a field, is fields or an error.
_FIELD = re.compile(rb"[A-Za-z_][\w-]*:[ \t]*(?:\r?\n|\Z|[^\s#&*!|>'\"%@`{\[])")
_TABS = re.compile(rb"(?<=\n)\t+")
_PRINTED = re.compile(rb"\s*(\+\+\+|-{3,}|;{3,})[ \t]*\r?(?:\n|\Z)")


def cut(data: bytes) -> Document:
    """Return the pieces of a post file; what Hexo does not take for fields is all body."""
    start = len(BOM) if data.startswith(BOM) else 0
    found = _OPENED.match(data, start)
    if found:
        block, mark = found.span(2), found.group(1)
    elif _FENCE.match(data, start) or not (found := _UNOPENED.match(data, start)):
        return Document(b"", b"", b"", data, "none", DIALECT)
    else:
        block, mark = found.span(1), found.group(2)
        # One blank line, and then a fence: to YAML the fence opens the document.
        marked = _MARKED.match(data, *block) if mark.startswith(b"-") else None
        block = (marked.end() if marked else block[0]), block[1]
    form: Format = "json" if mark.startswith(b";") else "yaml"
    # The line end before the closing fence belongs to the block's last line.
    end = data.index(b"\n", block[1]) + 1
    document = sliced(data, block[0], end, found.end(), form, DIALECT)
    if _has_fields(document):
        return document
    return Document(b"", b"", b"", data, "none", DIALECT)


def untabbed(document: Document) -> Document:
    """Return *document* with two blanks for each tab that opens a line, as Hexo has YAML read."""
    if document.format != "yaml" or b"\t" not in document.block:
        return document
    block = _TABS.sub(lambda found: b"  " * len(found.group()), document.block)
    return document._replace(block=block)


def _has_fields(document: Document) -> bool:
    """Say whether a block is fields, or an error that loses the post."""
    text = untabbed(document).block.decode("utf-8", errors="replace")
    if document.format == "json":
        try:
            loads(f"{{{text}}}")
        except (JSONDecodeError, RecursionError):
            return False
        except ValueError:
            # A number of more digits than are read here: the reader of the fields says so.
            return True
        return True
    if _FIELD.match(document.block):
        return True
    try:
        return isinstance(load("yaml", text, "js"), (dict, list))
    except BadFrontMatter:
        return True


def printed_fence(document: Document) -> tuple[int, str] | None:
    """Return the line and the mark of a fence at the top that Hexo prints as text; else None."""
    found = _PRINTED.match(document.body.removeprefix(BOM)) if document.format == "none" else None
    if not found:
        return None
    line = found.group(0)[: found.start(1)].count(b"\n") + 1
    return line, found.group(1).decode()
