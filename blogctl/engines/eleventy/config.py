"""What can be read off a generator's JavaScript configuration, which is never run."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from blogctl.content.post import one_text
from blogctl.engines.engine import Site

CONFIG_FILES = (".eleventy.js", "eleventy.config.js", "eleventy.config.mjs", "eleventy.config.cjs")
IGNORE_FILES = (".eleventyignore", ".gitignore")
# Where a blog's posts usually lie in the input folder, when the settings do not say.
HOMES = ("posts", "blog", "content/blog", "content/posts", "_posts")
_TEXT_OR_COMMENT = re.compile(
    r"(\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|//[^\n]*|/\*.*?\*/", re.DOTALL
)
_QUOTED = r"[\"'`]([^\"'`$\\\n]*)[\"'`]"
_NAME = r"([A-Za-z_$][\w$]*)\b(?!\s*[.(\[`])"
_FOLDERS = re.compile(r"\bdir\s*:\s*\{([^{}]*)\}")
_DRAFTS = re.compile(
    r"\baddPreprocessor\(\s*[\"'`]drafts[\"'`]\s*,\s*(\[[^\]]*\]|[\"'`][^\"'`]*[\"'`])?"
)
_COMPUTED = re.compile(r"\beleventyComputed\b.*\bpermalink\b", re.DOTALL)


class Conventions(NamedTuple):
    """How one Eleventy site reads its posts, as far as its configuration can be read off.

    *input* and *hidden*, the folders that hold no posts, are relative to the blog; *input* is ''
    for the blog's folder itself. *tops* are the folders in the blog's own. *posts* is the folder
    of the posts, '' where it is to be found. *engine* fills templates in posts. *drafts*:
    `draft: true` hides a post. *joined*: the lists of data files are. *computed*: a program sets
    the permalink, whatever a post says. *ignored* are patterns of paths that are left out.
    """

    input: str
    hidden: tuple[str, ...]
    tops: tuple[str, ...]
    posts: str
    prefix: str
    engine: str
    drafts: bool
    toml: bool
    bare: bool
    thawed: bool
    joined: bool
    computed: bool
    output: str
    ignored: tuple[str, ...]
    more_endings: bool


def uncommented(source: str) -> str:
    """Return JavaScript without its comments; what stands in quotes stays."""
    return _TEXT_OR_COMMENT.sub(lambda found: found.group(1) or " ", source)


def text_setting(source: str, name: str, whole: str = "") -> str | None:
    """Return the text that *name* is set to in JavaScript: `name: "text"`; None without one.

    Only a text in quotes counts, or the name of one, not what would have to be run. *whole* is the
    file, where *source* is a part of it.
    """
    found = re.search(rf"(?<![\w.$-])[\"']?{name}[\"']?\s*:\s*(?:{_QUOTED}|{_NAME})", source)
    return _meant(found, whole or source)


def _meant(found: re.Match[str] | None, source: str) -> str | None:
    """Return the text in quotes, or that of the constant which is named in its place."""
    if found is None or found.group(2) is None:
        return found.group(1) if found else None
    own = re.search(rf"\b(?:const|let|var)\s+{re.escape(found.group(2))}\s*=\s*{_QUOTED}", source)
    return own.group(1) if own else None


def configuration(files: Mapping[str, bytes], names: Sequence[str]) -> str:
    """Return the first of the files *names* that there is, without its comments; '' for none."""
    name = next((name for name in names if name in files), None)
    return uncommented(files[name].decode("utf-8-sig", errors="replace")) if name else ""


def read_conventions(site: Site) -> Conventions:
    """Return the conventions of *site*."""
    source = configuration(site.files, CONFIG_FILES)
    folders = "".join(_FOLDERS.findall(source))
    root = _folder(_input_of(source, folders, site.files))
    hidden = [
        _below(root, _named(source, folders, name, f"_{name}")) for name in ("includes", "data")
    ]
    layouts = _named(source, folders, "layouts", "")
    output = _folder(_named(source, folders, "output", "_site"))
    hidden += [_below(root, layouts)] if layouts else []
    return Conventions(
        input=root,
        hidden=tuple(name for name in (*hidden, output) if name and name != root),
        tops=tuple(sorted(name[:-1] for name in site.entries if name.endswith("/"))),
        posts=_folder(one_text(site.settings.get("posts"))),
        prefix=(text_setting(source, "pathPrefix") or "").strip("/"),
        engine=text_setting(source, "markdownTemplateEngine") or "liquid",
        drafts=_hides_drafts(source),
        toml="setFrontMatterParsingOptions" in source and "toml" in source,
        bare=re.search(r"\ballowMissingExtensions\s*:\s*true", source) is not None,
        thawed=re.search(r"\bsetFreezeReservedData\(\s*false", source) is not None,
        joined=re.search(r"\bsetDataDeepMerge\(\s*false", source) is None,
        computed=computes_permalink(source),
        output=output or "_site",
        ignored=_ignored(site, source),
        more_endings=re.search(r"\baddExtension\(|\baddTemplateFormats\(", source) is not None,
    )


def _ignored(site: Site, source: str) -> tuple[str, ...]:
    """Return the patterns of what Eleventy leaves out: of two files, and of the configuration."""
    git = re.search(r"\bsetUseGitIgnore\(\s*false", source) is None
    names = IGNORE_FILES if git else IGNORE_FILES[:1]
    files = (site.files.get(name, b"").decode("utf-8", errors="replace") for name in names)
    lines = (line.strip() for text in files for line in text.split("\n"))
    told = [line for line in lines if line and line[0] not in "#!"]
    told += re.findall(rf"\bignores\.add\(\s*{_QUOTED}", source)
    patterns = [_folder(text) for text in told if _folder(text)]
    # What names a folder takes all below it along.
    return (*patterns, *(f"{pattern}/**" for pattern in patterns))


def _hides_drafts(source: str) -> bool:
    """Say whether `draft: true` hides Markdown: by a preprocessor, or a computed permalink."""
    found = _DRAFTS.search(source)
    if found:
        return not found.group(1) or re.search(r"\*|\bmd\b", found.group(1)) is not None
    return computes_permalink(source) and re.search(r"\.draft\b", source) is not None


def computes_permalink(source: str) -> bool:
    """Say whether a program in JavaScript sets the permalink of posts, whatever they say."""
    return _COMPUTED.search(source) is not None


def _input_of(source: str, folders: str, files: Mapping[str, bytes]) -> str:
    """Return the input folder: the configuration's, else the one that a script of npm names."""
    named = _named(source, folders, "input", "")
    scripts = files.get("package.json", b"").decode("utf-8", errors="replace")
    typed = re.search(r"\beleventy\b[^\"\n]*?\s--input[= ]([\w./-]+)", scripts)
    return (typed.group(1) if typed else named) or "."


def _named(source: str, folders: str, name: str, usual: str) -> str:
    """Return the folder that the configuration calls *name*: in `dir`, or by its own call."""
    found = re.search(rf"\bset{name.title()}Directory\(\s*(?:{_QUOTED}|{_NAME})", source)
    text = _meant(found, source) if found else text_setting(folders, name, source)
    return usual if text is None else text


def _folder(text: str) -> str:
    """Return a folder without what says nothing in its path; '' for the blog's own."""
    return "/".join(part for part in text.split("/") if part not in ("", "."))


def _below(root: str, text: str) -> str:
    """Return the folder *text*, which is relative to the folder *root*."""
    parts: list[str] = []
    for part in f"{root}/{_folder(text)}".split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part:
            parts.append(part)
    return "/".join(parts)
