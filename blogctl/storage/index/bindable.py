"""Texts that SQLite can hold: half a pair, which no encoding has, goes in as a private letter.

A file name that is no UTF-8 has such halves, one for each byte that it cannot say.
"""

import re
from typing import Any

_FIRST, _LAST, _SHIFT = 0xD800, 0xDFFF, 0x100000
_IN = {code: code + _SHIFT for code in range(_FIRST, _LAST + 1)}
_OUT = {code + _SHIFT: code for code in range(_FIRST, _LAST + 1)}
_ODD = re.compile("[\U0010d800-\U0010dfff]")


def bindable(value: Any) -> Any:
    """Return *value* as SQLite takes it."""
    if type(value) is not str or value.isascii():
        return value
    try:
        value.encode()
    except UnicodeEncodeError:
        return value.translate(_IN)
    return value


def restored(text: str) -> str:
    """Return a text from SQLite as it was."""
    return text if text.isascii() or not _ODD.search(text) else text.translate(_OUT)
