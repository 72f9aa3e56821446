"""Whatever goes wrong while posts are written, each is whole, old or new, and nothing is lost."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import Folder, Run, post
from power import states
from syscalls import Call, calls, command, environment, traced

from blogctl.cli import run as run_in_process

pytestmark = pytest.mark.faults
Tally = Callable[[str, int, int], None]


@pytest.fixture
def tally(record_property: Callable[[str, object], None]) -> Tally:
    """Return what counts faults, tried and survived, for the summary of the run."""
    return lambda kind, tried, survived: record_property("faults", (kind, tried, survived))


class Work(NamedTuple):
    """Something to interrupt: the *words* typed, in a blog that *prepare* makes."""

    words: list[str]
    prepare: Callable[[Folder, Run], None]


def many(blog: Folder, run: Run) -> None:
    """Write a plain blog of ten posts in two folders."""
    for at in range(10):
        blog.write(f"posts/{'deep/' if at % 2 else ''}p{at}.md", post(f"P{at}", "texte\n" * 900))


def tagged(blog: Folder, run: Run) -> None:
    """Write that blog with a tag that was added, to be undone."""
    many(blog, run)
    run("tag add zzz --all --yes")


def drafts(blog: Folder, run: Run) -> None:
    """Write a site whose drafts move when they are published: two files, and a folder with one."""
    (blog.root / "posts").rmdir()
    blog.write("_config.yml", "title: x\n")
    for at in range(6):
        blog.write(f"_drafts/{'deep/' if at % 2 else ''}p{at}.md", post(f"P{at}", "texte\n" * 900))


WORKS = {
    "edit": Work(["tag", "add", "zzz", "--all", "--yes"], many),
    "undo": Work(["undo", "--yes"], tagged),
    "move": Work(["publish", "--all", "--yes"], drafts),
}


@pytest.fixture
def reset(blog: Folder, run: Run, tmp_path: Path) -> Callable[[str], dict[str, bytes]]:
    """Return what makes the blog of a work as it was at first, and says what files it has."""
    kept = tmp_path / "kept"

    def make(name: str) -> dict[str, bytes]:
        if not kept.exists():
            WORKS[name].prepare(blog, run)
            shutil.copytree(blog.root, kept)
        shutil.rmtree(blog.root)
        shutil.copytree(kept, blog.root)
        return blog.files()

    return make


def result(blog: Folder, words: list[str], log: Path) -> tuple[dict[str, bytes], list[Call]]:
    """Return the files after *words* were typed undisturbed, and the calls that changed them."""
    done = traced(blog.root, words, log)
    assert done.returncode == 0, done.stderr
    found = [call for call in calls(log) if call.result >= 0 and call.touches(blog.root)]
    return blog.files(), found


def is_whole(now: dict[str, bytes], old: dict[str, bytes], new: dict[str, bytes]) -> bool:
    """Say whether each file is as before or as after, and a post that moves is in one place."""
    posts = {path: data for path, data in now.items() if not Path(path).name.startswith(".")}
    return all(data in (old.get(path), new.get(path)) for path, data in posts.items())


@pytest.mark.parametrize("name", WORKS)
def test_a_kill_at_any_call_loses_nothing(
    name: str, blog: Folder, run: Run, reset: Callable[[str], dict[str, bytes]],
    tmp_path: Path, tally: Tally,
) -> None:  # fmt: skip
    """Killed before any call that touches the disk, each post is whole; the rest is recovered."""
    old, words, log = reset(name), WORKS[name].words, tmp_path / "log"
    new, points = result(blog, words, log)
    wrong = []
    for point in points:
        reset(name)
        fault = f"{point.name}:signal=KILL:when={point.ordinal}"
        died = traced(blog.root, words, log, fault)
        assert died.returncode == -signal.SIGKILL, f"{point} was not reached"
        trouble = "" if is_whole(blog.files(), old, new) else "a damaged post"
        trouble = trouble or recovered(blog, run, old, new)
        wrong += [(point.name, point.ordinal, trouble)] if trouble else []

    tally(f"kill before a call: {name}", len(points), len(points) - len(wrong))
    assert wrong == []
    assert len(points) >= 60


def recovered(blog: Folder, run: Run, old: dict[str, bytes], new: dict[str, bytes]) -> str:
    """Let the next command recover, undo what stands; return what is wrong then, '' if nothing."""
    run("list --count")
    now = blog.files()
    if now not in (old, new):
        return f"recovery left {sorted(set(now) ^ set(old)) or 'old and new bytes'}"
    entries = run("history --json").json
    if now == new:
        run(["undo", str(entries[0]["id"]), "--yes"])
    return "" if blog.files() == old else "undo did not restore the bytes"


def test_a_kill_during_recovery_loses_nothing(
    blog: Folder, run: Run, reset: Callable[[str], dict[str, bytes]], tmp_path: Path, tally: Tally
) -> None:
    """Recovery itself can be cut off anywhere, and goes on with the next command."""
    old, words, log = reset("edit"), WORKS["edit"].words, tmp_path / "log"
    _, points = result(blog, words, log)
    middle = [call for call in points if call.name == "renameat2"][5]
    fault = f"renameat2:signal=KILL:when={middle.ordinal}"

    def cut() -> None:
        reset("edit")
        assert traced(blog.root, words, log, fault).returncode == -signal.SIGKILL

    cut()
    _, points = result(blog, ["list", "--count"], log)
    wrong = []
    for point in points:
        cut()
        again = f"{point.name}:signal=KILL:when={point.ordinal}"
        assert traced(blog.root, ["list"], log, again).returncode == -signal.SIGKILL
        run("list --count")
        wrong += [point] if blog.files() != old else []

    tally("kill during recovery", len(points), len(points) - len(wrong))
    assert wrong == []
    assert len(points) >= 20


@pytest.mark.parametrize("name", WORKS)
def test_a_power_cut_loses_nothing(
    name: str, blog: Folder, run: Run, reset: Callable[[str], dict[str, bytes]],
    tmp_path: Path, tally: Tally,
) -> None:  # fmt: skip
    """In every state that a power cut can leave, each post is whole, and the rest is recovered."""
    old, words = reset(name), WORKS[name].words
    everything = all_files(blog.root)
    new, made = result(blog, words, tmp_path / "log")
    wrong = []
    found = states(everything, made, blog.root)
    for state in found:
        lay(blog.root, state)
        trouble = "" if is_whole(blog.files(), old, new) else "a damaged post"
        trouble = trouble or recovered(blog, run, old, new)
        wrong += [(trouble, sorted(state))] if trouble else []

    tally(f"power cut: {name}", len(found), len(found) - len(wrong))
    assert wrong == []
    assert len(found) >= 60


def all_files(root: Path) -> dict[str, bytes]:
    """Return every file below *root*, blogctl's own too."""
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def lay(root: Path, state: dict[str, bytes]) -> None:
    """Make *root* hold the files of *state* and nothing else."""
    shutil.rmtree(root)
    for path, data in state.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


def test_what_is_recorded_is_on_the_disk_first(
    blog: Folder, run: Run, reset: Callable[[str], dict[str, bytes]], tmp_path: Path
) -> None:
    """The old bytes, the record and their names are synced before the first post is touched."""
    reset("edit")
    _, made = result(blog, WORKS["edit"].words, tmp_path / "log")
    first = next(at for at, call in enumerate(made) if call.name == "renameat2")
    synced = {call.held for call in made[:first] if call.name == "fsync"}
    last = max(at for at, call in enumerate(made) if call.name == "renameat2")
    done = next(at for at, call in enumerate(made) if call.name == "rename" and at > last)
    later = {call.held for call in made[last:done] if call.name == "fsync"}

    undo = f"{blog.root}/.blogctl/undo"
    assert synced >= {f"{undo}/1/before", f"{undo}/1/open.json", f"{undo}/1", undo}
    assert later == {f"{blog.root}/posts", f"{blog.root}/posts/deep"}


ERRORS = [
    ("write", "ENOSPC"), ("write", "EDQUOT"), ("fsync", "EIO"), ("openat", "EACCES"),
    ("openat", "ENOSPC"), ("renameat2", "EIO"), ("rename", "EIO"), ("unlink", "EIO"),
    ("mkdir", "ENOSPC"), ("fchmod", "EPERM"),
]  # fmt: skip


@pytest.mark.parametrize("lasts", [False, True], ids=["once", "from then on"])
@pytest.mark.parametrize(("call", "error"), ERRORS)
def test_a_refusal_at_any_call_loses_nothing(
    call: str, error: str, lasts: bool, blog: Folder, run: Run,
    reset: Callable[[str], dict[str, bytes]], tmp_path: Path, tally: Tally,
) -> None:  # fmt: skip
    """Whichever call the system refuses, each post is whole, it is one sentence, and exit 1."""
    name = "move" if call in ("mkdir", "unlink") else "edit"
    old, words, log = reset(name), WORKS[name].words, tmp_path / "log"
    new, points = result(blog, words, log)
    points = [point for point in points if point.name == call]
    wrong = []
    for point in points:
        reset(name)
        fault = f"{call}:error={error}:when={point.ordinal}{'+' if lasts else ''}"
        done = traced(blog.root, words, log, fault)
        now = blog.files()
        if not is_whole(now, old, new) or "Traceback" in done.stderr:
            wrong.append((point.ordinal, done.stderr))
        elif done.returncode not in (0, 1) or (done.returncode == 0 and now != new):
            wrong.append((point.ordinal, f"exit {done.returncode}", done.stderr))
        elif not goes_back(blog, run, old):
            wrong.append((point.ordinal, "not taken back", done.stderr))

    tally(
        f"{call} {error} {'from then on' if lasts else 'once'}",
        len(points),
        len(points) - len(wrong),
    )
    assert points
    assert wrong == []


def goes_back(blog: Folder, run: Run, old: dict[str, bytes]) -> bool:
    """Say whether the next commands, recovery and undo, restore all bytes."""
    run("list --count")
    entries = [entry for entry in run("history --json").json if not entry["undone"]]
    if blog.files() != old and entries:
        run(["undo", str(entries[0]["id"]), "--yes"])
    return blog.files() == old


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_ends_between_two_files(
    number: signal.Signals, blog: Folder, run: Run, tally: Tally
) -> None:
    """What was written when the signal came is recorded, the rest untouched; undo restores all."""
    for at in range(1200):
        blog.write(f"posts/p{at}.md", post(f"P{at}", "texte\n" * 400))
    old = blog.files()
    work = subprocess.Popen(
        command(blog.root, ["tag", "add", "zzz", "--all", "--yes", "-q"]),
        env=environment(), stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        preexec_fn=lambda: signal.signal(number, signal.SIG_DFL),
    )  # fmt: skip
    wait_for(lambda: (blog.root / ".blogctl/undo/1/open.json").exists(), work)
    work.send_signal(number)
    _, said = work.communicate(timeout=60)

    code = 130 if number == signal.SIGINT else -number
    changed = [path for path, data in blog.files().items() if data != old[path]]
    assert work.returncode == code
    assert "Traceback" not in said
    assert len(changed) < 1200
    assert [path for path in blog.files() if "blogctl" in path] == []
    run("list --count")
    if changed:
        assert run("history --json").json[0]["changed"] == changed
        run("undo --yes")
    assert blog.files() == old
    tally(f"signal {number.name}", 1, 1)


def wait_for(condition: Callable[[], bool], work: subprocess.Popen[str]) -> None:
    """Wait until *condition* holds; fail where *work* ends first."""
    while not condition():
        assert work.poll() is None
        time.sleep(0.002)


def bound(*words: str) -> list[str]:
    """Return a command line whose program is bound by permissions, even the superuser's."""
    if os.geteuid() != 0:
        return list(words)
    if shutil.which("setpriv") is None:
        pytest.skip("setpriv is not installed")
    return ["setpriv", "--bounding-set=-all", "--inh-caps=-all", *words]


@pytest.mark.parametrize(
    ("path", "mode", "said"),
    [
        ("posts/one.md", 0o444, "posts/one.md is read-only"),
        ("posts", 0o555, "permission denied"),
        (".", 0o555, "permission denied"),
    ],
)
def test_what_must_not_be_written_is_not(
    path: str, mode: int, said: str, blog: Folder, tally: Tally
) -> None:
    """A read-only file or folder stays as it is: one sentence, exit 1, no stump."""
    blog(one=post("One"), two=post("Two"))
    before = blog.files()
    place = blog.root / path
    place.chmod(mode)
    try:
        words = command(blog.root, ["tag", "add", "zzz", "--all", "--yes", "-q"])
        done = subprocess.run(
            bound(*words), env=environment(), capture_output=True, text=True, check=False,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
    finally:
        place.chmod(0o755 if place.is_dir() else 0o644)

    assert done.returncode == 1, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert blog.files() == before
    tally("read-only", 1, 1)


def test_what_must_not_be_read_is_told(blog: Folder, tally: Tally) -> None:
    """A post that cannot be read is named, and the others are listed: exit 1."""
    blog(one=post("One"), two=post("Two"))
    (blog.root / "posts/one.md").chmod(0)

    words = command(blog.root, ["list", "--format", "{title}"])
    done = subprocess.run(
        bound(*words), env=environment(), capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stdout) == (1, "Two\n")
    assert "posts/one.md: it cannot be read: permission denied" in done.stderr
    tally("unreadable", 1, 1)


FILL = """
    mount -t tmpfs -o size="$1"k none disk && cp -r blog disk/ || exit 99
    shift; "$@"; code=$?
    cp -r disk/blog after; exit $code
"""


def test_a_full_disk_half_way(blog: Folder, tmp_path: Path, tally: Tally) -> None:
    """On a disk that fills up while posts grow, each is whole, none has a stump beside it."""
    if shutil.which("unshare") is None:
        pytest.skip("unshare is not installed")
    for at in range(20):
        blog(**{f"p{at:02}": post(f"P{at}", "x" * 4020)})
    old = blog.files()
    (tmp_path / "disk").mkdir()
    sizes, half_way = range(180, 300, 12), 0
    for size in sizes:
        shutil.rmtree(tmp_path / "after", ignore_errors=True)
        words = command(Path("disk/blog"), ["tag", "add", "z" * 200, "--all", "--yes", "-q"])
        done = subprocess.run(
            ["unshare", "-rm", "sh", "-c", FILL, "-", str(size), *words], cwd=tmp_path,
            env=environment(), capture_output=True, text=True, check=False,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
        if done.returncode == 99 or "unshare" in done.stderr:
            pytest.skip("this system lets no one mount a disk of their own")
        after = Folder(tmp_path / "after").files()
        changed = [path for path in after if after[path] != old[path]]
        half_way += 0 < len(changed) < 20

        assert done.returncode == (0 if len(changed) == 20 else 1), done.stderr
        assert "Traceback" not in done.stderr
        assert done.stderr.count("no space left on device") == done.returncode
        assert list(after) == list(old)
        assert all(b"z" * 200 in after[path] for path in changed)
        assert all(after[path].endswith(old[path][-4020:]) for path in old)
    assert half_way
    tally("full disk", len(sizes), len(sizes))


def test_twenty_writers_lose_nothing(blog: Folder, run: Run, tally: Tally) -> None:
    """Of twenty who tag the same posts at once, each did all its work, or none and said so."""
    for at in range(20):
        blog(**{f"p{at}": post(f"P{at}")})
    writers = [
        subprocess.Popen(
            command(blog.root, ["tag", "add", f"t{at}", "--all", "--yes", "-q"]),
            env=environment(), stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        for at in range(20)
    ]  # fmt: skip
    codes = [writer.wait(120) for writer in writers]
    found = run("list --json").json

    assert set(codes) <= {0, 5, 75}
    assert 0 in codes
    wished = {f"t{at}" for at, code in enumerate(codes) if code == 0}
    assert all(set(one["tags"]) == wished for one in found)
    tally("writers at once", 20, 20)


SAVES = 2000
EDITOR = """
import os, sys, time
path, saves, by_name = sys.argv[1], int(sys.argv[2]), sys.argv[3] == "renaming"
lost, text = 0, "text 0"
for at in range(saves):
    # A save that came at the last moment is put back, a moment later.
    for patience in range(100):
        with open(path, encoding="utf-8") as file:
            found = file.read()
        if found.endswith(text):
            break
        time.sleep(0.005)
    lost += not found.endswith(text)
    text = f"text {at + 1}"
    new = found.rsplit("text ", 1)[0] + text
    with open(path + "~" if by_name else path, "w" if by_name else "r+", encoding="utf-8") as file:
        file.write(new)
        file.truncate()
    if by_name:
        os.replace(path + "~", path)
print(lost)
"""


@pytest.mark.parametrize(("saving", "bearable"), [("renaming", 0), ("in place", SAVES // 100)])
def test_an_editor_that_saves_all_the_time_loses_nothing(
    saving: str, bearable: int, blog: Folder, tally: Tally
) -> None:
    """Of thousands of saves during edits none is written over, where the editor renames.

    One that writes in place may be held up between opening the file and writing to it for as long
    as it takes: nobody can wait for that, so it is only rare.
    """
    file = blog.write("posts/one.md", post("One", "text 0", draft="true"))
    editor = subprocess.Popen(
        [sys.executable, "-c", EDITOR, str(file), str(SAVES), saving],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    codes = set()
    while editor.poll() is None:
        for word in ("add", "remove"):
            words = ["-C", str(blog.root), "tag", word, "zzz", "posts/one.md", "--yes", "-q"]
            codes.add(run_in_process(words))
    lost = int(editor.communicate()[0])

    # Now and then a text is read while it is half saved: then it is refused, and stays.
    assert {0, 5} <= codes <= {0, 1, 3, 5}
    assert lost <= bearable
    tally(f"saves during edits, {saving}", SAVES, SAVES - lost)


def test_five_thousand_posts_are_tagged_and_undone(blog: Folder, run: Run, tally: Tally) -> None:
    """A tag on all of 5,000 posts, taken back, leaves the very bytes."""
    for at in range(5000):
        end = ("\n", "\r\n")[at % 2]
        blog.write(f"posts/{at % 50}/p{at}.md", post(f"P{at}", "texte\n" * 100).replace("\n", end))
    before = digests(blog)

    run("tag add zzz --all --yes -q")
    tagged_now = digests(blog)
    run("undo --yes -q")

    assert all(before[path] != tagged_now[path] for path in before)
    assert digests(blog) == before
    tally("posts tagged and undone", 5000, 5000)


def digests(blog: Folder) -> dict[str, str]:
    """Return the hash of every file."""
    return {path: sha256(data).hexdigest() for path, data in blog.files().items()}
