"""Start-up beside its floor: bare Typer. Prints ratios, median of 11 pairs."""

import subprocess
import sys
import tempfile
from pathlib import Path

from blogs import make_blog
from timing import ENVIRONMENT, ratio, report

FLOOR = [sys.executable, "-c", "import typer"]
COMMAND = str(Path(sys.executable).with_name("blogctl"))
LINE = "blogctl list tag:"


def main() -> None:
    """Measure and print."""
    print("start-up over 'import typer', one process each; median (least to greatest)")
    with tempfile.TemporaryDirectory() as parent:
        blog = Path(parent) / "blog"
        make_blog(blog, 10)
        for words in (["--version"], ["--help"], ["list"], ["list", "--json"], ["list", "--table"]):
            label = f"blogctl {' '.join(words)}, 10 posts"
            report(label, ratio([COMMAND, *words], FLOOR, blog))
        many = Path(parent) / "many"
        make_blog(many, 1000, words=20)
        subprocess.run([COMMAND, "list"], cwd=many, capture_output=True, check=True)
        ENVIRONMENT.update(_BLOGCTL_COMPLETE="complete_zsh", _BLOGCTL_LINE=LINE)
        report(f"{LINE}<TAB>, 1,000 posts", ratio([COMMAND], FLOOR, many))


if __name__ == "__main__":
    main()
