"""Logs to count: seeded, with odd lines among them, in each format that there is."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

PROJECT = Path(__file__).parents[1]
_LINE = re.compile(
    r'(\S+) - - \[([^\]]+)\] "(\S+) (\S+) [^"]*" (\d+) \S+ "([^"\\]*)" "([^"\\]*)"', re.ASCII
)
# Escaped quotes, a cut line, a moment that is none, agents and paths that are hostile.
ODD = [
    '198.51.100.1 - - [02/Nov/2026:10:00:00 +0000] "GET /posts/x/ HTTP/1.1" 200 1 "-" "a \\"b\\""',
    '198.51.100.1 - - [02/Nov/2026:10:00:00 +0000] "GET /posts/x/ HTT',
    '198.51.100.1 - - [31/Foo/2026:10:00:00 +0000] "GET / HTTP/1.1" 200 1 "-" "Mozilla/5.0"',
    '198.51.100.1 - - [02/Nov/2026:10:00:00 +0000] "GET /\u00e9%1b HTTP/1.1" 404 1 "-" "Mozilla"',
    '198.51.100.1 - - [02/Nov/2026:10:00:00 +0000] "-" 400 0 "-" "-"',
    "",
    "no line at all",
]


def sample(folder: Path, lines: int, seed: int = 1) -> Path:
    """Write a log of the sample blog of about so many *lines* into *folder*; return its path."""
    path = folder / f"sample-{lines}-{seed}.log"
    command = [
        sys.executable, str(PROJECT / "docs/sample_log.py"), str(PROJECT / "posts"), str(path),
        "--until", "2026-11-23", "--lines", str(lines), "--seed", str(seed),
    ]  # fmt: skip
    subprocess.run(command, check=True)
    with path.open("a", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in ODD)
    return path


def converted(path: Path, form: str) -> Path:
    """Write the lines of a combined log that are whole in another format; return where."""
    other = path.with_suffix(f".{form}")
    with path.open(encoding="utf-8") as file, other.open("w", encoding="utf-8") as out:
        out.writelines(_HEADERS.get(form, []))
        out.writelines(f"{_WRITERS[form](*found)}\n" for found in _hits(file))
    return other


def _hits(lines: Iterator[str]) -> Iterator[tuple[str, ...]]:
    for line in lines:
        found = _LINE.match(line)
        if found and "Foo" not in line:
            yield found.groups()


def _moment(stamp: str) -> datetime:
    return datetime.strptime(stamp, "%d/%b/%Y:%H:%M:%S %z")


def _vhost(ip: str, stamp: str, method: str, uri: str, status: str, referrer: str,
           agent: str) -> str:  # fmt: skip
    request = f'"{method} {uri} HTTP/1.1"'
    return f'blog.example:443 {ip} - - [{stamp}] {request} {status} 1 "{referrer}" "{agent}"'


def _caddy(ip: str, stamp: str, method: str, uri: str, status: str, referrer: str,
           agent: str) -> str:  # fmt: skip
    headers = {"User-Agent": [agent], "Referer": [referrer]}
    request = {"client_ip": ip, "method": method, "uri": uri, "host": "blog.example",
               "headers": headers}  # fmt: skip
    return json.dumps({"ts": _moment(stamp).timestamp() + 0.5, "request": request,
                       "status": int(status)})  # fmt: skip


def _w3c(ip: str, stamp: str, method: str, uri: str, status: str, referrer: str,
         agent: str) -> str:  # fmt: skip
    at = _moment(stamp)
    utc = datetime.fromtimestamp(at.timestamp(), tz=_moment("01/Jan/2026:00:00:00 +0000").tzinfo)
    stem, _, query = uri.partition("?")
    fields = (f"{utc:%Y-%m-%d}", f"{utc:%H:%M:%S}", ip, method, stem, query or "-", status,
              agent.replace(" ", "+") or "-", referrer or "-", "blog.example")  # fmt: skip
    return " ".join(fields)


_WRITERS = {"vhost": _vhost, "caddy": _caddy, "w3c": _w3c}
_HEADERS = {
    "w3c": ["#Version: 1.0\n", "#Fields: date time c-ip cs-method cs-uri-stem cs-uri-query "
            "sc-status cs(User-Agent) cs(Referer) cs-host\n"],
}  # fmt: skip
