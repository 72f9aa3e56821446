"""Zola's front matter: what each field must be, and the dates that it takes."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from blogctl.content.dates import offset_of
from blogctl.content.document import Document
from blogctl.content.front_matter import line_of
from blogctl.content.post import one_text
from blogctl.errors import BadFrontMatter

FORMS = "write date = 2026-03-15, or date = 2026-03-15T08:00:00Z"
_TEXTS = ("title", "description", "slug", "path", "template")
_SWITCHES = ("draft", "render", "in_search_index")
_LISTS = ("authors", "aliases")
_TABLES = ("taxonomies", "extra")
_TOML_DATE = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d+))?([Zz]|[+-]\d\d:\d\d)?)?"
)
# YAML's own form counts only with a fraction of a second.
_YAML_DATE = re.compile(
    r"(\d{4})-(\d\d?)-(\d\d?)(?:[Tt]|[ \t]+)(\d\d?):(\d\d):(\d\d)\.(\d*)Z?"
    r"(?:[ \t]([-+]\d\d?)(?::(\d\d?))?Z?)?"
)


def refuse_types(document: Document, fields: Mapping[str, Any]) -> None:
    """Raise BadFrontMatter for the first field that is not of the kind at which Zola goes on."""
    for name, value in fields.items():
        wanted = _wanted(name, value)
        if wanted:
            message = f"'{name}' is '{one_text(value)}', and Zola takes {wanted}"
            raise BadFrontMatter(message, line=line_of(document, name), hint=_example(name))
    for name, terms in (fields.get("taxonomies") or {}).items():
        if not _is_texts(terms) or any(not term.strip() for term in terms):
            message = f"the taxonomy '{name}' is no list of texts, or one of them is empty"
            hint = f'write {name} = ["one", "two"]'
            raise BadFrontMatter(message, line=line_below(document, "taxonomies", name), hint=hint)


def line_below(document: Document, table: str, name: str) -> int:
    """Return the line of the field *name* in *table*, or of a table written in one line."""
    return max(line_of(document, table), line_of(document, name))


def _wanted(name: str, value: Any) -> str:
    """Return what a field must be, '' where it is that."""
    # In YAML, nothing is as good as no field for a text, and for nothing else.
    if name in _TEXTS and not (isinstance(value, str) or value is None):
        return "text"
    if name in ("slug", "path") and value == "":
        return "a text that is not empty"
    if name in _SWITCHES and not isinstance(value, bool):
        return "true or false"
    if name in _LISTS and not _is_texts(value):
        return "a list of texts"
    if name in _TABLES and not isinstance(value, Mapping) and (name, value) != ("extra", None):
        return "a table"
    is_count = isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return "a number from 0" if name == "weight" and not (is_count or value is None) else ""


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _example(name: str) -> str:
    if name in _SWITCHES:
        return f"write {name} = true, or take it out"
    if name in _LISTS:
        return f'write {name} = ["one", "two"]'
    if name in _TABLES:
        return f"write [{name}], and its fields below"
    return f"write {name} = 1" if name == "weight" else f'write {name} = "…", in quotes'


def date_of(document: Document, fields: Mapping[str, Any], name: str) -> datetime | None:
    """Return the moment in the field *name*, None without it; raise BadFrontMatter."""
    if name not in fields:
        return None
    try:
        return read_date(fields[name])
    except (ValueError, OverflowError) as error:
        message = f"'{one_text(fields[name])}' in '{name}' is not a date that Zola reads"
        hint = FORMS.replace("date =", f"{name} =")
        raise BadFrontMatter(message, line=line_of(document, name), hint=hint) from error


def read_date(value: object) -> datetime:
    """Return the moment of a TOML date or a text; without offset it is in UTC; or ValueError."""
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    if isinstance(value, date):
        return datetime.combine(value, time(), UTC)
    if not isinstance(value, str):
        raise ValueError(value)
    found = _TOML_DATE.fullmatch(value)
    if found:
        moment = _moment(found.groups()[:7])
        return moment.replace(tzinfo=offset_of((found.group(8) or "Z").upper()))
    loose = _YAML_DATE.fullmatch(value)
    if not loose:
        raise ValueError(value)
    # Zola takes the sign for the hours alone.
    hours, minutes = int(loose.group(8) or 0), int(loose.group(9) or 0)
    if hours < 0 < minutes:
        raise ValueError(value)
    return _moment(loose.groups()[:7]) - timedelta(hours=hours, minutes=minutes)


def _moment(parts: tuple[str | None, ...]) -> datetime:
    year, month, day, hour, minute, second = (int(part or 0) for part in parts[:6])
    micro = int(((parts[6] or "") + "000000")[:6])
    return datetime(year, month, day, hour, minute, second, micro, tzinfo=UTC)
