"""Writing to the two streams: the answer to stdout, everything else to stderr."""

import os
import sys
from typing import NoReturn, TextIO

from blogctl.display.safe import safe
from blogctl.errors import CannotWrite

COLOURS = {"red": 31, "green": 32, "yellow": 33, "cyan": 36, "dim": 2, "bold": 1}
PREFER = ("auto", "always", "never")
_preference = ["auto"]


def prepare() -> bool:
    """Make both streams take any text, UTF-8 with a file name's own bytes; False without stdout."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="surrogateescape" if is_utf8(stream) else "backslashreplace")
    return sys.stdout is not None


def is_utf8(stream: TextIO) -> bool:
    """Say whether *stream* takes every letter."""
    return (stream.encoding or "").lower().replace("-", "") == "utf8"


def write(text: str) -> None:
    """Write *text* to stdout; end quietly where its reader has gone, as after `head`."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        _leave()
    except OSError as error:
        _silence()
        reason = (error.strerror or str(error)).lower()
        raise CannotWrite(f"the answer cannot be written: {reason}") from error


def _leave() -> NoReturn:
    _silence()
    raise SystemExit(0)


def _silence() -> None:
    # Python flushes stdout once more at exit; let that go nowhere.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def note(text: str, *, colour: str | None = None, quiet: bool = False) -> None:
    """Tell the person at the keyboard *text*, unless *quiet*."""
    if not quiet:
        tell(painted(safe(text), colour, sys.stderr))


def warn(text: str, hint: str | None = None) -> None:
    """Warn of something that a person should mend."""
    tell(painted("warning: ", "yellow", sys.stderr) + safe(text) + _hint(hint))


def complain(text: str, hint: str | None = None) -> None:
    """Say what went wrong, and the way out."""
    tell(painted("blogctl: ", "red", sys.stderr) + safe(text) + _hint(hint))


def _hint(hint: str | None) -> str:
    return painted(f"\n  hint: {safe(hint)}", "dim", sys.stderr) if hint else ""


def tell(line: str) -> None:
    """Write a ready line to stderr; a closed stderr is nobody's error."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()
    except OSError:
        return


def painted(text: str, colour: str | None, stream: TextIO | None) -> str:
    """Return *text* in *colour* where *stream* is a terminal that takes colour."""
    if colour is None or not takes_colour(stream):
        return text
    return f"\x1b[{COLOURS[colour]}m{text}\x1b[0m"


def prefer(preference: str) -> None:
    """Colour both streams as *preference*, one of PREFER, says."""
    _preference[:] = [preference]


def takes_colour(stream: TextIO | None) -> bool:
    """Say whether to colour what goes to *stream*."""
    if _preference[0] != "auto":
        return _preference[0] == "always"
    refused = os.environ.get("NO_COLOR") or os.environ.get("BLOGCTL_NO_COLOR")
    return is_terminal(stream) and not refused and os.environ.get("TERM") != "dumb"


def back_to_terminal() -> None:
    """Make stdin, read to its end, the terminal again, for questions and for programs that are run.

    Nothing changes where nobody sits at one.
    """
    if not is_terminal(sys.stderr) or is_terminal(sys.stdin):
        return
    try:
        terminal = os.open("/dev/tty", os.O_RDWR)
        os.dup2(terminal, sys.stdin.fileno())
        os.close(terminal)
    except (OSError, ValueError):
        return


def is_terminal(stream: TextIO | None) -> bool:
    """Say whether *stream* is open and a terminal."""
    return stream is not None and not stream.closed and stream.isatty()
