"""Names as they are typed: taken apart, held to the rules of the blog, and told where unknown."""

import re
from collections.abc import Collection, Sequence

from blogctl.blog.blog import Blog
from blogctl.blog.naming import Kind, known_names, names_meant, rules_of
from blogctl.blog.updating import names_typed
from blogctl.content.command_line import typed
from blogctl.content.folding import fold_name, nearest, nearest_words
from blogctl.display.stream import note
from blogctl.errors import BadUsage

# What is never a name where a query may stand: `tag:x`, `date=2026`, `title~x`, `@saved`, `or`.
_OF_QUERY = re.compile(r"@.*|.*[:=~].*|or|not", re.DOTALL)


def split_names(
    text: str, kind: Kind, *, one: bool = False, known: Collection[str] = ()
) -> list[str]:
    """Return the names of `a,b`; raise BadUsage for an empty one, and for several if *one*.

    One of those *known* may itself have a comma in it.
    """
    if fold_name(text) in {fold_name(name) for name in known if "," in name}:
        return [text]
    found = [" ".join(name.split()) for name in text.split(",")]
    if not all(found):
        raise BadUsage(f"'{text}' has an empty {kind.noun}", hint="as in wiki or wiki,outils")
    if one and len(found) > 1:
        raise BadUsage(f"'{text}' is several {kind.plural}", hint="name one")
    return found


def names_first(
    blog: Blog, kind: Kind, words: Sequence[str], *, quiet: bool
) -> tuple[list[str], list[str]]:
    """Return the names that *words* begin with, and the query that is the rest.

    A word is a name where posts carry it, and each is said. Raise BadUsage for one that a post is
    called by, too.
    """
    known = known_names(blog, kind)
    folded = {fold_name(name) for name in known}
    names: list[str] = []
    rest = list(words)
    while rest and not _OF_QUERY.fullmatch(rest[0]):
        word = rest[0]
        pieces = [word] if fold_name(word) in folded else word.split(",")
        if not all(fold_name(piece) in folded for piece in pieces):
            break
        if any(word in (post.slug, post.path) for post in blog.posts):
            hint = f"NAME,{typed(word)} for the {kind.noun}, slug:{typed(word)} for the post"
            raise BadUsage(f"'{word}' is {kind.one}, and a post", hint=hint)
        note(f"'{word}' is {kind.one} here; text:{typed(word)} is the word", quiet=quiet)
        names += [" ".join(piece.split()) for piece in pieces]
        rest.pop(0)
    return names, rest


def obeying(blog: Blog, kind: Kind, names: Sequence[str], *, quiet: bool) -> list[str]:
    """Return what to write for *names* by the rules of the blog, each once; say what is replaced.

    Raise BadUsage for one that is not allowed.
    """
    meant, rules = names_meant(blog, kind, names), rules_of(blog, kind)
    for name, other in meant.items():
        if rules.is_alias(name):
            note(f"'{name}' stands for '{other}' here", colour="yellow", quiet=quiet)
    wished: dict[str, str] = {}
    for other in meant.values():
        wished.setdefault(fold_name(other), other)
    return list(wished.values())


def obeying_in(blog: Blog, key: str, text: str, *, added: bool = False, quiet: bool) -> str:
    """Return *text*, typed for the field *key*, with the names in it as the rules want them.

    *added*: it is to be added to what the field holds. Raise BadUsage for a name not allowed.
    """
    found = names_typed(blog, key, text, added=added)
    if found is None:
        return text
    wished = obeying(blog, found.kind, found.names, quiet=quiet)
    if wished == found.names:
        return text
    joined = found.glue.join(wished)
    return f"[{joined}]" if text.startswith("[") else joined


def tell_of_new(blog: Blog, kind: Kind, names: Sequence[str], *, quiet: bool = False) -> None:
    """Say which of *names* no post has yet, and which known ones they resemble.

    Those that the settings allow are no news.
    """
    known, allowed = known_names(blog, kind), rules_of(blog, kind).allowed
    for name in names:
        if name not in known and fold_name(name) not in allowed:
            near = nearest_words(name, known)
            like = f"; near it: {', '.join(near)}" if near else ""
            note(f"'{name}' is a new {kind.noun}{like}", colour="yellow", quiet=quiet)


def tell_of_unknown(blog: Blog, kind: Kind, names: Sequence[str], *, quiet: bool) -> None:
    """Say which of *names* no post has, and the known one that is meant perhaps."""
    known = known_names(blog, kind)
    for name in names:
        if fold_name(name) not in {fold_name(other) for other in known}:
            hint = nearest(name, known)
            like = f"; {hint}" if hint else ""
            note(f"no post has the {kind.noun} '{name}'{like}", colour="yellow", quiet=quiet)
