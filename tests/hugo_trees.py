"""Small Hugo sites, each a dictionary of path and text, that hold the traps of one subject.

Hugo builds every one of them without an error, and gives the same answer each time.
"""

import json
import unicodedata
from collections.abc import Iterable

Tree = dict[str, str | bytes]

BASE = 'baseURL = "https://example.org/"\n'
LANGUAGES = "[languages.en]\n[languages.fr]\n"
DATED_NAMES = '[frontmatter]\ndate = [":filename", ":default"]\n'


def page(*lines: str) -> str:
    """Return a post of YAML front matter lines, titled unless they say otherwise."""
    titled = any(line.lower().startswith("title") for line in lines)
    head = lines if titled else ("title: A Title", *lines)
    return "\n".join(["---", *head, "---", "Text.", ""])


def site(*settings: str, **folders: Iterable[str]) -> Tree:
    """Return a site of *settings*, and in each folder of content a post for each front matter."""
    tree: Tree = {"hugo.toml": "\n".join([BASE, *settings, ""])}
    for folder, blocks in folders.items():
        for at, block in enumerate(blocks):
            tree[f"content/{folder}/p{at:02}.md"] = page(*block.split("\n"))
    return tree


def named(*paths: str, text: str = "") -> Tree:
    """Return a titled post at each path of content."""
    return {f"content/{path}": text or page() for path in paths}


def quoted(key: str, values: Iterable[str]) -> list[str]:
    """Return a front matter line for each value, quoted as JSON, which YAML reads as well."""
    return [f"{key}: {json.dumps(value, ensure_ascii=False)}" for value in values]


SLUGS = (
    "hello World", "été ñ", "a/b", "/a/b/", "a.b", "a#b", "a+b c", "100%", "50%25", "-x-", "--x--",
    "_x_", "it’s", "it's", "emoji 🎉 x", "", "a?b=c", "a:b", "  a  ", "a -- b", "a - b", "a\tb",
    "日本 語", "index.html", "~x", "A_B", "¿qué?", "a&b", "e\u0301", "İstanbul", "Straße", "a@b",
    "a\\b", "x.html", "ΑΣ Σ", "a\u00adb", "a—b", "½ ²", "a;b,c", "a ! b", "! a", "a ! ", "(a) (b)",
    "a–b – c", "a /b", "a/ b", " a / b ", "c++", "c++ d", "c#", "a%20b", "%C3%A9", "A%2BB", "Ⅷ x",
    "a\u00a0b", "x..y", "a  -  b", "a-  b", "c++-", "#lead", "%2F", "ﬁ ligature", "ẞ", "ǅ",
)  # fmt: skip

TITLES = (
    "C++ and C#", "100% sure", "50%25 x", "A/B test", "What’s new?", "  lead", "a - b -- c",
    "Ünï & <b>x</b>", "*emph* `code`", "v1.2.3", "tab\there", "new\nline", "日本 語", "«q» – d",
    "-dash-", "_u_", "&amp; x", "Σας ΣΑΣ", "ﬁ", "/lead/", "a//b", "a\\b", "C# & F#", "#hash",
    "a % b", "%41", "50% off", "https://x.y/z?q=1#f", "A / B - C", "…", "İ", "1 + 1 = 2",
)  # fmt: skip

ADDRESSES = (
    "/x/", "/x", "x", "x/", "/x.html", "x.html", "/fr/x/", "/X/Y/", "/été/", "/a b/", "/a#b/",
    "/a?b=1", "/", "", "//x/", "/a//b/", "../x/", "./x/", "/x/index.html", "/x/index", "/x.htm",
    "/v1.2/", "/v1.2", "/50%25/", "/it’s/", "/it's/", "/:year/:slug/", "/:month/x", "posts/:slug/",
    ":slug", "/x/:title.html", "/-x-/", "/~me/", "/%C3%A9/", "/a%20b/", "/a+b/", "  /x/ ",
    "/a/../b/", "/a\\b/", "/x.HTML", "/a(b)!*/", "/é(b)/", "/a%2Fb/", "/é%2Fb/", "/a[b]/",
    "/a,b;c=d&e@f$g/", "/a|b/", "/a<b>/", "/a^{}/", "/A%c3%a9/", "/a.b/c", "x.y/", "/index.html",
    "index.html", "/a/index.htm", "/a/INDEX.html", "/a/./b", "/x//", "/x y?z",
    "/:sections/:contentbasename/", "/:sections[last]/x", "/:2006/:01/",
)  # fmt: skip

NAMES = (
    "Upper Case.md", "v1.2.md", "x.fr.md", "a_b.md", "été.md", "it's.md", "c++.md", "c#.md",
    "100%.md", "50%25.md", "emoji🎉party.md", "a  b.md", "a - b c.md", "-dash.md",
    "2024-01-02-dated.md", "a&b.md", "a,b.md", "a~b.md", "a’b.md", "日本語.md", "q?x.md", "a@b.md",
    "a:b.md", "ß.md", "İ.md", "__x__.md", "a°b.md", "½.md", "a.b.c.md", ".hidden.md", "x.md~",
    "#x#.md", "y.en.md", "z.en.md.md", "w.en.foo.md", "a\tb\u00a0c.md", "Ⅷ.md", "%zz.md",
    "y.html.md", " lead.md", "trail .md", "x.md.md", "draft.md.bak", ".md", "...md", "w..md",
    "LOUD.MD", "long.Markdown", "short.mdown", "notes.txt", "page.mdx", "a~.md", "~e.md", "_x.md",
    ".#lock.md", "a.tmp.md", unicodedata.normalize("NFD", "brûlé.md"), "ΑΣ.md", "_drafts/d.md",
    ".dot/x.md", "~t/x.md", "#dir/x.md", "node_modules/x.md", "Sec Tion/Sub Dir/Page.md",
    "dir.fr/x.md", "dir.md/x.md", "_index/x.md", "index/x.md", "en/x.md", "dir./x.md",
)  # fmt: skip

DATES = (
    "2024-01-02", '"2024-01-02"', "2024-01-02 10:00:00", "2024-01-02T10:00:00Z",
    "2024-01-02T10:00:00+03:00", "2024-01-02T10:00:00+0300", "2024-01-02 10:00:00 +0300",
    "2024-01-02 10:00:00 -05:00", "2024-01-02 10:00:00Z", "2024-01-02 10:00:00 -0500 EST",
    "2024-01-02T10:00:00.123Z", "2024-01-02 10:00:00,25", "2024-01-02T1:02:03", "02 Jan 2024",
    "02 jan 2024", "Tue, 02 Jan 2024 10:00:00 GMT", "Mon, 02 Jan 2024 10:00:00 EST",
    "Tue, 02 Jan 2024 10:00:00 +0100", "Tuesday, 02-Jan-24 10:00:00 UTC", "02 Jan 24 10:00 +0100",
    "02 Jan 68 10:00 UTC", "Tue Jan  2 10:00:00 2024", "Tue Jan 2 10:00:00 UTC 2024",
    "Tue Jan 02 10:00:00 +0100 2024", "20240102", "1704189600", "0", "-1", "0x10", "010",
    "1_704_189_600", "2024", '""', "null", "~", "", "2024-01-02 # a comment", "!!str 2024-01-02",
    "2024-02-29", "9999-12-31", "2099-01-02", "2026-03-29 02:30:00", "2026-10-25 02:30:00",
    "2026-10-25 01:59:59", "2026-11-01 01:30:00", "2026-03-08 02:30:00", "2024-01-02  10:00:00",
    "2018-11-04", "2011-12-30", "2024-01-02T10:00:00-00:00", "2024-01-02T10:00:00+23:59",
)  # fmt: skip

LIVES = (
    "publishDate: 2024-05-05", "pubdate: 2024-05-05", "published: 2024-05-05",
    "modified: 2030-05-05", "lastmod: 2030-05-05", "date: 2024-01-01\npublishDate: 2030-01-01",
    "date: 2030-01-01", "date: 2030-01-01\npublishDate: 2020-01-01",
    "pubdate: 2024-01-01\npublishDate: 2025-01-01", "published: 2024-01-01\npubdate: 2025-01-01",
    "lastmod: 2030-01-01\ndate: 2025-01-01", "unpublishDate: 2024-01-01\nexpiryDate: 2035-01-01",
    "unpublishDate: 2024-01-01", "date: ''\npublishDate: 2030-02-02",
    "date: null\nlastmod: 2030-02-02", "date: ''\nlastmod: 2030-02-02",
    "publishDate: ''\ndate: 2030-02-02", "published: false\npublishDate: 2024-01-01",
    "published: true\npublishDate: 2030-01-01", "published: null\ndate: 2024-01-01",
    "published:\npublishDate: 2030-01-01", "published: ''", "published: 0\npublishDate: 2024-01-01",
    "published: 'no'\npublishDate: 2024-01-01", "published: 'f'\npublishDate: 2024-01-01",
    "published: 1", "publish_date: 2030-01-01",
    "published: false\npublishDate: 2024-01-01\ndraft: false", "expiry: 2020-01-01",
    "date: 0001-01-01\nlastmod: 2030-01-01", "published: 2024-01-01\ndate: 2030-01-01",
    "expiryDate: 2026-11-23T07:59:59Z", "expiryDate: 2026-11-23T08:30:00Z",
    "publishDate: 2026-11-23T07:59:59Z", "publishDate: 2026-11-23T08:30:00Z",
    "expiryDate: 2026-11-23T09:00:00+02:00", "publishDate: 2030-01-01\nexpiryDate: 2020-01-01",
    "draft: true\nexpiryDate: 2020-01-01", "Date: 2030-01-01", "DATE: 2024-01-01\ndate: 2030-01-01",
    "params:\n  date: 2030-01-01\n  expiryDate: 2020-01-01\n  slug: s\n  url: /u/",
    "eventDate: nonsense", "created: nonsense",
)  # fmt: skip

DRAFTS = (
    "true", "True", "TRUE", "tRUE", "yes", "Yes", "on", "y", '"true"', '"TRUE"', '"tRuE"', '"yes"',
    '"t"', "T", '"1"', "1", "2", "0", "-1", "1.5", "0.0", '"0"', "null", "", '""', "[]", "[true]",
    "{a: 1}", '" true"', "false", '"false"', "off", "true # soon", "!!bool true", "!!str true",
    "0x1", "2024-01-01", "~",
)  # fmt: skip

SPELLINGS = (
    "Draft: true", "DRAFT: 1", "Draft: false\ndraft: true", "draft: false\nDRAFT: true",
    '"draft": true', "draft : true", "drafts: true", "isDraft: true", "params:\n  draft: true",
    "Slug: Upper\nslug: lower", "URL: /loud/", "build: {list: always}", "build: {list: bogus}",
    "build: {render: link}", "build: {}", "build:", "Params: {tags: [x]}", "kind: section",
    "path: /elsewhere", "lang: fr", "type: other", "title: [a, b]\nslug: [a]",
    "title: {a: b}\nurl: [a]", "slug: {a: b}", "slug: 01234", "slug: 1.10", "slug: true",
    "slug: 2024-01-02", "slug: 1_000", "slug: no", "slug: 1e3", "slug: 08", "url: 123", "url: true",
    "slug: 0x1F", "slug: 0o14", "slug: 12:30:00",
)  # fmt: skip

# Pages that Hugo leaves out of every list; a reader may show them as private.
HIDDEN = (
    "headless: true", 'headless: "true"', "build: {list: never}", "build: {list: false}",
    "build: {list: local}", "build: {LIST: never}", "Build: {list: never}",
    "build: {render: never}",
)  # fmt: skip

# Openings that Hugo takes as front matter; an editor may rather refuse them than guess.
ODD_OPENINGS: Tree = {
    "content/indented.md": "  ---\ndraft: true\n---\n",
    "content/tabbed.md": "\t---\ndraft: true\n---\n",
    "content/fence-comment.md": "--- # here\ndraft: true\n---\n",
    "content/closed-by-four.md": "---\ndraft: true\n----\n",
    "content/closed-by-text.md": "---\ndraft: true\n---x\n",
    "content/toml-four.md": "+++\ndraft = true\n++++\n",
    "content/utf16.md": "---\ndraft: true\n---\n".encode("utf-16"),
    "content/body-nul.md": b"---\ndraft: true\n---\n\x00\n",
}

OPENINGS: Tree = {
    "content/bom.md": b"\xef\xbb\xbf---\ndraft: true\n---\n",
    "content/bom-blank.md": b"\xef\xbb\xbf\n\n---\ndraft: true\n---\n",
    "content/blank.md": "\n \n---\ndraft: true\n---\n",
    "content/crlf.md": "---\r\ndraft: true\r\ndate: 2024-01-02\r\n---\r\nText\r\n",
    "content/fence-blanks.md": "---  \ndraft: true\n---  \n",
    "content/no-newline.md": "---\ndraft: true\n---",
    "content/empty-block.md": "---\n---\nText\n",
    "content/comment-block.md": "---\n# nothing\n---\nText\n",
    "content/empty.md": "",
    "content/none.md": "# Hello\n",
    "content/late.md": "<!-- x -->\n---\ndraft: true\n---\n",
    "content/two.md": "---\ndraft: true\n---\n---\ndraft: false\n---\n",
    "content/flow.md": "---\n{draft: true}\n---\n",
    "content/merge.md": "---\na: &x {draft: true}\n<<: *x\n---\n",
    "content/scalar-fence.md": "---\na: |\n  ---\n  x\ndraft: true\n---\n",
    "content/keys.md": "---\n1: x\ntrue: x\n~: x\ndraft: true\n---\n",
    "content/toml.md": "+++  \ndraft = true\n+++  \n",
    "content/toml-case.md": "+++\ndraft = false\nDraft = true\n+++\n",
    "content/json.md": '{"draft": true} body\n',
    "content/json-blank.md": ' \n {"draft": true}\nbody\n',
    "content/json-brace.md": '{"title": "a \\" } b", "draft": true}\nbody\n',
    "content/json-twice.md": '{"draft": false, "draft": true}\n',
    "content/json-case.md": '{"draft": false, "Draft": true}\n',
    "content/semicolons.md": '"draft": true\n;;;\n',
}

TOML_DATES = (
    "2024-01-02", "2024-01-02T10:00:00", "2024-01-02 10:00:00", "2024-01-02T10:00:00Z",
    "2024-01-02T10:00:00+03:00", "2024-01-02t10:00:00z", "2024-01-02T10:00:00.5", "1704189600",
    '"2024-01-02"', '"2024-01-02 10:00:00"', '""', "2026-10-25T02:30:00", "2026-03-29T02:30:00",
    "2099-01-01",
)  # fmt: skip

JSON_DATES = ('"2024-01-02"', '"2024-01-02T10:00:00Z"', '"2024-01-02 10:00:00"', "null", '""')

FILENAMES = (
    "2024-01-02-hello.md", "2024-01-03_under.md", "2024-01-04 space.md", "2024-01-05.md",
    "2024-1-6-x.md", "2024-01-07T10-00-00-t.md", "2024-01-08-10-30-00-clock.md", "20240109-x.md",
    "2024-13-10-bad.md", "2024-01-11-Hello World.md", "2024-01-12-a.xx.md",
    "2024-01-13-leaf/index.md", "2024-01-14-dir/page.md", "2024-01-15--dash-.md",
    "2024-01-16hello.md", "0001-01-01-zero.md", "2024-01-17-v1.2.md", "x2024-01-18.md",
    "2024-01-19-12-30-00.md", "2024-01-20-10-30-clock.md", "2024-01-21-25-00-00-x.md",
    "2024-01-23-été.md", "2024-01-24-_x_-.md", "2024-02-30-x.md", "2024-01-25t10-30-00-x.md",
    "2024-01-26-10-30-00x.md", "2024-01-27.x.md", "2024-01-28-a.b.c.md", "2024-01-29-v1.2/index.md",
    "2026-03-29-02-30-00-gap.md",
)  # fmt: skip

FILENAME_FIELDS = (
    "date: 2020-01-01\nslug: own", "date: 2020-01-01", 'slug: ""', "publishDate: 2019-01-01",
    "slug:", "date:", "date: ''", "url: /u/", "draft: true", "lastmod: 2030-01-01",
    "DATE: 2020-01-01",
)  # fmt: skip

SECTIONS: Tree = named(
    "posts/_index.md", "posts/x.md", "posts/2024/y.md", "posts/2024/b/index.md", "root.md",
    "Notes/n.md", "notes/deep/q.md", "about/index.md", "a/_index.md", "a/b/c/_index.md", "a/b/d.md",
    "a/b/c/e.md", "a/z/y/f.md", "a/leaf/index.md", "a/b/c/leaf/index.md", "x/y/z.md",
    "posts/My File.md", "posts/v1.2.md", "Sec Tion/Sub Dir/Page.md", "posts/L/index.md",
)  # fmt: skip

LANGUAGE_FILES: Tree = named(
    "posts/a.md", "posts/a.fr.md", "posts/b.fr.md", "posts/c.en.md", "posts/d.de.md", "v.FR.md",
    "posts/l/index.md", "posts/l/index.fr.md", "posts/_index.fr.md", "w.1.fr.md", "y.fr-CA.md",
    "z.fr.en.md", "fr.md", ".fr.md", "posts/only/index.fr.md", "posts/only/res.md",
    "posts/unknown/index.xx.md", "posts/unknown/x.md", "dots/x.fr.foo.md", "dots/x.en.b.c.md",
    "dots/a.fr.en.b.md", "dots/a.en.fr.b.md", "dots/y.fr.fr.md", "dots/z.b.fr.c.d.md",
    "dots/fr.x.md", "dots/2024.fr.01.md", "bundled/index.fr.foo.md", "bundled/res.md",
    "dots/index.foo.md", "dots/w.FR.foo.md", "dots/x..fr.md",
)  # fmt: skip

BUNDLES: Tree = named(
    "posts/l/index.md", "posts/l/res.md", "posts/l/sub/res.md", "posts/l/sub/index.md",
    "posts/l/sub/_index.md", "posts/loud/INDEX.md", "posts/loud/res.md", "posts/branch/_INDEX.md",
    "posts/branch/page.md", "posts/plain/index.txt", "posts/plain/page.md",
    "posts/md/index.markdown", "posts/md/res.mdown", "posts/xx/index.xx.md", "posts/xx/page.md",
    "posts/README.md", "posts/en/index.en.md", "posts/en/res.en.md", "posts/deep/er/index.md",
    "posts/deep/page.md",
)  # fmt: skip


def patterned(*rules: str) -> Tree:
    """Return a site where each rule is the permalinks pattern of a section of its own."""
    settings = [f"s{at:02} = {json.dumps(rule)}" for at, rule in enumerate(rules)]
    tree: Tree = {"hugo.toml": "\n".join([BASE, "[permalinks.page]", *settings, ""])}
    for at in range(len(rules)):
        folder = f"content/s{at:02}"
        tree[f"{folder}/_index.md"] = page("title: The Section", "slug: sec")
        tree[f"{folder}/Nested Dir/_index.md"] = page("title: Nested T")
        tree[f"{folder}/Nested Dir/Sub/Deep File.md"] = page("slug: My-Slug", "date: 2024-03-05")
        tree[f"{folder}/No Slug.en.md"] = page('title: "My  Title: été"', "date: 2024-03-05")
        tree[f"{folder}/leaf/index.md"] = page("slug: c++", "date: 2024-03-05T23:30:00-08:00")
        tree[f"{folder}/undated.md"] = page()
    return tree


PATTERNS = (
    *(f"/a/:{token}/:filename/" for token in (
        "year", "month", "monthname", "day", "weekday", "weekdayname", "yearday", "section",
        "sections", "sections[1:]", "sections[0]", "sections[last]", "sections[:1]", "sections[1]",
        "sections[5]", "sections[:last]", "title", "slug", "slugorfilename", "filename",
        "contentbasename", "slugorcontentbasename", "sectionslug", "sectionslugs",
        "sectionslugs[1:]", "sectionslugs[last]", "2006", "01", "Jan", "January", "2006-01-02",
        "06", "2", "15", "Mon",
    )),
    "/x/:slug", "/x/:slug.html", "x/:slug/", ":slug", ":year:month:day-:slug/", "/Upper/:slug/",
    "/:year/\\:month/:slug/", "/a b/:slug", "/é/:slug/", "/:year-:month/:filename:slug/",
    "/:slug/index.html", "/x/:slug/?q=1", "//:slug//", "/x%20y/:slug/", "/x+y/:slug/",
    ":contentbasename.php", "/x(1)/:slug/", "/a/../:slug/", "/:slug-z/", "/:slug :title/",
)  # fmt: skip

TREES: dict[str, Tree] = {
    "names": {**site(), **named(*(f"posts/{name}" for name in NAMES))},
    "names-in-case": {
        **site("disablePathToLower = true"),
        **named("Notes/N Ame.md", "Notes/é/X.md", "Leaf/index.md", "Root.md"),
    },
    "slugs": site(posts=quoted("slug", SLUGS)),
    "slugs-in-patterns": site('[permalinks]\nposts = "/p/:slug/"', posts=quoted("slug", SLUGS)),
    "slugs-without-accents": site("removePathAccents = true", posts=quoted("slug", SLUGS)),
    "slugs-in-case": site("disablePathToLower = true", posts=quoted("slug", SLUGS)),
    "slugs-ugly": site("uglyURLs = true", posts=quoted("slug", SLUGS)),
    "titles-in-patterns": site('[permalinks]\nposts = "/:slug/"', posts=quoted("title", TITLES)),
    "addresses": site(posts=quoted("date: 2024-01-02\nurl", ADDRESSES)),
    "addresses-ugly": site("uglyURLs = true", posts=quoted("date: 2024-01-02\nurl", ADDRESSES)),
    "addresses-below": {
        **site(posts=quoted("date: 2024-01-02\nurl", ADDRESSES)),
        "hugo.toml": 'baseURL = "https://example.org/Blog Dir"\n',
    },
    "addresses-by-language": {
        "hugo.toml": f"{BASE}defaultContentLanguageInSubdir = true\n{LANGUAGES}",
        **{
            f"content/posts/p{at:02}.{lang}.md": page(line)
            for lang in ("en", "fr")
            for at, line in enumerate(quoted("date: 2024-01-02\nurl", ADDRESSES))
        },
    },
    "patterns": patterned(*PATTERNS),
    "patterns-ugly": {**patterned(*PATTERNS), "hugo.toml": "uglyURLs = true\n" + str(
        patterned(*PATTERNS)["hugo.toml"])},
    "pattern-old-form": {**site('[permalinks]\nPosts = "/P/:slug/"'), **SECTIONS},
    "pattern-of-root": {**site('[permalinks]\n"/" = "/R/:slug/"'), **SECTIONS},
    "pattern-of-leaf": {**site('[permalinks]\nabout = "/AB/:slug/"'), **SECTIONS},
    "pattern-of-subfolder": {**site('[permalinks.page]\n"posts/2024" = "/D/:slug/"'), **SECTIONS},
    "pattern-of-spaced-folder": {**site('[permalinks]\n"sec-tion" = "/S/:slug/"'), **SECTIONS},
    "pattern-of-all": {**site('[permalinks]\n"**" = "/G/:sections/:filename/"'), **SECTIONS},
    "pattern-of-some": {**site('[permalinks]\n"{posts,notes}" = "/G/:slug/"'), **SECTIONS},
    "pattern-of-sections": {**site('[permalinks.section]\nposts = "/S/"'), **SECTIONS},
    "patterns-in-a-list": {
        **site('[[permalinks]]\npattern = "/A/:slug/"',
               '[permalinks.target]\npath = "/posts/2024/**"',
               '[[permalinks]]\npattern = "/B/:slug/"', '[permalinks.target]\npath = "/posts/**"'),
        **SECTIONS,
    },
    "ugly-by-section": {**site("[uglyURLs]\nPosts = true\nnotes = false"), **SECTIONS},
    "ugly-root": {**site('[uglyURLs]\n"" = true'), **SECTIONS},
    "bundles": {**site(), **BUNDLES},
    "zones": site('timeZone = "Europe/Paris"', posts=[f"date: {date}" for date in DATES]),
    "zones-west": site('timeZone = "America/Sao_Paulo"', posts=[f"date: {date}" for date in DATES]),
    "zones-new-york": site('timeZone = "America/New_York"', posts=[f"date: {d}" for d in DATES]),
    "zones-none": site(posts=[f"expiryDate: {date}" for date in DATES]),
    "zone-in-a-table": site('[params]\ntimeZone = "Europe/Paris"', posts=["date: 2024-07-02"]),
    "toml-dates": {
        **site('timeZone = "Europe/Paris"'),
        **{f"content/p{at:02}.md": f"+++\ndate = {date}\n+++\n" for at, date in
           enumerate(TOML_DATES)},
        **{f"content/j{at:02}.md": f'{{"date": {date}}}\n' for at, date in enumerate(JSON_DATES)},
    },
    "lives": site(posts=LIVES),
    "drafts": site(posts=[f"draft: {value}" for value in DRAFTS]),
    "drafts-toml": {
        **site(),
        **{f"content/t{at}.md": f"+++\n{line}\n+++\n" for at, line in enumerate((
            "draft = true", 'draft = "true"', "draft = 1", 'draft = "yes"', "DRAFT = true",
            "draft = 1.0", "draft = []", "[params]\ndraft = true", "draft.x = true", "draft = 0"))},
        **{f"content/j{at}.md": f"{{{line}}}\n" for at, line in enumerate((
            '"draft": "true"', '"draft": 1', '"draft": null', '"draft": 1.0', '"DRAFT": true'))},
    },
    "spellings": site(posts=SPELLINGS),
    "openings": {**site(), **OPENINGS},
    "odd-openings": {**site(), **ODD_OPENINGS},
    "hidden-pages": site(posts=HIDDEN),
    "dated-names": {**site('timeZone = "Europe/Paris"', DATED_NAMES),
                    **named(*(f"posts/{name}" for name in FILENAMES))},
    "dated-names-and-fields": {
        **site(DATED_NAMES),
        **{f"content/2024-01-{at + 1:02}-n{at}.md": page(*block.split("\n"))
           for at, block in enumerate(FILENAME_FIELDS)},
    },
    "dated-names-last": {
        **site('[frontmatter]\ndate = [":default", ":filename"]'),
        **{f"content/2024-01-{at + 1:02}-n{at}.md": page(*block.split("\n"))
           for at, block in enumerate(FILENAME_FIELDS)},
    },
    "dated-names-in-patterns": {
        **site(DATED_NAMES, '[permalinks]\nposts = "/:year/:month/:slug/:filename/"'),
        **named(*(f"posts/{name}" for name in FILENAMES)),
    },
    "date-fields": site(
        '[frontmatter]\ndate = ["Created", "date"]\npublishDate = ["go"]\n'
        'expiryDate = ["until", ":default"]',
        posts=["created: 2023-03-03\ndate: 2024-01-01", "date: 2024-01-01", "go: 2030-01-01",
               "publishDate: 2030-01-01", "until: 2020-01-01", "expiryDate: 2020-01-01",
               "unpublishDate: 2020-01-01", "pubdate: 2030-01-01", "lastmod: 2030-01-01"],
    ),
    "languages": {"hugo.toml": BASE + LANGUAGES, **LANGUAGE_FILES},
    "languages-in-folders": {
        "hugo.toml": f"{BASE}defaultContentLanguageInSubdir = true\n{LANGUAGES}", **LANGUAGE_FILES},
    "language-none": {**site(), **LANGUAGE_FILES},
    "language-one": {
        **site('defaultContentLanguage = "fr"'), **named("a.fr.md", "b.en.md", "c.md")},
    "language-one-in-folder": {**site("defaultContentLanguageInSubdir = true"), **named("a.md")},
    "language-alone": {**site("[languages.fr]"), **named("a.fr.md", "b.md", "c.en.md")},
    "language-disabled": {
        **site("[languages.en]\n[languages.fr]\ndisabled = true"), **named("a.md", "a.fr.md")},
    "languages-disabled": {
        **site('disableLanguages = ["fr"]', LANGUAGES), **named("a.md", "b.fr.md")},
    "language-default-disabled": {
        **site('disableLanguages = ["en"]', LANGUAGES), **named("o.md", "t.fr.md", "e.en.md")},
    "language-in-case": {
        **site("[languages.en]\n[languages.pt-BR]"),
        **named("a.md", "a.pt-br.md", "b.pt-BR.md", "c.pt.md", "d.pt_BR.md")},
    "language-folders": {
        **site('[languages.en]\ncontentDir = "content/en"',
               '[languages.fr]\ncontentDir = "content/fr"'),
        **named("en/posts/a.md", "fr/posts/a.md", "fr/posts/b.en.md", "en/posts/c.fr.md"),
        **named("loose.md")},
    "language-bases": {
        **site('[languages.en]\nbaseURL = "https://en.example.org/"\n[languages.fr]\n'
               'baseURL = "https://fr.example.org/sub/"'),
        **LANGUAGE_FILES,
        "content/u.fr.md": page("url: /fr/u/"),
        "content/r.fr.md": page("url: r")},
    "language-patterns": {
        **site('[permalinks]\nposts = "/g/:filename/"\n[languages.en]\n[languages.fr]\n'
               '[languages.fr.permalinks]\nposts = "/articles/:filename/"'),
        **LANGUAGE_FILES},
    "content-folder": {
        **site('contentDir = "./c2/"'), "c2/posts/a.md": page(), "content/b.md": page()},
    "ignored-files": {
        **site("ignoreFiles = ['posts/a\\.md$', '^posts', 'SECRET']"),
        **named("posts/a.md", "posts/ba.md", "secret.md")},
    "mounted": {
        **site('[[module.mounts]]\nsource = "content"\ntarget = "content"\n'
               '[[module.mounts]]\nsource = "c2"\ntarget = "content/blog"'),
        "content/a.md": page(), "c2/posts/b.md": page()},
    "mounted-elsewhere": {
        **site('[[module.mounts]]\nsource = "src"\ntarget = "assets"'), "content/a.md": page()},
    "cascade": {
        **site(),
        "content/posts/_index.md": page("cascade:", "  draft: true", "  date: 2030-02-02"),
        **named("posts/a.md", "posts/sub/b.md", "posts/leaf/index.md", "other.md"),
        "content/posts/own.md": page("draft: false", "date: 2024-01-01")},
    "cascade-by-target": {
        **site(),
        "content/posts/_index.md": page(
            "cascade:", "- draft: true", '  target: {path: "/posts/sub/**"}',
            "- expiryDate: 2020-01-01", "  target: {kind: page}"),
        **named("posts/a.md", "posts/sub/b.md", "other.md")},
    "cascade-in-settings": {
        **site('[[cascade]]\ndraft = true\n[cascade.target]\npath = "/posts/**"'),
        **named("posts/a.md", "posts/sub/b.md", "other.md")},
    "cascade-hides": {
        **site(),
        "content/posts/_index.md": page("cascade:", "  build: {list: never}"),
        **named("posts/a.md", "other.md")},
    "section-draft": {
        **site(), "content/posts/_index.md": page("draft: true"), **named("posts/a.md")},
    "settings-in-folders": {
        "hugo.toml": BASE + '[permalinks]\nposts = "/root/:filename/"\n',
        "config/_default/permalinks.toml": 'posts = "/folder/:filename/"\n',
        "config/_default/hugo.fr.toml": '[permalinks]\nposts = "/f/:filename/"\n',
        "config/_default/languages.toml": '[en]\n[fr]\ncontentDir = "c2"\n',
        "config/production/hugo.toml": 'timeZone = "Asia/Tokyo"\n',
        "config/development/hugo.toml": 'timeZone = "Europe/Paris"\n',
        "content/posts/a.md": page("date: 2024-01-02"), "c2/posts/b.md": page("date: 2024-01-02")},
    "settings-with-outer-table": {
        "config/_default/hugo.yaml": "BaseURL: https://example.org/\n",
        "config/_default/permalinks.toml": '[permalinks]\nposts = "/p/:filename/"\n',
        **named("posts/a.md")},
    "settings-twice": {
        "hugo.json": '{"baseURL": "https://example.org/json/"}',
        "config.toml": 'baseURL = "https://example.org/toml/"\n', **named("posts/a.md")},
    "settings-in-yml": {
        "hugo.yml": "BASEURL: https://example.org/y/\nTimezone: Asia/Tokyo\nuglyurls: true\n",
        "content/a.md": page("date: 2024-01-02")},
    "settings-none": {"hugo.toml": "", **named("posts/a.md")},
}  # fmt: skip
