"""Signals that wait: Ctrl-C and its like are heeded between two files, never within one."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")


@contextmanager
def waiting() -> Iterator[Callable[[], bool]]:
    """Yield what says whether a signal has come; at the end it does what it would have done."""
    if threading.current_thread() is not threading.main_thread():
        yield lambda: False
        return
    come: list[int] = []
    numbers = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
    held = {number: signal.getsignal(number) for number in numbers}
    heeded = [number for number in numbers if held[number] not in (signal.SIG_IGN, None)]
    for number in heeded:
        signal.signal(number, lambda number, frame: come.append(number))
    try:
        yield lambda: bool(come)
    finally:
        for number in heeded:
            signal.signal(number, held[number])
        if come:
            signal.raise_signal(come[0])


class TimeUp(Exception):
    """What runs within `timed` took longer than it may.

    It is no BlogError, which would be taken for the failure of one post among many.
    """


@contextmanager
def timed(seconds: float) -> Iterator[None]:
    """Raise TimeUp in what runs within, once it takes *seconds*; never off the main thread.

    Python's regular expressions heed signals; nothing else ends one that backtracks for years.
    """
    is_main = threading.current_thread() is threading.main_thread()
    if not is_main or not hasattr(signal, "setitimer"):
        yield
        return

    def stop(number: int, frame: object) -> None:
        raise TimeUp

    held = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, held)
