"""Trees of Pelican articles with a trap each, and Pelican's own view of a tree."""

from pathlib import Path
from typing import Any

from generators import build, generator

# Runs Pelican up to the moment when it knows all articles, and writes down what it knows.
SCRIPT = """
import json, os, sys
from datetime import timezone
from pelican import Pelican, signals
from pelican.settings import read_settings

def names(article, field):
    return [one.name for one in getattr(article, field, [])]

def tell(found):
    lists = (found.articles, found.translations, found.hidden_articles,
             found.hidden_translations, found.drafts, found.drafts_translations)
    rows = []
    for article in [one for some in lists for one in some]:
        date = article.date.astimezone(timezone.utc) if article.date.year < 9999 else None
        rows.append({
            "path": os.path.relpath(article.source_path), "status": article.status,
            "date": date and date.isoformat(), "url": article.save_as and article.url,
            "title": article.title, "slug": article.slug, "lang": article.lang,
            "tags": names(article, "tags"), "authors": names(article, "authors"),
            "categories": [article.category.name] if hasattr(article, "category") else [],
        })
    with open(sys.argv[2], "w") as file:
        json.dump(rows, file)
    os._exit(0)

signals.article_generator_finalized.connect(tell)
Pelican(read_settings(sys.argv[1])).run()
"""


def pelicans(root: Path, target: Path, settings: str = "pelicanconf.py") -> list[dict[str, Any]]:
    """Return what Pelican itself knows of each article of the site at *root*."""
    import json

    python = Path(generator("pelican")).parent / "python"
    build([str(python), "-W", "ignore", "-c", SCRIPT, settings, str(target)], root, TZ="UTC")
    rows: list[dict[str, Any]] = json.loads(target.read_text())
    return rows


# Each article has one trap; the settings are the usual ones.
TRAPS: dict[str, str] = {
    "pelicanconf.py": (
        'SITENAME="x"\nPATH="content"\nTIMEZONE="Europe/Paris"\n'
        'SITEURL="https://e.org/blog"\nDEFAULT_LANG="en"\nAUTHOR="Me Moi"\n'
    ),
    "content/plain.md": ("Title: Plain\nDate: 2024-01-02 10:20\nTags: a, b; c\n\nText\n"),
    "content/fenced.md": "---\ntitle: Fenced\ndate: 2024-01-02\n---\nText\n",
    "content/dots.md": "---\ntitle: Dots\ndate: 2024-01-02\n...\nText\n",
    "content/longfence.md": "-----\ntitle: LF\ndate: 2024-01-02\n-----\nText\n",
    "content/draft.md": "Title: Draft\nDate: 2024-01-02\nStatus: Draft\n\nText\n",
    "content/undated_draft.md": "Title: Und\nStatus: draft\n\nText\n",
    "content/hidden.md": "Title: Hid\nStatus: hidden\nDate: 2024-01-02\n\nText\n",
    "content/hidden_nodate.md": "Title: Hid\nStatus: hidden\n\nText\n",
    "content/skip.md": "Title: Sk\nStatus: skip\n\nText\n",
    "content/badstatus.md": "Title: Sk\nStatus: public\nDate: 2024-01-02\n\nText\n",
    "content/emptystatus.md": "Title: ES\nStatus:\nDate: 2024-01-02\n\nText\n",
    "content/drafttrue.md": "Title: DT\nDraft: true\nDate: 2024-01-02\n\nText\n",
    "content/nodate.md": "Title: ND\n\nText\n",
    "content/emptydate.md": "Title: ND\nDate:\n\nText\n",
    "content/emptydatedraft.md": "Title: ND\nDate:\nStatus: draft\n\nText\n",
    "content/notitle.md": "Date: 2024-01-02\n\nText\n",
    "content/emptytitle.md": "Title:\nDate: 2024-01-02\n\nText\n",
    "content/2024-03-04-named.md": "Title: Named\n\nText\n",
    "content/2024-03-05-both.md": "Title: Both\nDate: 2024-05-05 08:00\n\nText\n",
    "content/2024-13-45-bad.md": "Title: Badname\nDate: 2024-05-05 08:00\n\nText\n",
    "content/toml.md": "+++\ntitle = 'x'\ndate = 2024-01-02\n+++\nText\n",
    "content/yaml.md": (
        "---\ntitle: Yam\ndate: 2024-01-02\ntags:\n  - one\n  - two\nstatus: draft\n---\nText\n"
    ),
    "content/yaml4.md": (
        "---\ntitle: Yam4\ndate: 2024-01-02\ntags:\n    - one\n    - two\n"
        "status: draft\n---\nText\n"
    ),
    "content/flow.md": "Title: Flow\nDate: 2024-01-02\nTags: [x, y]\n\nText\n",
    "content/quoted.md": 'Title: "Quoted one"\nDate: 2024-01-02\n\nText\n',
    "content/crlf.md": ("Title: Crlf\r\nDate: 2024-01-02\r\nStatus: draft\r\n\r\nText\r\n"),
    "content/cr.md": "Title: Cr\rDate: 2024-01-02\r\rText\r",
    "content/bom.md": "\ufeffTitle: Bom\nDate: 2024-01-02\n\nText\n",
    "content/bomfence.md": "\ufeff---\nTitle: BomF\nDate: 2024-01-02\n---\nText\n",
    "content/blankfirst.md": "\nTitle: Blank\nDate: 2024-01-02\n\nText\n",
    "content/2024-01-01-hr.md": "---\n\nText after a rule\n",
    "content/nobody.md": "Title: Nobody\nDate: 2024-01-02",
    "content/noblank.md": "Title: Noblank\nDate: 2024-01-02\nText right here.\n",
    "content/nofm.md": "Just text.\n",
    "content/empty.md": "",
    "content/continued.md": "Title: Long\n    title\nDate: 2024-01-02\n\nText\n",
    "content/contsummary.md": ("Title: CS\nSummary: One\n    two\nDate: 2024-01-02\n\nText\n"),
    "content/twice.md": (
        "Title: Twice\nDate: 2024-01-02\nDate: 2024-01-03\nStatus: draft\n"
        "Status: published\n\nText\n"
    ),
    "content/titletwice.md": "Title: One\nTitle: Two\nDate: 2024-01-02\n\nText\n",
    "content/tabbed.md": "Title:\tTabbed\nDate:\t2024-01-02\nTags:\ta\n\tb\n\nText\n",
    "content/offset.md": (
        "Title: Off\nDate: 2024-01-02T10:20:30-05:00\nModified: 2024-02-03\n\nText\n"
    ),
    "content/rfc.md": "Title: RFC\nDate: Tue, 02 Jan 2024 10:20:30 +0100\n\nText\n",
    "content/us.md": "Title: US\nDate: 01/02/2024\n\nText\n",
    "content/words.md": "Title: Words\nDate: January 2, 2024\n\nText\n",
    "content/under.md": "Title: Under\nDate: 2024-01-02_10:20\n\nText\n",
    "content/baddate.md": "Title: BD\nDate: soon\n\nText\n",
    "content/badmod.md": "Title: BM\nDate: 2024-01-02\nModified: yesterday\n\nText\n",
    "content/emptymod.md": "Title: EM\nDate: 2024-01-02\nModified:\n\nText\n",
    "content/fold.md": "Title: Fold\nDate: 2024-10-27 02:30\n\nText\n",
    "content/gap.md": "Title: Gap\nDate: 2024-03-31 02:30\n\nText\n",
    "content/tz.md": ("Title: Tz\nDate: 2024-01-02 10:00\nTimezone: America/New_York\n\nText\n"),
    "content/badtz.md": ("Title: BTz\nDate: 2024-01-02 10:00\nTimezone: Nowhere/X\n\nText\n"),
    "content/future.md": "Title: Future\nDate: 2099-01-02 10:00\n\nText\n",
    "content/slugged.md": "Title: Slug\nDate: 2024-01-02\nSlug: My Slug/é\n\nText\n",
    "content/urlsave.md": (
        "Title: US2\nDate: 2024-01-02\nUrl: a/b/\nSave_as: a/b/index.html\n\nText\n"
    ),
    "content/nosave.md": "Title: NS\nDate: 2024-01-02\nSave_as:\n\nText\n",
    "content/outside.md": ("Title: Out\nDate: 2024-01-02\nSave_as: ../../x.html\n\nText\n"),
    "content/fr.md": "Title: Plain\nDate: 2024-01-02\nLang: fr\n\nText\n",
    "content/upperlang.md": "Title: Upper\nDate: 2024-01-02\nLang: EN\n\nText\n",
    "content/emptylang.md": "Title: EL\nDate: 2024-01-02\nLang:\n\nText\n",
    "content/cat/incat.md": "Title: Incat\nDate: 2024-01-02\n\nText\n",
    "content/cat/sub/deep.md": ("Title: Deep\nDate: 2024-01-02\nCategory: Own Cat, two\n\nText\n"),
    "content/cat/emptycat.md": "Title: EC\nDate: 2024-01-02\nCategory:\n\nText\n",
    "content/pages/page.md": "Title: Page\n\nText\n",
    "content/authors.md": ("Title: Au\nDate: 2024-01-02\nAuthors: Doe, J; Roe, K\n\nText\n"),
    "content/author.md": "Title: Au2\nDate: 2024-01-02\nAuthor: Doe, J\n\nText\n",
    "content/UPPER.MD": "Title: Upp\nDate: 2024-01-02\n\nText\n",
    "content/x.markdown": "Title: Mk\nDate: 2024-01-02\n\nText\n",
    "content/x.mkd": "Title: Mkd\nDate: 2024-01-02\n\nText\n",
    "content/x.txt": "Title: T\nDate: 2024-01-02\n\nText\n",
    "content/html.md": ("Title: A <b>bold</b> &amp; é – “x”\nDate: 2024-01-02\n\nText\n"),
    "content/indented.md": "   Title: Ind\n   Date: 2024-01-02\n\nText\n",
    "content/indented4.md": "    Title: Ind4\n    Date: 2024-01-02\n\nText\n",
    "content/weird key.md": "Title: WK\nMy Key: x\nDate: 2024-01-02\n\nText\n",
    "content/hdr.md": "title: Low\ndate: 2024-01-02\nSTATUS: draft\n\nText\n",
    "content/r1.rst": (
        "Heading\n#######\n\n:date: 2024-01-02 10:20\n:tags: a, b\n:slug: r-one\n\nText\n"
    ),
    "content/r2.rst": ("=====\nOver *x*\n=====\n\n:date: 2024-01-02\n:status: draft\n\nText\n"),
    "content/r3.rst": "Lone\n====\n:date: 2024-01-02\n\nText\n\nSub\n---\n\nx\n",
    "content/r4.rst": "One\n====\n:date: 2024-01-02\n\nText\n\nTwo\n====\n\nx\n",
    "content/r5.rst": ":date: 2024-01-02\n:title: Field title\n\nText\n",
    "content/r6.rst": "Short title here\n====\n\n:date: 2024-01-02\n\nText\n",
    "content/r7.rst": (
        ".. comment\n\nCommented\n=========\n\n.. more\n   comment\n\n"
        ":date: 2024-01-02\n:authors: A B; C D\n:summary: An *x*\n   more\n\nText\n"
    ),
    "content/r8.rst": "Empty date\n==========\n\n:date:\n:status: draft\n\nText\n",
    "content/r9.rst": ("Empty tags\n==========\n\n:date: 2024-01-02\n:tags:\n:category:\n\nText\n"),
    "content/r10.rst": (
        "Title\n=====\n\nSubtitle\n--------\n\n:date: 2024-01-02\n:status: hidden\n\nText\n"
    ),
    "content/r11.rst": ("Title eleven\n============\n\nText first.\n\n:date: 2024-01-02\n\nText\n"),
    "content/r12.rst": ":date: 2024-01-02\n\nText no title\n",
    "content/r13.rst": (
        "\ufeffBom rst\n============\r\n\r\n:date: 2024-01-02\r\n:status: draft\r\n\r\nText\r\n"
    ),
    "content/r21.rst": "\ufeff:date: 2024-01-02\n\nText\n",
    "content/r14.rst": (
        "Blank between\n=============\n\n:date: 2024-01-02\n\n:status: draft\n\nText\n"
    ),
    "content/2024-04-04-r15.rst": "Titre été\n=========\n\nText\n",
    "content/2024-04-05-r16.rst": "One\n===\n\n:slug: sixteen\n\nText\n\nTwo\n===\n\nx\n",
    "content/r17.rst": "Para first.\n\nHead\n====\n\n:date: 2024-01-02\n\nText\n",
    "content/r18.rst": (
        "With target\n===========\n\n.. _x: http://x.org\n.. |s| replace:: t\n\n"
        ":date: 2024-01-02\n:Status: DRAFT\n:lang: fr\n\nText\n"
    ),
    "content/r19.rst": (
        "``Code`` and `link <http://x.org>`_\n===================================\n\n"
        ":date: 2024-01-02\n\nText\n"
    ),
    "content/r20.rst": (
        "T20\n===\n:date: 2024-01-02\n:tags: one,\n  two\n:author: X Y\nText no blank\n"
    ),
    "content/r22.rst": ("T22\n===\n\n:date: 2024-01-02\n\nText\n\nA long one\n-----\n\nx\n"),
    "content/r23.rst": "日本語\n====\n\n:date: 2024-01-02\n\nText\n",
    "content/r24.rst": (
        "日本語\n======\n\n:date: 2024-01-02\n\nText\n\nSome text\nof two lines\n----\n"
        "\n| Verse\n\n::\n\n  Long title\n  ----\n"
    ),
    "content/r25.rst": ("T25\n===\n\n:date: 2024-01-02\n\nText\n\nLong one\n--\n\nx\n"),
    "content/twolangs.md": "Title: TL\nDate: 2024-01-02\nLang: fr\nLang: fr\n\nText\n",
    "content/longlang.md": "Title: LL\nDate: 2024-01-02\nLang: fr\n    x\n\nText\n",
    "content/twozones.md": "Title: TZ\nDate: 2024-01-02\nTimezone: UTC\nTimezone: UTC\n\nText\n",
    **{
        f"content/empty-{name}.rst": f"E {name}\n=======================\n\n"
        f":date: 2024-01-02\n:{name}:\n\nText\n"
        for name in ("author", "Status", "version", "abstract", "lang", "category", "summary")
    },
    "content/lang2.rst": "Lang two\n========\n\n:date: 2024-01-02\n:lang: fr\n:lang: de\n\nText\n",
    "content/marked.rst": "Marked\n======\n\n:date: 2024-01-02\n:status: ``draft``\n\nText\n",
    "content/r26.rst": ("T26\n===\n\n:date: 2024-01-02\n\nText\n\n----\nLong one\n----\n\nx\n"),
}

# What the settings change.
TREES: dict[str, dict[str, str]] = {
    "future": {
        "pelicanconf.py": (
            'PATH = "content"\nTIMEZONE = "Europe/Paris"\nWITH_FUTURE_DATES = False\n'
        ),
        "content/past.md": "Title: Past\nDate: 2024-01-02\n\nText\n",
        "content/late.md": "Title: Late\nDate: 2099-01-02\n\nText\n",
        "content/latedraft.md": "Title: LD\nDate: 2099-01-02\nStatus: draft\n\nText\n",
        "content/undated.md": "Title: U\nStatus: draft\n\nText\n",
    },
    "defaults": {
        "pelicanconf.py": (
            'PATH = "content"\nTIMEZONE = "Asia/Tokyo"\n'
            'DEFAULT_METADATA = {"status": "draft", "tags": "x, y"}\n'
            'DEFAULT_DATE = (2020, 1, 2, 3, 4)\nDEFAULT_CATEGORY = "Diary"\n'
            "USE_FOLDER_AS_CATEGORY = False\nEXTRA_PATH_METADATA = {\n"
            '    "live": {"status": "published"},\n'
            '    "live/one.md": {"status": "hidden", "slug": "only"},\n'
            '    "liv": {"status": "skip"},\n}\n'
        ),
        "content/plain.md": "Title: Plain\n\nText\n",
        "content/said.md": "Title: Said\nStatus: published\n\nText\n",
        "content/empty.md": "Title: Empty\nStatus:\nTags:\n\nText\n",
        "content/live/one.md": "Title: One\n\nText\n",
        "content/live/two.md": "Title: Two\nDate: 2024-01-02\n\nText\n",
        "content/live/deep/three.md": "Title: Three\nCategory: Own\n\nText\n",
        "content/living.md": "Title: Living\n\nText\n",
    },
    "names": {
        "pelicanconf.py": (
            'PATH = "content"\nTIMEZONE = "UTC"\n'
            'FILENAME_METADATA = r"(?P<date>\\d{4}-\\d{2}-\\d{2})_(?P<Slug>[^.]*)(\\.(?'
            'P<lang>..))?"\nPATH_METADATA = r"(?P<category>[^/]*)/.*"\n'
            'ARTICLE_URL = "{date:%Y}/{date:%-m}/{category}/{slug}/"\n'
            'ARTICLE_SAVE_AS = "{date:%Y}/{date:%-m}/{category}/{slug}/index.html"\n'
            'ARTICLE_LANG_URL = "{lang}/{slug}/"\n'
            'ARTICLE_LANG_SAVE_AS = "{lang}/{slug}/index.html"\n'
        ),
        "content/My Cat/2024-03-04_first.md": "Title: First one\n\nText\n",
        "content/My Cat/2024-03-04_first.fr.md": "Title: Premier\n\nText\n",
        "content/b/2024-03-05_second.md": (
            "Title: Second\nDate: 2023-11-12 13:14\nCategory: Über Cat\n\nText\n"
        ),
        "content/b/other.md": "Title: Other one\nDate: 2024-01-02\n\nText\n",
        "content/b/2024-03-06_d.md": "Title: D\nStatus: draft\n\nText\n",
        "content/c/2024-03-07_h.md": "Title: H\nStatus: hidden\nLang: de\n\nText\n",
        "content/c/2024-3-8_n.md": "Title: N\n\nText\n",
    },
    "places": {
        "pelicanconf.py": (
            'PATH = "src"\nTIMEZONE = "UTC"\n'
            'ARTICLE_PATHS = ["blog", "news", "lone.md"]\n'
            'ARTICLE_EXCLUDES = ["blog/drafts", "blog/kept/"]\n'
            'PAGE_PATHS = ["blog/pages"]\nIGNORE_FILES = ["_*", "*.draft.md"]\n'
            'READERS = {"rst": None}\n'
        ),
        "src/blog/a.md": "Title: A\nDate: 2024-01-02\n\nText\n",
        "src/blog/drafts/b.md": "Title: B\nDate: 2024-01-02\n\nText\n",
        "src/blog/kept/c.md": "Title: C\nDate: 2024-01-02\n\nText\n",
        "src/blog/pages/d.md": "Title: D\nDate: 2024-01-02\n\nText\n",
        "src/news/e.md": "Title: E\nDate: 2024-01-02\n\nText\n",
        "src/f.md": "Title: F\nDate: 2024-01-02\n\nText\n",
        "src/lone.md": "Title: Lone\nDate: 2024-01-02\n\nText\n",
        "src/blog/_g.md": "Title: G\nDate: 2024-01-02\n\nText\n",
        "src/blog/_h/h.md": "Title: H\nDate: 2024-01-02\n\nText\n",
        "src/blog/i.draft.md": "Title: I\nDate: 2024-01-02\n\nText\n",
        "src/news/drafts/j.md": "Title: J\nDate: 2024-01-02\n\nText\n",
        "src/blog/k.rst": "K\n=\n\n:date: 2024-01-02\n\nText\n",
        "src/blog/x/drafts/l.md": "Title: L\nDate: 2024-01-02\n\nText\n",
        "src/blog/m.mkd": "Title: M\nDate: 2024-01-02\n\nText\n",
        "src/news/pages/n.md": "Title: N2\nDate: 2024-01-02\n\nText\n",
    },
    **{
        f"docinfo-{lang}": {
            "pelicanconf.py": f'PATH = "content"\nTIMEZONE = "UTC"\nDEFAULT_LANG = "{lang}"\n',
            **{
                f"content/{name}.rst": f"E {name}\n=======================\n\n"
                f":date: 2024-01-02\n:{name}:\n\nText\n"
                for name in ("author", "status", "version", "contact", "tags")
            },
        }
        for lang in ("de", "fr-CA", "ru", "hu")
    },
    "dots": {
        "pelicanconf.py": (
            'PATH = "./content/"\nTIMEZONE = "UTC"\nARTICLE_PATHS = ["."]\n'
            'ARTICLE_EXCLUDES = ["old", "./new"]\n'
        ),
        "content/a.md": "Title: A\nDate: 2024-01-02\n\nText\n",
        "content/old/b.md": "Title: B\nDate: 2024-01-02\n\nText\n",
        "content/new/c.md": "Title: C\nDate: 2024-01-02\n\nText\n",
        "content/pages/d.md": "Title: D\nDate: 2024-01-02\n\nText\n",
    },
    "slashes": {
        "pelicanconf.py": (
            'PATH = "content"\nTIMEZONE = "UTC"\nARTICLE_PATHS = ["./blog/", "news//"]\n'
            'ARTICLE_EXCLUDES = ["blog/old", "./blog/x/new", "news/x/new"]\n'
        ),
        "content/blog/a.md": "Title: A\nDate: 2024-01-02\n\nText\n",
        "content/blog/old/b.md": "Title: B\nDate: 2024-01-02\n\nText\n",
        "content/blog/x/new/c.md": "Title: C\nDate: 2024-01-02\n\nText\n",
        "content/news/x/new/d.md": "Title: D\nDate: 2024-01-02\n\nText\n",
        "content/news/e.md": "Title: E\nDate: 2024-01-02\n\nText\n",
        "content/f.md": "Title: F\nDate: 2024-01-02\n\nText\n",
    },
    "pagesasarticles": {
        "pelicanconf.py": (
            'PATH = "content"\nTIMEZONE = "UTC"\nARTICLE_PATHS = ["pages"]\n'
            'PAGE_PATHS = ["pages"]\n'
        ),
        "content/pages/a.md": "Title: A\nDate: 2024-01-02\n\nText\n",
        "content/pages/pages/b.md": "Title: B\nDate: 2024-01-02\n\nText\n",
        "content/c.md": "Title: C\nDate: 2024-01-02\n\nText\n",
    },
    "slugs": {
        "pelicanconf.py": (
            'PATH = "content"\nTIMEZONE = "UTC"\nSLUGIFY_SOURCE = "basename"\n'
            "SLUGIFY_PRESERVE_CASE = True\n"
            'SLUG_REGEX_SUBSTITUTIONS = [(r"C\\+\\+", "cpp"), (r"[^\\w\\s-]", ""), (r"['
            '-\\s]+", "_")]\n'
        ),
        "content/My File.md": "Title: x\nDate: 2024-01-02\n\nText\n",
        "content/C++ rules!.md": "Title: y\nDate: 2024-01-02\n\nText\n",
        "content/2024-01-05-Été.md": "Title: z\n\nText\n",
        "content/a.b.md": "Title: w\nDate: 2024-01-02\n\nText\n",
        "content/s.md": "Title: v\nDate: 2024-01-02\nSlug: Given Slug\n\nText\n",
    },
    "oldslugs": {
        "pelicanconf.py": (
            'PATH = "content"\nTIMEZONE = "UTC"\n'
            'SLUG_SUBSTITUTIONS = (("C++", "cpp"), ("#", "sharp"), ("c", "k"))\n'
            'CATEGORY_SUBSTITUTIONS = (("Ab", "a/b", True),)\n'
            'AUTHOR = "Eric # C"\nARTICLE_URL = "{category}/{author}/{slug}/"\n'
            'ARTICLE_SAVE_AS = "{category}/{author}/{slug}/index.html"\n'
        ),
        "content/a.md": "Title: C++ and C#: it's x\nDate: 2024-01-02\nCategory: Ab c!\n\nText\n",
        "content/Ab/b.md": "Title: B\nDate: 2024-01-02\n\nText\n",
    },
    "unicode": {
        "pelicanconf.py": (
            'PATH = "content"\nTIMEZONE = "UTC"\nSLUGIFY_USE_UNICODE = True\n'
            'DEFAULT_LANG = "FR"\nARTICLE_LANG_URL = "{lang}/{slug}.html"\n'
        ),
        "content/a.md": "Title: Été à Paris\nDate: 2024-01-02\n\nText\n",
        "content/b.md": "Title: 北京\nDate: 2024-01-02\n\nText\n",
        "content/c.md": "Title: Upper\nDate: 2024-01-02\nLang: FR\n\nText\n",
        "content/d.md": "Title: Lower\nDate: 2024-01-02\nLang: fr\n\nText\n",
        "content/e.md": ("Title: Other\nDate: 2024-01-02\nLang: en\nTranslation: true\n\nText\n"),
    },
    "titles": {
        "pelicanconf.py": 'PATH = "content"\nTIMEZONE = "UTC"\n',
        "content/t0.md": "Title: L’été à Orléans n°5\nDate: 2024-01-02\n\nText\n",
        "content/t1.md": "Title: Straße & Größe – œuvre\nDate: 2024-01-02\n\nText\n",
        "content/t2.md": "Title: Привет, мир! Ёлка\nDate: 2024-01-02\n\nText\n",
        "content/t3.md": "Title: 北京 是 首都\nDate: 2024-01-02\n\nText\n",
        "content/t4.md": "Title: こんにちは データ\nDate: 2024-01-02\n\nText\n",
        "content/t5.md": "Title: 안녕하세요\nDate: 2024-01-02\n\nText\n",
        "content/t6.md": "Title: ½ price €10 £3\nDate: 2024-01-02\n\nText\n",
        "content/t7.md": "Title: 100% C# & C++\nDate: 2024-01-02\n\nText\n",
        "content/t8.md": "Title: snake_case  and---dashes\nDate: 2024-01-02\n\nText\n",
        "content/t9.md": "Title: Zażółć gęślą jaźń\nDate: 2024-01-02\n\nText\n",
        "content/t10.md": "Title: İstanbul ığü\nDate: 2024-01-02\n\nText\n",
        "content/t11.md": "Title: «Quoted» “text”…\nDate: 2024-01-02\n\nText\n",
        "content/t12.md": "Title: A\xa0B\nDate: 2024-01-02\n\nText\n",
        "content/t13.md": ("Title: don't <em>stop</em> &amp; go\nDate: 2024-01-02\n\nText\n"),
        "content/t14.md": "Title: !!!\nDate: 2024-01-02\n\nText\n",
        "content/t15.md": "Title: 日本語のブログ\nDate: 2024-01-02\n\nText\n",
    },
    "fs": {
        "pelicanconf.py": 'PATH = "content"\nTIMEZONE = "UTC"\nDEFAULT_DATE = "fs"\n',
        "content/a.md": "Title: A\n\nText\n",
        "content/b.md": "Title: B\nDate: 2024-01-02\n\nText\n",
    },
    "textdate": {
        "pelicanconf.py": (
            'PATH = "content"\nTIMEZONE = "Europe/Paris"\n'
            'DEFAULT_DATE = "2020-05-06 07:08"\nDEFAULT_PAGINATION = 3\n'
        ),
        "content/a.md": "Title: A\n\nText\n",
        "content/b.md": "Title: B\nDate: 2024-01-02\n\nText\n",
    },
    "root": {
        "pelicanconf.py": 'PATH = "."\nTIMEZONE = "UTC"\n',
        "posts/a.md": "Title: A\nDate: 2024-01-02\n\nText\n",
        "more/deep/b.md": "Title: B\nDate: 2024-01-02\nStatus: draft\n\nText\n",
        "pages/c.md": "Title: C\nDate: 2024-01-02\n\nText\n",
    },
    "clean": {
        "pelicanconf.py": (
            'PATH = "content"\nTIMEZONE = "UTC"\nCLEAN_URLS = True\nARTICLE_DIR = "blog"\n'
        ),
        "content/blog/a.md": "Title: A\nDate: 2024-01-02\n\nText\n",
        "content/b.md": "Title: B\nDate: 2024-01-02\n\nText\n",
    },
    "base": {
        "pelicanconf.py": (
            'from pathlib import Path\nimport os\nAUTHOR = "Jörg Ä"\n'
            'PATH: str = "content"\nTIMEZONE = "UTC"\nSITEURL = ""\nROOT = "blog"\n'
            'ARTICLE_URL = ROOT + "/{author}/{slug}/"\n'
            'ARTICLE_SAVE_AS = ROOT + "/{author}/{slug}/index.html"\n'
            'CATEGORY_REGEX_SUBSTITUTIONS = [("x", "y")]\n'
            'THEME_ = os.path.join("a", "b")\nif True:\n    SITENAME = "x"\n'
        ),
        "publishconf.py": (
            "import os\nimport sys\n\nsys.path.append(os.curdir)\n"
            'from pelicanconf import *\n\nSITEURL = "https://example.org/sub/"\n'
            'ARTICLE_EXCLUDES = ["old"]\nWITH_FUTURE_DATES = False\n'
        ),
        "content/a.md": "Title: A\nDate: 2024-01-02\n\nText\n",
        "content/old/b.md": "Title: B\nDate: 2024-01-02\n\nText\n",
        "content/late.md": "Title: Late\nDate: 2099-01-02\n\nText\n",
        "content/auth.md": ("Title: Auth\nDate: 2024-01-02\nAuthors: One Two, Three\n\nText\n"),
    },
    "offset": {
        "pelicanconf.py": 'PATH = "content"\nTIMEZONE = "America/New_York"\n',
        "content/d0.md": "Title: T0\nDate: 2024-1-2\n\nText\n",
        "content/d1.md": "Title: T1\nDate: 2024/01/02 10:20\n\nText\n",
        "content/d2.md": "Title: T2\nDate: 2024.01.02\n\nText\n",
        "content/d3.md": "Title: T3\nDate: 20240102\n\nText\n",
        "content/d4.md": "Title: T4\nDate: 20240102T10:20\n\nText\n",
        "content/d5.md": "Title: T5\nDate: Jan. 2, 2024\n\nText\n",
        "content/d6.md": "Title: T6\nDate: 2nd January 2024\n\nText\n",
        "content/d7.md": "Title: T7\nDate: 02-Jan-2024\n\nText\n",
        "content/d8.md": "Title: T8\nDate: Tuesday, January 2, 2024\n\nText\n",
        "content/d9.md": "Title: T9\nDate: 13/02/2024\n\nText\n",
        "content/d10.md": "Title: T10\nDate: 13.02.2024\n\nText\n",
        "content/d11.md": "Title: T11\nDate: 2024-01-02 10:20 pm\n\nText\n",
        "content/d12.md": "Title: T12\nDate: 2024-01-02 12:05am\n\nText\n",
        "content/d13.md": "Title: T13\nDate: 2024-01-02, 10:20\n\nText\n",
        "content/d14.md": "Title: T14\nDate: 2024-01-02 10:20 UTC\n\nText\n",
        "content/d15.md": "Title: T15\nDate: 2024-01-02T10:20Z\n\nText\n",
        "content/d16.md": "Title: T16\nDate: 2024-01-02 10:20 -0530\n\nText\n",
        "content/d17.md": "Title: T17\nDate: 2024-01-02 10:20:30.5\n\nText\n",
        "content/d18.md": "Title: T18\nDate: 2024-11-03 01:30\n\nText\n",
        "content/d19.md": "Title: T19\nDate: 2024-03-10 02:30\n\nText\n",
        "content/d20.md": "Title: T20\nDate: Sept 2, 2024 at 10:20\n\nText\n",
        "content/d21.md": "Title: T21\nDate: 0001-01-01\n\nText\n",
        "content/d22.md": "Title: T22\nDate: 9998-12-31\n\nText\n",
    },
    "refused": {
        "pelicanconf.py": 'PATH = "content"\nTIMEZONE = "UTC"\n',
        "content/d0.md": 'Title: T0\nDate: "2024-01-02"\n\nText\n',
        "content/d1.md": "Title: T1\nDate: 2024-01-02 # note\n\nText\n",
        "content/d2.md": 'Title: T2\nDate: 2024-01-02\nStatus: "draft"\n\nText\n',
        "content/d3.md": ("Title: T3\nDate: 2024-01-02\nStatus: draft # not yet\n\nText\n"),
        "content/d4.md": "Title: T4\nDate: 2024-13-02\n\nText\n",
        "content/d5.md": "Title: T5\nDate: 2024-02-30\n\nText\n",
        "content/d6.md": "Title: T6\nDate: today\n\nText\n",
        "content/d7.md": "Title: T7\nDate: 2024-01-02 24:00\n\nText\n",
        "content/d8.md": "Title: T8\nDate: 2024-01-02 13:20 pm\n\nText\n",
        "content/d9.md": "Title: T9\nDate: x\n\nText\n",
        "content/d10.md": "Title: T10\nDate: 2024-01-02 10:20:60\n\nText\n",
    },
}
