"""Replaced text as it is shown: each place with what stands around it, and how many there are."""

import sys
from collections.abc import Sequence

from blogctl.content.replacing import Hit
from blogctl.display.safe import safe
from blogctl.display.stream import note, painted, takes_colour, tell

SHOWN = 50


def count(hits: Sequence[Hit]) -> str:
    """Return how many places there are: `12 replacements in 4 posts`."""
    posts = len({hit.path for hit in hits})
    times = f"{len(hits):,} replacement{'' if len(hits) == 1 else 's'}"
    return f"{times} in {posts:,} post{'' if posts == 1 else 's'}"


def show_hits(hits: Sequence[Hit], *, most: int | None = SHOWN) -> None:
    """Show on stderr up to *most* places, a line each under their post's path; None for all."""
    path = ""
    for hit in hits[:most]:
        if hit.path != path:
            path = hit.path
            tell(painted(safe(path), "bold", sys.stderr))
        tell(_line(hit))
    if most is not None and len(hits) > most:
        tell(f"… and {len(hits) - most:,} more; --dry-run shows all")


def _line(hit: Hit) -> str:
    place = f"{hit.line:>4}  {f'{hit.field}: ' if hit.field else ''}"
    return f"{place}{safe(hit.before)}{_change(hit)}{safe(hit.after)}"


def _change(hit: Hit) -> str:
    if not takes_colour(sys.stderr):
        return f"[{safe(hit.old)} → {safe(hit.new)}]"
    return painted(safe(hit.old), "red", sys.stderr) + painted(safe(hit.new), "green", sys.stderr)


def tell_of_spared(spared: int, *, quiet: bool) -> None:
    """Say how many places were left alone, for they are code or addresses."""
    if spared:
        note(
            f"{spared:,} more in code or addresses left alone; --code and --urls take them in",
            colour="dim",
            quiet=quiet,
        )
