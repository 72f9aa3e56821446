"""Fields for which Hexo leaves a post out of the site without a word."""

import re
from collections.abc import Mapping
from typing import Any

from blogctl.content.front_matter import line_of
from blogctl.engines.engine import Source
from blogctl.errors import BadFrontMatter

# Texts to Hexo's own table of posts, which takes an empty field for no text.
_TEXTS = ("id", "content", "excerpt", "more")
_ID = re.compile(r"c.{24}", re.DOTALL)


def refuse_left_out(source: Source, fields: Mapping[str, Any]) -> None:
    """Raise BadFrontMatter for a post with a field that Hexo's table of posts does not take."""
    empty = next((name for name in _TEXTS if name in fields and fields[name] is None), None)
    own = fields.get("_id")
    if empty:
        message, hint = f"'{empty}' is empty", "write a text, or take the line away"
    elif own is not None and not (isinstance(own, str) and _ID.fullmatch(own)):
        message, hint = "'_id' is a field of Hexo's own", "give it another name"
    else:
        return
    line = line_of(source.document, empty or "_id")
    raise BadFrontMatter(f"{message}; Hexo passes over the post", line=line, hint=hint)
