"""Plans applied: locked, compared, kept in the journal, written, marked whole."""

from collections.abc import Callable, Iterable
from pathlib import Path

from blogctl.content.change import Change, Failure, Plan
from blogctl.content.operation import Record
from blogctl.content.tracking import Track, untracked
from blogctl.errors import CannotWrite, Conflict
from blogctl.storage import journal, writing
from blogctl.storage.lock import locked
from blogctl.storage.settings import read_settings
from blogctl.storage.signals import waiting


def apply(root: Path, plan: Plan, record: Record, *, track: Track = untracked) -> Plan:
    """Write the changes of *plan*, under the lock, if every file is as it was planned on.

    What was there is kept in the journal first. Return the plan as it came out: where the disk
    fails, or an editor saves at the last moment, that change is among `failed`; after a disk that
    fails the later ones are left out. After a signal, too, what was written stays, recorded;
    then the signal does its work. Raise Conflict, Busy or CannotWrite before the first write.
    """
    if not plan.changes:
        return plan
    with waiting() as stopped, locked(root, record.command):
        journal.recover(root)
        writing.check_unchanged(root, plan.changes)
        writing.check_writable(root, plan.changes)
        operation = journal.begin(root, plan.changes, record)
        written, failed = _written(root, track(plan.changes, "writing"), stopped)
        writing.take_emptied(root, plan.folders)
        made = [operation.changes[number] for number in written]
        writing.sync(root, [path for one in made for path in (one.path, one.origin) if path])
        journal.finish(root, operation, made)
        journal.prune(root, record.time, *_limits(root))
    changes = tuple(plan.changes[number] for number in written)
    return plan._replace(changes=changes, failed=(*plan.failed, *failed))


def _written(
    root: Path, changes: Iterable[Change], stopped: Callable[[], bool]
) -> tuple[list[int], list[Failure]]:
    """Write *changes* until the disk fails, or a signal has come; return which, and what failed."""
    written: dict[int, Change] = {}
    failed: list[Failure] = []

    def attempt(step: Callable[[Path, Change], None], change: Change) -> int:
        try:
            step(root, change)
        except (CannotWrite, Conflict) as error:
            failed.append(Failure(change.path, error.message, error.hint, error.exit_code))
            return error.exit_code
        return 0

    for number, change in enumerate(changes):
        if stopped() or any(failure.code == CannotWrite.exit_code for failure in failed):
            break
        if attempt(writing.write, change) == 0:
            written[number] = change
    # Where an editor had the file open, its text is back, and the change was not made after all.
    kept = [
        number
        for number, change in written.items()
        if attempt(writing.settle, change) != Conflict.exit_code
    ]
    return kept, failed


def _limits(root: Path) -> tuple[int, int]:
    """Return how many operations the journal keeps, and for how many days."""
    wanted = read_settings(root).get("undo", {})
    return wanted.get("operations", journal.KEPT), wanted.get("days", journal.KEPT_DAYS)
