"""Moving: posts go to another folder with what is theirs, and stay what they are."""

import re
from datetime import UTC, datetime

import pytest
from conftest import Folder, Run, post
from generators import copied, planted

from blogctl.blog.blog import Blog
from blogctl.content.drafting import own_file
from blogctl.storage import files

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


ENGINES: dict[str, tuple[dict[str, str], str, str, str, str, str]] = {
    "plain": (
        {
            ".blogctl/config.toml": 'url = "https://example.org/"\n'
            'permalink = "/posts/:sections/:contentbasename/"\n',
            "posts/one.md": post("One", "[me](one.md) [s](source.md#a) [u](../source/)\n"),
        },
        "posts/source.md",
        post("S", "[a](one.md#x) [b](/posts/one/) [c](../one/) [d](https://example.org/posts/one)\n"
             "[e](one) [f](/posts/one.md)\n"),
        "old/one.md#x /posts/old/one/ ../old/one/ https://example.org/posts/old/one old/one "
        "/posts/old/one.md",
        "posts/old/one.md: one.md ../source.md#a ../../source/",
        'aliases: ["/posts/one/"]',
    ),
    "hugo": (
        {
            "hugo.toml": 'baseURL = "https://example.org/sub/"\n',
            "content/posts/one.md": post("One", '[s]({{< relref "source.md" >}}) '
                                         '[t]({{< ref "../about.md" >}}) [u](../source/)\n',
                                         date="2020-01-02"),
            "content/about.md": post("About", date="2020-01-02"),
        },
        "content/posts/source.md",
        post("S", '[a]({{< relref "posts/one.md#x" >}}) [b]({{< ref "one" >}}) [c](/posts/one/) '
             "[d](/sub/posts/one/) [e](../one)\n", date="2020-01-03"),
        "posts/old/one.md#x one /posts/old/one/ /sub/posts/old/one/ ../old/one",
        "content/posts/old/one.md: source.md ../../about.md ../../source/",
        'aliases: ["/posts/one/"]',
    ),
    "jekyll": (
        {
            "_config.yml": "permalink: /:path/\n",
            "_posts/2024-03-05-one.md": "---\ntitle: One\n---\n"
            "[s]({% post_url 2024-03-06-source %})\n",
        },
        "_posts/2024-03-06-source.md",
        "---\ntitle: S\n---\n[a]({% post_url 2024-03-05-one %}) "
        "[b]({% link _posts/2024-03-05-one.md %}#x) [c](/2024-03-05-one/)\n",
        "old/2024-03-05-one _posts/old/2024-03-05-one.md /old/2024-03-05-one/",
        "_posts/old/2024-03-05-one.md: 2024-03-06-source",
        'redirect_from: ["/2024-03-05-one/"]',
    ),
    "hexo": (
        {
            "_config.yml": "new_post_name: :title.md\npermalink: :title/\n",
            "package.json": '{"dependencies": {"hexo": "8"}}',
            "source/_posts/one.md": "---\ntitle: One\ndate: 2024-03-05\n---\n"
            "{% post_link source 'S' %}\n",
        },
        "source/_posts/source.md",
        "---\ntitle: S\ndate: 2024-03-06\n---\n{% post_link one 'One' %} "
        '{% post_path "one" %} [a](/one/#x)\n',
        "old/one old/one /old/one/#x",
        "source/_posts/old/one.md: source",
        "alias: [one/index.html]",
    ),
    "pelican": (
        {
            "pelicanconf.py": "PATH = 'content'\nARTICLE_URL = '{category}/{slug}.html'\n"
            "ARTICLE_SAVE_AS = ARTICLE_URL\n",
            "content/one.md": "Title: One\nDate: 2024-03-05\n\n"
            "[s]({filename}source.md) [t]({static}/img/x.png) ![u]({static}img/x.png)\n",
            "content/img/x.png": "",
        },
        "content/source.md",
        "Title: S\nDate: 2024-03-06\n\n[a]({filename}one.md) [b]({filename}/one.md#x) "
        "[c](/misc/one.html)\n",
        "old/one.md /old/one.md#x /old/one.html",
        "content/old/one.md: ../source.md /img/x.png ../img/x.png",
        'EXTRA_PATH_METADATA["redirects/misc-one.html"] = {"path": "misc/one.html"}',
    ),
    "nikola": (
        {
            "conf.py": "BLOG_TITLE = 'x'\nPOSTS = [('posts/*.md', 'posts')]\n",
            "posts/one.md": "[s](link://filename/posts/source.md)\n",
            "posts/one.meta": ".. title: One\n.. slug: one\n.. date: 2024-03-05\n",
        },
        "posts/source.md",
        "---\ntitle: S\nslug: source\ndate: 2024-03-06\n---\n[a](link://slug/one) "
        "[b](link://filename/posts/one.md) [c](/posts/one/)\n",
        "one posts/old/one.md /posts/old/one/",
        "posts/old/one.md: posts/source.md",
        'REDIRECTIONS += [("posts/one/index.html", "/posts/old/one/")]',
    ),
    "zola": (
        {
            "config.toml": 'base_url = "https://example.org"\n',
            "content/blog/one.md": '+++\ntitle = "One"\ndate = 2024-03-05\n+++\n'
            "[s](@/blog/source.md#y) [t](./source.md)\n",
        },
        "content/blog/source.md",
        '+++\ntitle = "S"\ndate = 2024-03-05\n+++\n[a](@/blog/one.md#x) [b](./one.md)\n',
        "blog/old/one.md#x ./old/one.md",
        "content/blog/old/one.md: blog/source.md#y ../source.md",
        'aliases = ["/blog/one/"]',
    ),
    "eleventy": (
        {
            "eleventy.config.js": "module.exports = {}\n",
            "posts/one.md": "---\ntitle: One\n---\n[s](./source.md)\n",
            "posts/one.json": '{"mood": "calm"}',
        },
        "posts/source.md",
        "---\ntitle: S\n---\n[a]({{ '/posts/one/' | url }}) [b](./one.md#x)\n",
        "/posts/old/one/ ./old/one.md#x",
        "posts/old/one.md: ../source.md",
        "permalink: /posts/one/ in its front matter",
    ),
}  # fmt: skip
TARGET = re.compile(
    r"""\{%-?\s*(?:post_\w+|link)\s+["']?([^\s"'%]+)["']?[^%]*%\}(#\w+)?"""
    r"""|(?:rel)?ref\s+"([^"]+)"|(?:\{\{ '|\{(?:filename|static)\}|@/|link://\w+/)([^\s')}]+)"""
    r"""|\]\(([^\s{@):]+|https:[^\s)]+)\)"""
)


def targets(text: str) -> str:
    """Return the targets of the links in a text, in whichever form they are."""
    return " ".join(next(filter(None, found)) for found in TARGET.findall(text))


@pytest.mark.parametrize("name", ENGINES)
def test_links_and_the_old_address_follow(name: str, blog: Folder, run: Run) -> None:
    """To each generator: links to the post, links in it, and a redirect; undo is whole."""
    written, source, text, there, own, redirect = ENGINES[name]
    planted(blog, {**written, source: text})
    before = blog.files()
    path, _, expected = own.partition(": ")

    answer = run(f"move one --to {path.rpartition('/')[0]} --yes")

    assert targets(blog.text(source)) == there
    assert targets(blog.text(path)) == expected
    assert redirect in blog.text(path) + answer.err
    run("undo --yes")
    assert blog.files() == before


def site(blog: Folder, **posts: str) -> Folder:
    """Write a Hugo site whose posts lie in `content/posts`; `_` in a name stands for `/`."""
    written = {f"content/posts/{name.replace('_', '/')}.md": text for name, text in posts.items()}
    return planted(blog, {"hugo.toml": "", **written})


def test_posts_that_move_together_still_link(blog: Folder, run: Run) -> None:
    """What leads from one to the other by a relative path stays; addresses are new."""
    body = "[a](two.md) [b](../two/#x) [c](/posts/two/)\n"
    site(blog, one=post("One", body), two=post("Two", "[a](one.md)\n"))

    run("move --all --to content/notes/deep --yes --no-redirect")

    assert blog.text("content/notes/deep/one.md") == post(
        "One", "[a](two.md) [b](../two/#x) [c](/notes/deep/two/)\n"
    )
    assert blog.text("content/notes/deep/two.md") == post("Two", "[a](one.md)\n")


def test_what_a_post_links_to_is_reached_from_its_new_place(blog: Folder, run: Run) -> None:
    """Pictures beside it, and pages above it; what is in code stays, and so does another site."""
    body = '![p](img/a%20b.png) ![q](./pic.png "t") [r](../../about/) `[s](two.md)` [t](//x.y/z)\n'
    site(blog, one=post("One", body), two=post("Two"))
    blog.write("content/about.md", post("About"))
    blog.write("content/posts/pic.png", PICTURE)
    blog.write("content/posts/img/a b.png", PICTURE)

    run("move one --to content/posts/old --yes --no-redirect")

    assert blog.text("content/posts/old/one.md") == post("One", body
        .replace("img/a%20b", "../img/a%20b").replace("./pic", "../pic")
        .replace("../../about", "../../../about"))  # fmt: skip


def test_a_bundle_moves_with_its_links(blog: Folder, run: Run) -> None:
    """Links to its pictures from elsewhere follow; its own to them stay."""
    site(
        blog,
        trip_index=post("Trip", "![p](sea.png) [o](../other/)\n"),
        other=post("Other", "![p](trip/sea.png) ![q](/posts/trip/sea.png) [r](trip/index.md)\n"),
    )
    blog.write("content/posts/trip/sea.png", PICTURE)  # fmt: skip
    before = blog.files()

    run("move trip --to content/notes --yes --no-redirect")

    assert blog.text("content/notes/trip/index.md") == post(
        "Trip", "![p](sea.png) [o](../../posts/other/)\n"
    )
    assert blog.text("content/posts/other.md") == post(
        "Other",
        "![p](../notes/trip/sea.png) ![q](/notes/trip/sea.png) [r](../notes/trip/index.md)\n",
    )
    run("undo --yes")
    assert blog.files() == before


def test_links_to_what_stays_stay(blog: Folder, run: Run) -> None:
    """Where one of the posts cannot move, nothing is changed for it."""
    text = post("S", "[a](/posts/one/) [b](/posts/two/)\n")
    site(blog, one=post("One"), two=post("Two"), source=text)
    blog.write("content/notes/one.md", post("Other", slug="other"))

    answer = run(
        "move content/posts/one.md content/posts/two.md --to content/notes --yes --json", code=1
    )

    assert [row["path"] for row in answer.json["failed"]] == ["content/posts/one.md"]
    assert blog.text("content/posts/source.md") == text.replace("posts/two", "notes/two")
    assert [row["old"] for row in answer.json["redirects"]] == ["/posts/two/"]


def test_a_post_with_unknown_files_is_torn_from_none(blog: Folder, run: Run) -> None:
    """Where one translation of a folder cannot move, the other stays with it."""
    hugo(blog).write("content/notes/trip/index.fr.md", post("Autre"))
    before = blog.files()

    answer = run("move content/posts/trip --to content/notes --yes --json", code=1)

    assert [row["path"] for row in answer.json["failed"]] == [
        "content/posts/trip/index.fr.md", "content/posts/trip/index.md",
    ]  # fmt: skip
    assert blog.files() == before


def test_what_is_left_is_told(blog: Folder, run: Run) -> None:
    """Front matter, and links that cannot be followed, are named with file and line."""
    site(blog, one=post("One", "[a](../nowhere/)\n", image="pic.png", tags="[two.png]"),
         two="---\ntitle: Two\nrelated: /posts/one/\n---\n[b](/posts/one/x.pdf)\n")  # fmt: skip

    blog.write("content/posts/pic.png", PICTURE)

    answer = run("move one --to content/notes --yes --json").json

    assert answer["changed"] == ["content/notes/one.md"]
    assert answer["redirects"] == [{"old": "/posts/one/", "new": "/notes/one/", "put": ""}]
    assert answer["left"] == [
        {"path": "content/notes/one.md:3",
         "message": "'pic.png': it stands in the front matter, and is left as it is"},
        {"path": "content/notes/one.md:8",
         "message": "'../nowhere/': from the new address it leads elsewhere"},
        {"path": "content/posts/two.md:3",
         "message": "'/posts/one': it stands in the front matter, and is left as it is"},
        {"path": "content/posts/two.md:5",
         "message": "'/posts/one/x.pdf': what it names below the post is not known"},
    ]  # fmt: skip


def test_restructured_text_is_told_of_its_own_links(blog: Folder, run: Run) -> None:
    """Relative links of a text that is not changed are named, where they would lead elsewhere."""
    text = (
        "One\n###\n\n:date: 2024-03-05\n\n`a <{filename}two.md>`_ `b <{filename}/two.md>`_\n"
        "`c <https://x.org/>`_\n\n.. image:: {static}x.png\n.. _d: two.html\n"
    )
    planted(blog, {"pelicanconf.py": "PATH = 'content'\nARTICLE_URL = '{category}/{slug}.html'\n",
                   "content/two.md": "Title: Two\nDate: 2024-03-05\n\nText.\n",
                   "content/x.png": PICTURE, "content/one.rst": text})  # fmt: skip

    answer = run("move content/one.rst --to content/old --yes --json").json

    message = "it stands in a text that is not changed"
    assert answer["left"] == [
        {"path": "content/old/one.rst:6", "message": f"'two.md': {message}"},
        {"path": "content/old/one.rst:9", "message": f"'x.png': {message}"},
        {"path": "content/old/one.rst:10", "message": f"'two.html': {message}"},
    ]
    assert blog.text("content/old/one.rst") == text


@pytest.mark.parametrize(("text", "words"), [("draft: true\n", ""), ("", " --no-redirect")])
def test_no_redirect_where_none_is_wanted(blog: Folder, run: Run, text: str, words: str) -> None:
    """A draft has no old address to keep, and --no-redirect gives it up."""
    site(blog, one=f"---\ntitle: One\n{text}---\n")

    answer = run(f"move one --to content/notes --yes --json{words}").json

    assert blog.text("content/notes/one.md") == f"---\ntitle: One\n{text}---\n"
    assert answer["redirects"] == []


def test_there_and_back_leaves_no_redirect_to_itself(blog: Folder, run: Run) -> None:
    """Moved back, the post takes its address out of its aliases; links to it are as they were."""
    text = post("Two", "[a](one.md) [b](/posts/one/)\n")
    site(blog, one=post("One", "[a](two.md)\n"), two=text)

    run("move one --to content/notes --yes")
    run("move one --to content/posts --yes")

    # Its own link still leads there, and is left as it is.
    assert run("show one --json --fields meta").json["meta"]["aliases"] == ["/notes/one/"]
    assert blog.text("content/posts/one.md").endswith("[a](../posts/two.md)\n")
    assert blog.text("content/posts/two.md") == text


def test_a_translation_that_stays_is_told(blog: Folder, run: Run) -> None:
    """The post at the same place in another content folder is named, with the command."""
    planted(blog, {
        "hugo.toml": "[languages.en]\ncontentDir='content/en'\n"
                     "[languages.fr]\ncontentDir='content/fr'\n",
        "content/en/posts/one.md": post("One"), "content/fr/posts/one.md": post("Un"),
    })  # fmt: skip

    answer = run("move content/en/posts/one.md --to content/en/notes --dry-run")

    assert "blogctl move content/fr/posts/one.md --to content/fr/notes" in answer.err


def test_a_date_is_not_lost_by_a_place(blog: Folder, run: Run) -> None:
    """Where Hexo would no longer find the date in the name, the post stays."""
    planted(blog, {
        "_config.yml": "new_post_name: :year-:month-:day-:title.md\n",
        "package.json": '{"dependencies": {"hexo": "8"}}',
        "source/_posts/2020-01-02-one.md": "---\ntitle: One\n---\nText.\n",
    })  # fmt: skip

    answer = run("move one --to source/_posts/old --yes", code=1)

    assert "hexo would read another date from it" in answer.err


def test_a_thousand_posts_move_in_one_walk(
    blog: Folder, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The blog's folders are gone through a few times, not once for each post."""
    site(blog, **{f"p{n}": post(f"P{n}", f"[a](p{n + 1}.md)\n") for n in range(60)})
    walked: list[object] = []
    walk = files.walk
    monkeypatch.setattr(files, "walk", lambda *words: walked.append(words) or walk(*words))

    run("move --all --to content/posts/old --yes -q")

    assert len(walked) < 10


@pytest.mark.corpora
@pytest.mark.parametrize(
    ("name", "folder"),
    [("hugo", "content/en/archive"), ("jekyll", "_posts/old"), ("hexo", "source/_posts/old"),
     ("pelican", "content/old/deep"), ("nikola", "posts/old"), ("zola", "content/inside-rust/old"),
     ("eleventy", "src/blog/old")],
)  # fmt: skip
def test_real_blogs_keep_their_links(name: str, folder: str, blog: Folder, run: Run) -> None:
    """On a real blog each, who linked to a post still does when it has moved; undo is whole."""
    copied(name, blog)
    before, opened = blog.files(), Blog.open(blog.root, datetime.now(UTC))
    home = next(one for one in opened.engine.folders if folder.startswith(f"{one}/"))
    some = [one for one in opened.posts if one.path.startswith(f"{home}/")]
    chosen = sorted(some, key=lambda one: -len(opened.links.links_to(one)))[:8]
    places = {one.path: f"{folder}/{own_file(one.path)}" for one in chosen}
    linking = {
        places[one.path]: {places.get(two.path, two.path) for two in opened.links.links_to(one)}
        for one in chosen
    }

    # Hexo's have their dates from names that it would no longer read; Nikola's corpus has faults.
    answer = run(
        ["move", *places, "--to", folder, "--yes", "--json"], code=name in ("hexo", "nikola")
    )

    opened.forget()
    moved = [one for one in opened.posts if one.path in linking]
    assert len(moved) + len(answer.json["failed"]) == len(chosen)
    for one in moved:
        assert {two.path for two in opened.links.links_to(one)} == linking[one.path]
    if moved:
        run("undo --yes")
    assert blog.files() == before
