"""The formats of access logs: how a line becomes a hit, and how a format is recognised.

`combined` and `common` are Apache's (mod_log_config, also nginx's default), `vhost` is Apache's
`vhost_combined`, with the host first. `caddy` are Caddy's JSON lines. `cloudfront` and `w3c` are
W3C extended logs (W3C working draft WD-logfile-960323): their fields are named in `#Fields:`.
"""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Any, NamedTuple

from blogctl.content.dates import in_zone

# Request, agent, status, referrer as the log writes them, and what Place reads the rest from.
Hit = tuple[bytes, bytes, bytes, bytes, Any]
Read = Callable[[bytes], Iterator[Hit | None]]
# Seconds since 1970, the ordinal of the day in the site's zone times PAGES, the month as 2026-11.
Moment = tuple[int, int, str]

_MONTHS = b"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_APACHE = re.compile(rb"(\d\d)/([A-Z][a-z]{2})/(\d{4}):(\d\d) ([+-])(\d\d)(\d\d)")
_EXTENDED = re.compile(rb"(\d{4})-(\d\d)-(\d\d)[ T](\d\d)")
_HEAD = re.compile(rb"(\S+) (?:(\S+) )?\S+ [^\[\"]*\[[^\]]{26}\] $")
_NAMED = {
    b"cs(Referer)": "referrer", b"cs(User-Agent)": "agent", b"c-ip": "address",
    b"cs-method": "method", b"cs-uri-stem": "target", b"cs-uri-query": "query",
    b"sc-status": "status", b"date": "date", b"time": "time", b"x-host-header": "host",
    b"cs(Host)": "host", b"cs-host": "host",
}  # fmt: skip
_MANY = 50_000
# The seconds that four bytes count, less an hour.
_END = (1 << 32) - 3600
_CHUNK = 64 << 10
# More posts than any blog has: a day and a post are one number.
PAGES = 1 << 24


class Format(NamedTuple):
    """A format: its name, how it reads whole lines, and where its fields stand, by their names.

    A line that is none is None.
    """

    name: str
    read: Read
    columns: tuple[tuple[str, int], ...] = ()


FORMATS = ("combined", "common", "vhost", "caddy", "cloudfront", "w3c")


def format_named(name: str, head: bytes) -> Format | None:
    """Return the format *name* for a log that begins with *head*; None without `#Fields:`."""
    if name in _READERS:
        return Format(name, _READERS[name])
    columns = next(filter(None, map(columns_of, head.splitlines())), None)
    return None if columns is None else extended(name, columns)


def format_of(head: bytes) -> Format | None:
    """Return the format of a log that begins with the lines of *head*; None for none known."""
    lines = [line.rstrip(b"\r") for line in head.split(b"\n") if line.strip()]
    for line in lines[:50]:
        name = _named(line)
        if name:
            return format_named(name, head)
    return None


def _named(line: bytes) -> str:
    if line.startswith(b"{"):
        return "caddy" if _caddy_hit(line) else ""
    if line.startswith(b"#Fields:"):
        return "cloudfront" if b"x-edge-" in line else "w3c"
    parts = line.replace(b'\\"', b"'").split(b'"')
    found = _HEAD.fullmatch(parts[0]) if len(parts) >= 3 else None
    if not found:
        return ""
    if len(parts) < 7:
        return "common"
    return "vhost" if _is_vhost(parts[0]) else "combined"


def _is_vhost(head: bytes) -> bool:
    """Say whether a host stands before the address: four words before the date, not three."""
    words = head.partition(b"[")[0].split()
    return len(words) == 4 and words[2] == b"-"


def _combined(block: bytes) -> Iterator[Hit | None]:
    """Yield the hits of lines with three pairs of quotes, many lines at a time."""
    data, at = b"\n" + block.rstrip(b"\n"), 0
    while at < len(data):
        end = data.find(b"\n", at + _CHUNK)
        chunk = data[at : end if end > 0 else len(data)]
        at += len(chunk)
        parts = chunk.split(b'"')
        yield from _hits(parts) if _is_regular(parts, chunk) else _one_by_one(chunk)


def _is_regular(parts: list[bytes], chunk: bytes) -> bool:
    """Say whether each line of *chunk* was cut into six *parts*, so that every sixth begins one."""
    heads = parts[0:-1:6]
    if len(parts) % 6 != 1 or parts[-1]:
        return False
    lines = b'"'.join(heads)
    return lines.count(b'"\n') == len(heads) - 1 and chunk.count(b"\n") == len(heads)


def _one_by_one(chunk: bytes) -> Iterator[Hit | None]:
    """Yield the hits of lines of which some are odd: an escaped quote parts nothing."""
    for line in chunk.split(b"\n"):
        if not line.strip():
            continue
        parts = (b"\n" + line.replace(b'\\"', b"'")).split(b'"')
        if len(parts) > 6 and parts[0].endswith(b"] "):
            yield from _hits(parts[:7])
        else:
            yield None


def _hits(parts: list[bytes]) -> Iterator[Hit]:
    columns = (parts[number::6] for number in (0, 1, 2, 3, 5))
    # A last part stands alone behind the last quote.
    for head, request, middle, referrer, agent in zip(*columns, strict=False):
        yield request, agent, middle[1:4], referrer, head


def _common(block: bytes) -> Iterator[Hit | None]:
    for line in block.split(b"\n"):
        if line.strip():
            parts = (b"\n" + line.replace(b'\\"', b"'")).split(b'"')
            well = len(parts) >= 3 and parts[0].endswith(b"] ")
            yield (parts[1], b"?", parts[2][1:4], b"-", parts[0]) if well else None


def _caddy(block: bytes) -> Iterator[Hit | None]:
    for line in block.split(b"\n"):
        if line.strip():
            yield _caddy_hit(line)


def _caddy_hit(line: bytes) -> Hit | None:
    """Return the hit of a line of Caddy's; None for one of another kind."""
    try:
        said = json.loads(line)
        request = said["request"]
        headers = request.get("headers") or {}
        address = request.get("client_ip") or request.get("remote_ip") or request["remote_addr"]
        moment = float(said["ts"])
        place = (request["host"], str(address).encode("utf-8", "replace"), int(moment))
        fields = (
            f"{request['method']} {request['uri']}", _first(headers, "User-Agent"),
            said["status"], _first(headers, "Referer"),
        )  # fmt: skip
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        return None
    asked, agent, status, referrer = (str(field).encode("utf-8", "replace") for field in fields)
    return asked, agent, status, referrer, place


def _first(headers: dict[str, Any], name: str) -> str:
    held = headers.get(name)
    return str(held[0]) if isinstance(held, list) and held else ""


def columns_of(line: bytes) -> tuple[tuple[str, int], ...] | None:
    """Return which fields a `#Fields:` line names, and where; None for one that lacks some."""
    if not line.startswith(b"#Fields:"):
        return None
    names = line.removeprefix(b"#Fields:").split()
    found: dict[str, int] = {}
    for at, name in enumerate(names):
        if name in _NAMED and _NAMED[name] not in found:
            found[_NAMED[name]] = at
    needed = {"address", "method", "target", "status", "date", "time"}
    return tuple(found.items()) if needed <= found.keys() else None


def extended(name: str, columns: tuple[tuple[str, int], ...]) -> Format:
    """Return the format of lines that hold *columns*; a later `#Fields:` line changes them."""

    def read(block: bytes) -> Iterator[Hit | None]:
        places = dict(columns)
        for line in block.split(b"\n"):
            if line.startswith(b"#"):
                places = dict(columns_of(line) or places.items())
            elif line.strip():
                yield _extended_hit(line.rstrip(b"\r"), places)

    return Format(name, read, columns)


def _extended_hit(line: bytes, places: dict[str, int]) -> Hit | None:
    values = line.split(b"\t") if b"\t" in line else line.split(b" ")
    if len(values) <= max(places.values()):
        return None

    def said(name: str) -> bytes:
        value = values[places[name]] if name in places else b"-"
        return b"" if value == b"-" else value

    query = said("query")
    request = said("method") + b" " + said("target") + (b"?" + query if query else b"")
    # Blanks are written `+` by IIS, and `%20` by CloudFront.
    agent = said("agent").replace(b"+", b" ").replace(b"%2520", b" ").replace(b"%20", b" ")
    # Where no agent is logged, all are taken for readers.
    agent = agent if "agent" in places else b"?"
    place = (said("host"), said("address"), said("date") + b" " + said("time"))
    return request, agent, said("status"), said("referrer"), place


_READERS: dict[str, Read] = {
    "combined": _combined, "common": _common, "vhost": _combined, "caddy": _caddy,
}  # fmt: skip


class Place:
    """Reads when a hit was, who asked, and of which host; days and months are those of *zone*.

    What a format does not say is b"".
    """

    def __init__(self, name: str, zone: tzinfo) -> None:
        self._zone = zone
        self._hours: dict[bytes | int, Moment] = {}
        self.moment, self.names = {
            "combined": (self._apache, _address),
            "common": (self._apache, _address),
            "vhost": (self._apache, _host_and_address),
            "caddy": (self._counted, _told),
        }.get(name, (self._extended, _told))

    def _apache(self, head: bytes) -> Moment:
        """Return the moment of `… [26/Nov/2026:18:00:49 +0100] `; raise ValueError."""
        key = head[-28:-14] + head[-8:-2]
        hour = self._hours.get(key) or self._hour(key, _apache_hour(key))
        past = int(head[-13:-11]) * 60 + int(head[-10:-8])
        return (hour[0] + past, hour[1], hour[2]) if hour[1] else self._split(hour[0] + past)

    def _extended(self, place: Any) -> Moment:
        """Return the moment of `2026-11-26 18:00:49`, in UTC; raise ValueError."""
        stamp = place[2]
        key = stamp[:13]
        hour = self._hours.get(key) or self._hour(key, _extended_hour(key))
        past = int(stamp[14:16]) * 60 + int(stamp[17:19])
        return (hour[0] + past, hour[1], hour[2]) if hour[1] else self._split(hour[0] + past)

    def _counted(self, place: Any) -> Moment:
        """Return the moment of seconds since 1970; raise ValueError."""
        key = place[2] // 3600
        hour = self._hours.get(key) or self._hour(key, _counted_hour(key))
        return (place[2], hour[1], hour[2]) if hour[1] else self._split(place[2])

    def _hour(self, key: bytes | int, start: datetime) -> Moment:
        """Return what is the same all through an hour; the day is 0 where a new one begins."""
        if len(self._hours) > _MANY:
            self._hours.clear()
        at = int(start.timestamp())
        if not 0 <= at < _END:
            raise ValueError(key)
        first, last = self._split(at), self._split(at + 3599)
        self._hours[key] = found = first if first[1] == last[1] else (at, 0, "")
        return found

    def _split(self, at: int) -> Moment:
        local = in_zone(datetime.fromtimestamp(at, UTC), self._zone)
        return at, local.toordinal() * PAGES, f"{local:%Y-%m}"


def _counted_hour(key: int) -> datetime:
    try:
        return datetime.fromtimestamp(key * 3600, UTC)
    except (OverflowError, OSError) as error:
        raise ValueError(key) from error


def _extended_hour(key: bytes) -> datetime:
    found = _EXTENDED.fullmatch(key)
    if not found:
        raise ValueError(key)
    year, month, day, hour = map(int, found.groups())
    return datetime(year, month, day, hour, tzinfo=UTC)


def _address(head: bytes) -> tuple[bytes, bytes]:
    return b"", head[1 : head.find(b" ")]


def _host_and_address(head: bytes) -> tuple[bytes, bytes]:
    host, address, *_ = *head[1:].split(b" ", 2), b"", b""
    return _without_port(host), address


def _told(place: Any) -> tuple[bytes, bytes]:
    host = place[0] if isinstance(place[0], bytes) else str(place[0]).encode("utf-8", "replace")
    return _without_port(host), place[1]


def _without_port(host: bytes) -> bytes:
    bare, _, port = host.rpartition(b":")
    return bare if bare and port.isdigit() else host


def _apache_hour(key: bytes) -> datetime:
    found = _APACHE.fullmatch(key)
    if not found or found[2] not in _MONTHS:
        raise ValueError(key)
    day, month, year, hour, sign, hours, minutes = found.groups()
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    zone = timezone(-offset if sign == b"-" else offset)
    return datetime(int(year), _MONTHS.index(month) + 1, int(day), int(hour), tzinfo=zone)


def names_of(columns: Sequence[tuple[str, int]]) -> dict[str, int]:
    """Return where the fields of an extended log stand, counted from one."""
    return {name: at + 1 for name, at in columns}
