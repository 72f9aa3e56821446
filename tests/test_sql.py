"""The rules as SQL: DuckDB runs the text that Spark runs, and counts what Python counts."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from duck import Duck
from logs import PROJECT, converted, sample

from blogctl.blog.blog import Blog
from blogctl.blog.readership import known_posts
from blogctl.content.addresses import Addresses
from blogctl.importers.counting import SWITCHES, Rules
from blogctl.importers.formats import format_of
from blogctl.importers.logs import Counted, Manner, gathering
from blogctl.importers.sql import run


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return four years of readers of the sample blog, odd lines among them."""
    return sample(tmp_path_factory.mktemp("logs"), 20_000)


@pytest.fixture(scope="module")
def addresses() -> Addresses:
    """Return the posts of the sample blog."""
    return Addresses(known_posts(Blog.open(PROJECT, datetime(2026, 11, 23, tzinfo=UTC))))


def told(counted: Counted) -> dict[str, Any]:
    """Return counts that can be compared."""
    return {
        "views": sorted(counted.views),
        "unmatched": dict(counted.unmatched),
        "referrers": dict(counted.referrers),
        "searches": dict(counted.searches),
    }


def both(path: Path, manner: Manner) -> tuple[Counted, Counted]:
    """Return what Python and what DuckDB make of the log at *path*."""
    form = format_of(path.read_bytes()[:65536])
    assert form
    with gathering(manner) as gatherer:
        gatherer.read(str(path), form, whole=True)
        counted = gatherer.counted()
        ours = counted._replace(views=list(counted.views))
    duck = Duck([str(path)], str(path.parent))
    try:
        return ours, run(duck, form, manner, "salt").counted
    finally:
        duck.close()


@pytest.mark.parametrize("form", ["combined", "vhost", "caddy", "w3c"])
@pytest.mark.parametrize("zone", ["Europe/Paris", "Asia/Kathmandu"])
def test_sql_counts_what_python_counts(
    form: str, zone: str, log: Path, addresses: Addresses
) -> None:
    """In each format, and in a zone with summer time or with odd minutes."""
    from zoneinfo import ZoneInfo

    path = log if form == "combined" else converted(log, form)

    ours, theirs = both(path, Manner(addresses, Rules(), ZoneInfo(zone)))

    assert told(ours) == told(theirs)
    assert sum(views for *_, views, _ in ours.views) > 1000


@pytest.mark.parametrize("rule", SWITCHES)
def test_each_rule_is_switched_off_in_both(rule: str, log: Path, addresses: Addresses) -> None:
    """And then both count more, or something else."""
    off: dict[str, Any] = {rule: False}

    ours, theirs = both(log, Manner(addresses, Rules()._replace(**off), UTC))

    assert told(ours) == told(theirs)
    assert told(ours) != told(both(log, Manner(addresses, Rules(), UTC))[0])


def test_hosts_and_what_is_known_are_left_out_in_both(log: Path, addresses: Addresses) -> None:
    """A log of several sites, from a second on."""
    since = int(datetime(2025, 6, 1, 12, tzinfo=UTC).timestamp())
    path = converted(log, "vhost")
    rules = Rules(hosts=("blog.example",), since=since)

    ours, theirs = both(path, Manner(addresses, rules, UTC))
    none, nothing = both(path, Manner(addresses, rules._replace(hosts=("other.example",)), UTC))

    assert told(ours) == told(theirs)
    assert list(none.views) == list(nothing.views) == []
