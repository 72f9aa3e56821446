"""Whether there is a file: each folder is looked at once, so that many questions are cheap."""

import os
import posixpath
from pathlib import Path


class Presence:
    """The files and folders below *root*, as they were when first asked for."""

    def __init__(self, root: Path) -> None:
        self._root = os.fspath(root)
        self._names: dict[str, frozenset[str]] = {}

    def __call__(self, path: str) -> bool:
        """Say whether there is a file or a folder at *path*, relative to the root, with `/`."""
        folder, _, name = posixpath.normpath(path).rpartition("/")
        return name in (".", "") or name in self._names_in(folder)

    def _names_in(self, folder: str) -> frozenset[str]:
        known = self._names.get(folder)
        if known is None:
            known = frozenset()
            # What is in no folder is not asked of the system.
            if not folder or folder.startswith("..") or self(folder):
                try:
                    known = frozenset(os.listdir(f"{self._root}/{folder}"))
                except (OSError, ValueError):
                    known = frozenset()
            self._names[folder] = known
        return known
