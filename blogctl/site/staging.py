"""A plain blog staged: the project that Hugo builds its site from, in a folder of its own."""

import json
import os
import re
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple
from urllib.parse import quote, unquote, urlsplit

from blogctl.content.front_matter import spelt, value_at
from blogctl.content.post import Post, texts
from blogctl.engines.engine import Engine, is_markdown
from blogctl.site.project import Blog, configuration

THEME = Path(__file__).parent / "theme"
# Where an author's own files of the theme lie, in the blog.
OWN_THEME = ".blogctl/theme"
# What the theme keeps its words in, and where Hugo reads them for pages of any language.
_WORDS = ("i18n", "data/words")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")


class Extras(NamedTuple):
    """What a site has besides its posts, by the paths of posts where it is about them.

    Without *related*, the theme finds what shares most tags. *views* None: nobody counted. Where
    *search*, there will be an index to search in.
    """

    title: str = ""
    description: str = ""
    author: str = ""
    views: Mapping[str, int] | None = None
    related: Mapping[str, Sequence[str]] = {}
    translations: Mapping[str, Sequence[str]] = {}
    search: bool = False


class Stage(NamedTuple):
    """A project being made: of which blog, in which folder, with what besides, under which names.

    *names* are the files of posts in the project's content, by their paths.
    """

    root: Path
    engine: Engine
    folder: Path
    extras: Extras
    names: Mapping[str, str]
    langs: Mapping[str, str]


def stage(
    root: Path, engine: Engine, posts: Sequence[Post], folder: Path, extras: Extras
) -> dict[str, tuple[str, int]]:
    """Write the project of *posts*, of the blog in *root*, into the empty *folder*.

    Return, by the names of its files, the path of each post, and how many lines further up the
    text stands there. A post without an address is left out.
    """
    posts = [post for post in posts if post.url]
    names = _names(engine, posts)
    stage = Stage(root, engine, folder, extras, names, {post.path: post.lang for post in posts})
    _copy_theme(THEME, folder)
    _copy_theme(root / OWN_THEME, folder)
    for name in engine.statics or ("static",):
        _copy_inside(root, root / name, folder / "static")
    lang = _language(engine, posts)
    places = {names[post.path]: (post.path, _write_post(stage, post, lang)) for post in posts}
    taken = {_address(post, engine) for post in posts}
    _write_tools(stage, taken)
    blog = Blog(engine, extras.title or root.resolve().name, lang, extras.description,
                extras.author, _languages(posts, lang))  # fmt: skip
    settings = configuration(blog)
    settings["enableRobotsTXT"] = not (folder / "static" / "robots.txt").exists()
    _write(folder / "hugo.json", json.dumps(settings, ensure_ascii=False, indent=1))
    return places


def _language(engine: Engine, posts: Sequence[Post]) -> str:
    """Return the language of the site: the one that is set, else that of most posts."""
    most = Counter(post.lang for post in posts if post.lang).most_common(1)
    wanted = (engine.language or (most[0][0] if most else "")).lower().replace("_", "-")
    return wanted if _LANGUAGE.fullmatch(wanted) else "en"


def _languages(posts: Sequence[Post], lang: str) -> list[str]:
    return sorted({post.lang or lang for post in posts} | {lang})


def _names(engine: Engine, posts: Sequence[Post]) -> dict[str, str]:
    """Return the file of each post in the project's content: where it lies in the blog.

    Hugo would take an `index` file without a folder of its own for the whole section, and of two
    files that differ in ending or case only it would take one.
    """
    names, taken = dict[str, str](), set[str]()
    for post in posts:
        path = PurePosixPath(post.path)
        own = bool(engine.belongings(post.path))
        stem = path.stem if own or path.stem.split(".")[0].lower() != "index" else "the-index"
        name, count = f"{path.parent}/{stem}.md", 1
        while _logical(name, own=own) in taken:
            count += 1
            above, end = (
                (f"{path.parent}-{count}", stem) if own else (path.parent, f"{stem}-{count}")
            )
            name = f"{above}/{end}.md"
        taken.add(_logical(name, own=own))
        names[post.path] = name
    return names


def _logical(name: str, *, own: bool) -> str:
    """Return what Hugo knows the page in the file *name* by."""
    path = PurePosixPath(name)
    return str(path.parent if own else path.with_suffix("")).lower().replace(" ", "-")


def _write_post(stage: Stage, post: Post, lang: str) -> int:
    """Write a post with its files; return how many lines further up its text stands in the blog."""
    name = stage.names[post.path]
    head = json.dumps(front_matter(stage, post, lang), ensure_ascii=False, default=str)
    body = post.text.source.encode()
    above = (stage.root / post.path).read_bytes().removesuffix(body).count(b"\n")
    # The text stands on the line that it has in the blog, so far as there is room above it.
    space = max(1, above)
    file = stage.folder / "content" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(head.encode() + b"\n" * space + body)
    own = stage.engine.belongings(post.path)
    if own:
        for found in _files(stage.root, stage.root / own):
            if not _is_kept_back(found):
                _copy(stage.root, found, file.parent / found.relative_to(own))
    _copy_linked(stage, post)
    return space - above


def front_matter(stage: Stage, post: Post, lang: str) -> dict[str, Any]:
    """Return the fields of a staged post, in a site whose own language is *lang*."""
    fields: dict[str, Any] = {
        "title": post.title,
        "type": "post",
        "url": _address(post, stage.engine).replace(":", r"\:"),
        "draft": False,
        "date": post.date.isoformat() if post.date else None,
        "lastmod": post.updated.isoformat() if post.updated else None,
        "description": post.description,
        "tags": list(post.tags),
        "categories": list(post.categories),
        "series": list(post.series),
        "aliases": _aliases(stage, post),
        "params": _params(stage, post, lang),
    }
    return {name: value for name, value in fields.items() if value not in (None, "", [])}


def _params(stage: Stage, post: Post, lang: str) -> dict[str, Any]:
    """Return what the theme asks of a post besides Hugo's own fields."""
    extras = stage.extras
    params: dict[str, Any] = {
        "lang": post.lang or lang,
        "about": post.summary,
        "authors": list(post.authors),
        "cover": post.cover,
        "covered": any(image.target == post.cover for image in post.text.images),
        "minutes": post.minutes,
        "words": post.words,
        "updated": bool(post.updated),
        "draft": post.status != "published",
        "views": (extras.views or {}).get(post.path, 0),
        "translations": [
            {"path": f"/{stage.names[path]}", "lang": stage.langs[path]}
            for path in extras.translations.get(post.path, ())
            if path in stage.names and path != post.path
        ],
        "meta": post.meta,
    }
    if post.path in extras.related:
        near = (stage.names.get(path) for path in extras.related[post.path])
        params["related"] = [f"/{name}" for name in near if name]
    return params


def _aliases(stage: Stage, post: Post) -> list[str]:
    """Return the old addresses of a post, as paths from the site's root."""
    engine = stage.engine
    found = (
        engine.aliased(alias, post.url)
        for key in engine.names.aliases
        for alias in texts(value_at(post.meta, spelt(post.meta, key)))
    )
    urls = [unquote(url) for url in dict.fromkeys(found) if url != post.url]
    return [f"/{_below_root(url, engine)}" for url in urls]


def _address(post: Post, engine: Engine) -> str:
    """Return the address of a post as a path from the site's root."""
    return quote(f"/{_below_root(unquote(post.url), engine)}", safe="/:@!$&'()*+,;=~")


def _below_root(path: str, engine: Engine) -> str:
    root = f"/{unquote(engine.root)}/" if engine.root else "/"
    return path.removeprefix(root).lstrip("/")


def _copy_linked(stage: Stage, post: Post) -> None:
    """Copy the files that a post links to, or shows, to where they lie in the blog."""
    own = stage.engine.belongings(post.path)
    for link in (*post.links, *post.images):
        target = urlsplit(link.target)
        if target.scheme or target.netloc or not target.path or target.path.startswith("/"):
            continue
        path = PurePosixPath(post.path).parent / unquote(target.path)
        found = PurePosixPath(os.path.normpath(path))
        is_own = bool(own) and found.is_relative_to(own)
        if not is_own and not _is_kept_back(found):
            _copy(stage.root, found, stage.folder / "static" / found)


def _is_kept_back(path: PurePosixPath) -> bool:
    """Say whether a file of the blog is not for readers: a post's source, or hidden."""
    return is_markdown(path.name) or any(part.startswith(".") for part in path.parts)


def _files(root: Path, folder: Path) -> Iterator[PurePosixPath]:
    """Yield the files in *folder* by their paths in the blog; no link to a folder is followed."""
    for above, _, names in os.walk(folder):
        yield from (PurePosixPath(Path(above, name).relative_to(root)) for name in sorted(names))


def _copy_inside(root: Path, folder: Path, to: Path) -> None:
    for found in _files(root, folder):
        _copy(root, found, to / (root / found).relative_to(folder))


def _copy(root: Path, path: PurePosixPath, to: Path) -> None:
    """Copy the file of the blog at *path*, unless it is none, or a link that leads out of it."""
    real, blog = (root / path).resolve(), root.resolve()
    if not real.is_file() or not real.is_relative_to(blog):
        return
    if real != blog / path and _is_kept_back(PurePosixPath(real.relative_to(blog))):
        return
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(real, to)


def _copy_theme(theme: Path, folder: Path) -> None:
    """Copy the files of a theme over those that are in *folder*."""
    for found in _files(theme, theme):
        real = (theme / found).resolve()
        if not real.is_file() or not real.is_relative_to(theme.resolve()):
            continue
        inner = str(found)
        if inner.startswith(f"{_WORDS[0]}/"):
            inner = inner.replace(*_WORDS, 1)
        to = folder / inner
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(real, to)


def _write_tools(stage: Stage, taken: set[str]) -> None:
    """Write the pages that are no posts, but where a post has their address."""
    extras = stage.extras
    views = extras.views or {}
    wanted = {
        "archive": True,
        "best": any(views.get(path) for path in stage.names),
        "search": extras.search,
    }
    home = f"/{stage.engine.folders[0]}/"
    for name, is_wanted in wanted.items():
        if not is_wanted or f"/{name}/" in taken:
            continue
        fields = {"title": name, "type": "tool", "layout": name, "url": f"/{name}/"}
        aliases = [home] if name == "archive" and home not in taken else []
        text = json.dumps({**fields, "aliases": aliases})
        _write(stage.folder / "content" / f"{name}.md", f"{text}\n")


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
