"""Which generator a folder is for, why, and what happens where two claim it."""

from importlib import import_module

import pytest
from conftest import Folder, Run

from blogctl.engines import ENGINES, MARKS

POST = "---\ntitle: A\ndate: 2024-01-02\n---\nText.\n"
BLOGS = {
    "hugo": {"hugo.toml": "baseURL = '/'\n", "content/posts/a.md": POST},
    "jekyll": {"_config.yml": "title: x\n", "_posts/2024-01-02-a.md": POST},
    "hexo": {
        "_config.yml": "title: x\nsource_dir: source\nnew_post_name: :title.md\n",
        "package.json": '{"dependencies": {"hexo": "^8.0.0"}}\n',
        "source/_posts/a.md": POST,
    },
    "pelican": {
        "pelicanconf.py": "SITENAME = 'x'\nPATH = 'content'\n",
        "content/a.md": "Title: A\nDate: 2024-01-02\n\nText.\n",
    },
    "nikola": {
        "conf.py": "BLOG_TITLE = 'x'\nPOSTS = (('posts/*.md', 'posts', 'post.tmpl'),)\n",
        "posts/a.md": "<!--\n.. title: A\n.. date: 2024-01-02 00:00:00 UTC\n-->\n\nText.\n",
    },
    "zola": {
        "config.toml": "base_url = 'https://x.org'\ntaxonomies = [{ name = 'tags' }]\n",
        "content/a.md": "+++\ntitle = 'A'\ndate = 2024-01-02\n+++\nText.\n",
    },
    "eleventy": {
        "eleventy.config.js": "export default function (config) { return {}; }\n",
        "posts/a.md": POST,
    },
    "astro": {
        "astro.config.mjs": "export default {};\n",
        "src/content/blog/a.md": "---\ntitle: A\npubDate: 2024-01-02\n---\nText.\n",
    },
    "plain": {"posts/a.md": POST},
}


@pytest.mark.parametrize("name", BLOGS)
def test_each_generator_is_recognised(name: str, blog: Folder, run: Run) -> None:
    """A folder is known by its generator's configuration, and one reason is given."""
    for path, text in BLOGS[name].items():
        blog.write(path, text)

    claims = run("detect --json").json

    assert [claim["engine"] for claim in claims] == [name]
    assert claims[0]["reason"]
    assert [post["title"] for post in run("list --json --fields title").json] == ["A"]


@pytest.mark.parametrize("name", BLOGS)
def test_a_tag_goes_in_and_out_in_each(name: str, blog: Folder, run: Run) -> None:
    """In every generator's blog a tag is added where it reads it, and removed without a trace."""
    for path, text in BLOGS[name].items():
        blog.write(path, text)
    before = blog.files()

    run("tag add zzz --all --yes")
    tags = run("list --json --fields tags").json
    run("tag remove zzz --all --yes")

    assert tags == [{"tags": ["zzz"]}]
    assert blog.files() == before


@pytest.mark.parametrize("name", BLOGS)
def test_a_post_is_created_published_and_withdrawn_in_each(
    name: str, blog: Folder, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new post is a draft, is live once published, and a draft again when taken back."""
    for path, text in BLOGS[name].items():
        blog.write(path, text)

    run(["create", "Un été à Orléans", "--tag", "lieux"])
    asked = ["list", "--json", "--fields", "status,slug,tags", "title:Orléans"]
    created = run(asked).json
    # Later, and later than the file's own time: some generators go by that.
    monkeypatch.setenv("BLOGCTL_NOW", "2099-01-01T09:00:00Z")
    run("publish title:Orléans --force --yes")
    published = run([*asked[:3], "status,tags", asked[-1]]).json
    run("unpublish title:Orléans --yes")
    withdrawn = run([*asked[:3], "status,tags", asked[-1]]).json

    assert created == [{"status": "draft", "slug": "un-ete-a-orleans", "tags": ["lieux"]}]
    assert published == [{"status": "published", "tags": ["lieux"]}]
    assert withdrawn[0]["status"] in ("draft", "private")


def test_a_folder_that_two_generators_claim(blog: Folder, run: Run) -> None:
    """Both are named with their reasons, exit 2, and the way to say which it is."""
    blog.write("hugo.toml", "baseURL = '/'\n")
    blog.write("pelicanconf.py", "SITENAME = 'x'\n")

    refused = run("list", code=2)
    claims = run("detect --json").json

    assert "two generators claim this folder: hugo, as hugo.toml is there; pelican" in refused.err
    assert "blogctl init --engine hugo or pelican" in refused.err
    assert [claim["engine"] for claim in claims] == ["hugo", "pelican"]


def test_the_settings_decide_between_two(blog: Folder, run: Run) -> None:
    """`init --engine` says which generator it is, once and for all."""
    blog.write("hugo.toml", "baseURL = '/'\n")
    blog.write("pelicanconf.py", "SITENAME = 'x'\n")
    blog.write("content/posts/a.md", POST)

    run("init --engine hugo")

    assert run("list --count").out == "1\n"
    first = run("detect --json").json[0]
    assert (first["engine"], first["reason"]) == ("hugo", "the settings say so")


def test_a_folder_that_is_no_blog(blog: Folder, run: Run) -> None:
    """Nothing to go by is exit 6, with the way out."""
    (blog.root / "posts").rmdir()

    assert "'blogctl init' makes it one" in run("detect", code=6).err


@pytest.mark.parametrize(
    ("path", "text", "place"),
    [
        ("hugo.toml", "baseURL = '/'\nx = [\n", "hugo.toml:"),
        ("pelicanconf.py", "SITENAME = 'x'\nPATH = (\n", "pelicanconf.py:2"),
        ("conf.py", "BLOG_TITLE = 'x'\nPOSTS = (\n", "conf.py:2"),
        ("conf.py", f"BLOG_TITLE = 'x'\nPOSTS = {'-' * 100_000}1\n", "nested too deeply"),
        ("_config.yml", "title: x\npermalink: [\n", "_config.yml:"),
    ],
)
def test_a_configuration_that_does_not_parse(
    path: str, text: str, place: str, blog: Folder, run: Run
) -> None:
    """A generator's broken configuration is named with its line, exit 2."""
    (blog.root / "posts").rmdir()
    blog.write(path, text)
    blog.write("_posts/2024-01-02-a.md", POST)

    assert place in run("list", code=2).err


def test_python_configuration_is_never_run(blog: Folder, run: Run) -> None:
    """What a Python configuration would do when run is not done."""
    (blog.root / "posts").rmdir()
    blog.write("pelicanconf.py", "SITENAME = 'x'\nopen('ran', 'w').write('x')\nPATH = 'content'\n")
    blog.write("content/a.md", "Title: A\nDate: 2024-01-02\n\nText.\n")

    run("list")

    assert not (blog.root / "ran").exists()


@pytest.mark.parametrize("name", [name for name in ENGINES if name not in ("hugo", "plain")])
def test_the_marks_are_each_engines_own_files(name: str) -> None:
    """What makes blogctl ask an engine is what that engine reads its configuration from."""
    own = import_module(f"blogctl.engines.{name}").CONFIG_FILES

    assert {mark for mark in MARKS[name] if not mark.endswith("/")} == set(own)
