"""Hexo: its posts, drafts, dates and addresses are read, and written, as Hexo itself has them."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from conftest import Folder, Run
from generators import Row, build, copied, generator, in_utc, planted, rows

from blogctl.content.post import Post
from blogctl.engines.engine import Placed, Site, Source
from blogctl.engines.hexo import Hexo, configure, detect
from blogctl.engines.hexo.dates import read_clock
from blogctl.engines.hexo.globs import matches
from blogctl.engines.hexo.urls import slugized
from blogctl.errors import BadFrontMatter, BadSetting

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
MODIFIED = datetime(2025, 5, 5, 12, tzinfo=UTC)
WHEN = datetime(2026, 3, 15, 8, tzinfo=ZoneInfo("Europe/Paris"))
PACKAGE = '{"name": "blog", "hexo": {"version": "8.1.2"}}\n'

# What Hexo says of each post. No renderer of Markdown is installed: the texts pass as they are.
DUMP = """
const Hexo = require(process.argv[2]);
const endings = ['md', 'markdown', 'mkd', 'mkdn', 'mdwn', 'mdtxt', 'mdtext'];
(async () => {
  const hexo = new Hexo(process.argv[3], {silent: true});
  await hexo.init();
  for (const ending of endings) {
    const render = Object.assign(data => data.text, {disableNunjucks: true});
    hexo.extend.renderer.register(ending, 'html', render, true);
  }
  await hexo.load();
  const shown = new Set(hexo.locals.get('posts').map(post => post.source));
  const urlFor = hexo.extend.helper.get('url_for').bind({config: hexo.config});
  const answer = hexo.model('Post').map(post => ({
    source: post.source, shown: shown.has(post.source), published: post.published,
    title: post.title, date: post.date.toISOString(), url: urlFor(post.path),
    tags: post.tags.map(tag => tag.name), categories: post.categories.map(one => one.slug),
    content: post._content, updated: post.updated ? post.updated.toISOString() : null,
  }));
  console.log(JSON.stringify(answer));
})().catch(error => { console.error(error); process.exit(1); });
"""


def site(config: str = "", **settings: str) -> Site:
    """Return a site whose `_config.yml` holds *config*."""
    return Site(
        frozenset({"_config.yml", "source/", "package.json"}),
        {"_config.yml": config.encode(), "package.json": PACKAGE.encode()},
        settings,
    )


def engine(config: str = "", **settings: str) -> Hexo:
    """Return Hexo's conventions under *config*."""
    return configure(site(config, **settings))


def source(text: str | bytes, path: str = "source/_posts/note.md", config: str = "") -> Source:
    """Return a post file as the engine gets it."""
    data = text.encode() if isinstance(text, str) else text
    return Source(path, engine(config).cut(path, data), MODIFIED)


def read(text: str | bytes, path: str = "source/_posts/note.md", config: str = "") -> Post:
    """Return the post that a file means."""
    return engine(config).read(source(text, path, config), NOW)


def noted(text: str, config: str = "", path: str = "source/_posts/note.md") -> list[str]:
    """Return what is found wrong with a post, each with its line."""
    hexo, one = engine(config), source(text, path, config)
    return [f"{found.line}: {found.message}" for found in hexo.findings(one, hexo.read(one, NOW))]


def released(text: str, path: str, config: str = "", *, redate: bool = False) -> tuple[str, str]:
    """Return the path and the text of a post that is published at 8 in Paris on 15 March 2026."""
    hexo, one = engine(config), source(text, path, config)
    placed = Placed(path, one.document)
    after = hexo.release(placed, hexo.read(one, NOW), WHEN, redate=redate)
    return after.path, after.document.joined.decode()


def fields(**given: str) -> str:
    """Return a post with YAML front matter."""
    lines = "".join(f"{name}: {value}\n" for name, value in {"title": "T", **given}.items())
    return f"---\n{lines}---\nText.\n"


# Detection and configuration


def test_a_package_that_names_hexo_is_recognised() -> None:
    """A `_config.yml` beside a package.json that names hexo is Hexo's."""
    assert detect(site()) == "_config.yml is there, and package.json names hexo"


def test_a_setting_of_hexos_own_is_recognised() -> None:
    """A `_config.yml` with a setting that only Hexo has is Hexo's, with source/ beside it."""
    there = Site(frozenset({"_config.yml", "source/"}), {"_config.yml": b"new_post_name: x\n"}, {})

    assert detect(there) == "_config.yml sets new_post_name, as Hexo has it"


@pytest.mark.parametrize("config", [b"title: x\nsource: source\n", b"permalink: pretty\n"])
def test_a_jekyll_blog_is_not_claimed(config: bytes) -> None:
    """A `_config.yml` without a setting of Hexo's own is not Hexo's, whatever folders there are."""
    there = Site(frozenset({"_config.yml", "source/", "_posts/"}), {"_config.yml": config}, {})

    assert detect(there) is None


def test_a_package_without_configuration_is_not_claimed() -> None:
    """A folder without a `_config` file is not Hexo's."""
    assert detect(Site(frozenset({"package.json"}), {"package.json": b'{"hexo": {}}'}, {})) is None


def test_defaults_stand_without_configuration() -> None:
    """Without any configuration, Hexo's own defaults stand."""
    hexo = configure(Site(frozenset(), {}, {}))

    assert hexo.folders == ("source/_posts", "source/_drafts")
    assert not hexo.hides_future
    assert hexo.zone is UTC


def test_configuration_that_does_not_parse_is_refused() -> None:
    """A `_config.yml` that does not parse is refused with its line."""
    with pytest.raises(BadSetting, match=r"_config\.yml:2"):
        engine("title: x\nurl: a: b\n")


def test_a_permalink_that_hexo_gives_up_on_is_refused() -> None:
    """A `permalink` with `:tags` is refused: Hexo would pass over every post."""
    with pytest.raises(BadSetting, match="':tags'"):
        engine("permalink: :tags/:title/\n")


def test_an_unknown_time_zone_is_refused() -> None:
    """A `timezone` that there is not is refused."""
    with pytest.raises(BadSetting, match="no time zone 'Mars'"):
        engine("timezone: Mars\n")


def test_an_address_that_is_none_is_refused() -> None:
    """A `url` that is no address is refused."""
    with pytest.raises(BadSetting, match="'url' is no address"):
        engine("url: 'http://[x'\n")


@pytest.mark.parametrize(
    ("config", "told"),
    [
        ("title: x\npermalink:\n", "_config.yml:2: 'permalink' is no text"),
        ("permalink: 5\n", "_config.yml:1: 'permalink' is no text"),
        ("new_post_name: ''\n", "_config.yml:1: 'new_post_name' is no text"),
        ("source_dir: 5\n", "_config.yml:1: 'source_dir' is no text, and Hexo stops"),
        ("url: example.org\n", "_config.yml:1: 'url' is no address, and Hexo stops"),
        ("root: 5\n", "_config.yml:1: 'root' is no text, and Hexo stops"),
        ("skip_render: 5\n", "_config.yml:1: 'skip_render' is no list of patterns"),
        ("ignore: ['']\n", "_config.yml:1: 'ignore' is no list of patterns"),
        ("x:\n  timezone: Mars\ntimezone: Mars\n", "_config.yml:3: there is no time zone 'Mars'"),
        ("post_asset_folder: true\nnew_post_name: ':title'\n",
         "_config.yml:2: ':title' in 'new_post_name' has no ending"),
        ("title: !x y\n", "_config.yml:1:8: it is not YAML: the tag '!x' is unknown"),
    ],
)  # fmt: skip
def test_a_setting_that_stops_hexo_is_refused_with_its_line(config: str, told: str) -> None:
    """What stops Hexo, or makes it pass over every post, is refused with file and line."""
    with pytest.raises(BadSetting) as refusal:
        engine(config)

    assert refusal.value.message.startswith(told)


def test_a_time_zone_is_known_in_whatever_case() -> None:
    """Hexo does not mind the case of `timezone`."""
    assert str(engine("timezone: europe/PARIS\n").zone) == "Europe/Paris"


def test_an_empty_setting_is_false() -> None:
    """`future` without a value hides what is to come; an empty default category is 'null'."""
    hexo = engine("future:\ndefault_category:\npermalink: :category/:title/\n")

    assert hexo.hides_future
    assert hexo.read(source(fields()), NOW).url == "/null/note/"


# Which files are posts


def test_posts_and_drafts_are_selected() -> None:
    """Markdown under both folders is selected; names with `_` and other endings are not."""
    paths = [
        "source/_posts/a.md", "source/_posts/sub/b.markdown", "source/_drafts/c.md",
        "source/_posts/_d.md", "source/_posts/_e/f.md", "source/_posts/g.MD",
        "source/_posts/h.mdown", "source/_posts/i.png", "source/about.md", "source/_posts/j.md~",
    ]  # fmt: skip

    assert engine().select(paths) == paths[:3]


def test_what_is_ignored_or_not_rendered_is_no_post() -> None:
    """`ignore` sees whole paths, `skip_render` those within `source_dir`."""
    hexo = engine("source_dir: src\nignore: ['**/old/**', 'src/*']\nskip_render: _posts/raw/*.md\n")
    paths = ["src/_posts/a.md", "src/_posts/old/a.md", "src/_posts/raw/a.md"]

    assert hexo.select(paths) == ["src/_posts/a.md"]


def test_with_asset_folders_only_one_ending_makes_posts() -> None:
    """With `post_asset_folder`, a file with another ending than `new_post_name` is no post."""
    hexo = engine("post_asset_folder: true\n")
    paths = ["source/_posts/a.md", "source/_posts/b.markdown", "source/_posts/a/c.markdown"]
    post = hexo.read(source(fields(), paths[0]), NOW)

    assert hexo.select(paths) == paths[:1]
    assert [fault.path for fault in hexo.faults(paths, [post])] == [paths[1]]
    assert hexo.belongings("source/_posts/a.md") == "source/_posts/a"


def test_an_ending_in_capitals_is_a_fault() -> None:
    """A file in _posts that Hexo passes over for its ending is told."""
    (fault,) = engine().faults(["source/_posts/a.MD", "source/_posts/_b.MD"], [])

    assert fault.path == "source/_posts/a.MD"
    assert "no post" in fault.message


@pytest.mark.parametrize(
    ("path", "pattern", "fits"),
    [
        ("_posts/a.md", "_posts/*", True),
        ("_posts/s/a.md", "_posts/*", False),
        ("_posts/s/a.md", "_posts/**", True),
        ("_posts/s/a.md", "**/*.{md,txt}", True),
        ("_posts/a.md", "!_posts/b.md", True),
        ("_posts/5.md", "_posts/{1..9}.md", True),
        ("_posts/ab.md", "_posts/@(ab|c).md", True),
        ("_posts/ab.md", "_posts/[^a]b.md", False),
        ("_posts/.ab.md", "_posts/*", False),
        ("_posts", "_posts/**", True),
        ("_posts/[", "[", False),
    ],
)
def test_patterns_are_those_of_micromatch(path: str, pattern: str, fits: bool) -> None:
    """A pattern of `skip_render` fits what micromatch says it fits."""
    assert matches(path, [pattern]) is fits


# Front matter


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: T\n---\nText.\n",
        "title: T\n---\nText.\n",
        "-----\ntitle: T\n-----\nText.\n",
        "title: T\n------\nText.\n",
        "\n---\ntitle: T\n---\nText.\n",
        "\ufeff---\r\ntitle: T\r\n---\r\nText.\n",
        ';;;\n"title": "T"\n;;;\nText.\n',
        '"title": "T"\n;;;\nText.\n',
        "---\ntitle: T\nmore:\n\tdeep: 1\n---\nText.\n",
    ],
)
def test_front_matter_in_each_form_is_read(text: str) -> None:
    """YAML and JSON, with and without the opening fence, BOM, CRLF and tabs are read."""
    post = read(text)

    assert (post.title, post.text.source) == ("T", "Text.\n")
    assert source(text).document.joined == text.encode()


def test_a_number_too_long_to_read_is_named() -> None:
    """JSON with a number of thousands of digits is bad front matter, and not plain text."""
    with pytest.raises(BadFrontMatter, match="not JSON"):
        read(f'"title": "T",\n"x": {"9" * 5000}\n;;;\nText.\n')


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Just text.\n",
        "Hello\n\n---\nmore\n",
        "---\n---\nText.\n",
        "---\n# a comment\n---\nText.\n",
        "--- \ntitle: T\n---\nText.\n",
        "---\ntitle: T\n",
        "---\ntitle: T\n...\nText.\n",
        "\n\n---\ntitle: T\n---\n",
        '+++\ntitle = "T"\n+++\nText.\n',
        ";;;\ntitle: T\n;;;\n",
    ],
)
def test_what_is_no_front_matter_stays_text(text: str) -> None:
    """What Hexo does not take for fields is the post's text, and the post stays one."""
    post = read(text)

    assert (post.title, dict(post.meta), post.text.source) == ("", {}, text)


def test_text_above_a_rule_may_be_fields() -> None:
    """Without an opening fence, a text that parses as fields is front matter."""
    assert read("Note: Hello\n\n---\nmore\n").meta == {"Note": "Hello"}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\ntitle: a: b\n---\n", 2),
        ("title: a: b\n\n---\n", 1),
        ("---\ntitle: a\ntitle: b\n---\n", 3),
        ("---\n- a\n- b\n---\n", 2),
        ("---\ntitle: T\npermalink: 123\n---\n", 3),
        ("---\ntitle: T\npermalink: 2024-01-02\n---\n", 3),
        ("---\ntitle: T\nid:\n---\n", 3),
        ("---\ntitle: T\nexcerpt: ~\n---\n", 3),
        (';;;\n"title": "T",\n"more": null\n;;;\n', 3),
        ("---\ntitle: T\n_id: 7\n---\n", 3),
        ("---\ntitle: T\ntags: [a, !word]\n---\n", 3),
    ],
)
def test_a_post_that_hexo_passes_over_is_refused_with_its_line(text: str, line: int) -> None:
    """A post that Hexo silently leaves out is refused, and the line named."""
    with pytest.raises(BadFrontMatter) as refusal:
        read(text)

    assert refusal.value.line == line


def test_a_stray_percent_sign_is_refused() -> None:
    """A post whose address holds a `%` that encodes nothing is refused, as Hexo gives it up."""
    with pytest.raises(BadFrontMatter, match="encodes nothing"):
        read(fields(date="2024-06-01"), "source/_posts/100%-sure.md")


# Dates


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-06-01", "2024-05-31T22:00:00Z"),
        ("2024-06-01 10:00:00", "2024-06-01T08:00:00Z"),
        ("2024-06-01T10:00:00", "2024-06-01T08:00:00Z"),
        ("2024/06/01 10:00", "2024-06-01T08:00:00Z"),
        ("Jun 1, 2024 10:00 AM", "2024-06-01T08:00:00Z"),
        ("2024-06-01 10:00:00 +02:00", "2024-06-01T06:00:00Z"),
        ("2024-06-01T10:00:00Z", "2024-06-01T08:00:00Z"),
        ("2024-02-30", "2024-02-29T23:00:00Z"),
        ("20240601", "1970-01-01T04:37:20Z"),
        ("[2024]", "2023-12-31T23:00:00Z"),
        ("soon", "2025-05-05T12:00:00Z"),
        ("2024-03-04_05:06", "2025-05-05T12:00:00Z"),
        ("2024-03-04-05:06", "2025-05-05T12:00:00Z"),
        ("2024年3月4日", "2025-05-05T12:00:00Z"),
        ("2024-3-4-05:06", "2024-03-04T04:06:00Z"),
        ("2024-03:05:06", "2024-03-01T04:06:00Z"),
        ("0", "2025-05-05T12:00:00Z"),
        ("2099-06-01 10:00:00", "2099-06-01T08:00:00Z"),
    ],
)
def test_a_date_is_what_hexo_makes_of_it(text: str, moment: str) -> None:
    """A date is a time on the clock in `timezone`, in all that JavaScript reads."""
    post = read(fields(date=text), config="timezone: Europe/Paris\n")

    assert post.date
    assert in_utc(post.date.isoformat()) == moment


def test_a_date_may_stand_in_the_name() -> None:
    """`new_post_name` finds date and title in a file's name; the field goes first."""
    config = "new_post_name: :year-:month-:day-:title.md\n"
    path = "source/_posts/2024-01-02-hello.md"

    named, fielded = read(fields(), path, config), read(fields(date="2023-01-01"), path, config)

    assert (named.slug, named.url) == ("hello", "/2024/01/02/hello/")
    assert fielded.url == "/2023/01/01/hello/"


def test_a_draft_without_a_date_has_none() -> None:
    """A draft that no field and no name dates has no date, and no address by date."""
    post = read(fields(), "source/_drafts/note.md")

    assert (post.status, post.date, post.url) == ("draft", None, "")


def test_addresses_have_the_day_of_the_computer_that_builds() -> None:
    """The days of an address are in UTC, unless the setting `timezone` says otherwise."""
    here = engine("timezone: Asia/Tokyo\n")
    home = engine("timezone: Asia/Tokyo\n", timezone="Asia/Tokyo")
    post = source(fields(date="2024-06-01 05:00:00"))

    assert here.read(post, NOW).url == "/2024/05/31/note/"
    assert home.read(post, NOW).url == "/2024/06/01/note/"


@pytest.mark.parametrize(
    ("option", "updated"),
    [("mtime", MODIFIED), ("date", None), ("empty", None)],
)
def test_updated_follows_its_option(option: str, updated: datetime | None) -> None:
    """Without a field, `updated` is when the file last changed, or nothing of its own."""
    post = read(fields(date="2024-06-01"), config=f"updated_option: {option}\n")

    assert post.updated == updated


def test_the_field_updated_goes_first() -> None:
    """The field `updated` is read as `date` is."""
    post = read(fields(date="2024-06-01", updated="2024-07-01 10:00:00"))

    assert post.updated == datetime(2024, 7, 1, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    ["", "x", "2024-06-01T10", "1/2", "10:00", "2024-06-01 25:00", "2024-06-01 10:00 CET",
     "99999999999999", "2024-06-01 13:00 pm", "٢٠٢٤-٠٦-٠١", "2024-06-01 10:00 +12345"],
)  # fmt: skip
def test_no_text_breaks_the_reader_of_dates(text: str) -> None:
    """A text that is no date is None, or some date, and never an error."""
    clock = read_clock(text, quoted=True)

    assert clock is None or clock.time.year >= 1


# Status


@pytest.mark.parametrize(
    ("said", "status"),
    [("false", "draft"), ("'false'", "draft"), ("0", "draft"), ("", "published"),
     ("no", "published"), ("true", "published"), ("[]", "published")],
)  # fmt: skip
def test_published_false_makes_a_draft(said: str, status: str) -> None:
    """`published` hides a post where JavaScript takes it for false, or it is "false" or "0"."""
    assert read(fields(published=said)).status == status


def test_draft_means_nothing() -> None:
    """A post in _posts with `draft: true` is live, and that is told."""
    text = fields(draft="true")

    assert read(text).status == "published"
    assert noted(text) == ["3: 'draft' means nothing to Hexo"]


def test_render_drafts_shows_drafts() -> None:
    """With `render_drafts`, what lies in _drafts is live."""
    assert read(fields(), "source/_drafts/note.md", "render_drafts: true\n").status == "published"


@pytest.mark.parametrize(("future", "status"), [("true", "published"), ("false", "scheduled")])
def test_future_posts_are_hidden_only_where_the_site_says_so(future: str, status: str) -> None:
    """A date to come hides a post only with `future: false`."""
    hexo = engine(f"future: {future}\n")
    post = hexo.read(source(fields(date="2099-06-01")), NOW)

    assert post.status == status
    assert hexo.hides_future is (status == "scheduled")


@pytest.mark.parametrize(
    ("text", "path", "config", "reason"),
    [
        (fields(), "source/_drafts/note.md", "", "it lies in source/_drafts/"),
        (fields(published="false"), "source/_posts/note.md", "",
         "'published: false' on line 3"),
        (fields(date="2099-06-01"), "source/_posts/note.md", "future: false\n",
         "its date, 2099-06-01 00:00 in UTC, is to come"),
        (fields(), "source/_posts/note.md", "", "nothing hides it"),
        (fields(), "source/_drafts/note.md", "render_drafts: true\n",
         "it lies in source/_drafts/, but 'render_drafts' shows drafts"),
    ],
)  # fmt: skip
def test_the_reason_of_a_status_is_told(text: str, path: str, config: str, reason: str) -> None:
    """What decides a post's status is told in a clause."""
    hexo, one = engine(config), source(text, path, config)

    assert hexo.because(one, hexo.read(one, NOW), NOW) == reason


# Names and addresses


@pytest.mark.parametrize(
    ("permalink", "url"),
    [
        (
            ":year/:i_month/:i_day/:hour-:minute-:second/:title/",
            "/2024/6/1/10-20-30/sub/My%20Post/",
        ),
        (":name.html", "/My%20Post.html"),
        (":post_title/", "/un-ete/"),
        (":category/:name/", "/a/b-c/My%20Post/"),
        (":lang/:foo/:name/", "/fr/undefined/My%20Post/"),
        (":layout-:published/:name/", "/post-true/My%20Post/"),
        (":timestamp/", "/1717237230/"),
        (":hash/", "/52a492dbf46e/"),
        (":id/", ""),
        (":updated/:title/", ""),
    ],
)
def test_an_address_is_made_of_tokens(permalink: str, url: str) -> None:
    """Each token of `permalink` stands for what Hexo puts there."""
    config = (
        f"permalink: {permalink}\nfilename_case: 1\npermalink_defaults: {{lang: fr}}\n"
        "category_map: {B: 'b c'}\n"
    )
    text = fields(title="Un Été", date="2024-06-01 10:20:30", categories="[A, B]")

    assert read(text, "source/_posts/sub/My Post.md", config).url == url


def test_an_id_of_the_post_stands_in_its_address() -> None:
    """`:id` is the post's own field."""
    assert read(fields(id="7"), config="permalink: p/:id/\n").url == "/p/7/"


@pytest.mark.parametrize(
    ("config", "url"),
    [
        ("", "/a/index.html"),
        ("url: https://example.org/blog\n", "/blog/a/index.html"),
        ("url: https://example.org/blog\nroot: /\n", "/a/index.html"),
        ("pretty_urls: {trailing_index: false}\n", "/a/"),
        ("pretty_urls: {trailing_html: false}\n", "/a/index.html"),
    ],
)
def test_addresses_follow_root_and_pretty_urls(config: str, url: str) -> None:
    """The site's root stands before a post's own permalink; `pretty_urls` trims its end."""
    assert read(fields(permalink="a/index.html"), config=config).url == url


def test_an_ending_is_trimmed_where_the_site_says_so() -> None:
    """`trailing_html: false` takes .html away."""
    assert read(
        fields(permalink="/a b.html"), config="pretty_urls: {trailing_html: false}\n"
    ).url == ("/a%20b")


def test_fields_may_stand_in_the_path() -> None:
    """A token of `new_post_name` that is a field is one, and wins over the front matter."""
    config = "new_post_name: :lang/:category/:title.md\npermalink: :lang/:category/:title/\n"
    post = read(fields(lang="en"), "source/_posts/fr/news/hello.md", config)

    assert (post.lang, post.categories, post.url) == ("fr", ("news",), "/fr/news/hello/")


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Ça, l’été: n°5!", "Ca-l’ete-n°5"),
        ("Łódź_straße.Œuvre", "Lodz-strase-OEuvre"),
        ("--a  b--", "a-b"),
        ("日本 語", "日本-語"),
        ("Ｆｕｌｌ ⓐ ǅ", "Full-a-Dz"),
    ],
)
def test_slugs_are_spelt_as_hexo_spells_them(text: str, slug: str) -> None:
    """Accents go, and what is no letter becomes a hyphen."""
    assert slugized(text) == slug


# Tags and categories


@pytest.mark.parametrize(
    ("said", "tags"),
    [("one two", ("one two",)), ("one, two", ("one, two",)), ("[a, A, a, '']", ("a", "A")),
     ("[1.10, true]", ("1.1", "true")), ("", ())],
)  # fmt: skip
def test_a_text_is_one_tag(said: str, tags: tuple[str, ...]) -> None:
    """A text is one tag, whatever stands in it."""
    assert read(fields(tags=said)).tags == tags


@pytest.mark.parametrize(
    ("said", "categories"),
    [
        ("[A, B]", ("A", "A/B")),
        ("[[A, C], [B]]", ("A", "A/C", "B")),
        ("[A, [B, C], D]", ("A", "B", "B/C", "D")),
        ("News", ("News",)),
    ],
)
def test_categories_are_lines_of_descent(said: str, categories: tuple[str, ...]) -> None:
    """A list of categories is a path; lists within it are paths side by side."""
    assert read(fields(categories=said)).categories == categories


def test_the_singular_is_read_where_the_plural_is_not_there() -> None:
    """`tag` and `category` are read where `tags` and `categories` are empty."""
    post = read(fields(tag="one", category="two", tags="", title="2024"))

    assert (post.tags, post.categories, post.title) == (("one",), ("two",), "2024")


# What is told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('+++\ntitle = "T"\n+++\n', "1: Hexo reads no TOML: it prints the front matter as text"),
        ("--- \ntitle: T\n---\n",
         "1: what opens with '---' is no front matter to Hexo, which prints it as text"),
        (fields(published="no"), "3: 'published: no' is text to Hexo, and hides nothing"),
        (fields(publishDate="2099-01-01"), "3: 'publishDate' means nothing to Hexo"),
        (fields(expiryDate="2020-01-01"), "3: 'expiryDate' means nothing to Hexo"),
        (fields(status="draft"), "3: 'status' hides nothing from Hexo"),
        (fields(Tags="[a]"), "3: Hexo does not read 'Tags', only 'tags'"),
        (fields(tags="one, two"), "3: 'one, two' is one tag to Hexo"),
        (fields(categories="one, two"), "3: 'one, two' is one category to Hexo"),
        (fields(tags="[{a: b}]"), "3: a tag that is no text is called [object Object]"),
        (fields(tags="2024-01-02"),
         "3: the tag 2024-01-02 is a date to Hexo, which prints its weekday and zone"),
        (fields(category="[News, [2024-01-02 10:00:00]]"),
         "3: the category 2024-01-02 10:00:00 is a date to Hexo, "
         "which prints its weekday and zone"),
        (fields(date="soon"),
         "3: 'soon' in 'date' is not a date that Hexo reads; it takes that of the file"),
        (fields(date="20240601"), "3: 'date: 20240601' is milliseconds since 1970 to Hexo"),
        (fields(date="2024-02-30"), "3: there is no 2024-02-30; Hexo takes 2024-03-01"),
        (fields(date="2024-06-01 10:00:00 +02:00"),
         "3: Hexo forgets the offset in 'date': it takes 2024-06-01 08:00 in Europe/Paris"),
        (fields(title="1.10"), "2: the title is a number to Hexo, which prints 1.1"),
        (fields(title="2024-01-02"),
         "2: the title is a date to Hexo, which prints it with its weekday and zone"),
        (fields(title="[a]"), "2: the title is no text, and Hexo prints a"),
        (fields(permalink="about"),
         "3: 'permalink: about' makes a file without an ending, which is no page"),
    ],
)  # fmt: skip
def test_what_hexo_misreads_is_told(text: str, told: str) -> None:
    """What Hexo passes over or misreads is told with its line."""
    assert noted(text, "timezone: Europe/Paris\n") == [told]


@pytest.mark.parametrize(
    "text",
    [
        fields(date="2024-06-01 10:00:00", updated="2024-06-02", tags="[a, b]", draft="false"),
        fields(date='"2024-06-01"', title="2024", published="false", permalink="/a/"),
        fields(tags="['2024-01-02', 2024-1-2]", category="!!str 2024-01-02"),
        "Just text.\n",
    ],
)
def test_what_hexo_reads_well_is_not_told(text: str) -> None:
    """A post that Hexo reads as it is meant has no findings."""
    assert noted(text, "timezone: Europe/Paris\n") == []


@pytest.mark.parametrize(
    ("permalink", "told"),
    [
        (":lang/:title/", "None: a field of the site's permalink is missing: "
                          "its address is /undefined/note/"),
        (":id/", "None: the address has ':id', which is drawn anew with each clean build"),
    ],
)  # fmt: skip
def test_a_hole_in_an_address_is_told(permalink: str, told: str) -> None:
    """A token that nothing fills is told."""
    assert noted(fields(), f"permalink: {permalink}\n") == [told]


# Publishing


def test_publishing_moves_and_dates_a_draft() -> None:
    """A draft goes to the same folder in _posts, with a date as Hexo writes it."""
    path, text = released(fields(), "source/_drafts/sub/note.md", "timezone: Europe/Paris\n")

    assert path == "source/_posts/sub/note.md"
    assert text == "---\ntitle: T\ndate: 2026-03-15 08:00:00\n---\nText.\n"


def test_publishing_keeps_the_first_date() -> None:
    """A draft that has a date keeps it, byte for byte."""
    text = fields(date="2020-01-02 # first")

    assert released(text, "source/_drafts/note.md") == ("source/_posts/note.md", text)


@pytest.mark.parametrize(
    ("pattern", "draft", "post"),
    [
        (":year-:month-:day-:title.md", "note.md", "2026-03-15-note.md"),
        (":year-:month-:day-:title.md", "2020-01-02-note.md", "2020-01-02-note.md"),
        (":year-:month-:day-:title.md", "sub/note.md", "sub/note.md"),
        (":year/:title.md", "note.md", "2026/note.md"),
        (":year/:title.md", "sub/note.md", "2026/sub/note.md"),
        (":i_month-:i_day-:title.md", "note.md", "3-15-note.md"),
        (":lang/:title.md", "note.md", "note.md"),
        (":lang/:title.md", "fr/note.md", "fr/note.md"),
    ],
)
def test_publishing_names_a_post_by_new_post_name(pattern: str, draft: str, post: str) -> None:
    """A draft takes the name that `new_post_name` says, where Hexo would find it again there."""
    config = f"timezone: Europe/Paris\nnew_post_name: {pattern}\n"

    assert released(fields(), f"source/_drafts/{draft}", config)[0] == f"source/_posts/{post}"


def test_a_dated_draft_is_named_by_its_own_date() -> None:
    """A draft with a date in its field is named by that date."""
    config = "new_post_name: :year-:month-:day-:title.md\n"
    path, _ = released(fields(date="2020-01-02"), "source/_drafts/note.md", config)

    assert path == "source/_posts/2020-01-02-note.md"


def test_publishing_takes_published_false_away() -> None:
    """`published: false` goes where live posts of the blog carry no such line."""
    hexo, one = engine(), source(fields(published="false", date="2020-01-02"))
    quiet = one.document._replace(dialect=one.document.dialect._replace(says_live=False))
    placed = Placed(one.path, quiet)

    after = hexo.release(placed, hexo.read(one, NOW), WHEN, redate=False)

    assert after.document.joined.decode() == fields(date="2020-01-02")
    assert released(fields(published="false", date="2020-01-02"), one.path) == (
        one.path, fields(published="true", date="2020-01-02"),
    )  # fmt: skip


@pytest.mark.parametrize("text", [fields(), fields(date="2020-01-02", published="true"), "Text.\n"])
def test_a_live_post_stays_as_it_is(text: str) -> None:
    """Publishing a live post changes nothing."""
    assert released(text, "source/_posts/note.md") == ("source/_posts/note.md", text)


def test_another_date_changes_field_and_name() -> None:
    """A new date goes into the field, and into a name that has a date."""
    config = "timezone: Europe/Paris\nnew_post_name: :year-:month-:day-:title.md\n"
    text = fields(date="2020-01-02 10:00:00")

    path, after = released(text, "source/_posts/2020-01-02-note.md", config, redate=True)

    assert path == "source/_posts/2026-03-15-note.md"
    assert after == fields(date="2026-03-15 08:00:00")


def test_a_draft_may_take_another_date_and_stay_one() -> None:
    """A date alone leaves a draft where it is, under a name that agrees with it."""
    hexo = engine("timezone: Europe/Paris\nnew_post_name: :year-:month-:day-:title.md\n")
    plain = Placed("source/_drafts/note.md", source(fields()).document)
    dated = plain._replace(path="source/_drafts/2020-01-02-note.md")

    assert hexo.redated(plain, WHEN).path == plain.path
    assert hexo.redated(dated, WHEN).path == "source/_drafts/2026-03-15-note.md"
    assert b"date: 2026-03-15 08:00:00\n" in hexo.redated(plain, WHEN).document.joined


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (fields(date="2020-01-02"), "2020-01-02-note.md"),
        (fields(), "2020-01-02-note.md"),
        (fields(date="2020-01-02"), "sub/note.md"),
        ("title: T\r\ndate: 2020-01-02\r\n---\r\nText.\r\n", "2020-01-02-note.md"),
        (';;;\n"title": "T",\n"date": "2020-01-02"\n;;;\n', "2020-01-02-note.md"),
        ("\ufeff" + fields(date="2020-01-02"), "2020-01-02-note.md"),
    ],
)
def test_a_post_withdrawn_and_published_again_is_the_same(text: str, name: str) -> None:
    """Unpublishing moves a post under its name, and publishing brings back the same bytes."""
    config, path = "new_post_name: :year-:month-:day-:title.md\n", f"source/_posts/{name}"
    hexo, one = engine(config), source(text, path)

    away = hexo.withdraw(Placed(path, one.document), hexo.read(one, NOW))

    assert (away.path, away.document) == (f"source/_drafts/{name}", one.document)
    assert released(text, away.path, config) == (path, text)


@pytest.mark.parametrize(
    ("text", "path"),
    [(fields(), "source/_drafts/note.md"), (fields(published="false"), "source/_posts/note.md")],
)
def test_a_draft_withdrawn_stays_as_it_is(text: str, path: str) -> None:
    """Unpublishing a draft changes nothing."""
    placed = Placed(path, source(text).document)

    assert engine().withdraw(placed, None) == placed


def test_a_post_is_not_withdrawn_to_where_drafts_show(blog: Folder, run: Run) -> None:
    """With `render_drafts` no place hides a post, and unpublishing it is refused."""
    files = {
        "_config.yml": "render_drafts: true\n",
        "package.json": PACKAGE,
        "source/_posts/note.md": fields(date="2020-01-02"),
    }
    planted(blog, files)

    refused = run("unpublish note --yes", code=1)

    assert "'render_drafts' of the configuration shows drafts too" in refused.err
    assert blog.files()["source/_posts/note.md"] == fields(date="2020-01-02").encode()


@pytest.mark.parametrize(
    ("folder", "name", "path"),
    [
        ("source/_posts", "note", "source/_drafts/note.md"),
        ("source/_posts/fr", "note", "source/_drafts/fr/note.md"),
        ("source/_drafts", "2026-03-15-note", "source/_drafts/note.md"),
        ("posts", "note", "source/_drafts/note.md"),
    ],
)
def test_a_new_post_starts_among_the_drafts(folder: str, name: str, path: str) -> None:
    """A new post lies in _drafts, under a name without a date."""
    hexo = engine("new_post_name: :year-:month-:day-:title.md\n")

    assert hexo.new_path(folder, name, "en", bundle=False) == path


def test_a_new_draft_is_created_and_published(blog: Folder, run: Run) -> None:
    """`create` writes into _drafts, `publish` moves to _posts, and `unpublish` back."""
    planted(blog, {"_config.yml": "timezone: Europe/Paris\n", "package.json": PACKAGE})

    run(["create", "Hello there"])
    draft = blog.files()["source/_drafts/hello-there.md"]
    run("publish hello-there --yes")
    post = blog.files()["source/_posts/hello-there.md"]
    run("unpublish hello-there --yes")

    assert b"title: Hello there\n" in draft
    assert b"date: 2026-11-23 09:00:00\n" in post
    assert blog.files()["source/_drafts/hello-there.md"] == post
    assert "source/_posts/hello-there.md" not in blog.files()


def test_the_folder_of_a_post_moves_along(blog: Folder, run: Run) -> None:
    """With `post_asset_folder`, a post's own folder follows it out of the drafts and back."""
    files = {
        "_config.yml": "post_asset_folder: true\nnew_post_name: :year-:title.md\n",
        "package.json": PACKAGE,
        "source/_drafts/note.md": fields(date="2020-01-02"),
        "source/_drafts/note/image.png": b"\x89PNG",
    }
    planted(blog, files)

    run("publish note --yes")
    there = blog.files()
    run("unpublish note --yes")

    assert there["source/_posts/2020-note/image.png"] == b"\x89PNG"
    assert there["source/_posts/2020-note.md"] == fields(date="2020-01-02").encode()
    assert set(blog.files()) - set(files) == {
        "source/_drafts/2020-note.md",
        "source/_drafts/2020-note/image.png",
    }


# Agreement with Hexo itself

DAY = "2024-06-01 10:20:30"
# Posts in many shapes: what fences, fields and values can be, in both folders.
TRAPS: dict[str, str | bytes] = {
    "_posts/plain.md": fields(date=DAY),
    "_posts/sub/Ünder Scöre & more.md": fields(date=DAY),
    "_posts/2024-01-02-named.md": fields(),
    "_posts/2024-1-2-short.md": fields(date=DAY),
    "_posts/sub/2024-01-02-named.md": fields(date=DAY),
    "_posts/2024-13-40-rolled.md": fields(),
    "_posts/2024-05-05-unread.md": fields(date="soon"),
    "_posts/fr/placed.md": fields(date=DAY, lang="en"),
    "_posts/_hidden.md": fields(date=DAY),
    "_posts/_folder/note.md": fields(date=DAY),
    "_posts/left.md~": fields(date=DAY),
    "_posts/capitals.MD": fields(date=DAY),
    "_posts/other.mdown": fields(date=DAY),
    "_posts/long.markdown": fields(date=DAY),
    "_posts/raw/skipped.md": fields(date=DAY),
    "_posts/old/ignored.md": fields(date=DAY),
    "_posts/date-only.md": fields(date="2024-06-01"),
    "_posts/date-quoted.md": fields(date="'2024-06-01'"),
    "_posts/date-offset.md": fields(date="2024-06-01 10:00:00 +02:00"),
    "_posts/date-offset-quoted.md": fields(date="'2024-06-01 10:00:00 +0200'"),
    "_posts/date-zulu.md": fields(date="2024-06-01T22:30:00Z"),
    "_posts/date-slashes.md": fields(date="2024/06/01 10:00"),
    "_posts/date-words.md": fields(date="'Jun 1, 2024 10:00 PM'"),
    "_posts/date-rfc.md": fields(date="'Sat, 01 Jun 2024 10:00:00 GMT'"),
    "_posts/date-short.md": fields(date="2024-6-1"),
    "_posts/date-minutes.md": fields(date="2024-06-01T10:00"),
    "_posts/date-rolled.md": fields(date="2024-02-30"),
    "_posts/date-month.md": fields(date="2024-13-01"),
    "_posts/date-number.md": fields(date="20240601"),
    "_posts/date-list.md": fields(date="[2024]"),
    "_posts/date-bad.md": fields(date="soon"),
    "_posts/date-none.md": fields(date=""),
    "_posts/date-table.md": fields(date="{a: b}"),
    "_posts/date-underscore.md": fields(date="2024-03-04_05:06"),
    "_posts/date-hyphen.md": fields(date="2024-03-04-05:06"),
    "_posts/date-month-time.md": fields(date="2024-03:05:06"),
    "_posts/date-later.md": fields(date="2099-07-01 10:00:00"),
    "_posts/date-winter.md": fields(date="2099-01-01"),
    "_posts/date-skipped.md": fields(date="2024-03-31 02:30:00"),
    "_posts/date-twice.md": fields(date="2024-10-27 02:30:00"),
    "_posts/updated.md": fields(date=DAY, updated="2024/07/01"),
    "_posts/published-false.md": fields(date=DAY, published="false"),
    "_posts/published-no.md": fields(date=DAY, published="no"),
    "_posts/published-zero.md": fields(date=DAY, published="0"),
    "_posts/published-text.md": fields(date=DAY, published="'false'"),
    "_posts/published-empty.md": fields(date=DAY, published=""),
    "_posts/published-list.md": fields(date=DAY, published="[]"),
    "_posts/draft-true.md": fields(date=DAY, draft="true"),
    "_posts/title-number.md": fields(title="1.10", date=DAY),
    "_posts/title-octal.md": fields(title="010", date=DAY),
    "_posts/title-list.md": fields(title="[a, b]", date=DAY),
    "_posts/title-none.md": fields(title="", date=DAY),
    "_posts/tags-text.md": fields(date=DAY, tags="one, two"),
    "_posts/tags-odd.md": fields(date=DAY, tags="[1.10, null, true, {a: b}, [x, y], '', x, x]"),
    "_posts/tag.md": fields(date=DAY, tag="one", category="Two Three"),
    "_posts/categories-path.md": fields(date=DAY, categories="[A, B]"),
    "_posts/categories-side.md": fields(date=DAY, categories="[[P, Q], [Été]]"),
    "_posts/categories-mixed.md": fields(date=DAY, categories="[M, [N, O], Z]"),
    "_posts/permalink.md": fields(date=DAY, permalink="été/a b.html"),
    "_posts/permalink-folder.md": fields(date=DAY, permalink="/x/index.html"),
    "_posts/permalink-bare.md": fields(date=DAY, permalink="x/bare"),
    "_posts/permalink-encoded.md": fields(date=DAY, permalink="/a%20b/"),
    "_posts/permalink-number.md": fields(date=DAY, permalink="123"),
    "_posts/permalink-day.md": fields(date=DAY, permalink="2024-01-02"),
    "_posts/permalink-quoted.md": fields(date=DAY, permalink="'2024-01-02'"),
    "_posts/permalink-nan.md": fields(date=DAY, permalink=".nan"),
    "_posts/empty-id.md": fields(date=DAY, id=""),
    "_posts/empty-excerpt.md": fields(date=DAY, excerpt=""),
    "_posts/empty-more.md": fields(date=DAY, more="~"),
    "_posts/empty-content.md": fields(date=DAY, content="null"),
    "_posts/empty-layout.md": fields(date=DAY, layout="", description="", comments="", raw=""),
    "_posts/own-id.md": fields(date=DAY, _id="7"),
    "_posts/own-id-empty.md": fields(date=DAY, _id=""),
    "_posts/tag-unknown.md": fields(date=DAY, tags="[a, !word]"),
    "_posts/tag-bare.md": fields(date=DAY, tags="[a, ! word]"),
    "_posts/100%.md": fields(date=DAY),
    "_posts/slug.md": fields(date=DAY, slug="other"),
    "_posts/fields.md": fields(date=DAY, lang="en", foo="[1, 2]", bar="", id="seven"),
    "_posts/fence-new.md": f"title: T\ndate: {DAY}\n---\nText.\n",
    "_posts/fence-long.md": f"-----\ntitle: T\ndate: {DAY}\n-----\nText.\n",
    "_posts/fence-inner.md": f"---\ntitle: T\ndate: {DAY}\n----- more\nText.\n",
    "_posts/fence-space.md": f"--- \ntitle: T\ndate: {DAY}\n---\nText.\n",
    "_posts/fence-closing.md": f"---\ntitle: T\ndate: {DAY}\n--- \nText.\n",
    "_posts/fence-blank.md": f"\n---\ntitle: T\ndate: {DAY}\n---\nText.\n",
    "_posts/fence-blanks.md": f"\n\n---\ntitle: T\ndate: {DAY}\n---\nText.\n",
    "_posts/fence-open.md": "---\ntitle: T\n",
    "_posts/fence-dots.md": "---\ntitle: T\n...\nText.\n",
    "_posts/fence-empty.md": "---\n---\nText.\n",
    "_posts/fence-comment.md": "---\n# c\n---\nText.\n",
    "_posts/fence-text.md": "---\njust words\n---\nText.\n",
    "_posts/crlf.md": f"\ufeff---\r\ntitle: T\r\ndate: {DAY}\r\n---\r\nText.\r\n",
    "_posts/crlf-blank.md": f"\r\n---\r\ntitle: T\r\ndate: {DAY}\r\n---\r\nText.\r\n",
    "_posts/json.md": f';;;\n"title": "T",\n"date": "{DAY}"\n;;;\nText.\n',
    "_posts/json-new.md": f'"title": "T",\n"date": "{DAY}"\n;;;\nText.\n',
    "_posts/json-bad.md": ";;;\ntitle: T\n;;;\nText.\n",
    "_posts/toml.md": '+++\ntitle = "T"\n+++\nText.\n',
    "_posts/rule.md": "Hello\n\n---\nmore\n",
    "_posts/rule-fields.md": "Note: Hello\n\n---\nmore\n",
    "_posts/rule-broken.md": "Note: Hello: you\n\n---\nmore\n",
    "_posts/heading.md": "Hello\n-----\nmore\n",
    "_posts/tabs.md": f"---\ntitle: T\ndate: {DAY}\na:\n\tb: c\n---\nText.\n",
    "_posts/broken.md": "---\ntitle: a: b\n---\nText.\n",
    "_posts/twice.md": "---\ntitle: a\ntitle: b\n---\nText.\n",
    "_posts/list.md": "---\n- a\n---\nText.\n",
    "_posts/words.md": "Just text.\n",
    "_drafts/draft.md": fields(date=DAY),
    "_drafts/released.md": fields(date=DAY, published="true"),
    "_drafts/sub/2024-01-02-named.md": fields(date=DAY),
}
# No post's own date lies between these: such a date is that of a file made by a test.
MADE = ("2026-11-23T12:00:00", "2090-01-01T00:00:00")
CONFIGS = {
    "defaults": "",
    "paris": "timezone: Europe/Paris\nurl: https://example.org/blog/\n",
    "tokyo": (
        "timezone: Asia/Tokyo\nnew_post_name: :year-:month-:day-:title.md\nroot: /blog\n"
        "permalink: :year/:i_month/:i_day/:hour:minute:second/:post_title/:name.html\n"
        "pretty_urls: {trailing_html: false, trailing_index: false}\n"
    ),
    "categories": (
        "permalink: :category/:title/\nfilename_case: 1\ncategory_map: {A: Alpha beta}\n"
        "default_category: none\nskip_render: '_posts/raw/*.md'\nignore: ['**/old/**']\n"
    ),
    "later": "future: false\nupdated_option: empty\npermalink: :hash/:timestamp/\n",
    "drafts": "render_drafts: true\nsource_dir: src\nupdated_option: date\n",
    "assets": "post_asset_folder: true\npermalink: :name\nuse_slug_as_post_title: true\n",
    "paths": (
        "new_post_name: :lang/:title.md\npermalink: :lang/:foo/:bar/:layout/:slug/:title.html\n"
        "permalink_defaults: {lang: de, foo: none}\n"
    ),
    "empty": (
        "future:\ndefault_category:\nroot:\nurl: https://example.org/b\nlanguage:\n"
        "permalink: :category/:title/\nnew_post_name: :slug.md\ntimezone: europe/paris\n"
    ),
    "dates": "new_post_name: :i_month-:i_day-:year/:title.md\ntimezone: America/New_York\n",
}


def trapped(blog: Folder, config: str, folder: str) -> None:
    """Write the traps, and a configuration."""
    posts = {f"{folder}/{path}": text for path, text in TRAPS.items()}
    planted(blog, {"_config.yml": f"title: Blog\n{config}", "package.json": PACKAGE, **posts})


def dumped(blog: Folder, zone: str = "UTC") -> dict[str, dict[str, Any]]:
    """Return what Hexo says of each Markdown post, by its path in the blog."""
    program = Path(generator("hexo")).parents[1] / "hexo"
    script = blog.write(".blogctl/dump.js", DUMP)
    source_dir = "src" if (blog.root / "src").exists() else "source"
    done = build(["node", str(script), str(program), str(blog.root)], blog.root, TZ=zone)
    return {
        f"{source_dir}/{record['source']}": record
        for record in json.loads(done.stdout.splitlines()[-1])
    }


def compare(answer: Any, real: dict[str, dict[str, Any]], *, shows_drafts: bool = False) -> None:
    """Assert that blogctl's *answer* says of each post what Hexo says of it."""
    mine = rows(answer)
    theirs = {path: hexo_row(record, mine.get(path)) for path, record in real.items()}
    told = {record["path"]: record for record in answer}

    assert mine == theirs
    for path, record in real.items():
        assert told[path]["title"] == record["title"], path
        if record["shown"] and record["published"] and "categories-" not in path:
            assert len(told[path]["categories"]) == len(record["categories"]), path
        if record["shown"] or not shows_drafts:
            assert record["tags"] == (told[path]["tags"] if record["shown"] else []), path


def hexo_row(record: dict[str, Any], own: Row | None) -> Row:
    """Return Hexo's own row, with blogctl's *own* address of a post that is not shown.

    Where the day is that on which the file was made, blogctl's, of its last change, stands.
    """
    live = record["shown"]
    status = "published" if live else "scheduled" if record["published"] else "draft"
    if own and all(MADE[0] < (day or "") < MADE[1] for day in (record["date"], own.date)):
        return own._replace(status=status)
    return Row(status, in_utc(record["date"]), own.url if own and not live else record["url"])


@pytest.mark.engines
@pytest.mark.parametrize("name", CONFIGS)
def test_posts_are_what_hexo_makes_of_them(
    blog: Folder, run: Run, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Posts, status, dates, addresses, titles, tags are Hexo's, under several configurations."""
    # The files are made today, and undated posts have the day of their file: it must have come.
    monkeypatch.setenv("BLOGCTL_NOW", "2090-01-01T00:00:00Z")
    folder = "src" if "source_dir: src" in CONFIGS[name] else "source"
    trapped(blog, CONFIGS[name], folder)

    real = dumped(blog)

    assert len(real) > 60
    compare(run("list --json", code=1).json, real)


@pytest.mark.engines
@pytest.mark.parametrize("config", ["", "timezone: Europe/Paris\n"])
def test_posts_are_what_hexo_makes_of_them_elsewhere(blog: Folder, run: Run, config: str) -> None:
    """Where the setting `timezone` names the zone of the computer, days are those of its Hexo."""
    trapped(blog, config, "source")
    run("init --engine hexo --timezone Asia/Tokyo")

    compare(run("list --json", code=1).json, dumped(blog, "Asia/Tokyo"))


@pytest.mark.engines
@pytest.mark.corpora
def test_a_real_blog_is_what_hexo_makes_of_it(blog: Folder, run: Run) -> None:
    """Every post of a real blog has the status, the date and the address that Hexo gives it."""
    copied("hexo", blog)
    blog.write("package.json", PACKAGE)

    real = dumped(blog)

    assert len(real) > 50
    compare(run("list --json").json, real)


@pytest.mark.engines
def test_a_post_that_blogctl_publishes_is_live_to_hexo(blog: Folder, run: Run) -> None:
    """After `publish`, Hexo shows the post at the moment and the address that blogctl says."""
    config = "timezone: Europe/Paris\nnew_post_name: :year-:month-:day-:title.md\n"
    planted(
        blog,
        {
            "_config.yml": config,
            "package.json": PACKAGE,
            "source/_drafts/yaml.md": fields(),
            "source/_drafts/json.md": ';;;\n"title": "T"\n;;;\nText.\n',
            "source/_drafts/open.md": "title: T\r\n---\r\nText.\r\n",
            "source/_drafts/bare.md": "Just text.\n",
            "source/_drafts/low.md": "\n---\ntitle: T\n---\nText.\n",
            "source/_drafts/sub/deep.md": fields(published="false"),
            "source/_posts/back.md": fields(published="false", date="2020-01-02"),
        },
    )

    run("publish --all --yes")
    real = dumped(blog)

    assert all(record["shown"] for record in real.values())
    assert set(real) == {
        "source/_posts/2026-11-23-yaml.md", "source/_posts/2026-11-23-json.md",
        "source/_posts/2026-11-23-open.md", "source/_posts/2026-11-23-bare.md",
        "source/_posts/2026-11-23-low.md", "source/_posts/sub/deep.md", "source/_posts/back.md",
    }  # fmt: skip
    compare(run("list --json").json, real)
