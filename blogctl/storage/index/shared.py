"""Posts that share an address, or a name, as the index knows them."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from blogctl.engines.faults import Fault, same_address, same_name
from blogctl.storage.index.bindable import restored
from blogctl.storage.index.rows import KEPT

# Of each kind that is shared, which value of a row it is.
SHARED = (("url", KEPT.index("url"), same_address), ("path_c", KEPT.index("path_c"), same_name))


class _Lean(NamedTuple):
    """As much of a post as shared names depend on."""

    path: str
    url: str
    status: str


def shared_faults(database: Any) -> Iterator[Fault]:
    """Yield the faults of posts that share an address or a name."""
    for kind, _, faults in SHARED:
        rows = database.execute(
            f"SELECT path, url, status FROM posts WHERE {kind} IN "
            "(SELECT value FROM shared WHERE kind = ?) ORDER BY path", (kind,)
        )  # fmt: skip
        posts: Any = [_Lean(restored(path), restored(url), status) for path, url, status in rows]
        yield from faults(posts)
