"""Access logs: how lines are recognised and told, each once, and which hits count."""

import io
import json
import os
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogctl.content.addresses import Addresses, Known
from blogctl.importers import logs, opening
from blogctl.importers.counting import BUCKETS, GAP, VISIT, Rules, settled
from blogctl.importers.formats import Format, Place, format_named, format_of
from blogctl.importers.logs import Counted, Manner, Part, gathering
from blogctl.importers.opening import Share

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/142.0.0.0 Safari/537.36"
)
GOOGLEBOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
RULES = Rules()
START = int(datetime(2026, 11, 2, 10, tzinfo=UTC).timestamp())
POSTS = (
    Known("posts/hello.md", "/posts/hello/", ("/old/hello/",), "hello", date(2026, 1, 2)),
    Known("posts/wiki.md", "/posts/wiki/", (), "wiki", date(2026, 2, 3)),
)
COMBINED = Format("combined", format_named("combined", b"").read)
FIELDS = (
    "#Fields: date time c-ip cs-method cs-uri-stem cs-uri-query sc-status cs(Referer) "
    "cs(User-Agent) cs-host"
)
EDGE = (
    "#Version: 1.0\n#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) "
    "cs-uri-stem sc-status cs(Referer) cs(User-Agent) cs-uri-query\n"
)


def combined(
    path: str = "/posts/hello/",
    at: int = START,
    status: int = 200,
    agent: str = FIREFOX,
    *,
    ip: str = "203.0.113.7",
    method: str = "GET",
    referrer: str = "-",
) -> bytes:
    """Return a line as Apache and nginx write it; *at* is in seconds since 1970."""
    stamp = datetime.fromtimestamp(at, UTC).strftime("%d/%b/%Y:%H:%M:%S +0000")
    request = f"{method} {path} HTTP/1.1"
    return f'{ip} - - [{stamp}] "{request}" {status} 512 "{referrer}" "{agent}"\n'.encode()


def caddy(path: str = "/posts/hello/", at: float = START + 0.25, **more: object) -> bytes:
    """Return a line as Caddy writes it."""
    request = {
        "remote_ip": "203.0.113.7", "client_ip": "203.0.113.7", "method": "GET",
        "host": "blog.example", "uri": path,
        "headers": {"User-Agent": [FIREFOX], "Referer": ["https://e.org/"]},
    }  # fmt: skip
    said = {"ts": at, "request": request, "status": 200, **more}
    return json.dumps(said).encode() + b"\n"


def told(form: Format, line: bytes) -> dict[str, object] | None:
    """Return what a format reads of a line, in words; None for a line that is no hit."""
    hit = next(form.read(line))
    if hit is None:
        return None
    request, agent, status, referrer, place = hit
    where = Place(form.name, UTC)
    host, address = where.names(place)
    return {
        "request": request, "agent": agent, "status": status, "referrer": referrer,
        "host": host, "address": address, "at": where.moment(place)[0],
    }  # fmt: skip


def counted(
    path: Path, lines: bytes, rules: Rules = RULES, form: Format = COMBINED
) -> tuple[Part, Counted]:
    """Return what a log of *lines* comes to, beside what is to be known of it."""
    path.write_bytes(lines)
    with gathering(Manner(Addresses(POSTS), rules, ZoneInfo("Europe/Paris"))) as gatherer:
        part = gatherer.read(str(path), form)
        found = gatherer.counted()
        return part, found._replace(views=sorted(found.views))


def views(path: Path, lines: bytes, rules: Rules = RULES) -> int:
    """Return how many views a log of *lines* comes to."""
    return sum(row[2] for row in counted(path, lines, rules)[1].views)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Return where a log may be written."""
    return tmp_path / "access.log"


# What lines say


def test_a_combined_line_says_all_but_the_host() -> None:
    """Apache's and nginx's usual line says request, agent, status, referrer, address, moment."""
    line = combined(referrer="https://e.org/")

    assert told(COMBINED, line) == {
        "request": b"GET /posts/hello/ HTTP/1.1", "agent": FIREFOX.encode(), "status": b"200",
        "referrer": b"https://e.org/", "host": b"", "address": b"203.0.113.7", "at": START,
    }  # fmt: skip


def test_the_offset_of_a_stamp_counts() -> None:
    """Ten o'clock at +0100 is nine in UTC; at -0330 it is half past one."""
    east = combined().replace(b"+0000", b"+0100")
    west = combined().replace(b"+0000", b"-0330")

    assert told(COMBINED, east)["at"] == START - 3600
    assert told(COMBINED, west)["at"] == START + 3 * 3600 + 1800


def test_fields_added_after_the_agent_change_nothing() -> None:
    """A site that logs how long it took, or who forwarded, in a field more is read as well."""
    line = combined().rstrip(b"\n")
    plain = told(COMBINED, line)

    assert told(COMBINED, line + b" 0.003\n") == plain
    assert told(COMBINED, line + b' "203.0.113.9"\n') == plain


def test_escaped_quotes_part_nothing() -> None:
    r"""An agent that holds \" is read whole, and so are the lines around it."""
    lines = combined() + combined(agent=r"Say \"hello\" 1.0") + combined("/posts/wiki/")

    hits = list(COMBINED.read(lines))

    assert [hit[0].split()[1] for hit in hits if hit] == [
        b"/posts/hello/", b"/posts/hello/", b"/posts/wiki/"
    ]  # fmt: skip
    assert hits[1] is not None
    assert hits[1][1] == b"Say 'hello' 1.0"


def test_broken_lines_do_not_spoil_their_neighbours() -> None:
    """Of a log cut within a line, the lines before and after are read."""
    cut = combined()[:60] + b"\n"

    hits = list(COMBINED.read(combined() + cut + combined("/posts/wiki/")))

    assert [hit is None for hit in hits] == [False, True, False]


def test_two_halves_are_no_line() -> None:
    """A line that lost its end, before one that lost its beginning, are two broken lines."""
    whole = combined(referrer="https://e.org/")
    head = whole[: whole.index(b"e.org")] + b"\n"
    tail = b'e.org/" "' + FIREFOX.encode() + b'"\n'

    assert [hit is None for hit in COMBINED.read(head + tail)] == [True, True]


def test_a_common_line_has_neither_agent_nor_referrer() -> None:
    """The common format says no agent: whoever asked is taken for a reader."""
    line = combined().split(b' "-"')[0] + b"\n"
    form = format_of(line)

    assert form is not None
    assert form.name == "common"
    assert told(form, line) == {
        "request": b"GET /posts/hello/ HTTP/1.1", "agent": b"?", "status": b"200",
        "referrer": b"-", "host": b"", "address": b"203.0.113.7", "at": START,
    }  # fmt: skip


def test_a_line_of_many_hosts_begins_with_its_host() -> None:
    """Apache's vhost_combined names the host, with its port, before the address."""
    line = b"blog.example:443 " + combined()
    form = format_of(line)

    assert form is not None
    assert form.name == "vhost"
    found = told(form, line)
    assert (found["host"], found["address"]) == (b"blog.example", b"203.0.113.7")


def test_a_line_of_caddys_is_read() -> None:
    """Caddy's JSON says host, reader, agent, referrer and the moment in seconds."""
    form = format_of(caddy())

    assert form is not None
    assert form.name == "caddy"
    assert told(form, caddy()) == {
        "request": b"GET /posts/hello/", "agent": FIREFOX.encode(), "status": b"200",
        "referrer": b"https://e.org/", "host": b"blog.example", "address": b"203.0.113.7",
        "at": START,
    }  # fmt: skip


@pytest.mark.parametrize("line", [
    b"{", b"{}", b"[]", b"null", b"7", b'{"request": 1}', b'{"request": {}, "ts": 1}',
    caddy().replace(b'"ts": ', b'"ts": "soon", "was": '), caddy(at=float("nan")),
    caddy(at=float("inf")), b'{"a":' * 5000, b"\0\0\0\0", b"\xff\xfe{\0", caddy()[:90],
])  # fmt: skip
def test_json_of_another_kind_is_no_hit(line: bytes) -> None:
    """What is no request among Caddy's lines is broken, whatever it is."""
    form = format_named("caddy", b"")

    assert form is not None
    assert told(form, line) is None


def test_a_line_of_iis_is_read_by_its_fields() -> None:
    """In a W3C log the line `#Fields:` says what stands where; blanks are written `+`."""
    head = (FIELDS + "\r\n").encode()
    line = (
        "2026-11-02 10:00:00 203.0.113.7 GET /posts/hello/ q=a 200 https://e.org/ "
        f"{FIREFOX.replace(' ', '+')} blog.example\r\n"
    ).encode()
    form = format_of(head + line)

    assert form is not None
    assert form.name == "w3c"
    assert told(form, line) == {
        "request": b"GET /posts/hello/?q=a", "agent": FIREFOX.encode(), "status": b"200",
        "referrer": b"https://e.org/", "host": b"blog.example", "address": b"203.0.113.7",
        "at": START,
    }  # fmt: skip


def test_fields_may_change_within_a_log() -> None:
    """IIS writes `#Fields:` again when it is told to log otherwise; what follows goes by it."""
    form = format_of((FIELDS + "\n").encode())
    second = "#Fields: time date c-ip cs-method cs-uri-stem sc-status cs-uri-query\n"

    hits = list(form.read(f"{second}10:00:00 2026-11-02 203.0.113.7 GET /b/ 304 -\n".encode()))

    assert [(hit[0], hit[2]) for hit in hits] == [(b"GET /b/", b"304")]


def test_a_line_of_cloudfronts_is_read() -> None:
    """CloudFront's log parts fields by tabs, and writes blanks as %20."""
    line = "\t".join([
        "2026-11-02", "10:00:00", "CDG50-C1", "512", "203.0.113.7", "GET", "d1.cloudfront.net",
        "/posts/hello/", "200", "-", FIREFOX.replace(" ", "%20"), "-",
    ]).encode()  # fmt: skip
    form = format_of(EDGE.encode() + line)

    assert form is not None
    assert form.name == "cloudfront"
    found = told(form, line)
    assert found["request"] == b"GET /posts/hello/"
    assert found["agent"] == FIREFOX.encode()
    assert found["host"] == b"d1.cloudfront.net"


@pytest.mark.parametrize("head", [
    b"", b"\n\n", b"date,path,views\n2026-11-02,/,3\n", b"<html>", b"\0" * 4096,
    b"Nov  2 10:00:00 host sshd[1]: no \"log\" of the web\n", b"#Fields: date time\n",
])  # fmt: skip
def test_what_is_no_log_is_not_recognised(head: bytes) -> None:
    """A file that is no access log has no format."""
    assert format_of(head) is None


def test_a_format_is_recognised_after_broken_lines() -> None:
    """A log whose first line was cut, or is of a handshake, is known by the next."""
    form = format_of(combined()[70:] + b"\0\0\0\n" + combined())

    assert form is not None
    assert form.name == "combined"


# Whose day it is


def test_a_day_ends_at_midnight_in_the_zone_of_the_blog() -> None:
    """Half past eleven in UTC on 30 June is 1 July in Paris."""
    at = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    place = b"\n203.0.113.7 - - [30/Jun/2026:23:30:00 +0000] "

    moment = Place("combined", ZoneInfo("Europe/Paris")).moment(place)

    assert (moment[0], moment[2]) == (int(at.timestamp()), "2026-07")


def test_a_day_may_end_within_an_hour_of_utc() -> None:
    """In Kolkata, half an hour off, midnight is at 18:30 UTC."""
    place = Place("combined", ZoneInfo("Asia/Kolkata"))
    months = [
        place.moment(b"\n203.0.113.7 - - [30/Jun/2026:18:%d:59 +0000] " % minute)[2]
        for minute in (29, 30)
    ]

    assert months == ["2026-06", "2026-07"]


@pytest.mark.parametrize("stamp", [
    b"31/Feb/2026:10:00:00 +0000", b"02/Foo/2026:10:00:00 +0000", b"02/Nov/2026:25:00:00 +0000",
    b"02/Nov/0000:10:00:00 +0000", b"02/Nov/2026:10:xx:00 +0000", b"02/Nov/2026:10:00:00 +9999",
])  # fmt: skip
def test_a_moment_that_there_is_not_is_refused(stamp: bytes) -> None:
    """A day, month, hour or offset that there is not makes a broken line."""
    with pytest.raises(ValueError):
        Place("combined", UTC).moment(b"\n203.0.113.7 - - [" + stamp + b"] ")


# What counts


@pytest.mark.parametrize(("status", "count"), [
    (200, 1), (304, 1), (206, 0), (301, 0), (302, 0), (404, 0), (500, 0),
])  # fmt: skip
def test_pages_that_were_given_count(log: Path, status: int, count: int) -> None:
    """A page that was sent, or that the browser still had, counts; a part or an error does not."""
    assert views(log, combined(status=status)) == count


@pytest.mark.parametrize(("agent", "count"), [
    (FIREFOX, 1), (GOOGLEBOT, 0), ("curl/8.11.1", 0), ("-", 0), ("", 0),
    ("FreshRSS/1.24.3 (Linux; https://freshrss.org)", 0),
])  # fmt: skip
def test_programs_do_not_count(log: Path, agent: str, count: int) -> None:
    """Crawlers, scripts, feed readers and those without a name are no readers."""
    assert views(log, combined(agent=agent)) == count


@pytest.mark.parametrize("method", ["HEAD", "POST", "PROPFIND", "get"])
def test_only_get_counts(log: Path, method: str) -> None:
    """Whoever asks otherwise than by GET reads nothing."""
    assert views(log, combined(method=method)) == 0


@pytest.mark.parametrize(("minutes", "count"), [
    ([0], 1), ([0, 0], 1), ([0, 29], 1), ([0, 30], 1), ([0, 31], 2),
    ([0, 20, 40, 60], 1), ([0, 20, 51], 2), ([51, 0, 20], 2),
])  # fmt: skip
def test_a_reader_counts_again_after_half_an_hour(
    log: Path, minutes: Sequence[int], count: int
) -> None:
    """A repeat within 30 minutes of the hit before is none; the order of lines does not matter."""
    lines = b"".join(combined(at=START + 60 * minute) for minute in minutes)

    assert views(log, lines) == count


def test_a_reader_is_an_address_and_an_agent(log: Path) -> None:
    """Two people behind one address, by their agents, and one on two pages, all count."""
    lines = combined() + combined(agent=CHROME) + combined("/posts/wiki/") + combined(ip="::1")

    assert views(log, lines) == 4


def test_a_reader_counts_once_a_day_among_readers(log: Path) -> None:
    """Who comes back in the evening makes a second view, and is still one reader of the day."""
    lines = combined() + combined(at=START + 8 * 3600)

    assert [row[1:] for row in counted(log, lines)[1].views] == [(0, 2, 1)]


@pytest.mark.parametrize(("rule", "line"), [
    ("bots", combined(agent=GOOGLEBOT)), ("methods", combined(method="POST", ip="203.0.113.8")),
    ("statuses", combined(status=206, ip="203.0.113.8")), ("repeats", combined()),
])  # fmt: skip
def test_a_rule_that_is_switched_off_lets_through(log: Path, rule: str, line: bytes) -> None:
    """What a rule leaves out counts where the rule is off."""
    lines = combined() + line

    assert views(log, lines) == 1
    assert views(log, lines, RULES._replace(**{rule: False})) == 2


def test_pages_of_no_post_are_counted_beside(log: Path) -> None:
    """A page that is no post's is no view; what is no page is passed over, unless asked for."""
    lines = combined("/about/") + combined("/style.css") + combined("/gone/", status=404)
    pages = Rules(pages=False)

    assert {key[2] for key in counted(log, lines)[1].unmatched} == {"/about/", "/gone/"}
    assert {key[2] for key in counted(log, lines, pages)[1].unmatched} == {
        "/about/", "/gone/", "/style.css",
    }  # fmt: skip


def test_what_was_known_before_a_second_is_left_out(log: Path) -> None:
    """*since* is the last second that is known: what came after it counts."""
    lines = combined() + combined("/posts/wiki/", at=START + 1)

    assert [row[1] for row in counted(log, lines, Rules(since=START))[1].views] == [1]


def test_hosts_of_other_sites_are_left_out(log: Path) -> None:
    """Of a log of many hosts, those named count, www or not, whatever their case."""
    names = ("blog.example:443", "WWW.Blog.Example", "shop.example")
    lines = b"".join(
        f"{name} ".encode() + combined(ip=f"203.0.113.{at}") for at, name in enumerate(names)
    )
    form = format_of(lines)

    _, found = counted(log, lines, Rules(hosts=("blog.example",)), form)

    assert sum(row[2] for row in found.views) == 2


# Each line once


def shares(data: bytes, of: int, *, whole: bool) -> list[list[bytes]]:
    """Return the blocks that each of so many workers is given."""
    return [list(Share(io.BytesIO(data), (first, of), whole=whole)) for first in range(of)]


TEXTS = st.lists(st.sampled_from([b"\n", b"a", b"bb", b"\0", b"\xff", b"c" * 9])).map(b"".join)


@given(TEXTS | st.binary(max_size=80), st.integers(1, 9), st.integers(1, 12), st.booleans())
def test_each_line_is_told_once(data: bytes, workers: int, block: int, whole: bool) -> None:
    """Whatever a log holds, however many read it, and by whatever blocks, each line is told once.

    A last line without an end is told only where no more will come.
    """
    ended = data if whole else data[: data.rfind(b"\n") + 1]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "BLOCK", block)
        found = shares(data, workers, whole=whole)

    told_lines = Counter(
        line for blocks in found for one in blocks for line in io.BytesIO(one).readlines()
    )
    assert told_lines == Counter(io.BytesIO(ended).readlines())


@given(TEXTS, st.integers(1, 12))
def test_how_far_a_log_was_read_is_the_end_of_a_line(data: bytes, block: int) -> None:
    """What is remembered is where whole lines end, and what stands before."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "BLOCK", block)
        share = Share(io.BytesIO(data), whole=False)
        list(share)

    end = data.rfind(b"\n") + 1
    assert share.end == end
    assert share.ending == data[:end][-opening.KEPT :]
    assert share.unended == (end < len(data))


# A reader on a page, the day, and the second.
VISITS = st.tuples(st.integers(1, 3), st.integers(1, 2), st.integers(0, 4 * GAP))


def naive(visits: Sequence[tuple[int, int, int]], *, repeats: bool) -> dict[int, tuple[int, int]]:
    """Return the views and readers of each day and page, by the rule as it is told."""
    found: Counter[int] = Counter()
    readers: dict[int, set[int]] = {}
    before: dict[int, int] = {}
    for key, at, cell in sorted((key, at, cell) for key, cell, at in visits):
        if not repeats or key not in before or at - before[key] > GAP:
            found[cell] += 1
            readers.setdefault(cell, set()).add(key)
        before[key] = at
    return {cell: (count, len(readers[cell])) for cell, count in found.items()}


@given(st.lists(VISITS, max_size=40), st.booleans())
def test_settling_equals_counting_one_by_one(
    visits: list[tuple[int, int, int]], repeats: bool
) -> None:
    """What packed visits come to, by buckets, is what someone would count with a pencil."""
    buckets = [bytearray() for _ in range(BUCKETS)]
    for key, cell, at in visits:
        buckets[key % BUCKETS] += VISIT.pack(key, cell, at)

    hits, excess = settled(map(bytes, buckets), repeats=repeats)

    counts = {
        cell: (count - excess.get((cell, True), 0), count - excess.get((cell, False), 0))
        for cell, count in hits.items()
    }
    assert {cell: pair for cell, pair in counts.items() if pair[0]} == naive(
        visits, repeats=repeats
    )


def mixed(count: int) -> bytes:
    """Return a log of many readers, some of whom come again, with odd lines in between."""
    odd = (b"\n", b"\0\0\n", b"x\n", combined(agent=r"a \"b\" c"), combined("/gone/", status=404))
    return b"".join(
        combined(
            ("/posts/hello/", "/posts/wiki/", "/old/hello/", "/about/")[at % 4],
            START + at * 37,
            ip=f"203.0.113.{at * at % 251}",
            agent=(FIREFOX, CHROME, GOOGLEBOT)[at % 3],
            referrer=("-", "https://e.org/", "https://www.google.fr/?q=wiki")[at % 3 - at % 2],
        )
        + (odd[at % 5] if at % 7 == 0 else b"")
        for at in range(count)
    )


@pytest.mark.skipif(not hasattr(os, "fork"), reason="workers are forked")
@pytest.mark.parametrize("workers", [2, 3, 8])
def test_many_workers_count_what_one_counts(
    log: Path, monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    """A log that is shared among workers comes to the same as one that is not."""
    lines = mixed(3000)
    alone = counted(log, lines)
    monkeypatch.setattr(logs, "_SMALL", 0)
    monkeypatch.setattr(os, "cpu_count", lambda: workers)
    monkeypatch.setattr(opening, "BLOCK", 4096)

    together = counted(log, lines)

    assert together[1] == alone[1]
    assert together[0]._replace(samples=()) == alone[0]._replace(samples=())


def test_blocks_of_any_size_count_the_same(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where blocks end changes no count."""
    lines = mixed(300)
    usual = counted(log, lines)
    for block in (64, 333, 5000):
        monkeypatch.setattr(opening, "BLOCK", block)

        assert counted(log, lines)[1] == usual[1]


def test_a_line_that_is_too_long_is_let_go(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line longer than any is is not kept in memory, and those after it are read."""
    monkeypatch.setattr(opening, "BLOCK", 1000)
    monkeypatch.setattr(opening, "LONGEST", 5000)
    lines = combined() + b"x" * 50_000 + b"\n" + combined("/posts/wiki/")

    part, found = counted(log, lines)

    assert (part.lines, part.broken) == (3, 1)
    assert sum(row[2] for row in found.views) == 2


@pytest.mark.parametrize("year", [2107, 9998])
def test_a_line_of_another_century_is_broken_or_counts(log: Path, year: int) -> None:
    """A damaged year is no reason to end."""
    far = combined().replace(b"/2026:", f"/{year}:".encode())

    assert views(log, combined() + far) in (1, 2)


def test_the_last_evening_that_there_is_is_broken(log: Path) -> None:
    """The last evening that a calendar has is no reason to end."""
    far = combined().replace(b"02/Nov/2026:10", b"31/Dec/9999:23")

    assert views(log, combined() + far) in (1, 2)


def test_the_span_of_a_log_is_known_whatever_its_ends(log: Path) -> None:
    """A log that begins and ends with long broken lines tells its first and last second."""
    lines = b"x" * 5000 + b"\n" + combined() + combined(at=START + 60) + b"y" * 5000 + b"\n"

    part, _ = counted(log, lines)

    assert (part.first, part.last) == (START, START + 60)
