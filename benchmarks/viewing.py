"""`views import` beside goaccess on the same made-up log, and `top` beside `list`, in one run.

    python benchmarks/viewing.py [--lines 2000000] [--top-only]

Prints lines a second, ratios, and the memory of the largest process of each.
"""

import argparse
import gzip
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import NamedTuple

from blogs import make_blog
from listing import COMMAND
from timing import ENVIRONMENT, ratio, report

PROJECT = Path(__file__).parents[1]
SMALL, LARGE = 2_000_000, 5_000_000
POSTS = 2000
START = int(datetime(2026, 9, 1, tzinfo=UTC).timestamp())
AGENTS = [
    *(f"Mozilla/5.0 (X11; Linux x86_64; rv:{n}.0) Gecko/20100101 Firefox/{n}.0"
      for n in range(120, 150)),
    *(f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
      f"Chrome/{n}.0.0.0 Safari/537.36" for n in range(110, 145)),
    *["Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
      "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)"] * 4,
]  # fmt: skip
REFERRERS = ["-", "-", "https://blog.example/", "https://www.google.com/",
             "https://www.google.fr/search?q=wiki", "https://news.example.org/today"]  # fmt: skip
# What DuckDB makes of the text that Spark runs, in a process of its own.
DUCK = f"""
import sys
sys.path.insert(0, {str(PROJECT / "tests")!r})
from datetime import UTC, datetime
from pathlib import Path
from duck import Duck
from blogctl.blog.blog import Blog
from blogctl.blog.readership import known_posts
from blogctl.content.addresses import Addresses
from blogctl.importers.counting import Rules
from blogctl.importers.formats import format_of
from blogctl.importers.logs import Manner
from blogctl.importers.sql import run
log = sys.argv[1]
blog = Blog.open(Path("."), datetime.now(UTC))
manner = Manner(Addresses(known_posts(blog)), Rules(), UTC)
with open(log, "rb") as file:
    form = format_of(file.read(65536))
run(Duck([log], sys.argv[2]), form, manner, "salt")
"""


class Run(NamedTuple):
    """How long a process took, and the memory of the largest of it and its children, in MB."""

    seconds: float
    memory: float


def write_log(path: Path, lines: int, addresses: list[str]) -> None:
    """Write a combined log of so many *lines*: a tenth programs, half of it beside pages."""
    chance = random.Random(7)
    beside = [f"/assets/{n}.{kind}" for n in range(40) for kind in ("css", "js", "png", "woff2")]
    lost = [f"/posts/lost-{n}/" for n in range(300)] + ["/wp-login.php", "/feed/", "/"]
    with path.open("w", encoding="ascii") as file:
        at, stamp = START, ""
        for first in range(0, lines, 1000):
            at += 700
            stamp = f"{datetime.fromtimestamp(at, UTC):%d/%b/%Y:%H:%M:%S} +0000"
            for _ in range(min(1000, lines - first)):
                kind = chance.random()
                part = beside if kind < 0.5 else addresses if kind < 0.9 else lost
                target = part[int(chance.random() * len(part))]
                status = 404 if part is lost else 200 if kind < 0.85 else 304
                ip = int(chance.random() * 0xFFFFF)
                file.write(
                    f"10.{ip >> 16}.{ip >> 8 & 255}.{ip & 255} - - [{stamp}] "
                    f'"GET {target} HTTP/1.1" {status} 5120 '
                    f'"{REFERRERS[ip % 6]}" "{AGENTS[ip % len(AGENTS)]}"\n'
                )


def measured(command: list[str], folder: Path) -> Run:
    """Return what *command* takes in *folder*."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, env=ENVIRONMENT,
                               stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)  # fmt: skip
    assert process.stderr
    said = process.stderr.read()
    _, code, usage = os.wait4(process.pid, 0)
    if code:
        sys.exit(f"{' '.join(command[:3])}: {said.decode()[-500:]}")
    return Run(time.perf_counter() - start, usage.ru_maxrss / 1024)


def ours(blog: Path, log: Path, runs: int) -> Run:
    """Return what a first import of *log* takes: the median of *runs*."""
    found = []
    for _ in range(runs):
        shutil.rmtree(blog / ".blogctl/views", ignore_errors=True)
        found.append(measured([COMMAND, "views", "import", str(log), "--quiet"], blog))
    return Run(median(one.seconds for one in found), max(one.memory for one in found))


def tell(label: str, run: Run, lines: int, floor: Run | None) -> None:
    """Print a line: lines a second, memory, and how many times faster than the *floor*."""
    times = f"{floor.seconds / run.seconds:6.1f} times goaccess" if floor else ""
    print(f"{label:<34} {lines / run.seconds:>11,.0f} lines/s {run.memory:>7,.0f} MB {times}",
          flush=True)  # fmt: skip


def measure(folder: Path, lines: int) -> None:
    """Measure a log of so many *lines*, in a blog of its own."""
    blog = folder / "blog"
    make_blog(blog, POSTS)
    listed = subprocess.run([COMMAND, "list", "--format", "{url}"], cwd=blog, env=ENVIRONMENT,
                            capture_output=True, text=True, check=True)  # fmt: skip
    log = folder / "access.log"
    write_log(log, lines, listed.stdout.split())
    print(f"{lines:,} lines, {log.stat().st_size / 1e6:,.0f} MB, {POSTS:,} posts", flush=True)
    floor = None
    if shutil.which("goaccess"):
        command = ["goaccess", str(log), "--log-format=COMBINED", "--no-global-config",
                   "--no-progress", "-o", str(folder / "report.json")]  # fmt: skip
        floor = measured(command, blog)
        tell("goaccess, once", floor, lines, None)
    else:
        print("goaccess is not installed: there is no ratio")
    tell("views import, of 3", ours(blog, log, 3), lines, floor)
    duck = [sys.executable, "-c", DUCK, str(log), str(folder)]
    tell("the same rules in DuckDB, once", measured(duck, blog), lines, floor)
    with log.open("rb") as file, gzip.open(f"{log}.gz", "wb", 3) as packed:
        shutil.copyfileobj(file, packed)
    tell("views import of the .gz, of 3", ours(blog, Path(f"{log}.gz"), 3), lines, floor)


def measure_top(folder: Path) -> None:
    """Measure `top` beside `list` in a blog of four years of views."""
    blog = folder / "blog"
    make_blog(blog, 1000)
    listed = subprocess.run([COMMAND, "list", "--format", "{url}"], cwd=blog, env=ENVIRONMENT,
                            capture_output=True, text=True, check=True)  # fmt: skip
    chance, urls = random.Random(7), listed.stdout.split()
    (blog / ".blogctl/views").mkdir(parents=True, exist_ok=True)
    for year in range(2023, 2027):
        for month in range(1, 13):
            days = [f"{year}-{month:02}-{day:02}" for day in range(1, 29)]
            rows = [f"{day},{url},{chance.randrange(1, 50)},1\n"
                    for day in days for url in chance.sample(urls, 120)]  # fmt: skip
            text = "date,post,views,readers\n" + "".join(rows)
            (blog / f".blogctl/views/{year}-{month:02}.csv").write_text(text)
    print("1,000 posts, four years of views; median (least to greatest)")
    report("top over list --json", ratio([COMMAND, "top"], [COMMAND, "list", "--json"], blog))
    report("top over list", ratio([COMMAND, "top"], [COMMAND, "list"], blog))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--lines", type=int)
    parser.add_argument("--top-only", action="store_true")
    asked = parser.parse_args()
    sizes = [asked.lines] if asked.lines else [SMALL, LARGE]
    for lines in [] if asked.top_only else sizes:
        with tempfile.TemporaryDirectory() as parent:
            measure(Path(parent), lines)
    with tempfile.TemporaryDirectory() as parent:
        measure_top(Path(parent))


if __name__ == "__main__":
    main()
