"""Astro: posts of a content collection, by the conventions of its blog example."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from conftest import Folder, Run
from generators import build, generator, planted

from blogctl.engines.astro import Astro, configure, detect
from blogctl.engines.astro.dates import coerced
from blogctl.engines.engine import Placed, Site, Source
from blogctl.errors import BadFrontMatter

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
WHEN = datetime(2026, 3, 15, 7, 30, tzinfo=UTC)
CONFIG = """// site: 'https://old.example'
import { defineConfig } from "astro/config";
export default defineConfig({ site: "https://example.org", integrations: [mdx()] });
"""
BLOG = "src/content/blog/"


def engine_of(config: str = CONFIG, **settings: Any) -> Astro:
    """Return Astro as *config* and blogctl's own settings set it."""
    names = frozenset({"astro.config.mjs", "src/"})
    return configure(Site(names, {"astro.config.mjs": config.encode()}, settings))


def source(engine: Astro, path: str, text: str | bytes) -> Source:
    """Return a file as the engine gets it."""
    data = text.encode() if isinstance(text, str) else text
    return Source(path, engine.cut(path, data), NOW)


def placed(engine: Astro, text: str, *, says_live: bool = False) -> Placed:
    """Return a post to be edited, of a blog whose live posts say so or not."""
    document = engine.cut(f"{BLOG}a.md", text.encode())
    dialect = document.dialect._replace(says_live=says_live)
    return Placed(f"{BLOG}a.md", document._replace(dialect=dialect))


def test_a_configuration_file_is_astros() -> None:
    """`astro.config`, whichever JavaScript it is in, is known."""
    for end in ("mjs", "js", "ts", "mts"):
        assert detect(Site(frozenset({f"astro.config.{end}"}), {}, {})) is not None
    assert detect(Site(frozenset({"src/", "astro.config.bak"}), {}, {})) is None


def test_without_a_configuration_the_defaults_hold() -> None:
    """An engine with no site at all reads and places posts."""
    engine = configure(Site(frozenset(), {}, {}))

    assert (engine.home, engine.language, engine.base) == ("src/content/blog", "", "")
    assert engine.new_path(engine.home, "x", "", bundle=True) == f"{BLOG}x/index.md"
    assert engine.read(source(engine, f"{BLOG}x.md", "Hi"), NOW).url == "/blog/x/"


def test_what_is_read_off_the_configuration() -> None:
    """Address, base path and language stand there in quotes; comments do not count."""
    engine = engine_of('{ site: "https://a.b", base: "/sub", i18n: { defaultLocale: `fr` } }')

    assert (engine.base, engine.language) == ("https://a.b/sub", "fr")
    assert engine_of().base == "https://example.org"


def test_which_files_are_posts() -> None:
    """The usual collections in turn, else every one; names with `_` before them are left out."""
    blog = [f"{BLOG}a.md", f"{BLOG}b.mdx", f"{BLOG}_c.md", f"{BLOG}_d/e.md", f"{BLOG}f.png"]
    notes = ["src/content/notes/a.md", "src/pages/about.md"]

    assert engine_of().select(blog + notes) == blog[:2]
    assert engine_of().select(notes) == notes[:1]
    assert engine_of(posts="src/content/notes").select(blog + notes) == notes[:1]
    assert engine_of("{ srcDir: './app' }").select(["app/content/posts/a.md"]) == [
        "app/content/posts/a.md"]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "form", "block", "body"),
    [
        ("---\ntitle: a\n---\n\nText", "yaml", b"title: a\n", b"\nText"),
        ("\ufeff+++\r\ntitle = 'a'\r\n+++\r\nText", "toml", b"title = 'a'\r\n", b"Text"),
        (" \n\n--- \ntitle: a\n---more", "yaml", b"title: a\n", b"more"),
        ("---\n---\n", "yaml", b"", b""),
        ("---\n\nText", "none", b"", b"---\n\nText"),
        ("Text\n---\na: 1\n---\n", "none", b"", b"Text\n---\na: 1\n---\n"),
        ("", "none", b"", b""),
    ],
)
def test_where_front_matter_ends(text: str, form: str, block: bytes, body: bytes) -> None:
    """Two fences make front matter, blank lines before it or not; one is a rule."""
    document = engine_of().cut(f"{BLOG}a.md", text.encode())

    assert (document.format, document.block, document.body) == (form, block, body)
    assert document.joined == text.encode()


def test_fields_are_read() -> None:
    """The fields of the blog example, and the usual others, mean what they say."""
    engine = engine_of()
    text = ("---\ntitle: T\ndescription: D\npubDate: 'Jul 08 2022'\nupdatedDate: 2023-01-02\n"
            "heroImage: { src: ./h.png, alt: H }\ntags: [x, y z]\n"
            "author: { name: Ann }\nlang: fr\n---\n")  # fmt: skip
    post = engine.read(source(engine, f"{BLOG}a.md", text), NOW)

    assert (post.title, post.description, post.cover, post.tags, post.authors, post.lang) == (
        "T", "D", "./h.png", ("x", "y z"), ("Ann",), "fr")  # fmt: skip
    assert (post.date, post.updated) == (
        datetime(2022, 7, 8, tzinfo=UTC), datetime(2023, 1, 2, tzinfo=UTC))  # fmt: skip


def test_toml_dates_are_read() -> None:
    """A native date of TOML counts, in UTC where it has no offset."""
    engine = engine_of()
    text = "+++\npubDate = 2022-07-08T10:00:00\n+++\n"

    assert engine.read(source(engine, f"{BLOG}a.md", text), NOW).date == datetime(
        2022, 7, 8, 10, tzinfo=UTC)  # fmt: skip


def test_a_text_without_offset_is_in_the_zone_of_the_setting() -> None:
    """A day is midnight UTC, `Jul 08 2022` midnight where the site is built."""
    paris = ZoneInfo("Europe/Paris")

    assert coerced("2022-07-08", paris, plain=False) == datetime(2022, 7, 8, tzinfo=UTC)
    assert coerced("Jul 08 2022", paris, plain=True) == datetime(2022, 7, 7, 22, tzinfo=UTC)
    assert coerced("2022-07-08 10:00:00", paris, plain=True) == datetime(2022, 7, 8, 10, tzinfo=UTC)
    assert coerced("2022-07-08 10:00:00", paris, plain=False) == datetime(2022, 7, 8, 8, tzinfo=UTC)


DATES = [
    "2022-07-08", "2022-07", "2022-07-08T10:00", "2022-07-08 10:00", "2022-07-08T10:00:00Z",
    "2022-07-08T10:00:00.5+02:00", "2022-07-08T10:00:00+0200", "Jul 08 2022", "July 8, 2022",
    "Jul 8, 2022 10:30", "8 July 2022", "08 Jul 2022 10:00:00 GMT", "Fri, 08 Jul 2022 10:00:00 GMT",
    "Fri Jul 08 2022", "2022/07/08", "2022-7-8", "7/8/2022", "07/08/2022 10:00", "8 Sept 2022",
]  # fmt: skip


@pytest.mark.engines
@pytest.mark.parametrize("zone", ["UTC", "Europe/Paris", "America/New_York"])
def test_dates_are_what_javascript_makes_of_them(tmp_path: Path, zone: str) -> None:
    """Each form of date is the moment that `new Date()` makes of it in that zone."""
    script = f"console.log(JSON.stringify({json.dumps(DATES)}.map((text) => new Date(text))))"
    said = json.loads(build([generator("node"), "-e", script], tmp_path, TZ=zone).stdout)

    for text, moment in zip(DATES, said, strict=True):
        assert coerced(text, ZoneInfo(zone), plain=False) == datetime.fromisoformat(moment), text


@pytest.mark.parametrize(
    ("line", "number"),
    [("pubDate: soon", 3), ("date: 2022-13-01T00:00Z", 3), ("updatedDate: [1]", 3),
     ("pubDate: 2022-07-08 25:99", 3)],
)  # fmt: skip
def test_a_bad_date_is_told(line: str, number: int) -> None:
    """A date that a schema refuses is told with its line and the form to write."""
    engine = engine_of()

    with pytest.raises(BadFrontMatter) as caught:
        engine.read(source(engine, f"{BLOG}a.md", f"---\ntitle: a\n{line}\n---\n"), NOW)

    assert (caught.value.line, "2026-03-15" in (caught.value.hint or "")) == (number, True)


@pytest.mark.parametrize(
    ("config", "settings", "path", "line", "url"),
    [
        ("{}", {}, f"{BLOG}2024/My Post.v1.md", "", "/blog/2024/my-postv1/"),
        ("{}", {}, f"{BLOG}Été à la! _Plage.md", "", "/blog/%C3%A9t%C3%A9-%C3%A0-la-_plage/"),
        ("{}", {}, f"{BLOG}a/index.mdx", "", "/blog/a/"),
        ("{}", {}, f"{BLOG}a.md", "slug: x/Y", "/blog/x/Y/"),
        ("{ base: '/docs/' }", {}, f"{BLOG}a.md", "", "/docs/blog/a/"),
        ("{ trailingSlash: 'never' }", {}, f"{BLOG}a.md", "", "/blog/a"),
        ("{ build: { format: 'file' } }", {}, f"{BLOG}a.md", "", "/blog/a"),
        ("{}", {"permalink": "/writing/:slug"}, f"{BLOG}b/a.md", "", "/writing/b/a"),
        ("{}", {"posts": "src/data/notes"}, "src/data/notes/a.md", "", "/notes/a/"),
        ("{}", {}, "src/pages/posts/My-Post.md", "", "/posts/My-Post/"),
    ],
)
def test_addresses(config: str, settings: Any, path: str, line: str, url: str) -> None:
    """The collection's name and the entry's id, unless the setting `permalink` says otherwise."""
    engine = engine_of(config, **settings)
    engine.select([path])

    assert engine.read(source(engine, path, f"---\n{line}\n---\n"), NOW).url == url


@pytest.mark.parametrize(
    ("line", "status"),
    [("draft: true", "draft"), ("draft: false", "published"), ("draft: 'true'", "published"),
     ("pubDate: 2099-01-01", "published")],
)  # fmt: skip
def test_what_hides_a_post(line: str, status: str) -> None:
    """`draft: true` hides a post by convention; a date to come does not."""
    engine = engine_of()
    own = source(engine, f"{BLOG}a.md", f"---\n{line}\n---\n")
    post = engine.read(own, NOW)

    assert post.status == status
    assert ("on line 2" in engine.because(own, post, NOW)) is (status == "draft")


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: A # why\npubDate: 'Jul 08 2022'\n---\nText",
        "---\r\ntitle: A\r\ndate: 2022-07-08\r\n---\r\nText",
        "+++\ntitle = 'A'\npubDate = 2022-07-08\n+++\nText\n",
    ],
)
def test_unpublishing_and_publishing_gives_the_same_bytes(text: str) -> None:
    """What is withdrawn is a draft; released it is as it was."""
    engine = engine_of()
    live = placed(engine, text)

    draft = engine.withdraw(live, None)
    back = engine.release(draft, None, WHEN, redate=False)

    assert engine.read(Source(draft.path, draft.document, NOW), NOW).status == "draft"
    assert engine.withdraw(draft, None) == draft
    assert back.document.joined == text.encode()
    assert engine.release(live, None, WHEN, redate=False) == live


def test_publishing_dates_what_has_no_date() -> None:
    """A post without a date takes `pubDate`, in the site's zone with its offset."""
    engine = engine_of(timezone="Europe/Paris")
    draft = placed(engine, "---\ntitle: A\ndraft: true\n---\n", says_live=True)

    back = engine.release(draft, None, WHEN, redate=False)

    assert back.document.block == (
        b"title: A\ndraft: false\npubDate: 2026-03-15T08:30:00+01:00\n")  # fmt: skip
    assert engine.read(Source(back.path, back.document, NOW), NOW).date == WHEN


def test_redating_keeps_the_posts_own_field() -> None:
    """A post that is dated by `date` is redated there."""
    engine = engine_of()

    later = engine.redated(placed(engine, "---\ndate: 2022-07-08 # day\n---\n"), WHEN)

    assert later.document.block == b"date: 2026-03-15T07:30:00Z # day\n"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("---\ntitle: a\ndraft: 'true'\n---\n", 3, "hides nothing"),
        ("---\nexpiryDate: 2020-01-01\n---\n", 2, "'expiryDate' means nothing"),
        ("---\npublished: false\n---\n", 2, "'published' means nothing"),
        ("---\npubDate: 2022\n---\n", 2, "milliseconds"),
        ("---\n\nSome text.\n\n---\nMore\n", 2, "no fields"),
    ],
)
def test_what_astro_misreads_is_found(text: str, line: int, words: str) -> None:
    """Each finding has its line, and says what is made of it."""
    engine = engine_of()
    own = source(engine, f"{BLOG}a.md", text)

    found = engine.findings(own, engine.read(own, NOW))

    assert [(one.line, words in one.message) for one in found] == [(line, True)]


def test_a_blog_of_astro_is_known_and_listed(blog: Folder, run: Run) -> None:
    """The commands find the posts, tell two at one address, and write `draft`."""
    text = "---\ntitle: A\npubDate: 2022-07-08\n---\nText\n"
    planted(blog, {"astro.config.mjs": CONFIG, f"{BLOG}a.md": text, f"{BLOG}B.mdx": text})

    listed = run("list --json").json
    run("unpublish slug:a --yes")
    hidden = blog.text(f"{BLOG}a.md")
    run("publish slug:a --yes")

    assert {post["url"] for post in listed} == {"/blog/a/", "/blog/b/"}
    assert hidden == "---\ntitle: A\ndraft: true\npubDate: 2022-07-08\n---\nText\n"
    assert blog.text(f"{BLOG}a.md") == text
    blog.write(f"{BLOG}A!.md", text)
    assert "its address is that of" in run("list --json", code=1).err
