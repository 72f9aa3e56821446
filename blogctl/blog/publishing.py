"""Posts taken out of draft, and made drafts again."""

from collections.abc import Sequence
from datetime import datetime

from blogctl.blog.blog import Blog
from blogctl.content.change import Plan
from blogctl.content.post import Post
from blogctl.engines.engine import Placed, Source
from blogctl.errors import CannotEdit


def plan_release(blog: Blog, posts: Sequence[Post], when: datetime, *, redate: bool) -> Plan:
    """Return the plan that takes *posts* out of draft, dated *when* where that is called for.

    Where the generator shows at once what is dated later, such a post stays as much a draft
    as it is, and only takes the date. A post that the generator misreads fails.
    """

    def release(post: Post, source: Source) -> Placed:
        for finding in blog.engine.findings(source, post):
            if not finding.stops:
                continue
            place = f"line {finding.line}: " if finding.line else ""
            raise CannotEdit(f"{place}{finding.message}", hint=finding.hint)
        placed = Placed(post.path, source.document)
        due = when if redate or post.date is None else post.date
        if due > blog.now and not blog.engine.hides_future and post.status != "published":
            return blog.engine.redated(placed, due) if redate else placed
        return blog.engine.release(placed, post, when, redate=redate)

    return blog.revise(posts, release)


def plan_withdrawal(blog: Blog, posts: Sequence[Post]) -> Plan:
    """Return the plan that makes *posts* drafts."""
    return blog.revise(
        posts,
        lambda post, source: blog.engine.withdraw(Placed(post.path, source.document), post),
    )
