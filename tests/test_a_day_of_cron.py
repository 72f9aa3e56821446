"""A day of `publish --due`, run every minute across a clock change, and killed at any moment."""

import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from conftest import Folder, Run, post
from generators import planted

# The clocks of Paris go back at 01:00 UTC, those of New York a week later.
DAY = datetime(2026, 10, 25, tzinfo=UTC)
HOOK = '#!/bin/sh\ncat >> "$0.heard"\n'
SITE = """baseURL = "https://blog.example/"
title = "Blog"
timeZone = "Europe/Paris"
"""


def moments(chance: Random) -> dict[str, datetime]:
    """Return when each post is due: around the change of the clocks, and all over the day."""
    near = [DAY + timedelta(minutes=at) for at in (0, 29, 30, 59, 60, 61, 90, 119, 120, 121)]
    rest = [DAY + timedelta(minutes=chance.randrange(130, 24 * 60 - 1)) for _ in near]
    return {f"p{at:02}": moment for at, moment in enumerate([*near, *rest])}


def write(blog: Folder, due: dict[str, datetime]) -> None:
    """Write the blog: half of the posts say their time in New York, the others in Paris."""
    planted(blog, {"hugo.toml": SITE, "layouts/single.html": "{{ .Content }}",
                   "layouts/list.html": "list",
                   "content/posts/old.md": post("Old", date="2026-01-05"),
                   ".blogctl/hooks/post-publish": HOOK})  # fmt: skip
    (blog.root / ".blogctl" / "hooks" / "post-publish").chmod(0o755)
    for at, (slug, moment) in enumerate(due.items()):
        # In the hour that comes twice a time without its offset says nothing.
        offset = timedelta(hours=-4) if at % 2 else timedelta(hours=2 if moment.hour < 1 else 1)
        sign = "+" if offset >= timedelta() else "-"
        local = f"{moment.replace(tzinfo=None) + offset:%Y-%m-%dT%H:%M:%S}"
        date = f"{local}{sign}{abs(offset) // timedelta(hours=1):02}:00"
        blog.write(
            f"content/posts/{slug}.md", post(f"Post {slug}", f"Text of {slug}.\n", date=date)
        )


def heard(blog: Folder) -> list[str]:
    """Return the slugs of the posts that the hook heard of, in order."""
    path = blog.root / ".blogctl" / "hooks" / "post-publish.heard"
    lines = path.read_text().splitlines() if path.exists() else []
    return [json.loads(line)["post"]["slug"] for line in lines]


def online(blog: Folder) -> set[str]:
    """Return the slugs of the posts that the site has."""
    folder = blog.root / "public" / "posts"
    return {path.name for path in folder.iterdir() if path.is_dir()} if folder.exists() else set()


def test_each_goes_live_once_at_the_first_run_after_its_time(
    blog: Folder, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every minute of a day, with twenty posts in two zones."""
    due = moments(Random(1))
    write(blog, due)
    seen: dict[str, datetime] = {}

    for minute in range(-1, 24 * 60):
        now = DAY + timedelta(minutes=minute)
        monkeypatch.setenv("BLOGCTL_NOW", now.isoformat())
        answer = run("publish --due --jsonl")
        events = [json.loads(line) for line in answer.out.splitlines()]
        for event in events:
            if event["event"] == "published":
                assert event["path"] not in seen
                seen[event["path"]] = now
        assert bool(events) == (now in due.values())

    assert seen == {f"content/posts/{slug}.md": moment for slug, moment in due.items()}
    assert sorted(heard(blog)) == sorted(due)
    assert online(blog) == {*due, "old"}


@pytest.mark.parametrize("seed", range(3))
def test_killed_at_any_moment(blog: Folder, run: Run, seed: int) -> None:
    """Runs that are killed, and those after them, end with the same site, and tell of each once.

    A hook that was cut off is told of by name, and not run again.
    """
    chance = Random(seed)
    due = moments(Random(1))
    write(blog, due)
    doubtful: set[str] = set()

    for moment in (DAY - timedelta(minutes=1), *sorted(set(due.values()))):
        for delay in (chance.uniform(0.1, 0.6), chance.uniform(0.1, 0.6), None):
            said = run_apart(blog.root, moment, delay)
            moment += timedelta(seconds=10)
            doubtful |= {line.rpartition("/")[2].removesuffix(".md") for line in said.splitlines()
                         if "was cut off while the hook" in line}  # fmt: skip

    told = heard(blog)
    assert len(told) == len(set(told))
    assert {*told, *doubtful} == set(due)
    assert online(blog) == {*due, "old"}
    assert not [path.name for path in blog.root.iterdir() if path.name.startswith(".public")]


def run_apart(root: Path, now: datetime, delay: float | None) -> str:
    """Return what a run at *now* says; it is killed after *delay* seconds, None for never."""
    words = [sys.executable, "-m", "blogctl", "-C", str(root), "publish", "--due", "--quiet"]
    env = {"PATH": os.environ["PATH"], "BLOGCTL_NOW": now.isoformat()}
    with subprocess.Popen(
        words, env=env, stderr=subprocess.PIPE, start_new_session=True
    ) as process:
        if delay is not None:
            time.sleep(delay)
            process.send_signal(signal.SIGKILL)
        assert process.stderr
        said = process.stderr.read().decode()
    assert delay is not None or process.returncode == 0, said
    return said
