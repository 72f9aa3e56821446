"""Blogs of each generator that change at random, and all that can be asked of them."""

import json
import os
import shutil
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from blogctl.blog.blog import Blog
from blogctl.content.fields import FIELDS, STABLE
from blogctl.content.post import Post
from blogctl.content.records import STATUS, record_of, to_json
from blogctl.content.search import Manner
from blogctl.content.statistics import statistics
from blogctl.content.tops import KINDS, top
from blogctl.errors import BlogError

WORDS = [
    "carbone",
    "wiki",
    "mange",
    "manger",
    "Tests",
    "testing",
    "C++",
    "l’été",
    "cœur",
    "東京",
    "overload",
    "running",
]
TAGS = ["rse", "wiki", "Été", "carbone", "lang/fr", "c++"]
DAYS = ("2026-01-05", "2026-03-01 08:00", "2026-03-02T09:30:00+01:00", "2026-03-02", "2027-01-01")
START = datetime.fromisoformat("2026-03-01T00:00:00+00:00")


class Kind(NamedTuple):
    """A generator's blogs: its configurations by file, folders, names of files, what it reads."""

    configurations: dict[str, tuple[str, ...]]
    folders: tuple[str, ...]
    names: tuple[str, ...]
    special: dict[str, tuple[str, ...]]
    text: Callable[[Random], str]


def _fields(random: Random) -> dict[str, Any]:
    """Return some front matter, most of it sound."""
    date, other = random.choice(DAYS), random.choice(DAYS)
    some = {
        "title": random.choice(["One", "Two: three", "Été", "C++ and C#", ""]),
        "date": date, "slug": random.choice(["one", "two", "été"]),
        "tags": random.sample(TAGS, random.randint(0, 3)),
        "categories": random.sample(TAGS, random.randint(0, 2)),
        "draft": random.choice([True, False]), "published": random.choice([True, False]),
        "lang": random.choice(["fr", "en"]), "description": " ".join(random.sample(WORDS, 2)),
        "publishDate": other, "expiryDate": other, "lastmod": other, "expires": other,
        "updated": other, "mood": random.choice(["calm", 3, True, ["a", "b"], {"deep": 1.5}]),
        "status": random.choice(["draft", "published", "hidden", "private"]),
        "permalink": random.choice(["/same/", "/own/:title/", "/x.html"]), "series": "Wikis",
        "url": "/same/", "weight": random.randint(0, 3), "image": "a.png",
    }  # fmt: skip
    kept = {"title", "date", *random.sample(sorted(some), random.randint(0, 6))}
    return {key: value for key, value in some.items() if key in kept}


def _body(random: Random) -> str:
    words = " ".join(random.choices(WORDS, k=random.randint(0, 12)))
    extra = random.choice(["", "\n\n# Part\n", "\n\n[a](one.md) ![i](i.png)", "\n\n```\ncode\n```"])
    return f"{words}{extra}\n"


def _yaml(random: Random) -> str:
    lines = "".join(
        f"{key}: {json.dumps(value, ensure_ascii=False) if key not in _BARE else value}\n"
        for key, value in _fields(random).items()
    )
    return f"---\n{lines}---\n{_body(random)}"


_BARE = ("date", "publishDate", "expiryDate", "lastmod", "expires", "updated")


def _toml(random: Random) -> str:
    fields = {k: v for k, v in _fields(random).items() if not isinstance(v, dict)}
    lines = "".join(f"{key} = {json.dumps(value)}\n" for key, value in fields.items())
    taxonomies = '[taxonomies]\ntags = ["rse", "wiki"]\n' if random.random() < 0.5 else ""
    return f"+++\n{lines.replace('date = ', 'date = ')}{taxonomies}+++\n{_body(random)}"


def _pelican(random: Random) -> str:
    fields = {k: ", ".join(v) if isinstance(v, list) else v for k, v in _fields(random).items()}
    return "".join(f"{key.title()}: {value}\n" for key, value in fields.items()) + (
        f"\n{_body(random)}"
    )


def _nikola(random: Random) -> str:
    fields = {k: ", ".join(v) if isinstance(v, list) else v for k, v in _fields(random).items()}
    lines = "".join(f".. {key}: {value}\n" for key, value in fields.items())
    body = _body(random)
    return random.choice([f"<!--\n{lines}-->\n\n{body}", lines, body])


KINDS_OF_BLOGS: dict[str, Kind] = {
    "plain": Kind(
        {".blogctl/config.toml": ('engine = "plain"\n',
                                  'engine = "plain"\ntimezone = "Asia/Tokyo"\n',
                                  'engine = "plain"\nlanguage = "fr"\n')},
        ("posts", "posts/2026", "posts/été"),
        ("one.md", "two.md", "One.md", "2026-03-01-three.md", "index.md", "a.png"),
        {}, _yaml,
    ),
    "hugo": Kind(
        {"hugo.toml": ('baseURL = "https://e.org/"\n', 'timeZone = "Asia/Tokyo"\n',
                       '[permalinks]\nposts = "/:year/:slug/"\n', "buildFuture = true\n")},
        ("content", "content/posts", "content/posts/a", "content/posts/a/b", "content/notes"),
        ("one.md", "two.md", "one.fr.md", "index.md", "_index.md", "2026-03-01-x.md", "a.png"),
        {"content/posts/_index.md": ("---\ncascade:\n  draft: true\n---\n", "---\ntitle: P\n---\n",
                                     "---\ncascade: {tags: [wiki]}\n---\n",
                                     "---\ncascade: [\n---\n"),
         "content/posts/a/_index.md": ("---\ncascade:\n  params: {mood: odd}\n---\n", "---\n---\n"),
         "content/posts/a/index.md": ("---\ntitle: Bundle\n---\nText\n",)},
        _yaml,
    ),
    "jekyll": Kind(
        {"_config.yml": ("timezone: Europe/Paris\n", "future: true\n", "permalink: pretty\n",
                         "defaults:\n- scope: {path: _posts/sub}\n  values: {tags: [wiki]}\n")},
        ("_posts", "_drafts", "_posts/sub", "sub/_posts"),
        ("2026-03-01-one.md", "2026-03-02-two.md", "two.md", "one.md", "2026-03-01-one.markdown"),
        {}, _yaml,
    ),
    "nikola": Kind(
        {"conf.py": ('SITE_URL = "https://e.org/"\nDEFAULT_LANG = "en"\nTIMEZONE = "Europe/Paris"\n'
                     'TRANSLATIONS = {"en": "", "fr": "./fr"}\n'
                     'POSTS = (("posts/*.md", "posts", "p"), ("posts/*.rst", "posts", "p"))\n',
                     'DEFAULT_LANG = "en"\nFUTURE_IS_NOW = True\n'
                     'POSTS = (("posts/*.md", "blog", "post.tmpl"),)\n')},
        ("posts", "posts/sub"),
        ("one.md", "two.md", "one.fr.md", "one.rst", "three.txt", "a.png"),
        {"posts/one.meta": (".. title: Meta\n.. date: 2026-03-01\n", ".. tags: private\n", ""),
         "posts/two.meta": (".. title: Two\n.. status: draft\n.. date: 2026-03-02 10:00\n",),
         "posts/one.fr.meta": (".. title: Un\n",)},
        _nikola,
    ),
    "eleventy": Kind(
        {"eleventy.config.js": ('export default (c) => ({ dir: { input: "src" } });\n',
                                'config.addPreprocessor("drafts", "*", (d) => d.draft);\n'
                                'export const config = { dir: { input: "src" } };\n')},
        ("src", "src/posts", "src/posts/a", "src/blog"),
        ("one.md", "two.md", "2026-03-01-x.md", "index.md", "one.markdown", "a.png"),
        {"src/posts/posts.json": ('{"tags": ["wiki"]}', '{"draft": true}', "{",
                                  '{"date": "2027-01-01"}'),
         "src/posts/one.json": ('{"title": "From data"}', "[]"),
         "src/posts/posts.11tydata.js": ("export default { tags: ['rse'] };",),
         "src/_data/site.json": ("{}",)},
        _yaml,
    ),
    "zola": Kind(
        {"config.toml": ('base_url = "https://e.org/"\ntaxonomies = [{ name = "tags" }]\n',
                         'base_url = "https://e.org/b/"\n[languages.fr]\n')},
        ("content", "content/posts", "content/posts/a", "content/notes"),
        ("one.md", "two.md", "one.fr.md", "index.md", "_index.md", "2026-03-01-x.md"),
        {"content/posts/_index.md": ("+++\ndraft = true\n+++\n", "+++\ntitle = 'P'\n+++\n",
                                     "+++\ntransparent = true\n+++\n", "+++\n= \n+++\n"),
         "content/posts/a/index.md": ("+++\ntitle = 'B'\n+++\nText\n",)},
        _toml,
    ),
    "hexo": Kind(
        {"_config.yml": ("url: https://e.org\n", "timezone: Asia/Tokyo\n", "future: false\n",
                         "post_asset_folder: true\n", "permalink: :title/\n"),
         "package.json": ('{"name": "b", "hexo": {"version": "8.1.2"}}\n',)},
        ("source/_posts", "source/_drafts", "source/_posts/one", "source/_posts/sub"),
        ("one.md", "two.md", "2026-03-01-x.md", "one.markdown", "index.md", "a.png"),
        {}, _yaml,
    ),
    "pelican": Kind(
        {"pelicanconf.py": ("PATH = 'content'\nTIMEZONE = 'Europe/Paris'\n",
                            "PATH = 'content'\nTIMEZONE = 'UTC'\nWITH_FUTURE_DATES = False\n",
                            "PATH = 'content'\nTIMEZONE = 'UTC'\nDEFAULT_DATE = 'fs'\n")},
        ("content", "content/cat", "content/pages"),
        ("one.md", "two.md", "One.md", "one.MD", "one.rst", "three.txt"),
        {}, _pelican,
    ),
    "astro": Kind(
        {"astro.config.mjs": ('export default defineConfig({ site: "https://e.org" });\n',
                              'defineConfig({ base: "/sub", i18n: { defaultLocale: "fr" } })\n')},
        ("src/content/blog", "src/content/posts", "src/content/notes/a"),
        ("one.md", "two.mdx", "index.md", "_x.md", "2026-03-01-x.md"),
        {}, _yaml,
    ),
}  # fmt: skip

BROKEN = (
    b"",
    b"\n",
    b"---\ntitle: [\n---\n",
    b"---\ntitle: open\n",
    b"\xff\xfe\xfa",
    b"a\0b",
    b'---\ntitle: "\\ud800 half"\ntags: ["\\udfff"]\n---\n',
    b'---\ntitle: "a\\0b"\n---\nx\n',
    b"---\ndate: 0001-01-01\n---\nearly\n",
    b"---\ndate: 9999-12-31 23:59\n---\nlate\n",
    b"---\ndate: not a date\n---\n",
    b"\xef\xbb\xbf---\r\ntitle: crlf\r\n---\r\nbody\r\n",
)


class Changing:
    """A blog that changes one step at a time, as chance has it."""

    def __init__(self, root: Path, name: str, seed: int) -> None:
        self.root = root
        self.kind = KINDS_OF_BLOGS[name]
        self.random = Random(seed)
        self.now = START
        self.did: list[str] = []
        for path, texts in self.kind.configurations.items():
            self._write(path, texts[0])
        for folder in self.kind.folders:
            (root / folder).mkdir(parents=True, exist_ok=True)
        for _ in range(6):
            self.write()

    def step(self) -> None:
        """Change something."""
        steps = (
            [self.write] * 4 + [self.rewrite] * 4 + [self.special] * 3 + [self.tick] * 3
            + [self.swap, self.rename, self.rename, self.remove, self.remove, self.break_one,
               self.break_one, self.link, self.link, self.move_folder, self.remove_folder,
               self.folder_for_link, self.configure, self.touch]
        )  # fmt: skip
        change = self.random.choice(steps)
        try:
            change()
        except OSError as error:
            self.did.append(f"{change.__name__} failed: {error}")

    def _write(self, path: str, data: str | bytes) -> None:
        self.did.append(f"write {path}")
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data.encode() if isinstance(data, str) else data)

    def _any_path(self) -> str:
        return f"{self.random.choice(self.kind.folders)}/{self.random.choice(self.kind.names)}"

    def files(self) -> list[Path]:
        """Return the files of posts, and those that speak of them."""
        homes = {folder.split("/")[0] for folder in self.kind.folders}
        found = [path for home in sorted(homes) for path in sorted((self.root / home).rglob("*"))]
        return [path for path in found if path.is_symlink() or path.is_file()]

    def one(self) -> Path:
        """Return one of the files."""
        found = self.files()
        return self.random.choice(found) if found else self.root / "none"

    def write(self) -> None:
        """Write a post, new or not."""
        self._write(self._any_path(), self.kind.text(self.random))

    def rewrite(self) -> None:
        """Change one letter in place; set the time back, perhaps."""
        file = self.one()
        before, data = file.stat(), bytearray(file.read_bytes())
        places = [at for at, letter in enumerate(data) if chr(letter).isalnum() and letter < 128]
        if places:
            at = self.random.choice(places)
            data[at] = ord(self.random.choice("a1b2"))
        with file.open("r+b") as opened:
            opened.write(data)
        if self.random.random() < 0.6:
            os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
        self.did.append(f"rewrite {file}")

    def swap(self) -> None:
        """Put another file of the same time and size in the place of one."""
        file = self.one()
        before, data = file.stat(), file.read_bytes()
        other = file.with_name(".other")
        other.write_bytes(data.swapcase())
        os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
        other.replace(file)
        self.did.append(f"swap {file}")

    def touch(self) -> None:
        """Give a file another time: whole seconds, long ago, or ahead."""
        file = self.one()
        when = self.random.choice([0, 1_700_000_000, 4_000_000_000])
        os.utime(file, (when, when))
        self.did.append(f"touch {file} {when}")

    def rename(self) -> None:
        """Give a file another name."""
        file, target = self.one(), self.root / self._any_path()
        target.parent.mkdir(parents=True, exist_ok=True)
        file.rename(target)
        self.did.append(f"rename {file} {target}")

    def remove(self) -> None:
        """Delete a file."""
        file = self.one()
        file.unlink()
        self.did.append(f"remove {file}")

    def break_one(self) -> None:
        """Write what is hardly a post."""
        self._write(self._any_path(), self.random.choice(BROKEN))

    def special(self) -> None:
        """Write, or delete, a file that says something of others."""
        if not self.kind.special:
            self.write()
            return
        path = self.random.choice(sorted(self.kind.special))
        if self.random.random() < 0.4:
            self.did.append(f"remove {path}")
            (self.root / path).unlink(missing_ok=True)
        else:
            self._write(path, self.random.choice(self.kind.special[path]))

    def link(self) -> None:
        """Make a link, to a file, to itself, to nothing or to a folder, or turn one elsewhere."""
        path = self.root / self._any_path()
        aims = [self.one(), path, self.root / "nowhere", self.root / self.kind.folders[-1]]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        aim = self.random.choice(aims)
        path.symlink_to(aim)
        self.did.append(f"link {path} {aim}")

    def _folder(self) -> Path:
        return self.root / self.random.choice(self.kind.folders)

    def move_folder(self) -> None:
        """Give a folder another name, or its name back."""
        folder = self._folder()
        other = folder.with_name(f"{folder.name}-elsewhere")
        pair = (other, folder) if other.exists() and not folder.exists() else (folder, other)
        pair[0].rename(pair[1])
        self.did.append(f"move {pair}")

    def remove_folder(self) -> None:
        """Delete the last of the folders, with what is in it."""
        folder = self.root / self.kind.folders[-1]
        if folder.is_symlink():
            folder.unlink()
        elif folder.exists():
            shutil.rmtree(folder)
        self.did.append(f"remove {folder}")

    def folder_for_link(self) -> None:
        """Put a link to another folder in the place of a folder, or the other way round."""
        folder = self.root / self.kind.folders[-1]
        away = self.root / "away"
        if folder.is_symlink():
            folder.unlink()
            if away.exists():
                away.rename(folder)
        elif folder.is_dir() and not away.exists():
            folder.rename(away)
            folder.symlink_to(away)
        self.did.append(f"folder for link {folder}")

    def configure(self) -> None:
        """Edit the configuration."""
        path = self.random.choice(sorted(self.kind.configurations))
        self._write(path, self.random.choice(self.kind.configurations[path]))

    def tick(self) -> None:
        """Let time go on, or back, across the dates."""
        by = self.random.choice([timedelta(seconds=1), timedelta(hours=9), timedelta(days=1),
                                 timedelta(days=400)])  # fmt: skip
        self.now += by * self.random.choice([-1, 1])
        self.now = max(min(self.now, START + timedelta(days=900)), START - timedelta(days=900))
        self.did.append(f"now {self.now}")


QUERIES = (
    "", "tag:wiki", "tag=rse", "tag:lang/", "-tag:wiki", "no:tag", "date:2026-03", "date:..2026-02",
    "updated:2026..", "expires:..2030", "publish:2027..", "words:3..", "minutes:1", "links:one",
    "images:i", "headings:part", "has:link", "no:code", "has:image", "is:draft", "is:live",
    "is:scheduled", "is:expired", "is:private", "is:bundle", "status:draft", "title:one",
    "title~^(one|é)", "body~carb", "summary:wiki", "lang:fr", "url:same", "path~one", "path:posts",
    "meta.mood:calm", "meta.mood.deep:1.5", "meta.weight~[12]", "carbone", "mange", "C++", "été",
    "body:tests", "text:running", "carbone or tag:rse", "not wiki", "tags~^W", "category:wiki",
    "series:Wikis", "authors:x", "draft:true", "one", "slug=one", "東", "car*",
)  # fmt: skip
SORTS = ("title", "-title", "date", "-date", "tags", "-tags", "words", "-words", "links", "slug",
         "url", "lang", "meta.mood", "-meta.weight", "headings", "summary", "status", "draft",
         "updated", "-expires", "publish", "body", "text", "images", "categories")  # fmt: skip


def _said(post: Post) -> str:
    """Return all that a post says, but for its text itself."""
    fields = {name: FIELDS[name].value(post) for name in (*STABLE, "headings")}
    return to_json([fields, post.description, post.cover, post.meta, post.text.has_code])


def _found(blog: Blog, words: Sequence[str]) -> Any:
    query = blog.query(words)
    return [blog.unknown_names(query), [_said(post) for post in blog.find(query)]]


def _records(blog: Blog, words: Sequence[str]) -> Any:
    query = blog.query(words)
    ready = blog.records(query)
    if ready is not None:
        return list(ready)
    return [record_of(post).replace(STATUS, post.status) for post in blog.find(query)]


def _hits(blog: Blog, words: Sequence[str]) -> Any:
    hits = blog.search(blog.query(words), Manner())
    return [(hit.post.path, hit.score, hit.excerpt, hit.spans) for hit in hits]


def _figures(blog: Blog, _: Sequence[str]) -> Any:
    posts = blog.find(blog.query([]), texts=True)
    tables = [top(kind, posts, blog.links, most=5) for kind in KINDS]
    return [to_json(statistics(posts, blog.now, blog.engine.zone)), to_json(tables)]


def _names(blog: Blog, _: Sequence[str]) -> Any:
    index = blog.index
    kinds = ("tags", "categories", "series", "authors", "lang")
    return [[index.names(kind) for kind in kinds], index.paths(), sorted(index.keys())]


def _read(blog: Blog, _: Sequence[str]) -> Any:
    return [_said(blog.index.fetch(post.path)) for post in blog.posts]


def _wholly(blog: Blog, _: Sequence[str]) -> Any:
    return [(_said(post), post.text.source) for post in blog.posts]


ASKS = (_found, _found, _found, _records, _hits, _hits, _figures, _names, _read, _wholly)


def questions(random: Random, count: int) -> list[tuple[Callable[..., Any], list[str]]]:
    """Return some questions; each is a function of a blog and words."""
    asked = []
    for _ in range(count):
        words = random.choice(QUERIES).split()
        if random.random() < 0.4:
            words += [f"sort:{random.choice(SORTS)}"]
        if random.random() < 0.1:
            words += ["limit:2"]
        asked.append((random.choice(ASKS), words))
    return asked


def told(root: Path, now: datetime, asked: Sequence[Any], *, cached: bool) -> list[Any]:
    """Return the answers to what is *asked*, in one opening of the blog."""
    answers: list[Any] = []
    try:
        blog = Blog.open(root, now, cached=cached)
        answers.append(blog.problems)
    except BlogError as error:
        return [(type(error).__name__, error.message, error.hint)]
    for ask, words in asked:
        try:
            answers.append((ask.__name__, words, ask(blog, words)))
        except BlogError as error:
            answers.append((ask.__name__, words, type(error).__name__, error.message, error.hint))
    blog.close()
    return answers
