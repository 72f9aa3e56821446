"""Pelican's blogs: the engine's own rules, and that Pelican itself has the same."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from conftest import NOW, Folder, Run
from generators import copied, in_utc, planted
from hypothesis import given
from hypothesis import strategies as st
from pelican_trees import TRAPS, TREES, pelicans

from blogctl.content.explaining import Finding
from blogctl.content.post import Post
from blogctl.engines.engine import Placed, Site, Source
from blogctl.engines.pelican import CONFIG_FILES, Pelican, configure, detect
from blogctl.engines.pelican.dates import read_date, write_date
from blogctl.engines.pelican.metadata import fields_of
from blogctl.errors import BadFrontMatter, BadSetting, CannotEdit

STATUSES = {"published": "published", "draft": "draft", "hidden": "private"}
COMPARED = ("status", "date", "url", "title", "slug", "lang", "tags", "authors", "categories")
# Pelican shows these titles as HTML, with a BOM, or as a Python list; blogctl as text.
OWN_TITLES = ("r19.rst", "r13.rst", "continued.md", "titletwice.md")
CONF = "PATH = 'content'\nTIMEZONE = 'Europe/Paris'\n"
ARTICLE = "Title: T\nDate: 2024-01-02\n\nText\n"
WHEN = datetime.fromisoformat("2026-03-15T08:00:00+01:00")


def engine_of(blog: Folder) -> Pelican:
    """Return the engine of a blog as it is now."""
    there = (name for name in CONFIG_FILES if (blog.root / name).exists())
    entries = (f"{path.name}/" if path.is_dir() else path.name for path in blog.root.iterdir())
    return configure(Site(frozenset(entries), {name: blog.data(name) for name in there}, {}))


def source(blog: Folder, path: str) -> Source:
    """Return an article as the engine gets it."""
    document = engine_of(blog).cut(path, blog.data(path))
    return Source(path, document, datetime(2024, 1, 1, tzinfo=UTC))


def read(blog: Folder, path: str) -> Post:
    """Return the post that an article is."""
    return engine_of(blog).read(source(blog, path), datetime.fromisoformat(NOW))


def findings(blog: Folder, path: str) -> list[Finding]:
    """Return what Pelican misreads in an article."""
    return engine_of(blog).findings(source(blog, path), read(blog, path))


def because(blog: Folder, path: str) -> str:
    """Return what decides the status of an article."""
    now = datetime.fromisoformat(NOW)
    return engine_of(blog).because(source(blog, path), read(blog, path), now)


def placed(blog: Folder, path: str, *, says_live: bool = False) -> Placed:
    """Return an article at its place; *says_live* is the habit of its blog."""
    document = source(blog, path).document
    return Placed(path, document._replace(dialect=document.dialect._replace(says_live=says_live)))


def put(blog: Folder, articles: Iterable[Placed]) -> None:
    """Write articles at their places."""
    for article in articles:
        blog.write(article.path, article.document.joined)


def readable(blog: Folder) -> dict[str, Post]:
    """Return the articles of a blog that can be read, by path."""
    found = {}
    for path in engine_of(blog).select([path for path in blog.files() if "/" in path]):
        try:
            found[path] = read(blog, path)
        except BadFrontMatter:
            continue
    return found


def view(blog: Folder, settings: str = "pelicanconf.py", base: str = "") -> dict[str, Any]:
    """Return Pelican's rows of a blog, by path, in blogctl's words."""
    rows = pelicans(blog.root, blog.root.parent / "pelican.json", settings)
    return {
        row["path"]: {
            **row,
            "status": STATUSES[row["status"]],
            "date": in_utc(row["date"]),
            "url": row["url"] and f"{base}/{row['url'].lstrip('/')}",
        }
        for row in rows
    }


def told(run: Run, *, code: int = 0) -> dict[str, Any]:
    """Return blogctl's rows of a blog, by path, without those that are not written at all."""
    rows = {row["path"]: row for row in run("list --json", code=code).json}
    for row in rows.values():
        row["date"] = in_utc(row["date"])
    return {path: row for path, row in rows.items() if row["status"] != "private" or row["url"]}


def differences(ours: dict[str, Any], theirs: dict[str, Any]) -> list[tuple[str, str, Any, Any]]:
    """Return where two views differ: the path, the field, ours, theirs."""
    found = [(path, "is there", path in ours, path in theirs) for path in {*ours} ^ {*theirs}]
    for path in sorted({*ours} & {*theirs}):
        for name in COMPARED:
            own = path.endswith(OWN_TITLES) and name == "title"
            if ours[path][name] != theirs[path][name] and not own:
                found.append((path, name, ours[path][name], theirs[path][name]))
    return found


@pytest.mark.engines
def test_pelican_reads_each_trap_alike(blog: Folder, run: Run) -> None:
    """Of a hundred articles with a trap each, Pelican and blogctl have the same."""
    planted(blog, TRAPS)

    assert differences(told(run, code=1), view(blog, base="/blog")) == []


@pytest.mark.engines
@pytest.mark.parametrize("name", sorted(TREES))
def test_pelican_reads_each_setting_alike(name: str, blog: Folder, run: Run) -> None:
    """Whatever the settings change, Pelican and blogctl have the same articles."""
    planted(blog, TREES[name])
    settings = "publishconf.py" if "publishconf.py" in TREES[name] else "pelicanconf.py"
    theirs = view(blog, settings, "/sub" if name == "base" else "")

    left_out = ("refused", "names", "docinfo-de", "docinfo-fr-CA", "docinfo-hu")
    ours = told(run, code=1 if name in left_out else 0)

    for row in ours.values():
        # To Pelican an article whose date is to come is a draft till then.
        row["status"] = "draft" if row["status"] == "scheduled" else row["status"]
    assert differences(ours, theirs) == []


@pytest.mark.engines
@pytest.mark.corpora
def test_pelican_reads_a_real_blog_alike(blog: Folder, run: Run) -> None:
    """Of Pelican's own blog, in Markdown and reStructuredText, both have the same articles."""
    copied("pelican", blog)

    ours = told(run)

    assert len(ours) == 19
    assert differences(ours, view(blog)) == []


@pytest.mark.engines
def test_pelican_takes_what_is_withdrawn_for_drafts(blog: Folder) -> None:
    """Each article is a draft to Pelican once it is unpublished, and live once it is published."""
    planted(
        blog,
        {path: text for path, text in TRAPS.items() if "r16" not in path and "twice" not in path},
    )
    engine = engine_of(blog)
    posts = {path: post for path, post in readable(blog).items() if "skip" not in path}
    places = {path: placed(blog, path) for path in posts}

    drafts = {path: engine.withdraw(place, posts[path]) for path, place in places.items()}
    put(blog, drafts.values())
    seen = view(blog)

    assert {path: row["status"] for path, row in seen.items()} == dict.fromkeys(posts, "draft")

    put(blog, [engine.release(place, None, WHEN, redate=False) for place in drafts.values()])
    seen = view(blog)

    assert {path: row["status"] for path, row in seen.items()} == dict.fromkeys(posts, "published")


@pytest.mark.engines
@pytest.mark.parametrize(
    "when", ["2026-10-25T02:30:00+01:00", "2026-10-25T02:30:00+02:00", "2026-03-15T08:00:07+01:00"]
)
def test_pelican_reads_the_date_that_is_written(when: str, blog: Folder) -> None:
    """A date is the same instant to Pelican, in the hour that comes twice too, in any zone."""
    text = "Title: T\nDate: 2020-01-01\n\nText\n"
    rst = "T\n=\n\n:date: 2020-01-01\n\nText\n"
    tokyo = text.replace("Title: T\n", "Title: Tokyo\nTimezone: Asia/Tokyo\n")
    files = {"a.md": text, "2020-01-01-b.md": text, "c.rst": rst, "d.md": tokyo}
    articles = {f"content/{name}": data for name, data in files.items()}
    planted(blog, {"pelicanconf.py": TRAPS["pelicanconf.py"], **articles})
    engine, moment = engine_of(blog), datetime.fromisoformat(when)

    for name in files:
        dated = engine.redated(placed(blog, f"content/{name}"), moment)
        (blog.root / "content" / name).unlink()
        put(blog, [dated])
    seen = view(blog)

    assert {row["date"] for row in seen.values()} == {in_utc(when)}
    assert f"content/{when[:10]}-b.md" in seen


def test_a_folder_with_pelicanconf_is_pelicans(blog: Folder, run: Run) -> None:
    """Nothing but pelicanconf.py makes a folder Pelican's."""
    planted(blog, {"pelicanconf.py": "PATH = 'content'\n", "content/a.md": ARTICLE})

    assert [row["path"] for row in run("list --json").json] == ["content/a.md"]
    assert detect(Site(frozenset({"content/", "publishconf.py"}), {}, {})) is None


def test_without_settings_pelicans_defaults_hold() -> None:
    """With no configuration at all, articles lie in content/ and times are UTC."""
    engine = configure(Site(frozenset(), {}, {}))

    assert (engine.folders, engine.zone, engine.language) == (("content",), UTC, "en")


def test_blogctls_settings_fill_in_for_pelicans() -> None:
    """Zone, language and address of blogctl's own settings hold where Pelican's have none."""
    settings = {"timezone": "Asia/Tokyo", "language": "ja", "url": "https://e.org"}
    engine = configure(Site(frozenset(), {"pelicanconf.py": b"SITEURL = ''\n"}, settings))

    assert (str(engine.zone), engine.language, engine.base) == ("Asia/Tokyo", "ja", "https://e.org")


@pytest.mark.parametrize(
    ("conf", "told"),
    [
        ("PATH = (\n", "pelicanconf.py:1"),
        ("TIMEZONE = 'Nowhere'", "no time zone 'Nowhere'"),
        ("PATH = '../elsewhere'", "PATH in pelicanconf.py leads out"),
        ("FILENAME_METADATA = '('", "FILENAME_METADATA in pelicanconf.py"),
        ("DEFAULT_DATE = 'soon'", "DEFAULT_DATE in pelicanconf.py"),
        ("SLUG_REGEX_SUBSTITUTIONS = [('(', '')]", "SLUG_REGEX_SUBSTITUTIONS in pelicanconf.py"),
        ("SLUG_REGEX_SUBSTITUTIONS = [1]", "SLUG_REGEX_SUBSTITUTIONS in pelicanconf.py"),
    ],
)
def test_settings_that_stop_pelican_are_named(conf: str, told: str) -> None:
    """A setting with which Pelican builds nothing is an error that names it."""
    with pytest.raises(BadSetting) as caught:
        configure(Site(frozenset({"pelicanconf.py"}), {"pelicanconf.py": conf.encode()}, {}))

    assert told in caught.value.message


@pytest.mark.parametrize(
    ("conf", "told"),
    [
        ("import os\nTIMEZONE = os.environ['TZ']\n", "TIMEZONE is computed"),
        ("from base import TIMEZONE, AUTHOR\n", "TIMEZONE is computed"),
        ("from base import *\n", "settings from 'base'"),
        ("try:\n    from base import *\nexcept ImportError:\n    pass\n", "settings from 'base'"),
        ("from base import (\n    TIMEZONE,\n)\n", "TIMEZONE is computed"),
        ("TIMEZONE, AUTHOR = 'UTC', 'A'\n", "TIMEZONE is computed"),
        ("if True:\n    WITH_FUTURE_DATES = False\n", "WITH_FUTURE_DATES is computed"),
        ("for DEFAULT_LANG in ('en', 'fr'):\n    pass\n", "DEFAULT_LANG is computed"),
        ("READERS = {}\nREADERS['md'] = None\n", "READERS is computed"),
        ("READERS = {}\nREADERS.update(md=None)\n", "goes by the line that says it plainly"),
        ("PAGE_PATHS = []\nif True:\n    PAGE_PATHS += ['x']\n", "PAGE_PATHS is computed"),
    ],
)
def test_a_setting_that_would_have_to_be_run_is_reported(
    conf: str, told: str, blog: Folder, run: Run
) -> None:
    """A setting that is computed or imported is taken for its default, and that is said."""
    planted(blog, {"pelicanconf.py": f"{conf}PATH = 'content'\n", "content/a.md": ARTICLE})

    assert told in run("list", code=1).err


def test_what_only_looks_like_a_setting_is_none(blog: Folder, run: Run) -> None:
    """A setting's name in a text, in a function or added to plainly is nothing to report."""
    conf = 'X = """\nTIMEZONE = f()\n"""\ndef f():\n    TIMEZONE = 1\n'
    plain = "PATH = 'content'\nARTICLE_PATHS = ['']\nARTICLE_PATHS += ['more']\n"
    planted(blog, {"pelicanconf.py": conf + plain, "content/a.md": ARTICLE})

    assert [row["path"] for row in run("list --json").json] == ["content/a.md"]


def test_publishconf_may_take_all_of_pelicanconf(blog: Folder, run: Run) -> None:
    """The usual publishconf.py is nothing to report, and what it sets holds."""
    publish = "import os\nfrom pelicanconf import *\nSITEURL = 'https://e.org/x'\n"
    files = {"pelicanconf.py": CONF, "publishconf.py": publish, "content/a.md": ARTICLE}
    planted(blog, files)

    assert [row["url"] for row in run("list --json").json] == ["/x/t.html"]


def test_an_ending_in_capitals_is_reported(blog: Folder, run: Run) -> None:
    """Pelican passes over `A.MD`; blogctl does too, and says so."""
    planted(blog, {"pelicanconf.py": CONF, "content/A.MD": ARTICLE})

    answer = run("list", code=1)

    assert "ends in '.MD'" in answer.err
    assert answer.out == ""


@pytest.mark.parametrize(
    ("name", "text", "line", "told"),
    [
        ("a.md", "Title: T\n\nText\n", 1, "no date"),
        ("a.md", "Date: 2024-01-02\n\nText\n", 1, "no title"),
        ("a.md", "Just text.\n", 1, "no title"),
        ("a.md", "+++\ntitle = 'T'\n+++\n", 1, "no title"),
        ("a.md", "Title: T\nDate: soon\n\nText\n", 2, "'soon' in 'date'"),
        ("a.md", "Title: T\nDate: Jan 2024\n\nText\n", 2, "'Jan 2024' in 'date'"),
        ("a.md", "Title: T\nDate:\nStatus: draft\n\nText\n", 2, "an empty 'date'"),
        ("a.md", "Title: T\nDate: 2024-01-02\nModified: x\n\nText\n", 3, "'x' in 'modified'"),
        ("a.md", "Title: T\nDate: 2024-01-02\nStatus: public\n\nText\n", 3, "'public'"),
        ("a.md", "Title: T\nDate: 2024-01-02\nStatus: Skip\n\nText\n", 3, "'Skip'"),
        ("a.md", "Title: T\nDate: 2024-01-02\nTimezone: X/Y\n\nText\n", 3, "time zone 'X/Y'"),
        ("a.md", "Title: T\nDate: 2024-01-02\nSave_as: ../../x\n\nText\n", 3, "outside the site"),
        ("2024-13-45-a.md", "Title: T\nDate: 2024-01-02\n\nText\n", 2, "in the file's name"),
        ("a.md", "Title: T\nDate: 2024-01-02\nLang: fr\nLang: fr\n\nText\n", 4, "'lang' has"),
        ("a.md", "Title: T\nDate: 2024-01-02\nTimezone: UTC\n    x\n\n", 3, "'timezone' has"),
        ("a.rst", "T\n=\n\n:date: 2024-01-02\n:author:\n\nText\n", 5, "an empty 'author'"),
        ("a.rst", "T\n=\n\n:Status:\n:date: 2024-01-02\n\nText\n", 4, "an empty 'Status'"),
        ("a.rst", "Title\n=====\n\nText\n", 3, "no date"),
        ("a.rst", "A long title\n====\n\n:date: 2024-01-02\n\nText\n", 1, "shorter"),
        ("a.rst", "T\n=\n\n:date: 2024-01-02\n\nText\n\nLong title\n----\n\nText\n", 8, "shorter"),
        ("a.rst", "日本語\n====\n\n:date: 2024-01-02\n\nText\n", 1, "shorter"),
        ("a.rst", "T\n=\n\n:date: 2024-01-02\nText\n", 5, "no empty line"),
        ("a.rst", "T\n=\n\n:date: 2024-01-02\n\nText\n\nU\n=\n\nText\n", 4, "one of several"),
    ],
)
def test_what_pelican_leaves_out_is_refused(
    name: str, text: str, line: int, told: str, blog: Folder
) -> None:
    """An article that Pelican leaves out is refused, with the line and a way out."""
    blog.write("pelicanconf.py", CONF)
    blog.write(f"content/{name}", text)

    with pytest.raises(BadFrontMatter) as caught:
        read(blog, f"content/{name}")

    assert told in caught.value.message
    assert caught.value.hint
    assert caught.value.line == line


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ("Draft: true", "'Draft' means nothing"),
        ("Published: false", "'Published' means nothing"),
        ("Tags: [a, b]", "brackets or quotes in 'Tags'"),
        ('Slug: "x"', "quotes around 'Slug'"),
        ("Category: a, b", "'a, b' is one category"),
        ("Tags:\n    - a", "only the first line of 'Tags'"),
        ("Status: draft\nStatus: published", "'Status' stands twice"),
        ("Title: again", "title of several lines"),
        ("Modified: 01/02/2024", "month first"),
        ("Lang: EN", "another language"),
    ],
)
def test_what_pelican_misreads_is_found(fields: str, told: str, blog: Folder) -> None:
    """A field that Pelican passes over or misreads is found, on its line."""
    blog.write("pelicanconf.py", CONF)
    blog.write("content/a.md", f"Title: T\nDate: 2024-01-02\n{fields}\n\nText\n")

    found = findings(blog, "content/a.md")

    assert [told in one.message for one in found] == [True]
    assert found[0].line == 3 + fields.count("Status: published")
    assert found[0].hint


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\ntitle: T\ndate: 2024-01-02\ntags:\n  - a\nstatus: draft\n---\nText\n", 5),
        ("---\ntitle: T\ndate: 2024-01-02\n\nstatus: draft\n---\nText\n", 5),
    ],
)
def test_fields_that_pelican_prints_are_found(text: str, line: int, blog: Folder) -> None:
    """Front matter that goes on where Pelican's ends is found: its status hides nothing."""
    blog.write("pelicanconf.py", CONF)
    blog.write("content/a.md", text)

    assert read(blog, "content/a.md").status == "published"
    assert [one.line for one in findings(blog, "content/a.md")] == [line]


def test_ordinary_articles_have_no_findings(blog: Folder) -> None:
    """What is as Pelican would have it is not found fault with."""
    fields = '---\ntitle: "T" - it\'s: "so"\ndate: 2024-01-02\ntags: a, b; c\nseries: x\n---\n'
    blog.write("pelicanconf.py", CONF)
    blog.write("content/a.md", f"{fields}\nText\n\n---\n\nkey: value\n")
    blog.write("content/b.rst", "T\n=\n\n:date: 2024-01-02\n:tags: a,\n  b\n\nText\n\n---\n")

    assert findings(blog, "content/a.md") + findings(blog, "content/b.rst") == []


ROUND_TRIPS = [
    ("a.md", "Title: T\nDate: 2024-01-02\n\nText\n"),
    ("a.md", "---\r\ntitle:  T\r\ndate:   2024-01-02\r\n---\r\nText"),
    ("a.md", "\ufeffTitle: T\nDate: 2024-01-02\nStatus: published\n\nText\n"),
    ("2024-01-02-a.md", "Title: T\n\nText\n"),
    ("a.md", "Title: T\nDate: 2024-01-02"),
    ("a.rst", "T\n=\n\n:date: 2024-01-02\n\nText\n"),
    ("a.rst", "T\n=\n:date: 2024-01-02\n:tags: a,\n  b\n\nText\n"),
    ("2024-01-02-a.rst", "T\n=\n\nText\n"),
]


@pytest.mark.parametrize(("name", "text"), ROUND_TRIPS)
def test_a_post_withdrawn_and_released_is_as_it_was(name: str, text: str, blog: Folder) -> None:
    """A live post that is made a draft and published again has the same bytes, at its place."""
    blog.write("pelicanconf.py", CONF)
    blog.write(f"content/{name}", text)
    engine, post = engine_of(blog), read(blog, f"content/{name}")
    place = placed(blog, post.path, says_live="Status" in text)

    draft = engine.withdraw(place, post)
    put(blog, [draft])

    assert read(blog, post.path).status == "draft"
    assert engine.withdraw(draft, None) == draft

    released = engine.release(draft, read(blog, post.path), WHEN, redate=False)

    assert released.path == post.path
    assert released.document.joined == text.encode()
    assert engine.release(released, post, WHEN, redate=False) == released


def test_publishing_dates_an_undated_draft(blog: Folder, run: Run) -> None:
    """A draft without a date is dated in the zone of the site, in Pelican's usual form."""
    blog.write("pelicanconf.py", CONF)
    blog.write("content/a.md", "Title: T\nStatus: draft\n\nText\n")

    run("publish content/a.md --yes")

    assert blog.text("content/a.md") == (
        "Title: T\nStatus: published\nDate: 2026-11-23 09:00\n\nText\n"
    )


def test_a_draft_by_default_is_published_by_its_own_field(blog: Folder, run: Run) -> None:
    """Where the settings make drafts, publishing writes the status, and unpublishing changes it."""
    blog.write("pelicanconf.py", f"{CONF}DEFAULT_METADATA = {{'status': 'draft'}}\n")
    blog.write("content/a.md", ARTICLE)
    post = read(blog, "content/a.md")

    assert post.status == "draft"
    assert "in pelicanconf.py" in because(blog, "content/a.md")

    run("publish content/a.md --yes")

    assert "Status: published\n" in blog.text("content/a.md")

    run("unpublish content/a.md --yes")

    assert "Status: draft\n" in blog.text("content/a.md")


@pytest.mark.parametrize(
    ("text", "status", "reason"),
    [
        ("Title: T\nDate: 2024-01-02\n\nText\n", "published", "nothing hides it"),
        ("Title: T\nStatus: Draft\n\nText\n", "draft", "`Status: Draft` on line 2"),
        ("Title: T\nDate: 2024-01-02\nStatus: hidden\n\nText\n", "private", "`Status: hidden`"),
        ("Title: T\nStatus: skip\n\nText\n", "private", "`Status: skip` on line 2"),
        ("Title: T\nDate: 2099-01-02\n\nText\n", "scheduled", "2099-01-02 00:00 in Europe/Paris"),
        ("Title: T\nDate: 2099-01-02\nStatus: hidden\n\nText\n", "private", "`Status: hidden`"),
    ],
)
def test_each_status_has_its_reason(text: str, status: str, reason: str, blog: Folder) -> None:
    """What decides the status is said: a field with its line, or a date to come."""
    blog.write("pelicanconf.py", f"{CONF}WITH_FUTURE_DATES = False\n")
    blog.write("content/a.md", text)

    assert read(blog, "content/a.md").status == status
    assert reason in because(blog, "content/a.md")


@pytest.mark.parametrize("end", ["---", "...", ""])
def test_the_line_that_ends_the_fields_is_no_text(end: str, blog: Folder) -> None:
    """Neither `---` nor `...` nor the empty line below the fields is part of the text."""
    blog.write("pelicanconf.py", CONF)
    blog.write("content/a.md", f"Title: T\nDate: 2024-01-02\n{end}\nText\n")

    assert read(blog, "content/a.md").text.source == "Text\n"


def test_a_draft_has_its_own_address(blog: Folder) -> None:
    """A draft lies in drafts/, what is skipped has no address, other languages have theirs."""
    blog.write("pelicanconf.py", f"{CONF}SITEURL = 'https://e.org/b/'\n")
    urls = {}
    for fields in (
        "",
        "Status: draft\n",
        "Status: skip\n",
        "Lang: fr\n",
        "Url: x/\n",
        "Save_as:\n",
    ):
        blog.write("content/a.md", f"Title: A b\nDate: 2024-01-02\n{fields}\nText\n")
        urls[fields.strip()] = read(blog, "content/a.md").url

    assert urls == {
        "": "/b/a-b.html",
        "Status: draft": "/b/drafts/a-b.html",
        "Status: skip": "",
        "Lang: fr": "/b/a-b-fr.html",
        "Url: x/": "/b/x/",
        "Save_as:": "",
    }


def test_articles_at_one_address_are_reported(blog: Folder, run: Run) -> None:
    """Two articles of one title are at one address, unless one is in another language."""
    blog.write("pelicanconf.py", CONF)
    blog.write("content/a.md", ARTICLE)
    blog.write("content/b.md", ARTICLE.replace("\n\n", "\nLang: fr\n\n", 1))

    run("list")
    blog.write("content/c.md", ARTICLE)

    assert "its address is that of content/a.md too" in run("list", code=1).err


def test_tags_are_changed_in_their_line(blog: Folder, run: Run) -> None:
    """A tag is put behind the others, parted as they are; the last one takes its line along."""
    blog.write("pelicanconf.py", CONF)
    blog.write("content/a.md", "Title: T\nDate: 2024-01-02\nTags: a; b, c\n\nText\n")
    blog.write("content/b.rst", "U\n=\n\n:date: 2024-01-02\n\nText\n")

    run("tag add new --all --yes")

    assert "Tags: a; b, c; new\n" in blog.text("content/a.md")
    assert ":date: 2024-01-02\n:tags: new\n" in blog.text("content/b.rst")
    assert {row["path"]: row["tags"] for row in run("list --json").json} == {
        "content/a.md": ["a", "b, c", "new"],
        "content/b.rst": ["new"],
    }


def test_a_new_post_is_a_draft_in_pelicans_form(blog: Folder, run: Run) -> None:
    """A new post has Pelican's fields, and no date until it is published."""
    blog.write("pelicanconf.py", CONF)
    blog.write("content/2024-01-02-a.md", ARTICLE)

    run(["create", "L’été: à Orléans", "--tag", "a,b"])

    assert blog.text("content/2026-11-23-l-ete-a-orleans.md") == (
        "Title: L’été: à Orléans\nTags: a, b\nStatus: draft\n\n"
    )


def test_a_redated_post_takes_its_name_along(blog: Folder) -> None:
    """Where the file's name has a date, redating changes it; an address made of it stays."""
    blog.write("pelicanconf.py", CONF)
    blog.write("content/2024-01-02-a.md", "Title: T\n\nText\n")
    place = placed(blog, "content/2024-01-02-a.md")
    midnight = datetime.fromisoformat("2026-03-15T00:00+01:00")

    plain = engine_of(blog).redated(place, midnight)
    timed = engine_of(blog).redated(place, WHEN)
    blog.write("pelicanconf.py", f"{CONF}SLUGIFY_SOURCE = 'basename'\n")
    kept = engine_of(blog).redated(place, midnight)

    assert (plain.path, plain.document) == ("content/2026-03-15-a.md", place.document)
    assert timed.path == "content/2026-03-15-a.md"
    assert timed.document.block == b"Title: T\nDate: 2026-03-15 08:00\n"
    assert (kept.path, kept.document.block) == (
        "content/2024-01-02-a.md",
        b"Title: T\nDate: 2026-03-15 00:00\n",
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("2024-01-02-a.rst", "Text without a heading.\n"),
        ("2024-01-02-a.rst", "\ufeff:slug: x\n\nText\n"),
        ("2024-01-02-a.rst", "T\n=\n\n:slug: x\n\nText\n\nU\n=\n\nText\n"),
        ("a.md", "    Title: T\n"),
    ],
)
def test_a_field_with_no_place_is_refused(name: str, text: str, blog: Folder) -> None:
    """A text that would swallow the first field, or end it, is not edited."""
    blog.write("pelicanconf.py", CONF)
    blog.write(f"content/{name}", text)

    with pytest.raises(CannotEdit) as caught:
        engine_of(blog).withdraw(placed(blog, f"content/{name}"), None)

    assert caught.value.hint


@pytest.mark.parametrize("ending", ["md", "rst"])
@given(data=st.binary(max_size=200) | st.text("ab:\n\r\t -=.\ufeff#", max_size=120).map(str.encode))
def test_any_file_is_cut_and_joined_again(ending: str, data: bytes) -> None:
    """Whatever a file holds, its pieces joined are its bytes, and its fields can be told."""
    document = configure(Site(frozenset(), {}, {})).cut(f"content/a.{ending}", data)

    assert document.joined == data
    assert len(fields_of(document)) <= data.count(b":")


@given(text=st.text("0123456789-/.: TZ+apmJnFeb,", max_size=25))
def test_any_date_is_read_or_refused(text: str) -> None:
    """A text is a moment with a zone, or no date."""
    try:
        moment = read_date(text, UTC)
    except (ValueError, OverflowError):
        return

    assert moment.tzinfo is not None


@given(st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.timezones()))
def test_a_date_that_is_written_is_read_again(moment: datetime) -> None:
    """A moment is written so that it is read as the same, to the second, in a zone with gaps."""
    paris = ZoneInfo("Europe/Paris")
    moment = moment.astimezone(UTC).replace(microsecond=0)

    assert read_date(write_date(moment, paris), paris).astimezone(UTC) == moment
