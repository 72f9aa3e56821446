"""A post file cut in four, byte for byte: opening fence, block, closing fence, body."""

import re
from typing import Literal, NamedTuple

from blogctl.errors import BadFrontMatter

Format = Literal["yaml", "toml", "json", "none"]

BOM = b"\xef\xbb\xbf"
FENCES: dict[bytes, Format] = {b"---": "yaml", b"+++": "toml"}

_BLANK_LINES = rb"(?:[ \t]*(?:\r\n|\n|\r))*"
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
    A file with no front matter is all *body*.
    """

    opening: bytes
    block: bytes
    closing: bytes
    body: bytes
    format: Format

    @property
    def joined(self) -> bytes:
        """The bytes of the whole file."""
        return self.opening + self.block + self.closing + self.body

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
    except JSONDecodeError as error:
        line = error.lineno + data[:start].count(b"\n")
        message = f"the front matter is not JSON: {error.msg}"
        raise BadFrontMatter(message, line=line, column=error.colno) from error
    end = start + len(text[:length].encode("utf-8", errors="surrogateescape"))
    return Document(data[:start], data[start:end], b"", data[end:], "json")
