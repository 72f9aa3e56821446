"""What commands do before posts go live: see whether they are ready, ask the hook, tell of URLs."""

from collections.abc import Sequence
from datetime import datetime

from blogctl.blog.blog import Blog
from blogctl.blog.publishing import changed_addresses
from blogctl.blog.readiness import readiness
from blogctl.commands._site import hooks_of
from blogctl.content.change import Plan
from blogctl.content.dates import write_date
from blogctl.content.fields import FIELDS, STABLE
from blogctl.content.post import Post
from blogctl.display.stream import warn
from blogctl.errors import BadSite

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# More than anyone reads before answering a question.
_TOLD = 10


def echoed(when: datetime) -> str:
    """Return *when* as it was understood: the day of the week, then the moment with its offset."""
    return f"{_DAYS[when.weekday()]} {write_date(when)}"


def check_ready(blog: Blog, posts: Sequence[Post], *, force: bool, quiet: bool) -> None:
    """Warn of what is wrong with *posts* that are to go live; raise BadSite for what stops them."""
    hidden = [post for post in posts if post.status != "published"]
    if not hidden:
        return
    found = readiness(blog, hidden)
    for problem in found.told[:_TOLD] if not quiet else ():
        warn(f"{problem.place}: {problem.message}", problem.hint)
    if found.stops and not force:
        said = tuple(f"{one.place}: {one.message}" for one in found.stops)
        hint = "mend that, or publish them so with --force"
        raise BadSite("these are not ready for readers; nothing was changed", hint=hint, said=said)


def hear_hooks(blog: Blog, posts: Sequence[Post], *, wanted: bool) -> None:
    """Let the hook `pre-publish` say no to any of *posts*; raise ProgramFailed where it does."""
    hooks = hooks_of(blog, wanted=wanted)
    if not hooks.has("pre-publish"):
        return
    for post in posts:
        if post.status != "published":
            hooks.run("pre-publish", {"post": record_of(post)})


def record_of(post: Post) -> dict[str, object]:
    """Return *post* as hooks are told of it: all stable fields."""
    return {name: FIELDS[name].value(post) for name in STABLE}


def warn_of_addresses(blog: Blog, plan: Plan) -> None:
    """Warn of each live post whose address *plan* changes, with what sends readers on."""
    for post, url in changed_addresses(blog, plan):
        answers = bool(blog.engine.names.aliases)
        hint = "its old address leads there" if answers else blog.engine.redirect(post.url, url)
        warn(f"{post.path} moves from {post.url} to {url}", hint)
