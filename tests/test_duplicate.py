"""Copying: a draft beside the post, with a slug of its own and no address of the other."""

import pytest
from conftest import Folder, Run, post

PICTURE = b"\x89PNG\r\n\x1a\n\0\0\xff"
NIKOLA = "BLOG_TITLE = 'x'\nPOSTS = (('posts/*.rst', 'posts', 'post.tmpl'),)\n"


def made(blog: Folder, before: dict[str, bytes]) -> dict[str, str]:
    """Return the files that were not there, and see that all others are as they were."""
    after = blog.files()
    assert {path: after.get(path) for path in before} == before
    return {path: data.decode() for path, data in after.items() if path not in before}


def test_a_copy_is_a_draft_beside_the_post(blog: Folder, run: Run) -> None:
    """Every line but the date and the status is copied; the path is the answer."""
    text = "---\ntitle:  'A  tour' # mine\r\ndate: 2020-01-02\ndraft: false\ntags: [a,b]\n---\nx"
    before = blog.write("posts/deep/tour.md", text) and blog.files()

    answer = run("duplicate tour")

    copy = "---\ntitle:  'A  tour' # mine\r\ndraft: true\ntags: [a,b]\n---\nx"
    assert made(blog, before) == {"posts/deep/tour-2.md": copy}
    assert (answer.out, answer.err) == ("posts/deep/tour-2.md\n", "")


def test_the_first_free_number_is_taken(blog: Folder, run: Run) -> None:
    """Each copy has the next number, whatever the case of the slugs that are there."""
    blog(tour=post("Tour"), other=post("Other", slug="Tour-3"))

    paths = [run("duplicate tour").out for _ in range(2)]

    assert paths == ["posts/tour-2.md\n", "posts/tour-4.md\n"]


def test_a_copy_has_the_slug_and_the_title_asked_for(blog: Folder, run: Run) -> None:
    """--slug names the file, --title is written with the quotes that it needs."""
    before = blog(tour=post("Tour")).files()

    run(["duplicate", "tour", "--slug", "visit", "--title", "A: visit"])

    assert made(blog, before) == {
        "posts/visit.md": '---\ntitle: "A: visit"\ndraft: true\n---\n\nText.\n'
    }


def test_a_copy_is_not_at_the_address_of_the_post(blog: Folder, run: Run) -> None:
    """A slug field is written anew; url and aliases are not copied."""
    fields = {"slug": "Trip", "url": "/a/", "aliases": "[/b/]", "lastmod": "2021-01-01"}
    before = blog(tour=post("Tour", **fields)).files()

    run("duplicate posts/tour.md")

    assert made(blog, before) == {
        "posts/Trip-2.md": "---\ntitle: Tour\ndraft: true\nslug: Trip-2\n---\n\nText.\n"
    }


def test_a_dated_name_takes_the_day(blog: Folder, run: Run) -> None:
    """A copy is named as a new post of that blog is."""
    blog.write("posts/2020-01-02-tour.md", post("Tour"))

    assert run("duplicate tour").out == "posts/2026-11-23-tour-2.md\n"
    assert run("list slug:tour-2 --format {status}").out == "draft\n"


def test_a_bundle_is_copied_whole_and_undone_whole(blog: Folder, run: Run) -> None:
    """The files of its folder come along, as they are; undo takes the folder away again."""
    blog.write("posts/trip/index.md", post("Trip"))
    blog.write("posts/trip/img/sea.png", PICTURE)
    before = blog.files()

    answer = run("duplicate trip --json")

    assert answer.json["changed"] == ["posts/trip-2/index.md"]
    assert blog.data("posts/trip-2/img/sea.png") == PICTURE
    run("undo --yes")
    assert blog.files() == before
    assert not (blog.root / "posts/trip-2").exists()


def test_a_translation_is_copied_alone(blog: Folder, run: Run) -> None:
    """The copy of a post in a shared folder has the pictures, and its language; not the other."""
    blog.write("hugo.toml", "[languages.en]\n[languages.fr]\n")
    blog.write("content/posts/trip/index.md", post("Trip"))
    blog.write("content/posts/trip/index.fr.md", post("Voyage"))
    blog.write("content/posts/trip/sea.png", "x")
    before = blog.files()

    run("duplicate content/posts/trip/index.fr.md --slug voyage")

    assert sorted(made(blog, before)) == [
        "content/posts/voyage/index.fr.md", "content/posts/voyage/sea.png"
    ]  # fmt: skip


ENGINES = {
    "jekyll": ({"_config.yml": "title: x\n"}, "_posts/a/2020-01-02-tour.markdown",
               "_drafts/a/tour-2.markdown"),
    "hexo": ({"_config.yml": "theme: x\n", "package.json": '{"dependencies":{"hexo":"7"}}'},
             "source/_posts/tour.md", "source/_drafts/tour-2.md"),
    "pelican": ({"pelicanconf.py": "PATH = 'content'\n"}, "content/tour.md", "content/tour-2.md"),
    "zola": ({"config.toml": "base_url = 'https://x.org'\n"}, "content/blog/tour.md",
             "content/blog/tour-2.md"),
    "eleventy": ({"eleventy.config.js": "export default function(c) {}\n"}, "posts/tour.md",
                 "posts/tour-2.md"),
}  # fmt: skip
TEXTS = {
    "pelican": "Title: Tour\nDate: 2020-01-02\nSave_as: a.html\nURL: a\n\nText.\n",
    "zola": "+++\ntitle = 'Tour'\ndate = 2020-01-02\naliases = ['a']\npath = 'b'\n+++\nText.\n",
}


@pytest.mark.parametrize("engine", ENGINES)
def test_a_copy_is_a_draft_to_each_generator(blog: Folder, run: Run, engine: str) -> None:
    """Wherever the generator has its drafts, that is where the copy goes, with its own slug."""
    (blog.root / "posts").rmdir()
    files, path, copy = ENGINES[engine]
    for name, text in files.items():
        blog.write(name, text)
    blog.write(path, TEXTS.get(engine, post("Tour", date="2020-01-02", permalink="/a/")))
    before = blog.files()

    assert run("duplicate tour").out == f"{copy}\n"
    assert list(made(blog, before)) == [copy]
    assert "2020" not in blog.text(copy)
    assert "path" not in blog.text(copy)
    answer = run("list is:draft --format {slug}|{title}")
    assert answer.out == "tour-2|Tour\n"


def test_a_post_of_two_files_is_copied_as_two(blog: Folder, run: Run) -> None:
    """A sidecar gets the slug, the date that Nikola must have, and the status."""
    blog.write("conf.py", NIKOLA)
    blog.write("posts/two.rst", "Text.\n")
    blog.write("posts/two.meta", ".. title: Two\n.. slug: two\n.. date: 2020-01-02\n")
    before = blog.files()

    run("duplicate two")

    files = made(blog, before)
    assert sorted(files) == ["posts/two-2.meta", "posts/two-2.rst"]
    assert files["posts/two-2.rst"] == "Text.\n"
    assert ".. slug: two-2\n.. date: 2026-11-23" in files["posts/two-2.meta"]
    assert ".. status: draft\n" in files["posts/two-2.meta"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("tour --slug other", 1, "already has the slug 'other': posts/other.md"),
        ("tour --slug a/b", 2, "'a/b' is not a slug"),
        ("tour --title=", 2, "the title is empty"),
        ("nowhere", 3, "there is no post 'nowhere'"),
        ("tour --slug stray", 1, "there is a file at posts/stray.md already"),
    ],
)
def test_a_copy_that_cannot_be(blog: Folder, run: Run, words: str, code: int, said: str) -> None:
    """What is taken, or cannot be, is one sentence; nothing is written."""
    blog(tour=post("Tour"), other=post("Other"), stray=post("Stray", slug="somewhere"))
    before = blog.files()

    assert said in run(f"duplicate {words}", code=code).err
    assert blog.files() == before


def test_a_dry_copy_writes_nothing(blog: Folder, run: Run) -> None:
    """--dry-run shows the new file as a diff."""
    before = blog(tour=post("Tour")).files()

    answer = run("duplicate tour --dry-run")

    assert "+++ b/posts/tour-2.md" in answer.lines
    assert blog.files() == before
