"""Jekyll: dated files in `_posts/`, drafts in `_drafts/`, at any depth.

Where posts lie: in a `_posts` folder anywhere below `source` (or below `collections_dir` in it),
in folders that neither begin with `_`, `.`, `#`, `~` nor are excluded. Below `_posts` any folder
will do. A name is `2026-03-15-my-post.md`, or with fewer digits, `26-3-5-x.md`; a file with no date
in its name is passed over. The folders above `_posts` are categories, those below are not.
Front matter: YAML between a first line `---` and the next line `---` or `...`, as Ruby reads it;
keys are case-sensitive. A text without it is a post too. TOML is text. `defaults` of the
configuration fill in, by the beginning or a pattern of the path.

Dates: `date`, else the one in the name. A value is what Ruby makes of it: a date alone is midnight
in `timezone` (without one, in that of blogctl's settings, else UTC; Jekyll takes the machine's),
and a time of day is there too, but one to the second without quotes and without an offset is UTC.
A day too many rolls over into the next month. A date that Ruby cannot read, an empty one too,
stops Jekyll.
Draft: it lies in `_drafts/` (unless `show_drafts`), or `published` is false or empty (unless
`unpublished`). `draft: true` means nothing. Scheduled: the date is to come, unless `future`.
Nothing expires.
Tags: `tag` (one text is one tag), else `tags` (a list, or a text that blanks part). Categories:
those of the folders, of `categories` (likewise) and of `category`.

URL: `baseurl`, then `permalink` of the front matter, else of the posts' collection, else the
site's, which may be the name of a style. The name's slug, or `slug`, keeps its capitals in
`:title` and loses them in `:slug`.
Publishing moves `_drafts/x.md` to `_posts/2026-03-15-x.md` beside it and takes away a false
`published`; unpublishing moves back and keeps the date in the name. The field `date` is written
where the post or the blog has one, or where the time of day matters.
Checked against Jekyll 4.3.1, its own news, and its source.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any

from blogctl.content.dialect import Dialect
from blogctl.content.document import BOM, Document, sliced
from blogctl.content.explaining import Finding
from blogctl.content.front_matter import line_of, read_fields
from blogctl.content.moves import Form
from blogctl.content.post import Post, Status, one_text
from blogctl.content.text import Text
from blogctl.engines.engine import FieldNames, Generator, Placed, Site, Source
from blogctl.engines.faults import Fault
from blogctl.engines.jekyll.dates import read_field, stamped
from blogctl.engines.jekyll.fields import (
    NAME_FORM,
    all_fields,
    categories_of,
    date_in_field,
    date_in_name,
    dated_as,
    defaults_for,
    is_plain,
    is_published,
    is_true,
    named_fields,
    tags_of,
    title_of,
)
from blogctl.engines.jekyll.findings import findings_in
from blogctl.engines.jekyll.objects import refuse_objects
from blogctl.engines.jekyll.publishing import draft_path, redated, released, withdrawn
from blogctl.engines.jekyll.site import (
    DRAFTS,
    FILES,
    POSTS,
    Conventions,
    detected_by,
    folders_of,
    hides,
    in_source,
    is_looked_at,
    is_text,
    kind_of,
    named,
    read_conventions,
    relative_path,
)
from blogctl.engines.jekyll.urls import Page, escaped, page_url, slugified, unknown_word
from blogctl.errors import BadFrontMatter

CONFIG_FILES = FILES
_FENCED = re.compile(rb"(?:\xef\xbb\xbf)?---\s*\n(?s:.*?)\n?(?m:^)(?:---|\.\.\.)(?=\s*(?m:$))")
_END_OF_LINE = re.compile(rb"[^\n]*\n?")


def detect(site: Site) -> str | None:
    """Return why *site* is Jekyll's, or None."""
    return detected_by(site)


def configure(site: Site) -> "Jekyll":
    """Return Jekyll's conventions as the configuration of *site* sets them."""
    return Jekyll(read_conventions(site))


# `{% post_url 2026-03-15-x %}`, `{% link _posts/… %}`, `{{ "/x/" | relative_url }}`, and paths
# behind `{{ site.baseurl }}`.
_FORMS = (
    Form(r"\{%-?\s*post_url\s+([^\s%]+)", "path"),
    Form(r"\{%-?\s*link\s+([^\s%{]+)", "path"),
    Form(r"\{\{-?\s*[\"']([^\"']+)[\"']\s*\|\s*(?:relative_url|absolute_url)\b", "link"),
    Form(r"\{\{-?\s*site\.(?:baseurl|url)\s*-?\}\}(/[^\s)>\"'{]+)", "link"),
)


class Jekyll(Generator):
    """Jekyll's conventions, configured for one site."""

    name = "jekyll"
    link_forms = _FORMS
    dated_names = True
    statics = ("",)
    names = FieldNames(
        updated=(("last_modified_at",),),
        status=(("published",),),
        tags=(("tags",), ("tag",)),
        categories=(("categories",), ("category",)),
        series=(("series",),),
        authors=(("author",), ("authors",)),
        description=(("description",), ("excerpt",), ("summary",)),
        cover=(("image",), ("cover",)),
        slug=(("slug",),),
        url=(("permalink",),),
        aliases=(("redirect_from",),),
        lang=(("lang",),),
        forms={"tag": "whole", "category": "whole", "series": "whole", "author": "whole",
               "authors": "whole"},
    )  # fmt: skip

    def __init__(self, conventions: Conventions) -> None:
        self.conventions = conventions
        self.output = conventions.destination
        self.zone: tzinfo = conventions.zone
        self.language = conventions.language
        self.languages = conventions.languages
        self.folders = folders_of(conventions)
        self.home = in_source(conventions, POSTS)
        layout = "" if "layout" in defaults_for(conventions, f"{self.home}/") else "layout: post\n"
        self.blank = f"---\n{layout}title:\ndate:\n---\n\n".encode()
        self.hides_future = not conventions.future
        prefix = f"/{conventions.base_path}" if conventions.base_path else ""
        self.base = f"{conventions.address}{prefix}/" if conventions.address else ""

    def term_url(self, noun: str, name: str, post: Post) -> str:
        """Return the address of the page that jekyll-archives makes; '' where it does not."""
        template, slug = self.conventions.archives.get(noun, ""), slugified(name)
        path = template.replace(":name", escaped(slug)).replace(":type", noun)
        return self.aliased(path, "") if template and slug else ""

    def select(self, paths: Sequence[str]) -> list[str]:
        """Return the dated files in `_posts` folders, and all in `_drafts` folders."""
        return [
            path
            for path in paths
            if is_text(self.conventions, path)
            and is_looked_at(self.conventions, path)
            and (kind_of(path) == DRAFTS or named(path).date)
        ]

    def cut(self, path: str, data: bytes) -> Document:
        """Return the pieces of a post: `---` opens at the very start, `---` or `...` closes."""
        dialect = Dialect(schema="ruby", separator=" ", any_case=False)
        found = _FENCED.match(data)
        if not found:
            start = len(BOM) if data.startswith(BOM) else 0
            return sliced(data, start, start, start, "none", dialect)
        opening = _END_OF_LINE.match(data)
        body = _END_OF_LINE.match(data, found.end())
        assert opening
        assert body
        end = found.end() - 3
        return sliced(data, min(opening.end(), end), end, body.end(), "yaml", dialect)

    def text_of(self, source: Source) -> Text:
        """Return the body; the site's own mark of an excerpt's end becomes the usual one."""
        text = source.document.body.decode("utf-8")
        mark = self.conventions.separator
        return Text(text.replace(mark, "<!--more-->", 1) if mark.startswith("<!--") else text)

    def read(self, source: Source, now: datetime) -> Post:
        """Return the post that a file means to Jekyll."""
        document = source.document
        written = read_fields(document)
        refuse_objects(document)
        fields = self._all_fields(source, written)
        kind = kind_of(source.path) or POSTS
        hidden = not is_published(fields) and not self.conventions.unpublished
        draft = hidden or hides(self.conventions, kind)
        date = self._date(source, fields, kind)
        post = Post(
            path=source.path,
            slug=self._slug(source, fields),
            title=title_of(fields, source.path),
            status="published",
            draft=draft,
            date=date,
            publish=date if self.hides_future else None,
            updated=self._updated(document, fields),
            expires=None,
            url=self._url(source, fields, date),
            lang=one_text(fields.get("lang")) or self.language,
            tags=tags_of(fields),
            categories=categories_of(fields),
            **named_fields(fields),
            meta=written,
            text=self.text_of(source),
        )
        return post._replace(status=self.status(post, now))

    def _all_fields(self, source: Source, written: Mapping[str, Any]) -> dict[str, Any]:
        """Return a post's fields with its defaults; raise BadFrontMatter where Jekyll drops all."""
        kind = kind_of(source.path) or POSTS
        try:
            if dated_as(source.document, "categories"):
                raise TypeError(written["categories"])
            return all_fields(self.conventions, source.path, kind, written)
        except TypeError as error:
            line = line_of(source.document, "categories")
            message = "'categories' is neither a text nor a list, and Jekyll drops all fields"
            hint = "write categories: [news, sport]"
            raise BadFrontMatter(message, line=line, hint=hint) from error

    def _date(self, source: Source, fields: Mapping[str, Any], kind: str) -> datetime | None:
        """Return a post's date; None for a draft that has none. Raise BadFrontMatter."""
        if "date" in fields and not (fields["date"] is None and hides(self.conventions, kind)):
            return date_in_field(source.document, one_text(fields["date"]), self.zone)
        if named(source.path).date:
            return date_in_name(named(source.path).date, self.zone)
        return None if hides(self.conventions, kind) else source.modified.astimezone(self.zone)

    def _updated(self, document: Document, fields: Mapping[str, Any]) -> datetime | None:
        """Return when a post was changed, as plugins take it; None where that is no date."""
        text = one_text(fields.get("last_modified_at"))
        try:
            plain = is_plain(document, "last_modified_at")
            return read_field(text, self.zone, plain=plain) if text else None
        except (ValueError, OverflowError):
            return None

    def _slug(self, source: Source, fields: Mapping[str, Any]) -> str:
        value = fields.get("slug")
        if not is_true(value):
            return named(source.path).slug
        if not isinstance(value, str) or dated_as(source.document, "slug"):
            message = f"'slug' is {one_text(value)}, and no text to Jekyll, which stops there"
            line = line_of(source.document, "slug")
            raise BadFrontMatter(message, line=line, hint="put quotes around it")
        return value

    def _url(self, source: Source, fields: Mapping[str, Any], date: datetime | None) -> str:
        """Return the path of a post's page; '' where it is not known before it has a date."""
        own = fields.get("permalink")
        template = self.conventions.permalink
        if is_true(own):
            template = self._own_permalink(source.document, own)
        relative = relative_path(self.conventions, source.path)
        ending = named(source.path).ending
        inner = relative.removesuffix(ending) if ending else relative
        page = Page(
            slug=self._slug(source, fields),
            name=inner.rsplit("/", 1)[-1],
            inner=inner.replace(POSTS, "", 1).rstrip("."),
            categories=categories_of(fields),
            date=date.astimezone(self.zone) if date else None,
            ending=self._page_ending(one_text(own), ending),
        )
        url = page_url(template, page)
        base = self.conventions.base_path
        return f"/{base}{url}" if base and url else url

    def _own_permalink(self, document: Document, value: Any) -> str:
        """Return the permalink of a post's own; raise BadFrontMatter where Jekyll stops at it."""
        value = None if dated_as(document, "permalink") else value
        word = unknown_word(value) if isinstance(value, str) else ""
        if isinstance(value, str) and not word:
            return value
        what = f"':{word}' in 'permalink' stands for nothing" if word else "'permalink' is no text"
        line = line_of(document, "permalink")
        hint = "as in /:categories/:year/:month/:day/:title/"
        raise BadFrontMatter(f"{what}, and Jekyll stops there", line=line, hint=hint)

    def _page_ending(self, permalink: str, ending: str) -> str:
        if permalink and not permalink.endswith("/"):
            found = re.search(r"[^./](\.[^./]+)$", permalink)
            if found:
                return found[1]
        return ".html" if ending.lower() in self.conventions.markdown else ending

    def status(self, post: Post, now: datetime) -> Status:
        """Return draft, scheduled or published."""
        if post.draft:
            return "draft"
        # Jekyll compares whole seconds.
        if post.publish and int(post.publish.timestamp()) > int(now.timestamp()):
            return "scheduled"
        return "published"

    def because(self, source: Source, post: Post, now: datetime) -> str:
        """Return what decides the status of *post*: its folder, `published` or its date."""
        fields = self._all_fields(source, post.meta)
        if hides(self.conventions, kind_of(source.path)):
            return f"it lies in {DRAFTS}/"
        if post.draft:
            empty = fields["published"] is None
            said = "an empty 'published'" if empty else "'published: false'"
            if is_published(post.meta):
                return f"{said} in the defaults of {self.conventions.file}"
            return f"{said} on line {line_of(source.document, 'published')}"
        if post.status == "scheduled" and post.date:
            date = post.date.astimezone(self.zone)
            return f"its date, {date:%Y-%m-%d %H:%M} in {self._zone_name}, is to come"
        return "nothing hides it"

    @property
    def _zone_name(self) -> str:
        return getattr(self.zone, "key", "UTC")

    def findings(self, source: Source, post: Post) -> list[Finding]:
        """Return what Jekyll passes over or misreads in a post."""
        return findings_in(source, post, self.zone)

    def misplaced(self, paths: Sequence[str]) -> list[Fault]:
        """Return the files in `_posts` without a date."""
        return [
            Fault(path, "its name has no date, and Jekyll passes it over", NAME_FORM)
            for path in paths
            if kind_of(path) == POSTS
            and is_text(self.conventions, path)
            and is_looked_at(self.conventions, path)
            and not named(path).date
        ]

    def release(self, placed: Placed, post: Post | None, when: datetime, *, redate: bool) -> Placed:
        """Return a post in `_posts`, with a date in its name, that no `published` hides."""
        return released(self.conventions, placed, when, redate=redate)

    def withdraw(self, placed: Placed, post: Post | None) -> Placed:
        """Return a post in `_drafts`, with its name as it is; one that is hidden stays."""
        return placed if post is not None and post.draft else withdrawn(self.conventions, placed)

    def redated(self, placed: Placed, when: datetime) -> Placed:
        """Return a post dated *when*, in its name and its field, where it is."""
        return redated(self.conventions, placed, when)

    def date_value(self, when: datetime) -> str:
        """Return a moment as `2026-03-15 08:00:00 +0100`."""
        return stamped(when, self.zone)

    @property
    def root(self) -> str:
        """The setting `baseurl`."""
        return self.conventions.base_path

    def new_path(self, folder: str, name: str, lang: str, *, bundle: bool) -> str:
        """Return the path of a new draft: in the `_drafts` beside *folder*, without a date."""
        return draft_path(self.conventions, folder, name)
