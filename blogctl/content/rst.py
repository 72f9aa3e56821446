"""What a reStructuredText body says: words, headings, links, images and code, without docutils.

Roles and directives of Sphinx and of plugins are read by their form alone: what a directive that
is not known here would make of its lines is no text.
"""

import re
from collections.abc import Sequence

from blogctl.content.reading import Heading, Link, Reading, shorten

MAX_DEPTH = 40
_PUNCTUATION = r"[!-/:-@\[-`{-~]"
_RULE = re.compile(rf"({_PUNCTUATION})\1*")
_TABLE_RULE = re.compile(r"\+[-=+]{2,}\+|=+(?: +=+)+|-+(?: +-+)+")
_ITEM = re.compile(
    r"(?:[-*+•‣⁃]|(?:\d{1,9}|#|[A-Za-z]|[ivxlcIVXLC]{1,9})[.)]|\((?:\d{1,9}|#|[a-z])\))(?: +|$)"
)
_FIELD = re.compile(r":(?![: ])[^:`]{1,200}:(?: +|$)")
TARGET = re.compile(r"_(?:`([^`]+)`|((?:[^:\\]|\\.|:(?! |$))+)): *(.*)")
DIRECTIVE = re.compile(r"(?:\|([^|]+)\| +)?([A-Za-z][\w.+:-]*?) ?::(?: +(.*)|$)")
NOTE = re.compile(r"\[(?:\d+|[#*]|[#\w][\w.-]*)\] *")
CODE = ("code", "code-block", "sourcecode", "highlight", "parsed-literal", "listing", "math")
SAID = (
    "admonition", "attention", "caution", "danger", "error", "hint", "important", "note", "tip",
    "warning", "sidebar", "topic", "rubric", "centered", "seealso", "deprecated", "versionadded",
    "versionchanged",
)  # fmt: skip
HOLDS = (
    *SAID, "figure", "epigraph", "highlights", "pull-quote", "compound", "container", "table",
    "list-table", "class", "only", "line-block", "thumbnail",
)  # fmt: skip
IMAGES = ("image", "figure", "thumbnail")
# Where markup may start and end: not within a word.
INLINE = re.compile(
    r"""
      \\(?P<escaped>.)
    | ``(?P<code>.{1,1000}?)``(?!`)
    | (?::[\w.:+-]{1,80}:)?_?`(?P<phrase>[^`]{1,2000})`(?P<mark>_{0,2})(?::[\w.:+-]{1,80}:)?
    | \[(?:\d{1,9}|[\#*]|[\#A-Za-z][\w.-]{0,80})\]_(?P<note>)
    | \*\*(?P<strong>(?=\S).{1,1000}?(?<=\S))\*\*
    | (?<![\w*])\*(?P<emphasis>[^\s*](?:[^*]{0,1000}[^\s*])?)\*(?![\w*])
    | (?<!\w)\|(?P<sub>[^\s|](?:[^|\n]{0,200}[^\s|])?)\|_{0,2}(?!\w)
    | (?P<url>(?:https?|ftp)://[^\s<>`"]{1,2000})
    | (?<![\w/.])(?P<name>[A-Za-z0-9](?:[\w.+-]{0,200}?[A-Za-z0-9])?)__?(?!\w)
    """,
    re.VERBOSE | re.DOTALL,
)
EMBEDDED = re.compile(r"(.*?)\s*<([^<>]+)>", re.DOTALL)


def read_rst(source: str) -> Reading:
    """Return what *source* says. A comment, a raw block and a directive's options are no text."""
    reader = _Reader()
    lines = [line.rstrip() for line in source.expandtabs(8).splitlines()]
    reader.substitute(lines)
    reader.read(lines)
    return Reading(
        "\n".join(reader.paragraphs),
        "\n".join(reader.code),
        tuple(reader.headings),
        tuple(reader.links),
        tuple(reader.images),
        shorten(reader.first),
    )


def without_markup(text: str) -> str:
    """Return one line of text, a title or a field's value, as its readers see it."""
    return _Reader().said(text)


class _Reader:
    """Walks blocks of lines, each less indented than those in it."""

    def __init__(self) -> None:
        self.paragraphs: list[str] = []
        self.code: list[str] = []
        self.headings: list[Heading] = []
        self.links: list[Link] = []
        self.images: list[Link] = []
        self.first = ""
        self._styles: list[tuple[str, bool]] = []
        self._substitutes: dict[str, str] = {}

    def substitute(self, lines: Sequence[str]) -> None:
        """Learn what `|name|` stands for, as `.. |name| replace::` says."""
        for line in lines:
            found = DIRECTIVE.match(line.lstrip()[3:]) if line.lstrip()[:3] == ".. " else None
            if found and found.group(1):
                text = found.group(3) if found.group(2) == "replace" else ""
                self._substitutes[found.group(1).lower()] = text or ""

    def read(self, lines: Sequence[str], depth: int = 0) -> None:
        """Read a block whose lines start at their first column."""
        at = 0
        while at < len(lines):
            at = self._block(lines, at, depth)

    def _block(self, lines: Sequence[str], at: int, depth: int) -> int:
        """Read what starts on line *at*; return the line after it."""
        line = lines[at]
        if not line:
            return at + 1
        heading = 0 if depth else self._heading(lines, at)
        if heading:
            return at + heading
        if line[0] == " " and depth < MAX_DEPTH:
            end = _extent(lines, at, 1)
            self.read(_dedented(lines[at:end]), depth + 1)
            return end
        if line == ".." or line.startswith(".. "):
            end = _extent(lines, at + 1, 1)
            self._explicit(line[2:].strip(), _dedented(lines[at + 1 : end]), depth)
            return end
        item = _ITEM.match(line) or _FIELD.match(line)
        if item and depth < MAX_DEPTH:
            width = min(item.end(), len(line))
            end = _extent(lines, at + 1, 1 if line[0] == ":" else width)
            opening = self.first
            self.read([line[width:], *_dedented(lines[at + 1 : end])], depth + 1)
            # A field's value opens no text: `:Version: 8.3`.
            self.first = opening if line[0] == ":" else self.first
            return end
        return self._plain(lines, at)

    def _heading(self, lines: Sequence[str], at: int) -> int:
        """Read a heading on line *at*, or a line across; return how many lines it takes, else 0."""
        line, below, under = (lines[i] if i < len(lines) else "" for i in (at, at + 1, at + 2))
        is_rule = _RULE.fullmatch(line)
        if is_rule and len(line) >= 2 and below and under == line:
            self._headed(below.strip(), (line[0], True))
            return 3
        if is_rule and len(line) >= 4 and not below:
            return 1
        is_short = len(below) < len(line) and len(below) < 4
        if line[0] == " " or is_short or not _RULE.fullmatch(below) or below in ("::", ".."):
            return 0
        self._headed(line, (below[0], False))
        return 2

    def _headed(self, text: str, style: tuple[str, bool]) -> None:
        if style not in self._styles:
            self._styles.append(style)
        said = self.said(text)
        self.headings.append(Heading(min(self._styles.index(style) + 1, 6), said))
        self._keep(said)

    def _explicit(self, text: str, body: list[str], depth: int) -> None:
        """Read what follows `..`: a target, a note, a directive; a comment says nothing."""
        target = TARGET.match(text)
        directive = DIRECTIVE.match(text)
        note = NOTE.match(text)
        if target:
            name = target.group(1) or target.group(2)
            self._link(" ".join([target.group(3), *body]), name.replace("\\", ""))
        elif note:
            self.read([text[note.end() :], *body], depth + 1)
        elif directive:
            name, argument = directive.group(2).lower(), directive.group(3) or ""
            self._directive(name, argument, body, depth)

    def _directive(self, name: str, argument: str, body: list[str], depth: int) -> None:
        count = next((i for i, line in enumerate(body) if not _FIELD.match(line)), len(body))
        options = dict(line[1:].split(":", 1) for line in body[:count])
        if name in IMAGES and argument:
            self.images.append(Link(argument.strip(), options.get("alt", "").strip()))
        if name in CODE:
            self.code.append("\n".join(body[count:]).strip("\n") + "\n")
        elif name in HOLDS and depth < MAX_DEPTH:
            self.read([argument if name in SAID else "", *body[count:]], depth + 1)

    def _link(self, target: str, text: str) -> None:
        url = "".join(target.split())
        # A target that is another's name, or a place in this text, leads nowhere else.
        if url and not url.endswith("_"):
            self.links.append(Link(url, text))

    def _plain(self, lines: Sequence[str], at: int) -> int:
        """Read a paragraph, a table, or code that no directive announces."""
        end = at + 1
        while end < len(lines) and lines[end] and (lines[end][0] != " " or end > at + 1):
            end += 1
        block = lines[at:end]
        if block[0].startswith(">>>"):
            self.code.append("\n".join(block) + "\n")
            return end
        if block[0].startswith("__ "):
            self._link(block[0][3:], "")
            return end
        if _TABLE_RULE.fullmatch(block[0]) or block[0].startswith("| "):
            for row in block:
                self._keep("" if _TABLE_RULE.fullmatch(row) else self.said(_cells(row)))
            return end
        text = " ".join(line.strip() for line in block)
        if not text.endswith("::"):
            self._paragraph(text)
            return end
        before = text[:-2]
        self._paragraph(before if not before or before.endswith(" ") else f"{before}:")
        return self._literal(lines, end)

    def _literal(self, lines: Sequence[str], at: int) -> int:
        """Read the code after `::`, indented or quoted; return the line after it."""
        start = next((i for i in range(at, len(lines)) if lines[i]), len(lines))
        end = _extent(lines, start, 1)
        if end == start and start < len(lines) and re.match(_PUNCTUATION, lines[start]):
            mark = lines[start][0]
            while end < len(lines) and lines[end].startswith(mark):
                end += 1
        if end > start:
            self.code.append("\n".join(_dedented(lines[start:end])).strip("\n") + "\n")
        return end

    def _paragraph(self, text: str) -> None:
        said = self.said(text)
        self.first = self.first or said.strip()
        self._keep(said)

    def _keep(self, text: str) -> None:
        if text.strip():
            self.paragraphs.append(" ".join(text.split()))

    def said(self, text: str) -> str:
        """Return a text without its markup; keep its links and code."""
        return INLINE.sub(self._shown, text)

    def _shown(self, found: re.Match[str]) -> str:
        kind, text = found.lastgroup or "", found.group(found.lastgroup or 0) or ""
        if kind == "code":
            self.code.append(text)
        elif kind == "url":
            url = text.rstrip(".,;:!?'*)]")
            self.links.append(Link(url, url))
        elif kind == "mark":
            return self._phrase(found.group("phrase"), bool(text))
        elif kind == "sub":
            return self._substitutes.get(text.lower(), text)
        elif kind == "escaped":
            return text.strip()
        return text

    def _phrase(self, text: str, is_link: bool) -> str:
        embedded = EMBEDDED.fullmatch(text)
        if not embedded:
            return text
        shown = embedded.group(1) or embedded.group(2)
        if is_link:
            self._link(embedded.group(2), " ".join(shown.split()))
        return shown


def _cells(row: str) -> str:
    """Return the text of a table's row, or of a line of verse, without its bars."""
    return row.replace("|", " ") if row.startswith("|") else row


def _extent(lines: Sequence[str], at: int, width: int) -> int:
    """Return the line after the last from *at* that is indented by *width*; blank ones between."""
    end = at
    for i in range(at, len(lines)):
        if lines[i] and not lines[i].startswith(" " * width):
            break
        end = i + 1 if lines[i] else end
    return end


def _dedented(lines: Sequence[str]) -> list[str]:
    """Return *lines* moved left by what all of them are indented."""
    width = min((len(line) - len(line.lstrip()) for line in lines if line), default=0)
    return [line[width:] for line in lines]
