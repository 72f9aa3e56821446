"""Where the site of each generator comes to."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from blogctl.engines.engine import Engine

_FOLDERS = {
    "hugo": "public",
    "jekyll": "_site",
    "hexo": "public",
    "pelican": "output",
    "nikola": "output",
    "zola": "public",
    "eleventy": "_site",
    "astro": "dist",
    "plain": ".blogctl/site",
}


def output_folder(root: Path, engine: Engine, settings: Mapping[str, Any]) -> Path:
    """Return the folder that the site of the blog in *root* comes to."""
    return root / (settings.get("build", {}).get("output") or _FOLDERS[engine.name])
