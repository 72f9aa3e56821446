"""Other processes of this machine."""

import os


def is_alive(process: int) -> bool:
    """Say whether there is a process with the number *process*."""
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True
