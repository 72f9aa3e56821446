"""The ledger of `publish --due`: which posts readers have seen, and what is left to do for whom.

A post is known by its path, its address, or an old address of it, so that one that moved is not
new. What was done for a post once is never done again.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from blogctl.content.post import Post


class Entry(NamedTuple):
    """A post that was live once; *live* says whether it was at the last run."""

    path: str
    url: str
    live: bool = True


class Ledger(NamedTuple):
    """What the last run left: when it was, the posts that it knew, what it still had to do.

    *building* and *deploying* say that the site is not yet as the posts are. *publishing* and
    *expiring* are the paths of posts whose hooks have not run; *calling* is the one whose hook
    had begun, as `post-publish posts/a.md`, '' for none.
    """

    time: datetime
    entries: tuple[Entry, ...]
    building: bool = False
    deploying: bool = False
    publishing: tuple[str, ...] = ()
    expiring: tuple[str, ...] = ()
    calling: str = ""

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do."""
        return not (
            self.building or self.deploying or self.publishing or self.expiring or self.calling
        )


def first_ledger(posts: Sequence[Post], now: datetime) -> Ledger:
    """Return the ledger of a blog that never had one: what is live is known."""
    live = (post for post in posts if post.status == "published")
    return Ledger(now, tuple(Entry(post.path, post.url) for post in live))


def carried_on(
    ledger: Ledger, posts: Sequence[Post], old_urls: Mapping[str, str], now: datetime
) -> Ledger:
    """Return *ledger* as *posts* are at *now*, with what that leaves to do.

    *old_urls* lead from an old address to the path of the post that answers it. Where the clock
    went back, a post that waits for its time again is as it was.
    """
    back = now < ledger.time
    known = {post.path: post for post in posts}
    by_url = {post.url: post.path for post in posts if post.url}
    entries: dict[str, Entry] = {}
    building, publishing, expiring = ledger.building, [*ledger.publishing], [*ledger.expiring]
    for entry in ledger.entries:
        path = _path_of(entry, known, by_url, old_urls)
        post = known.get(path)
        status = "gone" if post is None else post.status
        waits = back and status == "scheduled"
        live = entry.live if waits else status == "published"
        if entry.live != live:
            building = True
        if entry.live and status == "expired":
            expiring.append(path)
        if post is not None:
            entries[path] = Entry(path, post.url, live)
    for post in posts:
        if post.status == "published" and post.path not in entries:
            entries[post.path] = Entry(post.path, post.url)
            publishing.append(post.path)
            building = True
    return ledger._replace(
        time=max(now, ledger.time),
        entries=tuple(entries.values()),
        building=building,
        publishing=tuple(dict.fromkeys(path for path in publishing if path in known)),
        expiring=tuple(dict.fromkeys(path for path in expiring if path in known)),
    )


def _path_of(
    entry: Entry, known: Mapping[str, Post], by_url: Mapping[str, str], old: Mapping[str, str]
) -> str:
    """Return where the post of *entry* is now; where it was, if nothing tells."""
    if entry.path in known:
        return entry.path
    return by_url.get(entry.url) or old.get(entry.url) or entry.path
