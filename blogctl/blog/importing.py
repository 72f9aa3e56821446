"""Views that were counted, planned into the files that keep them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from blogctl.blog.blog import Blog
from blogctl.content.change import Change, Plan
from blogctl.content.imports import Import, write_imports
from blogctl.content.views import (
    Beside,
    Days,
    Reads,
    read_beside,
    read_days,
    write_beside,
    write_days,
)
from blogctl.storage import views


class Found(NamedTuple):
    """What was counted: views by day and address, what else by month, and what of.

    The days of each span of *replaced*, as 2026-11-26, are counted anew.
    """

    days: Mapping[tuple[str, str], Reads]
    beside: Mapping[str, Beside]
    imports: Sequence[Import]
    replaced: Sequence[tuple[str, str]] = ()


def imports_of(blog: Blog) -> list[Import]:
    """Return what views were counted from before; raise Unreadable."""
    return views.imports_of(blog.root)


def plan_views(blog: Blog, found: Found) -> Plan:
    """Return the changes that keep *found*; raise Unreadable for a file that does not parse."""
    by_month: dict[str, Days] = {}
    for (day, address), reads in found.days.items():
        by_month.setdefault(day[:7], {})[day, address] = reads
    replaced = {
        month for month in views.months(blog.root)
        for first, last in found.replaced if first[:7] <= month <= last[:7]
    }  # fmt: skip
    changes = [
        *(_days(blog, month, by_month.get(month, {}), found.replaced)
          for month in sorted({*by_month, *replaced})),
        *(_beside(blog, month, told) for month, told in sorted(found.beside.items()) if told),
        _imports(blog, found.imports),
    ]  # fmt: skip
    return Plan(tuple(change for change in changes if change.before != change.after))


def _days(blog: Blog, month: str, new: Days, replaced: Sequence[tuple[str, str]]) -> Change:
    path = views.days_path(month)
    before = views.bytes_of(blog.root, path)
    days = read_days(views.text_of(before, path), path)
    days = {key: reads for key, reads in days.items() if not _is_in(key[0], replaced)}
    for key, reads in new.items():
        days[key] = days[key].plus(reads) if key in days else reads
    return Change(path, before, write_days(days).encode() if days or before else None)


def _is_in(day: str, spans: Iterable[tuple[str, str]]) -> bool:
    return any(first <= day <= last for first, last in spans)


def _beside(blog: Blog, month: str, new: Beside) -> Change:
    path = views.beside_path(month)
    before = views.bytes_of(blog.root, path)
    told = read_beside(views.text_of(before, path), path)
    for key, count in new.items():
        told[key] = told.get(key, 0) + count
    return Change(path, before, write_beside(told).encode())


def _imports(blog: Blog, imports: Sequence[Import]) -> Change:
    before = views.bytes_of(blog.root, views.IMPORTS)
    return Change(views.IMPORTS, before, write_imports(imports) if imports else before)
