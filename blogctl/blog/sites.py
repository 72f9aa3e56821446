"""Folders that are blogs: found, claimed by a generator, set up."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from blogctl.engines import CONFIG_FILES, ENGINES, configured, detect, detected
from blogctl.engines.engine import Site
from blogctl.errors import BadSetting, NotABlog
from blogctl.storage import files
from blogctl.storage.settings import FILE, FOLDER, IGNORED, read_settings

if TYPE_CHECKING:
    from blogctl.content.change import Plan
    from blogctl.content.explaining import Claim

__all__ = ["ENGINES", "claims", "find_site", "plan_init", "plan_setting", "site_in"]

TOLD = "the settings say so"
INITIAL = "# The settings of this blog; 'blogctl config --help' lists them.\n"


def find_site(folder: Path) -> tuple[Path, Site]:
    """Return the blog's folder that *folder* is, or lies in, and what is there.

    The nearest folder counts that has blogctl's settings or that an engine recognises. Raise
    NotABlog where there is none.
    """
    try:
        folder = folder.resolve(strict=True)
    except (OSError, RuntimeError) as error:
        raise NotABlog(f"there is no folder '{folder}'", hint="check the path") from error
    if not folder.is_dir():
        raise NotABlog(f"'{folder}' is not a folder", hint="name the blog's folder")
    for root in (folder, *folder.parents):
        site = site_in(root)
        if "engine" in site.settings or detect(site):
            return root, site
    hint = "'blogctl init' makes one here, and -C DIR goes to one elsewhere"
    raise NotABlog(f"there is no blog in '{folder}', nor above it", hint=hint)


def claims(folder: Path) -> "list[Claim]":
    """Return the generators that claim *folder* itself, the one that blogctl goes by first.

    Raise NotABlog where there is none.
    """
    site = site_in(folder.resolve())
    told = site.settings.get("engine")
    found = [pair for pair in detected(site) if pair[0] != told]
    pairs = [(told, TOLD), *found] if told else found
    if not pairs:
        hint = "'blogctl init' makes it one; 'blogctl detect DIR' looks elsewhere"
        raise NotABlog(f"no generator's configuration, and no posts/, is in '{folder}'", hint=hint)
    return [_claim(site, name, reason) for name, reason in pairs]


def _claim(site: Site, name: str, reason: str) -> "Claim":
    from blogctl.content.explaining import Claim

    engine = configured(site._replace(settings={**site.settings, "engine": name}))
    return Claim(name, reason, engine.folders, str(engine.zone), engine.language)


def site_in(root: Path) -> Site:
    """Return what an engine is told of the folder *root*."""
    return Site(
        files.entries(root), files.read_configuration(root, CONFIG_FILES), read_settings(root)
    )


def plan_setting(
    root: Path, site: Site, key: str, value: str | None, *, add: bool = False
) -> "Plan":
    """Return the plan of setting *key* to *value*, of adding that to a list, or of taking it away.

    Raise BadSetting for a key, or a value, that the blog could not be opened with.
    """
    from blogctl.content.change import Change, Plan
    from blogctl.content.settings import changed

    path = root / FOLDER / FILE
    before = path.read_bytes() if path.exists() else b""
    text = changed(before.decode(), key, value, add=add)
    if key == "posts" and value is not None and not (root / value).is_dir():
        raise BadSetting(f"there is no folder '{value}'", hint="make it first, with its posts")
    if value is not None and "." not in key:
        configured(site._replace(settings={**site.settings, key: value}))
    change = Change(f"{FOLDER}/{FILE}", before if path.exists() else None, text.encode())
    return Plan((change,) if text.encode() != before else ())


def plan_init(root: Path, wanted: Mapping[str, str]) -> "tuple[Plan, str]":
    """Return the plan that makes *root* a blog with the settings *wanted*, and what was found.

    Raise BadSetting for an engine, or a time zone, that there is not.
    """
    from blogctl.content.change import Change, Plan
    from blogctl.content.settings import changed

    site = site_in(root)
    told = wanted.get("engine") or site.settings.get("engine")
    reasons = dict(detected(site))
    engine = told or (detect(site) or ("plain",))[0]
    reason = reasons.get(engine, TOLD if told else "no generator's configuration is there")
    path = root / FOLDER / FILE
    before = path.read_bytes() if path.exists() else None
    text = (before or b"").decode() or INITIAL
    for key, value in {"engine": engine, **wanted}.items():
        text = changed(text, key, value)
    configured(site._replace(settings={**site.settings, "engine": engine, **wanted}))
    changes = [Change(f"{FOLDER}/{FILE}", before, text.encode())]
    if not (root / FOLDER / ".gitignore").exists():
        changes.append(Change(f"{FOLDER}/.gitignore", None, IGNORED.encode()))
    kept = tuple(change for change in changes if change.before != change.after)
    return Plan(kept), f"{engine}: {reason}"
