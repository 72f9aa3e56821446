"""What Ruby's YAML makes objects of, as of `:word`: Jekyll takes none, and drops all fields."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from blogctl.content.document import Document
from blogctl.content.yaml_nodes import compose
from blogctl.errors import BadFrontMatter, CannotEdit

# Whether a block may hold a symbol or a tag; most do not, and need no second reading.
_MAYBE = re.compile(r"(?:^|[\s\[{,])(?::\S|!)")
_SET = "tag:yaml.org,2002:set"
_OBJECT = re.compile(rf"!ruby/(?!(?:hash|array|string)$).*|{_SET}")


class Made(NamedTuple):
    """An object that Ruby would make: the line in the text, from 1, what of, and the way out."""

    line: int
    what: str
    hint: str


def object_in(text: str) -> Made | None:
    """Return the first object that Ruby makes of a YAML *text*; None where it makes none."""
    if not _MAYBE.search(text):
        return None
    try:
        root = compose(text, "ruby")
    except CannotEdit:
        return None
    return next(_made(root), None) if root is not None else None


def _made(node: Any) -> Iterator[Made]:
    line = node.start_mark.line + 1
    if node.tagged and _OBJECT.fullmatch(node.tag):
        tag = node.tag.replace(_SET, "!!set")
        yield Made(line, f"'{tag}' makes an object in Ruby", "take the tag away")
    elif node.id == "scalar":
        plain = node.style is None and not node.tagged
        if plain and node.value.startswith(":") and len(node.value) > 1:
            yield Made(line, f"'{node.value}' is a symbol to Ruby", "put quotes around it")
    else:
        inner = (
            node.value if node.id == "sequence" else (one for pair in node.value for one in pair)
        )
        for one in inner:
            yield from _made(one)


def refuse_objects(document: Document) -> None:
    """Raise BadFrontMatter for front matter that holds what Ruby makes an object of.

    Jekyll drops all fields of such a post and shows it under the date in its name.
    """
    made = object_in(document.block.decode("utf-8")) if document.format == "yaml" else None
    if made:
        line = document.first_line + made.line - 1
        message = f"{made.what}, and Jekyll drops all fields"
        raise BadFrontMatter(message, line=line, hint=made.hint)
