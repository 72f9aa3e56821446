"""The write path: planned, shown, asked, checked, applied whole or not at all."""

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pexpect
import pytest
from conftest import PROJECT, Folder, Run, post

from blogctl.blog.blog import Blog
from blogctl.content.change import Change, Plan
from blogctl.content.names import tagged
from blogctl.errors import CannotWrite, Conflict

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
HOLDS_THE_LOCK = """
import sys, time
from pathlib import Path
from blogctl.storage.lock import locked
with locked(Path(sys.argv[1]), 'blogctl tag add'):
    print("held", flush=True)
    time.sleep(60)
"""


def footprint(blog: Folder) -> dict[str, tuple[int, int, bytes]]:
    """Return inode, time of change and bytes of every file, blogctl's own too."""
    return {
        str(path.relative_to(blog.root)): (
            path.stat().st_ino,
            path.stat().st_mtime_ns,
            path.read_bytes(),
        )
        for path in sorted(blog.root.rglob("*"))
        if path.is_file()
    }


def environment(**extra: str) -> dict[str, str]:
    """Return the environment of a program that is to import blogctl."""
    return {**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONDONTWRITEBYTECODE": "1", **extra}


def command_line(blog: Folder, *words: str) -> list[str]:
    """Return the command line of blogctl in *blog*."""
    return [sys.executable, "-m", "blogctl", "-C", str(blog.root), *words]


def terminal(blog: Folder, *words: str) -> Any:
    """Start blogctl on a terminal of its own."""
    program, *arguments = command_line(blog, *words)
    return pexpect.spawn(
        program, arguments, env={**environment(), "TERM": "dumb"}, encoding="utf-8", timeout=20
    )


def ended(child: Any) -> tuple[int, str]:
    """Wait for the end of *child*; return its exit code and what it said since."""
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus, child.before.replace("\r\n", "\n")


def leftovers(blog: Folder) -> list[str]:
    """Return the files that are neither posts nor blogctl's own."""
    return [path for path in blog.files() if not path.endswith(".md")]


# The plan shown: --dry-run and JSON


WRITES: dict[str, list[str]] = {
    "tag add": ["tag", "add", "zzz", "--all"],
    "tag remove": ["tag", "remove", "wiki", "--all"],
    "update": ["update", "--all", "--set", "title=Titre", "--add", "tags=zzz"],
    "replace": ["replace", "--in", "body,title,tags", "e", "E", "--all"],
    "publish": ["publish", "--all"],
    "publish at a time": ["publish", "--all", "--date", "2027-01-02@08:00"],
    "unpublish": ["unpublish", "--all"],
    "create": ["create", "Un nouveau billet", "--tag", "wiki"],
    "config": ["config", "author", "Camille"],
    "init": ["init", "--language", "fr"],
}


def varied(blog: Folder) -> None:
    """Write posts whose bytes a diff finds hard."""
    blog(
        one=post("Un", tags="[wiki, outils]", date="2020-01-02"),
        two=post("Deux", tags="\n  - wiki", draft="true").replace("tags: \n", "tags:\n"),
        three="---\ntitle: Trois\ntags: [wiki, a]\ndraft: true\n---\nsans fin",
        four="---\ntitle: Quatre\ntags: [wiki, b] # deux\n---\n\x0c\n\ntexte\u2028\n",
        five="Pas de front matter.\n",
        six="---\ntitle: Six\ntags: [wiki, a]\n---",
    )


@pytest.mark.parametrize("words", WRITES.values(), ids=WRITES.keys())
def test_dry_run_writes_nothing(words: list[str], blog: Folder, run: Run) -> None:
    """With --dry-run no file appears, changes, or is as much as touched; nobody is asked."""
    varied(blog)
    before = footprint(blog)

    run([*words, "--dry-run"])

    assert footprint(blog) == before


@pytest.mark.parametrize("words", WRITES.values(), ids=WRITES.keys())
def test_dry_run_is_the_very_patch(
    words: list[str], blog: Folder, run: Run, tmp_path: Path
) -> None:
    """The diff of --dry-run, applied with patch -p1, gives exactly what the command then does."""
    if shutil.which("patch") is None:
        pytest.skip("patch is not installed")
    varied(blog)
    patched = tmp_path / "patched"
    shutil.copytree(blog.root, patched)

    diff = run([*words, "--dry-run"]).out
    run([*words, "--yes"] if words[0] not in ("create", "config", "init") else words)

    subprocess.run(["patch", "-p1", "--binary", "-s"], cwd=patched, input=diff.encode(), check=True)
    own = {".blogctl/lock", ".blogctl/.gitignore"} if words[0] != "init" else {".blogctl/lock"}

    def theirs(path: str) -> bool:
        return path not in own and not path.startswith(".blogctl/undo/")

    real = {path: data for path, (_, _, data) in footprint(blog).items() if theirs(path)}
    assert {p: d for p, (_, _, d) in footprint(Folder(patched)).items() if theirs(p)} == real


def test_dry_run_keeps_carriage_returns(blog: Folder, run: Run, tmp_path: Path) -> None:
    """The diff of a file with CRLF applies too, and gives CRLF."""
    if shutil.which("patch") is None:
        pytest.skip("patch is not installed")
    blog(one=post(tags="[a]").replace("\n", "\r\n"))
    patched = tmp_path / "patched"
    shutil.copytree(blog.root, patched)

    # In bytes: a text stream would make one line ending of the two.
    done = subprocess.run(
        command_line(blog, "tag", "add", "zzz", "--all", "--dry-run"),
        capture_output=True,
        check=True,
        env=environment(),
    )
    run("tag add zzz --all --yes")

    subprocess.run(["patch", "-p1", "--binary", "-s"], cwd=patched, input=done.stdout, check=True)
    assert Folder(patched).files() == blog.files()


def test_dry_run_counts_first(blog: Folder, run: Run) -> None:
    """The header says how many posts match and how many would change, on stderr."""
    blog(one=post(tags="[zzz]"), two=post(), three=post())

    answer = run("tag add zzz --all --dry-run")

    assert "3 posts match, 2 would change" in answer.err
    assert "match" not in answer.out


def test_dry_run_as_json(blog: Folder, run: Run) -> None:
    """--dry-run --json gives the envelope with the diff in it, and writes nothing."""
    blog(one=post(), two=post(tags="[zzz]"))
    before = footprint(blog)

    answer = run("tag add zzz --all --dry-run --json")

    assert answer.json["dry_run"] is True
    assert answer.json["changed"] == ["posts/one.md"]
    assert answer.json["unchanged"] == ["posts/two.md"]
    assert answer.json["diff"] == run("tag add zzz --all --dry-run").out
    assert footprint(blog) == before


@pytest.mark.parametrize(
    ("words", "changed"),
    [
        ("tag add zzz --all --yes --json", ["posts/draft.md", "posts/live.md"]),
        ("tag remove wiki --all --yes --json", ["posts/live.md"]),
        ("publish --all --yes --json", ["posts/draft.md"]),
        ("unpublish --all --yes --json", ["posts/live.md"]),
    ],
)
def test_what_a_write_answers_as_json(
    words: str, changed: list[str], blog: Folder, run: Run
) -> None:
    """A write with --json answers schema 1: what changed, what was so already, what failed."""
    blog(draft=post(draft="true"), live=post(tags="[wiki, a]", date="2020-01-02"))

    answer = run(words)

    assert answer.json == {
        "schema": 1,
        "changed": changed,
        "unchanged": sorted({"posts/draft.md", "posts/live.md"} - set(changed)),
        "failed": [],
    }


def test_one_post_that_cannot_be_edited_does_not_stop_the_rest(blog: Folder, run: Run) -> None:
    """A post that refuses the edit is reported, the others are written, and the exit code is 1."""
    blog(
        alias="---\nbase: &a [x]\ntags: *a\n---\n",
        fine=post(),
        multi="---\ntags: &t [x]\nmore: *t\n---\n",
    )

    answer = run("tag add zzz --all --yes --json", code=1)

    assert answer.json["changed"] == ["posts/fine.md"]
    assert [failure["path"] for failure in answer.json["failed"]] == [
        "posts/alias.md",
        "posts/multi.md",
    ]
    assert all(failure["message"] and failure["hint"] for failure in answer.json["failed"])
    assert "posts/alias.md: " in answer.err
    assert "posts/multi.md: " in answer.err
    assert "tags: [zzz]" in blog.text("fine")


# The question


def test_one_draft_is_not_asked_about(blog: Folder, spawn: Run) -> None:
    """A change to one post that no reader sees needs no answer, even off a terminal."""
    blog(one=post(draft="true"))

    spawn(["tag", "add", "zzz", "one"])

    assert "tags: [zzz]" in blog.text("one")


QUESTIONS = pytest.mark.parametrize(
    ("words", "drafts"),
    [
        pytest.param(["tag", "add", "zzz", "one"], False, id="one live post"),
        pytest.param(["tag", "add", "zzz", "--all"], True, id="two drafts"),
        pytest.param(["unpublish", "one"], False, id="unpublish a live post"),
        pytest.param(["publish", "--all"], True, id="publish two drafts"),
    ],
)


def pair(blog: Folder, *, drafts: bool) -> None:
    """Write two posts, both drafts or both live."""
    fields = {"draft": "true"} if drafts else {"date": "2020-01-02"}
    blog(one=post("Un", **fields), two=post("Deux", **fields))


@QUESTIONS
def test_nobody_to_ask(words: list[str], drafts: bool, blog: Folder, spawn: Run) -> None:
    """Off a terminal, without --yes, a question is a usage error, and nothing is done."""
    pair(blog, drafts=drafts)
    before = footprint(blog)

    answer = spawn(words, code=2)

    assert "--yes" in answer.err
    assert answer.out == ""
    assert footprint(blog) == before


@QUESTIONS
def test_an_answer_through_a_pipe_does_not_count(
    words: list[str], drafts: bool, blog: Folder, spawn: Run
) -> None:
    """A `y` that is piped in answers nothing: only a person or --yes can."""
    pair(blog, drafts=drafts)
    before = footprint(blog)

    spawn(words, code=2, typed="y\n")

    assert footprint(blog) == before


@QUESTIONS
def test_yes_answers(words: list[str], drafts: bool, blog: Folder, spawn: Run) -> None:
    """With --yes nobody is asked, and the work is done."""
    pair(blog, drafts=drafts)
    before = blog.text("one")

    spawn([*words, "--yes"])

    assert blog.text("one") != before


@pytest.mark.parametrize("answer", ["", "n", "nein", "yess", "Y es", "\x04"])
@QUESTIONS
def test_the_default_answer_is_no(
    words: list[str], drafts: bool, answer: str, blog: Folder
) -> None:
    """On a terminal anything but a clear yes leaves all as it was, exit 0."""
    pair(blog, drafts=drafts)
    before = footprint(blog)
    child = terminal(blog, *words)
    child.expect_exact("[y/N]")

    child.send(answer) if answer == "\x04" else child.sendline(answer)

    code, said = ended(child)
    assert code == 0
    assert "nothing was changed" in said
    assert footprint(blog) == before


@pytest.mark.parametrize("answer", ["y", "yes", "Y", "o", "oui"])
def test_yes_in_either_language(answer: str, blog: Folder) -> None:
    """On a terminal y, yes, o and oui do the work; the plan stands above the question."""
    pair(blog, drafts=False)
    child = terminal(blog, "tag", "add", "zzz", "--all")
    child.expect_exact("[y/N]")
    shown = child.before

    child.sendline(answer)

    assert ended(child)[0] == 0
    assert "2 posts match, 2 would change" in shown
    assert "+ tags: [zzz]" in shown
    assert "tags: [zzz]" in blog.text("one")
    assert "tags: [zzz]" in blog.text("two")


def test_interrupting_the_question_writes_nothing(blog: Folder) -> None:
    """Control-C at the question ends with 130, and nothing is done."""
    pair(blog, drafts=False)
    before = footprint(blog)
    child = terminal(blog, "tag", "add", "zzz", "--all")
    child.expect_exact("[y/N]")

    child.sendintr()

    assert ended(child)[0] == 130
    assert footprint(blog) == before


@pytest.mark.parametrize("words", [["tag", "add", "zzz"], ["publish"], ["unpublish"]])
def test_all_is_never_meant_by_silence(words: list[str], blog: Folder, run: Run) -> None:
    """A write that names no posts is refused with a hint at --all; --all beside a query too."""
    blog(one=post(draft="true"))
    before = footprint(blog)

    without = run([*words, "--yes"], code=2)
    both = run([*words, "is:draft", "--all", "--yes"], code=2)

    assert "--all" in without.err
    assert "--all" in both.err
    assert footprint(blog) == before


# What is not to change


@pytest.mark.parametrize(
    "words", ["tag add WIKI --all", "tag remove nothing --all", "publish --all", "unpublish none"]
)
def test_a_no_op_touches_no_file(words: str, blog: Folder, run: Run) -> None:
    """Where all is as wished, no file is written again, nobody is asked, and no lock is taken."""
    blog(one=post(tags="[wiki]", date="2020-01-02"), two=post(tags="[Wiki]", date="2020-01-02"))
    before = footprint(blog)

    run(words)

    assert footprint(blog) == before


def test_only_what_changes_is_written(blog: Folder, run: Run) -> None:
    """Of the posts that match, those that are as wished keep their inode and time."""
    blog(one=post(tags="[wiki]"), two=post())
    before = footprint(blog)["posts/one.md"]

    run("tag add wiki --all --yes")

    assert footprint(blog)["posts/one.md"] == before
    assert "tags: [wiki]" in blog.text("two")


# Conflicts


def planned(blog: Folder) -> tuple[Blog, Any]:
    """Return a blog, and a plan to tag all its posts."""
    opened = Blog.open(blog.root, NOW)
    return opened, opened.plan(opened.posts, tagged(["zzz"]))


@pytest.mark.parametrize("which", ["one", "two"])
def test_a_file_changed_meanwhile(which: str, blog: Folder) -> None:
    """Where one file changed after the plan, none is written."""
    blog(one=post(), two=post())
    opened, plan = planned(blog)
    blog(**{which: "the author was faster\n"})
    before = blog.files()

    with pytest.raises(Conflict, match=f"posts/{which}.md") as conflict:
        opened.apply(plan)

    assert conflict.value.exit_code == 5
    assert blog.files() == before


def test_a_file_deleted_meanwhile(blog: Folder) -> None:
    """A file deleted after the plan is not made again."""
    blog(one=post(), two=post())
    opened, plan = planned(blog)
    (blog.root / "posts/one.md").unlink()
    before = blog.files()

    with pytest.raises(Conflict):
        opened.apply(plan)

    assert blog.files() == before


def test_a_file_that_appeared_meanwhile(blog: Folder) -> None:
    """A new post never takes the place of a file that appeared after the plan."""
    blog(one=post())
    opened = Blog.open(blog.root, NOW)
    plan = Plan((Change("posts/new.md", None, b"ours\n"),))
    blog(new="the author was faster\n")

    with pytest.raises(Conflict):
        opened.apply(plan)

    assert blog.text("new") == "the author was faster\n"


def test_a_file_changed_while_the_question_stands(blog: Folder) -> None:
    """No lock is held at the question; a file saved there wins, exit 5, nothing is written."""
    blog(one=post(), two=post())
    child = terminal(blog, "tag", "add", "zzz", "--all")
    child.expect_exact("[y/N]")
    blog(two="the author was faster\n")
    before = blog.files()

    child.sendline("y")

    code, said = ended(child)
    assert code == 5
    assert "posts/two.md" in said
    assert blog.files() == before


# The lock


@contextmanager
def lock_held(blog: Folder) -> Iterator[subprocess.Popen[str]]:
    """Hold the blog's lock in another process, which calls itself `tag add`."""
    words = [sys.executable, "-c", HOLDS_THE_LOCK, str(blog.root)]
    holder = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=environment())
    try:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        yield holder
    finally:
        holder.kill()
        holder.wait()
        assert holder.stdout
        holder.stdout.close()


def test_the_lock_names_its_holder(blog: Folder, spawn: Run) -> None:
    """While another blogctl writes, a write waits, then ends with 75, its pid and command."""
    blog(one=post(draft="true"))
    before = blog.files()
    started = time.monotonic()

    with lock_held(blog) as holder:
        answer = spawn(["tag", "add", "zzz", "one"], code=75)

    assert str(holder.pid) in answer.err
    assert "tag add" in answer.err
    assert 4 < time.monotonic() - started < 30
    assert blog.files() == before


@pytest.mark.parametrize("words", [["list"], ["tag", "add", "zzz", "--all", "--dry-run"]])
def test_reading_needs_no_lock(words: list[str], blog: Folder, spawn: Run) -> None:
    """What only reads, a dry run too, answers at once while another blogctl writes."""
    blog(one=post())

    with lock_held(blog):
        answer = spawn(words)

    assert "posts/one.md" in answer.out


def test_the_lock_dies_with_its_holder(blog: Folder, spawn: Run) -> None:
    """A holder that is killed leaves no lock behind."""
    blog(one=post(draft="true"))
    with lock_held(blog) as holder:
        holder.send_signal(signal.SIGKILL)
        holder.wait()

        spawn(["tag", "add", "zzz", "one"])

    assert "tags: [zzz]" in blog.text("one")


def test_two_writers_lose_nothing(blog: Folder) -> None:
    """Of two that tag at once each does all of its work, or says so with 5 or 75 and does none."""
    blog(**{f"p{number}": post(tags="[a]") for number in range(30)})
    tags = ("one", "two", "three")

    writers = [
        subprocess.Popen(
            command_line(blog, "tag", "add", tag, "--all", "--yes"),
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for tag in tags
    ]
    codes = [writer.wait(timeout=60) for writer in writers]

    assert 0 in codes
    assert set(codes) <= {0, 5, 75}
    for data in blog.files().values():
        for tag, code in zip(tags, codes, strict=True):
            assert (tag.encode() in data) == (code == 0)


# The file itself


@pytest.mark.parametrize("mode", [0o644, 0o600, 0o664, 0o640])
def test_the_mode_is_kept(mode: int, blog: Folder, run: Run) -> None:
    """A file keeps its permissions."""
    blog(one=post(draft="true"))
    file = blog.root / "posts/one.md"
    file.chmod(mode)

    run("tag add zzz one")

    assert stat.S_IMODE(file.stat().st_mode) == mode
    assert "zzz" in blog.text("one")


def test_a_new_file_follows_the_umask(blog: Folder, spawn: Run) -> None:
    """A new post has the permissions that any new file of the author has."""
    blog(one=post())

    path = spawn(["create", "Neuf"]).out.strip()

    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE((blog.root / path).stat().st_mode) == 0o666 & ~mask


def test_a_read_only_file_is_refused(blog: Folder, run: Run) -> None:
    """A read-only file is refused in one sentence with a hint, and left alone."""
    blog(one=post(draft="true"))
    (blog.root / "posts/one.md").chmod(0o444)
    before = footprint(blog)["posts/one.md"]

    answer = run("tag add zzz one", code=1)

    complaints = [line for line in answer.err.splitlines() if line.startswith("blogctl:")]
    assert complaints == ["blogctl: posts/one.md is read-only"]
    assert "chmod u+w posts/one.md" in answer.err
    assert footprint(blog)["posts/one.md"] == before
    assert leftovers(blog) == []


def test_a_read_only_file_among_many(blog: Folder) -> None:
    """Where one file of a plan is read-only, it is known before the first write."""
    blog(a=post(), b=post(), c=post())
    (blog.root / "posts/b.md").chmod(0o444)
    opened, plan = planned(blog)
    before = blog.files()

    with pytest.raises(CannotWrite):
        opened.apply(plan)

    assert blog.files() == before


def test_a_link_is_kept(blog: Folder, run: Run) -> None:
    """A post that is a link stays a link: the file that it leads to is replaced."""
    blog.write("drafts/real.md", post(draft="true"))
    (blog.root / "posts/one.md").symlink_to("../drafts/real.md")

    run("tag add zzz one")

    assert (blog.root / "posts/one.md").is_symlink()
    assert (blog.root / "posts/one.md").readlink() == Path("../drafts/real.md")
    assert b"tags: [zzz]" in blog.data("drafts/real.md")


def test_a_link_out_of_the_blog_is_refused(blog: Folder, run: Run, tmp_path: Path) -> None:
    """A link that leads out of the blog is refused, its target untouched."""
    outside = tmp_path / "outside.md"
    outside.write_text(post(draft="true"))
    (blog.root / "posts/one.md").symlink_to(outside)

    answer = run("tag add zzz one", code=1)

    assert "link out of the blog" in answer.err
    assert "posts/one.md" in answer.err
    assert outside.read_text() == post(draft="true")
    assert leftovers(blog) == []


# Crashes and full disks


def test_a_stump_of_a_killed_run_is_no_obstacle(blog: Folder, run: Run) -> None:
    """What a killed run left beside a post does not stop a later one."""
    blog(one=post(draft="true"))
    blog.write("posts/.one.md.blogctl", "half a po")

    run("tag add zzz one")

    assert "tags: [zzz]" in blog.text("one")
    assert leftovers(blog) == []


def test_what_cannot_be_kept_is_not_changed(blog: Folder) -> None:
    """Where the disk has no room for what was there before, nothing is written: one sentence."""
    blog(a=post("A"), b=post("B", body="texte\n" * 2000))
    before = blog.files()

    done = subprocess.run(
        ["bash", "-c", 'ulimit -f 4; exec "$@"', "-", *command_line(
            blog, "tag", "add", "zzz", "--all", "--yes")],
        env=environment(), capture_output=True, text=True,
    )  # fmt: skip

    assert done.returncode == 1
    assert "cannot be kept in .blogctl/undo: file too large" in done.stderr
    assert "Traceback" not in done.stderr
    assert blog.files() == before
    assert not list((blog.root / ".blogctl/undo").iterdir())


def test_an_answer_that_nobody_can_take(blog: Folder) -> None:
    """A full disk behind stdout is one sentence and exit 1."""
    blog(one=post())
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command_line(blog, "list"), env=environment(), stdout=full,
                              stderr=subprocess.PIPE, text=True)  # fmt: skip

    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


def test_a_folder_that_cannot_be_written(blog: Folder, run: Run) -> None:
    """Where the folder refuses a file, the post stays and the sentence names it."""
    if os.geteuid() == 0:
        pytest.skip("permissions do not bind the superuser")
    blog(one=post(draft="true"))
    (blog.root / "posts").chmod(0o555)
    try:
        answer = run("tag add zzz one", code=1)
    finally:
        (blog.root / "posts").chmod(0o755)

    assert "posts/one.md cannot be written: permission denied" in answer.err
    assert blog.text("one") == post(draft="true")


def test_what_a_write_leaves(blog: Folder, run: Run) -> None:
    """After a write there is nothing new but blogctl's own folder, with what git is to ignore."""
    blog(one=post(), two=post())

    run("tag add zzz --all --yes")

    assert leftovers(blog) == []
    own = {path for path in footprint(blog) if path.startswith(".blogctl/")}
    journal = {".blogctl/undo/1/before", ".blogctl/undo/1/done.json"}
    assert own == {".blogctl/.gitignore", ".blogctl/lock", *journal}
    assert json.loads(blog.data(".blogctl/lock"))["pid"] == os.getpid()
    assert b"lock" in blog.data(".blogctl/.gitignore")
