"""New posts: where one goes, what it starts from, and that nothing is in its way."""

import re
from collections.abc import Sequence
from datetime import datetime

from blogctl.blog.blog import Blog
from blogctl.blog.naming import KINDS, names_meant
from blogctl.blog.relating import related_to_words
from blogctl.content.change import Change, Plan
from blogctl.content.dialect import Key
from blogctl.content.document import Document
from blogctl.content.drafting import (
    Draft,
    Habits,
    Places,
    check_title,
    file_name,
    fill,
    habits,
    start,
)
from blogctl.content.folding import fold_name
from blogctl.content.slugs import check_slug, slugify
from blogctl.engines.engine import Placed
from blogctl.errors import BadUsage, SlugTaken, Unreadable

# How many posts an archetype's list of related ones has.
RELATED = 3


def plan_draft(blog: Blog, draft: Draft) -> Plan:
    """Return the plan of a new post.

    Raise SlugTaken, naming the post that has the slug; BadUsage for a title, a slug, a date
    or a language that cannot be.
    """
    zone = blog.engine.zone
    draft = draft._replace(title=check_title(draft.title))
    day = blog.now.astimezone(zone) if draft.date is None else blog.moment(draft.date)
    spelt = slugify(draft.title) or f"{day:%Y-%m-%d}"
    slug = check_slug(draft.slug if draft.slug is not None else spelt)
    lang = _check_language(blog, draft.lang)
    own = [post for post in blog.posts if post.lang == lang] or blog.posts
    known = habits(own, blog.engine.home)
    bundle = known.bundle if draft.bundle is None else draft.bundle
    name = file_name(slug, day, known.name)
    path = blog.engine.new_path(known.folder, name, lang, bundle=bundle)
    placed = Placed(path, _archetype(blog, known.folder, path, draft, slug, day))
    draft = _with_habits(blog, draft, slug, name, known)
    placed = _started(blog, placed, draft, day)
    check_free(blog, slug, lang, placed.path)
    written = placed.document.files(placed.path)
    return Plan(
        tuple(
            Change(path, None, data, post="" if path == placed.path else placed.path)
            for path, data in written.items()
        )
    )


def _started(blog: Blog, placed: Placed, draft: Draft, day: datetime) -> Placed:
    """Return a new post with all that *draft* says of it."""
    names = blog.engine.names
    dated = draft.date is not None or draft.publish or blog.engine.needs_date
    document = start(
        blog.as_usual(placed.document),
        draft,
        Places(*(_first(getattr(names, name), name) for name in Places._fields)),
        blog.engine.date_value(day) if dated else None,
        blog.posts,
    )
    placed = placed._replace(document=document)
    if draft.publish and (day <= blog.now or blog.engine.hides_future):
        return blog.engine.release(placed, None, day, redate=False)
    return blog.engine.withdraw(placed, None)


def _check_language(blog: Blog, lang: str | None) -> str:
    if lang is None:
        return blog.engine.language
    codes = [code for code in blog.engine.languages if code]
    if codes and not blog.engine.language_field and lang not in codes:
        hint = f"its languages are {', '.join(codes)}"
        raise BadUsage(f"this site has no language '{lang}'", hint=hint)
    return lang


def check_free(blog: Blog, slug: str, lang: str, path: str) -> None:
    """Raise SlugTaken where another post in *lang* has the slug, or a file stands at *path*."""
    for post in blog.posts:
        if fold_name(post.slug) == fold_name(slug) and post.lang in (lang, ""):
            message = f"another post already has the slug '{slug}': {post.path}"
            raise SlugTaken(message, hint="choose another with --slug")
    if (blog.root / path).exists():
        raise SlugTaken(f"there is a file at {path} already", hint="choose another --slug")


def _archetype(
    blog: Blog, folder: str, target: str, draft: Draft, slug: str, day: datetime
) -> Document:
    """Return what the post at *target* starts from: an archetype, filled, or the blank."""
    date = blog.engine.date_value(day)
    for path in blog.engine.archetypes(folder):
        data = blog.text_of(path)
        if data is not None:
            try:
                document = blog.engine.cut(target, data)
                return fill(document, draft.title, slug, date, lambda: _related(blog, draft))
            except Unreadable as error:
                error.message = f"{error.place(path)}: {error.message}"
                raise
    return blog.engine.cut(target, blog.engine.blank)


def _related(blog: Blog, draft: Draft) -> str:
    """Return a list in Markdown of the live posts that a new one is nearest to; '' for none."""
    lang = draft.lang or blog.engine.language
    posts = related_to_words(blog, draft.title, draft.tags, lang, RELATED)
    return "\n".join(f"- [{_escaped(post.name)}]({post.url})" for post in posts if post.url)


def _escaped(text: str) -> str:
    return re.sub(r"([\\\[\]*_`<])", r"\\\1", text)


def _with_habits(blog: Blog, draft: Draft, slug: str, name: str, known: Habits) -> Draft:
    """Return *draft* with the fields that the file's name and the habits call for."""
    fields = dict(draft.fields)
    field = blog.engine.language_field
    lang = draft.lang or (blog.engine.language if field in known.keys else "")
    if field and lang:
        fields.setdefault(field, lang)
    named = slug if blog.engine.dated_names else name
    given = named if blog.engine.slug_in_name else slugify(draft.title)
    if draft.slug is not None and given != slug and blog.engine.names.slug:
        fields.setdefault(blog.engine.names.slug[0][-1], slug)
    author = blog.settings.get("author")
    if author and "author" not in fields:
        fields["author"] = names_meant(blog, KINDS["author"], [author])[author]
    return draft._replace(fields=fields)


def _first(keys: Sequence[Key], name: str) -> Key:
    return keys[0] if keys else (name,)
