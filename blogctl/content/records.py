"""Posts, and all else that is told to programs, as JSON."""

import re
from collections.abc import Mapping
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
    from json import dumps

    return safe_json(dumps(as_json(value), ensure_ascii=ascii_only, indent=indent))


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
