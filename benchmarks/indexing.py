"""The index beside `hugo list all` and ripgrep, on made-up blogs. Prints ratios, in one run.

Sizes are arguments, as in `python benchmarks/indexing.py 100000`; without any, 1,000 and 10,000.
"""

import os
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from blogs import make_blog
from listing import COMMAND, FLOOR, hugo
from timing import ratio, report, seconds

SIZES = (1000, 10_000)
CHANGES = 200


def main() -> None:
    """Measure and print."""
    for posts in [int(size) for size in sys.argv[1:]] or SIZES:
        with tempfile.TemporaryDirectory() as parent:
            blog = Path(parent) / "blog"
            make_blog(blog, posts)
            print(f"{posts:,} posts; median (least to greatest)")
            measure(blog, posts, common_word(blog))


def common_word(blog: Path) -> str:
    """Return a word of the middle of a text, so that some posts have it, and some not."""
    text = sorted(blog.rglob("*.md"))[7].read_text().split("---")[2]
    return sorted(set(text.replace(".", "").split()), key=lambda word: (-len(word), word))[3]


def measure(blog: Path, posts: int, word: str) -> None:
    """Print what is measured on one blog."""
    runs = 11 if posts <= 10_000 else 5
    binary, rg = hugo(), shutil.which("rg")
    listing = [COMMAND, "list", "--json"]
    if binary:
        theirs = [binary, "list", "all", "--noBuildLock"]
        cold(blog, [COMMAND, "list", "-n", "1"], theirs, "first look, front matter alone")
        cold(blog, [COMMAND, "search", word, "-n", "10"], theirs, "first look, all words")
        report("  list --json, all, over 'hugo list all'", ratio(listing, theirs, blog, runs=runs))
    seconds(listing, blog)
    if rg:
        find = [rg, "-lF", word, "content"]
        first = [*listing, "-n", "20"]
        report("  list --json -n 20, over 'rg -lF'", ratio(first, find, blog, runs=runs))
        top = [COMMAND, "search", word, "-n", "10"]
        report("  search, the best 10, over 'rg -lF'", ratio(top, find, blog, runs=runs))
    report("  list -n 20, over 'import typer'", ratio([COMMAND, "list", "-n", "20"], FLOOR, blog))
    one_changed(blog)


def cold(blog: Path, ours: list[str], theirs: list[str], label: str) -> None:
    """Print how long *ours* takes with nothing kept, over *theirs*."""
    pairs = []
    for _ in range(3):
        shutil.rmtree(blog / ".blogctl", ignore_errors=True)
        pairs.append(seconds(ours, blog) / seconds(theirs, blog))
    report(f"  {label}, over 'hugo list all'", (min(pairs), statistics.median(pairs), max(pairs)))


def one_changed(blog: Path) -> None:
    """Print what a changed post adds to the next `list`, in milliseconds."""
    files = sorted(blog.rglob("*.md"))[:CHANGES]
    listing, added = [COMMAND, "list", "-n", "1"], []
    for number, file in enumerate(files[:40]):
        still = seconds(listing, blog)
        file.write_text(file.read_text() + f"\nChanged {number}.\n")
        os.utime(file, (1_700_000_000, 1_700_000_000 + number))
        added.append((seconds(listing, blog) - still) * 1000)
    report("  one changed post adds, in ms", (min(added), statistics.median(added), max(added)))


if __name__ == "__main__":
    main()
