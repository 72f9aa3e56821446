"""Posts that go live, or go away, at a time to come: by their generator, or by `publish --due`.

Where the generator hides what is dated later, that date is enough. Where it shows it at once, or
knows no end of a post, a field of blogctl's own carries the time, and the post is a draft until
`publish --due` releases it.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import takewhile
from typing import Any, NamedTuple

from blogctl.blog.blog import Blog
from blogctl.blog.publishing import check_readable
from blogctl.content.change import Plan
from blogctl.content.dates import read_date, write_date
from blogctl.content.dialect import Key, Value
from blogctl.content.edits import set_to, unset
from blogctl.content.front_matter import spelt, value_at
from blogctl.content.post import Post
from blogctl.content.problem import Problem
from blogctl.content.slots import Slot, free_slots, moved_up, read_slot, slots_from
from blogctl.engines.engine import Placed, Source
from blogctl.errors import BadSetting, CannotEdit

# What `publish --due` acts on where the generator does not.
RELEASE, WITHDRAWAL = "publish_at", "expire_at"


class Appointment(NamedTuple):
    """A moment to come: of a post that is *scheduled*, or *expires*, or a slot that is *free*.

    *is_slot* says that the moment is one of the queue's.
    """

    time: datetime
    kind: str
    post: Post | None = None
    is_slot: bool = False


def release_of(blog: Blog, post: Post) -> datetime | None:
    """Return when a *post* that is hidden is to go live; None where nothing says so."""
    if blog.engine.hides_future:
        return post.publish or post.date if post.status == "scheduled" else None
    return _time_in(blog, post, RELEASE) if post.status == "draft" else None


def end_of(blog: Blog, post: Post) -> datetime | None:
    """Return when a *post* that is live, or will be, is to go away; None where nothing says so."""
    if post.expires is not None:
        return post.expires
    return None if blog.engine.names.expires else _time_in(blog, post, WITHDRAWAL)


def _time_in(blog: Blog, post: Post, name: str) -> datetime | None:
    """Return the moment in a field of blogctl's own; None where there is none that can be read."""
    value = value_at(post.meta, spelt(post.meta, _key(blog, name)))
    try:
        return None if value is None else read_date(value, blog.engine.zone)
    except (ValueError, OverflowError):
        return None


def _told(blog: Blog, when: datetime) -> Value:
    """Return *when* for a field of blogctl's own: with its offset, a date where there are any."""
    when = when.astimezone(blog.engine.zone)
    value = blog.engine.date_value(when)
    return write_date(when) if isinstance(value, str) else value


def _key(blog: Blog, name: str) -> Key:
    return (*blog.engine.names.custom, name)


def plan_schedule(blog: Blog, times: Mapping[str, datetime], posts: Sequence[Post]) -> Plan:
    """Return the plan by which each of *posts* goes live at its time, from *times* by path.

    One that is live already fails: it cannot become so again.
    """

    def schedule(post: Post, source: Source) -> Placed:
        when = times[post.path]
        if post.status == "published":
            hint = "'blogctl unpublish' makes it a draft first"
            raise CannotEdit("it is live already", hint=hint)
        check_readable(blog, post, source)
        placed = Placed(post.path, source.document)
        if blog.engine.hides_future:
            return blog.engine.release(placed, post, when, redate=True)
        edit = set_to(_key(blog, RELEASE), _told(blog, when))
        return placed._replace(document=edit(placed.document))

    return blog.revise(posts, schedule)


def plan_end(blog: Blog, when: datetime | None, posts: Sequence[Post]) -> Plan:
    """Return the plan by which *posts* go away at *when*; None for never."""
    own = blog.engine.names.expires

    def end(post: Post, source: Source) -> Placed:
        held = [spelt(post.meta, key) for key in own]
        there = [key for key in held if value_at(post.meta, key) is not None]
        key = (*there, *own[:1], _key(blog, WITHDRAWAL))[0]
        if when is None:
            return Placed(post.path, unset(key)(source.document))
        value = blog.engine.date_value(when) if key in held else _told(blog, when)
        return Placed(post.path, set_to(key, value)(source.document))

    return blog.revise(posts, end)


def due_releases(blog: Blog) -> list[tuple[Post, datetime]]:
    """Return the drafts whose time has come, with that time, the earliest first.

    Where the generator hides what is to come there are none: they become live by themselves.
    """
    if blog.engine.hides_future:
        return []
    return sorted(_due(blog, RELEASE, "draft"), key=lambda pair: (pair[1], pair[0].path))


def due_withdrawals(blog: Blog) -> list[tuple[Post, datetime]]:
    """Return the live posts whose end has come, where the generator knows none."""
    return [] if blog.engine.names.expires else list(_due(blog, WITHDRAWAL, "published"))


def _due(blog: Blog, name: str, status: str) -> Iterator[tuple[Post, datetime]]:
    for post in blog.posts:
        if post.status == status:
            when = _time_in(blog, post, name)
            if when is not None and when <= blog.now:
                yield post, when


def plan_due(blog: Blog, name: str, pairs: Sequence[tuple[Post, datetime]]) -> Plan:
    """Return the plan that releases, or withdraws, what is due; its own field is taken out."""
    times = {post.path: when for post, when in pairs}

    def turn(post: Post, source: Source) -> Placed:
        placed = Placed(post.path, unset(_key(blog, name))(source.document))
        if name == WITHDRAWAL:
            return blog.engine.withdraw(placed, post)
        check_readable(blog, post, source)
        return blog.engine.release(placed, post, times[post.path], redate=True)

    return blog.revise([post for post, _ in pairs], turn)


def slots_of(blog: Blog) -> list[Slot]:
    """Return the slots of the queue; raise BadSetting where there are none."""
    slots: Any = blog.settings.get("queue") or ()
    if not slots:
        hint = "blogctl config queue tue@08:00,thu@08:00"
        raise BadSetting("the queue has no slots", hint=hint)
    return [read_slot(text) for text in slots]


def taken_times(blog: Blog) -> dict[str, datetime]:
    """Return the moments to come at which posts go live, by path."""
    found = ((post.path, release_of(blog, post)) for post in blog.posts)
    return {path: when for path, when in found if when is not None and when > blog.now}


def queued(blog: Blog, posts: Sequence[Post]) -> dict[str, datetime]:
    """Return the next free slot for each of *posts*, one after the other, by path."""
    taken = set(taken_times(blog).values())
    free = free_slots(slots_of(blog), taken, blog.now, blog.engine.zone)
    return {post.path: when for post, when in zip(posts, free, strict=False)}


def calendar(blog: Blog, until: datetime) -> list[Appointment]:
    """Return what is to come before *until*, in order: posts, ends, and free slots."""
    slots = [read_slot(text) for text in blog.settings.get("queue") or ()]
    coming = slots_from(slots, blog.now, blog.engine.zone)
    moments = set(takewhile(lambda at: at < until, coming))
    found = []
    for post in blog.posts:
        release, end = release_of(blog, post), end_of(blog, post)
        if release is not None and release < until:
            found.append(Appointment(release, "scheduled", post, release in moments))
        if end is not None and blog.now < end < until and post.status != "draft":
            found.append(Appointment(end, "expires", post))
    taken = {one.time for one in found if one.kind == "scheduled"}
    found += [Appointment(moment, "free", None, is_slot=True) for moment in moments - taken]
    order = ("scheduled", "expires", "free")
    return sorted(found, key=lambda one: (one.time, order.index(one.kind)))


def slot_problems(blog: Blog) -> list[Problem]:
    """Return the posts that stand in a slot of the queue where another stands already."""
    slots = [read_slot(text) for text in blog.settings.get("queue") or ()]
    times = taken_times(blog)
    last = max(times.values(), default=blog.now)
    places = set(takewhile(lambda at: at <= last, slots_from(slots, blog.now, blog.engine.zone)))
    first: dict[datetime, str] = {}
    found = []
    for path, when in sorted(times.items()):
        other = first.setdefault(when, path)
        if when in places and other != path:
            message = f"is in one slot of the queue with {other}, {write_date(when)}"
            found.append(Problem(path, path, message, "'blogctl schedule reflow' parts them"))
    return found


def reflowed(blog: Blog) -> dict[str, datetime]:
    """Return where the posts that stand in slots of the queue move up to, by path.

    Two in one slot part. What stands elsewhere stays, and keeps its slot's neighbours away.
    """
    slots, zone = slots_of(blog), blog.engine.zone
    taken = taken_times(blog)
    last = max(taken.values(), default=blog.now)
    places = set(takewhile(lambda at: at <= last, slots_from(slots, blog.now, zone)))
    standing = sorted((when, path) for path, when in taken.items() if when in places)
    times = moved_up([when for when, _ in standing], slots, blog.now, zone)
    moved: dict[str, datetime] = {}
    for (_, path), when in zip(standing, times, strict=True):
        moved[path] = when
    return {path: when for path, when in moved.items() if when != taken[path]}
