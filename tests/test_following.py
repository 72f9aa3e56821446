"""Links looked at: both ways, those that lead nowhere, and posts that none leads to."""

import pytest
from conftest import Folder, Run, post


def problems(run: Run, query: str = "") -> list[tuple[str, str]]:
    """Return what is wrong with links: the place of each, and the message."""
    answer = run(f"links --broken --json {query}", code=4)
    return [(one["place"], one["message"]) for one in answer.json]


def test_the_links_of_a_post_both_ways(blog: Folder, run: Run) -> None:
    """Each as it is written, with its line, its text, and where it leads."""
    blog(
        a=post("A", "Two\n[b](b.md#part) and [out](https://x.org)\n\n![p](p.png) [no](no.md)\n"),
        b=post("B", "# Part\n\n[to a][1] <a href='a.md'>again</a>\n\n[1]: /posts/a/\n"),
    )
    blog.write("posts/p.png", b"png")

    answer = run("links a --json").json

    keys = ("way", "state", "path", "target", "text", "place")
    assert [tuple(one[key] for key in keys) for one in answer] == [
        ("to", "post", "posts/b.md", "b.md#part", "b", "posts/a.md:6"),
        ("to", "outside", "", "https://x.org", "out", "posts/a.md:6"),
        ("to", "file", "posts/p.png", "p.png", "p", "posts/a.md:8"),
        ("to", "broken", "", "no.md", "no", "posts/a.md:8"),
        ("from", "post", "posts/b.md", "a.md", "again", "posts/b.md:7"),
        ("from", "post", "posts/b.md", "/posts/a/", "1", "posts/b.md:9"),
    ]
    assert "Linked from" in run("links a --table").out
    assert run("links a -n 1 --format {target}").lines == ["b.md#part"]


def test_orphans(blog: Folder, run: Run) -> None:
    """Live posts that no live one links to; their own links, and drafts, do not count."""
    blog(
        a=post("A", "[a](a.md) [b](b.md)\n"),
        b=post("B"),
        c=post("C"),
        d=post("D", "[c](c.md)\n", draft="true"),
    )

    assert run("links --orphans --sort path --format {slug}").lines == ["a", "c"]
    assert run("links --orphans title:c --format {slug}").lines == ["c"]


def test_a_post_that_is_not_there(blog: Folder, run: Run) -> None:
    """It is told at its line, with the post that may be meant."""
    blog(
        garden=post("Garden", "[x](gardens.md) [y](/posts/gardn/) [z](/about/) [t](/tags/t/)\n"),
        walk=post("Walk", "`[x](no.md)` [x](mailto:a@b.c)\n"),
    )  # fmt: skip

    answer = run("links --broken --json", code=4).json

    assert [(one["place"], one["message"], one["hint"]) for one in answer] == [
        ("posts/garden.md:5", "there is no post 'gardens.md'", "did you mean 'posts/garden.md'?"),
        ("posts/garden.md:5", "there is no post '/posts/gardn/'",
         "did you mean 'posts/garden.md'?"),
    ]  # fmt: skip
    assert run("links --broken walk").out == ""
    assert run("check links --json", code=4).json == answer
    assert run("check").code == 0


def test_a_draft_cannot_be_read(blog: Folder, run: Run) -> None:
    """A live post's link to it leads its readers nowhere; a draft's own is no matter yet."""
    blog(
        a=post("A", "[b](b.md)\n"),
        b=post("B", "[c](c.md)\n", draft="true"),
        c=post("C", "", draft="true"),
    )

    assert problems(run) == [("posts/a.md:5", "posts/b.md is a draft: readers find nothing there")]


def test_images_and_files_that_are_missing(blog: Folder, run: Run) -> None:
    """Beside the post, where the author has files; not where a theme may have them."""
    blog.write("posts/here.png", b"png")
    blog(a=post("A", "![x](here.png)\n![x](gone.png)\n[f](gone.pdf)\n![t](/theme/logo.png)\n"))

    assert problems(run) == [
        ("posts/a.md:6", "there is no image 'gone.png'"),
        ("posts/a.md:7", "there is no file 'gone.pdf'"),
    ]


@pytest.mark.parametrize(
    "fragment",
    ["a-head", "l-été-à-deux", "l-ete-a-deux", "a-head-1", "own", "mark", "with-code", "top", "",
     "setext", "fn1"],
)  # fmt: skip
def test_an_anchor_that_is_there(blog: Folder, run: Run, fragment: str) -> None:
    """Headings as GitHub and Hugo name them, and what a text names itself."""
    text = (
        "# A head\n\n## A head\n\n## L été à deux\n\n## Named {#own}\n\n"
        "<a id='mark'></a>\n\n## With `code`!\n\nSetext\n------\n"
    )
    blog(a=post("A", text), b=post("B", f"[x](a.md#{fragment})\n"))

    assert run("links --broken").out == ""


def test_an_anchor_that_is_not_there(blog: Folder, run: Run) -> None:
    """It is told, in the same post and in another, with the nearest."""
    blog(a=post("A", "# Roots\n\n[here](#rots)\n"), b=post("B", "[x](a.md#branch)\n"))

    answer = run("links --broken --json", code=4).json

    assert [(one["message"], one["hint"]) for one in answer] == [
        ("no heading of this post is '#rots'", "did you mean '#roots'?"),
        ("no heading of posts/a.md is '#branch'", None),
    ]


def test_anchors_that_a_shortcode_may_make(blog: Folder, run: Run) -> None:
    """What is not sure is not told."""
    blog(a=post("A", "{{< toc >}}\n\n[x](#made)\n"))

    assert run("links --broken").out == ""


@pytest.mark.parametrize(
    ("config", "folder", "good", "bad"),
    [
        ("hugo.toml", "content/posts", '{{< ref "b" >}}', '{{< ref "nowhere" >}}'),
        ("_config.yml", "_posts", "{% post_url 2020-01-02-b %}", "{% post_url 2020-01-02-no %}"),
        ("pelicanconf.py", "content", "{filename}2020-01-02-b.md", "{filename}no.md"),
        ("config.toml", "content", "@/2020-01-02-b.md", "@/no.md"),
    ],
)
def test_each_generators_own_links(
    blog: Folder, run: Run, config: str, folder: str, good: str, bad: str
) -> None:
    """A generator's own form that names nothing would stop it: that is sure."""
    known = {"config.toml": "base_url = 'https://x.org'\n", "pelicanconf.py": "PATH = 'content'\n"}
    blog.write(config, known.get(config, ""))
    fence = "+++" if config == "config.toml" else "---"
    head = f"{fence}\ntitle = 'A'\ndate = 2020-01-02\n{fence}\n" if fence == "+++" else (
        "---\ntitle: A\ndate: 2020-01-02\n---\n")  # fmt: skip
    blog.write(f"{folder}/{'b' if config == 'hugo.toml' else '2020-01-02-b'}.md", head)
    blog.write(f"{folder}/2020-01-03-a.md", f"{head}[x]({good})\n[y]({bad})\n")

    assert [place for place, _ in problems(run)] == [f"{folder}/2020-01-03-a.md:6"]


def test_an_old_address_is_no_broken_link(blog: Folder, run: Run) -> None:
    """What an alias answers leads to its post."""
    blog.write("hugo.toml", "")
    for name in ("a", "b", "c"):
        alias = "aliases: [/posts/old/]\n" if name == "a" else ""
        text = "[x](/posts/old/) [y](/posts/gone/)\n"
        blog.write(f"content/posts/{name}.md", f"---\ntitle: {name}\n{alias}---\n{text}")

    assert {message for _, message in problems(run)} == {"there is no post '/posts/gone/'"}


def test_one_thing_at_a_time(blog: Folder, run: Run) -> None:
    """One post, or many by an option of their own."""
    blog(a=post("A"), b=post("B"))

    assert "choose one" in run("links --orphans --broken", code=2).err
    run("links", code=2)
    run("links a b", code=2)
    run("links nowhere", code=3)
