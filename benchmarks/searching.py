"""How well searches find what was judged to be right, ours beside others over the same posts.

    python benchmarks/searching.py            the table
    python benchmarks/searching.py --misses   and what each of ours missed

The weights were tuned on the queries of even number; "held out" are the others.
"""

import re
import sqlite3
import sys
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from judging import BLOGS, CORPORA, Judged, corpus, ours, quality, queries

_WORD = re.compile(r"\w+")


def counted(one: Judged) -> list[str]:
    """Return what `rg -i -l` finds for all words, the files with most matches first."""
    found = []
    for path, text in _files(one.scope, BLOGS[one.blog][0]):
        counts = [text.count(word.lower()) for word in one.words]
        if all(counts):
            found.append((-sum(counts), path))
    return [path for _, path in sorted(found)]


@cache
def _files(scope: str, name: str) -> list[tuple[str, str]]:
    root = CORPORA / name
    return [(post.path, (root / post.path).read_text("utf-8").lower())
            for post in corpus(name).posts if post.path.startswith(f"{scope}/")]  # fmt: skip


@cache
def _table(name: str, tokenizer: str) -> sqlite3.Connection:
    """Return an FTS5 table over what the posts of a blog say."""
    database = sqlite3.connect(":memory:")
    database.execute(
        f"CREATE VIRTUAL TABLE t USING fts5(path UNINDEXED, x, tokenize='{tokenizer}')"
    )
    for post in corpus(name).posts:
        names = (*post.tags, *post.categories, *post.series, *post.authors)
        reading = post.text.reading
        said = "\n".join((post.title, *names, post.description, reading.plain, reading.code))
        database.execute("INSERT INTO t VALUES(?, ?)", (post.path, said))
    return database


def tokenized(tokenizer: str) -> Callable[[Judged], list[str]]:
    """Return the search of SQLite alone with a *tokenizer*."""

    def search(one: Judged) -> list[str]:
        words = (" ".join(_WORD.findall(word)) for word in one.words)
        asked = " ".join(f'"{word}"' for word in words if word)
        rows = _table(BLOGS[one.blog][0], tokenizer).execute(
            "SELECT path FROM t WHERE t MATCH ? AND path GLOB ? ORDER BY rank",
            (asked, f"{one.scope}/*"),
        )
        return [path for (path,) in rows]

    return search


SEARCHES: dict[str, Callable[[Judged], Sequence[str]]] = {
    "blogctl search": ours,
    "rg -i -l, by count": counted,
    "SQLite FTS5 unicode61": tokenized("unicode61"),
    "SQLite FTS5 porter": tokenized("porter unicode61"),
}


def main() -> None:
    """Print the table."""
    every = queries()
    halves = {"all": every, "tuned on": every[::2], "held out": every[1::2]}
    print(f"| {len(every)} queries | " + " | ".join(f"MRR, {name}" for name in halves)
          + " | " + " | ".join(f"recall@10, {name}" for name in halves) + " |")  # fmt: skip
    print("|---" * 7 + "|")
    for name, search in SEARCHES.items():
        found = {one: search(one) for one in every}
        seen = [quality((one, found[one]) for one in half) for half in halves.values()]
        numbers = [f"{q.rank:.3f}" for q in seen] + [f"{q.recall:.3f}" for q in seen]
        print(f"| {name} | " + " | ".join(numbers) + " |")
    if "--misses" in sys.argv:
        for one in every:
            paths = ours(one)
            got = quality([(one, paths)])
            if got.rank < 1 or got.recall < 1:
                print(f"{got.rank:.2f} {got.recall:.2f}", one, [Path(p).stem for p in paths[:5]])


if __name__ == "__main__":
    main()
