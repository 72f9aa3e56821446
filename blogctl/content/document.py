"""A post file cut in four, byte for byte: opening fence, block, closing fence, body."""

import re
from typing import Literal, NamedTuple

from blogctl.content.dialect import Dialect
from blogctl.errors import BadFrontMatter

# The last three are a field a line: `Key: value`, `.. key: value`, `:key: value`.
Format = Literal["yaml", "toml", "json", "lines", "comments", "fieldlist", "none"]

# The formats in which each value is text.
LINES = ("lines", "comments", "fieldlist")
BOM = b"\xef\xbb\xbf"
FENCES: dict[bytes, Format] = {b"---": "yaml", b"+++": "toml"}

# Possessive: a megabyte of blank lines would leave as many places to come back to.
_BLANK_LINES = rb"(?:[ \t]*+(?:\r\n|\n|\r))*+"
_END_OF_LINE = rb"[ \t]*(?:\r\n|\n|\r|\Z)"
_OPENING = re.compile(rb"(?:\xef\xbb\xbf)?" + _BLANK_LINES + rb"(---|\+\+\+)" + _END_OF_LINE)
_CLOSINGS = {
    fence: re.compile(rb"(?<=[\r\n])" + re.escape(fence) + _END_OF_LINE) for fence in FENCES
}
# A body may open with a shortcode, `{{< … >}}`: only a quoted key makes it a JSON object.
_JSON_OPENING = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?=\{\s*(?:\"|\}))")


class Document(NamedTuple):
    """A post file in four pieces that joined again are the same bytes.

    *opening* holds a BOM and blank lines too; *block* is front matter without its fences.
    A file with no front matter is all *body*. *sidecar* is the path of the file that holds all
    but the body, '' where one file holds both. *dialect* is how the block is read and written.
    """

    opening: bytes
    block: bytes
    closing: bytes
    body: bytes
    format: Format
    dialect: Dialect = Dialect()
    sidecar: str = ""

    @property
    def joined(self) -> bytes:
        """The bytes of the whole file."""
        return self.opening + self.block + self.closing + self.body

    def files(self, path: str) -> dict[str, bytes]:
        """Return what stands in the file, or in the two files, of the post at *path*."""
        if not self.sidecar:
            return {path: self.joined}
        return {self.sidecar: self.opening + self.block + self.closing, path: self.body}

    @property
    def first_line(self) -> int:
        """The number in the file, from 1, of the block's first line."""
        return self.opening.count(b"\n") + 1

    @property
    def newline(self) -> str:
        """The line ending of this file, as its first line has it."""
        found = re.search(rb"\r\n|\n|\r", self.opening + self.block + self.body)
        return found.group().decode() if found else "\n"


def cut(data: bytes) -> Document:
    """Return the pieces of a post file, by Hugo's rules.

    A BOM and blank lines may stand before the opening fence; the first line that is a fence
    closes it. Raise BadFrontMatter for a fence that is never closed.
    """
    opening = _OPENING.match(data)
    if opening:
        return _cut_fenced(data, opening)
    start = _JSON_OPENING.match(data)
    if start:
        return _cut_json(data, start.end())
    return Document(b"", b"", b"", data, "none")


def sliced(
    data: bytes, start: int, end: int, body: int, form: Format, dialect: Dialect
) -> Document:
    """Return *data* cut at three places: where the block starts, where it ends, where the body."""
    return Document(data[:start], data[start:end], data[end:body], data[body:], form, dialect)


def _cut_fenced(data: bytes, opening: re.Match[bytes]) -> Document:
    fence = opening.group(1)
    closing = _CLOSINGS[fence].search(data, opening.end())
    if closing is None:
        line = len(opening.group().splitlines())
        raise BadFrontMatter(
            "the front matter is never closed",
            line=line,
            hint=f"put a line with {fence.decode()} after its last field",
        )
    return Document(
        data[: opening.end()],
        data[opening.end() : closing.start()],
        closing.group(),
        data[closing.end() :],
        FENCES[fence],
    )


def _cut_json(data: bytes, start: int) -> Document:
    from json import JSONDecodeError, JSONDecoder

    text = data[start:].decode("utf-8", errors="surrogateescape")
    try:
        _, length = JSONDecoder().raw_decode(text)
    except RecursionError as error:
        line = data[:start].count(b"\n") + 1
        raise BadFrontMatter("the front matter is nested too deeply", line=line) from error
    except JSONDecodeError as error:
        line = error.lineno + data[:start].count(b"\n")
        message = f"the front matter is not JSON: {error.msg}"
        raise BadFrontMatter(message, line=line, column=error.colno) from error
    except ValueError as error:
        line = data[:start].count(b"\n") + 1
        raise BadFrontMatter("the front matter has a number that is too long", line=line) from error
    end = start + len(text[:length].encode("utf-8", errors="surrogateescape"))
    return Document(data[:start], data[start:end], b"", data[end:], "json")
