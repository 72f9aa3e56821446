"""The door to a blog: find posts, plan changes, apply them."""

import posixpath
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from blogctl.content.change import Change, Failure, Plan, touches_live
from blogctl.content.dates import is_skipped, write_date
from blogctl.content.document import Document, cut
from blogctl.content.drafting import (
    PLAIN_ARCHETYPE,
    Draft,
    Habits,
    check_title,
    file_name,
    fill,
    habits,
    start,
)
from blogctl.content.edits import Edit
from blogctl.content.folding import fold_name, nearest_words
from blogctl.content.judge import named_paths, select, unknown_names
from blogctl.content.links import LinkMap
from blogctl.content.periods import read_moment
from blogctl.content.post import Post
from blogctl.content.query import Query, Setting, parse
from blogctl.content.search import Hit, search
from blogctl.content.settings import changed
from blogctl.content.slugs import check_slug, slugify
from blogctl.engines import CONFIG_FILES, configured, detect
from blogctl.engines.engine import Engine, Site, Source
from blogctl.errors import (
    BadSetting,
    BadUsage,
    BlogError,
    CannotWrite,
    NoSuchPost,
    NotABlog,
    SlugTaken,
    Unreadable,
)
from blogctl.storage import files
from blogctl.storage.lock import locked
from blogctl.storage.settings import FILE, FOLDER, IGNORED, read_settings

EMPTY_HINT = "write it, or remove it: the generator makes a page of it"
INITIAL = "# The settings of this blog; 'blogctl config --help' lists them.\n"


class Problem(NamedTuple):
    """A file among the posts that cannot be read, or is empty; *place* is path:line:column."""

    path: str
    place: str
    message: str
    hint: str | None


class Blog:
    """A blog in a folder, as its engine reads it, at one moment."""

    def __init__(
        self, root: Path, engine: Engine, settings: dict[str, Any], now: datetime, typed_in: Path
    ) -> None:
        self.root = root
        self.engine = engine
        self.settings = settings
        self.now = now
        self._typed_in = typed_in
        self.problems_met: list[Problem] = []

    @classmethod
    def open(cls, folder: Path, now: datetime) -> "Blog":
        """Return the blog that *folder* is, or lies in; raise NotABlog where none is."""
        root, site = find_site(folder)
        return cls(root, configured(site), dict(site.settings), now, folder.resolve())

    @cached_property
    def _read(self) -> tuple[list[Post], list[Problem]]:
        found = list(files.walk(self.root, self.engine.folders))
        paths = self.engine.select(found)
        posts: list[Post] = []
        problems: list[Problem] = []
        self._read_sections(found, problems)
        for path in paths:
            try:
                posts.append(self._read_one(path))
                if not posts[-1].meta and not posts[-1].text.source.strip():
                    problems.append(Problem(path, path, "the file is empty", EMPTY_HINT))
            except Unreadable as error:
                problems.append(Problem(path, error.place(path), error.message, error.hint))
        self.problems_met = problems
        return posts, problems

    def _read_sections(self, found: Sequence[str], problems: list[Problem]) -> None:
        """Let the engine know what sections say of the posts below them."""
        sections = []
        for path in self.engine.sections(found):
            try:
                data, modified = files.read_post(self.root / path)
                source = Source(path, cut(data), modified)
                self.engine.inheriting([source])
                sections.append(source)
            except Unreadable as error:
                problems.append(Problem(path, error.place(path), error.message, error.hint))
        self.engine = self.engine.inheriting(sections)

    def _read_one(self, path: str) -> Post:
        """Return the post at *path*, which may be empty: to Hugo that is a live page."""
        data, modified = files.read_post(self.root / path)
        return self.engine.read(Source(path, cut(data), modified), self.now)

    @property
    def posts(self) -> list[Post]:
        """All posts that can be read, by path."""
        return self._read[0]

    @property
    def problems(self) -> list[Problem]:
        """The files that cannot be read as posts, and those that are empty."""
        return self._read[1]

    @cached_property
    def links(self) -> LinkMap:
        """Who links to whom."""
        return LinkMap(self.posts, self.engine.base)

    def query(self, words: Sequence[str]) -> Query:
        """Return the query that *words* mean here; raise BadQuery."""
        folder = ""
        if self._typed_in.is_relative_to(self.root):
            folder = self._typed_in.relative_to(self.root).as_posix()
        saved = self.settings.get("queries") or {}
        return parse(
            words, Setting(self.now, self.engine.zone, saved, "" if folder == "." else folder)
        )

    def find(self, query: Query) -> list[Post]:
        """Return the posts that *query* means; raise Unreadable for a broken file it names."""
        wanted = named_paths(query.terms)
        for problem in self.problems if wanted else ():
            if problem.path in wanted and not any(post.path == problem.path for post in self.posts):
                raise Unreadable(f"{problem.place}: {problem.message}", hint=problem.hint)
        return select(self.posts, query)

    def unknown_names(self, query: Query) -> list[str]:
        """Return a sentence for each name in *query* that no post has."""
        return unknown_names(self.posts, query)

    def search(self, query: Query, *, ranked: bool = True) -> list[Hit]:
        """Return the posts that *query* means, ranked, with excerpts."""
        return search(self.posts, query, ranked=ranked)

    def post(self, name: str) -> Post:
        """Return the post whose slug or path is *name*; raise NoSuchPost, or for several."""
        path = posixpath.normpath(name)
        found = [p for p in self.posts if path == p.path] or [
            p for p in self.posts if name == p.slug or p.path.endswith(f"/{path}")
        ]
        if len(found) == 1:
            return found[0]
        if found:
            paths = ", ".join(post.path for post in found)
            raise NoSuchPost(f"several posts are called '{name}'", hint=f"name the file: {paths}")
        for problem in self.problems:
            if path == problem.path or name == Path(problem.path).stem:
                raise Unreadable(f"{problem.place}: {problem.message}", hint=problem.hint)
        raise NoSuchPost(f"there is no post '{name}'", hint=self._hint_for(name))

    def _hint_for(self, name: str) -> str:
        close = nearest_words(name, [post.slug for post in self.posts])
        return f"did you mean {' or '.join(close)}?" if close else "'blogctl list' lists them"

    def document(self, path: str) -> Document:
        """Return the file at *path* as it is now."""
        return cut(files.read_post(self.root / path)[0])

    def plan(self, posts: Sequence[Post], edit: Edit) -> Plan:
        """Return what *edit* would change in *posts*; what is as wished already is unchanged."""
        changes, unchanged, failed = [], [], []
        for post in posts:
            try:
                before = self.document(post.path)
                after = edit(before)
            except BlogError as error:
                failed.append(Failure(post.path, error.message, error.hint))
                continue
            if after == before:
                unchanged.append(post.path)
            else:
                changes.append(Change(post.path, before.joined, after.joined))
        live = touches_live(list(posts), changes)
        return Plan(tuple(changes), tuple(unchanged), tuple(failed), live)

    def moment(self, text: str) -> datetime:
        """Return the moment that *text* names for a post; raise BadUsage where there is none."""
        when = read_moment(text, self.now, self.engine.zone)
        if is_skipped(when):
            hint = "name another time, or one with its offset"
            raise BadUsage(f"a clock change skips {when:%Y-%m-%d %H:%M}", hint=hint)
        return when

    def plan_draft(self, draft: Draft) -> Plan:
        """Return the plan of a new post.

        Raise SlugTaken, naming the post that has the slug; BadUsage for a title, a slug, a date
        or a language that cannot be.
        """
        zone = self.engine.zone
        draft = draft._replace(title=check_title(draft.title))
        day = self.now.astimezone(zone) if draft.date is None else self.moment(draft.date)
        spelt = slugify(draft.title) or f"{day:%Y-%m-%d}"
        slug = check_slug(draft.slug if draft.slug is not None else spelt)
        lang = self._check_language(draft.lang)
        own = [post for post in self.posts if post.lang == lang] or self.posts
        known = habits(own, self.engine.folders[0])
        bundle = known.bundle if draft.bundle is None else draft.bundle
        name = file_name(slug, day, known.name)
        path = self.engine.new_path(known.folder, name, lang, bundle=bundle)
        self._check_free(slug, lang, path)
        dated = write_date(day) if draft.date is not None or draft.publish else None
        document = self._archetype(known.folder, draft.title, slug, day)
        draft = self._with_habits(draft, slug, name, known)
        document = start(document, draft, dated, known, self.posts)
        return Plan((Change(path, None, document.joined),))

    def _check_language(self, lang: str | None) -> str:
        if lang is None:
            return self.engine.language
        codes = [code for code in self.engine.languages if code]
        if codes and not self.engine.language_field and lang not in codes:
            hint = f"its languages are {', '.join(codes)}"
            raise BadUsage(f"this site has no language '{lang}'", hint=hint)
        return lang

    def _check_free(self, slug: str, lang: str, path: str) -> None:
        for post in self.posts:
            if fold_name(post.slug) == fold_name(slug) and post.lang in (lang, ""):
                message = f"another post already has the slug '{slug}': {post.path}"
                raise SlugTaken(message, hint="choose another with --slug")
        if (self.root / path).exists():
            raise SlugTaken(f"there is a file at {path} already", hint="choose another --slug")

    def _archetype(self, folder: str, title: str, slug: str, day: datetime) -> Document:
        for path in self.engine.archetypes(folder):
            data = self.text_of(path)
            if data is not None:
                try:
                    return fill(data, title, slug, day)
                except Unreadable as error:
                    error.message = f"{error.place(path)}: {error.message}"
                    raise
        return cut(PLAIN_ARCHETYPE)

    def _with_habits(self, draft: Draft, slug: str, name: str, known: Habits) -> Draft:
        """Return *draft* with the fields that the file's name and the habits call for."""
        fields = dict(draft.fields)
        field = self.engine.language_field
        lang = draft.lang or (self.engine.language if field in known.keys else "")
        if field and lang:
            fields.setdefault(field, lang)
        named = name if self.engine.name != "plain" else slug
        if draft.slug is not None and slug != slugify(draft.title) and named != slug:
            fields.setdefault("slug", slug)
        author = self.settings.get("author")
        if author:
            fields.setdefault("author", author)
        return draft._replace(fields=fields)

    def check(self, path: str) -> None:
        """Raise Unreadable unless the file at *path* reads as a post."""
        self._read_one(path)

    def apply(self, plan: Plan) -> Plan:
        """Write the changes of *plan*; return it as it came out, like `apply`."""
        outcome = apply(self.root, plan)
        self.__dict__.pop("_read", None)
        self.__dict__.pop("links", None)
        return outcome

    def text_of(self, path: str) -> bytes | None:
        """Return the bytes of a file of the blog that is no post; None where it is not there."""
        try:
            return (self.root / path).read_bytes()
        except OSError:
            return None


def apply(root: Path, plan: Plan) -> Plan:
    """Write the changes of *plan*, under the lock, if every file is as it was planned on.

    Return the plan as it came out: where the disk fails, the change that failed is among `failed`
    and the later ones are left out. Raise Conflict, Busy or CannotWrite before the first write.
    """
    if not plan.changes:
        return plan
    written: list[Change] = []
    with locked(root):
        files.check_unchanged(root, plan.changes)
        files.check_writable(root, plan.changes)
        for change in plan.changes:
            try:
                files.write(root, change)
            except CannotWrite as error:
                failure = Failure(change.path, error.message, error.hint)
                return plan._replace(changes=tuple(written), failed=(*plan.failed, failure))
            written.append(change)
    return plan


def find_site(folder: Path) -> tuple[Path, Site]:
    """Return the blog's folder that *folder* is, or lies in, and what is there.

    The nearest folder counts that has blogctl's settings or that an engine recognises. Raise
    NotABlog where there is none.
    """
    try:
        folder = folder.resolve(strict=True)
    except (OSError, RuntimeError) as error:
        raise NotABlog(f"there is no folder '{folder}'", hint="check the path") from error
    if not folder.is_dir():
        raise NotABlog(f"'{folder}' is not a folder", hint="name the blog's folder")
    for root in (folder, *folder.parents):
        site = site_in(root)
        if "engine" in site.settings or detect(site):
            return root, site
    hint = "'blogctl init' makes one here, and -C DIR goes to one elsewhere"
    raise NotABlog(f"there is no blog in '{folder}', nor above it", hint=hint)


def site_in(root: Path) -> Site:
    """Return what an engine is told of the folder *root*."""
    return Site(
        files.entries(root), files.read_configuration(root, CONFIG_FILES), read_settings(root)
    )


def plan_setting(root: Path, site: Site, key: str, value: str | None) -> Plan:
    """Return the plan of setting *key* to *value*, or of taking it away.

    Raise BadSetting for a key, or a value, that the blog could not be opened with.
    """
    path = root / FOLDER / FILE
    before = path.read_bytes() if path.exists() else b""
    text = changed(before.decode(), key, value)
    if key == "posts" and value is not None and not (root / value).is_dir():
        raise BadSetting(f"there is no folder '{value}'", hint="make it first, with its posts")
    if value is not None and "." not in key:
        configured(site._replace(settings={**site.settings, key: value}))
    change = Change(f"{FOLDER}/{FILE}", before if path.exists() else None, text.encode())
    return Plan((change,) if text.encode() != before else ())


def plan_init(root: Path, wanted: Mapping[str, str]) -> tuple[Plan, str]:
    """Return the plan that makes *root* a blog with the settings *wanted*, and what was found.

    Raise BadSetting for an engine, or a time zone, that there is not.
    """
    site = site_in(root)
    found = detect(site)
    engine = wanted.get("engine") or site.settings.get("engine") or (found[0] if found else "plain")
    reason = found[1] if found else "no generator's configuration is there"
    path = root / FOLDER / FILE
    before = path.read_bytes() if path.exists() else None
    text = (before or b"").decode() or INITIAL
    for key, value in {"engine": engine, **wanted}.items():
        text = changed(text, key, value)
    configured(site._replace(settings={**site.settings, "engine": engine, **wanted}))
    changes = [Change(f"{FOLDER}/{FILE}", before, text.encode())]
    if not (root / FOLDER / ".gitignore").exists():
        changes.append(Change(f"{FOLDER}/.gitignore", None, IGNORED.encode()))
    kept = tuple(change for change in changes if change.before != change.after)
    return Plan(kept), f"{engine}: {reason}"
