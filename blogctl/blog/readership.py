"""Who reads what: the views that are kept of a blog, by its posts as they are now."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, tzinfo
from functools import cache, cached_property
from typing import TYPE_CHECKING

from blogctl.blog.blog import Blog, unread
from blogctl.content.dates import in_zone
from blogctl.content.post import Post
from blogctl.content.views import Days, Reads
from blogctl.storage import views

if TYPE_CHECKING:
    from blogctl.content.addresses import Addresses, Known
    from blogctl.content.readers import Readers

NONE = Reads(0, 0)


def address_of(post: Post) -> str:
    """Return what the views of *post* go by: its address, else its path."""
    return post.url or post.path


def known_posts(blog: Blog, past: Mapping[str, Sequence[str]] | None = None) -> "list[Known]":
    """Return the posts as requests name them, those that are live first.

    *past* are old addresses that nothing leads from, by the paths of their posts.
    """
    from blogctl.blog.readdressing import aliases_of
    from blogctl.content.addresses import Known

    live = sorted(blog.posts, key=lambda post: post.status != "published")
    return [
        Known(
            post.path,
            address_of(post),
            (*(url for _, url in aliases_of(blog.engine, post)), *(past or {}).get(post.path, ())),
            post.slug,
            in_zone(post.date, blog.engine.zone).date() if post.date else None,
        )
        for post in live
    ]


def views_of(blog: Blog) -> Mapping[str, int]:
    """Return how often posts were read, by path; raise BadUsage where no views are known."""
    readership = Readership(blog)
    return readership.all_views if readership.is_known else unread(blog)


class Readership:
    """What is known of a blog's readers."""

    def __init__(self, blog: Blog) -> None:
        self._blog = blog
        self._read: dict[str, Days] = {}

    @property
    def zone(self) -> tzinfo:
        """The zone of the days."""
        return self._blog.conventions.zone

    @property
    def is_known(self) -> bool:
        """Somebody has counted views."""
        return bool(views.months(self._blog.root))

    @property
    def all_views(self) -> dict[str, int]:
        """How often posts were read, by path."""
        return {path: reads.views for path, reads in self.totals().items()}

    @cached_property
    def months(self) -> Mapping[str, Mapping[str, Reads]]:
        """The views of each address by month, as 2026-11, in order."""
        return views.sums(self._blog.root, cached=self._blog.keeps)

    @cached_property
    def _addresses(self) -> "Addresses":
        from blogctl.content.addresses import Addresses

        return Addresses(known_posts(self._blog))

    @cached_property
    def _paths(self) -> dict[str, str | None]:
        """The paths of posts by address, those that are live before others; more as asked for."""
        rows = self._blog.index.addresses()
        return {url or path: path for live in (False, True)
                for path, url, status in rows if (status == "published") is live}  # fmt: skip

    def path_of(self, address: str) -> str | None:
        """Return the path of the post that *address* is, or was, of; None for none there is now."""
        if address not in self._paths:
            # Reading what else posts were called takes longer than all the rest.
            found = self._addresses.find(address)
            self._paths[address] = None if found is None else self._addresses.known[found].path
        return self._paths[address]

    def days(self, month: str) -> Days:
        """Return the views of *month* by day and address."""
        if month not in self._read:
            self._read[month] = views.days_of(self._blog.root, month)
        return self._read[month]

    def every_day(self) -> Iterator[tuple[str, str, Reads]]:
        """Yield all views: the day, as 2026-11-26, the path of the post, and how often."""
        for month in self.months:
            for (day, address), reads in self.days(month).items():
                path = self.path_of(address)
                if path is not None:
                    yield day, path, reads

    def totals(self, first: date | None = None, after: date | None = None) -> dict[str, Reads]:
        """Return the views of each post from *first* up to, not including, *after*, by path."""
        span = f"{first or ''}..{after or ''}"
        totals = self._spans.known(span)
        if totals is None:
            totals = {}
            for address, reads in self._pairs(first, after):
                known = totals.get(address)
                totals[address] = known.plus(reads) if known else reads
            self._spans.keep(span, totals)
        return self._by_path(totals.items())

    @cached_property
    def _spans(self) -> views.Spans:
        return views.Spans(self._blog.root, cached=self._blog.keeps)

    @cached_property
    def by_month(self) -> Mapping[str, Mapping[str, Reads]]:
        """The views of each post by month, as 2026-11, and path."""
        return {month: self._by_path(sums.items()) for month, sums in self.months.items()}

    def _by_path(self, pairs: Iterable[tuple[str, Reads]]) -> dict[str, Reads]:
        found: dict[str, Reads] = {}
        for address, reads in pairs:
            path = self.path_of(address)
            if path is not None:
                known = found.get(path)
                found[path] = known.plus(reads) if known else reads
        return found

    def _pairs(self, first: date | None, after: date | None) -> Iterable[tuple[str, Reads]]:
        low = first.isoformat() if first else ""
        high = after.isoformat() if after else "9"
        for month, sums in self.months.items():
            if f"{month}-31" < low or f"{month}-01" >= high:
                continue
            if low <= f"{month}-01" and f"{month}-31" < high:
                yield from sums.items()
                continue
            for (day, address), reads in self.days(month).items():
                if low <= day < high:
                    yield address, reads

    def beside(self, kind: str, since: str = "") -> dict[tuple[str, str], int]:
        """Return what else of a *kind* was counted from a month on, by name and status."""
        found: dict[tuple[str, str], int] = {}
        for month in views.beside_months(self._blog.root):
            for (one, *key), count in views.beside_of(self._blog.root, month).items():
                if one == kind and month >= since:
                    name, status = key
                    found[name, status] = found.get((name, status), 0) + count
        return found

    def habits(self, posts: Sequence[Post]) -> "Readers | None":
        """Return what the readers of *posts* do; None where nothing is known of it."""
        from blogctl.content.readers import readers

        published = {
            post.path: in_zone(post.publish, self.zone).date()
            for post in posts
            if post.publish and post.status in ("published", "expired")
        }
        days = cache(date.fromisoformat)
        reads = ((days(day), path, read) for day, path, read in self.every_day())
        return readers(posts, published, reads, in_zone(self._blog.now, self.zone).date())
