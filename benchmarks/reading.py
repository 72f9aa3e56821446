"""Bodies read as posts are, over markdown-it's parsing alone: ratios, in one run."""

import random
import re
import time
from pathlib import Path
from statistics import median

from blogs import paragraphs
from timing import report

from blogctl.content.blocks import Blocks, blocks_of
from blogctl.content.commonmark import parser
from blogctl.content.markdown import read_markdown, without_shortcodes
from blogctl.content.phrases import phrase_of

CORPORA = Path(__file__).parents[2] / "shared" / "corpora"
RUNS = 5
POSTS = 200
WORDS = 500
_FRONT_MATTER = re.compile(r"\A\ufeff?(---|\+\+\+)\s*\n.*?\n\1\s*\n", re.DOTALL)
MARKED = ["**{}**", "*{}*", "`{}`", "[{}](https://example.org/a)", "{}", "{}", "{}", "![{}](b.png)"]
OPENINGS = ["", "", "", "## ", "- ", "> ", "1. "]


def main() -> None:
    """Measure and print."""
    print("reading Markdown, over markdown-it's parsing alone; median (least to greatest)")
    chance = random.Random(1)
    compare("prose", [prose(chance) for _ in range(POSTS)])
    compare("prose with marks", [marked(chance) for _ in range(POSTS)])
    for folder in sorted(CORPORA.iterdir()) if CORPORA.is_dir() else ():
        bodies = list(map(body, sorted([*folder.rglob("*.md"), *folder.rglob("*.markdown")])))
        if folder.is_dir() and bodies:
            compare(f"{folder.name}, {len(bodies)} posts", bodies)


def prose(chance: random.Random) -> str:
    """Return a body of plain words."""
    return paragraphs([f"word{chance.randint(1, 5000)}" for _ in range(WORDS)])


def marked(chance: random.Random) -> str:
    """Return a body of short blocks with links, code and emphasis."""
    words = [chance.choice(MARKED).format(f"word{number}") for number in range(WORDS)]
    parts = [" ".join(words[start : start + 25]) for start in range(0, WORDS, 25)]
    return "\n\n".join(chance.choice(OPENINGS) + part for part in parts) + "\n"


def body(path: Path) -> str:
    """Return what a file holds below its front matter."""
    text = path.read_text("utf-8", "replace")
    return without_shortcodes(_FRONT_MATTER.sub("", text))


def compare(label: str, bodies: list[str]) -> None:
    """Print the ratio, and how much of the bodies was read by patterns alone."""
    ratios = []
    for _ in range(RUNS):
        start = time.process_time()
        for source in bodies:
            read_markdown(source)
        between = time.process_time()
        for source in bodies:
            parser().parse(source)
        ratios.append((between - start) / (time.process_time() - between))
    report(label, (min(ratios), median(ratios), max(ratios)))
    parted = list(map(blocks_of, bodies))
    asked = list(map(asked_about, parted))
    total = sum(len(blocks.found) for blocks in parted)
    whole = asked.count(0) / len(bodies)
    print(f"    by patterns alone: {1 - sum(asked) / total:.1%} of blocks, {whole:.0%} of posts")


def asked_about(blocks: Blocks) -> int:
    """Return how many blocks or their texts markdown-it was asked about."""
    references = blocks.known.get("references", {})
    texts = (block.source for block in blocks.found if block.kind == "text")
    return blocks.handed + sum(phrase_of(text, references) is None for text in texts)


if __name__ == "__main__":
    main()
