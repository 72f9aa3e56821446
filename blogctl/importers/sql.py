"""The rules of counting as SQL, one text for DuckDB and for Spark, and the steps that run it.

The text calls functions by Spark's names; DuckDB is given those that it calls otherwise. What
needs more than SQL, which post an address is and which agent is a program, is asked once for each
distinct one, of the same code that serves the counting in Python.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any, NamedTuple, Protocol

from blogctl.content.dates import in_zone
from blogctl.importers.counting import GAP, HEARD, Judge, Rules, told
from blogctl.importers.formats import Format, names_of
from blogctl.importers.logs import Counted, Manner, Part

# An escaped quote parts nothing; a quote is its own name in Spark, and in DuckDB.
_UNESCAPED = "SELECT replace(line, concat(chr(92), chr(34)), chr(39)) AS line FROM lines"
_APACHE = "'dd/MMM/yyyy:HH:mm:ss Z'"
_EXTENDED = "'yyyy-MM-dd HH:mm:ss Z'"

QUOTED = """
SELECT {agent} AS agent, split_part(line, chr(34), 2) AS request,
  substr(split_part(line, chr(34), 3), 2, 3) AS status, {referrer} AS referrer,
  {host} AS host, split_part(split_part(line, chr(34), 1), ' ', {address}) AS address,
  unix_timestamp(try_to_timestamp(
    substr(split_part(line, chr(34), 1), length(split_part(line, chr(34), 1)) - 27, 26), {form}))
    AS moment
FROM ({lines}) AS cut
WHERE length(line) - length(replace(line, chr(34), '')) >= {quotes}
  AND split_part(line, chr(34), 1) LIKE '%] '
"""

CADDY = """
SELECT coalesce(get_json_object(line, '$.request.headers.User-Agent[0]'), '') AS agent,
  concat(get_json_object(line, '$.request.method'), ' ',
    get_json_object(line, '$.request.uri')) AS request,
  get_json_object(line, '$.status') AS status,
  coalesce(get_json_object(line, '$.request.headers.Referer[0]'), '') AS referrer,
  regexp_replace(get_json_object(line, '$.request.host'), ':[0-9]+$', '') AS host,
  coalesce(nullif(get_json_object(line, '$.request.client_ip'), ''),
    nullif(get_json_object(line, '$.request.remote_ip'), ''),
    get_json_object(line, '$.request.remote_addr')) AS address,
  CAST(floor(CAST(get_json_object(line, '$.ts') AS DOUBLE)) AS BIGINT) AS moment
FROM lines WHERE line LIKE '{{%'
"""

EXTENDED = """
SELECT replace(replace(replace({agent}, '+', ' '), '%2520', ' '), '%20', ' ') AS agent,
  concat({method}, ' ', {target}, CASE WHEN {query} = '' THEN '' ELSE concat('?', {query}) END)
    AS request,
  {status} AS status, {referrer} AS referrer,
  regexp_replace({host}, ':[0-9]+$', '') AS host, {address} AS address,
  unix_timestamp(try_to_timestamp(concat({date}, ' ', {time}, ' +0000'), {form})) AS moment
FROM (SELECT line, CASE WHEN instr(line, chr(9)) > 0 THEN chr(9) ELSE ' ' END AS part FROM
  (SELECT replace(line, chr(13), '') AS line FROM lines WHERE line NOT LIKE '#%') AS bare) AS cut
WHERE length(line) - length(replace(line, part, '')) >= {last}
"""

# What is kept while the rest is asked: no address, but what a salt that is thrown away makes of it.
HITS = """
SELECT agent, request, status, referrer, host, moment, xxhash64('{salt}', address, agent) AS reader
FROM ({read}) AS hit WHERE moment IS NOT NULL AND address IS NOT NULL AND request IS NOT NULL
"""

VISITS = """
SELECT h.reader, h.moment, h.status, h.request, h.referrer, p.page,
  CAST(floor((h.moment + {offset}) / 86400.0) AS INT) AS day
FROM hits h JOIN pages p ON h.request = p.request JOIN readers r ON h.agent = r.agent
WHERE h.moment > {since}{hosts}
"""

COUNTS = """
WITH visits AS ({visits}), seen AS (
  SELECT reader, page, day, moment,
    lag(moment) OVER (PARTITION BY reader, page ORDER BY moment) AS previous
  FROM visits WHERE page > 0{statuses}
)
SELECT day, page, count(*) AS views, count(DISTINCT reader) AS readers
FROM seen WHERE previous IS NULL OR moment - previous > {gap} GROUP BY day, page
"""

UNMATCHED = """
WITH visits AS ({visits})
SELECT substr(CAST(date_from_unix_date(day) AS STRING), 1, 7) AS month, status, request, count(*)
FROM visits WHERE page < 0 OR status >= '400' GROUP BY 1, 2, 3
"""

REFERRERS = """
WITH visits AS ({visits})
SELECT substr(CAST(date_from_unix_date(day) AS STRING), 1, 7) AS month, referrer, count(*)
FROM visits WHERE page > 0{statuses} GROUP BY 1, 2
"""

_EPOCH = date(1970, 1, 1).toordinal()


class Database(Protocol):
    """What runs the SQL: it has the table `lines` of one column, `line`."""

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""

    def keep(self, name: str, sql: str) -> None:
        """Keep the rows of a query as the table *name*."""

    def table(self, name: str, columns: Mapping[str, str], rows: Sequence[tuple[Any, ...]]) -> None:
        """Keep *rows* as the table *name*; *columns* are names and types."""


class Summary(NamedTuple):
    """What SQL made of logs: the counts, how many lines and hits, the first and last second."""

    counted: Counted
    lines: int
    hits: int
    first: int
    last: int

    def part(self, first: int) -> Part:
        """Return what is to be remembered of logs, of which *first* is the first second."""
        counted = self.counted
        return Part(
            Counter(counted.unmatched), Counter(counted.referrers), Counter(counted.searches),
            lines=self.lines, first=first, last=self.last,
        )  # fmt: skip


def run(database: Database, form: Format, manner: Manner, salt: str) -> Summary:
    """Return what the lines in *database* come to."""
    rules = manner.rules
    database.keep("hits", HITS.format(salt=salt, read=reading(form)))
    judge = Judge(manner.addresses, rules)
    _ask(database, judge)
    first, last, hits = database.rows("SELECT min(moment), max(moment), count(*) FROM hits")[0]
    lines = database.rows(
        "SELECT count(*) FROM lines WHERE trim(line) <> '' AND line NOT LIKE '#%'"
    )[0][0]
    words = _words(rules, manner.zone, int(first or 0), int(last or 0))
    counts = database.rows(COUNTS.format(**words))
    unmatched = _by_month(
        (month, (status.encode(), request.encode("utf-8", "replace")), count)
        for month, status, request, count in database.rows(UNMATCHED.format(**words))
    )
    referrers = _by_month(
        (month, referrer.encode("utf-8", "replace"), count)
        for month, referrer, count in database.rows(REFERRERS.format(**words))
    )
    views = [(int(day) + _EPOCH, int(page) - 1, views, readers)
             for day, page, views, readers in counts]  # fmt: skip
    counted = Counted(views, *told(unmatched, referrers, rules.hosts))
    return Summary(counted, int(lines), int(hits), int(first or 0), int(last or 0))


def _ask(database: Database, judge: Judge) -> None:
    """Let *database* know which requests are for which pages, and which agents are of readers."""
    requests = [row[0] for row in database.rows("SELECT DISTINCT request FROM hits")]
    pages = [(one, judge.page(one.encode("utf-8", "replace"))) for one in requests]
    database.table("pages", {"request": "STRING", "page": "INT"}, [one for one in pages if one[1]])
    agents = [row[0] for row in database.rows("SELECT DISTINCT agent FROM hits")]
    heard = [(one,) for one in agents if judge.is_reader(one.encode("utf-8", "replace"))]
    database.table("readers", {"agent": "STRING"}, heard)


def _words(rules: Rules, zone: tzinfo, first: int, last: int) -> dict[str, str]:
    heard = ", ".join(f"'{status.decode()}'" for status in HEARD)
    hosts = ", ".join(f"'{host}'" for host in rules.hosts if re.fullmatch(r"[\w.-]+", host))
    where = f" AND (h.host = '' OR regexp_replace(lower(h.host), '^www[.]', '') IN ({hosts}))"
    visits = VISITS.format(
        offset=offset_of(zone, first, last), since=rules.since, hosts=where if hosts else ""
    )
    return {
        "visits": visits,
        "statuses": f" AND status IN ({heard})" if rules.statuses else "",
        "gap": str(GAP if rules.repeats else -1),
    }


def _by_month(rows: Iterable[tuple[str, Any, int]]) -> dict[str, Counter[Any]]:
    found: dict[str, Counter[Any]] = {}
    for month, key, count in rows:
        found.setdefault(month, Counter())[key] += int(count)
    return found


def reading(form: Format) -> str:
    """Return the query that makes hits of the table `lines`, as *form* writes them."""
    if form.name == "caddy":
        return CADDY.format()
    if form.name in ("combined", "common", "vhost"):
        return QUOTED.format(
            agent="split_part(line, chr(34), 6)" if form.name != "common" else "'?'",
            referrer="split_part(line, chr(34), 4)" if form.name != "common" else "'-'",
            host="regexp_replace(split_part(line, ' ', 1), ':[0-9]+$', '')"
            if form.name == "vhost" else "''",
            address=2 if form.name == "vhost" else 1,
            quotes=2 if form.name == "common" else 6,
            lines=_UNESCAPED, form=_APACHE,
        )  # fmt: skip
    places = names_of(form.columns)
    fields = {name: _field(places.get(name)) for name in _FIELDS}
    fields["agent"] = fields["agent"] if "agent" in places else "'?'"
    return EXTENDED.format(**fields, form=_EXTENDED, last=max(places.values()) - 1)


_FIELDS = ("agent", "method", "target", "query", "status", "referrer", "host", "address", "date",
           "time")  # fmt: skip


def _field(place: int | None) -> str:
    if place is None:
        return "''"
    value = f"split_part(line, part, {place})"
    return f"(CASE WHEN {value} = '-' THEN '' ELSE {value} END)"


def offset_of(zone: tzinfo, first: int, last: int) -> str:
    """Return, as SQL, the seconds that *zone* is ahead of UTC at a moment `h.moment` of a span."""
    turns = list(_turns(zone, first, last))
    if len(turns) == 1:
        return str(turns[0][1])
    cases = " ".join(f"WHEN h.moment < {until} THEN {ahead}" for until, ahead in turns[:-1])
    return f"(CASE {cases} ELSE {turns[-1][1]} END)"


def _turns(zone: tzinfo, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Yield until when the zone is ahead by how much, by the hour; the last end is none."""
    at, ahead = first - first % 3600, _ahead(zone, first)
    step = int(timedelta(days=7).total_seconds())
    while at <= last:
        after = at + step
        if _ahead(zone, after) != ahead:
            low, high = at, after
            while high - low > 900:
                middle = (low + high) // 2 // 900 * 900
                low, high = (middle, high) if _ahead(zone, middle) == ahead else (low, middle)
            yield high, ahead
            ahead, after = _ahead(zone, high), high
        at = after
    yield 0, ahead


def _ahead(zone: tzinfo, at: int) -> int:
    offset = in_zone(datetime.fromtimestamp(at, UTC), zone).utcoffset()
    return int(offset.total_seconds()) if offset else 0
