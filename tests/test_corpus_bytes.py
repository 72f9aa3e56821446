"""Real posts come back byte for byte when what was done to them is undone."""

import shutil
from pathlib import Path

import pytest
from conftest import CORPORA, PROJECT, Folder, Run

from blogctl.content.document import cut
from blogctl.content.edits import add_to, in_turn, remove_from, set_to, unset
from blogctl.content.front_matter import read_fields
from blogctl.content.names import tagged, untagged

HUGO = CORPORA / "hugo"
POSTS = PROJECT / "posts"

corpora = [
    pytest.mark.corpora,
    pytest.mark.skipif(not HUGO.is_dir(), reason="no real blogs lie beside the project"),
]
sources = pytest.mark.parametrize(
    "source",
    [pytest.param(HUGO, id="hugo", marks=corpora), pytest.param(PROJECT, id="sample")],
)


def copy(source: Path, blog: Folder) -> dict[str, bytes]:
    """Copy a real blog over the temporary one, and return its files."""
    if source == PROJECT:
        source, target = POSTS, blog.root / "posts"
    else:
        (blog.root / "posts").rmdir()
        target = blog.root
    # The bytes alone: the originals may be read-only.
    shutil.copytree(source, target, dirs_exist_ok=True, copy_function=shutil.copyfile)
    return blog.files()


@sources
def test_a_tag_added_and_removed_leaves_no_trace(source: Path, blog: Folder, run: Run) -> None:
    """A new tag given to all posts and taken away again leaves every file as it was."""
    before = copy(source, blog)
    posts = {record["path"] for record in run("list --json --fields path").json}

    added = run("tag add zzz --all --yes --json").json
    between = blog.files()
    removed = run("tag remove zzz --all --yes --json").json

    assert set(added["changed"]) == set(removed["changed"]) == posts
    assert added["failed"] == removed["failed"] == []
    assert {path for path in before if between[path] != before[path]} == posts
    assert blog.files() == before


@sources
def test_a_tag_had_already_changes_nothing(source: Path, blog: Folder, run: Run) -> None:
    """A tag given a second time, or taken where it is not, touches no file."""
    copy(source, blog)
    run("tag add zzz --all --yes")
    before = blog.files()

    again = run("tag add ZZZ --all --yes --json").json
    run("tag remove yyy --all --yes")

    assert again["changed"] == []
    assert blog.files() == before


@sources
def test_unpublished_and_published_again(source: Path, blog: Folder, run: Run) -> None:
    """Posts withdrawn and released again differ in nothing but the line of `draft`."""
    before = copy(source, blog)

    run("unpublish --all --yes")
    drafts = run("list is:draft --count").out.strip()
    run("publish --all --force --yes")

    assert int(drafts) == int(run("list --count").out)
    for path, data in blog.files().items():
        fields = read_fields(cut(data)) if path.endswith(".md") else {}
        undated = [b"date:" not in before[path] and b"date:" in data]
        kept = [line for line in data.splitlines(keepends=True) if not line.startswith(b"draft:")]
        old = [line for line in before[path].splitlines(keepends=True)
               if not line.startswith(b"draft:")]  # fmt: skip
        if any(undated):
            kept = [line for line in kept if not line.startswith(b"date:")]
        assert kept == old, path
        assert not fields.get("draft"), path


@pytest.mark.corpora
@pytest.mark.skipif(not HUGO.is_dir(), reason="no real blogs lie beside the project")
@pytest.mark.parametrize("tag", ["no", "été : #1 « q »", "🎈 [x]", "l'été", "1.10"])
@pytest.mark.parametrize("newline", [b"\n", b"\r\n"])
def test_every_real_file_takes_odd_tags(tag: str, newline: bytes) -> None:
    """Each file of the real blogs, with either line ending, takes any tag and gives it back."""
    for path in sorted(CORPORA.rglob("*.md")):
        data = path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", newline)
        if not data.startswith(b"---") or b"\0" in data:
            continue
        document = cut(data)
        had = read_fields(document).get("tags", [tag])
        if not isinstance(had, list) or not had:
            continue
        added = tagged([tag])(document)

        assert read_fields(added)["tags"][-1] == tag, path
        assert untagged([tag])(added).joined == data, path


@sources
def test_a_field_set_and_unset_leaves_no_trace(source: Path, blog: Folder) -> None:
    """A new field of any kind set and unset again leaves every document as it was."""
    before = copy(source, blog)
    there_and_back = in_turn(
        [set_to("zzz", "a: b"), set_to("yyy", ["c", "d"]), set_to("xxx", True), add_to("www", "e"),
         unset("yyy"), unset("zzz"), remove_from("www", "e"), unset("xxx")]
    )  # fmt: skip

    for path, data in before.items():
        if path.endswith(".md") and data.lstrip(b"\xef\xbb\xbf").startswith(b"---"):
            assert there_and_back(cut(data)).joined == data, path
