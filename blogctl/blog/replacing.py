"""Text replaced in posts: in which fields, planned, and every place of it kept for the author."""

from collections.abc import Sequence
from typing import NamedTuple

from blogctl.blog.blog import Blog
from blogctl.blog.guarding import guarded
from blogctl.blog.updating import kind_in, known_fields
from blogctl.content.change import Plan
from blogctl.content.document import Document
from blogctl.content.keys import Keys, keys_for
from blogctl.content.post import Post
from blogctl.content.replacing import (
    Hit,
    Replaced,
    Replacement,
    replace_in_body,
    replace_in_field,
)
from blogctl.errors import BadUsage, BlogError
from blogctl.storage.signals import TimeUp, timed

# How long one post may take, in seconds: more than any text needs.
PATIENCE = 5.0
BODY = "body"


class Places(NamedTuple):
    """Where text is replaced: in the *body*, and in the front matter's *fields*."""

    body: bool
    fields: tuple[Keys, ...]


class Replacing(NamedTuple):
    """What replacing text comes to: a plan, its *hits*, and how many places were left alone."""

    plan: Plan
    hits: tuple[Hit, ...]
    spared: int


def places(blog: Blog, names: Sequence[str]) -> Places:
    """Return where *names*, `body` or fields, are in *blog*; raise BadUsage for no text."""
    known = known_fields(blog)
    fields = []
    for name in names:
        if name == BODY:
            continue
        keys = keys_for(name, known)
        if kind_in(known, keys) not in ("", "text", "list"):
            hint = f"blogctl update QUERY --set {name}=… gives it another value"
            raise BadUsage(f"'{name}' holds no text", hint=hint)
        fields.append(keys)
    return Places(BODY in names, tuple(dict.fromkeys(fields)))


def plan_replacement(
    blog: Blog, posts: Sequence[Post], wanted: Replacement, where: Places
) -> Replacing:
    """Return the plan that replaces text in *posts*.

    Raise BlogError for an expression that does not come to an end on a post.
    """
    found: dict[str, Replaced] = {}
    at = ""

    def edit(post: Post, document: Document) -> Document:
        nonlocal at
        at = post.path
        with timed(PATIENCE):
            found[at] = _replaced(post, document, wanted, where)
        return found[at].document

    try:
        plan = blog.revise(posts, guarded(blog, edit))
    except TimeUp as error:
        message = f"the expression takes more than {PATIENCE:.0f} seconds on {at}"
        hint = "repeat nothing that repeats itself, as in (a+)+"
        raise BlogError(message, hint=hint) from error
    failed = {failure.path for failure in plan.failed}
    written = [one for path, one in found.items() if path not in failed]
    hits = tuple(hit for one in written for hit in one.hits)
    return Replacing(plan, hits, sum(one.spared for one in written))


def _replaced(post: Post, document: Document, wanted: Replacement, where: Places) -> Replaced:
    results = [Replaced(document)]
    if where.body:
        results.append(replace_in_body(post.path, document, post.text.markup, wanted))
    for keys in where.fields:
        results.append(replace_in_field(post.path, results[-1].document, keys, wanted))
    # As they stand in the file: the fields first.
    hits = sorted((hit for one in results for hit in one.hits), key=_place)
    return Replaced(results[-1].document, tuple(hits), sum(one.spared for one in results))


def _place(hit: Hit) -> tuple[bool, int]:
    return not hit.field, hit.line
