"""Posts converted: their front matter to another format, or the posts to another generator."""

import re
from collections.abc import Sequence
from copy import copy
from typing import Any

from blogctl.blog.blog import Blog
from blogctl.blog.sites import plan_setting
from blogctl.content.change import Change, Loss, Plan
from blogctl.content.dialect import Key, Value
from blogctl.content.document import Document, Format
from blogctl.content.drafting import own_file
from blogctl.content.edits import Edit, in_turn, set_to, unset
from blogctl.content.entries import entries_of, in_format
from blogctl.content.front_matter import read_fields, spelt, value_at
from blogctl.content.post import Post, one_text
from blogctl.content.settings import changed
from blogctl.engines import configured
from blogctl.engines.engine import Engine, Placed, Site, Source
from blogctl.errors import BadFrontMatter, CannotEdit, Unreadable

FORMATS: tuple[Format, ...] = ("yaml", "toml", "json")
# What must read the same after a conversion, and how it is called.
SAME = ("title", "date", "status", "tags", "categories", "lang")
# Fields that move where the new generator calls them otherwise: in a Post, and in FieldNames.
CONCEPTS = (
    "title", "date", "updated", "expires", "tags", "categories", "series", "authors",
    "description", "cover", "lang",
)  # fmt: skip
_LISTS = ("tags", "categories", "series", "authors")
_OWN_WORDS = {
    "hugo": re.compile(r"\{\{[<%]"), "plain": re.compile(r"\{\{[<%]"),
    "jekyll": re.compile(r"\{%|\{\{"), "hexo": re.compile(r"\{%"),
    "eleventy": re.compile(r"\{%|\{\{"), "zola": re.compile(r"\{%|\{\{"),
    "nikola": re.compile(r"\{\{%"), "pelican": re.compile(r"\{(?:filename|static|attach)\}"),
    "astro": re.compile(r"(?m)^(?:import|export) "),
}  # fmt: skip


def plan_format(blog: Blog, posts: Sequence[Post], form: Format) -> tuple[Plan, list[Loss]]:
    """Return the plan that gives *posts* front matter in *form*, and what would be lost.

    A post that the generator would read differently fails.
    """
    names = blog.engine.names
    losses: list[Loss] = []
    keys = (*names.date, *names.updated, *names.expires)
    dates = [key[-1].lower() for key in keys]

    def revise(post: Post, source: Source) -> Placed:
        document = source.document
        if document.sidecar:
            message = "its fields lie in a file of their own"
            raise CannotEdit(message, hint="put them into the post first")
        written = in_format(document, form, dates)
        if written.document != document:
            _check_same(blog, post, source._replace(document=written.document))
        losses.extend(Loss(post.path, message) for message in written.lost)
        return Placed(post.path, written.document)

    return blog.revise(posts, revise), losses


def _check_same(blog: Blog, post: Post, source: Source) -> None:
    """Raise CannotEdit unless the generator makes the same post of the converted file."""
    form, name = source.document.format, blog.engine.name
    try:
        document = blog.engine.cut(source.path, source.document.joined)
    except BadFrontMatter:
        document = source.document._replace(format="none")
    if document.format != form:
        message = f"{name} does not read front matter in {form.upper()}"
        raise CannotEdit(message, hint="choose another format")
    after = blog.engine.read(source._replace(document=document), blog.now)
    for field in (*SAME, "url", "slug"):
        if getattr(after, field) != getattr(post, field):
            message = f"{name} would read another {field} from {form.upper()}"
            raise CannotEdit(message, hint="convert this post by hand; nothing was changed")


def plan_move(blog: Blog, posts: Sequence[Post], name: str) -> tuple[Plan, list[Loss]]:
    """Return the plan that makes of *posts* those of the engine *name*, and what would be lost.

    The fields are renamed and the files moved; the new engine goes by its own defaults. Where all
    posts of the blog move, its settings name the new engine.
    """
    settings = {**blog.settings, "engine": name, "language": blog.engine.language}
    settings["timezone"] = getattr(blog.engine.zone, "key", "")
    target = configured(Site(frozenset(), {}, {k: v for k, v in settings.items() if v}))
    losses: list[Loss] = []

    def revise(post: Post, source: Source) -> Placed:
        move = _Move(blog, post, source, target)
        placed = move.placed()
        losses.extend(Loss(post.path, message) for message in move.lost)
        return placed

    plan = blog.revise(posts, revise)
    if not plan.failed and len(posts) == len(blog.posts):
        plan = plan._replace(changes=(*plan.changes, *_settled(blog, name)))
    return plan, losses


def _settled(blog: Blog, name: str) -> list[Change]:
    """Return the change of the settings: the new engine, and the zone and language of the old."""
    site = Site(frozenset(), {}, blog.settings)
    zone = getattr(blog.engine.zone, "key", "UTC")
    own = {"timezone": "" if zone == "UTC" else zone, "language": blog.engine.language}
    changes = []
    for change in plan_setting(blog.root, site, "engine", name).changes:
        text = (change.after or b"").decode()
        for key, value in own.items():
            text = changed(text, key, value) if value and key not in blog.settings else text
        changes.append(change._replace(after=text.encode()))
    return changes


class _Move:
    """One post on its way from its engine to *target*, and what is lost on the way."""

    def __init__(self, blog: Blog, post: Post, source: Source, target: Engine) -> None:
        self.blog, self.post, self.source, self.target = blog, post, source, target
        self.lost: list[str] = []
        self._refused = ""

    def placed(self) -> Placed:
        """Return the post as the new engine has it."""
        post, target = self.post, self.target
        if post.path.endswith(".rst"):
            message = "it is reStructuredText; only Markdown changes its generator"
            raise CannotEdit(message, hint="pandoc turns it into Markdown")
        bundle = post.path.rsplit("/", 1)[-1].startswith("index.")
        name, lang = self._called()
        path = target.new_path(self._folder(), name, lang, bundle=bundle)
        document = self._renamed(Placed(path, self._carried(path)))
        placed = self._in_its_state(Placed(path, document))
        self._refuse_place(placed.path)
        self._compare(placed)
        self._tell_of_words()
        self._tell_of_comments(placed.document)
        return placed._replace(along=self._along(placed.path) if bundle else ())

    def _called(self) -> tuple[str, str]:
        """Return the post's name there, and its language where files carry that.

        A translation for a site without languages has its language in its name.
        """
        post, engine = self.post, self.blog.engine
        if len(engine.languages) < 2 or post.lang in self.target.languages:
            return post.slug, post.lang if len(engine.languages) > 1 else ""
        return (post.slug if post.lang == engine.language else f"{post.slug}-{post.lang}"), ""

    def _folder(self) -> str:
        """Return the folder there that the post's own folder, below its content, becomes."""
        engine, path = self.blog.engine, self.post.path
        roots = [root for root in (engine.home, *engine.folders) if path.startswith(f"{root}/")]
        inner = path.removeprefix(f"{max(roots, key=len, default='')}/")
        below = inner.removesuffix(own_file(path)).split("/")
        kept = [part for part in below if part not in ("", "_posts", "_drafts")]
        return "/".join([self.target.home, *kept])

    def _carried(self, path: str) -> Document:
        """Return the post's document in a format that the new engine reads."""
        old = self.source.document
        same = self._as_it_is(path)
        if same is not None:
            return same
        blank = self.target.cut(path, self.target.blank)
        if blank.format in FORMATS and not old.sidecar:
            names = self.blog.engine.names
            keys = (*names.date, *names.updated, *names.expires)
            written = in_format(old, blank.format, [key[-1].lower() for key in keys])
            self.lost += written.lost
            return self.target.cut(path, written.document.joined)
        return self._retold(blank._replace(body=old.body))

    def _as_it_is(self, path: str) -> Document | None:
        """Return the post's document where the new engine reads its very front matter."""
        old = self.source.document
        if old.sidecar or old.format == "none":
            return None
        try:
            same = self.target.cut(path, old.joined)
        except BadFrontMatter:
            return None
        return same if same.format == old.format else None

    def _retold(self, blank: Document) -> Document:
        """Return *blank* with the post's fields, each a line; what has no line is lost."""
        entries, below, inner = entries_of(self.source.document)
        if below or inner or any(entry.above or entry.beside for entry in entries):
            message = "has no comments there: those of the front matter are lost"
            self.lost.append(f"{self.target.name} {message}")
        edits: list[Edit] = [unset(key) for key in read_fields(blank)]
        for key, value in read_fields(self.source.document).items():
            if _is_nested(value):
                self.lost.append(f"'{key}' holds fields of its own, and is left out")
            elif isinstance(value, list):
                edits.append(set_to(key, [one_text(item) for item in value]))
            elif value is not None:
                edits.append(set_to(key, value if isinstance(value, bool) else one_text(value)))
        return in_turn(edits)(blank)

    def _renamed(self, placed: Placed) -> Document:
        """Return the document with each field as the new engine calls and reads it."""
        document = placed.document
        fields = read_fields(document)
        names = self.blog.engine.names
        edits = [
            unset(key)
            for old in names.status
            if old not in self.target.names.status and (key := spelt(fields, old))[0] in fields
        ]
        document = in_turn(edits)(document)
        trial = self._read(placed._replace(document=document))
        for concept in CONCEPTS:
            document = self._moved(document, concept, trial)
        return self._boxed(document)

    def _moved(self, document: Document, concept: str, trial: Post | None) -> Document:
        """Return *document* with one field where the new engine looks for it."""
        value = getattr(self.post, concept)
        if not value or (trial is not None and getattr(trial, concept) == value):
            return document
        fields = read_fields(document)
        new: tuple[Key, ...] = getattr(self.target.names, concept)
        old = [spelt(fields, key) for key in getattr(self.blog.engine.names, concept)]
        old = [key for key in old if value_at(fields, key) is not None]
        if not new:
            for key in old:
                nothing = f"{self.target.name} has no {concept}"
                self.lost.append(f"{nothing}: '{key[-1]}' is kept, and does nothing")
            return document
        dialect = document.dialect
        if old:
            # The new name stands where the old one stood.
            document = document._replace(dialect=dialect._replace(order=(old[0][0], new[0][0])))
        if old or concept in SAME:
            document = set_to(new[0], self._value(concept, value))(document)
        here = spelt(read_fields(document), new[0], any_case=dialect.any_case)
        document = in_turn([unset(key) for key in old if key != here])(document)
        return document._replace(dialect=dialect)

    def _value(self, concept: str, value: Any) -> Value:
        if concept in ("date", "updated", "expires"):
            return self.target.date_value(value)
        if concept in _LISTS:
            return list(value)
        return str(value)

    def _boxed(self, document: Document) -> Document:
        """Return *document* with the author's own fields in the table that is for them."""
        table = self.target.names.custom
        if not table:
            return document
        known = {key[0].lower() for keys in self.target.names for key in keys if keys}
        edits: list[Edit] = []
        for key, value in read_fields(document).items():
            if key.lower() in known or key == table[0]:
                continue
            if _is_nested(value):
                self.lost.append(f"'{key}' holds fields of its own, and stays where it is")
                continue
            texts = [one_text(item) for item in value] if isinstance(value, list) else value
            if texts != value:
                self.lost.append(f"what '{key}' lists becomes text")
            edits += [unset(key), set_to((*table, key), texts)]
        return in_turn(edits)(document)

    def _in_its_state(self, placed: Placed) -> Placed:
        """Return the post as much a draft as it was."""
        post, target = self.post, self.target
        # Dated only where the new generator cannot do without: by the file's last change.
        when = post.date or min(self.source.modified, self.blog.now)
        dialect = placed.document.dialect._replace(undated=post.date is None)
        placed = placed._replace(document=placed.document._replace(dialect=dialect))
        if post.date is None and target.needs_date:
            self.lost.append(f"{target.name} needs a date: it gets that of its file's last change")
            placed = target.redated(placed, when)
        if post.status in ("draft", "private"):
            if post.status == "private":
                self.lost.append("it was private, and becomes a draft")
            return target.withdraw(placed, None)
        released = target.release(placed, None, when, redate=False)
        after = self._read(released)
        if post.status == "published" or after is None or after.status == post.status:
            return released
        self.lost.append(f"{self._early()}: it becomes a draft")
        return target.withdraw(placed, None)

    def _early(self) -> str:
        """Return why the new generator cannot hide the post as long as the old one does."""
        name = self.target.name
        if self.post.status == "expired":
            return f"{name} lets no post expire"
        if self.target.hides_future:
            return f"{name} shows a post from its date on, and this one is to wait longer"
        return f"{name} shows later posts at once"

    def _refuse_place(self, path: str) -> None:
        """Raise CannotEdit where the new engine sees no post."""
        if path not in copy(self.target).select([path]):
            message = f"{self.target.name} passes over {path}"
            raise CannotEdit(message, hint="rename the post or its folder first")

    def _compare(self, placed: Placed) -> None:
        """Say what the new engine reads differently; raise CannotEdit where it reads nothing."""
        after = self._read(placed)
        if after is None:
            message = f"{self.target.name} would not read it: {self._refused}"
            raise CannotEdit(message, hint="mend that in the post first")
        if after.status == "published" != self.post.status:
            message = f"it is no public post, and {self.target.name} would show it"
            raise CannotEdit(message, hint="convert this post by hand; nothing was changed")
        for field in SAME:
            before, now = getattr(self.post, field), getattr(after, field)
            # A post that is not live was made a draft, and that is said.
            if before != now and before and (field != "status" or before == "published"):
                self.lost.append(f"its {field} will read as '{_said(now)}', not '{_said(before)}'")
        if after.url != self.post.url and self.post.url:
            self.lost.append(f"its address changes from {self.post.url} to {after.url or 'none'}")

    def _read(self, placed: Placed) -> Post | None:
        path, document = placed.path, placed.document
        try:
            if not document.sidecar:
                document = self.target.cut(path, document.joined)
            source = Source(path, document, self.source.modified)
            return self.target.read(source, self.blog.now)
        except Unreadable as error:
            self._refused = error.message
            return None

    def _tell_of_words(self) -> None:
        """Say how many instructions to the old generator the text holds, or that some are new."""
        old, new = self.blog.engine.name, self.target.name
        text = self.post.text.source
        count = len(_OWN_WORDS[old].findall(text))
        own = _OWN_WORDS[new].search(text) if new != "astro" else None
        if own and not count:
            self.lost.append(f"'{own.group()}' in the text means something to {new}")
        if count and {old, new} != {"hugo", "plain"}:
            many = "s" if count > 1 else ""
            self.lost.append(
                f"{count} instruction{many} to {old} in the text stay{'' if many else 's'}"
            )

    def _tell_of_comments(self, document: Document) -> None:
        """Name the comments that did not go along with fields which moved."""
        if document.format not in ("yaml", "toml"):
            return
        entries, below, _ = entries_of(self.source.document)
        texts = [*below, *(text for entry in entries for text in (*entry.above, entry.beside))]
        block = document.block.decode("utf-8")
        self.lost += [f"the comment '# {text}' is lost" for text in texts if text not in block]

    def _along(self, path: str) -> tuple[tuple[str, str], ...]:
        """Return the files of a bundle, each with its new path and its old one."""
        old, new = (one.rsplit("/", 1)[0] for one in (self.post.path, path))
        if not path.rsplit("/", 1)[-1].startswith("index."):
            self.lost.append(f"the files beside it stay in {old}/")
            return ()
        others = [file for file in self.blog.files_in(old) if file != self.post.path]
        return tuple((f"{new}{file.removeprefix(old)}", file) for file in others)


def _is_nested(value: Any) -> bool:
    """Say whether a field holds more than one value or a list of values."""
    rows = value if isinstance(value, list) else []
    return isinstance(value, dict) or any(isinstance(row, (dict, list)) for row in rows)


def _said(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(value)
    return str(value if value is not None else "")
