"""Where the site of a blog comes to."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from blogctl.content.settings import setting
from blogctl.engines.engine import Engine


def output_folder(root: Path, engine: Engine, settings: Mapping[str, Any]) -> Path:
    """Return the folder that the site of the blog in *root* comes to.

    The setting `build.output` goes before what the generator's own configuration says.
    """
    return root / (setting(settings, "build.output") or engine.output)
