"""Draw docs/terminal.svg: a real run on the sample blog, exported by Rich."""

import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

sys.path.insert(0, str(Path(__file__).parent))
from transcript import environment, sample_blog

COMMANDS = (
    ["list", "-n", "7"],
    ["search", "carbone", "lang:fr", "-n", "2"],
    ["top", "tags", "links", "-n", "6"],
)
WIDTH = 104


def main() -> None:
    """Run the commands in colour and write the picture."""
    console = Console(record=True, width=WIDTH, file=open("/dev/null", "w"))  # noqa: SIM115, PTH123
    with tempfile.TemporaryDirectory() as parent:
        blog = sample_blog(Path(parent))
        run(blog, ["init", "--language", "fr", "--timezone", "Europe/Paris"])
        for command in COMMANDS:
            console.print(Text(f"$ blogctl {' '.join(map(quoted, command))}", style="bold"))
            console.print(Text.from_ansi(run(blog, [*command, "--table", "--color", "always"])))
    target = Path(__file__).parent / "terminal.svg"
    svg = console.export_svg(title="blogctl", unique_id="blogctl")
    target.write_text("".join(f"{line.rstrip()}\n" for line in svg.splitlines()), "utf-8")


def quoted(word: str) -> str:
    """Return *word* as it would be typed."""
    return f"'{word}'" if " " in word else word


def run(blog: Path, words: list[str]) -> str:
    """Return the answer of blogctl in *blog*."""
    return subprocess.run(
        [sys.executable, "-m", "blogctl", *words],
        cwd=blog,
        env={**environment(), "COLUMNS": str(WIDTH), "TERM": "xterm-256color"},
        check=True,
        capture_output=True,
        text=True,
    ).stdout


if __name__ == "__main__":
    main()
