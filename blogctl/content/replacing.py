"""Text replaced in a body or a field: what is looked for, where it was found, what stands there."""

import re
import warnings
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from blogctl.content.dialect import Key
from blogctl.content.document import Document
from blogctl.content.edits import Edit, in_turn, remove_from, rename_in, set_to
from blogctl.content.front_matter import line_of, read_fields, value_at
from blogctl.content.keys import Keys, own_key
from blogctl.content.prose import Reach, Span, between, prose, prose_of_line
from blogctl.content.rst_prose import rst_prose
from blogctl.content.slugs import check_slug
from blogctl.content.text import Markup
from blogctl.errors import BadFrontMatter, BadUsage, CannotEdit

# How much is shown before and after what is replaced, in letters.
CONTEXT = 40


class Replacement(NamedTuple):
    """What is looked for, what takes its place, and what may be changed beside prose."""

    pattern: re.Pattern[str]
    put: Callable[[re.Match[str]], str]
    reach: Reach


class Hit(NamedTuple):
    """A place where text is replaced: *line* counts from 1 in the file, *field* is '' in the body.

    *before* and *after* are the text around it, as far as it is shown.
    """

    path: str
    line: int
    field: str
    before: str
    old: str
    new: str
    after: str


class Replaced(NamedTuple):
    """A post once text is replaced; *spared* counts what was left alone in code and addresses."""

    document: Document
    hits: tuple[Hit, ...] = ()
    spared: int = 0


class Found(NamedTuple):
    """Where a text is to change, and into what."""

    start: int
    end: int
    new: str


def replacement(
    old: str, new: str, reach: Reach, *, regex: bool, ignore_case: bool, word: bool
) -> Replacement:
    r"""Return what is to be replaced; raise BadUsage for an empty text or a bad expression.

    With *regex*, *old* is Python's, `^` and `$` the ends of lines, and *new* takes groups as `\1`
    or `\g<name>`; without, both are taken by the letter.
    """
    if any("\ud800" <= letter <= "\udfff" for letter in old + new):
        raise BadUsage("the text is not UTF-8", hint="type it in a terminal that is")
    if not old:
        raise BadUsage("there is nothing to look for", hint="as in blogctl replace OLD NEW")
    flags = re.MULTILINE | (re.IGNORECASE if ignore_case else 0)
    if not regex:
        return Replacement(_compiled(re.escape(old), flags, word=word), lambda one: new, reach)
    try:
        pattern = _compiled(old, flags, word=word)
        # Even where nothing is found, this reads the groups that *new* names.
        pattern.sub(new, "")
    except (re.error, RecursionError, OverflowError, IndexError) as error:
        message = f"'{old}' with '{new}' is not a regular expression: {error}"
        raise BadUsage(message, hint="leave --regex out to take both by the letter") from error
    return Replacement(pattern, lambda one: one.expand(new), reach)


def _compiled(source: str, flags: int, *, word: bool) -> re.Pattern[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        # By itself first: brackets around it could make sense of what makes none.
        pattern = re.compile(source, flags)
        return re.compile(rf"(?<!\w)(?:{source})(?!\w)", flags) if word else pattern


def replace_in_body(path: str, document: Document, markup: Markup, wanted: Replacement) -> Replaced:
    """Return *document*, the post at *path*, with text replaced in its body."""
    try:
        body = document.body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise CannotEdit("the text is not UTF-8", hint="save it as UTF-8") from error
    # One line feed ends a line to an expression, and to Markdown; where the others were is kept.
    text = body.replace("\r\n", "\n")
    if not wanted.pattern.search(text):
        return Replaced(document)
    reader = prose if markup == "markdown" else rst_prose
    free = reader(text, wanted.reach)
    found = find(text, free, wanted)
    closed = find(text, between(free, len(text)), wanted)
    above = b"" if document.sidecar else document.opening + document.block + document.closing
    first = above.count(b"\n") + 1
    hits = [_hit(path, first + text.count("\n", 0, one.start), "", text, one) for one in found]
    new = _with_endings(body, text, found, document.newline)
    return Replaced(document._replace(body=new.encode()), tuple(hits), len(closed))


def _with_endings(body: str, text: str, found: Sequence[Found], newline: str) -> str:
    """Return *body* changed where *text*, the same with plain line ends, is to be."""
    ends = [one.start() - count for count, one in enumerate(re.finditer("\r\n", body))]
    pieces, at = [], 0
    for one in found:
        start, end = (place + bisect_left(ends, place) for place in (one.start, one.end))
        pieces += [body[at:start], one.new.replace("\n", newline) if ends else one.new]
        at = end
    return "".join([*pieces, body[at:]])


def replace_in_field(path: str, document: Document, keys: Keys, wanted: Replacement) -> Replaced:
    """Return *document*, the post at *path*, with text replaced in one of *keys*.

    What is neither text nor a list has none. Raise CannotEdit where a title would be empty.
    """
    key = own_key(document, keys)
    value = value_at(read_fields(document), key)
    texts = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    hits: list[Hit] = []
    changed: dict[str, str] = {}
    spared, line = 0, line_of(document, key[-1])
    for text in (one for one in texts if isinstance(one, str)):
        free = prose_of_line(text, wanted.reach)
        found = find(text, free, wanted)
        spared += len(find(text, between(free, len(text)), wanted))
        if found:
            hits += [_hit(path, line, ".".join(key), text, one) for one in found]
            changed[text] = _with_endings(text, text, found, "\n")
    is_list = isinstance(value, list)
    edits = _in_list(key, value, changed) if is_list else _in_text(key, changed, wanted)
    return Replaced(in_turn(edits)(document), tuple(hits), spared)


def _in_text(key: Key, changed: Mapping[str, str], wanted: Replacement) -> list[Edit]:
    if key[-1].lower() == "title" and not all(map(str.strip, changed.values())):
        raise CannotEdit("the title would be empty", hint="blogctl update QUERY --set title=…")
    if key[-1].lower() == "slug":
        changed = {old: check_slug(new) for old, new in changed.items()}
    return [_where_it_stands(key, new, wanted) for new in changed.values()]


def _where_it_stands(key: Key, new: str, wanted: Replacement) -> Edit:
    """Return the edit that gives *key* the text *new*, its lines kept where it has several."""

    def edit(document: Document) -> Document:
        plain = set_to(key, new)(document)
        try:
            kept = _in_lines(document, key, wanted)
            return kept if read_fields(kept) == read_fields(plain) else plain
        except BadFrontMatter:
            return plain

    return edit


def _in_lines(document: Document, key: Key, wanted: Replacement) -> Document:
    """Return *document* with text replaced in the lines of the YAML field *key*."""
    if document.format != "yaml":
        return document
    lines = document.block.decode().split("\n")
    at = line_of(document, key[-1]) - document.first_line
    depth = _depth(lines[at])
    below = range(at + 1, len(lines))
    end = next((i for i in below if lines[i].strip() and _depth(lines[i]) <= depth), len(lines))
    field = "\n".join(lines[at:end])
    text = field.replace("\r\n", "\n")
    colon = text.find(":") + 1
    free = [(max(one, colon), other) for one, other in prose_of_line(text, wanted.reach)]
    found = find(text, [span for span in free if span[0] < span[1]], wanted)
    new = _with_endings(field, text, found, document.newline)
    block = "\n".join([*lines[:at], new, *lines[end:]])
    return document._replace(block=block.encode())


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())


def _in_list(key: Key, items: Sequence[Any], changed: Mapping[str, str]) -> list[Edit]:
    # One item may take the name that another had: no order of renaming would be right.
    if len(changed) > 1 and any(new in items for new in changed.values()):
        named = [changed.get(item, item) if isinstance(item, str) else item for item in items]
        return [set_to(key, list(dict.fromkeys(name for name in named if name != "")))]
    return [
        rename_in(key, old, new) if new.strip() else remove_from(key, old)
        for old, new in changed.items()
    ]


def find(text: str, spans: Sequence[Span], wanted: Replacement) -> list[Found]:
    """Return what is to change within *spans* of *text*; what stays the same is left out."""
    found = [
        Found(*one.span(), wanted.put(one))
        for start, end in spans
        for one in wanted.pattern.finditer(text, start, end)
        # Where a span ends no line need end: it must be found in the whole text, too.
        if one.group() and wanted.pattern.match(text, one.start())
    ]
    return [one for one in found if text[one.start : one.end] != one.new]


def _hit(path: str, line: int, field: str, text: str, one: Found) -> Hit:
    before = text[text.rfind("\n", 0, one.start) + 1 : one.start]
    after = text[one.end : one.end + CONTEXT + 1].split("\n", 1)[0]
    return Hit(
        path,
        line,
        field,
        f"…{before[-CONTEXT:]}" if len(before) > CONTEXT else before,
        text[one.start : one.end],
        one.new,
        f"{after[:CONTEXT]}…" if len(after) > CONTEXT else after,
    )
