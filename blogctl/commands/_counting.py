"""How `views import` counts: each file looked at, told apart from what is known, and mapped."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from datetime import date, datetime, time, timedelta
from functools import partial
from secrets import token_hex
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from blogctl.blog.blog import Blog
from blogctl.blog.importing import Found, imports_of
from blogctl.blog.readership import known_posts
from blogctl.content.addresses import Addresses, shown
from blogctl.content.imports import Import, check_apart, known_as, replaced_by
from blogctl.content.views import Beside, Reads
from blogctl.display.progress import measured
from blogctl.errors import BadUsage
from blogctl.importers import exports
from blogctl.importers.counting import SWITCHES, Rules
from blogctl.importers.logbook import File, counted_as, first_moment, is_whole, look
from blogctl.importers.logs import Counted, Gatherer, Manner, Part, gathering
from blogctl.importers.opening import STANDARD_INPUT, everything, opened, size_of
from blogctl.importers.spark import Spark
from blogctl.importers.sql import run

PYTHON = "python"
EMPTY = "empty"


class Wanted(NamedTuple):
    """What `views import` is asked for: the files, and how they count."""

    files: tuple[str, ...]
    format: str | None = None
    also: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    since: datetime | None = None
    on: date | None = None
    beside: bool = False
    engine: str = PYTHON
    past: Mapping[str, Sequence[str]] = {}


class Account(NamedTuple):
    """What came of one file: how many of its lines say nothing, samples of them, and a note."""

    file: str
    format: str
    lines: int
    broken: int
    samples: tuple[str, ...] = ()
    note: str = ""


def count(blog: Blog, wanted: Wanted) -> tuple[Found, list[Account]]:
    """Return the views that the files hold, and what came of each file.

    Raise BadUsage for a format that is not known, and where views may count twice.
    """
    return _Counter(blog, wanted).count()


class _Counter:
    def __init__(self, blog: Blog, wanted: Wanted) -> None:
        self._blog = blog
        self._wanted = wanted
        self._imports = imports_of(blog)
        self._addresses = Addresses(known_posts(blog, wanted.past))
        self._days: dict[tuple[str, str], Reads] = {}
        self._beside: dict[str, Beside] = {}
        self._replaced: list[tuple[str, str]] = []

    def count(self) -> tuple[Found, list[Account]]:
        wanted = self._wanted
        manner = Manner(self._addresses, self._rules(), self._blog.conventions.zone)
        if wanted.engine == PYTHON:
            looked = [look(path, wanted.format, self._imports) for path in wanted.files]
            accounts = [Account(file.path, EMPTY, 0, 0) for file in looked if file.is_empty]
            accounts += [self._export(file) for file in looked if file.kind]
            accounts += self._here([file for file in looked if file.form], manner)
        else:
            accounts = self._on_cluster(manner)
        found = Found(self._days, self._beside, self._imports, self._replaced)
        return found, [self._explained(one, manner.rules) for one in accounts]

    def _explained(self, account: Account, rules: Rules) -> Account:
        """Say that a log may be of other sites, where none of its lines counted."""
        counts = self._days or self._beside or account.note or not account.lines
        if counts or not rules.hosts or account.format in exports.KINDS:
            return account
        hosts = " or ".join(rules.hosts)
        return account._replace(
            note=f"no line of it counts; if its hosts are others than {hosts}, name them by --host"
        )

    def _on_cluster(self, manner: Manner) -> list[Account]:
        """Count logs on a Spark cluster, one after the other; only counts come back."""
        spark = Spark(self._wanted.engine)
        with closing(spark):
            files = self._blog.track(self._wanted.files, "counting")
            return [self._far(spark, path, manner) for path in files]

    def _far(self, spark: Spark, path: str, manner: Manner) -> Account:
        head = spark.head(path)
        file = look(path, self._wanted.format, self._imports, head)
        if file.form is None:
            raise BadUsage(
                f"{path} is an export, which --engine python counts", hint="leave it out"
            )
        rules = manner.rules._replace(since=max(manner.rules.since, file.since))
        spark.read([path])
        summary = run(spark, file.form, manner._replace(rules=rules), token_hex(16))
        lines, first = summary.lines, max(summary.first, file.since + 1)
        if summary.last >= first:
            self._remember(file, summary.part(first))
            self._take(summary.counted)
        note = "" if summary.last >= first else "nothing new: all of it is counted"
        return Account(path, file.form.name, lines, lines - summary.hits, note=note)

    def _here(self, logs: Sequence[File], manner: Manner) -> list[Account]:
        """Count logs on this machine."""
        if not logs:
            return []
        accounts: list[Account] = []
        sizes = {file.path: size_of(file.path) for file in logs}
        with gathering(manner) as gatherer, measured(sum(sizes.values()), "counting") as tell:
            done = 0
            for file in _in_time(logs, manner):
                accounts.append(self._log(file, gatherer, partial(_beyond, tell, done)))
                done += sizes[file.path]
            self._take(gatherer.counted())
        return accounts

    def _rules(self) -> Rules:
        wanted = self._wanted
        unknown = next((name for name in wanted.also if name not in SWITCHES), None)
        if unknown:
            hint = f"--also takes {', '.join(SWITCHES)}"
            raise BadUsage(f"there is no rule '{unknown}'", hint=hint)
        host = urlsplit(self._blog.conventions.base).hostname or ""
        own = (host.removeprefix("www."),) if host else ()
        since = int(wanted.since.timestamp()) if wanted.since else 0
        rules = Rules(hosts=tuple(map(str.lower, wanted.hosts)) or own, since=since)
        off: dict[str, Any] = dict.fromkeys(wanted.also, False)
        return rules._replace(**off)

    def _log(self, file: File, gatherer: Gatherer, tell: Callable[[int], None]) -> Account:
        """Count a log; what is to be remembered of it is among the imports then."""
        if known_as(self._imports, file.head) is not file.known:
            # Another of the same beginning was counted since it was looked at.
            file = look(file.path, self._wanted.format, self._imports)
        assert file.form
        part = gatherer.read(
            file.path,
            file.form,
            file.start,
            file.since,
            whole=is_whole(file.path),
            tail=_tail(file),
            tell=tell,
        )
        if part.first:
            self._remember(file, part)
        note = part.said or (
            "its last line has no end yet, and is left for the next time" if part.unended else ""
        )
        if file.known and part.last <= file.since:
            note = note or "nothing new: all of it is counted"
        samples = tuple(line.decode("utf-8", "backslashreplace") for line in part.samples)
        return Account(file.path, file.form.name, part.lines, part.broken, samples, note)

    def _remember(self, file: File, part: Part) -> None:
        new = counted_as(file, part, beside=self._wanted.beside)
        since = int(self._wanted.since.timestamp()) if self._wanted.since else 0
        segment = new._replace(first=max(part.first, since), last=part.last)
        if segment.first <= segment.last:
            check_apart(segment, self._imports, file.path)
        self._imports = [one for one in self._imports if one is not file.known] + [new]

    def _take(self, counted: Counted) -> None:
        for day, number, views, readers in counted.views:
            key = (date.fromordinal(day).isoformat(), self._addresses.known[number].address)
            self._days[key] = self._days.get(key, Reads(0, 0)).plus(Reads(views, readers))
        for (month, status, address), hits in counted.unmatched.items():
            self._add(month, ("unmatched", address, status), hits)
        for (month, host), hits in counted.referrers.items():
            self._add(month, ("referrer", host or "(none)", ""), hits)
        for (month, words), hits in counted.searches.items():
            self._add(month, ("search", words, ""), hits)

    def _add(self, month: str, key: tuple[str, str, str], hits: int) -> None:
        beside = self._beside.setdefault(month, {})
        beside[key] = beside.get(key, 0) + hits

    def _export(self, file: File) -> Account:
        """Take what an export says; it stands in the place of what its kind said of these days."""
        zone = self._blog.conventions.zone
        with opened(file.path) as opening:
            data, wrong = everything(opening)
        text = exports.decoded(data)
        # At line feeds alone: a title may hold what Unicode takes for the end of a line.
        lines = [line for line in re.split(r"(?<=\n)", text) if line]
        export = exports.read_export(lines, file.kind, zone, self._wanted.on)
        since = self._wanted.since.astimezone(zone).date() if self._wanted.since else date.min
        days = [one for one in export.days if one.date >= since]
        known = self._replace(file, [one.date for one in days]) if days else []
        for one in days:
            self._place(one, known)
        samples = tuple(text for _, text in export.broken[:3])
        note = f"is damaged, or cut off: {wrong}" if wrong else ""
        return Account(file.path, file.kind, len(lines) - 1, len(export.broken), samples, note)

    def _place(self, one: exports.Day, known: Sequence[Import]) -> None:
        """Count a day of an export; *known* is what it takes the place of."""
        number = self._addresses.find(one.address)
        if number is not None:
            at = (one.date.isoformat(), self._addresses.known[number].address)
            reads = Reads(one.views, one.readers)
            self._days[at] = self._days.get(at, Reads(0, 0)).plus(reads)
        elif not any(past.first <= self._midnight(one.date) <= past.last for past in known):
            # What no post answers is kept by month: of these days it is told already.
            self._add(f"{one.date:%Y-%m}", ("unmatched", shown(one.address), ""), one.views)

    def _replace(self, file: File, days: Sequence[date]) -> list[Import]:
        """Remember an export of *days*; return what it takes the place of."""
        first, end = self._midnight(min(days)), self._midnight(max(days) + timedelta(1))
        new = Import(file.kind, first, end - 1, beside=self._wanted.beside)
        check_apart(new, self._imports, file.path)
        known = replaced_by(new, self._imports, file.path)
        if known:
            self._replaced.append((min(days).isoformat(), max(days).isoformat()))
        # Of what the same source said of these days before, nothing is left.
        gone = [one for one in known if first <= one.first and one.last < end]
        self._imports = [one for one in self._imports if one not in gone] + [new]
        return known

    def _midnight(self, day: date) -> int:
        """Return the second that *day* begins with."""
        return int(datetime.combine(day, time(), self._blog.conventions.zone).timestamp())


def _tail(file: File) -> str:
    """Return what a log that comes by a pipe has to go on from; others were looked at."""
    return file.known.tail if file.known and file.start and file.path == STANDARD_INPUT else ""


def _beyond(tell: Callable[[int], None], before: int, done: int) -> None:
    tell(before + done)


def _in_time(files: Sequence[File], manner: Manner) -> list[File]:
    """Return logs by their first moment, so that a log goes on where the one before ended."""
    return sorted(files, key=lambda file: first_moment(file, manner.zone))


def totals(found: Found) -> dict[str, Any]:
    """Return what was counted, in all; *first* and *last* are days, None for none."""
    counts: Counter[str] = Counter()
    for reads in found.days.values():
        counts["views"] += reads.views
        counts["readers"] += reads.readers
    days = {day for day, _ in found.days}
    unmatched = sum(
        hits for told in found.beside.values() for (kind, *_), hits in told.items()
        if kind == "unmatched"
    )  # fmt: skip
    posts = len({post for _, post in found.days})
    return {
        "first": min(days, default=None), "last": max(days, default=None),
        "views": counts["views"], "readers": counts["readers"], "posts": posts,
        "days": len(days), "unmatched": unmatched,
    }  # fmt: skip
