"""What tells one way of reading a blog from another: the index of one is no use to the other."""

import sys
from datetime import datetime

from blogctl import __version__
from blogctl.content.dates import in_zone
from blogctl.engines.engine import Engine, Site

# Settings that say nothing of how posts are read.
_OTHERS = (
    "queries", "editor", "pager", "undo", "aliases", "allowed", "author",
    "queue", "build", "deploy", "hooks", "title", "description",
)  # fmt: skip


def marks_of(site: Site, engine: Engine, now: datetime) -> str:
    """Return the marks of how *engine*, configured for *site*, reads posts at *now*."""
    settings = {key: value for key, value in site.settings.items() if key not in _OTHERS}
    tops = (
        sorted(entry for entry in site.entries if entry.endswith("/")) if engine.minds_tops else []
    )
    today = str(in_zone(now, engine.zone).date()) if engine.reads_today else ""
    # Another Python may know letters that this one does not.
    made_by = (__version__, sys.version_info[:2])
    said = (made_by, engine.name, engine.folders, sorted(settings.items()), tops, today,
            sorted(site.files.items()))  # fmt: skip
    return ascii(said)
