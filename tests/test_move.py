"""Moving: posts go to another folder with what is theirs, and stay what they are."""

import pytest
from conftest import Folder, Run, post

PICTURE = b"\x89PNG\r\n\x1a\n\0\0\xff"
HEXO = {"_config.yml": "theme: x\npost_asset_folder: true\n",
        "package.json": '{"dependencies":{"hexo":"7"}}'}  # fmt: skip
NIKOLA = "BLOG_TITLE = 'x'\nPOSTS = (('posts/*.rst', 'posts', 'post.tmpl'),)\n"


def test_a_post_moves_as_it_is(blog: Folder, run: Run) -> None:
    """The file goes, byte for byte and with its mode, into a folder that is made for it."""
    data = b"---\r\ntitle: One\r\ndraft: true\r\n---\r\nx"
    blog.write("posts/one.md", data).chmod(0o600)

    answer = run("move one --to posts/2020/old")

    assert blog.files() == {"posts/2020/old/one.md": data}
    assert (blog.root / "posts/2020/old/one.md").stat().st_mode & 0o777 == 0o600
    assert answer.err == "1 post changed\n"


def test_a_move_is_undone_whole(blog: Folder, run: Run) -> None:
    """Posts and bundles go back where they were, and the folders that were made go."""
    blog(one=post("One"), two=post("Two"))
    blog.write("posts/trip/index.md", post("Trip"))
    blog.write("posts/trip/img/sea.png", PICTURE).chmod(0o640)
    before = blog.files()
    run("move --all --to posts/old --yes")
    assert sorted(blog.files()) == [
        "posts/old/one.md", "posts/old/trip/img/sea.png", "posts/old/trip/index.md",
        "posts/old/two.md",
    ]  # fmt: skip
    assert not (blog.root / "posts/trip").exists()

    run("undo --yes")

    assert blog.files() == before
    assert (blog.root / "posts/trip/img/sea.png").stat().st_mode & 0o777 == 0o640
    assert not (blog.root / "posts/old").exists()


def test_a_bundle_of_one_file_leaves_no_folder(blog: Folder, run: Run) -> None:
    """The folder of a post goes with it, even where nothing else was in it."""
    blog.write("posts/trip/index.md", post("Trip", draft="true"))

    run("move trip --to posts/old")

    assert list(blog.files()) == ["posts/old/trip/index.md"]
    assert not (blog.root / "posts/trip").exists()


def test_what_is_there_already_stays(blog: Folder, run: Run) -> None:
    """A post in the folder is so already; the others come."""
    blog(one=post("One", draft="true"))
    blog.write("posts/old/two.md", post("Two"))

    answer = run("move --all --to posts/old --yes --json")

    assert answer.json["changed"] == ["posts/old/one.md"]
    assert answer.json["unchanged"] == ["posts/old/two.md"]


@pytest.mark.parametrize("to", ["elsewhere", "..", "posts/../x", "/tmp", ".", "postscript", ""])
def test_posts_lie_where_the_generator_looks(blog: Folder, run: Run, to: str) -> None:
    """A folder that no post can lie in is exit 2, with those that can; nothing is moved."""
    before = blog(one=post("One")).files()

    answer = run(["move", "one", "--to", to, "--yes"], code=2)

    assert "posts lie in" in answer.err
    assert blog.files() == before


@pytest.mark.parametrize(
    ("to", "folder"),
    [("old", "posts"), ("../posts/old", "posts"), ("./posts/old/", ""), ("ABSOLUTE", "posts")],
)
def test_a_folder_is_named_from_where_one_is(blog: Folder, run: Run, to: str, folder: str) -> None:
    """--to is a path as the shell has it: from the folder that one is in, or an absolute one."""
    blog(one=post("One", draft="true"))
    to = to.replace("ABSOLUTE", str(blog.root / "posts/old"))

    run(["move", "slug:one", "--to", to], folder=folder)

    assert list(blog.files()) == ["posts/old/one.md"]


def test_nothing_is_moved_over_another(blog: Folder, run: Run) -> None:
    """A post that would meet another file stays, and is named; the others move: exit 1."""
    blog(one=post("One"), two=post("Two"))
    blog.write("posts/old/one.md", post("Old"))
    blog.write("posts/new/two.md", post("New"))

    answer = run("move posts/one.md posts/two.md posts/new --to posts/old --yes", code=1)

    assert "there is a file at posts/old/one.md already" in answer.err
    assert "there is a file at posts/old/two.md already" in answer.err
    assert {path: data.decode() for path, data in blog.files().items()} == {
        "posts/old/one.md": post("Old"), "posts/old/two.md": post("New"),
        "posts/one.md": post("One"), "posts/two.md": post("Two"),
    }  # fmt: skip


def hugo(blog: Folder) -> Folder:
    """Write a Hugo site in two languages with a bundle that both share."""
    blog.write("hugo.toml", "[languages.en]\n[languages.fr]\n")
    blog.write("content/posts/trip/index.md", post("Trip", date="2020-01-02"))
    blog.write("content/posts/trip/index.fr.md", post("Voyage", date="2020-01-02"))
    blog.write("content/posts/trip/sea.png", PICTURE)
    return blog


def test_translations_move_together(blog: Folder, run: Run) -> None:
    """A folder that two posts share moves when both are named."""
    before = hugo(blog).files()

    answer = run("move content/posts/trip --to content/notes --yes")

    assert sorted(blog.files()) == [
        "content/notes/trip/index.fr.md", "content/notes/trip/index.md",
        "content/notes/trip/sea.png", "hugo.toml",
    ]  # fmt: skip
    assert "content/posts/trip/index.fr.md: /fr/posts/trip/ -> /fr/notes/trip/\n" in answer.err
    run("undo --yes")
    assert blog.files() == before


def test_a_translation_is_not_torn_from_the_other(blog: Folder, run: Run) -> None:
    """Where only one of the posts of a folder is named it stays, and the other is named."""
    before = hugo(blog).files()

    answer = run("move content/posts/trip/index.md --to content/notes --yes", code=1)

    assert "content/posts/trip/index.fr.md lives in the same folder" in answer.err
    assert blog.files() == before


def test_an_address_that_changes_is_told(blog: Folder, run: Run) -> None:
    """Each live post with another address is said before the question; drafts have none."""
    blog.write("hugo.toml", "")
    blog.write("content/posts/live.md", post("Live", date="2020-01-02"))
    blog.write("content/posts/draft.md", post("Draft", draft="true"))

    answer = run("move --all --to content/notes --dry-run")

    assert "content/posts/live.md: /posts/live/ -> /notes/live/\n" in answer.err
    assert "/notes/draft/" not in answer.err
    assert "rename to content/notes/live.md" in answer.lines


def test_an_address_that_is_taken_stops_the_post(blog: Folder, run: Run) -> None:
    """Two live posts are never moved to one address."""
    blog.write("hugo.toml", "")
    blog.write("content/posts/live.md", post("Live", date="2020-01-02"))
    blog.write("content/notes/live/index.md", post("Other", date="2020-01-02"))
    before = blog.files()

    answer = run("move content/posts/live.md --to content/notes --yes", code=1)

    assert "content/notes/live/index.md is at its new address already: /notes/live/" in answer.err
    assert blog.files() == before


def jekyll(blog: Folder) -> Folder:
    """Write a Jekyll site with a post and two drafts."""
    (blog.root / "posts").rmdir()
    blog.write("_config.yml", "title: x\n")
    blog.write("_posts/2020-01-02-one.md", post("One"))
    blog.write("_drafts/two.md", post("Two"))
    blog.write("_drafts/2020-01-03-three.md", post("Three"))
    return blog


def test_a_dated_name_stays_dated(blog: Folder, run: Run) -> None:
    """A post of Jekyll's moves within `_posts` under its name."""
    jekyll(blog)

    run("move one --to _posts/old --yes")

    assert "_posts/old/2020-01-02-one.md" in blog.files()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("two --to _posts", "at _posts/two.md it would be no post to jekyll"),
        ("three --to _posts", "at _posts/2020-01-03-three.md it would be published"),
        ("one --to _drafts", "at _drafts/2020-01-02-one.md it would be draft"),
    ],
)
def test_moving_neither_publishes_nor_hides(blog: Folder, run: Run, words: str, said: str) -> None:
    """What would become live, or vanish, by its new place stays where it is: exit 1."""
    before = jekyll(blog).files()

    assert said in run(f"move {words} --yes", code=1).err
    assert blog.files() == before


def test_a_language_is_not_changed_by_a_place(blog: Folder, run: Run) -> None:
    """Where folders say the language, a post stays among those of its own."""
    blog.write("hugo.toml", "[languages.en]\ncontentDir='content/en'\n"
               "[languages.fr]\ncontentDir='content/fr'\n")  # fmt: skip
    blog.write("content/fr/posts/un.md", post("Un", date="2020-01-02"))
    before = blog.files()

    answer = run("move un --to content/en/posts --yes", code=1)

    assert "its language would be 'en', not 'fr'" in answer.err
    assert blog.files() == before


def test_a_folder_beside_the_post_moves_along(blog: Folder, run: Run) -> None:
    """The asset folder of a Hexo post goes where its post goes."""
    (blog.root / "posts").rmdir()
    for name, text in HEXO.items():
        blog.write(name, text)
    blog.write("source/_posts/one.md", post("One", date="2020-01-02"))
    blog.write("source/_posts/one/sea.png", PICTURE)
    before = blog.files()

    run("move one --to source/_posts/old --yes")

    assert set(blog.files()) - set(HEXO) == {
        "source/_posts/old/one.md", "source/_posts/old/one/sea.png"
    }  # fmt: skip
    run("undo --yes")
    assert blog.files() == before


def test_a_post_of_two_files_moves_as_two(blog: Folder, run: Run) -> None:
    """A sidecar stays beside its post."""
    blog.write("conf.py", NIKOLA)
    blog.write("posts/two.rst", "Text.\n")
    blog.write("posts/two.meta", ".. title: Two\n.. slug: two\n.. date: 2020-01-02\n")
    before = blog.files()

    run("move two --to posts/old --yes")

    assert sorted(blog.files()) == ["conf.py", "posts/old/two.meta", "posts/old/two.rst"]
    run("undo --yes")
    assert blog.files() == before
