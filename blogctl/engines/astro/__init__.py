"""Astro: posts are the Markdown files of a content collection; the rest is the site's own code.

The configuration is JavaScript and is never run. What a strict pattern finds in it counts: `site`,
`base`, `srcDir`, `trailingSlash: "never"`, `format: "file"` and `defaultLocale`. Schemas, loaders
and pages are not looked at, so that all below is convention, that of Astro's own blog example.

Where posts lie: in the folder that the setting `posts` names; else the first of `content/blog`,
`content/posts`, `content/post`, `data/blog`, `pages/blog` and `pages/posts` in `src/` that holds
posts; else anywhere in `src/content/`. Endings: `.md` and `.mdx`. A file or folder whose name
begins with `_` is left out.

Front matter: YAML between `---`, TOML between `+++`; blank lines may stand before it. Fields:
`title`, `description`, `tags`, `author`, `lang`; `pubDate` (or `date`, `pubDatetime`,
`publishDate`, `published`), `updatedDate` (or `modDatetime`, `updated`, `lastmod`), `heroImage`
(or `image`, `cover`).

Dates: as `z.coerce.date()` takes them. A day is midnight UTC; a text such as `Jul 08 2022`, or one
with a time and no offset, is in the zone of the machine that builds: the setting `timezone`, else
UTC.

Draft: `draft: true`, which hides a post only if the site's pages filter drafts out, as most do:
Astro itself has had no drafts since version 4. No date hides a post. URL: `/blog/id/`, the
collection's name and the entry's id, which is `slug`, else the path as github-slugger spells it,
without `index`; the setting `permalink` may say otherwise, as in `/writing/:slug/`. Publishing
writes `draft: false`, and a date if there is none.

Astro was read, not run: its source and documentation, as of 5 and 6.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any, NamedTuple
from urllib.parse import quote

from blogctl.content.dates import in_zone
from blogctl.content.dialect import Dialect, Value
from blogctl.content.document import Document, sliced
from blogctl.content.edits import set_to
from blogctl.content.explaining import Finding
from blogctl.content.front_matter import line_of, read_fields
from blogctl.content.post import Post, Status, one_text, texts
from blogctl.engines.astro.dates import FORMS, coerced
from blogctl.engines.astro.fields import (
    COVERS,
    DATES,
    UPDATES,
    cover,
    date_key,
    is_given,
    is_plain,
    slugged,
    words,
)
from blogctl.engines.configuration import zone_named
from blogctl.engines.eleventy.config import configuration, text_setting
from blogctl.engines.engine import FieldNames, Generator, Placed, Site, Source, index_folder
from blogctl.engines.status_lines import hidden, shown
from blogctl.errors import BadFrontMatter

CONFIG_FILES = tuple(f"astro.config.{end}" for end in ("mjs", "js", "ts", "mts", "cjs", "cts"))
HOMES = ("content/blog", "content/posts", "content/post", "data/blog", "pages/blog", "pages/posts")
_FENCED = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s*\n)?(---|\+\+\+)((?:[ \t]*\r?\n)?)(.*?)(?<=\n)(?:---|\+\+\+)",
    re.DOTALL,
)
_NO_FIELDS = re.compile(r"the front matter is a (?:list|single value), not fields")
_ENDING = re.compile(r"\.mdx?$")
_REDIRECT = re.compile(r"\s*[\"'](/[^\"'\n]*)[\"']\s*:\s*(?:[\"'][^\"'\n]*[\"']|\{[^{}]*\})\s*,?")
_FOREIGN = ("expiryDate", "unpublishDate", "published")


class Conventions(NamedTuple):
    """How one Astro site reads its posts, as far as its configuration can be read off.

    *source* is the folder of its sources, *posts* that of the posts, '' where it is to be found.
    *permalink* is '' where the setting is missing. *slash* ends a URL.
    """

    source: str
    posts: str
    site: str
    base: str
    permalink: str
    slash: bool
    zone: tzinfo
    language: str
    redirected: tuple[str, ...] = ()
    output: str = "dist"


def detect(site: Site) -> str | None:
    """Return why *site* is Astro's, or None."""
    found = next((name for name in CONFIG_FILES if name in site.entries), None)
    return f"{found} is there" if found else None


def configure(site: Site) -> "Astro":
    """Return Astro's conventions as the configuration of *site* sets them."""
    source = configuration(site.files, CONFIG_FILES)

    def setting(name: str) -> str:
        return one_text(site.settings.get(name))

    bare = text_setting(source, "trailingSlash") == "never"
    bare = bare or text_setting(source, "format") == "file"
    return Astro(
        Conventions(
            source=_folder(text_setting(source, "srcDir") or "src"),
            posts=_folder(setting("posts")),
            site=text_setting(source, "site") or setting("url"),
            base=(text_setting(source, "base") or "").strip("/"),
            permalink=setting("permalink"),
            slash=not bare,
            zone=zone_named(setting("timezone")),
            language=text_setting(source, "defaultLocale") or setting("language"),
            redirected=tuple(_redirected(source)),
            output=_folder(text_setting(source, "outDir") or "") or "dist",
        )
    )


def _redirected(source: str) -> Iterator[str]:
    """Yield the addresses that `redirects: { "/old/": "/new/" }` names, patterns left out."""
    found = re.search(r"\bredirects\s*:\s*\{", source)
    rest = source[found.end() :] if found else ""
    while row := _REDIRECT.match(rest):
        if "[" not in row.group(1):
            yield row.group(1)
        rest = rest[row.end() :]


def _folder(text: str) -> str:
    return "/".join(part for part in text.split("/") if part not in ("", "."))


class Astro(Generator):
    """Astro's conventions, configured for one site."""

    name = "astro"
    blank = b"---\ntitle:\npubDate:\n---\n\n"
    statics = ("public",)
    names = FieldNames(
        date=tuple((name,) for name in DATES),
        updated=tuple((name,) for name in UPDATES),
        status=(("draft",),),
        categories=(("categories",), ("category",)),
        series=(("series",),),
        authors=(("author",), ("authors",)),
        cover=tuple((name,) for name in COVERS),
        slug=(("slug",),),
        lang=(("lang",),),
        forms={"author": "whole"},
    )

    def __init__(self, conventions: Conventions) -> None:
        self.conventions = conventions
        self.output = conventions.output
        self.zone = conventions.zone
        self.language = conventions.language
        self.languages = (conventions.language,) if conventions.language else ()
        address = conventions.site.rstrip("/")
        self.base = f"{address}/{conventions.base}" if conventions.base else conventions.site
        self.home = conventions.posts or self._under(HOMES[0])

    @property
    def redirections(self) -> tuple[str, ...]:  # type: ignore[override]  # read from the configuration
        """The addresses in `redirects`."""
        return tuple(self.aliased(url, "") for url in self.conventions.redirected)

    @property
    def folders(self) -> tuple[str, ...]:
        """The folder of the posts, where the settings name it; else those where posts may lie."""
        if self.conventions.posts:
            return (self.conventions.posts,)
        return tuple(self._under(name) for name in ("content", "data", "pages"))

    def _under(self, folder: str) -> str:
        return f"{self.conventions.source}/{folder}".lstrip("/")

    def reach(self, path: str) -> str | None:
        """Return '': the folder of posts is the first that has any."""
        return ""

    def select(self, paths: Sequence[str]) -> list[str]:
        """Return the posts of *paths*; their folder is remembered."""
        entries = [path for path in paths if _ENDING.search(path) and not _is_left_out(path)]
        homes = map(self._under, HOMES)
        for home in [self.conventions.posts] if self.conventions.posts else homes:
            found = [path for path in entries if path.startswith(f"{home}/")]
            if found:
                self.home = home
                return found
        content = self._under("content")
        return [path for path in entries if path.startswith(f"{content}/")]

    def cut(self, path: str, data: bytes) -> Document:
        """Return the pieces of a post file: without two fences it is all text."""
        dialect = Dialect(schema="js", any_case=False)
        found = _FENCED.match(data)
        if not found or b"\n" not in found.group(2) + found.group(3):
            return Document(b"", b"", b"", data, "none", dialect)
        line_end = re.compile(rb"[ \t]*\r?\n").match(data, found.end())
        body = line_end.end() if line_end else found.end()
        form = found.group(1)
        start, end = found.start(3), found.end(3)
        return sliced(data, start, end, body, "toml" if form == b"+++" else "yaml", dialect)

    def _fields(self, document: Document) -> dict[str, Any]:
        """Return a document's fields; text in their place is passed over, as Astro does."""
        try:
            return read_fields(document)
        except BadFrontMatter as error:
            if _NO_FIELDS.fullmatch(error.message):
                return {}
            raise

    def read(self, source: Source, now: datetime) -> Post:
        """Return the post that a file means by the conventions of Astro's blog example."""
        document = source.document
        fields = self._fields(document)
        date = self._date(document, fields, DATES)
        updated = self._date(document, fields, UPDATES)
        ident = self._ident(source.path, fields)
        post = Post(
            path=source.path,
            slug=ident.rpartition("/")[2],
            title=one_text(fields.get("title")),
            status="published",
            draft=fields.get("draft") is True,
            date=date,
            publish=None,
            updated=updated if updated != date else None,
            expires=None,
            url=self._url(source.path, ident),
            lang=one_text(fields.get("lang")) or self.language,
            tags=texts(fields.get("tags")),
            categories=words(fields, "categories", "category"),
            series=words(fields, "series"),
            authors=words(fields, "author", "authors"),
            description=one_text(fields.get("description")).strip(),
            cover=cover(fields),
            meta=fields,
            text=self.text_of(source),
        )
        return post._replace(status=self.status(post, now))

    def _date(
        self, document: Document, fields: Mapping[str, Any], names: Sequence[str]
    ) -> datetime | None:
        """Return the first date that one of the fields *names* gives; raise BadFrontMatter."""
        name = next((name for name in names if is_given(fields.get(name))), None)
        if name is None:
            return None
        try:
            return coerced(fields[name], self.zone, plain=is_plain(document, name))
        except (ValueError, OverflowError) as error:
            message = f"'{one_text(fields[name])}' in '{name}' is not a date that Astro reads"
            raise BadFrontMatter(message, line=line_of(document, name), hint=FORMS) from error

    def _ident(self, path: str, fields: Mapping[str, Any]) -> str:
        """Return an entry's id: its field `slug`, else its path below the collection's folder."""
        slug = fields.get("slug")
        if isinstance(slug, str) and slug:
            return slug
        inner = _ENDING.sub("", path.removeprefix(f"{self._collection(path)}/"))
        if path.startswith(f"{self._under('pages')}/"):
            # A page's route is its path as it is.
            return re.sub(r"/index$", "", inner)
        return re.sub(r"/index$", "", "/".join(slugged(part) for part in inner.split("/")))

    def _collection(self, path: str) -> str:
        """Return the folder of the collection that *path* is in."""
        if path.startswith(f"{self.home}/"):
            return self.home
        content = self._under("content")
        depth = content.count("/") + 2 if path.startswith(f"{content}/") else 0
        parts = path.split("/")[:-1]
        return "/".join(parts[:depth] if depth else parts)

    def _url(self, path: str, ident: str) -> str:
        collection = self._collection(path).rpartition("/")[2]
        if self.conventions.permalink:
            values = {"slug": ident, "id": ident, "collection": collection}
            found = re.sub(
                r":(slug|id|collection)",
                lambda one: values[one.group(1)],
                self.conventions.permalink,
            )
            # The host, what is asked for and the anchor are no part of the path.
            found = re.sub(r"^(?:[a-z]+:)?//[^/]*|[?#].*", "", found)
            slash = found.endswith("/")
        else:
            found, slash = f"{collection}/{ident}", self.conventions.slash
        base = self.conventions.base
        url = "/".join(part for part in (base, *found.split("/")) if part)
        return quote(f"/{url}/" if slash and url else f"/{url}", safe="/%:@!$&'()*+,;=~-._")

    def status(self, post: Post, now: datetime) -> Status:
        """Return draft or published: nothing else hides a post by convention."""
        return "draft" if post.draft else "published"

    def because(self, source: Source, post: Post, now: datetime) -> str:
        """Return what decides the status of *post*: `draft`, with its line, or nothing."""
        if not post.draft:
            return "nothing hides it"
        line = line_of(source.document, "draft")
        return f"'draft: true' on line {line}, if the site's pages leave drafts out"

    def findings(self, source: Source, post: Post) -> list[Finding]:
        """Return what Astro passes over or misreads in a post."""
        document, fields = source.document, post.meta
        found = [
            # Who writes when to publish means the post not to show before.
            Finding(
                line_of(document, name),
                f"'{name}' means nothing to Astro",
                None,
                stops=name.lower() == "publishdate",
            )
            for name in _FOREIGN
            if fields.get(name) is False or (name != "published" and is_given(fields.get(name)))
        ]
        draft = fields.get("draft")
        if draft is not None and not isinstance(draft, bool):
            message = f"'draft: {one_text(draft)}' is neither true nor false, and hides nothing"
            found.append(Finding(line_of(document, "draft"), message, "write draft: true"))
        for name in DATES:
            if isinstance(fields.get(name), (int, float)) and is_given(fields[name]):
                message = f"'{one_text(fields[name])}' in '{name}' is milliseconds since 1970"
                found.append(Finding(line_of(document, name), message, FORMS))
        if document.format != "none" and document.block.strip() and not fields:
            message = "the text between the fences is no fields, and is not printed"
            found.append(Finding(document.first_line, message, "write fields there, or 'title:'"))
        return found

    def release(self, placed: Placed, post: Post | None, when: datetime, *, redate: bool) -> Placed:
        """Return a post with `draft: false`, and a date where there is none."""
        document = placed.document
        fields = self._fields(document)
        if fields.get("draft") is True:
            document = shown(document, "draft", False)
        dated = any(is_given(fields.get(name)) for name in DATES)
        if redate or not (dated or document.dialect.undated):
            document = set_to(date_key(fields), self.date_value(when))(document)
        return placed._replace(document=document)

    def withdraw(self, placed: Placed, post: Post | None) -> Placed:
        """Return a post with `draft: true`."""
        if self._fields(placed.document).get("draft") is True:
            return placed
        return placed._replace(document=hidden(placed.document, "draft", True))

    def redated(self, placed: Placed, when: datetime) -> Placed:
        """Return a post with another date, in the field that it has, else `pubDate`."""
        key = date_key(self._fields(placed.document))
        return placed._replace(document=set_to(key, self.date_value(when))(placed.document))

    def date_value(self, when: datetime) -> Value:
        """Return a moment in the site's zone, with its offset: one instant for every machine."""
        return in_zone(when, self.zone).replace(microsecond=0)

    def belongings(self, path: str) -> str:
        """Return the folder of a post that is `x/index.md`."""
        return index_folder(path, (self.home, *self.folders))

    @property
    def root(self) -> str:
        """The setting `base`."""
        return self.conventions.base

    def redirect(self, old: str, new: str) -> str:
        """Return the line of the configuration that redirects."""
        return f'astro.config: redirects: {{ "{self.alias(old, new)}": "{new}" }}'

    def new_path(self, folder: str, name: str, lang: str, *, bundle: bool) -> str:
        """Return `folder/name.md`, or `folder/name/index.md`."""
        home = self.home if folder in self.folders else folder
        return f"{home}/{name}/index.md" if bundle else f"{home}/{name}.md"


def _is_left_out(path: str) -> bool:
    return any(part.startswith(("_", ".")) for part in path.split("/")[1:])
