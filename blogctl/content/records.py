"""Posts, and all else that is told to programs, as JSON."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from math import isfinite
from typing import Any

from blogctl.content.fields import FIELDS, STABLE
from blogctl.content.post import Post

# Stands in a record that is kept for the status, which turns by itself; JSON has it nowhere bare.
STATUS = "\x01"
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def to_json(value: Any, *, indent: int | None = None, ascii_only: bool = False) -> str:
    """Return *value* as JSON: letters as they are, every control character escaped."""
    from json import dumps, encoder

    if indent is None:
        return safe_json(dumps(as_json(value), ensure_ascii=ascii_only))
    quoted = encoder.encode_basestring_ascii if ascii_only else encoder.encode_basestring
    return safe_json(_indented(value, quoted, "\n", " " * indent))


def _indented(value: Any, quoted: Callable[[str], str], margin: str, step: str) -> str:
    """Return *value* as `as_json` has it, and as `json` indents it, in less than half its time.

    *margin* is a line feed, and what a line begins with here; *step* comes to it further in.
    """
    if isinstance(value, str):
        return quoted(value)
    if hasattr(value, "_asdict"):
        value = value._asdict()
    inner = margin + step
    if isinstance(value, Mapping):
        pairs = [
            f"{quoted(str(key))}: {_indented(one, quoted, inner, step)}"
            for key, one in value.items()
        ]
        return f"{{{inner}{f',{inner}'.join(pairs)}{margin}}}" if pairs else "{}"
    if isinstance(value, (list, tuple)):
        items = [_indented(one, quoted, inner, step) for one in value]
        return f"[{inner}{f',{inner}'.join(items)}{margin}]" if items else "[]"
    plain = as_json(value)
    return quoted(plain) if isinstance(plain, str) else _bare(plain)


def _bare(value: float | None) -> str:
    """Return what is written without quotes: a number, true, false, null."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return int.__repr__(value) if isinstance(value, int) else float.__repr__(value)


def safe_json(text: str) -> str:
    """Return JSON *text* with the control characters that JSON leaves alone escaped."""
    return _UNSAFE.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def as_json(value: Any) -> Any:
    """Return *value* as JSON has it: moments as ISO 8601, named tuples as objects."""
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if hasattr(value, "_asdict"):
        return {name: as_json(inner) for name, inner in value._asdict().items()}
    if isinstance(value, Mapping):
        return {str(key): as_json(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [as_json(item) for item in value]
    if isinstance(value, float) and not isfinite(value):
        return None
    if isinstance(value, (str, int, float, bool)) or value is None:
        return value
    return str(value)


def record_of(post: Post) -> str:
    """Return *post* as an item of an indented JSON list, with STATUS in place of its status."""
    values = {name: FIELDS[name].value(post) for name in STABLE}
    text = to_json([{**values, "status": ""}], indent=2)[2:-2]
    # No other line begins so: in texts a line feed is escaped, and what is nested stands deeper.
    return text.replace('\n    "status": ""', f'\n    "status": "{STATUS}"', 1)
