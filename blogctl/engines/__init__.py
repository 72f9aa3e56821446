"""The site generators that blogctl knows, one file each, and which of them a folder is for."""

from blogctl.engines import hugo, plain
from blogctl.engines.engine import Engine, Known, Site
from blogctl.errors import BadSetting, NotABlog

ENGINES = (
    Known("hugo", hugo.detect, hugo.configure),
    Known("plain", plain.detect, plain.configure),
)
CONFIG_FILES = (
    "hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json",
    "config.toml", "config.yaml", "config.yml", "config.json",
    "config/_default/*", "config/production/*",
)  # fmt: skip


def detect(site: Site) -> tuple[str, str] | None:
    """Return the name of the first engine that recognises *site*, and why; None where none does."""
    for engine in ENGINES:
        reason = engine.detect(site)
        if reason:
            return engine.name, reason
    return None


def configured(site: Site) -> Engine:
    """Return the engine of *site*: the one its settings name, else the one detected."""
    found = detect(site)
    name = site.settings.get("engine") or (found[0] if found else None)
    if name is None:
        raise NotABlog("this folder is not a blog", hint="'blogctl init' makes it one")
    for engine in ENGINES:
        if engine.name == name:
            return engine.configure(site)
    known = ", ".join(engine.name for engine in ENGINES)
    raise BadSetting(f"there is no engine '{name}'", hint=f"engines are {known}")
