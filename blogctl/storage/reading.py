"""Post files read as an engine gets them."""

from pathlib import Path

from blogctl.engines.engine import Engine, Source
from blogctl.storage import files


def read_source(root: Path, engine: Engine, path: str) -> Source:
    """Return the post at *path*, cut; its fields may lie in a file beside it.

    Raise Unreadable for what is no text of a post's size, or does not say what it means.
    """
    data, modified = files.read_post(root / path)
    beside = engine.sidecar(path)
    if beside and (root / beside).exists():
        fields, changed = files.read_post(root / beside)
        return Source(path, engine.paired(path, fields, data), max(modified, changed))
    return Source(path, engine.cut(path, data), modified)
