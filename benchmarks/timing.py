"""Whole processes timed in turn, A B A B, so that a slow moment of the machine hits both."""

import os
import subprocess
import time
from pathlib import Path
from statistics import median

RUNS = 11
# Byte code matters to start-up: a setting that forbids it would measure the setting.
ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


def ratio(
    ours: list[str], theirs: list[str], folder: Path, *, runs: int = RUNS
) -> tuple[float, ...]:
    """Return the least, the median and the greatest of our time over theirs, pair by pair."""
    seconds(ours, folder), seconds(theirs, folder)
    pairs = [seconds(ours, folder) / seconds(theirs, folder) for _ in range(runs)]
    return min(pairs), median(pairs), max(pairs)


def seconds(command: list[str], folder: Path) -> float:
    """Return how long *command* runs in *folder*."""
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, env=ENVIRONMENT, capture_output=True, check=True)
    return time.perf_counter() - start


def report(label: str, found: tuple[float, ...]) -> None:
    """Print a line: what was compared, and the ratio."""
    low, middle, high = found
    print(f"{label:<58} {middle:6.2f}   ({low:.2f} to {high:.2f})", flush=True)
