"""What commands wrote, taken back."""

from pathlib import Path

from blogctl.blog.blog import Blog
from blogctl.content.change import Change, Plan
from blogctl.content.operation import Entry, Operation, Recorded, entries, latest, undone
from blogctl.errors import Conflict, NoSuchOperation
from blogctl.storage import files, journal


def history(blog: Blog) -> list[Entry]:
    """Return what commands wrote, the latest first."""
    return entries(_operations(blog))


def operation(blog: Blog, number: int | None) -> Operation:
    """Return the operation *number*; None for the last that stands. Raise NoSuchOperation."""
    known = _operations(blog)
    if number is None:
        found = latest(known)
        if found is None:
            raise NoSuchOperation("there is nothing to undo", hint="'blogctl history' lists it")
        return found
    found = next((one for one in known if one.id == number), None)
    if found is None:
        hint = "'blogctl history' lists them"
        raise NoSuchOperation(f"there is no operation {number}", hint=hint)
    if number in undone(known):
        by = max(one.id for one in known if one.undoes == number)
        message = f"operation {number} has been undone already"
        raise NoSuchOperation(message, hint=f"'blogctl undo {by}' brings it back")
    return found


def _operations(blog: Blog) -> list[Operation]:
    """Return the operations of the journal, their times in the zone of the blog."""
    return [
        one._replace(time=one.time.astimezone(blog.engine.zone))
        for one in journal.operations(blog.root)
    ]


def plan_undo(blog: Blog, one: Operation) -> Plan:
    """Return the plan that takes *one* back whole; raise Conflict for files changed since."""
    changed = [change.path for change in one.changes if not _is_as_left(blog.root, change)]
    if changed:
        names = ", ".join(changed[:3]) + (f" and {len(changed) - 3} more" if changed[3:] else "")
        message = f"changed since operation {one.id}: {names}; nothing was undone"
        raise Conflict(message, hint="undo what came later first, or mend these by hand")
    changes = [_inverse(blog, one, change) for change in reversed(one.changes)]
    live = {post.path for post in blog.posts if post.status == "published"}
    touched = {path for change in one.changes for path in (change.path, change.post) if path}
    return Plan(
        tuple(change for change in changes if change),
        live=bool(live & touched),
        folders=one.folders,
    )


def _is_as_left(root: Path, change: Recorded) -> bool:
    """Say whether the files of *change* are as the operation left them, or as they were before."""
    now = journal.digest(files.bytes_or_none(root / change.path))
    if change.origin:
        origin = journal.digest(files.bytes_or_none(root / change.origin))
        return (now, origin) in ((change.after, None), (None, change.before))
    return now in (change.after, change.before)


def _inverse(blog: Blog, one: Operation, change: Recorded) -> Change | None:
    """Return the change that takes *change* back; None where it never came about."""
    now = files.bytes_or_none(blog.root / change.path)
    if journal.digest(now) != change.after:
        return None
    before = journal.old_bytes(blog.root, one, change)
    target = change.origin or change.path
    origin = change.path if change.origin else ""
    return Change(target, now, before, origin, change.post, change.mode)
