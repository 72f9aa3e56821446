"""Jekyll: what it makes of a blog's files, and how posts go out and come back."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from conftest import Folder, Run
from generators import Row, build, copied, generator, planted, rows
from jekyll_trees import DUMP, REFUSED, TREES, VERDICTS

from blogctl.content.post import Post
from blogctl.engines.engine import Placed, Site, Source
from blogctl.engines.jekyll import Jekyll, configure, detect
from blogctl.errors import BadFrontMatter, BadSetting, BlogError, CannotEdit

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
LONG_AGO = 1_700_000_000
MARCH = datetime(2026, 3, 15, 7, 30, tzinfo=UTC)
MIDNIGHT = datetime(2026, 3, 14, 23, tzinfo=UTC)
# Trees with a name without a date, an empty file, or several posts at one address.
FAULTY = {"names", "fences", "collection-style"}
PARIS = "timezone: Europe/Paris\n"


def engine(config: str = PARIS, *entries: str) -> Jekyll:
    """Return the engine of a site with *config* in its `_config.yml`."""
    return configure(Site(frozenset(entries), {"_config.yml": config.encode()}, {}))


def source(path: str, text: str | bytes, jekyll: Jekyll | None = None) -> Source:
    """Return a post file as the engine gets it."""
    data = text.encode() if isinstance(text, str) else text
    return Source(path, (jekyll or engine()).cut(path, data), NOW)


def read(path: str, text: str | bytes, config: str = PARIS) -> Post:
    """Return what a post file means."""
    jekyll = engine(config)
    return jekyll.read(source(path, text, jekyll), NOW)


def placed(path: str, text: str) -> Placed:
    """Return a post file as it stands."""
    return Placed(path, source(path, text).document)


def written(found: Placed) -> tuple[str, str]:
    """Return where a post is to stand, and its text."""
    return found.path, found.document.joined.decode()


def front(*lines: str) -> str:
    """Return a post with *lines* of front matter."""
    return "\n".join(("---", *lines, "---", "Text.", ""))


def said_by(script: str, root: Path, tmp_path: Path) -> Any:
    """Return what a script that asks Jekyll itself says of the blog in *root*."""
    generator("jekyll")
    file = tmp_path / "ask.rb"
    file.write_text(script, "utf-8")
    done = build([generator("ruby"), str(file)], root, TZ="UTC", LANG="C.UTF-8")
    return json.loads(done.stdout.splitlines()[-1])


def row_of(record: dict[str, Any]) -> Row:
    """Return one post of Jekyll's as a row of blogctl's."""
    below = "_drafts" in record["path"].split("/") and not record["drafts"]
    is_draft = below or not record["shown"]
    status = "published" if record["live"] else "draft" if is_draft else "scheduled"
    return Row(status, record["date"], record["url"])


def compare(blog: Folder, run: Run, tmp_path: Path, *, code: int) -> int:
    """Compare blogctl with Jekyll post by post; return how many there are."""
    said = {record["path"]: record for record in said_by(DUMP, blog.root, tmp_path)}

    listed = run("list --json", code=code).json

    assert rows(listed) == {path: row_of(record) for path, record in said.items()}
    fields = ("title", "slug", "tags", "categories")
    assert [(post["path"], *(post[name] for name in fields)) for post in listed] == [
        (post["path"], *(said[post["path"]][name] for name in fields)) for post in listed
    ]
    return len(said)


@pytest.mark.engines
@pytest.mark.parametrize("name", TREES)
def test_jekyll_agrees(name: str, blog: Folder, run: Run, tmp_path: Path) -> None:
    """Posts, status, date, address, title, tags and categories are those that Jekyll says."""
    planted(blog, TREES[name])

    count = compare(blog, run, tmp_path, code=int(name in FAULTY))

    assert count >= 6


@pytest.mark.engines
@pytest.mark.corpora
def test_jekyll_agrees_on_its_own_news(blog: Folder, run: Run, tmp_path: Path) -> None:
    """Each post of Jekyll's own news is to blogctl what it is to Jekyll."""
    copied("jekyll", blog)

    count = compare(blog, run, tmp_path, code=0)

    assert count > 50


@pytest.mark.engines
def test_what_is_refused_is_what_jekyll_stops_at(blog: Folder, tmp_path: Path) -> None:
    """Each post that blogctl refuses stops Jekyll or loses its fields there, and no other does."""
    fine = {
        path: text
        for name in ("fences", "fields", "dates")
        for path, text in TREES[name].items()
        if path.startswith("_posts/")
    }
    planted(blog, {**fine, **REFUSED})

    said = said_by(VERDICTS, blog.root, tmp_path)

    assert {path for path, verdict in said.items() if verdict != "reads"} == set(REFUSED)
    refused = {path for path in said if is_refused(path, blog.data(path))}
    assert refused == set(REFUSED)


def is_refused(path: str, data: bytes) -> bool:
    """Say whether blogctl refuses a post."""
    try:
        data.decode()
        read(path, data, "title: x\n")
    except (BlogError, UnicodeDecodeError):
        return True
    return False


@pytest.mark.engines
@pytest.mark.parametrize("config", [PARIS, f"{PARIS}show_drafts: true\n"])
def test_jekyll_sees_what_was_published(
    config: str, blog: Folder, run: Run, tmp_path: Path
) -> None:
    """What blogctl published and withdrew is live, to come and hidden for Jekyll too."""
    planted(
        blog,
        {
            "_config.yml": config,
            "_drafts/a.md": front("title: A"),
            "news/_drafts/b.md": front("title: B"),
            "_posts/2024-01-02-c.md": front("title: C", "published: false"),
            "_posts/2024-01-03-d.md": front("title: D"),
            "_drafts/e.md": front("title: E"),
            "_drafts/f.md": front("title: F"),
        },
    )

    for file in blog.root.rglob("*.md"):
        os.utime(file, (LONG_AGO, LONG_AGO))

    run("publish _drafts/a.md news/_drafts/b.md _posts/2024-01-02-c.md --yes")
    run("unpublish _posts/2024-01-03-d.md --yes")
    run("publish _drafts/e.md --date 2099-05-06T07:08 --yes")

    count = compare(blog, run, tmp_path, code=0)
    assert count == 6
    said = {record["title"]: row_of(record) for record in said_by(DUMP, blog.root, tmp_path)}
    assert [said[title].status for title in "ABCDE"] == [
        "published", "published", "published", "draft", "scheduled"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("entries", "files", "found"),
    [
        (("_posts/",), {}, True),
        (("_posts/", "hugo.toml"), {}, False),
        (("_posts/", "eleventy.config.js"), {}, False),
        (("posts/",), {}, False),
        (("_config.yml", "_posts/"), {"_config.yml": b"title: x"}, True),
        (("_config.yml", "Gemfile"), {"_config.yml": b"title: x"}, True),
        (("_config.yml",), {"_config.yml": b"title: x"}, False),
        (("_config.yml",), {"_config.yml": b"source: src"}, True),
        (("_config.toml", "_layouts/"), {"_config.toml": b"title = 'x'"}, True),
        (("_config.yml", "source/"), {"_config.yml": b"source_dir: source"}, False),
        (("_config.yml", "scaffolds/", "_data/"), {"_config.yml": b"title: x"}, False),
        (("_config.yml", "_posts/"), {"_config.yml": b"a: b: c"}, True),
        (
            ("_config.yml", "_data/", "package.json"),
            {"_config.yml": b"title: x", "package.json": b'{"dependencies": {"hexo": "7"}}'},
            False,
        ),
    ],
)
def test_jekyll_is_recognised(
    entries: tuple[str, ...], files: dict[str, bytes], found: bool
) -> None:
    """A configuration with a Jekyll folder or key beside it is Jekyll's; Hexo's is not."""
    assert bool(detect(Site(frozenset(entries), files, {}))) is found


def test_no_configuration_is_the_defaults() -> None:
    """Without a configuration dates are in UTC and addresses have the date in them."""
    jekyll = configure(Site(frozenset(), {}, {}))

    post = jekyll.read(source("_posts/2024-01-02-a.md", "Text\n", jekyll), NOW)

    assert (jekyll.folders, jekyll.home) == (("_posts", "_drafts"), "_posts")
    assert (post.url, post.title, post.date) == (
        "/2024/01/02/a.html", "A", datetime(2024, 1, 2, tzinfo=UTC)
    )  # fmt: skip


def test_the_settings_give_what_jekyll_does_not() -> None:
    """Time zone, language and address come from blogctl's settings where Jekyll's has none."""
    settings = {"timezone": "Asia/Tokyo", "language": "ja", "url": "https://example.org/"}

    jekyll = configure(Site(frozenset(), {}, settings))

    assert (str(jekyll.zone), jekyll.language, jekyll.base) == (
        "Asia/Tokyo", "ja", "https://example.org/"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ("a: b: c\n", "_config.yml:1:5"),
        ("timezone: Mars/Olympus\n", "no time zone 'Mars/Olympus'"),
        ("title: x\npermalink: :title/\n", "_config.yml:2: ':title/' is a symbol to Ruby"),
        ("kramdown:\n  parse: :html\n", "_config.yml:2: ':html' is a symbol to Ruby"),
        ("permalink: /:author/\n", "':author' in the permalink"),
        ("collections: {posts: {permalink: '/:nothing'}}\n", "':nothing' in the permalink"),
    ],
)
def test_a_configuration_that_stops_jekyll_is_named(config: str, message: str) -> None:
    """A configuration that does not parse, or says nothing, is told with its place."""
    with pytest.raises(BadSetting, match=message):
        engine(config)


def test_only_folders_that_jekyll_looks_into_are_walked() -> None:
    """Folders with an underscore, the excluded ones and the destination hold no posts."""
    config = "exclude: [attic]\ndestination: public\n"
    entries = ("_site/", "_posts/", "attic/", "public/", "node_modules/", "news/", "a.md", "#x/")

    assert engine(config, *entries).folders == ("_posts", "_drafts", "news")


@pytest.mark.parametrize(
    ("text", "form", "block", "body"),
    [
        ("---\na: 1\n---\nText", "yaml", "a: 1\n", "Text"),
        ("\ufeff---\r\na: 1\r\n---\r\nText", "yaml", "a: 1\r\n", "Text"),
        ("---\na: 1\n...\n\nText", "yaml", "a: 1\n", "\nText"),
        ("---\n---\n", "yaml", "", ""),
        ("---\n\n \n---", "yaml", "\n \n", ""),
        ("---\na: 1\n----\nText", "none", "", "---\na: 1\n----\nText"),
        ("\n---\na: 1\n---\n", "none", "", "\n---\na: 1\n---\n"),
        ("+++\na = 1\n+++\n", "none", "", "+++\na = 1\n+++\n"),
        ("\ufeffText", "none", "", "Text"),
        ("", "none", "", ""),
    ],
)
def test_front_matter_is_cut_as_jekyll_cuts_it(text: str, form: str, block: str, body: str) -> None:
    """The first line opens, the next line of `---` or `...` closes, and no byte is lost."""
    document = engine().cut("_posts/2024-01-02-a.md", text.encode())

    assert document.joined == text.encode()
    assert (document.format, document.block, document.body) == (
        form, block.encode(), body.encode()
    )  # fmt: skip


def test_fields_are_read() -> None:
    """Title, tags, categories, author, picture and the rest come from their fields."""
    post = read(
        "news/_posts/2024-01-02-a-b.md",
        front(
            "title: Hello", "tags: [a, b]", "categories: sport", "author: {name: Ann}",
            "image: {path: /a.png}", "description: D", "lang: fr", "series: S",
            "last_modified_at: 2024-02-03",
        ),
    )  # fmt: skip

    assert (post.title, post.slug, post.lang, post.description) == ("Hello", "a-b", "fr", "D")
    assert (post.tags, post.categories, post.series) == (("a", "b"), ("news", "sport"), ("S",))
    assert (post.authors, post.cover) == (("Ann",), "/a.png")
    assert f"{post.updated:%F %z}" == "2024-02-03 +0100"


def test_the_sites_own_mark_ends_the_excerpt() -> None:
    """What stands before the configured `excerpt_separator` is the summary."""
    text = "---\n---\nOne.\n\nTwo.\n\n<!-- cut -->\n\nThree.\n"

    post = read("_posts/2024-01-02-a.md", text, "excerpt_separator: <!-- cut -->\n")

    assert post.summary == "One. Two."


@pytest.mark.parametrize(("path", "text"), REFUSED.items())
def test_what_stops_jekyll_is_refused(path: str, text: str | bytes, blog: Folder, run: Run) -> None:
    """A post that Jekyll stops at, or drops the fields of, is told with file and line."""
    planted(blog, {"_config.yml": PARIS, "_posts/2024-01-01-good.md": "Good.\n", path: text})

    answer = run("list --json", code=1)

    assert [post["path"] for post in answer.json] == ["_posts/2024-01-01-good.md"]
    line = "" if "name" in path else ":"
    assert f"{path}{line}" in answer.err
    assert "fault of blogctl" not in answer.err


@pytest.mark.parametrize(
    ("line", "number", "message", "form"),
    [
        ("date: tomorrow", 3, "'tomorrow' in 'date' is no date", "2026-03-15 08:00:00 +0100"),
        ("date:", 3, "'date' is empty", "2026-03-15 08:00:00 +0100"),
        ("slug: 12", 3, "'slug' is 12", "quotes"),
        ("permalink: /:what/", 3, "':what' in 'permalink'", ":title"),
        ("categories: 12", 3, "'categories' is neither", "categories: [news, sport]"),
        ("tags: [x]\nlayout: :post", 4, "':post' is a symbol", "quotes"),
        ("a:\n  b:\n    - :c", 5, "':c' is a symbol", "quotes"),
        ("a: !ruby/sym b", 3, "'!ruby/sym' makes an object", "tag away"),
    ],
)
def test_a_refusal_names_line_and_form(line: str, number: int, message: str, form: str) -> None:
    """A field that stops Jekyll is told with its line, and with a form that is taken."""
    with pytest.raises(BadFrontMatter, match=message) as raised:
        read("_posts/2024-01-02-a.md", front("title: x", line))

    assert raised.value.line == number
    assert form in (raised.value.hint or "")


def test_an_undated_draft_may_have_an_empty_date() -> None:
    """An empty `date` stops Jekyll in `_posts` alone: in a draft it is yet to come."""
    post = read("_drafts/a.md", front("title: A", "date:"))

    assert (post.status, post.date, post.url) == ("draft", None, "")


@pytest.mark.parametrize(
    ("path", "lines", "config", "status", "because"),
    [
        ("_posts/2024-01-02-a.md", "title: x", PARIS, "published", "nothing hides it"),
        ("_drafts/a.md", "title: x", PARIS, "draft", "it lies in _drafts/"),
        ("_drafts/a.md", "title: x", "show_drafts: true", "published", "nothing hides it"),
        ("_posts/2024-01-02-a.md", "title: x\npublished: no", PARIS, "draft",
         "'published: false' on line 3"),
        ("_posts/2024-01-02-a.md", "published:", PARIS, "draft",
         "an empty 'published' on line 2"),
        ("_posts/2024-01-02-a.md", "published: false", "unpublished: true", "published",
         "nothing hides it"),
        ("_posts/2024-01-02-a.md", "title: x", "defaults: [{values: {published: false}}]", "draft",
         "'published: false' in the defaults of _config.yml"),
        ("_posts/2099-01-02-a.md", "date: 2099-06-01 08:00", PARIS, "scheduled",
         "its date, 2099-06-01 08:00 in Europe/Paris, is to come"),
        ("_posts/2099-01-02-a.md", "title: x", "future: true", "published", "nothing hides it"),
    ],
)  # fmt: skip
def test_the_status_has_a_reason(
    path: str, lines: str, config: str, status: str, because: str
) -> None:
    """What decides the status of a post is named: its folder, a field with its line, its date."""
    jekyll = engine(config)
    given = source(path, front(*lines.split("\n")), jekyll)

    post = jekyll.read(given, NOW)

    assert (post.status, jekyll.because(given, post, NOW)) == (status, because)


@pytest.mark.parametrize(
    ("path", "text", "line", "message"),
    [
        ("_posts/2024-01-02-a.md", front("title: x", "draft: true"), 3, "'draft: true' means"),
        ("_posts/2024-01-02-a.md", front("tags: one, two"), 2, "into 'one,', 'two'"),
        ("_posts/2024-01-02-a.md", front("categories: one, two"), 2, "parted at blanks"),
        ("_posts/2024-01-02-a.md", front("tag: x", "tags: [y]"), 3, "'tags' is passed over"),
        ("_posts/2024-01-02-a.md", front("tags: 2024"), 2, "'tags' is a number"),
        ("_posts/2024-01-02-a.md", front("tags: 2024-01-02"), 2, "'tags' is a date"),
        ("_posts/2024-01-02-a.md", front("tags: [C: sharp, a]"), 2, "'tags' holds fields"),
        ("_posts/2024-01-02-a.md", front("categories: [[a], [b]]"), 2, "holds lists"),
        ("_posts/2024-01-02-a.md", front("title: 2024-01-02 10:00:00"), 2, "is a moment"),
        ("_posts/2024-01-02-a.md", front("title: 1.10"), 2, "'1.10' is read as 1.1"),
        ("_posts/2024-01-02-a.md", front("title: 12:30"), 2, "is read as 45000"),
        ("_posts/2024-01-02-a.md", front("title: yes"), 2, "'yes' is read as true"),
        ("_posts/2024-01-02-a.md", front("title: [x]"), 2, "read as a list"),
        ("_posts/2024-01-02-a.md", front('published: "false"'), 2, "hides nothing"),
        ("_posts/2024-01-02-a.md", front("Published: false"), 2, "'Published' means nothing"),
        ("_posts/2024-01-02-a.md", front("status: draft"), 2, "'status: draft' means nothing"),
        ("_posts/2024-01-02-a.md", front("expiryDate: 2020-01-01"), 2, "'expiryDate' means"),
        ("_posts/2024-01-02-a.md", front("publishDate: 2099-01-01"), 2, "'publishDate' means"),
        ("_posts/2024-01-02-a.md", "+++\ntitle = 'x'\n+++\n", 1, "TOML is text"),
        ("_posts/2024-01-02-a.md", "\n---\ntitle: x\n---\n", 2, "makes text of it"),
        ("_posts/2024-01-02-a.md", "---\ntitle: x\n\nText\n", 1, "never closed"),
        ("_posts/2024-01-02-a.md", "---\rtitle: x\r---\r", 1, "carriage return"),
        ("_posts/2024-02-30-a.md", "Text\n", None, "no such day; it is read as 2024-03-01"),
        ("_posts/2024-01-02-a.md", front("date: 1/2/2024"), 2, "read as 2024-02-01"),
        ("_posts/2024-01-02-a.md", front("date: 2024-01-02 23:30:00"), 2, "read as UTC"),
        ("_drafts/a.md", front("date: 2024-01-02 10:00:00"), 2, "read as UTC: 2024-01-02 11:00"),
    ],
)  # fmt: skip
def test_what_jekyll_misreads_is_found(path: str, text: str, line: int, message: str) -> None:
    """What Jekyll passes over or misreads without a word is told with its line."""
    given = source(path, text)

    found = engine().findings(given, engine().read(given, NOW))

    assert len(found) == 1
    assert found[0].line == line
    assert message in found[0].message


@pytest.mark.parametrize(
    "text",
    [
        front("title: 2024", "tags: one two", "category: a, b", "published: true"),
        front('title: "1.10"', "date: 2024-01-02 23:30:00 +0100", "draft: false"),
        front("date: '2024-01-02 23:30:00'", "status: publish"),
        front("date: 2024-01-02 10:00:00", "title: 07"),
        "---\n\nA rule.\n",
        "Text\n",
    ],
)
def test_what_jekyll_reads_well_is_not_found(text: str) -> None:
    """A post that means what it says has no findings; neither has a live one an hour late."""
    given = source("_posts/2024-01-02-a.md", text.replace("title: 07", "title: seven"))

    assert engine().findings(given, engine().read(given, NOW)) == []


def test_a_name_without_a_date_is_a_fault() -> None:
    """A file in `_posts` that Jekyll passes over for its name is told; a picture is not."""
    paths = ["_posts/a.md", "_posts/a.png", "_posts/_b/c.md", "_drafts/d.md", "news/e.md"]

    faults = engine("").faults(paths, [])

    assert [fault.path for fault in faults] == ["_posts/a.md"]


def test_two_posts_at_one_address_are_a_fault() -> None:
    """Posts that go to one page are told, as one of them is lost."""
    posts = [read("_posts/2024-01-02-a.md", "x"), read("_posts/x/2024-01-02-a.html", "x")]

    faults = engine().faults([post.path for post in posts], posts)

    assert [fault.path for fault in faults] == ["_posts/x/2024-01-02-a.html"]


@pytest.mark.parametrize(
    ("path", "before", "target", "after"),
    [
        ("_drafts/x.md", "title: X", "_posts/2026-03-15-x.md", "title: X"),
        ("_drafts/sub/x.md", "title: X", "_posts/sub/2026-03-15-x.md", "title: X"),
        ("cat/_drafts/x.md", "title: X", "cat/_posts/2026-03-15-x.md", "title: X"),
        ("_drafts/2020-1-2-x.md", "title: X", "_posts/2020-1-2-x.md", "title: X"),
        ("_drafts/2020-01-02-x.md", "title: X\ndate:", "_posts/2020-01-02-x.md", "title: X"),
        ("_drafts/x.md", "date: 2020-01-02 23:30:00 +0000", "_posts/2020-01-03-x.md",
         "date: 2020-01-02 23:30:00 +0000"),
        ("_drafts/x.md", "date: # when?", "_posts/2026-03-15-x.md",
         "date: 2026-03-15 08:30:00 +0100 # when?"),
        ("_drafts/x.md", "title: X\npublished: false\ndraft: true", "_posts/2026-03-15-x.md",
         "title: X\npublished: true"),
        ("_posts/2020-01-02-x.md", "published: false # wait", "_posts/2020-01-02-x.md",
         "published: true # wait"),
        ("_posts/2020-01-02-x.md", "published: true", "_posts/2020-01-02-x.md",
         "published: true"),
        ("_posts/2020-01-02-x.md", "draft: true", "_posts/2020-01-02-x.md", "draft: true"),
    ],
)  # fmt: skip
def test_a_post_is_released(path: str, before: str, target: str, after: str) -> None:
    """A draft moves to the `_posts` beside it, dated as it was or anew; all else stays."""
    given = placed(path, front(*before.split("\n")))

    found = engine().release(given, None, MARCH, redate=False)

    assert written(found) == (target, front(*after.split("\n")))


def test_a_blog_that_never_says_published_loses_the_line() -> None:
    """Where live posts carry no `published: true`, a released one carries none either."""
    given = placed("_posts/2020-01-02-x.md", front("title: X", "published: false"))
    dialect = given.document.dialect._replace(says_live=False)
    given = given._replace(document=given.document._replace(dialect=dialect))

    found = engine().release(given, None, MARCH, redate=False)

    assert written(found) == ("_posts/2020-01-02-x.md", front("title: X"))


def test_a_blog_that_writes_dates_gets_one() -> None:
    """Where other posts have the field `date`, a released draft gets it, with the time of day."""
    given = placed("_drafts/x.md", front("title: X"))
    dialect = given.document.dialect._replace(order=("title", "date"))
    given = given._replace(document=given.document._replace(dialect=dialect))

    found = engine().release(given, None, MARCH, redate=False)

    assert written(found) == (
        "_posts/2026-03-15-x.md", front("title: X", "date: 2026-03-15 08:30:00 +0100")
    )  # fmt: skip


def test_a_default_that_hides_is_answered() -> None:
    """Where the configuration hides a post by default, releasing it says `published: true`."""
    jekyll = engine("defaults: [{scope: {path: _posts/wip}, values: {published: false}}]\n")
    given = placed("_drafts/wip/2026-03-15-x.md", front("title: X"))

    found = jekyll.release(given, None, MARCH, redate=False)

    assert written(found) == (
        "_posts/wip/2026-03-15-x.md", front("title: X", "published: true")
    )  # fmt: skip
    again = Source(found.path, found.document, NOW)
    assert jekyll.read(again, NOW).status == "published"


@pytest.mark.parametrize("text", [front("title: X"), "No fields.\n", "---\r\na: 1\r\n...\r\nx"])
@pytest.mark.parametrize(
    "path",
    ["_posts/2020-1-2-x.md", "_posts/a/b/2020-01-02-x.markdown", "a/b/_posts/2020-01-02-x.html"],
)
def test_withdrawn_and_released_again_is_the_same(path: str, text: str) -> None:
    """A post that goes to the drafts and back has its bytes, its path and its date."""
    given = placed(path, text)

    away = engine().withdraw(given, None)
    back = engine().release(away, None, MARCH, redate=False)

    assert away.path == path.replace("_posts", "_drafts")
    assert written(back) == written(given)


def test_a_hidden_post_is_withdrawn_already() -> None:
    """A post that `published: false` hides stays where it is."""
    text = front("published: false")
    post = read("_posts/2020-01-02-x.md", text)

    found = engine().withdraw(placed("_posts/2020-01-02-x.md", text), post)

    assert written(found) == ("_posts/2020-01-02-x.md", text)


def test_where_drafts_show_a_field_hides() -> None:
    """Where the configuration shows drafts, `published: false` hides, and is taken back."""
    jekyll = engine("show_drafts: true\n")
    given = placed("_drafts/x.md", front("title: X"))

    away = jekyll.withdraw(given, None)

    assert written(away) == ("_drafts/x.md", front("title: X", "published: false"))
    assert jekyll.read(Source(away.path, away.document, NOW), NOW).status == "draft"


def test_nothing_hides_where_all_is_shown() -> None:
    """Where drafts and unpublished posts are shown alike, withdrawing is refused."""
    jekyll = engine("show_drafts: true\nunpublished: true\n")

    with pytest.raises(CannotEdit, match="shows drafts and unpublished posts") as raised:
        jekyll.withdraw(placed("_posts/2020-01-02-x.md", "x\n"), None)

    assert "show_drafts" in (raised.value.hint or "")


@pytest.mark.parametrize(
    ("path", "before", "when", "target", "after"),
    [
        ("_posts/2020-01-02-x.md", "title: X", MIDNIGHT, "_posts/2026-03-15-x.md", "title: X"),
        ("_posts/2020-01-02-x.md", "title: X", MARCH, "_posts/2026-03-15-x.md",
         "title: X\ndate: 2026-03-15 08:30:00 +0100"),
        ("_posts/2020-01-02-x.md", "date: 2020-01-02", MIDNIGHT, "_posts/2026-03-15-x.md",
         "date: 2026-03-15 00:00:00 +0100"),
        ("_posts/2026-3-15-x.md", "title: X", MIDNIGHT, "_posts/2026-3-15-x.md", "title: X"),
        ("_drafts/x.md", "title: X", MIDNIGHT, "_drafts/x.md",
         "title: X\ndate: 2026-03-15 00:00:00 +0100"),
        ("_drafts/2020-01-02-x.md", "title: X", MIDNIGHT, "_drafts/2026-03-15-x.md", "title: X"),
    ],
)  # fmt: skip
def test_a_post_is_redated(path: str, before: str, when: datetime, target: str, after: str) -> None:
    """A new date stands in the name and in the field, which so never contradict."""
    found = engine().redated(placed(path, front(*before.split("\n"))), when)

    assert written(found) == (target, front(*after.split("\n")))
    moved = engine().read(Source(found.path, found.document, NOW), NOW)
    assert moved.date == when


def test_releasing_with_a_new_date_writes_it() -> None:
    """A draft released for a moment to come has it in its name and, to the minute, its field."""
    given = placed("_drafts/2020-01-02-x.md", front("title: X"))

    found = engine().release(given, None, MARCH, redate=True)

    assert written(found) == (
        "_posts/2026-03-15-x.md", front("title: X", "date: 2026-03-15 08:30:00 +0100")
    )  # fmt: skip


@pytest.mark.parametrize(
    ("config", "folder", "name", "path"),
    [
        ("", "_posts", "2026-03-15-x", "_drafts/x.md"),
        ("", "_posts/2026", "x", "_drafts/2026/x.md"),
        ("", "news/_posts", "x", "news/_drafts/x.md"),
        ("", "_drafts", "x", "_drafts/x.md"),
        ("", "posts", "x", "_drafts/x.md"),
        ("source: src\ncollections_dir: all", "src", "x", "src/all/_drafts/x.md"),
        ("markdown_ext: markdown", "_posts", "x", "_drafts/x.markdown"),
    ],
)
def test_a_new_post_is_a_draft(config: str, folder: str, name: str, path: str) -> None:
    """A new post goes to the drafts beside the posts, without a date in its name."""
    assert engine(config).new_path(folder, name, "", bundle=False) == path


def test_a_new_post_has_a_layout_unless_the_site_gives_one() -> None:
    """The blank names the layout `post`, but where the configuration's defaults name one."""
    given = "defaults: [{scope: {path: _posts}, values: {layout: news}}]\n"

    assert engine().blank == b"---\nlayout: post\ntitle:\ndate:\n---\n\n"
    assert engine(given).blank == b"---\ntitle:\ndate:\n---\n\n"


def test_commands_move_posts(blog: Folder, run: Run) -> None:
    """Publish, unpublish and create work from end to end, and leave every other byte."""
    text = "---\r\ntitle: 'X' # mine\r\n---\r\nText"
    planted(blog, {"_config.yml": PARIS, "_drafts/x.md": text})

    run("publish x")
    assert blog.files() == {
        "_config.yml": PARIS.encode(),
        "_posts/2026-11-23-x.md": text.encode(),
    }
    run("unpublish x --yes")
    assert blog.data("_drafts/2026-11-23-x.md") == text.encode()
    run(["create", "Hello world", "--tag", "a"])
    assert blog.text("_drafts/hello-world.md") == (
        "---\nlayout: post\ntitle: Hello world\ntags: [a]\n---\n\n"
    )
