"""Jekyll blogs that hold its traps, and the script that lets Jekyll itself say what they mean."""

DUMP = """
require "jekyll"
require "json"
Jekyll.logger.log_level = :error

def read(more)
  config = { "quiet" => true, "disable_disk_cache" => true, "plugins" => [], "theme" => nil }
  site = Jekyll::Site.new(Jekyll.configuration(config.merge(more)))
  site.read
  site
end

DATED = /:(year|month|day|hour|minute|second|i_|short_|long_|w_|week|y_)/
own = read({})
live = own.posts.docs.map(&:path)
site = read({ "future" => true, "unpublished" => true, "show_drafts" => true })
puts JSON.generate(site.posts.docs.map { |doc|
  dated = own.show_drafts || (doc.data.key?("date") && !doc.data["date"].nil?)
  known = dated || (doc.data["permalink"] || doc.url_template) !~ DATED
  {
    "path" => doc.path.sub(Dir.pwd + "/", ""),
    "drafts" => own.show_drafts ? true : false,
    "live" => live.include?(doc.path),
    "shown" => doc.data.fetch("published", true) ? true : false,
    "date" => dated ? doc.date.getutc.iso8601 : nil,
    "url" => known ? site.config["baseurl"].to_s.chomp("/") + doc.url : "",
    "title" => doc.data["title"].to_s,
    "slug" => doc.data["slug"].to_s,
    "tags" => doc.data["tags"].map(&:to_s).uniq,
    "categories" => doc.data["categories"].map(&:to_s).uniq - [""],
  }
})
"""


def _post(*lines: str) -> str:
    return "\n".join(("---", *lines, "---", "", "Text.", ""))


Tree = dict[str, str | bytes]

# Names, places, fences, dates, tags: every trap that needs no configuration.
NAMES: Tree = {
    "_posts/2024-01-02-plain.md": _post("title: Plain"),
    "_posts/2024-1-2-short-digits.md": _post("title: Short"),
    "_posts/24-1-2-two-digits.md": _post("title: Two"),
    "_posts/69-12-31-last-century.md": "",
    "_posts/nodate.md": _post("title: None"),
    "_posts/2024-01-02.md": _post("title: No slug"),
    "_posts/2024-01-02_underscore.md": _post("title: Underscore"),
    "_posts/12024-01-02-five.md": _post("title: Five digits"),
    "_posts/2024-01-02-Capital-LETTERS-iPhone.md": "No front matter.\n",
    "_posts/2024-01-02-été-à-paris.md": _post("layout: post"),
    "_posts/2024-01-02-with space & more.md": _post("layout: post"),
    "_posts/2024-01-02-dots.in.name.md": _post("layout: post"),
    "_posts/2024-01-02-ends-with-dots...md": _post("layout: post"),
    "_posts/2024-01-02-.md": _post("layout: post"),
    "_posts/2024-02-30-rolls-over.md": _post("layout: post"),
    "_posts/2024-01-02-page.html": "<p>Hello</p>\n",
    "_posts/2024-01-02-long.markdown": _post("layout: post"),
    "_posts/2024-01-02-other.mkd": _post("layout: post"),
    "_posts/2024-01-02-UPPER.MD": _post("layout: post"),
    "_posts/2024-01-02-words.txt": _post("layout: post"),
    "_posts/2024-01-02-backup.md~": _post("layout: post"),
    "_posts/below/deeper/2024-01-02-below.md": _post("layout: post"),
    "_posts/_hidden/2024-01-02-hidden.md": _post("layout: post"),
    "_posts/a/_inner/2024-01-02-inner.md": _post("layout: post"),
    "_posts/#sharp/2024-01-02-sharp.md": _post("layout: post"),
    "_posts/2024-01-02-folder/photo.md": _post("layout: post"),
    "_posts/2024-01-02-folder/2024-01-03-inside.md": _post("layout: post"),
    "news/_posts/2024-01-02-of-news.md": _post("categories: sport"),
    "News/My Own/_posts/2024-01-02-two-folders.md": _post("category: More Sport"),
    "news/_posts/sub/2024-01-02-sub.md": _post("layout: post"),
    "my_posts/_posts/2024-01-02-mine.md": _post("layout: post"),
    "_other/_posts/2024-01-02-unseen.md": _post("layout: post"),
    "node_modules/x/_posts/2024-01-02-module.md": _post("layout: post"),
    "vendor/bundle/x/_posts/2024-01-02-vendor.md": _post("layout: post"),
    "vendor/own/_posts/2024-01-02-own.md": _post("layout: post"),
    "backup~/_posts/2024-01-02-old.md": _post("layout: post"),
    "_posts/_posts/2024-01-02-twice.md": _post("layout: post"),
    "_drafts/undated.md": _post("title: Undated"),
    "_drafts/2023-05-06-dated-name.md": _post("title: Dated name"),
    "_drafts/dated.md": _post("date: 2023-05-06 07:08:09 +0200"),
    "_drafts/sub/below.md": _post("permalink: /fixed/"),
    "_drafts/unpublished.md": _post("published: false"),
    "news/_drafts/of-news.md": _post("date: 2023-05-06"),
    "my_posts/_drafts/odd.md": _post("date: 2023-05-06"),
}  # fmt: skip
FENCES: Tree = {
    "_posts/2024-01-02-bom.md": b"\xef\xbb\xbf---\ntitle: With BOM\n---\nText\n",
    "_posts/2024-01-02-crlf.md": b"---\r\ntitle: Windows\r\ntags: one two\r\n---\r\nText\r\n",
    "_posts/2024-01-02-mac.md": b"---\rtitle: Mac\r---\rText\r",
    "_posts/2024-01-02-dots.md": "---\ntitle: Dots\n...\nText\n",
    "_posts/2024-01-02-blanks.md": "---  \ntitle: Blanks\n---\t \n\n\nText\n",
    "_posts/2024-01-02-blank-above.md": "\n---\ntitle: Above\n---\nText\n",
    "_posts/2024-01-02-unclosed.md": "---\ntitle: Unclosed\n\nText\n",
    "_posts/2024-01-02-rule.md": "---\n\nA rule, and no second.\n",
    "_posts/2024-01-02-four.md": "----\ntitle: Four\n----\nText\n",
    "_posts/2024-01-02-toml.md": '+++\ntitle = "TOML"\n+++\nText\n',
    "_posts/2024-01-02-json.md": '{"title": "JSON"}\nText\n',
    "_posts/2024-01-02-empty.md": "",
    "_posts/2024-01-02-hollow.md": "---\n---\nText\n",
    "_posts/2024-01-02-hollow-line.md": "---\n\n---\nText\n",
    "_posts/2024-01-02-comment.md": "---\n# only a comment\n---\nText\n",
    "_posts/2024-01-02-no-last-line.md": "---\ntitle: End\n---",
    "_posts/2024-01-02-colons.md": "---\ntitle: a :b\nat: ['12:30', ':c']\nis: !!str :d\n"
    "at_home: !foo x\nmore: |\n  :e\nlast: a\n  :b\n---\nText\n",
    "_posts/2024-01-02-indented.md": "---\ntitle: |\n  a\n  ---\n  b\n---\nText\n",
    "_posts/2024-01-02-flow.md": "---\n{title: Flow, tags: [a, b], date: 2024-03-04}\n---\nText\n",
    "_posts/2024-01-02-quoted-key.md": '---\n"title": Quoted\n"date": "2024-03-04 05:06:07"\n---\n',
}
FIELDS: Tree = {
    "_posts/2024-01-02-tags-text.md": _post("tags: one, two three"),
    "_posts/2024-01-02-tags-list.md": _post("tags: [One, one, 2024, 1.10, yes, ~]"),
    "_posts/2024-01-02-tags-nested.md": _post("tags: [a, [b, c]]"),
    "_posts/2024-01-02-tags-empty.md": _post("tags:"),
    "_posts/2024-01-02-tags-number.md": _post("tags: 2024"),
    "_posts/2024-01-02-tag.md": _post("tag: one two"),
    "_posts/2024-01-02-tag-list.md": _post("tag: [one two, three]"),
    "_posts/2024-01-02-both-tags.md": _post("tag: x", "tags: [y]"),
    "_posts/2024-01-02-categories-text.md": _post("categories: News Sport"),
    "_posts/2024-01-02-categories-list.md": _post("categories: [News Room, 'C#', 2024, a?b]"),
    "_posts/2024-01-02-categories-comma.md": _post("categories: news, sport"),
    "_posts/2024-01-02-category.md": _post("category: News Sport"),
    "_posts/2024-01-02-both-categories.md": _post("category: a b", "categories: c d"),
    "_posts/2024-01-02-category-list.md": _post("category: [a, b]"),
    "_posts/2024-01-02-category-empty.md": _post("category:", "categories: [x, ~, x]"),
    "_posts/2024-01-02-capitals.md": _post("Title: Big", "Tags: [a]", "Published: false"),
    "_posts/2024-01-02-title-number.md": _post("title: 2024"),
    "_posts/2024-01-02-title-decimal.md": _post("title: 1.10"),
    "_posts/2024-01-02-title-clock.md": _post("title: 12:30"),
    "_posts/2024-01-02-title-octal.md": _post("title: 010"),
    "_posts/2024-01-02-title-yes.md": _post("title: yes"),
    "_posts/2024-01-02-title-no.md": _post("title: no"),
    "_posts/2024-01-02-title-empty.md": _post("title:"),
    "_posts/2024-01-02-title-none.md": _post('title: ""'),
    "_posts/2024-01-02-slug.md": _post("slug: My Own_Slug!"),
    "_posts/2024-01-02-slug-empty.md": _post("slug:"),
    "_posts/2024-01-02-draft.md": _post("draft: true"),
    "_posts/2024-01-02-slug-quoted.md": _post('slug: "2024-01-02"', "permalink: '2024-01-02'"),
    "_posts/2024-01-02-tag-zero.md": _post("tag: 0", "category: 0", "tags: [a]"),
    "_posts/2024-01-02-tag-blank.md": _post("tag: []", "tags: [a]"),
    "_posts/2024-01-02-category-alike.md": _post("categories: [1, true, 1.0]"),
    "_posts/2024-01-02-published-false.md": _post("published: false"),
    "_posts/2024-01-02-published-no.md": _post("published: no"),
    "_posts/2024-01-02-published-off.md": _post("published: Off"),
    "_posts/2024-01-02-published-n.md": _post("published: n"),
    "_posts/2024-01-02-published-empty.md": _post("published:"),
    "_posts/2024-01-02-published-tilde.md": _post("published: ~"),
    "_posts/2024-01-02-published-text.md": _post('published: "false"'),
    "_posts/2024-01-02-published-zero.md": _post("published: 0"),
    "_posts/2024-01-02-published-true.md": _post("published: true"),
    "_posts/2024-01-02-foreign.md": _post("publishDate: 2099-01-01", "expiryDate: 2020-01-01"),
    "_posts/2024-01-02-permalink.md": _post("permalink: /fixed/place.html"),
    "_posts/2024-01-02-permalink-bare.md": _post("permalink: fixed/:title"),
    "_posts/2024-01-02-permalink-style.md": _post("permalink: pretty"),
    "_posts/2024-01-02-permalink-ext.md": _post("permalink: /a/:title:output_ext"),
    "_posts/2024-01-02-permalink-xml.md": _post("permalink: /a/b.xml"),
    "_posts/2024-01-02-permalink-empty.md": _post("permalink:"),
    "_posts/2024-01-02-permalink-blank.md": _post('permalink: ""'),
    "_posts/2024-01-02-permalink-up.md": _post("permalink: /../../a//b/./c v1./"),
    "_posts/2024-01-02-permalink-tail.md": _post("permalink: /:month_:day/:title"),
    "_posts/2024-01-02-permalink-all.md": _post(
        "date: 2021-01-03 04:05:06 +0000", "categories: [B c, É]",
        "permalink: /:categories/:slugified_categories/:year/:month/:day/:hour/:minute/:second"
        "/:i_day/:i_month/:short_month/:long_month/:short_year/:w_year/:week/:w_day/:short_day"
        "/:long_day/:y_day/:title/:slug/:name/:path/:collection:output_ext",
    ),
    "_posts/x/2024-01-02-permalink-path.md": _post("permalink: /:path/:name/"),
}  # fmt: skip
_DATES = (
    "2024-03-04", "2024-3-4", "2024-03-04 05:06:07", "2024-03-04 23:30:00", '"2024-03-04 23:30:00"',
    "2024-03-04T05:06:07", "2024-03-04T05:06:07Z", "2024-03-04T05:06:07.123+01:00",
    "2024-03-04 05:06:07 +0100", "2024-03-04 05:06:07 -08:00", "2024-03-04 05:06:07 -8",
    "2024-03-04 05:06", "2024-03-04 5:06 PM", "2024-03-04T05:06", "2024/03/04", "2024/3/4 5:06",
    "3/4/2024", "13/4/2024", "4.3.2024", "2024.03.04", "March 4, 2024", "4 March 2024 05:06",
    "Mon, 04 Mar 2024 05:06:07 GMT", "4 Mar 2024", "20240304", '"20240304"', "2024-02-30",
    "2024-02-30 10:00:00", "2024-03-04 24:00", "2024-03-31 02:30", "2024-10-27 02:30",
    "2024-03-04 05:06:07 EST", "2024-03-04 05:06:07 CET", "2024-03-04 05:06:07 UTC+03:00",
    "2024-03-04 05:06:07 Europe/Paris", "2099-01-01", "2099-01-01 10:00:00", "1999-12-31 23:59",
    "2024-03-04 # a comment", "2024-03-04 8pm", "24-3-4", "2024-12-30 00:30:00 +0100",
    "4-Mar-24", "4-Mar-2024", "2024-Mar-04", "2024-03-04 05:06:07 +100", "2024-03-04 05:06 p",
    "2024-03-04 05:06:07 +1:00",
)  # fmt: skip
DATES: Tree = {
    f"_posts/2024-01-02-date-{number}.md": _post(f"date: {text}")
    for number, text in enumerate(_DATES)
}
# What stops Jekyll, or makes it drop all fields of a post: blogctl names the line.
REFUSED: Tree = {
    "_posts/2024-01-02-date-empty.md": _post("title: x", "date:"),
    "_posts/2024-01-02-date-words.md": _post("title: x", "date: tomorrow"),
    "_posts/2024-01-02-date-month.md": _post("title: x", "date: 2024-13-45"),
    "_posts/2024-01-02-date-year.md": _post("title: x", "date: 2024"),
    "_posts/2024-01-02-date-hour.md": _post("title: x", "date: 2024-01-02 25:00:00"),
    "_posts/2024-01-02-date-true.md": _post("title: x", "date: true"),
    "_posts/2024-13-45-name.md": _post("title: x"),
    "_posts/2024-01-02-slug-number.md": _post("title: x", "slug: 2024"),
    "_posts/2024-01-02-permalink-word.md": _post("title: x", "permalink: /:author/"),
    "_posts/2024-01-02-permalink-number.md": _post("title: x", "permalink: 12"),
    "_posts/2024-01-02-colon.md": _post("title: a: b"),
    "_posts/2024-01-02-quote.md": _post('title: "a'),
    "_posts/2024-01-02-tab.md": _post("title: x", "list:", "\t- a"),
    "_posts/2024-01-02-list.md": "---\n- a\n- b\n---\nText\n",
    "_posts/2024-01-02-text.md": "---\nOnly words.\n---\nText\n",
    "_posts/2024-01-02-rules.md": "---\n\nA text between rules.\n\n---\nText\n",
    "_posts/2024-01-02-symbol.md": _post("layout: post", "title: :smile"),
    "_posts/2024-01-02-symbols.md": _post("title: x", "tags:", "  - :a"),
    "_posts/2024-01-02-categories-day.md": _post("title: x", "categories: 2024-01-02"),
    "_posts/2024-01-02-permalink-day.md": _post("title: x", "permalink: 2024-01-02"),
    "_posts/2024-01-02-slug-day.md": _post("title: x", "slug: 2024-1-2 # a day"),
    "_posts/2024-01-02-slug-moment.md": _post("title: x", "slug: 2024-01-02 10:00:00"),
    "_posts/2024-01-02-date-tab.md": _post("title: x", "date: 2024-01-02\t10:00:00"),
    "_posts/2024-01-02-symbol-deep.md": _post("title: x", "image:", "  path: :a"),
    "_posts/2024-01-02-symbol-key.md": _post("title: x", ":note: a"),
    "_posts/2024-01-02-symbol-smile.md": _post("title: x", "mood: :-)"),
    "_posts/2024-01-02-symbol-quoted.md": _post("title: x", "mood: :'so so'"),
    "_posts/2024-01-02-symbol-lines.md": _post("title: x", "mood: :so", "  so"),
    "_posts/2024-01-02-object.md": _post("title: x", "price: !ruby/object:Price {}"),
    "_posts/2024-01-02-set.md": _post("title: x", "tags: !!set {a, b}"),
    "_posts/2024-01-02-categories.md": _post("title: x", "categories: 2024"),
    "_posts/2024-01-02-bytes.md": b"---\ntitle: caf\xe9\n---\nText\n",
}
SITE = """\
timezone: Europe/Paris
baseurl: /blog/
url: https://example.org
permalink: pretty
future: no
exclude: [attic, 'news/_posts/out', '*.tmp.md', _posts/gone/]
include: [_pages]
markdown_ext: md,text
defaults:
  - scope: {path: ""}
    values: {lang: fr, tags: [all]}
  - scope: {path: _posts/wip, type: posts}
    values: {published: false, layout: post}
  - scope: {path: _posts/wip/never, type: pages}
    values: {published: true}
  - scope: {path: "_posts/*/notes"}
    values: {categories: [notes], permalink: "/notes/:title/"}
  - scope: {path: _posts/old, type: post}
    values: {date: '2001-02-03'}
  - scope: {path: _posts/old/shop, type: posts}
    values: {category: shop, tag: sale}
  - scope: {path: _posts/wip/done}
    values: {published: yes}
  - scope: {path: _p}
    values: {category: late}
  - scope: {path: _posts/wip2}
    values: {tag: untyped}
  - scope: {path: _posts/wip2, type: posts}
    values: {tag: typed}
  - scope: {path: _posts/wip2}
    values: {tag: last}
  - scope: {path: _drafts, type: drafts}
    values: {categories: [never]}
  - scope: {path: attic}
  - nonsense
"""
CONFIGURED: Tree = {
    "_config.yml": SITE,
    "_posts/2024-01-02-here.md": _post("title: Here"),
    "_posts/2024-01-02-own-tags.md": _post("tags: [own]"),
    "_posts/2024-01-02-empty-tags.md": _post("tags:"),
    "_posts/2024-01-02-other.text": _post("title: Text"),
    "_posts/2024-01-02-long.markdown": _post("title: Not Markdown here"),
    "_posts/2024-01-02-scratch.tmp.md": _post("title: x"),
    "_posts/wip/2024-01-02-wip.md": _post("title: x"),
    "_posts/wip2/2024-01-02-wip-too.md": _post("title: x"),
    "_posts/wip/2024-01-02-out.md": _post("title: x", "published: true"),
    "_posts/wip/2024-01-02-null.md": _post("title: x", "published:"),
    "_posts/wip/done/2024-01-02-done.md": _post("title: x"),
    "_posts/wip/never/2024-01-02-never.md": _post("title: x"),
    "_posts/a/notes/2024-01-02-note.md": _post("title: x", "categories: own"),
    "_posts/a/b/notes/2024-01-02-deep.md": _post("title: x"),
    "_posts/old/2024-01-02-old.md": _post("title: x"),
    "_posts/old/2024-01-02-own-date.md": _post("date: 2024-05-06"),
    "_posts/old/2024-01-02-null-date.md": _post("date:"),
    "_posts/old/shop/2024-01-02-sale.md": _post("tags: [mine]", "categories: mine"),
    "_posts/gone/2024-01-02-gone.md": _post("title: x"),
    "_posts/2024-01-02-late.md": _post("date: 2024-01-02 23:30:00"),
    "_posts/2024-01-02-early.md": _post("date: 2024-01-02 00:30:00 +0300"),
    "_posts/2099-01-02-to-come.md": _post("title: x"),
    "_posts/2024-01-02-to-come.md": _post("date: 2099-01-02 03:04:05 +0100"),
    "_posts/2099-01-02-both.md": _post("published: false"),
    "attic/_posts/2024-01-02-attic.md": _post("title: x"),
    "attics/_posts/2024-01-02-attics.md": _post("title: x"),
    "news/_posts/out/2024-01-02-out.md": _post("title: x"),
    "news/_posts/2024-01-02-in.md": _post("title: x"),
    "_pages/_posts/2024-01-02-page.md": _post("title: x"),
    "_drafts/draft.md": _post("title: x"),
    "_drafts/dated.md": _post("date: 2024-01-02 03:04"),
    "news/_drafts/dated.md": _post("date: 2024-01-02 03:04", "lang: en"),
}  # fmt: skip
_SMALL: Tree = {
    "_posts/2024-01-02-a.md": _post("title: A", "categories: [Über uns, x]"),
    "_posts/2099-01-02-b.md": _post("title: B"),
    "_posts/2024-07-01-c.md": _post("title: C", "published: false"),
    "_posts/2024-12-30-d.md": _post("title: D", "date: 2024-12-30 23:30"),
    "news/_posts/2024-01-02-e.md": _post("title: E", "slug: Own Slug"),
    "_drafts/f.md": _post("title: F", "date: 2024-03-04"),
    "_drafts/2024-03-04-g.md": _post("title: G"),
    "_drafts/2099-03-04-h.md": _post("title: H"),
    "_drafts/i.md": _post("title: I", "published: false", "date: 2024-03-04"),
}


def _below(folder: str) -> Tree:
    return {f"{folder}/{path}": text for path, text in _SMALL.items()}


def _with(config: str) -> Tree:
    return {"_config.yml": config, **_SMALL}


TREES: dict[str, Tree] = {
    "names": NAMES,
    "fences": FENCES,
    "fields": FIELDS,
    "dates": {"_config.yml": "title: x\nplugins: []\n", **DATES},
    "dates-paris": {"_config.yml": "timezone: Europe/Paris\nplugins: []\n", **DATES},
    "dates-new-york": {"_config.yml": "timezone: America/New_York\nplugins: []\n", **DATES},
    "configured": CONFIGURED,
    "style-none": _with("permalink: none\n"),
    "style-date": _with("permalink: date\n"),
    "style-ordinal": _with("permalink: ordinal\nbaseurl: ''\n"),
    "style-weekdate": _with("permalink: weekdate\ntimezone: Asia/Tokyo\n"),
    "template": _with("permalink: /:year/:slug\n"),
    "collection": _with("permalink: pretty\ncollections:\n  posts:\n    permalink: /p/:title/\n"),
    "collection-style": _with("collections:\n  posts:\n    permalink: pretty\n"),
    "collection-list": _with("permalink: pretty\ncollections: [docs]\n"),
    "future": _with("future: true\n"),
    "unpublished": _with("unpublished: true\n"),
    "show-drafts": _with("show_drafts: true\n"),
    "collections-dir": {
        "_config.yml": "collections_dir: content\ndefaults:\n"
        "  - {scope: {path: content/_posts}, values: {category: all}}\n"
        "  - {scope: {path: 'content/n*'}, values: {tag: n}}\n",
        **_below("content"),
        "_posts/2024-01-02-outside.md": _post("title: x"),
        "other/_posts/2024-01-02-outside.md": _post("title: x"),
    },
    "source": {"_config.yml": "source: src\nexclude: [news]\n", **_below("src"),
               "_posts/2024-01-02-outside.md": _post("title: x")},
    "source-dot": {"_config.yml": "source: ./src/\ncollections_dir: all\n", **_below("src/all")},
    "toml": {"_config.toml": 'permalink = "/:title/"\nbaseurl = "/b"\n', **_SMALL},
    "destination": {"_config.yml": "destination: public\n", **_SMALL,
                    "public/_posts/2024-01-02-built.md": _post("title: x")},
}  # fmt: skip
# What becomes of each post: `stops` Jekyll, `drops` its fields with a line in the log, or `reads`.
VERDICTS = """
require "jekyll"
require "json"
Jekyll.logger.log_level = :error
config = { "quiet" => true, "disable_disk_cache" => true, "plugins" => [], "theme" => nil }
site = Jekyll::Site.new(Jekyll.configuration(config))
puts JSON.generate(Dir.glob("_posts/**/*").select { |path| File.file?(path) }.to_h { |path|
  full = File.join(Dir.pwd, path)
  before = Jekyll.logger.messages.length
  verdict = begin
    doc = Jekyll::Document.new(full, :site => site, :collection => site.posts)
    doc.read
    doc.url
    Jekyll.logger.messages.length > before ? "drops" : "reads"
  rescue StandardError
    "stops"
  end
  [path, verdict]
})
"""
