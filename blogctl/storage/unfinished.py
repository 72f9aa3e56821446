"""Whether a run was cut off: what every command asks before it begins."""

from pathlib import Path

from blogctl.storage.settings import FOLDER

# The record of an operation that is under way.
OPEN = "open.json"


def home_of(root: Path) -> Path:
    """Return the folder of the journal of the blog in *root*."""
    return root / FOLDER / "undo"


def operation_folders(root: Path) -> list[Path]:
    """Return the folders of operations, by number."""
    try:
        found = [path for path in home_of(root).iterdir() if path.name.isdigit()]
    except OSError:
        return []
    return sorted(found, key=lambda path: int(path.name))


def is_unfinished(root: Path) -> bool:
    """Say whether an operation has begun and is not whole: it is under way, or was cut off."""
    # None begins before the one before it is whole, or taken back.
    return any((folder / OPEN).exists() for folder in operation_folders(root)[-1:])
