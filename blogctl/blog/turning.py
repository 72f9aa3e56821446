"""What has turned by itself since the last run: posts that became live, and that expired."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from time import time

from blogctl.blog.blog import Blog
from blogctl.blog.readdressing import aliases_of
from blogctl.content.ledger import Ledger, carried_on, first_ledger
from blogctl.storage.ledger import read_ledger, write_ledger
from blogctl.storage.lock import locked
from blogctl.storage.settings import FOLDER

_LOCK = "due.lock"
# Seconds.
_LONGEST = 3600


@contextmanager
def alone(blog: Blog) -> Iterator[None]:
    """Let no other run see to what is due meanwhile; raise Busy at once where one does.

    Other commands can write to the blog between its steps.
    """
    with locked(blog.root, blog.command, wait=0, name=_LOCK):
        yield


def is_stuck(blog: Blog) -> bool:
    """Say whether the run that is at it has been so for longer than any should take."""
    try:
        begun = (blog.root / FOLDER / _LOCK).stat().st_mtime
    except OSError:
        return True
    return time() - begun > _LONGEST


def known_ledger(blog: Blog) -> Ledger | None:
    """Return the ledger that the last run left, None before the first; raise Unreadable."""
    return read_ledger(blog.root)


def begun_ledger(blog: Blog) -> Ledger:
    """Return the ledger of a first run: what is live is known."""
    return first_ledger(blog.posts, blog.now)


def turned_ledger(blog: Blog, ledger: Ledger) -> Ledger:
    """Return *ledger* as the posts are now, with what that leaves to do."""
    return carried_on(ledger, blog.posts, _moved(blog, ledger), blog.now)


def _moved(blog: Blog, ledger: Ledger) -> Mapping[str, str]:
    """Return which post answers an old address, where a post of *ledger* is not where it was."""
    paths = {post.path for post in blog.posts}
    if all(entry.path in paths for entry in ledger.entries):
        return {}
    return {url: post.path for post in blog.posts for _, url in aliases_of(blog.engine, post)}


def keep_ledger(blog: Blog, ledger: Ledger) -> None:
    """Keep *ledger*; raise CannotWrite."""
    write_ledger(blog.root, ledger)
