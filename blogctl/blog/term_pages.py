"""Pages that list the posts with a name: which go with it, and where their readers are led."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from blogctl.blog.blog import Blog
from blogctl.blog.naming import Kind
from blogctl.blog.readdressing import Redirect
from blogctl.blog.term_files import Term, TermFiles
from blogctl.content.change import Change, Loss, Plan
from blogctl.content.post import Post
from blogctl.content.respelling import bare
from blogctl.engines.engine import Source

NOWHERE = "no page takes its place"


class Target(NamedTuple):
    """The name whose page the readers of another are led to, '' for the same, and its kind."""

    kind: Kind
    name: str = ""


class Redirected(NamedTuple):
    """A plan with the redirects that files can hold, all *redirects*, and what is *left*."""

    plan: Plan
    redirects: tuple[Redirect, ...]
    left: tuple[Loss, ...] = ()


def redirected(blog: Blog, plan: Plan, kind: Kind, target: Target | None) -> Redirected:
    """Return *plan* with redirects of the pages of *kind* that no live post makes after it.

    Their readers are led to the page of *target*; None for nowhere.
    """
    files = TermFiles(blog)
    redirects, left = [], []
    for old, new in _lost(blog, plan, kind, target):
        kept = files.keeper(old, new)
        if kept:
            left.append(Loss(kept, f"it keeps the page {old.url}, which lists no post now"))
        else:
            put = _led(blog, files, old, new)
            redirects.append(Redirect(old.url, new.url if new else "", put))
    owner = plan.posts[0] if plan.posts else ""
    changes, folders = files.changes(owner), files.emptied
    plan = plan._replace(changes=(*plan.changes, *changes), folders=(*plan.folders, *folders))
    return Redirected(plan, tuple(redirects), tuple(left))


def _led(blog: Blog, files: TermFiles, old: Term, new: Term | None) -> str:
    """Redirect a page, by a file where there can be one; return what the author puts where."""
    if new is None:
        return NOWHERE
    return "" if files.lead(old, new) else blog.engine.redirect(old.url, new.url)


def _lost(
    blog: Blog, plan: Plan, kind: Kind, target: Target | None
) -> Iterator[tuple[Term, Term | None]]:
    """Yield each page that live posts make before *plan*, and none after it; and that instead."""
    after = _after(blog, plan)
    live = [post for post in blog.posts if post.status == "published"]
    now = [after.get(post.path, post) for post in live]
    passed = _addresses(blog, kind, now) | {""}
    for post in live:
        for name, url in _pages(blog, kind, post) if post.path in after else ():
            if bare(url) not in passed:
                passed.add(bare(url))
                old = Term(kind.noun, name, post, url)
                yield old, _instead(blog, target, old, now) if target else None


def _instead(blog: Blog, target: Target, old: Term, now: Sequence[Post]) -> Term | None:
    """Return the page of *target* in the language of *old*; None where no post of *now* has it."""
    noun, name = target.kind.noun, target.name or old.name
    url = blog.engine.term_url(noun, name, old.post)
    there = bool(url) and bare(url) in _addresses(blog, target.kind, now)
    return Term(noun, name, old.post, url) if there else None


def _addresses(blog: Blog, kind: Kind, posts: Sequence[Post]) -> set[str]:
    """Return the addresses of the pages of *kind* that live *posts* make, bare."""
    return {bare(url) for post in posts for _, url in _pages(blog, kind, post)}


def _pages(blog: Blog, kind: Kind, post: Post) -> Iterator[tuple[str, str]]:
    """Yield the names of *post*, each with the address of its page."""
    for name in kind.of(post):
        yield name, blog.engine.term_url(kind.noun, name, post)


def _after(blog: Blog, plan: Plan) -> Mapping[str, Post]:
    """Return the posts that *plan* changes as they are after it."""
    by_post: dict[str, list[Change]] = {}
    for change in plan.changes:
        by_post.setdefault(change.post or change.path, []).append(change)
    return {path: _read(blog, path, changes) for path, changes in by_post.items()}


def _read(blog: Blog, path: str, changes: Sequence[Change]) -> Post:
    source = blog.source(path)
    files = source.document.files(path)
    files |= {change.path: change.after for change in changes if change.after is not None}
    beside = source.document.sidecar
    if beside:
        document = blog.engine.paired(path, files[beside], files[path])
    else:
        document = blog.engine.cut(path, files[path])
    return blog.engine.read(Source(path, document, source.modified), blog.now)
