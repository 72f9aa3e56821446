"""`tag add` to all posts, over the least that is safe, and over sed: ratios, in one run."""

import shutil
import sys
import tempfile
from pathlib import Path

from blogs import make_blog
from timing import ratio, report

COMMAND = str(Path(sys.executable).with_name("blogctl"))
# Each file read, written anew beside itself, synced, renamed: no parsing, no check, no way back.
SAFE = """
import os
from pathlib import Path
for path in Path("content/posts").iterdir():
    new = path.with_suffix(".new")
    with new.open("wb") as file:
        file.write(path.read_bytes().replace(b"tags: [", b"tags: [new, ", 1))
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
"""
FLOOR = [sys.executable, "-c", SAFE]
SED = ["sh", "-c", "sed -i '0,/tags: \\[/s//tags: [new, /' content/posts/*.md"]


def main() -> None:
    """Measure and print."""
    print("tag add, another tag each time, journal and all; median (least to greatest)")
    for posts in (100, 1000):
        with tempfile.TemporaryDirectory() as parent:
            blog = Path(parent) / "blog"
            make_blog(blog, posts)
            ours = ["sh", "-c", f"{COMMAND} tag add t$$ --all --yes -q"]
            report(
                f"{posts} posts, over writing and syncing alone", ratio(ours, FLOOR, blog, runs=5)
            )
            if shutil.which("sed"):
                report(f"{posts} posts, over sed -i", ratio(ours, SED, blog, runs=5))


if __name__ == "__main__":
    main()
