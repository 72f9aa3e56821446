"""Slugs: a title as it stands in a URL."""

import re

from blogctl.errors import BadUsage

# python-slugify reads `°` as `deg` and drops the typographic apostrophe: both part words.
_APART = str.maketrans(dict.fromkeys("’‘ʼ'°", " "))
_SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
MAX_BYTES = 120


def slugify(title: str) -> str:
    """Return the slug of *title*, '' where nothing of it can be spelt in ASCII.

    `L’été à Orléans n°5` gives `l-ete-a-orleans-n-5`.
    """
    from slugify import slugify as spell

    return str(spell(title.translate(_APART), max_length=MAX_BYTES, word_boundary=True))


def check_slug(slug: str) -> str:
    """Return *slug* as it is; raise BadUsage where it could leave its folder or break a URL."""
    if not _SLUG.fullmatch(slug) or ".." in slug:
        hint = f"try '{slugify(slug)}'" if slugify(slug) else "use letters, digits and hyphens"
        raise BadUsage(f"'{slug}' is not a slug", hint=hint)
    if len(slug.encode()) > MAX_BYTES:
        raise BadUsage(f"the slug is longer than {MAX_BYTES} bytes", hint="shorten it with --slug")
    return slug
