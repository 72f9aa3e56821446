"""Front matter read as fields, whichever format it is in.

Each format is a handler of python-frontmatter, which is right about loading a block once it has
been cut out. Cutting and writing are ours: that library strips bodies, drops text that opens with
a rule, and sorts keys (see `document.py` and `edits.py`).
"""

import re
from collections.abc import Mapping
from typing import Any

from blogctl.content.dialect import Key, Schema
from blogctl.content.document import LINES, Document, Format
from blogctl.errors import BadFrontMatter

Fields = dict[str, Any]

# libyaml overflows its C stack near 30,000 nested brackets; aliases multiply what is loaded.
MAX_BLOCK = 256 * 1024
MAX_DEPTH = 500
MAX_ALIASES = 100
_ALIAS = re.compile(r"(?:^|[\s\[,])\*\w")
# Only from the start of a word: from each letter of a long one would take minutes.
_DOTTED_NEST = re.compile(r"(?<![\w\"'-])(?:[\w\"'-]++[ \t]*+\.[ \t]*+){100}")
# How a line within a list begins; one at the margin that is in quotes is an item, or a key.
_OF_LIST = re.compile(r"[ \t\-\])},#]|$|([\"'])[^\"']*\1[ \t]*(?:[,\]]|$)")
_COMPACT_NEST = re.compile(r"(?:[-?][ \t]+){100}")


def read_fields(document: Document) -> Fields:
    """Return the fields of a document's front matter, in the order written; {} without any.

    Raise BadFrontMatter, with the line and column in the file, where the block does not parse,
    is a list or a single value, or is not UTF-8.
    """
    if document.format == "none" or not document.block.strip():
        return {}
    text = _decoded(document)
    try:
        if document.format in LINES:
            return _load_lines(text, document)
        loaded = load(document.format, text, document.dialect.schema)
    except BadFrontMatter as error:
        error.line = (error.line or 1) + document.first_line - 1
        raise
    if loaded is None:
        return {}
    if not isinstance(loaded, dict):
        kind = "a list" if isinstance(loaded, list) else "a single value"
        raise BadFrontMatter(
            f"the front matter is {kind}, not fields",
            line=document.first_line,
            hint="write one field a line, as in 'title: My post'",
        )
    return {str(key): value for key, value in loaded.items()}


def written_key(fields: Mapping[str, Any], name: str) -> str:
    """Return *name* as *fields* spell it, in whatever case; as it is where they have it not."""
    return next((key for key in fields if key.lower() == name.lower()), name)


def spelt(fields: Mapping[str, Any], key: Key, *, any_case: bool = True) -> Key:
    """Return *key* as *fields* spell it, table by table; the rest as it is where they have none."""
    if not any_case:
        return key
    name = written_key(fields, key[0])
    inner = fields.get(name)
    if len(key) == 1:
        return (name,)
    return (name, *spelt(inner if isinstance(inner, Mapping) else {}, key[1:]))


def value_at(fields: Mapping[str, Any], key: Key) -> Any:
    """Return the value at *key* in *fields*; None where it is not."""
    value: Any = fields
    for name in key:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def line_of(document: Document, name: str) -> int:
    """Return the line in the file on which the field *name* stands, else the block's first."""
    mark = rb"\.\.[ 	]+|:" if document.format in ("comments", "fieldlist") else b""
    pattern = (
        rb"(?im)^[ 	]*(?:" + mark + rb")[\"']?" + re.escape(name.encode()) + rb"[\"']?[ \t]*[:=]"
    )
    found = re.search(pattern, document.block)
    above = document.opening + document.block[: found.start() if found else 0]
    return above.count(b"\n") + 1


def line_of_item(document: Document, name: str, item: str) -> int:
    """Return the line in the file on which *item* stands in the list *name*, else the list's."""
    first = line_of(document, name)
    lines = (document.opening + document.block).decode("utf-8", "replace").splitlines()
    for number, line in enumerate(lines[first - 1 :], first):
        # The list ends where a line begins with something else than an item, or a bracket.
        if number > first and not _OF_LIST.match(line):
            break
        if re.search(rf"(?<!\w){re.escape(item)}(?!\w)", line):
            return number
    return first


def _decoded(document: Document) -> str:
    try:
        return document.block.decode("utf-8")
    except UnicodeDecodeError as error:
        line = document.first_line + document.block[: error.start].count(b"\n")
        message = f"the front matter is not UTF-8 (byte 0x{document.block[error.start]:02x})"
        raise BadFrontMatter(message, line=line, hint="save the file as UTF-8") from error


def _refuse_bombs(text: str, form: Format) -> None:
    """Raise BadFrontMatter for what would exhaust a reader."""
    if len(text) > MAX_BLOCK:
        message = f"the front matter has {len(text):,} letters; at most {MAX_BLOCK:,} are read"
        raise BadFrontMatter(message)
    if form in LINES:
        return
    dotted = form == "toml" and any(map(_DOTTED_NEST.search, text.splitlines()))
    if dotted or text.count("[") + text.count("{") > MAX_DEPTH or _COMPACT_NEST.search(text):
        raise BadFrontMatter("the front matter is nested too deeply")
    if form == "yaml" and len(_ALIAS.findall(text)) > MAX_ALIASES:
        raise BadFrontMatter("the front matter has too many aliases")


def load(name: Format, text: str, schema: Schema = "hugo") -> Any:
    """Return what *text* means in the format *name*; raise BadFrontMatter with line and column."""
    _refuse_bombs(text, name)
    if name == "yaml":
        return _load_yaml(text, schema)
    return _load_toml(text) if name == "toml" else _load_json(text)


def _load_lines(text: str, document: Document) -> Fields:
    from blogctl.content.line_spans import read_lines

    _refuse_bombs(text, document.format)
    return dict(read_lines(text, document.format, document.dialect))


def _load_yaml(text: str, schema: Schema) -> Any:
    import yaml
    from frontmatter.default_handlers import YAMLHandler

    from blogctl.content.yaml_loader import loader

    try:
        return YAMLHandler().load(text, Loader=loader(schema))
    except yaml.MarkedYAMLError as error:
        raise _from_yaml(error) from error
    except yaml.reader.ReaderError as error:
        line = text.encode().count(b"\n", 0, error.position) + 1
        message = f"the front matter is not YAML: {_sentence(error.reason)}"
        raise BadFrontMatter(message, line=line) from error
    except (yaml.YAMLError, ValueError, LookupError, AttributeError, RecursionError,
            TypeError) as error:  # fmt: skip
        raise BadFrontMatter(f"the front matter is not YAML: {_sentence(str(error))}") from error


def _from_yaml(error: Any) -> BadFrontMatter:
    mark = error.problem_mark or error.context_mark
    problem = error.problem or error.context or "unreadable"
    return BadFrontMatter(
        f"the front matter is not YAML: {_sentence(problem)}",
        line=mark.line + 1 if mark else None,
        column=mark.column + 1 if mark else None,
        hint=_yaml_hint(problem),
    )


def _yaml_hint(problem: str) -> str | None:
    if "mapping values are not allowed" in problem:
        return "put quotes around a value that holds ': '"
    if "stands twice" in problem:
        return "keep one of them"
    if "\\t" in problem:
        return "indent with spaces, not tabs"
    return None


def _load_toml(text: str) -> Any:
    from tomllib import TOMLDecodeError, loads

    try:
        return loads(text.replace("\r\n", "\n"))
    except TOMLDecodeError as error:
        line, column = _toml_place(str(error))
        reason = _sentence(re.sub(r" \(at .*\)$", "", str(error)))
        message = f"the front matter is not TOML: {reason}"
        raise BadFrontMatter(message, line=line, column=column) from error
    except RecursionError as error:
        raise BadFrontMatter("the front matter is nested too deeply") from error
    except ValueError as error:
        raise BadFrontMatter("the front matter has a number that is too long") from error


def _toml_place(message: str) -> tuple[int | None, int | None]:
    found = re.search(r"at line (\d+), column (\d+)", message)
    return (int(found.group(1)), int(found.group(2))) if found else (None, None)


def _load_json(text: str) -> Any:
    from frontmatter.default_handlers import JSONHandler

    # Hexo's front matter is an object whose braces are left out.
    text = text if text.lstrip()[:1] in ("{", "[") else f"{{{text}}}"
    try:
        return JSONHandler().load(text)
    except (ValueError, RecursionError) as error:
        line, column = getattr(error, "lineno", None), getattr(error, "colno", None)
        reason = _sentence(getattr(error, "msg", str(error)))
        message = f"the front matter is not JSON: {reason}"
        raise BadFrontMatter(message, line=line, column=column) from error


def _sentence(text: str) -> str:
    line = text.strip().splitlines()[0] if text.strip() else "unreadable"
    return line[0].lower() + line[1:]
