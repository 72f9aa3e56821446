"""What a run that was cut off left half done, taken back."""

from pathlib import Path
from typing import TYPE_CHECKING

from blogctl.errors import Busy
from blogctl.storage.unfinished import is_unfinished

if TYPE_CHECKING:
    from blogctl.content.operation import Recovery


def recovered(root: Path) -> "Recovery | None":
    """Take back what a run that was cut off left half done; None where there is nothing.

    An operation that is still under way is left alone.
    """
    if not is_unfinished(root):
        return None
    from blogctl.storage import journal
    from blogctl.storage.lock import locked

    try:
        with locked(root, "blogctl", wait=0):
            return journal.recover(root)
    except Busy:
        return None
