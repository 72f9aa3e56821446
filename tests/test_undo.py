"""What is written is recorded, and can be taken back, byte for byte."""

import json
import os
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from conftest import Folder, Run, post

from blogctl.blog.applying import apply
from blogctl.content.change import Change, Plan
from blogctl.content.operation import Record
from blogctl.storage import journal, writing

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
HUGO = "title = 'x'\n"


def three(blog: Folder) -> Folder:
    """Write three posts, one with CRLF and none of its last line."""
    return blog(
        one=post("One"), two="---\r\ntitle: Two\r\n---\r\nx", three=post("Three", draft="true")
    )


def entries(run: Run) -> Any:
    """Return the history."""
    return run("history --json").json


def test_undo_restores_every_byte(blog: Folder, run: Run) -> None:
    """What was written last is taken back whole."""
    before = three(blog).files()
    run("tag add new --all --yes")
    assert blog.files() != before

    run("undo --yes")

    assert blog.files() == before


def test_undo_goes_back_step_by_step(blog: Folder, run: Run) -> None:
    """Each undo takes back one operation more; none is left in the end: exit 3."""
    states = [three(blog).files()]
    for tag in ("a", "b"):
        run(f"tag add {tag} --all --yes")
        states.append(blog.files())

    run("undo --yes")
    assert blog.files() == states[1]
    run("undo --yes")
    assert blog.files() == states[0]
    assert "nothing to undo" in run("undo", code=3).err


def test_an_undo_can_be_undone(blog: Folder, run: Run) -> None:
    """Named by its number, an undo is an operation like any other; the first then stands again."""
    three(blog)
    run("tag add new --all --yes")
    tagged = blog.files()
    run("undo --yes")

    run("undo 2 --yes")

    assert blog.files() == tagged
    assert [entry["undone"] for entry in entries(run)] == [False, True, False]


def test_a_file_changed_since_stops_the_undo(blog: Folder, run: Run) -> None:
    """An undo is whole or nothing: a text that came later is never lost, exit 5."""
    three(blog)
    run("tag add new --all --yes")
    blog(one=post("Rewritten"))
    before = blog.files()

    answer = run("undo --yes", code=5)

    assert "posts/one.md" in answer.err
    assert blog.files() == before


def test_a_file_that_is_as_before_already_is_passed_over(blog: Folder, run: Run) -> None:
    """What its author took back by hand does not stop the undo of the rest."""
    before = three(blog).files()
    run("tag add new --all --yes")
    blog(one=before["posts/one.md"])

    assert run("undo --yes --json").json["changed"] == ["posts/two.md", "posts/three.md"]
    assert blog.files() == before


def test_a_dry_undo_shows_the_diff(blog: Folder, run: Run) -> None:
    """--dry-run shows what would be taken back, and writes nothing, the journal included."""
    three(blog)
    run("tag add new one --yes")
    after = blog.files()

    answer = run("undo --dry-run")

    assert "-tags: [new]" in answer.out
    assert blog.files() == after
    assert len(entries(run)) == 1


def test_a_created_post_goes_and_comes_back(blog: Folder, run: Run) -> None:
    """Creation is undone by taking the file away, its own folder too, and that by bringing it."""
    three(blog)
    run("create Hello --bundle")
    made = blog.files()

    run("undo --yes")
    gone = sorted(path.name for path in (blog.root / "posts").iterdir())
    run("undo 2 --yes")

    assert gone == ["one.md", "three.md", "two.md"]
    assert blog.files() == made


def test_a_move_is_undone(blog: Folder, run: Run) -> None:
    """A post that publishing moved goes back where it was, under its old name and mode."""
    (blog.root / "posts").rmdir()
    blog.write("_config.yml", "title: x\n")
    draft = blog.write("_drafts/deep/hello.md", post("Hello"))
    draft.chmod(0o600)
    before = blog.files()
    run("publish hello --date 2026-03-04")
    assert list(blog.files()) == ["_config.yml", "_posts/deep/2026-03-04-hello.md"]
    assert (blog.root / "_posts/deep/2026-03-04-hello.md").stat().st_mode & 0o777 == 0o600

    run("undo --yes")

    assert blog.files() == before
    assert draft.stat().st_mode & 0o777 == 0o600
    assert not (blog.root / "_posts").exists()


def test_history_says_what_was_typed(blog: Folder, run: Run) -> None:
    """Each operation has a number, a time, the command, and the paths that changed."""
    three(blog)
    run("tag add new one --yes")
    run("undo --yes")

    undo, add = entries(run)

    assert add == {"id": 1, "time": "2026-11-23T08:00:00+00:00", "undoes": None, "undone": True,
                   "changed": ["posts/one.md"], "command": add["command"]}  # fmt: skip
    assert add["command"].endswith("tag add new one --yes")
    assert (undo["id"], undo["undoes"], undo["undone"]) == (2, 1, False)


def test_what_changes_nothing_is_not_recorded(blog: Folder, run: Run) -> None:
    """A no-op, a dry run, and a read leave no operation."""
    three(blog)
    run("tag add new one --yes")

    run("tag add new one --yes")
    run("tag add other one --dry-run")
    run("list")

    assert len(entries(run)) == 1


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("undo", 3, "nothing to undo"),
        ("undo 7", 3, "no operation 7"),
        ("undo x", 2, "not a valid int"),
    ],
)
def test_an_operation_that_is_not_there(
    blog: Folder, run: Run, words: str, code: int, said: str
) -> None:
    """No such operation is exit 3 and one sentence."""
    three(blog)

    assert said in run(words, code=code).err


def test_what_was_undone_is_not_undone_twice(blog: Folder, run: Run) -> None:
    """An operation that does not stand is refused, with the way to bring it back."""
    three(blog)
    run("tag add new one --yes")
    run("undo --yes")

    answer = run("undo 1", code=3)

    assert "'blogctl undo 2' brings it back" in answer.err


def test_the_oldest_are_forgotten(blog: Folder, run: Run) -> None:
    """Only so many operations are kept as the settings say; the last always is."""
    three(blog).write(".blogctl/config.toml", "undo.operations = 2\n")
    for tag in "abc":
        run(f"tag add {tag} one --yes")

    assert [entry["id"] for entry in entries(run)] == [3, 2]


def test_what_is_too_old_is_forgotten(
    blog: Folder, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Operations older than so many days are forgotten when the next is written."""
    three(blog).write(".blogctl/config.toml", "undo.days = 7\n")
    for day, tag in (("01", "a"), ("03", "b"), ("09", "c")):
        monkeypatch.setenv("BLOGCTL_NOW", f"2026-11-{day}T08:00:00Z")
        run(f"tag add {tag} one --yes")

    assert [entry["id"] for entry in entries(run)] == [3, 2]


@pytest.mark.parametrize("value", ["0", "-1", "many", "1.5"])
def test_a_limit_is_a_whole_number(blog: Folder, run: Run, value: str) -> None:
    """A limit of the journal that makes no sense is refused, and not written."""
    three(blog)

    assert "whole number" in run(["config", "--", "undo.days", value], code=2).err


# Operations that were cut off


def cut_off(blog: Folder, changes: list[Change], written: int) -> None:
    """Leave the journal and the files as a run does that is killed after *written* changes."""
    operation = journal.begin(blog.root, changes, Record("blogctl tag add new", NOW))
    assert operation.id
    for change in changes[:written]:
        writing.write(blog.root, change)


@pytest.mark.parametrize("written", [0, 1, 2, 3])
def test_what_was_cut_off_is_taken_back(blog: Folder, run: Run, written: int) -> None:
    """The next command puts every file back as it was, says so, and goes on with its own work."""
    before = three(blog).files()
    changes = [
        Change("posts/one.md", before["posts/one.md"], b"new"),
        Change("posts/sub/two.md", before["posts/two.md"], b"moved", origin="posts/two.md"),
        Change("posts/other/four.md", None, b"created"),
    ]
    cut_off(blog, changes, written)
    blog.write("posts/.one.md.blogctl", "half")

    answer = run("list --count")

    assert answer.out == "3\n"
    assert "was cut off" in answer.err
    assert "blogctl tag add new" in answer.err
    assert blog.files() == before
    assert not (blog.root / "posts/sub").exists()
    assert not (blog.root / "posts/other").exists()
    assert entries(run) == []
    assert run("list --count").err == ""


def test_a_text_saved_after_the_cut_stays(blog: Folder, run: Run) -> None:
    """A file that its author saved since is left, and named; what it held before can be found."""
    before = three(blog).files()
    changes = [Change(f"posts/{n}.md", before[f"posts/{n}.md"], b"new") for n in ("one", "two")]
    cut_off(blog, changes, 2)
    blog(one=post("Mine"))

    answer = run("list --count")

    assert "posts/one.md has changed since" in answer.err
    assert blog.files() == {**before, "posts/one.md": post("Mine").encode()}
    assert [entry["changed"] for entry in entries(run)] == [["posts/one.md"]]


def test_what_is_under_way_is_left_alone(blog: Folder, run: Run) -> None:
    """While another blogctl writes, reading neither waits for it nor takes its work back."""
    from blogctl.storage.lock import locked

    before = three(blog).files()
    with locked(blog.root, "blogctl tag add new"):
        cut_off(blog, [Change("posts/one.md", before["posts/one.md"], post("New").encode())], 1)

        answer = run("list --format {title}")

    assert "New" in answer.lines
    assert answer.err == ""


def test_a_record_that_never_reached_the_disk(blog: Folder, run: Run) -> None:
    """An operation without a readable record wrote nothing: it is swept away."""
    three(blog)
    blog.write(".blogctl/undo/1/before", "")
    blog.write(".blogctl/undo/2/open.json", "{")

    run("tag add new one --yes")

    assert [entry["id"] for entry in entries(run)] == [1]


def test_a_damaged_journal_is_not_believed(blog: Folder, run: Run) -> None:
    """Where the old bytes are not what they were, nothing is undone: one sentence, exit 1."""
    three(blog)
    run("tag add new one --yes")
    blog.write(".blogctl/undo/1/before", "something else")
    before = blog.files()

    answer = run("undo --yes", code=1)

    assert "the journal has lost" in answer.err
    assert blog.files() == before


def test_a_file_that_changes_at_the_last_moment_stays(blog: Folder) -> None:
    """What an editor saves between the comparison and the write wins; the others go on: code 5."""
    before = three(blog).files()
    names = ("one", "two", "three")
    plan = Plan(tuple(Change(f"posts/{n}.md", before[f"posts/{n}.md"], b"new") for n in names))

    def saving(items: Any, doing: str) -> Any:
        for number, item in enumerate(items):
            if number == 1:
                blog(two="mine")
            yield item

    outcome = apply(blog.root, plan, Record("blogctl", NOW), track=saving)

    assert [failure.path for failure in outcome.failed] == ["posts/two.md"]
    assert outcome.failed[0].code == 5
    assert {name: blog.text(name) for name in names} == {
        "one": "new",
        "two": "mine",
        "three": "new",
    }
    assert list(blog.files()) == ["posts/one.md", "posts/three.md", "posts/two.md"]


@pytest.mark.parametrize("move", [False, True])
def test_a_file_that_goes_is_compared_once_more(blog: Folder, move: bool) -> None:
    """A post that is saved while it is deleted, or moved, stays where its author has it."""
    before = three(blog).files()
    old = before["posts/one.md"]
    change = Change("posts/new.md", old, old, origin="posts/one.md")
    if not move:
        change = Change("posts/one.md", old, None)

    def saving(items: Any, doing: str) -> Any:
        blog(one="mine")
        yield from items

    outcome = apply(blog.root, Plan((change,)), Record("blogctl", NOW), track=saving)

    assert outcome.failed[0].code == 5
    assert blog.files() == {**before, "posts/one.md": b"mine"}


def test_the_superuser_leaves_files_to_their_owner(blog: Folder, run: Run) -> None:
    """A cron job of root's changes a post, and makes one, without taking the blog over."""
    if os.geteuid() != 0:
        pytest.skip("only the superuser can give files away")
    three(blog)
    for path in [blog.root / "posts", *(blog.root / "posts").iterdir()]:
        os.chown(path, 1234, 1235)

    run("tag add new one --yes")
    run("create Hello --bundle")

    found = [blog.root / "posts/one.md", *(blog.root / "posts").rglob("*ello*")]
    owners = {(path.stat().st_uid, path.stat().st_gid) for path in found}
    assert len(found) > 1
    assert owners == {(1234, 1235)}


def test_the_superuser_leaves_the_journal_to_the_blogs_owner(blog: Folder, run: Run) -> None:
    """What blogctl keeps belongs to who owns the blog, who can write, too, afterwards."""
    if os.geteuid() != 0:
        pytest.skip("only the superuser can give files away")
    three(blog)
    os.chown(blog.root, 1234, 1235)
    run("tag add new one --yes")

    own = [blog.root / ".blogctl", *(blog.root / ".blogctl").rglob("*")]
    assert len(own) > 5
    assert {path.stat().st_uid for path in own} == {1234}


def test_the_journal_is_for_its_owner_alone(blog: Folder, run: Run) -> None:
    """What drafts held is not readable by others."""
    three(blog)
    run("tag add new one --yes")

    for path in (blog.root / ".blogctl/undo").rglob("*"):
        assert path.stat().st_mode & 0o077 == 0


def test_time_is_kept_with_its_offset(blog: Folder, run: Run) -> None:
    """The record says when, for people and for pruning."""
    three(blog)
    run("tag add new one --yes")

    record = json.loads(blog.data(".blogctl/undo/1/done.json"))

    assert datetime.fromisoformat(record["time"]) - NOW == timedelta(0)
    assert record["schema"] == 1
