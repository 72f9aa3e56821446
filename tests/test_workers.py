"""Work shared with forked workers: every piece is done, whatever becomes of a worker."""

import os
import signal
from pathlib import Path

import pytest

from blogctl.storage.workers import Spread

PIECES = [f"piece {number}" for number in range(500)]


def test_all_pieces_are_done() -> None:
    """Each piece comes out once, in some order."""
    spread = Spread(PIECES, str.upper, enough=1)

    assert len(spread) == 500
    assert sorted(spread) == sorted(piece.upper() for piece in PIECES)


def test_few_pieces_need_no_worker() -> None:
    """Below the number that pays, the work is done here, in order."""
    here = os.getpid()

    assert list(Spread(PIECES, lambda piece: (piece, os.getpid()))) == [(p, here) for p in PIECES]


def test_what_a_dead_worker_left_is_done(tmp_path: Path) -> None:
    """A worker that is killed in the middle of its share costs nothing but time."""
    here, once = os.getpid(), tmp_path / "once"

    def work(piece: str) -> str:
        if piece == "piece 301" and os.getpid() != here and not once.exists():
            once.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return piece

    done = list(Spread(PIECES, work, enough=1))

    assert once.exists() or (os.cpu_count() or 1) < 2
    assert sorted(done) == sorted(PIECES)


def test_a_fault_of_the_work_is_not_lost() -> None:
    """What raises in a worker raises here."""

    def work(piece: str) -> str:
        if piece == "piece 77":
            raise ValueError(piece)
        return piece

    with pytest.raises(ValueError, match="piece 77"):
        list(Spread(PIECES, work, enough=1))


def test_leaving_early_leaves_no_worker() -> None:
    """Whoever stops half way waits for no worker."""
    results = iter(Spread(PIECES, str.upper, enough=1))

    next(results)
    results.close()  # type: ignore[attr-defined]  # it is a generator here

    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
