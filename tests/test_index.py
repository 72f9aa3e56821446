"""The index is only a copy: damaged, locked, full or foreign, the answer is that of the files."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from resource import RLIMIT_FSIZE, setrlimit
from typing import Any

import pytest
from conftest import PROJECT, Answer, Folder, Run, post
from syscalls import command, environment
from test_faults import bound

from blogctl.blog.blog import Blog
from blogctl.cli import run as run_in_process
from blogctl.storage import files
from blogctl.storage.index import schema, store, walking

COMMANDS = (
    "list --json",
    "search carbone --json",
    "stats --json",
    "list words:3.. tag:wiki",
    "top",
)
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
Same = Callable[..., Answer]


@pytest.fixture
def shelf(blog: Folder, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """Return a blog of some posts, one of them broken, whose index is kept however small it is."""
    monkeypatch.setattr(store, "FEW", 0)
    fill(blog, 12)
    blog.write("posts/broken.md", "---\ntitle: [\n---\n")
    return blog


def fill(blog: Folder, count: int) -> None:
    """Write *count* posts."""
    for at in range(count):
        text = f"Carbone {'wiki ' * at}[a](p{at + 1}.md)\n"
        tags = "[wiki, rse]" if at % 2 else "[rse]"
        blog.write(f"posts/p{at}.md", post(f"Titre {at}", text, tags=tags, date="2026-01-05"))


def file_of(blog: Folder) -> Path:
    """Return where the index is."""
    return blog.root / ".blogctl" / "cache" / schema.NAME


@pytest.fixture
def same(blog: Folder, capsys: pytest.CaptureFixture[str]) -> Same:
    """Return what asserts that commands answer with the index as without it."""

    def typed(words: list[str]) -> Answer:
        capsys.readouterr()
        code = run_in_process(["-C", str(blog.root), *words])
        return Answer(code, *capsys.readouterr())

    def compare(*commands: str) -> Answer:
        for line in commands or COMMANDS:
            answer = typed(line.split())
            assert answer == typed([*line.split(), "--no-cache"]), line
        return answer

    return compare


def left(blog: Folder) -> set[str]:
    """Return what is in the folder of the index, but for what belongs to it while it is open."""
    return {path.name for path in file_of(blog).parent.iterdir()} - {
        f"{schema.NAME}-wal", f"{schema.NAME}-shm"
    }  # fmt: skip


# What is kept, and where


def test_few_posts_leave_nothing_behind(blog: Folder, same: Same) -> None:
    """A small blog that is only read gets no folder of ours."""
    fill(blog, 5)

    same()

    assert not (blog.root / ".blogctl").exists()


def test_many_posts_are_kept_beside_them(shelf: Folder, same: Same) -> None:
    """The index lies where git does not look, and nothing else is left there."""
    same()

    assert left(shelf) == {schema.NAME}
    assert "cache/" in shelf.text(".blogctl/.gitignore").splitlines()


def test_an_older_list_of_what_git_passes_over_is_completed(shelf: Folder, same: Same) -> None:
    """What has come since is added; lines that the author put a mark before stay as they are."""
    shelf.write(".blogctl/.gitignore", "cache/\nundo/\nlock\n#ledger.json\n!due.lock")

    same()

    lines = shelf.text(".blogctl/.gitignore").splitlines()
    assert lines == ["cache/", "undo/", "lock", "#ledger.json", "!due.lock", "deploys/", "site/"]


def test_no_cache_keeps_nothing(shelf: Folder, same: Same, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the option nor the variable leaves anything."""
    monkeypatch.setenv("BLOGCTL_NO_CACHE", "1")

    same()

    assert not (shelf.root / ".blogctl").exists()


WRITTEN = (
    "create Another", "tag add new wiki --yes", "publish another --force --yes",
    "update --set mood=calm --new-field slug:p1,p2 --yes", "rename p3 other --yes",
    "tag rename rse sre --yes",
    "delete p4 --yes", "undo --yes", "replace Carbone Charbon --all --yes", "undo --yes",
    "unpublish p5 --yes", "move slug:p6 --to posts/sub --yes", "duplicate p7", "undo --yes",
)  # fmt: skip


def test_what_commands_write_is_known(shelf: Folder, same: Same) -> None:
    """After each command that writes, the index answers as the files do."""
    shelf.root.joinpath("posts/broken.md").unlink()
    same("search carbone")
    for line in WRITTEN:
        assert run_in_process(["-C", str(shelf.root), *line.split()]) == 0, line

        same("list --json", "search charbon --json", "list -tag:new --json")


# Damage


def cut(size: float) -> Callable[[Path], None]:
    """Return what leaves the beginning of a file, bytes or a share of it."""
    return lambda path: os.truncate(path, int(path.stat().st_size * size if size < 1 else size))


def without(table: str) -> Callable[[Path], None]:
    """Return what takes a table out of the index."""

    def drop(path: Path) -> None:
        import apsw

        database = apsw.Connection(str(path))
        database.execute(f"DROP TABLE {table}")
        database.close()

    return drop


def emptied(table: str, column: str) -> Callable[[Path], None]:
    """Return what makes nonsense of a column."""

    def spoil(path: Path) -> None:
        import apsw

        database = apsw.Connection(str(path))
        database.execute(f"UPDATE {table} SET {column} = x'ff00fe'")
        database.close()

    return spoil


def a_folder(path: Path) -> None:
    """Put a folder in the place of the index."""
    path.unlink()
    path.mkdir()


def a_full_folder(path: Path) -> None:
    """Put a folder with something in it in the place of the index."""
    a_folder(path)
    (path / "mine").write_text("keep")


def a_link_to_nothing(path: Path) -> None:
    """Put a link that leads nowhere in the place of the index."""
    path.unlink()
    path.symlink_to("nowhere")


def another_journal(path: Path) -> None:
    """Put random bytes where the index has its journal."""
    path.with_name(f"{path.name}-wal").write_bytes(Random(1).randbytes(9000))


DAMAGE: dict[str, Callable[[Path], None]] = {
    "garbage": lambda path: path.write_bytes(Random(0).randbytes(5000)) and None,
    "garbage after the header": lambda path: path.write_bytes(
        path.read_bytes()[:100] + Random(0).randbytes(50_000)) and None,
    "empty": cut(0.0), "a byte": cut(1), "half a header": cut(50), "a header": cut(100),
    "a page": cut(4096), "three pages": cut(3 * 4096), "half": cut(0.5), "most": cut(0.9),
    "a folder": a_folder, "a full folder": a_full_folder, "a link": a_link_to_nothing,
    "another journal": another_journal,
    "no journal": lambda path: path.with_name(f"{path.name}-wal").unlink(missing_ok=True),
    **{f"no {table}": without(table) for table in
       ("about", "folders", "posts", "facts", "names", "problems", "shared", "stems", "words")},
    **{f"spoilt {column}": emptied(table, column) for table, column in
       (("folders", "stats"), ("folders", "names"), ("posts", "meta"), ("posts", "date"),
        ("posts", "tags"), ("facts", "links"), ("facts", "words"),
        ("about", "value"), ("problems", "hint"))},
}  # fmt: skip


@pytest.mark.parametrize("kind", DAMAGE)
def test_a_damaged_index_is_done_without(shelf: Folder, same: Same, kind: str) -> None:
    """Whatever is in its place, each answer is that of the files, then and later."""
    same()
    DAMAGE[kind](file_of(shelf))

    same("list --json", "search wiki", "stats --json")
    shelf.write("posts/p1.md", post("Another", "Carbone"))
    same()

    assert kind == "a full folder" or left(shelf) == {schema.NAME}


def test_bytes_that_were_changed_never_stop_a_command(shelf: Folder, same: Same) -> None:
    """No traceback, and the exit code of the files, wherever a few bytes are not what they were."""
    same()
    shelf.root.joinpath("posts/broken.md").unlink()
    same()
    whole, random = file_of(shelf).read_bytes(), Random(3)

    for _ in range(40):
        spoilt = bytearray(whole)
        for _ in range(30):
            spoilt[random.randrange(100, len(spoilt))] = random.randrange(256)
        schema.drop_file(file_of(shelf))
        file_of(shelf).write_bytes(spoilt)
        for words in ("list --json", "search wiki --json", "stats --json"):
            assert run_in_process(["-C", str(shelf.root), *words.split()]) == 0


# In use by others


HOLD = """
import sys, time, apsw
database = apsw.Connection(sys.argv[1])
database.execute(sys.argv[2])
print("held", flush=True)
time.sleep(10)
"""
LOCKS = {
    "a writer": "BEGIN EXCLUSIVE",
    "one who lets nobody read": "PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE; "
    "UPDATE about SET value = value; COMMIT",
}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_locked_index_keeps_nobody_waiting(shelf: Folder, same: Same, lock: str) -> None:
    """A command answers by the files while another program holds the index, and leaves it there."""
    same()
    before = file_of(shelf).stat().st_ino
    words = [sys.executable, "-c", HOLD, str(file_of(shelf)), LOCKS[lock]]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        begun = time.monotonic()

        same("list --json")
        shelf.write("posts/p1.md", post("Another", "Carbone"))
        same("list --json", "search another")

        assert time.monotonic() - begun < 8
        assert holder.poll() is None
        holder.kill()
    assert file_of(shelf).stat().st_ino == before
    same()


def test_readers_are_not_kept_from_what_they_began(shelf: Folder) -> None:
    """What one command asks stays as it was when it began, whatever others find meanwhile."""
    one = Blog.open(shelf.root, NOW)
    assert len(one.posts) == 12
    shelf.write("posts/late.md", post("Late"))

    other = Blog.open(shelf.root, NOW)

    assert len(other.posts) == 13
    assert (len(one.index.posts()), len(one.index.paths())) == (12, 12)
    one.forget()
    assert len(one.posts) == 13


def test_two_times_at_once(shelf: Folder) -> None:
    """Two commands as of different times each have the statuses of their own."""
    shelf.write("posts/next.md", post("Next", date="2027-01-01", publish="2027-01-01"))
    shelf.write(".blogctl/config.toml", 'engine = "hugo"\n')
    shelf.root.joinpath("posts").rename(shelf.root / "content")
    ways = [Blog.open(shelf.root, NOW), Blog.open(shelf.root, NOW + timedelta(days=900))]

    statuses = [{post.path: post.status for post in blog.posts} for blog in (*ways, *ways)]
    again = [{post.path: post.status for post in blog.index.posts()} for blog in ways]

    assert [one["content/next.md"] for one in statuses] == ["scheduled", "published"] * 2
    assert [one["content/next.md"] for one in again] == ["scheduled", "published"]


def started(blog: Folder, *words: str, **options: Any) -> subprocess.Popen[str]:
    """Return a command at work in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "blogctl", "-C", str(blog.root), *words],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(PROJECT)}, **options,
    )  # fmt: skip


@pytest.mark.faults
@pytest.mark.parametrize("state", ["cold", "warm", "damaged"])
def test_twenty_at_once(blog: Folder, same: Same, state: str) -> None:
    """Twenty commands at once, writers among them, all succeed whatever becomes of the index."""
    fill(blog, store.FEW + 50)
    if state != "cold":
        same("search carbone")
    if state == "damaged":
        DAMAGE["garbage after the header"](file_of(blog))
    words = [["list", "--json"], ["search", "carbone", "--json"], ["stats", "--json"], []]
    jobs = [
        started(blog, *(words[at % 4] or ["tag", "add", f"new{at}", f"slug:p{at}", "--yes"]))
        for at in range(20)
    ]

    answers = [(job.communicate(timeout=100), job.returncode) for job in jobs]

    assert [(code, err) for (_, err), code in answers if code or "fault" in err] == []
    assert all(len(json.loads(out)) == store.FEW + 50 for (out, _), _ in answers[::4])
    same()
    assert left(blog) == {schema.NAME}


@pytest.mark.faults
def test_killed_at_any_moment(blog: Folder, same: Same) -> None:
    """Killed while it makes or mends the index, a command leaves nothing that misleads the next."""
    fill(blog, store.FEW + 50)
    random = Random(5)
    for at in range(30):
        if at % 3 == 0:
            schema.drop_file(file_of(blog))
        for number in random.sample(range(store.FEW), 20):
            blog.write(f"posts/p{number}.md", post(f"T{at}", f"wiki {at} carbone"))
        job = started(blog, *(["search", "wiki"] if at % 2 else ["list", "--json"]))
        time.sleep(random.uniform(0.1, 0.9))
        job.kill()
        job.communicate()

        same("list --json")
    same()
    assert left(blog) == {schema.NAME}


# Where little can be written


@pytest.mark.faults
@pytest.mark.parametrize("size", [0, 5_000, 40_000, 90_000, 150_000])
def test_a_disk_without_room(blog: Folder, same: Same, size: int) -> None:
    """Where the index does not fit, the answers are the same, and no stump is left."""
    fill(blog, store.FEW + 20)
    for line in ("list --json", "search carbone --json"):
        job = started(blog, *line.split(), preexec_fn=lambda: setrlimit(RLIMIT_FSIZE, (size, size)))
        out, err = job.communicate(timeout=60)
        plain = started(blog, *line.split(), "--no-cache")

        assert (job.returncode, out, err) == (0, *plain.communicate(timeout=60))
    assert not file_of(blog).parent.exists() or left(blog) <= {schema.NAME}
    same()


PLACES = (".", ".blogctl", ".blogctl/cache", f".blogctl/cache/{schema.NAME}")


@pytest.mark.faults
@pytest.mark.parametrize("where", PLACES)
@pytest.mark.parametrize("stale", [False, True])
def test_a_place_where_nothing_can_be_written(blog: Folder, where: str, stale: bool) -> None:
    """In a blog of somebody else, or on a read-only medium, commands answer all the same."""
    fill(blog, store.FEW + 20)
    if where != "." or stale:
        answered(blog, ["search", "carbone"])
    if stale:
        blog.write("posts/p1.md", post("Another", "Carbone"))
    place = blog.root / where
    for path in [place, *place.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)

    for line in ("list --json", "search carbone --json"):
        assert answered(blog, line.split()) == answered(blog, [*line.split(), "--no-cache"])

    for path in [place, *place.rglob("*")]:
        path.chmod(0o755)


def answered(blog: Folder, words: list[str]) -> tuple[int, str, str]:
    """Return the answer of a command that permissions bind, even where it is the superuser's."""
    done = subprocess.run(
        bound(*command(blog.root, words)), env=environment(), capture_output=True, text=True,
        check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


def test_our_folder_is_a_file(shelf: Folder, same: Same) -> None:
    """A file in the place of blogctl's own folder stays, and is no reason to fail."""
    shelf.write(".blogctl", "mine")

    same()

    assert shelf.text("./.blogctl") == "mine"


# Odd posts


def test_names_that_are_no_text(shelf: Folder, same: Same) -> None:
    """A name that is no UTF-8, and front matter with half a pair in it, come back as they are."""
    (shelf.root / os.fsdecode(b"posts/caf\xe9.md")).write_text(post("Café", tags=r'["\ud800"]'))
    shelf.write("posts/half.md", post(r'"\udfff half"', mood=r'"\ud800"', slug=r'"a\udc80"'))
    shelf.write("posts/nul.md", post(r'"a\0b"', "Carbone", mood=r'"\0moment"'))
    shelf.write("posts/early.md", post("Early", date="0001-01-01", updated="9999-12-31 23:59"))
    deep = f'{{"title": "deep", "mood": {"[" * 490}{"]" * 490}}}'
    shelf.write("posts/deep.md", f"{deep}\nText\n")
    queries = ("", "meta.mood~.", "tags~.", "title:half", "sort:title", "path~caf", "sort:-date")

    same(*(f"list --json {query}" for query in queries))
    same(*(f"list --json {query}" for query in queries), "search half --json", "show nul --json")


def test_much_in_one_post(shelf: Folder, same: Same) -> None:
    """A post as long as a book and one with ten thousand tags are kept like any other."""
    shelf.write("posts/long.md", post("Long", "carbone wiki\n" * 4000))
    shelf.write(
        "posts/tags.md", post("Tags", tags=f"[{', '.join(f't{n}' for n in range(10_000))}]")
    )

    same("list tag:t77 --json", "search carbone -n 2", "list words:5000.. --json")


def test_files_too_young_to_be_trusted(shelf: Folder, same: Same) -> None:
    """A file rewritten at once, with as many letters and the same time, is read again."""
    for at in range(40):
        path = shelf.write("posts/p1.md", post(f"T{at:03}", "Carbone"))
        os.utime(path, (1_000_000_000, 1_000_000_000))

        assert f"T{at:03}" in same("list --json slug:p1").out


# Trusted as it is


@pytest.mark.parametrize("line", ["list --json", "search carbone --json", "show p1 --json",
                                  "stats --json", "top --json"])  # fmt: skip
def test_no_verify_looks_at_no_file(shelf: Folder, run: Run, line: str) -> None:
    """With --no-verify the answer is that of the last look; the first look is one, too."""
    shelf.root.joinpath("posts/broken.md").unlink()
    first = run(f"{line} --no-verify").out
    run("search carbone")
    shelf.write("posts/p1.md", post("Another", "Carbone encore [a](p2.md) [b](p3.md)"))
    shelf.write("posts/new.md", post("New", "Carbone"))

    kept = run(f"{line} --no-verify").json
    found = run(line).json

    if line.startswith("show"):
        # The text itself is in no index.
        assert kept.pop("body") == found.pop("body")
        assert kept.pop("title") == "Titre 1"
        return
    assert found != kept
    assert without_excerpts(kept) == without_excerpts(json.loads(first))


def without_excerpts(answer: Any) -> Any:
    """Return an answer without what is taken from the files that are shown."""
    if not isinstance(answer, list):
        return answer
    return [{k: v for k, v in one.items() if k not in ("excerpt", "spans")} for one in answer]


@pytest.mark.parametrize("line", ["search carbone -n 1", "list --json", "stats", "list"])
def test_each_post_is_read_once(
    shelf: Folder, run: Run, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    """What a first command asks of front matter and of text is read in one go."""
    read: list[Path] = []
    real = files.read_post
    # Else what was just written would be read again.
    monkeypatch.setattr(walking, "_TICK_NS", 0)
    monkeypatch.setattr(files, "read_post", lambda path: read.append(path) or real(path))
    (shelf.root / "posts" / "broken.md").unlink()

    run(line)

    # The passage that is shown of a hit comes from the file itself.
    assert len(read) == 12 + line.startswith("search")


def test_the_journal_of_the_index_does_not_wait_for_the_next(shelf: Folder, same: Same) -> None:
    """What a command writes is in the file when it ends, and is not read through by all others."""
    same("search carbone")
    for at in range(3):
        shelf.write("posts/p1.md", post(f"Titre changé {at}", "Encore du carbone.\n"))
        same("search carbone")

        journal = file_of(shelf).with_name(f"{schema.NAME}-wal")
        assert not journal.exists() or journal.stat().st_size == 0
