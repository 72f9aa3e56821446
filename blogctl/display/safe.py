"""Text made harmless: what a post says must never steer a terminal or a spreadsheet."""

import re

# Control characters, both kinds; embeddings, overrides and isolates of direction; halves of pairs.
_HARMFUL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_BLANKS = re.compile(r"[\t\n\r\v\f\u2028\u2029]+")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe(text: str) -> str:
    r"""Return *text* on one line, each control character as its escape, as in `\x1b`."""
    return _HARMFUL.sub(_escape, _BLANKS.sub(" ", text))


def safe_lines(text: str) -> str:
    """Return *text* with its line feeds, and tabs as blanks; other control characters escaped."""
    return "\n".join(_HARMFUL.sub(_escape, line.expandtabs(4)) for line in text.split("\n"))


def safe_drawing(text: str) -> str:
    """Return *text* as drawn, with its own colours and line feeds, and nothing else that steers."""
    pieces = re.split(r"(\x1b\[[0-9;]*m|\n)", text)
    return "".join(
        piece if at % 2 else _HARMFUL.sub(_escape, piece) for at, piece in enumerate(pieces)
    )


def unbroken(text: str) -> str:
    """Return *text* as it is, but for halves of pairs that no encoding has."""
    return re.sub("[\ud800-\udc7f\udd00-\udfff]", "\ufffd", text)


def safe_cell(text: str) -> str:
    """Return *text* for a cell of CSV: what a spreadsheet would run is quoted with `'`."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _escape(found: re.Match[str]) -> str:
    code = ord(found.group())
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
