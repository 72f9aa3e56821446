"""A post copied, as a draft with a slug of its own."""

from collections.abc import Mapping
from itertools import count
from typing import Any

from blogctl.blog.blog import Blog
from blogctl.blog.bundles import Bundles
from blogctl.blog.creating import check_free
from blogctl.content.change import Change, Plan
from blogctl.content.dialect import Key
from blogctl.content.document import Document
from blogctl.content.drafting import check_title, file_name, habits, is_dated, own_name
from blogctl.content.edits import Edit, in_turn, set_to, unset
from blogctl.content.folding import fold_name
from blogctl.content.front_matter import read_fields, spelt, value_at
from blogctl.content.post import Post
from blogctl.content.slugs import check_slug, slugify
from blogctl.engines.engine import Placed, stem
from blogctl.errors import SlugTaken

# Where else a file says what its address is, or was: Pelican's, Jekyll's and Hexo's.
ADDRESSES: tuple[Key, ...] = (("save_as",), ("redirect_to",), ("redirect_from",), ("alias",))


def plan_copy(blog: Blog, post: Post, slug: str | None, title: str | None) -> Plan:
    """Return the plan of a copy of *post* beside it: a draft, undated, at an address of its own.

    None for *slug* is the first free of `slug-2`, `slug-3` …; None for *title* keeps it. Raise
    SlugTaken, or BadUsage for a slug or a title that cannot be.
    """
    title = check_title(title) if title is not None else None
    slug = check_slug(slug) if slug is not None else _free_slug(blog, post)
    source = blog.source(post.path)
    path = _path_for(blog, post, slug)
    document = in_turn(_edits(blog, post, slug, title, path))(blog.as_usual(source.document))
    if document.sidecar:
        document = document._replace(sidecar=blog.engine.sidecar(path))
    placed = blog.engine.withdraw(Placed(path, document), None)
    check_free(blog, slug, post.lang, placed.path)
    return Plan(tuple(_changes(blog, post, placed)))


def _free_slug(blog: Blog, post: Post) -> str:
    taken = {fold_name(other.slug) for other in blog.posts}
    name = post.slug or own_name(post.path)
    return next(f"{name}-{n}" for n in count(2) if fold_name(f"{name}-{n}") not in taken)


def _path_for(blog: Blog, post: Post, slug: str) -> str:
    """Return where a copy of *post* goes: beside it, its name made as that of a new post."""
    known = habits([post], blog.engine.home)
    day = blog.now.astimezone(blog.engine.zone)
    pattern = "{slug}" if is_dated(slug) else known.name
    name = file_name(slug.rpartition("/")[2], day, pattern)
    made = blog.engine.new_path(known.folder, name, "", bundle=known.bundle)
    folder, _, new = made.rpartition("/")
    old = post.path.rpartition("/")[2]
    if known.bundle and new.startswith("index."):
        return f"{folder}/{old}"
    language = f".{post.lang}"
    end = language if post.lang and stem(old).lower().endswith(language.lower()) else ""
    return f"{folder}/{stem(new)}{end}{old[len(stem(old)) :]}"


def _edits(blog: Blog, post: Post, slug: str, title: str | None, path: str) -> list[Edit]:
    """Return the edits that make of the fields of *post* those of its copy."""
    engine, names = blog.engine, blog.engine.names
    document = blog.document(post.path)
    fields = read_fields(document)
    dated = engine.date_value(blog.now.astimezone(engine.zone)) if engine.needs_date else None
    dates = _present(document, fields, (*names.date, *names.updated, *names.expires))
    addresses = _present(document, fields, (*names.url, *names.aliases, *ADDRESSES))
    edits = [unset(key) for key in (*addresses, *dates)]
    if dated is not None:
        edits.append(set_to(dates[0] if dates else names.date[0], dated))
    if title is not None:
        edits.append(
            set_to((_present(document, fields, names.title) or list(names.title))[0], title)
        )
    spelling = _present(document, fields, names.slug)
    if names.slug and (spelling or _given(blog, post, path, title) != slug):
        edits.append(set_to(spelling[0] if spelling else names.slug[0], slug))
    return edits


def _present(document: Document, fields: Mapping[str, Any], keys: tuple[Key, ...]) -> list[Key]:
    """Return those of *keys* that *fields* have, as they spell them."""
    found = [spelt(fields, key, any_case=document.dialect.any_case) for key in keys]
    return list(dict.fromkeys(key for key in found if value_at(fields, key) is not None))


def _given(blog: Blog, post: Post, path: str, title: str | None) -> str:
    """Return the slug that a copy at *path* has without a field that says it."""
    if not blog.engine.slug_in_name:
        return slugify(post.title if title is None else title)
    return own_name(path, undated=blog.engine.dated_names).removesuffix(f".{post.lang}")


def _changes(blog: Blog, post: Post, placed: Placed) -> list[Change]:
    """Return the files of the copy, with copies of those in the folder of *post*."""
    files = placed.document.files(placed.path)
    folder, home = (blog.engine.belongings(path) for path in (post.path, placed.path))
    if folder and home:
        for path in Bundles(blog).of(post.path, {post.path}).files:
            files[f"{home}{path.removeprefix(folder)}"] = blog.bytes_of(path)
    for path in files:
        if blog.text_of(path) is not None:
            raise SlugTaken(f"there is a file at {path} already", hint="choose another --slug")
    return [
        Change(path, None, data, post="" if path == placed.path else placed.path)
        for path, data in files.items()
    ]
