"""`build`: the site by its own generator, looked through before it takes the old one's place."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import Folder, Run, post
from generators import PLACES, generator, planted

from blogctl.blog.blog import Blog
from blogctl.site.outputs import output_folder

LAYOUT = """<!doctype html><html><head><title>{{ .Title }}</title></head><body>
<h1>{{ .Title }}</h1>{{ .Content }}</body></html>
"""
LIST = """<!doctype html><html><head><title>{{ .Title }}</title></head><body>
{{ range .Site.RegularPages }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</body></html>
"""
BODY = "Un texte assez long pour que dix mots de suite ne soient dits nulle part ailleurs.\n"
OWN = "Ceci n'est que pour qui en connaît l'adresse exacte, et pour personne d'autre.\n"
HIDDEN = "Le secret du brouillon tient en une phrase que personne ne devait encore lire ici.\n"
SECRET = "Un titre que personne ne connaît"


@pytest.fixture
def site(blog: Folder, steady: None) -> Folder:
    """Return a Hugo site with a live post, and one for each reason not to be."""
    return planted(blog, {
        "hugo.toml": 'baseURL = "https://blog.example/"\ntitle = "Blog"\n',
        "layouts/single.html": LAYOUT,
        "layouts/list.html": LIST,
        "content/posts/live.md": post("En ligne", BODY, date="2026-01-05"),
        "content/posts/draft.md": post(SECRET, HIDDEN, date="2026-01-05", draft="true"),
        "content/posts/later.md": post("Plus tard et pas avant", HIDDEN, date="2030-01-05"),
        "content/posts/gone.md": post(
            "Déjà passé depuis longtemps", HIDDEN, date="2025-01-05", expiryDate="2025-06-01"
        ),
    })  # fmt: skip


def output(site: Folder) -> dict[str, str]:
    """Return the files of the built site."""
    public = site.root / "public"
    return {
        path.relative_to(public).as_posix(): path.read_text()
        for path in public.rglob("*")
        if path.is_file()
    }


def test_the_site_has_what_is_live(site: Folder, run: Run) -> None:
    """Nothing of a draft, a scheduled or an expired post is in it."""
    answer = run("build")

    pages = output(site)
    assert "posts/live/index.html" in pages
    assert not any("secret" in text or SECRET in text for text in pages.values())
    assert "1 post is live in" in answer.err


def test_json(site: Folder, run: Run) -> None:
    """What was built is told to programs."""
    told = run("build --json").json

    assert told["schema"] == 1
    assert told["output"] == str(site.root.resolve() / "public")
    assert told["posts"] == 1


def test_what_an_older_build_left_is_gone(site: Folder, run: Run) -> None:
    """The folder is fresh: a post that was live once has no page left."""
    site.write("public/posts/draft/index.html", HIDDEN)
    site.write("public/old.css", "")

    run("build")

    assert "posts/draft/index.html" not in output(site)
    assert "old.css" not in output(site)


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("list.html", HIDDEN, "index.html: has the text of the draft post content/posts/draft.md"),
        ("list.html", f"<b>{SECRET}</b>", "index.html: has the title of the draft post"),
        ("list.xml", "<a><loc>https://blog.example/posts/draft/</loc></a>",
         "has the address of the draft post"),
        ("list.xml", "<a><b></a>", "index.xml: does not parse"),
        ("list.json", '{"x": "Le secret du brouillon tient en une phrase que personne ne"}',
         "has the text of the draft post"),
    ],
)  # fmt: skip
def test_a_leak_stops_the_site(site: Folder, run: Run, path: str, text: str, said: str) -> None:
    """The theme shows what it must not: exit 4, and the site that was there stays."""
    run("build")
    before = output(site)
    site.write(f"layouts/{path}", text)
    site.write(
        "hugo.toml", site.data("hugo.toml").decode() + '[outputs]\nhome = ["html", "rss", "json"]\n'
    )

    answer = run("build", code=4)

    assert said in answer.err
    assert "the site that was there stays" in answer.err
    assert output(site) == before


def test_what_a_live_post_says_too_is_no_leak(site: Folder, run: Run) -> None:
    """An author may name what is to come, and quote it."""
    site.write("content/posts/live.md", post("En ligne", f"{SECRET} : {HIDDEN}", date="2026-01-05"))

    run("build")

    assert "posts/live/index.html" in output(site)


def test_a_live_post_without_a_page(site: Folder, run: Run) -> None:
    """A theme that makes no pages is found out."""
    (site.root / "layouts" / "single.html").unlink()

    answer = run("build", code=4)

    assert "content/posts/live.md: is live, and has no page at /posts/live/" in answer.err


def test_a_broken_post_is_named(site: Folder, run: Run) -> None:
    """By its own file and line, with what Hugo said; the old site stays."""
    run("build")
    before = output(site)
    site.write("content/posts/broken.md", "---\ntitle: x\ntags: [a\n---\n")

    answer = run("build", code=7)

    assert "content/posts/broken.md:" in answer.err
    assert output(site) == before
    assert [path.name for path in site.root.iterdir() if "blogctl" in path.name] == []


def test_a_command_of_the_authors_own(site: Folder, run: Run) -> None:
    """It is run without a shell."""
    run(["config", "build.command", "cp -r 'made site;' {output}"])
    site.write("made site;/posts/live/index.html", BODY)

    run("build")

    assert output(site) == {"posts/live/index.html": BODY}


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("no-such-program {output}", "no-such-program cannot start"),
        ("false", "false ended with code 1"),
        ("true {output}", "made no"),
        ("true", "made no"),
    ],
)
def test_a_command_that_fails(site: Folder, run: Run, command: str, said: str) -> None:
    """The site that was there stays."""
    run("build")
    before = output(site)
    run(["config", "build.command", command])

    answer = run("build", code=7)

    assert said in answer.err
    assert output(site) == before


def test_hooks_are_told(site: Folder, run: Run) -> None:
    """The hook gets what was built; what it says is heard; --no-hooks runs none."""
    hook = site.write(".blogctl/hooks/post-build", "#!/bin/sh\ncat > told.json\necho heard\n")
    hook.chmod(0o755)

    answer = run("build")

    assert "post-build: heard" in answer.err
    told = json.loads((site.root / "told.json").read_text())
    assert (told["event"], told["posts"]) == ("post-build", 1)
    assert "heard" not in run("build --no-hooks").err


@pytest.mark.parametrize(
    ("files", "folder"),
    [
        ({"hugo.toml": 'publishDir = "docs"\n'}, "docs"),
        ({"_config.yml": "title: x\ndestination: ./www\n", "_posts/x.md": "x"}, "www"),
        (
            {"_config.yml": "public_dir: www\n", "package.json": '{"hexo": {}}', "source/x": ""},
            "www",
        ),
        ({"pelicanconf.py": "SITENAME = 'x'\nOUTPUT_PATH = 'www/'\n"}, "www"),
        ({"conf.py": "POSTS = ()\nSITE_URL = 'x'\nOUTPUT_FOLDER = 'www'\n"}, "www"),
        ({"config.toml": 'base_url = "/"\noutput_dir = "www"\n'}, "www"),
        ({"eleventy.config.js": "export default { dir: { output: 'www' } }\n"}, "www"),
        ({"astro.config.mjs": "export default { outDir: './www' }\n"}, "www"),
        ({"astro.config.mjs": "export default {}\n"}, "dist"),
        ({"posts/x.md": "x"}, ".blogctl/site"),
        ({"posts/x.md": "x", ".blogctl/config.toml": '[build]\noutput = "www"\n'}, "www"),
    ],
)
def test_where_the_site_comes_to(blog: Folder, files: dict[str, str], folder: str) -> None:
    """The generator's own configuration says so, or the setting."""
    planted(blog, dict(files))
    opened = Blog.open(blog.root, datetime(2026, 11, 23, tzinfo=UTC))

    found = output_folder(opened.root, opened.conventions, opened.settings)

    assert found == opened.root / folder


def texts_in(folder: str) -> dict[str, str]:
    """Return the files of a built site by their paths."""
    root = Path(folder)
    return {
        path.relative_to(root).as_posix(): path.read_text(errors="replace")
        for path in root.rglob("*.*")
        if path.is_file()
    }


BLOGS: dict[str, dict[str, str]] = {
    "jekyll": {
        "_config.yml": "url: https://blog.example\ntimezone: UTC\nfuture: false\n",
        "_posts/2026-01-05-live.md": post("En ligne", BODY),
        "_drafts/draft.md": post(SECRET, HIDDEN),
        "_posts/2030-01-05-later.md": post("Plus tard et pas avant", HIDDEN),
        "_posts/2026-01-05-off.md": post("Pas encore prêt du tout", HIDDEN, published="false"),
    },
    "hexo": {
        "_config.yml": "url: https://blog.example\nfuture: false\npermalink: :title/\ntheme: t\n",
        "package.json": '{"hexo": {"version": ""}, "dependencies": {"hexo-renderer-marked": "7"}}',
        "source/_posts/live.md": post("En ligne", BODY, date="2026-01-05 08:00:00"),
        "source/_drafts/draft.md": post(SECRET, HIDDEN),
        "source/_posts/later.md": post("Plus tard et pas avant", HIDDEN, date="2030-01-05"),
        "source/_posts/off.md": post("Pas encore prêt du tout", HIDDEN, published="false"),
        "themes/t/layout/index.njk": "{% for p in page.posts.toArray() %}{{ p.title }}{% endfor %}",
        "themes/t/layout/post.njk": "{{ page.content }}",
    },
    "pelican": {
        "pelicanconf.py": "SITENAME = 'B'\nSITEURL = ''\nPATH = 'content'\nTIMEZONE = 'UTC'\n"
        "WITH_FUTURE_DATES = False\nDEFAULT_LANG = 'fr'\n",
        "content/live.md": f"Title: En ligne\nDate: 2026-01-05\n\n{BODY}",
        "content/draft.md": f"Title: {SECRET}\nDate: 2026-01-05\nStatus: draft\n\n{HIDDEN}",
        "content/later.md": f"Title: Plus tard et pas avant\nDate: 2030-01-05\n\n{HIDDEN}",
        "content/own.md": f"Title: Moi seul\nSlug: own\nDate: 2026-01-05\nStatus: hidden\n\n{OWN}",
        "content/off.md": f"Title: Sauté encore un peu\nDate: 2026-01-05\nStatus: skip\n\n{HIDDEN}",
    },
    "nikola": {
        "conf.py": 'BLOG_TITLE = "B"\nBLOG_AUTHOR = "A"\nSITE_URL = "https://blog.example/"\n'
        'TIMEZONE = "UTC"\nDEFAULT_LANG = "en"\n'
        'POSTS = (("posts/*.md", "posts", "post.tmpl"),)\nPAGES = ()\n',
        **{
            f"posts/{name}.md": f"<!--\n.. title: {title}\n.. slug: {name}\n.. date: {date}\n"
            f"{more}-->\n\n{text}"
            for name, title, date, more, text in (
                ("live", "En ligne", "2026-01-05 08:00:00 UTC", "", BODY),
                ("draft", SECRET, "2026-01-05 08:00:00 UTC", ".. status: draft\n", HIDDEN),
                ("later", "Plus tard et pas avant", "2030-01-05 08:00:00 UTC", "", HIDDEN),
                (
                    "own",
                    "Pour moi seul et personne",
                    "2026-01-05 08:00:00 UTC",
                    ".. status: private\n",
                    OWN,
                ),
            )
        },
    },
    "eleventy": {
        "eleventy.config.js": "module.exports = () => ({});\n",
        "posts/live.md": post("En ligne", BODY, date="2026-01-05"),
        "posts/draft.md": post(SECRET, HIDDEN, date="2026-01-05"),
        "posts/own.md": post(
            "Pour moi seul", OWN, date="2026-01-05", eleventyExcludeFromCollections="true"
        ),
        "index.md": "---\ntitle: Tout\n---\n{% for p in collections.all %}"
        "[{{ p.url }}]({{ p.url }}) {% endfor %}\n",
    },
    "hugo": {
        "hugo.toml": 'baseURL = "https://blog.example/"\ntitle = "Blog"\n',
        "layouts/single.html": LAYOUT,
        "layouts/list.html": LIST,
        "content/posts/live.md": post("En ligne", BODY, date="2026-01-05"),
        "content/posts/draft.md": post(SECRET, HIDDEN, date="2026-01-05", draft="true"),
        "content/posts/later.md": post("Plus tard et pas avant", HIDDEN, date="2030-01-05"),
        "content/posts/own.md": post(
            "Pour moi seul", OWN, date="2026-01-05", build="{list: never}"
        ),
    },
}


@pytest.mark.engines
@pytest.mark.parametrize("name", sorted(BLOGS))
def test_each_generator(blog: Folder, run: Run, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """By its usual command, it shows what is live; a private post has its own page at the most."""
    if name != "hugo":
        generator(name)
    monkeypatch.setenv("PATH", os.pathsep.join([*map(str, PLACES), os.environ["PATH"]]))
    planted(blog, dict(BLOGS[name]))
    if name == "hexo":
        (blog.root / "node_modules").symlink_to(PLACES[1].parent)
    if name == "eleventy":
        run("unpublish posts/draft.md --yes")

    answer = run("build --json").json

    texts = texts_in(answer["output"])
    said = "\n".join(texts.values())
    assert "Un texte assez long" in said
    assert "secret" not in said
    assert SECRET not in said
    assert all("own" in path for path in texts if "pour qui en connaît" in texts[path])


ENDED = "Une offre de printemps que plus personne ne doit voir une fois le printemps passé.\n"
END = "2026-01-06T08:00:00Z"
# A live post of each whose end has come: where, and what it is.
ENDS = {
    "jekyll": ("_posts/2026-01-04-ended.md", post("Fini", ENDED, expire_at=END)),
    "hexo": ("source/_posts/ended.md", post("Fini", ENDED, date="2026-01-04", expire_at=END)),
    "pelican": ("content/ended.md", f"Title: Fini\nDate: 2026-01-04\nExpire_at: {END}\n\n{ENDED}"),
    "nikola": (
        "posts/ended.md",
        "<!--\n.. title: Fini\n.. slug: ended\n.. date: 2026-01-04 08:00:00 UTC\n"
        f".. expire_at: {END}\n-->\n\n{ENDED}",
    ),
    "eleventy": ("posts/ended.md", post("Fini", ENDED, date="2026-01-04", expire_at=END)),
}


@pytest.mark.engines
@pytest.mark.parametrize("name", sorted(ENDS))
def test_what_has_ended_is_gone(
    blog: Folder, run: Run, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Cron's command withdraws it where the generator knows no end, and builds the site anew."""
    generator(name)
    monkeypatch.setenv("PATH", os.pathsep.join([*map(str, PLACES), os.environ["PATH"]]))
    planted(blog, {**BLOGS[name], **dict([ENDS[name]])})
    if name == "hexo":
        (blog.root / "node_modules").symlink_to(PLACES[1].parent)
    if name == "eleventy":
        run("unpublish posts/draft.md --yes")

    lines = [line.split("\t") for line in run("publish --due").lines]

    assert [line[0] for line in lines] == ["built", "expired"]
    said = "\n".join(texts_in(lines[0][1]).values())
    assert "Un texte assez long" in said
    assert "printemps" not in said
