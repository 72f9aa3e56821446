"""What reads the files of a blog, and the engine as it reads them."""

from collections.abc import Sequence
from copy import copy
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from blogctl.content.tracking import Track
from blogctl.engines.engine import Engine, Source
from blogctl.errors import Unreadable
from blogctl.storage.reading import read_source


class Reader(NamedTuple):
    """What reads files: where the blog is, by whose rules, as of when, and who watches.

    *texts* says that what texts say will be asked of all posts: each is then read once for both.
    """

    root: Path
    engine: Engine
    now: datetime
    track: Track
    texts: bool = False


def prepared(
    reader: Reader, near: Sequence[str]
) -> tuple[Engine, set[str], list[tuple[str, Unreadable]]]:
    """Return the engine as it reads the files *near*, which of them are posts, broken sections."""
    engine = copy(reader.engine)
    selected = set(engine.select(near))
    sections: list[Source] = []
    broken: list[tuple[str, Unreadable]] = []
    for path in engine.sections(near):
        try:
            source = read_source(reader.root, engine, path)
            engine.inheriting([source])
            sections.append(source)
        except Unreadable as error:
            broken.append((path, error))
    return engine.inheriting(sections), selected, broken
