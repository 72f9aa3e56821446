"""Eleventy: what blogctl makes of a post is what Eleventy makes of it."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from conftest import Folder, Run
from generators import build, copied, generator, in_utc, planted

from blogctl.content.edits import add_to
from blogctl.engines.eleventy import Eleventy, configure, detect
from blogctl.engines.engine import Placed, Site, Source
from blogctl.errors import BadFrontMatter, CannotEdit

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
WHEN = datetime(2026, 3, 15, 7, 30, tzinfo=UTC)
CONFIG = 'export default function (config) {\n  return { dir: { input: "src" } };\n}\n'
DRAFTS = """import feed from "x"; // addPreprocessor("drafts"
export default function (config) {
  config.addPreprocessor("drafts", "*", (data) => {
    if (data.draft && process.env.ELEVENTY_RUN_MODE === "build") return false;
  });
}
export const config = { dir: { input: "src" }, pathPrefix: "/sub/" };
"""
SAID = """
import { pathToFileURL } from "node:url";
const home = pathToFileURL(process.argv[2] + "/@11ty/eleventy/src/Eleventy.js");
const Eleventy = (await import(home)).default;
const seen = {};
const site = new Eleventy(undefined, undefined, {
  quietMode: true,
  source: "script",
  config(config) {
    config.addPreprocessor("seen", "*", (data) => {
      seen[data.page.inputPath] = {
        date: data.page.date, tags: data.tags ?? [], title: data.title, slug: data.page.fileSlug,
        out: data.eleventyExcludeFromCollections === true,
      };
      return " ";
    });
  },
});
const pages = await site.toJSON();
const row = (page) => ({ ...seen[page.inputPath], path: page.inputPath, url: page.url });
console.log("\\n=====" + JSON.stringify(pages.map(row)));
"""


def site(config: str = CONFIG, *, entries: str = "src/", **settings: Any) -> Site:
    """Return a site with a configuration."""
    names = frozenset({"eleventy.config.js", *entries.split()})
    return Site(names, {"eleventy.config.js": config.encode()}, settings)


def source(engine: Eleventy, path: str, text: str | bytes) -> Source:
    """Return a post as the engine gets it."""
    data = text.encode() if isinstance(text, str) else text
    return Source(path, engine.cut(path, data), NOW)


def joined(placed: Placed) -> tuple[str, str]:
    """Return the path and the text of a post."""
    return placed.path, placed.document.joined.decode()


# Detection and configuration


def test_a_configuration_file_is_eleventys() -> None:
    """Each of Eleventy's configuration files is known; a folder without one is not its."""
    for name in (
        ".eleventy.js",
        "eleventy.config.js",
        "eleventy.config.mjs",
        "eleventy.config.cjs",
    ):
        assert detect(Site(frozenset({name}), {}, {})) == f"{name} is there"
    assert detect(Site(frozenset({"posts/", "eleventy.config.bak"}), {}, {})) is None


@pytest.mark.parametrize(
    ("config", "folder"),
    [
        (CONFIG, "src"),
        (
            "module.exports = () => ({\n  dir: {\n    'input': './site/pages/',\n  }\n});",
            "site/pages",
        ),
        ("export default (c) => { c.setInputDirectory(`views`); };", "views"),
        ("// dir: { input: 'old' }\nreturn { dir: { input: 'new' } }", "new"),
        ("const INPUT = 'in';\nexport default () => ({ dir: { input: INPUT } });", "in"),
        ("const INPUT = `in`; export default (c) => c.setInputDirectory(INPUT);", "in"),
        ("const u = 'https://x.y/'; return { dir: { input: 'in' } }", "in"),
    ],
)
def test_the_input_folder_is_read_off_the_configuration(config: str, folder: str) -> None:
    """The folder stands in `dir` or in `setInputDirectory`; comments do not count."""
    assert configure(site(config)).folders == (folder,)


def test_without_a_configuration_the_defaults_hold() -> None:
    """An engine with no site at all reads, dates and places posts."""
    engine = configure(Site(frozenset(), {}, {}))

    assert engine.folders == ("posts",)
    assert engine.new_path("posts", "x", "", bundle=False) == "posts/x.md"
    assert (
        engine.read(source(engine, "posts/2020-01-02-x.md", "Hi"), NOW).url
        == "/posts/2020-01-02-x/"
    )


def test_the_blogs_own_folder_as_input_has_its_folders() -> None:
    """Where the input is the blog's folder, the folders of Eleventy and of npm are left out."""
    engine = configure(site("", entries="_includes/ blog/ node_modules/ pages/ _site/ .git/"))

    assert engine.folders == ("blog", "pages")
    assert engine.select(["blog/a.md", "pages/b.md", "blog/index.md"]) == ["blog/a.md"]


def test_a_setting_names_the_folder_of_the_posts() -> None:
    """The setting `posts` wins; without it the usual folders, then all Markdown."""
    paths = [
        "src/articles/a.md",
        "src/blog/b.md",
        "src/README.md",
        "src/_includes/c.md",
        "src/d.njk",
    ]

    assert configure(site(posts="src/articles")).select(paths) == ["src/articles/a.md"]
    assert configure(site()).select(paths) == ["src/blog/b.md"]
    assert configure(site()).select(paths[:1] + paths[2:]) == ["src/articles/a.md"]


# Reading


@pytest.mark.parametrize(
    ("text", "form", "line"),
    [
        ("---js\nconst a = 1\n---\n", "JavaScript", 1),
        ("---toml\na = 1\n---\n", "---toml", 1),
        ("---\ntitle: a\ntags: 5\n---\n", "tags: [one, two]", 3),
        ("---\ntitle: a\ndate: 2020-01-01 10:00\n---\n", "2026-03-15T08:00:00Z", 3),
        ('---\ndate: "2020-01-01 10:00:00"\n---\n', "2026-03-15T08:00:00Z", 2),
        ("---\ndate: 2020\n---\n", "2026-03-15T08:00:00Z", 2),
        ("---\npermalink: true\n---\n", "permalink: /path/", 2),
        ("---\npermalink: /a/b\n---\n", "permalink: /path/", 2),
        ("---\ncontent: x\n---\n", "another name", 2),
        ("---json\n{bad}\n---\n", "JSON", 2),
    ],
)
def test_what_eleventy_stops_at_is_refused(text: str, form: str, line: int) -> None:
    """A field at which Eleventy stops is told with its line and the form that it takes."""
    engine = configure(site())

    with pytest.raises(BadFrontMatter) as caught:
        engine.read(source(engine, "src/blog/a.md", text), NOW)

    assert form in f"{caught.value.message} {caught.value.hint}"
    assert caught.value.line == line


def test_toml_is_read_where_the_configuration_has_a_reader() -> None:
    """`---toml` counts where front matter engines are set."""
    engine = configure(site("c.setFrontMatterParsingOptions({ engines: { toml: toml.parse } })"))

    post = engine.read(source(engine, "blog/a.md", '---toml\ntitle = "Hé"\n---\nx'), NOW)

    assert post.title == "Hé"


def test_files_join_again_to_the_same_bytes() -> None:
    """However front matter is fenced, the four pieces are the file."""
    engine = configure(site())
    for data in (b"", b"---", b"---\n", b"---\n---", b"---\n---\n", b"---\r\na: 1\r\n---\r\nx",
                 b"---\na: 1\n---more\nx", b"\xef\xbb\xbf--- \na: 1\n--- \nx", b"---\na: 1",
                 b"----\n", b"---json\n{}\n---\n", b"x\n---\n"):  # fmt: skip
        assert engine.cut("src/a.md", data).joined == data


def test_data_files_give_fields_to_the_posts_below() -> None:
    """Tags are joined from the folders down; the nearest permalink, date and draft win."""
    engine = configure(site(DRAFTS))
    engine = engine.inheriting([
        source(engine, "src/src.json", '{"tags": ["all"], "lang": "fr"}'),
        source(engine, "src/blog/blog.11tydata.json",
               '{"tags": "a,b", "permalink": "/b/{{ page.fileSlug }}/", "draft": true}'),
        source(engine, "src/blog/x.json", '{"date": "2020-01-01", "draft": false}'),
    ])  # fmt: skip

    one = engine.read(source(engine, "src/blog/x.md", "---\ntags: [b, c]\n---\n"), NOW)
    two = engine.read(source(engine, "src/blog/y.md", "---\npermalink: /y/\n---\n"), NOW)

    assert (one.tags, one.url, one.status, one.lang) == (
        ("all", "a", "b", "c"), "/sub/b/x/", "published", "fr")  # fmt: skip
    assert one.date == datetime(2020, 1, 1, tzinfo=UTC)
    assert (two.tags, two.url, two.status) == (("all", "a", "b"), "/sub/y/", "draft")


def test_which_data_files_count() -> None:
    """A folder's own name, and a post's, make a data file; nothing else does."""
    engine = configure(site())
    paths = ["src/blog/a.md", "src/blog/a.json", "src/blog/blog.json", "src/blog/b.json",
             "src/src.json", "src/_data/data.json", "src/blog/blog.11tydata.js"]  # fmt: skip

    assert engine.sections(paths) == [
        "src/blog/a.json", "src/blog/blog.json", "src/src.json", "src/blog/blog.11tydata.js",
    ]  # fmt: skip


def test_a_bad_data_file_says_so() -> None:
    """A data file that does not parse is told, with its line."""
    engine = configure(site())

    with pytest.raises(BadFrontMatter) as caught:
        engine.inheriting([source(engine, "src/blog/blog.json", '{\n"a" 1}')])

    assert caught.value.line == 2


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("tags: post", "tags: post,new"),
        ("tags: a,b", "tags: a,b,new"),
        ("tags: a;b", "tags: a;b,new"),
        ("tags: 'a,b' # why", "tags: 'a,b,new' # why"),
        ("tags: [a, b]", "tags: [a, b, new]"),
    ],
)
def test_a_tag_is_added_without_a_blank(before: str, after: str) -> None:
    """A text stays one, and its names are parted by commas alone: no tag begins with a blank."""
    engine = configure(site())
    document = engine.cut("src/blog/a.md", f"---\n{before}\n---\n".encode())

    edited = add_to("tags", "new")(document)

    assert edited.block.decode() == f"{after}\n"
    assert engine.read(Source("src/blog/a.md", edited, NOW), NOW).tags[-1] == "new"


# Status, publishing, unpublishing


@pytest.mark.parametrize(
    ("config", "text", "status", "because"),
    [
        (CONFIG, "---\ndraft: true\ndate: 2099-01-01\n---\n", "published", "nothing hides it"),
        (DRAFTS, "---\na: 1\ndraft: true\n---\n", "draft", "'draft: true' on line 3"),
        (DRAFTS, '---\ndraft: "false"\n---\n', "draft", "'draft: false' on line 2"),
        (DRAFTS, "---\ndraft: 0\n---\n", "published", "nothing hides it"),
        (CONFIG, "---\npermalink: false\n---\n", "private", "'permalink: false' on line 2"),
        (CONFIG, "---\neleventyExcludeFromCollections: true\n---\n", "private",
         "'eleventyExcludeFromCollections: true' on line 2"),
        (CONFIG, "---\npermalink: false\neleventyExcludeFromCollections: true\n---\n", "draft",
         "'permalink: false' on line 2"),
    ],
)  # fmt: skip
def test_what_hides_a_post(config: str, text: str, status: str, because: str) -> None:
    """Only what Eleventy, or its preprocessor, goes by hides a post, and `because` says what."""
    engine = configure(site(config))
    own = source(engine, "src/blog/a.md", text)
    post = engine.read(own, NOW)

    assert post.status == status
    assert engine.because(own, post, NOW) == because


LIVE = [
    ("src/blog/2020-01-02-a.md", "---\ntitle: A # why\ntags: [x]\n---\nText"),
    ("src/blog/a.md", "---\r\ndate: 2020-01-02\r\n---\r\nText\r\n"),
    ("src/blog/a.md", '---json\n{\n  "date": "2020-01-02"\n}\n---\nText\n'),
]


@pytest.mark.parametrize(("path", "text"), LIVE)
@pytest.mark.parametrize("config", [CONFIG, DRAFTS])
def test_unpublishing_and_publishing_gives_the_same_bytes(
    config: str, path: str, text: str
) -> None:
    """What is withdrawn is a draft to Eleventy; released it is as it was."""
    engine = configure(site(config))
    document = engine.cut(path, text.encode())
    document = document._replace(dialect=document.dialect._replace(says_live=False))
    live = Placed(path, document)

    draft = engine.withdraw(live, None)
    back = engine.release(draft, None, WHEN, redate=False)

    assert engine.read(Source(path, draft.document, NOW), NOW).status == "draft"
    assert engine.withdraw(draft, None) == draft
    assert joined(back) == (path, text)
    assert joined(engine.release(live, None, WHEN, redate=False)) == (path, text)


def test_without_the_preprocessor_a_pair_of_fields_hides_a_post() -> None:
    """A post without a permalink of its own takes `permalink: false`; its address stays known."""
    engine = configure(site())
    draft = engine.withdraw(Placed(*LIVE[1][:1], engine.cut("a.md", b"---\ntitle: A\n---\n")), None)

    text = draft.document.joined.decode()
    post = engine.read(Source("src/blog/a.md", draft.document, NOW), NOW)

    assert text == "---\ntitle: A\npermalink: false\neleventyExcludeFromCollections: true\n---\n"
    assert (post.status, post.url) == ("draft", "/blog/a/")


def test_a_permalink_of_its_own_is_never_lost() -> None:
    """Without the preprocessor, a post that has a permalink cannot be hidden, and stays."""
    engine = configure(site())
    live = Placed("src/blog/a.md", engine.cut("a.md", b"---\npermalink: /x/\n---\n"))

    with pytest.raises(CannotEdit) as caught:
        engine.withdraw(live, None)

    assert "preprocessor" in (caught.value.hint or "")


def test_a_draft_from_a_data_file_is_released_by_its_own_field() -> None:
    """Where the folder says `draft: true`, publishing writes `draft: false` into the post."""
    engine = configure(site(DRAFTS))
    engine = engine.inheriting([source(engine, "src/blog/blog.json", '{"draft": true}')])
    document = engine.cut("a.md", b"---\ndate: 2020-01-01\n---\n")
    document = document._replace(dialect=document.dialect._replace(says_live=False))

    back = engine.release(Placed("src/blog/a.md", document), None, WHEN, redate=False)

    assert back.document.joined == b"---\ndate: 2020-01-01\ndraft: false\n---\n"


def test_publishing_dates_what_has_no_date() -> None:
    """A post without a date in field and path takes one, in UTC."""
    engine = configure(site(DRAFTS))
    draft = Placed("src/blog/a.md", engine.cut("a.md", b"---\ntitle: A\ndraft: true\n---\n"))

    back = engine.release(draft, None, WHEN, redate=False)

    assert back.document.joined == b"---\ntitle: A\ndraft: false\ndate: 2026-03-15T07:30:00Z\n---\n"


def test_redating_changes_the_name_and_the_field() -> None:
    """A dated name never contradicts the field, and a data file goes along."""
    engine = configure(site())
    engine = engine.inheriting([source(engine, "src/blog/2020-01-02-a.json", "{}")])
    live = Placed(
        "src/blog/2020-01-02-a.md", engine.cut("a.md", b"---\ndate: 2020-01-02 # day\n---\n")
    )

    later = engine.redated(live, WHEN)
    again = engine.redated(later, datetime(2020, 1, 2, tzinfo=UTC))

    assert joined(later) == (
        "src/blog/2026-03-15-a.md", "---\ndate: 2026-03-15T07:30:00Z # day\n---\n")  # fmt: skip
    assert later.along == (("src/blog/2026-03-15-a.json", "src/blog/2020-01-02-a.json"),)
    assert again.path == live.path


@pytest.mark.parametrize(
    ("formats", "drafts"),
    [('"*"', True), ('"njk,md"', True), ('["md"]', True), ("formats", True), ('"njk"', False),
     ("['html', 'liquid']", False)],
)  # fmt: skip
def test_a_preprocessor_of_other_formats_hides_no_post(formats: str, drafts: bool) -> None:
    """`draft: true` counts where the preprocessor is for Markdown, or for what cannot be told."""
    engine = configure(site(DRAFTS.replace('"*"', formats)))

    own = source(engine, "src/blog/a.md", "---\ndraft: true\n---\n")

    assert engine.read(own, NOW).draft is drafts


SCRIPT = (
    "export default { eleventyComputed: { permalink: (data) => `/x/${data.page.fileSlug}/` } };"
)


@pytest.mark.parametrize(
    ("config", "path"),
    [
        (CONFIG, f"{'src/blog/'}blog.11tydata.js"),
        (CONFIG, f"{'src/blog/'}a.11tydata.mjs"),
        (CONFIG.replace("return", 'config.addGlobalData("eleventyComputed.permalink", f); return'),
         "src/x.txt"),
    ],
)  # fmt: skip
def test_a_post_whose_permalink_is_computed_is_not_hidden_in_vain(
    blog: Folder, run: Run, config: str, path: str
) -> None:
    """Where a program sets the permalink, `permalink: false` would not hide the post: refused."""
    planted(blog, {"eleventy.config.mjs": config, "src/blog/a.md": "Text\n", path: SCRIPT})

    refused = run("unpublish slug:a --yes", code=1)

    assert "would be hidden" in refused.err
    assert blog.text("src/blog/a.md") == "Text\n"


def test_a_data_file_that_is_a_program_is_told(blog: Folder, run: Run) -> None:
    """What a data file in JavaScript says is not read, and `explain` says so."""
    script = "export default { tags: ['x'] };"
    planted(blog, {"eleventy.config.mjs": CONFIG, "src/blog/a.md": "Text\n",
                   "src/blog/blog.11tydata.js": script})  # fmt: skip

    assert "src/blog/blog.11tydata.js is a program" in run("explain a").out


# Findings and faults


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("---\ntitle: a\ndraft: true\n---\n", 3, "hides no post"),
        ("---\npublishDate: 2099-01-01\n---\n", 2, "'publishDate' means nothing"),
        ("---\npublished: false\n---\n", 2, "'published' means nothing"),
        ("---\ntags: one, two\n---\n", 2, "part of the tags"),
        ("---\ndate: 2020-02-31\n---\n", 2, "Eleventy takes 2020-03-02"),
        ('+++\ntitle = "a"\n+++\n', 1, "printed as text"),
        ("\n---\ntitle: a\n---\n", 1, "printed as text"),
        ("---\n\nSome text.\n\n---\nMore\n", 2, "no fields"),
    ],
)
def test_what_eleventy_misreads_is_found(text: str, line: int, words: str) -> None:
    """Each finding has its line, and says what Eleventy makes of it."""
    engine = configure(site())
    own = source(engine, "src/blog/a.md", text)

    found = engine.findings(own, engine.read(own, NOW))

    assert [(one.line, words in one.message) for one in found] == [(line, True)]


def test_a_plain_post_has_no_findings() -> None:
    """What Eleventy reads as it is written is not complained of."""
    engine = configure(site(DRAFTS))
    own = source(engine, "src/blog/a.md", "---\ndate: 2020-01-02\ntags: a,b\ndraft: true\n---\n")

    assert engine.findings(own, engine.read(own, NOW)) == []


def test_a_path_without_a_real_day_is_found() -> None:
    """The 30th of February in a path leaves a post without a date."""
    engine = configure(site())
    own = source(engine, "src/blog/2020-02-30-a.md", "x")
    post = engine.read(own, NOW)

    assert post.date is None
    assert "no day of the calendar" in engine.findings(own, post)[0].message


def test_files_that_eleventy_ignores_are_faults(blog: Folder, run: Run) -> None:
    """A `.markdown` file among the posts, and two posts at one address, are told."""
    planted(blog, {"eleventy.config.mjs": CONFIG, "src/blog/a.markdown": "x", "src/blog/b.md": "x",
                   "src/blog/c.md": "---\npermalink: /blog/b/\n---\n"})  # fmt: skip

    told = run("list --json", code=1).err

    assert "a.markdown" in told
    assert "c.md: its address is that of src/blog/b.md" in told


# Agreement with Eleventy itself

B = "src/blog/"
PLAIN: dict[str, str | bytes] = {
    f"{B}2020-01-02-name.md": "---\ntitle: A\ntags: one, two\n---\nx\n",
    f"{B}date-only.md": "---\ndate: 2020-02-03\n---\nx\n",
    f"{B}roll.md": "---\ndate: 2020-02-31\n---\nx\n",
    f"{B}roll2.md": "---\ndate: 2020-13-45\n---\nx\n",
    f"{B}roll3.md": "---\ndate: 2020-01-01 25:61:61\n---\nx\n",
    f"{B}zero.md": "---\ndate: 2020-00-00\n---\nx\n",
    f"{B}off.md": "---\ndate: 2020-02-03 10:00:00 +02:00\n---\nx\n",
    f"{B}off-short.md": "---\ndate: 2020-02-03 10:00:00 +2\n---\nx\n",
    f"{B}off-minus.md": "---\ndate: 2020-01-01 10:00:00 -14:30\n---\nx\n",
    f"{B}off-plain.md": "---\ndate: 2020-01-01T10:00:00+0100\n---\nx\n",
    f"{B}off99.md": "---\ndate: 2020-01-01T10:00:00+99:99\n---\nx\n",
    f"{B}loose.md": "---\ndate: 2020-2-3 1:00:00.5\n---\nx\n",
    f"{B}text.md": '---\ndate: "2020-02-03T10:00+02:00"\n---\nx\n',
    f"{B}week.md": "---\ndate: 2020-W05\n---\nx\n",
    f"{B}week-day.md": "---\ndate: 2020-W05-3\n---\nx\n",
    f"{B}ordinal.md": "---\ndate: 2020-123\n---\nx\n",
    f"{B}month.md": "---\ndate: 2020-05\n---\nx\n",
    f"{B}minutes.md": "---\ndate: 2020-05-01T10:20\n---\nx\n",
    f"{B}compact.md": "---\ndate: '20200102T101112Z'\n---\nx\n",
    f"{B}midnight.md": "---\ndate: 2020-01-01T24:00:00\n---\nx\n",
    f"{B}midnight2.md": '---\ndate: "2020-01-01T24:00"\n---\nx\n',
    f"{B}no-date.md": "---\ndate:\n---\nx\n",
    f"{B}false-date.md": "---\ndate: false\n---\nx\n",
    f"{B}last.md": "---\ndate: last Modified\n---\nx\n",
    f"{B}no-front-matter.md": "Just text\n",
    f"{B}empty.md": "",
    f"{B}toml.md": '+++\ntitle = "x"\n+++\nx\n',
    f"{B}json.md": '---json\n{"title": "J", "date": "2020-01-05", "tags": ["a"]}\n---\nx\n',
    f"{B}list-json.md": "---json\n[1]\n---\nx\n",
    f"{B}blog-page/blog-page.md": "---\ntitle: B\n---\n",
    f"{B}hidden.md": "---\npermalink: false\n---\nx\n",
    f"{B}out.md": "---\neleventyExcludeFromCollections: true\n---\nx\n",
    f"{B}out-text.md": "---\neleventyExcludeFromCollections: 'true'\n---\nx\n",
    f"{B}both.md": "---\npermalink: false\neleventyExcludeFromCollections: true\n---\nx\n",
    f"{B}link.md": "---\npermalink: /a/{{ page.fileSlug }}/\n---\nx\n",
    f"{B}slugify.md": '---\ntitle: "Été à la! Plage d\'Ärger & ß_x"\n'
                      'permalink: "/b/{{ title | slugify }}/index.html"\n---\nx\n',
    f"{B}slug.md": '---\ntitle: "Été à la! Plage & co\'s – 5%"\n'
                   'permalink: "/c/{{ title | slug }}/"\n---\n',
    f"{B}html.md": "---\npermalink: c/x.html\n---\nx\n",
    f"{B}empty-link.md": "---\npermalink: ''\n---\nx\n",
    f"{B}null-link.md": "---\npermalink:\n---\nx\n",
    f"{B}dated-link.md": "---\npermalink: \"/d/{{ page.date | date: '%Y/%m' }}"
                         "{{ page.filePathStem }}/\"\ndate: 2020-03-15\n---\nx\n",
    f"{B}no-link.md": "---\npermalink: {}\n---\nx\n",
    f"{B}built-link.md": "---\npermalink:\n  build: /obj/\n---\nx\n",
    f"{B}other-link.md": "---\npermalink:\n  other: /obj2/\n---\nx\n",
    f"{B}list-link.md": "---\npermalink: [l/]\n---\nx\n",
    f"{B}dots-link.md": "---\npermalink: ./dot/../e//f/\n---\nx\n",
    f"{B}index-link.md": "---\npermalink: /g/index/\n---\nx\n",
    f"{B}odd-link.md": "---\npermalink: /caf é?q=1#x/\n---\nx\n",
    f"{B}ending-link.md": "---\npermalink: /v1.2\n---\nx\n",
    f"{B}computed.md": "---\neleventyComputed:\n  permalink: /computed/\npermalink: /d/\n---\nx\n",
    f"{B}raw-link.md": "---\npermalink: /raw/{{x}}/\ndynamicPermalink: false\n---\nx\n",
    f"{B}with space é.md": "---\n---\nx\n",
    f"{B}bom.md": b"\xef\xbb\xbf---\ntitle: bom\n---\nx\n",
    f"{B}blank.md": "\n---\ntitle: blank\n---\nx\n",
    f"{B}crlf.md": "---\r\ntitle: crlf\r\ndate: 2020-01-09\r\n---\r\nx\r\n",
    f"{B}glued.md": "---\ntitle: glued\n---more\nbody\n",
    f"{B}blanks.md": "--- \ntitle: sp\n--- \nbody\n",
    f"{B}upper.MD": "---\ntitle: up\n---\nbody\n",
    f"{B}two.html.md": "x",
    f"{B}_low.md": "x",
    f"{B}draft.md": "---\ndraft: true\ndate: 2099-01-01\n---\nbody\n",
    f"{B}2019-03-04-bundle/index.md": "---\ntitle: x\n---\n",
    f"{B}x-2018-01-01-y.md": "---\ntitle: x\n---\n",
    f"{B}2018-02-03/2019-04-05-z.md": "---\ntitle: x\n---\n",
    f"{B}2020-02-30-none.md": "x",
    f"{B}number.md": "---\ntitle: 01234\ntags: [1.5, true, null, a, a]\n---\n",
    f"{B}tags.md": "---\ntags: 'a,,b ,'\n---\n",
    f"{B}numbers.md": "---\ntags: [1.0, 1e3, 0x1F, -0.0, .inf, .nan, x]\n---\n",
    f"{B}lists.md": "---\ntags: [a, [b, 2.0, null], {c: d}]\n---\n",
    f"{B}small.md": "---\ndate: 2020-01-02t10:00:00z\n---\nx\n",
    f"{B}false-tags.md": "---\ntags: false\n---\n",
    f"{B}comment.md": "---\n# only\n---\nx\n",
    f"{B}list.md": "---\n- a\n- b\n---\nx\n",
    f"{B}rule.md": "---\n\nSome text.\n\nMore\n",
    f"{B}rule2.md": "---\n\nSome text.\n\n---\n\nMore\n",
    f"{B}four.md": "----\ntitle: four\n----\nx\n",
    f"{B}unclosed.md": "---\ntitle: unclosed\n\n",
    f"{B}yml.md": "---yml\ntitle: yml\n---\nx\n",
    f"{B}YAML.md": "---YAML\ntitle: yml\n---\nx\n",
    f"{B}foo.md": "---foo\n---\nx\n",
    f"{B}case.md": "---\nTitle: x\nTags: [up]\nDate: 2011-01-01\nPermalink: /no/\n---\nx\n",
}  # fmt: skip
DATA: dict[str, str | bytes] = {
    "src/src.json": '{"tags": ["root"]}',
    f"{B}blog.json": '{"tags": ["dir", "tail"], "permalink": "/p/{{ page.fileSlug }}/"}',
    f"{B}blog.11tydata.json": '{"title": "From above"}',
    f"{B}sub/sub.json": '{"tags": "posts, more", "date": "2001-01-01"}',
    f"{B}sub/index.md": "---\ntitle: x\n---\n",
    f"{B}sub/own.md": "---\npermalink:\ndate:\ntags:\n---\n",
    f"{B}sub/own-date.md": "---\ndate: 2002-02-02\n---\n",
    f"{B}sub/hidden.md": "---\npermalink: false\n---\n",
    f"{B}over.md": '---\n"override:tags": [solo]\n---\nx\n',
    f"{B}tail.md": "---\ntags: [x]\n---\nx\n",
    f"{B}tail.json": '{"tags": "y", "permalink": "/tail/"}',
    f"{B}2003-03-03-own.md": "x",
    f"{B}2003-03-03-own.11tydata.json": '{"date": "2004-04-04", '
                                       '"eleventyExcludeFromCollections": true}',
    f"{B}empty.json": "",
    f"{B}empty.md": "x",
}  # fmt: skip
DRAFTED: dict[str, str | bytes] = {
    f"{B}{name}.md": f"---\n{field}\n---\nx\n"
    for name, field in {
        "yes": "draft: true", "no": "draft: false", "text": 'draft: "false"', "zero": "draft: 0",
        "one": "draft: 1", "none": "draft:", "list": "draft: []", "blank": 'draft: ""',
        "upper": "DRAFT: true", "word": "draft: yes",
        "pair": "permalink: false\neleventyExcludeFromCollections: true", "live": "title: x",
    }.items()
}  # fmt: skip
DRAFTED[f"{B}kept/kept.json"] = '{"draft": true}'
DRAFTED[f"{B}kept/a.md"] = "x"
DRAFTED[f"{B}kept/b.md"] = "---\ndraft: false\n---\nx\n"
DRAFTS_ALONE = DRAFTS.replace('import feed from "x"; //', "//")


def said_by_eleventy(blog: Folder, tmp_path: Path) -> dict[str, Any]:
    """Return what Eleventy says of each page, by path; bodies are left out, so nothing renders."""
    modules = Path(generator("eleventy")).parents[1]
    script = tmp_path / "said.mjs"
    script.write_text(SAID, "utf-8")
    done = build(["node", str(script), str(modules)], blog.root)
    rows = json.loads(done.stdout.split("\n=====")[1])
    return {row["path"].removeprefix("./"): row for row in rows}


def agree(blog: Folder, run: Run, tmp_path: Path, *, prefix: str = "") -> int:
    """Compare blogctl's posts with Eleventy's pages; return how many were compared."""
    pages = said_by_eleventy(blog, tmp_path)
    # An empty file is listed, and told of.
    empty = any(not data for path, data in blog.files().items() if path.endswith(".md"))
    posts = run("list --json", code=int(empty)).json
    for post in posts:
        page = pages.get(post["path"])
        if page is None:
            assert post["status"] == "draft", post["path"]
            continue
        hidden = page["url"] is False or page["out"]
        assert (post["status"] == "published") is not hidden, post["path"]
        assert post["slug"] == page["slug"], post["path"]
        if post["status"] != "draft":
            url = quote(page["url"] or "", safe="/'?=#!")
            assert post["url"] == (prefix + url if url else ""), post["path"]
        tags = list(dict.fromkeys(tag.strip() for tag in map(text_of, page["tags"]) if tag.strip()))
        assert post["tags"] == tags, post["path"]
        if page["date"] is None or page["date"] < "2026-11":
            assert in_utc(post["date"]) == in_utc(page["date"]), post["path"]
        assert post["title"] == text_of(page.get("title", "")), post["path"]
    return len(posts)


def text_of(value: Any) -> str:
    """Return a value as blogctl writes it."""
    return value if isinstance(value, str) else json.dumps(value)


@pytest.mark.engines
@pytest.mark.parametrize(
    ("config", "files", "prefix"),
    [
        (CONFIG, PLAIN, ""),
        (CONFIG, DATA, ""),
        (CONFIG.replace("return", "config.setDataDeepMerge(false); return"), DATA, ""),
        (DRAFTS_ALONE, DRAFTED, "/sub"),
        (DRAFTS_ALONE, PLAIN, "/sub"),
        ("export default () => ({})", {k.removeprefix("src/"): v for k, v in PLAIN.items()}, ""),
    ],
    ids=["plain", "data", "unjoined", "drafts", "plain-drafts", "root"],
)
def test_blogctl_agrees_with_eleventy(
    blog: Folder, run: Run, tmp_path: Path, config: str, files: dict[str, str | bytes], prefix: str
) -> None:
    """Status, date, slug, tags, title and address of every post are Eleventy's own."""
    planted(blog, {"eleventy.config.mjs": config, **files})

    compared = agree(blog, run, tmp_path, prefix=prefix)

    assert compared == sum(path.lower().endswith(".md") for path in files)


IGNORED = """src/blog/ig.md
# a comment

!src/blog/keep.md
src/blog/sub
/src/blog/sub2/
*.md
keep.md
src/blog/d*.md
src/**/deep.md
**/any.md
src/blog/w*
./src/blog/dot.md
src/blog/{x,y}.md
"""
ADDED = "".join(
    f"config.ignores.add('{line}');\n" for line in IGNORED.splitlines() if line[:1] not in "#!"
)
GIT_OFF = CONFIG.replace("return", "config.setUseGitIgnore(false); return")


@pytest.mark.engines
@pytest.mark.parametrize(
    ("config", "name", "text", "left"),
    [
        (CONFIG, ".eleventyignore", IGNORED, {"keep.md", "z.md", "q/in.md"}),
        (CONFIG, ".gitignore", IGNORED.replace("\n", "\r\n"), {"keep.md", "z.md", "q/in.md"}),
        (CONFIG.replace("return", f"{ADDED}return"), "x.txt", "", {"keep.md", "z.md", "q/in.md"}),
        (GIT_OFF, ".gitignore", "src/blog/sub\n*.md\n", None),
    ],
    ids=["own", "git", "added", "git off"],
)
def test_what_eleventy_ignores_is_no_post(
    blog: Folder, run: Run, tmp_path: Path, config: str, name: str, text: str, left: set[str] | None
) -> None:
    """The files that two lists of patterns, or the configuration, leave out are left out."""
    names = ["ig", "keep", "sub/a", "sub2/a", "sub2/q/a", "draft", "q/r/deep", "deep", "q/any",
             "q/in", "w/in", "w", "dot", "x", "y", "z"]  # fmt: skip
    planted(blog, {"eleventy.config.mjs": config, name: text,
                   **{f"{B}{one}.md": "x" for one in names}})  # fmt: skip

    pages = said_by_eleventy(blog, tmp_path)
    posts = {post["path"] for post in run("list --json").json}

    assert posts == set(pages) == {f"{B}{one}" for one in left or {f"{one}.md" for one in names}}


TITLES = [
    "Été à la plage, l’Œuvre — n°5 & co", "It's a Test: 100% slugs?", "don't stop John's day",
    "a_b.c+d~e*f(g)!h:i@j$k^l[m]{n}|o<p>q=r;s,t`u", "Ärger über Straßen", "日本", "C",
]  # fmt: skip
TEMPLATES = [
    "/{{ title | slugify }}/", "/{{ title | slug }}/", "/{{ title | downcase | slug }}/",
    "/{{ title | lower | slug }}/", "/{{- page.fileSlug -}}.html", "/{{ missing }}/{{ own }}/x/",
    "/{{ page.fileSlug | upcase }}/", "/{% if title %}y{% endif %}/", "/{{ own }}/{{own}}.html",
    "/{{ page.date | date: '%Y-%m-%d' }}/", "/{{ page.filePathStem }}/", "/{{ title }}/",
]  # fmt: skip


@pytest.mark.engines
@pytest.mark.parametrize("engine", ["liquid", "njk"])
def test_permalinks_are_filled_as_eleventy_fills_them(
    blog: Folder, run: Run, tmp_path: Path, engine: str
) -> None:
    """An address that blogctl tells is Eleventy's; it tells those with a slug of Latin letters."""
    foreign = ("lower",) if engine == "liquid" else ("downcase", "upcase", "date:")
    files: dict[str, str | bytes] = {}
    for at, template in enumerate(TEMPLATES):
        for number, title in enumerate(TITLES if "title" in template else TITLES[-1:]):
            fields = {"title": title, "own": f"o{at}", "permalink": f"/{at}/{number}{template}"}
            if not any(word in template for word in foreign):
                files[f"{B}2020-01-02-{at}-{number}.md"] = f"---json\n{json.dumps(fields)}\n---\n"
    config = CONFIG.replace("};", f', markdownTemplateEngine: "{engine}" }};')
    planted(blog, {"eleventy.config.mjs": config, **files})

    pages = said_by_eleventy(blog, tmp_path)
    told = {post["path"]: post["url"] for post in run("list --json").json if post["url"]}

    assert told == {path: quote(pages[path]["url"], safe="/!$&'()*+,;=~:@?#%") for path in told}
    assert len(told) >= (26 if engine == "liquid" else 17)


@pytest.mark.engines
@pytest.mark.parametrize(
    "text",
    [
        "---\ntags: 5\n---\n", "---\ntags: {a: 1}\n---\n", "---\ndate: 2020\n---\n",
        "---\ndate: 2020-01-01 10:00\n---\n", "---\ndate: 2020-1-1\n---\n",
        "---\ndate: T10:00\n---\n", "---\ndate: []\n---\n", "---\ndate: {}\n---\n",
        "---\ndate: 2020-01-01 10:00:00 +0100\n---\n", "---\ndate: yesterday\n---\n",
        '---\ndate: "2020-02-31"\n---\n', "---\ndate: [1]\n---\n", "---\npermalink: true\n---\n",
        "---\npermalink: 5\n---\n", "---\npermalink: /a/b\n---\n", "---\ncontent: x\n---\n",
        "---toml\na = 1\n---\n", "---JSON\n{\"a\": 1}\n---\n", "---\na: 1\na: 2\n---\n",
        "---\na: b: c\n---\n",
        "---\ntitle: x\n...\nbody: y\n---\n", "---\n\ttitle: x\n---\n", "---json\n{a}\n---\n",
    ],
)  # fmt: skip
def test_what_is_refused_stops_eleventy_too(
    blog: Folder, run: Run, tmp_path: Path, text: str
) -> None:
    """A post that blogctl cannot read is one at which Eleventy builds nothing."""
    planted(blog, {"eleventy.config.mjs": CONFIG, f"{B}a.md": text})

    build([generator("eleventy"), "--to=json"], blog.root, code=1)

    assert run("list --json", code=1).json == []


@pytest.mark.engines
@pytest.mark.parametrize("config", [CONFIG, DRAFTS_ALONE], ids=["pair", "drafts"])
def test_an_unpublished_post_is_off_the_site(
    blog: Folder, run: Run, tmp_path: Path, config: str
) -> None:
    """What `unpublish` writes takes a post off Eleventy's site, and `publish` puts it back."""
    text = "---\ntitle: A\ndate: 2020-01-02\n---\nText\n"
    planted(blog, {"eleventy.config.mjs": config, f"{B}a.md": text, f"{B}b.md": text})

    run("unpublish slug:a --yes")
    page = said_by_eleventy(blog, tmp_path).get(f"{B}a.md")
    run("publish slug:a --yes")

    assert page is None or (page["url"] is False and page["out"])
    assert blog.data(f"{B}a.md") == text.encode()


@pytest.mark.engines
@pytest.mark.corpora
def test_blogctl_agrees_with_eleventy_on_a_real_blog(
    blog: Folder, run: Run, tmp_path: Path
) -> None:
    """The posts of a real blog have Eleventy's dates, slugs, tags and addresses."""
    copied("eleventy", blog)
    (blog.root / "eleventy.config.js").rename(blog.root / "eleventy.config.mjs")
    for path in (blog.root / "src").rglob("*.md"):
        # The layouts are not among the files.
        text = path.read_text("utf-8")
        path.write_text(text.replace("\nlayout:", "\nno_layout:"), "utf-8")

    assert agree(blog, run, tmp_path) > 60
