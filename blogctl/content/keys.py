"""Which field of the front matter a typed key means, and what kind of value the blog has there."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, Literal, NamedTuple

from blogctl.content.dates import read_date
from blogctl.content.dialect import Key
from blogctl.content.document import Document
from blogctl.content.fields import ALIASES
from blogctl.content.folding import nearest
from blogctl.content.front_matter import read_fields, spelt, value_at
from blogctl.content.post import Post
from blogctl.errors import BadUsage

# What a key may be: the fields that hold one thing to a generator, the one to write first.
Keys = tuple[Key, ...]
Kind = Literal["", "text", "list", "date", "flag", "number", "table"]
_HIDING = ("draft", "status", "published", "hidden", "private")


class Known(NamedTuple):
    """What a blog and its generator know of fields.

    *concepts* has the fields that hold a thing, such as `tags`, in this generator; *custom* is the
    table for fields of the author's own, () for none. *any_case*: keys are compared ignoring case.
    """

    posts: Sequence[Post]
    concepts: Mapping[str, Keys]
    custom: Key
    any_case: bool


def keys_for(typed: str, known: Known, *, new: bool = False) -> Keys:
    """Return the fields that *typed* may mean in this blog, the one to write first.

    It is a field of the posts, dotted where it is nested; else what they have for a word such as
    `tags`; else what the generator has. Raise BadUsage for none of these, unless *new*.
    """
    key = tuple(part.strip() for part in typed.split("."))
    if not all(key):
        raise BadUsage(f"'{typed}' is no key", hint="as in mood, or cover.alt for a nested one")
    inner = (*known.custom, *key) if len(key) == 1 else key
    for one in (key, inner):
        if used := _in_use(one, known):
            return (used,)
    meant = known.concepts.get(_concept(typed), ())
    in_use = list(filter(None, (_in_use(one, known) for one in meant)))
    own = _of_generator(".".join(key), known)
    if own and not in_use:
        return (own,)
    if meant:
        return tuple(dict.fromkeys((*in_use, *meant)))
    if not new:
        raise BadUsage(f"no post has the field '{typed}'", hint=_hint(typed, known))
    return (inner,)


def _of_generator(dotted: str, known: Known) -> Key:
    """Return the field that the generator calls *dotted*; () for none."""
    for keys in known.concepts.values():
        for key in keys:
            name = ".".join(key)
            if name == dotted or (known.any_case and name.lower() == dotted.lower()):
                return key
    return ()


def _concept(typed: str) -> str:
    """Return the concept that *typed* is a word for; '' for none."""
    word = ALIASES.get(typed.lower(), typed.lower())
    # What hides a post is said in words of each generator's own.
    return {"summary": "description", "status": ""}.get(word, word)


def _in_use(key: Key, known: Known) -> Key:
    """Return *key* as most posts that have it spell it; () where none has it."""
    found: Counter[Key] = Counter()
    for post in known.posts:
        own = spelt(post.meta, key, any_case=known.any_case)
        if has(post.meta, own):
            found[own] += 1
    return found.most_common(1)[0][0] if found else ()


def has(fields: Mapping[str, Any], key: Key) -> bool:
    """Say whether *fields* have *key*, be it empty."""
    table = value_at(fields, key[:-1])
    return isinstance(table, Mapping) and key[-1] in table


def _hint(typed: str, known: Known) -> str:
    if typed.lower() in _HIDING:
        return "'blogctl publish' and 'blogctl unpublish' write what this generator honours"
    names = {name for post in known.posts for name in dotted(post.meta)}
    names |= {".".join(key) for keys in known.concepts.values() for key in keys}
    close = nearest(typed, names)
    return f"{close} --new-field makes a new one" if close else "--new-field makes a new one"


def dotted(fields: Mapping[str, Any], above: str = "") -> Iterator[str]:
    """Return the keys of *fields*, those in tables dotted."""
    for name, value in fields.items():
        yield f"{above}{name}"
        if isinstance(value, Mapping):
            yield from dotted(value, f"{above}{name}.")


def own_key(document: Document, keys: Keys) -> Key:
    """Return that of *keys* which *document* has, as it spells it; else the first."""
    fields = read_fields(document)
    spellings = [spelt(fields, key, any_case=document.dialect.any_case) for key in keys]
    return next((key for key in spellings if has(fields, key)), spellings[0])


def values_at(known: Known, keys: Keys) -> list[Any]:
    """Return what the posts hold at one of *keys*, empty fields aside."""
    values = (
        value_at(post.meta, spelt(post.meta, key, any_case=known.any_case))
        for post in known.posts
        for key in keys
    )
    return [value for value in values if value is not None and value != ""]


def kind_of(values: Sequence[Any]) -> Kind:
    """Return the kind of all *values*; a list or a table among them decides, '' for none."""
    if not values:
        return ""
    if any(isinstance(value, Mapping) for value in values):
        return "table"
    if any(isinstance(value, list) for value in values):
        return "list"
    if all(isinstance(value, bool) for value in values):
        return "flag"
    if all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in values):
        return "number"
    return "date" if all(map(is_date, values)) else "text"


def is_date(value: Any) -> bool:
    """Say whether *value* is a date, or a text that reads as one."""
    if isinstance(value, (date, datetime)):
        return True
    if not isinstance(value, str):
        return False
    try:
        return bool(value) and read_date(value, UTC) is not None
    except (ValueError, OverflowError):
        return False
