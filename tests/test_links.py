"""Links between posts are followed however they are written."""

import pytest
from conftest import Folder, Run, post


@pytest.mark.parametrize(
    "target",
    [
        "2024-01-02-target.md",
        "./2024-01-02-target.md#part",
        "../posts/2024-01-02-target.md",
        "/posts/target/",
        "/posts/target",
        "https://example.org/posts/target/?utm=x",
        '{{< ref "2024-01-02-target.md" >}}',
        '{{< relref "2024-01-02-target" >}}',
    ],
)
def test_a_link_is_followed(blog: Folder, run: Run, target: str) -> None:
    """By file, by path, by URL, or by Hugo's shortcodes."""
    blog.write(".blogctl/config.toml", 'url = "https://example.org/"\n')
    blog.write("posts/2024-01-02-target.md", post("Target"))
    blog(source=post("Source", f"See [it]({target}).\n"))

    answer = run("show source --json --fields links_to")

    assert answer.json == {"links_to": ["posts/2024-01-02-target.md"]}


@pytest.mark.parametrize(
    "target",
    ["https://elsewhere.org/posts/target/", "mailto:target", "nothing.md", "#part", "http://[", ""],
)
def test_a_link_elsewhere_leads_to_no_post(blog: Folder, run: Run, target: str) -> None:
    """Another site, a mail address, a file that is not there, a place in the same post."""
    blog(target=post("Target"), source=post("Source", f"See [it](<{target}>).\n"))

    answer = run("show source --json --fields links_to")

    assert answer.json == {"links_to": []}


def test_links_are_known_both_ways(blog: Folder, run: Run) -> None:
    """A post knows who links to it, each once, and never itself."""
    blog(
        a=post("A", "[b](b.md) [b again](b.md) [me](a.md)\n"),
        b=post("B", "[a](a.md)\n"),
        c=post("C", "[a](a.md)\n"),
    )

    answer = run("show a --json --fields links_to,links_from")

    assert answer.json == {
        "links_to": ["posts/b.md"],
        "links_from": ["posts/b.md", "posts/c.md"],
    }


@pytest.mark.parametrize(
    ("engine", "file", "link"),
    [
        ("hugo.toml", "content/posts", "[x]({{< ref `target` >}})"),
        ("hugo.toml", "content/posts", '[x]({{< relref path="posts/target.md" >}})'),
        ("hugo.toml", "content/posts", '[x]({{% ref "/posts/target" %}})'),
        ("_config.yml", "_posts", "[x]({% post_url 2020-01-02-target %})"),
        ("_config.yml", "_posts", "[x]({% link _posts/2020-01-02-target.md %})"),
        ("_config.yml", "_posts", "[x]({{ site.baseurl }}{% post_url 2020-01-02-target %})"),
        ("_config.yml", "_posts", "[x]({{ '/2020/01/02/target.html' | relative_url }})"),
        ("pelicanconf.py", "content", "[x]({filename}2020-01-02-target.md)"),
        ("pelicanconf.py", "content", "[x]({filename}/2020-01-02-target.md)"),
        ("config.toml", "content", "[x](@/2020-01-02-target.md)"),
        ("any", "posts", "[x]: 2020-01-02-target.md\n\n[x]"),
        ("any", "posts", '<a href="2020-01-02-target.md">x</a>'),
    ],
)
def test_each_generators_links_are_followed(
    blog: Folder, run: Run, engine: str, file: str, link: str
) -> None:
    """In the forms that only it has, as `rename` knows them."""
    texts = {
        "config.toml": "base_url = 'https://example.org'\n",
        "pelicanconf.py": "PATH = 'content'\n",
    }
    blog.write(engine, texts.get(engine, ""))
    name = "target.md" if engine == "hugo.toml" else "2020-01-02-target.md"
    for own, text in ((name, "Text\n"), ("2020-01-03-source.md", f"{link}\n")):
        head = "+++\ntitle = 'A'\ndate = 2020-01-02\n+++\n" if engine == "config.toml" else (
            "---\ntitle: A\ndate: 2020-01-02\n---\n")  # fmt: skip
        blog.write(f"{file}/{own}", head + text)

    answer = run(f"show {file}/2020-01-03-source.md --json --fields links_to")

    assert answer.json == {"links_to": [f"{file}/{name}"]}
