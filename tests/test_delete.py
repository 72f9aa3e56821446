"""Deleting: posts go with what is theirs alone, and come back byte for byte."""

import pytest
from conftest import Folder, Run, post

HUGO = "title = 'x'\n"
PICTURE = b"\x89PNG\r\n\x1a\n\0\0\xff"


def small(blog: Folder) -> Folder:
    """Write a live post, a draft, and a live post that links to the first."""
    return blog(
        one=post("One", date="2020-01-02"),
        draft=post("Draft", draft="true"),
        other=post("Other", "See [one](one.md).\n", date="2020-01-03"),
    )


def bundle(blog: Folder, folder: str = "posts/trip") -> Folder:
    """Write a bundle with a picture, and one in a folder of its own, each with its mode."""
    blog.write(f"{folder}/index.md", post("Trip", draft="true")).chmod(0o640)
    blog.write(f"{folder}/sea.png", PICTURE).chmod(0o600)
    blog.write(f"{folder}/maps/deep/way.gpx", "<gpx/>\r\n")
    return blog


def modes(blog: Folder) -> dict[str, int]:
    """Return the permissions of every file but blogctl's own."""
    return {path: (blog.root / path).stat().st_mode & 0o777 for path in blog.files()}


def test_a_draft_is_deleted(blog: Folder, run: Run) -> None:
    """A single draft goes without a question; nothing else changes."""
    before = small(blog).files()

    answer = run("delete draft")

    assert answer.err == "1 post deleted\n"
    assert blog.files() == {name: data for name, data in before.items() if "draft" not in name}


def test_deletion_is_undone_whole(blog: Folder, run: Run) -> None:
    """What was deleted comes back byte for byte, with its permissions and its folders."""
    bundle(small(blog))(odd="---\r\ntitle: Odd\r\ndraft: true\r\n---\r\nno last line")
    before, permissions = blog.files(), modes(blog)
    run("delete --all --yes")
    assert blog.files() == {}
    assert [path.name for path in (blog.root / "posts").iterdir()] == []

    run("undo --yes")

    assert blog.files() == before
    assert modes(blog) == permissions


def test_an_undone_deletion_can_be_done_again(blog: Folder, run: Run) -> None:
    """The undo of a deletion is undone by deleting again, folders included."""
    bundle(small(blog))
    run("delete trip")
    gone = blog.files()
    run("undo --yes")

    run("undo 2 --yes")

    assert blog.files() == gone
    assert not (blog.root / "posts/trip").exists()


def test_a_bundle_goes_with_its_folder(blog: Folder, run: Run) -> None:
    """A post that is a folder takes all its files along, and counts as one post."""
    bundle(small(blog))

    answer = run("delete trip --json")

    assert answer.json["changed"] == ["posts/trip/index.md"]
    assert not (blog.root / "posts/trip").exists()
    assert blog.text("one")


def test_a_hidden_file_holds_its_folder(blog: Folder, run: Run) -> None:
    """What blogctl does not look at it does not delete."""
    bundle(blog).write("posts/trip/.keep", "mine")

    run("delete trip")

    assert list(blog.files()) == ["posts/trip/.keep"]


def test_a_translation_stays_with_the_pictures(blog: Folder, run: Run) -> None:
    """A bundle that another post lives in, too, loses the one file only."""
    blog.write("hugo.toml", "[languages.en]\n[languages.fr]\n")
    bundle(blog, "content/posts/trip").write("content/posts/trip/index.fr.md", post("Voyage"))
    before = blog.files()

    run("delete content/posts/trip/index.fr.md --yes")

    before.pop("content/posts/trip/index.fr.md")
    assert blog.files() == before


def test_translations_go_together_when_both_are_named(blog: Folder, run: Run) -> None:
    """The last post of a bundle takes the folder along."""
    blog.write("hugo.toml", "[languages.en]\n[languages.fr]\n")
    bundle(blog, "content/posts/trip").write("content/posts/trip/index.fr.md", post("Voyage"))
    before = blog.files()

    answer = run("delete content/posts/trip --yes --json")

    assert len(answer.json["changed"]) == 2
    assert list(blog.files()) == ["hugo.toml"]
    run("undo --yes")
    assert blog.files() == before


def test_a_broken_translation_keeps_the_folder(blog: Folder, run: Run) -> None:
    """A file that cannot be read is somebody's post all the same."""
    blog.write("hugo.toml", "[languages.en]\n[languages.fr]\n")
    bundle(blog, "content/posts/trip").write("content/posts/trip/index.fr.md", "---\nx: [\n---\n")

    run("delete content/posts/trip/index.md", code=1)

    assert "content/posts/trip/sea.png" in blog.files()


def test_a_sidecar_goes_along(blog: Folder, run: Run) -> None:
    """A post of two files loses both, and gets both back."""
    blog.write("conf.py", "BLOG_TITLE = 'x'\nPOSTS = (('posts/*.rst', 'posts', 'post.tmpl'),)\n")
    blog.write("posts/two.rst", "Text.\n")
    blog.write("posts/two.meta", ".. title: Two\n.. slug: two\n.. date: 2020-01-02\n")
    before = blog.files()

    run("delete two --yes")

    assert list(blog.files()) == ["conf.py"]
    run("undo --yes")
    assert blog.files() == before


def test_a_live_post_is_asked_about(blog: Folder, run: Run) -> None:
    """Where nobody can answer, a live post stays: exit 2."""
    before = small(blog).files()

    answer = run("delete one", code=2)

    assert "1 post matches, 1 would be deleted" in answer.err
    assert "posts/one.md  to be deleted" in answer.err
    assert "Delete it? Nobody is here" in answer.err
    assert blog.files() == before


def test_links_to_what_goes_are_told_first(blog: Folder, run: Run) -> None:
    """Before the question it is said which posts will link to nothing; those that go are not."""
    small(blog)(third=post("Third", "[one](/posts/one/)", draft="true"))

    answer = run("delete posts/one.md posts/third.md --dry-run")

    assert "posts/other.md links to posts/one.md\n" in answer.err
    assert "posts/third.md links" not in answer.err


def test_a_dry_run_shows_what_would_go(blog: Folder, run: Run) -> None:
    """--dry-run gives the diff, a picture in one line, and deletes nothing."""
    before = bundle(blog).files()

    answer = run("delete trip --dry-run")

    assert "-title: Trip" in answer.lines
    assert "Binary files a/posts/trip/sea.png and /dev/null differ" in answer.lines
    assert blog.files() == before


def test_a_link_is_left_to_its_author(blog: Folder, run: Run) -> None:
    """A post that is a link is not deleted: one sentence, and nothing of the others goes."""
    small(blog)
    (blog.root / "posts/link.md").symlink_to("one.md")
    before = blog.files()

    answer = run("delete posts/link.md posts/draft.md --yes", code=1)

    assert "posts/link.md is a link" in answer.err
    assert blog.files() == before


@pytest.mark.parametrize(("words", "code"), [("delete", 2), ("delete sort:date", 2)])
def test_nothing_is_deleted_for_want_of_words(
    blog: Folder, run: Run, words: str, code: int
) -> None:
    """All posts go only where --all says so."""
    before = small(blog).files()

    assert "--all" in run(words, code=code).err
    assert blog.files() == before


def test_an_index_of_pelicans_goes_with_its_folder(blog: Folder, run: Run) -> None:
    """What lies beside an `index` file is its post's, as for every command."""
    blog.write("pelicanconf.py", "PATH = 'content'\n")
    blog.write("content/trip/index.md", "Title: Trip\nDate: 2020-01-02\nStatus: draft\n\nText.\n")
    blog.write("content/trip/sea.png", b"\x89PNG\0")
    blog.write("content/other.md", "Title: Other\nDate: 2020-01-02\n\nText.\n")
    before = blog.files()

    run("delete content/trip/index.md --yes")

    assert list(blog.files()) == ["content/other.md", "pelicanconf.py"]
    run("undo --yes")
    assert blog.files() == before
