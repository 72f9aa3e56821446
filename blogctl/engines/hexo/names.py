"""Names of post files as `new_post_name` has them: for a draft that goes live, for another day."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from blogctl.engines.hexo.config import Conventions
from blogctl.engines.hexo.fields import js_text
from blogctl.engines.hexo.urls import slugized

DAY_TOKENS = frozenset({"year", "month", "day", "i_month", "i_day"})


def new_name(path: str, site: Conventions, fields: Mapping[str, Any], day: datetime) -> str:
    """Return the name under which the draft at *path*, in its folder, goes live on *day*.

    One that follows `new_post_name` already stays. So does one in a sub-folder, unless the
    pattern itself has folders: in a name there, Hexo would not find the date.
    """
    stem, names = without_ending(path), site.names
    if names.parse(stem) is not None:
        return path
    if "/" in stem and not names.rule.endswith("/:title"):
        return path
    values = {**_tokens(fields, site), **_days(day), "title": stem}
    filled = names.filled(values)
    complete = all(token in values for token in names.tokens) and names.parse(filled)
    return filled + _ending(path) if complete else path


def renamed(path: str, site: Conventions, day: datetime) -> str:
    """Return the name of the post at *path*, in its folder, with another *day* in it.

    One that has no day stays.
    """
    found = site.names.parse(without_ending(path))
    if not found or not DAY_TOKENS & set(found):
        return path
    return site.names.filled({**found, **_days(day)}) + _ending(path)


def without_ending(path: str) -> str:
    """Return *path* without what follows the last dot of its name."""
    return path[: len(path) - len(_ending(path))]


def _ending(path: str) -> str:
    name = path.rpartition("/")[2]
    return name[name.rindex(".") :] if "." in name[1:] else ""


def _tokens(fields: Mapping[str, Any], site: Conventions) -> dict[str, str]:
    given = {**site.urls.defaults, **fields}
    return {
        name: slugized(js_text(value))
        for name, value in given.items()
        if value not in (None, "") and not isinstance(value, (list, Mapping))
    }


def _days(day: datetime) -> dict[str, str]:
    return {
        "year": f"{day.year:04d}",
        "month": f"{day:%m}",
        "day": f"{day:%d}",
        "i_month": str(day.month),
        "i_day": str(day.day),
    }
