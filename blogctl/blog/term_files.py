"""The files whose fields the pages of names have: led to, moved with their names, or kept."""

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from blogctl.blog.blog import Blog
from blogctl.content.change import Change
from blogctl.content.dialect import Key
from blogctl.content.document import Document
from blogctl.content.edits import Edit, add_to, in_turn, remove_from, set_to
from blogctl.content.folding import fold_name
from blogctl.content.front_matter import read_fields, spelt, value_at
from blogctl.content.post import Post, lower_keys, one_text, texts
from blogctl.content.respelling import bare
from blogctl.errors import CannotEdit, Unreadable

_TOML, _YAML = b'+++\ntitle = ""\n+++\n', b"---\ntitle:\n---\n"
# Fields that say no more than a page made of its name alone.
_PLAIN = {"title", "aliases"}


class Term(NamedTuple):
    """A name of a kind, in the language of a post that carries it, and its page's address."""

    noun: str
    name: str
    post: Post
    url: str


class TermFiles:
    """The files of pages of names in one blog, and what is to become of them."""

    def __init__(self, blog: Blog) -> None:
        self.blog = blog
        self._planned: dict[str, Document] = {}
        # Where a file that moves was before.
        self._origins: dict[str, str] = {}
        self._gone: set[str] = set()

    def keeper(self, old: Term, new: Term | None) -> str:
        """Return the file that keeps the page *old* where its name goes; '' for none."""
        path = self._there(old)
        if not path or path in self._gone:
            return ""
        if new is None or self._has_more(path):
            return path
        taken = self._there(new)
        return path if taken and not self._is_plain(path) else ""

    def lead(self, old: Term, new: Term) -> bool:
        """Have the file of the page *new* redirect from *old*; say whether there can be one."""
        path = self._there(new) or self._path(new)
        own = self._there(old)
        if not path:
            return False
        try:
            document = self._document(path, own, old, new)
            aliases = [old.url, *(self._aliases(own, old.url) if own else ())]
            self._planned[path] = self._led(document, aliases, new.url)
        except (CannotEdit, Unreadable):
            return False
        if own:
            self._gone.add(own)
        return True

    def _document(self, path: str, own: str, old: Term, new: Term) -> Document:
        """Return the file at *path* as it is, or moved there from *own*, or made."""
        if path in self._planned:
            return self._planned[path]
        if self._there(new):
            return self.blog.document(path)
        if not own:
            made = self.blog.as_usual(self.blog.engine.cut(path, self._blank(new.post)))
            return set_to("title", new.name)(made)
        self._origins[path] = own
        moved = self.blog.document(own)
        title = one_text(lower_keys(read_fields(moved)).get("title"))
        is_name = fold_name(title) == fold_name(old.name)
        return set_to(_key(moved, "title"), new.name)(moved) if is_name else moved

    def _blank(self, post: Post) -> bytes:
        return _TOML if self.blog.source(post.path).document.format == "toml" else _YAML

    def _led(self, document: Document, olds: Sequence[str], new: str) -> Document:
        """Return *document* with the addresses *olds* among its aliases, and without *new*."""
        engine, key = self.blog.engine, _key(document, "aliases")
        held = {alias: bare(engine.aliased(alias, new)) for alias in _held(document, key)}
        edits: list[Edit] = [remove_from(key, one) for one, url in held.items() if url == bare(new)]
        wanted = {bare(old): old for old in olds if bare(old) not in {*held.values(), bare(new)}}
        edits += [add_to(key, engine.alias(old, new)) for old in wanted.values()]
        return in_turn(edits)(document)

    def _aliases(self, path: str, url: str) -> list[str]:
        """Return the addresses that lead to the page of the file at *path*, whose own is *url*."""
        document = self.blog.source(path).document
        held = _held(document, _key(document, "aliases"))
        return [self.blog.engine.aliased(alias, url) for alias in held]

    def _path(self, term: Term) -> str:
        return self.blog.engine.term_path(term.noun, term.name, term.post)

    def _there(self, term: Term) -> str:
        """Return the file of a page, which may be spelt or end in another way; '' for none."""
        wanted = self._path(term)
        path = self._known.get(_stem(wanted, self.blog.engine.language), "") if wanted else ""
        return path or (wanted if wanted in self._planned else "")

    @cached_property
    def _known(self) -> dict[str, str]:
        engine = self.blog.engine
        found = engine.sections(self.blog.index.files())
        return {_stem(path, engine.language): path for path in found}

    def _has_more(self, path: str) -> bool:
        """Say whether other files lie beside a page's own."""
        folder = path.rpartition("/")[0]
        names = (one.removeprefix(f"{folder}/") for one in self.blog.files_in(folder))
        return not all(name.startswith("_index.") for name in names)

    def _is_plain(self, path: str) -> bool:
        """Say whether a file says nothing of its own."""
        try:
            document = self.blog.source(path).document
        except Unreadable:
            return False
        return lower_keys(read_fields(document)).keys() <= _PLAIN and not document.body.strip()

    def changes(self, owner: str) -> list[Change]:
        """Return the changes of the files; they belong to the post *owner*."""
        changes = []
        for path, document in self._planned.items():
            origin = self._origins.get(path, "")
            before = self.blog.text_of(origin or path)
            if origin or before != document.joined:
                changes.append(Change(path, before, document.joined, origin, owner))
        left = self._gone - set(self._origins.values())
        return changes + [Change(p, self.blog.text_of(p), None, post=owner) for p in sorted(left)]

    @property
    def emptied(self) -> list[str]:
        """The folders that may be empty then."""
        return sorted({path.rpartition("/")[0] for path in self._gone})


def _key(document: Document, name: str) -> Key:
    return spelt(read_fields(document), (name,), any_case=document.dialect.any_case)


def _held(document: Document, key: Key) -> tuple[str, ...]:
    return texts(value_at(read_fields(document), key))


def _stem(path: str, lang: str) -> str:
    """Return a path as Hugo compares it: without ending, the usual *lang*, case, or blanks."""
    stem = path.rpartition(".")[0].lower().replace(" ", "-")
    return stem.removesuffix(f".{lang}") if lang else stem
