"""Hexo: posts in `source/_posts`, drafts in `source/_drafts`, a static page each.

Where posts lie: both folders in `source_dir`, with all below them. A file or folder whose name
starts with `_` or `.`, or a file that ends in `~` or `%`, is passed over, and so is what `ignore`
or `skip_render` names. Posts end in .md, .markdown, .mkd, .mkdn, .mdwn, .mdtxt or .mdtext, in lower
case; with `post_asset_folder`, as `new_post_name` ends. (Hexo makes posts of .html and other
files too; blogctl leaves those alone.)

Front matter: YAML that ends with a line of three dashes or more; the same line above it may be
left out; `;;;` in place of the dashes is JSON without its braces. Fields are in lower case. TOML is
printed as text, and so is a block that is empty or does not parse as fields. A post whose YAML
does not parse is passed over, and so is one with an `_id`, or an empty `id`, `excerpt`, `more` or
`content`, or a `permalink` that is no text.

Dates: `date`, else the year, month and day that `new_post_name` finds in the file's name, else the
day on which the file was made; blogctl knows only when it last changed, and takes that. A draft
without a date has none. All that JavaScript's Date reads is a date. It is a time on the clock, in
`timezone`; an offset is reckoned with to come to UTC, and is then forgotten: 10:00+02:00 becomes
08:00 in `timezone`. Days in addresses are those of the computer that builds the site: UTC, unless
blogctl's setting `timezone` says where that is. `updated` is the field, else, by `updated_option`,
the day the file last changed.

Draft: all in `_drafts`, and in `_posts` where `published` is false; `render_drafts` shows them.
`draft` means nothing. Scheduled: with `future: false` only, where the date is to come.

Tags: a text is one tag. Categories: `[A, B]` is B within A, and the post is in A and in A/B;
`[[A], [B]]` is both. Address: `permalink` of the post, else of the site; `:category` is the post's
last one. `:title` is the file's name, with its folders; `slug` means nothing.

Publishing moves a draft to `_posts`, in the same folder within it, under a name as `new_post_name`
has it; it keeps a name that follows that pattern already, and one in a folder where Hexo would not
find the date in it. `published: false` goes, or becomes true where live posts say so. Unpublishing
moves the post to `_drafts` under its name. With `post_asset_folder` a post's folder moves along.

Checked against Hexo 8.1.2 with hexo-front-matter 4.2 and hexo-util 4.0.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any

from blogctl.content.dates import in_zone
from blogctl.content.dialect import Value
from blogctl.content.document import Document
from blogctl.content.edits import in_turn, set_to, unset
from blogctl.content.explaining import Finding
from blogctl.content.front_matter import line_of, read_fields
from blogctl.content.moves import Form
from blogctl.content.post import Post, Status, one_text, texts
from blogctl.content.text import Text
from blogctl.engines.engine import FieldNames, Generator, Placed, Site, Source, is_markdown
from blogctl.engines.faults import Fault
from blogctl.engines.hexo.addresses import address
from blogctl.engines.hexo.config import FILES, Conventions, own_setting, read_conventions
from blogctl.engines.hexo.dates import moment_of, named_day, placed, read_clock
from blogctl.engines.hexo.fences import cut, untabbed
from blogctl.engines.hexo.fields import (
    categories_of,
    is_quoted,
    is_released,
    is_true,
    js_text,
    tags_of,
    title_of,
)
from blogctl.engines.hexo.findings import find
from blogctl.engines.hexo.globs import matches
from blogctl.engines.hexo.names import DAY_TOKENS, new_name, renamed, without_ending
from blogctl.engines.hexo.refusals import refuse_left_out
from blogctl.engines.hexo.urls import slugized, term_url
from blogctl.errors import CannotEdit

CONFIG_FILES = (*FILES, "package.json")
POSTS, DRAFTS = "_posts", "_drafts"
_ENDINGS = (".md", ".markdown", ".mkd", ".mkdn", ".mdwn", ".mdtxt", ".mdtext")
_DATED = re.compile(r"^\d{4}-\d\d-\d\d-(?=.)", re.ASCII)
_HIDDEN = re.compile(r"(?:^|/)[_.]")
_HEXO_PACKAGE = re.compile(rb'"hexo"\s*:')
# What `new_post_name` finds in a name besides fields.
_NO_FIELDS = {"title", "hash", *DAY_TOKENS}
# The path of a file on a computer that nobody has, for patterns that look at whole paths.
_SOMEWHERE = "/\0/"


def detect(site: Site) -> str | None:
    """Return why *site* is Hexo's, or None."""
    config = next((name for name in FILES if name in site.entries), None)
    if config is None:
        return None
    if _HEXO_PACKAGE.search(site.files.get("package.json", b"")):
        return f"{config} is there, and package.json names hexo"
    setting = own_setting(site.files.get(config, b""))
    if setting and ("source/" in site.entries or setting == "source_dir"):
        return f"{config} sets {setting}, as Hexo has it"
    return None


def configure(site: Site) -> "Hexo":
    """Return Hexo's conventions as the configuration of *site* sets them."""
    return Hexo(read_conventions(site))


class Hexo(Generator):
    """Hexo's conventions, configured for one site."""

    name = "hexo"
    link_forms = (Form(r"\{%\s*post_(?:link|path)\s+[\"']?([^\s\"'%#]+)", "name"),)
    blank = b"---\ntitle:\ndate:\ntags:\n---\n\n"
    names = FieldNames(
        updated=(("updated",),),
        status=(("published",),),
        tags=(("tags",), ("tag",)),
        categories=(("categories",), ("category",)),
        authors=(("author",), ("authors",)),
        description=(("description",), ("excerpt",)),
        cover=(("cover",), ("thumbnail",), ("photos",)),
        url=(("permalink",),),
        aliases=(("alias",),),
        lang=(("lang",), ("language",)),
        forms={"author": "whole"},
    )

    def __init__(self, conventions: Conventions) -> None:
        self.conventions = conventions

    @property
    def zone(self) -> tzinfo:  # type: ignore[override]  # read from the configuration
        """The site's time zone, else that of the computer that builds it."""
        return self.conventions.zone or self.conventions.machine

    @property
    def language(self) -> str:  # type: ignore[override]  # likewise
        """The site's first language."""
        return next(iter(self.conventions.languages), "")

    @property
    def languages(self) -> tuple[str, ...]:  # type: ignore[override]  # likewise
        """The site's languages."""
        return self.conventions.languages

    @property
    def output(self) -> str:  # type: ignore[override]  # read from the configuration
        """The setting `public_dir`."""
        return self.conventions.output

    @property
    def base(self) -> str:  # type: ignore[override]  # likewise
        """The site's address."""
        return self.conventions.base

    @property
    def home(self) -> str:  # type: ignore[override]  # likewise
        """The folder of the posts."""
        return f"{self.conventions.source}/{POSTS}"

    @property
    def statics(self) -> tuple[str, ...]:  # type: ignore[override]  # read from the configuration
        """The folder of the sources: what is no page is taken as it is."""
        return (self.conventions.source,)

    @property
    def folders(self) -> tuple[str, ...]:
        """The folder of the posts, and that of the drafts."""
        return self.home, f"{self.conventions.source}/{DRAFTS}"

    @property
    def hides_future(self) -> bool:  # type: ignore[override]  # likewise
        """Whether `future: false` hides what is dated later."""
        return not self.conventions.shows_future

    @property
    def dated_names(self) -> bool:  # type: ignore[override]  # likewise
        """Whether `new_post_name` parts a date from the title."""
        tokens = set(self.conventions.names.tokens)
        return "title" in tokens and "year" in tokens

    def select(self, paths: Sequence[str]) -> list[str]:
        """Return the Markdown files of *paths* that Hexo makes posts of."""
        return [path for path in paths if self._ends_well(path) and not self._is_hidden(path)]

    def _ends_well(self, path: str) -> bool:
        """Say whether a file ends as posts do."""
        if self.conventions.asset_folder and not path.endswith(self.conventions.ending):
            return False
        return path.endswith(_ENDINGS)

    def _is_hidden(self, path: str) -> bool:
        """Say whether Hexo is told to pass over a file: by its name, or by the configuration."""
        if not path.startswith(tuple(f"{folder}/" for folder in self.folders)):
            return True
        if _HIDDEN.search(self._inner(path)) or path.endswith(("~", "%")):
            return True
        within = path.removeprefix(f"{self.conventions.source}/")
        if matches(within, self.conventions.unrendered):
            return True
        parts = path.split("/")
        above = ["/".join(parts[:end]) for end in range(1, len(parts) + 1)]
        return any(matches(f"{_SOMEWHERE}{one}", self.conventions.ignored) for one in above)

    def _inner(self, path: str) -> str:
        """Return a path in the folder of the posts, or of the drafts."""
        return path.removeprefix(f"{self.conventions.source}/").partition("/")[2]

    def _is_draft_file(self, path: str) -> bool:
        return path.startswith(f"{self.folders[1]}/")

    def misplaced(self, paths: Sequence[str]) -> list[Fault]:
        """Return Markdown files that Hexo passes over for their ending."""
        ending = self.conventions.ending if self.conventions.asset_folder else ".md"
        homes = tuple(f"{without_ending(path)}/" for path in self.select(paths))
        return [
            Fault(path, f"Hexo makes no post of it: posts end in {ending}", f"end it in {ending}")
            for path in paths
            if (is_markdown(path) or path.endswith(_ENDINGS))
            and not self._ends_well(path)
            and not self._is_hidden(path)
            # In a post's own folder, any file may lie as it is.
            and not (self.conventions.asset_folder and path.startswith(homes))
        ]

    def belongings(self, path: str) -> str:
        """Return the post's own folder, where posts have one."""
        return without_ending(path) if self.conventions.asset_folder else ""

    def cut(self, path: str, data: bytes) -> Document:
        """Return the pieces of a post file."""
        return cut(data)

    def text_of(self, source: Source) -> Text:
        """Return the body; what is no UTF-8 in it is replaced."""
        return Text(source.document.body.decode("utf-8", errors="replace"))

    def read(self, source: Source, now: datetime) -> Post:
        """Return the post that a file means to Hexo."""
        meta = read_fields(untabbed(source.document))
        in_name = self._in_name(source.path)
        given = {name: text for name, text in in_name.items() if name not in _NO_FIELDS}
        fields = {**meta, **given}
        if self.conventions.slug_as_title:
            fields.setdefault("title", in_name["title"])
        refuse_left_out(source, fields)
        draft = self._is_draft_file(source.path) or not is_released(fields)
        date = self._date(source, fields, in_name) or (None if draft else source.modified)
        post = Post(
            path=source.path,
            slug=in_name["title"].rpartition("/")[2],
            title=title_of(fields),
            status="published",
            draft=draft,
            date=date,
            publish=None if self.conventions.shows_future else date,
            updated=self._updated(source, fields, date),
            expires=None,
            url=address(source, fields, self.conventions, in_name["title"], date),
            lang=one_text(fields.get("lang") or fields.get("language")) or self.language,
            tags=tags_of(fields),
            categories=categories_of(fields),
            series=(),
            authors=texts(fields.get("author") or fields.get("authors")),
            description=one_text(fields.get("description") or fields.get("excerpt")).strip(),
            cover=next(iter(texts(_first(fields, "cover", "thumbnail", "photos", "photo"))), ""),
            meta=meta,
            text=self.text_of(source),
        )
        return post._replace(status=self.status(post, now))

    def _in_name(self, path: str) -> dict[str, str]:
        """Return what `new_post_name` finds in a file's name: the title always."""
        stem = without_ending(self._inner(path))
        found = self.conventions.names.parse(stem) or {}
        # A token `:slug` takes the place of the title that Hexo makes of the name.
        title = {"title": found["slug"]} if "slug" in found else {}
        return {"title": slugized(stem), **found, **title}

    def _date(
        self, source: Source, fields: Mapping[str, Any], in_name: Mapping[str, str]
    ) -> datetime | None:
        """Return the date that a field or the name gives; None where Hexo asks the file's own."""
        if is_true(fields.get("date")):
            return self._moment(source.document, fields, "date")
        month, day = (in_name.get(one) or in_name.get(f"i_{one}") for one in ("month", "day"))
        if not (in_name.get("year") and month and day):
            return None
        try:
            time = named_day(int(in_name["year"]), int(month), int(day))
            return placed(time, self.conventions.machine, self.conventions.zone)
        except (ValueError, OverflowError):
            return None

    def _moment(self, document: Document, fields: Mapping[str, Any], name: str) -> datetime | None:
        """Return the moment in the field *name*; None for what Hexo does not read."""
        if not is_true(fields.get(name)):
            return None
        clock = read_clock(fields[name], quoted=is_quoted(document, name))
        machine, zone = self.conventions.machine, self.conventions.zone
        try:
            return moment_of(clock, machine, zone) if clock else None
        except (ValueError, OverflowError):
            return None

    def _updated(
        self, source: Source, fields: Mapping[str, Any], date: datetime | None
    ) -> datetime | None:
        """Return when a post was last changed, as `updated_option` says; None for its own date."""
        moment = self._moment(source.document, fields, "updated")
        if moment is None and self.conventions.updated not in ("date", "empty"):
            moment = source.modified
        return moment if moment != date else None

    def status(self, post: Post, now: datetime) -> Status:
        """Return draft, scheduled or published, in that order of precedence."""
        if post.draft and not self.conventions.shows_drafts:
            return "draft"
        return "scheduled" if post.publish and post.publish > now else "published"

    def because(self, source: Source, post: Post, now: datetime) -> str:
        """Return what decides the status of *post*: its folder, a field, its date."""
        status = self.status(post, now)
        if status == "scheduled" and post.date:
            when = f"{in_zone(post.date, self.zone):%Y-%m-%d %H:%M}"
            return f"its date, {when} in {self.zone}, is to come"
        if self._is_draft_file(source.path):
            why = f"it lies in {self.folders[1]}/"
        elif post.draft:
            said = js_text(post.meta.get("published"))
            why = f"'published: {said}' on line {line_of(source.document, 'published')}"
        else:
            return "nothing hides it"
        return f"{why}, but 'render_drafts' shows drafts" if status == "published" else why

    def findings(self, source: Source, post: Post) -> list[Finding]:
        """Return what Hexo passes over or misreads in a post."""
        return find(source, post, self.conventions)

    def release(self, placed: Placed, post: Post | None, when: datetime, *, redate: bool) -> Placed:
        """Return a post among the posts, dated, and without a `published: false`."""
        fields = read_fields(untabbed(placed.document))
        draft_file = self._is_draft_file(placed.path)
        if not redate and not draft_file and is_released(fields):
            return placed
        edits = []
        if not is_released(fields):
            says = placed.document.dialect.says_live
            edits.append(set_to("published", True) if says else unset("published"))
        source = Source(placed.path, placed.document, when)
        dated = self._date(source, fields, self._in_name(placed.path))
        if redate or dated is None:
            edits.append(set_to("date", self.date_value(when)))
            dated = when
        inner = self._inner(placed.path)
        if draft_file:
            inner = new_name(inner, self.conventions, fields, in_zone(dated, self.zone))
        if redate:
            inner = renamed(inner, self.conventions, in_zone(dated, self.zone))
        document = in_turn(edits)(placed.document)
        return placed._replace(path=f"{self.home}/{inner}", document=document)

    def redated(self, placed: Placed, when: datetime) -> Placed:
        """Return a post dated *when*, in its field and in a name that has a date."""
        document = set_to("date", self.date_value(when))(placed.document)
        inner = self._inner(placed.path)
        home = placed.path.removesuffix(inner)
        inner = renamed(inner, self.conventions, in_zone(when, self.zone))
        return placed._replace(path=home + inner, document=document)

    def withdraw(self, placed: Placed, post: Post | None) -> Placed:
        """Return a post among the drafts; one that is a draft already stays as it is.

        Raise CannotEdit where the configuration shows all drafts.
        """
        fields = read_fields(untabbed(placed.document))
        if self._is_draft_file(placed.path) or not is_released(fields):
            return placed
        if self.conventions.shows_drafts:
            message = "'render_drafts' of the configuration shows drafts too"
            raise CannotEdit(message, hint="take 'render_drafts' out of it")
        posts, drafts = self.folders
        return placed._replace(path=placed.path.replace(posts, drafts, 1))

    def date_value(self, when: datetime) -> Value:
        """Return a moment as a time on the clock of the site's zone, without an offset."""
        # As Hexo itself writes dates; in this form YAML needs no quotes.
        return f"{in_zone(when, self.zone).replace(microsecond=0, tzinfo=None)}"

    def new_path(self, folder: str, name: str, lang: str, *, bundle: bool) -> str:
        """Return where a new draft goes: among the drafts, under a name without a date."""
        posts, drafts = self.folders
        parent = f"{folder}/".replace(f"{posts}/", f"{drafts}/", 1)
        home = parent.rstrip("/") if parent.startswith(f"{drafts}/") else drafts
        return f"{home}/{_DATED.sub('', name, count=1)}{self.conventions.ending}"

    @property
    def root(self) -> str:
        """The setting `root`."""
        return self.conventions.urls.root.strip("/")

    def term_url(self, noun: str, name: str, post: Post) -> str:
        """Return the address of the page of a tag or a category; '' without the plugin for it."""
        return term_url(self.conventions.urls, noun, name)

    def alias(self, old: str, new: str) -> str:
        """Return the file of an old address, as hexo-generator-alias takes it: `old/index.html`."""
        path = super().alias(old, new).lstrip("/")
        return f"{path}index.html" if path.endswith("/") or not path else path

    def archetypes(self, folder: str) -> tuple[str, ...]:
        """Return blogctl's own archetype, then Hexo's scaffold of drafts."""
        return (".blogctl/archetypes/default.md", "scaffolds/draft.md")


def _first(fields: Mapping[str, Any], *names: str) -> Any:
    return next((fields[name] for name in names if is_true(fields.get(name))), None)
