"""The site generators that blogctl knows, one file each, and which of them a folder is for."""

from fnmatch import filter as matching
from importlib import import_module

from blogctl.engines.engine import Engine, Site
from blogctl.errors import BadSetting, NotABlog

# The configuration files that are read for a folder which may be a blog: one that an engine could
# know it by is worth importing that engine for.
MARKS: dict[str, tuple[str, ...]] = {
    "hugo": (
        "hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json",
        "config.toml", "config.yaml", "config.yml", "config.json",
        "config/_default/*", "config/production/*",
    ),
    "jekyll": ("_config.yml", "_config.yaml", "_config.toml", "_posts/"),
    "hexo": ("_config.yml", "_config.yaml", "_config.json", "package.json"),
    "pelican": ("pelicanconf.py", "publishconf.py"),
    "nikola": ("conf.py",),
    "zola": ("config.toml", "zola.toml"),
    "eleventy": (
        ".eleventy.js", "eleventy.config.js", "eleventy.config.mjs", "eleventy.config.cjs",
    ),
    "astro": tuple(f"astro.config.{end}" for end in ("mjs", "js", "ts", "mts", "cjs", "cts")),
    "plain": ("*",),
}  # fmt: skip
ENGINES = tuple(MARKS)
# Files that say no more than what the posts are.
_IGNORE_FILES = (".eleventyignore", ".gitignore")
CONFIG_FILES = tuple(
    dict.fromkeys(
        pattern
        for patterns in (*MARKS.values(), _IGNORE_FILES)
        for pattern in patterns
        if pattern != "*" and not pattern.endswith("/")
    )
)


def detected(site: Site) -> list[tuple[str, str]]:
    """Return the engines that recognise *site*, each with the reason.

    A folder that no generator claims may be a plain blog.
    """
    there = [*site.entries, *site.files]
    possible = [name for name, marks in MARKS.items() if any(matching(there, m) for m in marks)]
    reasons = [(name, import_module(f"{__name__}.{name}").detect(site)) for name in possible]
    found = [(name, reason) for name, reason in reasons if reason]
    claimed = [pair for pair in found if pair[0] != "plain"]
    return claimed or found


def detect(site: Site) -> tuple[str, str] | None:
    """Return the name of the engine that recognises *site*, and why; None where none does.

    Raise BadSetting where two do.
    """
    found = detected(site)
    if len(found) > 1:
        claims = "; ".join(f"{name}, as {reason}" for name, reason in found)
        names = " or ".join(name for name, _ in found)
        message = f"two generators claim this folder: {claims}"
        raise BadSetting(message, hint=f"blogctl init --engine {names}")
    return found[0] if found else None


def configured(site: Site) -> Engine:
    """Return the engine of *site*: the one its settings name, else the one detected."""
    name = site.settings.get("engine")
    if name is None:
        found = detect(site)
        if found is None:
            raise NotABlog("this folder is not a blog", hint="'blogctl init' makes it one")
        name = found[0]
    if name not in ENGINES:
        hint = f"engines are {', '.join(ENGINES)}"
        raise BadSetting(f"there is no engine '{name}'", hint=hint)
    engine: Engine = import_module(f"{__name__}.{name}").configure(site)
    return engine
