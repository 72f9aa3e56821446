"""The index never lies: what it answers is what reading every file answers, whatever happened."""

import os
import time
from pathlib import Path
from typing import Any

import pytest
from changing_blogs import KINDS_OF_BLOGS, Changing, questions, told

from blogctl.storage.index import store, texts, updating, walking

# As fine as the clock of files here; so that a test need not wait long to be trusted.
STEPS = 60
# More of them by BLOGCTL_TEST_SEEDS="1 2 3".
SEEDS = [int(seed) for seed in os.environ.get("BLOGCTL_TEST_SEEDS", "0").split()]
TICK_NS = 12_000_000


@pytest.fixture(params=["alone", "with workers"])
def eager(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep an index of the smallest blog, and trust a file sooner; with forked workers, or none."""
    if request.param == "with workers":
        monkeypatch.setattr(walking, "_FORKED", 0)
        monkeypatch.setattr(texts, "ENOUGH_TEXTS", 2)
        monkeypatch.setattr(updating, "ENOUGH_TEXTS", 2)
    monkeypatch.setattr(store, "FEW", 0)
    monkeypatch.setattr(walking, "_TICK_NS", TICK_NS)


def difference(kept: list[Any], read: list[Any]) -> Any:
    """Return the first answers that differ, and what is in one of them alone."""
    one, other = next(pair for pair in zip(kept, read, strict=True) if pair[0] != pair[1])
    if isinstance(one, list):
        return [(which, item) for which, (these, those) in
                {"kept": (one, other), "read": (other, one)}.items()
                for item in these if item not in those]  # fmt: skip
    return one, other


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", sorted(KINDS_OF_BLOGS))
def test_every_answer_is_that_of_the_files(
    tmp_path: Path, eager: None, name: str, seed: int
) -> None:
    """After each of many changes, the index answers as reading all files does."""
    blog = Changing(tmp_path, name, seed)

    for _ in range(STEPS):
        for _ in range(blog.random.choice([1, 1, 1, 2, 4])):
            blog.step()
        if blog.random.random() < 0.7:
            time.sleep(TICK_NS / 1e9 * 1.3)
        asked = questions(blog.random, 3)
        kept = told(tmp_path, blog.now, asked, cached=True)
        read = told(tmp_path, blog.now, asked, cached=False)
        if kept != read:
            pytest.fail("\n".join([*blog.did[-12:], repr(difference(kept, read))]), pytrace=False)
