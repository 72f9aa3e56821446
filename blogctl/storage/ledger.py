"""The ledger of `publish --due` as it is kept: `.blogctl/ledger.json`, whole or not at all."""

import json
import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from blogctl.content.ledger import Entry, Ledger
from blogctl.errors import CannotWrite, Unreadable
from blogctl.storage.settings import FOLDER, own_folder
from blogctl.storage.writing import sync_folders, write_synced

NAME = "ledger.json"
_MODE = 0o644
_HINT = "remove it: the next run takes what is live as known"


def read_ledger(root: Path) -> Ledger | None:
    """Return the ledger of the blog in *root*, None without one; raise Unreadable."""
    path = root / FOLDER / NAME
    try:
        told = json.loads(path.read_bytes())
        return Ledger(
            time=datetime.fromisoformat(told["time"]),
            entries=tuple(Entry(*one) for one in told["posts"]),
            building=bool(told["building"]),
            deploying=bool(told["deploying"]),
            publishing=tuple(told["publishing"]),
            expiring=tuple(told["expiring"]),
            calling=str(told["calling"]),
        )
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise Unreadable(f"{path} cannot be read as the ledger", hint=_HINT) from error


def write_ledger(root: Path, ledger: Ledger) -> None:
    """Keep *ledger*, in the place of what was kept; raise CannotWrite."""
    told = {
        "time": ledger.time.isoformat(),
        "building": ledger.building,
        "deploying": ledger.deploying,
        "publishing": ledger.publishing,
        "expiring": ledger.expiring,
        "calling": ledger.calling,
        "posts": ledger.entries,
    }
    path = own_folder(root) / NAME
    aside = path.with_name(f"{NAME}.new")
    try:
        with suppress(FileNotFoundError):
            aside.unlink()
        write_synced(aside, f"{json.dumps(told, indent=1)}\n".encode(), _MODE)
        os.replace(aside, path)
        sync_folders([path.parent])
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise CannotWrite(f"{path} cannot be written: {reason}") from error
