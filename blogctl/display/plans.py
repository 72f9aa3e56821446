"""Plans and what became of them: the diff, the question, the report."""

import sys
from collections.abc import Mapping, Sequence
from typing import Any

from blogctl.content.change import Loss, Plan, diff
from blogctl.content.operation import Recovery
from blogctl.display.output import to_json
from blogctl.display.safe import safe, safe_lines
from blogctl.display.stream import complain, is_terminal, note, painted, tell, write
from blogctl.errors import AnswerNeeded

SHOWN = 20
# What is blogctl's own in a blog is no post.
_OWN = ".blogctl/"


def header(plan: Plan) -> str:
    """Return what a plan is about: `12 posts match, 9 would change`."""
    if all(change.before is None for change in plan.changes) and plan.changes:
        return f"{len(plan.posts):,} would be created"
    one, many = _nouns(plan)
    match = f"{one} matches" if plan.matched == 1 else f"{many} match"
    would = "be deleted" if _deletes(plan) else "change"
    return f"{plan.matched:,} {match}, {len(plan.posts):,} would {would}"


def question(plan: Plan) -> str:
    """Return what is asked before *plan* is carried out."""
    count = len(plan.posts)
    verb = "Delete" if _deletes(plan) else "Change"
    return f"{verb} {count:,} {_nouns(plan)[1]}?" if count > 1 else f"{verb} it?"


def _nouns(plan: Plan) -> tuple[str, str]:
    """Return what one of the files of *plan* is called, and many of them."""
    own = all(path.startswith(_OWN) for path in plan.posts) and plan.posts
    return ("file", "files") if own else ("post", "posts")


def _deletes(plan: Plan) -> bool:
    return bool(plan.changes) and all(change.after is None for change in plan.changes)


def show_diff(plan: Plan, *, colour: bool) -> None:
    """Write the plan to stdout as one unified diff."""
    text = "".join(diff(change) for change in plan.changes)
    if is_terminal(sys.stdout):
        text = "\n".join(_coloured(line, colour) for line in safe_lines(text).split("\n"))
    write(text)


def _coloured(line: str, colour: bool) -> str:
    if not colour:
        return line
    kinds = {"+": "green", "-": "red", "@": "cyan"}
    return painted(line, kinds.get(line[:1]), sys.stdout)


def show_preview(plan: Plan) -> None:
    """Show on stderr the lines that would change, of the first posts."""
    for change in plan.changes[:SHOWN]:
        name = f"{change.origin} → {change.path}" if change.origin else change.path
        gone = painted("  to be deleted", "red", sys.stderr) if change.after is None else ""
        tell(painted(safe(name), "bold", sys.stderr) + gone)
        if gone:
            continue
        for line in diff(change._replace(origin="")).split("\n")[2:]:
            if line[:1] in ("+", "-"):
                colour = "green" if line[0] == "+" else "red"
                tell(painted(f"  {line[0]} {safe(line[1:])}", colour, sys.stderr))
    if len(plan.changes) > SHOWN:
        tell(f"… and {len(plan.changes) - SHOWN:,} more")


def ask(question: str) -> bool:
    """Ask a question whose default answer is No; raise AnswerNeeded where nobody can answer."""
    if not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
        raise AnswerNeeded(f"{question} Nobody is here to answer", hint="--yes answers")
    sys.stderr.write(f"{question} [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes", "o", "oui")


def show_failures(plan: Plan) -> None:
    """Complain of each file that the work could not be done on."""
    for failure in plan.failed:
        complain(f"{failure.path}: {failure.message}", failure.hint)


def tell_of_recovery(recovery: Recovery | None) -> None:
    """Say what became of a run that was cut off; nothing where there was none."""
    if recovery is None:
        return
    count = len(recovery.restored)
    files = "1 file was" if count == 1 else f"{count:,} files were"
    note(f"an earlier run was cut off, and {files} put back: {recovery.command}", colour="yellow")
    for path in recovery.left:
        complain(f"{path} has changed since, and was left as it is", "compare it with your backup")


def show_losses(losses: Sequence[Loss], *, quiet: bool) -> None:
    """Say what a conversion cannot carry over, the first of it post by post."""
    for loss in losses[:SHOWN]:
        note(f"{loss.path}: {loss.message}", colour="yellow", quiet=quiet)
    if len(losses) > SHOWN:
        more = len(losses) - SHOWN
        note(f"… and {more:,} more such notes; --json has all", colour="yellow", quiet=quiet)


def envelope(plan: Plan, more: Mapping[str, Any] | None = None, *, dry_run: bool) -> str:
    """Return what became of a plan as JSON, schema 1, with *more* of what the command knows."""
    changed, same, failed = plan.posts, plan.unchanged, plan.failed
    answer: dict[str, Any] = {"schema": 1, "changed": changed, "unchanged": same, "failed": failed}
    answer.update(more or {})
    if dry_run:
        answer["dry_run"] = True
        answer["diff"] = "".join(diff(change) for change in plan.changes)
    return f"{to_json(answer, indent=2)}\n"


def report(plan: Plan, *, quiet: bool) -> None:
    """Say how many posts changed, and how many were so already."""
    count = len(plan.posts)
    done = "deleted" if _deletes(plan) else "changed"
    text = f"{count:,} {_nouns(plan)[count != 1]} {done}"
    if plan.unchanged:
        text += f", {len(plan.unchanged):,} already so"
    note(text, colour="dim", quiet=quiet)
