"""Metadata as Nikola finds it in a post: which lines are fields, and what they say."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from blogctl.content.dialect import Dialect
from blogctl.content.document import BOM, Document, Format, sliced
from blogctl.content.front_matter import line_of, read_fields
from blogctl.content.post import texts
from blogctl.errors import BadFrontMatter

Fields = dict[str, Any]

_DIALECT = Dialect(schema="python", separator=",", any_case=False)
_ANY_CASE = _DIALECT._replace(any_case=True)
# One line's end, as Python reads text: a pair counts once.
_END = rb"(?:\r\n|\r(?!\n)|(?<!\r)\n)"
_BLANK_LINE = re.compile(_END + rb"(?=" + _END + rb")")
_SPACE = re.compile(rb"(?:[\s\x1c-\x1f\x85]|\xc2\x85|\xc2\xa0|\xe2\x80[\x80-\x8a\xa8\xa9\xaf])*")
_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_COMMENT = re.compile(r"\s*\.\. (.*?): (.*)")
_EMPTY = re.compile(r"\s*\.\. [^\s:]+:\s*")
_META_LINE = re.compile(rb" {0,3}[A-Za-z0-9_-]+:|(?: {4}|\t)")
_RST_ABOVE = re.compile(
    rb"(?:[ \t]*" + _END + rb"|\.\.(?!\s*\S+::)(?:[ \t][^\r\n]*)?" + _END
    + rb"(?:[ \t]+\S[^\r\n]*" + _END + rb")*)*"
)  # fmt: skip
_RULE = rb"([!-/:-@\[-`{-~])\%d{2,}[ \t]*" + _END
_RST_TITLE = re.compile(
    rb"(?:" + _RULE % 1 + rb")?(?P<title>[^\s:.][^\r\n]*)" + _END + _RULE % 3
)  # fmt: skip
_FIELD_LINE = re.compile(rb":(?![: ])(?:[^:\r\n\\]|\\.|:(?! ))+:(?=[ \t\r\n]|\Z)")


class Forms(NamedTuple):
    """The forms of metadata that a site takes besides those that Nikola always does."""

    docinfo: bool = False
    meta: bool = False
    mappings: Mapping[str, Mapping[str, str]] = {}


def cut(data: bytes, markup: str, forms: Forms) -> Document:
    """Return the pieces of a post file, or of a sidecar, by the first form that is there.

    YAML and TOML when the fence is the exact first line, `.. key: value` in the first paragraph,
    then, where the site takes them, the metadata of Python-Markdown or a docinfo.
    """
    start = len(BOM) if data.startswith(BOM) else 0
    fenced = _fenced(data, start)
    if fenced:
        return fenced
    commented = _commented(data, start)
    if commented:
        return commented
    found = below(data, start, markup, forms)
    head = ("comments", "", "") if markup == "rst" else ("comments", "<!--", "-->\n")
    return found or Document(b"", b"", b"", data, "none", _DIALECT._replace(head=head))


def _fenced(data: bytes, start: int) -> Document | None:
    for fence, form in ((rb"---", "yaml"), (rb"\+\+\+", "toml")):
        opening = re.compile(fence + _END).match(data, start)
        if opening:
            # The break above the closing fence may be the one behind the opening fence.
            closing = re.compile(_END + fence + _END).search(data, opening.end() - 2)
            end, after = (len(data), len(data)) if not closing else closing.span()
            block = max(opening.end(), _line_start(data, end)) if closing else len(data)
            if form == "toml" and not data[opening.end() : block].strip():
                return None
            return sliced(data, opening.end(), block, after, _format(form), _DIALECT)
    return None


def _format(name: str) -> Format:
    return "yaml" if name == "yaml" else "toml"


def _line_start(data: bytes, end: int) -> int:
    """Return where the line after the break at *end* begins."""
    return end + (2 if data[end : end + 2] == b"\r\n" else 1)


def _commented(data: bytes, start: int) -> Document | None:
    """Return *data* with its first paragraph cut out; None where no line of that is a field."""
    top = _SPACE.match(data, start)
    begin = top.end() if top else start
    blank = _BLANK_LINE.search(data, begin)
    end, body = (len(data), len(data)) if not blank else (blank.end(), _after(data, blank.end()))
    lines = [found for found in _LINE.finditer(data, begin, end) if found.group()]
    fields = [found for found in lines if _is_field(found.group())]
    if not comment_fields(data[begin:end]):
        return None
    first, last = fields[0].start(), fields[-1].end()
    if not blank:
        body = _behind_comment(data, last)
    return sliced(data, first, last, body, "comments", _DIALECT)


def _is_field(line: bytes) -> bool:
    text = line.decode("utf-8", errors="replace").rstrip("\r\n")
    return bool(_COMMENT.match(text) or _EMPTY.fullmatch(text))


def _after(data: bytes, end: int) -> int:
    return _line_start(data, end) if end < len(data) else end


def _behind_comment(data: bytes, last: int) -> int:
    """Return where the text begins that follows the fields without a blank line."""
    closing = re.compile(rb"\s*-->[ \t]*" + _END + rb"?").match(data, last)
    return closing.end() if closing else last


def comment_fields(block: bytes) -> Fields:
    """Return the fields among the lines of *block*, with the blanks around a value as they are.

    A field with nothing behind its colon is none. Of several with one name, the last counts.
    """
    fields = {}
    text = block.decode("utf-8", errors="replace")
    for line in re.split(r"\r\n|\r|\n", text):
        found = _COMMENT.match(line)
        if found and found[2]:
            fields[found[1]] = found[2]
    return fields


def below(data: bytes, start: int, markup: str, forms: Forms) -> Document | None:
    """Return *data* cut by what its compiler takes for metadata; None where that finds none."""
    if forms.meta and markup == "markdown":
        return _meta_lines(data, start)
    if forms.docinfo and markup == "rst":
        return _docinfo(data, start)
    return None


def _meta_lines(data: bytes, start: int) -> Document | None:
    end = start
    for line in _LINE.finditer(data, start):
        if not line.group().strip() or not _META_LINE.match(line.group()):
            break
        end = line.end()
    if end == start or data[start : start + 1] in (b" ", b"\t"):
        return None
    blank = re.compile(rb"[ \t]*" + _END).match(data, end)
    return sliced(data, start, end, blank.end() if blank else end, "lines", _ANY_CASE)


def _docinfo(data: bytes, start: int) -> Document | None:
    """Return *data* cut at the field list that opens it, below at most a title and a subtitle."""
    at = _skipped(data, start)
    for _ in range(2):
        title = _RST_TITLE.match(data, at)
        at = _skipped(data, title.end()) if title else at
    if not _FIELD_LINE.match(data, at):
        return None
    end = at
    for line in _LINE.finditer(data, at):
        if not (_FIELD_LINE.match(line.group()) or line.group()[:1] in (b" ", b"\t")):
            break
        end = line.end()
    blank = re.compile(rb"[ \t]*" + _END).match(data, end)
    return sliced(data, at, end, blank.end() if blank else end, "fieldlist", _ANY_CASE)


def _skipped(data: bytes, at: int) -> int:
    found = _RST_ABOVE.match(data, at)
    return found.end() if found else at


def fields_of(document: Document, markup: str, forms: Forms) -> Fields:
    """Return what Nikola knows of a post from its text: under each name, the value that counts.

    Raise BadFrontMatter where the block does not parse, or Nikola stumbles over it.
    """
    fields: Fields = {}
    if document.format == "comments" or document.sidecar:
        under = below(document.body if document.sidecar else document.joined, 0, markup, forms)
        fields = _compiled(under, forms) if under else {}
    if document.format == "comments":
        return {
            **fields,
            **_mapped(comment_fields(document.block), forms.mappings.get("nikola", {})),
        }
    if document.format in ("lines", "fieldlist"):
        return {**fields, **_compiled(document, forms)}
    return {**fields, **_loaded(document, forms)}


def _loaded(document: Document, forms: Forms) -> Fields:
    """Return the fields of YAML or TOML; an empty one is '' to Nikola."""
    try:
        loaded = read_fields(document)
    except BadFrontMatter as error:
        if document.closing:
            raise
        hint = "put a line of its own with the closing fence below the last field"
        raise BadFrontMatter(error.message, line=error.line, hint=error.hint or hint) from error
    if document.format == "yaml" and not loaded:
        line = document.first_line
        raise BadFrontMatter("the front matter is empty", line=line, hint="give it a date")
    fields = {name: "" if value is None else value for name, value in loaded.items()}
    return _mapped(fields, forms.mappings.get(document.format, {}))


def _compiled(document: Document, forms: Forms) -> Fields:
    """Return the fields that the compiler of the text finds, names in lower case."""
    written = read_fields(document)
    fields = {name.lower(): value.replace("\n", ",") for name, value in written.items()}
    if document.format == "lines":
        return _mapped(fields, forms.mappings.get("markdown_metadata", {}))
    fields = {name.lower(): value.strip() for name, value in written.items()}
    if "authors" in fields and "author" not in fields:
        fields["author"] = fields["authors"]
    title = _RST_TITLE.match(document.opening, _skipped(document.opening, 0))
    if title:
        fields.setdefault("title", title["title"].decode("utf-8", errors="replace").strip())
    return _mapped(fields, forms.mappings.get("rest_docinfo", {}))


def _mapped(fields: Fields, mapping: Mapping[str, str]) -> Fields:
    """Return *fields* with what METADATA_MAPPING calls by Nikola's names."""
    return {**fields, **{ours: fields[theirs] for theirs, ours in mapping.items()
                         if theirs in fields}}  # fmt: skip


def tag_names(document: Document, value: object) -> tuple[str, ...]:
    """Return the tags in a field; raise BadFrontMatter for what is neither text nor texts."""
    names = value.split(",") if isinstance(value, str) else value
    if value is None:
        names = []
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        message, hint = "'tags' is no text, and Nikola stops at that", "put each tag in quotes"
        raise BadFrontMatter(message, line=line_of(document, "tags"), hint=hint)
    return tuple(dict.fromkeys(name.strip() for name in names if name.strip()))


def special_tags(tags: Sequence[str], document: Document) -> set[str]:
    """Return those of *tags* that hide a post; raise BadFrontMatter where Nikola stumbles."""
    odd = [tag for tag in tags if tag.lower() == "draft"]
    if odd and "draft" not in odd:
        message = f"Nikola stops at the tag '{odd[0]}'"
        raise BadFrontMatter(message, line=line_of(document, "tags"), hint="write 'draft'")
    return {"draft", "private"} & set(tags)


def refuse_bytes(document: Document) -> None:
    """Raise BadFrontMatter for a file that is not UTF-8: Nikola stops at one."""
    for piece in (document.joined, document.body):
        try:
            piece.decode("utf-8")
        except UnicodeDecodeError as error:
            line = piece.count(b"\n", 0, error.start) + 1
            hint = "save the file as UTF-8"
            raise BadFrontMatter("the file is not UTF-8", line=line, hint=hint) from error


def stripped(value: object) -> tuple[str, ...]:
    """Return the texts in a field, without the blanks around each."""
    return tuple(name.strip() for name in texts(value) if name.strip())


def unslugified(value: str) -> str:
    """Return the title that Nikola makes of a piece of a file name."""
    spaced = re.sub(r"[-_.]", " ", value)
    return spaced.strip().capitalize()
