"""The pager, for answers taller than the screen."""

import os
import shlex
import shutil
from collections.abc import Iterable
from contextlib import suppress

_setting = [""]


def choose_pager(command: str | None) -> None:
    """Make *command*, the setting `pager`, the pager after BLOGCTL_PAGER; None: the usual one."""
    _setting[:] = [command or ""]


def _chosen() -> list[str]:
    """Return the pager's command line; raise ValueError for a quote left open."""
    wanted = (os.environ.get("BLOGCTL_PAGER"), _setting[0], os.environ.get("PAGER"), "less")
    return shlex.split(next(text for text in wanted if text))


def paged(texts: Iterable[str]) -> bool:
    """Show *texts* in the pager as they come; False where there is none.

    Leaving it early is no error.
    """
    import subprocess

    try:
        command = _chosen()
    except ValueError:
        return False
    if os.environ.get("TERM") == "dumb" or not command or not shutil.which(command[0]):
        return False
    environment = {"LESS": "FRX", **os.environ}
    # The person chose this program: it is theirs to name, and it gets no shell.
    with subprocess.Popen(command, stdin=subprocess.PIPE, env=environment) as process:  # noqa: S603
        assert process.stdin
        try:
            for text in texts:
                process.stdin.write(text.encode("utf-8", errors="backslashreplace"))
            process.stdin.close()
        except (BrokenPipeError, KeyboardInterrupt):
            # What it did not take is still on its way, and closing sends it once more.
            with suppress(OSError):
                process.stdin.close()
            process.wait()
    return True
