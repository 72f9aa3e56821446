"""The Nikola engine: by itself, and beside Nikola, of which it must say the same of every post."""

import json
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from conftest import Folder, Run
from generators import Row, build, copied, generator, in_utc, planted, rows

from blogctl.content.post import Post
from blogctl.engines.engine import Placed, Site, Source
from blogctl.engines.nikola import Nikola, configure, detect
from blogctl.engines.nikola.dates import read_moment, write_moment
from blogctl.errors import BadFrontMatter, BadSetting

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
WHEN = datetime(2026, 3, 15, 7, tzinfo=UTC)
DATE = ".. date: 2024-01-02 10:00:00\n"
CONF = """BLOG_TITLE = "B"
BLOG_AUTHOR = "A"
SITE_URL = "https://example.org/"
TIMEZONE = "Europe/Paris"
DEFAULT_LANG = "en"
POSTS = (
    ("posts/*.rst", "posts", "post.tmpl"),
    ("posts/*.md", "posts", "post.tmpl"),
    ("posts/*.txt", "posts", "post.tmpl"),
)
PAGES = (("pages/*.md", "pages", "page.tmpl"),)
"""


def engine(conf: str = CONF, *paths: str) -> Nikola:
    """Return the engine that *conf* configures, knowing the files *paths*."""
    made = configure(Site(frozenset({"conf.py"}), {"conf.py": conf.encode()}, {}))
    made.select(paths)
    return made


def header(fields: str = "", body: str = "Body\n") -> str:
    """Return a Markdown post with a comment header."""
    return f"<!--\n{fields}{DATE}-->\n\n{body}"


def source(text: str | bytes, path: str = "posts/a.md", conf: str = CONF) -> Source:
    """Return a post file as the engine gets it."""
    data = text.encode() if isinstance(text, str) else text
    return Source(path, engine(conf).cut(path, data), NOW)


def read(text: str | bytes, path: str = "posts/a.md", conf: str = CONF) -> Post:
    """Return the post that a file means."""
    return engine(conf).read(source(text, path, conf), NOW)


def told(text: str, path: str = "posts/a.md", conf: str = CONF) -> list[str]:
    """Return what the engine finds odd in a post, each with its line."""
    made, given = engine(conf), source(text, path, conf)
    found = made.findings(given, made.read(given, NOW))
    return [f"{one.line}: {one.message}" for one in found]


def released(text: str, path: str = "posts/a.md", conf: str = CONF, **options: bool) -> str:
    """Return a post's text once published."""
    placed = Placed(path, source(text, path, conf).document)
    redate = options.get("redate", False)
    document = engine(conf).release(placed, None, WHEN, redate=redate).document
    return document.joined.decode()


def withdrawn(text: str, path: str = "posts/a.md", conf: str = CONF) -> str:
    """Return a post's text once made a draft."""
    placed = Placed(path, source(text, path, conf).document)
    return engine(conf).withdraw(placed, None).document.joined.decode()


# Detection and configuration


def test_a_conf_py_that_sets_posts_is_nikolas() -> None:
    """A conf.py with POSTS and another of Nikola's names is Nikola's."""
    found = detect(Site(frozenset({"conf.py"}), {"conf.py": CONF.encode()}, {}))

    assert found == "conf.py is there, and sets POSTS and SITE_URL"


def test_sphinxs_conf_py_is_not_nikolas() -> None:
    """A conf.py without POSTS is another's, as is one that only names it in a comment."""
    text = b'project = "X"\nextensions = []\n# POSTS = ()\nSITE_URL = ""\n'

    assert detect(Site(frozenset({"conf.py"}), {"conf.py": text}, {})) is None


def test_without_a_conf_py_the_usual_rows_count() -> None:
    """The engine works without any configuration."""
    made = configure(Site(frozenset(), {}, {"timezone": "Europe/Paris", "language": "fr"}))

    assert made.select(["posts/a.md", "posts/b.rst", "pages/c.md"]) == ["posts/a.md", "posts/b.rst"]
    assert (made.language, str(made.zone), made.home) == ("fr", "Europe/Paris", "posts")


def test_a_conf_py_that_is_no_python_is_told_with_its_line() -> None:
    """A conf.py that does not parse is a setting that is wrong, with file and line."""
    with pytest.raises(BadSetting, match=r"conf\.py:2:"):
        engine("BLOG_TITLE = 1\nPOSTS = (\n  +\n".replace("\n  +", " ] "))


def test_a_pattern_without_a_language_is_told() -> None:
    """A TRANSLATIONS_PATTERN at which Nikola stumbles is a setting that is wrong."""
    with pytest.raises(BadSetting, match=r"TRANSLATIONS_PATTERN in conf\.py has no \{lang\}"):
        engine(f"{CONF}TRANSLATIONS_PATTERN = '{{path}}.{{ext}}'\n")


def test_a_long_sum_in_conf_py_is_no_fault() -> None:
    """A value of many parts, each within another to Python, is read or passed over."""
    long = " + ".join(["'a'"] * 900)

    assert engine(f"{CONF}X = {long}\nTIMEZONE = {long}\n").rules.unread[0].name == "TIMEZONE"


def test_a_conf_py_is_never_run() -> None:
    """A setting that would have to be computed is passed over."""
    made = engine(CONF + "import nosuchmodule\nINDEX_FILE = nosuchmodule.name()\n")

    assert made.rules.index_file == "index.html"


@pytest.mark.parametrize(
    ("conf", "told"),
    [
        ("import os\nTIMEZONE = os.environ['TZ']\n", "TIMEZONE is computed"),
        ("if True:\n    FUTURE_IS_NOW = True\n", "FUTURE_IS_NOW is computed"),
        ("MARKDOWN_EXTENSIONS = []\nMARKDOWN_EXTENSIONS.append('x')\n", "goes by the line that"),
        ("from base import *\n", "settings from 'base'"),
    ],
)
def test_a_setting_that_would_have_to_be_run_is_told(
    conf: str, told: str, blog: Folder, run: Run
) -> None:
    """A setting that decides about posts and is computed is named, and what is taken instead."""
    planted(blog, {"conf.py": CONF + conf, "posts/a.md": header()})

    answer = run("list --json", code=1)

    assert told in answer.err
    assert [row["path"] for row in answer.json] == ["posts/a.md"]


# Reading


def test_a_comment_header_is_read() -> None:
    """The fields of a comment header are those of the post, empty ones apart."""
    fields = (
        ".. title: My: post\n.. slug: mine\n.. tags: b, a\n.. category: Food\n.. link: \n"
        ".. description: Said\n.. author: Ann, Bob\n.. previewimage: /i.png\n"
        ".. updated: 2025-05-05\n"
    )

    post = read(header(fields))

    assert (post.title, post.slug, post.tags) == ("My: post", "mine", ("b", "a"))
    assert (post.categories, post.authors, post.cover) == (("Food",), ("Ann", "Bob"), "/i.png")
    assert (post.description, post.url, post.status) == ("Said", "/posts/mine/", "published")
    assert post.updated == datetime.fromisoformat("2025-05-05T00:00:00+02:00")
    assert post.text.source == "Body\n"


def test_a_rst_post_has_its_fields_at_its_head() -> None:
    """In reStructuredText the fields need no comment around them, and the text is read as such."""
    post = read(f".. title: T\n{DATE}\n\nHead\n====\n\n`a <https://b.c>`_\n", "posts/a.rst")

    assert (post.title, [link.target for link in post.links]) == ("T", ["https://b.c"])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("above", ["", "\ufeff", "\n\n", "\ufeff\n \n"])
def test_the_pieces_are_the_file(above: str, end: str) -> None:
    """Whatever stands above a header and ends its lines, it is read, and no byte is lost."""
    text = above + header(".. title: T\n").replace("\n", end)

    document = source(text).document

    assert document.joined == text.encode()
    assert (document.format, read(text).title, read(text).text.source) == (
        "comments", "T", f"Body{end}",
    )  # fmt: skip


def test_a_name_stands_for_title_and_slug() -> None:
    """Without title and slug, a post has them from its file's name."""
    post = read(header(), "posts/Été à Paris n°5_x.y.md")

    assert (post.title, post.slug) == ("Été à Paris n°5_x.y", "ete-a-paris-ndeg5_xy")


def test_a_sidecar_holds_the_fields() -> None:
    """A `.meta` file with fields counts, and the whole text is body, whatever heads it."""
    made = engine(CONF, "posts/a.md")
    body = header(".. title: Inner\n").encode()
    document = made.paired("posts/a.md", f".. title: Outer\n{DATE}".encode(), body)

    post = made.read(Source("posts/a.md", document, NOW), NOW)

    assert made.sidecar("posts/a.md") == "posts/a.meta"
    assert (post.title, document.sidecar, document.body) == ("Outer", "posts/a.meta", body)


def test_a_sidecar_without_fields_does_not_count() -> None:
    """Where the `.meta` file holds no field, the post's own header is read."""
    made = engine(CONF, "posts/a.md")
    document = made.paired("posts/a.md", b"Old title\nold-slug\n", header().encode())

    assert (document.sidecar, document.format) == ("", "comments")


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ("", "published"),
        (".. status: published\n", "published"),
        (".. status: featured\n", "published"),
        (".. status: draft\n", "draft"),
        (".. status: private\n", "private"),
        (".. status: Draft\n", "published"),
        (".. status: draft \n", "published"),
        (".. draft: true\n", "published"),
        (".. tags: x, draft\n", "draft"),
        (".. tags: private\n", "private"),
        (".. tags: Private\n", "published"),
        (".. tags: draft\n.. status: published\n", "draft"),
        (".. status: draft\n.. tags: private\n", "draft"),
    ],
)
def test_status_is_by_field_and_tag(fields: str, status: str) -> None:
    """The exact words draft and private hide a post, as status or, by default, as tags."""
    assert read(header(fields)).status == status


def test_tags_hide_nothing_where_conf_py_says_so() -> None:
    """With USE_TAG_METADATA off, `draft` is a tag like any other, and that is told."""
    conf = CONF + "USE_TAG_METADATA = False\n"
    post = read(header(".. tags: draft\n"), conf=conf)

    assert (post.status, post.tags) == ("published", ("draft",))
    assert told(header(".. tags: draft\n"), conf=conf) == [
        "2: the tag 'draft' hides nothing: USE_TAG_METADATA is off"
    ]


def test_a_date_to_come_hides_a_post() -> None:
    """A post is scheduled up to its very date, unless FUTURE_IS_NOW."""
    made = engine()
    post = read(".. date: 2026-11-23 09:00\n\nBody")
    later = made.because(source(".. date: 2099-01-01\n\nx"), read(".. date: 2099-01-01\n\nx"), NOW)

    assert post.status == "scheduled"
    assert made.status(post, NOW.replace(second=1)) == "published"
    assert later == "its date, 2099-01-01 00:00 in Europe/Paris, is to come"
    assert read(".. date: 2099-01-01\n\nx", conf=CONF + "FUTURE_IS_NOW = True").status == (
        "published"
    )


def test_drafts_keep_their_address() -> None:
    """A draft is written where it will be, and the reason says that nothing lists it."""
    text = header(".. status: draft\n")
    made = engine()

    assert read(text).url == "/posts/a/"
    assert made.because(source(text), read(text), NOW) == (
        "'status: draft' on line 2, and Nikola writes it but lists it nowhere"
    )


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        (header().replace(DATE, ""), 1, "it has no date, and Nikola stops at that"),
        ("", 1, "it has no date, and Nikola stops at that"),
        ("<!--\n.. title: x\n.. date: soon\n-->\n\n", 3, "'soon' in 'date' is not a date"),
        (header(".. updated: 2024-02-30\n"), 2, "'2024-02-30' in 'updated' is not a date"),
        (header(".. tags: Draft\n"), 2, "Nikola stops at the tag 'Draft'"),
        ("---\ndate: 2024-01-02\ntags: 2024\n---\n", 3, "'tags' is no text"),
        ("---\ndate: 2024-01-02\ntags: [a, 1]\n---\n", 3, "'tags' is no text"),
        ("---\ndate: 2024-01-02\nslug: 2024\n---\n", 3, "the slug '2024' is no text"),
        ("---\ndate: 2024\n---\n", 2, "'2024' in 'date' is not a date"),
        ("---\n---\nBody\n", 2, "the front matter is empty"),
        ("---\n- a\n---\n", 2, "the front matter is a list"),
        ("+++\ndate = 10:00:00\n+++\n", 2, "'10:00:00' in 'date' is not a date"),
        ("\n---\ndate: 2024-01-02\n---\n", 1, "it has no date"),
    ],
)
def test_what_stops_nikola_is_told(text: str, line: int, sentence: str) -> None:
    """A file at which Nikola stops is told, with its line."""
    with pytest.raises(BadFrontMatter) as caught:
        read(text)

    assert caught.value.message.startswith(sentence)
    assert caught.value.line == line


def test_a_bad_date_names_the_form() -> None:
    """The hint at a date that cannot be read shows one that can."""
    with pytest.raises(BadFrontMatter) as caught:
        read(".. date: 2 janvier 2024\n\nx")

    assert caught.value.hint == "write 2026-03-15 08:00:00 UTC+01:00, or 2026-03-15"


def test_a_file_that_is_not_utf8_is_told() -> None:
    """A byte that is no UTF-8 is told with its line, wherever it stands."""
    with pytest.raises(BadFrontMatter, match="not UTF-8") as caught:
        read(header().encode() + b"\xff")

    assert caught.value.line == 6


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-01-02 10:00:00 UTC+01:00", "2024-01-02T10:00:00+01:00"),
        ("2024-01-02 10:00:00 UTC-03:30", "2024-01-02T10:00:00-03:30"),
        ("2024-01-02 10:00:00 UTC+3", "2024-01-02T10:00:00-03:00"),
        ("2024-01-02 10:00:00 UTC+0100", "2024-01-02T10:00:00-01:00"),
        ("2024-01-02 10:00:00 +0100", "2024-01-02T10:00:00+01:00"),
        ("2024-01-02 10:00 EST", "2024-01-02T10:00:00+01:00"),
        ("2012/03/29 18:07", "2012-03-29T18:07:00+02:00"),
        ("01/02/2024", "2024-01-02T00:00:00+01:00"),
        ("13/02/2024", "2024-02-13T00:00:00+01:00"),
        ("Jan 2, 2024 5pm", "2024-01-02T17:00:00+01:00"),
        ("2024-01", "2024-01-23T00:00:00+01:00"),
        ("2024-10-27 02:30:00", "2024-10-27T02:30:00+02:00"),
    ],
)
def test_dates_are_read_as_dateutil_reads_them(text: str, moment: str) -> None:
    """Without a colon the sign of UTC+3 is turned round; what is missing is today's."""
    found = read_moment(text, engine().zone, NOW)

    assert found is not None
    assert found.at.isoformat() == moment


@pytest.mark.parametrize("text", ["2024-01-02 24:00", "1704189600", "2024-001", "2024-01-02 UTC"])
def test_dates_that_nikola_refuses_are_refused(text: str) -> None:
    """What dateutil does not read is no date."""
    with pytest.raises(ValueError, match=r"\S"):
        read_moment(text, UTC, NOW)


def test_dates_are_written_as_new_post_writes_them() -> None:
    """A date is local, with UTC and the offset; ISO 8601 where FORCE_ISO8601 says so."""
    assert engine().date_value(WHEN) == "2026-03-15 08:00:00 UTC+01:00"
    assert engine(CONF.replace("Europe/Paris", "UTC")).date_value(WHEN) == (
        "2026-03-15 07:00:00 UTC"
    )
    west = datetime.fromisoformat("2026-03-15T08:00:00-03:30")
    assert write_moment(west, iso=False) == "2026-03-15 08:00:00 UTC-03:30"
    assert engine(CONF + "FORCE_ISO8601 = True").date_value(WHEN) == "2026-03-15 08:00:00+01:00"


# Translations


def test_a_translation_inherits_from_its_original(blog: Folder, run: Run) -> None:
    """What a translation does not say its original does; one draft makes all of them drafts."""
    planted(blog, {
        "conf.py": CONF + 'TRANSLATIONS = {"en": "", "fr": "./fr"}\n',
        "posts/a.md": header(".. title: A\n.. tags: x\n"),
        "posts/a.fr.md": "<!--\n.. title: Un\n-->\n\nCorps\n",
        "posts/b.md": header(),
        "posts/b.fr.md": "<!--\n.. status: draft\n.. date: 2020-01-01\n-->\n\nCorps\n",
    })  # fmt: skip

    found = {one["path"]: one for one in run("list --json").json}

    french = found["posts/a.fr.md"]
    assert (french["title"], french["lang"], french["tags"]) == ("Un", "fr", ["x"])
    assert (french["url"], french["date"]) == ("/fr/posts/a/", found["posts/a.md"]["date"])
    assert [found[f"posts/b{end}"]["status"] for end in (".md", ".fr.md")] == ["draft", "draft"]
    assert found["posts/b.fr.md"]["date"] == found["posts/b.md"]["date"]


def test_a_new_post_is_named_for_its_language() -> None:
    """A new post in another language has it where TRANSLATIONS_PATTERN says."""
    made = engine(CONF + 'TRANSLATIONS = {"en": "", "fr": "./fr"}\n')

    assert made.new_path("posts", "a", "fr", bundle=False) == "posts/a.fr.md"
    assert made.new_path("posts", "a", "", bundle=False) == "posts/a.md"


# Findings and faults


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (header(".. status: Draft\n"), "2: Nikola knows no status 'Draft', so it does not hide"),
        (header(".. status: draft \n"), "2: Nikola knows no status 'draft ', so it does not"),
        (header(".. draft: true\n"), "2: 'draft' means nothing to Nikola"),
        (header(".. published: false\n"), "2: 'published' means nothing to Nikola"),
        (header(".. publishDate: 2099-01-01\n"), "2: 'publishDate' means nothing to Nikola"),
        (header(".. Tags: a\n"), "2: Nikola reads 'tags', not 'Tags'"),
        (header(".. tags: a; b\n"), "2: a semicolon does not part tags in Nikola"),
        (header(".. tags: Private\n"), "2: the tag 'Private' hides nothing"),
        (header(".. slug:mine\n"), "2: 'slug' has no blank behind its colon"),
        (f"<!--\n{DATE}\n.. status: draft\n-->\n\nx", "4: Nikola reads no field below a blank"),
        (f"<!--\n{DATE}-->\nLost\n\nKept\n", "4: Nikola drops text that follows the fields"),
        (".. date: 01/02/2024\n\nx", "1: the date is odd: Nikola reads it the American way"),
        (".. date: 2024\n\nx", "1: the date is odd: it names no full day"),
        (".. date: 2024-01-02 10:00 UTC+3\n\nx", "1: the date is odd: without a colon, Nikola"),
        (".. date: 2024-01-02 10:00 CET\n\nx", "1: the date is odd: Nikola passes over 'CET'"),
        ("---\ndate: 2024-01-02\ntitle: 2024\n---\n", "3: 'title' is read as a number"),
    ],
)
def test_what_nikola_passes_over_is_found(text: str, sentence: str) -> None:
    """What Nikola silently passes over or misreads is told, with its line."""
    found = told(text)

    assert len(found) == 1
    assert found[0].startswith(sentence)


@pytest.mark.parametrize(
    "text",
    [
        header(".. title: T\n.. tags: a, b\n.. category: \n.. link: \n.. type: text\n"),
        header(".. status: draft\n", "Text\n\n.. image: x\n"),
        ".. date: 2024-01-02 10:00:00 UTC+01:00\n\nText\n",
        "---\ndate: 2024-01-02\ntitle: T\n---\nText\n",
    ],
)
def test_usual_posts_have_nothing_odd(text: str) -> None:
    """A post as Nikola's users write it has no finding."""
    assert told(text) == []


def test_fields_in_the_text_of_a_two_file_post_are_found() -> None:
    """Where a sidecar counts, the fields in the text do not, and that is told."""
    made = engine(CONF, "posts/a.md")
    body = header(".. status: draft\n").encode()
    given = Source("posts/a.md", made.paired("posts/a.md", DATE.encode(), body), NOW)

    found = made.findings(given, made.read(given, NOW))

    assert [one.message for one in found] == [
        "Nikola passes over the fields in the text: those in posts/a.meta count"
    ]


def test_a_translation_without_an_original_is_a_post() -> None:
    """A translation without an original stands by itself; its language is in its slug."""
    conf = CONF + 'TRANSLATIONS = {"en": "", "fr": "./fr"}\n'
    made = engine(conf, "posts/a.fr.md")
    given = Source("posts/a.fr.md", made.cut("posts/a.fr.md", header().encode()), NOW)

    post = made.read(given, NOW)

    assert (post.url, post.lang) == ("/fr/posts/afr/", "fr")
    assert made.faults(["posts/a.fr.md"], [post]) == []


def test_a_sidecar_without_a_post_is_a_fault() -> None:
    """A `.meta` file with no text beside it is told; one beside a file of any kind is not."""
    paths = ["posts/a.md", "posts/a.meta", "posts/b.meta", "posts/c.ipynb", "posts/c.meta"]

    found = engine(CONF, *paths).faults(paths, [])

    assert [fault.path for fault in found] == ["posts/b.meta"]


def test_two_posts_at_one_address_are_a_fault(blog: Folder, run: Run) -> None:
    """Two posts with one slug are told even where they are drafts, as Nikola stops at them."""
    fields = ".. slug: same\n.. status: draft\n"
    planted(blog, {"conf.py": CONF, "posts/a.md": header(fields), "posts/b.md": header(fields)})

    answer = run("list", code=1)

    assert "posts/b.md: its address is that of posts/a.md too" in answer.err


# Publishing


def test_publishing_says_so_where_the_blog_does() -> None:
    """A draft's status becomes published, and nothing else changes."""
    text = header(".. title: T\n.. status: draft\n").replace("\n", "\r\n")

    assert released(text) == text.replace("draft", "published")


def test_publishing_takes_the_line_away_where_the_blog_has_none() -> None:
    """Where live posts carry no status, that of a draft goes."""
    text = header(".. status: draft\n")
    document = source(text).document
    quiet = document._replace(dialect=document.dialect._replace(says_live=False))

    placed = engine().release(Placed("posts/a.md", quiet), None, WHEN, redate=False)

    assert placed.document.joined.decode() == header()


def test_publishing_takes_the_tag_away() -> None:
    """A post that the tag `draft` hides loses that tag."""
    assert released(header(".. tags: x, draft\n")) == header(".. tags: x\n")


def test_publishing_redates_on_demand() -> None:
    """The date is kept, unless another is asked for; it is written with UTC and its offset."""
    text = header(".. status: draft\n")

    assert DATE in released(text)
    assert ".. date: 2026-03-15 08:00:00 UTC+01:00\n" in released(text, redate=True)


def test_redating_yaml_writes_a_date_of_its_own() -> None:
    """In YAML a new date is a date, not a text, and Nikola reads the same moment."""
    text = "---\ndate: 2024-01-02\ntitle: T\n---\nText\n"

    dated = released(text, redate=True)

    assert dated == text.replace("2024-01-02", "2026-03-15T08:00:00+01:00")
    assert read(dated).date == WHEN


@pytest.mark.parametrize(
    "text",
    [
        header(),
        header(".. title: T\n.. tags: \n"),
        header(".. status: private\n"),
        header(".. tags: private\n"),
        f".. title: T\n{DATE}\nText\n",
        "---\ndate: 2024-01-02 # so\ntitle: T\n---\nText\n",
        "+++\ndate = 2024-01-02\n+++\nText",
    ],
)
def test_a_released_post_stays_as_it_is(text: str) -> None:
    """Publishing what is no draft, private posts too, changes nothing."""
    assert released(text) == text


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_status_that_hides_nothing_is_mended_by_unpublishing(
    end: str, blog: Folder, run: Run
) -> None:
    """A blank behind `draft` makes the post live, so unpublishing it takes the blank away."""
    text = header(".. title: T\n.. status: draft \n").replace("\n", end)
    planted(blog, {"conf.py": CONF, "posts/a.md": text, "posts/b.md": header()})
    live = {row["path"]: row["status"] for row in run("list --json").json}

    run("unpublish posts/a.md --yes")

    assert live["posts/a.md"] == "published"
    assert blog.data("posts/a.md") == text.replace("draft ", "draft").encode()
    assert [row["path"] for row in run("list is:draft --json").json] == ["posts/a.md"]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (header(), "posts/a.md"),
        ("\ufeff" + header(".. title: T\n").replace("\n", "\r\n"), "posts/a.md"),
        (header(".. tags: a, b\n.. status: featured\n"), "posts/a.md"),
        (f".. title: T\n{DATE}\nText\n", "posts/a.rst"),
        ("---\ndate: 2024-01-02 # so\ntitle: T\n---\nText\n", "posts/a.md"),
        ("---\ndate: 2024-01-02\nstatus: published # ok\n---\nText\n", "posts/a.md"),
        ("+++\nstatus = 'published' # ok\ndate = 2024-01-02\n+++\nText\n", "posts/a.md"),
    ],
)
def test_unpublishing_and_publishing_gives_the_same_bytes(text: str, path: str) -> None:
    """A post made a draft and published again has the bytes that it had."""
    made, document = engine(), source(text, path).document
    quiet = document._replace(dialect=document.dialect._replace(says_live=False))

    draft = made.withdraw(Placed(path, quiet), None)
    back = made.release(draft, None, WHEN, redate=False)

    assert made.read(Source(path, draft.document, NOW), NOW).status == "draft"
    assert (back.path, back.document.joined.decode()) == (path, text)


def test_aligned_fields_do_not_make_a_status_of_blanks() -> None:
    """To Nikola, two blanks before `draft` are part of the word: a new status has one."""
    text = "<!--\n.. title:  T\n.. date:   2024-01-02\n-->\n\nBody\n"

    assert ".. status: draft\n" in withdrawn(text)
    assert read(withdrawn(text)).status == "draft"


def test_a_private_post_is_not_made_a_draft() -> None:
    """Unpublishing leaves a private post private, so that publishing cannot bring it out."""
    assert withdrawn(header(".. status: private\n")) == header(".. status: private\n")


def test_a_sidecar_is_edited_and_the_text_is_not(blog: Folder, run: Run) -> None:
    """The fields of a two-file post are edited where they stand."""
    planted(blog, {
        "conf.py": CONF, "posts/a.md": "Text", "posts/a.meta": f".. title: A\n{DATE}",
    })  # fmt: skip

    run("unpublish posts/a.md --yes")

    assert blog.data("posts/a.md") == b"Text"
    assert blog.data("posts/a.meta").decode() == f".. title: A\n{DATE}.. status: draft\n"


def test_a_post_dated_by_its_name_gets_a_header() -> None:
    """A post whose only fields are in its name gets a comment for its status."""
    conf = CONF + 'FILE_METADATA_REGEXP = r".*/(?P<date>\\d{4}-\\d\\d-\\d\\d)-(?P<slug>.*)\\.md"\n'
    path = "posts/2024-01-02-mine.md"

    assert read("Text\n", path, conf).url == "/posts/mine/"
    assert withdrawn("Text\n", path, conf) == "<!--\n.. status: draft\n-->\n\nText\n"


def test_a_new_post_is_as_nikolas_own(blog: Folder, run: Run) -> None:
    """A new post has the fields of Nikola's own, a date, and is a draft."""
    planted(blog, {"conf.py": CONF, "posts/a.md": header()})

    run(["create", "Été à Paris", "--tag", "x"])

    assert blog.text("posts/ete-a-paris.md") == (
        "<!--\n.. title: Été à Paris\n.. slug: \n.. date: 2026-11-23 09:00:00 UTC+01:00\n"
        ".. tags: x\n.. category: \n.. link: \n.. description: \n.. type: text\n"
        ".. status: draft\n-->\n\n"
    )


# Beside Nikola

VIEW = """
import json, sys
sys.path.insert(0, "")
from nikola import Nikola
settings = {}
exec(open("conf.py").read(), settings)
site = Nikola(**{**settings, "__file__": "conf.py"})
site.init_plugins()
scanner = site.plugin_manager.get_plugins_of_category("PostScanner")[0].plugin_object
module = sys.modules[type(scanner).__module__]
build, refused, found = module.Post, [], {}
class Refused:
    translated_to, is_post = (), False
def attempt(path, *rest, **named):
    try:
        post = build(path, *rest, **named)
        post.permalink()
        return post
    except Exception:
        refused.append(path)
        return Refused()
module.Post = attempt
home = "/".join(site.config["BASE_URL"].split("/")[3:]).rstrip("/")
home = f"/{home}" if home else ""
for post in scanner.scan():
    if not post.is_post:
        continue
    hidden = "private" if post.is_private else "scheduled" if post.publish_later else "published"
    for lang in post.translated_to:
        found[post.translated_source_path(lang)] = [
            "draft" if post.is_draft else hidden, post.date.isoformat(),
            home + post.permalink(lang), post.title(lang), post.tags_for_language(lang),
        ]
print(json.dumps({"refused": refused, "posts": found}))
"""


def python() -> str:
    """Return the Python that Nikola runs on."""
    return str(Path(generator("nikola")).parent / "python")


def agree(blog: Folder, run: Run, *, faults: bool = False) -> dict[str, Any]:
    """Compare every post of *blog* as Nikola and blogctl see them; both refuse the same files.

    *faults* is that blogctl tells of more than those.
    """
    view = json.loads(build([python(), "-W", "ignore", "-c", VIEW], blog.root).stdout)
    code = 1 if view["refused"] or faults else 0
    answer = run("list --json", code=code).json
    theirs = {
        path: (Row(status, in_utc(date), url), str(title).strip(), sorted(tags))
        for path, (status, date, url, title, tags) in view["posts"].items()
    }
    told_of = {one["path"]: one for one in answer}
    ours = {
        path: (row, told_of[path]["title"], sorted(told_of[path]["tags"]))
        for path, row in rows(answer).items()
    }
    assert ours == theirs != {}
    said = run("list --limit 1", code=code).err
    assert len(view["refused"]) > 9 or all(path in said for path in view["refused"])
    result: dict[str, Any] = view
    return result


@pytest.mark.engines
def test_comment_headers_agree(blog: Folder, run: Run) -> None:
    """Nikola and blogctl agree on every way to write a comment header, and on what is refused."""
    fields = {
        "plain": ".. title: T\n",
        "empty": ".. title: \n.. slug:\n",
        "twice": ".. title: a\n.. title: b\n.. title: \n",
        "updated-empty": ".. updated: \n",
        "case": ".. Title: up\n.. TITLE: UP\n",
        "blanks": ".. title:   x  \n..  slug: y\n.. tags: a ,  b,,c\n",
        "unblanked": ".. title:x\n.. slug: :x\n",
        "colons": ".. title: a: b\n.. note:: c\n.. _t: http://d\n",
        "odd-slug": ".. slug: A B/É ? #x\n",
        "slash": ".. slug: a/b/\n",
        "percent": ".. slug: a%20b\n",
        "up": ".. slug: ../up\n",
        "trailing": ".. slug: trail \n",
        "semicolon": ".. slug: a;b\n",
        "tabs": "\t.. title: tabbed\n..\tslug: z\n",
        "nbsp": "\u00a0.. title: nbsp\n",
        "vt": ".. title: v\x0bt\x0c.. slug: no\n",
        "separator": ".. title: l\u2028.. slug: no\n",
        "pretty": ".. pretty_url: False\n",
        "pretty-odd": ".. pretty_url: maybe\n",
        "pretty-index": ".. slug: index\n.. pretty_url: yes\n",
        "updated": ".. updated: 2025-01-01\n",
        "wide-blank": ".. title: x\n \n",
        "section": ".. section: s\n",
        "no-date-below": ".. title: x\n\n",
        "updated-bad": ".. updated: soon\n",
        "draft-field": ".. draft: true\n",
    }
    texts = {f"posts/{name}.md": header(given) for name, given in fields.items()}
    planted(
        blog,
        {
            "conf.py": CONF,
            **texts,
            "posts/No Title Été n°5_x.md": header(),
            "posts/a.b.c.md": header(),
            "posts/2024-03-04-dated.md": header(),
            "posts/Straße œuvre Øl.md": header(),
            "posts/Привет мир.md": header(),
            "posts/index.md": header(),
            "posts/sub/index.md": header(),
            "posts/sub/deep/p.md": header(),
            "posts/.hidden.md": header(),
            "posts/.in/p.md": header(),
            "posts/none.md": "Text\n\nmore\n",
            "posts/nothing.md": "",
            "posts/above.md": "\n\n" + header(),
            "posts/bom.md": "\ufeff" + header(".. title: B\n"),
            "posts/bom-above.md": "\ufeff\n\n" + header(),
            "posts/feed.md": "\x0c" + header(),
            "posts/crlf.md": header(".. title: C\n").replace("\n", "\r\n"),
            "posts/cr.md": header(".. title: C\n").replace("\n", "\r"),
            "posts/close.md": f"<!--\n{DATE}-->\nBody\n.. slug: in-body\n\nmore",
            "posts/bare.md": f".. title: bare\n{DATE}\nBody",
            "posts/nodate.md": "<!--\n.. title: x\n-->\n",
            "posts/inline.md": f"Hello .. title: no\n   .. title: indented\n{DATE}\nBody",
            "posts/oneline.md": f"<!-- .. title: x\n{DATE} .. slug: z -->\n\nBody\n",
            "posts/latin.md": b"<!--\n.. title: \xe9\n" + DATE.encode() + b"-->\n",
            "posts/r.rst": f".. title: r\n{DATE}.. tags: a, b\n\nHead\n====\n",
            "posts/comment.rst": f"..\n   .. title: c\n   {DATE}\nHead\n====\n",
            "posts/late.rst": f"Head\n====\n\n{DATE}\n",
            "posts/t.txt": f"{DATE}\nText\n",
            "posts/UP.MD": header(),
            "posts/other.markdown": header(),
            "pages/p.md": header(),
        },
    )

    view = agree(blog, run)

    assert len(view["posts"]) > 40
    assert len(view["refused"]) == 7


@pytest.mark.engines
def test_statuses_agree(blog: Folder, run: Run) -> None:
    """Nikola and blogctl agree on what each status and each special tag does."""
    statuses = ["published", "featured", "draft", "private", "Draft", "hidden", "draft ", " draft"]
    tags = ["draft", "private", "Private", "draft, private", "x, draft", "DRAFT, draft", "Draft",
            "mathjax", "a; b", " a ,,b,a"]  # fmt: skip
    files = {f"posts/s{n}.md": header(f".. status: {one}\n") for n, one in enumerate(statuses)}
    files |= {f"posts/t{n}.md": header(f".. tags: {one}\n") for n, one in enumerate(tags)}
    files |= {
        f"posts/b{n}.md": header(f".. tags: {one}\n.. status: {status}\n")
        for n, (one, status) in enumerate(
            [("draft", "published"), ("private", "draft"), ("draft", "private")]
        )
    }
    planted(blog, {"conf.py": CONF, **files})

    view = agree(blog, run)

    assert view["refused"] == ["posts/t6.md"]


@pytest.mark.engines
@pytest.mark.parametrize("setting", ["USE_TAG_METADATA = False", "FUTURE_IS_NOW = True"])
def test_statuses_agree_where_conf_py_differs(blog: Folder, run: Run, setting: str) -> None:
    """Nikola and blogctl agree where tags hide nothing, and where the future is now."""
    planted(blog, {
        "conf.py": f"{CONF}{setting}\n", "posts/a.md": header(".. tags: draft, private, x\n"),
        "posts/b.md": ".. date: 2099-01-01\n\nx", "posts/c.md": header(".. status: draft\n"),
        "posts/d.md": ".. date: 2099-01-01\n.. status: private\n\nx",
    })  # fmt: skip

    agree(blog, run)


DATES = [
    "2012/03/29 18:07", "2015-08-08 14:12:36 UTC", "2024-01-02 10:00:00 UTC+01:00",
    "2024-01-02 10:00:00 UTC-03:30", "2024-01-02 10:00:00 UTC+3", "2024-01-02 10:00:00 UTC-5",
    "2024-01-02 10:00:00 UTC+0100", "2024-01-02 10:00:00 UTC +01:00", "2024-01-02 10:00:00 GMT+3",
    "2024-01-02 10:00:00  UTC+01:00", "2024-01-02 10:00:00 +0100", "2024-01-02T10:00:00Z",
    "2024-01-02T10:00:00z", "2024-01-02T10:00:00+01:00", "2024-01-02 10:00:00 Z", "2024-01-02",
    "2 Jan 2024", "Jan 2 2024 5pm", "January 2, 2024", "2nd January 2024", "02-Jan-2024 10:00:00",
    "Tue, 02 Jan 2024 10:00:00 +0000", "2024 Jan 2", "2024-Jan-02", "1 Sept 2024", "12 May 24",
    "2024-01-02 10:00 EST", "2024-01-02 10:00:00 BRST", "01/02/2024", "13/02/2024", "31/12/2024",
    "12.01.2024", "02.01.24", "1/2/24", "99-01-02", "70-01-02", "20240102", "20240102T100000",
    "2024-01-02T1000", "2024-01-02 1000", "2024-01-02 10", "2024-01-02 10h30", "2024 01 02",
    "2024-1-2 9:05", "2024-01-02 10:5", "2024.01.02 10:00", "2024-01-02 10:00:00.123456",
    "2024-01-02 10:00:00,5", "2024-01-02 10:00 pm", "2024-01-02 0:00 am", "2024-01-02 12:00 am",
    "2024-01-02, 10:00", "2024-01-02 10:00:00 -5", "2024-01-02 10:00:00-05:30",
    "2024-03-31 02:30:00", "2024-10-27 02:30:00", "  2024-01-02 10:00", "2024-01-02 10:00:00 UTC ",
    "2024-01-02 10:00:00 UTC+01:00 (CET)", "2099-01-01 00:00:00", "Sunday 2024-01-07 10:00",
]  # fmt: skip
NO_DATES = [
    "garbage", "2024-02-30", "1704189600", "2024-01-02 10:00:00 utc", "2024-01-02 24:00",
    "2024-01-02 10:00:00 Europe/Paris", "2024-001", "2024-W01-2", "2024-01-02 UTC",
]  # fmt: skip


@pytest.mark.engines
def test_dates_agree(blog: Folder, run: Run) -> None:
    """Nikola and blogctl read the same moment in every date, and refuse the same."""
    both = enumerate([*DATES, *NO_DATES])
    files = {f"posts/d{n}.md": f".. date: {text}\n\nx" for n, text in both}
    planted(blog, {"conf.py": CONF, **files})

    view = agree(blog, run)

    assert len(view["refused"]) == len(NO_DATES)


@pytest.mark.engines
def test_dates_that_lean_on_today_agree(blog: Folder) -> None:
    """What a date leaves out is that of the day on which Nikola runs."""
    texts = ["2024", "2024-01", "10:00", "Monday", "Wednesday", "January 2024", "Feb 2023", "5pm"]
    code = (
        "import sys, dateutil.tz\nfrom nikola.utils import to_datetime\n"
        "for one in sys.argv[1:]: print(to_datetime(one, dateutil.tz.tzlocal()).isoformat())"
    )
    before = datetime.now().astimezone()
    done = subprocess.run(
        [python(), "-c", code, *texts], capture_output=True, text=True, cwd=blog.root, check=True
    )
    if datetime.now().astimezone().date() != before.date():
        pytest.skip("midnight passed")

    ours = [read_moment(text, before.tzinfo or UTC, before) for text in texts]

    assert [one.at.isoformat() for one in ours if one] == done.stdout.split()


@pytest.mark.engines
def test_sidecars_agree(blog: Folder, run: Run) -> None:
    """Nikola and blogctl agree on which of sidecar and header counts."""
    inner = header(".. title: inner\n.. tags: z\n")
    planted(blog, {
        "conf.py": CONF,
        "posts/a.md": "Body", "posts/a.meta": f".. title: a\n{DATE}\n.. slug: late\n",
        "posts/b.md": inner, "posts/b.meta": f".. title: outer\n{DATE}",
        "posts/c.md": inner, "posts/c.meta": "",
        "posts/d.md": inner, "posts/d.meta": ".. title: undated\n",
        "posts/e.md": "Body", "posts/e.meta": "Old title\nold-slug\n2012/01/02\n",
        "posts/f.md": "Body", "posts/f.meta": f"<!--\n.. title: f\n{DATE}-->\n",
        "posts/g.rst": "Head\n====\n", "posts/g.meta": f".. status: draft\r\n{DATE}",
        "posts/lone.meta": f".. title: lone\n{DATE}",
        "posts/sub/h.md": "Body", "posts/sub/h.meta": "\ufeff" + DATE,
    })  # fmt: skip

    view = agree(blog, run)

    assert sorted(view["refused"]) == ["posts/d.md", "posts/e.md"]
    assert "posts/lone.meta: there is no post beside it" in run("list", code=1).err


TRANSLATED = {
    "posts/a.md": header(".. title: A\n.. tags: x\n"),
    "posts/a.fr.md": "<!--\n.. title: F\n-->\n\nB",
    "posts/b.md": header(".. slug: bee\n"),
    "posts/b.fr.md": header(".. status: draft\n.. slug: abeille\n"),
    "posts/c.fr.md": header(".. title: c fr\n"),
    "posts/d.md": header(".. status: draft\n"),
    "posts/d.es.md": header(".. status: published\n.. tags: z\n"),
    "posts/e.md": "Body",
    "posts/e.meta": f".. title: e\n{DATE}",
    "posts/e.fr.md": "Corps",
    "posts/e.fr.meta": ".. title: e fr\n",
    "posts/f.md": "Body",
    "posts/f.meta": DATE,
    "posts/f.fr.md": "<!--\n.. title: f fr\n-->\n\nCorps",
    "posts/g.md": header(),
    "posts/g.fr.md": "Juste du texte",
    "posts/h.de.md": header(),
    "posts/j.md": header(),
    "posts/j.en.md": header(".. title: j en\n"),
    "posts/i.md": header(),
    "posts/i.fr.md": "<!--\n.. date: 2020-01-01\n.. slug: i-fr\n-->\n\nx",
    "posts/k.en.md": header(),
    "posts/l.md": header(),
    "posts/l.fr.md": "<!--\n.. date: soon\n-->\n\nx",
    "posts/m.md": header(".. tags: draft\n"),
    "posts/m.fr.md": "<!--\n.. tags: q\n-->\n\nx",
    "posts/sub/n.fr.md": header(),
    "posts/o.fr.es.md": header(),
    "posts/r.md": header(".. pretty_url: no\n"),
    "posts/r.fr.md": "x",
}


@pytest.mark.engines
def test_endings_agree(blog: Folder, run: Run) -> None:
    """Nikola and blogctl agree on the posts of an ending that COMPILERS alone names."""
    conf = (
        'COMPILERS = {"rest": (".rest",), "markdown": (".md", ".mkdn")}\n'
        'POSTS = (("posts/*.mkdn", "posts", "p"), ("posts/*.rest", "posts", "p"))\n'
    )
    blog.write("posts/b.rest", f".. title: T\n{DATE}\nB\n")
    planted(blog, {"conf.py": CONF + conf, "posts/a.mkdn": header(), "posts/c.md": header()})

    view = agree(blog, run)

    assert sorted(view["posts"]) == ["posts/a.mkdn", "posts/b.rest"]


@pytest.mark.engines
def test_translations_agree(blog: Folder, run: Run) -> None:
    """Nikola and blogctl agree on what translations inherit, and where they lie."""
    conf = CONF + 'TRANSLATIONS = {"en": "", "fr": "./fr", "es": "es/x"}\n'
    planted(blog, {"conf.py": conf, **TRANSLATED})

    view = agree(blog, run)

    assert len(view["posts"]) == len([one for one in TRANSLATED if not one.endswith(".meta")])


@pytest.mark.engines
@pytest.mark.parametrize(
    ("pattern", "name"),
    [("{path}.{ext}.{lang}", "posts/a.md.fr"), ("{path}_{lang}.{ext}", "posts/a_fr.md")],
)
def test_translation_patterns_agree(blog: Folder, run: Run, pattern: str, name: str) -> None:
    """Nikola and blogctl agree on the names of translations, whatever pattern they have."""
    planted(blog, {
        "conf.py": f'{CONF}TRANSLATIONS = {{"en": "", "fr": "/fr"}}\n'
        f'TRANSLATIONS_PATTERN = "{pattern}"\nSHOW_UNTRANSLATED_POSTS = False\n',
        "posts/a.md": header(".. title: A\n"), name: "<!--\n.. title: F\n-->\n\nB",
        "posts/b.fr.md": header(".. title: other\n"), "posts/c.md": header(),
    })  # fmt: skip

    agree(blog, run)


@pytest.mark.engines
@pytest.mark.parametrize(
    "settings",
    [
        'POSTS = (("posts/*.md", "", "p"), ("news/*.rst", "/news", "p"), ("deep/a*.md", '
        '{"en": "deep/en/"}, "p"), ("2*/*.md", "x", "p"), ("f*.md", "f", "p"), ("./d/*.md", "d", '
        '"p"), ("q/?.md", "q/./r", "p"), ("q/[xy]z.md", "q", "p"))\nPRETTY_URLS = False\n'
        'SITE_URL = "https://e.org/base/"',
        'POSTS = (("posts/sub/*.md", "sub", "p"), ("posts/*.md", "posts", "p"))\n'
        "STRIP_INDEXES = False",
        'POSTS = (("posts/*.md", "posts", "p"), ("posts/*.md", "other", "p"))\n'
        'PAGES = (("posts/i*.md", "pages", "p"),)\nINDEX_FILE = "home.html"',
        'DEFAULT_LANG = "fr"\nTRANSLATIONS = {DEFAULT_LANG: "/blog", "en": "en"}\n'
        "USE_SLUGIFY = False\nCATEGORY_ALLOW_HIERARCHIES = True",
        'BLOG = "posts"\nPOSTS = ((BLOG + "/*.md", "b" + "log", "p"),)\nPOSTS += ()\n'
        'BASE_URL = "https://e.org/a/b"',
    ],
)
def test_addresses_agree(blog: Folder, run: Run, settings: str) -> None:
    """Nikola and blogctl agree on which files are posts, and on their addresses."""
    planted(blog, {
        "conf.py": f"{CONF}{settings}\n",
        "posts/a.md": header(), "posts/sub/b.md": header(), "2024/c.md": header(),
        "news/f.rst": f"{DATE}\nx", "deep/a1.md": header(), "deep/b1.md": header(),
        "deep/s/a2.md": header(), "flat.md": header(), "d/g.md": header(), "q/a.md": header(),
        "q/ab.md": header(), "q/xz.md": header(), "q/az.md": header(), "posts/index.md": header(),
        "posts/x.md": header(".. pretty_url: true\n"), "posts/A b É?.md": header(),
        "posts/home.md": header(".. pretty_url: no\n"), "posts/c.md": header(".. category: a/b\n"),
    })  # fmt: skip

    agree(blog, run)


@pytest.mark.engines
def test_names_with_fields_agree(blog: Folder, run: Run) -> None:
    """Nikola and blogctl agree on the fields that FILE_METADATA_REGEXP finds in a name."""
    pattern = r".*/(?P<date>\d{4}-\d\d-\d\d)-(?P<slug>[^-]*)(-(?P<Title>.*))?\.(md|rst)"
    planted(blog, {
        "conf.py": f'{CONF}FILE_METADATA_REGEXP = r"{pattern}"\n',
        "posts/2024-01-02-a-some_Title-2x.md": "x\n\ny\n", "posts/2024-01-03-b.md": header(),
        "posts/2024-01-04-c-t.md": "<!--\n.. title: T\n-->\n\nx", "posts/plain.md": header(),
        "posts/2024-01-06-e-x.rst": ".. slug: E\n\nx", "posts/2024-13-05-d-x.md": "",
        "posts/2024-01-07-f-x.md": "B", "posts/2024-01-07-f-x.meta": ".. title: FF\n",
    })  # fmt: skip

    agree(blog, run)


@pytest.mark.engines
def test_docinfo_and_markdown_metadata_agree(blog: Folder, run: Run) -> None:
    """Nikola and blogctl agree on the metadata of the compilers, and that a header is above it."""
    head = "Title\n=====\n\n"
    mapping = '{"rest_docinfo": {"when": "date"}, "markdown_metadata": {"when": "date"}, '
    planted(
        blog,
        {
            "conf.py": CONF + "USE_REST_DOCINFO_METADATA = True\n"
            'MARKDOWN_EXTENSIONS = ["markdown.extensions.meta"]\n'
            f'METADATA_MAPPING = {mapping}"nikola": {{"when": "date"}}}}\n',
            "posts/a.rst": head
            + ":date: 2024-01-02 10:00\n:tags: a, b\n:status: draft\n:Category: C\n"
            ":summary: long\n   more\n\nBody\n",
            "posts/b.rst": ":date: 2024-01-02\n:slug: bslug\n\nBody\n",
            "posts/c.rst": f".. title: C\n\n{head}:date: 2024-01-02\n\nBody\n",
            "posts/d.rst": f".. title: D\n.. date: 2024-05-05\n\n{head}:tags: q\n\nx\n",
            "posts/e.rst": "Para\n\n:date: 2024-01-02\n\nBody\n",
            "posts/f.rst": "=====\nTitle\n=====\n:date: 2024-01-02\n:title: Over\n\nBody\n",
            "posts/g.rst": f"{head}Sub\n---\n\n:date: 2024-01-02\n:orphan:\n:slug:  x  \n\nBody\n",
            "posts/h.rst": ".. comment\n\n:When: 2024-01-02\n:Custom Field: x\n\nBody\n",
            "posts/j.rst": "Body",
            "posts/j.meta": DATE,
            "posts/m1.md": "title: M\ndate: 2024-01-02\ntags: a, b\n\nBody\n",
            "posts/m2.md": "Title: M\nWHEN: 2024-01-02\n\nBody\n",
            "posts/m3.md": header(),
            "posts/m4.md": "date: 2024-01-02\nstatus: draft\n",
            "posts/n.md": ".. when: 2024-01-02\n\nx",
        },
    )

    view = agree(blog, run)

    assert view["refused"] == ["posts/e.rst"]


FENCED = {
    "ok": "---\ndate: 2024-01-02 10:00:00\ntitle: x\ntags: [a, b]\n---\n\nBody\n",
    "bom": "\ufeff---\ndate: 2024-01-02\n---\nBody\n",
    "crlf": "---\r\ndate: 2024-01-02\r\n---\r\nB\r\n",
    "both": "---\ndate: 2024-01-02\n---\n<!--\n.. title: n\n-->\n\nB\n",
    "blank": "\n---\ndate: 2024-01-02\n---\n",
    "wide": "--- \ndate: 2024-01-02\n---\n",
    "four": "----\ndate: 2024-01-02\n---\n",
    "unclosed": "---\ndate: 2024-01-02\ntitle: u\n",
    "at-end": "---\ndate: 2024-01-02\n---",
    "dots": "---\ndate: 2024-01-02\n...\nBody\n\nmore\n",
    "empty": "---\n---\nBody\n",
    "list": "---\n- a\n---\nB\n",
    "inside": "---\ndate: 2024-01-02\ndesc: |\n  a\n  ---\n  b\n---\nB\n",
    "twice": "---\ndate: 1\ndate: 2\n---\n",
    "case": "---\nDate: 2024-01-02\ndate: 2023-01-01\nTitle: T\n---\n",
    "colon": "---\ndate: 2024-01-02\nt: a: b\n---\n",
    "toml": '+++\ndate = 2024-01-02\ntags = ["a"]\ntitle = "T"\nstatus = "draft"\n+++\n',
    "toml-z": "+++\ndate = 2024-01-02T10:00:00.5-03:30\n+++\n",
    "toml-open": "+++\ndate = 2024-01-02\n",
    "toml-end": "+++\ndate = 2024-01-02\n+++",
    "toml-time": "+++\ndate = 10:00:00\n+++\n",
    "toml-text": '+++\ndate = "2024-01-02 10:00 UTC+01:00"\n+++\n',
    "toml-none": f"+++\n+++\n{DATE}\n",
}
VALUES = {
    "date": [
        "2024-01-02",
        "2024-01-02T10:00:00Z",
        "2024-01-02 10:00:00 +01:00",
        "2024",
        "true",
        "2012-3-4",
        "2024-01-02 10:00:00 UTC+01:00",
        "2024-01-02 10:00",
        "2024-01-02 10:00:00 -0330",
        "''",
        "2024/01/02",
        "2024-01-02 10:00:00 +1",
        "2024-02-30",
        "2024-01-02 10:00:00.5 -03:30",
        "1704189600",
        "[2024-01-02]",
    ],
    "tags": [
        "2024",
        "[1,2]",
        "[a, null]",
        "",
        "a;b, c",
        "[draft, x]",
        "draft",
        "{a: 1}",
        "true",
        '["a, b", c]',
    ],
    "slug": ["2024", "true", "[a]", "", "a b"],
    "status": ["draft", "[draft]", "Draft", '"draft "', "true"],
    "pretty_url": ["false", "0", "[x]", "true"],
    "updated": ["2025-02-03", ""],
}


@pytest.mark.engines
def test_yaml_and_toml_agree(blog: Folder, run: Run) -> None:
    """Nikola and blogctl agree on fences, on typed values, and on what is refused."""
    readers = [python(), "-c", "import ruamel.yaml, toml"]
    if subprocess.run(readers, capture_output=True, check=False).returncode:
        pytest.skip("Nikola's readers of YAML and TOML, ruamel.yaml and toml, are not installed")
    files = {f"posts/f-{name}.md": text for name, text in FENCED.items()}
    for name, values in VALUES.items():
        date = "" if name == "date" else "date: 2024-01-02\n"
        for number, value in enumerate(values):
            files[f"posts/{name}{number}.md"] = f"---\n{date}{name}: {value}\n---\nx"
    planted(blog, {"conf.py": CONF, **files})

    view = agree(blog, run)

    assert len(view["posts"]) > 30


@pytest.mark.engines
def test_two_posts_at_one_address_stop_nikola(blog: Folder, run: Run) -> None:
    """Nikola stops where blogctl tells of two posts at one address."""
    files = {f"posts/{name}.md": header(".. slug: same\n") for name in "ab"}
    planted(blog, {"conf.py": CONF, **files})

    done = build([generator("nikola"), "status", "--list-drafts"], blog.root, code=1)

    assert "Two posts are trying to generate" in done.stderr
    assert "its address is that of posts/a.md too" in run("list", code=1).err


@pytest.mark.engines
@pytest.mark.corpora
def test_the_real_blog_agrees(blog: Folder, run: Run) -> None:
    """Nikola and blogctl agree on every post of a real blog."""
    copied("nikola", blog)

    view = agree(blog, run, faults=True)

    assert (len(view["posts"]), view["refused"]) == (14, [])


@pytest.mark.corpora
def test_the_real_blog_comes_back(blog: Folder, run: Run) -> None:
    """The posts of a real blog, made drafts and published again, have the bytes that they had."""
    copied("nikola", blog)
    before = blog.files()

    run("unpublish date:..2016 --yes", code=1)
    changed = blog.files()
    run("publish is:draft --yes --date keep", code=1)

    assert sum(before[path] != changed[path] for path in before) == 12
    assert blog.files() == before
