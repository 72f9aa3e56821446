"""Zola: posts are read, published and moved by the rules of its source."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from conftest import CORPORA, Folder, Run
from generators import copied, planted

from blogctl.engines.engine import Placed, Site, Source
from blogctl.engines.zola import Zola, configure, detect
from blogctl.errors import BadFrontMatter, BadSetting, CannotEdit

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
WHEN = datetime(2026, 3, 15, 7, 30, tzinfo=UTC)
CONFIG = """base_url = "https://example.org/blog/"
taxonomies = [{ name = "tags" }, { name = "categories" }]
"""
FRENCH = CONFIG + '[languages.fr]\ntaxonomies = [{ name = "tags" }]\n'


def engine_of(config: str = CONFIG, **sections: str) -> Zola:
    """Return Zola as *config* sets it; each section is the text of `content/NAME/_index.md`."""
    entries = frozenset({"config.toml", "content/"})
    engine = configure(Site(entries, {"config.toml": config.encode()}, {}))
    return engine.inheriting([
        source(engine, f"content/{name}/_index.md", text) for name, text in sections.items()
    ])  # fmt: skip


def source(engine: Zola, path: str, text: str | bytes) -> Source:
    """Return a file as the engine gets it."""
    data = text.encode() if isinstance(text, str) else text
    return Source(path, engine.cut(path, data), NOW)


def fenced(*lines: str) -> str:
    """Return a post with lines of TOML."""
    return "".join(f"{line}\n" for line in ("+++", *lines, "+++", "Text."))


def placed(engine: Zola, path: str, text: str, *, says_live: bool = False) -> Placed:
    """Return a post to be edited, of a blog whose live posts say so or not."""
    document = engine.cut(path, text.encode())
    dialect = document.dialect._replace(says_live=says_live)
    return Placed(path, document._replace(dialect=dialect))


# Detection and configuration


@pytest.mark.parametrize(
    ("entries", "config", "found"),
    [
        ({"zola.toml"}, "", True),
        ({"config.toml", "content/"}, CONFIG, True),
        ({"config.toml", "content/"}, 'baseURL = "https://x.org/"', False),
        ({"config.toml", "content/"}, 'baseurl = "https://x.org/"\nbase_url = "x"', False),
        ({"config.toml", "content/"}, 'title = "x"', False),
        ({"content/"}, "", False),
    ],
)
def test_zola_is_known_by_its_base_url(entries: set[str], config: str, found: bool) -> None:
    """`config.toml` is Hugo's too: only `base_url`, as Zola spells it, makes it Zola's."""
    reason = detect(Site(frozenset(entries), {"config.toml": config.encode()}, {}))

    assert (reason is not None) is found


def test_a_broken_configuration_says_where() -> None:
    """A configuration that does not parse is told with its file and line."""
    with pytest.raises(BadSetting) as caught:
        engine_of("base_url = 'x'\ntitle =\n")

    assert "config.toml:2" in caught.value.message


def test_without_a_configuration_the_defaults_hold() -> None:
    """An engine with no site at all reads, dates and places posts."""
    engine = configure(Site(frozenset(), {}, {}))
    post = engine.read(
        source(engine, "content/blog/A b.md", fenced("[taxonomies]", 'x = ["y"]')), NOW
    )

    assert (post.url, post.lang, engine.languages) == ("/blog/a-b/", "en", ("en",))
    assert (
        engine.findings(source(engine, post.path, fenced("[taxonomies]", 'x = ["y"]')), post) == []
    )


def test_which_files_are_posts() -> None:
    """Every `.md` but sections and what is ignored; sections in the site's languages."""
    engine = engine_of(
        FRENCH.replace("taxo", 'ignored_content = ["*.{tmp,bak}.md", "**/old/*"]\ntaxo', 1)
    )
    paths = ["content/a.md", "content/_index.md", "content/_index.fr.md", "content/_index.de.md",
             "content/b/index.md", "content/b/c.png", "content/d.tmp.md", "content/x/old/e.md",
             "content/f.MD", "content/older/g.md"]  # fmt: skip

    assert engine.select(paths) == ["content/a.md", "content/b/index.md", "content/older/g.md"]
    assert engine.sections(paths) == ["content/_index.md", "content/_index.fr.md"]


# Cutting


@pytest.mark.parametrize(
    ("text", "block", "body"),
    [
        ("+++\ntitle = 'a'\n+++\nHello\n", b"title = 'a'\n", b"Hello\n"),
        ("\n\n+++\r\ntitle = 'a'\r\n+++\r\n\r\nHello", b"title = 'a'\r\n", b"Hello"),
        ("\ufeff+++\n+++", b"", b""),
        ("---\ntitle: a\n---\n---\n", b"title: a\n", b"---\n"),
        ("+++\ntitle = 'a +++ b'\n+++   \nx", b"title = 'a +++ b'\n", b"x"),
        ("+++\n\n+++\n+++\n", b"\n", b"+++\n"),
    ],
)
def test_where_front_matter_ends(text: str, block: bytes, body: bytes) -> None:
    """The first fence that nothing but blanks follows closes; blank lines below it go with it."""
    document = engine_of().cut("content/a.md", text.encode())

    assert (document.block, document.body) == (block, body)
    assert document.joined == text.encode()


@pytest.mark.parametrize("text", ["", "Hello", "+++a = 1\n+++\nx", "+++\na = 1\n---\n", "----\n"])
def test_a_file_without_front_matter_is_refused(text: str) -> None:
    """Zola stops at such a file, and blogctl says what to write."""
    with pytest.raises(BadFrontMatter) as caught:
        engine_of().cut("content/a.md", text.encode())

    assert (caught.value.line, "+++" in (caught.value.hint or "")) == (1, True)


# Reading


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("date = 2020-01-02", datetime(2020, 1, 2, tzinfo=UTC)),
        ("date = 2020-01-02T10:00:00", datetime(2020, 1, 2, 10, tzinfo=UTC)),
        ("date = 2020-01-02 10:00:00.5", datetime(2020, 1, 2, 10, 0, 0, 500000, tzinfo=UTC)),
        ("date = 2020-01-02T10:00:00+02:00", datetime(2020, 1, 2, 8, tzinfo=UTC)),
        ('date = "2020-01-02"', datetime(2020, 1, 2, tzinfo=UTC)),
        ('date = "2020-01-02t10:00:00z"', datetime(2020, 1, 2, 10, tzinfo=UTC)),
        ('date = "2020-1-2 9:00:00.0 -5"', datetime(2020, 1, 2, 14, tzinfo=UTC)),
        ("", None),
    ],
)
def test_dates(line: str, found: datetime | None) -> None:
    """TOML dates and RFC 3339 in text; without offset in UTC."""
    engine = engine_of()

    assert engine.read(source(engine, "content/a.md", fenced(line)), NOW).date == found


@pytest.mark.parametrize(
    ("path", "date", "slug"),
    [
        ("content/blog/2020-01-02-a.md", (2020, 1, 2), "a"),
        ("content/blog/2020-01-02_A b.md", (2020, 1, 2), "a-b"),
        ("content/blog/2020-01-02T10:00:00Z-a/index.md", (2020, 1, 2, 10), "a"),
        ("content/blog/2020-13-02-a.md", None, "2020-13-02-a"),
        ("content/blog/2020-01-02.md", None, "2020-01-02"),
        ("content/blog/2020-02-30-a.md", None, "a"),
    ],
)
def test_dated_names(path: str, date: tuple[int, ...] | None, slug: str) -> None:
    """A date before `-` or `_` in the name of a file or a bundle is no part of the slug."""
    engine = engine_of()
    post = engine.read(source(engine, path, fenced()), NOW)

    assert post.date == (datetime(*date, tzinfo=UTC) if date else None)  # type: ignore[arg-type,misc]  # year, month, day, hour
    assert post.slug == slug


@pytest.mark.parametrize(
    ("config", "path", "line", "url"),
    [
        ("", "content/Foo Bar/Rust-1.88.0.md", "", "/blog/Foo%20Bar/rust-1-88-0/"),
        ("", "content/a/b/index.md", "", "/blog/a/b/"),
        ("", "content/b/index.md", 'slug = "C d"', "/blog/c-d/"),
        ("", "content/index.md", "", "/blog/"),
        ("", "content/a/x.md", 'path = "/2020/Some Page"', "/blog/2020/Some%20Page/"),
        ("", "content/a/x.md", 'path = " y/ "', "/blog/y/"),
        ("", "content/a/x.md", 'slug = "Été d’ici & là"', "/blog/a/ete-d-ici-la/"),
        ("", "content/a/x.md", 'slug = "日本"', "/blog/a/ri-ben/"),
        ("[slugify]\npaths = 'safe'", "content/x.md", 'slug = "é: (h)?. "', "/blog/%C3%A9%20(h)/"),
        ("[slugify]\npaths = 'off'", "content/a/x.md", 'slug = "A.b"', "/blog/a/A.b/"),
        ("[slugify]\npaths_keep_dates = true", "content/2020-01-02_a.md", "",
         "/blog/2020-01-02-a/"),
        ("[languages.fr]", "content/a/x.fr.md", "", "/blog/fr/a/x/"),
        ("[languages.fr]", "content/a/index.fr.md", "", "/blog/fr/a/"),
        ("[languages.fr]", "content/a/x.en.md", "", "/blog/a/x-en/"),
        ("[languages.fr]", "content/a/x.fr.md", 'path = "y"', "/blog/y/"),
        ("", "content/a/x.fr.md", "", "/blog/a/x-fr/"),
    ],
)  # fmt: skip
def test_addresses(config: str, path: str, line: str, url: str) -> None:
    """A page's address is its path, else its folders and its slug, below its language."""
    engine = engine_of(f"{CONFIG}{config}\n")

    assert engine.read(source(engine, path, fenced(line)), NOW).url == url


def test_fields_are_read() -> None:
    """Tags, categories and series stand in taxonomies, the cover in extra."""
    engine = engine_of()
    text = fenced('title = "T"', 'description = "D"', 'authors = ["A", "B"]',
                  "updated = 2021-01-01", "[taxonomies]", 'tags = ["x", "y z"]',
                  'categories = ["c"]',
                  "[extra]", 'cover = "c.png"')  # fmt: skip
    post = engine.read(source(engine, "content/a.md", text), NOW)

    assert (post.title, post.tags, post.categories, post.authors, post.description, post.cover) == (
        "T", ("x", "y z"), ("c",), ("A", "B"), "D", "c.png")  # fmt: skip
    assert post.updated == datetime(2021, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "form"),
    [
        ("date = 2020-01-02T10:00:00+99:00", "TOML"),
        ('date = "2020/01/02"', "date = 2026-03-15"),
        ('date = "2020-02-30"', "date = 2026-03-15"),
        ("date = 07:30:00", "date = 2026-03-15"),
        ("updated = 5", "updated = 2026-03-15"),
        ("title = 2024", "in quotes"),
        ('slug = ""', "in quotes"),
        ('path = ""', "in quotes"),
        ('draft = "true"', "draft = true"),
        ('authors = "me"', '["one", "two"]'),
        ("aliases = [1]", '["one", "two"]'),
        ('taxonomies = ["x"]', "[taxonomies]"),
        ('taxonomies = { tags = "x" }', '["one", "two"]'),
        ('taxonomies = { tags = ["x", " "] }', '["one", "two"]'),
        ("weight = -1", "weight = 1"),
    ],
)
def test_what_zola_stops_at_is_refused(line: str, form: str) -> None:
    """A field of the wrong kind is told with its line and the form that Zola takes."""
    engine = engine_of()

    with pytest.raises(BadFrontMatter) as caught:
        engine.read(source(engine, "content/a.md", fenced('template = "x"', line)), NOW)

    assert caught.value.line == 3
    assert form in f"{caught.value.message} {caught.value.hint}"


def test_a_name_with_a_dot_is_a_language() -> None:
    """In a site with languages, what stands behind the first dot must be one of them."""
    engine = engine_of(FRENCH)

    with pytest.raises(BadFrontMatter) as caught:
        engine.read(source(engine, "content/Rust-1.88.md", fenced()), NOW)

    assert "'88'" in caught.value.message


# Status, publishing, unpublishing


@pytest.mark.parametrize(
    ("line", "status", "because"),
    [
        ("draft = true", "draft", "'draft: true' on line 2"),
        ("draft = false", "published", "nothing hides it"),
        ("render = false", "private", "'render: false' on line 2"),
        ("date = 2099-01-01", "published", "nothing hides it"),
    ],
)
def test_what_hides_a_post(line: str, status: str, because: str) -> None:
    """`draft` and `render` hide a post, a date to come does not."""
    engine = engine_of()
    own = source(engine, "content/a.md", fenced(line))
    post = engine.read(own, NOW)

    assert (post.status, engine.because(own, post, NOW)) == (status, because)
    assert (post.url == "") is (status == "private")


def test_a_section_that_is_a_draft_hides_all_below() -> None:
    """Publishing a post below a drafted section would not show it, and is refused."""
    engine = engine_of(wip="+++\ndraft = true\n+++\n")
    own = source(engine, "content/wip/deep/a.md", fenced())
    post = engine.read(own, NOW)

    assert post.status == "draft"
    assert engine.because(own, post, NOW) == "content/wip/_index.md is a draft, with all below it"
    with pytest.raises(CannotEdit) as caught:
        engine.release(Placed(own.path, own.document), post, WHEN, redate=False)
    assert "content/wip/_index.md" in (caught.value.hint or "")


@pytest.mark.parametrize(
    "text",
    [
        fenced('title = "A" # why', "date = 2020-01-02", "", "[taxonomies]", 'tags = ["x"]'),
        fenced("date = 2020-01-02").replace("\n", "\r\n"),
        "---\ntitle: A\ndate: 2020-01-02\n---\nText\n",
    ],
)
def test_unpublishing_and_publishing_gives_the_same_bytes(text: str) -> None:
    """What is withdrawn is a draft; released it is as it was."""
    engine = engine_of()
    live = placed(engine, "content/blog/a.md", text)

    draft = engine.withdraw(live, None)
    back = engine.release(draft, None, WHEN, redate=False)

    assert engine.read(Source(draft.path, draft.document, NOW), NOW).status == "draft"
    assert engine.withdraw(draft, None) == draft
    assert (back.path, back.document.joined) == (live.path, text.encode())
    assert engine.release(live, None, WHEN, redate=False) == live


def test_draft_is_written_above_the_tables() -> None:
    """The field goes before `[taxonomies]`, below which it would mean something else."""
    engine = engine_of()
    live = placed(engine, "content/a.md", fenced('title = "A"', "[taxonomies]", 'tags = ["x"]'))

    draft = engine.withdraw(live, None)

    assert draft.document.block == b'title = "A"\ndraft = true\n[taxonomies]\ntags = ["x"]\n'


def test_publishing_dates_what_has_no_date() -> None:
    """A post without a date takes one, in TOML's own form, and says that it is live."""
    engine = engine_of()
    draft = placed(engine, "content/a.md", fenced("draft = true"), says_live=True)

    back = engine.release(draft, None, WHEN, redate=False)

    assert back.document.block == b"draft = false\ndate = 2026-03-15T07:30:00Z\n"


@pytest.mark.parametrize(
    ("config", "path", "lines", "after", "block"),
    [
        (CONFIG, "content/2020-01-02-a.md", ["date = 2020-01-02"], "content/2026-03-15-a.md",
         b"date = 2026-03-15T07:30:00Z\n"),
        (CONFIG, "content/b/2020-01-02_a/index.md", [], "content/b/2026-03-15_a/index.md",
         b"date = 2026-03-15T07:30:00Z\n"),
        (CONFIG, "content/a.md", ["date = 2020-01-02 # day"], "content/a.md",
         b"date = 2026-03-15T07:30:00Z # day\n"),
        (FRENCH, "content/2020-01-02-a.fr.md", [], "content/2020-01-02-a.fr.md",
         b"date = 2026-03-15T07:30:00Z\n"),
    ],
)  # fmt: skip
def test_redating(config: str, path: str, lines: list[str], after: str, block: bytes) -> None:
    """Name and field change together, but for translations, which share their name."""
    engine = engine_of(config)

    later = engine.redated(placed(engine, path, fenced(*lines)), WHEN)

    assert (later.path, later.document.block) == (after, block)
    assert engine.read(Source(after, later.document, NOW), NOW).date == WHEN


def test_a_day_alone_is_in_the_name() -> None:
    """A dated name without a field stays without one for a day at midnight."""
    engine = engine_of()
    midnight = datetime(2026, 3, 15, 1, tzinfo=timezone(timedelta(hours=1)))

    later = engine.redated(placed(engine, "content/2020-01-02-a.md", fenced()), midnight)

    assert (later.path, later.document.block) == ("content/2026-03-15-a.md", b"")


def test_where_a_new_post_goes() -> None:
    """A post in another language has its code in the name."""
    engine = engine_of(FRENCH)

    assert engine.new_path("content/blog", "x", "en", bundle=False) == "content/blog/x.md"
    assert engine.new_path("content/blog", "x", "fr", bundle=True) == "content/blog/x/index.fr.md"


# Findings and faults


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('tags = ["x"]', "'tags' means nothing"),
        ("publishDate = 2099-01-01", "'publishDate' means nothing"),
        ("published = false", "'published' means nothing"),
        ("extra = { draft = true }", "in the table extra"),
        ('taxonomies = { people = ["x"] }', "the taxonomy 'people' is not configured"),
    ],
)
def test_what_zola_passes_over_is_found(line: str, words: str) -> None:
    """Fields of other generators, or in the wrong table, are told with their line."""
    engine = engine_of()
    own = source(engine, "content/a.md", fenced('template = "x"', line))

    found = engine.findings(own, engine.read(own, NOW))

    assert len(found) == 1
    assert words in found[0].message
    assert found[0].line == 3


def test_a_post_without_a_date_is_left_out_of_lists_by_date() -> None:
    """The section that sorts by date is named, also above a transparent one; drafts may wait."""
    engine = engine_of(
        blog='+++\nsort_by = "date"\n+++\n', **{"blog/2020": "+++\ntransparent = true\n+++\n"}
    )
    live = source(engine, "content/blog/2020/a.md", fenced())
    draft = source(engine, "content/blog/a.md", fenced("draft = true"))
    other = source(engine, "content/other/a.md", fenced())

    found = engine.findings(live, engine.read(live, NOW))

    assert [one.message for one in found] == [
        "it has no date, and content/blog/_index.md lists by date: it is left out"]  # fmt: skip
    assert engine.findings(draft, engine.read(draft, NOW)) == []
    assert engine.findings(other, engine.read(other, NOW)) == []


def test_two_pages_at_one_address_are_told(blog: Folder, run: Run) -> None:
    """A path that is another page's, and `index.md` beside a section, are faults."""
    planted(blog, {"config.toml": CONFIG, "content/a.md": fenced(),
                   "content/b.md": fenced('path = "a"'), "content/s/_index.md": "+++\n+++\n",
                   "content/s/index.md": fenced()})  # fmt: skip

    told = run("list --json", code=1).err

    assert "content/b.md: its address is that of content/a.md too" in told
    assert "content/s/index.md: a page called index.md beside a section" in told


def test_publish_and_unpublish(blog: Folder, run: Run) -> None:
    """The commands write `draft` above the tables, and take it away again."""
    text = fenced('title = "A"', "date = 2020-01-02", "[taxonomies]", 'tags = ["x"]')
    planted(blog, {"config.toml": CONFIG, "content/blog/a.md": text})

    run("unpublish slug:a --yes")
    hidden = run("list --json").json[0]["status"]
    run("publish slug:a --yes")

    assert hidden == "draft"
    assert run("list --json").json[0]["status"] == "published"


@pytest.mark.corpora
def test_every_post_of_a_real_blog_is_read(blog: Folder, run: Run) -> None:
    """A real blog of 751 posts is read whole; each stands where its `path` says."""
    copied("zola", blog)

    posts = run("list --json").json
    engine = engine_of((CORPORA / "zola" / "config.toml").read_text("utf-8"))
    paths = {}
    for post in posts:
        data = (CORPORA / "zola" / post["path"]).read_bytes()
        own = Source(post["path"], engine.cut(post["path"], data), NOW)
        assert own.document.joined == data
        paths[post["path"]] = engine.read(own, NOW).meta.get("path", "releases/latest")

    assert len(posts) == 751
    assert {post["path"]: post["url"] for post in posts} == {
        path: f"/{own.strip('/')}/" for path, own in paths.items()}  # fmt: skip


def test_an_address_that_is_none_is_a_setting_to_mend(blog: Folder, run: Run) -> None:
    """A site's address that no program can read is told in one sentence."""
    planted(blog, {"zola.toml": "base_url = 'http://[x'\n"})

    assert "'http://[x' is no address of a site" in run("list", code=2).err


@pytest.mark.parametrize(
    "block",
    ["+++\ntitle = 'A'\ndraft  = false # why\n+++\n", "---\n{title: A, weight: 1}\n---\n",
     "---\ntitle: A\ndraft:  false\n---\n"],
)  # fmt: skip
def test_a_line_of_the_authors_own_is_never_taken_out(block: str, blog: Folder, run: Run) -> None:
    """A post that is withdrawn and published again is the same file, its own `draft` included."""
    planted(blog, {"zola.toml": "base_url = '/'\n",
                   "content/blog/2024-01-02-a.md": f"{block}Text.\n",
                   "content/blog/2024-01-02-b.md": "+++\ntitle = 'B'\n+++\nText.\n"})  # fmt: skip

    run("unpublish slug:a --yes")
    hidden = run("list slug:a --json --fields status").json
    run("publish slug:a --yes")

    assert hidden == [{"status": "draft"}]
    assert blog.text("content/blog/2024-01-02-a.md") == f"{block}Text.\n"
