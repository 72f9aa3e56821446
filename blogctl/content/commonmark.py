"""The reader of Markdown, markdown-it, set up as blogctl reads posts."""

from functools import cache
from typing import Any


@cache
def parser() -> Any:
    """Return the reader of Markdown; kept."""
    return make_parser()


def make_parser() -> Any:
    """Return a new reader of Markdown, for who changes its rules."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable(["table", "strikethrough"])
