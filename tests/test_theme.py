"""The site of a plain blog: what the theme makes of posts, and how readers can use it."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import copytree, which
from typing import Any
from xml.etree import ElementTree

import feedparser
import html5lib
import pytest
from conftest import NOW, PROJECT, Folder, Run, post

from blogctl.blog.blog import Blog
from blogctl.site import hugo
from blogctl.site.pagefind import mended
from blogctl.site.running import Manner
from blogctl.site.running import run as run_program
from blogctl.site.staging import Extras, stage

CHROMIUM = Path("/usr/bin/chromium")
VNU = PROJECT / ".venv/node/node_modules/vnu-jar/build/dist/vnu.jar"
AXE = PROJECT / ".venv/node/node_modules/axe-core/axe.min.js"
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
CONFIG = """title = "Le carnet"
description = "Travailler ensemble."
url = "https://blog.example/"
language = "fr"
"""
ANIMALS = 'Les chevaux de l’été mangent un œuf.\n\n![Un cheval](cheval.svg "Le cheval")\n'
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="60"/>'
POSTS = "/posts/mesurer-un-wiki-sans-lui-briser-le-coeur/"
PAGES = ("/", POSTS, "/posts/animaux/", "/archive/", "/tags/", "/tags/wiki/", "/search/")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site of the sample blog, with a translation, an alias, and a picture."""
    blog = Folder(tmp_path_factory.mktemp("theme"))
    copytree(PROJECT / "posts", blog.root / "posts")
    blog.write(".blogctl/config.toml", CONFIG)
    blog.write("posts/cheval.svg", SVG)
    blog.write("posts/animaux.md", post(
        "Animaux", ANIMALS, date="2026-01-05", lang="fr", translationKey="animals",
        aliases="[/vieux/animaux/]", tags="[wiki]",
    ))  # fmt: skip
    blog.write("posts/animals.md", post(
        "Animals", "Horses.\n", date="2026-01-05", lang="en", translationKey="animals"
    ))  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "blogctl", "-C", str(blog.root), "build"],
        capture_output=True, text=True, timeout=120,
        env={**os.environ, "PYTHONPATH": str(PROJECT), "BLOGCTL_NOW": NOW},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return blog.root / ".blogctl/site"


def page(site: Path, url: str) -> str:
    """Return the page at *url*."""
    return (site / url.lstrip("/") / "index.html").read_text()


class Quiet(SimpleHTTPRequestHandler):
    """A server that says nothing of what it is asked."""

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """Return where the site is served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def lacking(reason: str) -> None:
    """Skip, or fail where a browser is required."""
    if os.environ.get("BLOGCTL_BROWSER") == "required":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Return one browser for all tests."""
    if not CHROMIUM.exists():
        lacking(f"there is no {CHROMIUM}")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as programs:
        found = programs.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield found
        found.close()


@pytest.fixture
def tab(browser: Any) -> Iterator[Any]:
    """Return a tab of its own, that collects in `said` what goes wrong in it."""
    context = browser.new_context(color_scheme="light")
    tab = context.new_page()
    tab.said = []
    tab.on("console", lambda said: tab.said.append(said.text) if said.type == "error" else None)
    tab.on("pageerror", lambda error: tab.said.append(str(error)))
    yield tab
    context.close()


def test_every_page_is_valid(site: Path) -> None:
    """A strict reader of HTML finds nothing wrong."""
    pages = sorted(site.rglob("*.html"))

    assert len(pages) > 60
    for one in pages:
        html5lib.HTMLParser(strict=True).parse(one.read_text())


def test_the_checker_of_html_finds_nothing(site: Path) -> None:
    """The Nu checker, which knows what elements may hold, has no error and no warning."""
    java = which("java")
    if java is None or not VNU.is_file():
        lacking("java or vnu-jar is not installed")

    command = [str(java), "-jar", str(VNU), "--skip-non-html", "--stdout", str(site)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (done.stdout, done.returncode) == ("", 0)


def test_labels_and_dates_are_in_the_language_of_the_post(site: Path) -> None:
    """French posts are read in a French page, English posts in an English one."""
    french, english = page(site, "/posts/animaux/"), page(site, "/posts/animals/")

    assert '<html lang="fr">' in french
    assert "5 janvier 2026" in french
    assert "min de lecture" in french
    assert '<html lang="en">' in english
    assert "5 January 2026" in english
    assert "min read" in english


def test_translations_know_each_other(site: Path) -> None:
    """Each names the other, and itself, to programs; the reader finds a link."""
    text = page(site, "/posts/animaux/")

    assert '<link rel="alternate" hreflang="en" href="https://blog.example/posts/animals/">' in text
    assert '<link rel="alternate" hreflang="fr" href="https://blog.example/posts/animaux/">' in text
    assert 'href="/posts/animals/" hreflang="en"' in text


def test_programs_are_told_of_a_post(site: Path) -> None:
    """Canonical address, cards, and JSON-LD that parses."""
    text = page(site, "/posts/animaux/")

    assert '<link rel="canonical" href="https://blog.example/posts/animaux/">' in text
    assert '<meta property="og:type" content="article">' in text
    told = json.loads(text.split('<script type="application/ld+json">')[1].split("</script>")[0])
    assert told["headline"] == "Animaux"
    assert told["inLanguage"] == "fr"


def test_a_picture_with_a_title_has_a_caption(site: Path) -> None:
    """The title is the caption, and the file beside the post is in the site."""
    text = page(site, "/posts/animaux/")

    assert '<img src="/posts/cheval.svg" alt="Un cheval"' in text
    assert "<figcaption>Le cheval</figcaption>" in text
    assert (site / "posts/cheval.svg").read_text() == SVG


def test_an_old_address_leads_on(site: Path) -> None:
    """An alias is a page that sends readers to the post."""
    assert "url=https://blog.example/posts/animaux/" in page(site, "/vieux/animaux/")


def test_a_series_leads_from_post_to_post(site: Path) -> None:
    """The last post of a series of three leads to the second."""
    text = page(site, POSTS)

    assert "Billet 3 sur 3 de la série" in text
    assert 'rel="prev" href="/posts/jardiner-un-wiki-tailler-semer-composter/"' in text


def test_links_between_files_lead_to_pages(site: Path) -> None:
    """A link to a post's file leads to its address; no page links to Markdown."""
    text = page(site, POSTS)

    assert 'href="/posts/un-wiki-d-equipe-ne-se-decrete-pas/"' in text
    assert '.md"' not in text


@pytest.mark.parametrize("path", ["index.xml", "tags/wiki/index.xml"])
def test_feeds(site: Path, path: str) -> None:
    """A feed has the newest posts, with their texts and whole addresses."""
    feed = feedparser.parse((site / path).read_bytes())

    assert not feed.bozo
    assert feed.feed.language == "fr"
    assert feed.entries
    assert all(one.link.startswith("https://blog.example/posts/") for one in feed.entries)
    assert all(one.published_parsed and one.content[0].value for one in feed.entries)
    assert not any('href="/' in one.content[0].value for one in feed.entries)


def test_json_feeds(site: Path) -> None:
    """The site and each tag have a JSON feed."""
    feed = json.loads((site / "feed.json").read_text())
    tag = json.loads((site / "tags/wiki/feed.json").read_text())

    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == "https://blog.example/feed.json"
    assert len(feed["items"]) == 20
    assert {"Animaux"} < {one["title"] for one in tag["items"]}


def test_the_sitemap_lists_what_is_live(site: Path) -> None:
    """It has the posts, and neither the search nor a draft."""
    tree = ElementTree.fromstring((site / "sitemap.xml").read_text())
    urls = [one.text for one in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]

    assert "https://blog.example/posts/animaux/" in urls
    assert not any("search" in url or "eloge-du-texte" in url for url in urls)
    assert "Sitemap: https://blog.example/sitemap.xml" in (site / "robots.txt").read_text()


def test_nothing_is_fetched_from_elsewhere(site: Path) -> None:
    """No script, style, font or picture of the theme is another machine's."""
    for one in sorted(site.rglob("*.html")):
        head = one.read_text().split("</head>")[0]
        assert 'src="http' not in head
        assert '<link rel="stylesheet" href="http' not in head


def test_a_file_of_the_author_replaces_the_themes(blog: Folder, run: Run) -> None:
    """A file in `.blogctl/theme/` stands for the theme's of the same name, the others stay."""
    blog(hello=post("Hello", "Some words.\n", date="2026-01-05"))
    blog.write(".blogctl/theme/layouts/_partials/footer.html", "<footer>My own</footer>")
    blog.write(".blogctl/theme/assets/css/own.css", "body { color: rebeccapurple }")

    run("build")

    site = blog.root / ".blogctl/site"
    assert "<footer>My own</footer>" in page(site, "/posts/hello/")
    assert "<h1" in page(site, "/posts/hello/")
    assert any("rebeccapurple" in css.read_text() or "#639" in css.read_text()
               for css in (site / "css").iterdir())  # fmt: skip


def test_a_broken_post_is_named_by_its_own_line(blog: Folder, run: Run) -> None:
    """What Hugo stops at is told by the file and line of the blog."""
    blog(bad=post("Bad", "One.\n\n{{< nothing >}}\n", date="2026-01-05"))

    answer = run("build", code=7)

    assert "posts/bad.md:8: hugo ended with code 1" in answer.err
    assert not (blog.root / ".blogctl/site").exists()


def test_no_link_leads_out_of_the_blog(blog: Folder, run: Run, tmp_path: Path) -> None:
    """A file that a link leads to is copied only from within the blog, and no hidden one."""
    (tmp_path / "secret.txt").write_text("secret")
    blog(
        hello=post("Hello", "[a](out.txt) [b](../../secret.txt) [c](../.env)\n", date="2026-01-05")
    )
    (blog.root / "posts/out.txt").symlink_to(tmp_path / "secret.txt")
    blog.write(".env", "secret")

    run("build")

    files = [one for one in (blog.root / ".blogctl/site").rglob("*") if one.is_file()]
    assert not any(one.read_bytes() == b"secret" for one in files)


def test_odd_names_have_their_pages(blog: Folder, run: Run) -> None:
    """Each post has the page that `list` says, whatever its file is called."""
    blog(index=post("Index", "A.\n", date="2026-01-05"))
    blog.write("posts/a b.md", post("AB", "B.\n", date="2026-01-05", slug="ab"))
    blog.write("posts/a-b.md", post("AB", "C.\n", date="2026-01-05", url="'/É t/c:d/'"))
    blog(old=post("Old", "D.\n", date="2026-01-05", aliases="[/à côté/]"))
    blog(fence='---\ntitle: "{{ a }} \\"b\\""\ndate: 2026-01-05\n---\n{ "c": 1 }\n')
    blog.write(".blogctl/config.toml", 'url = "https://blog.example/deep/"\n')

    run("build")

    files = {str(one.parent.relative_to(blog.root / ".blogctl/site"))
             for one in (blog.root / ".blogctl/site").rglob("index.html")}  # fmt: skip
    assert {"posts/ab", "posts/index", "É t/c:d", "à côté", "posts/fence"} < files


def test_without_pagefind_there_is_no_search(
    blog: Folder, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The site is built, without a search page, and the command that installs it is told."""
    monkeypatch.setattr("blogctl.site.pagefind.binary", lambda: None)
    blog(hello=post("Hello", "Words.\n", date="2026-01-05"))

    answer = run("build")

    assert "pip install 'blogctl[site]'" in answer.err
    assert not (blog.root / ".blogctl/site/search").exists()
    assert "search" not in page(blog.root / ".blogctl/site", "/posts/hello/")


def test_the_best_are_listed_where_views_are_known(blog: Folder, tmp_path: Path) -> None:
    """The most read stands first, without the unread; related posts are those that are named."""
    blog(a=post("A", "A.\n", date="2026-01-05"), b=post("B", "B.\n", date="2026-01-05"),
         c=post("C", "C.\n", date="2026-01-05"))  # fmt: skip
    found = Blog.open(blog.root, datetime.fromisoformat(NOW))
    extras = Extras(
        views={"posts/a.md": 3, "posts/b.md": 40}, related={"posts/a.md": ["posts/c.md"]}
    )

    (tmp_path / "project").mkdir()
    stage(blog.root, found.engine, found.posts, tmp_path / "project", extras)
    run_program([hugo.binary(), "--noBuildLock"], Manner(tmp_path / "project"))

    best = page(tmp_path / "project/public", "/best/")
    assert best.index("/posts/b/") < best.index("/posts/a/")
    assert "/posts/c/" not in best
    aside = page(tmp_path / "project/public", "/posts/a/").split('<aside class="related"')[1]
    assert "/posts/c/" in aside
    assert "/posts/b/" not in aside


def test_a_long_post_has_its_contents(site: Path) -> None:
    """Three headings and four minutes make a list of them, a short post has none."""
    long = page(site, "/posts/notes-from-a-year-of-asynchronous-decisions/")

    assert '<nav class="toc" aria-label="Contents"' in long
    assert 'class="toc"' not in page(site, POSTS)


def test_a_link_to_a_draft_is_only_words(blog: Folder, run: Run) -> None:
    """Readers find no link that leads nowhere, and no source of a draft."""
    blog(hello=post("Hello", "See [this](later.md).\n", date="2026-01-05"),
         later=post("Later", "Not yet.\n", date="2026-01-05", draft="true"))  # fmt: skip

    run("build")

    site = blog.root / ".blogctl/site"
    assert "<p>See this.</p>" in page(site, "/posts/hello/")
    assert not list(site.rglob("*.md"))


def test_words_are_mended_for_the_index() -> None:
    """Only the text of a page is: attributes stay as they are written."""
    assert mended('<a title="l’œuf">l’œuf</a>') == '<a title="l’œuf">l\'oeuf</a>'


@pytest.mark.parametrize("width", [320, 768, 1920])
def test_no_page_is_wider_than_the_window(tab: Any, address: str, width: int) -> None:
    """Nothing scrolls sideways, and nothing goes wrong."""
    tab.set_viewport_size({"width": width, "height": 900})
    for url in PAGES:
        tab.goto(address + url)
        assert tab.evaluate("document.documentElement.scrollWidth") <= width, url
    assert tab.said == []


@pytest.mark.parametrize(
    ("words", "title"),
    [("l’été", "Animaux"), ("l'été", "Animaux"), ("ete", "Animaux"), ("œuf", "Animaux"),
     ("oeuf", "Animaux"), ("cheval", "Animaux"), ("chevaux", "Animaux"), ("horses", "Animals"),
     ("cœur", "Mesurer un wiki sans lui briser le cœur")],
)  # fmt: skip
def test_the_search_finds_french(tab: Any, address: str, words: str, title: str) -> None:
    """Elisions, ligatures, accents and plurals are no obstacle, nor is another language."""
    tab.goto(f"{address}/search/")
    tab.fill("#words", words)
    tab.wait_for_selector("#found h2")

    assert title in tab.locator("#found h2").all_text_contents()
    assert tab.said == []


def test_the_scheme_is_remembered(tab: Any, address: str) -> None:
    """The button turns light to dark, and the next page is dark, too."""
    colour = "getComputedStyle(document.body).backgroundColor"
    tab.goto(address)
    light = tab.evaluate(colour)
    tab.click("button[data-scheme]")
    tab.goto(address + POSTS)

    assert tab.evaluate(colour) != light
    assert tab.get_attribute("button[data-scheme]", "aria-pressed") == "true"


def test_the_system_decides_first(browser: Any, address: str) -> None:
    """Who asks their system for dark gets dark."""
    context = browser.new_context(color_scheme="dark")
    tab = context.new_page()
    tab.goto(address)

    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(22, 22, 26)"
    context.close()


def test_the_keyboard_is_enough(tab: Any, address: str) -> None:
    """The first key shows the way past the menu, and what has the focus is seen."""
    tab.goto(address + POSTS)
    tab.keyboard.press("Tab")

    assert tab.evaluate("document.activeElement.className") == "skip"
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "text"
    tab.keyboard.press("Tab")
    assert tab.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_stands_in_the_way_of_anyone(browser: Any, address: str, scheme: str) -> None:
    """axe-core finds nothing serious in any kind of page."""
    if not AXE.is_file():
        lacking("axe-core is not installed")
    context = browser.new_context(color_scheme=scheme)
    tab = context.new_page()
    for url in PAGES:
        tab.goto(address + url)
        tab.evaluate(AXE.read_text())
        found = tab.evaluate("axe.run()")["violations"]
        serious = [(one["id"], [node["html"] for node in one["nodes"]][:3])
                   for one in found if one["impact"] in ("serious", "critical")]  # fmt: skip
        assert serious == [], url
    context.close()


def test_what_is_read_is_shown_and_preferred(blog: Folder, run: Run) -> None:
    """Views that were counted make the page of the best, and the order of what is related."""
    names = "abcdefg"
    blog(**{name: post(name.upper(), "Mot.\n", date="2026-01-05", tags="[wiki]") for name in names})
    rows = [f"2026-03-01,/posts/{name}/,{views},1\n" for name, views in (("f", 9), ("g", 5))]
    blog.write(".blogctl/views/2026-03.csv", "date,post,views,readers\n" + "".join(rows))

    run("build")

    site = blog.root / ".blogctl/site"
    best = page(site, "/best/")
    assert best.index("/posts/f/") < best.index("/posts/g/")
    assert "/posts/a/" not in best.split('<div class="column">')[1].split("</main>")[0]
    aside = page(site, "/posts/a/").split('<aside class="related"')[1].split("</aside>")[0]
    assert aside.index("/posts/f/") < aside.index("/posts/g/")


def test_views_that_cannot_be_read_keep_no_site_from_readers(blog: Folder, run: Run) -> None:
    """The site is built without them, and it is said where the fault is."""
    blog(a=post("A", "Mot.\n", date="2026-01-05"))
    blog.write(".blogctl/views/2026-03.csv", "what?\n")

    answer = run("build")

    assert "built without views: .blogctl/views/2026-03.csv:1" in answer.err
    assert (blog.root / ".blogctl/site/posts/a/index.html").exists()
    assert not (blog.root / ".blogctl/site/best").exists()
