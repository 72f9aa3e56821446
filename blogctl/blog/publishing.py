"""Posts taken out of draft, and made drafts again."""

from collections.abc import Sequence
from datetime import datetime

from blogctl.blog.blog import Blog
from blogctl.content.change import Plan
from blogctl.content.post import Post
from blogctl.engines.engine import Placed, Source
from blogctl.errors import BlogError, CannotEdit


def plan_release(blog: Blog, posts: Sequence[Post], when: datetime, *, redate: bool) -> Plan:
    """Return the plan that takes *posts* out of draft, dated *when* where that is called for.

    Where the generator shows at once what is dated later, such a post stays as much a draft
    as it is, and only takes the date. A post that the generator misreads fails.
    """

    def release(post: Post, source: Source) -> Placed:
        check_readable(blog, post, source)
        placed = Placed(post.path, source.document)
        due = when if redate or post.date is None else post.date
        if due > blog.now and not blog.engine.hides_future and post.status != "published":
            return blog.engine.redated(placed, due) if redate else placed
        released = blog.engine.release(placed, post, when, redate=redate)
        return answering(blog, post, released, source.modified)

    return blog.revise(posts, release)


def answering(blog: Blog, post: Post, placed: Placed, modified: datetime) -> Placed:
    """Return *placed*, what a live *post* becomes, so that it answers its old address, too.

    As it is where the address stays, or where the generator has no field for old ones. *modified*
    is when the file was written, which is the date of a post that has none.
    """
    if post.status != "published" or not post.url or not blog.engine.names.aliases:
        return placed
    url = address_of(blog, placed, modified)
    if not url or url == post.url:
        return placed
    from blogctl.blog.readdressing import aliased

    document = aliased(blog.engine, placed.document, post.url, url)
    return placed._replace(document=document)


def address_of(blog: Blog, placed: Placed, modified: datetime) -> str | None:
    """Return the address that a post has as it is *placed*; None where it cannot be read."""
    try:
        return blog.engine.read(Source(placed.path, placed.document, modified), blog.now).url
    except BlogError:
        return None


def changed_addresses(blog: Blog, plan: Plan) -> list[tuple[Post, str]]:
    """Return the live posts whose addresses *plan* changes, each with its new one."""
    live = {post.path: post for post in blog.posts if post.status == "published" and post.url}
    found = []
    for change in plan.changes:
        post = live.get(change.origin or change.path)
        if post is None or change.after is None or change.post:
            continue
        try:
            document = blog.engine.cut(change.path, change.after)
        except BlogError:
            continue
        modified = blog.source(post.path).modified
        url = address_of(blog, Placed(change.path, document), modified)
        if url and url != post.url:
            found.append((post, url))
    return found


def check_readable(blog: Blog, post: Post, source: Source) -> None:
    """Raise CannotEdit where the generator misreads what readers are to see."""
    for finding in blog.engine.findings(source, post):
        if finding.stops:
            place = f"line {finding.line}: " if finding.line else ""
            raise CannotEdit(f"{place}{finding.message}", hint=finding.hint)


def plan_withdrawal(blog: Blog, posts: Sequence[Post]) -> Plan:
    """Return the plan that makes *posts* drafts."""
    return blog.revise(
        posts,
        lambda post, source: blog.engine.withdraw(Placed(post.path, source.document), post),
    )
