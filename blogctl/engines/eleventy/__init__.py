"""Eleventy: posts are Markdown files of the input folder; what a page is, its data decide.

The configuration is JavaScript and is never run. What a strict pattern finds in it counts: the
folders (`dir: { input: "src" }`, or `setInputDirectory("src")`; `--input` in a script of
package.json), `pathPrefix`, and a preprocessor named "drafts".

Where posts lie, by blogctl's own convention: in the folder that the setting `posts` names; else
in the first of `posts`, `blog`, `content/blog`, `content/posts` and `_posts` in the input folder
that holds Markdown; else anywhere in the input folder. Never in `node_modules`, the folders of
includes, layouts, data and output, nor README.md and its like. `index.md` of the posts' folder, or
`blog.md` in `blog/`, is the folder's own page. Only the ending `.md` is Eleventy's.
What `.gitignore`, `.eleventyignore` and `ignores.add("…")` name is left out. Where the input folder
is the blog's own, only what lies in a folder is seen.

Front matter: from `---` in the first three letters of the file to a line that begins with `---`,
or to the end; `---json` too, `---toml` where the configuration has a reader for it, `---js` is
not read. Data files in JSON, `blog/blog.json`, `blog/blog.11tydata.json` and those of a post
(`x.json`), give fields to the posts below: lists are joined, unless `setDataDeepMerge(false)`, else
the nearest wins. Data files in JavaScript, global data, and what layouts say are passed over; where
a program seems to compute the permalink, no post is hidden by one of its own.

Dates: `date`, always in UTC, else the first YYYY-MM-DD in the path, else the file's birth, for
which, as for `Last Modified`, `Created` and git's, blogctl takes its last change. `tags` are
collections: a list, or a text that commas part.

There are no drafts, and a date to come hides nothing. Where the configuration has the preprocessor
"drafts", as the documentation recommends, `draft: true` hides a post. Elsewhere an unpublished
post has `permalink: false` and `eleventyExcludeFromCollections: true`, which publishing takes
away. Private: one of those two alone. URL: the path, or `permalink`, whose `{{ page.fileSlug }}`,
`{{ title | slugify }}` and `{{ page.date | date: "%Y" }}` are filled; '' where it would have to
be run. Checked against Eleventy 3.1 itself, with gray-matter 4 and js-yaml 4.
"""

import re
from collections.abc import Mapping, Sequence
from copy import copy
from datetime import UTC, datetime
from typing import Any

from blogctl.content.dialect import Value
from blogctl.content.document import Document
from blogctl.content.edits import in_turn, set_to, unset
from blogctl.content.explaining import Finding
from blogctl.content.front_matter import line_of
from blogctl.content.moves import Form
from blogctl.content.post import Post, Status, one_text, texts
from blogctl.engines.eleventy import dates, urls
from blogctl.engines.eleventy.cascade import (
    SCRIPTS,
    SUFFIXES,
    Fields,
    merged,
    names_of,
    refuse_tags,
    sources_of,
    stem,
    truth,
)
from blogctl.engines.eleventy.config import (
    CONFIG_FILES,
    HOMES,
    Conventions,
    computes_permalink,
    read_conventions,
    uncommented,
)
from blogctl.engines.eleventy.findings import misplaced, misread, passed_over
from blogctl.engines.eleventy.front_matter import cut, date_in, fields_of
from blogctl.engines.engine import FieldNames, Generator, Placed, Site, Source, index_folder
from blogctl.engines.faults import Fault
from blogctl.engines.hexo.globs import matches
from blogctl.engines.status_lines import hidden, shown
from blogctl.errors import BadFrontMatter, CannotEdit

OUT = "eleventyExcludeFromCollections"
_NO_POSTS = ("readme", "changelog", "license", "contributing", "code_of_conduct", "security")
_RESERVED = ("content", "collections")


def detect(site: Site) -> str | None:
    """Return why *site* is Eleventy's, or None."""
    found = next((name for name in CONFIG_FILES if name in site.entries), None)
    return f"{found} is there" if found else None


def configure(site: Site) -> "Eleventy":
    """Return Eleventy's conventions as the configuration of *site* sets them."""
    return Eleventy(
        read_conventions(site),
        one_text(site.settings.get("language")),
        one_text(site.settings.get("url")),
    )


class Eleventy(Generator):
    """Eleventy's conventions, configured for one site."""

    name = "eleventy"
    zone = UTC
    dated_names = True
    companions = SUFFIXES
    link_forms = (Form(r"\{\{-?\s*[\"']([^\"']+)[\"']\s*\|\s*url\b", "link"),)

    def __init__(self, conventions: Conventions, language: str, base: str) -> None:
        self.conventions = conventions
        self.output = conventions.output
        self.language = language
        self.languages = (language,) if language else ()
        self.base = base
        self.names = FieldNames(
            status=(("draft",),) if conventions.drafts else (),
            categories=(),
            authors=(("author",), ("authors",)),
            cover=(("image",), ("cover",)),
            url=(("permalink",),),
            lang=(("lang",),),
            forms={"author": "whole", "authors": "whole"},
        )
        self._data: dict[str, Fields] = {}
        self._scripts: dict[str, str] = {}
        self.home = conventions.posts or self._under(HOMES[0])

    @property
    def folders(self) -> tuple[str, ...]:
        """The input folder; where it is the blog's own, the folders in it that may have posts."""
        if self.conventions.input:
            return (self.conventions.input,)
        known = tuple(name for name in self.conventions.tops if not self._is_hidden(f"{name}/x"))
        home = self.conventions.posts.split("/")[0] or HOMES[0]
        first = tuple(name for name in (home, *HOMES) if name in known)
        return tuple(dict.fromkeys((*first, *known))) or (HOMES[0],)

    def select(self, paths: Sequence[str]) -> list[str]:
        """Return the posts of *paths*; their folder is remembered."""
        pages = [path for path in paths if path.lower().endswith(".md")]
        pages = [path for path in pages if not self._is_hidden(path)]
        homes = [self.conventions.posts] if self.conventions.posts else map(self._under, HOMES)
        for home in homes:
            found = [path for path in pages if path.startswith(f"{home}/")]
            if found:
                self.home = home
                break
        else:
            found = [] if self.conventions.posts else pages
        return [path for path in found if not self._is_page(path)]

    def _under(self, folder: str) -> str:
        return f"{self.conventions.input}/{folder}".lstrip("/")

    def _inner(self, path: str) -> str:
        return path.removeprefix(f"{self.conventions.input}/") if self.conventions.input else path

    def _is_hidden(self, path: str) -> bool:
        """Say whether *path* lies where Eleventy keeps no pages, or a dot folder."""
        parts = path.split("/")
        dotted = any(part.startswith(".") for part in parts)
        above = (path.startswith(f"{folder}/") for folder in self.conventions.hidden)
        if "node_modules" in parts or dotted or any(above):
            return True
        return bool(self.conventions.ignored) and matches(path, self.conventions.ignored)

    def _is_page(self, path: str) -> bool:
        """Say whether a file is about the blog: the page of the posts' folder, or a README."""
        folder, _, _ = path.rpartition("/")
        own = stem(path) in ("index", folder.rpartition("/")[2])
        return (own and folder == self.home) or stem(path).lower() in _NO_POSTS

    def sections(self, paths: Sequence[str]) -> list[str]:
        """Return the data files among *paths* that speak of posts."""
        there = [path for path in paths if path.endswith((".json", *SCRIPTS))]
        if not there:
            return []
        root, ends = self.conventions.input, (*SUFFIXES, *SCRIPTS)
        meant = {one for path in self.select(paths) for one in sources_of(path, root, ends)}
        return [path for path in there if path in meant]

    def inheriting(self, sections: Sequence[Source]) -> "Eleventy":
        """Return this engine as it reads the posts that the data files *sections* speak of."""
        engine = copy(self)
        engine._data, engine._scripts = {}, {}
        for source in sections:
            if source.path.endswith(SCRIPTS):
                text = source.document.body.decode("utf-8", errors="replace")
                engine._scripts[source.path] = uncommented(text)
                continue
            fields = fields_of(source.document)
            refuse_tags(source, fields)
            engine._data[source.path] = fields
        return engine

    def _cascade(self, path: str, own: Fields) -> dict[str, Any]:
        """Return the fields of the post at *path*, its *own* and what data files say of it."""
        files = sources_of(path, self.conventions.input)
        rows = [*(self._data.get(name, {}) for name in files), own]
        return merged(rows, joined=self.conventions.joined)

    def _scripts_of(self, path: str) -> list[str]:
        """Return the data files in JavaScript that speak of the post at *path*."""
        names = sources_of(path, self.conventions.input, SCRIPTS)
        return [name for name in names if name in self._scripts]

    def _is_computed(self, path: str, fields: Fields) -> bool:
        """Say whether a permalink that the post at *path* has of its own would not count."""
        computed = fields.get("eleventyComputed")
        scripts = (self._scripts[name] for name in self._scripts_of(path))
        return (
            self.conventions.computed
            or (isinstance(computed, Mapping) and "permalink" in computed)
            or any(map(computes_permalink, scripts))
        )

    def cut(self, path: str, data: bytes) -> Document:
        """Return the pieces of a post file, or of a data file."""
        return cut(path, data, toml=self.conventions.toml)

    def read(self, source: Source, now: datetime) -> Post:
        """Return the post that a file means to Eleventy."""
        own = fields_of(source.document)
        self._refuse(source, own)
        fields = self._cascade(source.path, own)
        date = self._date(source, fields, own)
        post = Post(
            path=source.path,
            slug=urls.slug_of(self._inner(source.path)),
            title=one_text(fields.get("title")),
            status="published",
            draft=self._is_draft(fields),
            date=date,
            publish=None,
            updated=None,
            expires=None,
            url=self._url(source.path, fields, date),
            lang=one_text(fields.get("lang")) or self.language,
            tags=_tags(fields),
            categories=(),
            series=(),
            authors=_words(fields, "author", "authors"),
            description=one_text(fields.get("description")).strip(),
            cover=next(iter(_words(fields, "image", "cover")), ""),
            meta=own,
            text=self.text_of(source),
        )
        return post._replace(status=self.status(post, now))

    def _refuse(self, source: Source, own: Fields) -> None:
        """Raise BadFrontMatter for a field at which Eleventy stops."""
        refuse_tags(source, own)
        for name in () if self.conventions.thawed else _RESERVED:
            if name in own:
                line = line_of(source.document, name)
                message = f"'{name}' is a field of Eleventy's own, and it stops at it"
                raise BadFrontMatter(message, line=line, hint="give it another name")
        link = own.get("permalink")
        if link is True:
            message = "'permalink: true' means nothing to Eleventy, and it stops at it"
        elif isinstance(link, (str, int, float)) and self._lacks_ending(one_text(link), own):
            message = f"the permalink '{one_text(link)}' ends neither in '/' nor in '.html'"
        else:
            return
        line = line_of(source.document, "permalink")
        raise BadFrontMatter(message, line=line, hint="write permalink: /path/")

    def _lacks_ending(self, link: str, own: Fields) -> bool:
        if (
            link in ("", "false")
            or self.conventions.bare
            or own.get("eleventyAllowMissingExtension")
        ):
            return False
        return "{{" not in link and "{%" not in link and urls.needs_ending(link)

    def _date(self, source: Source, fields: Fields, own: Fields) -> datetime | None:
        value = fields.get("date")
        if not truth(value):
            try:
                found = dates.path_date(source.path)
            except ValueError:
                # Eleventy goes on with no date at all.
                return None
            return found.moment if found else source.modified
        if isinstance(value, str) and value.lower() in dates.WORDS:
            return source.modified
        try:
            return date_in(source.document, value, own).moment
        except (ValueError, OverflowError) as error:
            line = line_of(source.document, "date") if "date" in own else None
            message = f"'{one_text(value)}' in 'date' is not a date that Eleventy reads"
            raise BadFrontMatter(message, line=line, hint=dates.FORMS) from error

    def _url(self, path: str, fields: Fields, date: datetime | None) -> str:
        """Return a page's path; '' where none is written, or where it would have to be run."""
        if self._is_draft(fields) and not self.conventions.drafts:
            fields = {key: value for key, value in fields.items() if key != "permalink"}
        link = _permalink(fields)
        page = urls.Page(self._inner(path), fields, date, self.conventions.engine)
        if link is False or link is True:
            return ""
        if not link:
            found: str | None = urls.default_address(page.inner)
        else:
            found = link if fields.get("dynamicPermalink") is False else urls.filled(link, page)
            found = urls.address(found) if found is not None else None
        prefix = f"/{self.conventions.prefix}" if self.conventions.prefix else ""
        return urls.encoded(prefix + found) if found is not None else ""

    def _is_draft(self, fields: Fields) -> bool:
        if self.conventions.drafts:
            return truth(fields.get("draft"))
        return _permalink(fields) is False and fields.get(OUT) is True

    def status(self, post: Post, now: datetime) -> Status:
        """Return draft, private or published: Eleventy knows no date from which a post shows."""
        if post.draft:
            return "draft"
        fields = self._cascade(post.path, post.meta)
        hidden = _permalink(fields) is False or fields.get(OUT) is True
        return "private" if hidden else "published"

    def because(self, source: Source, post: Post, now: datetime) -> str:
        """Return what decides the status of *post*: a field, with its line where it is its own."""
        if post.status == "published":
            return "nothing hides it"
        name = "draft" if post.draft and self.conventions.drafts else "permalink"
        fields = self._cascade(post.path, post.meta)
        if name == "permalink" and _permalink(fields) is not False:
            name = OUT
        if name not in post.meta:
            return f"a data file above says '{name}: {one_text(fields.get(name))}'"
        line = line_of(source.document, name)
        return f"'{name}: {one_text(post.meta[name])}' on line {line}"

    def findings(self, source: Source, post: Post) -> list[Finding]:
        """Return what Eleventy passes over or misreads in a post."""
        document, own = source.document, post.meta
        found = misplaced(document, own)
        found += passed_over(document, own, drafts=self.conventions.drafts)
        found += misread(document, own)
        if post.date is None:
            message = "the date in its path is no day of the calendar, and it has no other"
            found.append(Finding(None, message, "rename it, or write a date"))
        for name in self._scripts_of(source.path):
            message = f"{name} is a program, and what it says of the post is not read"
            found.append(Finding(None, message, None, stops=False))
        return found

    def reach(self, path: str) -> str | None:
        """Return '': the folder of posts is where there are any, and data files speak of others."""
        return ""

    def misplaced(self, paths: Sequence[str]) -> list[Fault]:
        """Return the files beside posts that Eleventy passes over."""
        if self.conventions.more_endings:
            return []
        return [
            Fault(path, "Eleventy reads no file that ends like this", "rename it to end in .md")
            for path in paths
            if path.lower().endswith((".markdown", ".mdown")) and path.startswith(f"{self.home}/")
        ]

    def release(self, placed: Placed, post: Post | None, when: datetime, *, redate: bool) -> Placed:
        """Return a post without what hides it, dated where neither a field nor its path does."""
        own = fields_of(placed.document)
        fields = self._cascade(placed.path, own)
        document = placed.document
        edits = []
        if self._is_draft(fields) and self.conventions.drafts:
            above = truth(self._cascade(placed.path, {}).get("draft"))
            release = set_to("draft", False)
            document = release(document) if above else shown(document, "draft", False)
        elif self._is_draft(fields):
            if self._is_draft(self._cascade(placed.path, {})):
                hint = "take 'permalink: false' out of it"
                raise CannotEdit("a data file above hides the post", hint=hint)
            edits += [unset(name) for name in (OUT, "permalink") if name in own]
        dated = bool(fields.get("date")) or dates.IN_PATH.search(placed.path) is not None
        if not dated:
            edits.append(set_to("date", self.date_value(when)))
        placed = placed._replace(document=in_turn(edits)(document))
        return self.redated(placed, when) if redate and dated else placed

    def withdraw(self, placed: Placed, post: Post | None) -> Placed:
        """Return a post with `draft: true`, or with the two fields that keep it off the site."""
        own = fields_of(placed.document)
        fields = self._cascade(placed.path, own)
        if self._is_draft(fields):
            return placed
        if self.conventions.drafts:
            return placed._replace(document=hidden(placed.document, "draft", True))
        taken = self._is_computed(placed.path, fields)
        if taken or own.get("permalink", False) is not False or own.get(OUT, True) is not True:
            message = (
                "the post has a permalink of its own, in the place of which it would be hidden"
            )
            hint = "add the preprocessor 'drafts' of Eleventy's documentation to the configuration"
            raise CannotEdit(message, hint=hint)
        edits = [set_to("permalink", False), set_to(OUT, True)]
        return placed._replace(document=in_turn(edits)(placed.document))

    def redated(self, placed: Placed, when: datetime) -> Placed:
        """Return a post with another date, in its field and in the name of a dated file.

        A dated name alone is enough for a day at midnight.
        """
        moment = self._in_zone(when)
        folder, slash, name = placed.path.rpartition("/")
        found = re.match(r"\d{4}-\d{2}-\d{2}(?=-)", name)
        own = fields_of(placed.document)
        if not found or own.get("date") or moment != datetime(*moment.timetuple()[:3], tzinfo=UTC):
            placed = placed._replace(document=set_to("date", moment)(placed.document))
        if not found:
            return placed
        path = f"{folder}{slash}{moment:%Y-%m-%d}{name[found.end() :]}"
        old, new = placed.path.removesuffix(".md"), path.removesuffix(".md")
        # A data file of its own would lose the post.
        along = tuple(
            (f"{new}{end}", f"{old}{end}") for end in SUFFIXES if f"{old}{end}" in self._data
        )
        return placed._replace(path=path, along=along if path != placed.path else ())

    def _in_zone(self, when: datetime) -> datetime:
        return when.astimezone(UTC).replace(microsecond=0)

    def date_value(self, when: datetime) -> Value:
        """Return a moment in UTC, to the second."""
        return self._in_zone(when)

    def belongings(self, path: str) -> str:
        """Return the folder of a post that is `x/index.md`."""
        return index_folder(path, (self.home, *self.folders))

    @property
    def root(self) -> str:
        """The setting `pathPrefix`."""
        return self.conventions.prefix

    def redirect(self, old: str, new: str) -> str:
        """Return the page that redirects, since no field does."""
        place = old.removeprefix(f"/{self.root}") if self.root else old
        page = self._under(f"redirects/{old.strip('/').replace('/', '-')}").removesuffix(".html")
        return (
            f"{page}.html: permalink: {place} in its front matter, and "
            f'<meta http-equiv="refresh" content="0; url={new}">'
        )

    def new_path(self, folder: str, name: str, lang: str, *, bundle: bool) -> str:
        """Return `folder/name.md`, or `folder/name/index.md`."""
        home = self.home if folder == self.conventions.input else folder
        return f"{home}/{name}/index.md" if bundle else f"{home}/{name}.md"


def _permalink(fields: Fields) -> str | bool | None:
    """Return a permalink: a text, False for no page, None for the default."""
    computed = fields.get("eleventyComputed")
    link = computed.get("permalink") if isinstance(computed, Mapping) else None
    link = fields.get("permalink") if link is None else link
    if isinstance(link, Mapping):
        link = link.get("build", False) if link else None
    if isinstance(link, bool):
        return link
    return ",".join(texts(link)) if isinstance(link, list) else one_text(link) or None


def _words(fields: Fields, *names: str) -> tuple[str, ...]:
    """Return the texts of the first field of *names* that has any."""
    found = (tuple(w for w in texts(fields.get(name)) if isinstance(fields.get(name), (str, list)))
             for name in names)  # fmt: skip
    return next((words for words in found if words), ())


def _tags(fields: Fields) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tag.strip() for tag in names_of(fields.get("tags")) if tag.strip()))
