"""How a value is written in YAML, so that every reader takes it for what it is."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime

from blogctl.content.dialect import Value

QUOTES = ("'", '"')
# It opens with a letter: no reader takes it for a number, a time or a mark of YAML's own.
_PLAIN = re.compile(r"[^\W\d_](?:[\w +./&@’-]*[\w+./&@’-])?")
# Words that YAML 1.1 or 1.2 takes for something other than text.
_RESERVED = {"y", "n", "yes", "no", "on", "off", "true", "false", "null", "none", "nan", "inf"}
_DATE = re.compile(
    r"\d{4}-\d\d-\d\d(?:[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)?"
    r"| \d\d:\d\d(?::\d\d(?:\.\d+)?)?(?: ?(?:Z|[+-]\d\d:?\d\d))?)?"
)
# No-break and thin spaces and the joiners of letters and emoji stand in quotes as they are.
_SEEN = re.compile("[\u00a0\u2009\u200c\u200d\u202f]")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def as_read(value: Value) -> Value:
    """Return *value* as the loaders give it back: a date as its text."""
    if isinstance(value, datetime):
        utc = value.tzinfo is not None and value.utcoffset() == UTC.utcoffset(None)
        return value.replace(tzinfo=None).isoformat() + "Z" if utc else value.isoformat()
    return value.isoformat() if isinstance(value, date) else value


def written(value: Value, quote: str | None = None, *, dated: bool = False) -> str:
    """Return *value* on one line; a text in *quote* where that can hold it.

    *dated*: a text that looks like a date is one, and stands without quotes.
    """
    if isinstance(value, list):
        return flow_list([scalar(item) for item in value])
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = as_read(value)
    if isinstance(text, str):
        plain = quote is None and looks_like_date(text) and (dated or not isinstance(value, str))
        return text if plain else scalar(text, quote)
    return str(text)


def flow_list(items: Sequence[str]) -> str:
    """Return items that are written already as a list on one line."""
    return f"[{', '.join(items)}]"


def scalar(text: str, quote: str | None = None) -> str:
    """Return *text* in YAML, in the quotes its neighbours wear where they can hold it."""
    if quote == "'" and _SEEN.sub("", text).isprintable():
        doubled = text.replace("'", "''")
        return f"'{doubled}'"
    if quote != '"' and is_plain(text):
        return text
    return f'"{escaped(text)}"'


def is_plain(text: str) -> bool:
    """Whether *text* without quotes is that text to every reader."""
    return bool(_PLAIN.fullmatch(text)) and text.lower() not in _RESERVED and text.isprintable()


def looks_like_date(text: str) -> bool:
    """Whether *text* has the form of a date or a moment."""
    return bool(_DATE.fullmatch(text))


def escaped(text: str) -> str:
    """Return *text* as it stands between double quotes."""
    return "".join(_escaped(letter) for letter in text)


def _escaped(letter: str) -> str:
    if letter in _ESCAPES:
        return _ESCAPES[letter]
    if letter.isprintable() or _SEEN.match(letter):
        return letter
    return f"\\u{ord(letter):04x}" if ord(letter) < 0x10000 else f"\\U{ord(letter):08x}"
