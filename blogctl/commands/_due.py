"""`publish --due`: what became due goes live, what expired goes, and each hook hears of it once."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from blogctl.blog import turning
from blogctl.blog.blog import Blog
from blogctl.blog.scheduling import (
    RELEASE,
    WITHDRAWAL,
    due_releases,
    due_withdrawals,
    plan_due,
)
from blogctl.commands._going import check_ready, hear_hooks, record_of
from blogctl.commands._site import build_site, hooks_of
from blogctl.commands.deploy import deploy_site, told
from blogctl.content.destinations import default_destination
from blogctl.content.ledger import Ledger
from blogctl.content.post import Post
from blogctl.display.output import to_json
from blogctl.display.stream import note, warn, write
from blogctl.errors import BlogError, Busy, CannotEdit
from blogctl.site.hooks import Hooks


class Wishes(NamedTuple):
    """How `publish --due` is to go: only told, as JSON lines, without hooks, build or deploy."""

    dry_run: bool = False
    jsonl: bool = False
    quiet: bool = False
    hooks: bool = True
    build: bool = True
    deploy: bool = True


class Run(NamedTuple):
    """A run of `publish --due`: the blog, how it goes, and its hooks."""

    blog: Blog
    wishes: Wishes
    hooks: Hooks

    def tell(self, event: str, **what: Any) -> None:
        """Say that something happened: a line, JSON where that is wished."""
        if self.wishes.jsonl:
            time = self.blog.now.isoformat()
            write(f"{to_json({'schema': 1, 'event': event, 'time': time, **what})}\n")
        elif not self.wishes.quiet:
            write("\t".join([event, *(str(value) for value in what.values())]) + "\n")


def publish_due(blog: Blog, wishes: Wishes) -> None:
    """Do what is due in *blog*; what a run that was cut off left to do comes first.

    Raise the first error that there was, when all that can be done without it is done.
    """
    run = Run(blog, wishes, hooks_of(blog, wanted=wishes.hooks))
    if wishes.dry_run:
        _rehearse(run)
        return
    try:
        with turning.alone(blog):
            _go_through(run)
    except Busy:
        # It does what this one would; where it hangs, somebody has to know.
        if turning.is_stuck(blog):
            raise
        note("another run is at it", quiet=wishes.quiet or wishes.jsonl)


def _rehearse(run: Run) -> None:
    """Say what a run would do now."""
    known = turning.known_ledger(run.blog) or turning.begun_ledger(run.blog)
    ledger = turning.turned_ledger(run.blog, known)
    releases = [post for post, _ in due_releases(run.blog)]
    withdrawals = [post for post, _ in due_withdrawals(run.blog)]
    for post in (*releases, *_of(run.blog, ledger.publishing)):
        run.tell("would-publish", path=post.path, url=post.url)
    for post in (*withdrawals, *_of(run.blog, ledger.expiring)):
        run.tell("would-expire", path=post.path, url=post.url)
    if (ledger.building or releases or withdrawals) and run.wishes.build:
        run.tell("would-build")


def _go_through(run: Run) -> None:
    """Take every step that is left, each kept when it is done."""
    known = turning.known_ledger(run.blog)
    before = known or turning.begun_ledger(run.blog)
    over = due_withdrawals(run.blog)
    if over:
        # Kept first: a draft does not tell that it was live, should this run be cut off.
        before = before._replace(expiring=(*before.expiring, *(post.path for post, _ in over)))
        turning.keep_ledger(run.blog, before)
    failures, moved = _turned(run)
    expiring = tuple(moved.get(path, path) for path in before.expiring)
    ledger = turning.turned_ledger(run.blog, before._replace(expiring=expiring))
    if ledger != known:
        turning.keep_ledger(run.blog, ledger)
    for step in (_unfinished, _built, _deployed, _called):
        try:
            ledger = step(run, ledger)
        except BlogError as error:
            failures.append(error)
            ledger = turning.known_ledger(run.blog) or ledger
            # What is not online yet is not announced.
            if step in (_built, _deployed):
                break
    for other in failures[1:]:
        warn(other.message, other.hint)
    if failures:
        raise failures[0]


def _turned(run: Run) -> tuple[list[BlogError], dict[str, str]]:
    """Release the drafts that are due, and withdraw the posts whose end has come.

    Return what stopped some, and where files have moved to.
    """
    moved: dict[str, str] = {}
    failures: list[BlogError] = []
    ready = []
    for post, when in due_releases(run.blog):
        try:
            check_ready(run.blog, [post], force=False, quiet=True)
            hear_hooks(run.blog, [post], wanted=run.wishes.hooks)
            ready.append((post, when))
        except BlogError as error:
            failures.append(error)
    for name, pairs in ((RELEASE, ready), (WITHDRAWAL, due_withdrawals(run.blog))):
        plan = plan_due(run.blog, name, pairs)
        outcome = run.blog.apply(plan) if plan.changes else plan
        failures += [CannotEdit(f"{one.path}: {one.message}", hint=one.hint)
                     for one in outcome.failed]  # fmt: skip
        moved |= {change.origin: change.path for change in outcome.changes if change.origin}
    return failures, moved


def _kept(run: Run, ledger: Ledger, **done: Any) -> Ledger:
    """Return *ledger* with what was *done*, kept."""
    ledger = ledger._replace(**done)
    turning.keep_ledger(run.blog, ledger)
    return ledger


def _unfinished(run: Run, ledger: Ledger) -> Ledger:
    """Say which hook had begun when a run was cut off: nobody knows how far it came."""
    if not ledger.calling:
        return ledger
    name, _, path = ledger.calling.partition(" ")
    warn(f"the last run was cut off while the hook '{name}' heard of {path}",
         "see whether it did its work; it is not run again")  # fmt: skip
    field = "publishing" if name == "post-publish" else "expiring"
    rest = tuple(one for one in getattr(ledger, field) if one != path)
    return _kept(run, ledger, calling="", **{field: rest})


def _built(run: Run, ledger: Ledger) -> Ledger:
    """Build the site where it is not as the posts are, and deploy it."""
    if ledger.building and run.wishes.build:
        built = build_site(run.blog, run.hooks)
        ledger = _kept(run, ledger, building=False, deploying=True)
        run.tell("built", output=str(built.output), posts=built.posts)
    return ledger


def _deployed(run: Run, ledger: Ledger) -> Ledger:
    """Bring the site to its default place, where there is one and it is not there yet."""
    place = default_destination(run.blog.settings)
    if not ledger.deploying or ledger.building or not run.wishes.deploy:
        return ledger
    if place is not None:
        done = deploy_site(run.blog, place)
        run.tell("deployed", target=place.name, added=len(done.sent.added),
                 changed=len(done.sent.changed), deleted=len(done.sent.deleted))  # fmt: skip
        run.hooks.run("post-deploy", told(done))
    return _kept(run, ledger, deploying=False)


def _called(run: Run, ledger: Ledger) -> Ledger:
    """Tell the hooks of each post that became live, and of each that expired, once."""
    ledger = _announced(run, ledger, "publishing", "post-publish", "published")
    return _announced(run, ledger, "expiring", "post-expire", "expired")


def _announced(run: Run, ledger: Ledger, field: str, hook: str, event: str) -> Ledger:
    """Tell of each post that *field* of the ledger names, and take it out there."""
    failures: list[BlogError] = []
    for path in getattr(ledger, field):
        rest = tuple(one for one in getattr(ledger, field) if one != path)
        for post in _of(run.blog, [path]):
            if field == "expiring" and post.status == "published":
                continue
            if run.hooks.has(hook):
                ledger = _kept(run, ledger, calling=f"{hook} {path}")
            try:
                run.hooks.run(hook, {"post": record_of(post)})
            except BlogError as error:
                failures.append(error)
            run.tell(event, path=post.path, url=post.url, title=post.title)
        ledger = _kept(run, ledger, calling="", **{field: rest})
    if failures:
        raise failures[0]
    return ledger


def _of(blog: Blog, paths: Sequence[str]) -> Iterator[Post]:
    """Yield the posts at *paths*."""
    known = {post.path: post for post in blog.posts}
    yield from (known[path] for path in paths if path in known)
